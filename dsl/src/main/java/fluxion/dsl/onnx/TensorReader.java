package fluxion.dsl.onnx;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.storage.Memory;
import fluxion.dsl.element.ElementFormat;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.control.Either;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Reads a model's tensors, whose elements are raw bytes, lists of numbers, or in a file beside the model. */
final class TensorReader {
    /** As for other files of tensors. */
    private static final int AXES = 64;

    private final ExternalData external;

    TensorReader(ExternalData external) {
        this.external = external;
    }

    /** What the fields of a tensor say. */
    private static final class Fields {
        private final List<Long> dims = new ArrayList<>();
        private long type;
        private String name = "";
        private ByteBuffer raw = ByteBuffer.allocate(0);
        private boolean isRaw;
        private boolean isExternal;
        private boolean isSegment;
        private Map<String, String> entries = HashMap.empty();
        /** float_data and double_data. */
        private final DoubleStream.Builder numbers = DoubleStream.builder();
        /** int32_data, int64_data and uint64_data. */
        private final LongStream.Builder wholes = LongStream.builder();
    }

    TensorProto read(WireMessage message) {
        Fields fields = new Fields();
        message.forEach(f -> {
            switch (f.number()) {
                case 1 -> f.wholes(fields.dims::add);
                case 2 -> fields.type = f.whole();
                case 3 -> fields.isSegment = true;
                case 4 -> f.singles(fields.numbers);
                case 5, 7, 11 -> f.wholes(fields.wholes);
                case 8 -> fields.name = f.text();
                case 9 -> {
                    fields.raw = f.slice();
                    fields.isRaw = true;
                }
                case 10 -> f.doubles(fields.numbers);
                case 13 -> fields.entries = fields.entries.put(entry(f.message("external_data")));
                case 14 -> fields.isExternal = f.whole() == 1;
                default -> { }
            }
        });
        return new TensorProto(fields.name, OnnxType.of(fields.type), OnnxType.of(fields.type).flatMap(OnnxType::format)
                .map(format -> Either.<String, Tensor>right(tensor(message, fields, format)))
                .getOrElse(() -> Either.left(OnnxType.of(fields.type).map(Object::toString)
                        .getOrElse(() -> "element type " + fields.type))));
    }

    private static Tuple2<String, String> entry(WireMessage message) {
        String[] parts = {"", ""};
        message.forEach(f -> {
            if (f.number() <= 2) {
                parts[f.number() - 1] = f.text();
            }
        });
        return Tuple.of(parts[0], parts[1]);
    }

    private Tensor tensor(WireMessage message, Fields fields, ElementFormat format) {
        if (fields.isSegment) {
            throw message.damaged("a tensor must be whole; got a segment of one");
        }
        Shape shape = shape(message, fields.dims);
        long count = size(message, fields.dims);
        if (fields.isExternal) {
            return raw(message, external.bytes(fields.entries, message), format, shape, count);
        }
        if (fields.isRaw) {
            return raw(message, MemorySegment.ofBuffer(fields.raw), format, shape, count);
        }
        return switch (format) {
            case F32, F64 -> numbers(message, fields.numbers.build().toArray(), format, shape, count);
            case F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL ->
                    wholes(message, fields.wholes.build().toArray(), format, shape, count);
        };
    }

    private static Shape shape(WireMessage message, List<Long> dims) {
        if (dims.size() > AXES) {
            throw message.damaged("a tensor must have at most " + AXES + " axes; got " + dims.size());
        }
        for (long dim : dims) {
            if (dim < 0 || dim > Memory.MAX_ELEMENTS) {
                throw message.damaged("an axis must have from 0 to " + Memory.MAX_ELEMENTS + " elements; got " + dims);
            }
        }
        return new Shape(Ints.tabulate(dims.size(), i -> (int) (long) dims.get(i)));
    }

    private static long size(WireMessage message, List<Long> dims) {
        double size = 1;
        for (long dim : dims) {
            size *= dim;
        }
        if (size > Memory.MAX_ELEMENTS) {
            throw message.damaged("a tensor must have at most " + Memory.MAX_ELEMENTS + " elements; got lengths " + dims);
        }
        return (long) size;
    }

    private static Tensor raw(WireMessage message, MemorySegment bytes, ElementFormat format, Shape shape, long count) {
        if (bytes.byteSize() != count * format.bytes()) {
            throw message.damaged(format + shape.toString() + " needs " + count * format.bytes() + " bytes; got "
                    + bytes.byteSize());
        }
        return format.tensor("fromOnnx", bytes, ByteOrder.LITTLE_ENDIAN, shape);
    }

    private static void require(WireMessage message, int found, ElementFormat format, Shape shape, long count) {
        if (found != count) {
            throw message.damaged(format + shape.toString() + " needs " + count + " elements; got " + found);
        }
    }

    private static Tensor numbers(WireMessage message, double[] values, ElementFormat format, Shape shape, long count) {
        require(message, values.length, format, shape, count);
        if (format == ElementFormat.F64) {
            return Tensor.of(shape, values);
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensor.of(shape, floats);
    }

    /** Integers stand for themselves, those of 16-bit formats for their bits; each is in the lowest bytes of a longer one. */
    private static Tensor wholes(WireMessage message, long[] values, ElementFormat format, Shape shape, long count) {
        require(message, values.length, format, shape, count);
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, format.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (format.bytes()) {
                case 1 -> bytes.put((byte) value);
                case 2 -> bytes.putShort((short) value);
                case 4 -> bytes.putInt((int) value);
                default -> bytes.putLong(value);
            }
        }
        return format.tensor("fromOnnx", MemorySegment.ofBuffer(bytes.flip()), ByteOrder.LITTLE_ENDIAN, shape);
    }
}
