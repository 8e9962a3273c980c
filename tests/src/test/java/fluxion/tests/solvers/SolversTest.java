package fluxion.tests.solvers;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.dsl.function.ExprFn1;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.solve.LinearSolution;
import fluxion.dsl.solve.Root;
import io.vavr.Function2;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Linear systems, roots, fixed points and integrals beside SciPy's, JAX's and mpmath's, and their derivatives by the equation. */
class SolversTest {
    private static final int N = 12;
    private static final Tensor PLACES = eval(arange(0, N, 1));
    private static final Tensor SPD = eval(exp(PLACES.expandDims(1).minus(PLACES).abs().div(-2)).plus(PLACES.div(4).plus(1).diag()));
    private static final Tensor SKEW = eval(SPD.plus(sin(PLACES.expandDims(1).times(2).minus(PLACES)).times(0.3)));
    private static final Tensor B = eval(cos(PLACES));
    private static final Map<String, double[]> GOLDEN = golden();

    private static Map<String, double[]> golden() {
        try (var in = SolversTest.class.getResourceAsStream("/solvers/golden.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> line.split(" "))
                    .collect(Collectors.toMap(words -> words[0], words -> Stream.of(words).skip(1).mapToDouble(Double::parseDouble).toArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] golden(String name) {
        return GOLDEN.get(name);
    }

    static void near(Expr got, double tolerance, double... want) {
        double[] values = eval(got).doubles();
        assertThat(values).hasSize(want.length);
        IntStream.range(0, want.length).forEach(i -> assertThat(values[i]).isCloseTo(want[i], within(tolerance * (1 + Math.abs(want[i])))));
    }

    private static void converged(Expr is) {
        assertThat(eval(is).booleans()).doesNotContain(false);
    }

    // ---- linear systems ----

    @Test
    void linearSystemsAreScipys() {
        ExprFn1 spd = v -> SPD.matmul(v);
        ExprFn1 skew = v -> SKEW.matmul(v);
        LinearSolution<Expr> plain = cg(spd, B, strict());
        converged(plain.isConverged());
        near(plain.x(), 1e-11, GOLDEN.get("spd"));
        near(bicgstab(skew, B, strict()).x(), 1e-10, GOLDEN.get("bicgstab"));
        near(gmres(skew, B, strict()).x(), 1e-10, GOLDEN.get("skew"));
        near(gmres(skew, B, strict().restart(4)).x(), 1e-9, GOLDEN.get("skew"));
        // the inverse of the diagonal as preconditioner takes fewer iterations
        Tensor diagonal = eval(SPD.diagonal());
        LinearSolution<Expr> nearer = cg(spd, B, strict().preconditioner(v -> v.div(diagonal)));
        near(nearer.x(), 1e-11, GOLDEN.get("spd"));
        assertThat(toDouble(nearer.iterations())).isLessThanOrEqualTo(toDouble(plain.iterations()));
        near(gmres(skew, B, strict().preconditioner(v -> v.div(diagonal))).x(), 1e-9, GOLDEN.get("skew"));
        near(bicgstab(skew, B, strict().preconditioner(v -> v.div(diagonal))).x(), 1e-9, GOLDEN.get("skew"));
    }

    private static fluxion.dsl.solve.Krylov<Object> strict() {
        return krylov().tolerances(1e-13, 0);
    }

    @Test
    void linearSystemsAreDifferentiatedByTheirEquation() {
        Tensor moved = eval(sin(B).diag());
        Fun1<Expr, Expr> symmetric = fn(s -> B.times(s).times(cg(v -> SPD.plus(moved.times(s)).matmul(v), B.times(s), strict()).x()).sum());
        near(grad(symmetric).at(0.7), 1e-9, GOLDEN.get("cg.gradient")[0]);
        near(grad(grad(symmetric)).at(0.7), 1e-8, GOLDEN.get("cg.gradient")[1]);
        near(jvp(symmetric, scalar(0.7), scalar(1)).tangent(), 1e-9, GOLDEN.get("cg.gradient")[0]);
        Tensor diagonal = eval(SKEW.diagonal());
        for (Function2<ExprFn1, Expr, Expr> method : Array.<Function2<ExprFn1, Expr, Expr>>of((a, b) -> bicgstab(a, b, strict()).x(),
                (a, b) -> gmres(a, b, strict().preconditioner(v -> v.div(diagonal))).x())) {
            Fun1<Expr, Expr> f = fn(s -> B.times(s).times(method.apply(v -> SKEW.plus(moved.times(s)).matmul(v), B.times(s))).sum());
            near(grad(f).at(0.7), 1e-8, GOLDEN.get("bicgstab.gradient")[0]);
            near(grad(grad(f)).at(0.7), 1e-7, GOLDEN.get("bicgstab.gradient")[1]);
            near(vmap(grad(f)).apply(vector(0.7, 0.7)), 1e-8, GOLDEN.get("bicgstab.gradient")[0], GOLDEN.get("bicgstab.gradient")[0]);
        }
    }

    @Test
    void whatDoesNotConvergeSaysSo() {
        LinearSolution<Expr> short_ = cg(v -> SPD.matmul(v), B, strict().iterations(2));
        assertThat(eval(short_.isConverged()).booleans()).containsExactly(false);
        assertThat(toDouble(short_.iterations())).isEqualTo(2);
        assertThat(eval(gmres(v -> v.times(0), B).isConverged()).booleans()).containsExactly(false);
        assertThat(eval(newton(x -> x.square().plus(1), scalar(1)).isConverged()).booleans()).containsExactly(false);
        assertThat(eval(fixedPoint(x -> x.times(2).plus(1), scalar(1), rootOptions().memory(0)).isConverged()).booleans()).containsExactly(false);
        Root<Expr> outside = bisect(x -> x.square().minus(2), vector(2, 1), vector(3, 2));
        assertThat(eval(outside.isConverged()).booleans()).containsExactly(false, true);
        assertThat(eval(outside.x()).doubles()[0]).isNaN();
        assertThat(eval(quad(x -> x.reciprocal(), 0, 1).isConverged()).booleans()).containsExactly(false);
    }

    @Test
    void treesAreVectors() {
        record Pair(Expr a, Expr b) {}
        Pair x = gmres((Pair v) -> new Pair(v.a().times(2).plus(v.b().sum()), v.b().times(3)), new Pair(vector(1, 2), scalar(3)), strict()).x();
        near(x.a(), 1e-10, 0, 0.5);
        near(x.b(), 1e-10, 1);
        Root<Pair> root = newton((Pair v) -> new Pair(v.a().square().minus(v.b()), v.b().minus(4)), new Pair(vector(1, 3), scalar(1)), rootOptions());
        near(root.x().a(), 1e-9, 2, 2);
    }

    // ---- spectra ----

    @Test
    void spectra() {
        double[] eigenvalues = GOLDEN.get("eigenvalues");
        Expr all = lanczos(v -> SPD.matmul(v), B, N).matrix().eigvalsh();
        near(all, 1e-9, eigenvalues);
        var some = lanczos(v -> SPD.matmul(v), B, 7);
        near(some.basis().matmul(SPD).matmul(some.basis().swapAxes(0, 1)).minus(some.matrix()).abs().max(), 1e-12, 0);
        var dominant = powerIteration(v -> SPD.matmul(v), B, rootOptions().iterations(2000));
        converged(dominant.isConverged());
        near(dominant.value(), 1e-10, eigenvalues[N - 1]);
        // dλ = vᵀ·dA·v
        Fun1<Expr, Expr> value = fn(s -> powerIteration(v -> SPD.matmul(v).plus(v.times(s).times(PLACES)), B, rootOptions().iterations(2000)).value());
        near(grad(value).at(0.0), 1e-8, toDouble(dominant.vector().square().times(PLACES).sum()));
    }

    @Test
    void tracesAndDeterminantsByChance() {
        var trace = traceEstimate(key(3), v -> SPD.matmul(v), f64(N), 400);
        assertThat(toDouble(trace.value())).isCloseTo(GOLDEN.get("trace")[0], within(4 * toDouble(trace.standardError())));
        var logdet = logDetEstimate(key(3), v -> SPD.matmul(v), f64(N), 200, N);
        assertThat(toDouble(logdet.value())).isCloseTo(GOLDEN.get("logdet")[0], within(4 * toDouble(logdet.standardError())));
        // d ln det(A + s·I) = tr A⁻¹
        Fun1<Expr, Expr> f = fn(s -> logDetEstimate(key(3), v -> SPD.matmul(v).plus(v.times(s)), f64(N), 200, N).value());
        double want = toDouble(SPD.inv().trace());
        near(grad(f).at(0.0), 0.03, want);
        near(grad(f).at(0.0), 1e-6, (toDouble(f.at(1e-4)) - toDouble(f.at(-1e-4))) / 2e-4);
    }

    // ---- roots ----

    @Test
    void rootsAreScipys() {
        ExprFn1 system = v -> {
            Expr cube = v.get(0).minus(v.get(1)).pow(3).times(0.5);
            return stack(0, v.get(0).plus(cube).minus(1), v.get(1).minus(cube));
        };
        for (Root<Expr> root : Array.of(newton(system, vector(0, 0)), broyden(system, vector(0, 0)),
                fixedPoint(v -> v.minus(system.apply(v).times(0.5)), vector(0, 0)))) {
            converged(root.isConverged());
            near(root.x(), 1e-9, GOLDEN.get("system"));
        }
        for (Root<Expr> root : Array.of(bisect(e -> e.minus(sin(e).times(0.9)).minus(1), scalar(0), scalar(3)),
                chandrupatla(e -> e.minus(sin(e).times(0.9)).minus(1), scalar(0), scalar(3)))) {
            converged(root.isConverged());
            near(root.x(), 1e-9, GOLDEN.get("kepler"));
        }
        assertThat(toDouble(chandrupatla(e -> e.minus(sin(e).times(0.9)).minus(1), scalar(0), scalar(3)).iterations())).isLessThan(14);
        near(chandrupatla(x -> x.square().minus(vector(2, 3, 5)), vector(0, 0, 0), vector(3, 3, 3)).x(), 1e-9, Math.sqrt(2), Math.sqrt(3), Math.sqrt(5));
        // Anderson's acceleration takes fewer iterations than none
        near(fixedPoint(x -> cos(x), scalar(1)).x(), 1e-9, GOLDEN.get("cosine"));
        assertThat(toDouble(fixedPoint(x -> cos(x), scalar(1)).iterations())).isLessThan(12);
        assertThat(toDouble(fixedPoint(x -> cos(x), scalar(1), rootOptions().memory(0)).iterations())).isGreaterThan(40);
    }

    @Test
    void rootsAreDifferentiatedByTheirEquation() {
        Array<Function2<Expr, Expr, Expr>> ways = Array.of(
                (a, start) -> newton(x -> x.pow(3).minus(a), start).x(),
                (a, start) -> broyden(x -> x.pow(3).minus(a), start).x(),
                (a, start) -> fixedPoint(x -> x.plus(a.minus(x.pow(3)).div(20)), start).x(),
                (a, start) -> bisect(x -> x.pow(3).minus(a), start.minus(2), start.plus(2)).x(),
                (a, start) -> chandrupatla(x -> x.pow(3).minus(a), start.minus(2), start.plus(2)).x());
        for (Function2<Expr, Expr, Expr> way : ways) {
            Fun1<Expr, Expr> f = fn(a -> way.apply(a, scalar(1.7)));
            near(f.at(8.0), 1e-9, 2);
            near(grad(f).at(8.0), 1e-9, 1.0 / 12);
            near(grad(grad(f)).at(8.0), 1e-9, -2.0 / 9 / 32);
            near(vmap(grad(f)).apply(vector(8, 8)), 1e-9, 1.0 / 12, 1.0 / 12);
            // the start does not move it
            near(grad(fn(start -> way.apply(scalar(8), start))).at(1.7), 0, 0);
        }
    }

    // ---- integrals ----

    @Test
    void integralsAreMpmaths() {
        double inf = Double.POSITIVE_INFINITY;
        Map<String, fluxion.dsl.solve.Integral> integrals = Map.of(
                "quad.gauss", quad(x -> exp(x.square().div(-2)), -inf, inf), "quad.decay", quad(x -> exp(x.neg()).times(cos(x)), 1, inf),
                "quad.left", quad(x -> exp(x).div(x.square().plus(1)), -inf, 0), "quad.peak",
                quad(x -> x.minus(0.3).square().plus(1e-4).reciprocal(), 0, 1), "quad.waves", quad(x -> sin(x.times(50)), 0, 3));
        integrals.forEach((name, integral) -> {
            assertThat(eval(integral.isConverged()).booleans()).as(name).containsExactly(true);
            near(integral.value(), 2e-8, GOLDEN.get(name));
            assertThat(Math.abs(toDouble(integral.value()) - GOLDEN.get(name)[0])).as(name).isLessThan(toDouble(integral.error()) + 1e-15);
        });
        near(quad(x -> x.rsqrt(), scalar(0), scalar(1), quadratureOptions().tolerances(1e-7, 0)).value(), 1e-6, GOLDEN.get("quad.root"));
        near(quad(x -> stack(0, x, x.square()), 0, 3).value(), 1e-12, 4.5, 9);
        near(quad(x -> x, 3, 0).value(), 1e-12, -4.5);
        near(gaussKronrod(x -> sin(x.times(50)), scalar(0), scalar(3), 8), 1e-10, GOLDEN.get("quad.waves"));
        near(romberg(x -> exp(x), scalar(0), scalar(1), 6), 1e-13, Math.E - 1);
        Expr samples = sin(linspace(0, 2, 11));
        near(simpson(samples, 0.2, 0), 1e-14, GOLDEN.get("simpson.odd"));
        near(simpson(samples.slice(0, 0, 10), 0.2, 0), 1e-14, GOLDEN.get("simpson.even"));
    }

    @Test
    void integralsHaveDerivatives() {
        // ∫₀ᵇ sin(a·x) dx
        Fun1<Tuple2<Expr, Expr>, Expr> f = fn((Tuple2<Expr, Expr> p) -> quad(x -> sin(x.times(p._1())), scalar(0), p._2()).value());
        double a = 1.3;
        double b = 2;
        Tuple2<Expr, Expr> gradient = grad(f).apply(pair(scalar(a), scalar(b)));
        near(gradient._1(), 1e-9, (b * Math.sin(a * b) * a - (1 - Math.cos(a * b))) / (a * a));
        near(gradient._2(), 1e-9, Math.sin(a * b));
        Fun1<Expr, Expr> low = fn(x0 -> quad(x -> exp(x.square().neg()), x0, scalar(Double.POSITIVE_INFINITY)).value());
        near(grad(low).at(0.5), 1e-8, -Math.exp(-0.25));
        near(grad(grad(low)).at(0.5), 1e-7, Math.exp(-0.25));
        near(vmap(grad(low)).apply(vector(0.5, 0)), 1e-8, -Math.exp(-0.25), -1);
        near(grad(fn(h -> gaussKronrod(x -> exp(x), scalar(0), h, 2))).at(1.0), 1e-10, Math.E);
        near(grad(fn(h -> romberg(x -> exp(x), scalar(0), h, 6))).at(1.0), 1e-10, Math.E);
    }

    @Test
    void mistakesAreExplained() {
        assertThatThrownBy(() -> cg(v -> v.sum(), B)).isInstanceOf(ShapeException.class).hasMessageContaining("cg: the map must give what it takes, f64[12]; got f64[]");
        assertThatThrownBy(() -> newton(x -> x.sum(), vector(1, 2))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("newton: the function must give what it takes, f64[2]; got f64[]");
        assertThatThrownBy(() -> bisect(x -> x, scalar(0), vector(1))).isInstanceOf(ShapeException.class).hasMessageContaining("bisect: both ends must be of one type");
        assertThatThrownBy(() -> quad(x -> x, vector(0), scalar(1))).isInstanceOf(ShapeException.class).hasMessageContaining("quad: the ends must be scalars; got f64[1]");
        assertThatThrownBy(() -> romberg(x -> x, scalar(0), scalar(Double.POSITIVE_INFINITY), 4)).isInstanceOf(FluxionException.class)
                .hasMessageContaining("romberg: the ends must be finite");
        assertThatThrownBy(() -> krylov().restart(0)).isInstanceOf(FluxionException.class).hasMessageContaining("restart 0");
        assertThatThrownBy(() -> rootOptions().tolerance(0)).isInstanceOf(FluxionException.class).hasMessageContaining("tolerance 0.0");
        assertThatThrownBy(() -> lanczos(v -> v, B, 13)).isInstanceOf(FluxionException.class).hasMessageContaining("lanczos: requires 1 to 12 directions; got 13");
    }
}
