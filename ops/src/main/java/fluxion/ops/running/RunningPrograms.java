package fluxion.ops.running;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.Movements;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.Apply;
import fluxion.core.op.Cumulate;
import fluxion.core.op.Recurrence;
import fluxion.core.op.Scan;
import fluxion.ops.Iterate;
import io.vavr.collection.Array;

/** Running operations by combining with ever more distant neighbours, or step by step; powers of integers by squaring. */
public final class RunningPrograms {
    private RunningPrograms() {}

    /** After the pass of distance d each element holds the combination of the last 2d (Hillis and Steele 1986). */
    public static Expr cumulate(Cumulate op, Expr x) {
        Expr y = op.reverse() ? x.flip(op.axis()) : x;
        int n = x.shape().dim(op.axis());
        for (int d = 1; d < n; d *= 2) {
            Expr before = y.slice(op.axis(), 0, n - d);
            Expr here = y.slice(op.axis(), d, n);
            Expr both = switch (op.kind()) {
                case CUMPROD -> before.times(here);
                case CUMMAX -> before.maximum(here);
                case CUMMIN -> before.minimum(here);
                case LOGCUMSUMEXP -> before.logaddexp(here);
            };
            y = Movements.concatenate(op.axis(), Array.of(y.slice(op.axis(), 0, d), both));
        }
        return op.reverse() ? y.flip(op.axis()) : y;
    }

    /** y[i] = a[i]·y[i − 1] + b[i], step by step; before the first there is nothing, and a factor of 0 forgets whatever there was. */
    public static Expr recurrence(Recurrence op, Expr factors, Expr terms) {
        Expr a = factors.moveAxis(op.axis(), 0);
        Expr b = terms.moveAxis(op.axis(), 0);
        int n = a.shape().dim(0);
        Expr none = Tensor.zeros(a.tensorType().withShape(new fluxion.core.Shape(a.shape().dims().with(0, 1))));
        a = Movements.concatenate(0, op.reverse() ? Array.of(a.slice(0, 0, n - 1), none) : Array.of(none, a.slice(0, 1, n)));
        TensorType element = a.tensorType().withShape(new fluxion.core.Shape(a.shape().dims().drop(1)));
        Var carry = new Var("y", element);
        Var factor = new Var("a", element);
        Var term = new Var("b", element);
        Expr next = factor.eq(0).where(term, factor.times(carry).plus(term));
        Apply scan = Apply.of(new Scan(Fn.of(Array.of(carry, factor, term), Array.of(next, next)), n, 0, 1, op.reverse()), Array.of(Tensor.zeros(element), a, b));
        return scan.results().get(1).moveAxis(0, op.axis());
    }

    /** By squaring, until no exponent is left. */
    public static Expr power(Expr x, Expr exponent) {
        Expr one = Tensor.number(x.dtype(), 1).broadcastTo(x.shape());
        return Iterate.whileTrue(Array.empty(), Array.of(x, exponent, one), (_, s) -> s.get(1).gt(0).any(),
                (_, s) -> Array.of(s.get(0).times(s.get(0)), s.get(1).floorDivide(2), s.get(1).remainder(2).eq(1).where(s.get(2).times(s.get(0)), s.get(2)))).get(2);
    }
}
