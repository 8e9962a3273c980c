package fluxion.hipparchus;

import static fluxion.dsl.Fluxion.eval;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.storage.Storage;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * EJML's dense matrices to tensors and back. Both lie in one array, row after row, so that no copy is needed where the promise is
 * kept that nobody writes: {@link #shared(DMatrixRMaj)} and {@link #shared(Expr)}.
 */
public final class EjmlMatrices {
    private EjmlMatrices() {}

    /** The matrix as {@code f64[m,n]}; copied. */
    public static Tensor tensor(DMatrixRMaj matrix) {
        Given.arguments("tensor", matrix);
        return wrapped(DType.F64, matrix.numRows, matrix.numCols, Arrays.copyOf(matrix.data, matrix.getNumElements()));
    }

    /** The matrix as {@code f32[m,n]}; copied. */
    public static Tensor tensor(FMatrixRMaj matrix) {
        Given.arguments("tensor", matrix);
        return wrapped(DType.F32, matrix.numRows, matrix.numCols, Arrays.copyOf(matrix.data, matrix.getNumElements()));
    }

    /**
     * The matrix as {@code f64[m,n]}, without a copy. The tensor holds the matrix's own array, and like every tensor never
     * changes: the matrix must not be written to from now on.
     */
    public static Tensor shared(DMatrixRMaj matrix) {
        Given.arguments("shared", matrix);
        return wrapped(DType.F64, matrix.numRows, matrix.numCols, matrix.data);
    }

    /** As {@link #shared(DMatrixRMaj)}, of f32. */
    public static Tensor shared(FMatrixRMaj matrix) {
        Given.arguments("shared", matrix);
        return wrapped(DType.F32, matrix.numRows, matrix.numCols, matrix.data);
    }

    /** The array may be longer: EJML keeps it when a matrix shrinks. */
    private static Tensor wrapped(DType dtype, int rows, int columns, Object array) {
        Shape shape = Shape.of(rows, columns);
        return new Tensor(new TensorType(dtype, shape), Storage.of(array), 0, shape.strides());
    }

    /** The value of an expression {@code f64[m,n]} as a matrix of its own. */
    public static DMatrixRMaj matrix(Expr matrix) {
        Tensor value = required("matrix", matrix);
        return DMatrixRMaj.wrap(value.shape().dim(0), value.shape().dim(1), value.doubles());
    }

    /**
     * The value of an expression {@code f64[m,n]} as a matrix to be read only: without a copy where its elements lie in an array
     * of their own row after row, as those of computed results do, copied otherwise. Tensors never change: whoever writes to
     * the matrix makes results wrong that have nothing to do with it.
     */
    public static DMatrixRMaj shared(Expr matrix) {
        Tensor value = required("shared", matrix);
        return value.isContiguous() && value.offset() == 0
                ? DMatrixRMaj.wrap(value.shape().dim(0), value.shape().dim(1), (double[]) value.storage().flat()) : matrix(value);
    }

    private static Tensor required(String operation, Expr matrix) {
        Given.arguments(operation, matrix);
        if (matrix.rank() != 2) {
            throw new ShapeException(operation + ": there must be two axes; got " + matrix.type());
        }
        if (matrix.dtype() != DType.F64) {
            throw new DTypeException(operation + ": the dtype must be f64; got " + matrix.type() + ". Use cast");
        }
        return eval(matrix);
    }
}
