package fluxion.core.print;

import fluxion.core.print.Notation.Factor;
import fluxion.core.print.Notation.Number;
import fluxion.core.print.Notation.Power;
import fluxion.core.print.Notation.Product;
import fluxion.core.print.Notation.Quotient;
import fluxion.core.print.Notation.Sign;
import fluxion.core.print.Notation.Sum;
import fluxion.core.print.Notation.Term;
import fluxion.core.print.Notation.Transposed;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Puts notations together as one writes them: sums and products in a row, signs in front, numbers first. */
final class Algebra {
    private Algebra() {}

    static Notation number(int value) {
        Notation magnitude = new Number(Long.toString(Math.abs((long) value)), 0);
        return value < 0 ? negate(magnitude) : magnitude;
    }

    static Notation negate(Notation x) {
        return new Sum(Array.of(new Term(true, x)));
    }

    /** a + b. */
    static Notation plus(Notation a, Notation b) {
        return new Sum(terms(a).appendAll(terms(b)));
    }

    /** a − b. */
    static Notation minus(Notation a, Notation b) {
        return new Sum(terms(a).append(new Term(true, b)));
    }

    private static Seq<Term> terms(Notation x) {
        return x instanceof Sum(var terms) ? terms : Array.of(new Term(false, x));
    }

    private static boolean isNegative(Notation x) {
        return x instanceof Sum(var terms) && terms.size() == 1;
    }

    private static Notation magnitude(Notation x) {
        return isNegative(x) ? ((Sum) x).terms().get(0).of() : x;
    }

    private interface Joined {
        Notation of(Notation a, Notation b);
    }

    /** One minus of two factors goes to the front, which is exact; two stay where they are. */
    private static Notation signed(Notation a, Notation b, Joined joined) {
        return isNegative(a) == isNegative(b) ? joined.of(a, b) : negate(joined.of(magnitude(a), magnitude(b)));
    }

    /** a · b elementwise, operands of the given ranks. */
    static Notation times(Notation a, int aRank, Notation b, int bRank) {
        return signed(a, b, (x, y) -> product(x, aRank, y, bRank));
    }

    private static Notation product(Notation a, int aRank, Notation b, int bRank) {
        int rank = Math.max(aRank, bRank);
        if (isReciprocal(b) && b instanceof Quotient(_, var d, int dRank)) {
            return a instanceof Quotient(var n, var c, int cRank) ? new Quotient(n, times(c, cRank, d, dRank), rank) : new Quotient(a, d, rank);
        }
        if (isReciprocal(a) && a instanceof Quotient(_, var c, int cRank)) {
            return b instanceof Quotient(var n, var d, int dRank) ? new Quotient(n, times(c, cRank, d, dRank), rank) : new Quotient(b, c, rank);
        }
        Seq<Factor> left = factors(a, aRank, isNumber(b));
        Seq<Factor> right = factors(b, bRank, aRank == 0 || isNumber(a));
        var numbers = left.appendAll(right).partition(f -> isNumber(f.of()) && !f.matrix());
        return new Product(numbers._1.appendAll(numbers._2));
    }

    private static boolean isReciprocal(Notation x) {
        return x instanceof Quotient(Number one, _, _) && one.isOne();
    }

    private static boolean isNumber(Notation x) {
        return x instanceof Number;
    }

    /** The factors in a row, unless matrices among them must stay apart. */
    private static Seq<Factor> factors(Notation x, int rank, boolean joinsMatrices) {
        return x instanceof Product product && (joinsMatrices || !product.has(Sign.MATRIX)) ? product.factors() : Array.of(new Factor(x, rank, false));
    }

    /** a · b of matrices and vectors. */
    static Notation matrixTimes(Notation a, int aRank, Notation b, int bRank) {
        return signed(a, b, (x, y) -> new Product(
                (x instanceof Product product && !product.has(Sign.ELEMENTWISE) ? product.factors() : Array.of(new Factor(x, aRank, false)))
                        .append(new Factor(y, bRank, true))));
    }

    /** a / b. */
    static Notation divide(Notation a, Notation b, int rank) {
        return isNegative(a) ? negate(new Quotient(magnitude(a), b, rank)) : new Quotient(a, b, rank);
    }

    /** xⁿ; negative powers below one. */
    static Notation power(Notation x, int exponent, int rank) {
        return exponent == -1 ? new Quotient(number(1), x, rank)
                : exponent < 0 ? new Quotient(number(1), new Power(x, new Number(Long.toString(-(long) exponent), 0)), rank)
                : new Power(x, number(exponent));
    }

    static Notation transpose(Notation x) {
        return x instanceof Transposed(var of) ? of : new Transposed(x);
    }
}
