package fluxion.tests.robustness;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions that nobody holds any more leave nothing behind: neither themselves nor classes nor more than caches may keep. */
class MemoryTest {
    private static final int FUNCTIONS = Integer.getInteger("fluxion.memory.functions", 800);
    /** What caches may keep alive of functions, their traces, derivatives, plans and arguments, however many there were. */
    private static final int KEPT = 400;

    private final List<WeakReference<Object>> made = new ArrayList<>();
    private final List<Object> held = new ArrayList<>();

    private <T> T watched(T object) {
        made.add(new WeakReference<>(object));
        return object;
    }

    /** A function like no other, differentiated and evaluated; from time to time with everything else that is made of functions. */
    private Fun1<Expr, Expr> function(int i) {
        double c = 1 + i * 0.001;
        int n = 2 + i % 37;
        Fun1<Expr, Expr> f = watched(fn((Expr x) -> x.times(c).sin().times(x).sum()));
        Expr x = watched(linspace(0, c, n));
        f.apply(x);
        watched(f.on(f64(n)));
        Fun1<Expr, Expr> derivative = watched(grad(f));
        watched(derivative.apply(x));
        watched(derivative.on(f64(n)));
        switch (i % 100) {
            case 3 -> watched(hessian(f).apply(x));
            case 13 -> watched(vmap(f).apply(linspace(0, c, 2 * n).reshape(2, n)));
            case 23 -> watched(explain(grad(f), f64(n))).toString();
            case 33 -> watched(parse(watched(grad(fn((Expr v) -> v.times(c).sin()))).toString()));
            case 43 -> watched(fromJson(toJson(watched(derivative.on(f64(n))))));
            case 53 -> watched(equivalent(v -> v.times(c).sin(), v -> v.times(c).sin().plus(0)));
            // of few lengths, as the tables of each are kept for the next
            case 63 -> watched(eval(fft(linspace(0, c, 2 * (50 + n % 3)).reshape(50 + n % 3, 2))));
            case 73 -> watched(grad((Expr v) -> scan(v.sum(), v, (Expr a, Expr t) -> pair(a.times(t).plus(c), a))._1).apply(x));
            case 83 -> watched(vjp(f, x).pullback()).apply(scalar(1));
            case 93 -> {
                // until its arithmetic has a loop of its own
                Fn hot = watched(fn((Expr v) -> v.times(c).plus(i % 7).square().minus(v).div(c)).on(f64(1 << 10)));
                Array<Tensor> numbers = Array.of(eval(linspace(0, 1, 1 << 10)));
                for (int k = 0; k < 2_100; k++) {
                    Evaluator.evaluate(hot, numbers);
                }
            }
            default -> { }
        }
        return f;
    }

    private static void collected() throws InterruptedException {
        for (int k = 0; k < 3; k++) {
            System.gc();
            Thread.sleep(20);
        }
    }

    private long alive() {
        return made.stream().filter(reference -> reference.get() != null).count();
    }

    @Test
    void functionsLeaveNothingBehind() throws Exception {
        int warm = FUNCTIONS / 5;
        for (int i = 0; i < warm; i++) {
            function(i);
        }
        collected();
        long classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        for (int i = warm; i < FUNCTIONS; i++) {
            function(i);
        }
        collected();
        assertThat(made.size()).isGreaterThan(6 * FUNCTIONS);
        assertThat(alive()).as("objects that are still there, of " + made.size()).isLessThan(KEPT);
        assertThat(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() - classes).as("classes").isLessThan(600);
    }

    /** What is counted sees functions that stay. */
    @Test
    void functionsThatAreHeldAreSeen() throws Exception {
        for (int i = 0; i < 100; i++) {
            function(i);
        }
        made.clear();
        for (int i = 0; i < 500; i++) {
            held.add(function(i));
        }
        collected();
        assertThat(alive()).isGreaterThan(1_500);
        held.clear();
        collected();
        assertThat(alive()).isLessThan(KEPT);
    }
}
