package fluxion.tests.eval;

import static fluxion.tests.eval.Compared.fn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Call;
import fluxion.core.op.Iota;
import fluxion.core.op.Take;
import fluxion.ops.eval.Evaluator;
import fluxion.ops.eval.Plan;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole plans: fusion, reuse of buffers, threads, depth, errors. */
class PlansTest {
    private final SplittableRandom random = new SplittableRandom(7);
    private final int threads = Evaluator.threads();

    @AfterEach
    void restore() {
        Evaluator.threads(threads);
    }

    @Test
    void randomGraphs() {
        long first = Long.getLong("fluxion.seed", 1);
        for (long seed = first; seed < first + Integer.getInteger("fluxion.graphs", 80); seed++) {
            SplittableRandom own = new SplittableRandom(seed);
            Fn fn = RandomGraphs.function(own, 8 + own.nextInt(40));
            String reproduce = "-Dfluxion.seed=" + seed + " -Dfluxion.graphs=1";
            try {
                Compared.check(reproduce, fn, own);
                Compared.check(reproduce + " again", fn, own);
            } catch (RuntimeException e) {
                throw new AssertionError(reproduce + "\n" + fn, e);
            }
        }
    }

    @Test
    void fusedAsOneByOne() {
        TensorType type = TensorType.of(DType.F32, 3, 700);
        Fn together = fn(Array.of(type, type), x -> {
            Expr a = x.get(0).tanh();
            Expr b = a.times(x.get(1)).exp();
            Expr c = Expr.apply(fluxion.core.op.Binary.SUB, b, a);
            return Array.of(b, c, c.sum(1), b.sum(0), a.max());
        });
        Seq<Tensor> arguments = Array.of(Compared.random(type, random), Compared.random(type, random));
        Tensor a = Evaluator.evaluate(arguments.get(0).tanh());
        Tensor b = Evaluator.evaluate(Evaluator.evaluate(a.times(arguments.get(1))).exp());
        Tensor c = Evaluator.evaluate(b.minus(a));
        Seq<Tensor> fused = Evaluator.evaluate(together, arguments);
        assertThat(fused.get(0)).isEqualTo(b);
        assertThat(fused.get(1)).isEqualTo(c);
        assertThat(fused.get(2)).isEqualTo(Evaluator.evaluate(c.sum(1)));
        assertThat(fused.get(3)).isEqualTo(Evaluator.evaluate(b.sum(0)));
        assertThat(fused.get(4)).isEqualTo(Evaluator.evaluate(a.max()));
        assertThat(Evaluator.plan(together).toString().lines()).hasSize(1);
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        for (DType dtype : Array.of(DType.F32, DType.F64)) {
            TensorType x = TensorType.of(dtype, 150, 500);
            Fn fn = fn(Array.of(x, TensorType.of(dtype, 500)), p -> {
                Expr y = p.get(0).times(p.get(1)).sin();
                return Array.of(y, y.sum(), y.sum(0), y.sum(1), y.t().matmul(y), y.logsumexp(1), y.flatten().sum(), y.t().exp());
            });
            Seq<Tensor> arguments = Array.of(Compared.random(x, random), Compared.random(TensorType.of(dtype, 500), random));
            Evaluator.threads(1);
            Seq<Tensor> alone = Evaluator.evaluate(fn, arguments);
            for (int count : new int[] {2, 3}) {
                Evaluator.threads(count);
                assertThat(Evaluator.evaluate(fn, arguments)).as("%s threads", count).isEqualTo(alone);
            }
        }
    }

