package fluxion.dsl.function;

import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import fluxion.core.op.Checkpoint;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.StructureFormat;
import fluxion.transforms.Randomness;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a program is in a stream of {@link java.io.ObjectOutputStream}: the version, how it is made ({@link Recipe}), and where
 * it is made by a piece of Java the traces that there are of it, so that it can be called with the same arguments, and has
 * the same bits, even where that piece is not serialisable. Nothing that is read is trusted.
 */
final class SerializedProgram implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    private enum Kind { WRITTEN, COMPOSED, RULE, RENAMED, DIFFERENTIATED, MAPPED, CHECKPOINTED, AT_ONE }

    private enum Part { AT, NONE, EACH }

    private transient TracedFunction program;
    private transient boolean isBeingMade;
    /** As {@link Parts} have it; there when it was read. */
    private byte[] numbers;
    @SuppressWarnings("serial") // what cannot be written says so when it is
    private Object[] objects;

    /** A function is asked for while the stream that holds it is being read, since what its lambda captures holds it again. */
    static final class UnfinishedException extends ObjectStreamException {
        private static final long serialVersionUID = 1L;

        UnfinishedException() {
            super("fn: the stream holds a function without its parts");
        }
    }

    SerializedProgram(TracedFunction program) {
        this.program = program;
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    private void writeObject(ObjectOutputStream out) throws IOException {
        Parts.Out parts = new Parts.Out();
        write(parts);
        ObjectOutputStream.PutField fields = out.putFields();
        fields.put("numbers", parts.bytes());
        fields.put("objects", parts.objects());
        out.writeFields();
    }

    private void write(ObjectOutput out) throws IOException {
        out.writeByte(VERSION);
        switch (program.recipe()) {
            case Recipe.Written(int arity, boolean ofExpressions, Object lambda) -> {
                kind(Kind.WRITTEN, out);
                out.writeByte(arity);
                out.writeBoolean(ofExpressions);
                java(lambda, out);
            }
            case Recipe.Composed(TracedFunction first, Object after) -> {
                kind(Kind.COMPOSED, out);
                out.writeObject(first.serialized());
                java(after, out);
            }
            case Recipe.WithRule(String name, TracedFunction inner, CustomProgram.Form form, Object rule) -> {
                kind(Kind.RULE, out);
                out.writeObject(name);
                out.writeObject(inner.serialized());
                out.writeByte(form.ordinal());
                java(rule, out);
            }
            case Recipe.Renamed(TracedFunction inner, Array<String> names) -> {
                kind(Kind.RENAMED, out);
                out.writeObject(inner.serialized());
                names(names, out);
            }
            case Recipe.Differentiated(TracedFunction inner, Differentiation spec) -> {
                kind(Kind.DIFFERENTIATED, out);
                out.writeObject(inner.serialized());
                out.writeByte(spec.kind().ordinal());
                out.writeObject(spec.wrt().positions());
                out.writeBoolean(spec.wrt().bare());
                out.writeBoolean(spec.aux());
                out.writeInt(spec.chunk());
            }
            case Recipe.Mapped(TracedFunction inner, Vectorization spec) -> {
                kind(Kind.MAPPED, out);
                out.writeObject(inner.serialized());
                axes(spec.in(), out);
                axes(spec.out(), out);
                out.writeInt(spec.size().getOrElse(-1));
                out.writeInt(spec.chunk());
                out.writeByte(spec.randomness().ordinal());
                names(Array.ofAll(spec.name()), out);
            }
            case Recipe.Checkpointed(TracedFunction inner, Checkpoint.Keep keep) -> {
                kind(Kind.CHECKPOINTED, out);
                out.writeObject(inner.serialized());
                out.writeObject(keep);
            }
            case Recipe.AtOne(String operation, String requirement, Specialization only) -> {
                kind(Kind.AT_ONE, out);
                out.writeObject(operation);
                out.writeObject(requirement);
                trace(TraceCache.Key.plain(only.signature()), only, out);
            }
            case Recipe.Unwritten(String what) -> throw new NotSerializableException("fn: a " + what
                    + " is no function by itself");
        }
    }

    private static void kind(Kind kind, ObjectOutput out) throws IOException {
        out.writeByte(kind.ordinal());
    }

    /** A piece of Java, or why it is missing, and the traces that there are. */
    private void java(Object function, ObjectOutput out) throws IOException {
        Option<String> obstacle = function instanceof Recipe.Lost(String reason) ? Option.some(reason)
                : Writable.obstacle(function);
        List<Tuple2<TraceCache.Key, Specialization>> traces = new ArrayList<>();
        for (Tuple2<TraceCache.Key, Specialization> entry : program.traced()) {
            Specialization traced = entry._2;
            // what depends on an outer function means nothing outside of it
            if (traced.made().free().isEmpty() && Writable.is(traced.signature().structure()) && Writable.is(traced.result())) {
                traces.add(entry);
            }
        }
        if (obstacle.isDefined() && traces.isEmpty()) {
            throw new NotSerializableException("fn: the function cannot be written, because " + obstacle.get()
                    + ", and there are no traces of it to write instead. Let its lambda capture only what is "
                    + "java.io.Serializable, "
                    + "or call it, or on(…), for the arguments it is for before it is written");
        }
        out.writeBoolean(obstacle.isEmpty());
        out.writeObject(obstacle.getOrElse(() -> ""));
        if (obstacle.isEmpty()) {
            out.writeObject(function);
        }
        out.writeInt(traces.size());
        for (Tuple2<TraceCache.Key, Specialization> entry : traces) {
            trace(entry._1, entry._2, out);
        }
    }

    private static void trace(TraceCache.Key key, Specialization traced, ObjectOutput out) throws IOException {
        StructureFormat.write(traced.signature().structure(), out);
        for (TensorType type : traced.signature().types()) {
            out.writeObject(type);
        }
        names(Array.ofAll(key.axes().keySet()), out);
        for (int size : key.axes().values()) {
            out.writeInt(size);
        }
        out.writeObject(traced.made());
        StructureFormat.write(traced.result(), out);
    }

    private static void names(Array<String> names, ObjectOutput out) throws IOException {
        out.writeInt(names.size());
        for (String name : names) {
            out.writeObject(name);
        }
    }

    private static void axes(Axes axes, ObjectOutput out) throws IOException {
        switch (axes) {
            case Axes.At(int axis) -> {
                out.writeByte(Part.AT.ordinal());
                out.writeInt(axis);
            }
            case Axes.None _ -> out.writeByte(Part.NONE.ordinal());
            case Axes.Each(Array<Axes> parts) -> {
                out.writeByte(Part.EACH.ordinal());
                out.writeInt(parts.size());
                for (Axes part : parts) {
                    axes(part, out);
                }
            }
        }
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /** What was written; made when it is asked for first. */
    synchronized TracedFunction program() throws ObjectStreamException {
        if (program != null) {
            return program;
        }
        if (numbers == null || objects == null) {
            throw new UnfinishedException();
        }
        if (isBeingMade) {
            throw new InvalidObjectException("fn: the stream holds a function that is made of itself");
        }
        isBeingMade = true;
        try {
            program = program(new Parts.In(numbers, objects));
            numbers = null;
            objects = null;
            return program;
        } catch (EOFException e) {
            throw new InvalidObjectException("fn: the stream ends within a function", e);
        } catch (ObjectStreamException e) {
            throw e;
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw new InvalidObjectException("fn: the stream holds no valid function: " + e.getMessage(), e);
        } finally {
            isBeingMade = false;
        }
    }

    private static TracedFunction program(ObjectInput in) throws IOException, ClassNotFoundException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new InvalidObjectException("fn: the version must be " + VERSION + ", which this release reads; got " + version);
        }
        return switch (constant(Kind.values(), in)) {
            case WRITTEN -> {
                int arity = in.readUnsignedByte();
                boolean ofExpressions = in.readBoolean();
                yield java(in, f -> Callable.takes(f, arity), function -> new Recipe.Written(arity, ofExpressions, function));
            }
            case COMPOSED -> {
                TracedFunction first = object(TracedFunction.class, in);
                yield java(in, Function.class::isInstance, function -> new Recipe.Composed(first, function));
            }
            case RULE -> {
                String name = object(String.class, in);
                TracedFunction inner = object(TracedFunction.class, in);
                CustomProgram.Form form = constant(CustomProgram.Form.values(), in);
                int arity = switch (form) {
                    case SLOPE -> 2;
                    case TANGENT -> 2 * inner.arity() + 1;
                    case PULLBACK -> inner.arity() + 2;
                };
                yield java(in, f -> Callable.takes(f, arity), function -> new Recipe.WithRule(name, inner, form, function));
            }
            case RENAMED -> new Recipe.Renamed(object(TracedFunction.class, in), names(in)).make();
            case DIFFERENTIATED -> differentiated(in).make();
            case MAPPED -> mapped(in).make();
            case CHECKPOINTED -> new Recipe.Checkpointed(object(TracedFunction.class, in), object(Checkpoint.Keep.class, in))
                    .make();
            case AT_ONE -> new Recipe.AtOne(object(String.class, in), object(String.class, in), trace(in, true)._2).make();
        };
    }

    private static TracedFunction java(ObjectInput in, java.util.function.Predicate<Object> fits, Function<Object,
            Recipe> recipe) throws IOException, ClassNotFoundException {
        boolean there = in.readBoolean();
        String reason = object(String.class, in);
        Object function = there ? in.readObject() : new Recipe.Lost(reason);
        if (there && !fits.test(function)) {
            throw new InvalidObjectException("fn: there must be a function of the right number of arguments; got "
                    + (function == null ? "null" : "a " + function.getClass().getName()));
        }
        int n = in.readInt();
        List<Tuple2<TraceCache.Key, Specialization>> traces = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            traces.add(trace(in, false));
        }
        TracedFunction made = recipe.apply(function).make();
        if (!there && traces.isEmpty() || traces.stream().anyMatch(t -> t._2.signature().arity() != made.arity())) {
            throw new InvalidObjectException("fn: there must be traces for " + made.arity() + " arguments; got "
                    + traces.stream().map(t -> t._2.signature()).toList());
        }
        made.give(Array.ofAll(traces));
        return made;
    }

    private static Tuple2<TraceCache.Key, Specialization> trace(ObjectInput in, boolean derived)
            throws IOException, ClassNotFoundException {
        Structure structure = StructureFormat.read(in);
        List<TensorType> types = new ArrayList<>();
        for (int i = 0; i < structure.leafCount(); i++) {
            types.add(object(TensorType.class, in));
        }
        CallSignature signature = new CallSignature(structure, Array.ofAll(types));
        Map<String, Integer> axes = LinkedHashMap.empty();
        for (String name : names(in)) {
            axes = axes.put(name, in.readInt());
        }
        Fn fn = object(Fn.class, in);
        Structure result = StructureFormat.read(in);
        if (!fn.parameterTypes().eq(signature.types()) || fn.results().size() != result.leafCount() || fn.free().nonEmpty()
                || structure.parts().isEmpty()) {
            throw new InvalidObjectException("fn: a trace for " + signature + " must be a closed function of these and give "
                    + result + "; got one of "
                    + fn.parameterTypes().mkString(", ") + " with " + fn.results().size() + " results");
        }
        return Tuple.of(new TraceCache.Key(signature, axes), derived ? Specialization.derived(signature, fn, result)
                : Specialization.written(signature, fn, result));
    }

    private static Recipe differentiated(ObjectInput in) throws IOException, ClassNotFoundException {
        TracedFunction inner = object(TracedFunction.class, in);
        Differentiation.Kind kind = constant(Differentiation.Kind.values(), in);
        Ints positions = object(Ints.class, in);
        boolean bare = in.readBoolean();
        ArgumentSelection wrt = bare && positions.size() == 1 ? ArgumentSelection.one("grad", inner.arity(), positions.get(0))
                : ArgumentSelection.several("grad", inner.arity(), positions);
        boolean aux = in.readBoolean();
        int chunk = in.readInt();
        Differentiation spec = new Differentiation(kind, wrt, aux, 0);
        return new Recipe.Differentiated(inner, chunk == 0 ? spec : spec.chunk(chunk));
    }

    private static Recipe mapped(ObjectInput in) throws IOException, ClassNotFoundException {
        TracedFunction inner = object(TracedFunction.class, in);
        Axes inAxes = axes(in, 0);
        Axes outAxes = axes(in, 0);
        int size = in.readInt();
        int chunk = in.readInt();
        Vectorization spec = new Vectorization(inAxes, outAxes, Option.none(), 0, constant(Randomness.values(), in),
                names(in).headOption());
        Vectorization sized = size < 0 ? spec : spec.size(size);
        return new Recipe.Mapped(inner, chunk == 0 ? sized : sized.chunk(chunk));
    }

    private static Axes axes(ObjectInput in, int depth) throws IOException {
        if (depth > 256) {
            throw new InvalidObjectException("fn: axes must not be nested more than 256 deep");
        }
        return switch (constant(Part.values(), in)) {
            case AT -> new Axes.At(in.readInt());
            case NONE -> new Axes.None();
            case EACH -> {
                int n = in.readInt();
                List<Axes> parts = new ArrayList<>();
                for (int i = 0; i < n; i++) {
                    parts.add(axes(in, depth + 1));
                }
                yield new Axes.Each(Array.ofAll(parts));
            }
        };
    }

    private static Array<String> names(ObjectInput in) throws IOException, ClassNotFoundException {
        int n = in.readInt();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            names.add(object(String.class, in));
        }
        return Array.ofAll(names);
    }

    private static <E> E constant(E[] constants, ObjectInput in) throws IOException {
        int ordinal = in.readUnsignedByte();
        if (ordinal >= constants.length) {
            throw new InvalidObjectException("fn: there are " + constants.length + " kinds of "
                    + constants[0].getClass().getSimpleName() + "; got number " + ordinal);
        }
        return constants[ordinal];
    }

    private static <T> T object(Class<T> type, ObjectInput in) throws IOException, ClassNotFoundException {
        Object object = in.readObject();
        if (!type.isInstance(object)) {
            throw new InvalidObjectException("fn: there must be a " + type.getSimpleName() + "; got "
                    + (object == null ? "null" : "a " + object.getClass().getName()));
        }
        return type.cast(object);
    }
}
