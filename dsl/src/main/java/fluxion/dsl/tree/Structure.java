package fluxion.dsl.tree;

import fluxion.core.Expr;
import fluxion.core.TensorType;
import fluxion.core.TreeException;
import io.vavr.collection.Array;
import io.vavr.collection.Iterator;
import io.vavr.collection.Seq;
import java.util.List;
import java.util.Objects;

/**
 * What a tree is without its tensors: containers, how they nest, and the values that are carried along. Two structures are
 * equal when trees of the one can take the place of trees of the other. Leaves are counted in the order in which a reader
 * meets them.
 */
public sealed interface Structure {
    /** The structure of a single expression. */
    Structure LEAF = Leaf.LEAF;

    /** The place of one expression. */
    enum Leaf implements Structure {
        /** The only one. */
        LEAF;

        @Override
        public String toString() {
            return "·";
        }
    }

    /**
     * A value that is no expression and holds none: part of the structure, carried along unchanged. An array of primitives is
     * copied, since what was traced for its elements must not be taken for others that it holds later. Other values count as
     * equal where {@code equals} says so, and are not expected to change.
     *
     * @param value the value; may be null
     */
    record Carried(Object value) implements Structure {
        /** Keeps a copy of an array. */
        public Carried {
            value = copy(value);
        }

        /** The value; an array is a new one each time. */
        @Override
        public Object value() {
            return copy(value);
        }

        private static Object copy(Object value) {
            return switch (value) {
                case double[] a -> a.clone();
                case float[] a -> a.clone();
                case long[] a -> a.clone();
                case int[] a -> a.clone();
                case short[] a -> a.clone();
                case byte[] a -> a.clone();
                case char[] a -> a.clone();
                case boolean[] a -> a.clone();
                case null, default -> value;
            };
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Carried that && Objects.deepEquals(value, that.value);
        }

        @Override
        public int hashCode() {
            // arrays are equal by their elements, so their identity must not count
            return value == null || value.getClass().isArray() ? 0 : value.hashCode();
        }

        /** The value as it prints itself; of an object that does not, its class, as where it lies in memory says nothing. */
        @Override
        public String toString() {
            String text = String.valueOf(value);
            return value instanceof String ? '"' + text + '"'
                    : value != null && text.endsWith("@" + Integer.toHexString(System.identityHashCode(value)))
                    ? "an object of " + value.getClass().getSimpleName() : text;
        }
    }

    /**
     * A container and what it holds.
     *
     * @param container the kind of container
     * @param children the structure of each thing that it holds
     * @param leafCount how many expressions it holds, counting nested ones
     */
    record Node(Container container, Array<Structure> children, int leafCount) implements Structure {
        Node(Container container, Array<Structure> children) {
            this(container, children, children.map(Structure::leafCount).sum().intValue());
        }

        @Override
        public String toString() {
            return print(this, Iterator.fill(leafCount, () -> "·"));
        }
    }

    /** This structure with another in the place of each leaf. */
    default Structure filled(Structure other) {
        return switch (this) {
            case Leaf _ -> other;
            case Carried carried -> carried;
            case Node node -> new Node(node.container(), node.children().map(child -> child.filled(other)));
        };
    }

    /** How many expressions a tree of this structure holds. */
    default int leafCount() {
        return switch (this) {
            case Leaf _ -> 1;
            case Carried _ -> 0;
            case Node node -> node.leafCount();
        };
    }

    /** The structure of a container that holds things of the given structures. */
    static Structure node(Container container, Seq<? extends Structure> children) {
        return new Node(container, Array.ofAll(children));
    }

    /** The structure of several things in a row, such as a function's arguments. */
    static Structure tuple(Seq<? extends Structure> children) {
        return new Node(new Container.Tuple(children.size()), Array.ofAll(children));
    }

    /** What a container of this structure holds; nothing for a leaf or a carried value. */
    default Array<Structure> parts() {
        return switch (this) {
            case Leaf _, Carried _ -> Array.empty();
            case Node node -> node.children();
        };
    }

    /**
     * Where each leaf is: {@code w1}, {@code net.w1}, {@code [2]}, {@code layers[0].bias}, {@code _1}; the empty text for the
     * only leaf of a single expression.
     */
    default Array<String> paths() {
        return switch (this) {
            case Leaf _ -> Array.of("");
            case Carried _ -> Array.empty();
            case Node node -> Array.range(0, node.children().size()).flatMap(i ->
                    node.children().get(i).paths().map(rest -> join(node.container().part(i), rest)));
        };
    }

    /** One path after another: {@code net} and {@code w1} make {@code net.w1}. */
    static String join(String path, String rest) {
        return path.isEmpty() || rest.isEmpty() || rest.startsWith("[") ? path + rest : path + "." + rest;
    }

    /**
     * Puts a tree of this structure together.
     *
     * @param leaves what to put in the leaves' places: expressions, or anything the containers can hold
     * @throws TreeException where a container cannot hold what it is given, or the number of leaves differs
     */
    default Object build(Seq<?> leaves) {
        if (leaves.size() != leafCount()) {
            throw new TreeException("tree: " + this + " has " + leafCount() + " leaves; got " + leaves.size());
        }
        return build(leaves.iterator());
    }

    private Object build(Iterator<?> leaves) {
        return switch (this) {
            case Leaf _ -> leaves.next();
            case Carried(Object value) -> value;
            case Node node -> {
                Object[] parts = new Object[node.children().size()];
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = node.children().get(i).build(leaves);
                }
                yield node.container().build(parts);
            }
        };
    }

    /**
     * Takes a tree apart if it has this structure.
     *
     * @param leaves receives the expressions, in order; holds some of them where the answer is no
     * @return whether the tree has this structure
     */
    default boolean collect(Object tree, List<? super Expr> leaves) {
        return switch (this) {
            case Leaf _ -> tree instanceof Expr leaf && leaves.add(leaf);
            case Carried carried -> Objects.deepEquals(carried.value, tree);
            case Node node -> {
                if (!node.container().fits(tree)) {
                    yield false;
                }
                Object[] parts = node.container().parts(tree);
                boolean same = parts.length == node.children().size();
                for (int i = 0; same && i < parts.length; i++) {
                    same = node.children().get(i).collect(parts[i], leaves);
                }
                yield same;
            }
        };
    }

    /** This structure with types in its leaves: {@code Mlp(w1: f64[3,4], b1: f64[4])}. */
    default String describe(Seq<TensorType> types) {
        return print(this, types.iterator().map(TensorType::toString));
    }

    private static String print(Structure structure, Iterator<String> leaves) {
        return switch (structure) {
            case Leaf _ -> leaves.next();
            case Carried carried -> carried.toString();
            case Node node -> node.container().print(node.children().map(child -> switch (child) {
                case Leaf _ -> leaves.next();
                case Carried carried -> "=" + carried;
                case Node inner -> print(inner, leaves);
            }));
        };
    }
}
