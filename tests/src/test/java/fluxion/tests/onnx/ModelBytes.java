package fluxion.tests.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Messages in protocol buffers' wire format, field by field. */
final class ModelBytes {
    private ModelBytes() {}

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            out.write((int) (rest & 0x7f | 0x80));
        }
        out.write((int) rest);
    }

    /** Pairs of a field's number and a number, a text or bytes. */
    static byte[] message(Object... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            switch (fields[i + 1]) {
                case Long value -> {
                    varint(out, (int) fields[i] << 3);
                    varint(out, value);
                }
                case Float value -> {
                    varint(out, (int) fields[i] << 3 | 5);
                    int bits = Float.floatToIntBits(value);
                    out.writeBytes(new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)});
                }
                default -> {
                    byte[] bytes = fields[i + 1] instanceof String text ? text.getBytes(StandardCharsets.UTF_8)
                            : (byte[]) fields[i + 1];
                    varint(out, (int) fields[i] << 3 | 2);
                    varint(out, bytes.length);
                    out.writeBytes(bytes);
                }
            }
        }
        return out.toByteArray();
    }
}
