package fluxion.transforms.reading;

import fluxion.core.Fn;
import fluxion.core.Var;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.UnaryOperator;

/**
 * The reading form of a function: an equal one, wherever the function is defined, in the form of least reading cost that is
 * found. It is for people: functions are evaluated, differentiated and exported in the form that {@code Simplify} gives.
 */
public final class Reading {
    /** What is done one after the other: matrices first, then scalars. */
    private static final Seq<UnaryOperator<Fn>> PASSES = Array.of(TensorForms::of, ScalarForms::of);

    private Reading() {}

    /** The function in reading form. */
    public static Fn of(Fn fn) {
        return PASSES.foldLeft(fn, (form, pass) -> pass.apply(form));
    }

    /** With products of sums multiplied out, and what cancels then gone: (x + 1)² as x² + 2·x + 1. */
    public static Fn expanded(Fn fn) {
        return ScalarForms.expanded(fn);
    }

    /**
     * Over one denominator, with the numerator in factors: those with rational zeros, differences of squares, and powers of what
     * comes several times. x² − 1 becomes (x − 1)·(x + 1).
     */
    public static Fn factored(Fn fn) {
        return ScalarForms.factored(fn);
    }

    /**
     * By powers of a variable, the coefficient of each in one place: a·x + x + b becomes (a + 1)·x + b.
     *
     * @param x a parameter that is a number
     */
    public static Fn collected(Fn fn, Var x) {
        return ScalarForms.collected(fn, x);
    }
}
