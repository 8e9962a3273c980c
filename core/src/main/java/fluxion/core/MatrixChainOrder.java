package fluxion.core;

import io.vavr.collection.Seq;

/** The order of least work for a product of matrices, as of Cormen et al., Introduction to Algorithms, 15.2. */
final class MatrixChainOrder {
    private MatrixChainOrder() {}

    static Expr product(Seq<? extends Expr> factors) {
        int n = factors.size();
        boolean fits = n >= 2 && factors.zipWithIndex().forAll(f -> f._1.rank() == 2 || f._1.rank() == 1
                && (f._2 == 0 || f._2 == n - 1));
        if (!fits) {
            throw new ShapeException(
                    "multiDot: requires two or more matrices, of which the first and the last may be vectors; got "
                    + factors.map(f -> f.type().toString()).mkString(" · "));
        }
        int[] lengths = new int[n + 1]; // factor i is [lengths[i], lengths[i + 1]]
        lengths[0] = factors.get(0).rank() == 1 ? 1 : factors.get(0).shape().dim(0);
        for (int i = 0; i < n; i++) {
            Shape shape = factors.get(i).shape();
            int inner = shape.rank() == 1 && i == 0 ? 1 : shape.dim(0);
            if (i > 0 && lengths[i] != inner) {
                throw new ShapeException("multiDot: the inner sizes must agree; got "
                        + factors.map(f -> f.type().toString()).mkString(" · ")
                        + " (" + lengths[i] + " ≠ " + inner + ")");
            }
            lengths[i + 1] = shape.rank() == 1 && i == n - 1 ? 1 : shape.dim(shape.rank() - 1);
        }
        return product(factors, splits(lengths), 0, n - 1);
    }

    /** Where to split the product of factors i to j: {@code result[i][j]} is the last factor of the left part. */
    private static int[][] splits(int[] lengths) {
        int n = lengths.length - 1;
        double[][] work = new double[n][n];
        int[][] split = new int[n][n];
        for (int length = 2; length <= n; length++) {
            for (int i = 0; i + length <= n; i++) {
                int j = i + length - 1;
                work[i][j] = Double.POSITIVE_INFINITY;
                for (int k = i; k < j; k++) {
                    double total = work[i][k] + work[k + 1][j] + (double) lengths[i] * lengths[k + 1] * lengths[j + 1];
                    if (total < work[i][j]) {
                        work[i][j] = total;
                        split[i][j] = k;
                    }
                }
            }
        }
        return split;
    }

    private static Expr product(Seq<? extends Expr> factors, int[][] split, int from, int to) {
        return from == to ? factors.get(from)
                : product(factors, split, from, split[from][to]).matmul(product(factors, split, split[from][to] + 1, to));
    }
}
