package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TreeException;
import fluxion.dsl.function.Axes;
import fluxion.dsl.function.Tracing;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.TreeVector;
import fluxion.dsl.tree.Trees;
import io.vavr.Function3;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Values and trees of expressions, and axes of vmap. */
final class TreeVerbs {
    private TreeVerbs() {}

    // ---- values ----

    /**
     * The value of an expression that depends on no variable; a tensor is its own.
     *
     * @throws FluxionException where it depends on a variable, as inside a function
     */
    public static Tensor eval(Expr x) { Given.arguments("eval", x); return Tracing.values("eval", Array.of(x)).get(0); }

    /** A tree with the value of each of its expressions. */
    public static <T> T eval(T tree) {
        Given.arguments("eval", tree);
        Trees.Flat flat = Trees.flatten(tree);
        return Trees.unflatten(flat.structure(), Tracing.values("eval", flat.leaves()));
    }

    /** The value of a scalar expression, see {@link #eval(Expr)}. */
    public static double toDouble(Expr x) {
        Given.arguments("toDouble", x);
        return Tracing.values("toDouble", Array.of(x)).get(0).toDouble();
    }

    // ---- trees ----

    /** A tree with each expression replaced; computed where it is known. */
    public static <T> T map(T tree, Function<? super Expr, ? extends Expr> f) {
        Given.arguments("map", tree, f);
        Trees.Flat flat = Trees.flatten(tree);
        return Trees.unflatten(flat.structure(), Tracing.settle(flat.leaves().map(f::apply)));
    }

    /** Two trees of one structure combined leaf by leaf; computed where all is known. */
    public static <T> T zip(T one, T other, BiFunction<? super Expr, ? super Expr, ? extends Expr> f) {
        Given.arguments("zip", one, other, f);
        Trees.Flat flat = Trees.flatten(Trees.zip(one, other, f));
        return Trees.unflatten(flat.structure(), Tracing.settle(flat.leaves()));
    }

    /** Three trees of one structure combined leaf by leaf; computed where all is known. */
    public static <T> T zip(T one, T other, T third, Function3<? super Expr, ? super Expr, ? super Expr, ? extends Expr> f) {
        Given.arguments("zip", one, other, third, f);
        return zipAll(Array.of(one, other, third), leaves -> f.apply(leaves.get(0), leaves.get(1), leaves.get(2)));
    }

    /**
     * Any number of trees of one structure combined: each leaf is made of the leaves in its place, in the order of the trees;
     * computed where all is known.
     */
    public static <T> T zipAll(Seq<? extends T> trees, Function<? super Array<Expr>, ? extends Expr> f) {
        Given.arguments("zipAll", trees, f);
        if (trees.isEmpty()) {
            throw new TreeException("zipAll: requires at least one tree; got none");
        }
        Structure structure = Trees.structure(trees.head());
        Array<Array<Expr>> leaves = aligned("zipAll", structure, trees);
        return Trees.unflatten(structure, Tracing.settle(Array.range(0, structure.leafCount())
                .map(i -> f.apply(leaves.map(each -> each.get(i))))));
    }

    private static Array<Array<Expr>> aligned(String verb, Structure structure, Seq<?> trees) {
        return Array.ofAll(trees).map(tree -> Trees.matching(verb, "all trees must have one structure", structure, tree));
    }

    /** The leaves combined from the first to the last, {@code f(f(initial, a), b)}; the initial one where there are none. */
    public static Expr reduce(Object tree, Expr initial, BinaryOperator<Expr> f) {
        Given.arguments("reduce", tree, initial, f);
        return Trees.leaves(tree).foldLeft(initial, f);
    }

    /** The inner product of two trees of one structure: the sum over all leaves of products of elements, in the widest dtype. */
    public static Expr treeDot(Object one, Object other) {
        Given.arguments("treeDot", one, other);
        Structure structure = Trees.structure(one);
        return known(total(Trees.leaves(one).zipWith(
                Trees.matching("treeDot", "both trees must have one structure", structure, other), (a, b) -> a.times(b).sum())));
    }

    /** The Euclidean norm of all elements of all leaves together, {@code √Σx²}, in the widest dtype; its slope at 0 is 0. */
    public static Expr globalNorm(Object tree) {
        Given.arguments("globalNorm", tree);
        Expr squares = total(Trees.leaves(tree).map(leaf -> leaf.square().sum()));
        Expr zero = squares.eq(0);
        return known(zero.where(squares, zero.where(LiteralVerbs.onesLike(squares), squares).sqrt()));
    }

    private static Expr total(Array<Expr> sums) {
        return sums.isEmpty() ? Tensor.of(0.0) : sums.reduce(Expr::plus);
    }

