package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Result;
import fluxion.core.Shape;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Diag;
import fluxion.core.op.Dot;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Select;
import fluxion.core.op.Slice;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import fluxion.ops.Rules;
import fluxion.ops.linalg.SpectralRules;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Tangents of products in which eigenvectors, or singular vectors, meet over the axis of their values: B·V·diag(d)·Vᵀ·C and
 * the like. Where values coincide the vectors are one basis among many and have no tangent, but such a product is the same
 * for all of them, and has one. So, while tangents are pushed, every node is followed that is linear in the vectors (what
 * became of their axis, and by which numbers it was scaled) or a function of the values (and its slope in each of them);
 * where two meet, the tangent is that of vectors that stand still, and what their turning adds, see {@link SpectralRules}.
 */
final class SpectralProducts {
    /** What is known of a node that depends on a decomposition. */
    private sealed interface Part {}

    /**
     * Vectors, after steps that are linear in them and leave their axis alone, each scaled.
     *
     * @param of the decomposition
     * @param left whether left singular vectors, or eigenvectors
     * @param batch where the axes of the batch are
     * @param axis where the axis of the values is
     * @param from the first of those left of it
     * @param to behind the last one
     * @param steps what was done to the vectors, but for scaling and cutting
     * @param scale the factor of each, absent for ones
     * @param still the tangent for vectors that stand still, absent where zero
     */
    private record Vectors(Apply of, boolean left, Ints batch, int axis, int from, int to, UnaryOperator<Expr> steps,
            Option<Scale> scale, Option<Expr> still)
            implements Part {
        Expr whole() {
            return steps.apply(vectors(of, left));
        }

        int length() {
            return to - from;
        }
    }

    /**
     * Products of an element of two vectors each, on their way to being summed over the values.
     *
     * @param left the one
     * @param right the other; its scale is the product's
     * @param batch where the axes of the batch are
     * @param axis where the axis of the values is
     * @param steps how the products are made of the vectors, but for scaling
     * @param still the tangent for vectors that stand still, absent where zero
     */
    private record Pairs(Vectors left, Vectors right, Ints batch, int axis, BinaryOperator<Expr> steps, Option<Expr> still)
            implements Part {}

    /** A diagonal matrix of numbers for values. */
    private record Diagonal() implements Part {}

    /**
     * A function of the values, one number for each.
     *
     * @param slope its derivative by its own value, the others and everything else fixed; absent where zero
     */
    private record Values(Apply of, Ints batch, int axis, int from, int to, Option<Expr> slope) implements Part {}

    /** Numbers that do not stand for single values: sums over all, products that do not depend on the choice of vectors. */
    private record Total() implements Part {}

    /** Anything else. */
    private record Unknown() implements Part {}

    /** Numbers for all values in the last axis, behind those of the batch; and their slopes. */
    private record Scale(Expr value, Option<Expr> slope) {
        Scale times(Scale other) {
            Option<Expr> a = slope.map(s -> s.times(other.value));
            Option<Expr> b = other.slope.map(s -> s.times(value));
            return new Scale(value.times(other.value), a.isDefined() && b.isDefined() ? Option.of(a.get().plus(b.get()))
                    : a.orElse(b));
        }

        Scale reciprocal() {
            Expr one = value.reciprocal();
            return new Scale(one, slope.map(s -> s.times(one).times(one).neg()));
        }

        Scale map(UnaryOperator<Expr> f) {
            return new Scale(f.apply(value), slope.map(f));
        }
    }

    /** What each node is, or each of its results. */
    private final Map<Apply, Seq<Part>> parts = new IdentityHashMap<>();

    /** Of equal decompositions the first one, which stands for all. */
    private final Map<Apply, Apply> decompositions = new HashMap<>();

    /** Whether there is anything to find out about a node. */
    boolean concern(Apply y) {
        return isDecomposition(y) || !parts.isEmpty() && y.inputs().exists(x -> known(x).isDefined());
    }

