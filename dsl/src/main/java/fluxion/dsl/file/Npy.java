package fluxion.dsl.file;

import fluxion.core.DType;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.element.ElementFormat;
import io.vavr.collection.Array;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NumPy's format for one array: eight bytes with the version, the length of the header, the header as a Python dictionary with
 * {@code descr}, {@code fortran_order} and {@code shape}, then the elements. Source: {@code numpy.lib.format}, versions 1 to 3.
 */
final class Npy {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** Of a header with all that comes before it; NumPy itself reads no longer ones without being asked. */
    static final int LONGEST = 1 << 16;
    private static final int ALIGNMENT = 64;

    private static final Pattern KEY = Pattern.compile("\\s*(['\"])(descr|fortran_order|shape)\\1\\s*:\\s*");
    private static final Pattern DESCR = Pattern.compile("(['\"])([<>=|]?)([A-Za-z]\\d*)\\1");
    private static final Pattern TRUTH = Pattern.compile("True|False");
    private static final Pattern SHAPE = Pattern.compile("\\(\\s*((?:-?\\d{1,19}L?\\s*,\\s*){0,64})(?:(-?\\d{1,19})L?\\s*)?\\)");
    private static final Map<String, Pattern> VALUES = Map.of("descr", DESCR, "fortran_order", TRUTH, "shape", SHAPE);
    private static final Pattern NEXT = Pattern.compile("\\s*(,?)\\s*");

    private Npy() {}

    /**
     * What the header says.
     *
     * @param format of elements
     * @param order of an element's bytes
     * @param dims lengths of axes
     * @param fortran whether the first axis is the innermost one
     * @param length of the header with all before it, in bytes
     */
    record Header(ElementFormat format, ByteOrder order, Array<Long> dims, boolean fortran, int length) {
        /** The tensor of this header, whose elements have so many bytes. */
        StoredTensor of(String name, long size, Stored elements) {
            StoredTensor tensor = new StoredTensor(name, format, order, dims, fortran, elements);
            long needed = StoredTensor.bytes(dims, format.bytes());
            if (needed != size) {
                throw new FluxionException((name.isEmpty() ? "" : name + ": ") + tensor.text() + " needs " + needed
                        + " bytes behind the header; got " + size);
            }
            return tensor;
        }
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    static boolean is(ByteBuffer head) {
        return head.remaining() >= MAGIC.length && head.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    /** Reads the header out of the first bytes, {@link #LONGEST} or all there are. */
    static Header read(ByteBuffer head) {
        if (head.remaining() < 12 || !is(head)) {
            throw new FluxionException("an array of NumPy must begin with \\x93NUMPY and its version");
        }
        ByteBuffer little = head.slice().order(ByteOrder.LITTLE_ENDIAN);
        int version = little.get(6);
        if (version < 1 || version > 3) {
            throw new FluxionException("the version of NumPy's format must be 1, 2 or 3; got " + version);
        }
        int from = version == 1 ? 10 : 12;
        long length = version == 1 ? little.getShort(8) & 0xffff : little.getInt(8) & 0xffff_ffffL;
        if (from + length > Math.min(LONGEST, little.remaining())) {
            throw new FluxionException("the header must have at most " + (Math.min(LONGEST, little.remaining()) - from)
                    + " bytes; got " + length);
        }
        byte[] text = new byte[(int) length];
        little.get(from, text);
        return dictionary(new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1),
                from + (int) length);
    }

