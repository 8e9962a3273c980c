package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Special functions that are made of others, against values of mpmath with 40 digits in {@code accuracy/integrals.txt}. */
class IntegralsTest {
    private static final Map<String, Fun1<Expr, Expr>> FUNCTIONS = functions();
    /** Relative, 16 units in the last place of the value, or 4 of 1 where larger parts cancel. */
    private static final double ERROR = 16 * 0x1p-53;

    private static Map<String, Fun1<Expr, Expr>> functions() {
        Map<String, Fun1<Expr, Expr>> all = new LinkedHashMap<>();
        all.put("exp1", fn(x -> exp1(x)));
        all.put("expi", fn(x -> expi(x)));
        all.put("expn2", fn(x -> expn(2, x)));
        all.put("expn7", fn(x -> expn(7, x)));
        all.put("si", fn(x -> sici(x)._1));
        all.put("ci", fn(x -> sici(x)._2));
        all.put("fresnelS", fn(x -> fresnel(x)._1));
        all.put("fresnelC", fn(x -> fresnel(x)._2));
        all.put("dawsn", fn(x -> dawsn(x)));
        all.put("spence", fn(x -> spence(x)));
        all.put("exprel", fn(x -> exprel(x)));
        return all;
    }

    private static Stream<String> golden() throws IOException {
        try (var stream = IntegralsTest.class.getResourceAsStream("/accuracy/integrals.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
        }
    }

    @Test
    void valuesAndSlopes() throws IOException {
        Map<String, String> wrong = new LinkedHashMap<>();
        golden().forEach(line -> {
            String[] words = line.split(" ");
            double[][] pairs = Stream.of(words).skip(1).map(w -> Stream.of(w.split(":")).mapToDouble(Double::parseDouble).toArray())
                    .toArray(double[][]::new);
            Tensor x = vector(Stream.of(pairs).mapToDouble(p -> p[0]).toArray());
            double[] got = eval(FUNCTIONS.get(words[0]).apply(x)).doubles();
            for (int i = 0; i < pairs.length; i++) {
                double expected = pairs[i][1];
                // what e^x or a large sine bring with them
                double scale = words[0].equals("expi") || words[0].startsWith("exp") ? 1 + Math.abs(pairs[i][0]) / 8 : 1;
                double error = Math.abs(got[i] - expected);
                if (!(error <= ERROR * scale * Math.abs(expected) || error <= ERROR / 4)) {
                    wrong.put(words[0] + " " + pairs[i][0], got[i] + " for " + expected + " " + error / Math.abs(expected));
                }
            }
            // inside, the rule's slope is that of the values
            Fun1<Expr, Expr> f = FUNCTIONS.get(words[0]);
            Tensor at = vector(0.7, 1.9, 3.3, 5.2, 9.1);
            double h = 0x1p-16;
            double[] slope = eval(grad(fn((Expr v) -> f.apply(v).sum())).apply(at)).doubles();
            double[] difference = eval(f.apply((Expr) at.plus(h)).minus(f.apply((Expr) at.minus(h))).div(2 * h)).doubles();
            for (int i = 0; i < slope.length; i++) {
                assertThat(slope[i]).as(words[0]).isCloseTo(difference[i], within(3e-7 * (1 + Math.abs(difference[i]))));
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void owensFunction() {
        Tensor h = vector(0.0, 0.3, 1.0, 2.0, 3.0, 4.0, 6.0, -1.5, 0.5, 1.0, 2.0, 5.0, 0.001, 8.0);
        Tensor a = vector(0.5, 0.7, 1.0, 0.2, -0.9, 0.99, 1.0, 0.4, 2.0, 5.0, -30.0, 1.5, 1000.0, 0.3);
        double[] expected = {0.07379180882521663, 0.09231560573042745, 0.06674188216570097, 0.00414219304562209,
                -0.0006723818218986225, 1.5835021794980297e-05, 4.932938220321714e-10, 0.01858532690634161,
                0.1415806036539784, 0.07932762447189018, -0.011375065974089604, 1.433257859395941e-07,
                0.24976729086693258, 3.0641483569564225e-16};
        double[] got = eval(owensT(h, a)).doubles();
        for (int i = 0; i < got.length; i++) {
            assertThat(got[i]).isCloseTo(expected[i], within(ERROR * Math.abs(expected[i]) + 1e-17));
        }
        assertThat(checkGradients((Expr x, Expr y) -> owensT(x, y).sum(), vector(0.3, -1.5, 2), vector(0.7, 3, -0.2), 2).passed()).isTrue();
        assertThat(eval(owensT(scalar(0), a)).doubles()[2]).isCloseTo(0.125, within(1e-16));
    }

    @Test
    void atSpecialPoints() {
        double inf = Double.POSITIVE_INFINITY;
        Tensor x = vector(0, inf, -inf, -1, Double.NaN);
        assertThat(eval(exp1(x)).doubles()).containsExactly(inf, 0, Double.NaN, Double.NaN, Double.NaN);
        assertThat(eval(expi(x)).doubles()).containsExactly(new double[] {-inf, inf, 0, -0.21938393439552029, Double.NaN}, within(1e-15));
        assertThat(eval(sici(x)._1).doubles()).containsExactly(new double[] {0, Math.PI / 2, -Math.PI / 2, -0.946083070367183, Double.NaN},
                within(1e-15));
        assertThat(eval(sici(x)._2).doubles()).containsExactly(-inf, 0, Double.NaN, Double.NaN, Double.NaN);
        assertThat(eval(fresnel(x)._1).doubles()).containsExactly(new double[] {0, 0.5, -0.5, -0.43825914739035476, Double.NaN},
                within(1e-15));
        assertThat(eval(dawsn(x)).doubles()).containsExactly(new double[] {0, 0, 0, -0.5380795069127684, Double.NaN}, within(1e-15));
        assertThat(eval(spence(vector(-1, 0, inf))).doubles()).containsExactly(new double[] {Double.NaN, Math.PI * Math.PI / 6, -inf},
                within(1e-15));
        assertThat(eval(expn(3, scalar(0))).doubles()).containsExactly(0.5);
    }

    @Test
    void higherDerivativesLanesAndNarrowNumbers() {
        assertThat(grad(grad(fn((Expr x) -> spence(x)))).applyAsDouble(1.0)).isCloseTo(0.5, within(1e-12));
        assertThat(grad(grad(fn((Expr x) -> exprel(x)))).applyAsDouble(0.0)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(grad(grad(fn((Expr x) -> expn(3, x)))).applyAsDouble(1.5)).isCloseTo(0.10001958240663265, within(1e-14));
        assertThat(eval(vmap(fn((Expr x) -> exp1(x))).apply(vector(1, 2))).doubles()).containsExactly(
                new double[] {0.21938393439552029, 0.04890051070806112}, within(1e-16));
        assertThat(eval(exp1(floats(1f)))).isEqualTo(floats((float) 0.21938393439552029));
    }

    /** Of any order, whose expressions stay as small; at 0 it is 1/(n − 1), by mpmath elsewhere. */
    @Test
    void exponentialIntegralsOfLargeOrder() {
        Tensor x = vector(0, 0.0009765625, 1, 10, 100, Double.POSITIVE_INFINITY);
        relative(expn(21, x), 0.05, 0.049948628455509199, 0.017476673498234322, 1.4965283481853802e-6, 3.0787996825236985e-46, 0);
        relative(expn(64, x), 1 / 63.0, 0.015857272679367585, 0.0057466917263729637, 6.2074040836654975e-7, 2.2737094084620390e-46, 0);
        relative(expn(1000, x), 1 / 999.0, 0.0010000229595780912, 0.00036787907292486078, 4.4994532603516454e-8,
                3.3846840474642119e-47, 0);
        relative(expn(4999, x), 1 / 4998.0, 0.0001998846976676695, 7.3590603410168677e-5, 9.0654775672707696e-9,
                7.2971001562771668e-48, 0);
        relative(expn(5000, x), 1 / 4999.0, 0.00019984471273896291, 7.3575885290664563e-5, 9.0636677309086105e-9,
                7.2956690827326751e-48, 0);
        relative(expn(Integer.MAX_VALUE, x), 1 / (Integer.MAX_VALUE - 1.0), 4.6520676236224123e-10, 1.713072142297167e-10,
                2.1140989658123317e-14, 1.7322952888234973e-53, 0);
        assertThat(eval(expn(5000, vector(-1, Double.NaN))).doubles()).containsOnly(Double.NaN);
        relative(grad(fn((Expr y) -> expn(65, y))).apply(scalar(1)), -0.0057466917263729637);
    }

    private static void relative(Expr got, double... expected) {
        double[] values = eval(got).doubles();
        for (int i = 0; i < expected.length; i++) {
            assertThat(values[i]).isCloseTo(expected[i], within(1e-13 * expected[i] * Math.signum(expected[i])));
        }
    }

    private static void holds(Expr got, double... expected) {
        double[] values = eval(got).doubles();
        for (int i = 0; i < expected.length; i++) {
            assertThat(values[i]).isCloseTo(expected[i], within(2e-13 * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @Test
    void ofGammaFunctions() {
        holds(factorial(vector(0, 1, 5, 0.5, -2)), 1, 1, 120, 0.886226925452758, 0);
        holds(comb(vector(5, 10, 3, 4.5), vector(2, 0, 4, 2)), 10, 1, 0, 7.875);
        holds(gammasgn(vector(2, -0.5, -1.5, -2.5)), 1, -1, 1, -1);
        holds(poch(vector(2, 0.5, -1.5), vector(3, 0.25, 1)), 24, 0.6913673390362934, -1.5);
        holds(multigammaln(vector(3, 5.5), 3), 2.694924879806965, 11.306699197583207);
        holds(boxcox(vector(2, 3), vector(0, 0.5)), 0.6931471805599453, 1.4641016151377544);
        holds(boxcox1p(vector(2, 3), vector(0, 0.5)), 1.0986122886681098, 2);
        holds(relEntr(vector(0, 0.5, 2), vector(1, 0.25, 2)), 0, 0.34657359027997264, 0);
        assertThat(eval(relEntr(vector(1, -1), vector(0, 1))).doubles()).containsOnly(Double.POSITIVE_INFINITY);
        assertThat(grad(fn((Expr l) -> boxcox(scalar(2), l))).applyAsDouble(0.0)).isCloseTo(0.2402265069591007, within(1e-15));
        holds(grad(fn((Expr p) -> relEntr(p, vector(0.25, 1)).sum())).apply(vector(0.5, 1)), 1.6931471805599454, 1);
    }
}
