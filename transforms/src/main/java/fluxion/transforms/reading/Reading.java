package fluxion.transforms.reading;

import fluxion.core.Fn;
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
}
