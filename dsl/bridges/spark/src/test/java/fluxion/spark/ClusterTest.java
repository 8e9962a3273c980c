package fluxion.spark;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.dsl.optim.Lbfgs;
import fluxion.spark.LogisticProgram.Model;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same on two executors that are processes of their own, one of which is killed; in a JVM of its own, as a JVM has one
 * context of Spark.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Hadoop needs programs of its own there")
@EnabledIfSystemProperty(named = "fluxion.spark.cluster", matches = "true")
class ClusterTest {
    @Test
    void executorsGiveTheSameBits() throws Exception {
        try (LoopbackCluster cluster = LoopbackCluster.start(2, 768)) {
            try (SparkSession session = cluster.builder().config("spark.sql.shuffle.partitions", "2")
                    .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer").getOrCreate()) {
                onBothExecutors(session);
            }
        }
    }

    @Test
    void theProgramOfTheReadmeRunsInBothModes(@TempDir Path folder) throws Exception {
        ReadmeProgram program = ReadmeProgram.in(folder);
        Path jar = program.compile();
        program.run(jar, "local[*]");
        try (LoopbackCluster cluster = LoopbackCluster.start(2, 1024)) {
            program.run(jar, cluster.master());
        }
    }

    private static Model at() {
        return LogisticProgram.model(20);
    }

    private static void onBothExecutors(SparkSession session) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        List<String> kernels = Spark.kernels(session);
        assertThat(kernels).hasSize(2).allSatisfy(line -> assertThat(line)
                .matches("executor [0-9]+: vector kernels, .*, 1 thread a task, Java .*"));

        LogisticData data = new LogisticData(100_000, 20, 16);
        Model at = at();
        var rows = LogisticProgram.batches(context, data);
        var alone = LogisticProgram.alone(at, data);
        assertThat(LogisticProgram.total(at, rows)).isEqualTo(alone);
        assertThat(LogisticProgram.withAKill(context, data, () -> LogisticProgram.total(at, rows))).isEqualTo(alone);

        // with the partial sums going from executor to executor
        assertThat(PartitionSums.<LogisticData.Batch,
                Object>of("sum", rows, batch -> valueAndGrad(LogisticProgram.LOSS).apply(at(), batch), 4, 2)
                .get()).isEqualTo(alone);

        var training = Spark.train(LogisticProgram.LOSS, new Lbfgs()).scaled(1.0 / data.rows());
        Lbfgs.State<Model> end = training.run(at, rows, 3);
        assertThat(toDouble(end.value())).isLessThan(toDouble(alone._1) / data.rows());

        var f = fn(x -> sin(x).times(x));
        List<Row> slopes = Spark.withColumn(session.sql("select double(id) as x from range(100)"), "slope", grad(f), "x")
                .collectAsList();
        assertThat(slopes).hasSize(100).allSatisfy(row -> assertThat(row.getDouble(1))
                .isEqualTo(toDouble(grad(f).at(row.getDouble(0)))));
    }
}
