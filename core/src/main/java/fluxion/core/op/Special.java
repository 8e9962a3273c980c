package fluxion.core.op;

import fluxion.core.FluxionException;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * The special functions of mathematical physics and statistics, on each element of one, two or three floating-point operands
 * of one dtype and shape. Where a derivative leads out of the elementary functions it stays in the family: ψ is the
 * derivative of ln Γ, polygamma functions follow each other, Bessel functions lead to their neighbours, and derivatives in a
 * parameter (such as ∂P(a, x)/∂a) are members counted by an order. So every derivative of every order is here.
 *
 * <p>All of them are computed with operations that every machine rounds alike: the same bits everywhere. f32 operands are
 * computed in f64 and rounded once.
 */
public sealed interface Special extends Op permits SpecialFunction, Special.Ordered, BetaInc, Bessel {
    /** How many operands it takes. */
    int arity();

    @Override
    default TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, arity(), operands);
        TensorType type = OperandChecks.same(this, operands);
        OperandChecks.dtype(this, type.dtype().isFloat(), operands.size() == 1
                ? "requires a floating-point operand (cast(F64) makes one)"
                : "requires floating-point operands (cast(F64) makes them)", OperandChecks.list(operands));
        return type;
    }

    /** Functions that an order counts, from 0 on: the function itself, and what its derivatives lead to. */
    sealed interface Ordered extends Special permits Erfcx, Polygamma, Zeta, GammaInc {
        /** How often it is differentiated. */
        int order();

        @Override
        default String label() {
            return switch (this) {
                case Erfcx _ -> "erfcx";
                case Polygamma(int order) -> order == 0 ? "digamma" : "polygamma";
                case Zeta _ -> "zeta";
                case GammaInc _ -> "gammainc";
            };
        }

        @Override
        default int arity() {
            return switch (this) {
                case Erfcx _, Polygamma _ -> 1;
                case Zeta _, GammaInc _ -> 2;
            };
        }

        @Override
        default String parameters() {
            return order() == 0 ? "" : "order=" + order();
        }
    }

    /** Refuses a negative order. */
    static void requireOrder(String function, int order) {
        if (order < 0) {
            throw new FluxionException(function + ": the order must not be negative; got " + order);
        }
    }
}
