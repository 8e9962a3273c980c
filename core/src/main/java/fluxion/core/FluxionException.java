package fluxion.core;

/**
 * A wrong use of Fluxion. The message names the operation, what it requires and what it got; where there is a right call
 * to make instead, it says which.
 */
public class FluxionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public FluxionException(String message) {
        super(message);
    }

    public FluxionException(String message, Throwable cause) {
        super(message, cause);
    }
}
