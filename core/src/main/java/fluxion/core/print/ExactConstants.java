package fluxion.core.print;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import io.vavr.collection.Array;

/** Constants with their dtype and all their elements, {@code f32([1, 2.5])}. */
final class ExactConstants {
    /** Whole numbers up to here are read without loss. */
    private static final long WHOLE = 1L << 53;

    private ExactConstants() {}

    static String of(Tensor tensor) {
        Shape shape = tensor.shape();
        if (shape.size() == 0) {
            return "broadcast(" + tensor.dtype() + "(0); to=" + shape + ", axes=[])";
        }
        boolean uniform = shape.rank() > 0 && tensor.strides().forAll(s -> s == 0);
        String elements = uniform
                ? "broadcast(" + scalar(tensor.view(Shape.SCALAR, tensor.offset(), Ints.empty())) + "; to=" + shape + ", axes=[])"
                : elements(tensor);
        boolean typed = uniform || switch (tensor.dtype()) {
            case BOOL -> true;
            case I64 -> isLong(tensor);
            case F64, F32, I32 -> false;
        };
        return typed ? elements : tensor.dtype() + "(" + elements + ")";
    }

    private static boolean isLong(Tensor tensor) {
        return java.util.Arrays.stream(tensor.longs()).anyMatch(v -> v <= -WHOLE || v >= WHOLE);
    }

    private static String elements(Tensor tensor) {
        boolean isLong = tensor.dtype() == fluxion.core.DType.I64 && isLong(tensor);
        return elements(tensor, isLong);
    }

    private static String elements(Tensor tensor, boolean isLong) {
        return tensor.rank() == 0 ? isLong ? scalar(tensor) : number(tensor)
                : Array.range(0, tensor.shape().dim(0)).map(i -> elements(tensor.view(new Shape(tensor.shape().dims().drop(1)),
                tensor.offset() + i * tensor.strides().get(0), tensor.strides().drop(1)), isLong))
                .mkString(isLong ? "stack(" : "[", ", ", isLong ? ")" : "]");
    }

    private static String scalar(Tensor tensor) {
        if (tensor.dtype() != fluxion.core.DType.I64 || !isLong(tensor)) {
            return tensor.dtype() + "(" + number(tensor) + ")";
        }
        long v = tensor.toLong();
        return "(i64(" + whole(v >> 32) + ")·i64(" + (1L << 32) + ") + i64(" + (v & 0xffffffffL) + "))";
    }

    private static String whole(long v) {
        return Long.toString(v).replace('-', '−');
    }

    private static String number(Tensor tensor) {
        return switch (tensor.dtype()) {
            case BOOL -> Boolean.toString(tensor.toBoolean());
            case I64, I32 -> whole(tensor.toLong());
            case F64, F32 -> {
                double v = tensor.toDouble();
                String text = Double.isNaN(v) ? "NaN" : Double.isInfinite(v) ? "∞"
                        : Double.toString(Math.abs(v)).replaceAll("\\.0$", "");
                yield Double.doubleToRawLongBits(v) < 0 && !Double.isNaN(v) ? "−" + text : text;
            }
        };
    }
}
