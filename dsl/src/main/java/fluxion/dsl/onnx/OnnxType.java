package fluxion.dsl.onnx;

import fluxion.core.DType;
import fluxion.dsl.element.ElementFormat;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.util.Locale;

/** ONNX's element types, by their numbers in files, and how their elements lie there where this library has a dtype for them. */
enum OnnxType {
    FLOAT(1, ElementFormat.F32), UINT8(2, ElementFormat.U8), INT8(3, ElementFormat.I8), UINT16(4, ElementFormat.U16),
    INT16(5, ElementFormat.I16), INT32(6, ElementFormat.I32), INT64(7, ElementFormat.I64), STRING(8), BOOL(9, ElementFormat.BOOL),
    FLOAT16(10, ElementFormat.F16), DOUBLE(11, ElementFormat.F64), UINT32(12, ElementFormat.U32),
    UINT64(13, ElementFormat.U64), COMPLEX64(14), COMPLEX128(15), BFLOAT16(16, ElementFormat.BF16), FLOAT8E4M3FN(17),
    FLOAT8E4M3FNUZ(18), FLOAT8E5M2(19), FLOAT8E5M2FNUZ(20), UINT4(21), INT4(22), FLOAT4E2M1(23), FLOAT8E8M0(24), UINT2(25),
    INT2(26);

    private final int number;
    private final Option<ElementFormat> format;

    OnnxType(int number) {
        this.number = number;
        format = Option.none();
    }

    OnnxType(int number, ElementFormat format) {
        this.number = number;
        this.format = Option.some(format);
    }

    /** How its elements lie in a file; none for what no dtype holds. */
    Option<ElementFormat> format() {
        return format;
    }

    /** The narrowest dtype that holds its values. */
    Option<DType> dtype() {
        return format.map(ElementFormat::dtype);
    }

    /** Its least and its greatest value, of integers of so few bits that they are rounded to. */
    Option<Tuple2<Integer, Integer>> bounds() {
        return format.flatMap(f -> switch (f) {
            case U8 -> Option.some(Tuple.of(0, 0xFF));
            case I8 -> Option.some(Tuple.of(-0x80, 0x7F));
            case U16 -> Option.some(Tuple.of(0, 0xFFFF));
            case I16 -> Option.some(Tuple.of(-0x8000, 0x7FFF));
            case F64, F32, F16, BF16, I64, I32, U64, U32, BOOL -> Option.none();
        });
    }

    /** The type of a number in a file. */
    static Option<OnnxType> of(long number) {
        return Array.of(values()).find(type -> type.number == number);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
