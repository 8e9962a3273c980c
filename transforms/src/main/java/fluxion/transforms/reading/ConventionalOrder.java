package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Movement;
import fluxion.core.op.Unary;
import fluxion.core.print.MathText;
import fluxion.transforms.normal.PowerProduct;
import fluxion.transforms.normal.SparsePolynomial;
import fluxion.transforms.normal.SparsePolynomial.Monomial;
import fluxion.transforms.reading.Indeterminate.Opaque;
import fluxion.transforms.reading.Indeterminate.Prime;
import fluxion.transforms.reading.Indeterminate.SumOf;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The conventional order of factors and terms. */
final class ConventionalOrder {
    private final Indeterminates table;
    private final Seq<Var> params;
    private final Map<Integer, String> texts = new HashMap<>();
    private final Map<Integer, Boolean> variable = new HashMap<>();

    ConventionalOrder(Indeterminates table, Seq<Var> params) {
        this.table = table;
        this.params = params;
    }

    /** A number with a name: π, ln 2, a prime under a root. */
    boolean isConstant(int i) {
        return switch (table.get(i)) {
            case Prime _ -> true;
            case Opaque(Expr e) -> Literal.value(e).isDefined()
                    || e instanceof Apply a && a.op() == Unary.LOG && Literal.value(a.input(0)).isDefined();
            case Indeterminate _ -> false;
        };
    }

    /** A parameter or an element of one. */
    boolean isVariable(int i) {
        return variable.computeIfAbsent(i, _ -> table.get(i) instanceof Opaque(Expr e) && isVariable(e));
    }

    private static boolean isVariable(Expr e) {
        Expr at = e;
        while (at instanceof Apply a && a.op() instanceof Movement && a.inputs().size() == 1) {
            at = a.input(0);
        }
        return at instanceof Var || at instanceof Tensor t && t.rank() > 0;
    }

    /** Whether an indeterminate is a sum in which no functions occur. */
    boolean isPolynomial(int i) {
        return isVariable(i) || isConstant(i) || table.get(i) instanceof SumOf(SparsePolynomial terms)
                && terms.terms().forAll(t -> isPolynomial(t.powers()));
    }

    /** Whether a sum is a coefficient of powers of the first parameter: no functions are in it, and not the parameter. */
    boolean isCoefficient(int i, PowerProduct powers) {
        if (params.isEmpty() || !table.knows(new Opaque(params.get(0)))) {
            return false;
        }
        int main = table.of(new Opaque(params.get(0)));
        return powers.exponent(main) > 0 && isPolynomial(i) && !holds(i, main);
    }

    private boolean holds(int i, int variable) {
        return i == variable || table.get(i) instanceof SumOf(SparsePolynomial terms) && terms.terms().exists(t -> {
            for (int k = 0; k < t.powers().size(); k++) {
                if (t.powers().exponent(k) != 0 && holds(k, variable)) {
                    return true;
                }
            }
            return false;
        });
    }

    private boolean isPolynomial(PowerProduct powers) {
        for (int i = 0; i < powers.size(); i++) {
            if (powers.exponent(i) != 0 && !isPolynomial(i)) {
                return false;
            }
        }
        return true;
    }

    /** Greek letters before Latin ones. */
    int kind(int i) {
        String text = text(i);
        return !text.isEmpty() && text.charAt(0) >= 'α' && text.charAt(0) <= 'ω' ? 0 : 1;
    }

    /** By which variables are sorted. */
    String text(int i) {
        return texts.computeIfAbsent(i, _ -> switch (table.get(i)) {
            case Opaque(Var v) -> v.name().toLowerCase(Locale.ROOT) + v.name();
            case Opaque(Expr e) when isVariable(i) -> MathText.of(e);
            case Opaque(Apply a) -> a.op().label();
            case Prime(int p) -> Integer.toString(p);
            case Indeterminate _ -> "";
        });
    }

    // ---- terms ------------------------------------------------------------------------------------------------------

    /** The terms of a sum in the order in which they are written. */
    Seq<Monomial> terms(SparsePolynomial sum, ToDoubleFunction<Monomial> cost) {
        List<Monomial> terms = new ArrayList<>(sum.terms().asJava());
        List<Integer> variables = new ArrayList<>();
        for (Var param : params) {
            Opaque opaque = new Opaque(param);
            if (table.knows(opaque)) {
                variables.add(table.of(opaque));
            }
        }
        int main = variables.stream().filter(sum::has).findFirst().orElse(-1);
        List<Integer> byName = Array.range(0, sum.variables()).filter(i -> sum.has(i) && isVariable(i))
                .sortBy(i -> kind(i) + text(i)).asJava();
        terms.sort(Comparator.comparing((Monomial t) -> group(t.powers()))
                .thenComparing(t -> group(t.powers()) == 1 ? cost.applyAsDouble(t) : 0)
                .thenComparing(t -> main < 0 ? 0 : -t.powers().exponent(main))
                .thenComparing(t -> -degree(t.powers()))
                .thenComparing((a, b) -> alphabetical(a, b, byName)));
        return positiveFirst(Array.ofAll(terms));
    }

    private static int alphabetical(Monomial a, Monomial b, List<Integer> byName) {
        for (int i : byName) {
            int order = Integer.compare(b.powers().exponent(i), a.powers().exponent(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Powers of variables, then functions, then numbers. */
    private int group(PowerProduct powers) {
        boolean any = false;
        for (int i = 0; i < powers.size(); i++) {
            if (powers.exponent(i) != 0 && !isConstant(i)) {
                any = true;
                if (!isVariable(i) && !(table.get(i) instanceof SumOf && isPolynomial(i)
                        && powers.exponent(i) == Indeterminates.UNIT)) {
                    return 1;
                }
            }
        }
        return any ? 0 : 2;
    }

    private int degree(PowerProduct powers) {
        int degree = 0;
        for (int i = 0; i < powers.size(); i++) {
            degree += isVariable(i) ? powers.exponent(i) : 0;
        }
        return degree;
    }

    private static Seq<Monomial> positiveFirst(Seq<Monomial> terms) {
        int first = terms.indexWhere(t -> t.coefficient().signum() > 0);
        if (first <= 0) {
            return terms;
        }
        return terms.last().coefficient().signum() > 0 && terms.size() == 2 ? terms.reverse()
                : terms.removeAt(first).prepend(terms.get(first));
    }
}
