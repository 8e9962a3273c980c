package fluxion.examples.teaching;

import static fluxion.dsl.Fluxion.*;

/** The chain rule: the derivative of a composition is a product, one factor for each function on the way. */
public final class ChainRule {
    private ChainRule() {}

    public static void main(String[] args) {
        IO.println("The chain rule\n");
        IO.println("exp(sin(x²)) is three functions, one inside the other. Its derivative is the product of theirs,");
        IO.println("each at the place where the function stands. Step by step, from the outside in:\n");
        var f = fn(x -> exp(sin(x.square())));
        IO.println(explain(grad(f)));
        IO.println("Is it right? Walk a little in either direction and compare:\n");
        double x = 0.7;
        double h = 1e-6;
        IO.println("   derivative at 0.7           = %.9f".formatted(grad(f).applyAsDouble(x)));
        IO.println("   (f(x + h) − f(x − h)) / 2h  = %.9f".formatted((f.applyAsDouble(x + h) - f.applyAsDouble(x - h))
                / (2 * h)));
    }
}
