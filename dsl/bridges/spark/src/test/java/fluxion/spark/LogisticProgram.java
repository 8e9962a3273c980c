package fluxion.spark;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import fluxion.dsl.function.Fun2;
import fluxion.spark.LogisticData.Batch;
import io.vavr.Tuple2;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/**
 * The value and the gradient of logistic regression on many rows, on Spark, on this JVM alone and by a plain loop: the same bits,
 * and nearly the same; how many rows a second; what happens where an executor is killed half-way.
 */
public final class LogisticProgram {
    /** Weights and an offset. */
    record Model(Expr w, Expr b) {}

    /** −log of the likelihood, summed over the rows of a batch. */
    static final Fun2<Model, Batch, Expr> LOSS = fn((Model model, Batch batch) -> {
        Expr z = batch.x().matmul(model.w()).plus(model.b());
        return sum(softplus(z).minus(batch.y().times(z)));
    });

    /** What is to be done, from the command line. */
    record Options(String master, LogisticData data, int megabytes, boolean cached, boolean kill) {
        static Options of(String... arguments) {
            String master = "cluster";
            long rows = 10_000_000;
            int columns = 100;
            int partitions = 64;
            int megabytes = 1024;
            boolean cached = false;
            boolean kill = true;
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--master" -> master = arguments[++i];
                    case "--rows" -> rows = Long.parseLong(arguments[++i]);
                    case "--columns" -> columns = Integer.parseInt(arguments[++i]);
                    case "--partitions" -> partitions = Integer.parseInt(arguments[++i]);
                    case "--memory" -> megabytes = Integer.parseInt(arguments[++i]);
                    case "--cached" -> cached = true;
                    case "--no-kill" -> kill = false;
                    default -> throw new IllegalArgumentException("logistic: there are --master cluster|local[N]|URL, --rows N, "
                            + "--columns N, --partitions N, --memory MEGABYTES, --cached and --no-kill; got " + arguments[i]);
                }
            }
            return new Options(master, new LogisticData(rows, columns, partitions), megabytes, cached, kill);
        }
    }

    private LogisticProgram() {}

    public static void main(String[] arguments) throws IOException {
        Options options = Options.of(arguments);
        if (options.master.equals("cluster")) {
            try (LoopbackCluster cluster = LoopbackCluster.start(2, options.megabytes);
                    SparkSession session = cluster.builder().getOrCreate()) {
                run(session, options);
            }
        } else {
            try (SparkSession session = Spark.session(options.master)) {
                run(session, options);
            }
        }
    }

    private static void run(SparkSession session, Options options) {
        session.sparkContext().setLogLevel("OFF");
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        LogisticData data = options.data;
        Spark.kernels(session).forEach(System.out::println);
        System.out.printf("%,d rows × %d columns in %d partitions, %s%n", data.rows(), data.columns(), data.partitions(),
                options.cached ? "cached as f64" : "made anew by each pass, f64");

        Model at = model(data.columns());
        LogisticData few = new LogisticData(Math.min(data.rows(), 50_000L * data.partitions()) / 2, data.columns(),
                data.partitions());
        total(at, batches(context, few));
        timed("making rows alone", data, () -> context.parallelize(range(data), data.partitions()).map(p -> {
            long n = 0;
            for (Iterator<LogisticData.Arrays> arrays = data.arrays(p); arrays.hasNext();) {
                n += arrays.next().y().length;
            }
            return n;
        }).reduce(Long::sum));
        JavaRDD<Batch> rows = options.cached ? cached(batches(context, data)) : batches(context, data);
        Tuple2<Expr, Model> there = timed("value and gradient, Spark", data, () -> total(at, rows));
        if (options.kill) {
            if (options.master.startsWith("local")) {
                System.out.println("there is no executor to kill in this JVM");
            } else {
                System.out.println("the same bits with an executor killed half-way: "
                        + there.equals(timed("  and an executor killed", data,
                                () -> withAKill(context, data, () -> total(at, rows)))));
            }
        }
        Tuple2<Expr, Model> alone = timed("value and gradient, this JVM", data, () -> alone(at, data));
        System.out.println("the same bits on Spark and in this JVM alone: " + there.equals(alone));
        double[] plain = timed("value and gradient, a plain loop", data, () -> PlainLogistic.total(at, data));
        System.out.printf("largest difference to the plain loop, of the largest element: %.1e%n",
                PlainLogistic.difference(there, plain));
        rows.unpersist();
        for (OtherGradient other : ServiceLoader.load(OtherGradient.class)) {
            double[] point = PlainLogistic.flat(at.w(), at.b());
            other.gradient(context, other.data(context, few), point);
            JavaRDD<?> theirs = options.cached ? cached(other.data(context, data)) : other.data(context, data);
            double[] gradient = timed("value and gradient, " + other.name(), data, () -> other.gradient(context, theirs, point));
            System.out.printf("largest difference to it, of the largest element: %.1e%n",
                    PlainLogistic.difference(PlainLogistic.flat(there._2.w(), there._2.b()),
                            PlainLogistic.times(gradient, data.rows())));
        }
    }

    static Model model(int columns) {
        return new Model(eval(linspace(-0.5, 0.5, columns)), scalar(0.25));
    }

    private static List<Integer> range(LogisticData data) {
        return IntStream.range(0, data.partitions()).boxed().toList();
    }

    static JavaRDD<Batch> batches(JavaSparkContext context, LogisticData data) {
        return context.parallelize(range(data), data.partitions()).flatMap(data::batches);
    }

    private static <T> JavaRDD<T> cached(JavaRDD<T> data) {
        JavaRDD<T> cached = data.cache();
        cached.count();
        return cached;
    }

    static Tuple2<Expr, Model> total(Model at, JavaRDD<Batch> rows) {
        return Spark.sum(valueAndGrad(LOSS), at, rows);
    }

    /** The same sum by the library alone: each partition from first to last, then neighbours. */
    static Tuple2<Expr, Model> alone(Model at, LogisticData data) {
        var f = valueAndGrad(LOSS);
        Fun2<Tuple2<Expr, Model>, Tuple2<Expr, Model>, Tuple2<Expr, Model>> plus =
                fn((Tuple2<Expr, Model> one, Tuple2<Expr, Model> other) -> zip(one, other, Expr::plus));
        List<Tuple2<Expr, Model>> sums = IntStream.range(0, data.partitions()).parallel().mapToObj(p -> {
            Iterator<Batch> batches = data.batches(p);
            Tuple2<Expr, Model> sum = f.apply(at, batches.next());
            while (batches.hasNext()) {
                sum = plus.apply(sum, f.apply(at, batches.next()));
            }
            return sum;
        }).toList();
        while (sums.size() > 1) {
            List<Tuple2<Expr, Model>> pairs = new ArrayList<>();
            for (int i = 0; i < sums.size(); i += 2) {
                pairs.add(i + 1 < sums.size() ? plus.apply(sums.get(i), sums.get(i + 1)) : sums.get(i));
            }
            sums = pairs;
        }
        return eval(sums.getFirst());
    }

    /** A job of whose tasks a quarter is done when the process of an executor is ended as by kill -9. */
    static <T> T withAKill(JavaSparkContext context, LogisticData data, Supplier<T> job) {
        List<Long> processes = context.parallelize(range(data), data.partitions()).map(_ -> {
            Thread.sleep(20);
            return ProcessHandle.current().pid();
        }).distinct().collect();
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger killed = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                if (ended.incrementAndGet() == Math.max(1, data.partitions() / 4)) {
                    ProcessHandle.of(processes.getFirst()).ifPresent(process -> {
                        killed.set(process.destroyForcibly() ? 1 : 0);
                    });
                }
            }
        };
        context.sc().addSparkListener(listener);
        try {
            return job.get();
        } finally {
            context.sc().removeSparkListener(listener);
            if (killed.get() == 0) {
                throw new IllegalStateException("no executor was killed; there were " + processes);
            }
        }
    }

    private static <T> T timed(String what, LogisticData data, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-40s %7.2f s  %,12.0f rows/s%n", what, seconds, data.rows() / seconds);
        return result;
    }
}