    /** The tangents of a node, where it is such a product; else takes note of what the node is. */
    Option<Seq<Option<Expr>>> tangents(Apply y, Function<Expr, Option<Expr>> tangent) {
        if (isDecomposition(y)) {
            if (tangent.apply(y.input(0)).isDefined()) {
                note(y);
            }
            return Option.none();
        }
        if (y.op() instanceof Dot op && part(y, 0) instanceof Vectors a && part(y, 1) instanceof Vectors b && meet(op, a, b)) {
            parts.put(y, Array.of(new Total()));
            return Option.of(Array.of(closed(y, op, a, b, tangent)));
        }
        Option<Pairs> pairs = summed(y, tangent);
        if (pairs.isDefined()) {
            parts.put(y, Array.of(new Total()));
            return Option.of(Array.of(closed(pairs.get(), tangent)));
        }
        Part part = follow(y, tangent);
        parts.put(y, y.results().map(_ -> part));
        return Option.none();
    }

    private static boolean isDecomposition(Apply y) {
        return y.op() instanceof LinearAlgebra.Eigh || y.op() instanceof LinearAlgebra.Svd;
    }

    private static boolean isSvd(Apply of) {
        return of.op() instanceof LinearAlgebra.Svd;
    }

    private static Expr vectors(Apply of, boolean left) {
        return of.results().get(!isSvd(of) ? 1 : left ? 0 : 2);
    }

    private static Expr values(Apply of) {
        return of.results().get(isSvd(of) ? 1 : 0);
    }

    private static int count(Apply of) {
        return values(of).shape().dims().last();
    }

    private void note(Apply each) {
        Apply y = decompositions.computeIfAbsent(each, x -> x);
        int rank = values(y).rank();
        Ints batch = Ints.range(0, rank - 1);
        int n = count(y);
        Values values = new Values(y, batch, rank - 1, 0, n, Option.of(Literal.of(values(y).tensorType(), 1)));
        Vectors left = new Vectors(y, true, batch, rank, 0, n, x -> x, Option.none(), Option.none());
        Vectors right = new Vectors(y, false, batch, rank - 1, 0, n, x -> x, Option.none(), Option.none());
        parts.put(each, isSvd(y) ? Array.of(left, values, right) : Array.of(values, left));
    }

    private Option<Part> known(Expr x) {
        return switch (x) {
            case Result(Apply of, int index, _) -> Option.of(parts.get(of)).map(all -> all.get(index));
            case Apply y -> Option.of(parts.get(y)).map(Seq::head);
            default -> Option.none();
        };
    }

    private Part part(Apply y, int input) {
        return known(y.input(input)).getOrElse(Total::new);
    }

    // ---- where vectors meet ---------------------------------------------------------------------------------------------------

    private static boolean meet(Dot op, Vectors a, Vectors b) {
        int at = op.leftContract().indexOf(a.axis);
        return a.of == b.of && a.from == b.from && a.to == b.to && at >= 0 && op.rightContract().get(at) == b.axis
                && Array.range(0, a.batch.size()).forAll(i -> op.leftBatch().contains(a.batch.get(i))
                        && op.rightBatch().get(op.leftBatch().indexOf(a.batch.get(i))) == b.batch.get(i));
    }

    private Option<Expr> closed(Apply y, Dot op, Vectors a, Vectors b, Function<Expr, Option<Expr>> tangent) {
        Seq<Option<Expr>> still = Array.of(a.still, b.still);
        Option<Expr> fixed = still.exists(Option::isDefined) ? Rules.jvp(y, still, Transforms.THROUGH).get(0) : Option.none();
        return sum(fixed, turning(a, b, tangent, (x, z) -> Expr.apply(op, x, z)));
    }

    private Option<Expr> closed(Pairs pairs, Function<Expr, Option<Expr>> tangent) {
        return sum(pairs.still, turning(pairs.left, pairs.right, tangent, pairs.steps));
    }

    private static Option<Expr> sum(Option<Expr> a, Option<Expr> b) {
        return a.isDefined() && b.isDefined() ? Option.of(a.get().plus(b.get())) : a.orElse(b);
    }

