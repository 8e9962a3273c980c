package fluxion.ops;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Movement;
import fluxion.core.op.Permute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import fluxion.core.op.StopGradient;
import io.vavr.control.Option;

/**
 * Differences from ln Σ eˣ without the loss of digits: where x is large, the sum's logarithm disappears in the rounding of
 * m + ln Σ e^(x − m), m the largest x. So {@code a − ln Σ eˣ} is evaluated as {@code (a − m) − ln Σ e^(x − m)}, which is what
 * keeps softmax, its logarithm, its slopes and cross-entropies right for large x. The textbook form stays the one that is read,
 * differentiated and simplified; only who computes it asks for this one, see {@link Accurate}.
 *
 * <p>The difference of two equal infinities counts as 0, the limit where all move together: infinite elements share evenly.
 */
public final class LogSums {
    private LogSums() {}

    /** Whether an operation is a difference from ln Σ eˣ, or between two of them. */
    public static boolean isDifference(Apply apply) {
        return apply.op() == Binary.SUB && apply.inputs().exists(x -> total(x).isDefined());
    }

    /** a − b, one of which is ln Σ eˣ. */
    static Expr difference(Expr a, Expr b) {
        Option<Apply> left = total(a);
        Option<Apply> right = total(b);
        Expr near = left.map(t -> rest(a, t)).getOrElse(() -> minus(a, largest(b, right.get())));
        Expr far = right.map(t -> rest(b, t)).getOrElse(() -> minus(b, largest(a, left.get())));
        return left.isDefined() && right.isDefined()
                ? minus(largest(a, left.get()), largest(b, right.get())).plus(near.minus(far)) : near.minus(far);
    }

    /** The ln Σ eˣ that an expression repeats or arranges. */
    private static Option<Apply> total(Expr x) {
        Expr at = x;
        while (at instanceof Apply apply && (isArranged(apply) || isGuarded(apply))) {
            at = apply.input(0);
        }
        return at instanceof Apply sum && sum.op() instanceof Reduce(var kind, Ints axes) && kind == Reduce.Kind.LOGSUMEXP
                && axes.size() > 0
                ? Option.of(sum) : Option.none();
    }

    private static boolean isArranged(Apply apply) {
        return apply.op() instanceof Movement move
                && (move instanceof Broadcast || move instanceof Reshape || move instanceof Permute || move instanceof Slice);
    }

    /** What is added to keep a softmax of infinities honest. */
    private static boolean isGuarded(Apply apply) {
        return apply.op() == Binary.ADD && apply.input(1) instanceof Apply guard && guard.op() instanceof StopGradient;
    }

    /** The largest elements, arranged as the logarithms are. */
    private static Expr largest(Expr arranged, Apply total) {
        if (arranged == total) {
            return Expr.apply(new Reduce(Reduce.Kind.MAX, ((Reduce) total.op()).axes()), total.input(0));
        }
        Apply apply = (Apply) arranged;
        Expr inner = largest(apply.input(0), total);
        return isGuarded(apply) ? inner : Expr.apply(apply.op(), inner);
    }

    /** ln Σ e^(x − m), arranged as the logarithms are. */
    private static Expr rest(Expr arranged, Apply total) {
        if (arranged == total) {
            Expr x = total.input(0);
            Ints axes = ((Reduce) total.op()).axes();
            Expr spread = Expr.apply(new Broadcast(x.shape(), Ints.range(0, x.rank()).without(axes)), largest(total, total));
            return Expr.apply(total.op(), minus(x, spread));
        }
        Apply apply = (Apply) arranged;
        Expr inner = rest(apply.input(0), total);
        return isGuarded(apply) ? inner.plus(apply.input(1)) : Expr.apply(apply.op(), inner);
    }

    /** a − m, and 0 where they are equal, infinite too. */
    private static Expr minus(Expr a, Expr m) {
        return a.eq(m).where(Literal.zerosLike(m), a.minus(m));
    }
}
