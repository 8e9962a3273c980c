package fluxion.dsl.ode;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.op.Concatenate;
import fluxion.dsl.function.Closed;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.function.CustomProgram;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Local;
import fluxion.dsl.function.LoopOption;
import fluxion.dsl.tree.TreeVector;
import io.vavr.Function1;
import io.vavr.Function3;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.BinaryOperator;

/**
 * The solution of ẏ = f(y, t), whose reverse mode solves the adjoint equation: for a loss of the states at the times tᵢ, with
 * cotangents cᵢ, the adjoint λ obeys λ̇ = −(∂f/∂y)ᵀ·λ between them, from the last to the first, and grows by cᵢ at each. Then λ
 * at t₀ is the gradient in y₀, and ∫(∂f/∂p)ᵀ·λ dt that in parameters p. The states come along, from each given one back to the
 * one before. What moves forward is the derivative through the steps, and of higher order those of the steps of either.
 *
 * @param f (y, t) to ẏ
 * @param solver how both are solved
 * @param vector how states are laid out
 */
record AdjointOde<S>(BinaryOperator<Expr> f, OdeSolver solver, TreeVector<S> vector) {
    /**
     * What the solution depends on.
     *
     * @param captured what the right-hand side uses of what is around it
     */
    record Given(Array<Expr> captured, Expr y0, Expr times) {}

    private record Solved(Expr states, Expr isComplete, Expr steps, Expr rejected, Expr evaluations) {}

    OdeSolution<S> solve(Expr y0, Expr times) {
        Closed<Tuple2<Expr, Expr>, Expr> closed = Closed.of(p -> f.apply(p._1, p._2),
                Tuple.of(y0, times.slice(0, 0, 1).reshape()));
        Function1<Given, Solved> run = given -> run(closed, given);
        Function3<Given, Solved, Given, Solved> rule = (at, y, tangent) -> pushed(closed, run, at, y, tangent);
        Fun1<Given, Solved> solving = Fun1.of(new CustomProgram("odeint", Fun1.of(run).program(), CustomProgram.Form.TANGENT,
                rule));
        Solved solved = solving.apply(new Given(closed.captured(), y0, times));
        return new OdeSolution<>(vector.stacked(solved.states), solved.isComplete, solved.steps, solved.rejected,
                solved.evaluations);
    }

    private static BinaryOperator<Expr> right(Closed<Tuple2<Expr, Expr>, Expr> closed, Seq<? extends Expr> captured) {
        return (y, t) -> closed.apply(captured, Tuple.of(y, t));
    }

    private Solved run(Closed<Tuple2<Expr, Expr>, Expr> closed, Given given) {
        Integration integration = Integration.of(right(closed, given.captured), solver, given.times);
        Tuple2<Expr, Integration.At> run = integration.run(given.y0);
        return new Solved(run._1, integration.isComplete(run._2), run._2.steps(), run._2.rejected(), run._2.evaluations());
    }

    private Solved pushed(Closed<Tuple2<Expr, Expr>, Expr> closed, Function1<Given, Solved> run, Given at, Solved y,
            Given tangent) {
        Array<Expr> floating = at.captured.zip(tangent.captured).filter(p -> p._1.dtype().isFloat()).map(p -> p._2);
        int n = at.captured.size();
        Array<Expr> states = Local.linearCall("odeint'", at.captured.append(at.y0).append(at.times).append(y.states),
                floating.append(tangent.y0).append(tangent.times),
                (point, moving) -> {
                    Given here = given(point, n);
                    return Array.of(Local.push(run, here, moved(here, moving)).states);
                },
                Array.of(y.states.tensorType()),
                (point, cotangents) -> adjoint(closed, given(point, n), point.get(n + 2), cotangents.get(0)));
        return new Solved(states.get(0), y.isComplete, y.steps, y.rejected, y.evaluations);
    }

    private static Given given(Seq<Expr> point, int n) {
        return new Given(Array.ofAll(point.take(n)), point.get(n), point.get(n + 1));
    }

    /** Tangents in the places of floating-point expressions. */
    private static Given moved(Given at, Seq<Expr> tangents) {
        return new Given(filled(at.captured, tangents), tangents.get(tangents.size() - 2), tangents.last());
    }

    private static Array<Expr> filled(Array<Expr> captured, Seq<Expr> floating) {
        var next = floating.iterator();
        return captured.map(x -> x.dtype().isFloat() ? next.next() : x);
    }

    private Seq<Expr> adjoint(Closed<Tuple2<Expr, Expr>, Expr> closed, Given given, Expr states, Expr cotangents) {
        Array<Expr> floating = given.captured.filter(x -> x.dtype().isFloat());
        BinaryOperator<Expr> right = right(closed, given.captured);
        int n = given.times.shape().dim(0);
        Array<Expr> zeros = floating.map(x -> (Expr) Tensor.zeros(x.tensorType()));
        Expr first = cotangents.slice(0, 0, 1).squeeze(0);
        if (n == 1) {
            return zeros.append(first).append(Tensor.zeros(given.times.tensorType()));
        }
        Tuple2<Expr, Array<Expr>> none = Tuple.of(Tensor.zeros(given.y0.tensorType()), zeros);
        var back = ControlFlow.<Tuple2<Expr, Array<Expr>>, Array<Expr>, Expr>scan(none,
                Array.of(given.times.slice(0, 1, n), given.times.slice(0, 0, n - 1), states.slice(0, 1, n),
                        cotangents.slice(0, 1, n)),
                (adjoint, element) -> {
                    Expr y = element.get(2);
                    Expr along = right.apply(y, element.get(0)).times(element.get(3)).sum();
                    Expr interval = Expr.apply(new Concatenate(0), element.get(0).reshape(1), element.get(1).reshape(1));
                    return Tuple.of(back(closed, given.captured, floating,
                            Tuple.of(y, adjoint._1.plus(element.get(3)), adjoint._2), interval), along);
                }, LoopOption.Reversed.REVERSED);
        Expr atStart = right.apply(given.y0, given.times.slice(0, 0, 1).reshape()).times(back._1._1).sum().neg();
        return back._1._2.append(back._1._1.plus(first))
                .append(Expr.apply(new Concatenate(0), atStart.reshape(1), back._2));
    }

    /** (y, λ, gradients in parameters) over an interval. */
    private Tuple2<Expr, Array<Expr>> back(Closed<Tuple2<Expr, Expr>, Expr> closed, Array<Expr> captured, Array<Expr> floating,
            Tuple3<Expr, Expr, Array<Expr>> from, Expr interval) {
        TreeVector<Tuple3<Expr, Expr, Array<Expr>>> all = TreeVector.of("odeint", from);
        BinaryOperator<Expr> together = (flat, t) -> {
            Tuple3<Expr, Expr, Array<Expr>> at = all.tree(flat);
            Function1<Tuple2<Expr, Array<Expr>>, Expr> slope = p -> right(closed, filled(captured, p._2)).apply(p._1, t);
            Tuple2<Expr, Array<Expr>> pulled = Local.pull(slope, Tuple.of(at._1, floating), at._2);
            return all.flat("the adjoint must be like its state", Tuple.of(right(closed, captured).apply(at._1, t),
                    pulled._1.neg(), pulled._2.map(Expr::neg)));
        };
        Expr states = Integration.of(together, solver, interval).run(all.flat("the adjoint", from))._1;
        Tuple3<Expr, Expr, Array<Expr>> end = all.tree(states.slice(0, 1, 2).squeeze(0));
        return Tuple.of(end._2, end._3);
    }
}
