package fluxion.examples.workbench;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.FluxionException;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.parse.Formula;
import fluxion.dsl.Fluxion;
import fluxion.dsl.FormulaCalculus;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;

/**
 * What someone at the page asks about.
 *
 * @param formula as it was typed
 * @param at the values of parameters as they were typed, by name; others have one of ours
 * @param from where plots begin
 * @param to where they end
 * @param order of the Taylor polynomial
 */
record Question(String formula, java.util.Map<String, String> at, double from, double to, int order) {
    /** Longer formulas are no reading matter. */
    static final int LONGEST = 4_000;
    private static final int HIGHEST = 12;

    Question {
        if (formula.length() > LONGEST) {
            throw new FluxionException("workbench: the formula must have at most " + LONGEST + " characters; got "
                    + formula.length());
        }
        if (!(from < to) || Double.isInfinite(to - from)) {
            throw new FluxionException("workbench: the range must go from a number to a larger one; got " + from + " to " + to);
        }
        if (order < 0 || order > HIGHEST) {
            throw new FluxionException("workbench: the order of the Taylor polynomial must be from 0 to " + HIGHEST + "; got "
                    + order);
        }
        at = java.util.Map.copyOf(at);
    }

    /** The function that the formula says; a parameter whose type it does not say has that of its value. */
    Fn function() {
        Map<String, TensorType> types = LinkedHashMap.ofAll(at).filterValues(text -> !text.isBlank())
                .mapValues(text -> value(text).type());
        return Formula.fn(formula, types, FormulaCalculus.CALCULUS);
    }

    /** A value for each parameter: what was typed, or numbers around 1. */
    Array<Tensor> values(Fn fn) {
        return fn.params().map(this::value).toArray();
    }

    private Tensor value(Var param) {
        Option<String> typed = Option.of(at.get(param.name())).filter(text -> !text.isBlank());
        if (typed.isEmpty()) {
            return usual(param.tensorType());
        }
        Tensor value = value(typed.get());
        if (!value.shape().equals(param.shape())) {
            throw new FluxionException("at: the value of " + param.name() + " must be " + param.type() + "; got " + value.type());
        }
        return Fluxion.eval(value.cast(param.dtype()));
    }

    /** 1 of a number; of a tensor numbers that are not all the same, so that no sum of differences is 0 by chance. */
    private static Tensor usual(TensorType type) {
        int size = Math.toIntExact(type.shape().size());
        double[] numbers = new double[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = type.dtype().isFloat() ? Math.round(100 * (1 + 0.5 * Math.sin(2.5 * i))) / 100.0 : 1 + i % 3;
        }
        return Fluxion.eval(Tensor.of(type.shape(), numbers).cast(type.dtype()));
    }

    private static Tensor value(String text) {
        Expr known = Formula.expression(text, LinkedHashMap.empty(), FormulaCalculus.CALCULUS);
        return Fluxion.eval(known.dtype() == DType.BOOL ? known : known.cast(DType.F64));
    }

    /** One of the type of a number. */
    static Expr one(Var param) {
        return Literal.of(param.tensorType(), 1);
    }
}
