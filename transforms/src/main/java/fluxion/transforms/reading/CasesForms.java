package fluxion.transforms.reading;

import static fluxion.transforms.reading.Indeterminates.UNIT;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Op;
import fluxion.core.op.Select;
import fluxion.core.op.Unary;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.SparsePolynomial;
import fluxion.transforms.normal.SparsePolynomial.Monomial;
import fluxion.transforms.reading.Indeterminate.Cases;
import fluxion.transforms.reading.Indeterminate.Opaque;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Values by cases: terms with the same condition in one, and where all conditions are of the sign of one number, what it is
 * below 0, at 0 and above, which may have a name: max(x, 0), |x|.
 */
final class CasesForms {
    private static final int DEPTH = 6;
    private static final int NESTED = 2;
    private int nested;
    private final Indeterminates table;
    private final UnaryOperator<SparsePolynomial> improve;
    /** One expression for each comparison of a number with 0. */
    private final Map<Compare, Map<Expr, Expr>> conditions = new EnumMap<>(Compare.class);

    /** Where a number may be. */
    private enum Cell { BELOW, AT, ABOVE }

    CasesForms(Indeterminates table, UnaryOperator<SparsePolynomial> improve) {
        this.table = table;
        this.improve = improve;
    }

    /** One of two values. */
    SparsePolynomial of(Expr condition, SparsePolynomial then, SparsePolynomial otherwise) {
        if (then.equals(otherwise)) {
            return then;
        }
        boolean plainly = condition instanceof Apply c && c.op() instanceof Compare && Literal.isZero(c.input(1));
        Cases cases = new Cases(plainly ? conditions.computeIfAbsent((Compare) ((Apply) condition).op(), _ -> new HashMap<>())
                .computeIfAbsent(((Apply) condition).input(0), _ -> condition) : condition, then, otherwise);
        SparsePolynomial plain = Indeterminates.polynomial(table.power(cases, UNIT));
        return bySign(plain, cases).getOrElse(plain);
    }

    // ---- the same condition -----------------------------------------------------------------------------------------

    /** A sum of values by the sign of one number as one of them. */
    Option<SparsePolynomial> together(SparsePolynomial sum) {
        return sum.terms().flatMap(this::cases).headOption().flatMap(i -> table.get(i) instanceof Cases cases
                ? bySign(sum, cases) : Option.none());
    }

    /** A sum with the terms together that have the same condition. */
    SparsePolynomial merged(SparsePolynomial sum) {
        if (nested == NESTED || sum.terms().forAll(t -> cases(t).isEmpty())) {
            return sum;
        }
        nested++;
        try {
            return grouped(sum);
        } finally {
            nested--;
        }
    }

    private SparsePolynomial grouped(SparsePolynomial sum) {
        Map<Expr, List<Monomial>> groups = new LinkedHashMap<>();
        SparsePolynomial rest = SparsePolynomial.ZERO;
        for (Monomial term : sum.terms()) {
            Option<Integer> one = cases(term);
            if (one.isDefined() && table.get(one.get()) instanceof Cases(Expr condition, _, _)) {
                groups.computeIfAbsent(condition, _ -> new ArrayList<>()).add(term);
            } else {
                rest = rest.plus(Indeterminates.polynomial(term));
            }
        }
        for (Map.Entry<Expr, List<Monomial>> group : groups.entrySet()) {
            SparsePolynomial then = SparsePolynomial.ZERO;
            SparsePolynomial otherwise = SparsePolynomial.ZERO;
            for (Monomial term : group.getValue()) {
                int i = cases(term).get();
                if (table.get(i) instanceof Cases(_, SparsePolynomial a, SparsePolynomial b)) {
                    Monomial factor = new Monomial(term.coefficient(), term.powers().with(i, 0));
                    then = then.plus(times(a, factor));
                    otherwise = otherwise.plus(times(b, factor));
                }
            }
            rest = rest.plus(of(group.getKey(), improve.apply(then), improve.apply(otherwise)));
        }
        return rest;
    }

    private SparsePolynomial times(SparsePolynomial sum, Monomial factor) {
        return SparsePolynomial.sum(sum.terms().map(t -> table.settled(t.times(factor))));
    }

