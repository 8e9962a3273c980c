package fluxion.transforms.reading;

import static fluxion.transforms.reading.Indeterminates.UNIT;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.op.Op;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Unary;
import fluxion.transforms.normal.PowerProduct;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.SparsePolynomial;
import fluxion.transforms.normal.SparsePolynomial.Monomial;
import fluxion.transforms.reading.Indeterminate.Opaque;
import fluxion.transforms.reading.Indeterminate.Prime;
import fluxion.transforms.reading.Indeterminate.SumOf;
import io.vavr.control.Option;
import java.util.function.Function;

/** Products that have a name: sums of squares of circular and hyperbolic functions, half and double angles, Φ. */
final class KnownProducts {
    private final Indeterminates table;
    private final Function<SparsePolynomial, Expr> written;

    /**
     * @param written the expression of a polynomial
     */
    KnownProducts(Indeterminates table, Function<SparsePolynomial, Expr> written) {
        this.table = table;
        this.written = written;
    }

    /** The product with the names that apply. */
    Monomial of(Monomial term) {
        Monomial t = sums(term);
        for (int i = 0; i < t.powers().size(); i++) {
            if (t.powers().exponent(i) != 0 && table.get(i) instanceof Opaque(Apply f) && table.argument(i).isDefined()) {
                Monomial argument = table.argument(i).get();
                if (f.op() == Unary.TAN) {
                    t = angles(t, i, f.input(0), argument);
                } else if (f.op() == Unary.SIN && t.powers().exponent(index(Unary.COS, f.input(0), argument)) != 0) {
                    t = angles(t, index(Unary.TAN, f.input(0), argument), f.input(0), argument);
                }
            }
        }
        return table.settled(t);
    }

    /** tan² + 1 is 1/cos², 1 − sin² is cos², 1 + erf x is 2·Φ(√2·x). */
    private Monomial sums(Monomial term) {
        Monomial t = term;
        for (int i = 0; i < term.powers().size(); i++) {
            int e = term.powers().exponent(i);
            if (e != 0 && e % UNIT == 0 && table.get(i) instanceof SumOf(SparsePolynomial sum) && sum.size() == 2) {
                Option<Monomial> known = named(sum);
                if (known.isDefined()) {
                    t = new Monomial(t.coefficient(), t.powers().with(i, 0)).times(Indeterminates.raised(known.get(), e));
                }
            }
        }
        return t;
    }

    private Option<Monomial> named(SparsePolynomial sum) {
        Option<Monomial> one = sum.terms().find(t -> t.powers().isOne());
        Option<Monomial> other = sum.terms().find(t -> !t.powers().isOne());
        if (one.isEmpty() || other.isEmpty() || !one.get().coefficient().abs().isOne()
                || !other.get().coefficient().abs().isOne()) {
            return Option.none();
        }
        PowerProduct powers = other.get().powers();
        int i = powers.size() - 1;
        int exponent = powers.exponent(i);
        if (!powers.with(i, 0).isOne() || !(table.get(i) instanceof Opaque(Apply f)) || table.argument(i).isEmpty()) {
            return Option.none();
        }
        boolean plus = one.get().coefficient().signum() > 0;
        boolean same = other.get().coefficient().signum() > 0 == plus;
        Monomial argument = table.argument(i).get();
        Option<Monomial> square = exponent == 2 * UNIT ? square(f, same, argument)
                : exponent == UNIT && f.op() == Unary.ERF ? Option.of(normal(argument, same)) : Option.none();
        return square.map(s -> plus ? s : new Monomial(s.coefficient().negate(), s.powers()));
    }

    /** Of 1 ± f². */
    private Option<Monomial> square(Apply f, boolean plus, Monomial argument) {
        return switch (f.op()) {
            case Unary.TAN -> Option.when(plus, () -> function(Unary.COS, f.input(0), argument, -2));
            case Unary.SIN -> Option.when(!plus, () -> function(Unary.COS, f.input(0), argument, 2));
            case Unary.COS -> Option.when(!plus, () -> function(Unary.SIN, f.input(0), argument, 2));
            case Op _ -> Option.none();
        };
    }

    private Monomial function(Unary op, Expr x, Monomial argument, int power) {
        return Indeterminates.raised(table.function((Apply) Expr.apply(op, x), argument), power * UNIT);
    }

    /** 1 ± erf u as 2·Φ(±√2·u). */
    private Monomial normal(Monomial argument, boolean plus) {
        Monomial root = table.settled(argument.times(table.power(new Prime(2), UNIT / 2)));
        Monomial signed = plus ? root : new Monomial(root.coefficient().negate(), root.powers());
        Expr x = written.apply(Indeterminates.polynomial(signed));
        return new Monomial(Rational.of(2), table.power(new Opaque(Expr.apply(SpecialFunction.NDTR, x)), UNIT).powers());
    }

    /** tan beside cos or sin of the same as sin/cos, and sin·cos as half the sine of the double. */
    private Monomial angles(Monomial term, int tan, Expr x, Monomial argument) {
        int s = index(Unary.SIN, x, argument);
        int c = index(Unary.COS, x, argument);
        int t = term.powers().exponent(tan);
        if (term.powers().exponent(s) == 0 && term.powers().exponent(c) == 0) {
            return term;
        }
        int sin = term.powers().exponent(s) + t;
        int cos = term.powers().exponent(c) - t;
        Monomial rest = new Monomial(term.coefficient(), term.powers().with(tan, 0).with(s, 0).with(c, 0));
        if (sin == cos && sin % UNIT == 0) {
            Monomial twice = new Monomial(argument.coefficient().times(Rational.of(2)), argument.powers());
            Expr doubled = written.apply(Indeterminates.polynomial(twice));
            Monomial half = table.function((Apply) Expr.apply(Unary.SIN, doubled), twice)
                    .times(new Monomial(Rational.of(1, 2), PowerProduct.ONE));
            return rest.times(Indeterminates.raised(half, sin));
        }
        return sin == -cos ? rest.times(table.power(tan, sin)) : rest.times(table.power(s, sin)).times(table.power(c, cos));
    }

    private int index(Unary op, Expr x, Monomial argument) {
        Monomial f = table.function((Apply) Expr.apply(op, x), argument);
        return f.powers().size() - 1;
    }
}
