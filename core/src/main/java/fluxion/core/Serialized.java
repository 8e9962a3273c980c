package fluxion.core;

import fluxion.core.storage.LittleEndian;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.EOFException;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/**
 * What tensors, types, functions and expressions are in a stream of {@link java.io.ObjectOutputStream}. It begins with the
 * version and what it is; then follow
 * <ul>
 * <li>for a tensor: dtype, lengths, along which axes it repeats one value, and the elements that differ, little-endian. A view
 * is written without the rest of what it shows, zeros of any shape as one element;
 * <li>for a function: its variables, then {@link FunctionFormat} and the constants that it leaves out;
 * <li>for lengths and types: the numbers.
 * </ul>
 * Variables are written as themselves, so that what shares one in a stream shares one when it is read. Nothing read is
 * trusted: every object is made by its public constructor, and what is malformed is an {@link InvalidObjectException}.
 */
final class Serialized implements Externalizable {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private enum Kind { TENSOR, FUNCTION, EXPRESSION, OPERATION, TYPE, SHAPE, INTS }

    private transient Object value;

    /** For reading. */
    public Serialized() {}

    Serialized(Object value) {
        this.value = value;
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        out.writeByte(VERSION);
        switch (value) {
            case Tensor tensor -> {
                kind(Kind.TENSOR, out);
                type(tensor.type(), out);
                tensor(tensor, out);
            }
            case Fn fn -> {
                kind(Kind.FUNCTION, out);
                function(fn, out);
            }
            // an operation with several results is said by one of them
            case Apply apply when apply.type() instanceof TupleType -> {
                kind(Kind.OPERATION, out);
                function(new Fn(Array.empty(), apply.results().take(1)), out);
            }
            case Expr expression -> {
                kind(Kind.EXPRESSION, out);
                function(new Fn(Array.empty(), Array.of(expression)), out);
            }
            case TensorType type -> {
                kind(Kind.TYPE, out);
                type(type, out);
            }
            case Shape shape -> {
                kind(Kind.SHAPE, out);
                ints(shape.dims(), out);
            }
            case Ints ints -> {
                kind(Kind.INTS, out);
                ints(ints, out);
            }
            default -> throw new NotSerializableException(value.getClass().getName());
        }
    }

    private static void kind(Kind kind, ObjectOutput out) throws IOException {
        out.writeByte(kind.ordinal());
    }

    private static void ints(Ints ints, ObjectOutput out) throws IOException {
        out.writeInt(ints.size());
        for (int value : ints) {
            out.writeInt(value);
        }
    }

    private static void type(TensorType type, ObjectOutput out) throws IOException {
        out.writeUTF(type.dtype().toString());
        ints(type.shape().dims(), out);
    }

    private static void tensor(Tensor tensor, ObjectOutput out) throws IOException {
        Shape shape = tensor.shape();
        Ints once = Ints.tabulate(shape.rank(), axis -> repeats(tensor, axis) ? 1 : shape.dim(axis));
        for (int axis = 0; axis < shape.rank(); axis++) {
            out.writeBoolean(repeats(tensor, axis));
        }
        LittleEndian.write(out, tensor.view(new Shape(once), tensor.offset(), tensor.strides()).view());
    }

    private static boolean repeats(Tensor tensor, int axis) {
        return tensor.shape().dim(axis) > 1 && tensor.strides().get(axis) == 0;
    }

    private static void function(Fn fn, ObjectOutput out) throws IOException {
        Seq<Var> variables = fn.params().appendAll(fn.free());
        FunctionFormat.Written written;
        try {
            written = format().getOrElseThrow(() ->
                    new NotSerializableException("fn: functions are written by the module fluxion.dsl, which must be there"))
                    .write(new Fn(variables, fn.results()));
        } catch (FluxionException e) {
            throw (IOException) new NotSerializableException("fn: the function cannot be written: " + e.getMessage())
                    .initCause(e);
        }
        out.writeInt(fn.params().size());
        out.writeInt(variables.size());
        for (Var variable : variables) {
            out.writeObject(variable);
        }
        byte[] text = written.text().getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
        out.writeInt(written.constants().size());
        for (Tensor constant : written.constants()) {
            out.writeObject(constant);
        }
    }

