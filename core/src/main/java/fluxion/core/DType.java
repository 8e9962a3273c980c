package fluxion.core;

/**
 * The element types of tensors: two floating-point (IEEE 754 binary64 and binary32), two integer (two's complement,
 * wrapping) and boolean.
 */
public enum DType {
    /** IEEE 754 binary64, Java {@code double}. */
    F64("f64", Kind.FLOAT, 8),
    /** IEEE 754 binary32, Java {@code float}. */
    F32("f32", Kind.FLOAT, 4),
    /** 64-bit two's complement, Java {@code long}. */
    I64("i64", Kind.INTEGER, 8),
    /** 32-bit two's complement, Java {@code int}. */
    I32("i32", Kind.INTEGER, 4),
    /** Truth values, Java {@code boolean}. */
    BOOL("bool", Kind.BOOLEAN, 1);

    /** What a dtype's values are: the order is the order of promotion. */
    public enum Kind {
        /** Truth values. */
        BOOLEAN,
        /** Two's complement. */
        INTEGER,
        /** IEEE 754. */
        FLOAT
    }

    private final String symbol;
    private final Kind kind;
    private final int bytes;

    DType(String symbol, Kind kind, int bytes) {
        this.symbol = symbol;
        this.kind = kind;
        this.bytes = bytes;
    }

    /** What its values are. */
    public Kind kind() {
        return kind;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** True for f64 and f32, the dtypes that derivatives exist for. */
    public boolean isFloat() {
        return kind == Kind.FLOAT;
    }

    /** True for i64 and i32. */
    public boolean isInteger() {
        return kind == Kind.INTEGER;
    }

    /** True for everything that can be added and multiplied: all but bool. */
    public boolean isNumeric() {
        return kind != Kind.BOOLEAN;
    }

    /**
     * The dtype two operands meet in: the wider one of the same kind (the Python array API's promotion), the floating one
     * of an integer and a floating one (as in JAX: i64 + f32 is f32), the other one of a bool and anything.
     */
    public DType promote(DType other) {
        if (kind == other.kind) {
            return bytes >= other.bytes ? this : other;
        }
        return kind.compareTo(other.kind) > 0 ? this : other;
    }

    /** The short name: {@code f64}, {@code f32}, {@code i64}, {@code i32}, {@code bool}. */
    @Override
    public String toString() {
        return symbol;
    }
}
