package fluxion.dsl.equality;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Cast;
import fluxion.core.op.Marker;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import fluxion.transforms.Grad;
import fluxion.transforms.Simplify;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.RationalFunction;
import fluxion.transforms.normal.SparsePolynomial;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides equality of functions of numbers by their derivatives: two functions are equal on an interval where they have the same
 * derivative and the same value at one point. The intervals are those between the places at which an operation has no value, or
 * changes it by a jump; these are zeros of polynomials of degree one or two. Functions of several numbers have to be defined
 * everywhere.
 */
public final class EqualSlopes {
    private static final int BEGINNINGS = 40;
    private final Seq<Var> parameters;
    private final Seq<Expr> both;
    private final AtomTable atoms = new AtomTable();

    /**
     * Something that is positive, or not 0, where the functions are defined.
     *
     * @param sign of what is definite in it
     * @param factors the polynomials whose sign depends on the place
     * @param places the polynomials at whose zeros something may happen
     * @param nonzero whether it may be negative
     */
    private record Condition(int sign, Seq<SparsePolynomial> factors, Seq<SparsePolynomial> places, boolean nonzero) {}

    private EqualSlopes(Seq<Var> parameters, Seq<Expr> both) {
        this.parameters = parameters;
        this.both = both;
    }

    /**
     * The names of the rules by which the first half of the results equals the second, wherever both are defined.
     *
     * @return none where they are not known to be equal
     */
    public static Option<Seq<String>> equal(Seq<Var> parameters, Seq<Expr> both) {
        if (both.size() != 2 || !both.forAll(e -> e.rank() == 0)
                || !parameters.forAll(p -> p.rank() == 0 && p.dtype().isFloat())) {
            return Option.none();
        }
        for (Expr node : Graph.topological(both)) {
            if (node instanceof Apply apply && !isSmooth(apply)) {
                return Option.none();
            }
        }
        Expr difference = Expr.apply(Binary.SUB, both.get(0), both.get(1));
        Seq<Expr> slopes = Simplify.of(Grad.of(Fn.of(parameters, Array.of(difference)),
                Ints.range(0, parameters.size())).on(parameters.map(Expr.class::cast)));
        Option<Seq<String>> rules = NormalForms.equal(slopes.appendAll(slopes.map(s -> (Expr) Literal.zerosLike(s))))
                .map(NormalForms.Equal::rules);
        return rules.filter(_ -> new EqualSlopes(parameters, both).meet())
                .map(names -> names.prepend("equal derivatives").append("equal at a point"));
    }

    /** Whether an operation is continuous but for places that are found. */
    private static boolean isSmooth(Apply node) {
        return switch (node.op()) {
            case Unary unary -> switch (unary) {
                case FLOOR, CEIL, ROUND, TRUNC, TAN, IS_NAN, IS_INF, IS_FINITE, LOGICAL_NOT -> false;
                default -> true;
            };
            case Binary binary -> switch (binary) {
                case ADD, SUB, MUL, DIV, POW, MAXIMUM, MINIMUM, HYPOT, LOGADDEXP -> true;
                default -> false;
            };
            case SpecialFunction function -> switch (function) {
                case ERFC, NDTR, LOGIT -> true;
                default -> false;
            };
            case Cast(var to) -> to.isFloat() && node.input(0).dtype().isFloat();
            case Power _, Marker _ -> true;
            // derivatives take it for constant
            case StopGradient _ -> false;
            case Op _ -> false;
        };
    }

    private boolean meet() {
        for (int beginning = 0; beginning < BEGINNINGS; beginning++) {
            try {
                return parameters.size() == 1 ? onIntervals() : conditions().isEmpty() && jumps().isEmpty()
                        && same(parameters.map(_ -> RationalFunction.ZERO));
            } catch (AtomTable.Anew _) {
                // with what was learned
            } catch (Signs.Unknown | BeyondReach _) {
                return false;
            }
        }
        return false;
    }

    // ---- places ----

    private Seq<Condition> conditions() {
        Signs known = NormalForms.defined(atoms, both);
        return NormalForms.always(both).flatMap(NormalForms::domains).flatMap(domain -> {
            SymbolicScalars scalars = new SymbolicScalars(atoms, known);
            return condition(domain.above(value(domain.operand(), scalars), scalars), domain.nonzero());
        });
    }

    private Seq<Condition> jumps() {
        return NormalForms.always(both).filter(node -> node.op() == Unary.SIGN).flatMap(node ->
                condition(value(node.input(0), new SymbolicScalars(atoms, Signs.none(atoms))), true));
    }

    private RationalFunction value(Expr operand, SymbolicScalars scalars) {
        return new Elements<>(scalars, 4_000).of(Array.of(operand), v -> Array.of(atoms.variable(new Atom.Parameter(v, 0))))
                .get(0).get(0);
    }

