package fluxion.dsl.element;

import fluxion.core.DType;
import fluxion.core.FluxionException;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.storage.Memory;
import fluxion.core.storage.Storage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * How elements lie in files. Five formats are those of dtypes; the others are narrower ones, which the smallest dtype that
 * holds all of their values takes, and unsigned 64-bit integers, of which i64 takes those below 2⁶³.
 */
public enum ElementFormat {
    F64(8, DType.F64), F32(4, DType.F32), F16(2, DType.F32), BF16(2, DType.F32),
    I64(8, DType.I64), I32(4, DType.I32), I16(2, DType.I32), I8(1, DType.I32),
    U64(8, DType.I64), U32(4, DType.I64), U16(2, DType.I32), U8(1, DType.I32),
    BOOL(1, DType.BOOL);

    /** Elements that are converted at a time. */
    private static final int PIECE = 1 << 10;

    private final int bytes;
    private final DType dtype;

    ElementFormat(int bytes, DType dtype) {
        this.bytes = bytes;
        this.dtype = dtype;
    }

    public int bytes() {
        return bytes;
    }

    /** The narrowest dtype that holds all of its values. */
    public DType dtype() {
        return dtype;
    }

    /** Whether the dtype is stored in this format. */
    public boolean is(DType other) {
        return toString().equals(other.toString());
    }

    /** The format in which a dtype is stored. */
    public static ElementFormat of(DType dtype) {
        return valueOf(dtype.name());
    }

    /** Whether a dtype holds every value of this format; for {@link #U64} nearly every one. */
    public boolean fits(DType other) {
        return switch (this) {
            case F64 -> other == DType.F64;
            case F32, F16, BF16 -> other.isFloat() && other.bytes() >= dtype.bytes();
            case I64, U64 -> other == DType.I64;
            case I32, U32 -> other == DType.F64 || other.isInteger() && other.bytes() >= dtype.bytes();
            case I16, I8, U16, U8 -> other.isNumeric();
            case BOOL -> other == DType.BOOL;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A tensor of {@link #dtype} whose elements lie in bytes one after the other.
     *
     * @param operation what a message begins with
     * @param from at least as many bytes as the shape's elements take
     */
    public Tensor tensor(String operation, MemorySegment from, ByteOrder order, Shape shape) {
        TensorType type = new TensorType(dtype, shape);
        Object array = Memory.array(operation, type);
        copy(from, order, Memory.require(operation, type), array, 0);
        return Tensor.wrap(type, Storage.of(array));
    }

    // ---- elements ---------------------------------------------------------------------------------------------------

    /**
     * Copies elements of this format out of bytes.
     *
     * @param from the bytes, from the first element on
     * @param n how many elements
     * @param to an array of a dtype's Java type that {@link #fits}
     * @param at where the first element goes
     */
    public void copy(MemorySegment from, ByteOrder order, int n, Object to, int at) {
        switch (to) {
            case double[] a when this == F64 ->
                MemorySegment.copy(from, ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order), 0, a, at, n);
            case float[] a when this == F32 ->
                MemorySegment.copy(from, ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order), 0, a, at, n);
            case long[] a when this == I64 ->
                MemorySegment.copy(from, ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), 0, a, at, n);
            case int[] a when this == I32 ->
                MemorySegment.copy(from, ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), 0, a, at, n);
            case boolean[] a -> truths(from, n, a, at);
            default -> {
                Piece piece = new Piece(this, order);
                for (int done = 0, m; done < n; done += m) {
                    m = Math.min(PIECE, n - done);
                    piece.convert(from.asSlice((long) done * bytes, (long) m * bytes), m, to, at + done);
                }
            }
        }
    }

    /** As in C and NumPy, whatever is not zero is true. */
    private static void truths(MemorySegment from, int n, boolean[] to, int at) {
        for (int i = 0; i < n; i++) {
            to[at + i] = from.get(ValueLayout.JAVA_BYTE, i) != 0;
        }
    }

    /** Room for elements on their way from one format to another. */
    private static final class Piece {
        private final ElementFormat format;
        private final ByteOrder order;
        private final byte[] bytes = new byte[PIECE];
        private final short[] shorts = new short[PIECE];
        private final int[] ints = new int[PIECE];
        private final long[] longs = new long[PIECE];
        private final float[] floats = new float[PIECE];

        Piece(ElementFormat format, ByteOrder order) {
            this.format = format;
            this.order = order;
        }

        void convert(MemorySegment from, int n, Object to, int at) {
            switch (format) {
                case F32, F16, BF16 -> {
                    floats(from, n);
                    switch (to) {
                        case float[] a -> System.arraycopy(floats, 0, a, at, n);
                        case double[] a -> {
                            for (int i = 0; i < n; i++) {
                                a[at + i] = floats[i];
                            }
                        }
                        default -> throw unfit(to);
                    }
                }
                case I64, U64, I32, U32, I16, U16, I8, U8 -> {
                    longs(from, n);
                    integers(n, to, at);
                }
                case null, default -> throw unfit(to);
            }
        }

        private void floats(MemorySegment from, int n) {
            if (format == F32) {
                MemorySegment.copy(from, ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order), 0, floats, 0, n);
                return;
            }
            MemorySegment.copy(from, ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), 0, shorts, 0, n);
            if (format == F16) {
                for (int i = 0; i < n; i++) {
                    floats[i] = Float.float16ToFloat(shorts[i]);
                }
            } else {
                for (int i = 0; i < n; i++) {
                    floats[i] = Float.intBitsToFloat(shorts[i] << 16);
                }
            }
        }

        private void longs(MemorySegment from, int n) {
            switch (format.bytes) {
                case 1 -> {
                    MemorySegment.copy(from, ValueLayout.JAVA_BYTE, 0, bytes, 0, n);
                    int mask = format == U8 ? 0xff : -1;
                    for (int i = 0; i < n; i++) {
                        longs[i] = bytes[i] & mask;
                    }
                }
                case 2 -> {
                    MemorySegment.copy(from, ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), 0, shorts, 0, n);
                    int mask = format == U16 ? 0xffff : -1;
                    for (int i = 0; i < n; i++) {
                        longs[i] = shorts[i] & mask;
                    }
                }
                case 4 -> {
                    MemorySegment.copy(from, ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), 0, ints, 0, n);
                    long mask = format == U32 ? 0xffff_ffffL : -1;
                    for (int i = 0; i < n; i++) {
                        longs[i] = ints[i] & mask;
                    }
                }
                default -> {
                    MemorySegment.copy(from, ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), 0, longs, 0, n);
                    for (int i = 0; i < n && format == U64; i++) {
                        if (longs[i] < 0) {
                            throw new FluxionException("an i64 must hold each u64; got " + Long.toUnsignedString(longs[i]));
                        }
                    }
                }
            }
        }

        private void integers(int n, Object to, int at) {
            switch (to) {
                case long[] a -> System.arraycopy(longs, 0, a, at, n);
                case int[] a -> {
                    for (int i = 0; i < n; i++) {
                        a[at + i] = (int) longs[i];
                    }
                }
                case float[] a -> {
                    for (int i = 0; i < n; i++) {
                        a[at + i] = longs[i];
                    }
                }
                case double[] a -> {
                    for (int i = 0; i < n; i++) {
                        a[at + i] = longs[i];
                    }
                }
                default -> throw unfit(to);
            }
        }

        private IllegalArgumentException unfit(Object to) {
            return new IllegalArgumentException("no array for " + format + ": " + to.getClass());
        }
    }
}