    /** What turning vectors add to the tangent of their product, which is linear in both. */
    private static Option<Expr> turning(Vectors a, Vectors b, Function<Expr, Option<Expr>> tangent,
            BinaryOperator<Expr> product) {
        Apply of = a.of;
        Expr t = tangent.apply(of.input(0)).get();
        Option<Scale> scale = a.scale.isDefined() && b.scale.isDefined() ? Option.of(a.scale.get().times(b.scale.get()))
                : a.scale.orElse(b.scale);
        if (scale.isEmpty() && a.left == b.left) {
            // V·Vᵀ and U·Uᵀ are what they are however vectors turn among themselves
            return isSvd(of) ? beyond(a, b, t, ones(of), product) : Option.none();
        }
        Scale d = scale.getOrElse(() -> ones(of));
        Expr between = isSvd(of) ? SpectralRules.singular(of, t, d.value, d.slope, a.left, b.left)
                : SpectralRules.eigen(of, t, d.value, d.slope);
        Option<Expr> turned = Option.of(product.apply(turned(a, between), b.whole()));
        return isSvd(of) ? sum(turned, beyond(a, b, t, d, product)) : turned;
    }

    private static Option<Expr> beyond(Vectors a, Vectors b, Expr t, Scale d, BinaryOperator<Expr> product) {
        return sum(SpectralRules.beyond(a.of, t, d.value, d.slope, a.left).map(x -> product.apply(a.steps.apply(x), b.whole())),
                SpectralRules.beyond(a.of, t, d.value, d.slope, b.left).map(x -> product.apply(a.whole(), b.steps.apply(x))));
    }

    private static Scale ones(Apply of) {
        return new Scale(Literal.of(values(of).tensorType(), 1), Option.none());
    }

    /** The products whose sum over the values a node is: by a reduction, or with numbers for the values. */
    private Option<Pairs> summed(Apply y, Function<Expr, Option<Expr>> tangent) {
        if (y.op() instanceof Reduce(Reduce.Kind kind, Ints axes) && kind == Reduce.Kind.SUM && part(y, 0) instanceof Pairs p
                && axes.contains(p.axis)) {
            return Option.of(new Pairs(p.left, p.right, p.batch, p.axis, (x, z) -> Expr.apply(y.op(), p.steps.apply(x, z)),
                    p.still.map(t -> Expr.apply(y.op(), t))));
        }
        if (!(y.op() instanceof Dot op)) {
            return Option.none();
        }
        int at = part(y, 0) instanceof Pairs ? 0 : part(y, 1) instanceof Pairs ? 1 : -1;
        if (at < 0 || y.input(1 - at).rank() != 1 || op.leftContract().size() != 1) {
            return Option.none();
        }
        Pairs p = (Pairs) part(y, at);
        if (p.axis != (at == 0 ? op.leftContract() : op.rightContract()).get(0)) {
            return Option.none();
        }
        Seq<Option<Expr>> moving = Array.of(0, 1).map(i -> i == at ? p.still : tangent.apply(y.input(i)));
        Option<Expr> still = moving.exists(Option::isDefined) ? Rules.jvp(y, moving, Transforms.THROUGH).get(0) : Option.none();
        return numbers(p.right, y.input(1 - at), Ints.of(p.axis), p.batch, p.axis)
                .map(s -> new Pairs(p.left, scaled(p.right, s), p.batch, p.axis,
                (x, z) -> Expr.apply(new Reduce(Reduce.Kind.SUM, Ints.of(p.axis)), p.steps.apply(x, z)), still));
    }

    /** The vectors times a matrix, along the axis of their values. */
    private static Expr turned(Vectors v, Expr matrix) {
        Expr whole = v.whole();
        int n = v.batch.size();
        Expr product = Expr.apply(new Dot(v.batch, Ints.range(0, n), Ints.of(v.axis), Ints.of(n)), whole, matrix);
        Ints places = v.batch.concat(Ints.range(0, whole.rank()).without(v.batch.append(v.axis))).append(v.axis);
        return places.isIdentity() ? product : product.permute(places.inverse().toArray());
    }

    // ---- nodes on the way -----------------------------------------------------------------------------------------------------

