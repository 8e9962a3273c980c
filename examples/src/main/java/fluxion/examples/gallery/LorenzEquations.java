package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.print.MathText;
import fluxion.plot.Figure;
import io.vavr.collection.Array;

/**
 * A law of motion found in data, as a formula (Brunton, Proctor and Kutz, PNAS 113, 2016): rates are a combination of few of the
 * monomials up to degree two, found by least squares whose small coefficients are struck out again and again. From rates with
 * noise come Lorenz' equations with 10, 28, 1 and 8/3; what was found is a function, so that it prints and can be solved.
 */
public final class LorenzEquations {
    private static final double THRESHOLD = 0.5;

    private LorenzEquations() {}

    /** 1, x, y, z, x², xy, xz, y², yz, z². */
    static Array<Expr> monomials(Expr x, Expr y, Expr z) {
        return Array.of(onesLike(x), x, y, z, x.square(), x.times(y), x.times(z), y.square(), y.times(z), z.square());
    }

    /** A combination of those monomials that have a part in it. */
    static Expr combination(double[] c, Expr x, Expr y, Expr z) {
        return monomials(x, y, z).zipWithIndex().filter(m -> c[m._2()] != 0).map(m -> m._1().times(c[m._2()]))
                .fold(zerosLike(x), Expr::plus);
    }

    /**
     * What was found.
     *
     * @param coefficients of the ten monomials, for each of the three rates
     * @param times of the motion
     * @param path that was seen, [times, 3]
     * @param predicted by the law that was found, [times, 3]
     */
    record Result(Array<double[]> coefficients, Tensor times, Tensor path, Tensor predicted) {
        /** The rates as formulas, coefficients to three digits behind the point. */
        Array<String> formulas() {
            return coefficients.map(c -> {
                double[] rounded = java.util.Arrays.stream(c).map(v -> Math.round(1000 * v) / 1000.0).toArray();
                return MathText.of(readable(fn((x, y, z) -> combination(rounded, x, y, z)).on(f64(), f64(), f64())));
            });
        }
    }

    static Result run(int points, double noise) {
        var solver = dormandPrince8().tolerances(1e-10, 1e-10);
        Tensor start = vector(-8, 7, 27);
        Tensor times = eval(linspace(0, 0.02 * (points - 1), points));
        Tensor path = eval(odeint((p, t) -> LorenzAttractor.flow(p), start, times, solver));
        Expr rates = vmap(fn((Expr p) -> LorenzAttractor.flow(p))).apply(path);
        Tensor seen = eval(rates.plus(normal(key(4), f64(points, 3)).times(noise)));
        Expr[] columns = monomials(path.get(":, 0"), path.get(":, 1"), path.get(":, 2")).toJavaArray(Expr[]::new);
        Tensor library = eval(stack(1, columns));
        Array<double[]> found = Array.range(0, 3).map(i -> sparse(library, eval(seen.get(":, " + i))));
        Tensor predicted = eval(odeint((p, t) -> stack(0, found.map(c -> combination(c, p.get(0), p.get(1), p.get(2)))
                .toJavaArray(Expr[]::new)), start, times, solver));
        return new Result(found, times, path, predicted);
    }

    /** Least squares over the columns that are left, ten times over. */
    private static double[] sparse(Tensor library, Tensor rate) {
        Expr kept = ones(f64(10));
        Tensor c = eval(zeros(f64(10)));
        for (int round = 0; round < 10; round++) {
            c = eval(lstsq(library.times(kept), rate).times(kept));
            kept = c.abs().ge(THRESHOLD).cast(F64);
        }
        return c.doubles();
    }

    static Figure figure(Result r) {
        return curve("x of the motion", r.times(), r.path().get(":, 0")).and(curve("x of the law found", r.times(),
                r.predicted().get(":, 0"))).title("A law found in data").xLabel("time").yLabel("x").xRange(0, 16).size(860, 420);
    }

    public static void main(String[] args) {
        Result r = run(2000, 1);
        r.formulas().zip(Array.of("ẋ", "ẏ", "ż")).forEach(f -> IO.println(f._2() + ": " + f._1()));
        IO.println("Lorenz: 10·(y − x), x·(28 − z) − y, x·y − 8/3·z");
        Pictures.save("lorenz-equations", figure(r));
    }
}
