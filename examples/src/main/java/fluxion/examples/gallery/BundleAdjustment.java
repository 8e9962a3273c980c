package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.sparsity;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.SparseJacobian;
import fluxion.plot.Figure;
import io.vavr.collection.Array;

/**
 * Where cameras stood and what they saw, from photographs alone (Triggs et al., Bundle Adjustment – A Modern Synthesis, 2000):
 * each residual depends on one camera and one point, so that the Jacobian is nearly all zeros and comes of as few directional
 * derivatives as its pattern has colours: 8, however many cameras and points there are. Steps are Levenberg's and Marquardt's;
 * the points are eliminated block by block (Schur's complement). With noise σ the residual that is left has the variance σ²·(1 −
 * p/n), p numbers fitted to n.
 */
public final class BundleAdjustment {
    /** Numbers of a camera: a rotation vector and a shift; and of a point. */
    private static final int CAMERA = 6;
    private static final int POINT = 3;

    private BundleAdjustment() {}

    /** A scene: all numbers in a row, cameras first, and what is seen, by every camera of every point. */
    record Scene(int cameras, int points, Tensor truth, Tensor seen) {
        int size() {
            return CAMERA * cameras + POINT * points;
        }

        /** Cameras about the points, which look at them; noise in units of the focal length. */
        static Scene of(int cameras, int points, double noise) {
            Expr angle = linspace(-0.6, 0.6, cameras);
            Expr zero = zeros(f64(cameras));
            Expr poses = stack(1, zero, angle, zero, zero.plus(angle.times(0.2)), zero, full(f64(cameras), 6));
            Expr places = uniform(key(1), f64(points, 3), -1, 1);
            Tensor truth = eval(concatenate(0, poses.flatten(), places.flatten()));
            Scene exact = new Scene(cameras, points, truth, truth);
            Expr seen = exact.pixels(truth);
            return new Scene(cameras, points, truth, eval(seen.plus(normal(key(2), seen.tensorType()).times(noise))));
        }

        /** Where cameras see points, [cameras, points, 2]: R·X + t, then x/z and y/z. */
        Expr pixels(Expr numbers) {
            Expr poses = numbers.slice(0, 0, CAMERA * cameras).reshape(cameras, CAMERA);
            Expr places = numbers.slice(0, CAMERA * cameras, size()).reshape(points, POINT);
            return vmap(fn((Expr pose, Expr all) -> {
                Expr space = all.matmul(CameraCalibration.rotation(pose.slice(0, 0, 3)).t()).plus(pose.slice(0, 3, 6));
                return space.slice(1, 0, 2).div(space.slice(1, 2, 3));
            })).in(axis(0), none()).apply(poses, places);
        }

        Expr residuals(Expr numbers) {
            return pixels(numbers).minus(seen).flatten();
        }
    }

    /**
     * How it went.
     *
     * @param rms root of the mean square residual after each step
     * @param colours directional derivatives that a Jacobian takes
     * @param jacobian where it is not zero
     * @param free how many numbers are determined: all but seven, which move, turn and scale the whole
     */
    record Result(Array<Double> rms, int colours, SparseJacobian jacobian, int free) {}

    static Result run(Scene scene, int steps) {
        int n = scene.size();
        SparseJacobian jacobian = sparseJacobian(x -> scene.residuals(x), f64(n));
        var residuals = fn((Expr x) -> scene.residuals(x));
        // blocks of JᵀJ: cameras, points, and between them
        var step = fn((Expr j, Expr r, Expr damping) -> {
            int c = CAMERA * scene.cameras();
            Expr normal = j.t().matmul(j);
            Expr damped = normal.plus(diag(normal.diag().times(damping).plus(1e-12)));
            Expr slope = j.t().matmul(r);
            Expr blocks = Array.range(0, scene.points()).map(i -> damped.slice(0, c + 3 * i, c + 3 * i + 3)
                    .slice(1, c + 3 * i, c + 3 * i + 3))
                    .foldLeft((Expr) zeros(f64(0, 3, 3)), (all, block) -> concatenate(0, all, block.expandDims(0)));
            Expr mixed = damped.slice(0, 0, c).slice(1, c, n);
            Expr inverse = inv(blocks);
            Expr w = einsum("cpi,pij->cpj", mixed.reshape(c, scene.points(), 3), inverse).reshape(c, n - c);
            Expr schur = damped.slice(0, 0, c).slice(1, 0, c).minus(w.matmul(mixed.t()));
            Expr cameras = solve(schur, slope.slice(0, 0, c).minus(w.matmul(slope.slice(0, c, n))).neg());
            Expr rest = slope.slice(0, c, n).neg().minus(mixed.t().matmul(cameras));
            return concatenate(0, cameras, einsum("pij,pj->pi", inverse, rest.reshape(scene.points(), 3)).flatten());
        });
        Tensor x = eval(scene.truth().plus(normal(key(3), f64(n)).times(0.05)));
        double damping = 1e-3;
        Array<Double> rms = Array.of(rms(residuals.apply(x)));
        for (int i = 0; i < steps; i++) {
            Tensor r = eval(residuals.apply(x));
            Tensor next = eval(x.plus(step.apply(jacobian.dense(x), r, scalar(damping))));
            double there = rms(residuals.apply(next));
            boolean better = there < rms.last();
            x = better ? next : x;
            damping = better ? damping / 5 : damping * 4;
            rms = rms.append(Math.min(there, rms.last()));
        }
        return new Result(rms, jacobian.count(), jacobian, n - 7);
    }

    private static double rms(Expr residuals) {
        return Math.sqrt(toDouble(residuals.square().mean()));
    }

    static Figure figure(Result r) {
        return sparsity(r.jacobian().pattern()).title("Three cameras, twelve points");
    }

    public static void main(String[] args) {
        double noise = 1e-3;
        Scene scene = Scene.of(10, args.length > 0 ? Integer.parseInt(args[0]) : 80, noise);
        long seen = scene.seen().shape().size();
        Result r = run(scene, 15);
        IO.println("%d residuals of %d numbers; the Jacobian takes %d directional derivatives.".formatted(seen, scene.size(),
                r.colours()));
        IO.println("rms residual: " + r.rms().map("%.3e"::formatted).mkString(", "));
        IO.println("by the noise: %.3e".formatted(noise * Math.sqrt(1 - (double) r.free() / seen)));
        Pictures.save("bundle-adjustment", figure(run(Scene.of(3, 12, noise), 1)));
    }
}
