package fluxion.spark;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The one session of all tests, in this JVM: two threads, and a task that fails may be tried twice more. */
final class LocalSession {
    private static final SparkSession SESSION = Spark.builder("local[2,3]").config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .getOrCreate();

    private LocalSession() {}

    static SparkSession session() {
        return SESSION;
    }

    static JavaSparkContext context() {
        return JavaSparkContext.fromSparkContext(SESSION.sparkContext());
    }
}
