package fluxion.dsl;

import fluxion.dsl.function.CustomProgram;
import fluxion.dsl.function.Fun2;
import io.vavr.Function2;
import io.vavr.Function4;
import io.vavr.Function5;
import io.vavr.Tuple2;
import java.io.Serializable;

/**
 * A function of two arguments that waits for its derivative, see {@link Custom1}.
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

    /** Forward: (a, b, y, ȧ, ḃ) to the tangent ẏ, linear in ȧ and ḃ together. */
    public Fun2<A, B, R> derivative(Function5<? super A, ? super B, ? super R, ? super A, ? super B, ? extends R> tangent) {
        return rule(CustomProgram.Form.TANGENT, tangent);
    }

    /** Reverse: (a, b, y, ȳ) to the cotangents of a and b. Where it is linear in ȳ, forward mode follows from it. */
    public Fun2<A, B, R> pullback(Function4<? super A, ? super B, ? super R, ? super R, ? extends Tuple2<? extends A, ? extends B>> cotangents) {
        return rule(CustomProgram.Form.PULLBACK, cotangents);
    }

    private Fun2<A, B, R> rule(CustomProgram.Form form, Serializable rule) {
        return Fun2.of(new CustomProgram(name, f.program(), form, rule));
    }
}
