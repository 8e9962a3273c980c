package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.LinearAlgebra.Cofactor;
import fluxion.core.op.LinearAlgebra.CofactorTangent;
import fluxion.core.op.LinearAlgebra.Determinant;
import fluxion.core.op.LinearAlgebra.Inverse;
import fluxion.core.op.LinearAlgebra.MatrixExp;
import fluxion.core.op.LinearAlgebra.Solve;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Select;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import fluxion.transforms.normal.Rational;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads expressions as sums of products by elements and writes each in the form that is shorter: with sums in parentheses as
 * they stood, or multiplied out and factored anew.
 */
final class NetworkReader {
    /** The most terms that are multiplied out. */
    private static final int TERMS = 24;
    /** After so much work nothing is multiplied out, and after so much nothing is read. */
    private static final long WIDE = 1_500;
    private static final long MOST = 3_000;
    /** The most factors of a term. */
    private static final int FACTORS = 16;
    /** The largest power that is written out. */
    private static final int POWER = 4;

    private final Networks networks = new Networks();
    private final ReadingCost cost = new ReadingCost();
    private final CoefficientWriter coefficients = new CoefficientWriter(networks, cost);
    private final TermWriter rows = new TermWriter(networks);
    private final SumWriter writer = new SumWriter(networks, cost, rows, coefficients);
    private final InverseReader inverses;
    /** Whether results are written, whose terms have no order of their own. */
    private boolean sorted;
    /** How much was brought to normal form: the squares of how many factors products had. */
    private long work;
    private final Map<Expr, TensorSum> kept = new NodeMap<>();
    private final Map<Expr, TensorSum> expanded = new NodeMap<>();
    private final Map<Expr, Expr> readings = new NodeMap<>();
    private final Map<String, Expr> atoms = new HashMap<>();
    private final Map<String, NetworkReduction.Closed> closed = new HashMap<>();
    private final Set<Expr> finite = NodeMap.set();

    /** @param cofactors whether cofactors are written as determinant times inverse, as is right where that exists */
    NetworkReader(boolean cofactors) {
        inverses = new InverseReader(this, networks, cofactors);
    }

    /** The expressions in reading form; the very same where that is too much work. */
    Seq<Expr> of(Seq<Expr> roots) {
        for (Expr node : Graph.topological(roots)) {
            if (work > MOST) {
                return roots;
            }
            if (isFinite(node)) {
                finite.add(node);
            }
            if (node.type() instanceof TensorType type && type.dtype().isFloat()) {
                TensorSum sum = normal(read(node, false));
                kept.put(node, sum);
                expanded.put(node, canExpand(node) ? normal(read(node, true)) : sum);
            }
        }
        sorted = true;
        return roots.map(root -> kept.containsKey(root) && !(root instanceof Var) ? best(root) : reading(root));
    }

    private boolean canExpand(Expr node) {
        return work < WIDE && node instanceof Apply apply && apply.inputs().exists(i -> expanded.containsKey(i)
                && (expanded.get(i) != kept.get(i) || expanded.get(i).terms().size() > 1));
    }

    // ---- what is written ------------------------------------------------------------------------

    /** An expression in reading form. */
    Expr reading(Expr node) {
        Expr known = readings.get(node);
        if (known == null) {
            known = kept.containsKey(node) ? best(node) : rebuilt(node);
            readings.put(node, known);
        }
        return known;
    }

    private Expr best(Expr node) {
        Expr best = writer.write(kept.get(node), sorted);
        if (expanded.get(node) != kept.get(node)) {
            Expr other = writer.write(expanded.get(node), sorted);
            best = cost.of(other) < cost.of(best) ? other : best;
        }
        if (node instanceof Apply) {
            Expr plain = rebuilt(node);
            best = cost.of(plain) < cost.of(best) ? plain : best;
        }
        return best;
    }

    private Expr rebuilt(Expr node) {
        return networks.intern(switch (node) {
            case Tensor _, Var _ -> node;
            case Apply apply -> softmax(apply).getOrElse(() -> plain(apply, apply.inputs().map(this::reading).toArray()));
            case Result result -> ((Apply) reading(result.of())).results().get(result.index());
        });
    }