    private Option<Condition> condition(RationalFunction x, boolean nonzero) {
        Signs signs = Signs.none(atoms);
        Quotients.Product product = new Quotients(atoms, signs).factored(x);
        int sign = product.sign();
        List<SparsePolynomial> open = new ArrayList<>();
        List<SparsePolynomial> places = new ArrayList<>();
        for (Quotients.Factor factor : product.factors()) {
            SparsePolynomial p = factor.of();
            int last = p.variables() - 1;
            if (p.size() == 1 && last >= 0 && atoms.atom(last) instanceof Atom.Radical(var under, _)) {
                condition(RationalFunction.of(under), true).forEach(c -> c.places.forEach(places::add));
            } else if (p.constant().isEmpty() && !signs.isNonzero(p)) {
                if (!isOfParameter(p)) {
                    throw new BeyondReach("zeros of other than polynomials");
                }
                places.add(p);
                if (factor.exponent() % 2 != 0) {
                    open.add(p);
                }
            } else if (p.constant().isEmpty() && factor.exponent() % 2 != 0) {
                sign *= signs.of(p);
            }
        }
        return Option.when(!places.isEmpty() || sign < 0 && !nonzero,
                new Condition(sign, Array.ofAll(open), Array.ofAll(places), nonzero));
    }

    private boolean isOfParameter(SparsePolynomial p) {
        int last = p.variables() - 1;
        return atoms.atom(last) instanceof Atom.Parameter && p.terms().forAll(t ->
                t.powers().degree() == t.powers().exponent(last));
    }

    // ---- intervals ----

    private boolean onIntervals() {
        Seq<Condition> conditions = conditions();
        Seq<Condition> jumps = jumps();
        List<Double> ends = new ArrayList<>();
        for (SparsePolynomial p : conditions.appendAll(jumps).flatMap(Condition::places).distinct()) {
            zeros(p).forEach(ends::add);
        }
        Seq<Double> sorted = Array.ofAll(ends).distinct().sorted();
        boolean any = false;
        for (int i = 0; i <= sorted.size(); i++) {
            double from = i == 0 ? Double.NEGATIVE_INFINITY : sorted.get(i - 1);
            double to = i == sorted.size() ? Double.POSITIVE_INFINITY : sorted.get(i);
            if (to - from < 1e-6) {
                return false;
            }
            double inside = i == 0 ? (sorted.isEmpty() ? 0 : to - 1) : i == sorted.size() ? from + 1 : (from + to) / 2;
            if (conditions.forAll(c -> isGiven(c, inside))) {
                any = true;
                if (!meet(from, to, jumps.isEmpty())) {
                    return false;
                }
            }
        }
        return any && (jumps.isEmpty() || sorted.forAll(end -> isOutside(conditions, end)));
    }

    private static boolean isGiven(Condition condition, double at) {
        return condition.nonzero || condition.factors.map(p -> Math.signum(value(p, at))).fold((double) condition.sign,
                (a, b) -> a * b) > 0;
    }

    /** Whether something is not defined there at all. */
    private static boolean isOutside(Seq<Condition> conditions, double end) {
        return conditions.exists(c -> c.nonzero && c.places.exists(p -> Math.abs(value(p, end)) < 1e-9));
    }

    private static double value(SparsePolynomial p, double at) {
        double sum = 0;
        for (SparsePolynomial.Monomial term : p.terms()) {
            sum += term.coefficient().toDouble() * Math.pow(at, term.powers().degree());
        }
        return sum;
    }

    private static Seq<Double> zeros(SparsePolynomial p) {
        int last = p.variables() - 1;
        double[] c = new double[3];
        for (SparsePolynomial.Monomial term : p.terms()) {
            if (term.powers().degree() > 2) {
                throw new BeyondReach("zeros of polynomials beyond degree two");
            }
            c[term.powers().exponent(last)] = term.coefficient().toDouble();
        }
        if (c[2] == 0) {
            return Array.of(-c[0] / c[1] + 0.0);
        }
        double root = Math.sqrt(c[1] * c[1] - 4 * c[2] * c[0]);
        return Double.isNaN(root) ? Array.empty() : Array.of((-c[1] - root) / (2 * c[2]), (-c[1] + root) / (2 * c[2]));
    }

    /** Whether both have the same value at some point between, or at an end to which they continue. */
    private boolean meet(double from, double to, boolean ends) {
        SymbolicScalars scalars = new SymbolicScalars(atoms, Signs.none(atoms));
        Quotients in = scalars.arithmetic();
        RationalFunction root = scalars.unary(Unary.SQRT, Quotients.number(3));
        Seq<RationalFunction> places = Array.of(0, 1, -1, 2, -2, 3, -3).map(Quotients::number)
                .appendAll(Array.of(Quotients.number(1, 2), Quotients.number(-1, 2), root, root.negate(),
                        in.over(root, Quotients.number(3)), in.over(root.negate(), Quotients.number(3))));
        Seq<Double> values = Array.of(0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 0.5, -0.5, Math.sqrt(3), -Math.sqrt(3),
                1 / Math.sqrt(3), -1 / Math.sqrt(3));
        return places.zip(values).filter(p -> p._2 > from && p._2 < to || ends && (p._2 == from || p._2 == to))
                .exists(p -> same(Array.of(p._1)));
    }

    private boolean same(Seq<RationalFunction> at) {
        try {
            SymbolicScalars scalars = new SymbolicScalars(atoms, Signs.none(atoms));
            Seq<Seq<RationalFunction>> values = new Elements<>(scalars, 4_000).of(both,
                    v -> Array.of(at.get(parameters.indexOf(v))));
            return scalars.arithmetic().minus(values.get(0).get(0), values.get(1).get(0)).isZero();
        } catch (Signs.Unknown | BeyondReach _) {
            return false;
        }
    }
}
