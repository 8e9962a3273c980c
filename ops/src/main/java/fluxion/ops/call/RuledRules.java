package fluxion.ops.call;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Literal;
import fluxion.core.TransformException;
import fluxion.core.op.Call;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.Custom;
import fluxion.core.op.CustomRule;
import fluxion.core.op.LinearCall;
import fluxion.core.op.LinearSolve;
import fluxion.core.op.MatrixFunction;
import fluxion.ops.linalg.MatrixFunctions;
import fluxion.ops.rule.Batched;
import fluxion.ops.rule.CallRules;
import fluxion.ops.rule.TransformCallbacks;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Iterator;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Calls with rules of their own. */
public final class RuledRules {
    private RuledRules() {}

    /** The tangents of the results. */
    public static Seq<Option<Expr>> jvp(CustomRule op, Apply y, Seq<Option<Expr>> tangents, TransformCallbacks through) {
        return switch (op) {
            case Custom custom -> jvp(custom, y, tangents, through);
            case LinearCall call -> jvp(call, y, tangents, through);
            case LinearSolve solve -> jvp(solve, y, tangents, through);
            case MatrixFunction function -> MatrixFunctions.jvp(function, y, tangents, through);
            case Checkpoint checkpoint -> CheckpointRules.jvp(checkpoint, y, tangents, through);
        };
    }

    /** The cotangents of the linear operands. */
    public static Either<String, Seq<Option<Expr>>> transpose(CustomRule op, Apply y, Seq<Boolean> linear,
            Seq<Option<Expr>> cotangents, TransformCallbacks through) {
        return switch (op) {
            case Custom custom -> Either.left(custom.name() + " has a derivative of its own, and is not known to be linear");
            case LinearCall call -> only(call, call.constants(), y, linear)
                    .map(_ -> pulled(call.constants(), linear,
                    call.transposed().on(constants(call.constants(), y).appendAll(present(cotangents, y)))));
            case LinearSolve solve -> only(solve, solve.constants(), y, linear).map(_ -> {
                int p = solve.constants();
                TransformCallbacks.Partial map =
                        through.transpose(solve.map(), Array.range(0, solve.map().params().size()).map(i -> i >= p));
                Fn transposed = all(map, solve.map().params().drop(p));
                LinearSolve back = new LinearSolve(solve.name() + "ᵀ", p, transposed, solve.transposed(), solve.body());
                return pulled(p, linear, Apply.of(back, constants(p, y).appendAll(present(cotangents, y))).results());
            });
            case MatrixFunction function -> MatrixFunctions.transpose(function, y, linear, cotangents.get(0).get());
            case Checkpoint checkpoint -> CallRules.transpose(new Call(checkpoint.name(), checkpoint.body()), y, linear,
                    cotangents, through);
        };
    }

    /** The call over lanes. */
    public static Seq<Batched> batch(CustomRule op, Seq<Batched> inputs, int size, TransformCallbacks through) {
        Seq<Boolean> mapped = inputs.map(Batched::mapped);
        return switch (op) {
            case Custom custom -> {
                Custom.Rule rule = rule(custom, mapped, size, through);
                yield lanes(new Custom(custom.name(), LaneFunctions.all(custom.body(), mapped, size, through), rule), inputs);
            }
            case LinearCall call -> {
                int p = call.constants();
                Either<String, Fn> forward = call.forward().map(fn -> LaneFunctions.all(fn, mapped, size, through));
                Fn transposed = LaneFunctions.gathered(call.transposed(),
                        mapped.take(p).appendAll(Array.fill(call.transposed().params().size() - p, () -> true)),
                        mapped.drop(p), size, through);
                yield lanes(new LinearCall(call.name(), p, forward, transposed), inputs);
            }
            case LinearSolve solve -> {
                int p = solve.constants();
                Seq<Boolean> all = mapped.take(p).appendAll(Array.fill(mapped.size() - p, () -> true));
                Seq<Batched> operands = inputs.zipWithIndex((input, i) -> i < p ? input : Batched.mapped(input.lanes(size)));
                yield lanes(new LinearSolve(solve.name(), p, LaneFunctions.all(solve.map(), all, size, through),
                        LaneFunctions.all(solve.body(), all, size, through),
                        LaneFunctions.all(solve.transposed(), all, size, through)), operands);
            }
            case MatrixFunction function -> Array.of(MatrixFunctions.batch(function, inputs, size));
            case Checkpoint checkpoint -> {
                TransformCallbacks.Partial body = through.vmap(checkpoint.body(), mapped, size);
                Apply call = Apply.of(new Checkpoint(checkpoint.name(), body.fn(), checkpoint.keep()),
                        inputs.map(Batched::value));
                yield call.results().zipWith(body.present(), Batched::new).toArray();
            }
        };
    }

