package fluxion.dsl.solve;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.dsl.function.ExprFn1;
import io.vavr.Function1;
import io.vavr.control.Option;

/**
 * How long an iteration for A·x = b goes on: until ‖b − A·x‖ ≤ max(rtol·‖b‖, atol), or so many iterations.
 *
 * @param relative rtol, at least 0
 * @param absolute atol, at least 0
 * @param maxIterations at least 1; none: ten for each unknown
 * @param restart of gmres, how many directions it remembers before it begins again, at least 1
 * @param preconditioner a linear function that is near A⁻¹ and cheap; for cg symmetric and positive definite
 * @param <A> what the preconditioner takes; Object where there is none, which serves all
 */
@SuppressWarnings("overloads") // lambdas of expressions prefer the more specific type
public record Krylov<A>(double relative, double absolute, Option<Integer> maxIterations, int restart,
        Option<Function1<A, A>> preconditioner) {
    /** Refuses numbers out of these ranges. */
    public Krylov {
        if (!(relative >= 0 && absolute >= 0) || maxIterations.exists(n -> n < 1) || restart < 1) {
            throw new FluxionException("krylov: requires tolerances of at least 0, at least 1 iteration and at least 1 "
                    + "direction; got relative " + relative + ", absolute " + absolute + ", iterations "
                    + maxIterations.getOrElse(0) + ", restart " + restart);
        }
    }

    /** To 10⁻¹⁰ of ‖b‖, 20 directions, no preconditioner. */
    public Krylov() {
        this(1e-10, 0, Option.none(), 20, Option.none());
    }

    /** With other tolerances. */
    public Krylov<A> tolerances(double newRelative, double newAbsolute) {
        return new Krylov<>(newRelative, newAbsolute, maxIterations, restart, preconditioner);
    }

    /** With at most so many iterations. */
    public Krylov<A> iterations(int most) {
        return new Krylov<>(relative, absolute, Option.of(most), restart, preconditioner);
    }

    /** With so many directions of gmres between restarts. */
    public Krylov<A> restart(int directions) {
        return new Krylov<>(relative, absolute, maxIterations, directions, preconditioner);
    }

    /** With a linear function that is near A⁻¹; derivatives in what it uses are 0, as they are of the solution. */
    public Krylov<Expr> preconditioner(ExprFn1 near) {
        return new Krylov<>(relative, absolute, maxIterations, restart, Option.of(near));
    }

    /** With a linear function of trees that is near A⁻¹. */
    public <B> Krylov<B> preconditioner(Function1<B, B> near) {
        return new Krylov<>(relative, absolute, maxIterations, restart, Option.of(near));
    }
}
