package fluxion.ops.running;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Movements;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Cumulate;
import fluxion.core.op.Recurrence;
import fluxion.core.op.Scan;
import fluxion.ops.rule.LoopBuilder;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

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

    /**
     * y[i] = a[i]·y[i − 1] + b[i], step by step; before the first there is nothing, and a factor of 0 forgets whatever there
     * was.
     */
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
        Apply scan = Apply.of(new Scan(Fn.of(Array.of(carry, factor, term), Array.of(next, next)), n, 0, 1, op.reverse()),
                Array.of(Tensor.zeros(element), a, b));
        return scan.results().get(1).moveAxis(0, op.axis());
    }

    /**
     * All before each element times all after it; with tangents, for each way to divide them between the two:
     * those of a set before an element are a recurrence over those of the smaller sets.
     */
    public static Expr others(int axis, Seq<Expr> operands) {
        Seq<Expr> before = sets(axis, operands, false);
        Seq<Expr> behind = sets(axis, operands, true);
        return before.zipWith(behind.reverse(), Expr::times).reduceLeft(Expr::plus);
    }

    /** For each set of tangents, by its bits, the products of as many of these with the remaining elements on one side. */
    private static Seq<Expr> sets(int axis, Seq<Expr> operands, boolean reverse) {
        Expr x = operands.head();
        Seq<Expr> tangents = operands.tail();
        Seq<Expr> sides = Array.of(RunningRules.before(x.cumprod(axis, reverse), axis, reverse, 1));
        for (int set = 1; set < 1 << tangents.size(); set++) {
            Seq<Expr> smaller = sides;
            int members = set;
            Expr terms = Array.range(0, tangents.size()).filter(t -> (members >> t & 1) == 1)
                    .map(t -> smaller.get(members ^ 1 << t).times(tangents.get(t))).reduceLeft(Expr::plus);
            sides = sides.append(RunningRules.before(terms.recurrence(x, axis, reverse), axis, reverse, 0));
        }
        return sides;
    }

    /** By squaring, until no exponent is left. */
    public static Expr power(Expr x, Expr exponent) {
        Expr one = Tensor.number(x.dtype(), 1).broadcastTo(x.shape());
        return LoopBuilder.whileTrue(Array.empty(), Array.of(x, exponent, one), (_, s) -> s.get(1).gt(0).any(),
                (_, s) -> Array.of(s.get(0).times(s.get(0)), s.get(1).floorDivide(2),
                        s.get(1).remainder(2).eq(1).where(s.get(2).times(s.get(0)), s.get(2)))).get(2);
    }
}
