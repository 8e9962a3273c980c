package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import org.junit.jupiter.api.Test;

/** Equations and functions of matrices against SciPy's values, what defines them, and differences. */
class MatrixEquationsTest {
    private static final Tensor A = matrix(row(4, 1, 0.5), row(-1, 3, 2), row(0.3, -0.7, 5));
    private static final Tensor B = matrix(row(2, 0.5), row(-1, 1));
    private static final Tensor C = matrix(row(1, 2), row(3, 4), row(5, 6));

    private static void holds(Expr got, double... expected) {
        double[] values = eval(got).doubles();
        assertThat(values).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(values[i]).isCloseTo(expected[i], within(2e-13 * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @Test
    void equations() {
        holds(solveSylvester(A, B, C), 0.06471426361343682, 0.19290971804334736, 0.36106521227433486, 0.5148474941118053,
                0.8871178481767831, 0.976493567729478);
        Expr x = solveLyapunov(B, eye(2));
        holds(B.matmul(x).plus(x.matmul(B.t())), 1, 0, 0, 1);
        holds(solveTridiagonal(vector(1, -1, 2), vector(4, 5, 6, 7), vector(1, 2, 0.5), vector(1, 2, 3, 4)), 0.2095808383233533,
                0.1616766467065868, 0.4910179640718563, 0.43113772455089816);
        Tensor spd = matrix(row(2, 1), row(1, 3));
        holds(choSolve(cholesky(spd), vector(1, 2)), eval(solve(spd, vector(1, 2))).doubles());
        assertThat(checkGradients((Expr a, Expr b, Expr c) -> solveSylvester(a, b, c), A, B, C, 1).passed()).isTrue();
        assertThat(checkGradients((Expr m, Expr d) -> solveTridiagonal(vector(1, 2), m, vector(1, -1), d), vector(4, 5, 6),
                vector(1, 2, 3), 2).passed()).isTrue();
    }

    @Test
    void roots() {
        holds(sqrtm(A), 2.0168117748146566, 0.2675161302847795, 0.08563356289914437, -0.27130546117006993, 1.7780945592581197,
                0.5016861487789599, 0.058958799510075904, -0.17748481751528386, 2.2547711241941353);
        holds(sqrtm(matrix(row(1e-4, 1), row(0, 1e4))), 0.01, 0.00999900009999, 0, 100);
        holds(sqrtm(matrix(row(0, -1), row(1, 0.1))), 0.6900655593423542, -0.6900655593423542, 0.6900655593423542,
                0.7590721152765896);
        assertThat(checkGradients((Expr a) -> sqrtm(a), A, 2).passed()).isTrue();
        holds(vmap(fn((Expr t) -> sqrtm(eye(2).times(t)))).apply(vector(4, 9)), 2, 0, 0, 2, 3, 0, 0, 3);
    }

    @Test
    void logarithms() {
        holds(logm(A), 1.421857912463987, 0.2820886086456049, 0.04665786731735436, -0.289520611559416, 1.1962525259633758,
                0.49877559164963636, 0.042858726218041876, -0.1782874585342805, 1.6459768983818355);
        Expr wide = logm(matrix(row(1e-4, 1), row(0, 1e4)));
        assertThat(eval(wide).doubles()).containsExactly(new double[] {-9.210340371976182, 0.0018420680743952366, 0, 9.210340371976184},
                within(1e-10));
        holds(expm(logm(A)), A.doubles());
        assertThat(checkGradients((Expr b) -> logm(b), B, 1).passed()).isTrue();
    }

    @Test
    void factorsAndFunctions() {
        var polar = polar(C);
        holds(polar._1, -0.5510032429894987, 0.7278246763805066, 0.1361585186719082, 0.5610652289408111, 0.8233202803333143,
                0.3943057815011163);
        holds(polar._2, 3.9740737146927962, 4.3825492707085205, 4.3825492707085205, 6.0657449575309546);
        holds(expmFrechet(B, matrix(row(1, 0), row(2, 1))), 8.594544785613584, 2.5128564132668263, 3.5688319590799336, 3.5688319590799287);
        holds(expmFrechet(B, eye(2)), eval(jvp((Expr a) -> expm(a), B, eye(2)).tangent()).doubles());
        Tensor symmetric = matrix(row(2, 1), row(1, 3));
        holds(funm(symmetric, w -> exp(w)), eval(expm(symmetric)).doubles());
        assertThat(eval(matrixRank(matrix(row(1, 2, 3), row(2, 4, 6), row(0, 1, 1))))).isEqualTo(Tensor.of(2));
        assertThatThrownBy(() -> sqrtm(C)).isInstanceOf(ShapeException.class).hasMessageContaining("sqrtm: requires square matrices");
    }

    @Test
    void factorsAndFunctionsHaveDerivatives() {
        assertThat(checkGradients((Expr a) -> polar(a)._1, A, 1).passed()).isTrue();
        assertThat(checkGradients((Expr a) -> polar(a)._2, A, 1).passed()).isTrue();
        assertThat(checkGradients((Expr a) -> funm(a.plus(a.t()), w -> exp(w.div(10))), A, 1).passed()).isTrue();
    }
}
