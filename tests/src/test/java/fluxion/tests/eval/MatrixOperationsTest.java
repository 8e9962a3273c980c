package fluxion.tests.eval;

import static fluxion.tests.eval.Compared.check;
import static fluxion.tests.eval.Compared.fn;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Fourier;
import fluxion.core.op.LinearAlgebra.Determinant;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Op;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Operations on matrices and Fourier transforms next to their definitions, in order and as views, alone and in batches. */
class MatrixOperationsTest {
    private final SplittableRandom random = new SplittableRandom(20241102);

    private Tensor matrices(DType dtype, Ints batch, int m, int n) {
        Shape shape = new Shape(batch.append(m).append(n));
        double[] values = new double[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i / n % m == i % n ? 1.5 + i % n : 0) + random.nextDouble(-0.4, 0.4);
        }
        return Evaluator.evaluate(Tensor.of(shape, values).cast(dtype));
    }

    /** A view with the same elements, stored in another order. */
    private static Tensor turned(Tensor x) {
        if (x.rank() < 2) {
            return x;
        }
        int[] swap = Ints.range(0, x.rank()).with(x.rank() - 2, x.rank() - 1).with(x.rank() - 1, x.rank() - 2).toArray();
        return Evaluator.evaluate(Evaluator.evaluate(x.permute(swap).plus(0)).permute(swap));
    }

    private void both(Op op, Tensor... operands) {
        Fn function = fn(Array.of(operands).map(Tensor::type), x -> Apply.of(op, x).results());
        check(op.toString(), function, Array.of(operands));
        check(op + " of views", function, Array.of(operands).map(MatrixOperationsTest::turned));
    }

    @Test
    void everyOperationAgreesWithItsDefinition() {
        for (DType dtype : Array.of(DType.F64, DType.F32)) {
            for (Ints batch : Array.of(Ints.empty(), Ints.of(2), Ints.of(2, 3))) {
                for (int n = 1; n <= 4; n++) {
                    Tensor a = matrices(dtype, batch, n, n);
                    Tensor b = matrices(dtype, batch, n, 3);
                    Tensor vector = matrices(dtype, batch, n, 1);
                    for (LinearAlgebra op : square()) {
                        both(op, a);
                    }
                    for (boolean transposed : new boolean[] {false, true}) {
                        both(new LinearAlgebra.Solve(transposed), a, b);
                        both(new LinearAlgebra.Solve(transposed), a, Evaluator.evaluate(vector.squeeze(-1)));
                        for (int i = 0; i < 4; i++) {
                            both(new LinearAlgebra.TriangularSolve(i < 2, transposed, i % 2 == 0), a, b);
                            both(new LinearAlgebra.TriangularSolve(i < 2, transposed, i % 2 == 0), a, vector);
                        }
                    }
                    both(new LinearAlgebra.CofactorTangent(), a, matrices(dtype, batch, n, n));
                    both(new LinearAlgebra.MatrixExpTangent(), a, matrices(dtype, batch, n, n));
                    for (int m = 1; m <= 4; m++) {
                        Tensor any = matrices(dtype, batch, m, n);
                        both(new LinearAlgebra.Lu(), any);
                        both(new LinearAlgebra.Qr(), any);
                        both(new LinearAlgebra.PseudoInverse(LinearAlgebra.PseudoInverse.DEFAULT), any);
                        if (dtype == DType.F64) {
                            both(new LinearAlgebra.Svd(), any);
                        }
                    }
                }
            }
        }
    }

    private static Seq<LinearAlgebra> square() {
        return Array.of(new LinearAlgebra.Cholesky(), new LinearAlgebra.Eigh(), new LinearAlgebra.Inverse(), new LinearAlgebra.Cofactor(),
                new LinearAlgebra.MatrixExp(), new Determinant(Determinant.Kind.DET), new Determinant(Determinant.Kind.SIGN),
                new Determinant(Determinant.Kind.LOG_ABS));
    }

    @Test
    void everyTransformAgreesWithItsDefinition() {
        for (DType dtype : Array.of(DType.F64, DType.F32)) {
            for (int n : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 22, 25, 26, 30, 34, 37, 60, 64, 77, 101, 128, 169, 242}) {
                TensorType complex = TensorType.of(dtype, 2, n, 2);
                check("forward " + n, fn(Array.of(complex), x -> Array.of(Expr.apply(new Fourier(Fourier.Kind.FORWARD, n), x.get(0)))), random);
                check("backward " + n, fn(Array.of(complex), x -> Array.of(Expr.apply(new Fourier(Fourier.Kind.BACKWARD, n), x.get(0)))), random);
                check("real " + n, fn(Array.of(TensorType.of(dtype, 3, n)), x -> Array.of(Expr.apply(new Fourier(Fourier.Kind.REAL, n), x.get(0)))), random);
                check("half " + n, fn(Array.of(TensorType.of(dtype, 3, n / 2 + 1, 2)),
                        x -> Array.of(Expr.apply(new Fourier(Fourier.Kind.HALF, n), x.get(0)))), random);
            }
        }
    }
}
