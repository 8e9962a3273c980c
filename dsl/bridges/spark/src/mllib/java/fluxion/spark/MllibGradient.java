package fluxion.spark;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.feature.InstanceBlock;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.optim.aggregator.BinaryLogisticBlockAggregator;

/** What LogisticRegression of Spark ML computes in each step: its aggregator over its blocks, of as many rows as ours. */
public final class MllibGradient implements OtherGradient {
    @Override
    public String name() {
        return "Spark ML";
    }

    @Override
    public JavaRDD<?> data(JavaSparkContext context, LogisticData data) {
        return context.parallelize(IntStream.range(0, data.partitions()).boxed().toList(), data.partitions())
                .flatMap(p -> blocks(data, p));
    }

    private static Iterator<InstanceBlock> blocks(LogisticData data, int partition) {
        Iterator<LogisticData.Arrays> arrays = data.arrays(partition);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return arrays.hasNext();
            }

            @Override
            public InstanceBlock next() {
                LogisticData.Arrays next = arrays.next();
                return new InstanceBlock(next.y(), new double[0],
                        new DenseMatrix(next.y().length, data.columns(), next.x(), true));
            }
        };
    }

    @Override
    public double[] gradient(JavaSparkContext context, JavaRDD<?> data, double[] at) {
        @SuppressWarnings("unchecked") // made above
        JavaRDD<InstanceBlock> blocks = (JavaRDD<InstanceBlock>) data;
        double[] ones = new double[at.length - 1];
        Arrays.fill(ones, 1);
        Broadcast<double[]> scales = context.broadcast(ones);
        Broadcast<double[]> means = context.broadcast(new double[at.length - 1]);
        Broadcast<Vector> coefficients = context.broadcast(Vectors.dense(at));
        return blocks.treeAggregate(new BinaryLogisticBlockAggregator(scales, means, true, false, coefficients),
                BinaryLogisticBlockAggregator::add, (one, other) -> (BinaryLogisticBlockAggregator) one.merge(other))
                        .gradient().toArray();
    }
}