    private static Expr plain(Apply node, Seq<Expr> inputs) {
        return (node.op() == Binary.ADD || node.op() == Binary.SUB) && Literal.isZero(inputs.get(1)) ? inputs.get(0)
                : node.op() == Binary.ADD && Literal.isZero(inputs.get(0)) ? inputs.get(1) : node.on(inputs);
    }

    /** e^(x − ln Σ eˣ), whose parts must be the same to be seen as one. */
    private Option<Expr> softmax(Apply node) {
        return node.op() == Unary.EXP && node.input(0) instanceof Apply difference && difference.op() == Binary.SUB
                && logSum(difference.input(1)) instanceof Apply sum && sum.op() instanceof Reduce(var kind, var axes)
                && kind == Reduce.Kind.LOGSUMEXP && sum.input(0) == difference.input(0)
                ? Option.of(named(reading(sum.input(0)), x -> x.softmax(axes.toArray()))) : Option.none();
    }

    private Expr named(Expr of, java.util.function.UnaryOperator<Expr> verb) {
        Expr result = networks.intern(verb.apply(of));
        cost.named(result, cost.of(of) + 1);
        return result;
    }

    private static Expr logSum(Expr e) {
        Expr at = e;
        while (at instanceof Apply(var op, var of, _) && (op instanceof Broadcast || op instanceof Reshape || isGuarded(at))) {
            at = of.get(0);
        }
        return at;
    }

    /** Whether it is a sum with what only protects derivatives. */
    private static boolean isGuarded(Expr e) {
        return e instanceof Apply sum && StopGradient.guarded(sum).isDefined();
    }

    // ---- normal forms ---------------------------------------------------------------------------

    /** Like terms together, what has no free index as scalars. */
    private TensorSum normal(TensorSum sum) {
        work += sum.terms().map(t -> (t.factors().size() + 1) * (t.factors().size() + 1)).sum().longValue();
        Map<String, TensorTerm> terms = new java.util.LinkedHashMap<>();
        for (TensorTerm term : sum.terms()) {
            TensorTerm one = separated(Sigmoids.named(networks.cancelled(term), networks), sum.dtype());
            if (!one.coefficient().isZero()) {
                String key = networks.key(one.scalars()) + networks.key(one);
                terms.merge(key, one, (a, b) -> new TensorTerm(a.coefficient().plus(b.coefficient()), a.scalars(), a.free(),
                        a.factors()));
            }
        }
        return new TensorSum(sum.dtype(), sum.dims(), Array.ofAll(terms.values()).reject(t -> t.coefficient().isZero()));
    }

    private TensorTerm separated(TensorTerm term, DType dtype) {
        TensorTerm result = term;
        for (Seq<TensorFactor> part : networks.parts(term)) {
            if (part.forAll(f -> f.at().forAll(i -> !term.free().contains(i)))) {
                result = result.withFactors(result.factors().reject(part::contains))
                        .times(scalar(part, dtype), Rational.ONE);
            }
        }
        return result;
    }

    private Expr scalar(Seq<TensorFactor> part, DType dtype) {
        String key = networks.key(TensorTerm.number(Rational.ONE, Ints.empty()).withFactors(part));
        NetworkReduction.Closed value = closed.computeIfAbsent(key, _ -> NetworkReduction.closed(networks, dtype, part)
                .getOrElse(() -> new NetworkReduction.Closed(rows.summed(Ints.empty(), part), Option.none())));
        value.squareOf().forEach(of -> coefficients.square(value.value(), of));
        return value.value();
    }

    /** A sum as one factor: what all its terms share, and the rest in parentheses. */
    private TensorSum factor(TensorSum sum) {
        if (sum.terms().size() <= 1) {
            return sum;
        }
        Rational content = SumWriter.whole(sum.terms().map(TensorTerm::coefficient));
        var common = SumWriter.shared(sum.terms().map(TensorTerm::scalars));
        TensorSum rest = new TensorSum(sum.dtype(), sum.dims(), sum.terms().map(t -> new TensorTerm(t.coefficient().over(content),
                TensorTerm.product(t.scalars(), common.mapValues(Rational::negate)), t.free(), t.factors())).toArray());
        return single(repeated(rest), content, common);
    }

