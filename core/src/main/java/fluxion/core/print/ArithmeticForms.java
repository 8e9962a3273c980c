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
final class ArithmeticForms {
    private ArithmeticForms() {}

    static Notation number(int value) {
        Notation magnitude = new Number(Long.toString(Math.abs((long) value)), 0);
        return value < 0 ? negate(magnitude) : magnitude;
    }

    static Notation negate(Notation x) {
        return new Sum(Array.of(new Term(true, x)));
    }

    /** a + b. */
    static Notation plus(Notation a, Notation b) {
        return isNegative(a) && !isNegative(b) ? new Sum(terms(b).appendAll(terms(a))) : new Sum(terms(a).appendAll(terms(b)));
    }

    /** a − b. */
    static Notation minus(Notation a, Notation b) {
        return new Sum(terms(a).append(new Term(true, b)));
    }

    private static Seq<Term> terms(Notation x) {
        return x instanceof Sum(var terms) ? terms : Array.of(new Term(false, x));
    }

    static boolean isNegative(Notation x) {
        return x instanceof Sum(var terms) && terms.size() == 1;
    }

    static Notation magnitude(Notation x) {
        return isNegative(x) ? ((Sum) x).terms().get(0).of() : x;
    }

    interface Joined {
        Notation of(Notation a, Notation b);
    }

    /** One minus of two factors goes to the front, which is exact; two stay where they are. */
    static Notation signed(Notation a, Notation b, Joined joined) {
        return isNegative(a) == isNegative(b) ? joined.of(a, b) : negate(joined.of(magnitude(a), magnitude(b)));
    }

    /** a · b elementwise, operands of the given ranks. */
    static Notation times(Notation a, int aRank, Notation b, int bRank) {
        return signed(a, b, (x, y) -> product(x, aRank, y, bRank));
    }

    private static Notation product(Notation a, int aRank, Notation b, int bRank) {
        if (isReciprocal(b) && b instanceof Quotient(_, var d, int dRank)) {
            return a instanceof Quotient(var n, var c, int cRank) ? over(n, times(c, cRank, d, dRank), Math.max(cRank, dRank))
                    : over(a, d, dRank);
        }
        if (isReciprocal(a) && a instanceof Quotient(_, var c, int cRank)) {
            return b instanceof Quotient(var n, var d, int dRank) ? over(n, times(c, cRank, d, dRank), Math.max(cRank, dRank))
                    : over(b, c, cRank);
        }
        Seq<Factor> left = factors(a, aRank, isNumber(b));
        Seq<Factor> right = factors(b, bRank, aRank == 0 || isNumber(a));
        var numbers = left.appendAll(right).partition(f -> isNumber(f.of()) && !f.matrix());
        return new Product(numbers._1.appendAll(numbers._2));
    }

    private static boolean isReciprocal(Notation x) {
        return x instanceof Quotient(Number one, _, _) && one.isOne();
    }

    /** A number or a fraction of two. */
    static boolean isNumber(Notation x) {
        return x instanceof Number || x instanceof Quotient(Number _, Number _, _);
    }

    /** The factors in a row, unless matrices among them must stay apart. */
    private static Seq<Factor> factors(Notation x, int rank, boolean joinsMatrices) {
        return x instanceof Product product && (joinsMatrices || !product.has(Sign.MATRIX)) ? product.factors()
                : Array.of(new Factor(x, rank, false));
    }

    /** a · b of matrices and vectors: numbers come first, and products in a row need no parentheses. */
    static Notation matrixTimes(Notation a, int aRank, Notation b, int bRank) {
        return signed(a, b, (x, y) -> {
            Seq<Factor> left = chain(x, aRank);
            Seq<Factor> right = chain(y, bRank);
            var scalars = right.partition(f -> f.rank() == 0 && !f.matrix());
            var leading = left.partition(f -> f.rank() == 0 && !f.matrix());
            var numbers = leading._1.appendAll(scalars._1).partition(f -> isNumber(f.of()));
            Seq<Factor> second = scalars._2.zipWithIndex((f, i) -> i == 0 ? new Factor(f.of(), f.rank(), true) : f);
            return new Product(numbers._1.appendAll(numbers._2).appendAll(leading._2).appendAll(second));
        });
    }

