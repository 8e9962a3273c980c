package fluxion.core.print;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.print.Notation.Constant;
import fluxion.core.print.Notation.Fence;
import fluxion.core.print.Notation.Function;
import fluxion.core.print.Notation.Number;
import fluxion.core.print.Notation.Word;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.math.BigDecimal;

/** Tensors as numbers: scalars and a few elements in full, the rest by type. */
final class Literals {
    private static final int FEW = 6;

    private Literals() {}

    static Notation of(Tensor tensor) {
        Shape shape = tensor.shape();
        if (shape.isScalar()) {
            return scalar(tensor);
        }
        if (ImplicitBroadcast.isUniform(tensor)) {
            return full(scalar(tensor.view(Shape.SCALAR, tensor.offset(), Ints.empty())), shape);
        }
        return shape.rank() <= 2 && shape.size() <= FEW && shape.size() > 0 ? listing(tensor)
                : new Word(tensor.type().toString());
    }

    /** One number repeated to a shape. */
    static Notation full(Notation number, Shape shape) {
        return switch (number) {
            case Number n when n.isOne() -> new Constant(Constant.Kind.ONES, shape.dims());
            case Number n when n.digits().equals("0") -> new Constant(Constant.Kind.ZEROS, shape.dims());
            default -> new Function("full", Array.of(number), ", " + shape);
        };
    }

    private static Notation listing(Tensor tensor) {
        return new Fence(Fence.Kind.SQUARE, Array.range(0, tensor.shape().dim(0)).map(i -> {
            Shape rest = new Shape(tensor.shape().dims().drop(1));
            Tensor part = tensor.view(rest, tensor.offset() + i * tensor.strides().get(0), tensor.strides().drop(1));
            return rest.isScalar() ? scalar(part) : listing(part);
        }));
    }

    private static Notation scalar(Tensor tensor) {
        return switch (tensor.dtype()) {
            case BOOL -> new Word(Boolean.toString(tensor.toBoolean()));
            case I64, I32 -> {
                String text = Long.toString(tensor.toLong());
                yield text.startsWith("-") ? ArithmeticForms.negate(new Number(text.substring(1), 0)) : new Number(text, 0);
            }
            case F64, F32 -> real(tensor.toDouble(), tensor.dtype());
        };
    }

    private static Notation real(double value, DType dtype) {
        if (Double.isNaN(value)) {
            return new Word("NaN");
        }
        boolean negative = value < 0 || value == 0 && 1 / value < 0;
        Notation magnitude = magnitude(Math.abs(value), dtype);
        return negative ? ArithmeticForms.negate(magnitude) : magnitude;
    }

    private static Notation magnitude(double value, DType dtype) {
        if (Double.isInfinite(value)) {
            return new Number("∞", 0);
        }
        Option<Notation> known = NamedConstants.of(value, dtype);
        if (known.isDefined()) {
            return known.get();
        }
        BigDecimal decimal = new BigDecimal(dtype == DType.F32 ? Float.toString((float) value) : Double.toString(value));
        if (value == 0 || value >= 1e-5 && value < 1e10) {
            String plain = decimal.toPlainString();
            return new Number(plain.contains(".") ? plain.replaceAll("\\.?0+$", "") : plain, 0);
        }
        BigDecimal digits = decimal.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        return new Number(digits.movePointLeft(exponent).toPlainString(), exponent);
    }
}
