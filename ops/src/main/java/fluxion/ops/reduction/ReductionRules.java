package fluxion.ops.reduction;

import static fluxion.ops.Rules.linear;
import static fluxion.ops.Rules.nonlinear;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Reduce;
import fluxion.ops.Guard;
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

    /**
     * The tangent of a product, Σᵢ tᵢ·Πⱼ≠ᵢ xⱼ, by halves: of two halves with products p, q and tangents s, t it is
     * s·q + p·t. Never divides, so it is right where factors are zero.
     */
    private static Expr productTangent(Expr x, Expr t, Ints axes) {
        Ints kept = Ints.range(0, x.rank()).without(axes);
        int[] order = kept.concat(axes).toArray();
        int[] rows = x.shape().dims().select(kept).append(-1).toArray();
        int last = kept.size();
        if (x.shape().size() == 0) {
            return t.sum(axes.toArray());
        }
        Expr values = x.permute(order).reshape(rows);
        Expr tangents = t.permute(order).reshape(rows);
        for (int n = values.shape().dim(last); n > 1; n = (n + 1) / 2) {
            int half = n / 2;
            Expr p = values.slice(last, 0, half);
            Expr q = values.slice(last, half, 2 * half);
            Expr s = tangents.slice(last, 0, half);
            Expr r = tangents.slice(last, half, 2 * half);
            Expr product = p.times(q);
            Expr tangent = s.times(q).plus(p.times(r));
            boolean odd = n % 2 == 1;
            values = odd ? join(product, values.slice(last, n - 1, n), last) : product;
            tangents = odd ? join(tangent, tangents.slice(last, n - 1, n), last) : tangent;
        }
        return tangents.squeeze(last);
    }

    private static Expr join(Expr a, Expr b, int axis) {
        return Expr.apply(new fluxion.core.op.Concatenate(axis), a, b);
    }

    /** Only the sum is linear: its cotangent is repeated along the axes it lost. */
    public static Either<String, Seq<Option<Expr>>> transpose(Reduce op, Apply y, Expr ct) {
        return op.kind() == Reduce.Kind.SUM ? linear(Guard.move(broadcast(op, y.input(0)), ct)) : nonlinear(op.label());
    }
}