    @Test
    void oneplanManyThreads() throws Exception {
        Fn fn = RandomGraphs.function(new SplittableRandom(3), 40);
        Plan plan = Evaluator.plan(fn);
        List<Seq<Tensor>> arguments = new ArrayList<>();
        List<Seq<Tensor>> expected = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            arguments.add(fn.parameterTypes().map(t -> Compared.random(t, random)));
            expected.add(plan.run(arguments.get(i)));
        }
        try (var executor = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int mine = i;
                tasks.add(() -> {
                    for (int r = 0; r < 50; r++) {
                        if (!plan.run(arguments.get(mine)).equals(expected.get(mine))) {
                            return false;
                        }
                    }
                    return true;
                });
            }
            for (Future<Boolean> done : executor.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        }
        for (int i = 0; i < 4; i++) {
            assertThat(plan.run(arguments.get(i))).isEqualTo(expected.get(i));
        }
    }

    @Test
    void resultsStayAsTheyAre() {
        TensorType type = TensorType.of(DType.F64, 1000);
        Fn fn = fn(Array.of(type), x -> {
            Expr a = x.get(0).sin().cumsum(0);
            return Array.of(a, a.exp().cumsum(0).flip(0), a.slice(0, 0, 10), x.get(0).reshape(10, 100).t());
        });
        Tensor one = Compared.random(type, random);
        Seq<Tensor> first = Evaluator.evaluate(fn, Array.of(one));
        Seq<String> text = first.map(t -> java.util.Arrays.toString(t.doubles()));
        Evaluator.evaluate(fn, Array.of(Compared.random(type, random)));
        Evaluator.evaluate(fn, Array.of(Compared.random(type, random)));
        assertThat(first.map(t -> java.util.Arrays.toString(t.doubles()))).isEqualTo(text);
    }

    @Test
    void deepChains() {
        for (TensorType type : Array.of(TensorType.scalar(DType.F64), TensorType.of(DType.F64, 3))) {
            Fn fn = fn(Array.of(type), x -> {
                Expr y = x.get(0);
                for (int i = 0; i < 30_000; i++) {
                    y = i % 2 == 0 ? y.plus(1) : y.minus(1);
                }
                return Array.of(y);
            });
            Tensor argument = Compared.random(type, random);
            double[] got = Evaluator.evaluate(fn, Array.of(argument)).head().doubles();
            double[] expected = argument.doubles();
            for (int i = 0; i < got.length; i++) {
                assertThat(got[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-9));
            }
        }
    }

    @Test
    void doublings() {
        for (TensorType type : Array.of(TensorType.scalar(DType.I64), TensorType.of(DType.I64, 2))) {
            Fn fn = fn(Array.of(type), x -> {
                Expr y = x.get(0);
                for (int i = 0; i < 60; i++) {
                    y = y.plus(y);
                }
                return Array.of(y);
            });
            Tensor one = Tensor.full(type, 1);
            assertThat(Evaluator.evaluate(fn, Array.of(one)).head()).isEqualTo(Tensor.full(type, 1L << 60));
        }
    }

    @Test
    void doublingCalls() {
        TensorType type = TensorType.of(DType.I64, 2);
        Fn fn = fn(Array.of(type), x -> Array.of(x.get(0)));
        for (int i = 0; i < 60; i++) {
            Fn inner = fn;
            fn = fn(Array.of(type), x -> Array.of(Expr.apply(new Call("f", inner), x.get(0)).plus(Expr.apply(new Call("f", inner), x.get(0)))));
        }
        assertThat(Evaluator.evaluate(fn, Array.of(Tensor.full(type, 1))).head()).isEqualTo(Tensor.full(type, 1L << 60));
    }

    @Test
    void constantsAreComputedOnce() {
        TensorType type = TensorType.of(DType.F64, 3);
        Fn fn = fn(Array.of(type), x -> {
            Expr constant = Expr.apply(new Iota(type, 0)).times(2).sin().cumsum(0);
            return Array.of(x.get(0).plus(constant), constant);
        });
        Compared.check("constants", fn, random);
        assertThat(Evaluator.plan(fn).toString().lines()).hasSize(1);
        Fn wrong = fn(Array.of(type), x -> Array.of(x.get(0).plus(Tensor.of(new double[2]).take(Tensor.of(new int[] {5}), 0))));
        Plan plan = Evaluator.plan(wrong);
        assertThatThrownBy(() -> plan.run(Array.of(Tensor.full(type, 1)))).isInstanceOf(FluxionException.class)
                .hasMessage("take: index must be from -2 to 1; got 5 for f64[2]");
    }

    @Test
    void transpositions() {
        for (DType dtype : DType.values()) {
            TensorType type = TensorType.of(dtype, 3, 70, 90);
            Compared.check("transposed", fn(Array.of(type), x -> Array.of(x.get(0).permute(2, 1, 0).reshape(-1), x.get(0).permute(0, 2, 1).reshape(-1),
                    x.get(0).permute(2, 1, 0).cast(DType.F64).plus(1))), random);
        }
    }

    @Test
    void scalarsRoundToFloat() {
        Fn fn = fn(Array.of(TensorType.scalar(DType.F32), TensorType.scalar(DType.F32)), x -> Array.of(x.get(0).plus(x.get(1)).minus(x.get(0))));
        assertThat(Evaluator.evaluate(fn, Array.of(Tensor.of(16_777_216f), Tensor.of(1f))).head()).isEqualTo(Tensor.of(0f));
        SplittableRandom own = new SplittableRandom(5);
        for (DType dtype : DType.values()) {
            TensorType type = TensorType.of(dtype, 1, 1);
            Fn casts = fn(Array.of(type), x -> Array.of(DType.values()).map(to -> x.get(0).cast(to)));
            for (int i = 0; i < 20; i++) {
                Compared.check("casts of " + dtype, casts, own);
            }
        }
    }

    @Test
    void hugeBroadcastsAreNotStored() {
        TensorType row = TensorType.of(DType.F32, 1, 2_000);
        Fn fn = fn(Array.of(row), x -> Array.of(x.get(0).broadcastTo(2_000, 2_000).plus(1).sum()));
        Tensor ones = Tensor.full(row, 1);
        assertThat(Evaluator.evaluate(fn, Array.of(ones)).head()).isEqualTo(Tensor.of(8e6f));
        assertThat(Evaluator.plan(fn).toString().lines()).hasSize(1);
        Tensor repeated = Tensor.full(TensorType.of(DType.F32, 40_000, 50_000), 2);
        Fn picks = fn(Array.of(repeated.type()), x -> Array.of(x.get(0).slice(0, 5, 6).sum(), x.get(0).t()));
        Seq<Tensor> picked = Evaluator.evaluate(picks, Array.of(repeated));
        assertThat(picked.head()).isEqualTo(Tensor.of(100_000f));
        assertThat(picked.get(1).type()).isEqualTo(TensorType.of(DType.F32, 50_000, 40_000));
    }

    @Test
    void errors() {
        Var x = new Var("x", TensorType.of(DType.F64, 3));
        assertThatThrownBy(() -> Evaluator.evaluate(x.plus(1))).isInstanceOf(FluxionException.class)
                .hasMessageStartingWith("evaluate: the value of x: f64[3] is not known here; it belongs to a function that is still being traced");
        Fn sine = Fn.of(Array.of(x), Array.of(x.sin()));
        assertThatThrownBy(() -> Evaluator.evaluate(sine, Array.empty())).isInstanceOf(FluxionException.class)
                .hasMessage("evaluate: the function takes 1 argument; got 0");
        assertThatThrownBy(() -> Evaluator.evaluate(sine, Array.of(Tensor.of(new float[3])))).isInstanceOf(FluxionException.class)
                .hasMessage("evaluate: argument 0 must be f64[3]; got f32[3]");
        Tensor five = Tensor.of(new double[5]);
        assertThatThrownBy(() -> Evaluator.evaluate(Expr.apply(new Take(0, 0), five, Tensor.of(new int[] {1, 7}))))
                .isInstanceOf(FluxionException.class).hasMessage("take: index must be from -5 to 4; got 7 for f64[5]");
        assertThatThrownBy(() -> Evaluator.evaluate(Tensor.of(new double[0]).take(Tensor.of(new int[] {0}), 0)))
                .isInstanceOf(FluxionException.class).hasMessageStartingWith("take: index must be absent");
        assertThatThrownBy(() -> Evaluator.evaluate(Tensor.of(2).floorDivide(0))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("divisor must not be 0");
        Expr much = Expr.apply(new Broadcast(Shape.of(2_000_000_000, 1), Ints.empty()), Tensor.of(1.0)).exp();
        assertThatThrownBy(() -> Evaluator.evaluate(much)).isInstanceOf(FluxionException.class)
                .hasMessageContaining("exp: the tensor must fit into the heap").hasMessageContaining("f64[2000000000,1]").hasMessageContaining("GiB");
        Expr long1 = Expr.apply(new Iota(TensorType.of(DType.F64, 2_000_000_000), 0)).sin();
        assertThatThrownBy(() -> Evaluator.evaluate(long1)).isInstanceOf(FluxionException.class).hasMessageContaining("fit into the heap");
        assertThatThrownBy(() -> Evaluator.threads(0)).isInstanceOf(FluxionException.class);
    }
}
