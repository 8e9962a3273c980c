package fluxion.core;

/** A transform asked of a function that does not have what it needs. */
public final class TransformException extends FluxionException {
    private static final long serialVersionUID = 1L;

    public TransformException(String message) {
        super(message);
    }

    public TransformException(String message, Throwable cause) {
        super(message, cause);
    }
}
