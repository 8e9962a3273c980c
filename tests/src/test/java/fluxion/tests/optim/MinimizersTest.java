package fluxion.tests.optim;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.optim.Bfgs;
import fluxion.dsl.optim.GaussNewton;
import fluxion.dsl.optim.LeastSquares;
import fluxion.dsl.optim.LevenbergMarquardt;
import fluxion.dsl.optim.Minimizer;
import fluxion.dsl.optim.Minimum;
import fluxion.dsl.optim.NelderMead;
import fluxion.dsl.optim.NewtonCg;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Minimisers on trees, between bounds, over lanes, in f32, and as functions with derivatives. */
class MinimizersTest {
    private record Line(Expr slope, Expr offset) {}

    private static final Fun1<Expr, Expr> ROSENBROCK_RESIDUALS = fn((Expr x) -> concatenate(0,
            x.get("1:").minus(x.get(":-1").square()).times(10), x.get(":-1").subtractedFrom(1)));
    private static final Fun1<Expr, Expr> ROSENBROCK = fn((Expr x) -> ROSENBROCK_RESIDUALS.apply(x).square().sum());
    private static final Tensor XS = vector(0, 1, 2, 3);
    private static final Tensor YS = vector(1, 3, 5.5, 7);

    static Stream<Minimizer> minimizers() {
        return Stream.of(new Bfgs(), new NewtonCg(), new NelderMead());
    }

    static Stream<LeastSquares> leastSquares() {
        return Stream.of(new LevenbergMarquardt(), new GaussNewton());
    }

    private static void assertNear(Object found, Object expected, double tolerance) {
        assertThat(((Tensor) eval(ravel(found).cast(DType.F64))).doubles()).usingComparatorWithPrecision(tolerance)
                .containsExactly(((Tensor) eval(ravel(expected).cast(DType.F64))).doubles());
    }

    private static Expr misfit(Line line) {
        return line.slope().times(XS).plus(line.offset()).minus(YS);
    }

    @ParameterizedTest
    @MethodSource("minimizers")
    void findMinimaOfTrees(Minimizer minimizer) {
        Minimum<Line> best = minimizer.minimize((Line line) -> misfit(line).square().sum(), new Line(scalar(0), scalar(0)));
        assertNear(best.parameters(), new Line(scalar(2.05), scalar(1.05)), 1e-7);
        assertThat(best.converged()).isEqualTo(scalar(BOOL, 1));
        assertThat(toDouble(globalNorm(best.gradient()))).isLessThan(1e-6);
        assertNear(minimizer.minimize((Line line) -> misfit(line).square().sum(), new Line(scalar(0), scalar(0)),
                new Line(scalar(-1), scalar(-5)), new Line(scalar(1.5), scalar(Double.POSITIVE_INFINITY))).parameters(),
                new Line(scalar(1.5), scalar(1.875)), 1e-7);
    }

    @ParameterizedTest
    @MethodSource("minimizers")
    void projectToBounds(Minimizer minimizer) {
        Minimum<Expr> best = minimizer.minimize(ROSENBROCK, (Expr) vector(-1.2, 1), vector(-2, -2), vector(0.5, 2));
        assertNear(best.parameters(), vector(0.5, 0.25), 1e-6);
        assertThat(best.converged()).isEqualTo(scalar(BOOL, 1));
        assertThat(toDouble(best.steps())).isLessThan(120);
        // the start is projected as well
        assertNear(minimizer.minimize((Expr x) -> x.sum(), (Expr) vector(9, -9), vector(1, -2), vector(3, -1)).parameters(), vector(1, -2), 1e-7);
    }

    @ParameterizedTest
    @MethodSource("minimizers")
    void lanesFindTheirOwn(Minimizer minimizer) {
        var search = fn((Expr start, Expr a) -> minimizer.minimize(x -> x.minus(a).square().sum().plus(x.get(0).minus(a).square().square().sum()),
                start).parameters());
        Tensor starts = matrix(row(1, 2), row(-3, 0.5));
        Expr found = vmap(search).apply(starts, vector(1, 5));
        assertNear(found, matrix(row(1, 1), row(5, 5)), 1e-4);
    }

