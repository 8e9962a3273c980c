package fluxion.dsl.optim;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import io.vavr.Function1;
import io.vavr.Tuple2;
import io.vavr.collection.Array;

/**
 * L-BFGS (Nocedal 1980; Nocedal and Wright, Numerical Optimization, 2006, algorithm 7.4): p ← p − α·H·∇f(p), where H, which
 * comes near the inverse of the Hessian, is made of the last m differences of parameters and of gradients, and α fulfils the
 * strong Wolfe conditions f(p + α·d) ≤ f(p) + c₁·α·∇f·d and |∇f(p + α·d)·d| ≤ c₂·|∇f·d| (algorithms 3.5 and 3.6).
 *
 * <p>For functions that are the same in each step, such as a sum over all data: few steps, each of which asks for the value and
 * the gradient once or a few times. It asks with numbers, so that the function may be anything that answers, on one machine or
 * on many; a step itself is not traced.
 *
 * <pre>{@code
 * var lbfgs = new Lbfgs();
 * var objective = valueAndGrad(fn((Net net) -> loss.apply(net, xs, ys)));
 * Net best = lbfgs.minimize(objective, net, 100, 1e-8).parameters();
 * }</pre>
 *
 * @param memory m, how many differences are remembered, at least 1
 * @param decrease c₁, above 0 and below c₂
 * @param curvature c₂, below 1
 */
public record Lbfgs(int memory, double decrease, double curvature) implements java.io.Serializable {
    /** Refuses numbers out of these ranges. */
    public Lbfgs {
        if (memory < 1 || !(0 < decrease && decrease < curvature && curvature < 1)) {
            throw new FluxionException("lbfgs: requires memory ≥ 1 and 0 < c₁ < c₂ < 1; got memory " + memory + ", c₁ " + decrease
                    + ", c₂ " + curvature);
        }
    }

    /** With c₁ = 10⁻⁴ and c₂ = 0.9. */
    public Lbfgs(int memory) {
        this(memory, 1e-4, 0.9);
    }

    /** With m = 10, c₁ = 10⁻⁴ and c₂ = 0.9. */
    public Lbfgs() {
        this(10);
    }

    /**
     * What one step changed.
     *
     * @param parameters s, by how much the parameters
     * @param gradient y, by how much the gradient
     * @param weight ρ = 1/(s·y), f64; 0 where there was no step yet
     * @param <P> the type of the parameters
     */
    public record Difference<P>(P parameters, P gradient, Expr weight) implements java.io.Serializable {}

    /**
     * The parameters, what the function gave there, and what is remembered between steps.
     *
     * @param parameters p
     * @param value f(p)
     * @param gradient ∇f(p)
     * @param differences m of them, the latest last
     * @param step how many steps were made, i32
     * @param <P> the type of the parameters
     */
    public record State<P>(P parameters, Expr value, P gradient, Array<Difference<P>> differences, Expr step)
            implements java.io.Serializable {}

    /** The state before the first step; so typed even where the parameter is a number. */
    public State<Expr> init(Function1<? super Expr, ? extends Tuple2<? extends Expr, ? extends Expr>> valueAndGrad,
            Expr parameter) {
        return this.<Expr>start(valueAndGrad, parameter);
    }

    /** The state before the first step; asks the function once. */
    public <P> State<P> init(Function1<? super P, ? extends Tuple2<? extends Expr, ? extends P>> valueAndGrad, P parameters) {
        return start(valueAndGrad, parameters);
    }

    private <P> State<P> start(Function1<? super P, ? extends Tuple2<? extends Expr, ? extends P>> valueAndGrad, P parameters) {
        Given.arguments("init", valueAndGrad, parameters);
        P start = Fluxion.eval(parameters);
        Tuple2<Expr, P> there = at(valueAndGrad, start);
        P zeros = Fluxion.eval(Fluxion.zerosLike(start));
        return new State<>(start, there._1, there._2, Array.fill(memory, () -> new Difference<>(zeros, zeros, Tensor.of(0.0))),
                Tensor.of(0));
    }

    /**
     * The state after a step; the state itself where no step along −H·∇f or −∇f makes the value smaller, as where the gradient is
     * zero, or so small that rounding hides what it says.
     *
     * @param valueAndGrad the value and the gradient of the function, such as {@code valueAndGrad(f)}, the same for all steps
     */
    public <P> State<P> update(Function1<? super P, ? extends Tuple2<? extends Expr, ? extends P>> valueAndGrad, State<P> state) {
        Given.arguments("update", valueAndGrad, state);
        boolean first = state.differences().forAll(each -> weight(each) == 0);
        P direction = direction(state);
        double length = Math.sqrt(dot(state.gradient(), state.gradient()));
        WolfeSearch<P> search = new WolfeSearch<>(this, parameters -> at(valueAndGrad, parameters), state);
        return search.along(direction, first ? Math.min(1, 1 / length) : 1)
                // a history that leads nowhere is forgotten
                .orElse(() -> first ? io.vavr.control.Option.none()
                        : search.along(Fluxion.map(state.gradient(), Expr::neg), Math.min(1, 1 / length)))
                .map(next -> moved(state, next)).getOrElse(state);
    }

