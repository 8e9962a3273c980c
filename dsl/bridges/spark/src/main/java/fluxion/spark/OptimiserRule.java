package fluxion.spark;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.optim.Lbfgs;
import fluxion.dsl.optim.Sgd;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Tuple2;

/**
 * What training asks of an optimiser, whether it takes gradients or the function.
 *
 * @param <P> the type of the parameters
 * @param <S> the type of the state
 */
interface OptimiserRule<P, S> {
    /** The state before the first step. */
    S init(Function1<P, Tuple2<Expr, P>> objective, P parameters);

    /** The state after a step, itself where there is nothing left to do. */
    Next<S> next(Function1<P, Tuple2<Expr, P>> objective, S state);

    /** How many steps the state has behind it. */
    int step(S state);

    /** Whether the function may be another one in each step. */
    boolean isStochastic();

    /**
     * What came of a step.
     *
     * @param value of the function, before the step where the optimiser knows no other
     * @param largest the absolute value of the largest element of the gradient there
     * @param state after the step
     */
    record Next<S>(double value, double largest, S state) {}

    private static double largest(Object gradient) {
        return Fluxion.leaves(gradient).filter(leaf -> leaf.tensorType().shape().size() > 0)
                .map(leaf -> Fluxion.toDouble(leaf.cast(DType.F64).abs().max())).foldLeft(0.0, Math::max);
    }

    static <P> OptimiserRule<P, Sgd.State<P>> of(Sgd sgd) {
        return byGradient(sgd::init, Sgd.State::parameters, Sgd.State::step, sgd::update);
    }

    static <P> OptimiserRule<P, Adam.State<P>> of(Adam adam) {
        return byGradient(adam::init, Adam.State::parameters, Adam.State::step, adam::update);
    }

    private static <P, S> OptimiserRule<P, S> byGradient(Function1<P, S> start, Function1<S, P> parameters,
            Function1<S, Expr> steps, Function2<P, S, S> update) {
        return new ByGradient<>(start, parameters, steps, Fun2.of(update));
    }

    static <P> OptimiserRule<P, Lbfgs.State<P>> of(Lbfgs lbfgs) {
        return new OptimiserRule<P, Lbfgs.State<P>>() {
            @Override
            public Lbfgs.State<P> init(Function1<P, Tuple2<Expr, P>> objective, P parameters) {
                return lbfgs.init(objective, parameters);
            }

            @Override
            public Next<Lbfgs.State<P>> next(Function1<P, Tuple2<Expr, P>> objective, Lbfgs.State<P> state) {
                Lbfgs.State<P> next = lbfgs.update(objective, state);
                return new Next<>(Fluxion.toDouble(next.value()), largest(next.gradient()), next);
            }

            @Override
            public int step(Lbfgs.State<P> state) {
                return (int) Fluxion.toDouble(state.step());
            }

            @Override
            public boolean isStochastic() {
                return false;
            }
        };
    }

    /**
     * Asks once a step.
     *
     * @param start the state at given parameters
     * @param parameters those of a state
     * @param steps how many a state has behind it
     * @param update the state after a gradient, traced once
     */
    record ByGradient<P, S>(Function1<P, S> start, Function1<S, P> parameters, Function1<S, Expr> steps, Fun2<P, S, S> update)
            implements OptimiserRule<P, S> {
        @Override
        public S init(Function1<P, Tuple2<Expr, P>> objective, P parameters) {
            return Fluxion.eval(start.apply(parameters));
        }

        @Override
        public Next<S> next(Function1<P, Tuple2<Expr, P>> objective, S state) {
            Tuple2<Expr, P> there = objective.apply(parameters.apply(state));
            return new Next<>(Fluxion.toDouble(there._1), largest(there._2), update.apply(there._2, state));
        }

        @Override
        public int step(S state) {
            return (int) Fluxion.toDouble(steps.apply(state));
        }

        @Override
        public boolean isStochastic() {
            return true;
        }
    }
}
