package fluxion.dsl.sample;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.function.Local;
import fluxion.dsl.function.Tracing;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.tree.TreeVector;
import io.vavr.Function1;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.function.UnaryOperator;

/**
 * A Markov chain whose stationary density is given by its logarithm, up to a constant: each proposal is taken with the
 * probability of Metropolis. During a warm-up, dual averaging makes the step size one whose proposals are taken as often as they
 * should (Hoffman and Gelman, The No-U-Turn Sampler, JMLR 15, 2014, 3.2); afterwards it stays.
 *
 * @param leapfrogSteps of Hamiltonian dynamics from a random momentum for a proposal, of a length that varies by a fifth from one
 *     to the next (Neal 2011, 5.4.2.2); 1 is Langevin's proposal with Metropolis' correction, of one length, 0 a random walk that
 *     asks for no gradient
 * @param stepSize ε at the beginning, above 0
 * @param acceptance how often proposals should be taken, between 0 and 1
 * @param warmUp how many proposals adapt the step size, 0 to keep it
 * @param treeDepth 0, or how often at most a path is doubled that goes on until it turns back, whatever the leapfrog steps
 */
public record Sampler(int leapfrogSteps, double stepSize, double acceptance, int warmUp, int treeDepth)
        implements java.io.Serializable {
    private static final int DEEPEST = 16;
    private static final double VARIATION = 0.2;
    private static final double SHRINKAGE = 0.05;
    private static final double DELAY = 10;
    private static final double FORGETTING = 0.75;

    /** Refuses numbers out of these ranges. */
    public Sampler {
        if (treeDepth < 0 || treeDepth > DEEPEST) {
            throw new FluxionException("nuts: requires a tree's depth from 1 to " + DEEPEST + "; got " + treeDepth);
        }
        if (leapfrogSteps < 0 || !(stepSize > 0) || !(acceptance > 0 && acceptance < 1) || warmUp < 0) {
            throw new FluxionException("sampler: requires at least 0 leapfrog steps, a step size above 0, an acceptance between "
                    + "0 and 1, and a warm-up of at least 0; got " + leapfrogSteps + ", " + stepSize + ", " + acceptance + ", "
                    + warmUp);
        }
    }

    /** With so many leapfrog steps for a proposal. */
    public Sampler(int leapfrogSteps, double stepSize, double acceptance, int warmUp) {
        this(leapfrogSteps, stepSize, acceptance, warmUp, 0);
    }

    /** With another step size to begin with. */
    public Sampler stepSize(double size) {
        return new Sampler(leapfrogSteps, size, acceptance, warmUp, treeDepth);
    }

    /** With a step size for which proposals are taken so often. */
    public Sampler acceptance(double rate) {
        return new Sampler(leapfrogSteps, stepSize, rate, warmUp, treeDepth);
    }

    /** With so many proposals before the chain that is kept. */
    public Sampler warmUp(int proposals) {
        return new Sampler(leapfrogSteps, stepSize, acceptance, proposals, treeDepth);
    }

    record Point(Expr x, Expr log, Expr gradient) {}

    private record Adaptation(Expr logStep, Expr logMean, Expr error) {}

    /** The chain from a start. */
    public <P> MarkovChain<P> chain(RandomKey key, Function1<P, Expr> logDensity, P start, int draws) {
        if (draws < 1) {
            throw new FluxionException("mcmc: requires at least 1 draw; got " + draws);
        }
        return Tracing.whole(() -> {
            TreeVector<P> vector = TreeVector.of("mcmc", start);
            Function1<Expr, Expr> log = x -> {
                Expr value = logDensity.apply(vector.tree(x));
                if (!value.shape().isScalar() || !value.dtype().isFloat()) {
                    throw new ShapeException("mcmc: the log density must be a floating-point scalar; got " + value.type());
                }
                return value.cast(x.dtype());
            };
            Expr x0 = vector.flat("the start", start);
            DType dtype = x0.dtype();
            Expr first = Tensor.number(dtype, Math.log(stepSize));
            Adaptation none = new Adaptation(first, first, Tensor.number(dtype, 0));
            Tuple2<Point, Adaptation> warm = warmUp == 0 ? Tuple.of(point(log, x0), none)
                    : ControlFlow.<Tuple2<Point, Adaptation>>range(0, warmUp, Tuple.of(point(log, x0), none), (i, s) -> {
                        Tuple2<Point, Expr> next = propose(log, key.foldIn(0).foldIn(i), s._1, s._2.logStep.exp());
                        return Tuple.of(next._1, adapted(s._2, next._2, i.plus(1).cast(dtype)));
                    });
            Expr step = warm._2.logMean.exp();
            var kept = ControlFlow.scan(warm._1, (Expr) Tensor.of(Ints.range(0, draws).toArray()), (at, i) -> {
                Tuple2<Point, Expr> next = propose(log, key.foldIn(1).foldIn(i), at, step);
                return Tuple.of(next._1, Tuple.of(next._1.x, next._1.log, next._2));
            })._2;
            return new MarkovChain<>(vector.stacked(kept._1), kept._2, kept._3.mean(), step);
        });
    }

    private Point point(Function1<Expr, Expr> log, Expr x) {
        if (leapfrogSteps == 0) {
            return new Point(x, log.apply(x), x.times(0));
        }
        Tuple2<Expr, Expr> there = Local.<Expr>valueAndGradient(log, x);
        return new Point(x, there._1, there._2);
    }

    /** The next place, and how probable it was that the proposal is taken. */
    private Tuple2<Point, Expr> propose(Function1<Expr, Expr> log, RandomKey key, Point at, Expr step) {
        if (treeDepth > 0) {
            return NoUTurn.propose(x -> point(log, x), key, at, step, treeDepth);
        }
        Expr p = Distributions.normal(key.foldIn(0), at.x.tensorType());
        Point proposal;
        Expr gain;
        if (leapfrogSteps == 0) {
            proposal = point(log, at.x.plus(step.times(p)));
            gain = proposal.log.minus(at.log);
        } else {
            // paths of one length may come back to where they began
            Expr varied = leapfrogSteps == 1 ? step
                    : step.times(Distributions.uniform(key.foldIn(2), TensorType.of(at.x.dtype()), 1 - VARIATION, 1 + VARIATION));
            UnaryOperator<Tuple2<Point, Expr>> leap = s -> {
                Expr half = s._2.plus(varied.times(s._1.gradient).times(0.5));
                Point next = point(log, s._1.x.plus(varied.times(half)));
                return Tuple.of(next, half.plus(varied.times(next.gradient).times(0.5)));
            };
            Tuple2<Point, Expr> end = leapfrogSteps == 1 ? leap.apply(Tuple.of(at, p))
                    : ControlFlow.<Tuple2<Point, Expr>>range(0, leapfrogSteps, Tuple.of(at, p), (_, s) -> leap.apply(s));
            proposal = end._1;
            gain = proposal.log.minus(at.log).plus(p.square().sum().minus(end._2.square().sum()).times(0.5));
        }
        // where the density is not known, a proposal is not taken
        Expr probability = gain.isNan().where(0, gain.minimum(0).exp());
        Expr taken = Distributions.uniform(key.foldIn(1), TensorType.of(at.x.dtype())).lt(probability);
        return Tuple.of(new Point(taken.where(proposal.x, at.x), taken.where(proposal.log, at.log),
                taken.where(proposal.gradient, at.gradient)), probability);
    }

    private Adaptation adapted(Adaptation before, Expr probability, Expr m) {
        Expr weight = m.plus(DELAY).reciprocal();
        Expr error = before.error.times(weight.neg().plus(1)).plus(weight.times(probability.neg().plus(acceptance)));
        Expr logStep = error.times(m.sqrt()).div(-SHRINKAGE).plus(Math.log(10 * stepSize));
        Expr eta = m.pow(-FORGETTING);
        return new Adaptation(logStep, eta.times(logStep).plus(eta.neg().plus(1).times(before.logMean)), error);
    }
}
