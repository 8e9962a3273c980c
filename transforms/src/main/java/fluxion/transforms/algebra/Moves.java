package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.EXACT;
import static fluxion.core.rewrite.Law.REAL;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Cast;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Diag;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Flip;
import fluxion.core.op.Op;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Movements: those that move nothing go, two in a row become one, and transposes meet and cancel. */
public final class Moves {
    /** How far inside reorderings look for others. */
    private static final int DEPTH = 4;

    private Moves() {}

    /** The rules of movements. */
    public static Seq<Rule> rules() {
        return Array.of(
                new Coded("move/nothing", "a movement to where everything is already = x", EXACT, "nothing moves",
                        op -> op instanceof Permute || op instanceof Reshape || op instanceof Broadcast || op instanceof Slice || op instanceof Pad
                                || op instanceof Flip || op instanceof Concatenate || op instanceof Cast || op instanceof Reduce,
                        (node, _) -> Option.when(node.inputs().nonEmpty() && movesNothing(node), () -> node.input(0))),
                new Coded("permute/permute", "permute(permute(x, q), p) = permute(x, q∘p)", EXACT, "two reorderings are one",
                        Permute.class::isInstance, Moves::permuteOfPermute),
                new Coded("reshape/reshape", "reshape(reshape(x, s), r) = reshape(x, r)", EXACT, "only the last shape counts",
                        Reshape.class::isInstance, (node, make) -> node.input(0) instanceof Apply(Reshape _, var inputs, _)
                                ? Option.of(make.apply(node.op(), inputs)) : Option.none()),
                new Coded("broadcast/broadcast", "broadcast(broadcast(x, s), r) = broadcast(x, r)", EXACT, "only the last shape counts",
                        Broadcast.class::isInstance, Moves::broadcastOfBroadcast),
                new Coded("flip/flip", "flip(flip(x, a), a) = x", EXACT, "twice is not at all", Flip.class::isInstance,
                        (node, _) -> node.input(0) instanceof Apply inner && inner.op().equals(node.op()) ? Option.of(inner.input(0)) : Option.none()),
                new Coded("permute/broadcast", "permute(broadcast(x, s, a), p) = broadcast(x, p(s), p(a))", EXACT,
                        "where the axes of x stay in order, they are only put elsewhere", Permute.class::isInstance, Moves::permuteOfBroadcast),
                new Coded("permute/diagonal", "(diag v)ᵀ = diag v", EXACT, "a diagonal matrix is its own transpose", Permute.class::isInstance,
                        Moves::permuteOfDiagonal),
                new Coded("permute/dot", "(A·B)ᵀ = Bᵀ·Aᵀ", REAL, "the factors change places", Permute.class::isInstance, Moves::permuteOfDot),
                new Coded("permute/elementwise", "permute(f(permute(x, q), …), p) = f(permute(x, q∘p), …)", EXACT,
                        "inside, reorderings meet others and cancel", Permute.class::isInstance, Moves::permuteOfElementwise));
    }

    private static boolean movesNothing(Apply node) {
        Expr x = node.input(0);
        return switch (node.op()) {
            case Permute permute -> permute.permutation().isIdentity();
            case Reshape reshape -> reshape.to().equals(x.shape());
            case Broadcast broadcast -> broadcast.added().isEmpty();
            case Slice _ -> node.shape().equals(x.shape());
            case Pad _ -> node.shape().equals(x.shape());
            case Flip flip -> flip.axes().forAll(axis -> x.shape().dim(axis) <= 1);
            case Concatenate _ -> node.inputs().size() == 1;
            case Cast cast -> cast.to() == x.dtype();
            case Reduce reduce -> reduce.axes().isEmpty();
            case Op _ -> false;
        };
    }

    private static Option<Expr> permuteOfPermute(Apply node, Make make) {
        Ints p = ((Permute) node.op()).permutation();
        return node.input(0) instanceof Apply(Permute(var q), var inputs, _) ? Option.of(make.apply(new Permute(q.select(p)), inputs)) : Option.none();
    }

