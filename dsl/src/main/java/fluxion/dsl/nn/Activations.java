package fluxion.dsl.nn;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.ShapeException;
import io.vavr.collection.Seq;

/**
 * Activation functions, elementwise but for {@link #glu}. The plainest are verbs of expressions: {@code relu}, {@code sigmoid},
 * {@code tanh}, {@code softplus}, {@code softmax} and {@code logSoftmax}.
 */
public final class Activations {
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
    private static final double SELU_SCALE = 1.0507009873554804934193349852946;

    private Activations() {}

    /** max(0, min(x, 6)); the derivative is 1 strictly between, 0 elsewhere. */
    public static Expr relu6(Expr x) {
        Given.arguments("relu6", x);
        return x.gt(0).and(x.lt(6)).where(x, x.clip(0, 6).stopGradient());
    }

    /** x where x ≥ 0, else slope·x; the derivative at 0 is 1. */
    public static Expr leakyRelu(Expr x, double slope) {
        Given.arguments("leakyRelu", x);
        return x.ge(0).where(x, x.times(slope));
    }

    /** x where x ≥ 0, else 0.01·x; the derivative at 0 is 1. */
    public static Expr leakyRelu(Expr x) {
        Given.arguments("leakyRelu", x);
        return leakyRelu(x, 0.01);
    }

    /** x where x &gt; 0, else α·(eˣ − 1) (Clevert, Unterthiner and Hochreiter, ICLR 2016). */
    public static Expr elu(Expr x, double alpha) {
        Given.arguments("elu", x);
        return x.gt(0).where(x, x.expm1().times(alpha));
    }

    /** x where x &gt; 0, else eˣ − 1. */
    public static Expr elu(Expr x) {
        Given.arguments("elu", x);
        return x.gt(0).where(x, x.expm1());
    }

    /** 1.0507…·elu(x, 1.6732…): keeps mean 0 and variance 1 (Klambauer et al., Self-Normalizing Neural Networks, 2017). */
    public static Expr selu(Expr x) {
        Given.arguments("selu", x);
        return elu(x, SELU_ALPHA).times(SELU_SCALE);
    }

    /** x where x &gt; 0, else α·(e^(x/α) − 1): elu with a continuous derivative for every α (Barron, 2017). */
    public static Expr celu(Expr x, double alpha) {
        Given.arguments("celu", x);
        return x.gt(0).where(x, x.div(alpha).expm1().times(alpha));
    }

    /** x·Φ(x) = x·(1 + erf(x/√2))/2 (Hendrycks and Gimpel, Gaussian Error Linear Units, 2016). */
    public static Expr gelu(Expr x) {
        Given.arguments("gelu", x);
        return x.times(x.times(Math.sqrt(0.5)).erf().plus(1)).times(0.5);
    }

    /** gelu's approximation x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2. */
    public static Expr geluTanh(Expr x) {
        Given.arguments("geluTanh", x);
        return x.times(x.plus(x.pow(3).times(0.044715)).times(Math.sqrt(2 / Math.PI)).tanh().plus(1)).times(0.5);
    }

    /** x·sigmoid(x), also known as swish. */
    public static Expr silu(Expr x) {
        Given.arguments("silu", x);
        return x.times(x.sigmoid());
    }

    /** x·tanh(softplus(x)) (Misra, 2019). */
    public static Expr mish(Expr x) {
        Given.arguments("mish", x);
        return x.times(x.softplus().tanh());
    }

    /** ln sigmoid(x) = −softplus(−x). */
    public static Expr logSigmoid(Expr x) {
        Given.arguments("logSigmoid", x);
        return x.neg().softplus().neg();
    }

    /** softplus(β·x)/β: the larger β, the closer to relu. */
    public static Expr softplus(Expr x, double beta) {
        Given.arguments("softplus", x);
        return x.times(beta).softplus().div(beta);
    }

    /** x/(1 + |x|). */
    public static Expr softsign(Expr x) {
        Given.arguments("softsign", x);
        return x.div(x.abs().plus(1));
    }

    /** relu6(x + 3)/6. */
    public static Expr hardSigmoid(Expr x) {
        Given.arguments("hardSigmoid", x);
        return relu6(x.plus(3)).div(6);
    }

    /** x·relu6(x + 3)/6 (Howard et al., Searching for MobileNetV3, 2019). */
    public static Expr hardSwish(Expr x) {
        Given.arguments("hardSwish", x);
        return x.times(hardSigmoid(x));
    }

    /** x between −1 and 1, else the nearer of the two. */
    public static Expr hardTanh(Expr x) {
        Given.arguments("hardTanh", x);
        return hardTanh(x, -1, 1);
    }

    /** x between low and high, else the nearer of the two; the derivative at the bounds is 1. */
    public static Expr hardTanh(Expr x, double low, double high) {
        Given.arguments("hardTanh", x);
        return x.gt(high).where(high, x.lt(low).where(low, x));
    }

    /**
     * x where x ≥ 0, else slope·x with a slope that is learned; the derivative at 0 is 1 (He et al., Delving Deep into
     * Rectifiers, 2015).
     *
     * @param slope a scalar, or [C] for x [N, C, …]
     */
    public static Expr prelu(Expr x, Expr slope) {
        Given.arguments("prelu", x, slope);
        boolean shared = slope.shape().size() == 1;
        if (!shared && (slope.rank() != 1 || x.rank() < 2 || x.shape().dim(1) != slope.shape().dim(0))) {
            throw new ShapeException("prelu: requires one slope, or one for each channel of an input [N, C, …]; got "
                    + slope.type() + " for " + x.type());
        }
        Expr each = shared ? slope.reshape() : slope.reshape(Ints.of(-1).concat(Ints.fill(x.rank() - 2, 1)).toArray());
        return x.ge(0).where(x, x.times(each));
    }

    /**
     * eˣ / Σ eˣ over the elements that a mask allows, along the axes (all where none are given); 0 at the others, and
     * everywhere where none is allowed.
     *
     * @param mask bool, broadcast to x
     */
    public static Expr softmax(Expr x, Expr mask, int... axes) {
        Given.arguments("softmax", x, mask, axes);
        if (mask.dtype() != DType.BOOL) {
            throw new DTypeException("softmax: the mask must be bool, true where an element takes part; got " + mask.type());
        }
        Expr allowed = mask.broadcastTo(x.shape());
        Expr any = allowed.keep(allowed.any(axes), axes);
        // where nothing is allowed any numbers do: they are masked again
        Expr scores = any.where(allowed.where(x, Double.NEGATIVE_INFINITY), 0);
        return allowed.where(scores.softmax(axes), 0);
    }

    /** a·sigmoid(b) for the halves a and b of x along an axis (Dauphin et al., 2017). */
    public static Expr glu(Expr x, int axis) {
        Given.arguments("glu", x);
        int n = x.shape().dim(x.shape().axis("glu", axis));
        if (n % 2 != 0) {
            throw new ShapeException("glu: the axis must have an even length to be halved; got axis " + axis + " of " + x.type());
        }
        Seq<Expr> halves = x.split(2, axis);
        return halves.get(0).times(halves.get(1).sigmoid());
    }
}
