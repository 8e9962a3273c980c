package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Given;
import fluxion.core.Tensor;
import fluxion.dsl.function.OfExprs1;
import fluxion.transforms.TestCaseReducer;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Tuple;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Finding mistakes. What is computed inside {@code debugNans}, {@code checked} and {@code trace} is computed one operation at a
 * time and is not simplified, whatever transforms are involved: slow, and plain to see.
 */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
final class DebugVerbs {
    private DebugVerbs() {}

    /**
     * Computes, and refuses the first operation that makes a NaN of numbers that are none:
     * {@code debugNans(() -> grad(loss).apply(net, x, y))}.
     *
     * @throws FluxionException naming the operation, the line that wrote it, and the derivative rule that made it
     */
    public static <T> T debugNans(Supplier<T> body) { Given.arguments("debugNans", body); return Debugging.forNans(body); }

    /**
     * Computes, and says which indices were out of range, which divisors zero, and which conditions of {@code check} did not
     * hold.
     */
    public static <T> Checked<T> checked(Supplier<T> body) {
        Given.arguments("checked", body); return Debugging.forProblems(body);
    }

    /** Computes, and writes down each operation with its type and statistics of its value. */
    public static <T> Trace<T> trace(Supplier<T> body) { Given.arguments("trace", body); return Debugging.everything(body); }

    /**
     * Computes, and shows the value of each expression that was {@code named} as it is computed:
     * {@code watch((name, value) -> IO.println(name + " = " + value), () -> grad(f).apply(x))}. In lanes it shows those of all
     * lanes at once. Values that a derivative does not need are not computed and so not seen; the body of a loop is one
     * operation, of which nothing is. There is no printing without such a call: an expression says what a value is, not what
     * happens.
     */
    public static <T> T watch(BiConsumer<String, Tensor> seen, Supplier<T> body) {
        Given.arguments("watch", seen, body);
        return Debugging.named(seen, body);
    }

    /**
     * Compares the first derivative of a function at x, in forward and in reverse mode, with differences, element by element; see
     * {@link #checkGradients(Function1, Object, int)}.
     */
    public static <R> GradientCheck checkGradients(OfExprs1<R> f, Expr x) {
        Given.arguments("checkGradients", f, x);
        return GradientChecks.<Expr, R>of(f, x, 1);
    }

    /** Compares derivatives up to an order, see {@link #checkGradients(Function1, Object, int)}. */
    public static <R> GradientCheck checkGradients(OfExprs1<R> f, Expr x, int order) {
        Given.arguments("checkGradients", f, x);
        return GradientChecks.<Expr, R>of(f, x, order);
    }

    /** Compares the first derivative with differences, see {@link #checkGradients(Function1, Object, int)}. */
    public static <A, R> GradientCheck checkGradients(Function1<A, R> f, A x) {
        Given.arguments("checkGradients", f, x);
        return GradientChecks.of(f, x, 1);
    }

    /**
     * Compares the derivatives of a function at x, in all modes up to an order (of order 2: forward and reverse over forward and
     * over reverse), with differences, element by element. Results are weighted with numbers that are the same each time;
     * derivatives above the first are along one direction. Of f64 errors may be 10⁻⁷ of what is expected, of f32 0.02.
     *
     * @param x a tree; leaves that are not floating-point stay as they are
     * @param order from 1 to 4
     * @return a report: {@code checkGradients(f, x, 2).orThrow()} in a test, printed elsewhere
     */
    public static <A, R> GradientCheck checkGradients(Function1<A, R> f, A x, int order) {
        Given.arguments("checkGradients", f, x);
        return GradientChecks.of(f, x, order);
    }

    /** Compares derivatives with respect to both arguments, {@code _1} and {@code _2} in the report. */
    public static <A, B, R> GradientCheck checkGradients(Function2<A, B, R> f, A x, B y, int order) {
        Given.arguments("checkGradients", f, x, y);
        return GradientChecks.of(f.tupled(), Tuple.of(x, y), order);
    }

    /** Compares derivatives with respect to all three arguments, {@code _1} to {@code _3} in the report. */
    public static <A, B, C, R> GradientCheck checkGradients(Function3<A, B, C, R> f, A x, B y, C z, int order) {
        Given.arguments("checkGradients", f, x, y, z);
        return GradientChecks.of(f.tupled(), Tuple.of(x, y, z), order);
    }

    /** The smallest expression found by leaving out parts of a failing one, that still fails; see {@link TestCaseReducer}. */
    public static Expr shrink(Expr failing, Predicate<? super Expr> fails) {
        Given.arguments("shrink", failing, fails);
        return TestCaseReducer.of(failing, fails);
    }

    /** The smallest function found by leaving out parts of a failing one, that still fails; see {@link TestCaseReducer}. */
    public static Fn shrink(Fn failing, Predicate<? super Fn> fails) {
        Given.arguments("shrink", failing, fails);
        return TestCaseReducer.of(failing, fails);
    }
}
