package fluxion.spark;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import io.vavr.Tuple2;
import java.util.Iterator;
import java.util.stream.IntStream;

/** The value and the gradient of logistic regression by a loop over rows, summed with what rounding lost (Neumaier 1974). */
final class PlainLogistic {
    private PlainLogistic() {}

    /** The value, then the derivatives with respect to the weights and to the offset. */
    static double[] total(LogisticProgram.Model at, LogisticData data) {
        double[] w = ((Tensor) at.w()).doubles();
        double b = ((Tensor) at.b()).toDouble();
        return IntStream.range(0, data.partitions()).parallel().mapToObj(p -> partition(w, b, data, p))
                .reduce(new Sums(w.length + 2), Sums::plus).values();
    }

    private static Sums partition(double[] w, double b, LogisticData data, int partition) {
        Sums sums = new Sums(w.length + 2);
        for (Iterator<LogisticData.Arrays> batches = data.arrays(partition); batches.hasNext();) {
            LogisticData.Arrays batch = batches.next();
            for (int i = 0; i < batch.y().length; i++) {
                int at = i * w.length;
                double z = b;
                for (int j = 0; j < w.length; j++) {
                    z += batch.x()[at + j] * w[j];
                }
                sums.add(0, Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - batch.y()[i] * z);
                double residual = 1 / (1 + Math.exp(-z)) - batch.y()[i];
                for (int j = 0; j < w.length; j++) {
                    sums.add(1 + j, residual * batch.x()[at + j]);
                }
                sums.add(1 + w.length, residual);
            }
        }
        return sums;
    }

    private record Sums(double[] sum, double[] lost) {
        Sums(int n) {
            this(new double[n], new double[n]);
        }

        void add(int i, double term) {
            double next = sum[i] + term;
            lost[i] += Math.abs(sum[i]) >= Math.abs(term) ? sum[i] - next + term : term - next + sum[i];
            sum[i] = next;
        }

        Sums plus(Sums other) {
            Sums both = new Sums(sum.clone(), lost.clone());
            for (int i = 0; i < sum.length; i++) {
                both.add(i, other.sum[i]);
                both.lost[i] += other.lost[i];
            }
            return both;
        }

        double[] values() {
            return IntStream.range(0, sum.length).mapToDouble(i -> sum[i] + lost[i]).toArray();
        }
    }

    static double[] flat(Expr w, Expr b) {
        double[] weights = ((Tensor) w).doubles();
        double[] all = java.util.Arrays.copyOf(weights, weights.length + 1);
        all[weights.length] = ((Tensor) b).toDouble();
        return all;
    }

    static double[] times(double[] values, double factor) {
        return java.util.Arrays.stream(values).map(value -> value * factor).toArray();
    }

    /** The largest difference of the value, relative to it, and of an element of the gradient, relative to the largest. */
    static double difference(Tuple2<Expr, LogisticProgram.Model> there, double[] plain) {
        double value = Math.abs(((Tensor) there._1).toDouble() - plain[0]) / Math.abs(plain[0]);
        return Math.max(value, difference(flat(there._2.w(), there._2.b()),
                java.util.Arrays.copyOfRange(plain, 1, plain.length)));
    }

    static double difference(double[] one, double[] other) {
        double largest = java.util.Arrays.stream(other).map(Math::abs).max().orElseThrow();
        return IntStream.range(0, other.length).mapToDouble(i -> Math.abs(one[i] - other[i])).max().orElseThrow() / largest;
    }
}
