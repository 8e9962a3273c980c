package fluxion.dsl.equality;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Power;
import fluxion.core.op.Select;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Unary;
import fluxion.transforms.normal.RationalFunction;
import fluxion.transforms.normal.SparsePolynomial;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Decides equality by normal forms: both sides become quotients of polynomials in functions of the parameters, and their
 * difference 0 or not. Where the form depends on signs, each case is looked at; what both sides need to be defined is taken for
 * granted in all of them.
 */
public final class NormalForms {
    private static final long ELEMENTS = 4_000;
    private static final int BEGINNINGS = 60;
    private static final int CASES = 48;

    private final Seq<Expr> both;
    private final Seq<Domain> domains;
    private final AtomTable atoms;
    private int cases;
    private int beginnings;
    private Option<RationalFunction> common = Option.none();

    /**
     * Both are equal.
     *
     * @param rules why
     * @param form what both are equal to, where that is one number in all cases and can be written
     */
    public record Equal(Seq<String> rules, Option<Expr> form) {}

    /** An operand that has to be positive, or not 0, for a result to be defined. */
    record Domain(Expr operand, double above, int sign, boolean strict, boolean nonzero) {
        /** What has to be positive. */
        RationalFunction above(RationalFunction x, SymbolicScalars scalars) {
            RationalFunction signed = sign > 0 ? x : x.negate();
            return above == 0 ? signed : scalars.arithmetic().minus(signed, scalars.number(above, DType.F64));
        }
    }

    private NormalForms(AtomTable atoms, Seq<Expr> both, Seq<Apply> defined) {
        this.atoms = atoms;
        this.both = both;
        this.domains = defined.flatMap(NormalForms::domains);
    }

    /**
     * Why the first half of the results equals the second, wherever both are defined.
     *
     * @return none where they are not known to be equal
     */
    public static Option<Equal> equal(Seq<Expr> both) {
        try {
            NormalForms forms = new NormalForms(new AtomTable(), both, always(both));
            return Option.when(forms.holds(Signs.none(forms.atoms)), () -> new Equal(Array.ofAll(forms.rules()),
                    forms.common.filter(_ -> forms.cases == 0).flatMap(new FormWriter(forms.atoms)::of)));
        } catch (BeyondReach beyond) {
            return Option.none();
        }
    }

    private Set<String> rules() {
        Set<String> rules = new LinkedHashSet<>(atoms.rules());
        if (rules.isEmpty()) {
            rules.add("multiplied out");
        }
        return rules;
    }

    // ---- cases ----

    private boolean holds(Signs signs) {
        boolean asked = false;
        while (true) {
            try {
                Signs known = asked ? defined(signs) : signs;
                try {
                    return same(known);
                } catch (Signs.Unknown unknown) {
                    if (asked || domains.isEmpty()) {
                        return split(signs, known, unknown);
                    }
                    asked = true;
                }
            } catch (AtomTable.Anew _) {
                if (beginnings++ > BEGINNINGS) {
                    throw new BeyondReach("so many different parts");
                }
            }
        }
    }

    private boolean split(Signs signs, Signs known, Signs.Unknown unknown) {
        SparsePolynomial p = unknown.polynomial();
        if (cases++ > CASES) {
            throw new BeyondReach("more than " + CASES + " cases");
        }
        Seq<Integer> open = unknown.exactly() && !known.strict().contains(p) ? Array.of(1, -1, 0) : Array.of(1, -1);
        Option<Integer> before = known.assumed().get(p);
        for (int sign : open) {
            Signs here = signs.with(p, sign, unknown.exactly());
            if (before.exists(b -> sign != 0 && b != sign) || sign != 0 && known.with(p, sign, true).isImpossible()) {
                continue;
            }
            atoms.used("cases of signs");
            if (!holds(here)) {
                return false;
            }
        }
        return true;
    }

