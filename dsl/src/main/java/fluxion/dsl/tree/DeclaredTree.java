package fluxion.dsl.tree;

import fluxion.core.Expr;
import fluxion.core.TreeException;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Optional;

/**
 * The structure that a class declares, where names of leaves such as {@code layers.0.bias} say how many elements its sequences
 * have, which keys its maps, and whether its options are there.
 */
public final class DeclaredTree {
    private final String operation;
    private final Seq<String> names;

    private DeclaredTree(String operation, Seq<String> names) {
        this.operation = operation;
        this.names = names;
    }

    /**
     * The structure of a class whose leaves have some of the names.
     *
     * @throws TreeException where the class holds anything but expressions and containers of them; the message begins with
     *         {@code operation}
     */
    public static Structure structure(String operation, Class<?> type, Seq<String> names) {
        return new DeclaredTree(operation, names).of(type, type.getSimpleName(), "", HashMap.empty(), 0);
    }

    /**
     * The structure of a type.
     *
     * @param where to say in a message where it is
     * @param prefix of the names below it: empty, or with a dot at its end
     * @param known what type variables stand for
     */
    private Structure of(Type type, String where, String prefix, Map<Type, Type> known, int depth) {
        if (depth > Trees.DEEPEST) {
            throw new TreeException(operation + ": a class must not hold itself, however deep; got " + where);
        }
        Class<?> raw = raw(type, known);
        if (raw == Expr.class || raw == fluxion.core.Tensor.class) {
            return Structure.LEAF;
        }
        if (raw.isRecord() && !Expr.class.isAssignableFrom(raw)) {
            return record(raw, arguments(type, known), where, prefix, depth);
        }
        if (raw.isArray() && !raw.getComponentType().isPrimitive()) {
            Type element = type instanceof GenericArrayType array ? array.getGenericComponentType() : raw.getComponentType();
            return elements(new Container.Elements(raw.getComponentType()), element, where, prefix, known, depth);
        }
        Seq<Type> arguments = arguments(type, known).values();
        if (arguments.size() == 1) {
            Type element = arguments.head();
            if (raw == Option.class || raw == Optional.class) {
                boolean there = names.exists(name -> prefix.isEmpty() || name.startsWith(prefix)
                        || name.equals(prefix.substring(0, prefix.length() - 1)));
                return Structure.node(new Container.Maybe(raw == Option.class),
                        there ? Array.of(of(element, where, prefix, known, depth + 1)) : Array.empty());
            }
            Option<Container> sequence = sequence(raw);
            if (sequence.isDefined()) {
                return elements(sequence.get(), element, where, prefix, known, depth);
            }
        }
        if (io.vavr.Tuple.class.isAssignableFrom(raw) && arguments.size() > 0) {
            return Structure.tuple(Array.range(0, arguments.size()).map(i ->
                    of(arguments.get(i), where + "._" + (i + 1), prefix + "_" + (i + 1) + ".", known, depth + 1)));
        }
        if (arguments.size() == 2 && raw(arguments.head(), known) == String.class) {
            Array<Object> keys = Array.ofAll(parts(prefix).sorted());
            Option<Container> map = raw == java.util.Map.class ? Option.some(new Container.JavaMapping(keys))
                    : raw == Map.class || raw == io.vavr.collection.LinkedHashMap.class
                    ? Option.some(new Container.Mapping(Container.Mapping.Kind.LINKED, keys))
                    : raw == HashMap.class ? Option.some(new Container.Mapping(Container.Mapping.Kind.HASH, keys))
                    : Option.none();
            if (map.isDefined()) {
                return Structure.node(map.get(), keys.map(key ->
                        of(arguments.get(1), where + "[" + key + "]", prefix + key + ".", known, depth + 1)));
            }
        }
        throw new TreeException(operation + ": a class must hold expressions, records and containers of them, whose types say "
                + "what they hold; got " + type.getTypeName() + " for " + where
                + ". Give a tree of that structure instead of the class");
    }

    private Structure record(Class<?> raw, Map<Type, Type> known, String where, String prefix, int depth) {
        RecordComponent[] components = raw.getRecordComponents();
        return Structure.node(Components.of(raw), Array.of(components).map(c ->
                of(c.getGenericType(), where + "." + c.getName(), prefix + c.getName() + ".", known, depth + 1)));
    }

    private Structure elements(Container container, Type element, String where, String prefix, Map<Type, Type> known, int depth) {
        int n = parts(prefix).count(part -> part.matches("[0-9]+"));
        return Structure.node(container, Array.range(0, n).map(i ->
                of(element, where + "[" + i + "]", prefix + i + ".", known, depth + 1)));
    }

    /** What stands behind a prefix, up to the next dot, each once. */
    private Seq<String> parts(String prefix) {
        return names.filter(name -> name.startsWith(prefix)).map(name -> {
            String rest = name.substring(prefix.length());
            return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
        }).distinct();
    }

    private static Option<Container> sequence(Class<?> raw) {
        if (raw == List.class || raw == java.util.Collection.class) {
            return Option.some(new Container.JavaList());
        }
        if (raw == io.vavr.collection.List.class) {
            return Option.some(new Container.Sequence(Container.Sequence.Kind.LIST));
        }
        if (raw == io.vavr.collection.Vector.class) {
            return Option.some(new Container.Sequence(Container.Sequence.Kind.VECTOR));
        }
        return raw == Seq.class || raw == Array.class || raw == io.vavr.collection.IndexedSeq.class
                ? Option.some(new Container.Sequence(Container.Sequence.Kind.ARRAY)) : Option.none();
    }

    /** The class of a type, a type variable being what it stands for. */
    private static Class<?> raw(Type type, Map<Type, Type> known) {
        return switch (type) {
            case Class<?> c -> c;
            case ParameterizedType p -> (Class<?>) p.getRawType();
            case GenericArrayType a -> raw(a.getGenericComponentType(), known).arrayType();
            case WildcardType w -> raw(w.getUpperBounds()[0], known);
            case TypeVariable<?> v -> known.containsKey(v) ? raw(known.get(v).get(), known) : Object.class;
            default -> Object.class;
        };
    }

    /** What the variables of a type's class stand for, in order. */
    private static Map<Type, Type> arguments(Type type, Map<Type, Type> known) {
        return switch (type) {
            case ParameterizedType p -> io.vavr.collection.LinkedHashMap.ofEntries(
                    Array.<Type>of(((Class<?>) p.getRawType()).getTypeParameters()).zip(Array.of(p.getActualTypeArguments())
                            .map(t -> resolved(t, known))));
            case TypeVariable<?> v -> known.containsKey(v) ? arguments(known.get(v).get(), known) : HashMap.empty();
            case WildcardType w -> arguments(w.getUpperBounds()[0], known);
            default -> HashMap.empty();
        };
    }

    private static Type resolved(Type type, Map<Type, Type> known) {
        return type instanceof TypeVariable<?> v ? known.getOrElse(v, v) : type;
    }
}
