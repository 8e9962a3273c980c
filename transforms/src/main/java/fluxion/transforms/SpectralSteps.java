package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Diag;
import fluxion.core.op.Dot;
import fluxion.core.op.MatrixFunction;
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
import fluxion.transforms.SpectralPart.Diagonal;
import fluxion.transforms.SpectralPart.Pairs;
import fluxion.transforms.SpectralPart.Total;
import fluxion.transforms.SpectralPart.Unknown;
import fluxion.transforms.SpectralPart.Values;
import fluxion.transforms.SpectralPart.Vectors;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What an operation makes of vectors and values of a decomposition.
 *
 * @param known what is known of an operand, if it depends on a decomposition
 * @param tangent the tangent of an operand
 */
record SpectralSteps(Function<Expr, Option<SpectralPart>> known, Function<Expr, Option<Expr>> tangent) {
    SpectralPart follow(Apply y) {
        if (y.op() instanceof MatrixFunction) {
            return new Total();
        }
        Seq<Option<SpectralPart>> in = y.inputs().map(known);
        SpectralPart part = in.exists(p -> p.exists(Unknown.class::isInstance)) ? new Unknown()
                : in.exists(p -> p.exists(Pairs.class::isInstance)) ? pairs(y, in)
                : in.exists(p -> p.exists(Vectors.class::isInstance)) ? vectors(y, in) : values(y, in);
        return part instanceof Unknown && y.results().forAll(r -> r.shape().isScalar()) ? new Total() : part;
    }

    /** The tangent of a node for vectors and values that stand still, where these are among its operands. */
    Option<Expr> still(Apply y) {
        Seq<Option<Expr>> moving = y.inputs().map(this::stillOf);
        return moving.exists(Option::isDefined) ? Rules.jvp(y, moving, Transforms.THROUGH).get(0) : Option.none();
    }

    private Option<Expr> stillOf(Expr x) {
        return switch (known.apply(x).getOrElse(Total::new)) {
            case Vectors v -> v.still();
            case Pairs p -> p.still();
            case Values v -> v.still();
            case Diagonal d -> d.still();
            case Total _, Unknown _ -> tangent.apply(x);
        };
    }

    // ---- values ------------------------------------------------------------------------------------------------------------

    private SpectralPart values(Apply y, Seq<Option<SpectralPart>> in) {
        Seq<Values> some = in.flatMap(p -> p).filter(Values.class::isInstance).map(Values.class::cast);
        if (some.isEmpty()) {
            return in.exists(p -> p.exists(Diagonal.class::isInstance)) ? new Unknown() : new Total();
        }
        Values v = some.head();
        if (!some.forAll(o -> o.of() == v.of() && o.axis() == v.axis() && o.from() == v.from() && o.to() == v.to() && o.batch()
                .equals(v.batch()))) {
            return new Unknown();
        }
        return switch (y.op()) {
            case Unary _, Power _, Binary _, Special _, Select _, Compare _, Cast _,
                    StopGradient _ -> values(y, v, v.batch(), v.axis(), v.from(), v.to(), curve(y, v));
            case Broadcast op -> values(y, v, v.batch().map(op.axes()::get), op.axes().get(v.axis()), v.from(), v.to(),
                    v.curve());
            case Permute op -> values(y, v, v.batch().map(op.permutation()::indexOf), op.permutation().indexOf(v.axis()),
                    v.from(), v.to(), v.curve());
            case Reshape op -> reshaped(y.input(0).shape(), op.to(), v.batch(), v.axis())
                    .map(at -> values(y, v, at.drop(1), at.get(0), v.from(), v.to(), v.curve())).getOrElse(Unknown::new);
            case Slice op -> cut(op, y.input(0).shape(), v.batch(), v.axis())
                    ? values(y, v, v.batch(), v.axis(), v.from() + op.start().get(v.axis()), v.from() + op.stop().get(v.axis()),
                            v.curve()) : new Unknown();
            case Reduce op -> op.axes().contains(v.axis()) ? new Total()
                    : v.batch().forAll(b -> !op.axes().contains(b))
                    ? values(y, v, v.batch().map(b -> behind(op.axes(), b)), behind(op.axes(), v.axis()), v.from(), v.to(),
                            Option.none())
                    : new Unknown();
            case Diag(int offset) -> offset == 0 && v.axis() == v.batch().size() && v.batch().isIdentity()
                    ? new Diagonal(still(y)) : new Unknown();
            default -> new Unknown();
        };
    }

