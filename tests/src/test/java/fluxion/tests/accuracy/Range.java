package fluxion.tests.accuracy;

import fluxion.core.DType;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Where points are taken from. */
sealed interface Range {
    /** Every number between equally likely. */
    record Linear(double low, double high) implements Range {}

    /** Sizes between whose logarithms are equally likely, of either sign. */
    record Magnitudes(double low, double high) implements Range {}

    /** These, and up to ten numbers of the format above and below. */
    record Near(double[] points) implements Range {}

    static Range linear(double low, double high) {
        return new Linear(low, high);
    }

    static Range magnitudes(double low, double high) {
        return new Magnitudes(low, high);
    }

    static Range near(double... points) {
        return new Near(points);
    }

    /** A finite number of the format. */
    default double draw(SplittableRandom random, DType dtype) {
        return switch (this) {
            case Linear(double low, double high) -> rounded(low + random.nextDouble() * (high - low), dtype);
            case Magnitudes(double low, double high) -> {
                double l = Math.max(low, dtype == DType.F32 ? 0x1p-149 : low);
                double h = Math.min(high, dtype == DType.F32 ? Float.MAX_VALUE : high);
                double size = Math.min(h, Math.exp(Math.log(l) + random.nextDouble() * (Math.log(h) - Math.log(l))));
                yield rounded(random.nextBoolean() ? size : -size, dtype);
            }
            case Near(double[] points) -> {
                double point = rounded(points[random.nextInt(points.length)], dtype);
                int steps = random.nextInt(21) - 10;
                for (int i = 0; i < Math.abs(steps); i++) {
                    double next = steps > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
                    point = dtype == DType.F32 ? Math.nextAfter((float) point, next) : Math.nextAfter(point, next);
                }
                yield rounded(point, dtype);
            }
        };
    }

    private static double rounded(double x, DType dtype) {
        return dtype == DType.F64 ? Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, x)) : Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, (float) x));
    }

    /** As one would write it. */
    default String text() {
        return switch (this) {
            case Linear(double low, double high) -> "[" + text(low) + ", " + text(high) + "]";
            case Magnitudes(double low, double high) -> "±[" + text(low) + ", " + text(high) + "]";
            case Near(double[] points) -> Arrays.stream(points).mapToObj(Range::text).collect(Collectors.joining(", ", "near ", ""));
        };
    }

    private static String text(double x) {
        return x == Double.MAX_VALUE ? "max" : x == Double.MIN_VALUE ? "min" : x == Math.rint(x) && Math.abs(x) < 1e6 ? Long.toString((long) x)
                : "%.4g".formatted(x).replaceFirst("\\.?0+e", "e").replaceFirst("(\\.\\d*?)0+$", "$1");
    }
}
