package fluxion.bench;

import fluxion.core.Tensor;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Times one case in this process. */
final class Measurement {
    /** How long and how often to run. */
    record Effort(int repeats, double warmupSeconds, double maxSeconds) {}

    private static final double SETTLING_SECONDS = 0.2;

    private Measurement() {}

    static Map<String, Object> of(Case benchmark, Effort effort, double setupSeconds) {
        Seq<Tensor> arguments = benchmark.arguments();
        resetPeak();
        Double baseline = megabytes("VmRSS");
        Map<String, Object> result = header(benchmark);

        long start = System.nanoTime();
        Case.Runner runner = benchmark.program().build();
        Seq<Tensor> outputs = benchmark.hostLoop() ? runner.run(Array.of(element(arguments, 0))) : runner.run(arguments);
        double firstCall = seconds(start);

        int calls = benchmark.hostLoop() ? (int) arguments.get(0).type().shape().size() : 1;
        Seq<Seq<Tensor>> points = benchmark.hostLoop() ? Array.range(0, calls).map(i -> Array.of(element(arguments, i))) : Array.of(arguments);
        DoubleSupplier once = () -> {
            long from = System.nanoTime();
            for (Seq<Tensor> point : points) {
                runner.run(point);
            }
            return seconds(from) / points.size();
        };
        int warmups = warmUp(once, effort.warmupSeconds()) + collectGarbage(once);
        double[] samples = timed(once, benchmark.hostLoop() ? 100 : effort.repeats(), effort.maxSeconds());
        Double peak = megabytes("VmHWM");
        Seq<Tensor> results = benchmark.hostLoop() ? Array.of(collect(points.map(point -> runner.run(point).get(0)))) : runner.run(arguments);
        if (results.size() != benchmark.outputs().size()) {
            throw new IllegalStateException(benchmark.name() + ": " + results.size() + " outputs; expected " + benchmark.outputs().size());
        }

        result.put("status", "ok");
        result.put("setup_s", setupSeconds);
        result.put("first_call_s", firstCall);
        result.put("steady_us", statistics(samples));
        result.put("repeats", samples.length);
        result.put("warmup_calls", warmups);
        result.put("calls_per_repeat", calls);
        result.put("baseline_rss_mb", baseline);
        result.put("peak_rss_mb", peak);
        Map<String, Object> inputs = new LinkedHashMap<>();
        benchmark.inputs().zip(arguments).forEach(p -> inputs.put(p._1.name(), Checksum.of(p._2).json()));
        result.put("inputs", inputs);
        Map<String, Object> sums = new LinkedHashMap<>();
        benchmark.outputs().zip(results).forEach(p -> sums.put(p._1, Checksum.of(p._2).json()));
        result.put("outputs", sums);
        benchmark.flop().forEach(flop -> result.put("extra", Map.of("gflops", flop / (Arrays.stream(samples).min().orElseThrow() * 1e9))));
        return result;
    }

    /** What every result says, of whatever status. */
    static Map<String, Object> header(Case benchmark) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("case", benchmark.name());
        header.put("group", benchmark.group());
        header.put("dtype", benchmark.dtype() == fluxion.core.DType.F32 ? "float32" : "float64");
        header.put("tolerance", benchmark.tolerance());
        return header;
    }

    private static Tensor element(Seq<Tensor> arguments, int i) {
        return Tensor.of(arguments.get(0).doubleAt(i));
    }

    private static Tensor collect(Seq<Tensor> scalars) {
        return Tensor.of(scalars.toJavaStream().mapToDouble(Tensor::toDouble).toArray());
    }

    /** Calls until the time is up, and as much longer as calls still get faster, twice as long at the most. */
    private static int warmUp(DoubleSupplier once, double atLeast) {
        int calls = 0;
        long start = System.nanoTime();
        double best = Double.POSITIVE_INFINITY;
        long improved = start;
        while (seconds(start) < atLeast || (seconds(improved) < atLeast / 2 && seconds(start) < 4 * atLeast)) {
            double time = once.getAsDouble();
            calls++;
            if (time < 0.98 * best) {
                best = time;
                improved = System.nanoTime();
            }
        }
        return calls;
    }

    /**
     * Collects garbage, that none of before is collected in timed calls, and calls some more: a collection gives memory back
     * to the system, and the first calls after it would time how that comes back, page by page.
     */
    private static int collectGarbage(DoubleSupplier once) {
        System.gc();
        int calls = 0;
        long start = System.nanoTime();
        while (seconds(start) < SETTLING_SECONDS) {
            once.getAsDouble();
            calls++;
        }
        return calls;
    }

    private static double[] timed(DoubleSupplier once, int repeats, double maxSeconds) {
        double[] samples = new double[repeats];
        long start = System.nanoTime();
        int n = 0;
        while (n == 0 || (n < repeats && seconds(start) < maxSeconds)) {
            samples[n++] = once.getAsDouble();
        }
        return Arrays.copyOf(samples, n);
    }

    private static Map<String, Object> statistics(double[] samples) {
        Seq<Double> sorted = Array.ofAll(samples).sorted();
        Map<String, Object> statistics = new LinkedHashMap<>();
        statistics.put("median", 1e6 * median(sorted));
        statistics.put("min", 1e6 * sorted.head());
        statistics.put("p90", 1e6 * sorted.get((int) (0.9 * (sorted.size() - 1))));
        return statistics;
    }

    static double median(Seq<Double> values) {
        Seq<Double> sorted = values.sorted();
        int n = sorted.size();
        return n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
    }

    static double seconds(long since) {
        return (System.nanoTime() - since) * 1e-9;
    }

    /** A memory figure of this process; none where the system does not tell. */
    private static Double megabytes(String field) {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith(field + ":"))
                    .map(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024).findFirst().orElse(null);
        } catch (IOException unknown) {
            return null;
        }
    }

    private static void resetPeak() {
        try {
            Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        } catch (IOException notAllowed) {
            // the peak then includes the setup
        }
    }
}