    /** A sum as one factor that has those axes only along which it differs. */
    private TensorSum repeated(TensorSum sum) {
        Ints own = Ints.range(0, sum.rank()).filter(axis -> sum.terms().exists(t -> t.free().filter(i ->
                i == t.free().get(axis)).size() > 1 || t.factors().exists(f -> f.at().contains(t.free().get(axis)))));
        TensorSum narrow = atom(new TensorSum(sum.dtype(), sum.dims().select(own),
                sum.terms().map(t -> t.withFree(t.free().select(own))).toArray()), Option.none());
        return new TensorSum(sum.dtype(), sum.dims(), narrow.terms().map(t -> t.withFree(Ints.tabulate(sum.rank(),
                axis -> own.contains(axis) ? t.free().get(own.indexOf(axis)) : networks.fresh(sum.dims().get(axis))))).toArray());
    }

    TensorSum single(TensorSum atom, Rational number, io.vavr.collection.Map<Expr, Rational> scalars) {
        return new TensorSum(atom.dtype(), atom.dims(), atom.terms().map(t -> new TensorTerm(t.coefficient().times(number),
                TensorTerm.product(t.scalars(), scalars), t.free(), t.factors())));
    }

    /** A tensor as one factor; a matrix of which the transpose is one already as that, transposed. */
    TensorSum atom(TensorSum sum, Option<Expr> written) {
        String key = writer.key(sum);
        String turned = sum.rank() == 2 ? writer.key(sum.turned()) : "";
        if (!atoms.containsKey(key) && atoms.containsKey(turned)) {
            return atom(atoms.get(turned)).turned();
        }
        if (!atoms.containsKey(key) && sum.isMixed() && atoms.containsKey(writer.key(sum.negate()))) {
            return atom(atoms.get(writer.key(sum.negate()))).negate();
        }
        Expr e = atoms.computeIfAbsent(key, _ -> written.getOrElse(() -> writer.write(sum)));
        writer.sum(e, sum);
        if (key.equals(turned)) {
            networks.symmetric(e);
        }
        return atom(e);
    }

    /** An expression as one factor. */
    TensorSum atom(Expr e) {
        networks.number(e);
        TensorTerm one = TensorTerm.number(Rational.ONE, networks.fresh(e.shape().dims()));
        return TensorSum.of(e.dtype(), e.shape().dims(), e.rank() == 0 ? one.times(e, Rational.ONE)
                : one.withFactors(Array.of(new TensorFactor(e, one.free(), 1))));
    }

    private TensorSum number(Expr like, Rational number) {
        return TensorSum.of(like.dtype(), like.shape().dims(), TensorTerm.number(number, networks.fresh(like.shape().dims())));
    }

    // ---- operations -----------------------------------------------------------------------------

    TensorSum in(Expr e, boolean wide) {
        return (wide ? expanded : kept).get(e);
    }

    private TensorSum read(Expr node, boolean wide) {
        Option<Rational> number = Literal.value(node).flatMap(NumberReader::shortFraction);
        if (number.isDefined()) {
            return number(node, number.get());
        }
        if (Literal.value(node).isDefined() && node.rank() > 0) {
            Expr scalar = Tensor.number(node.dtype(), Literal.value(node).get());
            return single(number(node, Rational.ONE), Rational.ONE,
                    LinkedHashMap.of(networks.intern(scalar), Rational.ONE));
        }
        return node instanceof Apply apply ? read(apply, wide).getOrElse(() -> opaque(node)) : opaque(node);
    }

    private TensorSum opaque(Expr node) {
        Expr e = rebuilt(node);
        if (node instanceof Apply(Op op, var of, _) && node.rank() == 2 && (op instanceof Unary || op instanceof MatrixExp)
                && kept.get(of.get(0)).rank() == 2 && isSymmetric(kept.get(of.get(0)))) {
            networks.symmetric(e);
        }
        return atom(e);
    }

    private boolean isSymmetric(TensorSum sum) {
        return sum.dims().get(0) == sum.dims().get(1) && writer.key(sum).equals(writer.key(sum.turned()));
    }

