package fluxion.core.op;

import fluxion.core.FluxionException;
import java.util.Locale;

/**
 * Bessel functions of integer order n ≥ 0. Their derivatives are sums of neighbours, free of divisions:
 * J′ₙ = (Jₙ₋₁ − Jₙ₊₁)/2, I′ₙ = (Iₙ₋₁ + Iₙ₊₁)/2, j′ₙ = (n·jₙ₋₁ − (n + 1)·jₙ₊₁)/(2n + 1)
 * (Abramowitz and Stegun, 9.1.27, 9.6.26, 10.1.20).
 *
 * @param kind which family
 * @param order n
 */
public record Bessel(Kind kind, int order) implements Special {
    /** The families. */
    public enum Kind {
        /** Of the first kind, Jₙ. */
        J,
        /** Modified, of the first kind, Iₙ. */
        I,
        /** Modified and scaled, e^(−|x|) Iₙ(x), without overflow; the derivative takes sign(0) as 0. */
        SCALED_I,
        /** Spherical, jₙ; j₀(x) = sin(x)/x. */
        SPHERICAL_J
    }

    /** Refuses a negative order. */
    public Bessel {
        if (order < 0) {
            throw new FluxionException("bessel: the order must not be negative (J₋ₙ = (−1)ⁿ Jₙ, I₋ₙ = Iₙ); got " + order);
        }
    }

    @Override
    public int arity() {
        return 1;
    }

    @Override
    public String label() {
        return "bessel_" + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String parameters() {
        return "order=" + order;
    }
}