    private static Expr known(Expr x) {
        return Tracing.settle(Array.of(x)).get(0);
    }

    /** All elements of all leaves, leaf by leaf and row by row, as one vector of the widest dtype; {@link #unravel} goes back. */
    public static Expr ravel(Object tree) {
        Given.arguments("ravel", tree);
        Array<Expr> leaves = Trees.leaves(tree);
        return leaves.isEmpty() ? LiteralVerbs.zeros(LiteralVerbs.f64(0))
                : known(ArrayVerbs.concatenate(0, leaves.map(leaf -> leaf.reshape(-1))));
    }

    /**
     * The tree like another whose elements are those of a vector, as {@link #ravel} puts them in a row; each leaf takes its own
     * dtype.
     *
     * @throws ShapeException where the vector has another length
     */
    public static <T> T unravel(T like, Expr vector) {
        Given.arguments("unravel", like, vector);
        Trees.Flat flat = Trees.flatten(like);
        int size = flat.types().map(type -> (int) type.shape().size()).sum().intValue();
        if (vector.rank() != 1 || vector.shape().dim(0) != size) {
            throw new ShapeException("unravel: the tree has " + size + " elements; got " + vector.type());
        }
        return Trees.unflatten(flat.structure(),
                Tracing.settle(TreeVector.parts(flat.types(), vector, new Shape(Ints.empty()))));
    }

    /** Where each leaf is, in the order of {@link #leaves}: {@code layers[0].bias}; the empty text for an expression alone. */
    public static Array<String> paths(Object tree) {
        Given.arguments("paths", tree);
        return Trees.structure(tree).paths();
    }

    /** Trees of one structure as one whose leaves have them side by side along a new axis 0, for {@code vmap}. */
    public static <T> T stackTrees(Seq<? extends T> trees) {
        Given.arguments("stackTrees", trees);
        return zipAll(trees, leaves -> ArrayVerbs.stack(0, leaves));
    }

    /** The trees that lie side by side along axis 0 of all leaves. */
    public static <T> Array<T> unstackTrees(T tree) {
        Given.arguments("unstackTrees", tree);
        Trees.Flat flat = Trees.flatten(tree);
        Array<Integer> lengths = flat.leaves().map(leaf -> leaf.rank() == 0 ? -1 : leaf.shape().dim(0)).distinct();
        if (lengths.size() != 1 || lengths.get(0) < 0) {
            throw new ShapeException("unstackTrees: all leaves must have an axis 0 of one length; got "
                    + flat.structure().describe(flat.types()));
        }
        return Array.range(0, lengths.get(0)).map(i -> map(tree, leaf -> leaf.get(i)));
    }

    /**
     * A tree of trees with inside and outside exchanged: of a tree like {@code outer} that holds in each place a tree like
     * {@code inner}, the tree like {@code inner} that holds in each place a tree like {@code outer}. The values of the two do not
     * count. Containers must be able to hold it: tuples, sequences and maps do.
     *
     * @param <R> what comes out, as the place where it is used says
     * @throws TreeException where the structures differ, or a container cannot hold trees
     */
    public static <R> R transposeTrees(Object outer, Object inner, Object tree) {
        Given.arguments("transposeTrees", outer, inner, tree);
        Structure outside = Trees.structure(outer);
        Structure inside = Trees.structure(inner);
        Array<Expr> leaves = Trees.matching("transposeTrees", "the tree must hold trees like inner in the places of outer",
                outside.filled(inside), tree);
        int n = inside.leafCount();
        return Trees.unflatten(inside, Array.range(0, n).map(i -> Trees.unflatten(outside,
                Array.range(0, outside.leafCount()).map(j -> leaves.get(j * n + i)))));
    }

    /** The expressions of a tree. */
    public static Array<Expr> leaves(Object tree) { Given.arguments("leaves", tree); return Trees.leaves(tree); }

    /** A tree like another with zeros in the expressions' places. */
    public static <T> T zerosLike(T tree) { Given.arguments("zerosLike", tree); return Trees.map(tree, LiteralVerbs::zerosLike); }

    // ---- axes of vmap ----

    /** Lanes along an axis; negative ones count from the end. */
    public static Axes axis(int axis) { return new Axes.At(axis); }

    /** No lanes: shared by all of them. */
    public static Axes none() { return new Axes.None(); }

    /** Axes for each part of a record or other container, in its order: numbers, {@code none()}, or trees again. */
    public static Axes tree(Object... parts) { Given.arguments("tree", (Object) parts); return Axes.each(Array.of(parts)); }
}
