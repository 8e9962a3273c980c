package fluxion.core;

/** Structures of records, sequences and maps that do not match. */
public final class TreeException extends FluxionException {
    private static final long serialVersionUID = 1L;

    public TreeException(String message) {
        super(message);
    }
}
