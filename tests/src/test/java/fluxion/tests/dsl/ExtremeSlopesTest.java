package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.print.MathText;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Slopes and norms whose formulas have squares that overflow, underflow or cancel; the values wanted are mpmath's, of 60 digits. */
class ExtremeSlopesTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private static void near(double got, double want, double relative, String what) {
        assertThat(got).as(what).isCloseTo(want, within(Math.abs(want) * relative));
    }

    private static double number(Expr x) {
        return eval(x).toDouble();
    }

    private static double[] values(Expr x) {
        return eval(x.cast(DType.F64)).doubles();
    }

    private static Tuple2<UnaryOperator<Expr>, double[][]> row(UnaryOperator<Expr> f, double[]... points) {
        return Tuple.of(f, points);
    }

    private static double[] at(double x, double slope) {
        return new double[] {x, slope};
    }

    private static final Array<Tuple2<UnaryOperator<Expr>, double[][]>> WIDE = Array.of(
            row(Expr::asinh, at(0, 1), at(1e-200, 1), at(0.5, 0.8944271909999159), at(1e8, 1e-8), at(-1e20, 1e-20), at(1e160, 1e-160), at(1e200, 1e-200),
                    at(1.7e308, 5.88235294117647e-309)),
            row(Expr::acosh, at(1.0000000000000002, 47453132.81212577), at(1.0000000000009095, 741455.2001892966), at(1.5, 0.8944271909999159), at(1e8, 1e-8),
                    at(1e20, 1e-20), at(1e200, 1e-200), at(1.7e308, 5.88235294117647e-309)),
            row(Expr::asin, at(0.9999999999999999, 67108864.0), at(-0.9999999999999991, 23726566.406062894), at(0.9999999990686774, 23170.475011315586),
                    at(0.5, 1.1547005383792515), at(1e-200, 1)),
            row(Expr::acos, at(0.9999999999999999, -67108864.0), at(-0.9999999999999991, -23726566.406062894), at(0.9999999990686774, -23170.475011315586),
                    at(0.5, -1.1547005383792515)),
            row(Expr::atanh, at(0.9999999999999999, 4503599627370496.0), at(-0.9999999999999991, 562949953421312.2), at(0.9999999990686774, 536870912.25),
                    at(0.5, 1.3333333333333333), at(1e-200, 1)),
            row(Expr::atan, at(1e-200, 1), at(1, 0.5), at(1e8, 9.999999999999999e-17), at(1e150, 1e-300), at(1e153, 1e-306)));

    private static final Array<Tuple2<UnaryOperator<Expr>, double[][]>> NARROW = Array.of(
            row(Expr::asinh, at(0, 1), at(1e10, 1e-10), at(1e20, 9.99999979959123e-21), at(3e38, 3.333333327224716e-39)),
            row(Expr::acosh, at(1.0000001192092896, 2047.9999389648465), at(1.5, 0.8944271909999159), at(1e10, 1e-10), at(1e20, 9.99999979959123e-21)),
            row(Expr::asin, at(0.9999999403953552, 2896.3094188984724), at(-0.9999990463256836, 724.077516568578), at(0.5, 1.1547005383792515)),
            row(Expr::acos, at(0.9999999403953552, -2896.3094188984724), at(0.5, -1.1547005383792515)),
            row(Expr::atanh, at(0.9999999403953552, 8388608.250000007), at(-0.9999990463256836, 524288.2500001192)),
            row(Expr::atan, at(1e10, 1e-20), at(1e18, 1.0000000313865018e-36)));

    @Test
    void inverseFunctions() {
        WIDE.forEach(row -> check(row, F64, 1e-15));
        NARROW.forEach(row -> check(row, F32, 5e-7));
        assertThat(number(grad(fn((Expr x) -> asinh(exp(x)))).at(400))).isCloseTo(1, within(1e-15));
        assertThat(number(grad(fn((Expr x) -> asinh(x))).at(INF))).isZero();
        assertThat(number(grad(fn((Expr x) -> asin(x))).at(1))).isEqualTo(INF);
        assertThat(number(grad(fn((Expr x) -> acos(x))).at(-1))).isEqualTo(-INF);
        assertThat(number(grad(fn((Expr x) -> acosh(x))).at(1))).isEqualTo(INF);
        assertThat(number(grad(fn((Expr x) -> atanh(x))).at(-1))).isEqualTo(INF);
        assertThat(number(grad(fn((Expr x) -> asin(x))).at(2))).isNaN();
        assertThat(number(grad(fn((Expr x) -> acosh(x))).at(0.5))).isNaN();
        assertThat(number(grad(fn((Expr x) -> asinh(x))).at(Double.NaN))).isNaN();
    }

    private static void check(Tuple2<UnaryOperator<Expr>, double[][]> row, DType dtype, double relative) {
        for (double[] p : row._2) {
            Expr x = eval(scalar(p[0]).cast(dtype));
            String what = row._1.apply(x) + " at " + p[0];
            near(values(grad(fn((Expr z) -> row._1.apply(z))).apply(x))[0], p[1], relative, what);
            near(values(jvp(fn((Expr z) -> row._1.apply(z)), x, eval(scalar(1).cast(dtype))).tangent())[0], p[1], relative, what);
        }
    }

    /** They stay what textbooks write. */
    @Test
    void theirFormsStayShort() {
        assertThat(MathText.of(simplify(grad(fn((Expr x) -> asinh(x))).on(f64())))).isEqualTo("x ↦ 1/√(x² + 1)");
        assertThat(MathText.of(simplify(grad(fn((Expr x) -> asin(x))).on(f64())))).isEqualTo("x ↦ 1/√(1 − x²)");
        assertThat(MathText.of(simplify(grad(fn((Expr y, Expr x) -> y.atan2(x))).on(f64(), f64())))).isEqualTo("(x, y) ↦ y/(x² + y²)");
        assertThat(MathText.of(simplify(grad(fn((Expr x) -> norm(x))).on(f64(3))))).isEqualTo("x ↦ x/‖x‖");
        assertThat(MathText.of(simplify(grad(fn((Expr x) -> norm(x).square())).on(f64(3))))).isEqualTo("x ↦ 2·x");
    }

    @Test
    void angles() {
        var f = fn((Expr v) -> v.get(0).atan2(v.get(1)));
        for (double[] p : new double[][] {{1e-170, 1e-170, 5e169}, {1e200, 1e200, 5e-201}, {1, 1, 0.5}, {3e-160, 3e-160, 1 / 6e-160}}) {
            double[] g = values(grad(f).apply(eval(vector(p[0], p[1]))));
            near(g[0], p[2], 1e-15, "atan2 in y at " + p[0]);
            near(g[1], -p[2], 1e-15, "atan2 in x at " + p[0]);
        }
        double[] g = values(grad(f).apply(eval(vector(1e25, 1e25).cast(F32))));
        near(g[0], 5e-26, 1e-6, "f32");
        assertThat(values(grad(f).apply(vector(0, 0)))).containsExactly(0, 0);
    }

    @Test
    void norms() {
        for (double c : new double[] {1e-307, 1e-300, 1e-200, 1e-140, 1, 1e140, 1e200, 1e300}) {
            double[] at = {3 * c, -4 * c};
            near(values(norm(eval(vector(at))))[0], 5 * c, 4e-16, "norm at " + c);
            double[] g = values(grad(fn((Expr x) -> norm(x))).apply(vector(at)));
            near(g[0], 0.6, 1e-15, "slope at " + c);
            near(g[1], -0.8, 1e-15, "slope at " + c);
            near(values(eval(vector(c, -c)).std())[0], c, 4e-16, "std at " + c);
        }
        for (double c : new double[] {1e-40, 1e-30, 1e-20, 1, 1e20, 1e30}) {
            near(values(norm(eval(vector(3 * c, -4 * c).cast(F32))))[0], 5 * c, 2e-7 + 3e-45 / c, "norm at " + c);
        }
        // rows of their own sizes, along any axes, and fused with what makes their elements
        Expr rows = eval(matrix(new double[][] {{3e200, 4e200}, {0, 0}, {3e-200, 4e-200}, {3, 4}, {INF, 1}, {Double.NaN, 1e300}}));
        double[] want = {5e200, 0, 5e-200, 5, INF, Double.NaN};
        for (Expr got : Array.of(norm(rows, 1), norm(rows.t(), 0), fn((Expr x) -> norm(x.minus(0), 1)).apply(rows), vmap(fn((Expr x) -> norm(x))).apply(rows))) {
            double[] values = values(got);
            for (int i = 0; i < want.length; i++) {
                if (Double.isFinite(want[i])) {
                    near(values[i], want[i], 4e-16, "row " + i);
                } else {
                    assertThat(values[i]).isEqualTo((Double) want[i]);
                }
            }
        }
        assertThat(values(norm(zeros(f64(0))))).containsExactly(0);
        assertThat(values(norm(zeros(f64(2, 0)), 1))).containsExactly(0, 0);
        Expr many = eval(where(normal(key(1), f64(100_000)).gt(0), scalar(1e160), -1e160));
        near(values(norm(many))[0], Math.sqrt(1e5) * 1e160, 1e-14, "many");
    }

    /** Constants are folded by the same evaluation: squares that leave the range are not computed. */
    @Test
    void normsOfConstants() {
        for (double c : new double[] {1e-300, 1e-200, 1e-160, 1, 1e154, 1e160, 1e200, 1e300}) {
            near(number(norm(full(f64(4), c))), 2 * c, 4e-16, "norm of constants " + c);
            near(number(norm(full(f64(4), -c))), 2 * c, 4e-16, "norm of constants " + -c);
            near(number(fn((Expr x) -> norm(full(f64(2, 2), c)).times(x)).apply(scalar(1))), 2 * c, 4e-16, "in a function " + c);
            near(values(norm(full(f64(3, 4), c), 1))[2], 2 * c, 4e-16, "along an axis " + c);
            near(number(norm(full(f64(1), c))), c, 4e-16, "of one " + c);
        }
        for (double c : new double[] {1e-30, 1e-20, 1, 1e19, 1e20, 1e30}) {
            near(number(norm(full(f32(4), c)).cast(F64)), 2 * (float) c, 4e-7, "norm of f32 constants " + c);
        }
        assertThat(number(norm(full(f64(4), 0)))).isZero();
        assertThat(number(norm(full(f64(4), INF)))).isEqualTo(INF);
        assertThat(number(norm(full(f64(4), Double.NaN)))).isNaN();
        // what is asked for itself overflows as it does in a run
        assertThat(number(full(f64(4), 1e160).square().sum())).isEqualTo(INF);
        assertThat(number(full(f64(4), 1e-200).square().sum())).isZero();
    }
}
