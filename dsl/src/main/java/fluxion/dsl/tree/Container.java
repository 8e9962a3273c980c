package fluxion.dsl.tree;

import fluxion.core.Expr;
import io.vavr.Tuple0;
import io.vavr.Tuple1;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import io.vavr.Tuple4;
import io.vavr.Tuple5;
import io.vavr.Tuple6;
import io.vavr.Tuple7;
import io.vavr.Tuple8;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A kind of container: how it comes apart, how it goes together, what to call its parts. Equal kinds are interchangeable. */
public sealed interface Container permits Components, Container.Tuple, Container.Sequence, Container.JavaList, Container.Maybe,
        Container.Side, Container.Elements, Container.Keyed {

    /** Whether the value is a container of this kind; the number of its parts may still differ. */
    boolean fits(Object value);

    /** What the value, which fits, holds. */
    Object[] parts(Object value);

    /** A container with the given parts. */
    Object build(Object[] parts);

    /** Whether a container of this kind is declared to hold such parts. */
    default boolean holds(Object[] parts) {
        return true;
    }

    /** What to call a part on a path. */
    default String part(int i) {
        return "[" + i + "]";
    }

    /** The container with its parts printed; a text that begins with {@code =} is a carried value's. */
    String print(Seq<String> parts);

    /** The kind of container that the value is; none where it is no container that could hold expressions. */
    static Option<Container> of(Object value) {
        return switch (value) {
            case null -> Option.none();
            case io.vavr.Tuple t when t.arity() <= 8 -> Option.some(new Tuple(t.arity()));
            case Seq<?> s -> Option.some(new Sequence(Sequence.Kind.of(s)));
            case io.vavr.collection.Map<?, ?> m -> Option.some(new Mapping(Mapping.Kind.of(m), Mapping.keys(m)));
            case Option<?> _ -> Option.some(new Maybe(true));
            case Either<?, ?> e -> Option.some(new Side(e.isRight()));
            case List<?> _ -> Option.some(new JavaList());
            // the order of Map.of and HashMap is another in each run, or of no meaning
            case java.util.Map<?, ?> m -> Option.some(new JavaMapping(Mapping.order(Array.ofAll(m.keySet()),
                    !(m instanceof SequencedMap<?, ?>))));
            case Optional<?> _ -> Option.some(new Maybe(false));
            case Object[] a -> Option.some(new Elements(a.getClass().getComponentType()));
            case Record r when !(r instanceof Expr) && isOfExpressions(r.getClass()) -> Option.some(Components.of(r.getClass()));
            default -> Option.none();
        };
    }

    /** A user's record, or one of the results of linear algebra; the other records of the core say what expressions are. */
    private static boolean isOfExpressions(Class<?> type) {
        return !type.getName().startsWith("fluxion.core.") || type.getEnclosingClass() == fluxion.core.Matrices.class;
    }

    private static String list(String name, Seq<String> parts) {
        Seq<String> plain = parts.map(p -> p.startsWith("=") ? p.substring(1) : p);
        return name + (plain.size() <= 8 ? plain.mkString("(", ", ", ")")
                : plain.take(6).mkString("(", ", ", " … " + plain.size() + " in all)"));
    }

    /**
     * A Vavr tuple.
     *
     * @param arity from 0 to 8
     */
    record Tuple(int arity) implements Container {
        @Override
        public boolean fits(Object value) {
            return value instanceof io.vavr.Tuple t && t.arity() == arity;
        }

        @Override
        public Object[] parts(Object value) {
            return switch ((io.vavr.Tuple) value) {
                case Tuple0 _ -> new Object[0];
                case Tuple1<?> t -> new Object[] {t._1};
                case Tuple2<?, ?> t -> new Object[] {t._1, t._2};
                case Tuple3<?, ?, ?> t -> new Object[] {t._1, t._2, t._3};
                default -> ((io.vavr.Tuple) value).toSeq().toJavaArray();
            };
        }

        @Override
        public Object build(Object[] p) {
            return switch (arity) {
                case 0 -> Tuple0.instance();
                case 1 -> new Tuple1<>(p[0]);
                case 2 -> new Tuple2<>(p[0], p[1]);
                case 3 -> new Tuple3<>(p[0], p[1], p[2]);
                case 4 -> new Tuple4<>(p[0], p[1], p[2], p[3]);
                case 5 -> new Tuple5<>(p[0], p[1], p[2], p[3], p[4]);
                case 6 -> new Tuple6<>(p[0], p[1], p[2], p[3], p[4], p[5]);
                case 7 -> new Tuple7<>(p[0], p[1], p[2], p[3], p[4], p[5], p[6]);
                default -> new Tuple8<>(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]);
            };
        }

        @Override
        public String part(int i) {
            return "_" + (i + 1);
        }

        @Override
        public String print(Seq<String> parts) {
            return list("", parts);
        }
    }

    /**
     * A Vavr sequence.
     *
     * @param kind which one
     */
    record Sequence(Kind kind) implements Container {
        enum Kind {
            LIST, VECTOR, ARRAY, QUEUE, STREAM;

            static Kind of(Seq<?> seq) {
                return switch (seq) {
                    case io.vavr.collection.List<?> _ -> LIST;
                    case io.vavr.collection.Vector<?> _ -> VECTOR;
                    case io.vavr.collection.Queue<?> _ -> QUEUE;
                    case io.vavr.collection.Stream<?> _ -> STREAM;
                    default -> ARRAY;
                };
            }
        }

        @Override
        public boolean fits(Object value) {
            return value instanceof Seq<?> seq && Kind.of(seq) == kind;
        }

        @Override
        public Object[] parts(Object value) {
            return ((Seq<?>) value).toJavaArray();
        }

        @Override
        public Object build(Object[] parts) {
            return switch (kind) {
                case LIST -> io.vavr.collection.List.of(parts);
                case VECTOR -> io.vavr.collection.Vector.of(parts);
                case ARRAY -> Array.of(parts);
                case QUEUE -> io.vavr.collection.Queue.of(parts);
                case STREAM -> io.vavr.collection.Stream.of(parts);
            };
        }

        @Override
        public String print(Seq<String> parts) {
            return list(kind.name().charAt(0) + kind.name().substring(1).toLowerCase(java.util.Locale.ROOT), parts);
        }
    }

    /** A Java list; put together again as an unmodifiable one. */
    record JavaList() implements Container {
        @Override
        public boolean fits(Object value) {
            return value instanceof List<?>;
        }

        @Override
        public Object[] parts(Object value) {
            return ((List<?>) value).toArray();
        }

        @Override
        public Object build(Object[] parts) {
            return Collections.unmodifiableList(java.util.Arrays.asList(parts));
        }

        @Override
        public String print(Seq<String> parts) {
            return list("List", parts);
        }
    }

    /**
     * A Vavr option or a Java optional, with one part or none.
     *
     * @param vavr which of the two
     */
    record Maybe(boolean vavr) implements Container {
        @Override
        public boolean fits(Object value) {
            return vavr ? value instanceof Option<?> : value instanceof Optional<?>;
        }

        @Override
        public Object[] parts(Object value) {
            return value instanceof Option<?> option ? option.toJavaArray() : ((Optional<?>) value).stream().toArray();
        }

        @Override
        public Object build(Object[] parts) {
            return vavr ? parts.length == 0 ? Option.none() : Option.some(parts[0])
                    : parts.length == 0 ? Optional.empty() : Optional.ofNullable(parts[0]);
        }

        @Override
        public String part(int i) {
            return "";
        }

        @Override
        public String print(Seq<String> parts) {
            return parts.isEmpty() ? "None" : list("Some", parts);
        }
    }

    /**
     * A Vavr either.
     *
     * @param right which side it has
     */
    record Side(boolean right) implements Container {
        @Override
        public boolean fits(Object value) {
            return value instanceof Either<?, ?> either && either.isRight() == right;
        }

        @Override
        public Object[] parts(Object value) {
            Either<?, ?> either = (Either<?, ?>) value;
            return new Object[] {right ? either.get() : either.getLeft()};
        }

        @Override
        public Object build(Object[] parts) {
            return right ? Either.right(parts[0]) : Either.left(parts[0]);
        }

        @Override
        public String part(int i) {
            return "";
        }

        @Override
        public String print(Seq<String> parts) {
            return list(right ? "Right" : "Left", parts);
        }
    }

    /**
     * A Java array of references.
     *
     * @param component what it is declared to hold
     */
    record Elements(Class<?> component) implements Container {
        @Override
        public boolean fits(Object value) {
            return value instanceof Object[] array && array.getClass().getComponentType() == component;
        }

        @Override
        public Object[] parts(Object value) {
            return (Object[]) value;
        }

        @Override
        public Object build(Object[] parts) {
            Object[] array = (Object[]) java.lang.reflect.Array.newInstance(component, parts.length);
            for (int i = 0; i < parts.length; i++) {
                if (!Components.canHold(component, parts[i])) {
                    throw Components.cannotHold(toString(), part(i), component, parts[i]);
                }
                array[i] = parts[i];
            }
            return array;
        }

        @Override
        public boolean holds(Object[] parts) {
            return Array.of(parts).forAll(p -> Components.canHold(component, p));
        }

        @Override
        public String toString() {
            return component.getSimpleName() + "[]";
        }

        @Override
        public String print(Seq<String> parts) {
            return list(toString(), parts);
        }
    }

    /** A map; the keys belong to the structure. */
    sealed interface Keyed extends Container permits Mapping, JavaMapping {
        /** In the order of the parts. */
        Array<Object> keys();

        @Override
        default String part(int i) {
            return "[" + keys().get(i) + "]";
        }

        @Override
        default String print(Seq<String> parts) {
            return Container.list("Map", keys().zipWith(parts, (k, p) -> k + ": " + p));
        }
    }

    /**
     * A Vavr map.
     *
     * @param kind which one
     * @param keys in the order of the parts
     */
    record Mapping(Kind kind, Array<Object> keys) implements Keyed {
        enum Kind {
            HASH, LINKED, SORTED;

            static Kind of(io.vavr.collection.Map<?, ?> map) {
                return switch (map) {
                    case io.vavr.collection.SortedMap<?, ?> _ -> SORTED;
                    case io.vavr.collection.LinkedHashMap<?, ?> _ -> LINKED;
                    default -> HASH;
                };
            }
        }

        static Array<Object> keys(io.vavr.collection.Map<?, ?> map) {
            return order(Array.ofAll(map.keysIterator()), Kind.of(map) == Kind.HASH);
        }

        /** Keys without an order of their own in their natural one, so that equal maps have equal structures. */
        static Array<Object> order(Array<?> keys, boolean unordered) {
            boolean comparable = unordered && keys.forAll(k -> k instanceof Comparable<?>)
                    && keys.map(Object::getClass).distinct().size() <= 1;
            return Array.<Object>narrow(comparable ? sorted(keys) : keys);
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // of one class, which is comparable
        private static Array<?> sorted(Array<?> keys) {
            return keys.sorted((a, b) -> ((Comparable) a).compareTo(b));
        }

        @Override
        public boolean fits(Object value) {
            return value instanceof io.vavr.collection.Map<?, ?> map && Kind.of(map) == kind && keys(map).equals(keys);
        }

        @Override
        @SuppressWarnings("unchecked") // asked only for its own keys
        public Object[] parts(Object value) {
            return keys.map(k -> ((io.vavr.collection.Map<Object, ?>) value).get(k).getOrNull()).toJavaArray();
        }

        @Override
        public Object build(Object[] parts) {
            Seq<Tuple2<Object, Object>> entries = keys.zipWithIndex((k, i) -> io.vavr.Tuple.of(k, parts[i]));
            return switch (kind) {
                case HASH -> io.vavr.collection.HashMap.ofEntries(entries);
                case LINKED -> io.vavr.collection.LinkedHashMap.ofEntries(entries);
                case SORTED -> io.vavr.collection.TreeMap.ofEntries((a, b) -> keys.indexOf(a) - keys.indexOf(b), entries);
            };
        }
    }

    /**
     * A Java map. Put together again as an unmodifiable one.
     *
     * @param keys in the order of the parts
     */
    record JavaMapping(Array<Object> keys) implements Keyed {
        @Override
        public boolean fits(Object value) {
            return value instanceof java.util.Map<?, ?> map && map.size() == keys.size() && keys.forAll(map::containsKey);
        }

        @Override
        public Object[] parts(Object value) {
            return keys.map(k -> (Object) ((java.util.Map<?, ?>) value).get(k)).toJavaArray();
        }

        @Override
        public Object build(Object[] parts) {
            SequencedMap<Object, Object> map = new java.util.LinkedHashMap<>();
            for (int i = 0; i < parts.length; i++) {
                map.put(keys.get(i), parts[i]);
            }
            return Collections.unmodifiableSequencedMap(map);
        }
    }
}
