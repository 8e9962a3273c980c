package fluxion.core.print;

import static fluxion.core.print.ArithmeticForms.number;

import fluxion.core.DType;
import fluxion.core.print.Notation.Function;
import fluxion.core.print.Notation.Number;
import fluxion.core.print.Notation.Quotient;
import fluxion.core.print.Notation.Root;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Numbers that are known by other names than their digits: π, √2, ln 2, and fractions such as 2/7. */
final class NamedConstants {
    private static final int DENOMINATORS = 4096;
    /** Decimals of no more digits stay decimals. */
    private static final int DIGITS = 6;
    private static final Notation PI = new Number("π", 0);
    private static final Seq<Tuple2<Double, Notation>> KNOWN = Array.of(
            Tuple.of(Math.PI, PI), Tuple.of(2 * Math.PI, times(2, PI)), Tuple.of(Math.PI / 2, new Quotient(PI, number(2), 0)),
            Tuple.of(Math.PI / 4, new Quotient(PI, number(4), 0)), Tuple.of(1 / Math.PI, new Quotient(number(1), PI, 0)),
            Tuple.of(2 / Math.PI, new Quotient(number(2), PI, 0)),
            Tuple.of(Math.sqrt(2), root(number(2))), Tuple.of(1 / Math.sqrt(2), new Quotient(number(1), root(number(2)), 0)),
            Tuple.of(Math.sqrt(0.5), new Quotient(number(1), root(number(2)), 0)),
            Tuple.of(Math.sqrt(3), root(number(3))), Tuple.of(Math.sqrt(Math.PI), root(PI)),
            Tuple.of(Math.sqrt(2 * Math.PI), root(times(2, PI))),
            Tuple.of(1 / Math.sqrt(2 * Math.PI), new Quotient(number(1), root(times(2, PI)), 0)),
            Tuple.of(1 / Math.sqrt(Math.PI), new Quotient(number(1), root(PI), 0)),
            Tuple.of(2 / Math.sqrt(Math.PI), new Quotient(number(2), root(PI), 0)),
            Tuple.of(Math.sqrt(2 / Math.PI), root(new Quotient(number(2), PI, 0))),
            Tuple.of(Math.log(2), log(2)), Tuple.of(Math.log(10), log(10)),
            Tuple.of(1 / Math.log(2), new Quotient(number(1), log(2), 0)),
            Tuple.of(1 / Math.log(10), new Quotient(number(1), log(10), 0)),
            Tuple.of(Math.log(2) / 2, new Quotient(log(2), number(2), 0)));

    private NamedConstants() {}

    private static Notation times(int n, Notation x) {
        return ArithmeticForms.times(number(n), 0, x, 0);
    }

    private static Notation root(Notation x) {
        return new Root(2, x);
    }

    private static Notation log(int n) {
        return new Function("ln", Array.of(number(n)), "");
    }

    /** The name of a positive number, where its digits would not say what it is. */
    static Option<Notation> of(double value, DType dtype) {
        return KNOWN.find(k -> Math.abs(rounded(k._1, dtype) - value) <= (dtype == DType.F32 ? Math.ulp((float) value)
                : 2 * Math.ulp(value))).map(Tuple2::_2).orElse(() -> fraction(value, dtype));
    }

    private static double rounded(double value, DType dtype) {
        return dtype == DType.F32 ? (float) value : value;
    }

    private static Option<Notation> fraction(double value, DType dtype) {
        String digits = dtype == DType.F32 ? Float.toString((float) value) : Double.toString(value);
        if (digits.length() <= DIGITS + 2 || value < 1e-4 || value > 1e4) {
            return Option.none();
        }
        for (int q = 3; q <= (dtype == DType.F32 ? 64 : DENOMINATORS); q++) {
            double p = Math.rint(value * q);
            if (p > 0 && p < 10 * DENOMINATORS && rounded(p / q, dtype) == value) {
                return Option.of(new Quotient(number((int) p), number(q), 0));
            }
        }
        return Option.none();
    }
}
