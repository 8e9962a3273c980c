package fluxion.dsl.tree;

import fluxion.core.Expr;
import fluxion.core.TensorType;
import fluxion.core.TreeException;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Takes trees apart into their expressions and puts them together again.
 *
 * <p>A tree is an {@link Expr}, or a container of trees: a record; a Vavr sequence, map, tuple of up to eight, option or
 * either; a Java list, map, optional or array of references. Everything else, numbers, strings and enum constants among it,
 * is carried along unchanged and is part of the structure.
 */
public final class Trees {
    private Trees() {}

    /** How deep containers may be nested: more than programs nest them, and few enough not to overflow a thread's stack. */
    static final int DEEPEST = 256;

    /**
     * A tree taken apart.
     *
     * @param structure what remains without the expressions
     * @param leaves the expressions, in the structure's order
     */
    public record Flat(Structure structure, Array<Expr> leaves) {
        /** The types of the leaves. */
        public Array<TensorType> types() {
            return leaves.map(Expr::tensorType);
        }
    }

    /** Takes a tree apart. */
    public static Flat flatten(Object tree) {
        List<Expr> leaves = new ArrayList<>();
        Structure structure = flatten(tree, leaves, 0);
        return new Flat(structure, Array.ofAll(leaves));
    }

    private static Structure flatten(Object tree, List<Expr> leaves, int depth) {
        if (tree instanceof Expr leaf) {
            leaves.add(leaf);
            return Structure.LEAF;
        }
        if (depth > DEEPEST) {
            throw new TreeException("tree: containers must not be nested more than " + DEEPEST
                    + " deep, nor hold themselves; got a "
                    + tree.getClass().getSimpleName() + " below that");
        }
        Option<Container> container = Container.of(tree);
        if (container.isEmpty()) {
            return new Structure.Carried(tree);
        }
        return new Structure.Node(container.get(),
                Array.of(container.get().parts(tree)).map(part -> flatten(part, leaves, depth + 1)));
    }

    /** The structure of a tree. */
    public static Structure structure(Object tree) {
        return flatten(tree).structure();
    }

    /** The expressions of a tree, in the structure's order. */
    public static Array<Expr> leaves(Object tree) {
        return flatten(tree).leaves();
    }

    /**
     * Puts a tree together; the type is the one the structure was taken from.
     *
     * @throws TreeException where a container cannot hold what it is given
     */
    @SuppressWarnings("unchecked") // a structure of a T holds its place
    public static <T> T unflatten(Structure structure, Seq<?> leaves) {
        return (T) structure.build(leaves);
    }

    /** The tree with each expression replaced. */
    public static <T> T map(T tree, Function<? super Expr, ? extends Expr> f) {
        Flat flat = flatten(tree);
        return unflatten(flat.structure(), flat.leaves().map(f::apply));
    }

    /**
     * Two trees of one structure combined, leaf by leaf.
     *
     * @throws TreeException when the structures differ; the message shows both
     */
    public static <T> T zip(T one, T other, BiFunction<? super Expr, ? super Expr, ? extends Expr> f) {
        Flat flat = flatten(one);
        return unflatten(flat.structure(), flat.leaves()
                .zipWith(matching("zip", "both trees must have one structure", flat.structure(), other), f::apply));
    }

    /**
     * The leaves of a tree that must have a given structure.
     *
     * @throws TreeException when it has another; the message shows both
     */
    public static Array<Expr> matching(String operation, String requirement, Structure expected, Object tree) {
        Flat flat = flatten(tree);
        if (!flat.structure().equals(expected)) {
            throw new TreeException(operation + ": " + requirement + "; got " + flat.structure() + " for " + expected);
        }
        return flat.leaves();
    }

    /** Each leaf with its path: {@code (net.w1, …)}. */
    public static Array<Tuple2<String, Expr>> named(Object tree) {
        Flat flat = flatten(tree);
        return flat.structure().paths().zipWith(flat.leaves(), Tuple::of);
    }
}
