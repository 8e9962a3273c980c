package fluxion.core.op;

/**
 * The n-th derivative of the scaled complementary error function e^(x²)·erfc x, which neither under- nor overflows for x ≥ 0 and
 * decreases like 1/(x√π): (−2)ⁿ n! e^(x²) iⁿerfc x with the repeated integrals of erfc (DLMF 7.18.4).
 *
 * @param order n ≥ 0
 */
public record Erfcx(int order) implements Special.Ordered {
    /** Refuses a negative order. */
    public Erfcx {
        Special.requireOrder("erfcx", order);
    }
}
