package fluxion.core.print;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Dot;
import fluxion.core.print.Notation.Fence;
import io.vavr.collection.Array;

/** Reads the general product: products of matrices and vectors, vectors being columns; inner products; else einsum. */
final class ProductReader {
    private ProductReader() {}

    /** Whether a product is read by its indices, as it is none of matrices and vectors. */
    static boolean isIndexed(Dot op, Apply apply) {
        int m = apply.input(0).rank();
        int n = apply.input(1).rank();
        int batch = op.leftBatch().size();
        int sums = op.leftContract().size();
        return !(sums == 0 && (m == 0 || n == 0))
                && !(batch == 0 && m <= 2 && n <= 2 && m + n <= 3 && (sums == 1 || m == 1 && n == 1))
                && !(m == batch + 2 && n == batch + 2 && sums == 1 && isLeading(op))
                && !(batch == 0 && sums == m && sums == n && op.leftContract().equals(op.rightContract())) && !isScaled(op, m, n);
    }

    /** Whether a vector multiplies the rows of a matrix, or a vector, element by element. */
    private static boolean isScaled(Dot op, int m, int n) {
        return op.leftContract().isEmpty() && op.leftBatch().size() == 1 && (m == 1 || n == 1) && m <= 2 && n <= 2;
    }

    static Form read(Dot op, ImplicitBroadcast bare, Apply apply) {
        Expr a = operand(op, bare, apply.input(0));
        Expr b = operand(op, bare, apply.input(1));
        int batch = op.leftBatch().size();
        int m = apply.input(0).rank();
        int n = apply.input(1).rank();
        int sums = op.leftContract().size();
        if (sums == 0 && m == 0 || sums == 0 && n == 0) {
            return Form.of(a, b, (x, y) -> ArithmeticForms.times(x, m, y, n));
        }
        if (isScaled(op, m, n)) {
            return m == 1 && n == 1 ? Form.of(a, b, (x, y) -> ArithmeticForms.times(x, 1, y, 1))
                    : m == 1
                    ? Form.of(a, b, (x, y) -> matrices(ArithmeticForms.diagonal(x), turned(y, op.rightBatch().get(0) == 1)))
                    : Form.of(b, a, (x, y) -> matrices(ArithmeticForms.diagonal(x), turned(y, op.leftBatch().get(0) == 1)));
        }
        if (batch == 0 && m == 1 && n == 1) {
            return Form.of(a, b, (x, y) -> sums == 1 ? matrices(ArithmeticForms.transpose(x), y)
                    : matrices(x, ArithmeticForms.transpose(y)));
        }
        if (batch == 0 && m == 2 && n == 1 && sums == 1) {
            return Form.of(a, b, (x, y) -> matrices(turned(x, op.leftContract().get(0) == 0), y));
        }
        if (batch == 0 && m == 1 && n == 2 && sums == 1) {
            return Form.of(a, b, (x, y) -> matrices(turned(y, op.rightContract().get(0) == 0), x));
        }
        if (m == batch + 2 && n == batch + 2 && sums == 1 && isLeading(op)) {
            return Form.of(a, b, (x, y) -> matrices(turned(x, op.leftContract().get(0) == batch),
                    turned(y, op.rightContract().get(0) == batch + 1)));
        }
        if (batch == 0 && sums == m && sums == n && op.leftContract().equals(op.rightContract())) {
            return Form.of(a, b, (x, y) -> new Fence(Fence.Kind.ANGLE, Array.of(x, y)));
        }
        return IndexForms.of(op, bare, apply);
    }

    /** Matrices are repeated along batch axes without saying. */
    private static Expr operand(Dot op, ImplicitBroadcast bare, Expr x) {
        Expr plain = bare.plain(x);
        return isLeading(op) && plain instanceof Apply(Broadcast b, var of, _) && of.get(0).rank() >= 2
                && !b.axes().isEmpty() && b.axes().equals(Ints.range(b.to().rank() - of.get(0).rank(), b.to().rank()))
                ? bare.plain(of.get(0)) : plain;
    }

    private static boolean isLeading(Dot op) {
        return op.leftBatch().isIdentity() && op.rightBatch().isIdentity();
    }

    private static Notation turned(Notation x, boolean turn) {
        return turn ? ArithmeticForms.transpose(x) : x;
    }

    private static Notation matrices(Notation a, Notation b) {
        return ArithmeticForms.matrixTimes(a, 2, b, 2);
    }
}