    private boolean same(Signs signs) {
        SymbolicScalars scalars = new SymbolicScalars(atoms, signs);
        Seq<Seq<RationalFunction>> values = values(scalars, both);
        int n = both.size() / 2;
        common = Option.when(n == 1 && both.get(0).rank() == 0, () -> values.get(0).get(0));
        return Array.range(0, n).forAll(i -> values.get(i).zip(values.get(n + i))
                .forAll(p -> isZero(scalars.arithmetic().minus(p._1, p._2), signs)));
    }

    private static boolean isZero(RationalFunction difference, Signs signs) {
        return difference.isZero() || signs.assumed().exists(a -> a._2 == 0
                && difference.numerator().divideExact(a._1).exists(q -> q.terms().forAll(t -> t.powers().exponents()
                        .forAll(e -> e >= 0))));
    }

    private Seq<Seq<RationalFunction>> values(SymbolicScalars scalars, Seq<Expr> roots) {
        return new Elements<>(scalars, ELEMENTS).of(roots, v -> Array.range(0, v.type().shape().count("equivalent"))
                .map(i -> atoms.variable(new Atom.Parameter(v, i))));
    }

    // ---- where both are defined ----

    /** Whether what an operation needs to have a value is given wherever others have values. */
    public static boolean isImplied(Apply node, Seq<Expr> by) {
        NormalForms forms = new NormalForms(new AtomTable(), by, always(by).reject(NormalForms::isMore));
        for (int beginning = 0; beginning < BEGINNINGS; beginning++) {
            try {
                Signs known = forms.defined(Signs.none(forms.atoms));
                return domains(node).forAll(domain -> forms.isImplied(domain, known));
            } catch (AtomTable.Anew _) {
                // with what was learned
            } catch (Signs.Unknown | BeyondReach _) {
                return false;
            }
        }
        return false;
    }

    private boolean isImplied(Domain domain, Signs known) {
        SymbolicScalars scalars = new SymbolicScalars(atoms, known);
        return values(scalars, Array.of(domain.operand)).get(0).forAll(x -> {
            RationalFunction above = domain.above(x, scalars);
            if (above.isZero()) {
                return !domain.strict && !domain.nonzero;
            }
            Quotients.Product product = scalars.arithmetic().factored(above);
            boolean nonzero = Array.ofAll(product.factors()).filter(f -> f.exponent() > 0 && f.of().constant().isEmpty())
                    .forAll(f -> known.isNonzero(f.of()));
            Seq<Option<Integer>> signs = Array.ofAll(ElementaryForms.odd(product.factors())).map(known::find);
            return domain.nonzero ? nonzero : (nonzero || !domain.strict) && signs.forAll(Option::isDefined)
                    && signs.map(Option::get).fold(product.sign(), (a, b) -> a * b) > 0;
        });
    }

    /** What is known of signs where all are defined. */
    static Signs defined(AtomTable atoms, Seq<Expr> all) {
        return new NormalForms(atoms, all, always(all)).defined(Signs.none(atoms));
    }

    private Signs defined(Signs signs) {
        Signs known = signs;
        for (Domain domain : domains) {
            try {
                SymbolicScalars scalars = new SymbolicScalars(atoms, known);
                for (RationalFunction x : values(scalars, Array.of(domain.operand)).get(0)) {
                    known = with(known, scalars, domain, x);
                }
            } catch (Signs.Unknown | BeyondReach _) {
                // nothing is known of it then
            }
        }
        return known;
    }

    private static Signs with(Signs signs, SymbolicScalars scalars, Domain domain, RationalFunction x) {
        Quotients in = scalars.arithmetic();
        RationalFunction above = domain.above(x, scalars);
        if (above.isZero()) {
            return signs;
        }
        Quotients.Product product = in.factored(above);
        Signs known = signs;
        if (domain.strict || domain.nonzero) {
            for (Quotients.Factor factor : product.factors()) {
                known = known.nonzero(factor.of());
            }
        }
        if (domain.nonzero) {
            return known;
        }
        Signs before = known;
        Seq<SparsePolynomial> odd = Array.ofAll(ElementaryForms.odd(product.factors()));
        Seq<SparsePolynomial> open = odd.filter(p -> before.find(p).isEmpty());
        int sign = odd.removeAll(open).map(p -> before.find(p).get()).fold(product.sign(), (a, b) -> a * b);
        return open.isEmpty() ? known : open.size() == 1 ? known.with(open.get(0), sign, domain.strict) : known.with(open, sign);
    }