    private static Seq<Batched> lanes(CustomRule op, Seq<Batched> inputs) {
        return Apply.of(op, inputs.map(Batched::value)).results().map(Batched::mapped);
    }

    // ---- custom ---------------------------------------------------------------------------------------------------------

    private static Seq<Option<Expr>> jvp(Custom op, Apply y, Seq<Option<Expr>> tangents, TransformCallbacks through) {
        Seq<Expr> point = y.inputs().appendAll(y.results());
        Seq<Tuple2<Expr, Option<Expr>>> moving = y.inputs().zip(tangents).filter(p -> p._1.dtype().isFloat());
        Iterator<Option<Expr>> pushed = switch (op.rule()) {
            case Custom.Derivative(Fn fn) -> along(fn, point, moving, through).iterator();
            case Custom.Pullback(Fn fn) -> {
                LinearCall linear = new LinearCall(op.name() + "'", point.size(), forward(fn, point.size(), through), fn);
                yield Apply.of(linear, point.appendAll(moving.map(p -> p._2.getOrElse(() -> Literal.zerosLike(p._1))))).results()
                        .map(Option::of).iterator();
            }
        };
        return y.results().map(result -> result.dtype().isFloat() ? pushed.next() : Option.<Expr>none()).toArray();
    }

    /** A rule that is linear in its tangents, at some of them; what belongs to the others is gone, not zero. */
    private static Seq<Option<Expr>> along(Fn rule, Seq<Expr> point, Seq<Tuple2<Expr, Option<Expr>>> moving,
            TransformCallbacks through) {
        if (moving.forAll(p -> p._2.isDefined())) {
            return rule.on(point.appendAll(moving.map(p -> p._2.get()))).map(Option::of);
        }
        Seq<Boolean> active = Array.fill(point.size(), () -> false).appendAll(moving.map(p -> p._2.isDefined()));
        TransformCallbacks.Partial some = through.jvp(rule, active);
        Iterator<Expr> results = some.fn().on(point.appendAll(moving.map(p -> Literal.zerosLike(p._1)))
                .appendAll(moving.flatMap(Tuple2::_2))).iterator();
        return some.present().map(is -> Option.when(is, results::next)).toArray();
    }

    /** Forward mode from a pullback: its transpose, where it is linear in the cotangents. */
    private static Either<String, Fn> forward(Fn pullback, int constants, TransformCallbacks through) {
        try {
            TransformCallbacks.Partial forward =
                    through.transpose(pullback, Array.range(0, pullback.params().size()).map(i -> i >= constants));
            return Either.right(all(forward, pullback.params().drop(constants)));
        } catch (TransformException e) {
            return Either.left(e.getMessage());
        }
    }

    private static Custom.Rule rule(Custom op, Seq<Boolean> mapped, int size, TransformCallbacks through) {
        Seq<Boolean> point = mapped.appendAll(Array.fill(op.body().results().size(), () -> true));
        Seq<Boolean> moving = mapped.zip(op.body().params()).filter(p -> p._2.dtype().isFloat()).map(p -> p._1);
        return switch (op.rule()) {
            case Custom.Derivative(Fn fn) -> new Custom.Derivative(LaneFunctions.all(fn, point.appendAll(moving), size, through));
            case Custom.Pullback(Fn fn) -> new Custom.Pullback(LaneFunctions.gathered(fn,
                    point.appendAll(Array.fill(fn.params().size() - point.size(), () -> true)), moving, size, through));
        };
    }

