package fluxion.tests.ops;

import static fluxion.tests.ops.Sampler.between;
import static fluxion.tests.ops.Sampler.bools;
import static fluxion.tests.ops.Sampler.positions;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Checkpoints;
import fluxion.core.op.Control;
import fluxion.core.op.Op;
import fluxion.core.op.Scan;
import fluxion.core.op.Switch;
import fluxion.core.op.While;
import fluxion.tests.ops.Row.Operand;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** The catalogue's rows of control flow. */
final class ControlRows {
    private ControlRows() {}

    private static final TensorType PAIR = TensorType.of(DType.F64, 2);
    private static final TensorType ONE = TensorType.scalar(DType.F64);
    private static final TensorType COUNT = TensorType.scalar(DType.I32);

    static Seq<Op> operations() {
        return Array.of(scan(false), scan(true), linear(), new Switch(Array.of(branch(0), branch(1)), Option.none()),
                new Switch(Array.of(branch(0), branch(1), branch(2)), Option.none()),
                loop(Checkpoints.Everything.EVERYTHING), loop(Checkpoints.Root.ROOT), loop(new Checkpoints.AtMost(2)));
    }

    static Row row(Control op) {
        Operand pair = new Operand(PAIR, between(-1, 1));
        return switch (op) {
            case Scan scan -> {
                Row row = Row.smooth(op, pair, pair, new Operand(ONE, between(-1, 1)), new Operand(TensorType.of(DType.F64, 3, 2), between(-1, 1)));
                yield scan.equals(LINEAR) ? row.linearIn(Ints.of(1, 2, 3)) : row;
            }
            case Switch choice -> Row.smooth(op, choice.branches().size() == 2 ? new Operand(TensorType.scalar(DType.BOOL), bools())
                    : new Operand(COUNT, positions(3)), pair, pair);
            case While _ -> Row.smooth(op, pair, new Operand(COUNT, positions(3)), pair, new Operand(ONE, between(-1, 1)));
        };
    }

    private static final Scan LINEAR = makeLinear();

    private static Var var(TensorType type) {
        return new Var("x", type);
    }

    /** A nonlinear recurrence of a vector and a number, with a result for each step. */
    private static Scan scan(boolean reverse) {
        Var a = var(PAIR);
        Var c = var(PAIR);
        Var s = var(ONE);
        Var x = var(PAIR);
        Expr next = c.times(a).plus(x).tanh();
        return new Scan(Fn.of(Array.of(a, c, s, x), Array.of(next, s.plus(next.square().sum()), next.times(x).plus(s))), 3, 1, 2, reverse);
    }

    /** A recurrence that is linear but for its constant. */
    private static Scan makeLinear() {
        Var a = var(PAIR);
        Var c = var(PAIR);
        Var s = var(ONE);
        Var x = var(PAIR);
        return new Scan(Fn.of(Array.of(a, c, s, x), Array.of(c.times(a.sin()).plus(x), s.times(2).minus(c.sum()), x.times(a).plus(s))), 3, 1, 2, false);
    }

    private static Scan linear() {
        return LINEAR;
    }

    private static Fn branch(int k) {
        Var x = var(PAIR);
        Var y = var(PAIR);
        return Fn.of(Array.of(x, y), switch (k) {
            case 0 -> Array.of(x.sin(), x.times(y).sum());
            case 1 -> Array.of(y.exp().times(x), y.sum());
            default -> Array.<Expr>of(x, y.square().sum());
        });
    }

    /** Runs two steps more than its counter says below three. */
    private static While loop(Checkpoints checkpoints) {
        Var a = var(PAIR);
        Var i = var(COUNT);
        Var c = var(PAIR);
        Var s = var(ONE);
        Fn condition = Fn.of(Array.of(a, i, c, s), Array.of(i.lt(4)));
        Var b = var(PAIR);
        Var j = var(COUNT);
        Var d = var(PAIR);
        Var t = var(ONE);
        Expr next = d.times(b).sin().plus(t);
        Fn step = Fn.of(Array.of(b, j, d, t), Array.of(j.plus(1), next, t.plus(next.times(d).sum().times(0.5))));
        return new While(condition, Array.of(new While.Sweep(step, 3, Ints.empty(), false)), 1, Option.none(), checkpoints);
    }
}
