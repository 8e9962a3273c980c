package fluxion.dsl;

import fluxion.dsl.function.CustomProgram;
import fluxion.dsl.function.Fun3;
import io.vavr.Function3;
import io.vavr.Function5;
import io.vavr.Function7;
import io.vavr.Tuple3;
import java.io.Serializable;

/**
 * A function of three arguments that waits for its derivative, see {@link Custom1}.
 *
 * @param <A> the type of argument 1
 * @param <B> the type of argument 2
 * @param <C> the type of argument 3
 * @param <R> the type of the result
 */
public final class Custom3<A, B, C, R> {
    private final String name;
    private final Fun3<A, B, C, R> f;

    Custom3(String name, Function3<A, B, C, R> f) {
        this.name = name;
        this.f = Fun3.of(f);
    }

    /** Forward: (a, b, c, y, ȧ, ḃ, ċ) to the tangent ẏ, linear in ȧ, ḃ and ċ together. */
    public Fun3<A, B, C, R> derivative(Function7<? super A, ? super B, ? super C, ? super R, ? super A, ? super B, ? super C, ? extends R> tangent) {
        return rule(CustomProgram.Form.TANGENT, tangent);
    }

    /** Reverse: (a, b, c, y, ȳ) to the cotangents of a, b and c. Where it is linear in ȳ, forward mode follows from it. */
    public Fun3<A, B, C, R> pullback(
            Function5<? super A, ? super B, ? super C, ? super R, ? super R, ? extends Tuple3<? extends A, ? extends B, ? extends C>> cotangents) {
        return rule(CustomProgram.Form.PULLBACK, cotangents);
    }

    private Fun3<A, B, C, R> rule(CustomProgram.Form form, Serializable rule) {
        return Fun3.of(new CustomProgram(name, f.program(), form, rule));
    }
}
