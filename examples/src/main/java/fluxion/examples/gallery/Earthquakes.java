package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;
import static fluxion.plot.Plots.scatter;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.Bfgs;
import fluxion.dsl.optim.Minimum;
import fluxion.plot.Figure;

/**
 * A hidden Markov model of the number of major earthquakes a year: which of a few states a year is in is not seen, the number is
 * Poisson's with the state's rate. Zucchini and MacDonald, Hidden Markov Models for Time Series (2009), chapter 3, find for one,
 * two and three states −ln L = 391.9189, 342.3183 and 329.4603.
 *
 * <p>The probabilities of the states, given all numbers, are the gradient of ln L by the logarithms ln p(x | state).
 */
public final class Earthquakes {
    /** Earthquakes of magnitude 7 or more, 1900–2006 (United States Geological Survey; public domain). */
    static final Tensor COUNTS = vector(13, 14, 8, 10, 16, 26, 32, 27, 18, 32, 36, 24, 22, 23, 22, 18, 25, 21, 21, 14, 8, 11, 14,
            23, 18, 17, 19, 20, 22, 19, 13, 26, 13, 14, 22, 24, 21, 22, 26, 21, 23, 24, 27, 41, 31, 27, 35, 26, 28, 36, 39, 21,
            17, 22, 17, 19, 15, 34, 10, 15, 22, 18, 15, 20, 15, 22, 19, 16, 30, 27, 29, 23, 20, 16, 21, 21, 25, 16, 18, 15, 18,
            14, 10, 15, 8, 15, 6, 11, 8, 7, 18, 16, 13, 12, 13, 20, 15, 16, 12, 18, 15, 16, 13, 15, 16, 11, 11);

    private Earthquakes() {}

    /**
     * A model of m states.
     *
     * @param logRates ln λ, [m]
     * @param logits of the next state, [m, m]
     */
    record Model(Expr logRates, Expr logits) {
        Expr rates() {
            return exp(logRates);
        }

        /** Γ[i, j]: the probability of going from i to j. */
        Expr transitions() {
            return softmax(logits, -1);
        }

        /** δ with δ·Γ = δ and Σδ = 1: δ·(I − Γ + U) = 1, all elements of U being 1. */
        Expr stationary() {
            int m = logRates.shape().dim(0);
            return solve(eye(m).minus(transitions()).plus(1).t(), ones(f64(m)));
        }

        /** ln p(x | state), [years, m]. */
        Expr logEmissions(Expr x) {
            Expr counts = x.expandDims(1);
            return counts.times(logRates).minus(rates()).minus(lgamma(counts.plus(1)));
        }

        /** ln L by the forward algorithm. */
        Expr logLikelihood(Expr logEmissions) {
            Expr logGamma = log(transitions());
            Expr last = scan(log(stationary()).plus(logEmissions.get(0)), logEmissions.get("1:"), (a, e) -> {
                Expr next = logsumexp(a.expandDims(1).plus(logGamma), 0).plus(e);
                return pair(next, next.get(0));
            })._1();
            return logsumexp(last);
        }
    }

    /**
     * What was found.
     *
     * @param loss −ln L
     * @param rates λ
     * @param expected the rate of each year, given all numbers
     */
    record Result(double loss, Tensor rates, Tensor expected) {}

    static Result fit(int states) {
        Model start = new Model(eval(log(linspace(12, 30, states))), eval(eye(states).times(2)));
        var loss = fn((Model m) -> m.logLikelihood(m.logEmissions(COUNTS)).neg());
        Minimum<Model> best = new Bfgs(200, 1e-6).minimize(loss, start);
        Model found = eval(best.parameters());
        Tensor emissions = eval(found.logEmissions(COUNTS));
        Expr posterior = grad(fn((Expr e) -> found.logLikelihood(e))).apply(emissions);
        return new Result(toDouble(best.value()), eval(found.rates()), eval(posterior.matmul(found.rates())));
    }

    static Figure figure(Result r) {
        Tensor year = eval(linspace(1900, 2006, 107));
        return scatter("earthquakes", year, COUNTS).and(curve("expected of three states", year, r.expected()))
                .title("Major earthquakes a year").xLabel("year").yLabel("number");
    }

    public static void main(String[] args) {
        double[] book = {391.9189, 342.3183, 329.4603};
        Result last = fit(1);
        for (int states = 1; states <= 3; states++) {
            last = fit(states);
            IO.println("%d states: −ln L = %.4f (Zucchini and MacDonald: %.4f), λ = %s".formatted(states, last.loss(),
                    book[states - 1], last.rates()));
        }
        Pictures.save("earthquakes", figure(last));
    }
}
