package fluxion.ops.reduction;

import static fluxion.ops.rule.Linearity.linear;
import static fluxion.ops.rule.Linearity.nonlinear;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Reduce;
import fluxion.ops.rule.Guard;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Derivatives and transposes of the reductions. */
public final class ReductionRules {
    private ReductionRules() {}

    /** The tangent of y = op(x) from x's tangent t. */
    public static Option<Expr> jvp(Reduce op, Apply y, Expr t) {
        Expr x = y.input(0);
        int[] axes = op.axes().toArray();
        if (axes.length == 0) {
            return Option.of(t);
        }
        return switch (op.kind()) {
            case SUM -> Option.of(t.sum(axes));
            case PROD -> Option.of(productTangent(x, t, op.axes()));
            case MAX, MIN -> {
                Expr attained = x.eq(spread(y, op, x));
                Expr ties = attained.cast(x.dtype()).sum(axes);
                yield Option.of(attained.where(t, Literal.zerosLike(t)).sum(axes).div(ties));
            }
            case LOGSUMEXP -> Option.of(t.times(softmax(x, y, op)).sum(axes));
            case ANY, ALL -> Option.none();
        };
    }

    /** eˣ / Σ eˣ = e^(x − y); an infinite y would make x − y NaN, so 0 stands in for it. */
    private static Expr softmax(Expr x, Expr y, Reduce op) {
        return x.minus(spread(y, op, x)).exp();
    }

    /** The reduced tensor repeated along the axes it lost. */
    private static Expr spread(Expr reduced, Reduce op, Expr x) {
        return Expr.apply(broadcast(op, x), reduced);
    }

    private static Broadcast broadcast(Reduce op, Expr x) {
        return new Broadcast(x.shape(), Ints.range(0, x.rank()).without(op.axes()));
    }

    /** The tangent of a product, Σᵢ tᵢ·Πⱼ≠ᵢ xⱼ. Never divides, so it is right where factors are zero. */
    private static Expr productTangent(Expr x, Expr t, Ints axes) {
        if (axes.size() == 1) {
            int axis = axes.get(0);
            return t.times(x.prodOfOthers(axis)).sum(axis);
        }
        Ints kept = Ints.range(0, x.rank()).without(axes);
        int last = kept.size();
        int[] order = kept.concat(axes).toArray();
        Shape rows = new Shape(x.shape().dims().select(kept).append((int) new Shape(x.shape().dims().select(axes)).size()));
        return t.permute(order).reshape(rows).times(x.permute(order).reshape(rows).prodOfOthers(last)).sum(last);
    }

    /** Only the sum is linear: its cotangent is repeated along the axes it lost. */
    public static Either<String, Seq<Option<Expr>>> transpose(Reduce op, Apply y, Expr ct) {
        return op.kind() == Reduce.Kind.SUM ? linear(Guard.move(broadcast(op, y.input(0)), ct)) : nonlinear(op.label());
    }
}
