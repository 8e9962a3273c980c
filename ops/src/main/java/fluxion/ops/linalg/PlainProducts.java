package fluxion.ops.linalg;

import fluxion.ops.linalg.Products.Part;

/**
 * {@link Products} without blocks, vectors and threads: each element a sum of fused multiply-adds in the order of the inner
 * axis.
 */
final class PlainProducts {
    private PlainProducts() {}

    /** C = A·B; C does not overlap A or B. */
    static void multiply(Part a, Part b, double[] c, int co, int ld, int m, int k, int n) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(a.array()[a.start() + i * a.row() + p * a.column()],
                            b.array()[b.start() + p * b.row() + j * b.column()], sum);
                }
                c[co + i * ld + j] = sum;
            }
        }
    }
}
