package fluxion.bench;

import fluxion.core.Ints;
import fluxion.core.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Four sums over a tensor's elements in row-major order, in double; {@code wsum} changes when elements trade places.
 *
 * @param shape the tensor's
 * @param count how many elements
 * @param sum Σ x
 * @param absSum Σ |x|
 * @param l2 √Σ x²
 * @param wsum Σ x·s, s the symmetric hash stream 1000000
 */
record Checksum(Ints shape, long count, double sum, double absSum, double l2, double wsum) {
    private static final long STREAM = 1_000_000;

    static Checksum of(Tensor tensor) {
        double[] x = switch (tensor.type().dtype()) {
            case I32 -> java.util.Arrays.stream(tensor.ints()).asDoubleStream().toArray();
            case F32, F64 -> tensor.doubles();
            case I64, BOOL -> throw new IllegalArgumentException("no case has inputs or outputs of " + tensor.type());
        };
        double sum = 0;
        double absolute = 0;
        double squares = 0;
        double weighted = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i];
            absolute += Math.abs(x[i]);
            squares += x[i] * x[i];
            weighted += x[i] * Input.symmetric(STREAM, i);
        }
        return new Checksum(tensor.type().shape().dims(), x.length, sum, absolute, Math.sqrt(squares), weighted);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("shape", shape.stream().boxed().toList());
        json.put("count", count);
        json.put("sum", sum);
        json.put("abs_sum", absSum);
        json.put("l2", l2);
        json.put("wsum", wsum);
        return json;
    }

    /** The largest difference of two checksums, relative to what rounding could explain. */
    double distance(Checksum other) {
        if (!shape.equals(other.shape)) {
            return Double.POSITIVE_INFINITY;
        }
        double norm = Math.max(Math.max(l2, other.l2), 1e-300);
        double magnitude = Math.max(Math.max(absSum, other.absSum), 1e-300);
        return Math.max(Math.abs(l2 - other.l2) / norm, Math.max(Math.abs(wsum - other.wsum) / norm, Math.abs(sum - other.sum) / magnitude));
    }
}
