package fluxion.ops.running;

import static fluxion.ops.rule.Linearity.nonlinear;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.op.Cumulate;
import fluxion.core.op.Cumulative;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Pad;
import fluxion.core.op.Recurrence;
import fluxion.ops.rule.Batched;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Derivatives, transposes and batching of running operations. Each step yᵢ = f(yᵢ₋₁, xᵢ) has the tangent
 * ∂f/∂y·ẏᵢ₋₁ + ∂f/∂x·ẋᵢ: a linear recurrence, that never divides by an element and so is right where elements are zero.
 */
public final class RunningRules {
    private RunningRules() {}

    /** The tangent, a recurrence. */
    public static Option<Expr> jvp(Cumulative op, Apply y, Seq<Option<Expr>> tangents) {
        return switch (op) {
            case Cumulate cumulate -> tangents.get(0).map(t -> tangent(cumulate, y.input(0), y, t));
            case Recurrence(int axis, boolean reverse) -> {
                Option<Expr> byFactor = tangents.get(0).map(t -> t.times(before(y, axis, reverse, 0)));
                Expr terms = tangents.get(1).map(t -> byFactor.map(t::plus).getOrElse(t)).getOrElse(byFactor::get);
                yield Option.of(Expr.apply(op, y.input(0), terms));
            }
            case LeaveOneOutProduct others -> others(others, y.inputs(), tangents);
        };
    }

    /** One tangent more for x; in each of its tangents it is linear. */
    private static Option<Expr> others(LeaveOneOutProduct op, Seq<Expr> operands, Seq<Option<Expr>> tangents) {
        Seq<Expr> terms = tangents.zipWithIndex()
                .flatMap(t -> t._1.map(dot -> applied(op, t._2 == 0 ? operands.append(dot) : operands.update(t._2, dot))));
        return terms.reduceLeftOption(Expr::plus);
    }

    private static Expr applied(LeaveOneOutProduct op, Seq<Expr> operands) {
        return Expr.apply(op, operands.toJavaArray(Expr[]::new));
    }

    private static Expr tangent(Cumulate op, Expr x, Expr y, Expr t) {
        int axis = op.axis();
        Recurrence recurrence = new Recurrence(axis, op.reverse());
        return switch (op.kind()) {
            case CUMPROD -> Expr.apply(recurrence, x, t.times(before(y, axis, op.reverse(), 1)));
            case CUMMAX, CUMMIN -> extremum(recurrence, x, y, t);
            case LOGCUMSUMEXP -> {
                // with mₖ the largest so far, sₖ = Σ e^(xᵢ − mₖ): from yₖ = mₖ + ln sₖ itself the shares would lose the
                // digits of large x
                Expr m = Expr.apply(new Cumulate(Cumulate.Kind.CUMMAX, axis, op.reverse()), x).stopGradient();
                Expr fall = difference(before(m, axis, op.reverse(), Double.NEGATIVE_INFINITY), m).exp();
                Expr term = difference(x, m).exp();
                Expr s = Expr.apply(recurrence, fall, term);
                yield Expr.apply(recurrence, before(s, axis, op.reverse(), 0).times(fall).div(s), t.times(term.div(s)));
            }
        };
    }

    /** The mean of the tangents of the ties so far: sums and counts that begin anew wherever the extremum changes. */
    private static Expr extremum(Recurrence op, Expr x, Expr y, Expr t) {
        Expr attained = x.eq(y);
        Expr goesOn = y.eq(before(y, op.axis(), op.reverse(), Double.NaN)).cast(x.dtype());
        Expr sum = Expr.apply(op, goesOn, attained.where(t, Literal.zerosLike(t)));
        Expr count = Expr.apply(op, goesOn, attained.cast(x.dtype()));
        return sum.div(count.maximum(1));
    }

    /** x − m, and 0 for equal infinities, which share evenly. */
    private static Expr difference(Expr x, Expr m) {
        return x.eq(m).and(m.isInf()).where(Literal.zerosLike(m), x.minus(m));
    }

    /** At each place what stands one step earlier; at the first the number given. */
    static Expr before(Expr x, int axis, boolean reverse, Number first) {
        int n = x.shape().dim(axis);
        if (n == 0) {
            return x;
        }
        Ints none = Ints.fill(x.rank(), 0);
        Ints one = none.with(axis, 1);
        Expr kept = reverse ? x.slice(axis, 1, n) : x.slice(axis, 0, n - 1);
        return Expr.apply(reverse ? new Pad(none, one, none) : new Pad(one, none, none), kept, Tensor.number(x.dtype(), first));
    }

    /** What a term adds to all later elements: the recurrence backwards, with the factor of the next step. */
    public static Either<String, Seq<Option<Expr>>> transpose(Cumulative op, Apply y, Seq<Boolean> linear, Expr ct) {
        return switch (op) {
            case Cumulate _ -> nonlinear(op.label());
            case LeaveOneOutProduct _ when linear.get(0) -> nonlinear("prod_of_others in its factors");
            case LeaveOneOutProduct others ->
                    Either.right(linear.zipWithIndex((is, i) ->
                    Option.when(is, () -> applied(others, y.inputs().update(i, ct)))));
            case Recurrence _ when linear.get(0) -> nonlinear("recurrence in its factors");
            case Recurrence(int axis, boolean reverse) -> Either.right(Array.of(Option.none(),
                    Option.of(Expr.apply(new Recurrence(axis, !reverse), before(y.input(0), axis, !reverse, 0), ct))));
        };
    }

    /** The same along the next axis. */
    public static Expr batch(Cumulative op, Seq<Batched> inputs, int size) {
        return switch (op) {
            case Cumulate(var kind, int axis, boolean reverse) ->
                    Expr.apply(new Cumulate(kind, axis + 1, reverse), inputs.get(0).value());
            case LeaveOneOutProduct(int axis) -> applied(new LeaveOneOutProduct(axis + 1),
                    inputs.map(input -> input.lanes(size)));
            case Recurrence(int axis, boolean reverse) ->
                    Expr.apply(new Recurrence(axis + 1, reverse), inputs.get(0).lanes(size), inputs.get(1).lanes(size));
        };
    }
}