    private Part follow(Apply y, Function<Expr, Option<Expr>> tangent) {
        Seq<Option<Part>> in = y.inputs().map(this::known);
        Part part = in.exists(p -> p.exists(Unknown.class::isInstance)) ? new Unknown()
                : in.exists(p -> p.exists(Pairs.class::isInstance)) ? pairs(y, in, tangent)
                : in.exists(p -> p.exists(Vectors.class::isInstance)) ? vectors(y, in, tangent) : values(y, in);
        return part instanceof Unknown && y.results().forAll(r -> r.shape().isScalar()) ? new Total() : part;
    }

    private Part values(Apply y, Seq<Option<Part>> in) {
        Seq<Values> some = in.flatMap(p -> p).filter(Values.class::isInstance).map(Values.class::cast);
        if (some.isEmpty()) {
            return in.exists(p -> p.exists(Diagonal.class::isInstance)) ? new Unknown() : new Total();
        }
        Values v = some.head();
        if (!some.forAll(o -> o.of == v.of && o.axis == v.axis && o.from == v.from && o.to == v.to && o.batch.equals(v.batch))) {
            return new Unknown();
        }
        return switch (y.op()) {
            case Unary _, Power _, Binary _, Special _, Select _, Compare _, Cast _,
                    StopGradient _ -> values(y, v, v.batch, v.axis, v.from, v.to);
            case Broadcast op -> values(y, v, v.batch.map(op.axes()::get), op.axes().get(v.axis), v.from, v.to);
            case Permute op -> values(y, v, v.batch.map(op.permutation()::indexOf), op.permutation().indexOf(v.axis), v.from,
                    v.to);
            case Reshape op -> reshaped(y.input(0).shape(), op.to(), v.batch, v.axis)
                    .map(at -> values(y, v, at.drop(1), at.get(0), v.from, v.to)).getOrElse(Unknown::new);
            case Slice op -> cut(op, y.input(0).shape(), v.batch, v.axis)
                    ? values(y, v, v.batch, v.axis, v.from + op.start().get(v.axis), v.from + op.stop().get(v.axis))
                    : new Unknown();
            case Reduce op -> op.axes().contains(v.axis) ? new Total()
                    : v.batch.forAll(b -> !op.axes().contains(b))
                    ? values(y, v, v.batch.map(b -> behind(op.axes(), b)), behind(op.axes(), v.axis), v.from, v.to)
                    : new Unknown();
            case Diag(int offset) -> offset == 0 && v.axis == v.batch.size() && v.batch.isIdentity() ? new Diagonal()
                    : new Unknown();
            default -> new Unknown();
        };
    }

    private Part values(Apply y, Values like, Ints batch, int axis, int from, int to) {
        Seq<Option<Expr>> slopes = y.inputs()
                .map(x -> known(x).flatMap(p -> p instanceof Values v ? v.slope : Option.<Expr>none()));
        Option<Expr> slope = slopes.exists(Option::isDefined) ? Rules.jvp(y, slopes, Transforms.THROUGH).get(0) : Option.none();
        return new Values(like.of, batch, axis, from, to, slope);
    }

    private static int behind(Ints gone, int axis) {
        return axis - gone.filter(g -> g < axis).size();
    }

    /** Where the axis of the values, then those of the batch, are when axes of length one come or go. */
    private static Option<Ints> reshaped(Shape from, Shape to, Ints batch, int axis) {
        Ints before = Ints.range(0, from.rank()).filter(i -> from.dim(i) != 1);
        Ints after = Ints.range(0, to.rank()).filter(i -> to.dim(i) != 1);
        Ints all = batch.prepend(axis);
        return Option.when(from.dims().select(before).equals(to.dims().select(after)) && all.forAll(before::contains),
                () -> all.map(i -> after.get(before.indexOf(i))));
    }

    /** Whether a slice leaves the batch whole, and neighbours neighbours. */
    private static boolean cut(Slice op, Shape shape, Ints batch, int axis) {
        return op.step().get(axis) == 1 && batch.forAll(b -> op.length(b) == shape.dim(b));
    }

