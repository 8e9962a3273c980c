package fluxion.core;

import fluxion.core.op.Op;

/**
 * An expression over tensors: a number that is already known ({@link Tensor}), a parameter ({@link Var}), an operation on
 * expressions ({@link Apply}), or one result of an operation with several ({@link Result}). Expressions are trees to read
 * and graphs to run: the same node may be used many times. Building one checks its type and never rewrites it.
 */
public sealed interface Expr extends Elementwise, Specials, Reductions, Movements, Arrangements, Contractions, Matrices, Norms,
        Spectra, Indexing, Orders, Cumulations, Updates, Index
        permits Tensor, Var, Apply, Result {

    /** The type; a tuple's only for an {@link Apply} of an operation with several results. */
    ExprType type();

    @Override
    default Expr self() {
        return this;
    }

    /** The type of an expression that stands for one tensor. */
    default TensorType tensorType() {
        return switch (type()) {
            case TensorType t -> t;
            case TupleType t -> throw new ShapeException("an operation with several results " + t
                    + " is not a tensor; use one of its results");
        };
    }

    /** The lengths of its axes. */
    default Shape shape() {
        return tensorType().shape();
    }

    /** What its elements are. */
    default DType dtype() {
        return tensorType().dtype();
    }

    /** How many axes it has. */
    default int rank() {
        return shape().rank();
    }

    /** An operation on expressions, checked here: its type is what the operation infers. */
    static Expr apply(Op op, Expr... inputs) {
        return Apply.of(op, io.vavr.collection.Array.of(inputs));
    }
}
