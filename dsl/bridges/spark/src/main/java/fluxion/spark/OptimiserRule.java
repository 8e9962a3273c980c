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
        return new ByGradient<P, Sgd.State<P>>() {
            private final Fun2<P, Sgd.State<P>, Sgd.State<P>> update =
                    Fun2.of((Function2<P, Sgd.State<P>, Sgd.State<P>>) (gradients, state) -> sgd.update(gradients, state));

            @Override
            public Sgd.State<P> init(Function1<P, Tuple2<Expr, P>> objective, P parameters) {
                return Fluxion.eval(sgd.init(parameters));
            }

            @Override
            public P parameters(Sgd.State<P> state) {
                return state.parameters();
            }

            @Override
            public Sgd.State<P> update(P gradients, Sgd.State<P> state) {
                return update.apply(gradients, state);
            }

            @Override
            public int step(Sgd.State<P> state) {
                return (int) Fluxion.toDouble(state.step());
            }
        };
    }

    static <P> OptimiserRule<P, Adam.State<P>> of(Adam adam) {
        return new ByGradient<P, Adam.State<P>>() {
            private final Fun2<P, Adam.State<P>, Adam.State<P>> update =
                    Fun2.of((Function2<P, Adam.State<P>, Adam.State<P>>) (gradients, state) -> adam.update(gradients, state));

            @Override
            public Adam.State<P> init(Function1<P, Tuple2<Expr, P>> objective, P parameters) {
                return Fluxion.eval(adam.init(parameters));
            }

            @Override
            public P parameters(Adam.State<P> state) {
                return state.parameters();
            }

            @Override
            public Adam.State<P> update(P gradients, Adam.State<P> state) {
                return update.apply(gradients, state);
            }

            @Override
            public int step(Adam.State<P> state) {
                return (int) Fluxion.toDouble(state.step());
            }
        };
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

    /** Asks once a step. */
    interface ByGradient<P, S> extends OptimiserRule<P, S> {
        P parameters(S state);

        S update(P gradients, S state);

        @Override
        default Next<S> next(Function1<P, Tuple2<Expr, P>> objective, S state) {
            Tuple2<Expr, P> there = objective.apply(parameters(state));
            return new Next<>(Fluxion.toDouble(there._1), largest(there._2), update(there._2, state));
        }

        @Override
        default boolean isStochastic() {
            return true;
        }
    }
}