    /** The only value by cases among the factors. */
    private Option<Integer> cases(Monomial term) {
        Option<Integer> found = Option.none();
        for (int i = 0; i < term.powers().size(); i++) {
            if (term.powers().exponent(i) != 0 && table.get(i) instanceof Cases) {
                if (found.isDefined() || term.powers().exponent(i) != UNIT) {
                    return Option.none();
                }
                found = Option.of(i);
            }
        }
        return found;
    }

    // ---- the sign of one number -------------------------------------------------------------------------------------

    /** Improving what a number is in each cell leads here again; not without end. */
    private Option<SparsePolynomial> bySign(SparsePolynomial plain, Cases cases) {
        if (nested == NESTED) {
            return Option.none();
        }
        nested++;
        try {
            return cells(plain, cases);
        } finally {
            nested--;
        }
    }

    private Option<SparsePolynomial> cells(SparsePolynomial plain, Cases cases) {
        return number(cases.condition()).filter(u -> table.knows(new Opaque(u)) || !ScalarReader.isArithmetic(u)).flatMap(u -> {
            int i = table.of(new Opaque(u));
            return on(plain, i, u, Cell.BELOW, DEPTH).flatMap(below -> on(plain, i, u, Cell.AT, DEPTH).flatMap(at ->
                    on(plain, i, u, Cell.ABOVE, DEPTH).flatMap(above ->
                            joined(i, u, cases, improve.apply(below), at, improve.apply(above)))));
        });
    }

    private Option<SparsePolynomial> joined(int i, Expr u, Cases cases, SparsePolynomial below, SparsePolynomial at,
            SparsePolynomial above) {
        if (at.isZero() && below.isZero() && above.size() == 1 && above.leading().powers().exponent(i) >= UNIT
                && above.leading().powers().exponent(i) % UNIT == 0) {
            Expr zero = Literal.of(table.type(), 0);
            Monomial rest = above.leading();
            return Option.of(Indeterminates.polynomial(new Monomial(rest.coefficient(), rest.powers().with(i, 0))
                    .times(table.power(new Opaque(Expr.apply(Binary.MAXIMUM, u, zero)), rest.powers().exponent(i)))));
        }
        if (below.equals(above) && zero(above, i).contains(at)) {
            return Option.of(above);
        }
        boolean first = zero(above, i).contains(at);
        boolean second = zero(below, i).contains(at);
        boolean less = first && (!second || !(cases.condition() instanceof Apply c) || c.op() == Compare.LT
                || c.op() == Compare.GE);
        return !first && !second ? Option.none() : Option.of(Indeterminates.polynomial(table.power(less
                ? new Cases(compared(Compare.LT, u), below, above) : new Cases(compared(Compare.GT, u), above, below), UNIT)));
    }

    private Expr compared(Compare op, Expr u) {
        return conditions.computeIfAbsent(op, _ -> new HashMap<>())
                .computeIfAbsent(u, _ -> Expr.apply(op, u, Literal.of(table.type(), 0)));
    }

    /** With 0 for a number, where that can be said. */
    private Option<SparsePolynomial> zero(SparsePolynomial sum, int i) {
        return sum.terms().exists(t -> t.powers().exponent(i) < 0) ? Option.none()
                : Option.of(SparsePolynomial.sum(sum.terms().filter(t -> t.powers().exponent(i) == 0)));
    }

    /** A sum where the number is in a cell. */
    private Option<SparsePolynomial> on(SparsePolynomial sum, int number, Expr u, Cell cell, int depth) {
        SparsePolynomial total = SparsePolynomial.ZERO;
        for (Monomial term : sum.terms()) {
            Option<SparsePolynomial> value = depth == 0 ? Option.none() : on(term, number, u, cell, depth);
            if (value.isEmpty()) {
                return value;
            }
            total = total.plus(value.get());
        }
        return Option.of(total);
    }

