package fluxion.dsl.solve;

import fluxion.core.Expr;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.op.Concatenate;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.function.Tracing;
import io.vavr.collection.Array;
import java.util.function.UnaryOperator;

/**
 * The eigenvalue of largest absolute value, by v ← A·v/‖A·v‖, with λ = vᵀ·A·v. Derivatives are those of the equations
 * A·v = λ·v and vᵀ·v = 1.
 *
 * @param options when ‖A·v − λ·v‖ ≤ tolerance·|λ| is enough, and how many iterations are
 */
public record PowerIteration(RootOptions options) {
    private record At(Expr v, Expr image, Expr value, Expr residual, Expr k) {}

    /** From a start that is not orthogonal to the eigenvector. */
    public Eigenpair of(UnaryOperator<Expr> map, Expr start) {
        if (start.rank() != 1 || !start.dtype().isFloat()) {
            throw new ShapeException("powerIteration: the start must be a floating-point vector; got " + start.type());
        }
        int n = start.shape().dim(0);
        return Tracing.whole(() -> {
            UnaryOperator<Expr> equations = x -> {
                Expr v = x.slice(0, 0, n);
                Expr image = map.apply(v);
                if (!image.type().equals(start.type())) {
                    throw new ShapeException("powerIteration: the map must give what it takes, " + start.type() + "; got "
                            + image.type());
                }
                Expr rest = image.minus(v.times(x.slice(0, n, n + 1)));
                return Expr.apply(new Concatenate(0), rest, v.times(v).sum().minus(1).times(0.5).reshape(1));
            };
            Expr unit = start.div(start.norm());
            Expr begin = Expr.apply(new Concatenate(0), unit, unit.times(0).sum().reshape(1));
            RootEquation.Found found = new RootEquation("powerIteration", equations, (f, x) -> iterated(f, x.get(0), n),
                    RootEquation::dense).solve(Array.of(begin));
            return new Eigenpair(found.x().slice(0, n, n + 1).reshape(), found.x().slice(0, 0, n), found.residual(),
                    found.iterations(), found.isConverged());
        });
    }

    private RootEquation.Found iterated(UnaryOperator<Expr> equations, Expr begin, int n) {
        Expr none = begin.slice(0, n, n + 1);
        // with λ = 0 the equations give A·v
        UnaryOperator<Expr> map = v -> equations.apply(Expr.apply(new Concatenate(0), v, none)).slice(0, 0, n);
        At end = ControlFlow.<At>loop(at(map, begin.slice(0, 0, n), Tensor.of(0)),
                s -> s.residual.gt(bound(s)).and(s.k.lt(options.maxIterations())),
                s -> at(map, s.image.div(s.image.norm()), s.k.plus(1)));
        return new RootEquation.Found(Expr.apply(new Concatenate(0), end.v, end.value.reshape(1)), end.residual, end.k,
                end.residual.le(bound(end)));
    }

    private Expr bound(At at) {
        return at.value.abs().times(options.tolerance());
    }

    private static At at(UnaryOperator<Expr> map, Expr v, Expr k) {
        Expr image = map.apply(v);
        Expr value = v.times(image).sum();
        return new At(v, image, value, image.minus(v.times(value)).norm(), k);
    }
}
