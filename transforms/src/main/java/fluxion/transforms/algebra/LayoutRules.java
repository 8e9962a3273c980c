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
public final class LayoutRules {
    /** How far inside reorderings look for others. */
    private static final int DEPTH = 4;

    private LayoutRules() {}

    /** The rules of movements. */
    public static Seq<RuleGroup> groups() {
        return Array.of(
                RuleGroup.whenAny(LayoutRules::rules, Permute.class, Reshape.class, Broadcast.class, Slice.class, Pad.class,
                        Flip.class, Concatenate.class, Cast.class, Reduce.class));
    }

    private static Seq<Rule> rules() {
        return Array.of(
                new ProceduralRule("move/nothing", "a movement to where everything is already = x", EXACT, "nothing moves",
                        op -> op instanceof Permute || op instanceof Reshape || op instanceof Broadcast || op instanceof Slice
                                || op instanceof Pad
                                || op instanceof Flip || op instanceof Concatenate || op instanceof Cast || op instanceof Reduce,
                        (node, _) -> Option.when(node.inputs().nonEmpty() && movesNothing(node), () -> node.input(0))),
                new ProceduralRule("permute/permute", "permute(permute(x, q), p) = permute(x, q∘p)", EXACT,
                        "two reorderings are one",
                        Permute.class::isInstance, LayoutRules::permuteOfPermute),
                new ProceduralRule("reshape/reshape", "reshape(reshape(x, s), r) = reshape(x, r)", EXACT,
                        "only the last shape counts",
                        Reshape.class::isInstance, (node, make) -> node.input(0) instanceof Apply(Reshape _, var inputs, _)
                                ? Option.of(make.apply(node.op(), inputs)) : Option.none()),
                new ProceduralRule("broadcast/broadcast", "broadcast(broadcast(x, s), r) = broadcast(x, r)", EXACT,
                        "only the last shape counts",
                        Broadcast.class::isInstance, LayoutRules::broadcastOfBroadcast),
                new ProceduralRule("flip/flip", "flip(flip(x, a), a) = x", EXACT, "twice is not at all", Flip.class::isInstance,
                        (node, _) -> node.input(0) instanceof Apply inner && inner.op().equals(node.op())
                                ? Option.of(inner.input(0)) : Option.none()),
                new ProceduralRule("permute/broadcast", "permute(broadcast(x, s, a), p) = broadcast(x, p(s), p(a))", EXACT,
                        "where the axes of x stay in order, they are only put elsewhere", Permute.class::isInstance,
                        LayoutRules::permuteOfBroadcast),
                new ProceduralRule("permute/diagonal", "(diag v)ᵀ = diag v", EXACT, "a diagonal matrix is its own transpose",
                        Permute.class::isInstance, LayoutRules::permuteOfDiagonal),
                new ProceduralRule("permute/dot", "(A·B)ᵀ = Bᵀ·Aᵀ", REAL, "the factors change places", Permute.class::isInstance,
                        LayoutRules::permuteOfDot),
                new ProceduralRule("elementwise/permutes", "f(permute(x, p), permute(y, p)) = permute(f(x, y), p)", EXACT,
                        "one reordering instead of two",
                        Op::isElementwise, LayoutRules::elementwiseOfPermutes),
                new ProceduralRule("permute/elementwise", "permute(f(permute(x, q), …), p) = f(permute(x, q∘p), …)", EXACT,
                        "inside, reorderings meet others and cancel, and diagonal matrices and products take them for nothing",
                        Permute.class::isInstance, LayoutRules::permuteOfElementwise));
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
        return node.input(0) instanceof Apply(Permute(var q), var inputs, _)
                ? Option.of(make.apply(new Permute(q.select(p)), inputs)) : Option.none();
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
            return Option.when(places.equals(places.sorted()),
                    () -> make.apply(new Broadcast(new Shape(to.dims().select(p)), places), inputs));
        }
        return Option.none();
    }

    private static boolean swapsLast(Ints p) {
        int r = p.size();
        return r >= 2 && p.equals(Ints.range(0, r).with(r - 2, r - 1).with(r - 1, r - 2));
    }

    private static Option<Expr> permuteOfDiagonal(Apply node, Make make) {
        boolean swapsLast = swapsLast(((Permute) node.op()).permutation());
        return !swapsLast ? Option.none() : switch (node.input(0)) {
            case Apply(Eye(var dtype, var rows, var columns, var offset), _, _) ->
                    Option.of(make.apply(new Eye(dtype, columns, rows, -offset)));
            case Apply(Diag(var offset), var inputs, _) -> Option.of(make.apply(new Diag(-offset), inputs));
            case Expr _ -> Option.none();
        };
    }

    private static Option<Expr> permuteOfDot(Apply node, Make make) {
        Ints p = ((Permute) node.op()).permutation();
        return node.input(0) instanceof Apply product && product.op() instanceof Dot dot && !make.shared(product)
                && p.equals(swapped(product))
                ? Option.of(make.apply(new Dot(dot.rightBatch(), dot.leftBatch(), dot.rightContract(), dot.leftContract()),
                product.inputs().reverse()))
                : Option.none();
    }

    /** The order of a product's axes where its factors change places. */
    private static Ints swapped(Apply product) {
        Dot dot = (Dot) product.op();
        int batch = dot.leftBatch().size();
        int left = dot.leftFree(product.input(0).rank()).size();
        return Ints.range(0, batch).concat(Ints.range(batch + left, product.rank())).concat(Ints.range(batch, batch + left));
    }

    /** Only where that makes reorderings fewer: some meet others and cancel, or operands take them without work. */
    private static Option<Expr> permuteOfElementwise(Apply node, Make make) {
        Permute op = (Permute) node.op();
        if (node.input(0) instanceof Apply inner && inner.op().isElementwise() && !make.shared(inner)
                && inner.inputs().map(input -> added(input, op.permutation(), make, DEPTH)).sum().intValue() <= 0) {
            return Option.of(pushed(inner, op, make));
        }
        return Option.none();
    }

    private static Option<Expr> elementwiseOfPermutes(Apply node, Make make) {
        Option<Expr> first = node.inputs().find(input -> Literal.value(input).isEmpty());
        if (!first.exists(x -> x instanceof Apply(Permute _, _, _))) {
            return Option.none();
        }
        Op op = ((Apply) first.get()).op();
        Seq<Expr> operands = Array.empty();
        int permuted = 0;
        for (Expr input : node.inputs()) {
            Option<Double> number = Literal.value(input);
            if (number.isEmpty() && (!(input instanceof Apply other) || !other.op().equals(op) || make.shared(input))) {
                return Option.none();
            }
            permuted += number.isEmpty() ? 1 : 0;
            Expr inner = ((Apply) first.get()).input(0);
            Option<Expr> operand = number.isEmpty() ? Option.of(((Apply) input).input(0))
                    : make.literal(input.tensorType().withShape(inner.shape()), number.get());
            if (operand.isEmpty()) {
                return Option.none();
            }
            operands = operands.append(operand.get());
        }
        Seq<Expr> inside = operands;
        return Option.when(permuted > 1, () -> make.apply(op, make.apply(node.op(), inside)));
    }

    /** The elementwise operation on reordered operands. */
    static Expr pushed(Apply elementwise, Permute op, Make make) {
        return make.apply(elementwise.op(), elementwise.inputs().map(input -> make.apply(op, input)));
    }

    /** The first reordering inside elementwise operations. */
    static Option<Ints> reordering(Apply elementwise, int depth) {
        for (Expr input : elementwise.inputs()) {
            if (input instanceof Apply(Permute(var q), _, _)) {
                return Option.of(q);
            }
            if (depth > 0 && input instanceof Apply inner && inner.op().isElementwise()) {
                Option<Ints> found = reordering(inner, depth - 1);
                if (found.isDefined()) {
                    return found;
                }
            }
        }
        return Option.none();
    }

    /** How many more reorderings there are where an expression is reordered. */
    static int added(Expr x, Ints p, Make make, int depth) {
        return Literal.value(x).isDefined() ? 0 : switch (x) {
            case Apply(Permute(var q), _, _) -> q.select(p).isIdentity() ? make.shared(x) ? 0 : -1 : make.shared(x) ? 1 : 0;
            case Apply(Eye _, _, _) -> p.size() == 2 ? 0 : 1;
            case Apply(Diag _, _, _) -> swapsLast(p) ? 0 : 1;
            case Apply(Broadcast(_, var axes), _, _) -> {
                Ints places = p.inverse().select(axes);
                yield places.equals(places.sorted()) ? 0 : 1;
            }
            case Apply dot when dot.op() instanceof Dot -> !make.shared(dot) && swapped(dot).equals(p) ? 0 : 1;
            case Apply inner when depth > 0 && inner.op().isElementwise() && !make.shared(inner) ->
                    Math.min(1, inner.inputs().map(input -> added(input, p, make, depth - 1)).sum().intValue());
            case Expr _ -> 1;
        };
    }
}
