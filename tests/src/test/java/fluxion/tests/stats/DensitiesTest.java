package fluxion.tests.stats;

import static fluxion.dsl.Fluxion.fn;
import static fluxion.dsl.Fluxion.grad;
import static fluxion.dsl.Fluxion.scalar;
import static fluxion.dsl.Fluxion.sum;
import static fluxion.dsl.Fluxion.toDouble;
import static fluxion.dsl.Fluxion.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import fluxion.dsl.stats.Gamma;
import fluxion.dsl.stats.Normal;
import fluxion.dsl.stats.Poisson;
import fluxion.dsl.stats.Univariate;
import fluxion.tests.stats.ReferenceDistributions.Line;
import io.vavr.collection.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Distributions of single numbers: densities, distribution functions, quantiles and their derivatives beside references. */
class DensitiesTest {
    private static final double CLOSE = 1e-11;

    /** Close to a reference value: relative to it, or to 1 where it is small by cancelling. */
    private static void check(List<String> wrong, String what, double found, double wanted, double scale) {
        boolean same = Double.isNaN(wanted) || found == wanted || Math.abs(found - wanted) <= CLOSE * Math.max(scale, Math.abs(wanted));
        if (!same) {
            wrong.add(what + ": " + found + " for " + wanted);
        }
    }

    private static Array<Expr> columns(Array<Line> lines) {
        return Array.range(-1, lines.head().parameters().length).map(i -> Tensor.of(lines.toJavaStream()
                .mapToDouble(line -> i < 0 ? line.given()[0] : line.parameters()[i]).toArray()));
    }

    /** f of all lines of one distribution, all lines being lanes. */
    private static double[] values(String name, Array<Line> lines, BiFunction<Univariate, Expr, Expr> f) {
        Array<Expr> columns = columns(lines);
        return Fluxion.eval(f.apply(ReferenceDistributions.of(name, columns.drop(1)), columns.head())).doubles();
    }

    /** The same, its derivative in x, and those in the parameters. */
    private static double[][] derivatives(String name, Array<Line> lines, BiFunction<Univariate, Expr, Expr> f) {
        Array<Expr> slopes = grad(fn((Array<Expr> all) -> sum(f.apply(ReferenceDistributions.of(name, all.drop(1)), all.head()))))
                .apply(columns(lines));
        return Array.of(values(name, lines, f)).appendAll(slopes.map(s -> Fluxion.eval(s).doubles())).toJavaArray(double[][]::new);
    }

