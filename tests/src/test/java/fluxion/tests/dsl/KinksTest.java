package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.dsl.function.ExprFn1;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import org.junit.jupiter.api.Test;

/** Second derivatives through norms, roots and absolute values where these are 0: right where they exist, not finite where not. */
class KinksTest {
    private static double number(Expr x) {
        return eval(x).toDouble();
    }

    private static double[] values(Expr x) {
        return eval(x.cast(DType.F64)).doubles();
    }

    /** The Hessian in each order of modes, batched too. */
    private static Seq<Expr> hessians(ExprFn1 f, Expr at) {
        var g = fn(f);
        return Array.of(hessian(g).apply(at), jacfwd(grad(g)).apply(at), jacrev(grad(g)).apply(at), jacfwd(jacfwd(g)).apply(at), jacrev(jacfwd(g)).apply(at),
                vmap(hessian(g)).apply(eval(stack(0, at, at))).get(1));
    }

    private static Tuple2<ExprFn1, double[]> row(ExprFn1 f, double... hessian) {
        return Tuple.of(f, hessian);
    }

    private static final double SINC = -Math.PI * Math.PI / 3;

    /** Functions of (0, 0) with their Hessians. */
    private static final Array<Tuple2<ExprFn1, double[]>> SMOOTH = Array.of(
            row(x -> norm(x).square(), 2, 0, 0, 2),
            row(x -> norm(x).times(norm(x)), 2, 0, 0, 2),
            row(x -> norm(x).times(-3).square(), 18, 0, 0, 18),
            row(x -> norm(x).div(2).square(), 0.5, 0, 0, 0.5),
            row(x -> norm(x).pow(4), 0, 0, 0, 0),
            row(x -> cos(norm(x)), -1, 0, 0, -1),
            row(x -> cosh(norm(x).times(2)), 4, 0, 0, 4),
            row(x -> sinc(norm(x)), SINC, 0, 0, SINC),
            row(x -> norm(x).times(sin(norm(x))), 2, 0, 0, 2),
            row(x -> tanh(norm(x)).square(), 2, 0, 0, 2),
            row(x -> exp(norm(x).square().neg()), -2, 0, 0, -2),
            row(x -> sqrt(norm(x).square().plus(1)), 1, 0, 0, 1),
            row(x -> norm(x.reshape(1, 2).matmul(eval(matrix(new double[][] {{1, 2}, {3, 4}})))).square(), 10, 22, 22, 50),
            row(x -> x.get(0).hypot(x.get(1)).square(), 2, 0, 0, 2),
            row(x -> cos(x.get(0).hypot(x.get(1))), -1, 0, 0, -1),
            row(x -> x.std().square(), 0.5, -0.5, -0.5, 0.5),
            row(x -> x.var(), 0.5, -0.5, -0.5, 0.5),
            row(x -> sum(cosh(abs(x))), 1, 0, 0, 1),
            row(x -> sum(abs(x).square()), 2, 0, 0, 2),
            row(x -> sum(abs(x).times(sin(abs(x)))), 2, 0, 0, 2),
            row(x -> sum(cos(norm(stack(0, x, vector(1, 2).cast(x.dtype())), 1))), -1, 0, 0, -1));

    @Test
    void evenFunctionsOfNormsAreSmooth() {
        for (DType dtype : new DType[] {F64, F32}) {
            Expr at = eval(vector(0, 0).cast(dtype));
            SMOOTH.forEach(row -> {
                assertThat(values(grad(fn(row._1)).apply(at))).as("gradient of %s", row._1.apply(at)).containsExactly(new double[2], within(0.0));
                hessians(row._1, at).forEach(h -> assertThat(values(h)).as("Hessian of %s", row._1.apply(at))
                        .containsExactly(row._2, within(dtype == F64 ? 1e-14 : 1e-5)));
            });
        }
    }

