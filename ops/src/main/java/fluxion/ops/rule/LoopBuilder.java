package fluxion.ops.rule;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Checkpoints;
import fluxion.core.op.Iota;
import fluxion.core.op.Scan;
import fluxion.core.op.While;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.BiFunction;

/** Loops in programs that the library itself writes in its own language. */
public final class LoopBuilder {
    private LoopBuilder() {}

    /** A step of a loop of known length. */
    @FunctionalInterface
    public interface Step {
        /** The next states. */
        Seq<Expr> apply(Expr i, Seq<Expr> consts, Seq<Expr> states);
    }

    /** The last states after n steps; i counts from 0, an i32. */
    public static Seq<Expr> times(int n, Seq<Expr> consts, Seq<Expr> states, Step step) {
        if (n == 0) {
            return states;
        }
        Seq<Var> c = variables("c", consts);
        Seq<Var> s = variables("s", states);
        Var i = new Var("i", TensorType.scalar(DType.I32));
        Fn body = Fn.of(c.appendAll(s).append(i), step.apply(i, widened(c), widened(s)));
        Expr counter = Expr.apply(new Iota(TensorType.of(DType.I32, n), 0));
        return Apply.of(new Scan(body, n, c.size(), s.size(), false), consts.appendAll(states).append(counter)).results();
    }

    /** The states once the condition, a bool, does not hold any longer; both take (consts, states). */
    public static Seq<Expr> whileTrue(Seq<Expr> consts, Seq<Expr> states, BiFunction<Seq<Expr>, Seq<Expr>, Expr> condition,
            BiFunction<Seq<Expr>, Seq<Expr>, Seq<Expr>> step) {
        Seq<Var> c = variables("c", consts);
        Seq<Var> s = variables("s", states);
        Seq<Var> d = variables("c", consts);
        Seq<Var> t = variables("s", states);
        Fn test = Fn.of(c.appendAll(s), Array.of(condition.apply(widened(c), widened(s))));
        Fn body = Fn.of(d.appendAll(t), step.apply(widened(d), widened(t)));
        return Apply.of(new While(test, Array.of(new While.Sweep(body, states.size(), Ints.empty(), false)), consts.size(),
                Option.none(),
                Checkpoints.Everything.EVERYTHING), consts.appendAll(states)).results();
    }

    private static Seq<Var> variables(String name, Seq<Expr> values) {
        return values.zipWithIndex((v, i) -> new Var(name + i, v.tensorType())).toArray();
    }

    private static Seq<Expr> widened(Seq<Var> variables) {
        return Array.narrow(variables.toArray());
    }
}
