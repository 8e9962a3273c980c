package fluxion.core;

/** Lengths, ranks, axes or positions that do not fit together. */
public final class ShapeException extends FluxionException {
    private static final long serialVersionUID = 1L;

    /** With what the operation requires and what it got. */
    public ShapeException(String message) {
        super(message);
    }
}
