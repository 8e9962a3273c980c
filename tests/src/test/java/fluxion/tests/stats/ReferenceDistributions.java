package fluxion.tests.stats;

import static fluxion.dsl.Fluxion.scalar;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.stats.Bernoulli;
import fluxion.dsl.stats.Beta;
import fluxion.dsl.stats.Binomial;
import fluxion.dsl.stats.Cauchy;
import fluxion.dsl.stats.ChiSquare;
import fluxion.dsl.stats.Exponential;
import fluxion.dsl.stats.FisherF;
import fluxion.dsl.stats.Gamma;
import fluxion.dsl.stats.Geometric;
import fluxion.dsl.stats.Gumbel;
import fluxion.dsl.stats.HalfCauchy;
import fluxion.dsl.stats.HalfNormal;
import fluxion.dsl.stats.InverseGamma;
import fluxion.dsl.stats.Laplace;
import fluxion.dsl.stats.LogNormal;
import fluxion.dsl.stats.Logistic;
import fluxion.dsl.stats.NegativeBinomial;
import fluxion.dsl.stats.Normal;
import fluxion.dsl.stats.Pareto;
import fluxion.dsl.stats.Poisson;
import fluxion.dsl.stats.StudentT;
import fluxion.dsl.stats.TruncatedNormal;
import fluxion.dsl.stats.Uniform;
import fluxion.dsl.stats.Univariate;
import fluxion.dsl.stats.VonMises;
import fluxion.dsl.stats.Weibull;
import io.vavr.collection.Array;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The lines of {@code stats/distributions.txt}, which a script beside it made, and the distributions that they name. */
final class ReferenceDistributions {
    private ReferenceDistributions() {}

    /** What stands before the colon, between it and the equals sign, and behind that; without a colon the second is empty. */
    record Line(String kind, String name, double[] parameters, double[] given, double[] values) {
        @Override
        public String toString() {
            return kind + " " + name + " " + Array.ofAll(parameters).mkString(" ") + " : " + Array.ofAll(given).mkString(" ");
        }
    }

    static final Array<Line> LINES = read();

    static Array<Line> of(String kind) {
        return LINES.filter(line -> line.kind().equals(kind));
    }

    private static Array<Line> read() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                ReferenceDistributions.class.getResourceAsStream("/stats/distributions.txt"), StandardCharsets.UTF_8))) {
            return Array.ofAll(in.lines()).map(ReferenceDistributions::line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String text) {
        String[] sides = text.split(" = ");
        String[] left = sides[0].split(" : ");
        String[] head = left[0].trim().split(" ", 3);
        return new Line(head[0], head[1], head.length < 3 ? new double[0] : numbers(head[2].replace(":", "")),
                left.length < 2 ? new double[0] : numbers(left[1]), numbers(sides[1]));
    }

    private static double[] numbers(String text) {
        return Array.of(text.trim().split("[ ;]+")).filter(s -> !s.isEmpty())
                .map(s -> s.equals("nan") ? Double.NaN : s.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(s))
                .toJavaStream().mapToDouble(x -> x).toArray();
    }

    /** The distribution of a name; counts by their probabilities. */
    static Univariate of(String name, Array<? extends Expr> p) {
        return switch (name) {
            case "normal" -> new Normal(p.get(0), p.get(1));
            case "lognormal" -> new LogNormal(p.get(0), p.get(1));
            case "uniform" -> new Uniform(p.get(0), p.get(1));
            case "exponential" -> new Exponential(p.get(0));
            case "laplace" -> new Laplace(p.get(0), p.get(1));
            case "cauchy" -> new Cauchy(p.get(0), p.get(1));
            case "gumbel" -> new Gumbel(p.get(0), p.get(1));
            case "logistic" -> new Logistic(p.get(0), p.get(1));
            case "weibull" -> new Weibull(p.get(0), p.get(1));
            case "pareto" -> new Pareto(p.get(0), p.get(1));
            case "halfNormal" -> new HalfNormal(p.get(0));
            case "halfCauchy" -> new HalfCauchy(p.get(0));
            case "gamma" -> new Gamma(p.get(0), p.get(1));
            case "inverseGamma" -> new InverseGamma(p.get(0), p.get(1));
            case "chiSquare" -> new ChiSquare(p.get(0));
            case "beta" -> new Beta(p.get(0), p.get(1));
            case "studentT" -> new StudentT(p.get(0), p.get(1), p.get(2));
            case "fisherF" -> new FisherF(p.get(0), p.get(1));
            case "vonMises" -> new VonMises(p.get(0), p.get(1));
            case "truncatedNormal" -> new TruncatedNormal(p.get(0), p.get(1), p.get(2), p.get(3));
            case "bernoulli" -> Bernoulli.ofProbability(p.get(0));
            case "binomial" -> Binomial.ofProbability(p.get(0), p.get(1));
            case "geometric" -> Geometric.ofProbability(p.get(0));
            case "poisson" -> new Poisson(p.get(0));
            case "negativeBinomial" -> NegativeBinomial.ofProbability(p.get(0), p.get(1));
            default -> throw new IllegalArgumentException(name);
        };
    }

    static Array<Tensor> scalars(double... values) {
        return Array.ofAll(values).map(v -> scalar(v));
    }

    static boolean isCount(String name) {
        return switch (name) {
            case "bernoulli", "binomial", "geometric", "poisson", "negativeBinomial" -> true;
            default -> false;
        };
    }
}
