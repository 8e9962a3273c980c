package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Tensor;
import fluxion.dsl.function.Axes;
import fluxion.dsl.function.Tracing;
import fluxion.dsl.tree.Trees;
import io.vavr.collection.Array;
import java.util.function.BiFunction;
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
