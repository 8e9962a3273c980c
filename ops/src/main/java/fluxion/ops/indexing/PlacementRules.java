package fluxion.ops.indexing;

import static fluxion.ops.rule.Linearity.nonlinear;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.op.DynamicIndexing;
import fluxion.core.op.DynamicSlice;
import fluxion.core.op.DynamicUpdateSlice;
import fluxion.core.op.FlatIndex;
import fluxion.core.op.Scatter;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Take;
import fluxion.ops.rule.Batched;
import fluxion.ops.rule.Guard;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Derivatives, transposes and batching of reading and writing at computed positions. */
public final class PlacementRules {
    private PlacementRules() {}

    /** The tangent of the result. */
    public static Option<Expr> jvp(DynamicIndexing op, Apply y, Seq<Option<Expr>> tangents) {
        return switch (op) {
            case Scatter scatter -> Option.of(switch (scatter.kind()) {
                case SET -> Expr.apply(op, tangent(y, tangents, 0), y.input(1), tangent(y, tangents, 2));
                case MIN, MAX -> extremum(scatter, y, tangents.get(0), tangents.get(2));
                case MULTIPLY -> ScatterProducts.tangent(scatter, y, tangents.get(0), tangents.get(2));
            });
            case DynamicSlice _ -> tangents.get(0).map(t -> Expr.apply(op, t, y.input(1)));
            case DynamicUpdateSlice _ -> Option.of(Expr.apply(op, tangent(y, tangents, 0), tangent(y, tangents, 1), y.input(2)));
            case FlatIndex _ -> Option.none();
        };
    }

    private static Expr tangent(Apply y, Seq<Option<Expr>> tangents, int i) {
        return tangents.get(i).getOrElse(() -> Literal.zerosLike(y.input(i)));
    }

    /** The mean of the tangents of whatever attains the extremum; a NaN attains it. */
    private static Expr extremum(Scatter op, Apply y, Option<Expr> tx, Option<Expr> tu) {
        Expr x = y.input(0);
        Expr indices = y.input(1);
        Expr u = y.input(2);
        ScatterAdd add = new ScatterAdd(op.batch(), op.axis());
        Expr here = x.eq(y).or(x.isNan());
        Expr there = u.eq(Expr.apply(new Take(op.batch(), op.axis()), y, indices)).or(u.isNan());
        Expr sum = Expr.apply(add, masked(here, tx, x), indices, masked(there, tu, u));
        Expr count = Expr.apply(add, here.cast(x.dtype()), indices, there.cast(x.dtype()));
        return sum.div(count);
    }

    private static Expr masked(Expr mask, Option<Expr> tangent, Expr like) {
        return tangent.map(t -> mask.where(t, Literal.zerosLike(like))).getOrElse(() -> Literal.zerosLike(like));
    }

    /** Cotangents go back to what was written, and stay away from what was overwritten. */
    public static Either<String, Seq<Option<Expr>>> transpose(DynamicIndexing op, Apply y, Seq<Boolean> linear, Expr ct) {
        return switch (op) {
            case Scatter scatter -> scatter.kind() == Scatter.Kind.SET ? unset(scatter, y, linear, ct) : nonlinear(op.label());
            case DynamicSlice(int batch, _) -> linear.get(1) ? nonlinear("dynamic_slice in its start")
                    : Either.right(
                    Array.of(Option.of(Expr.apply(new DynamicUpdateSlice(batch), Literal.zerosLike(y.input(0)), ct, y.input(1))),
                    Option.none()));
            case DynamicUpdateSlice(int batch) -> refused(y, linear, 1, 2, "start").getOrElse(() -> {
                Expr update = y.input(1);
                return Either.right(Array.of(
                        Option.when(linear.get(0), () -> Expr.apply(op, ct, Literal.zerosLike(update), y.input(2))),
                        Option.when(linear.get(1),
                                () -> Expr.apply(new DynamicSlice(batch, update.shape().dims().drop(batch)), ct, y.input(2))),
                        Option.none()));
            });
            case FlatIndex _ -> nonlinear(op.label());
        };
    }

    private static boolean isAffine(Apply y, Seq<Boolean> linear, int i) {
        return !linear.get(i) && !Literal.isZero(y.input(i));
    }

    /** Why writing what input {@code written} is at where input {@code place} says is not linear, if it is not. */
    private static Option<Either<String, Seq<Option<Expr>>>> refused(Apply y, Seq<Boolean> linear, int written, int place,
            String called) {
        String label = y.op().label();
        return linear.get(place) ? Option.of(nonlinear(label + " in its " + called))
                : Option.when(isAffine(y, linear, 0) || isAffine(y, linear, written),
                () -> Either.left(label + " with a constant is affine, not linear"));
    }

    private static Either<String, Seq<Option<Expr>>> unset(Scatter op, Apply y, Seq<Boolean> linear, Expr ct) {
        Expr indices = y.input(1);
        return refused(y, linear, 2, 1, "indices").getOrElse(() -> Either.right(Array.of(
                Option.when(linear.get(0), () -> Expr.apply(op, ct, indices, Literal.zerosLike(y.input(2)))),
                Option.none(),
                Option.when(linear.get(2), () -> {
                    Expr taken = Expr.apply(new Take(op.batch(), op.axis()), ct, indices);
                    return Winners.mask(op, y).map(won -> Guard.mask(won, taken)).getOrElse(taken);
                }))));
    }

    /** Lanes as one more axis, shared with the indices where those are mapped. */
    public static Expr batch(DynamicIndexing op, Seq<Batched> inputs, int size) {
        return switch (op) {
            case Scatter(var kind, int batch, int axis) -> {
                boolean shared = batch > 0 || inputs.get(1).mapped();
                yield Expr.apply(new Scatter(kind, shared ? batch + 1 : 0, axis + 1), inputs.get(0).lanes(size),
                        shared ? inputs.get(1).lanes(size) : inputs.get(1).value(), inputs.get(2).lanes(size));
            }
            case DynamicSlice(int batch, Ints sizes) ->
                    Expr.apply(new DynamicSlice(batch + 1, sizes), inputs.get(0).lanes(size), inputs.get(1).lanes(size));
            case DynamicUpdateSlice(int batch) -> Apply.of(new DynamicUpdateSlice(batch + 1), inputs.map(b -> b.lanes(size)));
            case FlatIndex _ -> Apply.of(op, inputs.map(b -> b.lanes(size)));
        };
    }
}