    private static Header dictionary(String text, int length) {
        String body = text.strip();
        if (!body.startsWith("{") || !body.endsWith("}")) {
            throw unlike(body);
        }
        String inner = body.substring(1, body.length() - 1);
        Map<String, String> said = new HashMap<>();
        Matcher at = KEY.matcher(inner);
        for (int from = 0; from < inner.length(); from = at.end()) {
            if (!at.usePattern(KEY).region(from, inner.length()).lookingAt()) {
                throw unlike(body);
            }
            String key = at.group(2);
            at.region(at.end(), inner.length()).usePattern(VALUES.get(key));
            if (!at.lookingAt()) {
                throw key.equals("descr") ? new FluxionException("elements must be numbers or truth values; got "
                        + TensorNames.shortened(inner.substring(at.regionStart()))) : unlike(body);
            }
            if (said.put(key, at.group()) != null) {
                throw unlike(body);
            }
            at.region(at.end(), inner.length()).usePattern(NEXT).lookingAt();
            if (at.group(1).isEmpty() && at.end() < inner.length()) {
                throw unlike(body);
            }
        }
        if (said.size() < VALUES.size()) {
            throw unlike(body);
        }
        String descr = said.get("descr").replaceAll("['\"]", "");
        boolean big = descr.startsWith(">") || descr.startsWith("=") && ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
        return new Header(format(descr), big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, dims(said.get("shape")),
                said.get("fortran_order").equals("True"), length);
    }

    private static FluxionException unlike(String body) {
        return new FluxionException("the header must be a dictionary of descr, fortran_order and shape; got "
                + TensorNames.shortened(body));
    }

    /** The numbers of a tuple; one in parentheses without a comma is none. */
    private static Array<Long> dims(String shape) {
        String inner = shape.substring(1, shape.length() - 1).replace("L", "").strip();
        if (!inner.isEmpty() && !inner.contains(",")) {
            throw new FluxionException("the shape must be a tuple; got " + shape);
        }
        return Array.of(inner.split(",")).map(String::strip).filter(t -> !t.isEmpty()).map(digits -> {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException e) {
                throw new FluxionException("an axis must have less than 2⁶³ elements; got " + digits, e);
            }
        });
    }

    private static ElementFormat format(String descr) {
        String kind = descr.replaceFirst("^[<>=|]", "");
        return switch (kind) {
            case "f8" -> ElementFormat.F64;
            case "f4" -> ElementFormat.F32;
            case "f2" -> ElementFormat.F16;
            case "i8" -> ElementFormat.I64;
            case "i4" -> ElementFormat.I32;
            case "i2" -> ElementFormat.I16;
            case "i1" -> ElementFormat.I8;
            case "u8" -> ElementFormat.U64;
            case "u4" -> ElementFormat.U32;
            case "u2" -> ElementFormat.U16;
            case "u1" -> ElementFormat.U8;
            case "b1" -> ElementFormat.BOOL;
            case "c8", "c16" -> throw new FluxionException("elements must be real; got complex ones, " + descr
                    + ". Save their real and imaginary parts as two arrays");
            case "V2" -> throw new FluxionException("elements must be numbers or truth values; got " + descr + ". If these are "
                    + "bfloat16, save them as safetensors");
            default -> throw new FluxionException("elements must be numbers or truth values; got " + descr
                    + (kind.startsWith("O") ? ", Python's objects" : ""));
        };
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    /** All that comes before a tensor's elements. */
    static byte[] header(Tensor tensor) {
        String descr = switch (tensor.dtype()) {
            case F64 -> "<f8";
            case F32 -> "<f4";
            case I64 -> "<i8";
            case I32 -> "<i4";
            case BOOL -> "|b1";
        };
        Array<Integer> dims = Array.ofAll(tensor.shape().dims());
        String text = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': ("
                + dims.mkString(", ") + (dims.size() == 1 ? "," : "") + "), }";
        int length = (10 + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
        String padded = text + " ".repeat(length - 11 - text.length()) + "\n";
        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length - 10))
                .put(padded.getBytes(StandardCharsets.ISO_8859_1));
        return out.array();
    }

    static void write(Tensor tensor, WritableByteChannel out) throws IOException {
        TensorWriter.all(ByteBuffer.wrap(header(tensor)), out);
        TensorWriter.elements(tensor, piece -> TensorWriter.all(piece, out));
    }

    static long size(Tensor tensor) {
        DType dtype = tensor.dtype();
        return tensor.shape().size() * dtype.bytes();
    }
}