    /** Scalars and matrices that are multiplied in a row; a single factor where that is not all. */
    private static Seq<Factor> chain(Notation x, int rank) {
        if (x instanceof Transposed(Product product) && product.has(Sign.MATRIX) && !product.has(Sign.ELEMENTWISE)
                && product.factors().forAll(f -> f.rank() == 0 || isShort(f.of()))) {
            // in a row, (A·b)ᵀ is bᵀ·Aᵀ
            Seq<Factor> turned = product.factors().filter(f -> f.rank() > 0).reverse()
                    .map(f -> new Factor(turned(f.of()), 2, true)).toArray();
            return product.factors().filter(f -> f.rank() == 0)
                    .appendAll(turned.update(0, new Factor(turned.get(0).of(), 2, false)));
        }
        return x instanceof Product product && !product.has(Sign.ELEMENTWISE) && product.factors().exists(f -> f.rank() > 0)
                ? product.factors()
                : Array.of(new Factor(x, rank, false));
    }

    /** diag(v), or c·I where all of v is one number. */
    static Notation diagonal(Notation v) {
        return new Notation.Function("diag", Array.of(v), "");
    }

    /** a / b. */
    static Notation divide(Notation a, Notation b, int bRank) {
        if (isNegative(a) || isNegative(b)) {
            Notation quotient = divide(magnitude(a), magnitude(b), bRank);
            return isNegative(a) == isNegative(b) ? quotient : negate(quotient);
        }
        return a instanceof Quotient(var n, var d, int dRank) ? over(n, times(d, dRank, b, bRank), Math.max(dRank, bRank))
                : over(a, b, bRank);
    }

    /** a / b; a half over b is one over twice b, and a product that ends in a fraction has one line only. */
    private static Notation over(Notation a, Notation b, int bRank) {
        if (a instanceof Product(var factors) && factors.last().of() instanceof Quotient(var n, var d, int dRank)
                && !factors.last().matrix()) {
            return new Product(factors.init()
                    .append(new Factor(new Quotient(n, times(d, dRank, b, bRank), Math.max(dRank, bRank)), factors.last().rank(),
                    false)));
        }
        if (a instanceof Product(var factors) && factors.last().of() instanceof Notation.Big big && big.all()) {
            return new Product(factors.init().append(new Factor(over(big, b, bRank), bRank, false)));
        }
        boolean half = a instanceof Number n && n.exponent() == 0 && (n.digits().equals("0.5") || n.digits().equals("0.25"));
        return half ? new Quotient(number(1), times(number(((Number) a).digits().equals("0.5") ? 2 : 4), 0, b, bRank), bRank)
                : new Quotient(a, b, bRank);
    }

    /** xⁿ; negative powers below one. */
    static Notation power(Notation x, int exponent, int rank) {
        return exponent == -1 ? new Quotient(number(1), x, rank)
                : exponent < 0 ? new Quotient(number(1), new Power(x, new Number(Long.toString(-(long) exponent), 0)), rank)
                : new Power(x, number(exponent));
    }

    static Notation transpose(Notation x) {
        if (isNegative(x)) {
            return negate(transpose(magnitude(x)));
        }
        if (x instanceof Product product && product.factors().count(f -> f.rank() > 0) == 1
                && product.factors().forAll(f -> !f.matrix())) {
            return new Product(product.factors().map(f -> f.rank() > 0 ? new Factor(transpose(f.of()), 2, false) : f));
        }
        if (x instanceof Product product && product.has(Sign.MATRIX) && matrices(product).get(0).of() instanceof Transposed) {
            Seq<Factor> turned = matrices(product).reverse().map(f -> new Factor(turned(f.of()), f.rank(), true));
            Seq<Factor> numbers = product.factors().dropRight(turned.size());
            return new Product(numbers.appendAll(turned.update(0, f -> new Factor(f.of(), f.rank(), false))));
        }
        return x instanceof Transposed(var of) ? of : new Transposed(x);
    }

    /** Whether a mark of transposition at each factor reads better than one around all. */
    private static boolean isShort(Notation x) {
        return x instanceof Transposed || x instanceof Notation.Symbol || x instanceof Notation.Reference || x instanceof Power
                || x instanceof Notation.Function || isSymmetric(x);
    }

    /** A + Aᵀ. */
    private static boolean isSymmetric(Notation x) {
        return x instanceof Sum(var terms) && terms.size() == 2 && terms.forAll(t -> !t.minus())
                && (terms.get(1).of().equals(new Transposed(terms.get(0).of()))
                || terms.get(0).of().equals(new Transposed(terms.get(1).of())));
    }

    private static Notation turned(Notation x) {
        return isSymmetric(x) ? x : transpose(x);
    }

    /** The matrices at the end of a product. */
    private static Seq<Factor> matrices(Product product) {
        int first = product.factors().indexWhere(Factor::matrix) - 1;
        Seq<Factor> tail = product.factors().drop(first);
        return tail.tail().forAll(Factor::matrix) ? tail : Array.of(new Factor(product, 2, false));
    }
}
