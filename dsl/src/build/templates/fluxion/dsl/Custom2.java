//@ of 1 to 3
package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.TreeException;
import fluxion.dsl.function.CustomProgram;
import fluxion.dsl.function.Fun2;
import io.vavr.Function2;
import io.vavr.Tuple2;
import java.io.Serializable;

/**
 * A function of two arguments that waits for its derivative. Either form serves forward and reverse mode, higher orders and
 * vmap: the missing one is its transpose.
 *
 * @param <A> the type of argument 1
 * @param <B> the type of argument 2
 * @param <R> the type of the result
 */
public final class Custom2<A, B, R> {
    private final String name;
    private final Fun2<A, B, R> f;

    Custom2(String name, Function2<A, B, R> f) {
        this.name = name;
        this.f = Fun2.of(f);
    }

    //@ only of 1
    /**
     * Forward: (a, y) to the derivative dy/da of each element, for a function of each element alone.
     *
     * @throws TreeException where it is not of y's type, when the function is first used
     */
    public Fun1<A, R> derivative(Function2<? super A, ? super R, ? extends Expr> slope) {
        return rule(CustomProgram.Form.SLOPE, slope);
    }

    /** Forward: (a, y, ȧ) to the tangent ẏ, linear in ȧ. */
    //@ only of 2, 3
    /** Forward: (a, b, y, ȧ, ḃ) to the tangent ẏ, linear in ȧ and ḃ together. */
    //@ of all
    public Fun2<A, B, R> derivative(Function5<? super A, ? super B, ? super R, ? super A, ? super B, ? extends R> tangent) {
        return rule(CustomProgram.Form.TANGENT, tangent);
    }

    //@ only of 1
    /** Reverse: (a, y, ȳ) to the cotangent of a. Where it is linear in ȳ, forward mode follows from it. */
    public Fun1<A, R> pullback(Function3<? super A, ? super R, ? super R, ? extends A> cotangent) {
        return rule(CustomProgram.Form.PULLBACK, cotangent);
    }
    //@ only of 2, 3
    /** Reverse: (a, b, y, ȳ) to the cotangents of a and b. Where it is linear in ȳ, forward mode follows from it. */
    public Fun2<A, B, R> pullback(
            Function4<? super A, ? super B, ? super R, ? super R, ? extends Tuple2<? extends A, ? extends B>> cotangents) {
        return rule(CustomProgram.Form.PULLBACK, cotangents);
    }
    //@ of all

    private Fun2<A, B, R> rule(CustomProgram.Form form, Serializable rule) {
        return Fun2.of(new CustomProgram(name, f.program(), form, rule));
    }
}