    private Part vectors(Apply y, Seq<Option<Part>> in, Function<Expr, Option<Expr>> tangent) {
        int first = in.indexWhere(p -> p.exists(Vectors.class::isInstance));
        Vectors v = (Vectors) in.get(first).get();
        if (in.count(p -> p.exists(Vectors.class::isInstance)) > 1) {
            return pairs(y, v, (Vectors) in.last().get());
        }
        Seq<Option<Expr>> moving = y.inputs().zipWithIndex((x, i) -> i == first ? v.still : tangent.apply(x));
        Option<Expr> still = moving.exists(Option::isDefined) ? Rules.jvp(y, moving, Transforms.THROUGH).get(0) : Option.none();
        if (y.op() instanceof Power(int n) && n == 2) {
            return new Pairs(v, v, v.batch, v.axis, Expr::times, still);
        }
        Option<Vectors> next = switch (y.op()) {
            case Unary _, Binary _ -> factor(y, first, v, v.batch, v.axis).map(s -> scaled(v, s));
            case Permute op -> moved(v, v.batch.map(op.permutation()::indexOf), op.permutation().indexOf(v.axis),
                    x -> Expr.apply(op, x));
            case Broadcast op -> moved(v, v.batch.map(op.axes()::get), op.axes().get(v.axis),
                    x -> Expr.apply(new Broadcast(whole(op.to(), op.axes().get(v.axis), v), op.axes()), x));
            case Reshape op -> reshaped(y.input(0).shape(), op.to(), v.batch, v.axis)
                    .flatMap(at -> moved(v, at.drop(1), at.get(0), x -> x.reshape(whole(op.to(), at.get(0), v))));
            case Slice op -> cut(op, y.input(0).shape(), v.batch, v.axis) ? cut(v, op) : Option.none();
            case Dot op -> product(y, op, v, first == 0);
            default -> Option.none();
        };
        return next.<Part>map(p -> new Vectors(p.of, p.left, p.batch, p.axis, p.from, p.to, p.steps, p.scale, still))
                .getOrElse(Unknown::new);
    }

    /** The shape with all values along the axis. */
    private static Shape whole(Shape shape, int axis, Vectors v) {
        return new Shape(shape.dims().with(axis, count(v.of)));
    }

    private static Option<Vectors> moved(Vectors v, Ints batch, int axis, UnaryOperator<Expr> step) {
        return Option.of(new Vectors(v.of, v.left, batch, axis, v.from, v.to, x -> step.apply(v.steps.apply(x)), v.scale,
                v.still));
    }

    /** Two vectors, element by element of the values. */
    private static Part pairs(Apply y, Vectors v, Vectors w) {
        if (v.of != w.of || v.from != w.from || v.to != w.to) {
            return new Unknown();
        }
        Seq<Option<Expr>> both = Array.of(v.still, w.still);
        Supplier<Option<Expr>> still = () -> both.exists(Option::isDefined) ? Rules.jvp(y, both, Transforms.THROUGH).get(0)
                : Option.none();
        if (y.op() == Binary.MUL && v.axis == w.axis && v.batch.equals(w.batch)) {
            return new Pairs(v, w, v.batch, v.axis, Expr::times, still.get());
        }
        if (y.op() instanceof Dot op) {
            Ints left = v.batch.append(v.axis).map(op.leftBatch()::indexOf);
            Ints right = w.batch.append(w.axis).map(op.rightBatch()::indexOf);
            if (left.equals(right) && left.forAll(i -> i >= 0)) {
                return new Pairs(v, w, left.take(v.batch.size()), left.last(), (x, z) -> Expr.apply(op, x, z), still.get());
            }
        }
        return new Unknown();
    }

