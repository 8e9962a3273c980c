package fluxion.dsl.solve;

import fluxion.core.FluxionException;

/**
 * How finely an interval is cut: until the error is at most max(atol, rtol·|value|), or into so many panels.
 *
 * @param relative rtol, at least 0
 * @param absolute atol, at least 0
 * @param maxPanels at least 1
 */
public record QuadratureOptions(double relative, double absolute, int maxPanels) implements java.io.Serializable {
    /** Refuses numbers out of these ranges. */
    public QuadratureOptions {
        if (!(relative >= 0 && absolute >= 0) || maxPanels < 1) {
            throw new FluxionException("quad: requires tolerances of at least 0 and at least 1 panel; got relative " + relative
                    + ", absolute " + absolute + ", panels " + maxPanels);
        }
    }

    /** To 1.49·10⁻⁸ of both, into at most 50 panels. */
    public QuadratureOptions() {
        this(1.49e-8, 1.49e-8, 50);
    }

    /** With other tolerances. */
    public QuadratureOptions tolerances(double newRelative, double newAbsolute) {
        return new QuadratureOptions(newRelative, newAbsolute, maxPanels);
    }

    /** With at most so many panels. */
    public QuadratureOptions panels(int most) {
        return new QuadratureOptions(relative, absolute, most);
    }
}
