package fluxion.ops.linalg;

import fluxion.ops.contraction.Gemm;
import fluxion.ops.contraction.Offsets;
import fluxion.ops.simd.Workers;

/** General products of parts of matrices. */
final class Products {
    private Products() {}

    /** A part of a matrix: element (i, j) lies at {@code start + i·row + j·column}. */
    record Part(double[] array, int start, int row, int column) {
        static Part of(double[] array, int start, int ld) {
            return new Part(array, start, ld, 1);
        }

        Part transposed() {
            return new Part(array, start, column, row);
        }
    }

    /** A fresh m×n product of A (m×k) and B (k×n). */
    static double[] of(Part a, Part b, int m, int k, int n, Workers workers) {
        double[] c = new double[m * n];
        multiply(a, b, c, 0, n, m, k, n, workers);
        return c;
    }

    /** C = A·B; C does not overlap A or B. */
    static void multiply(Part a, Part b, double[] c, int co, int ld, int m, int k, int n, Workers workers) {
        Gemm.f64(a.array, Offsets.strided(a.start, m, a.row, k, a.column), b.array,
                Offsets.strided(b.start, k, b.row, n, b.column), c,
                Offsets.strided(co, m, ld, n, 1), workers);
    }

    /** C −= A·B; C may lie in the arrays of A and B, beside them. */
    static void subtract(double[] c, int co, int ld, Part a, Part b, int m, int k, int n, Workers workers) {
        double[] product = of(a, b, m, k, n, workers);
        for (int i = 0; i < m; i++) {
            Rows.add(c, co + i * ld, -1, product, i * n, n);
        }
    }
}
