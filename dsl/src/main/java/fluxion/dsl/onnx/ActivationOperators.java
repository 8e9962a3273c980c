package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.dsl.nn.Activations;
import io.vavr.collection.Array;

/** Activation functions. Those over an axis are over all from there on before version 13. */
final class ActivationOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            one("Relu", c -> c.x().relu()),
            one("Softplus", c -> c.x().softplus()),
            one("Softsign", c -> Activations.softsign(c.x())),
            one("Elu", c -> Activations.elu(c.x(), c.number("alpha", 1))),
            one("Celu", c -> Activations.celu(c.x(), c.number("alpha", 1))),
            one("Selu", c -> selu(c.x(), c.number("alpha", 1.67326319217681884765625),
                    c.number("gamma", 1.05070102214813232421875))),
            one("LeakyRelu", c -> Activations.leakyRelu(c.x(), c.number("alpha", (float) 0.01))),
            one("PRelu", c -> c.x().ge(0).where(c.x(), c.x().times(c.y()))),
            one("ThresholdedRelu", c -> c.x().gt(c.number("alpha", 1)).where(c.x(), 0)),
            one("HardSigmoid", c -> hardSigmoid(c.x(), c.number("alpha", (float) 0.2), c.number("beta", 0.5))),
            one("HardSwish", c -> Activations.hardSwish(c.x())),
            one("Gelu", c -> c.text("approximate", "none").equals("tanh") ? Activations.geluTanh(c.x())
                    : Activations.gelu(c.x())),
            one("Mish", c -> Activations.mish(c.x())),
            one("Swish", c -> swish(c.x(), c.number("alpha", 1))),
            one("Shrink", c -> shrink(c.x(), c.number("lambd", 0.5), c.number("bias", 0))),
            one("Softmax", c -> along(c, Expr::softmax)),
            one("LogSoftmax", c -> along(c, Expr::logSoftmax)),
            one("Hardmax", c -> along(c, (x, axes) -> hardmax(x, axes[0]))));

    private ActivationOperators() {}

    /** A function of the elements along axes. */
    private interface Along {
        Expr of(Expr x, int... axes);
    }

    private static Expr along(NodeCall c, Along f) {
        Expr x = c.x();
        if (c.opset() >= 13) {
            return f.of(x, c.axis("axis", -1, x.rank()));
        }
        int axis = c.axis("axis", 1, x.rank());
        Ints dims = x.shape().dims();
        int rows = (int) new fluxion.core.Shape(dims.take(axis)).size();
        return f.of(x.reshape(rows, -1), 1).reshape(x.shape());
    }

    private static Expr hardmax(Expr x, int axis) {
        int n = x.shape().dim(axis);
        return x.argmax(axis).oneHot(n, x.dtype()).moveAxis(-1, axis);
    }

    static Expr selu(Expr x, double alpha, double gamma) {
        return Activations.elu(x, alpha).times(gamma);
    }

    static Expr hardSigmoid(Expr x, double alpha, double beta) {
        return x.times(alpha).plus(beta).clip(0, 1);
    }

    static Expr swish(Expr x, double alpha) {
        return alpha == 1 ? Activations.silu(x) : x.times(x.times(alpha).sigmoid());
    }

    private static Expr shrink(Expr x, double lambda, double bias) {
        Expr high = x.gt(lambda).where(x.minus(fitting(x, bias)), 0);
        return x.lt(-lambda).where(x.plus(fitting(x, bias)), high);
    }

    private static Number fitting(Expr x, double value) {
        return x.dtype().isFloat() ? (Number) value : (Number) (long) value;
    }
}
