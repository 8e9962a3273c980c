package fluxion.transforms.reading;

import static fluxion.transforms.reading.Indeterminates.UNIT;
import static fluxion.transforms.reading.Indeterminates.polynomial;

import fluxion.transforms.normal.PowerProduct;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.SparsePolynomial;
import fluxion.transforms.normal.SparsePolynomial.Monomial;
import fluxion.transforms.reading.Indeterminate.SumOf;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The forms that a sum can have: as it stands, with what all terms share in front, over a common denominator with the
 * numerator in factors, multiplied out.
 */
final class ScalarCandidates {
    /** In sums of more terms products with names are not looked for. */
    private static final int FEW = 8;
    /** Sums of more terms stay as they are. */
    private static final int TERMS = 60;
    /** So many indeterminates are looked at. */
    private static final int INDETERMINATES = 60;
    /** Numbers with denominators up to this are fractions, not decimals. */
    private static final long FRACTIONS = 100;
    private final Indeterminates table;
    private final IntPredicate isConstant;
    private final IntPredicate isFunction;
    private final ScalarFractions fractions;
    private final KnownProducts known;
    private final CasesForms cases;

    ScalarCandidates(Indeterminates table, KnownProducts known, CasesForms cases, IntPredicate isConstant,
            IntPredicate isFunction) {
        this.isConstant = isConstant;
        this.table = table;
        this.known = known;
        this.cases = cases;
        this.fractions = new ScalarFractions(table);
        this.isFunction = isFunction;
    }

    CasesForms cases() {
        return cases;
    }

    ScalarFractions fractions() {
        return fractions;
    }

    /** The forms of a sum, those that are liked better first. */
    Seq<SparsePolynomial> of(SparsePolynomial sum) {
        if (sum.isZero() || sum.size() > TERMS || sum.variables() > INDETERMINATES && sum.size() > 1) {
            return Array.of(sum);
        }
        List<SparsePolynomial> forms = new ArrayList<>();
        forms.add(sum);
        forms.add(cases.merged(sum));
        if (sum.size() > 1) {
            forms.addAll(cases.together(sum).toJavaList());
        }
        forms(sum, forms);
        Option<SparsePolynomial> expanded = fractions.expanded(sum);
        expanded.filter(e -> !e.equals(sum)).forEach(e -> {
            forms.add(e);
            forms(e, forms);
        });
        fractions.fraction(sum).forEach(t -> {
            forms.add(polynomial(t));
            forms.add(polynomial(collectedInside(t)));
        });
        if (sum.size() > 1) {
            forms.add(SparsePolynomial.sum(sum.terms().map(t -> fractions.fraction(polynomial(t)).getOrElse(t))));
            SparsePolynomial apart = byRoots(sum);
            forms.add(apart);
            forms(apart, forms);
        }
        forms.addAll(Array.ofAll(forms).filter(f -> f.size() == 1).map(f -> polynomial(turned(f.leading()))).asJava());
        for (SparsePolynomial form : Array.ofAll(forms).filter(f -> f.size() <= FEW).distinct()) {
            SparsePolynomial named = SparsePolynomial.sum(form.terms().map(known::of));
            if (!named.equals(form)) {
                forms.add(named);
                forms(named, forms);
            }
        }
        return Array.ofAll(forms).distinct();
    }

    /** Terms that have the same roots in one fraction: (a² − 2·x²)/√(a² − x²) beside another. */
    private SparsePolynomial byRoots(SparsePolynomial sum) {
        Map<PowerProduct, List<Monomial>> groups = new LinkedHashMap<>();
        for (Monomial term : sum.terms()) {
            PowerProduct roots = term.powers().map(i -> Math.floorMod(term.powers().exponent(i), UNIT));
            groups.computeIfAbsent(roots, _ -> new ArrayList<>()).add(term);
        }
        return groups.size() == 1 || groups.size() == sum.size() ? sum
                : SparsePolynomial.sum(Array.ofAll(groups.values()).flatMap(group -> group.size() == 1 ? group
                : fractions.fraction(SparsePolynomial.sum(group)).map(t -> List.of(t)).getOrElse(group)));
    }

    /** With the terms put together that have the same power of a variable, when all is multiplied out. */
    SparsePolynomial collected(SparsePolynomial sum, int variable) {
        Map<Integer, List<Monomial>> groups = new LinkedHashMap<>();
        for (Monomial term : sum.terms()) {
            groups.computeIfAbsent(term.powers().exponent(variable), _ -> new ArrayList<>()).add(term);
        }
        return SparsePolynomial.sum(Array.ofAll(groups.entrySet()).flatMap(group -> group.getKey() == 0
                || group.getValue().size() == 1 ? group.getValue() : List.of(shared(SparsePolynomial.sum(group.getValue())))));
    }

