package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.ExprType;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Power;
import fluxion.core.op.Reshape;
import fluxion.core.op.Unary;
import fluxion.transforms.normal.SparsePolynomial;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Sums, products, powers and fractions of numbers as on paper. Arithmetic is read as polynomials of what is no arithmetic, each
 * sum in the form that costs least to read, and written again in the conventional order; what is not shorter so stays.
 */
final class ScalarForms {
    /** Functions of more operations stay as they are. */
    private static final int NODES = 300;
    /** How many sums may be looked at. */
    private static final int WORK = 300;
    /** What is written otherwise must be so much shorter; what is a result may be so much longer than it was. */
    private static final double SLACK = 1.5;
    private static final double TORN = 4;
    /** Of two forms of the same length the one with what its terms share in front is read. */
    private static final double APART = 0.25;
    private static final double RESULT = 2.5;
    private final Seq<Var> params;
    private final boolean decimals;
    private final ScalarCost cost = new ScalarCost();
    private final Map<TensorType, Region> regions = new HashMap<>();
    private final Map<Expr, Expr> finished = new NodeMap<>();
    private final Map<Expr, Expr> asWritten = new NodeMap<>();
    private final Map<Expr, Expr> shared = new HashMap<>();
    /** Arithmetic inside functions, which stays in the order in which it was written. */
    private final Set<Expr> inside = NodeMap.set();
    private int work = WORK;

    private ScalarForms(Fn fn, Seq<Expr> nodes) {
        this.params = fn.params();
        this.decimals = nodes.exists(e -> e instanceof Tensor t && t.rank() == 0 && t.dtype().isFloat()
                && isDecimal(t.toDouble()));
        for (Expr e : nodes.reverse()) {
            if (e instanceof Apply a && (inside.contains(a) || isRead(a) && ScalarReader.isCall(a))) {
                a.inputs().filter(ScalarForms::isRead).forEach(inside::add);
            }
        }
    }

    private static boolean isDecimal(double value) {
        return Double.isFinite(value) && value * 4 != Math.rint(value * 4) && Double.toString(Math.abs(value)).length() <= 10;
    }

    /** An equal function. */
    static Fn of(Fn fn) {
        Seq<Expr> nodes = Graph.topological(fn.results());
        if (nodes.size() > NODES || !nodes.exists(ScalarForms::isRead)) {
            return fn;
        }
        ScalarForms forms = new ScalarForms(fn, nodes);
        nodes.forEach(forms::meet);
        return Fn.of(fn.params(), fn.results().map(forms::result));
    }

    /** With products of sums multiplied out. */
    static Fn expanded(Fn fn) {
        return as(fn, fn.params(), (region, value) -> {
            ScalarFractions fractions = region.candidates.fractions();
            return fractions.fraction(value).filter(t -> !fractions.hasDenominator(t.powers())).map(Indeterminates::polynomial)
                    .orElse(() -> Option.of(value)).flatMap(fractions::expanded).getOrElse(value);
        });
    }

    /** Over one denominator, in factors. */
    static Fn factored(Fn fn) {
        return as(fn, fn.params(), (region, value) -> new ScalarFractions(region.table, true).fraction(value)
                .map(Indeterminates::polynomial).getOrElse(value));
    }

    /** By powers of a variable. */
    static Fn collected(Fn fn, Var x) {
        return as(fn, fn.params().remove(x).prepend(x), (region, value) -> region.candidates.fractions().expanded(value)
                .map(sum -> region.candidates.collected(sum, region.table.of(new Indeterminate.Opaque(x)))).getOrElse(value));
    }

    private static Fn as(Fn fn, Seq<Var> order, BiFunction<Region, SparsePolynomial, SparsePolynomial> form) {
        Seq<Expr> nodes = Graph.topological(fn.results());
        if (nodes.size() > NODES) {
            return fn;
        }
        ScalarForms forms = new ScalarForms(Fn.of(order, fn.results()), nodes);
        nodes.forEach(forms::meet);
        return Fn.of(fn.params(), fn.results().map(e -> {
            if (!isRead(e)) {
                return forms.operand(e);
            }
            Region region = forms.region(e.type());
            return region.writer.ordered(form.apply(region, region.reader.of(e)));
        }));
    }

    /** Whether a node is arithmetic of floating-point numbers. */
    private static boolean isRead(Expr e) {
        return ScalarReader.isArithmetic(e) && e.type() instanceof TensorType t && t.dtype().isFloat();
    }

    /** The arithmetic of one type. */
    private final class Region {
        private final Indeterminates table;
        private final ScalarCandidates candidates;
        private final ScalarReader reader;
        private final ScalarWriter writer;
        private final Map<SparsePolynomial, SparsePolynomial> best = new HashMap<>();

        Region(TensorType type) {
            table = new Indeterminates(type);
            ConventionalOrder ordering = new ConventionalOrder(table, params);
            candidates = new ScalarCandidates(table, new KnownProducts(table, sum -> writing(sum)),
                    new CasesForms(table, this::improved), ordering::isConstant, i -> !ordering.isPolynomial(i));
            writer = new ScalarWriter(table, ordering, cost, decimals, this::exponent);
            reader = new ScalarReader(table, candidates, this::improved, this::argument, ScalarForms.this::opaque)
                    .writing(i -> writer.sum(Indeterminates.polynomial(table.power(i, Indeterminates.UNIT))));
        }

        private Expr writing(SparsePolynomial sum) {
            return writer.sum(improved(sum));
        }

