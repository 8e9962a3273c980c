package fluxion.dsl.file;

import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.element.ElementFormat;
import fluxion.dsl.json.JsonText;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The format safetensors: the length of the header in eight bytes, the header in JSON, then the elements, all little-endian.
 * The header says of each tensor its dtype, shape, and where its bytes begin and end behind the header; they follow one
 * another without gaps and fill the file. Source: the format's page, github.com/huggingface/safetensors.
 */
final class Safetensors {
    /** Of a header; what the format's own library takes at most. */
    private static final long LONGEST = 100_000_000;
    private static final String METADATA = "__metadata__";

    private Safetensors() {}

    /** What the header says. */
    record Contents(Array<StoredTensor> tensors, io.vavr.collection.Map<String, String> metadata) {}

    // ---- reading ----------------------------------------------------------------------------------------------------

    static Contents read(MemorySegment file) {
        if (file.byteSize() < 10) {
            throw new FluxionException("a header must come first; got " + file.byteSize() + " bytes");
        }
        long length = file.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0);
        if (length < 2 || length > LONGEST || length > file.byteSize() - 8) {
            throw new FluxionException("the header must have from 2 to " + Math.min(LONGEST, file.byteSize() - 8) + " bytes; got "
                    + Long.toUnsignedString(length));
        }
        MemorySegment elements = file.asSlice(8 + length);
        Map<?, ?> header = object(JsonText.read(text(file.asSlice(8, length))), "the header");
        LinkedHashMap<String, String> metadata = LinkedHashMap.empty();
        List<StoredTensor> found = new ArrayList<>();
        for (Map.Entry<?, ?> entry : header.entrySet()) {
            String name = (String) entry.getKey();
            if (name.equals(METADATA)) {
                metadata = metadata(object(entry.getValue(), METADATA));
            } else {
                TensorNames.require(name);
                found.add(tensor(name, object(entry.getValue(), name), elements));
            }
        }
        Array<StoredTensor> tensors = Array.ofAll(found);
        requireNoGaps(tensors, elements);
        return new Contents(tensors, metadata);
    }

    private static String text(MemorySegment header) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header.toArray(ValueLayout.JAVA_BYTE))).toString();
        } catch (CharacterCodingException e) {
            throw new FluxionException("the header must be text in UTF-8", e);
        }
    }

    private static Map<?, ?> object(Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new FluxionException(what + " must be a JSON object");
    }

    private static LinkedHashMap<String, String> metadata(Map<?, ?> map) {
        return LinkedHashMap.ofEntries(Array.ofAll(map.entrySet()).map(e -> {
            if (e.getValue() instanceof String text) {
                return Tuple.of((String) e.getKey(), text);
            }
            throw new FluxionException(METADATA + " must hold texts; got another value for " + e.getKey());
        }));
    }

    private static StoredTensor tensor(String name, Map<?, ?> said, MemorySegment elements) {
        Array<String> missing = Array.of("dtype", "shape", "data_offsets").filter(key -> !said.containsKey(key));
        if (!missing.isEmpty() || said.size() != 3) {
            throw new FluxionException(name + ": the header must say dtype, shape and data_offsets; got "
                    + Array.ofAll(said.keySet()).mkString(", "));
        }
        ElementFormat format = format(name, said.get("dtype"));
        Array<Long> dims = numbers(name, "shape", said.get("shape"));
        Array<Long> offsets = numbers(name, "data_offsets", said.get("data_offsets"));
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1) || offsets.get(1) > elements.byteSize()) {
            throw new FluxionException(name + ": the elements must lie within the file's " + elements.byteSize()
                    + " bytes behind the header; got " + offsets.mkString("[", ",", "]"));
        }
        long size = offsets.get(1) - offsets.get(0);
        StoredTensor tensor = new StoredTensor(name, format, ByteOrder.LITTLE_ENDIAN, dims, false,
                new Stored.Plain(elements.asSlice(offsets.get(0), size)));
        long needed = StoredTensor.bytes(dims, format.bytes());
        if (needed != size) {
            throw new FluxionException(name + ": " + tensor.text() + " needs " + needed + " bytes; got " + size);
        }
        return tensor;
    }

    private static ElementFormat format(String name, Object said) {
        return Array.of(ElementFormat.values()).find(format -> format.name().equals(said)).getOrElseThrow(() ->
                new FluxionException(name + ": the dtype must be one of " + Array.of(ElementFormat.values()).mkString(", ")
                        + "; got " + (said instanceof String text ? TensorNames.shortened(text) : "no text")));
    }

    private static Array<Long> numbers(String name, String what, Object value) {
        if (!(value instanceof List<?> list)) {
            throw new FluxionException(name + ": " + what + " must be a list of numbers");
        }
        return Array.ofAll(list).map(element -> {
            if (element instanceof JsonText.Number(String digits) && digits.matches("[0-9]{1,18}")) {
                return Long.parseLong(digits);
            }
            throw new FluxionException(name + ": " + what + " must hold integers from 0 on; got "
                    + (element instanceof JsonText.Number(String digits) ? TensorNames.shortened(digits) : "another value"));
        });
    }

    private static void requireNoGaps(Array<StoredTensor> tensors, MemorySegment elements) {
        long end = elements.address();
        for (StoredTensor tensor : tensors.sortBy(t -> place(t).address() * 2 + (place(t).byteSize() > 0 ? 1 : 0))) {
            if (place(tensor).address() != end) {
                throw new FluxionException(tensor.name() + ": the elements of one tensor must begin where those of another end, "
                        + "at " + (end - elements.address()) + "; got " + (place(tensor).address() - elements.address()));
            }
            end += place(tensor).byteSize();
        }
        if (end - elements.address() != elements.byteSize()) {
            throw new FluxionException("tensors must fill the file's " + elements.byteSize() + " bytes behind the header; got "
                    + (end - elements.address()));
        }
    }

    private static MemorySegment place(StoredTensor tensor) {
        return switch (tensor.elements()) {
            case Stored.Plain(MemorySegment place) -> place;
            case Stored.Summed _, Stored.Deflated _ -> throw new IllegalStateException("safetensors are not compressed");
        };
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    /** Writes tensors, those of the widest dtypes first, so that each begins at a multiple of its elements' size. */
    static void write(Seq<Tuple2<String, Tensor>> tensors, WritableByteChannel out) throws IOException {
        Seq<Tuple2<String, Tensor>> ordered = tensors.sortBy(t -> -t._2.dtype().bytes());
        StringBuilder header = new StringBuilder("{");
        long at = 0;
        for (Tuple2<String, Tensor> t : ordered) {
            if (t._1.equals(METADATA)) {
                throw new FluxionException("save: a name must not be " + METADATA + ", which safetensors keep for themselves");
            }
            long end = at + t._2.shape().size() * t._2.dtype().bytes();
            header.append(at == 0 && header.length() == 1 ? "" : ",").append(JsonText.quoted(t._1)).append(":{\"dtype\":\"")
                    .append(ElementFormat.of(t._2.dtype()).name()).append("\",\"shape\":")
                    .append(Array.ofAll(t._2.shape().dims()).mkString("[", ",", "]")).append(",\"data_offsets\":[").append(at)
                    .append(',').append(end).append("]}");
            at = end;
        }
        byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        int length = (text.length + 7) / 8 * 8;
        if (length > LONGEST) {
            throw new FluxionException("save: a header must have at most " + LONGEST + " bytes; got " + length);
        }
        ByteBuffer first = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(text);
        while (first.hasRemaining()) {
            first.put((byte) ' ');
        }
        TensorWriter.all(first.flip(), out);
        for (Tuple2<String, Tensor> t : ordered) {
            TensorWriter.elements(t._2, piece -> TensorWriter.all(piece, out));
        }
    }
}
