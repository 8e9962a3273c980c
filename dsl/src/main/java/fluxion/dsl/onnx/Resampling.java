package fluxion.dsl.onnx;

import fluxion.core.FluxionException;

/**
 * How an axis is sampled anew.
 *
 * @param mode nearest, linear or cubic
 * @param coordinates which position of the input belongs to one of the result
 * @param rounding to the nearest position
 * @param a the parameter of cubic interpolation (Keys, 1981)
 * @param exclude whether what lies outside weighs nothing, instead of what the border does
 * @param smooth whether kernels are as wide as the axis becomes shorter
 * @param from the length of the input
 * @param to the length of the result
 * @param scale how much longer the axis becomes
 * @param begin where a region of interest begins, as a share of the input
 * @param end where it ends
 */
record Resampling(String mode, String coordinates, String rounding, double a, boolean exclude, boolean smooth, int from, int to,
        double scale, double begin, double end) {
    /** So many weights at most: 1 GiB. */
    private static final long MOST = 1 << 27;

    boolean isIdentity() {
        return from == to && scale == 1 && !coordinates.equals("tf_crop_and_resize");
    }

    /** The position in the input that belongs to one of the result. */
    double position(int i) {
        double whole = scale * from;
        return switch (coordinates) {
            case "half_pixel" -> (i + 0.5) / scale - 0.5;
            case "pytorch_half_pixel" -> whole > 1 ? (i + 0.5) / scale - 0.5 : 0;
            case "align_corners" -> whole == 1 ? 0 : i * (from - 1.0) / (whole - 1);
            case "asymmetric" -> i / scale;
            case "half_pixel_symmetric" -> from / 2.0 * (1 - to / whole) + (i + 0.5) / scale - 0.5;
            case "tf_half_pixel_for_nn" -> (i + 0.5) / scale;
            case "tf_crop_and_resize" -> to > 1 ? begin * (from - 1) + i * (end - begin) * (from - 1) / (to - 1)
                    : 0.5 * (begin + end) * (from - 1);
            default -> throw new FluxionException("there is no coordinate transformation " + coordinates);
        };
    }

    /** Whether positions lie outside of the input. */
    boolean[] outside() {
        boolean[] outside = new boolean[to];
        for (int i = 0; i < to; i++) {
            double x = position(i);
            outside[i] = x < 0 || x > from - 1;
        }
        return outside;
    }

    /** The nearest position for each. */
    int[] nearest() {
        int[] places = new int[to];
        for (int i = 0; i < to; i++) {
            double x = position(i);
            double at = switch (rounding) {
                case "round_prefer_floor" -> Math.ceil(x - 0.5);
                case "round_prefer_ceil" -> Math.floor(x + 0.5);
                case "floor" -> Math.floor(x);
                case "ceil" -> Math.ceil(x);
                default -> throw new FluxionException("there is no nearest mode " + rounding);
            };
            places[i] = (int) Math.clamp((long) at, 0, from - 1);
        }
        return places;
    }

    /** What each position of the input weighs in each of the result. */
    double[][] weights() {
        if ((long) to * from > MOST) {
            throw new FluxionException("an axis of " + from + " elements must not be resized to " + to + " by weights, which "
                    + "would be more than " + MOST);
        }
        double[][] weights = new double[to][from];
        double stretch = smooth ? Math.min(1, scale) : 1;
        double reach = switch (mode) {
            case "linear" -> 1;
            case "cubic" -> 2;
            default -> throw new FluxionException("there is no mode " + mode);
        } / stretch;
        for (int i = 0; i < to; i++) {
            double x = position(i);
            double sum = 0;
            for (long j = (long) Math.floor(x - reach); j <= (long) Math.ceil(x + reach); j++) {
                double weight = kernel((j - x) * stretch);
                boolean inside = j >= 0 && j < from;
                if (weight != 0 && (inside || !exclude)) {
                    weights[i][(int) Math.clamp(j, 0, from - 1)] += weight;
                    sum += weight;
                }
            }
            for (int j = 0; j < from && sum != 0; j++) {
                weights[i][j] /= sum;
            }
        }
        return weights;
    }

    private double kernel(double distance) {
        double d = Math.abs(distance);
        if (mode.equals("linear")) {
            return Math.max(0, 1 - d);
        }
        return d <= 1 ? ((a + 2) * d - (a + 3)) * d * d + 1 : d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
    }
}