    private Part pairs(Apply y, Seq<Option<Part>> in, Function<Expr, Option<Expr>> tangent) {
        int at = in.indexWhere(p -> p.exists(Pairs.class::isInstance));
        Pairs p = (Pairs) in.get(at).get();
        Seq<Option<Expr>> moving = y.inputs().zipWithIndex((x, i) -> i == at ? p.still : tangent.apply(x));
        if (y.op() instanceof Reduce(Reduce.Kind kind, Ints axes) && kind == Reduce.Kind.SUM
                && p.batch.forAll(b -> !axes.contains(b))) {
            return new Pairs(p.left, p.right, p.batch.map(b -> behind(axes, b)), behind(axes, p.axis),
                    (x, z) -> Expr.apply(y.op(), p.steps.apply(x, z)),
                    p.still.map(t -> Expr.apply(y.op(), t)));
        }
        if (in.count(q -> q.exists(o -> o instanceof Pairs || o instanceof Vectors)) > 1) {
            return new Unknown();
        }
        Option<Expr> still = moving.exists(Option::isDefined) ? Rules.jvp(y, moving, Transforms.THROUGH).get(0) : Option.none();
        return factor(y, at, p.right, p.batch, p.axis)
                .<Part>map(s -> new Pairs(p.left, scaled(p.right, s), p.batch, p.axis, p.steps, still))
                .getOrElse(Unknown::new);
    }

    private static Vectors scaled(Vectors v, Scale scale) {
        return new Vectors(v.of, v.left, v.batch, v.axis, v.from, v.to, v.steps,
                Option.of(v.scale.map(s -> s.times(scale)).getOrElse(scale)), v.still);
    }

    /** Some of the vectors: all, and those cut off scaled by 0. */
    private static Option<Vectors> cut(Vectors v, Slice op) {
        int from = v.from + op.start().get(v.axis);
        int to = v.from + op.stop().get(v.axis);
        Slice others = new Slice(op.start().with(v.axis, 0), op.stop().with(v.axis, count(v.of)), op.step());
        Expr one = Literal.of(values(v.of).tensorType(), 1);
        Scale kept = v.scale.getOrElse(() -> new Scale(one, Option.none()))
                .map(s -> spread(v.of, s.slice(-1, from, to), from, to));
        boolean all = from == 0 && to == count(v.of);
        return Option.of(new Vectors(v.of, v.left, v.batch, v.axis, from, to, x -> Expr.apply(others, v.steps.apply(x)), all
                ? v.scale : Option.of(kept), v.still));
    }

    /** Numbers for some of the values, and 0 for the others. */
    private static Expr spread(Apply of, Expr numbers, int from, int to) {
        int n = count(of);
        if (from == 0 && to == n) {
            return numbers;
        }
        Ints none = Ints.fill(numbers.rank(), 0);
        return numbers.pad(none.with(numbers.rank() - 1, from), none.with(numbers.rank() - 1, n - to));
    }

    /** What a step multiplies vectors, its operand {@code at}, by. */
    private Option<Scale> factor(Apply y, int at, Vectors v, Ints batch, int axis) {
        return switch (y.op()) {
            case Unary op when op == Unary.NEG -> Option.of(new Scale(Literal.of(values(v.of).tensorType(), -1), Option.none()));
            case Binary op when op == Binary.MUL -> factor(v, y.input(1 - at), batch, axis);
            case Binary op when op == Binary.DIV && at == 0 -> factor(v, y.input(1), batch, axis).map(Scale::reciprocal);
            default -> Option.none();
        };
    }

    /** The numbers of another operand, where these vary along the axis of the values and the batch only. */
    private Option<Scale> factor(Vectors v, Expr other, Ints batch, int axis) {
        Option<Double> literal = Literal.value(other);
        if (literal.isDefined()) {
            Expr number = Literal.of(values(v.of).tensorType(), literal.get());
            return Option.of(new Scale(spread(v.of, number.slice(-1, v.from, v.to), v.from, v.to), Option.none()));
        }
        return other instanceof Apply(Broadcast(_, Ints axes), var inputs, _) ? numbers(v, inputs.get(0), axes, batch, axis)
                : numbers(v, other, Ints.range(0, other.rank()), batch, axis);
    }

