package fluxion.bench;

import static fluxion.bench.Cases.names;
import static fluxion.bench.Cases.tensors;
import static fluxion.bench.Input.uniform;
import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.stream.IntStream;

/** The benchmark cases of probabilistic models. */
final class ProbabilityCases {
    private ProbabilityCases() {}

    /**
     * A mixture of Gaussians whose inverse covariances are given by factors: logarithms of the diagonal, then the strict lower
     * triangle column by column.
     */
    record Mixture(Expr alphas, Expr means, Expr icf) {
        /** The log-likelihood of points [n, d] under the mixture and a Wishart prior with γ = 1, m = 0. */
        Expr logPosterior(Expr x) {
            int n = x.shape().dim(0);
            int d = x.shape().dim(1);
            int k = alphas.shape().dim(0);
            Expr logDiagonals = icf.slice(1, 0, d);
            Expr below = icf.slice(1, d, icf.shape().dim(1));
            Expr diagonals = exp(logDiagonals);
            Expr lower = zeros(f64(k, d * d)).indexAdd(ints(strictlyLower(d)), below, 1).reshape(k, d, d);
            Expr centred = x.expandDims(1).minus(means);
            Expr transformed = diagonals.times(centred).plus(einsum("kij,nkj->nki", lower, centred));
            Expr logWeights = alphas.plus(logDiagonals.sum(1)).minus(transformed.square().sum(2).times(0.5));
            Expr logLikelihood = sum(logsumexp(logWeights, 1)).minus(logsumexp(alphas).times(n));
            Expr prior = sum(diagonals.square()).plus(sum(below.square())).times(0.5).minus(wishartConstant(d).times(k));
            return logLikelihood.plus(prior).minus(0.5 * n * d * Math.log(2 * Math.PI));
        }

        /** Row-major positions of a matrix's strict lower triangle, column by column. */
        private static int[] strictlyLower(int d) {
            return IntStream.range(0, d).flatMap(column -> IntStream.range(column + 1, d).map(row -> row * d + column)).toArray();
        }

        /** ν d log(1/√2) − log Γ_d(ν/2), ν = d + 1, by the multivariate gamma function. */
        private static Expr wishartConstant(int d) {
            Expr logGamma = sum(lgamma(linspace(1, 0.5 * (d + 1), d))).plus(0.25 * d * (d - 1) * Math.log(Math.PI));
            return logGamma.neg().minus(0.5 * (d + 1) * d * Math.log(2));
        }
    }

    static Case mixture() {
        Seq<Input> parameters = Array.of(uniform("alphas", 1.0, 25), uniform("means", 1.0, 25, 10), uniform("icf", 0.5, 25, 55));
        Seq<Input> inputs = parameters.append(uniform("x", 1.0, 1000, 10));
        return Case.f64("adbench_gmm", inputs, names("grad_", parameters).prepend("value"), () -> {
            var both = valueAndGrad(fn((Mixture mixture, Expr x) -> mixture.logPosterior(x)));
            return in -> {
                var result = both.apply(new Mixture(in.get(0), in.get(1), in.get(2)), in.get(3));
                return tensors(result._1, result._2.alphas(), result._2.means(), result._2.icf());
            };
        });
    }
}
