package fluxion.dsl.solve;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Eye;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.function.Local;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import java.util.function.UnaryOperator;

/** Iterations for f(x) = 0 on vectors. */
record RootIterations(RootOptions options) {
    /** How often a step is halved that does not make the residual smaller. */
    private static final int HALVINGS = 30;

    private record At(Expr x, Expr f, Expr inverse, Expr step, Expr k) {}

    private Expr goesOn(Expr residual, Expr step, Expr x, Expr k) {
        return residual.gt(options.tolerance()).and(k.lt(options.maxIterations())).and(moves(step, x));
    }

    /** Whether a step is more than rounding. */
    private static Expr moves(Expr step, Expr x) {
        return step.gt(x.norm().times(2 * epsilon(x)));
    }

    static double epsilon(Expr x) {
        return x.dtype() == DType.F64 ? Math.ulp(1.0) : Math.ulp(1f);
    }

    private RootEquation.Found found(At end) {
        Expr residual = end.f.norm();
        // a step that is lost in rounding, of a residual that is small for the slope there, ends it too
        Expr still = moves(end.step, end.x).not().and(residual.isNan().not());
        return new RootEquation.Found(end.x, residual, end.k, residual.le(options.tolerance()).or(still));
    }

    private static Expr infinite(Expr x) {
        return Tensor.number(x.dtype(), Double.POSITIVE_INFINITY);
    }

    /** Newton's method, each step halved until the residual becomes smaller. */
    RootEquation.Found newton(UnaryOperator<Expr> f, Expr start) {
        Expr none = Tensor.of(0);
        At end = ControlFlow.<At>loop(new At(start, f.apply(start), none, infinite(start), none),
                s -> goesOn(s.f.norm(), s.step, s.x, s.k), s -> {
                    Expr direction = Local.jacobian(f::apply, s.x).solve(s.f).neg();
                    Tuple3<Expr, Expr, Expr> moved = smaller(f, s, direction);
                    return new At(moved._1, moved._2, none, direction.norm().times(moved._3), s.k.plus(1));
                });
        return found(end);
    }

    /** Where the residual is smaller along a direction, the residual there, and which part of the direction that is. */
    private static Tuple3<Expr, Expr, Expr> smaller(UnaryOperator<Expr> f, At at, Expr direction) {
        Expr one = Tensor.number(at.x.dtype(), 1);
        Expr whole = at.x.plus(direction);
        Expr norm = at.f.norm();
        return ControlFlow.<Tuple3<Expr, Expr, Expr>>loop(Tuple.of(whole, f.apply(whole), one),
                // NaN is not smaller
                s -> s._2.norm().lt(norm).not().and(s._3.gt(Math.scalb(1.0, -HALVINGS))), s -> {
                    Expr part = s._3.times(0.5);
                    Expr x = at.x.plus(direction.times(part));
                    return Tuple.of(x, f.apply(x), part);
                });
    }

    /** Broyden's good method: of the Jacobian at the start an approximation that follows the steps. */
    RootEquation.Found broyden(UnaryOperator<Expr> f, Expr start) {
        Expr eye = Expr.apply(new Eye(start.dtype(), start.shape().dim(0), start.shape().dim(0), 0));
        Expr inverse = Local.jacobian(f::apply, start).solve(eye);
        At end = ControlFlow.<At>loop(new At(start, f.apply(start), inverse, infinite(start), Tensor.of(0)),
                s -> goesOn(s.f.norm(), s.step, s.x, s.k), s -> {
                    Tuple3<Expr, Expr, Expr> moved = smaller(f, s, s.inverse.matmul(s.f).neg());
                    Expr dx = moved._1.minus(s.x);
                    Expr image = s.inverse.matmul(moved._2.minus(s.f));
                    Expr scale = dx.times(image).sum();
                    Expr row = dx.matmul(s.inverse).div(scale);
                    Expr next = s.inverse.plus(dx.minus(image).expandDims(1).times(row.expandDims(0)));
                    return new At(moved._1, moved._2, scale.eq(0).where(s.inverse, next), dx.norm(), s.k.plus(1));
                });
        return found(end);
    }

    private record Accelerated(Expr x, Expr value, Expr residual, Expr moves, Expr turns, Expr k) {}

