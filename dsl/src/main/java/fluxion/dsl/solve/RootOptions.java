package fluxion.dsl.solve;

import fluxion.core.FluxionException;

/**
 * How long an iteration for a root goes on.
 *
 * @param tolerance at which residual it ends, ‖f(x)‖, or ‖g(x) − x‖ relative to max(1, ‖x‖); of an enclosed root how near its
 *     ends are, relative to max(1, |x|); above 0
 * @param maxIterations at least 1
 * @param memory of fixed points, how many iterates Anderson's acceleration combines, 0 for none
 */
public record RootOptions(double tolerance, int maxIterations, int memory) implements java.io.Serializable {
    /** Refuses numbers out of these ranges. */
    public RootOptions {
        if (!(tolerance > 0 && tolerance < Double.POSITIVE_INFINITY) || maxIterations < 1 || memory < 0) {
            throw new FluxionException("rootOptions: requires a tolerance above 0, at least 1 iteration and a memory of at "
                    + "least 0; got tolerance " + tolerance + ", iterations " + maxIterations + ", memory " + memory);
        }
    }

    /** To 10⁻¹⁰, at most 100 iterations, 5 iterates remembered. */
    public RootOptions() {
        this(1e-10, 100, 5);
    }

    /** With another tolerance. */
    public RootOptions tolerance(double newTolerance) {
        return new RootOptions(newTolerance, maxIterations, memory);
    }

    /** With at most so many iterations. */
    public RootOptions iterations(int most) {
        return new RootOptions(tolerance, most, memory);
    }

    /** With so many iterates combined, 0 for plain iteration. */
    public RootOptions memory(int iterates) {
        return new RootOptions(tolerance, maxIterations, iterates);
    }
}
