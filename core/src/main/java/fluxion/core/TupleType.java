package fluxion.core;

import io.vavr.collection.Seq;

/**
 * The type of an operation with several results.
 *
 * @param results the type of each result
 */
public record TupleType(Seq<TensorType> results) implements ExprType {
    @Override
    public String toString() {
        return results.mkString("(", ", ", ")");
    }
}
