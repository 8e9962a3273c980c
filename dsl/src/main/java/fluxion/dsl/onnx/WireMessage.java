package fluxion.dsl.onnx;

import fluxion.core.FluxionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * A message in protocol buffers' wire format, as bytes that are not copied: numbered fields, each a variable-length integer,
 * four or eight bytes, or bytes with their length. Whatever is damaged is refused with the place where it is.
 */
final class WireMessage {
    /** Graphs within graphs, and what they hold: more than models have, few enough not to overflow a thread's stack. */
    private static final int DEEPEST = 100;

    private final ByteBuffer bytes;
    private final int from;
    private final int to;
    private final String place;
    private final int depth;

    private WireMessage(ByteBuffer bytes, int from, int to, String place, int depth) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.place = place;
        this.depth = depth;
    }

    static WireMessage of(byte[] bytes, String place) {
        return new WireMessage(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), 0, bytes.length, place, 0);
    }

    /** How a field is written. */
    private enum Wire { VARINT, EIGHT, LENGTH, FOUR }

    /** One field: a number, or the place of its bytes. */
    final class Field {
        private final int number;
        private final Wire wire;
        private final long value;
        private final int start;
        private final int end;

        private Field(int number, Wire wire, long value, int start, int end) {
            this.number = number;
            this.wire = wire;
            this.value = value;
            this.start = start;
            this.end = end;
        }

        int number() {
            return number;
        }

        private void require(Wire wanted, String what) {
            if (wire != wanted) {
                throw damaged(start, "field " + number + " must be " + what);
            }
        }

        long whole() {
            require(Wire.VARINT, "an integer");
            return value;
        }

        float single() {
            require(Wire.FOUR, "four bytes");
            return bytes.getFloat(start);
        }

        /** The bytes, which are the file's own. */
        ByteBuffer slice() {
            require(Wire.LENGTH, "bytes with their length");
            return bytes.slice(start, end - start).order(ByteOrder.LITTLE_ENDIAN);
        }

        String text() {
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(slice()).toString();
            } catch (CharacterCodingException e) {
                throw damaged(start, "field " + number + " must be text in UTF-8", e);
            }
        }

        WireMessage message(String name) {
            require(Wire.LENGTH, "a message");
            if (depth >= DEEPEST) {
                throw damaged(start, "messages must not be nested more than " + DEEPEST + " deep");
            }
            return new WireMessage(bytes, start, end, place.isEmpty() ? name : place + "." + name, depth + 1);
        }

        /** One integer, or many packed together. */
        void wholes(LongConsumer each) {
            if (wire == Wire.VARINT) {
                each.accept(value);
                return;
            }
            require(Wire.LENGTH, "integers");
            Cursor cursor = new Cursor(start, end);
            while (cursor.at < end) {
                each.accept(cursor.varint());
            }
        }

        /** One number of four bytes, or many packed together. */
        void singles(DoubleConsumer each) {
            if (wire == Wire.FOUR) {
                each.accept(bytes.getFloat(start));
                return;
            }
            packed(4);
            for (int i = start; i < end; i += 4) {
                each.accept(bytes.getFloat(i));
            }
        }

        /** One number of eight bytes, or many packed together. */
        void doubles(DoubleConsumer each) {
            if (wire == Wire.EIGHT) {
                each.accept(bytes.getDouble(start));
                return;
            }
            packed(8);
            for (int i = start; i < end; i += 8) {
                each.accept(bytes.getDouble(i));
            }
        }

        private void packed(int each) {
            require(Wire.LENGTH, "numbers");
            if ((end - start) % each != 0) {
                throw damaged(start, "field " + number + " must hold numbers of " + each + " bytes; got " + (end - start)
                        + " bytes");
            }
        }
    }

    /** Where reading is. */
    private final class Cursor {
        private int at;
        private final int end;

        Cursor(int at, int end) {
            this.at = at;
            this.end = end;
        }

        long varint() {
            long value = 0;
            int begin = at;
            for (int shift = 0; shift < 64; shift += 7) {
                if (at >= end) {
                    throw damaged(begin, "an integer must end within its message");
                }
                byte next = bytes.get(at++);
                value |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw damaged(begin, "an integer must have at most ten bytes");
        }

        Field field() {
            int begin = at;
            long tag = varint();
            long number = tag >>> 3;
            if (number < 1 || number > 0x1fff_ffff) {
                throw damaged(begin, "a field must have a number from 1 to 536870911; got " + Long.toUnsignedString(number));
            }
            return switch ((int) (tag & 7)) {
                case 0 -> {
                    int start = at;
                    yield new Field((int) number, Wire.VARINT, varint(), start, at);
                }
                case 1 -> fixed((int) number, Wire.EIGHT, 8);
                case 2 -> {
                    long length = varint();
                    yield fixed((int) number, Wire.LENGTH, length);
                }
                case 5 -> fixed((int) number, Wire.FOUR, 4);
                default -> throw damaged(begin, "a field must be an integer, bytes, or a message; got wire type " + (tag & 7));
            };
        }

        private Field fixed(int number, Wire wire, long length) {
            if (length < 0 || length > end - at) {
                throw damaged(at, "field " + number + " must end within its message; got "
                        + Long.toUnsignedString(length) + " bytes where there are " + (end - at));
            }
            Field field = new Field(number, wire, 0, at, at + (int) length);
            at += (int) length;
            return field;
        }
    }

    /** Where it is, for messages: {@code graph.node[3].attribute[0]}. */
    String place() {
        return place;
    }

    /** The fields in the file's order. */
    void forEach(Consumer<Field> action) {
        Cursor cursor = new Cursor(from, to);
        while (cursor.at < to) {
            action.accept(cursor.field());
        }
    }

    FluxionException damaged(String what) {
        return damaged(from, what);
    }

    private FluxionException damaged(int at, String what) {
        return damaged(at, what, null);
    }

    private FluxionException damaged(int at, String what, Exception cause) {
        return new FluxionException("fromOnnx: " + (place.isEmpty() ? "" : place + ", ") + "byte " + at + ": " + what, cause);
    }
}
