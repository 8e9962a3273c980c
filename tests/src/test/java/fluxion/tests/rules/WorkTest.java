package fluxion.tests.rules;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Grad;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import java.lang.management.ManagementFactory;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Work grows with size as it must: counted in bytes that are allocated, which are the same on every machine. */
class WorkTest {
    private static final int TIMES = 8;

    private static long allocated(int n, IntConsumer work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        work.accept(n);
        long before = threads.getCurrentThreadAllocatedBytes();
        work.accept(n);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** Eight times the size may cost eight times the work, and a logarithm. */
    private static void nearlyLinear(int n, IntConsumer work) {
        grows(n, 1.5 * TIMES, work);
    }

    private static void grows(int n, double atMost, IntConsumer work) {
        long small = allocated(n, work);
        long large = allocated(TIMES * n, work);
        assertThat((double) large / small).as("%d bytes at %d, %d at %d", small, n, large, TIMES * n).isLessThan(atMost);
    }

    @Test
    void readingTuples() {
        nearlyLinear(4_000, n -> parse("x ↦ (" + Array.range(0, n).map(i -> "x + " + i).mkString(", ") + ")"));
    }

    @Test
    void readingParameters() {
        nearlyLinear(2_000, n -> parse("(" + Array.range(0, n).map(i -> "p" + i).mkString(", ") + ") ↦ p0"));
    }

    /** Of two elements nothing is left after two differences, however many are asked for. */
    @Test
    void differences() {
        long few = allocated(10, n -> eval(diff(vector(1, 2), n, 0)));
        long many = allocated(1_000_000, n -> eval(diff(vector(1, 2), n, 0)));
        assertThat(many).isLessThan(2 * few);
        assertThat(eval(diff(vector(1, 2), 1_000_000, 0)).type()).isEqualTo(f64(0));
        assertThat(eval(diff(vector(1, 2, 4, 8), 3, 0))).isEqualTo(vector(1));
    }

    @Test
    void doublings() {
        nearlyLinear(100, n -> {
            Var x = new Var("x", TensorType.scalar(DType.F64));
            Expr y = x;
            for (int i = 0; i < n; i++) {
                y = y.plus(y);
            }
            Simplify.of(Fn.of(Array.of(x), Array.of(y)));
        });
    }

    private static void simplify(int n, BiFunction<Expr, Integer, Expr> term, boolean lastFirst) {
        Var x = new Var("x", TensorType.scalar(DType.F64));
        Expr y = x;
        for (int k = 2; k <= n; k++) {
            y = lastFirst ? term.apply(x, k).plus(y) : y.plus(term.apply(x, k));
        }
        Simplify.of(Fn.of(Array.of(x), Array.of(y)));
    }

    /** Σₖ xᵏ becomes x·(1 + x·(1 + …)): each bracket is part of the one around it, and not looked at again by itself. */
    @Test
    void powers() {
        grows(30, 10, n -> simplify(n, Expr::pow, false));
        grows(60, 10, n -> simplify(n, Expr::pow, false));
    }

    @Test
    void powersFromTheHighest() {
        grows(30, 1.75 * TIMES, n -> simplify(n, Expr::pow, true));
        grows(60, 10, n -> simplify(n, Expr::pow, true));
    }

    @Test
    void powersTimesNumbers() {
        grows(30, 1.5 * TIMES, n -> simplify(n, (x, k) -> x.pow(k).times(k + 1), false));
        grows(60, 1.25 * TIMES, n -> simplify(n, (x, k) -> x.pow(k).times(k + 1), false));
    }

    /** e·x + 1, again and again: a polynomial of k terms is read at step k, and what its brackets hold is there from step k − 1. */
    @Test
    void sumsInProducts() {
        grows(15, 2 * TIMES * TIMES, n -> {
            Var x = new Var("x", TensorType.scalar(DType.F64));
            Expr y = x;
            for (int k = 0; k < n; k++) {
                y = y.times(x).plus(1);
            }
            Simplify.of(Fn.of(Array.of(x), Array.of(y)));
        });
    }

    @Test
    void planningManyProducts() {
        nearlyLinear(100, n -> {
            Var x = new Var("x", TensorType.of(DType.F64, 2, 2));
            Var w = new Var("w", TensorType.of(DType.F64, 2, 2));
            Expr y = x;
            for (int k = 0; k < n; k++) {
                y = y.matmul(w).tanh();
            }
            Evaluator.plan(Grad.of(Fn.of(Array.of(x, w), Array.of(y.sum())), Ints.range(0, 2)))
                    .run(Array.of(x, w).map(v -> Tensor.full(v.type(), 0.5)));
        });
    }

    private static int explained(int n) {
        return explain(grad(fn((Expr x) -> {
            Expr y = x;
            for (int k = 0; k < n; k++) {
                y = y.sin();
            }
            return y;
        }))).toString().length();
    }

    /** A line about something large shows what changes, not the whole each time. */
    @Test
    void explanationsOfDeepFunctions() {
        assertThat(explained(120)).isLessThan(2 * explained(60));
    }
}
