package fluxion.core;

/** A transform asked of a function that does not have what it needs. */
public final class TransformException extends FluxionException {
    private static final long serialVersionUID = 1L;

    /** With what the transform requires and what it got. */
    public TransformException(String message) {
        super(message);
    }

    /** The same for something that failed further down. */
    public TransformException(String message, Throwable cause) {
        super(message, cause);
    }
}