    /** Numbers along axes that are those of the batch and the values, of the source or of what it is repeated to. */
    private Option<Scale> numbers(Vectors v, Expr source, Ints axes, Ints batch, int axis) {
        Ints order = batch.append(axis);
        Option<Part> part = known(source);
        if (!axes.forAll(order::contains) || part.exists(p -> !(p instanceof Values || p instanceof Total))) {
            return Option.none();
        }
        if (part.isDefined() && part.get() instanceof Values w) {
            boolean same = w.of == v.of && w.from == v.from && w.to == v.to && axes.get(w.axis) == axis
                    && w.batch.map(axes::get).equals(batch);
            return Option.when(same, () -> new Scale(line(v, source, axes, order), w.slope.map(s -> line(v, s, axes, order))));
        }
        return Option.of(new Scale(line(v, source, axes, order), Option.none()));
    }

    /** Numbers along some of the axes of batch and values as numbers along all of them, in order. */
    private static Expr line(Vectors v, Expr source, Ints axes, Ints order) {
        Ints places = axes.map(order::indexOf);
        Ints sorted = places.sorted();
        Expr turned = places.isIdentity() || places.equals(sorted) ? source
                : source.permute(sorted.map(places::indexOf).toArray());
        Shape shape = new Shape(values(v.of).shape().dims().with(order.size() - 1, v.length()));
        Expr full = sorted.size() == order.size() ? turned : Expr.apply(new Broadcast(shape, sorted), turned);
        return spread(v.of, full, v.from, v.to);
    }

    /** A product with something else, over other axes; or with a diagonal matrix, which scales. */
    private Option<Vectors> product(Apply y, Dot op, Vectors v, boolean isLeft) {
        Ints mine = isLeft ? op.leftBatch() : op.rightBatch();
        Ints summed = isLeft ? op.leftContract() : op.rightContract();
        Expr self = y.input(isLeft ? 0 : 1);
        Expr other = y.input(isLeft ? 1 : 0);
        Ints free = isLeft ? op.leftFree(self.rank()) : op.rightFree(self.rank());
        int behind = mine.size() + (isLeft ? 0 : op.leftFree(other.rank()).size());
        Ints places = mine.concat(free);
        Ints results = Ints.tabulate(places.size(), i -> i < mine.size() ? i : behind + i - mine.size());
        if (known(other).forAll(Total.class::isInstance) && v.batch.forAll(places::contains) && places.contains(v.axis)
                && !mine.contains(v.axis)) {
            return moved(v, v.batch.map(b -> results.get(places.indexOf(b))), results.get(places.indexOf(v.axis)),
                    x -> isLeft ? Expr.apply(op, x, other) : Expr.apply(op, other, x));
        }
        if (summed.size() == 1 && summed.get(0) == v.axis && other instanceof Apply(Diag(int offset), var inputs, _)
                && offset == 0) {
            return diagonal(op, v, isLeft, inputs.get(0), mine, free);
        }
        return Option.none();
    }

    private Option<Vectors> diagonal(Dot op, Vectors v, boolean isLeft, Expr line, Ints mine, Ints free) {
        Ints theirs = isLeft ? op.rightBatch() : op.leftBatch();
        // the diagonal matrix has no axes but those of the batch, paired in order, and its own two
        if (theirs.size() != line.rank() - 1 || !theirs.isIdentity() || !mine.equals(v.batch)) {
            return Option.none();
        }
        Option<Part> part = known(line);
        Option<Scale> scale = part.isEmpty() || part.get() instanceof Total
                ? Option.of(new Scale(spread(v.of, line, v.from, v.to), Option.none()))
                : part.get() instanceof Values w && w.of == v.of && w.from == v.from && w.to == v.to && w.axis == line.rank() - 1
                        && w.batch.equals(Ints.range(0, line.rank() - 1))
                ? Option.of(new Scale(line, w.slope).map(s -> spread(v.of, s, v.from, v.to))) : Option.none();
        Ints order = isLeft ? mine.concat(free).append(v.axis) : mine.append(v.axis).concat(free);
        return scale.map(s -> scaled(v, s)).flatMap(u -> moved(u, Ints.range(0, mine.size()), order.indexOf(v.axis),
                x -> order.isIdentity() ? x : x.permute(order.toArray())));
    }
}
