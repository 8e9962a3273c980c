package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Given;
import fluxion.transforms.TestCaseReducer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Finding mistakes. What is computed inside {@code debugNans}, {@code checked} and {@code trace} is computed one operation at a
 * time and is not simplified, whatever transforms are involved: slow, and plain to see.
 */
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