    private SpectralPart values(Apply y, Values like, Ints batch, int axis, int from, int to, Option<SpectralCurve> curve) {
        Seq<Option<Expr>> slopes = y.inputs().map(x -> known.apply(x)
                .flatMap(p -> p instanceof Values v ? v.slope() : Option.<Expr>none()));
        Option<Expr> slope = slopes.exists(Option::isDefined) ? Rules.jvp(y, slopes, Transforms.THROUGH).get(0) : Option.none();
        return new Values(like.of(), batch, axis, from, to, slope, curve, still(y));
    }

    /** An elementwise operation, where its operands are functions of single values, or vary along the axes of batch and values
    // only. */
    private Option<SpectralCurve> curve(Apply y, Values like) {
        Seq<Option<SpectralCurve>> operands = y.inputs().map(x -> operand(x, like));
        return Option.when(operands.forAll(Option::isDefined), () ->
                new SpectralCurve(Apply.of(y.op(), operands.map(o -> o.get().y())),
                operands.flatMap(o -> o.get().numbers()).distinctBy(SpectralCurve.Number::var)));
    }

    private Option<SpectralCurve> operand(Expr x, Values like) {
        if (known.apply(x).getOrNull() instanceof Values v) {
            return v.curve();
        }
        Option<Double> number = Literal.value(x);
        return number.isDefined() ? Option.of(SpectralCurve.of(Literal.of(TensorType.scalar(x.dtype()), number.get())))
                : SpectralLines.curve(like.of(), like.from(), like.to(), x, like.batch(), like.axis());
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

    // ---- vectors -----------------------------------------------------------------------------------------------------------

    private SpectralPart vectors(Apply y, Seq<Option<SpectralPart>> in) {
        int first = in.indexWhere(p -> p.exists(Vectors.class::isInstance));
        Vectors v = (Vectors) in.get(first).get();
        if (in.count(p -> p.exists(Vectors.class::isInstance)) > 1) {
            return pairs(y, v, (Vectors) in.last().get());
        }
        if (y.op() instanceof Power(int n) && n == 2) {
            return new Pairs(v, v, v.batch(), v.axis(), Expr::times, still(y));
        }
        Option<Vectors> next = switch (y.op()) {
            case Unary _, Binary _ -> factor(y, first, v, v.batch(), v.axis()).map(v::scaled);
            case Permute op -> Option.of(v.moved(v.batch().map(op.permutation()::indexOf), op.permutation().indexOf(v.axis()),
                    x -> Expr.apply(op, x)));
            case Broadcast op -> Option.of(v.moved(v.batch().map(op.axes()::get), op.axes().get(v.axis()),
                    x -> Expr.apply(new Broadcast(whole(op.to(), op.axes().get(v.axis()), v), op.axes()), x)));
            case Reshape op -> reshaped(y.input(0).shape(), op.to(), v.batch(), v.axis())
                    .map(at -> v.moved(at.drop(1), at.get(0), x -> x.reshape(whole(op.to(), at.get(0), v))));
            case Slice op -> Option.when(cut(op, y.input(0).shape(), v.batch(), v.axis()), () -> cut(v, op));
            case Dot op -> product(y, op, v, first == 0);
            default -> Option.none();
        };
        return next.<SpectralPart>map(p -> p.withStill(still(y))).getOrElse(Unknown::new);
    }

    /** The shape with all values along the axis. */
    private static Shape whole(Shape shape, int axis, Vectors v) {
        return new Shape(shape.dims().with(axis, SpectralPart.count(v.of())));
    }

    /** Some of the vectors; of those cut off the rest is cut too. */
    private static Vectors cut(Vectors v, Slice op) {
        Slice others = new Slice(op.start().with(v.axis(), 0), op.stop().with(v.axis(), SpectralPart.count(v.of())), op.step());
        return new Vectors(v.of(), v.left(), v.batch(), v.axis(), v.from() + op.start().get(v.axis()), v.from() + op.stop()
                .get(v.axis()),
                x -> Expr.apply(others, v.steps().apply(x)), v.scale(), v.still());
    }

    /** What a step multiplies vectors, its operand {@code at}, by. */
    private Option<SpectralScale> factor(Apply y, int at, Vectors v, Ints batch, int axis) {
        return switch (y.op()) {
            case Unary op when op == Unary.NEG -> Option.of(SpectralScale.of(v.of(), -1));
            case Binary op when op == Binary.MUL -> factor(v, y.input(1 - at), batch, axis);
            case Binary op when op == Binary.DIV && at == 0 -> factor(v, y.input(1), batch, axis).map(SpectralScale::reciprocal);
            default -> Option.none();
        };
    }

    /** The numbers of another operand, where these vary along the axis of the values and the batch only. */
    private Option<SpectralScale> factor(Vectors v, Expr other, Ints batch, int axis) {
        Option<Double> literal = Literal.value(other);
        if (literal.isDefined()) {
            return Option.of(SpectralScale.of(v.of(), literal.get()));
        }
        return other instanceof Apply(Broadcast(_, Ints axes), var inputs, _) ? numbers(v, inputs.get(0), axes, batch, axis)
                : numbers(v, other, Ints.range(0, other.rank()), batch, axis);
    }

    /** Numbers along axes that are those of the batch and the values, of the source or of what it is repeated to. */
    private Option<SpectralScale> numbers(Vectors v, Expr source, Ints axes, Ints batch, int axis) {
        Option<SpectralPart> part = known.apply(source);
        if (!axes.forAll(batch.append(axis)::contains) || part.exists(p -> !(p instanceof Values || p instanceof Total))) {
            return Option.none();
        }
        Function<Expr, Expr> line = x -> SpectralLines.each(v.of(), v.from(), v.to(), x, axes, batch, axis);
        if (part.getOrNull() instanceof Values w) {
            boolean same = w.of() == v.of() && w.from() == v.from() && w.to() == v.to() && axes.get(w.axis()) == axis
                    && w.batch().map(axes::get).equals(batch);
            return Option.when(same, () -> new SpectralScale(line.apply(source), w.slope().map(line), w.curve()));
        }
        Expr numbers = line.apply(source);
        return Option.of(new SpectralScale(numbers, Option.none(), Option.of(axes.contains(axis) ? SpectralCurve.of(numbers, true)
                : SpectralCurve.of(SpectralLines.shared(v.of(), source, axes, batch), false))));
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
        if (known.apply(other).forAll(Total.class::isInstance) && v.batch().forAll(places::contains)
                && places.contains(v.axis()) && !mine.contains(v.axis())) {
            return Option.of(v.moved(v.batch().map(b -> results.get(places.indexOf(b))), results.get(places.indexOf(v.axis())),
                    x -> isLeft ? Expr.apply(op, x, other) : Expr.apply(op, other, x)));
        }
        if (summed.size() == 1 && summed.get(0) == v.axis() && other instanceof Apply(Diag(int offset), var inputs, _)
                && offset == 0) {
            return diagonal(op, v, isLeft, inputs.get(0), mine, free);
        }
        return Option.none();
    }

    private Option<Vectors> diagonal(Dot op, Vectors v, boolean isLeft, Expr line, Ints mine, Ints free) {
        Ints theirs = isLeft ? op.rightBatch() : op.leftBatch();
        // the diagonal matrix has no axes but those of the batch, paired in order, and its own two
        if (theirs.size() != line.rank() - 1 || !theirs.isIdentity() || !mine.equals(v.batch())) {
            return Option.none();
        }
        Ints order = isLeft ? mine.concat(free).append(v.axis()) : mine.append(v.axis()).concat(free);
        UnaryOperator<Expr> turn = x -> order.isIdentity() ? x : x.permute(order.toArray());
        return numbers(v, line, Ints.range(0, line.rank()), Ints.range(0, line.rank() - 1), line.rank() - 1)
                .map(scale -> v.scaled(scale).moved(Ints.range(0, mine.size()), order.indexOf(v.axis()), turn));
    }

    // ---- pairs -------------------------------------------------------------------------------------------------------------

    /** Two vectors, element by element of the values. */
    private SpectralPart pairs(Apply y, Vectors v, Vectors w) {
        if (v.of() != w.of() || v.from() != w.from() || v.to() != w.to()) {
            return new Unknown();
        }
        if (y.op() == Binary.MUL && v.axis() == w.axis() && v.batch().equals(w.batch())) {
            return new Pairs(v, w, v.batch(), v.axis(), Expr::times, still(y));
        }
        if (y.op() instanceof Dot op) {
            Ints left = v.batch().append(v.axis()).map(op.leftBatch()::indexOf);
            Ints right = w.batch().append(w.axis()).map(op.rightBatch()::indexOf);
            if (left.equals(right) && left.forAll(i -> i >= 0)) {
                return new Pairs(v, w, left.take(v.batch().size()), left.last(), (x, z) -> Expr.apply(op, x, z), still(y));
            }
        }
        return new Unknown();
    }

    private SpectralPart pairs(Apply y, Seq<Option<SpectralPart>> in) {
        int at = in.indexWhere(p -> p.exists(Pairs.class::isInstance));
        Pairs p = (Pairs) in.get(at).get();
        if (y.op() instanceof Reduce(Reduce.Kind kind, Ints axes) && kind == Reduce.Kind.SUM && p.batch()
                .forAll(b -> !axes.contains(b))) {
            return new Pairs(p.left(), p.right(), p.batch().map(b -> behind(axes, b)), behind(axes, p.axis()),
                    (x, z) -> Expr.apply(y.op(), p.steps().apply(x, z)),
                    still(y));
        }
        if (in.count(q -> q.exists(o -> o instanceof Pairs || o instanceof Vectors)) > 1) {
            return new Unknown();
        }
        Option<Pairs> next = switch (y.op()) {
            case Unary _, Binary _ -> factor(y, at, p.right(), p.batch(), p.axis())
                    .map(s -> new Pairs(p.left(), p.right().scaled(s), p.batch(), p.axis(), p.steps(), still(y)));
            case Permute op -> Option.of(moved(p, y, p.batch().map(op.permutation()::indexOf), op.permutation()
                    .indexOf(p.axis()), x -> Expr.apply(op, x)));
            case Broadcast op -> Option.of(moved(p, y, p.batch().map(op.axes()::get), op.axes().get(p.axis()),
                    x -> Expr.apply(new Broadcast(whole(op.to(), op.axes().get(p.axis()), p.left()), op.axes()), x)));
            case Reshape op -> reshaped(y.input(0).shape(), op.to(), p.batch(), p.axis())
                    .map(axes -> moved(p, y, axes.drop(1), axes.get(0), x -> x.reshape(whole(op.to(), axes.get(0), p.left()))));
            default -> Option.none();
        };
        return next.<SpectralPart>map(q -> q).getOrElse(Unknown::new);
    }

    private Pairs moved(Pairs p, Apply y, Ints batch, int axis, UnaryOperator<Expr> step) {
        return new Pairs(p.left(), p.right(), batch, axis, (x, z) -> step.apply(p.steps().apply(x, z)), still(y));
    }

    /** The products whose sum over the values a node is: by a reduction, or with numbers for the values. */
    Option<Pairs> summed(Apply y) {
        if (y.op() instanceof Reduce(Reduce.Kind kind, Ints axes) && kind == Reduce.Kind.SUM && known.apply(y.input(0))
                .getOrNull() instanceof Pairs p && axes.contains(p.axis())) {
            return Option.of(new Pairs(p.left(), p.right(), p.batch(), p.axis(),
                    (x, z) -> Expr.apply(y.op(), p.steps().apply(x, z)), still(y)));
        }
        if (!(y.op() instanceof Dot op)) {
            return Option.none();
        }
        int at = y.inputs().indexWhere(x -> known.apply(x).getOrNull() instanceof Pairs);
        if (at < 0 || y.input(1 - at).rank() != 1 || op.leftContract().size() != 1) {
            return Option.none();
        }
        Pairs p = (Pairs) known.apply(y.input(at)).get();
        if (p.axis() != (at == 0 ? op.leftContract() : op.rightContract()).get(0)) {
            return Option.none();
        }
        BinaryOperator<Expr> sum = (x, z) -> Expr.apply(new Reduce(Reduce.Kind.SUM, Ints.of(p.axis())), p.steps().apply(x, z));
        Option<SpectralScale> scale = numbers(p.right(), y.input(1 - at), Ints.of(p.axis()), p.batch(), p.axis());
        return scale.map(s -> new Pairs(p.left(), p.right().scaled(s), p.batch(), p.axis(), sum, still(y)));
    }
}
