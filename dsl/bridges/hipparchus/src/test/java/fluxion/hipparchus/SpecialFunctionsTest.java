package fluxion.hipparchus;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import io.vavr.Function1;
import io.vavr.Function2;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.BesselJ;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;

/** Special functions of Fluxion beside those of Hipparchus, which were written by others in other ways. */
class SpecialFunctionsTest {
    private static final int POINTS = 500;
    /** Below it errors count as they are. */
    private static final double FLOOR = 0.5;

    private static double[] points(SplittableRandom random, double from, double to) {
        return random.doubles(POINTS, from, to).toArray();
    }

    private static void same(String name, Function1<Expr, Expr> ours, DoubleUnaryOperator theirs, double from, double to,
            double tolerance) {
        double[] x = points(new SplittableRandom(name.hashCode()), from, to);
        double[] values = eval(fn(ours).apply(Tensor.of(x))).doubles();
        for (int i = 0; i < POINTS; i++) {
            close(values[i], theirs.applyAsDouble(x[i]), tolerance, name + "(" + x[i] + ")");
        }
    }

    private static void same(String name, Function2<Expr, Expr, Expr> ours, DoubleBinaryOperator theirs, double to,
            double tolerance) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        double[] a = points(random, 0.1, to);
        double[] b = points(random, 0.1, to);
        double[] values = eval(fn(ours).apply(Tensor.of(a), Tensor.of(b))).doubles();
        for (int i = 0; i < POINTS; i++) {
            close(values[i], theirs.applyAsDouble(a[i], b[i]), tolerance, name + "(" + a[i] + ", " + b[i] + ")");
        }
    }

    private static void close(double value, double expected, double tolerance, String where) {
        assertThat(value).as(where).isCloseTo(expected, within(tolerance * Math.max(Math.abs(expected), FLOOR)));
    }

    @Test
    void errorFunctions() {
        same("erf", x -> erf(x), Erf::erf, -4, 4, 1e-13);
        same("erfc", x -> erfc(x), Erf::erfc, -4, 3, 1e-12);
        same("erfinv", x -> erfinv(x), Erf::erfInv, -0.999, 0.999, 1e-13);
    }

    /** Their digamma and trigamma are wrong in the ninth digit. */
    @Test
    void gammaFunctions() {
        same("lgamma", x -> lgamma(x), Gamma::logGamma, 0.01, 100, 1e-12);
        same("digamma", x -> digamma(x), Gamma::digamma, 0.05, 60, 6e-9);
        same("trigamma", x -> polygamma(1, x), Gamma::trigamma, 0.05, 60, 6e-9);
        same("gammainc", (a, x) -> gammainc(a, x), Gamma::regularizedGammaP, 30, 1e-11);
        same("gammaincc", (a, x) -> gammaincc(a, x), Gamma::regularizedGammaQ, 10, 1e-10);
    }

    /** What derivatives are by Fluxion's rules is what the other library computes as functions of their own. */
    @Test
    void derivatives() {
        same("lgamma'", vmap(grad((Expr x) -> lgamma(x))), Gamma::digamma, 0.05, 60, 6e-9);
        same("lgamma''", vmap(hessian((Expr x) -> lgamma(x))), Gamma::trigamma, 0.05, 60, 6e-9);
        same("J0'", vmap(grad((Expr x) -> besselJ(0, x))), x -> -BesselJ.value(1, x), 0.1, 50, 1e-11);
    }

    @Test
    void betaAndBesselFunctions() {
        same("lbeta", (a, b) -> lbeta(a, b), Beta::logBeta, 40, 1e-12);
        same("betainc", (a, b) -> betainc(a, b, scalar(0.3)), (a, b) -> Beta.regularizedBeta(0.3, a, b), 10, 1e-11);
        for (int n : new int[] {0, 1, 2, 5}) {
            same("J" + n, x -> besselJ(n, x), x -> BesselJ.value(n, x), 0.1, 50, 1e-11);
        }
    }
}
