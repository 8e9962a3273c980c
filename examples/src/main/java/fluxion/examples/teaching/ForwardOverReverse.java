package fluxion.examples.teaching;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;

/** Forward over reverse: the Hessian is the Jacobian of the gradient, and its product with a vector needs no matrix. */
public final class ForwardOverReverse {
    private ForwardOverReverse() {}

    public static void main(String[] args) {
        IO.println("Forward over reverse\n");
        IO.println("The gradient of f is a function from vectors to vectors. First the gradient, in reverse mode:\n");
        var f = fn((Expr v) -> sum(sin(v).square()));
        IO.println(explain(grad(f), f64(3)));
        IO.println("How does it move along a direction? That is forward mode on the gradient: one pass, no matrix.\n");
        var hvp = fn((Expr v, Expr d) -> jvp(grad(f), v, d).tangent());
        hvp.apply(vector(0.1, 0.2, 0.3), vector(1.0, 0.0, 0.0));
        IO.println("   Hessian times vector: " + hvp);
        IO.println("\nAll directions at once give the matrix; that it is diagonal is never forgotten on the way:\n");
        IO.println(explain(hessian(f), f64(3)));
    }
}