    /** Away from the kink nothing has changed. */
    @Test
    void elsewhereTheyAreWhatTheyWere() {
        Expr at = eval(vector(0.6, -0.8));
        double[] u = {0.6, -0.8};
        double[] want = new double[4];
        for (int i = 0; i < 4; i++) {
            double p = u[i / 2] * u[i % 2];
            want[i] = -Math.cos(1) * p - Math.sin(1) * ((i % 3 == 0 ? 1 : 0) - p);
        }
        hessians(x -> cos(norm(x)), at).forEach(h -> assertThat(values(h)).containsExactly(want, within(1e-14)));
        hessians(x -> norm(x), at).forEach(h -> assertThat(values(h)).containsExactly(new double[] {0.64, 0.48, 0.48, 0.36}, within(1e-14)));
    }

    @Test
    void whatDoesNotExistIsNotFinite() {
        Array<ExprFn1> kinks = Array.of(x -> norm(x), x -> norm(x).pow(3).plus(norm(x)), x -> sin(norm(x)), x -> exp(norm(x)), x -> x.get(0).hypot(x.get(1)),
                x -> x.std(), x -> log1p(norm(x)), x -> norm(x).div(norm(x).plus(1)), x -> norm(x).times(exp(norm(x))), x -> norm(x).plus(1).log().times(2));
        for (ExprFn1 f : kinks) {
            assertThat(values(grad(fn(f)).apply(vector(0, 0)))).containsExactly(new double[2], within(0.0));
            hessians(f, eval(vector(0, 0))).forEach(h -> assertThat(Array.ofAll(values(h)).forAll(v -> !Double.isFinite(v)))
                    .as("Hessian of %s: %s", f.apply(vector(0, 0)), h).isTrue());
        }
        // of some rows only, those
        Expr rows = eval(matrix(new double[][] {{0, 0}, {3, 4}}));
        double[] slopes = values(grad(fn((Expr x) -> sum(norm(x, 1)))).apply(rows));
        assertThat(slopes).containsExactly(new double[] {0, 0, 0.6, 0.8}, within(1e-15));
        Expr second = vmap(hessian(fn((Expr x) -> norm(x)))).apply(rows);
        assertThat(values(second.get(1))).containsExactly(new double[] {0.128, -0.096, -0.096, 0.072}, within(1e-15));
        // the fourth derivative of cos |t| is not known here
        assertThat(number(grad(grad(grad(grad(fn((Expr t) -> cos(norm(stack(0, t)))))))).at(0))).isNaN();
    }

    @Test
    void alongCurves() {
        assertThat(number(taylor(fn((Expr t) -> norm(stack(0, t, t.times(2))).square()), scalar(0), 4).derivative(2))).isEqualTo(10);
        assertThat(number(taylor(fn((Expr t) -> t.hypot(t).square()), scalar(0), 2).derivative(2))).isEqualTo(4);
        assertThat(number(taylor(fn((Expr t) -> cosh(abs(t))), scalar(0), 4).derivative(4))).isEqualTo(1);
        assertThat(number(taylor(fn((Expr t) -> abs(t).square()), scalar(0), 2).derivative(2))).isEqualTo(2);
        assertThat(number(taylor(fn((Expr t) -> norm(stack(0, t, t))), scalar(0), 2).derivative(1))).isZero();
        assertThat(number(taylor(fn((Expr t) -> norm(stack(0, t, t))), scalar(0), 2).derivative(2))).isNaN();
    }

    /** The covariance of a Gaussian process and its derivative: mixed derivatives at equal points. */
    @Test
    void mixedDerivatives() {
        Expr at = eval(vector(1, 2));
        Expr mixed = jacfwd(fn((Expr x) -> grad(fn((Expr y) -> exp(norm(x.minus(y)).square().times(-0.5)))).apply(at))).apply(at);
        assertThat(values(mixed)).containsExactly(new double[] {1, 0, 0, 1}, within(1e-15));
        double along = number(jvp(grad(fn((Expr x) -> cos(norm(x)))), vector(0, 0), vector(1, 2)).tangent().get(1));
        assertThat(along).isEqualTo(-2);
    }
}
