package fluxion.tests.rules;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.dsl.function.Fun1;
import fluxion.transforms.Grad;
import fluxion.transforms.Simplify;
import fluxion.transforms.Vmap;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Of nested transforms each layer is simplified once, as far as nothing cancels, and the last one once, fully: the same work as
 * doing just that by hand. Work is measured as memory that is allocated, which neither other threads nor the clock change.
 */
class NestedTransformsTest {
    private static final double CLEARLY = 1.2;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Fun1<Expr, Expr> f() {
        return fn((Expr x) -> x.sin().times(x).plus(x.exp()).div(x));
    }

    private static Fn gradient(Fn f) {
        return Grad.of(f, Ints.of(0));
    }

    private static Fn lanes(Fn f) {
        return Vmap.of(f, Array.of(Option.of(0)), Array.of(Option.of(0)), 5, fluxion.transforms.Randomness.ERROR);
    }

    /** The least of several runs, after some. */
    private static long allocated(Supplier<Fn> made) {
        long least = Long.MAX_VALUE;
        for (int k = 0; k < 8; k++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            made.get();
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            least = k < 3 ? least : Math.min(least, bytes);
        }
        return least;
    }

    private static void sameWork(Supplier<Fn> verbs, Supplier<Fn> byHand) {
        assertThat(verbs.get()).hasToString(byHand.get().toString());
        assertThat(allocated(verbs) / (double) allocated(byHand)).isBetween(1 / CLEARLY, CLEARLY);
    }

    @Test
    void gradientsOfGradients() {
        Simplify keeping = Simplify.keeping();
        sameWork(() -> grad(f()).on(f64()), () -> Simplify.of(gradient(f().on(f64()))));
        sameWork(() -> grad(grad(f())).on(f64()), () -> Simplify.of(gradient(keeping.apply(gradient(f().on(f64()))))));
        sameWork(() -> grad(grad(grad(grad(f())))).on(f64()), () -> {
            Fn third = f().on(f64());
            for (int k = 0; k < 3; k++) {
                third = keeping.apply(gradient(third));
            }
            return Simplify.of(gradient(third));
        });
    }

    @Test
    void lanesOfGradients() {
        sameWork(() -> vmap(grad(f())).on(f64(5)),
                () -> Simplify.of(lanes(Simplify.keeping().apply(gradient(f().on(f64()))))));
    }

    /** The simplest form, made for a call, serves transforms too where nothing cancelled on the way to it. */
    @Test
    void whatWasCalledIsNotSimplifiedAgain() {
        // x·sin(x): nothing in its derivative cancels
        Supplier<Fun1<Expr, Expr>> g = () -> fn((Expr x) -> x.sin().times(x));
        sameWork(() -> {
            Fun1<Expr, Expr> first = grad(g.get());
            first.at(0.5);
            return grad(first).on(f64());
        }, () -> {
            Fn first = Simplify.of(gradient(g.get().on(f64())));
            fluxion.ops.eval.Evaluator.evaluate(first, Array.of((fluxion.core.Tensor) scalar(0.5)));
            return Simplify.of(gradient(first));
        });
    }
}
