package fluxion.tests.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import java.util.function.Function;

/** The interpreter next to {@link Naive}. */
public final class Compared {
    private Compared() {}

    /** Random elements; integers small, floats within (−2, 2). */
    static Tensor random(TensorType type, SplittableRandom random) {
        int n = (int) type.shape().size();
        return switch (type.dtype()) {
            case F64 -> Tensor.of(type.shape(), random.doubles(n, -2, 2).toArray());
            case F32 -> {
                float[] values = new float[n];
                for (int i = 0; i < n; i++) {
                    values[i] = (float) random.nextDouble(-2, 2);
                }
                yield Tensor.of(type.shape(), values);
            }
            case I64 -> Tensor.of(type.shape(), random.longs(n, -9, 10).toArray());
            case I32 -> Tensor.of(type.shape(), random.ints(n, -9, 10).toArray());
            case BOOL -> {
                boolean[] values = new boolean[n];
                for (int i = 0; i < n; i++) {
                    values[i] = random.nextBoolean();
                }
                yield Tensor.of(type.shape(), values);
            }
        };
    }

    /** A random tensor of a type whose elements lie in storage in some other way: permuted, strided, backwards, repeated. */
    static Tensor view(TensorType type, SplittableRandom random) {
        int rank = type.rank();
        java.util.List<Integer> shuffled = new java.util.ArrayList<>(Ints.range(0, rank).stream().boxed().toList());
        java.util.Collections.shuffle(shuffled, new java.util.Random(random.nextLong()));
        Ints order = Ints.from(shuffled);
        int[] steps = new int[rank];
        int[] starts = new int[rank];
        boolean[] repeated = new boolean[rank];
        int[] whole = new int[rank];
        for (int d = 0; d < rank; d++) {
            int n = type.shape().dim(d);
            repeated[d] = random.nextInt(4) == 0;
            steps[d] = random.nextInt(1, 3);
            starts[d] = random.nextInt(2);
            whole[d] = repeated[d] ? 1 : starts[d] + Math.max(0, n - 1) * steps[d] + 1;
        }
        Tensor base = random(new TensorType(type.dtype(), new Shape(Ints.of(whole).select(order))), random);
        Ints baseStrides = base.strides();
        int[] strides = new int[rank];
        int offset = 0;
        for (int p = 0; p < rank; p++) {
            int d = order.get(p);
            boolean back = !repeated[d] && random.nextBoolean();
            int stride = repeated[d] ? 0 : baseStrides.get(p) * steps[d];
            offset += repeated[d] ? 0 : starts[d] * baseStrides.get(p);
            if (back) {
                offset += Math.max(0, type.shape().dim(d) - 1) * stride;
            }
            strides[d] = back ? -stride : stride;
        }
        return type.shape().size() == 0 ? random(type, random) : base.view(type.shape(), offset, Ints.of(strides));
    }

    static Fn fn(Seq<TensorType> types, Function<Seq<Expr>, Seq<Expr>> body) {
        Seq<Var> params = types.zipWithIndex((t, i) -> new Var("x" + i, t));
        return Fn.of(params, body.apply(params.map(Expr.class::cast)));
    }

    /** Runs the function on contiguous arguments and on views, and compares with the naive interpreter. */
    public static void check(String what, Fn fn, SplittableRandom random) {
        Seq<Tensor> plain = fn.parameterTypes().map(t -> random(t, random));
        check(what, fn, plain);
        check(what + " of views", fn, fn.parameterTypes().map(t -> view(t, random)));
    }

    static void check(String what, Fn fn, Seq<Tensor> arguments) {
        Seq<Naive.Value> expected = Naive.run(fn, arguments.map(Naive.Value::of));
        Seq<Tensor> actual = Evaluator.evaluate(fn, arguments);
        assertThat(actual.size()).isEqualTo(expected.size());
        for (int r = 0; r < expected.size(); r++) {
            same(what, fn, expected.get(r), actual.get(r));
        }
    }

    static void same(String what, Fn fn, Naive.Value expected, Tensor actual) {
        assertThat(actual.type()).as(what).isEqualTo(expected.type());
        Naive.Value got = Naive.Value.of(actual);
        double scale = 1;
        for (double f : expected.floats()) {
            scale = Double.isFinite(f) ? Math.max(scale, Math.abs(f)) : scale;
        }
        double tolerance = (actual.dtype() == DType.F32 ? 2e-5 : 1e-12) * scale;
        for (int i = 0; i < expected.floats().length; i++) {
            double e = expected.floats()[i];
            double g = got.floats()[i];
            if (Double.compare(e, g) != 0 && !(Math.abs(e - g) <= tolerance)) {
                fail("%s: element %d must be %s; got %s in%n%s%nplan:%n%s", what, i, e, g, fn, Evaluator.plan(fn));
            }
        }
        assertThat(got.integers()).as("%s in%n%s%nplan:%n%s", what, fn, Evaluator.plan(fn)).isEqualTo(expected.integers());
    }
}
