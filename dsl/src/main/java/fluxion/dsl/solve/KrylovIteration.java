package fluxion.dsl.solve;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.function.ControlFlow;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.function.UnaryOperator;

/**
 * The iterations themselves, from x = 0, on vectors.
 *
 * @param map v to A·v
 * @param near v to M·v, M near A⁻¹
 * @param relative rtol
 * @param absolute atol
 * @param most how many iterations
 * @param restart of gmres
 */
record KrylovIteration(UnaryOperator<Expr> map, UnaryOperator<Expr> near, double relative, double absolute, int most,
        int restart) {
    /** The last iterate, the norm of its residual, and how many iterations that took. */
    record Found(Expr x, Expr residual, Expr iterations) {}

    Found run(KrylovMethod method, Expr b) {
        return switch (method) {
            case CG -> cg(b);
            case BICGSTAB -> bicgstab(b);
            case GMRES -> gmres(b);
        };
    }

    /** What is within the tolerance. */
    Expr tolerance(Expr b) {
        return b.norm().times(relative).maximum(absolute);
    }

    private static Expr dot(Expr a, Expr b) {
        return a.times(b).sum();
    }

    private static Expr none() {
        return Tensor.of(0);
    }

    private record Conjugate(Expr x, Expr r, Expr p, Expr rz, Expr k) {}

    private Found cg(Expr b) {
        Expr tolerance = tolerance(b);
        Expr z0 = near.apply(b);
        Conjugate end = ControlFlow.<Conjugate>loop(new Conjugate(b.times(0), b, z0, dot(b, z0), none()),
                s -> s.r.norm().gt(tolerance).and(s.k.lt(most)), s -> {
                    Expr image = map.apply(s.p);
                    Expr alpha = s.rz.div(dot(s.p, image));
                    Expr r = s.r.minus(alpha.times(image));
                    Expr z = near.apply(r);
                    Expr rz = dot(r, z);
                    return new Conjugate(s.x.plus(alpha.times(s.p)), r, z.plus(rz.div(s.rz).times(s.p)), rz, s.k.plus(1));
                });
        return new Found(end.x, end.r.norm(), end.k);
    }

    private record Stabilised(Expr x, Expr r, Expr p, Expr v, Expr rho, Expr alpha, Expr omega, Expr k) {}

    private Found bicgstab(Expr b) {
        Expr tolerance = tolerance(b);
        Expr one = Tensor.number(b.dtype(), 1);
        Expr zero = b.times(0);
        Stabilised end = ControlFlow.<Stabilised>loop(new Stabilised(zero, b, zero, zero, one, one, one, none()),
                // a product that is 0 leads nowhere
                s -> s.r.norm().gt(tolerance).and(s.k.lt(most)).and(s.rho.ne(0)).and(s.omega.ne(0)), s -> {
                    Expr rho = dot(b, s.r);
                    Expr beta = rho.div(s.rho).times(s.alpha.div(s.omega));
                    Expr p = s.r.plus(beta.times(s.p.minus(s.omega.times(s.v))));
                    Expr nearer = near.apply(p);
                    Expr v = map.apply(nearer);
                    Expr alpha = rho.div(dot(b, v));
                    Expr half = s.r.minus(alpha.times(v));
                    Expr nearHalf = near.apply(half);
                    Expr t = map.apply(nearHalf);
                    Expr square = dot(t, t);
                    Expr omega = square.eq(0).where(0, dot(t, half).div(square));
                    return new Stabilised(s.x.plus(alpha.times(nearer)).plus(omega.times(nearHalf)), half.minus(omega.times(t)),
                            p, v, rho, alpha, omega, s.k.plus(1));
                });
        return new Found(end.x, end.r.norm(), end.k);
    }

    private record Cycle(Expr x, Expr r, Expr before, Expr k) {}

    private Found gmres(Expr b) {
        Expr tolerance = tolerance(b);
        int directions = Math.min(restart, Math.toIntExact(b.shape().size()));
        Cycle end = ControlFlow.<Cycle>loop(new Cycle(b.times(0), b, Tensor.number(b.dtype(), Double.POSITIVE_INFINITY), none()),
                // a cycle that gains nothing is the last
                s -> s.r.norm().gt(tolerance).and(s.k.lt(most)).and(s.r.norm().lt(s.before)), s -> {
                    Expr x = s.x.plus(near.apply(correction(s.r, directions)));
                    return new Cycle(x, b.minus(map.apply(x)), s.r.norm(), s.k.plus(directions));
                });
        return new Found(end.x, end.r.norm(), end.k);
    }

    /** The combination of directions that makes ‖r − A·M·v‖ least, by Arnoldi's process, orthogonalised twice. */
    private Expr correction(Expr r, int directions) {
        int n = Math.toIntExact(r.shape().size());
        DType dtype = r.dtype();
        Expr beta = r.norm();
        Expr basis = Tensor.zeros(TensorType.of(dtype, directions + 1, n)).at(0).set(r.div(beta));
        Expr hessenberg = Tensor.zeros(TensorType.of(dtype, directions, directions + 1));
        Tuple2<Expr, Expr> made = ControlFlow.<Tuple2<Expr, Expr>>range(0, directions, Tuple.of(basis, hessenberg), (j, s) -> {
            Expr w = map.apply(near.apply(s._1.take(j, 0)));
            Expr first = s._1.matmul(w);
            Expr once = w.minus(first.matmul(s._1));
            Expr second = s._1.matmul(once);
            Expr left = once.minus(second.matmul(s._1));
            Expr length = left.norm();
            Expr small = length.le(w.norm().times(dtype == DType.F64 ? 1e-14 : 1e-6));
            Expr next = small.where(left.times(0), left.div(length));
            Expr column = first.plus(second).at(j.plus(1)).set(small.where(length.times(0), length));
            return Tuple.of(s._1.at(j.plus(1)).set(next), s._2.at(j).set(column));
        });
        Expr right = Tensor.zeros(TensorType.of(dtype, directions + 1)).at(0).set(beta);
        return made._2.swapAxes(-1, -2).lstsq(right).matmul(made._1.slice(0, 0, directions));
    }
}
