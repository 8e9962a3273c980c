package fluxion.core;

import fluxion.core.storage.Storage;
import java.math.BigDecimal;

/** Java numbers as elements of a dtype. */
final class NumberConversion {
    private NumberConversion() {}

    /** One element; an error that begins with {@code operation} where the dtype cannot hold the number. */
    static Storage element(String operation, DType dtype, Number number) {
        return switch (dtype) {
            case F64 -> Storage.of(new double[] {finite(operation, dtype, number, number.doubleValue())});
            case F32 -> Storage.of(new float[] {(float) finite(operation, dtype, number, number.floatValue())});
            case I64 -> Storage.of(new long[] {whole(operation, dtype, number, Long.MIN_VALUE, Long.MAX_VALUE)});
            case I32 -> Storage.of(new int[] {(int) whole(operation, dtype, number, Integer.MIN_VALUE, Integer.MAX_VALUE)});
            case BOOL -> Storage.of(new boolean[] {whole(operation, dtype, number, 0, 1) == 1});
        };
    }

    private static double finite(String operation, DType dtype, Number number, double value) {
        boolean wasInfinite = switch (number) {
            case Double d -> d.isInfinite();
            case Float f -> f.isInfinite();
            default -> false;
        };
        if (Double.isInfinite(value) && !wasInfinite) {
            throw new DTypeException(operation + ": a number for " + dtype + " must be at most "
                    + (dtype == DType.F32 ? Float.toString(Float.MAX_VALUE) : Double.toString(Double.MAX_VALUE))
                    + " in magnitude; got " + number
                    + (dtype == DType.F32 ? ". Use f64, or Float.POSITIVE_INFINITY if infinity is meant" : ""));
        }
        return value;
    }

    private static long whole(String operation, DType dtype, Number number, long least, long greatest) {
        try {
            long value = switch (number) {
                case Long n -> n;
                case Integer n -> n;
                case Short n -> n;
                case Byte n -> n;
                case Double _, Float _ -> new BigDecimal(number.doubleValue()).longValueExact();
                default -> new BigDecimal(number.toString()).longValueExact();
            };
            if (value >= least && value <= greatest) {
                return value;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // falls through: no whole number of 64 bits
        }
        throw new DTypeException(operation + ": a number for " + dtype + " must be "
                + (dtype == DType.BOOL ? "0 or 1" : "whole and from " + least + " to " + greatest) + "; got " + number
                + switch (dtype) {
                    case BOOL -> ". Use true and false";
                    case I32 -> ". Use a floating dtype for fractions, i64 for bigger numbers, or cast the tensor first";
                    default -> ". Use a floating dtype, or cast the tensor first";
                });
    }
}
