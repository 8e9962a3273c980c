package fluxion.cli;

import fluxion.core.Fn;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.transforms.Grad;
import fluxion.transforms.Hessian;
import fluxion.transforms.Jacobian;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;

/** Derivatives of a formula, simplified, by name. */
final class Derivatives {
    /** Which one. */
    enum Kind { FUNCTION, DERIVATIVE, GRAD, JACOBIAN, HESSIAN }

    private Derivatives() {}

    static Answer of(FormulaInput input, Kind kind, int order) {
        Fn fn = input.function();
        return switch (kind) {
            case FUNCTION -> Answer.of(input, fn, false);
            case DERIVATIVE -> derivative(input, one("derivative", fn), order);
            case GRAD -> new Answer(input, Simplify.of(Grad.of(one("grad", fn), input.positions())), true, names(input, 1));
            case JACOBIAN -> new Answer(input, Simplify.of(Jacobian.cheapest(one("jacobian", fn), input.positions(), 0)),
                    true, names(input, 1));
            case HESSIAN -> new Answer(input, Simplify.of(Hessian.of(one("hessian", fn), input.positions())), true,
                    names(input, 2));
        };
    }

    /** What has one result, or a refusal. */
    static Fn one(String what, Fn fn) {
        if (fn.results().size() != 1) {
            throw new FluxionException(what + ": the formula must have one result; got " + fn.results().size());
        }
        return fn;
    }

    /** The n-th derivative with respect to one number. */
    private static Answer derivative(FormulaInput input, Fn fn, int order) {
        Ints wrt = input.positions();
        if (wrt.size() != 1 || !fn.params().get(wrt.get(0)).shape().isScalar()) {
            throw new FluxionException("derivative: there must be one number with respect to which it is taken; got "
                    + Array.ofAll(wrt).map(i -> fn.params().get(i).name() + ": " + fn.params().get(i).type()).mkString(", ")
                    + ". Use --wrt, or grad");
        }
        if (order < 1 || order > 30) {
            throw new FluxionException("derivative: the order must be from 1 to 30; got " + order);
        }
        Fn derived = fn;
        for (int i = 0; i < order; i++) {
            derived = Simplify.of(Grad.of(derived, wrt));
        }
        return Answer.of(input, derived, true);
    }

    /** {@code ∂/∂x}; nothing where there is one. */
    private static Array<String> names(FormulaInput input, int order) {
        Array<String> wrt = Array.ofAll(input.positions()).map(i -> input.function().params().get(i).name());
        return wrt.size() == 1 ? Array.of("") : order == 1 ? wrt.map(x -> "∂/∂" + x)
                : wrt.flatMap(x -> wrt.map(y -> x.equals(y) ? "∂²/∂" + x + "²" : "∂²/∂" + x + "∂" + y));
    }
}