    /**
     * The state after as many steps as are needed until no element of the gradient is larger than {@code tolerance}, no step
     * makes the value smaller, or {@code steps} were made.
     */
    public <P> State<P> minimize(Function1<? super P, ? extends Tuple2<? extends Expr, ? extends P>> valueAndGrad, P start,
            int steps, double tolerance) {
        return minimum(valueAndGrad, start, steps, tolerance);
    }

    /** As {@link #minimize(Function1, Object, int, double)}; so typed even where the parameter is a number. */
    public State<Expr> minimize(Function1<? super Expr, ? extends Tuple2<? extends Expr, ? extends Expr>> valueAndGrad,
            Expr start, int steps, double tolerance) {
        return this.<Expr>minimum(valueAndGrad, start, steps, tolerance);
    }

    private <P> State<P> minimum(Function1<? super P, ? extends Tuple2<? extends Expr, ? extends P>> valueAndGrad, P start,
            int steps, double tolerance) {
        State<P> state = start(valueAndGrad, start);
        for (int i = 0; i < steps && !(largest(state.gradient()) <= tolerance); i++) {
            State<P> next = update(valueAndGrad, state);
            if (next == state) {
                return state;
            }
            state = next;
        }
        return state;
    }

    private static <P> Tuple2<Expr, P> at(Function1<? super P, ? extends Tuple2<? extends Expr, ? extends P>> valueAndGrad,
            P parameters) {
        Tuple2<? extends Expr, ? extends P> there = valueAndGrad.apply(parameters);
        P gradient = Rates.alike("lbfgs", there._2, parameters);
        return new Tuple2<>(Fluxion.eval(there._1), Fluxion.eval(gradient));
    }

    private <P> State<P> moved(State<P> state, WolfeSearch.Point<P> next) {
        P s = Fluxion.eval(Fluxion.zip(next.parameters(), state.parameters(), Expr::minus));
        P y = Fluxion.eval(Fluxion.zip(next.gradient(), state.gradient(), Expr::minus));
        double product = dot(s, y);
        // the Wolfe conditions make s·y positive; of what is lost to rounding nothing is learnt
        boolean curved = product > Math.ulp(1.0) * dot(y, y) && Double.isFinite(1 / product);
        Array<Difference<P>> differences = curved
                ? state.differences().drop(1).append(new Difference<>(s, y, Tensor.of(1 / product))) : state.differences();
        return new State<>(next.parameters(), next.value(), next.gradient(), differences,
                Fluxion.eval(Fluxion.map(state.step(), t -> t.plus(1))));
    }

    /** −H·∇f, the two loops over what is remembered, the latest first and the earliest first. */
    private static <P> P direction(State<P> state) {
        Array<Difference<P>> known = state.differences().filter(each -> weight(each) != 0);
        double[] along = new double[known.size()];
        P q = state.gradient();
        for (int i = known.size() - 1; i >= 0; i--) {
            double alpha = weight(known.get(i)) * dot(known.get(i).parameters(), q);
            q = Fluxion.zip(q, known.get(i).gradient(), (a, y) -> a.minus(y.times(alpha)));
            along[i] = alpha;
        }
        if (known.nonEmpty()) {
            P y = known.last().gradient();
            double scale = 1 / (weight(known.last()) * dot(y, y));
            q = Fluxion.map(q, a -> a.times(scale));
        }
        for (int i = 0; i < known.size(); i++) {
            double beta = along[i] - weight(known.get(i)) * dot(known.get(i).gradient(), q);
            q = Fluxion.zip(q, known.get(i).parameters(), (a, s) -> a.plus(s.times(beta)));
        }
        return Fluxion.map(q, Expr::neg);
    }

    private static double weight(Difference<?> difference) {
        return Fluxion.toDouble(difference.weight());
    }

    /** The sum of products of elements over all leaves, in f64. */
    static <P> double dot(P a, P b) {
        return Fluxion.leaves(a).zipWith(Fluxion.leaves(b), (x, y) ->
                Fluxion.toDouble(x.cast(DType.F64).times(y.cast(DType.F64)).sum())).foldLeft(0.0, Double::sum);
    }

    private static double largest(Object gradient) {
        return Fluxion.leaves(gradient).filter(leaf -> leaf.tensorType().shape().size() > 0)
                .map(leaf -> Fluxion.toDouble(leaf.cast(DType.F64).abs().max())).foldLeft(0.0, Math::max);
    }
}
