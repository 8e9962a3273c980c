package fluxion.core;

/** Structures of records, sequences and maps that do not match. */
public final class TreeException extends FluxionException {
    private static final long serialVersionUID = 1L;

    /** With both structures, or the place where they part. */
    public TreeException(String message) {
        super(message);
    }
}
