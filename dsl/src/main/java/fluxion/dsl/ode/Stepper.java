package fluxion.dsl.ode;

import fluxion.core.Expr;
import io.vavr.collection.Array;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** One step of a method. */
interface Stepper {
    /** The order of the error estimate: it is O(hᵏ⁺¹). */
    int order();

    /** How many tensors dense output needs besides the ends of the step and the slopes there. */
    int denseSize();

    /**
     * From (t, y) over h.
     *
     * @param f the right-hand side, (y, t) to ẏ
     * @param slope f(y, t)
     * @param error the norm of an error, relative to the tolerances, of (its estimate, y after the step)
     * @param wanted of that norm, whether dense output will be asked for
     */
    Attempt step(BinaryOperator<Expr> f, Expr t, Expr y, Expr slope, Expr h, ErrorNorm error, UnaryOperator<Expr> wanted);

    /** The factors of θ, 1 − θ, θ, … in the dense output. */
    Array<Expr> dense(Expr h, Expr y0, Expr y1, Expr slope0, Expr slope1, Array<Expr> more);

    /** The state between the ends of a step: y₀ + θ·(F₀ + (1 − θ)·(F₁ + θ·(F₂ + …))) at θ. */
    default Expr between(Expr theta, Expr h, Expr y0, Expr y1, Expr slope0, Expr slope1, Array<Expr> more) {
        Array<Expr> parts = dense(h, y0, y1, slope0, slope1, more);
        Expr rest = theta.neg().plus(1);
        Expr sum = parts.last();
        for (int i = parts.size() - 1; i >= 0; i--) {
            sum = sum.times(i % 2 == 0 ? theta : rest).plus(i == 0 ? y0 : parts.get(i - 1));
        }
        return sum;
    }

    /**
     * What a step came to.
     *
     * @param y the state after it
     * @param slope f there
     * @param error the norm of its error, below 1 where it is within the tolerances
     * @param dense what dense output needs
     * @param evaluations how often f was asked, i32
     */
    record Attempt(Expr y, Expr slope, Expr error, Array<Expr> dense, Expr evaluations) {}

    /** The root of the mean of squares, each error divided by atol + rtol·max(|y₀|, |y₁|). */
    record ErrorNorm(double relative, double absolute, Expr before) {
        Expr scale(Expr after) {
            return before.abs().maximum(after.abs()).times(relative).plus(absolute);
        }

        static Expr of(Expr scaled) {
            return scaled.square().mean().sqrt();
        }
    }
}
