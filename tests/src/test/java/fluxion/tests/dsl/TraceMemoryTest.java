package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What functions remember: traces by signature, so many of them, and plans as long as the functions are there. */
class TraceMemoryTest {
    private final AtomicInteger runs = new AtomicInteger();
    private final Fun1<Expr, Expr> f = fn((Expr x) -> {
        runs.incrementAndGet();
        return x.times(x).plus(1).sum();
    });

    private static Expr line(int n) {
        return eval(linspace(1, 2, n));
    }

    @Test
    void oneTraceForEachSignatureInWhateverOrder() {
        for (int round = 0; round < 3; round++) {
            for (int n = 2; n < 12; n++) {
                f.apply(line(n));
                f.at(1.5);
                f.apply(scalar(2));
                f.apply(line(n).cast(fluxion.core.DType.F32));
            }
        }
        assertThat(runs.get()).isEqualTo(2 * 10 + 1);
    }

    /** Signatures without a call, transforms, and calls draw on one memory. */
    @Test
    void whoeverAsksForATraceGetsTheSame() {
        f.on(f64(3));
        f.apply(line(3));
        grad(f).apply(line(3));
        hessian(f).apply(line(3));
        vmap(f).apply(line(6).reshape(2, 3));
        vjp(f, line(3)).pullback().apply(scalar(1));
        jvp(f, line(3), line(3));
        assertThat(runs.get()).isEqualTo(1);
        grad(fn((Expr x) -> f.apply(x).plus(f.apply(x.times(2))))).apply(line(3));
        assertThat(runs.get()).isEqualTo(1);
    }

    @Test
    void theTracesUsedLastStay() {
        for (int n = 2; n < 2 + 64; n++) {
            f.on(f64(n));
        }
        f.on(f64(2));
        assertThat(runs.get()).isEqualTo(64);
        f.on(f64(100));
        f.on(f64(2));
        assertThat(runs.get()).as("the one used least lately went").isEqualTo(65);
        f.on(f64(3));
        assertThat(runs.get()).isEqualTo(66);
    }

    @Test
    void printsAsItWasCalledLast() {
        Fun1<Expr, Expr> g = fn((Expr x) -> x.rank() == 0 ? x.exp() : x.sin());
        g.apply(line(3));
        assertThat(g).hasToString("x ↦ sin(x)");
        g.at(2);
        assertThat(g).as("called with a number").hasToString("x ↦ exp(x)");
        g.apply(line(3));
        assertThat(g).as("called with what it knows").hasToString("x ↦ sin(x)");
        g.on(f64());
        grad(g).at(2);
        assertThat(g).as("asked for, not called").hasToString("x ↦ sin(x)");
    }

    /** Inside a vmap that names its axis, the axis is part of what a trace depends on. */
    @Test
    void namedAxesHaveTracesOfTheirOwn() {
        Fun1<Expr, Expr> centred = fn((Expr x) -> {
            runs.incrementAndGet();
            return x.minus(pmean(x, "i"));
        });
        Fun1<Expr, Expr> lanes = vmap(centred).axisName("i");
        for (int round = 0; round < 3; round++) {
            for (int n = 2; n < 5; n++) {
                assertThat(eval(lanes.apply(line(n)).sum()).toDouble()).isCloseTo(0, org.assertj.core.data.Offset.offset(1e-15));
            }
        }
        assertThat(runs.get()).isEqualTo(3);
    }

    @Test
    void aFunctionMayCallItselfWhileItIsTraced() {
        List<Fun1<Expr, Expr>> self = new ArrayList<>();
        // Σ of all prefixes
        self.add(fn((Expr x) -> {
            runs.incrementAndGet();
            int n = x.shape().dim(0);
            return n == 1 ? x.sum() : x.sum().plus(self.get(0).apply(x.slice(0, 0, n - 1)));
        }));
        Expr x = eval(linspace(1, 9, 9));
        for (int round = 0; round < 2; round++) {
            assertThat(eval(self.get(0).apply(x)).toDouble()).isEqualTo(165);
            assertThat(eval(grad(self.get(0)).apply(x)).doubles()).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1);
        }
        assertThat(runs.get()).isEqualTo(9);
    }

    @Test
    void manyThreadsCallOneFunction() throws Exception {
        Fun2<Expr, Expr, Expr> both = fn((Expr x, Expr y) -> x.times(y).plus(f.apply(x)).sum());
        try (var executor = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int first = thread;
                tasks.add(() -> {
                    boolean right = true;
                    for (int i = 0; i < 2_000; i++) {
                        int n = 1 + (i + first) % 7;
                        Tensor x = Tensor.of(java.util.stream.IntStream.range(0, n).mapToDouble(k -> k).toArray());
                        double squares = (n - 1) * n * (2 * n - 1) / 6.0;
                        right &= ((Tensor) both.apply(x, x)).toDouble() == squares + n * (squares + n);
                        right &= f.at(i) == null || f.at(i).toDouble() == (double) i * i + 1;
                    }
                    return right;
                });
            }
            for (Future<Boolean> done : executor.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(runs.get()).as("once for each signature, but for those that met").isBetween(8, 4 * 8);
        int before = runs.get();
        f.apply(line(3));
        f.at(1);
        assertThat(runs.get()).isEqualTo(before);
    }

    @Test
    void aPlanStaysAsLongAsItsFunction() throws Exception {
        Var x = new Var("x", f64(3));
        Fn held = new Fn(Array.of(x), Array.of(x.times(x)));
        assertThat(Evaluator.plan(held)).isSameAs(Evaluator.plan(held));
        assertThat(Evaluator.plan(new Fn(held.params(), held.results()))).isNotSameAs(Evaluator.plan(held));
        List<WeakReference<Fn>> gone = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Fn fn = new Fn(Array.of(x), Array.of(x.times(i).plus(eval(linspace(0, i, 3)))));
            Evaluator.evaluate(fn, Array.of((Tensor) line(3)));
            gone.add(new WeakReference<>(fn));
        }
        for (int k = 0; k < 3; k++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(gone.stream().filter(fn -> fn.get() != null)).hasSizeLessThan(3);
        assertThat(Evaluator.plan(held).run(Array.of((Tensor) line(3))).get(0)).isEqualTo(eval(line(3).square()));
    }
}