    @TestFactory
    Stream<DynamicTest> densitiesAndDistributionFunctionsFitReferences() {
        return ReferenceDistributions.of("at").groupBy(Line::name).toJavaStream().map(entry -> dynamicTest(entry._1, () -> {
            Array<Line> lines = entry._2;
            List<String> wrong = new ArrayList<>();
            int first = ReferenceDistributions.isCount(entry._1) ? 1 : 0;
            int n = lines.head().parameters().length + 1 - first;
            double[][] density = derivatives(entry._1, lines, Univariate::logProb);
            double[][] below = derivatives(entry._1, lines, Univariate::cdf);
            double[] above = values(entry._1, lines, Univariate::survival);
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                double[] values = line.values();
                check(wrong, line + " logProb", density[0][i], values[0], 1);
                check(wrong, line + " cdf", below[0][i], values[1], tail(entry._1, values[1]));
                check(wrong, line + " survival", above[i], values[2], tail(entry._1, values[2]));
                for (int j = 0; j < n; j++) {
                    check(wrong, line + " d" + j + " logProb", density[1 + first + j][i], values[3 + j], 1);
                    check(wrong, line + " d" + j + " cdf", below[1 + first + j][i], values[3 + n + j], 0.01);
                }
            }
            assertThat(wrong).isEmpty();
        }));
    }

    /** Small probabilities keep their digits; but for von Mises', whose series has none. */
    private static double tail(String name, double value) {
        return name.equals("vonMises") ? 1 : value;
    }

    @TestFactory
    Stream<DynamicTest> quantilesInvertDistributionFunctions() {
        return ReferenceDistributions.of("at").groupBy(Line::name).toJavaStream().map(entry -> dynamicTest(entry._1, () -> {
            List<String> wrong = new ArrayList<>();
            boolean counts = ReferenceDistributions.isCount(entry._1);
            Array<Line> lines = entry._2.filter(line -> line.values()[1] < 0.9999 && line.values()[1] > 1e-15);
            Array<Line> asked = lines.map(line -> new Line(line.kind(), line.name(), line.parameters(),
                    new double[] {counts ? line.values()[1] * (1 - 1e-9) : line.values()[1]}, line.values()));
            double[][] found = derivatives(entry._1, asked, Univariate::quantile);
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                double x = line.given()[0];
                double density = Math.exp(line.values()[0]);
                // what a rounding of p comes to, where 1 − p is what counts
                double rounding = counts ? 0 : 4e-16 / density;
                if (Math.abs(found[0][i] - x) > 1e-11 * Math.abs(x) + rounding) {
                    wrong.add(line + ": " + found[0][i] + " for " + x);
                }
                int n = line.parameters().length;
                if (!counts && line.values()[1] > 1e-5) {
                    check(wrong, line + " d quantile", found[1][i], 1 / density, 1e-3);
                    for (int j = 0; j < n; j++) {
                        double slope = -line.values()[4 + n + 1 + j] / density;
                        if (Math.abs(found[2 + j][i] - slope) > 1e-8 * Math.max(1, Math.abs(slope))) {
                            wrong.add(line + " d" + j + " quantile: " + found[2 + j][i] + " for " + slope);
                        }
                    }
                }
            }
            assertThat(wrong).isEmpty();
        }));
    }

    @Test
    void momentsAndEntropiesFitReferences() {
        List<String> wrong = new ArrayList<>();
        for (Line line : ReferenceDistributions.of("of")) {
            Univariate d = ReferenceDistributions.of(line.name(), ReferenceDistributions.scalars(line.parameters()));
            check(wrong, line + " mean", toDouble(d.mean()), line.values()[0], 1e-3);
            assertThat(Double.isNaN(toDouble(d.mean()))).as(line + " has no mean").isEqualTo(Double.isNaN(line.values()[0]));
            check(wrong, line + " variance", toDouble(d.variance()), line.values()[1], 1e-3);
            if (!Double.isNaN(line.values()[2])) {
                check(wrong, line + " entropy", toDouble(d.entropy()), line.values()[2], 1);
            }
            assertThat(d.mean().shape()).as(line.toString()).isEqualTo(d.batchShape()).isEqualTo(Shape.SCALAR);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void divergencesFitReferences() {
        List<String> wrong = new ArrayList<>();
        for (Line line : ReferenceDistributions.of("kl")) {
            Univariate p = ReferenceDistributions.of(line.name(), ReferenceDistributions.scalars(line.parameters()));
            Univariate q = ReferenceDistributions.of(line.name(), ReferenceDistributions.scalars(line.given()));
            check(wrong, line + "", toDouble(p.kl(q)), line.values()[0], 1);
            check(wrong, line + " of itself", toDouble(p.kl(p)), 0, 1e-3);
        }
        assertThat(wrong).isEmpty();
        assertThatThrownBy(() -> new Normal(0, 1).kl(new Poisson(1))).isInstanceOf(FluxionException.class)
                .hasMessage("kl: a Normal with respect to a Poisson has none in closed form; an average over samples estimates it");
    }

    @Test
    void aDistributionIsATree() {
        Gamma slopes = grad(fn((Gamma g) -> g.logProb(scalar(2)))).apply(new Gamma(3, 0.5));
        assertThat(toDouble(slopes.rate())).isEqualTo(3 / 0.5 - 2);
        Expr each = vmap(fn((Normal d) -> d.logProb(scalar(0)))).apply(new Normal(Tensor.of(new double[] {0, 1}), Tensor.of(new double[] {1, 2})));
        Expr all = new Normal(Tensor.of(new double[] {0, 1}), Tensor.of(new double[] {1, 2})).logProb(scalar(0));
        assertThat(Fluxion.eval(each)).isEqualTo(Fluxion.eval(all));
    }

    @Test
    void dtypesAreThoseOfParameters() {
        Normal narrow = new Normal(scalar(DType.F32, 0), scalar(DType.F32, 2));
        Tensor x = scalar(DType.F32, 1);
        for (Expr e : List.of(narrow.logProb(x), narrow.cdf(x), narrow.quantile(scalar(DType.F32, 0.25)), narrow.entropy(), narrow.mean(),
                narrow.sample(Fluxion.key(0), Shape.of(3)))) {
            assertThat(e.dtype()).isEqualTo(DType.F32);
        }
    }

    @Test
    void parametersOutOfTheirDomainAreRefused() {
        assertThatThrownBy(() -> new Normal(0, -1).logProb(scalar(0))).isInstanceOf(FluxionException.class)
                .hasMessage("normal: the scale must be greater than 0; got -1.0");
    }

    @Test
    void whatCannotBeDrawnHasDensityZero() {
        for (String name : new String[] {"lognormal", "uniform", "exponential", "weibull", "pareto", "halfNormal", "halfCauchy", "gamma", "inverseGamma",
                "chiSquare", "beta", "fisherF", "bernoulli", "binomial", "geometric", "poisson", "negativeBinomial"}) {
            Line line = ReferenceDistributions.of("of").filter(l -> l.name().equals(name)).head();
            Univariate d = ReferenceDistributions.of(name, ReferenceDistributions.scalars(line.parameters()));
            assertThat(toDouble(d.logProb(scalar(-1.5)))).as(name).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(toDouble(d.cdf(scalar(-1.5)))).as(name).isEqualTo(0);
            assertThat(toDouble(d.survival(scalar(-1.5)))).as(name).isEqualTo(1);
            assertThat(toDouble(grad(fn(x -> d.cdf(x))).apply(scalar(-1.5)))).as(name).isEqualTo(0);
        }
    }
}