    /** The operations that take part in every result, whatever conditions choose. */
    public static Seq<Apply> always(Seq<Expr> roots) {
        Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        java.util.ArrayDeque<Expr> open = new java.util.ArrayDeque<>(roots.asJava());
        while (!open.isEmpty()) {
            Expr at = open.pop();
            if (at instanceof Apply apply && seen.add(at)) {
                (apply.op() instanceof Select ? apply.inputs().take(1) : apply.inputs()).forEach(open::push);
            }
        }
        return Graph.topological(roots).filter(seen::contains).map(e -> (Apply) e);
    }

    static Seq<Domain> domains(Apply node) {
        if (!(node.type() instanceof TensorType) || node.inputs().isEmpty()) {
            return Array.empty();
        }
        Expr x = node.input(0);
        if (x instanceof Apply size && size.op() == Unary.ABS && (node.op() == Unary.LOG || node.op() == Unary.LOG2
                || node.op() == Unary.LOG10 || node.op() == Unary.RSQRT)) {
            return Array.of(nonzero(size.input(0)));
        }
        return switch (node.op()) {
            case Unary unary -> switch (unary) {
                case LOG, LOG2, LOG10, RSQRT -> Array.of(above(x, 0, true));
                case SQRT -> Array.of(above(x, 0, false));
                case LOG1P -> Array.of(above(x, -1, true));
                case ACOSH -> Array.of(above(x, 0, true), above(x, 1, false), above(x, -1, true));
                case ASIN, ACOS -> Array.of(above(unsigned(x), -1, false), below(unsigned(x), -1, false));
                case TAN -> Array.of(nonzero(Expr.apply(Unary.COS, x)));
                case ATANH -> Array.of(above(unsigned(x), -1, true), below(unsigned(x), -1, true));
                default -> Array.empty();
            };
            case Binary.DIV -> Array.of(nonzero(node.input(1)));
            case Binary.POW -> isWhole(node.input(1)) ? Literal.value(node.input(1)).exists(n -> n < 0)
                    ? Array.of(nonzero(x)) : Array.empty()
                    : Array.of(above(x, 0, !Literal.value(node.input(1)).exists(y -> y > 0)));
            case Power(int exponent) when exponent < 0 -> Array.of(nonzero(x));
            case SpecialFunction function -> switch (function) {
                case LOGIT -> Array.of(above(x, 0, true), below(x, -1, true));
                case XLOGY -> Array.of(above(node.input(1), 0, true));
                case ENTR -> Array.of(above(x, 0, false));
                case LBETA -> Array.of(above(x, 0, true), above(node.input(1), 0, true));
                case XLOG1PY -> Array.of(above(node.input(1), -1, true));
                default -> Array.empty();
            };
            default -> Array.empty();
        };
    }

    /** What lies between −1 and 1 together with its absolute value. */
    private static Expr unsigned(Expr x) {
        return x instanceof Apply size && size.op() == Unary.ABS ? size.input(0) : x;
    }

    private static Domain nonzero(Expr x) {
        return new Domain(x, 0, 1, false, true);
    }

    private static boolean isWhole(Expr exponent) {
        return Literal.value(exponent).exists(v -> v == Math.rint(v));
    }

    /** Defined at more places than where its form holds: (−2)³, 0·ln 0. */
    private static boolean isMore(Apply node) {
        return node.op() == Binary.POW && Literal.value(node.input(1)).isEmpty()
                || node.op() == SpecialFunction.XLOGY || node.op() == SpecialFunction.XLOG1PY;
    }

    private static Domain above(Expr x, double bound, boolean strict) {
        return new Domain(x, bound, 1, strict, false);
    }

    /** −x above a bound. */
    private static Domain below(Expr x, double bound, boolean strict) {
        return new Domain(x, bound, -1, strict, false);
    }
}
