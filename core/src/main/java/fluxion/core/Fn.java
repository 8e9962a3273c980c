package fluxion.core;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * A function: parameters to results. Every transform takes one and gives one. Equality is identity.
 *
 * <p>It goes through {@link java.io.ObjectOutputStream} without loss, control flow, custom rules and constants included, where
 * {@link FunctionFormat} finds the module {@code fluxion.dsl}. What shares its variables in a stream shares them when it is
 * read. Reading makes nothing but operations of this library and checks their types.
 *
 * @param params its parameters, distinct
 * @param results its results, expressions of the parameters
 */
public record Fn(Seq<Var> params, Seq<Expr> results) implements java.io.Serializable {
    /** Refuses a parameter that occurs twice and results that are no tensors. */
    public Fn {
        if (params.distinct().size() != params.size()) {
            throw new TransformException("fn: parameters must be distinct; got " + params.map(Var::toString));
        }
        results.forEach(Expr::tensorType);
    }

    /** The function from parameters to results. */
    public static Fn of(Seq<Var> params, Seq<Expr> results) {
        return new Fn(params, results);
    }

    /** The types of its parameters. */
    public Seq<TensorType> parameterTypes() {
        return params.map(Var::type);
    }

    /** The types of its results. */
    public Seq<TensorType> resultTypes() {
        return results.map(Expr::tensorType);
    }

    /** Variables that occur in the results and are no parameters; none in a closed function. */
    public Seq<Var> free() {
        return Graph.variables(results).removeAll(params);
    }

    /** The results with expressions in the parameters' places. */
    public Seq<Expr> on(Seq<? extends Expr> arguments) {
        if (arguments.size() != params.size()) {
            throw new ShapeException("fn: takes " + params.size() + " arguments; got " + arguments.size());
        }
        for (int i = 0; i < params.size(); i++) {
            if (!arguments.get(i).type().equals(params.get(i).type())) {
                throw new ShapeException("fn: argument " + i + " must be " + params.get(i).type() + "; got "
                        + arguments.get(i).type());
            }
        }
        return Graph.substitute(results, params, Array.narrow(Array.ofAll(arguments)));
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** The let-form: one line per step. */
    @Override
    public String toString() {
        return LetForm.of(this);
    }

    private Object writeReplace() {
        return new Serialized(this);
    }
}
