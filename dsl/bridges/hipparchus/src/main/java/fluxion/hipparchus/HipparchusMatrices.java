package fluxion.hipparchus;

import static fluxion.dsl.Fluxion.eval;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.storage.Storage;
import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.DefaultRealMatrixPreservingVisitor;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Hipparchus' vectors and matrices to tensors of f64 and back.
 *
 * <p>{@link #shared} uses the array of an {@link ArrayRealVector} itself; all others copy each element once, as their layouts
 * differ from a tensor's: Hipparchus' matrices hold an array for each row, or for each block. To Hipparchus, a vector is copied
 * since it may be written to, and a tensor never changes.
 */
public final class HipparchusMatrices {
    private HipparchusMatrices() {}

    /** The vector as {@code f64[n]}; copied. */
    public static Tensor tensor(RealVector vector) {
        Given.arguments("tensor", vector);
        return vector instanceof ArrayRealVector array ? Tensor.of(array.getDataRef()) : wrapped(Shape.of(vector.getDimension()),
                vector.toArray());
    }

    /** The matrix as {@code f64[m,n]}; copied. */
    public static Tensor tensor(RealMatrix matrix) {
        Given.arguments("tensor", matrix);
        int columns = matrix.getColumnDimension();
        double[] values = new double[Math.multiplyExact(matrix.getRowDimension(), columns)];
        matrix.walkInOptimizedOrder(new DefaultRealMatrixPreservingVisitor() {
            @Override
            public void visit(int row, int column, double value) {
                values[row * columns + column] = value;
            }
        });
        return wrapped(Shape.of(matrix.getRowDimension(), columns), values);
    }

    /**
     * The vector as {@code f64[n]}, without a copy. The tensor holds the vector's own array, and like every tensor never changes:
     * the vector must not be written to from now on.
     */
    public static Tensor shared(ArrayRealVector vector) {
        Given.arguments("shared", vector);
        return wrapped(Shape.of(vector.getDimension()), vector.getDataRef());
    }

    private static Tensor wrapped(Shape shape, double[] owned) {
        return Tensor.wrap(new TensorType(DType.F64, shape), Storage.of(owned));
    }

    /** The value of an expression {@code [n]} as a vector of its own, of n &gt; 0 elements that doubles hold. */
    public static RealVector vector(Expr vector) {
        Given.arguments("vector", vector);
        if (vector.rank() != 1) {
            throw new ShapeException("vector: there must be one axis; got " + vector.type());
        }
        return new ArrayRealVector(eval(vector).doubles(), false);
    }

    /** The value of an expression {@code [m,n]} as a matrix of its own, of m, n &gt; 0. */
    public static RealMatrix matrix(Expr matrix) {
        Given.arguments("matrix", matrix);
        return new Array2DRowRealMatrix(rows(eval(matrix)), false);
    }

    /** The rows of a matrix, each an array of its own. */
    static double[][] rows(Tensor matrix) {
        if (matrix.rank() != 2) {
            throw new ShapeException("matrix: there must be two axes; got " + matrix.type());
        }
        int columns = matrix.shape().dim(1);
        double[][] rows = new double[matrix.shape().dim(0)][];
        Tensor lying = matrix.contiguous();
        double[] values = lying.dtype() == DType.F64 ? (double[]) lying.storage().flat() : lying.doubles();
        int from = lying.dtype() == DType.F64 ? lying.offset() : 0;
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, from + i * columns, from + (i + 1) * columns);
        }
        return rows;
    }

    /** A vector's elements, to be read only: its own array where it has one. */
    static double[] array(RealVector vector) {
        return vector instanceof ArrayRealVector array ? array.getDataRef() : vector.toArray();
    }
}