    private Option<TensorSum> read(Apply node, boolean wide) {
        return switch (node.op()) {
            case Binary.ADD -> isGuarded(node) ? Option.of(in(node.input(0), wide)) : Option.of(plus(node, wide, false));
            case Binary.SUB -> Option.of(plus(node, wide, true));
            case Binary.MUL -> product(node, in(node.input(0), wide), in(node.input(1), wide), wide);
            case Binary.DIV -> inverse(in(node.input(1), wide)).flatMap(d -> product(node, in(node.input(0), wide), d, wide));
            case Binary.POW -> power(node);
            case Power(int n) -> power(node, n, wide);
            case Unary.NEG -> Option.of(in(node.input(0), wide).negate());
            case Unary.SQRT -> root(node, Rational.HALF);
            case Unary.RSQRT -> root(node, Rational.HALF.negate());
            case Broadcast b -> Option.of(eachTerm(node, wide, t -> t.withFree(Ints.tabulate(b.to().rank(),
                    axis -> b.axes().contains(axis) ? t.free().get(b.axes().indexOf(axis)) : networks.fresh(b.to().dim(axis))))));
            case Permute(var p) -> Option.of(in(node.input(0), wide).permuted(p));
            case Reshape(Shape to) -> reshape(node, to, wide);
            case Dot dot -> dot(node, dot, wide);
            case Reduce(var kind, var axes) -> kind == Reduce.Kind.SUM ? Option.of(eachTerm(node, wide,
                    t -> networks.kept(t, Ints.range(0, t.free().size()).without(axes)))) : Option.none();
            case Eye(_, int rows, int columns, int offset) -> rows == columns && offset == 0
                    ? Option.of(eye(node)) : Option.none();
            case Diag(int offset) -> offset == 0 ? Option.of(eachTerm(node, wide,
                    t -> t.withFree(t.free().append(t.free().last())))) : Option.none();
            case Diagonal(int offset) -> diagonal(node, offset, wide);
            case Select _ -> select(node, wide);
            case Inverse _ -> inverses.matrix(node.input(0));
            case Solve(boolean transposed) -> inverses.solve(node, transposed, wide);
            case Determinant(var kind) -> kind == Determinant.Kind.DET ? inverses.determinant(node.input(0))
                    : inverses.logDeterminant(node, kind);
            case Cofactor _ -> inverses.cofactor(node);
            case CofactorTangent _ -> inverses.cofactorTangent(node, wide);
            case Op _ -> Option.none();
        };
    }

    private TensorSum eachTerm(Apply node, boolean wide, java.util.function.UnaryOperator<TensorTerm> change) {
        return new TensorSum(node.dtype(), node.shape().dims(), in(node.input(0), wide).terms()
                .map(networks::copy).map(change).toArray());
    }

    private TensorSum eye(Apply node) {
        int i = networks.fresh(node.shape().dim(0));
        return TensorSum.of(node.dtype(), node.shape().dims(), TensorTerm.number(Rational.ONE, Ints.of(i, i)));
    }

    private TensorSum plus(Apply node, boolean wide, boolean minus) {
        TensorSum a = in(node.input(0), wide);
        TensorSum b = in(node.input(1), wide);
        return new TensorSum(node.dtype(), node.shape().dims(), a.terms().appendAll(minus ? b.negate().terms() : b.terms()));
    }

    /** Elementwise; sums are multiplied out where {@code wide} says so and there are few terms. */
    private Option<TensorSum> product(Apply node, TensorSum a, TensorSum b, boolean wide) {
        return products(node, a, b, wide, (s, t) -> {
            int r = node.rank();
            TensorTerm both = networks.joined(s, t);
            for (int axis = 0; axis < r; axis++) {
                both = both.same(both.free().get(axis), both.free().get(r + axis));
            }
            return both.withFree(both.free().take(r));
        });
    }

    Option<TensorSum> products(Apply node, TensorSum a, TensorSum b, boolean wide,
            java.util.function.BinaryOperator<TensorTerm> product) {
        boolean out = wide && a.terms().size() * b.terms().size() <= TERMS;
        TensorSum x = out ? a : factor(a);
        TensorSum y = out ? b : factor(b);
        if (x.terms().exists(s -> y.terms().exists(t -> s.factors().size() + t.factors().size() > FACTORS))) {
            return Option.none();
        }
        return Option.of(new TensorSum(node.dtype(), node.shape().dims(),
                x.terms().flatMap(s -> y.terms().map(t -> product.apply(s, t))).toArray()));
    }

