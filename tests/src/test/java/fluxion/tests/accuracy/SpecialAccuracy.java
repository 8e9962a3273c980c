package fluxion.tests.accuracy;

import fluxion.core.DType;
import fluxion.core.op.Bessel;
import fluxion.core.op.BetaInc;
import fluxion.core.op.Erfcx;
import fluxion.core.op.GammaInc;
import fluxion.core.op.Polygamma;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Zeta;
import fluxion.ops.special.SpecialKernels;
import io.vavr.collection.Array;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The special functions at the points of {@code accuracy/special.txt}, which a script beside it computed with 22 digits. The
 * switches have no default, so that no function escapes.
 */
final class SpecialAccuracy {
    private SpecialAccuracy() {}

    /** Operands and the value. */
    record Point(double[] x, Real value) {
        boolean isSingle() {
            return Array.ofAll(x).forAll(v -> (float) (double) v == v);
        }
    }

    static final Map<Special, Seq<Point>> REFERENCE = read();

    private static Map<Special, Seq<Point>> read() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(SpecialAccuracy.class.getResourceAsStream("/accuracy/special.txt"), StandardCharsets.UTF_8))) {
            return Array.ofAll(in.lines()).groupBy(line -> line.substring(0, line.indexOf(':'))).toArray().sortBy(entry -> entry._1)
                    .toLinkedMap(entry -> operation(entry._1), entry -> entry._2.map(SpecialAccuracy::point));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Point point(String line) {
        String[] parts = line.substring(line.indexOf(':') + 1).split("=");
        return new Point(Array.of(parts[0].trim().split(" ")).toJavaStream().mapToDouble(Double::parseDouble).toArray(), Real.of(parts[1].trim()));
    }

    private static Special operation(String text) {
        String[] words = text.split(" ");
        int first = words.length > 1 && words[1].matches("\\d+") ? Integer.parseInt(words[1]) : 0;
        return switch (words[0]) {
            case "erfcx" -> new Erfcx(first);
            case "digamma" -> new Polygamma(0);
            case "polygamma" -> new Polygamma(first);
            case "zeta" -> new Zeta(first);
            case "gammainc" -> new GammaInc(first);
            case "betainc" -> new BetaInc(first, Integer.parseInt(words[2]));
            case "bessel" -> new Bessel(Bessel.Kind.valueOf(words[1]), Integer.parseInt(words[2]));
            default -> SpecialFunction.valueOf(words[0].toUpperCase(Locale.ROOT));
        };
    }

    /** How many units in the last place results may be off. */
    static double bound(Special op) {
        return switch (op) {
            case SpecialFunction function -> switch (function) {
                case ERFC, ERFINV, NDTR, NDTRI, LOG_NDTR, LGAMMA, LBETA, LOGIT, ENTR, XLOGY, XLOG1PY, GAMMAINCC -> 4;
                case GAMMAINCINV, LOG_GAMMAINCINV -> 8;
                case BETAINCINV -> 16;
                case POISSON_QUANTILE -> 0;
            };
            case Erfcx _, Polygamma _, Zeta _ -> 4;
            // derivatives in a parameter: series of derivatives, some of whose terms cancel
            case GammaInc(int order) -> order == 0 ? 4 : PARAMETER;
            // the smaller side of 1 is a difference
            case BetaInc(int a, int b) -> a + b == 0 ? 8 : PARAMETER;
            case Bessel(var kind, int order) -> switch (kind) {
                case I, SCALED_I -> 4;
                case J, SPHERICAL_J -> order < 2 ? 4 : 8;
            };
        };
    }

    private static final double PARAMETER = 500;

    /**
     * Values smaller than this count as this large: near zeros the error is small absolutely, for oscillating functions in units of
     * their amplitude. For inverses: by how much a unit in the last place of the operand moves the value.
     */
    static double smallest(Special op, double[] x) {
        return switch (op) {
            case SpecialFunction function -> switch (function) {
                case LGAMMA, LBETA -> 0.5;
                case LOG_GAMMAINCINV -> Math.max(0.5, moved(x));
                case GAMMAINCINV -> moved(x) * SpecialKernels.value(op, x);
                case BETAINCINV -> {
                    double y = SpecialKernels.value(op, x);
                    double slope = Math.exp((x[0] - 1) * Math.log(y) + (x[1] - 1) * Math.log1p(-y) - SpecialKernels.value(SpecialFunction.LBETA, x[0], x[1], 0));
                    yield x[2] / slope;
                }
                case ERFC, ERFINV, NDTR, NDTRI, LOG_NDTR, LOGIT, ENTR, XLOGY, XLOG1PY, GAMMAINCC, POISSON_QUANTILE -> 0;
            };
            case Polygamma(int order) -> order == 0 ? 0.5 : order % 2 == 0 ? 1 : 0;
            case Zeta _, GammaInc _, Erfcx _, BetaInc _ -> 0;
            case Bessel(var kind, _) -> switch (kind) {
                case I, SCALED_I -> 0;
                case J -> Math.abs(x[0]) < 2 ? 0 : Math.sqrt(2 / (Math.PI * Math.abs(x[0])));
                case SPHERICAL_J -> Math.abs(x[0]) < 2 ? 0 : 1 / Math.abs(x[0]);
            };
        };
    }

    /** The same in words. */
    static String unit(Special op) {
        return switch (op) {
            case SpecialFunction function -> switch (function) {
                case LGAMMA, LBETA -> "0.5";
                case LOG_GAMMAINCINV -> "0.5, p/(x·P′(x))";
                case GAMMAINCINV -> "p/P′(x)";
                case BETAINCINV -> "p/I′(x)";
                case ERFC, ERFINV, NDTR, NDTRI, LOG_NDTR, LOGIT, ENTR, XLOGY, XLOG1PY, GAMMAINCC, POISSON_QUANTILE -> "";
            };
            case Polygamma(int order) -> order == 0 ? "0.5" : order % 2 == 0 ? "1" : "";
            case Zeta _, GammaInc _, Erfcx _, BetaInc _ -> "";
            case Bessel(var kind, _) -> switch (kind) {
                case I, SCALED_I -> "";
                case J -> "√(2/πx)";
                case SPHERICAL_J -> "1/x";
            };
        };
    }

    /** p/(x·P′(x)) at the quantile x: what the relative error of p becomes. */
    private static double moved(double[] x) {
        double y = SpecialKernels.value(SpecialFunction.LOG_GAMMAINCINV, x);
        double density = Math.exp(x[0] * y - Math.exp(y) - SpecialKernels.value(SpecialFunction.LGAMMA, x[0], 0, 0));
        return x[1] / density;
    }

    static Measured measure(Special op, DType dtype) {
        Seq<Point> points = REFERENCE.get(op).get().filter(p -> dtype == DType.F64 || p.isSingle());
        double[][] x = new double[op.arity()][];
        for (int k = 0; k < x.length; k++) {
            int operand = k;
            x[k] = points.toJavaStream().mapToDouble(p -> p.x()[operand]).toArray();
        }
        double[] y = AccuracyTest.run(op, dtype, x);
        Measured worst = Measured.NONE;
        int i = 0;
        for (Point point : points) {
            worst = worst.or(op + " of " + Array.ofAll(point.x()).mkString(", "), point.value(), y[i++], dtype, smallest(op, point.x()));
        }
        return worst;
    }
}
