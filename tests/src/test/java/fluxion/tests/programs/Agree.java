package fluxion.tests.programs;

import fluxion.core.DType;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Arrays;

/** Comparisons of what programs give; a difference is an {@link AssertionError}. */
final class Agree {
    private Agree() {}

    /** Within rounding of the largest element, or of what the elements are made of. */
    static void close(String what, Tensor got, Tensor want, double scale, boolean isSingle) {
        if (!got.shape().equals(want.shape())) {
            throw new AssertionError(what + " must be " + want.type() + "; got " + got.type());
        }
        double[] g = doubles(got);
        double[] w = doubles(want);
        double most = (isSingle ? 2e-3 : 1e-7) * Math.max(isSingle ? 1 : 1e-3, Math.max(largest(w), scale));
        for (int i = 0; i < w.length; i++) {
            if (!(Math.abs(g[i] - w[i]) <= most) && Double.compare(g[i], w[i]) != 0) {
                throw new AssertionError(what + ": element " + i + " must be " + w[i] + "; got " + g[i] + " in " + shown(g)
                        + ", not " + shown(w));
            }
        }
    }

    static void close(String what, Seq<Tensor> got, Seq<Tensor> want, double scale, boolean isSingle) {
        if (got.size() != want.size()) {
            throw new AssertionError(what + ": " + want.size() + " results are expected; got " + got.size());
        }
        for (int i = 0; i < want.size(); i++) {
            close(want.size() == 1 ? what : what + "[" + i + "]", got.get(i), want.get(i), scale, isSingle);
        }
    }

    /** The same bits. */
    static void same(String what, Seq<Tensor> got, Seq<Tensor> want) {
        for (int i = 0; i < want.size(); i++) {
            if (!got.get(i).type().equals(want.get(i).type())) {
                throw new AssertionError(what + "[" + i + "] must be " + want.get(i).type() + "; got " + got.get(i).type());
            }
            double[] g = doubles(got.get(i));
            double[] w = doubles(want.get(i));
            for (int k = 0; k < w.length; k++) {
                if (Double.doubleToLongBits(g[k]) != Double.doubleToLongBits(w[k])) {
                    throw new AssertionError(what + "[" + i + "]: element " + k + " must be exactly " + w[k] + "; got " + g[k]);
                }
            }
        }
    }

    static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    static double largest(Seq<Tensor> tensors) {
        return tensors.map(t -> largest(doubles(t))).max().getOrElse(0.0);
    }

    static double[] doubles(Tensor t) {
        return t.dtype() == DType.F64 ? t.doubles() : Evaluator.evaluate(t.cast(DType.F64)).doubles();
    }

    /** Σ of the products of all elements. */
    static double inner(Seq<Tensor> a, Seq<Tensor> b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            double[] x = doubles(a.get(i));
            double[] y = doubles(b.get(i));
            for (int k = 0; k < x.length; k++) {
                sum += x[k] * y[k];
            }
        }
        return sum;
    }

    static Seq<Tensor> values(Fn fn, Seq<Tensor> arguments) {
        return Evaluator.evaluate(fn, arguments).toArray();
    }

    private static String shown(double[] values) {
        return Arrays.toString(values.length > 12 ? Arrays.copyOf(values, 12) : values);
    }

    static Seq<Tensor> one(double value) {
        return Array.of(Tensor.of(value));
    }
}
