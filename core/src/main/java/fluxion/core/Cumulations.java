package fluxion.core;

import fluxion.core.op.CumSum;
import fluxion.core.op.Cumulate;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Recurrence;

/**
 * The verbs that go along an axis step by step: each element combines those before it and itself, or itself and those behind
 * it when reversed. Negative axes count from the end.
 */
public sealed interface Cumulations permits Expr {
    /** This expression. */
    Expr self();

    private Expr cumulate(Cumulate.Kind kind, int axis, boolean reverse) {
        String label = new Cumulate(kind, 0, reverse).label();
        return Expr.apply(new Cumulate(kind, self().shape().axis(label, axis), reverse), self());
    }

    /** Running sums along an axis. */
    default Expr cumsum(int axis) { return cumsum(axis, false); }

    /** Running sums along an axis, from the end when reversed. */
    default Expr cumsum(int axis, boolean reverse) {
        return Expr.apply(new CumSum(self().shape().axis("cumsum", axis), reverse), self());
    }

    /** Running products along an axis; the derivative never divides, so it is right where factors are 0. */
    default Expr cumprod(int axis) { return cumprod(axis, false); }

    /** Running products along an axis, from the end when reversed. */
    default Expr cumprod(int axis, boolean reverse) { return cumulate(Cumulate.Kind.CUMPROD, axis, reverse); }

    /**
     * The product of all other elements along an axis, {@code y[i] = Π x[j]} over j ≠ i, without a division; see
     * {@link LeaveOneOutProduct}.
     */
    default Expr prodOfOthers(int axis) {
        return Expr.apply(new LeaveOneOutProduct(self().shape().axis("prod_of_others", axis)), self());
    }

    /** The largest so far along an axis, NaN once there was one; ties share the derivative evenly. */
    default Expr cummax(int axis) { return cummax(axis, false); }

    /** The largest so far along an axis, from the end when reversed. */
    default Expr cummax(int axis, boolean reverse) { return cumulate(Cumulate.Kind.CUMMAX, axis, reverse); }

    /** The smallest so far along an axis, NaN once there was one; ties share the derivative evenly. */
    default Expr cummin(int axis) { return cummin(axis, false); }

    /** The smallest so far along an axis, from the end when reversed. */
    default Expr cummin(int axis, boolean reverse) { return cumulate(Cumulate.Kind.CUMMIN, axis, reverse); }

    /** Running ln Σ eˣ along an axis, without overflow. */
    default Expr logcumsumexp(int axis) { return logcumsumexp(axis, false); }

    /** Running ln Σ eˣ along an axis, from the end when reversed. */
    default Expr logcumsumexp(int axis, boolean reverse) { return cumulate(Cumulate.Kind.LOGCUMSUMEXP, axis, reverse); }

    /** {@code y[i] = factors[i]·y[i−1] + this[i]} along an axis, see {@link Recurrence}; factors broadcast. */
    default Expr recurrence(Expr factors, int axis) {
        Given.arguments("recurrence", factors);
        return recurrence(factors, axis, false);
    }

    /** {@code y[i] = factors[i]·y[i−1] + this[i]} along an axis, or on y[i+1] when reversed. */
    default Expr recurrence(Expr factors, int axis, boolean reverse) {
        Given.arguments("recurrence", factors);
        Expr terms = self();
        int a = terms.shape().axis("recurrence", axis);
        return Expr.apply(new Recurrence(a, reverse), factors.cast(terms.dtype()).broadcastTo(terms.shape()), terms);
    }
}
