package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import org.junit.jupiter.api.Test;

/** An argument that is no number does not become one because terms cancel. */
class NotANumberTest {
    @Test
    void cancellingKeepsNaN() {
        for (double x : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(fn(v -> v.times(0)).at(x).toDouble()).isNaN();
            assertThat(fn(v -> v.minus(v)).at(x).toDouble()).isNaN();
            assertThat(fn(v -> v.times(2).minus(v).minus(v)).at(x).toDouble()).isNaN();
            assertThat(fn(v -> v.div(v)).at(x).toDouble()).isNaN();
        }
        assertThat(fn(v -> v.dividedInto(0)).at(Double.NaN).toDouble()).isNaN();
        assertThat(fn(v -> v.plus(1).square().minus(v.square()).minus(v.times(2))).at(Double.NaN).toDouble()).isNaN();
        assertThat(eval(fn((Expr v) -> v.times(0).plus(vector(1, 2))).apply(vector(Double.NaN, 3))).doubles()).containsExactly(Double.NaN, 2);
        assertThat(eval(fn((Expr v) -> v.dot(zeros(f64(2)))).apply(vector(Double.NaN, 3))).toDouble()).isNaN();
    }

    @Test
    void derivedFunctionsKeepNaN() {
        assertThat(eval(vmap(fn((Expr v) -> v.times(0))).apply(vector(Double.NaN, 1))).doubles()).containsExactly(Double.NaN, 0);
        for (double x : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(grad(fn(v -> v.square().minus(v.square()))).at(x).toDouble()).isNaN();
            assertThat(grad(grad(fn(v -> v.pow(3).minus(v.pow(3))))).at(x).toDouble()).isNaN();
            isNaN(valueAndGrad(fn((Expr v) -> v.minus(v).plus(1).sin())).apply(scalar(x))._1);
            isNaN(jacfwd(fn((Expr v) -> v.times(v).minus(v.square()))).apply(vector(x, 1)).get(0, 0));
            Fun1<Expr, Expr> cancels = fn((Expr v) -> v.square().minus(v.square()).plus(v.times(3)));
            Tensor holed = vector(1, x, 2);
            double[] diagonal = {3, 0, 0, 0, Double.NaN, 0, 0, 0, 3};
            assertThat(eval(jacfwd(cancels).apply(holed)).doubles()).containsExactly(diagonal);
            assertThat(eval(jacrev(cancels).apply(holed)).doubles()).containsExactly(diagonal);
            assertThat(eval(jacobian(cancels).apply(holed)).doubles()).as("the mode that costs less").containsExactly(diagonal);
            assertThat(sparseJacobian(v -> v.square().minus(v.square()).plus(v.times(3)), f64(3)).values(holed))
                    .containsExactly(3, Double.NaN, 3);
            isNaN(hessian(fn((Expr v) -> v.pow(3).minus(v.pow(3)).sum())).apply(holed).get(1, 1));
            isNaN(jvp(fn((Expr v) -> v.times(0)), scalar(1), scalar(x)).tangent());
            isNaN(linearize(fn((Expr v) -> v.square().minus(v.square())), scalar(x)).linear().apply(scalar(1)));
        }
        assertThat(grad(fn(v -> v.square().minus(v.square()))).at(3.0).toDouble()).isEqualTo(0.0);
        assertThat(grad(fn(v -> v.square().minus(v.square())))).hasToString("x ↦ 0");
    }

    @Test
    void eachElementByItself() {
        isNaN(fn((Expr v) -> v.get(0).minus(v.get(0)).plus(v.get(1))).apply(vector(Double.NaN, 1)));
        assertThat(eval(fn((Expr v) -> v.times(vector(0, 1))).apply(vector(Double.NaN, 1))).doubles()).containsExactly(Double.NaN, 1);
        assertThat(eval(fn((Expr v) -> concatenate(0, v.minus(v), v)).apply(vector(Double.NaN, 1))).doubles())
                .containsExactly(Double.NaN, 0, Double.NaN, 1);
    }

    @Test
    void whatCancelsInBodies() {
        isNaN(fn((Expr v) -> fori(0, 3, v, (i, c) -> c.minus(c))).apply(scalar(Double.NaN)));
        isNaN(fn((Expr v) -> cond(v.ne(1), c -> c.times(0), c -> c, v)).apply(scalar(Double.NaN)));
        Tensor holed = matrix(new double[][] {{1, Double.NaN}, {0, 1}});
        isNaN(fn((Expr a) -> a.expm().det()).apply(holed));
        isNaN(fn((Expr a) -> a.matmul(a.inv())).apply(holed).get(0, 0));
    }

    private static void isNaN(Expr e) {
        assertThat(eval(e).toDouble()).isNaN();
    }

    @Test
    void numbersThatAreNotFiniteStay() {
        assertThat(eval(vector(Double.NaN, 1).times(0)).doubles()).containsExactly(Double.NaN, 0);
        assertThat(eval(vector(Double.POSITIVE_INFINITY, 1).times(0)).doubles()).containsExactly(Double.NaN, 0);
        assertThat(eval(vector(1, Double.NaN).cast(F32).times(0).cast(F64)).doubles()).containsExactly(0, Double.NaN);
        assertThat(eval(vector(Double.NaN, 1).dot(zeros(f64(2)))).toDouble()).isNaN();
        assertThat(eval(vector(3, 1).times(0)).doubles()).containsExactly(0, 0);
    }

    @Test
    void finiteArgumentsGiveWhatTheFormulaSays() {
        assertThat(fn(v -> v.times(0)).at(3.0).toDouble()).isEqualTo(0.0);
        assertThat(fn(v -> v.minus(v)).at(3.0).toDouble()).isEqualTo(0.0);
        assertThat(fn(v -> v.pow(0)).at(Double.NaN).toDouble()).isEqualTo(1.0);
        assertThat(fn(v -> where(v.gt(0), v, scalar(0))).at(Double.NaN).toDouble()).isEqualTo(0.0);
    }
}