    private Option<TensorSum> dot(Apply node, Dot dot, boolean wide) {
        int m = node.input(0).rank();
        int n = node.input(1).rank();
        return products(node, in(node.input(0), wide), in(node.input(1), wide), wide, (s, t) -> {
            TensorTerm both = networks.joined(s, t);
            for (int i = 0; i < dot.leftBatch().size(); i++) {
                both = both.same(both.free().get(dot.leftBatch().get(i)), both.free().get(m + dot.rightBatch().get(i)));
            }
            for (int i = 0; i < dot.leftContract().size(); i++) {
                both = both.same(both.free().get(dot.leftContract().get(i)), both.free().get(m + dot.rightContract().get(i)));
            }
            return networks.kept(both, dot.leftBatch().concat(dot.leftFree(m)).concat(dot.rightFree(n).map(i -> m + i)));
        });
    }

    /** One over a product; over a sum, or a sum of products, that is one factor. */
    private Option<TensorSum> inverse(TensorSum sum) {
        TensorSum one = factor(sum);
        if (one.terms().isEmpty()) {
            return Option.none();
        }
        TensorTerm first = one.terms().head();
        boolean plain = first.free().isDistinct() && first.factors().forAll(f -> f.at().forAll(first.free()::contains));
        TensorTerm term = plain ? first : single(atom(one.times(Rational.ONE.over(first.coefficient())), Option.none()),
                first.coefficient(), LinkedHashMap.empty()).terms().head();
        return Option.of(TensorSum.of(sum.dtype(), sum.dims(), new TensorTerm(Rational.ONE.over(term.coefficient()),
                term.scalars().mapValues(Rational::negate), term.free(),
                term.factors().map(f -> new TensorFactor(f.of(), f.at(), -f.power())).toArray())));
    }

    private Option<TensorSum> power(Apply node, int n, boolean wide) {
        TensorSum base = in(node.input(0), wide && n > 0 && n <= 2);
        if (n < 0) {
            return inverse(base).flatMap(one -> n == -1 ? Option.of(one) : times(node, one, -n, false));
        }
        return n == 0 ? Option.none() : times(node, base, n, wide && n <= 2);
    }

    private Option<TensorSum> times(Apply node, TensorSum base, int n, boolean wide) {
        if (node.rank() == 0 && !wide) {
            TensorSum one = factor(base);
            return one.terms().isEmpty() ? Option.none() : Option.of(TensorSum.of(node.dtype(), Ints.empty(),
                    raised(one.terms().head(), Rational.of(n), one.terms().head().coefficient().raised(n))));
        }
        if (n > POWER) {
            return Option.none();
        }
        Option<TensorSum> result = Option.of(base);
        for (int i = 1; i < n; i++) {
            result = result.flatMap(r -> product(node, r, base, wide));
        }
        return result;
    }

    private static TensorTerm raised(TensorTerm term, Rational exponent, Rational coefficient) {
        return new TensorTerm(coefficient, term.scalars().mapValues(e -> e.times(exponent)), term.free(), term.factors());
    }

    private Option<TensorSum> power(Apply node) {
        Option<Rational> exponent = Literal.value(node.input(1)).flatMap(NumberReader::shortFraction)
                .filter(e -> e.denominator().intValue() <= 2);
        return exponent.flatMap(e -> e.whole().isDefined() ? power(node, e.whole().get(), false)
                : e.abs().equals(Rational.HALF) || node.rank() == 0
                ? root(node, Rational.HALF).flatMap(r -> r.terms().isEmpty() || node.rank() > 0 ? Option.<TensorSum>none()
                : Option.of(TensorSum.of(r.dtype(), r.dims(), raised(r.terms().head(), e.times(Rational.of(2)),
                Rational.ONE))).filter(_ -> r.terms().head().coefficient().isOne()))
                : Option.none());
    }

    /** A power of one half, of a scalar: of a sum of squares the norm. */
    private Option<TensorSum> root(Apply node, Rational exponent) {
        if (node.rank() > 0) {
            return Option.none();
        }
        TensorSum of = kept.get(node.input(0));
        if (of.isSingle()) {
            TensorTerm term = of.terms().head();
            Option<Rational> root = term.coefficient().root();
            if (root.isDefined() && !term.scalars().isEmpty() && term.scalars().forAll(s -> coefficients.isSquare(s._1))) {
                term.scalars().forEach(s -> coefficients.norm(s._1));
                return Option.of(TensorSum.of(node.dtype(), Ints.empty(), raised(term, exponent,
                        exponent.signum() > 0 ? root.get() : Rational.ONE.over(root.get()))));
            }
        }
        Expr e = reading(node.input(0));
        networks.number(e);
        return Option.of(TensorSum.of(node.dtype(), Ints.empty(),
                TensorTerm.number(Rational.ONE, Ints.empty()).times(e, exponent)));
    }

