package fluxion.spark;

import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import java.io.Serializable;
import java.util.Iterator;
import java.util.stream.IntStream;

/**
 * Examples by formula: what a partition holds is made where it is asked for, so that any number of rows needs no memory.
 *
 * @param rows how many in all
 * @param columns how many numbers an example has
 * @param partitions into how many parts they are divided, evenly
 */
record LogisticData(long rows, int columns, int partitions) implements Serializable {
    /** Rows of a batch: 100 columns of them fit into the cache of a core. */
    static final int BATCH = 1024;

    /** Examples in rows, and whether each belongs to the class: 1 or 0. */
    record Batch(Expr x, Expr y) {}

    /** Plain arrays, row by row. */
    record Arrays(double[] x, double[] y) {}

    long first(int partition) {
        return rows * partition / partitions;
    }

    /** The batches of a partition as arrays. */
    Iterator<Arrays> arrays(int partition) {
        long from = first(partition);
        long to = first(partition + 1);
        int batches = (int) ((to - from + BATCH - 1) / BATCH);
        return IntStream.range(0, batches).mapToObj(i -> {
            long first = from + (long) i * BATCH;
            int n = (int) Math.min(BATCH, to - first);
            double[] x = new double[n * columns];
            double[] y = new double[n];
            for (int row = 0; row < n; row++) {
                y[row] = fill(first + row, x, row * columns);
            }
            return new Arrays(x, y);
        }).iterator();
    }

    Iterator<Batch> batches(int partition) {
        Iterator<Arrays> arrays = arrays(partition);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return arrays.hasNext();
            }

            @Override
            public Batch next() {
                Arrays next = arrays.next();
                return new Batch(Tensor.of(Shape.of(next.y.length, columns), next.x), Tensor.of(next.y));
            }
        };
    }

    /** Numbers from −1 to 1; the class is that of a sum with weights of changing sign, or in one of eight cases the other one. */
    private double fill(long row, double[] x, int at) {
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            double value = (hash(row * columns + j) >> 11) * 0x1p-52;
            x[at + j] = value;
            sum += (j & 1) == 0 ? value : -value;
        }
        boolean other = (hash(~row) & 7) == 0;
        return sum > 0 != other ? 1 : 0;
    }

    /** Bits that look random (Steele, Lea and Flood, OOPSLA 2014, the mix of SplitMix). */
    private static long hash(long n) {
        long z = n * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