    private Option<SparsePolynomial> on(Monomial term, int number, Expr u, Cell cell, int depth) {
        Option<SparsePolynomial> product = Option.of(SparsePolynomial.of(term.coefficient()));
        for (int i = 0; i < term.powers().size(); i++) {
            int e = term.powers().exponent(i);
            if (e == 0) {
                continue;
            }
            Option<SparsePolynomial> value = value(i, number, u, cell, depth);
            Option<SparsePolynomial> power = value.isEmpty() ? Option.of(Indeterminates.polynomial(table.power(i, e)))
                    : e > 0 && e % UNIT == 0 ? value.get().raised(e / UNIT) : Option.none();
            product = product.flatMap(p -> power.flatMap(p::times));
        }
        return product.map(p -> SparsePolynomial.sum(p.terms().map(table::settled)));
    }

    /** What an indeterminate is in a cell; none where that does not matter. */
    private Option<SparsePolynomial> value(int i, int number, Expr u, Cell cell, int depth) {
        Monomial own = table.power(number, UNIT);
        Rational sign = Rational.of(cell.ordinal() - 1);
        return switch (table.get(i)) {
            case Cases(Expr condition, SparsePolynomial then, SparsePolynomial otherwise) -> holds(condition, u, cell)
                    .flatMap(yes -> on(yes ? then : otherwise, number, u, cell, depth - 1));
            case Opaque(Expr x) when x == u -> Option.when(cell == Cell.AT, SparsePolynomial.ZERO);
            case Opaque(Apply f) when f.inputs().nonEmpty() && f.input(0) == u -> switch (f.op()) {
                case Unary.RELU -> Option.of(cell == Cell.ABOVE ? Indeterminates.polynomial(own) : SparsePolynomial.ZERO);
                case Unary.ABS -> Option.of(SparsePolynomial.of(sign, own.powers()));
                case Unary.SIGN -> Option.of(SparsePolynomial.of(sign));
                case Binary b when b == Binary.MAXIMUM && Literal.isZero(f.input(1)) -> Option.of(cell == Cell.ABOVE
                        ? Indeterminates.polynomial(own) : SparsePolynomial.ZERO);
                case Binary b when b == Binary.MINIMUM && Literal.isZero(f.input(1)) -> Option.of(cell == Cell.BELOW
                        ? Indeterminates.polynomial(own) : SparsePolynomial.ZERO);
                case Op _ -> Option.none();
            };
            case Indeterminate _ -> Option.none();
        };
    }

    /** Whether a condition holds in a cell; none where other things decide. */
    private static Option<Boolean> holds(Expr condition, Expr u, Cell cell) {
        if (!(condition instanceof Apply c)) {
            return Option.none();
        }
        int sign = cell.ordinal() - 1;
        return switch (c.op()) {
            case Compare op when c.input(0) == u && Literal.isZero(c.input(1)) -> Option.of(compare(op, sign));
            case Compare op when c.input(1) == u && Literal.isZero(c.input(0)) -> Option.of(compare(op, -sign));
            case Unary.LOGICAL_NOT -> holds(c.input(0), u, cell).map(yes -> !yes);
            case Binary.LOGICAL_AND -> holds(c.input(0), u, cell).flatMap(a -> holds(c.input(1), u, cell).map(b -> a && b));
            case Binary.LOGICAL_OR -> holds(c.input(0), u, cell).flatMap(a -> holds(c.input(1), u, cell).map(b -> a || b));
            case Op _ -> Option.none();
        };
    }

    private static boolean compare(Compare op, int sign) {
        return switch (op) {
            case EQ -> sign == 0;
            case NE -> sign != 0;
            case LT -> sign < 0;
            case LE -> sign <= 0;
            case GT -> sign > 0;
            case GE -> sign >= 0;
        };
    }

    /** The one number whose sign decides a condition. */
    private static Option<Expr> number(Expr condition) {
        Seq<Expr> compared = Graph.topological(condition).filter(e -> e instanceof Apply a && a.op() instanceof Compare)
                .map(e -> Literal.isZero(((Apply) e).input(1)) ? ((Apply) e).input(0) : Literal.isZero(((Apply) e).input(0))
                ? ((Apply) e).input(1) : e).distinct();
        return compared.size() == 1 && compared.get(0).dtype().isFloat() ? Option.of(compared.get(0)) : Option.none();
    }

    /** As an expression, from those of its values. */
    static Expr written(Cases cases, Expr then, Expr otherwise) {
        return Expr.apply(new Select(), cases.condition(), then, otherwise);
    }
}
