package fluxion.tests.solvers;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.ExprFn2;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;

/**
 * The problems A to E of Hull, Enright, Fellen and Sedgwick (Comparing numerical methods for ordinary differential equations, SIAM
 * J. Numer. Anal. 9, 1972), all from t = 0 to 20.
 *
 * @param f (y, t) to ẏ
 * @param y0 the state at 0
 */
record Detest(ExprFn2 f, Tensor y0) {
    private static final double GRAVITATION = 2.95912208286;
    private static final double SUN = 1.00000597682;
    private static final Tensor MASSES = vector(0.000954786104043, 0.000285583733151, 0.0000437273164546, 0.0000517759138449,
            0.00000277777777778);
    private static final Tensor PLANETS = vector(3.42947415189, 3.35386959711, 1.35494901715, 6.64145542550, 5.97156957878,
            2.18231499728, 11.2630437207, 14.6952576794, 6.27960525067, -30.1552268759, 1.65699966404, 1.43785752721,
            -21.1238353380, 28.4465098142, 15.3882659679, -0.557160570446, 0.505696783289, 0.230578543901, -0.415570776342,
            0.365682722812, 0.169143213293, -0.325325669158, 0.189706021964, 0.0877265322780, -0.0240476254170, -0.287659532608,
            -0.117219543175, -0.176860753121, -0.216393453025, -0.0148647893090);

    static Map<String, Detest> all() {
        return LinkedHashMap.<String, Detest>empty()
                .put("A1", new Detest((y, t) -> y.neg(), vector(1)))
                .put("A2", new Detest((y, t) -> y.pow(3).div(-2), vector(1)))
                .put("A3", new Detest((y, t) -> y.times(cos(t)), vector(1)))
                .put("A4", new Detest((y, t) -> y.div(4).times(y.div(20).neg().plus(1)), vector(1)))
                .put("A5", new Detest((y, t) -> y.minus(t).div(y.plus(t)), vector(4)))
                .put("B1", of((y, t) -> Array.of(y.get(0).minus(y.get(0).times(y.get(1))).times(2),
                        y.get(1).minus(y.get(0).times(y.get(1))).neg()), 1, 3))
                .put("B2", of((y, t) -> Array.of(y.get(1).minus(y.get(0)), y.get(0).minus(y.get(1).times(2)).plus(y.get(2)),
                        y.get(1).minus(y.get(2))), 2, 0, 1))
                .put("B3", of((y, t) -> Array.of(y.get(0).neg(), y.get(0).minus(y.get(1).square()), y.get(1).square()), 1, 0, 0))
                .put("B4", of((y, t) -> torus(y), 3, 0, 0))
                .put("B5", of((y, t) -> Array.of(y.get(1).times(y.get(2)), y.get(0).times(y.get(2)).neg(),
                        y.get(0).times(y.get(1)).times(-0.51)), 0, 1, 1))
                .put("C1", decay(vector(1, 1, 1, 1, 1, 1, 1, 1, 1, 0)))
                .put("C2", decay(vector(1, 2, 3, 4, 5, 6, 7, 8, 9, 0)))
                .put("C3", heat(10))
                .put("C4", heat(51))
                .put("C5", new Detest((y, t) -> planets(y), PLANETS))
                .put("D1", orbit(0.1)).put("D2", orbit(0.3)).put("D3", orbit(0.5)).put("D4", orbit(0.7)).put("D5", orbit(0.9))
                .put("E1", of((y, t) -> Array.of(y.get(1), y.get(1).div(t.plus(1))
                        .plus(t.plus(1).square().reciprocal().times(-0.25).plus(1).times(y.get(0))).neg()),
                        0.6713967071418030, 0.09540051444747446))
                .put("E2", of((y, t) -> Array.of(y.get(1), y.get(0).square().neg().plus(1).times(y.get(1)).minus(y.get(0))), 2, 0))
                .put("E3", of((y, t) -> Array.of(y.get(1), y.get(0).pow(3).div(6).minus(y.get(0)).plus(sin(t.times(2.78535)).times(2))),
                        0, 0))
                .put("E4", of((y, t) -> Array.of(y.get(1), y.get(1).square().times(-0.4).plus(0.032)), 30, 0))
                .put("E5", of((y, t) -> Array.of(y.get(1), y.get(1).square().plus(1).sqrt().div(t.neg().plus(25))), 0, 0));
    }

    private static Detest of(io.vavr.Function2<Expr, Expr, Array<Expr>> f, double... y0) {
        return new Detest((y, t) -> stack(0, f.apply(y, t)), vector(y0));
    }

    private static Array<Expr> torus(Expr y) {
        Expr r = y.get(0).square().plus(y.get(1).square()).sqrt();
        return Array.of(y.get(1).neg().minus(y.get(0).times(y.get(2)).div(r)), y.get(0).minus(y.get(1).times(y.get(2)).div(r)),
                y.get(0).div(r));
    }

    private static Tensor first(int n) {
        double[] y = new double[n];
        y[0] = 1;
        return vector(y);
    }

    /** Each decays into the next. */
    private static Detest decay(Tensor rates) {
        int n = rates.shape().dim(0);
        return new Detest((y, t) -> {
            Expr gone = rates.times(y);
            return concatenate(0, zeros(f64(1)), gone.slice(0, 0, n - 1)).minus(gone);
        }, first(n));
    }

    private static Detest heat(int n) {
        Expr none = zeros(f64(1));
        return new Detest((y, t) -> concatenate(0, none, y.slice(0, 0, n - 1)).plus(concatenate(0, y.slice(0, 1, n), none))
                .minus(y.times(2)), first(n));
    }

    private static Detest orbit(double e) {
        return of((y, t) -> {
            Expr r3 = y.get(0).square().plus(y.get(1).square()).pow(1.5);
            return Array.of(y.get(2), y.get(3), y.get(0).div(r3).neg(), y.get(1).div(r3).neg());
        }, 1 - e, 0, 0, Math.sqrt((1 + e) / (1 - e)));
    }

    private static Expr planets(Expr y) {
        Expr places = y.slice(0, 0, 15).reshape(5, 3);
        Expr pulls = places.div(places.square().sum(1).pow(1.5).expandDims(1));
        Expr differences = places.expandDims(0).minus(places.expandDims(1));
        Expr cubes = differences.square().sum(2).plus(eye(5)).pow(1.5);
        Expr others = MASSES.expandDims(1).times(differences.div(cubes.expandDims(2)).minus(pulls.expandDims(0)))
                .times(eye(5).neg().plus(1).expandDims(2)).sum(1);
        Expr accelerations = others.minus(pulls.times(MASSES.plus(SUN).expandDims(1))).times(GRAVITATION);
        return concatenate(0, y.slice(0, 15, 30), accelerations.reshape(15));
    }
}
