package fluxion.core;

/**
 * What is known of a tensor before it has values.
 *
 * @param dtype its element type
 * @param shape the lengths of its axes
 */
public record TensorType(DType dtype, Shape shape) implements ExprType, java.io.Serializable {
    /** Refuses null. */
    public TensorType {
        if (dtype == null || shape == null) {
            Given.arguments("type", dtype, shape);
        }
    }

    /** The type of tensors of a dtype with axes of these lengths. */
    public static TensorType of(DType dtype, int... dims) {
        return new TensorType(dtype, Shape.of(dims));
    }

    /** The type of scalars of a dtype. */
    public static TensorType scalar(DType dtype) {
        return new TensorType(dtype, Shape.SCALAR);
    }

    /** How many axes there are. */
    public int rank() {
        return shape.rank();
    }

    /** The same dtype in another shape. */
    public TensorType withShape(Shape other) {
        return new TensorType(dtype, other);
    }

    /** The same shape of another dtype. */
    public TensorType withDtype(DType other) {
        return new TensorType(other, shape);
    }

    /** {@code f32[64,784]}, {@code f64[]}. */
    @Override
    public String toString() {
        return dtype.toString() + shape;
    }

    private Object writeReplace() {
        return new Serialized(this);
    }
}