    /** Axes of length one that come and go. */
    private Option<TensorSum> reshape(Apply node, Shape to, boolean wide) {
        Ints from = node.input(0).shape().dims();
        if (!from.filter(d -> d != 1).equals(to.dims().filter(d -> d != 1))) {
            return Option.none();
        }
        Ints own = Ints.range(0, from.size()).filter(axis -> from.get(axis) != 1);
        Ints gone = Ints.range(0, from.size()).filter(axis -> from.get(axis) == 1);
        if (in(node.input(0), wide).terms().exists(t -> gone.stream().anyMatch(axis ->
                t.factors().exists(f -> f.at().contains(t.free().get(axis)))))) {
            return Option.none();
        }
        return Option.of(eachTerm(node, wide, t -> {
            Ints free = t.free().select(own);
            int[] next = {0};
            return t.withFree(Ints.of(to.dims().stream().map(d -> d == 1 ? networks.fresh(1) : free.get(next[0]++)).toArray()));
        }));
    }

    private Option<TensorSum> diagonal(Apply node, int offset, boolean wide) {
        int r = node.input(0).rank();
        Ints from = node.input(0).shape().dims();
        return offset != 0 || from.get(r - 1) != from.get(r - 2) ? Option.none() : Option.of(eachTerm(node, wide, t -> {
            TensorTerm one = t.same(t.free().get(r - 2), t.free().get(r - 1));
            return one.withFree(one.free().take(r - 1));
        }));
    }

    // ---- cases ----------------------------------------------------------------------------------

    private Option<TensorSum> select(Apply node, boolean wide) {
        Expr condition = node.input(0);
        Ints axes = Ints.range(0, node.rank());
        if (condition instanceof Apply(Broadcast b, var of, _)) {
            condition = of.get(0);
            axes = b.axes();
        }
        if (condition instanceof Apply test && test.op() instanceof Compare op && Literal.isZero(test.input(1))
                && (op == Compare.NE && Literal.isZero(node.input(2)) || op == Compare.EQ) && isNorm(test.input(0))) {
            return Option.of(in(node.input(op == Compare.NE ? 1 : 2), wide));
        }
        if (!Literal.isZero(node.input(2)) || !finite.contains(node.input(1))) {
            return Option.none();
        }
        TensorSum mask = atom(networks.intern(Expr.apply(new Cast(node.dtype()), reading(condition))));
        Ints along = axes;
        TensorSum wideMask = new TensorSum(node.dtype(), node.shape().dims(), mask.terms().map(t -> t.withFree(
                Ints.tabulate(node.rank(), axis -> along.contains(axis) ? t.free().get(along.indexOf(axis))
                        : networks.fresh(node.shape().dim(axis))))));
        return product(node, in(node.input(1), wide), wideMask, wide);
    }

    private boolean isNorm(Expr e) {
        TensorSum sum = kept.get(e);
        return sum != null && sum.isSingle() && sum.terms().head().factors().isEmpty()
                && sum.terms().head().scalars().exists(s -> coefficients.isSquare(s._1));
    }

    /** Whether all its values are finite where its variables are. */
    private boolean isFinite(Expr e) {
        return switch (e) {
            case Var _ -> true;
            case Tensor t -> Literal.value(t).forAll(Double::isFinite);
            case Result _ -> false;
            case Apply(Op op, var of, _) -> of.forAll(finite::contains) && switch (op) {
                case Unary u -> switch (u) {
                    case NEG, ABS, SIGN, SIN, COS, TANH, SIGMOID, RELU, ATAN, ERF, SOFTPLUS, FLOOR, CEIL, ROUND, TRUNC -> true;
                    default -> false;
                };
                case Power(int n) -> n > 0;
                case Binary.ADD, Binary.SUB, Binary.MUL, Binary.MAXIMUM, Binary.MINIMUM -> true;
                case Dot _, Broadcast _, Permute _, Reshape _, Select _, Cast _, Eye _, Diag _, Diagonal _, Compare _ -> true;
                case Reduce(var kind, _) -> kind == Reduce.Kind.SUM;
                case Op _ -> false;
            };
        };
    }
}
