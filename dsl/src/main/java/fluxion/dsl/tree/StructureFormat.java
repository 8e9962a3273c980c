package fluxion.dsl.tree;

import io.vavr.collection.Array;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * Structures in streams of {@link java.io.ObjectOutputStream}: what kind of container, how many parts, then the parts. Record
 * classes, keys of maps and carried values are objects of the stream, which must know their classes when it is read.
 */
public final class StructureFormat {
    private enum Tag { LEAF, CARRIED, RECORD, TUPLE, SEQUENCE, JAVA_LIST, OPTION, OPTIONAL, LEFT, RIGHT, ARRAY, MAPPING,
            JAVA_MAPPING }

    private StructureFormat() {}

    // ---- writing ----------------------------------------------------------------------------------------------------

    /** Writes a structure. */
    public static void write(Structure structure, ObjectOutput out) throws IOException {
        switch (structure) {
            case Structure.Leaf _ -> tag(Tag.LEAF, out);
            case Structure.Carried carried -> {
                tag(Tag.CARRIED, out);
                out.writeObject(carried.value());
            }
            case Structure.Node node -> {
                container(node.container(), out);
                out.writeInt(node.children().size());
                for (Structure child : node.children()) {
                    write(child, out);
                }
            }
        }
    }

    private static void tag(Tag tag, ObjectOutput out) throws IOException {
        out.writeByte(tag.ordinal());
    }

    private static void container(Container container, ObjectOutput out) throws IOException {
        switch (container) {
            case Components components -> {
                tag(Tag.RECORD, out);
                out.writeObject(components.type());
            }
            case Container.Tuple _ -> tag(Tag.TUPLE, out);
            case Container.Sequence(Container.Sequence.Kind kind) -> {
                tag(Tag.SEQUENCE, out);
                out.writeByte(kind.ordinal());
            }
            case Container.JavaList _ -> tag(Tag.JAVA_LIST, out);
            case Container.Maybe(boolean vavr) -> tag(vavr ? Tag.OPTION : Tag.OPTIONAL, out);
            case Container.Side(boolean right) -> tag(right ? Tag.RIGHT : Tag.LEFT, out);
            case Container.Elements(Class<?> component) -> {
                tag(Tag.ARRAY, out);
                out.writeObject(component);
            }
            case Container.Mapping(Container.Mapping.Kind kind, Array<Object> keys) -> {
                tag(Tag.MAPPING, out);
                out.writeByte(kind.ordinal());
                keys(keys, out);
            }
            case Container.JavaMapping(Array<Object> keys) -> {
                tag(Tag.JAVA_MAPPING, out);
                keys(keys, out);
            }
        }
    }

    private static void keys(Array<Object> keys, ObjectOutput out) throws IOException {
        out.writeInt(keys.size());
        for (Object key : keys) {
            out.writeObject(key);
        }
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /**
     * Reads a structure.
     *
     * @throws InvalidObjectException where there is none
     */
    public static Structure read(ObjectInput in) throws IOException, ClassNotFoundException {
        return read(in, 0);
    }

    private static Structure read(ObjectInput in, int depth) throws IOException, ClassNotFoundException {
        if (depth > Trees.DEEPEST) {
            throw new InvalidObjectException("tree: containers must not be nested more than " + Trees.DEEPEST + " deep");
        }
        Tag tag = constant(Tag.values(), in);
        return switch (tag) {
            case LEAF -> Structure.LEAF;
            case CARRIED -> new Structure.Carried(in.readObject());
            case RECORD -> {
                Class<?> type = type(in);
                if (!type.isRecord()) {
                    throw new InvalidObjectException("tree: a container must be a record; got " + type.getName());
                }
                yield node(Components.of(type), type.getRecordComponents().length, in, depth);
            }
            case TUPLE -> {
                Array<Structure> parts = parts(in, depth);
                yield Structure.tuple(parts);
            }
            case SEQUENCE -> node(new Container.Sequence(constant(Container.Sequence.Kind.values(), in)), -1, in, depth);
            case JAVA_LIST -> node(new Container.JavaList(), -1, in, depth);
            case OPTION, OPTIONAL -> {
                Array<Structure> parts = parts(in, depth);
                if (parts.size() > 1) {
                    throw new InvalidObjectException("tree: an option must hold at most one part; got " + parts.size());
                }
                yield Structure.node(new Container.Maybe(tag == Tag.OPTION), parts);
            }
            case LEFT, RIGHT -> node(new Container.Side(tag == Tag.RIGHT), 1, in, depth);
            case ARRAY -> {
                Class<?> component = type(in);
                if (component.isPrimitive()) {
                    throw new InvalidObjectException("tree: an array that holds expressions must be one of references; got "
                            + component + "[]");
                }
                yield node(new Container.Elements(component), -1, in, depth);
            }
            case MAPPING -> {
                Container.Mapping.Kind kind = constant(Container.Mapping.Kind.values(), in);
                Array<Object> keys = keys(in);
                yield node(new Container.Mapping(kind, keys), keys.size(), in, depth);
            }
            case JAVA_MAPPING -> {
                Array<Object> keys = keys(in);
                yield node(new Container.JavaMapping(keys), keys.size(), in, depth);
            }
        };
    }

    private static <E> E constant(E[] constants, ObjectInput in) throws IOException {
        int ordinal = in.readUnsignedByte();
        if (ordinal >= constants.length) {
            throw new InvalidObjectException("tree: there are " + constants.length + " kinds; got number " + ordinal);
        }
        return constants[ordinal];
    }

    private static Class<?> type(ObjectInput in) throws IOException, ClassNotFoundException {
        if (in.readObject() instanceof Class<?> type) {
            return type;
        }
        throw new InvalidObjectException("tree: there must be the class of a container");
    }

    private static Structure node(Container container, int size, ObjectInput in, int depth) throws IOException,
            ClassNotFoundException {
        Array<Structure> parts = parts(in, depth);
        if (size >= 0 && parts.size() != size) {
            throw new InvalidObjectException("tree: " + container + " must have " + size + " parts; got " + parts.size());
        }
        return Structure.node(container, parts);
    }

    private static Array<Structure> parts(ObjectInput in, int depth) throws IOException, ClassNotFoundException {
        int n = count(in);
        List<Structure> parts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            parts.add(read(in, depth + 1));
        }
        return Array.ofAll(parts);
    }

    private static Array<Object> keys(ObjectInput in) throws IOException, ClassNotFoundException {
        int n = count(in);
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            keys.add(in.readObject());
        }
        return Array.ofAll(keys);
    }

    private static int count(ObjectInput in) throws IOException {
        int n = in.readInt();
        if (n < 0) {
            throw new InvalidObjectException("tree: a number of parts must not be negative; got " + n);
        }
        return n;
    }
}
