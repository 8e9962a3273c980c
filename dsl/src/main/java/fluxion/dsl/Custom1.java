package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.TreeException;
import fluxion.dsl.function.CustomProgram;
import fluxion.dsl.function.Fun1;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import java.io.Serializable;

/**
 * A function of one argument that waits for its derivative. Either form serves forward and reverse mode, higher orders and
 * vmap: the missing one is its transpose.
 *
 * @param <A> the type of the argument
 * @param <R> the type of the result
 */
public final class Custom1<A, R> {
    private final String name;
    private final Fun1<A, R> f;

    Custom1(String name, Function1<A, R> f) {
        this.name = name;
        this.f = Fun1.of(f);
    }

    /**
     * Forward: (x, y) to the derivative dy/dx of each element, for a function of each element alone.
     *
     * @throws TreeException where it is not of y's type, when the function is first used
     */
    public Fun1<A, R> derivative(Function2<? super A, ? super R, ? extends Expr> slope) {
        return rule(CustomProgram.Form.SLOPE, slope);
    }

    /** Forward: (x, y, ẋ) to the tangent ẏ, linear in ẋ. */
    public Fun1<A, R> derivative(Function3<? super A, ? super R, ? super A, ? extends R> tangent) {
        return rule(CustomProgram.Form.TANGENT, tangent);
    }

    /** Reverse: (x, y, ȳ) to the cotangent x̄. Where it is linear in ȳ, forward mode follows from it. */
    public Fun1<A, R> pullback(Function3<? super A, ? super R, ? super R, ? extends A> cotangent) {
        return rule(CustomProgram.Form.PULLBACK, cotangent);
    }

    private Fun1<A, R> rule(CustomProgram.Form form, Serializable rule) {
        return Fun1.of(new CustomProgram(name, f.program(), form, rule));
    }
}