    /**
     * x ← g(x), or the combination of the last m values of g whose residual is least (Anderson 1965; Walker and Ni, SIAM J.
     * Numer. Anal. 49, 2011).
     */
    RootEquation.Found fixedPoint(UnaryOperator<Expr> residual, Expr start) {
        int m = options.memory();
        int n = start.shape().dim(0);
        Expr history = Tensor.zeros(TensorType.of(start.dtype(), Math.max(m, 1), n));
        Expr first = residual.apply(start);
        Accelerated end = ControlFlow.<Accelerated>loop(
                new Accelerated(start, start.plus(first), first, history, history, Tensor.of(0)),
                s -> s.residual.norm().gt(bound(s.x)).and(s.k.lt(options.maxIterations())), s -> {
                    Expr x = m == 0 ? s.value
                            : s.value.minus(s.turns.swapAxes(0, 1).lstsq(s.residual).matmul(s.moves));
                    Expr f = residual.apply(x);
                    Expr value = x.plus(f);
                    Expr place = m == 0 ? Tensor.of(0) : s.k.remainder(m);
                    return new Accelerated(x, value, f, s.moves.at(place).set(value.minus(s.value)),
                            s.turns.at(place).set(f.minus(s.residual)), s.k.plus(1));
                });
        Expr left = end.residual.norm();
        return new RootEquation.Found(end.x, left, end.k, left.le(bound(end.x)));
    }

    private Expr bound(Expr x) {
        return x.norm().maximum(1).times(options.tolerance());
    }

    private record Enclosure(Expr a, Expr b, Expr c, Expr fa, Expr fb, Expr fc, Expr part, Expr k) {}

    /**
     * The root between two ends, for each element: by halves, or by inverse quadratic interpolation where three points say that
     * it is monotone (Chandrupatla, Adv. Eng. Software 28, 1997).
     */
    RootEquation.Found enclosed(UnaryOperator<Expr> f, Expr low, Expr high, boolean halves) {
        Expr half = low.times(0).plus(0.5);
        Expr fa = f.apply(low);
        Expr fb = f.apply(high);
        Expr encloses = fa.sign().times(fb.sign()).le(0);
        Enclosure end = ControlFlow.<Enclosure>loop(new Enclosure(low, high, low, fa, fb, fa, half, Tensor.of(0)),
                s -> wide(s).and(encloses).any().and(s.k.lt(options.maxIterations())), s -> {
                    Expr x = s.a.plus(s.part.times(s.b.minus(s.a)));
                    Expr fx = f.apply(x);
                    Expr same = fx.sign().eq(s.fa.sign());
                    Expr b = same.where(s.b, s.a);
                    Expr fOther = same.where(s.fb, s.fa);
                    Expr c = same.where(s.a, s.b);
                    Expr fc = same.where(s.fa, s.fb);
                    Enclosure next = new Enclosure(x, b, c, fx, fOther, fc, half, s.k.plus(1));
                    return halves ? next : new Enclosure(x, b, c, fx, fOther, fc, interpolated(next, half), next.k);
                });
        Expr nearer = end.fa.abs().le(end.fb.abs());
        Expr x = nearer.where(end.a, end.b);
        return new RootEquation.Found(encloses.where(x, x.times(Double.NaN)), nearer.where(end.fa, end.fb).abs(), end.k,
                wide(end).not().and(encloses));
    }

    private Expr width(Enclosure s) {
        double tolerance = Math.max(options.tolerance(), 2 * epsilon(s.a));
        return s.a.abs().maximum(1).times(tolerance);
    }

    private Expr wide(Enclosure s) {
        return s.b.minus(s.a).abs().gt(width(s)).and(s.fa.ne(0)).and(s.fb.ne(0));
    }

    private Expr interpolated(Enclosure s, Expr half) {
        Expr xi = s.a.minus(s.b).div(s.c.minus(s.b));
        Expr phi = s.fa.minus(s.fb).div(s.fc.minus(s.fb));
        Expr alpha = s.c.minus(s.a).div(s.b.minus(s.a));
        Expr monotone = phi.square().lt(xi).and(phi.neg().plus(1).square().lt(xi.neg().plus(1)));
        Expr part = s.fa.div(s.fb.minus(s.fa)).times(s.fc.div(s.fb.minus(s.fc)))
                .plus(alpha.times(s.fa.div(s.fc.minus(s.fa))).times(s.fb.div(s.fc.minus(s.fb))));
        // not so near an end that the step is lost
        Expr least = width(s).times(0.5).div(s.b.minus(s.a).abs()).minimum(0.5);
        return monotone.and(part.isFinite()).where(part.maximum(least).minimum(least.neg().plus(1)), half);
    }
}
