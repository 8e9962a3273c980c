package fluxion.tests.eval;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.EvaluationInterruptedException;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.ExprFn1;
import fluxion.ops.eval.Evaluator;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that are interrupted while they evaluate, and before; and the threads that help them. */
class InterruptionTest {
    /** What would run for minutes must end within this, on whatever busy machine. */
    private static final long PATIENCE_SECONDS = 20;

    private final int threads = Evaluator.threads();

    @AfterEach
    void restore() {
        Evaluator.threads(threads);
        Thread.interrupted();
    }

    /**
     * Interrupts a thread that evaluates a function of a number of turns, all there are; it must be told so, keep its flag, and
     * have worked on for a little only. The function is made ready with one turn before.
     */
    private static void ends(String what, ExprFn1 turns) throws Exception {
        var f = fn(turns);
        eval(f.apply(Tensor.of(1)));
        var ended = new CompletableFuture<Long>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                eval(f.apply(Tensor.of(Integer.MAX_VALUE)));
                ended.completeExceptionally(new AssertionError(what + ": came to an end"));
            } catch (EvaluationInterruptedException e) {
                boolean flag = Thread.currentThread().isInterrupted();
                if (flag) {
                    ended.complete(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
                } else {
                    ended.completeExceptionally(new AssertionError(what + ": the flag must stay set"));
                }
            } catch (Throwable other) {
                ended.completeExceptionally(other);
            }
        });
        Thread.sleep(100);
        assertThat(ended).as(what).isNotDone();
        long before = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
        thread.interrupt();
        try {
            long worked = ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS) - before;
            assertThat(worked).as("%s: nanoseconds of work after the interruption", what).isLessThan(100_000_000L);
        } catch (ExecutionException e) {
            throw new AssertionError(what, e.getCause());
        }
    }

    private static Expr turns(Expr n, Expr start, ExprFn1 body) {
        return fori(Tensor.of(0), n, start, (i, c) -> body.apply(c));
    }

    @Test
    void loops() throws Exception {
        ends("scalars", n -> turns(n, scalar(0), c -> c.plus(1)));
        ends("vectors", n -> turns(n, zeros(f64(100)), c -> c.plus(1).sin()));
        ends("lanes", n -> vmap(fn((Expr m) -> turns(m, scalar(0), c -> c.plus(1)))).apply(stack(0, n, n.minus(1), n.minus(5))));
        ends("a loop in a loop", n -> turns(n, scalar(0), c -> fori(0, 3, c, (j, d) -> d.plus(1))));
        ends("a scan in a loop", n -> turns(n, scalar(0), c -> scan(c, zeros(f64(1_000_000)), (d, x) -> pair(d.plus(x), d))._1()));
    }

    @Test
    void kernels() throws Exception {
        Tensor square = eval(uniform(key(1), f64(600, 600)));
        Tensor whole = eval(randint(key(1), 0, 9, i64(400, 400)));
        Tensor line = eval(uniform(key(2), f64(600_000)));
        for (int count : new int[] {1, 2}) {
            Evaluator.threads(count);
            ends("products", n -> turns(n, square, c -> matmul(c, square).div(300)));
            ends("sorting", n -> turns(n, line, c -> sort(c.times(1e3).sin())));
        }
        ends("products of integers", n -> turns(n, whole, c -> matmul(c, whole)));
        ends("singular values", n -> turns(n, square.slice(0, 0, 200).slice(1, 0, 200), c -> c.plus(svdvals(c).sum())));
        ends("a long group", n -> turns(n, line.slice(0, 0, 60_000), c -> betaincinv(scalar(2.5), scalar(3.5), c)));
        ends("positions", n -> turns(n, line, c -> argsort(c.plus(1)).cast(DType.F64).sin()));
        ends("Fourier", n -> turns(n, line, c -> fft(complex(c, c)).slice(1, 0, 1).squeeze(1)));
        ends("running", n -> turns(n, line, c -> logcumsumexp(c, 0).sin()));
    }

    @Test
    void beforeTheCall() {
        Tensor x = vector(1, 2, 3);
        var f = fn((Expr v) -> v.sin().sum());
        Tensor right = eval(f.apply(x));
        for (Callable<?> call : Arrays.<Callable<?>>asList(() -> eval(x.plus(1).sin()), () -> f.apply(x), () -> fn((Expr t) -> t.sin()).at(1), () -> eval(fori(0, 3, scalar(0), (i, c) -> c.plus(1))))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(call::call).isInstanceOf(EvaluationInterruptedException.class)
                    .hasMessageStartingWith("evaluate: the thread was interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(eval(f.apply(x))).isEqualTo(right);
    }

    /** Constants are computed when a plan is made: an interruption there must not be taken for a mistake in them. */
    @Test
    void plansStayWhole() {
        Tensor x = vector(1, 2, 3);
        var f = fn((Expr v) -> v.plus(arange(3).cast(DType.F64).sin().cumsum(0)));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> f.apply(x)).isInstanceOf(EvaluationInterruptedException.class);
        Thread.interrupted();
        assertThat(eval(f.apply(x)).doubleAt(1)).isEqualTo(2 + Math.sin(1));
    }

    @Test
    void helpersAreWellAfterwards() throws Exception {
        Evaluator.threads(3);
        var f = fn((Expr v) -> pair(v.sin().sum(), matmul(v.reshape(500, 400), v.reshape(400, 500)).sum()));
        Tensor x = eval(uniform(key(1), f64(200_000)));
        var right = f.apply(x);
        for (int i = 0; i < 5; i++) {
            Thread thread = Thread.ofPlatform().daemon().start(() -> {
                while (true) {
                    f.apply(x);
                }
            });
            thread.setUncaughtExceptionHandler((t, e) -> { });
            Thread.sleep(10);
            thread.interrupt();
            thread.join(PATIENCE_SECONDS * 1000);
            assertThat(thread.isAlive()).isFalse();
            assertThat(f.apply(x)).isEqualTo(right);
        }
    }

    @Test
    void longSorts() {
        SplittableRandom random = new SplittableRandom(1);
        double[] x = random.doubles(1_300_001, -1, 1).toArray();
        for (int i = 0; i < 1000; i++) {
            x[random.nextInt(x.length)] = new double[] {Double.NaN, -0.0, 0.0, Double.NEGATIVE_INFINITY}[i % 4];
        }
        double[] sorted = eval(sort(Tensor.of(x))).doubles();
        double[] expected = x.clone();
        Arrays.sort(expected);
        for (int i = 0; i < x.length; i++) {
            assertThat(sorted[i] == expected[i] || sorted[i] != sorted[i] && expected[i] != expected[i]).isTrue();
        }
        int[] whole = random.ints(1_100_000).toArray();
        int[] risen = whole.clone();
        Arrays.sort(risen);
        assertThat(eval(sort(Tensor.of(whole))).ints()).isEqualTo(risen);
    }

    /** All counts of threads share one pool; threads without work end. */
    @Test
    void threadsAreGivenBack() throws Exception {
        Expr work = zeros(f64(1 << 18)).plus(1).sin().sum();
        for (int count = 1; count <= 24; count++) {
            Evaluator.threads(count);
            eval(work);
        }
        assertThat(helpers()).isLessThanOrEqualTo(23);
        Evaluator.threads(threads);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (helpers() > 0 && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(helpers()).isZero();
        Evaluator.threads(2);
        assertThat(eval(work)).isEqualTo(eval(work));
    }

    private static long helpers() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("fluxion-worker")).count();
    }
}
