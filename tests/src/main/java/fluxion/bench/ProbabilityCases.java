package fluxion.bench;

import static fluxion.bench.Cases.names;
import static fluxion.bench.Cases.tensors;
import static fluxion.bench.Input.uniform;
import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import io.vavr.Tuple;
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

    /** A Gaussian process of squared exponential covariance, a length for each feature, seen through noise. */
    record Process(Expr logLengths, Expr logScale, Expr logNoise) {
        /** −ln p(y | x). */
        Expr loss(Expr x, Expr y) {
            int n = y.shape().dim(0);
            Expr z = x.div(exp(logLengths));
            Expr squares = z.expandDims(1).minus(z).square().sum(-1);
            Expr signal = exp(logScale.times(2).minus(squares.times(0.5)));
            return negativeLogDensity(cholesky(signal.plus(eye(n).times(exp(logNoise.times(2))))), y);
        }
    }

    /** −ln of the density of the normal distribution with mean 0 and covariance L·Lᵀ. */
    private static Expr negativeLogDensity(Expr factor, Expr y) {
        Expr white = factor.triangularSolve(y, true);
        double constant = 0.5 * y.shape().dim(0) * Math.log(2 * Math.PI);
        return white.dot(white).times(0.5).plus(sum(log(factor.diag()))).plus(constant);
    }

    static Case gaussianProcess() {
        Seq<Input> parameters = Array.of(uniform("log_lengths", 0.2, 0.3, 4), uniform("log_scale", 0.2),
                uniform("log_noise", 0.2, -1.0));
        Seq<Input> inputs = parameters.append(uniform("x", 2.0, 256, 4)).append(uniform("y", 1.0, 256));
        return Case.f64("gaussian_process", inputs, names("grad_", parameters).prepend("loss"), () -> {
            var both = valueAndGrad(fn((Process process, Expr x, Expr y) -> process.loss(x, y)));
            return in -> {
                var result = both.apply(new Process(in.get(0), in.get(1), in.get(2)), in.get(3), in.get(4));
                return tensors(leaves(result).toJavaArray());
            };
        });
    }

    /** What is known of a state: normally distributed. */
    record Belief(Expr mean, Expr covariance) {}

    /** A linear system with noise in its states and observations: transition 0.9·1 + a, observation c. */
    record LinearSystem(Expr a, Expr c, Expr logQ, Expr logR) {
        /** −ln p(ys) by Kalman's filter. */
        Expr loss(Expr ys) {
            Expr identity = eye(a.shape().dim(0));
            Expr transition = identity.times(0.9).plus(a);
            Expr q = exp(logQ).diag();
            Expr r = exp(logR).diag();
            Belief start = new Belief(zeros(f64(a.shape().dim(0))), identity);
            return sum(scan(start, ys, (Belief before, Expr y) -> {
                Expr mean = transition.matmul(before.mean());
                Expr covariance = transition.matmul(before.covariance()).matmul(transition.t()).plus(q);
                Expr error = y.minus(c.matmul(mean));
                Expr factor = cholesky(c.matmul(covariance).matmul(c.t()).plus(r));
                Expr spread = factor.triangularSolve(c.matmul(covariance), true);
                Belief after = new Belief(mean.plus(spread.t().matmul(factor.triangularSolve(error, true))),
                        covariance.minus(spread.t().matmul(spread)));
                return Tuple.of(after, negativeLogDensity(factor, error));
            })._2);
        }
    }

    static Case kalmanFilter() {
        Seq<Input> parameters = Array.of(uniform("a", 0.1, 4, 4), uniform("c", 1.0, 2, 4), uniform("log_q", 0.5, -1.0, 4),
                uniform("log_r", 0.5, -1.0, 2));
        Seq<Input> inputs = parameters.append(uniform("ys", 2.0, 100, 2));
        return Case.f64("kalman_filter", inputs, names("grad_", parameters).prepend("loss"), () -> {
            var both = valueAndGrad(fn((LinearSystem system, Expr ys) -> system.loss(ys)));
            return in -> {
                var result = both.apply(new LinearSystem(in.get(0), in.get(1), in.get(2), in.get(3)), in.get(4));
                return tensors(leaves(result).toJavaArray());
            };
        });
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
