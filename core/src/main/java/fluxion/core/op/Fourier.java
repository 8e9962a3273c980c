package fluxion.core.op;

import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The discrete Fourier transform without a factor, along the last axis of real or the last but one of complex tensors. A
 * complex tensor has a last axis of length 2, the real and the imaginary parts.
 *
 * @param kind which direction, between what
 * @param n the length of the transform
 */
public record Fourier(Kind kind, int n) implements Op {
    /** The directions. */
    public enum Kind {
        /** y[k] = Σ x[j]·e^(−2πi·jk/n), complex to complex. */
        FORWARD,
        /** y[k] = Σ x[j]·e^(+2πi·jk/n), complex to complex. */
        BACKWARD,
        /** FORWARD of real numbers, of which the first ⌊n/2⌋ + 1 terms say all. */
        REAL,
        /**
         * BACKWARD of ⌊n/2⌋ + 1 terms, the others being their conjugates; real. Imaginary parts of terms that must be real
         * are not read.
         */
        HALF
    }

    @Override
    public String label() {
        return switch (kind) {
            case FORWARD -> "fft";
            case BACKWARD -> "fft_back";
            case REAL -> "rfft";
            case HALF -> "rfft_back";
        };
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.only(this, operands);
        OperandChecks.dtype(this, x.dtype().isFloat(), "requires a floating-point operand", x);
        int half = n / 2 + 1;
        return switch (kind) {
            case FORWARD, BACKWARD -> {
                complex(x, n);
                yield x;
            }
            case REAL -> {
                OperandChecks.shape(this, n >= 1 && x.rank() >= 1 && x.shape().dims().last() == n,
                        "requires " + n + " numbers, at least 1, along the last axis", x);
                yield x.withShape(new Shape(x.shape().dims().with(x.rank() - 1, half).append(2)));
            }
            case HALF -> {
                complex(x, half);
                yield x.withShape(new Shape(x.shape().dims().take(x.rank() - 2).append(n)));
            }
        };
    }

    private void complex(TensorType x, int terms) {
        OperandChecks.shape(this, n >= 1 && x.rank() >= 2 && x.shape().dims().last() == 2 && x.shape().dim(x.rank() - 2) == terms,
                "requires " + terms + " complex terms, at least 1, as the last two axes [" + terms + ",2]", x);
    }
}