        /** The sum in the form that costs least. */
        SparsePolynomial improved(SparsePolynomial sum) {
            SparsePolynomial known = best.get(sum);
            if (known == null) {
                known = work-- <= 0 ? sum : candidates.of(sum).minBy(form -> writer.cost(form) + torn(sum, form)).getOrElse(sum);
                best.put(sum, known);
                best.putIfAbsent(known, known);
            }
            return known;
        }

        /** More where a product of sums of functions is torn apart, as σ·(1 − σ) is, and a little where they stand apart. */
        private double torn(SparsePolynomial sum, SparsePolynomial form) {
            return form.size() == 1 || !candidates.hasFunctions(form) ? 0 : sum.size() == 1 ? TORN : APART;
        }

        /** An argument, which stays as it is unless another form is much shorter. */
        SparsePolynomial argument(Expr e) {
            SparsePolynomial value = reader.of(e);
            writer.written(value, written(e));
            SparsePolynomial shortest = improved(value);
            return kept(value, shortest);
        }

        /** An exponent, likewise. */
        SparsePolynomial exponent(SparsePolynomial value) {
            return kept(value, improved(value));
        }

        private SparsePolynomial kept(SparsePolynomial value, SparsePolynomial shortest) {
            return writer.cost(shortest) + 2 * SLACK < writer.cost(value) ? shortest : value;
        }
    }

    private Region region(ExprType type) {
        return regions.computeIfAbsent((TensorType) type, Region::new);
    }

    /** Reads a node whose operands have been met. */
    private void meet(Expr e) {
        if (isRead(e)) {
            Apply apply = (Apply) e;
            Region region = region(e.type());
            keepOperands(apply, region);
            SparsePolynomial value = region.reader.of(e);
            if (inside.contains(e) && value.size() > 1) {
                region.writer.written(value, written(e));
            }
        } else {
            finished.put(e, rebuilt(e));
        }
    }

    /** What stands under a line, a power or a root is kept in the order in which it was written. */
    private void keepOperands(Apply apply, Region region) {
        Option<Expr> kept = switch (apply.op()) {
            case Binary.DIV -> Option.of(apply.input(1));
            case Power _ -> Option.of(apply.input(0));
            case Unary.SQRT, Unary.RSQRT, Unary.CBRT, Binary.POW -> Option.of(apply.input(0));
            default -> Option.none();
        };
        kept.filter(x -> isRead(x) && x.type().equals(apply.type())).forEach(x -> {
            SparsePolynomial value = region.reader.of(x);
            if (value.size() > 1 || !apply.op().equals(Binary.DIV)) {
                region.writer.written(value, written(x));
            }
        });
    }

    private Expr rebuilt(Expr e) {
        return switch (e) {
            case Var v -> v;
            case Tensor t -> t;
            case Apply a -> share(a.on(a.inputs().map(this::operand)));
            case Result r -> switch (finished.get(r.of())) {
                case Apply a when a == r.of() -> r;
                case Apply a -> share(a.results().get(r.index()));
                case Expr other -> throw new IllegalStateException("several results became " + other.type());
            };
        };
    }

    private Expr share(Expr e) {
        return shared.computeIfAbsent(e, x -> x);
    }

    /** An arithmetic node that the reader does not look into, or another node. */
    private Expr opaque(Expr e) {
        return isRead(e) ? share(((Apply) e).on(((Apply) e).inputs().map(this::operand))) : operand(e);
    }

    /** How a node stands as an operand. */
    private Expr operand(Expr e) {
        Expr known = finished.get(e);
        if (known == null) {
            known = isRead(e) ? form(e, false) : rebuilt(e);
            finished.put(e, known);
        }
        return known;
    }

    /** A result, in conventional order. */
    private Expr result(Expr e) {
        return isRead(e) ? form(e, e.rank() == 0) : element(e);
    }

    /** Elements that a vector or matrix is put together of: products and sums without brackets are in conventional order. */
    private Expr element(Expr e) {
        if (isRead(e)) {
            Region region = region(e.type());
            SparsePolynomial value = region.reader.of(e);
            return e.rank() == 0 && region.improved(value).equals(value) && isFlat(value, region.table) ? form(e, true)
                    : operand(e);
        }
        return e instanceof Apply a && (a.op() instanceof Concatenate || a.op() instanceof Reshape)
                ? share(a.on(a.inputs().map(this::element))) : operand(e);
    }

    private static boolean isFlat(SparsePolynomial value, Indeterminates table) {
        for (int i = 0; i < value.variables(); i++) {
            if (value.has(i) && table.get(i) instanceof Indeterminate.SumOf) {
                return false;
            }
        }
        return true;
    }

    /** The form of arithmetic, or as it was written where that is not longer. */
    private Expr form(Expr e, boolean ordered) {
        Region region = region(e.type());
        SparsePolynomial best = region.improved(region.reader.of(e));
        Expr as = written(e);
        Expr canonical = ordered ? region.writer.ordered(best) : region.writer.sum(best);
        double saved = cost.of(as) - cost.of(canonical);
        Expr chosen = saved > (ordered ? -RESULT : e.rank() == 0 ? SLACK : 2 * SLACK) ? canonical : as;
        if (!ordered) {
            region.writer.written(best, chosen);
        }
        return chosen;
    }

    /** The node as it was written, its operands that are no arithmetic in reading form. */
    private Expr written(Expr e) {
        Expr known = asWritten.get(e);
        if (known == null) {
            known = isRead(e) && e instanceof Apply a ? share(a.on(a.inputs().map(x -> isRead(x) ? written(x) : operand(x))))
                    : operand(e);
            cost.of(known);
            asWritten.put(e, known);
        }
        return known;
    }
}