    private static io.vavr.control.Option<FunctionFormat> format() {
        return io.vavr.control.Option.ofOptional(ServiceLoader.load(FunctionFormat.class, FunctionFormat.class.getClassLoader())
                .findFirst());
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    @Override
    public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new InvalidObjectException("stream: the version must be " + VERSION + ", which this release reads; got "
                    + version);
        }
        int kind = in.readUnsignedByte();
        if (kind >= Kind.values().length) {
            throw new InvalidObjectException("stream: there must be a tensor, function, expression or type; got kind " + kind);
        }
        String what = Kind.values()[kind].name().toLowerCase(Locale.ROOT);
        try {
            value = switch (Kind.values()[kind]) {
                case TENSOR -> tensor(type(in), in);
                case FUNCTION -> function(in);
                case EXPRESSION -> only(function(in));
                case OPERATION -> {
                    Expr one = only(function(in));
                    yield one instanceof Result result ? result.of() : one;
                }
                case TYPE -> type(in);
                case SHAPE -> new Shape(ints(in));
                case INTS -> ints(in);
            };
        } catch (EOFException e) {
            throw new InvalidObjectException(what + ": the stream ends within it", e);
        } catch (RuntimeException e) {
            throw new InvalidObjectException(what + ": the stream holds none that is valid: " + e.getMessage(), e);
        }
    }

    private static Expr only(Fn fn) throws InvalidObjectException {
        if (fn.params().nonEmpty() || fn.results().size() != 1) {
            throw new InvalidObjectException("expression: there must be one and no parameter; got " + fn.results().size() + " of "
                    + fn.params().size());
        }
        return fn.results().get(0);
    }

    private static Ints ints(ObjectInput in) throws IOException {
        int n = in.readInt();
        if (n < 0) {
            throw new InvalidObjectException("stream: a number of lengths must not be negative; got " + n);
        }
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            values.add(in.readInt());
        }
        return Ints.from(values);
    }

    private static TensorType type(ObjectInput in) throws IOException {
        String symbol = in.readUTF();
        for (DType dtype : DType.values()) {
            if (dtype.toString().equals(symbol)) {
                return new TensorType(dtype, new Shape(ints(in)));
            }
        }
        throw new InvalidObjectException("stream: a dtype must be one of " + Array.of(DType.values()).mkString(", ") + "; got \""
                + symbol.substring(0, Math.min(40, symbol.length())) + "\"");
    }

    private static Tensor tensor(TensorType type, ObjectInput in) throws IOException {
        int rank = type.rank();
        int[] once = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            boolean repeats = in.readBoolean();
            if (repeats && type.shape().dim(axis) < 2) {
                throw new InvalidObjectException("tensor: an axis that repeats must be longer than 1; got axis " + axis + " of "
                        + type);
            }
            once[axis] = repeats ? 1 : type.shape().dim(axis);
        }
        TensorType stored = type.withShape(Shape.of(once));
        Ints strides = stored.shape().strides();
        return new Tensor(type, LittleEndian.read(in, stored), 0,
                Ints.tabulate(rank, axis -> once[axis] == type.shape().dim(axis) ? strides.get(axis) : 0));
    }

    private static Fn function(ObjectInput in) throws IOException, ClassNotFoundException {
        int params = in.readInt();
        Array<Var> variables = objects(Var.class, in);
        if (params < 0 || params > variables.size()) {
            throw new InvalidObjectException("function: there must be 0 to " + variables.size() + " parameters; got " + params);
        }
        String text = text(in);
        FunctionFormat.Written written = new FunctionFormat.Written(text, objects(Tensor.class, in));
        Fn closed = format()
                .getOrElseThrow(() ->
                new InvalidObjectException("fn: functions are read by the module fluxion.dsl, which must be there"))
                .read(written);
        return new Fn(variables.take(params), closed.on(variables));
    }

    private static <T> Array<T> objects(Class<T> type, ObjectInput in) throws IOException, ClassNotFoundException {
        int n = in.readInt();
        if (n < 0) {
            throw new InvalidObjectException("stream: a number of objects must not be negative; got " + n);
        }
        List<T> read = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Object object = in.readObject();
            if (!type.isInstance(object)) {
                throw new InvalidObjectException("stream: there must be a " + type.getSimpleName() + "; got "
                        + (object == null ? "null" : "a " + object.getClass().getSimpleName()));
            }
            read.add(type.cast(object));
        }
        return Array.ofAll(read);
    }

    /** Text by its bytes; room is made as they come. */
    private static String text(ObjectInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new InvalidObjectException("stream: a length of text must not be negative; got " + length);
        }
        byte[] bytes = new byte[Math.min(length, 1 << 16)];
        for (int done = 0, m; done < length; done += m) {
            m = Math.min(1 << 13, length - done);
            if (done + m > bytes.length) {
                bytes = java.util.Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
            }
            in.readFully(bytes, done, m);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What was written. */
    private Object readResolve() {
        return value;
    }
}
