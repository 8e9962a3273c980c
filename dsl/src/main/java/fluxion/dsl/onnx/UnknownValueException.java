package fluxion.dsl.onnx;

import fluxion.core.FluxionException;

/** A value is needed that is a number only when the function is called, not when it is traced. */
final class UnknownValueException extends FluxionException {
    private static final long serialVersionUID = 1L;

    UnknownValueException(String message) {
        super(message);
    }
}
