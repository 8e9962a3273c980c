package fluxion.dsl.ode;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.function.Local;
import fluxion.dsl.function.LoopOption;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Steps until a function of the state and the time changes its sign, and where in the last step it does: by halving the dense
 * output, then two of Newton's steps that are differentiated, so that the time has its first and second derivatives.
 *
 * @param integration from a time to another
 * @param event (y, t) to a scalar
 */
record EventSearch(Integration integration, BinaryOperator<Expr> event) {
    private static final int HALVINGS = 60;

    /** Where it ends, when, and with which state, and whether by the event. */
    record Found(Integration.At end, Expr happened, Expr time, Expr state) {}

    Found run(Expr y0) {
        Expr last = integration.last();
        Integration.At start = integration.start(y0);
        Expr before = event.apply(y0, start.t()).sign().stopGradient();
        Tuple2<Integration.At, Expr> end = ControlFlow.<Tuple2<Integration.At, Expr>>loop(Tuple.of(start, before),
                s -> integration.unfinished(s._1, last).and(changed(before, s._2).not()), s -> {
                    Integration.At next = integration.step(s._1, last, true);
                    return Tuple.of(next, event.apply(next.y(), next.t()).sign().stopGradient());
                }, new LoopOption.Keeping(integration.solver().checkpoints()));
        Integration.At at = end._1;
        Expr happened = changed(before, end._2);
        Expr one = Tensor.number(at.t().dtype(), 1);
        Expr theta = halved(at, before).stopGradient();
        Expr time = at.before().plus(theta.times(at.t().minus(at.before())).stopGradient());
        for (int i = 0; i < 2; i++) {
            Expr here = time;
            UnaryOperator<Expr> along = t -> event.apply(integration.state(at, t), t);
            Expr slope = Local.<Expr, Expr>push(along::apply, here, one);
            time = here.minus(along.apply(here).div(slope));
        }
        // where there is no slope to follow, as where the event jumps, the halved place
        Expr halved = at.before().plus(theta.times(at.t().minus(at.before())));
        Expr found = time.minus(halved).abs().le(at.t().minus(at.before()).abs().times(1e-3)).where(time, halved);
        Expr when = happened.where(found, at.t());
        return new Found(at, happened, when, happened.or(integration.isComplete(at)).where(integration.state(at, when),
                at.y().times(Double.NaN)));
    }

    private static Expr changed(Expr before, Expr now) {
        return now.ne(before).and(before.ne(0)).and(now.isNan().not());
    }

    /** The part of the last step after which the sign has changed. */
    private Expr halved(Integration.At at, Expr before) {
        Expr zero = Tensor.number(at.t().dtype(), 0);
        Expr one = Tensor.number(at.t().dtype(), 1);
        Expr length = at.t().minus(at.before());
        int halvings = at.t().dtype() == DType.F64 ? HALVINGS : HALVINGS / 2;
        return ControlFlow.<Tuple2<Expr, Expr>>range(0, halvings, Tuple.of(zero, one), (i, s) -> {
            Expr middle = s._1.plus(s._2).times(0.5);
            Expr t = at.before().plus(middle.times(length));
            Expr same = event.apply(integration.state(at, t), t).sign().eq(before);
            return Tuple.of(same.where(middle, s._1), same.where(s._2, middle));
        })._2;
    }
}
