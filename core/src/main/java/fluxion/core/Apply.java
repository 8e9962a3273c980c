package fluxion.core;

import fluxion.core.op.Op;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * An operation on expressions. Equality is shallow, the operation by value and the inputs by identity, because comparing
 * shared graphs as trees takes exponential time; {@code Cse} shares equal nodes.
 *
 * @param op the operation
 * @param inputs its operands
 * @param type what the operation infers from the operands' types
 */
public record Apply(Op op, Seq<Expr> inputs, ExprType type) implements Expr {
    /** Stands for the type that the operation infers, so that it does so once. */
    private static final ExprType INFERRED = new TupleType(Array.empty());

    /** Refuses a type that is not the one the operation infers. */
    public Apply {
        ExprType inferred = op.infer(types(inputs));
        if (type != INFERRED && !inferred.equals(type)) {
            throw new ShapeException(op.label() + ": the type must be " + inferred + "; got " + type);
        }
        type = inferred;
    }

    private Apply(Op op, Seq<Expr> inputs) {
        this(op, inputs, INFERRED);
        Provenance.made(this);
        Births.made(this);
    }

    /** The operation on the inputs, with its inferred type. */
    public static Apply of(Op op, Seq<Expr> inputs) {
        return new Apply(op, inputs);
    }

    /** The same operation on other inputs; itself where they are the same. */
    public Apply on(Seq<Expr> others) {
        for (int i = 0; i < inputs.size(); i++) {
            if (others.get(i) != inputs.get(i)) {
                return Provenance.same(this, of(op, others));
            }
        }
        return this;
    }

    /** The operand at a position. */
    public Expr input(int i) {
        return inputs.get(i);
    }

    /** Each result as an expression for one tensor: itself, or a {@link Result} for each of several. */
    public Seq<Expr> results() {
        return switch (type) {
            case TensorType _ -> Array.of(this);
            case TupleType tuple -> tuple.results().zipWithIndex((t, i) -> new Result(this, i, t));
        };
    }

    private static Seq<TensorType> types(Seq<Expr> inputs) {
        return inputs.map(Expr::tensorType);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Apply that && op.equals(that.op) && areSame(inputs, that.inputs);
    }

    /** Whether expressions are the very nodes that others are, one by one. */
    public static boolean areSame(Seq<? extends Expr> nodes, Seq<? extends Expr> others) {
        if (nodes.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) != others.get(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = op.hashCode();
        for (Expr input : inputs) {
            hash = 31 * hash + System.identityHashCode(input);
        }
        return hash;
    }

    /** The let-form of the whole expression, linear in its distinct nodes. */
    @Override
    public String toString() {
        return LetForm.of(this);
    }

    private Object writeReplace() {
        return new Serialized(this);
    }
}
