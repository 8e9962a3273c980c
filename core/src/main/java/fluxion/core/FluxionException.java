package fluxion.core;

/**
 * A wrong use of Fluxion. The message names the operation, what it requires and what it got; where there is a right call
 * to make instead, it says which.
 */
public class FluxionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** With what the operation requires and what it got. */
    public FluxionException(String message) {
        super(message);
    }

    /** The same for something that failed further down. */
    public FluxionException(String message, Throwable cause) {
        super(message, cause);
    }
}
