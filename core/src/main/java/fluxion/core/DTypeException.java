package fluxion.core;

/** A dtype that the operation is not defined for. */
public final class DTypeException extends FluxionException {
    private static final long serialVersionUID = 1L;

    /** With what the operation requires and what it got. */
    public DTypeException(String message) {
        super(message);
    }
}
