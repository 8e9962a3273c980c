package fluxion.core;

import fluxion.core.storage.Memory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Prints tensors as nested brackets, columns aligned. A scalar prints in full precision; elements of an array with the
 * decimals they need, at most eight, all alike; in scientific notation when some are very big or very small.
 */
final class TensorText {
    private static final int WHOLE = 1000;
    private static final int EDGE = 3;
    private static final int DECIMALS = 8;
    private static final int LINE = 100;

    private final Tensor tensor;
    private final boolean abbreviated;
    private final Function<Number, String> format;
    private final int width;

    private TensorText(Tensor tensor) {
        this.tensor = tensor;
        this.abbreviated = Memory.count(tensor.type().shape()) > WHOLE;
        List<Number> shown = new ArrayList<>();
        collect(shown, 0, tensor.offset());
        this.format = tensor.type().dtype().isFloat() ? floating(shown) : this::exact;
        this.width = shown.stream().mapToInt(value -> format.apply(value).length()).max().orElse(0);
    }

    static String of(Tensor tensor) {
        Ints dims = tensor.type().shape().dims();
        if (dims.contains(0)) {
            return "[]";
        }
        TensorText text = new TensorText(tensor);
        if (dims.isEmpty()) {
            Number value = text.element(tensor.offset());
            return tensor.type().dtype().isFloat() ? plain(value) : text.exact(value);
        }
        StringBuilder out = new StringBuilder();
        text.print(out, 0, tensor.offset());
        return out.toString();
    }

    /** The indices shown of an axis, −1 for those left out. */
    private Ints shown(int axis) {
        int dim = tensor.type().shape().dim(axis);
        return abbreviated && dim > 2 * EDGE
                ? Ints.range(0, EDGE).append(-1).concat(Ints.range(dim - EDGE, dim)) : Ints.range(0, dim);
    }

    private void collect(List<Number> into, int axis, int position) {
        if (axis == tensor.type().rank()) {
            into.add(element(position));
            return;
        }
        for (int i : shown(axis)) {
            if (i >= 0) {
                collect(into, axis + 1, position + i * tensor.strides().get(axis));
            }
        }
    }

    private void print(StringBuilder out, int axis, int position) {
        int below = tensor.type().rank() - axis - 1;
        String indent = " ".repeat(axis + 1);
        out.append('[');
        int lineStart = out.length();
        boolean first = true;
        for (int i : shown(axis)) {
            if (!first) {
                boolean full = below == 0 && out.length() - lineStart + width + 3 > LINE - axis;
                out.append(',').append(below > 0 || full ? "\n".repeat(Math.max(1, below)) + indent : " ");
                lineStart = full ? out.length() : lineStart;
            }
            first = false;
            if (i < 0) {
                out.append('…');
            } else if (below > 0) {
                print(out, axis + 1, position + i * tensor.strides().get(axis));
            } else {
                String text = format.apply(element(position + i * tensor.strides().get(axis)));
                out.append(" ".repeat(width - text.length())).append(text);
            }
        }
        out.append(']');
    }

    private Number element(int position) {
        return switch (tensor.type().dtype()) {
            case F64 -> tensor.storage().doubleAt(position);
            case F32 -> (float) tensor.storage().doubleAt(position);
            case I64, I32, BOOL -> tensor.storage().longAt(position);
        };
    }

    private String exact(Number value) {
        return tensor.type().dtype() == DType.BOOL ? Boolean.toString(value.longValue() != 0) : value.toString();
    }

    private static String plain(Number value) {
        return value.toString().replace('E', 'e');
    }

    private static Function<Number, String> floating(List<Number> shown) {
        double[] sizes = shown.stream().mapToDouble(Number::doubleValue).map(Math::abs)
                .filter(size -> Double.isFinite(size) && size > 0).toArray();
        double most = Arrays.stream(sizes).max().orElse(1);
        double least = Arrays.stream(sizes).min().orElse(1);
        boolean scientific = most >= 1e8 || least < 1e-4;
        int decimals = Math.max(1, shown.stream().filter(value -> Double.isFinite(value.doubleValue()))
                .mapToInt(value -> decimals(value, scientific)).max().orElse(1));
        return value -> {
            if (!Double.isFinite(value.doubleValue())) {
                return value.toString();
            }
            BigDecimal rounded = rounded(value, scientific);
            int exponent = scientific ? exponent(rounded) : 0;
            String digits = rounded.movePointLeft(exponent).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
            boolean minus = value.doubleValue() == 0 && 1 / value.doubleValue() < 0;
            return (minus ? "-" : "") + digits + (scientific ? "e" + exponent : "");
        };
    }

    private static int decimals(Number value, boolean scientific) {
        BigDecimal rounded = rounded(value, scientific);
        return rounded.movePointLeft(scientific ? exponent(rounded) : 0).stripTrailingZeros().scale();
    }

    /** The shortest decimal number that means the value, with no more digits than are shown. */
    private static BigDecimal rounded(Number value, boolean scientific) {
        BigDecimal shortest = new BigDecimal(value.toString());
        return scientific ? shortest.round(new MathContext(DECIMALS + 1, RoundingMode.HALF_EVEN))
                : shortest.setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    private static int exponent(BigDecimal value) {
        return value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
    }
}