    @ParameterizedTest
    @MethodSource("minimizers")
    void solutionsHaveDerivatives(Minimizer minimizer) {
        // x = a/(1 + b) where b weighs the squares
        var ridge = minimizer.argmin((Expr x, Expr b) -> x.minus(vector(1, 2)).square().sum().plus(x.square().sum().times(b)), vector(0, 0));
        assertNear(ridge.apply(scalar(0.5)), vector(2 / 3.0, 4 / 3.0), 1e-6);
        assertNear(jacfwd(ridge).apply(scalar(0.5)), vector(-4 / 9.0, -8 / 9.0), 1e-6);
        assertNear(jacrev(ridge).apply(scalar(0.5)), vector(-4 / 9.0, -8 / 9.0), 1e-6);
        assertNear(jacfwd(jacrev(ridge)).apply(scalar(0.5)), vector(16 / 27.0, 32 / 27.0), 1e-5);
        assertNear(vmap(jacfwd(ridge)).apply(vector(0, 1)), matrix(row(-1, -2), row(-0.25, -0.5)), 1e-6);
        // what lies at a bound stays there
        var held = minimizer.argmin((Expr x, Expr a) -> x.minus(a).square().sum(), (Expr) vector(0, 0), vector(-1, -1), vector(0.5, 0.5));
        assertNear(held.apply(vector(0.2, 3)), vector(0.2, 0.5), 1e-7);
        assertNear(jacrev(held).apply(vector(0.2, 3)), matrix(row(1, 0), row(0, 0)), 1e-7);
    }

    @ParameterizedTest
    @MethodSource("minimizers")
    void narrowNumbersStayNarrow(Minimizer minimizer) {
        Minimum<Expr> best = minimizer.minimize(ROSENBROCK, floats(-1.2f, 1));
        assertThat(best.parameters().dtype()).isEqualTo(F32);
        assertThat(best.value().dtype()).isEqualTo(F32);
        assertNear(best.parameters(), vector(1, 1), 2e-3);
        assertThat(toDouble(best.steps())).isLessThan(200);
    }

    /** The simplex goes where SciPy's goes: its iterations and evaluations. */
    @Test
    void theSimplexIsScipys() {
        Minimum<Expr> best = new NelderMead(5000, 1e-4).minimize(ROSENBROCK, vector(-1.2, 1));
        assertThat(best.steps()).isEqualTo(scalar(I32, 84)); // SciPy says 85, as it begins with 1
        assertThat(best.evaluations()).isEqualTo(scalar(I32, 159));
        assertNear(best.parameters(), vector(1.000022021783570, 1.000042219751772), 1e-13);
    }

    @ParameterizedTest
    @MethodSource("leastSquares")
    void squaresAreLeast(LeastSquares method) {
        Minimum<Line> best = method.minimize((Line line) -> misfit(line), new Line(scalar(0), scalar(0)));
        assertNear(best.parameters(), new Line(scalar(2.05), scalar(1.05)), 1e-10);
        assertThat(toDouble(best.value())).isCloseTo(0.0875, within(1e-14));
        assertNear(method.minimize(ROSENBROCK_RESIDUALS, vector(-1.2, 1)).parameters(), vector(1, 1), 1e-12);
        assertNear(method.minimize(ROSENBROCK_RESIDUALS, floats(-1.2f, 1)).parameters(), vector(1, 1), 1e-5);
        assertNear(method.minimize(ROSENBROCK_RESIDUALS, (Expr) vector(-1.2, 1), vector(-2, -2), vector(0.5, 2)).parameters(),
                vector(0.5, 0.25), 1e-6);
        var search = fn((Expr start) -> method.minimize(ROSENBROCK_RESIDUALS, start).parameters());
        assertNear(vmap(search).apply(matrix(row(-1.2, 1), row(3, 4))), ones(f64(2, 2)), 1e-10);
        var fitted = method.argmin((Line line, Expr y) -> line.slope().times(XS).plus(line.offset()).minus(y), new Line(scalar(0), scalar(0)));
        Line slopes = (Line) jacrev(fitted).apply(YS);
        assertNear(slopes.slope(), vector(-0.3, -0.1, 0.1, 0.3), 1e-10);
        assertNear(slopes.offset(), vector(0.7, 0.4, 0.1, -0.2), 1e-10);
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> new Bfgs(-1, 0)).isInstanceOf(FluxionException.class).hasMessageContaining("bfgs: requires steps");
        assertThatThrownBy(() -> new NewtonCg(1, -1)).hasMessageContaining("newtonCg: requires steps");
        assertThatThrownBy(() -> new NelderMead(1, Double.NaN)).hasMessageContaining("nelderMead: requires steps");
        assertThatThrownBy(() -> new LevenbergMarquardt(-1, 0, 0)).hasMessageContaining("levenbergMarquardt: requires");
        assertThatThrownBy(() -> new GaussNewton(1, -1, 0)).hasMessageContaining("gaussNewton: requires");
        assertThatThrownBy(() -> new Bfgs().minimize(x -> x, vector(1, 2))).isInstanceOf(ShapeException.class)
                .hasMessage("minimize: the function must give a scalar; got f64[2]");
        assertThatThrownBy(() -> new Bfgs().minimize(x -> x.sum(), ints(1))).isInstanceOf(DTypeException.class)
                .hasMessage("minimize: parameters must be floating-point; got i32[1]");
        // nothing smaller is found, and said so
        Minimum<Expr> down = new Bfgs(20, 1e-8).minimize(x -> x.sum(), vector(1));
        assertThat(down.converged()).isEqualTo(scalar(BOOL, 0));
    }
}
