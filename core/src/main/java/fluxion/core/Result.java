package fluxion.core;


/**
 * One result of an operation with several.
 *
 * @param of the operation
 * @param index which result
 * @param type its type
 */
public record Result(Apply of, int index, TensorType type) implements Expr {
    /** Refuses a position or a type that the operation has no result of. */
    public Result {
        if (!(of.type() instanceof TupleType(var results)) || index < 0 || index >= results.size()
                || !results.get(index).equals(type)) {
            throw new ShapeException("result " + index + " of type " + type + " is not one of " + of.op().label() + ": "
                    + of.type());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Result that && of == that.of && index == that.index;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(of) + index;
    }

    @Override
    public String toString() {
        return LetForm.of(this);
    }

    private Object writeReplace() {
        return new Serialized(this);
    }
}
