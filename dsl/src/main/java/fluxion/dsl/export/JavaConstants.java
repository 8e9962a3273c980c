package fluxion.dsl.export;

import fluxion.core.DType;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.Map;

/** Constant arrays: a few elements as they are written, many as encoded strings, of which a class file holds more. */
final class JavaConstants {
    /** Elements of all constants beyond which a source file is no place for them. */
    private static final int MOST = 1_000_000;
    /** Elements of one constant that are written out, and of all: what makes them is one method, of at most 64 KiB. */
    private static final int WRITTEN = 200;
    private static final int WRITTEN_OF_ALL = 3_000;
    /** Characters of one string, of which a class file holds 65,535. */
    private static final int STRING = 60_000;

    private final JavaClass in;
    private final Map<Tensor, String> names = new IdentityHashMap<>();
    private final StringBuilder source = new StringBuilder();
    private int elements;
    private int written;

    JavaConstants(JavaClass in) {
        this.in = in;
    }

    String source() {
        return source.toString();
    }

    String name(Tensor tensor) {
        return names.computeIfAbsent(tensor, this::declare);
    }

    private String declare(Tensor tensor) {
        int n = (int) tensor.shape().size();
        elements += n;
        if (elements > MOST) {
            throw new FluxionException("java: at most " + MOST
                    + " constant elements fit into a class; this function has more. Make them parameters");
        }
        String name = in.member("CONSTANT");
        String type = JavaSource.java(tensor.dtype());
        source.append("\n/** ").append(tensor.type()).append(". */\nprivate static final ").append(type).append("[] ")
                .append(name).append(" = ");
        if (n <= WRITTEN && written + n <= WRITTEN_OF_ALL) {
            written += n;
            source.append(Array.range(0, n).map(i -> element(tensor, i).text()).mkString("{", ", ", "}")).append(";\n");
        } else {
            encoded(tensor, n, name, type);
        }
        return name;
    }

    private void encoded(Tensor tensor, int n, String name, String type) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * n);
        for (int i = 0; i < n; i++) {
            switch (tensor.dtype()) {
                case F64 -> bytes.putDouble(tensor.storage().doubleAt(at(tensor, i)));
                case F32 -> bytes.putFloat((float) tensor.storage().doubleAt(at(tensor, i)));
                case I64 -> bytes.putLong(tensor.storage().longAt(at(tensor, i)));
                case I32 -> bytes.putInt((int) tensor.storage().longAt(at(tensor, i)));
                case BOOL -> bytes.put((byte) tensor.storage().longAt(at(tensor, i)));
                default -> throw new IllegalStateException("no case for " + tensor.dtype());
            }
        }
        String text = Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes.array(), bytes.position()));
        String strings = Array.range(0, (text.length() + STRING - 1) / STRING)
                .map(k -> "\"" + text.substring(k * STRING, Math.min(text.length(), (k + 1) * STRING)) + "\"")
                .mkString(",\n            ");
        String decode = in.helper(JavaHelper.DECODE) + "(" + strings + ")";
        String view = switch (tensor.dtype()) {
            case F64 -> ".asDoubleBuffer()";
            case F32 -> ".asFloatBuffer()";
            case I64 -> ".asLongBuffer()";
            case I32 -> ".asIntBuffer()";
            case BOOL -> "";
        };
        source.append("new ").append(type).append('[').append(n).append("];\n\nstatic {\n");
        if (tensor.dtype() == DType.BOOL) {
            source.append("    java.nio.ByteBuffer bytes = ").append(decode).append(";\n    for (int i = 0; i < ").append(n)
                    .append("; i++) {\n        ")
                    .append(name).append("[i] = bytes.get() != 0;\n    }\n");
        } else {
            source.append("    ").append(decode).append(view).append(".get(").append(name).append(");\n");
        }
        source.append("}\n");
    }

    /** Where an element lies in the storage. */
    private static int at(Tensor tensor, int i) {
        int position = tensor.offset();
        int rest = i;
        for (int d = tensor.rank() - 1; d >= 0; d--) {
            position += rest % tensor.shape().dim(d) * tensor.strides().get(d);
            rest /= tensor.shape().dim(d);
        }
        return position;
    }

    /** An element as a literal. */
    static JavaExpr element(Tensor tensor, int i) {
        int at = at(tensor, i);
        return switch (tensor.dtype()) {
            case F64, F32 -> JavaExpr.number(tensor.dtype(), tensor.storage().doubleAt(at));
            case I64, I32 -> {
                String text = tensor.storage().longAt(at) + (tensor.dtype() == DType.I64 ? "L" : "");
                yield new JavaExpr(text, text.startsWith("-") ? JavaExpr.UNARY : JavaExpr.ATOM);
            }
            case BOOL -> JavaExpr.atom(Boolean.toString(tensor.storage().longAt(at) != 0));
        };
    }
}