    // ---- linear ---------------------------------------------------------------------------------------------------------

    private static Seq<Option<Expr>> jvp(LinearCall op, Apply y, Seq<Option<Expr>> tangents, TransformCallbacks through) {
        int p = op.constants();
        Seq<Option<Expr>> along = tangents.drop(p).forAll(Option::isEmpty) ? none(y)
                : Apply.of(op, constants(p, y).appendAll(orZeros(tangents.drop(p), y.inputs().drop(p)))).results()
                .map(Option::of);
        return tangents.take(p).forAll(Option::isEmpty) ? along
                : sum(along, moved(op.name(), op.body(), y, constantsOnly(p, tangents), through));
    }

    private static Seq<Option<Expr>> jvp(LinearSolve op, Apply y, Seq<Option<Expr>> tangents, TransformCallbacks through) {
        int p = op.constants();
        Seq<Option<Expr>> right = tangents.drop(p);
        if (tangents.take(p).exists(Option::isDefined)) {
            // A·ẋ = ḃ − Ȧ·x
            Apply product = (Apply) Apply.of(new Call(op.name() + ".map", op.map()), constants(p, y).appendAll(y.results()));
            Seq<Option<Expr>> turned = moved(op.name(), op.map(), product, constantsOnly(p, tangents), through);
            right = sum(right, turned.map(t -> t.map(Expr::neg)));
        }
        return right.forAll(Option::isEmpty) ? none(y)
                : Apply.of(op, constants(p, y).appendAll(orZeros(right, y.inputs().drop(p)))).results().map(Option::of);
    }

    private static Seq<Option<Expr>> moved(String name, Fn fn, Apply y, Seq<Option<Expr>> tangents, TransformCallbacks through) {
        return CallRules.jvp(new Call(name, fn), y, tangents, through);
    }

    private static Seq<Option<Expr>> constantsOnly(int p, Seq<Option<Expr>> tangents) {
        return tangents.zipWithIndex((t, i) -> i < p ? t : Option.<Expr>none());
    }

    /** That nothing but the linear operands is to be transposed; those that are not are zero. */
    private static Either<String, CustomRule> only(CustomRule op, int p, Apply y, Seq<Boolean> linear) {
        if (linear.take(p).exists(is -> is)) {
            return Either.left(op.name() + " in its first " + p + " operands");
        }
        for (int i = p; i < linear.size(); i++) {
            if (!linear.get(i) && !Literal.isZero(y.input(i))) {
                return Either.left(op.name() + " of a constant is affine, not linear");
            }
        }
        return Either.right(op);
    }

    private static Seq<Option<Expr>> pulled(int p, Seq<Boolean> linear, Seq<Expr> cotangents) {
        return linear.zipWithIndex((is, i) -> Option.when(is, () -> cotangents.get(i - p))).toArray();
    }

    // ---- pieces ---------------------------------------------------------------------------------------------------------

    private static Seq<Expr> constants(int p, Apply y) {
        return y.inputs().take(p);
    }

    static Seq<Expr> present(Seq<Option<Expr>> cotangents, Apply y) {
        return orZeros(cotangents, y.results());
    }

    private static Seq<Expr> orZeros(Seq<Option<Expr>> some, Seq<Expr> like) {
        return some.zipWith(like, (t, x) -> t.getOrElse(() -> Literal.zerosLike(x))).toArray();
    }

    private static Seq<Option<Expr>> none(Apply y) {
        return y.results().map(_ -> Option.<Expr>none());
    }

    private static Seq<Option<Expr>> sum(Seq<Option<Expr>> a, Seq<Option<Expr>> b) {
        return a.zipWith(b, (s, t) -> s.isDefined() && t.isDefined() ? Option.of(s.get().plus(t.get())) : s.orElse(t)).toArray();
    }

    /** With zeros where there was nothing. */
    static Fn all(TransformCallbacks.Partial partial, Seq<? extends Expr> like) {
        Iterator<Expr> next = partial.fn().results().iterator();
        return new Fn(partial.fn().params(), partial.present().zipWith(like, (is, x) -> is ? next.next() : Literal.zerosLike(x))
                .toArray());
    }
}
