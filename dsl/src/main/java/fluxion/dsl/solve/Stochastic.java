package fluxion.dsl.solve;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Matrices;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.dsl.function.Closed;
import fluxion.dsl.function.CustomProgram;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Local;
import fluxion.dsl.function.Tracing;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;
import io.vavr.Function1;
import io.vavr.Function3;
import io.vavr.collection.Array;
import java.util.function.UnaryOperator;

/** Traces and determinants of linear maps of vectors by products with random vectors of signs. */
public final class Stochastic {
    private static final double TOLERANCE = 1e-10;

    private Stochastic() {}

    private record Given(Array<Expr> captured, Expr probes) {}

    /** tr A as the mean of zᵀ·A·z (Hutchinson 1990). */
    public static Estimate trace(RandomKey key, UnaryOperator<Expr> map, TensorType type, int samples) {
        return Tracing.whole(() -> {
            Expr probes = probes("traceEstimate", key, type, samples);
            return Estimate.of(lanes(z -> z.times(checked("traceEstimate", map, z)).sum(), probes));
        });
    }

    /**
     * ln det A of a symmetric positive definite A, by Lanczos' process from each z: n·Σ τᵢ²·ln λᵢ, with the eigenvalues λ of
     * its tridiagonal matrix and the first elements τ of the eigenvectors (Ubaru, Chen and Saad, SIAM J. Matrix Anal. Appl. 38,
     * 2017). Its derivative is the mean of (A⁻¹·z)ᵀ·Ȧ·z, of the same z, by conjugate gradients.
     */
    public static Estimate logDeterminant(RandomKey key, UnaryOperator<Expr> map, TensorType type, int samples, int directions) {
        return Tracing.whole(() -> {
            Expr probes = probes("logDetEstimate", key, type, samples);
            Expr one = probes.take(fluxion.core.Tensor.of(0), 0);
            int k = Math.min(directions, one.shape().dim(0));
            Closed<Expr, Expr> closed = Closed.of((Expr z) -> checked("logDetEstimate", map, z), one);
            Function1<Given, Expr> run = given ->
                    lanes(z -> quadrature(v -> closed.apply(given.captured, v), z, k), given.probes);
            Function3<Given, Expr, Given, Expr> rule = (at, y, tangent) -> lanes(z -> {
                Expr image = Local.<Array<Expr>, Expr>push(p -> closed.apply(p, z), at.captured, tangent.captured);
                Krylov<Object> options = new Krylov<>().tolerances(TOLERANCE, 0);
                Expr solved = new LinearEquation<Expr>(KrylovMethod.CG, options).solve(v -> closed.apply(at.captured, v), z).x();
                return solved.times(image).sum();
            }, at.probes);
            return Estimate.of(Fun1.<Given, Expr>of(new CustomProgram("log_det", Fun1.of(run).program(),
                    CustomProgram.Form.TANGENT, rule)).apply(new Given(closed.captured(), probes)));
        });
    }

    private static Expr quadrature(UnaryOperator<Expr> map, Expr z, int k) {
        Matrices.Eigh eigen = Lanczos.of(map, z, k).matrix().eigh();
        // what rounding made of 0 weighs nothing
        Expr weights = eigen.vectors().slice(0, 0, 1).squeeze(0).square();
        Expr logs = eigen.values().gt(0).where(eigen.values().log(), weights.gt(1e-20).where(eigen.values().log(), 0));
        return weights.times(logs).sum().times(z.shape().dim(0));
    }

    private static Expr probes(String operation, RandomKey key, TensorType type, int samples) {
        if (type.shape().rank() != 1 || !type.dtype().isFloat()) {
            throw new ShapeException(operation + ": the map must be of floating-point vectors; got " + type);
        }
        if (samples < 2) {
            throw new FluxionException(operation + ": requires at least 2 samples; got " + samples);
        }
        return Distributions.rademacher(key, TensorType.of(type.dtype(), samples, type.shape().dim(0)));
    }

    private static Expr checked(String operation, UnaryOperator<Expr> map, Expr z) {
        Expr image = map.apply(z);
        if (!image.type().equals(z.type())) {
            throw new ShapeException(operation + ": the map must give what it takes, " + z.type() + "; got " + image.type());
        }
        return image;
    }

    private static Expr lanes(UnaryOperator<Expr> f, Expr probes) {
        return Fun1.of((Function1<Expr, Expr>) f::apply).<Expr>vmap().apply(probes);
    }
}