    private static Option<Expr> broadcastOfBroadcast(Apply node, Make make) {
        Broadcast outer = (Broadcast) node.op();
        return node.input(0) instanceof Apply(Broadcast inner, var inputs, _)
                ? Option.of(make.apply(new Broadcast(outer.to(), outer.axes().select(inner.axes())), inputs)) : Option.none();
    }

    private static Option<Expr> permuteOfBroadcast(Apply node, Make make) {
        Ints p = ((Permute) node.op()).permutation();
        if (node.input(0) instanceof Apply(Broadcast(var to, var axes), var inputs, _)) {
            Ints places = p.inverse().select(axes);
            return Option.when(places.equals(places.sorted()), () -> make.apply(new Broadcast(new Shape(to.dims().select(p)), places), inputs));
        }
        return Option.none();
    }

    private static Option<Expr> permuteOfDiagonal(Apply node, Make make) {
        Ints p = ((Permute) node.op()).permutation();
        int r = p.size();
        boolean swapsLast = r >= 2 && p.equals(Ints.range(0, r).with(r - 2, r - 1).with(r - 1, r - 2));
        return !swapsLast ? Option.none() : switch (node.input(0)) {
            case Apply(Eye(var dtype, var rows, var columns, var offset), _, _) -> Option.of(make.apply(new Eye(dtype, columns, rows, -offset)));
            case Apply(Diag(var offset), var inputs, _) -> Option.of(make.apply(new Diag(-offset), inputs));
            case Expr _ -> Option.none();
        };
    }

    private static Option<Expr> permuteOfDot(Apply node, Make make) {
        Ints p = ((Permute) node.op()).permutation();
        if (node.input(0) instanceof Apply(Dot dot, var inputs, _) && !make.shared(node.input(0))) {
            int batch = dot.leftBatch().size();
            int left = dot.leftFree(inputs.get(0).rank()).size();
            int right = dot.rightFree(inputs.get(1).rank()).size();
            Ints swapped = Ints.range(0, batch).concat(Ints.range(batch + left, batch + left + right)).concat(Ints.range(batch, batch + left));
            return Option.when(p.equals(swapped), () -> make.apply(
                    new Dot(dot.rightBatch(), dot.leftBatch(), dot.rightContract(), dot.leftContract()), inputs.reverse()));
        }
        return Option.none();
    }

    /** Only where every operand takes the reordering without work of its own, and one of them loses one. */
    private static Option<Expr> permuteOfElementwise(Apply node, Make make) {
        Permute op = (Permute) node.op();
        if (node.input(0) instanceof Apply inner && inner.op().isElementwise() && !make.shared(inner)
                && inner.inputs().forAll(input -> takesPermutation(input, op.permutation(), DEPTH))
                && inner.inputs().exists(input -> losesPermutation(input, op.permutation(), DEPTH))) {
            return Option.of(make.apply(inner.op(), inner.inputs().map(input -> make.apply(op, input))));
        }
        return Option.none();
    }

    private static boolean losesPermutation(Expr x, Ints p, int depth) {
        return x instanceof Apply(Permute(var q), _, _) && q.select(p).isIdentity()
                || depth > 0 && x instanceof Apply inner && inner.op().isElementwise() && inner.inputs().exists(input -> losesPermutation(input, p, depth - 1));
    }

    private static boolean takesPermutation(Expr x, Ints p, int depth) {
        return Literal.value(x).isDefined() || switch (x) {
            case Apply(Permute _, _, _) -> true;
            case Apply(Eye _, _, _) -> p.size() == 2;
            case Apply(Broadcast(_, var axes), _, _) -> {
                Ints places = p.inverse().select(axes);
                yield places.equals(places.sorted());
            }
            case Apply inner when depth > 0 && inner.op().isElementwise() -> inner.inputs().forAll(input -> takesPermutation(input, p, depth - 1))
                    && inner.inputs().exists(input -> losesPermutation(input, p, depth - 1));
            case Expr _ -> false;
        };
    }
}