    /** With the terms that have the same functions put together: (2 − x²)·sin x − 2·x·cos x. */
    SparsePolynomial collected(SparsePolynomial sum) {
        Map<PowerProduct, List<Monomial>> groups = new LinkedHashMap<>();
        for (Monomial term : sum.terms()) {
            PowerProduct functions = term.powers().map(i -> isFunction.test(i) ? term.powers().exponent(i) : 0);
            groups.computeIfAbsent(functions, _ -> new ArrayList<>()).add(term);
        }
        if (groups.size() == 1 || groups.size() == sum.size()) {
            return sum;
        }
        List<Monomial> terms = new ArrayList<>();
        groups.forEach((functions, group) -> {
            if (functions.isOne() || group.size() == 1 || group.stream().anyMatch(t -> fractions.hasDenominator(t.powers()))) {
                terms.addAll(group);
            } else {
                terms.add(shared(SparsePolynomial.sum(group)));
            }
        });
        return SparsePolynomial.sum(terms);
    }

    /** A term with a minus takes it into its sum: ((2 − x²)·sin x − 2·x·cos x)/x³. */
    private Monomial turned(Monomial term) {
        for (int i = 0; i < term.powers().size() && term.coefficient().signum() < 0; i++) {
            if (term.powers().exponent(i) == UNIT && table.get(i) instanceof SumOf(SparsePolynomial terms)
                    && (terms.size() > 2 || terms.size() == 2 && terms.terms().exists(t -> hasFunctions(t.powers())))) {
                int negative = table.turned(SparsePolynomial.sum(terms.terms().map(this::negated)));
                return new Monomial(term.coefficient().negate(),
                        term.powers().with(i, 0).times(PowerProduct.of(negative, UNIT)));
            }
        }
        return term;
    }

    boolean hasFunctions(SparsePolynomial sum) {
        return sum.terms().exists(t -> hasFunctions(t.powers()));
    }

    private boolean hasFunctions(PowerProduct powers) {
        for (int i = 0; i < powers.size(); i++) {
            if (powers.exponent(i) != 0 && isFunction.test(i)) {
                return true;
            }
        }
        return false;
    }

    /** The negative of a term: of a difference in it where there is one. */
    private Monomial negated(Monomial term) {
        for (int i = 0; i < term.powers().size() && term.coefficient().signum() > 0; i++) {
            if (term.powers().exponent(i) == UNIT && table.get(i) instanceof SumOf(SparsePolynomial terms) && terms.size() == 2
                    && terms.terms().count(t -> t.coefficient().signum() < 0) == 1) {
                int negative = table.turned(terms.negate());
                return new Monomial(term.coefficient(), term.powers().with(i, 0).times(PowerProduct.of(negative, UNIT)));
            }
        }
        return new Monomial(term.coefficient().negate(), term.powers());
    }

    /** With the sums that are factors collected. */
    private Monomial collectedInside(Monomial term) {
        Monomial t = term;
        for (int i = 0; i < term.powers().size(); i++) {
            int e = term.powers().exponent(i);
            if (e == UNIT && table.get(i) instanceof SumOf(SparsePolynomial terms) && terms.size() > 2) {
                t = new Monomial(t.coefficient(), t.powers().with(i, 0)).times(shared(collected(terms)));
            }
        }
        return table.settled(t);
    }

    private void forms(SparsePolynomial sum, List<SparsePolynomial> forms) {
        if (sum.size() > 1) {
            forms.add(collected(sum));
            PowerProduct common = table.common(sum);
            forms.add(polynomial(shared(sum, common)));
            PowerProduct above = common.map(i -> Math.max(0, common.exponent(i)));
            PowerProduct below = common.map(i -> Math.min(0, common.exponent(i)));
            if (!above.equals(common)) {
                forms.add(polynomial(shared(sum, above)));
                forms.add(polynomial(shared(sum, below)));
            }
        }
    }

    /** A sum as a product of what its terms share and what is left of it. */
    Monomial shared(SparsePolynomial sum) {
        PowerProduct common = table.common(sum);
        Rational all = content(sum);
        Rational number = sum.terms().exists(t -> isDecimal(t.coefficient())) ? all
                : new Rational(all.numerator(), BigInteger.ONE);
        return sum.size() == 1 ? sum.leading() : shared(sum, number,
                common.map(i -> isConstant.test(i) || fractions.grows(i) ? common.exponent(i) : Math.max(0, common.exponent(i))));
    }

    private Monomial shared(SparsePolynomial sum, PowerProduct common) {
        return shared(sum, content(sum), common);
    }

    private Monomial shared(SparsePolynomial sum, Rational number, PowerProduct common) {
        SparsePolynomial left = sum.times(number.inverse()).times(common.raised(-1));
        return table.settled(table.factor(left).times(new Monomial(number, common)));
    }

    /** The number before a sum; where decimals are in it, that of the only term without one, unless one is added. */
    private static Rational content(SparsePolynomial sum) {
        Seq<Rational> plain = sum.terms().map(Monomial::coefficient).reject(ScalarCandidates::isDecimal);
        return plain.size() == sum.size() ? sum.content().abs()
                : plain.size() == 1 && !sum.terms().exists(t -> t.powers().isOne() && isDecimal(t.coefficient()))
                ? plain.get(0).abs() : Rational.ONE;
    }

    /** Whether a number is one that is written as a decimal. */
    static boolean isDecimal(Rational number) {
        if (number.denominator().bitLength() > 50 || number.denominator().longValue() <= FRACTIONS) {
            return false;
        }
        long q = number.denominator().longValue();
        while (q % 2 == 0) {
            q /= 2;
        }
        while (q % 5 == 0) {
            q /= 5;
        }
        return q == 1;
    }
}
