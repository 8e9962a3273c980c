package fluxion.core.parse;

import fluxion.core.Expr;
import fluxion.core.Var;
import fluxion.core.TransformException;

/** What {@code d/dx(…)}, {@code f′(x)} and {@code ∇(…)} in formulas ask of the one who reads them. */
public interface Calculus {
    /** Reads no derivatives: refuses them. */
    Calculus NONE = (_, _) -> {
        throw new TransformException("derivatives are not read here; read the function, and differentiate what comes out");
    };

    /**
     * The derivative of an expression in a variable: of its shape for a scalar variable, the gradient for others.
     *
     * @param of what is differentiated; a scalar where the variable is none
     * @param in the variable
     */
    Expr derivative(Expr of, Var in);
}
