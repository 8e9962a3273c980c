package fluxion.core.parse;

import fluxion.core.Expr;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.op.Lanes;

/** What formulas ask of the one who reads them: {@code d/dx(…)}, {@code f′(x)}, {@code ∇(…)}, and loops of lanes. */
public interface Calculus {
    /** Reads no derivatives: refuses them. */
    Calculus NONE = (_, _) -> {
        throw new TransformException("derivatives are not read here; read the function, and differentiate what comes out");
    };

    /** How a function of one lane becomes one of many, for branches and loops that each lane takes by itself. */
    default Lanes.Over over() {
        throw new TransformException("branches and loops of lanes are not read here; read the function of one lane, and"
                + " apply vmap");
    }

    /**
     * The derivative of an expression in a variable: of its shape for a scalar variable, the gradient for others.
     *
     * @param of what is differentiated; a scalar where the variable is none
     * @param in the variable
     */
    Expr derivative(Expr of, Var in);
}
