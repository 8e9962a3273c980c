package fluxion.hipparchus;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.BlockRealMatrix;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.OpenMapRealMatrix;
import org.hipparchus.linear.OpenMapRealVector;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/** Matrices and vectors of Hipparchus and EJML are tensors and come back; what is shared is shared, what is copied is not. */
class MatricesTest {
    private static final double[][] ROWS = {{1, 2, 3}, {4, 5, 6}};
    private static final Tensor MATRIX = Tensor.of(ROWS);

    @Test
    void matricesOfHipparchus() {
        RealMatrix sparse = new OpenMapRealMatrix(2, 3);
        sparse.setSubMatrix(ROWS, 0, 0);
        for (RealMatrix matrix : new RealMatrix[] {new Array2DRowRealMatrix(ROWS), new BlockRealMatrix(ROWS), sparse}) {
            Tensor tensor = HipparchusMatrices.tensor(matrix);
            assertThat(tensor).isEqualTo(MATRIX);
            matrix.setEntry(0, 0, 9);
            assertThat(tensor).isEqualTo(MATRIX);
        }
        RealMatrix big = MatrixUtils.createRealMatrix(60, 70).scalarAdd(1);
        big.setEntry(59, 3, -2);
        assertThat(HipparchusMatrices.matrix(HipparchusMatrices.tensor(big))).isEqualTo(big);
        assertThat(HipparchusMatrices.matrix(MATRIX.transpose()).getData())
                .isDeepEqualTo(new double[][] {{1, 4}, {2, 5}, {3, 6}});
        assertThat(HipparchusMatrices.matrix(MATRIX.get(":, ::-1")).getRow(1)).containsExactly(6, 5, 4);
        assertThat(HipparchusMatrices.matrix(Tensor.of(new float[][] {{1, 2}})).getRow(0)).containsExactly(1, 2);
        assertThatThrownBy(() -> HipparchusMatrices.matrix(scalar(2))).isInstanceOf(ShapeException.class);
    }

    @Test
    void vectorsOfHipparchus() {
        ArrayRealVector vector = new ArrayRealVector(new double[] {1, 2});
        Tensor copied = HipparchusMatrices.tensor(vector);
        Tensor shared = HipparchusMatrices.shared(vector);
        assertThat(shared).isEqualTo(copied);
        vector.setEntry(0, 5);
        assertThat(copied).isEqualTo(vector(1, 2));
        assertThat(shared).isEqualTo(vector(5, 2)); // the promise was broken, and it is its own array
        assertThat(HipparchusMatrices.tensor(new OpenMapRealVector(new double[] {0, 3}))).isEqualTo(vector(0, 3));
        var back = HipparchusMatrices.vector(copied);
        back.setEntry(0, 7);
        assertThat(copied).isEqualTo(vector(1, 2));
        assertThatThrownBy(() -> HipparchusMatrices.vector(MATRIX)).isInstanceOf(ShapeException.class);
    }

    @Test
    void matricesOfEjml() {
        DMatrixRMaj matrix = new DMatrixRMaj(ROWS);
        Tensor copied = EjmlMatrices.tensor(matrix);
        Tensor shared = EjmlMatrices.shared(matrix);
        assertThat(copied).isEqualTo(MATRIX);
        assertThat(shared).isEqualTo(MATRIX);
        matrix.set(0, 0, 9);
        assertThat(copied).isEqualTo(MATRIX);
        assertThat(shared.doubleAt(0, 0)).isEqualTo(9);
        assertThat(EjmlMatrices.shared((Expr) shared).data).isSameAs(matrix.data);
        assertThat(EjmlMatrices.matrix(shared).data).isNotSameAs(matrix.data).containsExactly(matrix.data);
        assertThat(EjmlMatrices.shared(MATRIX.transpose()).get(2, 1)).isEqualTo(6);
        assertThat(EjmlMatrices.matrix(zeros(f64(0, 3))).numCols).isEqualTo(3);
        DMatrixRMaj shrunk = new DMatrixRMaj(new double[4][4]);
        shrunk.reshape(2, 2);
        CommonOps_DDRM.fill(shrunk, 3);
        assertThat(EjmlMatrices.shared(shrunk)).isEqualTo(Tensor.of(new double[][] {{3, 3}, {3, 3}}));
        assertThat(EjmlMatrices.tensor(shrunk)).isEqualTo(Tensor.of(new double[][] {{3, 3}, {3, 3}}));
        assertThat(EjmlMatrices.shared(new FMatrixRMaj(new float[][] {{1, 2}}))).isEqualTo(Tensor.of(new float[][] {{1, 2}}));
        assertThat(EjmlMatrices.tensor(new FMatrixRMaj(new float[][] {{1, 2}}))).isEqualTo(Tensor.of(new float[][] {{1, 2}}));
        assertThatThrownBy(() -> EjmlMatrices.matrix(ints(1, 2).reshape(1, 2))).isInstanceOf(DTypeException.class);
    }

    /** Linear algebra of the three agrees. */
    @Test
    void productsAndSolutionsAgree() {
        Tensor a = eval(normal(key(1), f64(20, 20)).plus(eye(20).times(5)));
        Tensor b = eval(normal(key(2), f64(20, 20)));
        DMatrixRMaj product = new DMatrixRMaj(20, 20);
        CommonOps_DDRM.mult(EjmlMatrices.shared((Expr) a), EjmlMatrices.shared((Expr) b), product);
        assertThat(eval(EjmlMatrices.shared(product).minus(a.matmul(b)).abs().max()).toDouble()).isLessThan(1e-12);
        RealMatrix inverse = MatrixUtils.inverse(HipparchusMatrices.matrix(a));
        assertThat(eval(HipparchusMatrices.tensor(inverse).minus(inv(a)).abs().max()).toDouble()).isLessThan(1e-12);
    }
}
