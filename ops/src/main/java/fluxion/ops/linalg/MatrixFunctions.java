package fluxion.ops.linalg;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Call;
import fluxion.core.op.MatrixFunction;
import fluxion.ops.rule.Batched;
import fluxion.ops.rule.CallRules;
import fluxion.ops.rule.TransformCallbacks;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Derivatives of functions of symmetric matrices (Daleckii and Krein 1965; Higham, "Functions of Matrices", 3.2), which are
 * multilinear in their tangents, symmetric in them, and self-adjoint in each: each derivative is the next {@link MatrixFunction}.
 */
public final class MatrixFunctions {
    private MatrixFunctions() {}

    /**
     * The first derivative of V·diag(f(w))·Vᵀ along a tangent.
     *
     * @param f of an eigenvalue and numbers, all scalar
     * @param a the matrix
     * @param t its tangent
     * @param parameters numbers of f, one for each matrix
     * @param numbers numbers of f, one for each eigenvalue
     */
    public static Expr derivative(Fn f, Expr a, Expr t, Seq<Expr> parameters, Seq<Expr> numbers, TransformCallbacks through) {
        return of(Array.of(f, slope(f, 0, through).getOrElse(() -> zero(f))), parameters.size(), parameters.appendAll(numbers)
                .prepend(t).prepend(a));
    }

    private static Expr of(Seq<Fn> functions, int parameters, Seq<Expr> operands) {
        return Apply.of(MatrixFunction.of("f" + "′".repeat(functions.size() - 1), functions, parameters,
                operands.map(Expr::tensorType)), operands);
    }

    /** Along the matrix the next derivative; along numbers of all eigenvalues the same of f's derivative by them. */
    public static Seq<Option<Expr>> jvp(MatrixFunction op, Apply y, Seq<Option<Expr>> tangents, TransformCallbacks through) {
        int k = op.order();
        int own = k + 1 + op.shared();
        Option<Expr> sum = tangents.get(0).map(s -> {
            Seq<Fn> next = op.derivatives().append(slope(op.derivatives().last(), 0, through)
                    .getOrElse(() -> zero(op.derivatives().last())));
            return of(next, op.shared(), y.inputs().insert(k + 1, repeated(s, y.input(1).shape())));
        });
        for (int i = 1; i < own; i++) {
            int at = i;
            Option<Expr> term = tangents.get(i).flatMap(t -> at <= k ? Option.of((Expr) Apply.of(op, y.inputs().update(at, t)))
                    : along(op, y, at - k, t, through));
            sum = sum.isDefined() && term.isDefined() ? Option.of(sum.get().plus(term.get())) : sum.orElse(term);
        }
        Seq<Option<Expr>> rest = tangents.zipWithIndex((t, i) -> i < own ? Option.<Expr>none() : t);
        if (rest.exists(Option::isDefined)) {
            Option<Expr> term = CallRules.jvp(new Call(op.name(), op.body()), y, rest, through).get(0);
            sum = sum.isDefined() && term.isDefined() ? Option.of(sum.get().plus(term.get())) : sum.orElse(term);
        }
        return Array.of(sum);
    }

    /** Along the parameter of this place among the operands of f. */
    private static Option<Expr> along(MatrixFunction op, Apply y, int place, Expr t, TransformCallbacks through) {
        Seq<Option<Fn>> slopes = op.derivatives().map(f -> slope(f, place, through));
        if (slopes.forAll(Option::isEmpty)) {
            return Option.none();
        }
        Seq<Fn> functions = slopes.zip(op.derivatives()).map(p -> p._1.getOrElse(() -> zero(p._2)));
        int front = y.rank() - y.input(0).rank();
        return Option.of(of(functions, op.shared(), y.inputs())
                .times(Expr.apply(new Broadcast(y.shape(), Ints.range(front, front + t.rank())), t)));
    }

    /** Self-adjoint in each tangent. */
    public static Either<String, Seq<Option<Expr>>> transpose(MatrixFunction op, Apply y, Seq<Boolean> linear, Expr ct) {
        int at = linear.indexOf(true);
        if (at < 1 || at > op.order() || linear.count(is -> is) > 1) {
            return Either.left(op.name() + " is linear in each of its tangents, and not in several or in anything else");
        }
        return Either.right(linear.map(is -> Option.when(is, () -> (Expr) Apply.of(op, y.inputs().update(at, ct)))));
    }

    /** Lanes are one more batch axis where matrices or numbers have them, else a further axis of the tangents. */
    public static Batched batch(MatrixFunction op, Seq<Batched> inputs, int size) {
        int k = op.order();
        int front = inputs.get(1).laneRank() - inputs.get(0).laneRank();
        boolean shared = inputs.zipWithIndex().forAll(p -> p._2 >= 1 && p._2 <= k || !p._1.mapped());
        Seq<Expr> operands = inputs.zipWithIndex((b, i) -> i >= 1 && i <= k ? shared ? b.lanes(size) : b.lanes(size)
                .moveAxis(0, front) : shared ? b.value() : b.lanes(size));
        Expr y = of(op.derivatives(), op.shared(), operands);
        return Batched.mapped(shared ? y : y.moveAxis(front, 0));
    }

    /** ∂f by its operand at a place, absent where 0. */
    private static Option<Fn> slope(Fn f, int place, TransformCallbacks through) {
        if (!f.params().get(place).dtype().isFloat()) {
            return Option.none();
        }
        TransformCallbacks.Partial derivative = through.jvp(f, Array.range(0, f.params().size()).map(i -> i == place));
        return Option.when(derivative.present().get(0), () ->
                Fn.of(f.params(), derivative.fn().on(Array.<Expr>narrow(Array.ofAll(f.params()))
                        .append(Literal.of(f.params().get(place).type(), 1)))));
    }

    private static Fn zero(Fn f) {
        return Fn.of(f.params(), f.results().map(Literal::zerosLike));
    }

    private static Expr repeated(Expr x, Shape shape) {
        return x.shape().equals(shape) ? x : Expr.apply(new Broadcast(shape, Ints.range(shape.rank() - x.rank(), shape.rank())),
                x);
    }
}
