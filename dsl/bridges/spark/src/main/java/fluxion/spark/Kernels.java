package fluxion.spark;

import fluxion.ops.eval.Evaluator;
import fluxion.ops.simd.Simd;
import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;

/** Which kernels the JVMs of a session run. */
final class Kernels {
    private Kernels() {}

    /** A line for each executor that answers, by its name. */
    static List<String> of(JavaSparkContext context) {
        // more tasks than places, each long enough for the others to be taken
        int tasks = 4 * Math.max(2, context.defaultParallelism());
        return context.parallelize(IntStream.range(0, tasks).boxed().toList(), tasks).map(_ -> {
            Thread.sleep(25);
            return line();
        }).distinct().collect().stream().sorted().toList();
    }

    private static String line() {
        int threads = Evaluator.threads();
        return "executor " + SparkEnv.get().executorId() + ": "
                + (Simd.AVAILABLE ? Vectors.kernels() : "scalar kernels, as jdk.incubator.vector is missing") + ", " + threads
                + (threads == 1 ? " thread" : " threads") + " a task, Java " + Runtime.version();
    }

    /** Loaded only where the module is there. */
    private static final class Vectors {
        private Vectors() {}

        static String kernels() {
            int lanes = DoubleVector.SPECIES_PREFERRED.length();
            return "vector kernels, " + lanes + " × f64 (" + 64 * lanes + " bits)";
        }
    }
}
