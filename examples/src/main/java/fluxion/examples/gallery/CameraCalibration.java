package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.LevenbergMarquardt;
import fluxion.dsl.random.RandomKey;
import fluxion.plot.Figure;
import io.vavr.collection.Array;

/**
 * A camera calibrated with three views of a plane (Zhang, IEEE Trans. Pattern Anal. Mach. Intell. 22, 2000, section 5.1): his
 * simulated camera α = 1250, β = 900, γ = 1.09083, u₀ = v₀ = 255 sees a sheet of 10 × 14 corners; of 0.5 pixels of noise errors
 * below 0.3 % in α and β are left (his figure 1). What fits best is found by Levenberg's and Marquardt's method.
 */
public final class CameraCalibration {
    private static final double[] TRUE = {1250, 1.09083, 255, 900, 255};

    private CameraCalibration() {}

    /**
     * A camera and where the sheet stood.
     *
     * @param intrinsic α, γ, u₀, β, v₀
     * @param turns a vector of rotation for each view, [views, 3]
     * @param shifts [views, 3]
     */
    record Camera(Expr intrinsic, Expr turns, Expr shifts) {}

    /** R of a vector by Rodrigues' formula: I + sin θ/θ·[v] + (1 − cos θ)/θ²·[v]². */
    static Expr rotation(Expr v) {
        Expr zero = zerosLike(v.get(0));
        Expr k = stack(0, stack(0, zero, v.get(2).neg(), v.get(1)), stack(0, v.get(2), zero, v.get(0).neg()),
                stack(0, v.get(1).neg(), v.get(0), zero));
        Expr angle = norm(v);
        return eye(3).plus(k.times(sinc(angle.div(Math.PI)))).plus(k.matmul(k).times(sinc(angle.div(2 * Math.PI)).square()
                .div(2)));
    }

    /** Where corners [n, 2] of the sheet are seen in a view, [n, 2]. */
    static Expr seen(Expr intrinsic, Expr turn, Expr shift, Expr corners) {
        Expr r = rotation(turn);
        Expr space = corners.matmul(r.get(":, :2").t()).plus(shift);
        Expr x = space.get(":, 0").div(space.get(":, 2"));
        Expr y = space.get(":, 1").div(space.get(":, 2"));
        return stack(1, x.times(intrinsic.get(0)).plus(y.times(intrinsic.get(1))).plus(intrinsic.get(2)),
                y.times(intrinsic.get(3)).plus(intrinsic.get(4)));
    }

    static Expr seen(Camera c, Expr corners) {
        return vmap(fn((Expr turn, Expr shift) -> seen(c.intrinsic(), turn, shift, corners))).apply(c.turns(), c.shifts());
    }

    /** 10 × 14 corners of a sheet of 18 × 25 cm. */
    static Tensor corners() {
        return eval(stack(2, meshgrid(linspace(0, 18, 10), linspace(0, 25, 14)).toJavaArray(Expr[]::new)).reshape(140, 2));
    }

    static Camera truth() {
        double degree = Math.PI / 180;
        Expr turns = matrix(row(20, 0, 0), row(0, 20, 0), row(-30 / Math.sqrt(5), -30 / Math.sqrt(5), -15 / Math.sqrt(5)));
        return eval(new Camera(Tensor.of(TRUE), turns.times(degree),
                matrix(row(-9, -12.5, 50), row(-9, -12.5, 51), row(-10.5, -12.5, 52.5))));
    }

    /** The camera that fits what is seen best. The search begins with a rough one. */
    static Camera calibrated(Expr pixels, Expr corners) {
        Camera start = new Camera(vector(1000, 0, 250, 1000, 250), truth().turns().times(0.8), truth().shifts().times(0.9));
        var residuals = fn((Camera c) -> seen(c, corners).minus(pixels));
        return new LevenbergMarquardt(60, 1e-9, 1e-11).minimize(residuals, start).parameters();
    }

    /**
     * Errors that noise leaves.
     *
     * @param noise in pixels
     * @param relative mean |error| of α and β in percent
     * @param centre mean |error| of u₀ and v₀ in pixels
     */
    record Errors(double noise, double relative, double centre) {}

    static Errors errors(double noise, int trials) {
        Tensor corners = corners();
        Tensor exact = eval(seen(truth(), corners));
        var trial = fn((RandomKey k) -> calibrated(exact.plus(normal(k, f64(3, 140, 2)).times(noise)), corners).intrinsic());
        Expr found = vmap(trial).apply(key(8).batch(trials));
        Expr off = found.minus(Tensor.of(TRUE)).abs().mean(0);
        return new Errors(noise, 100 * toDouble(off.get(0).div(TRUE[0]).plus(off.get(3).div(TRUE[3])).div(2)),
                toDouble(off.get(2).plus(off.get(4)).div(2)));
    }

    static Figure figure(Array<Errors> errors) {
        return curve("α and β, % of their size", of(errors.map(Errors::noise)), of(errors.map(Errors::relative)))
                .title("A camera calibrated in spite of noise").xLabel("noise in pixels").yLabel("mean error in %");
    }

    private static Tensor of(Array<Double> values) {
        return Tensor.of(values.toJavaStream().mapToDouble(Double::doubleValue).toArray());
    }

    public static void main(String[] args) {
        int trials = args.length > 0 ? Integer.parseInt(args[0]) : 30;
        Array<Errors> all = Array.rangeClosedBy(0, 1.5, 0.25).map(noise -> {
            Errors e = errors(noise, trials);
            IO.println("%.2f pixels of noise: α and β to %.3f %%, u₀ and v₀ to %.2f pixels".formatted(noise, e.relative(),
                    e.centre()));
            return e;
        });
        IO.println("Zhang, 0.5 pixels: α and β to less than 0.3 %, u₀ and v₀ to about 1 pixel");
        Pictures.save("camera-calibration", figure(all));
    }
}
