package fluxion.examples.teaching;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import fluxion.core.Graph;

/**
 * Why reverse mode: the same product of Jacobians, multiplied from the other side, costs one pass instead of one per
 * parameter.
 */
public final class WhyReverseMode {
    private WhyReverseMode() {}

    public static void main(String[] args) {
        IO.println("Why reverse mode\n");
        IO.println("A loss has many parameters and one value. Its Jacobian is a row. By the chain rule it is a product of");
        IO.println("matrices; multiplied from the right (forward mode) every parameter needs a pass of its own,");
        IO.println("multiplied from the left (reverse mode) one row travels back through all of them:\n");
        var loss = fn((Expr w, Expr x, Expr y) -> sum(tanh(x.matmul(w)).minus(y).square()));
        IO.println(explain(grad(loss), f64(100), f64(8, 100), f64(8)));
        IO.println("The row is what stands left of each d(·) above. Operations, for 100 parameters:\n");
        int function = Graph.operations(loss.on(f64(100), f64(8, 100), f64(8)).results());
        int reverse = Graph.operations(grad(loss).on(f64(100), f64(8, 100), f64(8)).results());
        IO.println("   the loss itself                           %3d".formatted(function));
        IO.println("   its gradient in reverse mode              %3d, however many parameters".formatted(reverse));
        IO.println("   in forward mode, one direction at a time  100 passes of about %d".formatted(2 * function));
    }
}
