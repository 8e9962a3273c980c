package fluxion.tests.ops;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Movements;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Jvp;
import fluxion.transforms.Vjp;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;

/** Arithmetic on lists of tensors, and the generic checks of derivatives. Every failure names the operation and the mode. */
final class Numeric {
    private Numeric() {}

    static Seq<Tensor> run(Fn fn, Seq<Tensor> arguments) {
        return Evaluator.evaluate(fn, arguments);
    }

    /** Fresh parameters for a function. */
    static Seq<Var> parameters(Fn fn) {
        return fn.params().map(p -> new Var(p.name(), p.type()));
    }

    /** With the floating-point results only. */
    static Fn floating(Fn fn) {
        return Fn.of(fn.params(), fn.results().filter(r -> r.dtype().isFloat()));
    }

    /** (params, tangents) to the results' tangents. */
    static Fn pushforward(Fn fn, Ints wrt) {
        Fn jvp = Jvp.of(fn, wrt);
        return Fn.of(jvp.params(), jvp.results().drop(fn.results().size()));
    }

    /** (params, cotangents) to the parameters' cotangents. */
    static Fn pullback(Fn fn, Ints wrt) {
        Fn vjp = Vjp.of(fn, wrt);
        return Fn.of(vjp.params(), vjp.results().drop(fn.results().size()));
    }

    static Seq<Tensor> directions(SplittableRandom random, Seq<TensorType> types) {
        return types.map(t -> Sampler.direction(random, t));
    }

    /** The arguments at {@code at + step·direction} in some places. */
    static Seq<Tensor> moved(Seq<Tensor> at, Ints wrt, double step, Seq<Tensor> directions) {
        return at.zipWithIndex((x, i) -> wrt.contains(i) ? combine(x, step, directions.get(wrt.indexOf(i))) : x);
    }

    /** x + factor·y. */
    static Tensor combine(Tensor x, double factor, Tensor y) {
        double[] a = x.doubles();
        double[] b = y.doubles();
        for (int i = 0; i < a.length; i++) {
            a[i] += factor * b[i];
        }
        return like(x.type(), a);
    }

    static Tensor like(TensorType type, double[] values) {
        return (Tensor) (type.dtype() == DType.F64 ? Tensor.of(type.shape(), values)
                : Tensor.of(type.shape(), narrowed(values)));
    }

    private static float[] narrowed(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Σ aᵢ·bᵢ over all elements of all tensors. */
    static double inner(Seq<Tensor> a, Seq<Tensor> b) {
        double sum = 0;
        for (int k = 0; k < a.size(); k++) {
            double[] x = a.get(k).doubles();
            double[] y = b.get(k).doubles();
            for (int i = 0; i < x.length; i++) {
                sum += x[i] * y[i];
            }
        }
        return sum;
    }

    /** The tensors side by side along an axis. */
    static Tensor stacked(int axis, Seq<Tensor> parts) {
        return Evaluator.evaluate(Movements.stack(axis, parts));
    }

    static void close(String name, String mode, Seq<Tensor> got, Seq<Tensor> want, double tolerance) {
        if (!got.map(Tensor::type).equals(want.map(Tensor::type))) {
            throw new AssertionError(name + ", " + mode + ": got " + got.map(Tensor::type).mkString(", ") + ", expected "
                    + want.map(Tensor::type).mkString(", "));
        }
        for (int k = 0; k < want.size(); k++) {
            boolean equal = want.get(k).dtype().isFloat() ? near(got.get(k).doubles(), want.get(k).doubles(), tolerance)
                    : got.get(k).equals(want.get(k));
            if (!equal) {
                throw new AssertionError(name + ", " + mode + ", result " + k + "\n  got      " + got.get(k) + "\n  expected " + want.get(k));
            }
        }
    }

    private static boolean near(double[] got, double[] want, double tolerance) {
        for (int i = 0; i < want.length; i++) {
            if (Double.compare(got[i], want[i]) != 0 && !(Math.abs(got[i] - want[i]) <= tolerance * (1 + Math.abs(want[i])))) {
                return false;
            }
        }
        return true;
    }

    /** The jvp against central differences along a random direction. */
    static void forward(String name, String mode, Fn fn, Seq<Tensor> at, Ints wrt, SplittableRandom random) {
        boolean single = at.exists(t -> t.dtype() == DType.F32) || fn.results().exists(r -> r.dtype() == DType.F32);
        double step = single ? 0.25 : 1e-5;
        Fn smooth = floating(fn);
        Seq<Tensor> tangents = directions(random, Array.ofAll(wrt).map(i -> fn.params().get(i).type()));
        Seq<Tensor> got = run(pushforward(smooth, wrt), at.appendAll(tangents));
        Seq<Tensor> after = run(smooth, moved(at, wrt, step, tangents));
        Seq<Tensor> before = run(smooth, moved(at, wrt, -step, tangents));
        Seq<Tensor> want = after.zip(before).map(p -> {
            double[] d = combine(p._1, -1, p._2).doubles();
            for (int i = 0; i < d.length; i++) {
                d[i] /= 2 * step;
            }
            return like(p._1.type(), d);
        });
        close(name, mode + " against central differences", got, want, single ? 1e-5 : 2e-7);
    }

    /** ⟨cotangents, J·tangents⟩ = ⟨Jᵀ·cotangents, tangents⟩. */
    static void reverse(String name, String mode, Fn fn, Seq<Tensor> at, Ints wrt, SplittableRandom random) {
        Fn smooth = floating(fn);
        Seq<Tensor> tangents = directions(random, Array.ofAll(wrt).map(i -> fn.params().get(i).type()));
        Seq<Tensor> cotangents = directions(random, smooth.resultTypes());
        double pushed = inner(cotangents, run(pushforward(smooth, wrt), at.appendAll(tangents)));
        double pulled = inner(run(pullback(smooth, wrt), at.appendAll(cotangents)), tangents);
        boolean single = at.exists(t -> t.dtype() == DType.F32) || fn.results().exists(r -> r.dtype() == DType.F32);
        if (!(Math.abs(pushed - pulled) <= (single ? 1e-5 : 1e-10) * (1 + Math.abs(pushed)))) {
            throw new AssertionError(name + ", " + mode + ": ⟨ct, J t⟩ = " + pushed + ", ⟨Jᵀ ct, t⟩ = " + pulled);
        }
    }

    /** The function with constants in some parameters' places. */
    static Fn fixed(Fn fn, Ints free, Seq<Tensor> at) {
        Seq<Var> params = parameters(fn);
        Seq<Expr> arguments = params.zipWithIndex((p, i) -> free.contains(i) ? p : at.get(i));
        return Fn.of(params.zipWithIndex().filter(p -> free.contains(p._2)).map(p -> p._1), fn.on(arguments));
    }
}
