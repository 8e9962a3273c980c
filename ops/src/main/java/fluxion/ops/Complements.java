package fluxion.ops;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.op.Binary;
import fluxion.core.op.GammaInc;
import fluxion.core.op.Power;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Unary;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * Differences from 1 without the loss of digits where a function is near 1: {@code 1 − σ(x)} is evaluated as {@code σ(−x)},
 * {@code 1 − tanh²x} as {@code 1/cosh²x}, {@code 1 − erf x} as {@code erfc x}. So slopes of saturated functions are small
 * numbers,
 * not 0. The textbook form stays the one that is read, differentiated and simplified; only who computes it asks for this one, see
 * {@link Accurate}.
 */
final class Complements {
    private Complements() {}

    /** The function with its differences from 1 computed as what they are; itself where there are none. */
    static Fn exact(Fn fn) {
        return Graph.topological(fn.results())
                .exists(node -> node instanceof Apply apply && rest(apply, apply.inputs()).isDefined())
                ? new Fn(fn.params(), Graph.rebuild(fn.results(), leaf -> leaf,
                        (apply, inputs) -> rest(apply, inputs).getOrElse(() -> apply.on(inputs)))) : fn;
    }

    private static Option<Expr> rest(Apply apply, Seq<Expr> inputs) {
        return apply.op() != Binary.SUB ? Option.none() : isOne(inputs.get(0)) ? complement(inputs.get(1))
                : isOne(inputs.get(1)) ? complement(inputs.get(0)).map(Expr::neg) : Option.none();
    }

    private static boolean isOne(Expr x) {
        return Literal.value(x).exists(v -> v == 1);
    }

    /** 1 − y, where y says what that is. */
    private static Option<Expr> complement(Expr y) {
        if (!(y instanceof Apply apply)) {
            return Option.none();
        }
        return Option.of(switch (apply.op()) {
            case Unary op when op == Unary.SIGMOID -> apply.input(0).neg().sigmoid();
            case Unary op when op == Unary.ERF -> apply.input(0).erfc();
            case SpecialFunction op when op == SpecialFunction.NDTR -> apply.input(0).neg().ndtr();
            case SpecialFunction op when op == SpecialFunction.GAMMAINCC ->
                    Expr.apply(new GammaInc(0), apply.input(0), apply.input(1));
            case GammaInc(int order) when order == 0 -> Expr.apply(SpecialFunction.GAMMAINCC, apply.input(0), apply.input(1));
            case Power(int exponent) when exponent == 2 && apply.input(0) instanceof Apply tanh
                    && tanh.op() == Unary.TANH -> tanh.input(0).cosh().pow(-2);
            default -> null;
        });
    }
}
