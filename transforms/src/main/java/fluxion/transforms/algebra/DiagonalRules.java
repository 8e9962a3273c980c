package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.REAL;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.CumSum;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Permute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Slice;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * Identity and diagonal matrices stay what they are for as long as they can: a product with one is no product of matrices.
 * They are zero off the diagonal whatever the other factor holds there.
 */
public final class DiagonalRules {
    private DiagonalRules() {}

    /** The rules of identity and diagonal matrices. */
    public static Seq<RuleGroup> groups() {
        return Array.of(RuleGroup.whenAny(DiagonalRules::rules, Diag.class, Eye.class, Diagonal.class));
    }

    private static Seq<Rule> rules() {
        return Array.of(
                new ProceduralRule("dot/eye", "x·I = x", REAL, "the identity is neutral", Dot.class::isInstance,
                        DiagonalRules::dotOfEye),
                new ProceduralRule("dot/diagonal", "diag(v)·x = v ⊙ x", REAL, "each row is scaled by itself",
                        Dot.class::isInstance, DiagonalRules::dotOfDiagonal),
                new ProceduralRule("mul/diagonal", "I ⊙ broadcast(v) = diag(v)", REAL, "zero off the diagonal",
                        op -> op == Binary.MUL,
                        DiagonalRules::product),
                new ProceduralRule("div/diagonal", "diag(v)/f = diag(v/f) for f the same along rows or columns", REAL,
                        "zero off the diagonal, but for 0/0",
                        op -> op == Binary.DIV, DiagonalRules::quotient),
                new ProceduralRule("diag/ones", "diag(1, …, 1) = I", Law.EXACT, "the identity", Diag.class::isInstance,
                        (node, make) -> ((Diag) node.op()).offset() == 0 && node.rank() == 2
                                && Literal.value(node.input(0)).exists(v -> v == 1)
                                ? Option.of(make.apply(new Eye(node.dtype(), node.shape().dim(0), node.shape().dim(0), 0)))
                                : Option.none()),
                new ProceduralRule("mul/diagonal-plus",
                        "(diag(v) ± y) ⊙ w = diag(v ⊙ w) ± y ⊙ w for w the same along rows or columns",
                        REAL, "the structure stays",
                        op -> op == Binary.MUL, DiagonalRules::spreadProduct),
                new ProceduralRule("slice/eye", "I[a:b, c:d] = eye(b − a, d − c, offset)", Law.EXACT, "a part of the identity",
                        Slice.class::isInstance, DiagonalRules::sliceOfEye),
                new ProceduralRule("diagonal/permute", "diagonal(Aᵀ) = diagonal(A)", Law.EXACT, "the diagonal stays",
                        Diagonal.class::isInstance,
                        (node, make) -> node.input(0) instanceof Apply(Permute(var p), var inputs, _)
                                && ((Diagonal) node.op()).offset() == 0
                                && p.equals(Ints.range(0, p.size()).with(p.size() - 2, p.size() - 1)
                                .with(p.size() - 1, p.size() - 2))
                                ? Option.of(make.apply(node.op(), inputs)) : Option.none()),
                new ProceduralRule("diagonal/elementwise", "diagonal(f(x, y)) = f(diagonal(x), diagonal(y))", Law.EXACT,
                        "work on fewer elements", Diagonal.class::isInstance,
                        DiagonalRules::diagonalOfElementwise),
                new ProceduralRule("diagonal/identity", "diagonal(I) = 1", Law.EXACT, "ones", Diagonal.class::isInstance,
                        (node, make) -> ((Diagonal) node.op()).offset() == 0 && isIdentity(node.input(0))
                                ? make.literal(node.tensorType(), 1) : Option.none()),
                new ProceduralRule("permute/cumsum", "cumsum(D, axis 1)ᵀ = cumsum(D, axis 0) for diagonal D", Law.EXACT,
                        "D is its own transpose", Permute.class::isInstance,
                        (node, make) -> node.rank() == 2
                                && node.input(0) instanceof Apply(CumSum(int axis, boolean reverse), var of, _)
                                && isDiagonal(of.get(0))
                                && ((Permute) node.op()).permutation().equals(Ints.of(1, 0))
                                ? Option.of(make.apply(new CumSum(1 - axis, reverse), of)) : Option.none()),
                new ProceduralRule("neg/diagonal", "−diag(v) = diag(−v)", REAL, "zero off the diagonal", op -> op == Unary.NEG,
                        (node, make) -> node.input(0) instanceof Apply(Diag diag, var inputs, _)
                                ? Option.of(make.apply(diag, make.apply(Unary.NEG, inputs))) : Option.none()),
                new ProceduralRule("add/diagonal", "diag(v) ± diag(w) = diag(v ± w)", REAL, "zero off the diagonal",
                        op -> op == Binary.ADD || op == Binary.SUB, DiagonalRules::sum),
                new ProceduralRule("sum/diagonal", "Σ diag(v) over rows or columns = v", REAL, "one element in each is not zero",
                        Reduce.class::isInstance, DiagonalRules::reduced),
                new ProceduralRule("diagonal/diag", "diagonal(diag(v)) = v", REAL, "taken off again", Diagonal.class::isInstance,
                        (node, _) -> node.input(0) instanceof Apply(Diag(var offset), var inputs, _)
                                && offset == ((Diagonal) node.op()).offset()
                                ? Option.of(inputs.get(0)) : Option.none()));
    }

    static boolean isIdentity(Expr x) {
        return x instanceof Apply(Eye(_, var rows, var columns, var offset), _, _) && rows == columns && offset == 0;
    }

    /** Whether a square matrix is plainly zero off its diagonal. */
    static boolean isDiagonal(Expr x) {
        return diagonalOf(x, Make.PLAIN).isDefined();
    }

    private static Option<Expr> dotOfEye(Apply node, Make make) {
        Dot dot = (Dot) node.op();
        if (!dot.leftBatch().isEmpty() || dot.leftContract().size() != 1) {
            return Option.none();
        }
        Expr a = node.input(0);
        Expr b = node.input(1);
        if (isIdentity(b)) {
            int axis = dot.leftContract().get(0);
            return Option.of(move(a, Ints.range(0, a.rank()).without(Ints.of(axis)).append(axis), make));
        }
        if (isIdentity(a)) {
            int axis = dot.rightContract().get(0);
            return Option.of(move(b, Ints.range(0, b.rank()).without(Ints.of(axis)).prepend(axis), make));
        }
        return Option.none();
    }

    private static Expr move(Expr x, Ints permutation, Make make) {
        return permutation.isIdentity() ? x : make.apply(new Permute(permutation), x);
    }

    private static Expr spread(Expr x, Shape to, Ints axes, Make make) {
        return axes.size() == to.rank() ? x : make.apply(new Broadcast(to, axes), x);
    }

    /** The dots whose one operand is diag(v), contracted over a matrix axis of it, become products of elements. */
    private static Option<Expr> dotOfDiagonal(Apply node, Make make) {
        Dot dot = (Dot) node.op();
        if (!dot.leftBatch().isEmpty() || dot.leftContract().size() != 1) {
            return Option.none();
        }
        Expr a = node.input(0);
        Expr b = node.input(1);
        Shape to = node.shape();
        int r = to.rank();
        if (b instanceof Apply(Diag(var offset), var inputs, _) && offset == 0 && dot.rightContract().get(0) >= b.rank() - 2) {
            // axes: a's free ones, b's leading ones, b's remaining matrix axis, which is the contracted one by another name
            int contracted = dot.leftContract().get(0);
            int free = a.rank() - 1;
            Expr moved = move(a, Ints.range(0, a.rank()).without(Ints.of(contracted)).append(contracted), make);
            Expr left = spread(moved, to, Ints.range(0, free).append(r - 1), make);
            return Option.of(make.apply(Binary.MUL, left, spread(inputs.get(0), to, Ints.range(free, r), make)));
        }
        if (a instanceof Apply(Diag(var offset), var inputs, _) && offset == 0 && dot.leftContract().get(0) >= a.rank() - 2) {
            int contracted = dot.rightContract().get(0);
            int lead = a.rank() - 2;
            Expr moved = move(b, Ints.range(0, b.rank()).without(Ints.of(contracted)).prepend(contracted), make);
            Expr right = spread(moved, to, Ints.range(lead, r), make);
            return Option.of(make.apply(Binary.MUL, spread(inputs.get(0), to, Ints.range(0, lead + 1), make), right));
        }
        return Option.none();
    }

    /** The vectors of the diagonals of what is plainly zero off them, shape [..., n] for [..., n, n]. */
    private static Option<Expr> diagonalOf(Expr x, Make make) {
        int r = x.rank();
        return switch (x) {
            case Apply(Eye _, _, _) when isIdentity(x) -> make.literal(TensorType.of(x.dtype(), x.shape().dim(0)), 1);
            case Apply(Diag(var offset), var inputs, _) when offset == 0 -> Option.of(inputs.get(0));
            case Apply(Broadcast(var to, var axes), var inputs, _) when isIdentity(inputs.get(0))
                    && axes.equals(Ints.of(r - 2, r - 1)) ->
                    make.literal(new TensorType(x.dtype(), new Shape(to.dims().take(r - 1))), 1);
            case Apply(Unary op, var inputs, _) when op
                    == Unary.NEG -> diagonalOf(inputs.get(0), make).map(v -> make.apply(Unary.NEG, v));
            case Apply(Binary op, var inputs, _) when op == Binary.MUL
                    && Literal.value(inputs.get(0)).isDefined() -> diagonalOf(inputs.get(1), make)
                    .flatMap(v -> make.literal(v.tensorType(), Literal.value(inputs.get(0)).get())
                    .map(c -> make.apply(Binary.MUL, c, v)));
            case Expr _ -> Option.none();
        };
    }

    private static Option<Expr> quotient(Apply node, Make make) {
        Expr factor = node.input(1);
        int r = node.rank();
        Option<Double> number = Literal.value(factor);
        return diagonalOf(node.input(0), make)
                .flatMap(v -> (number.isDefined() ? make.literal(v.tensorType(), number.get()).filter(_ -> number.get() != 0)
                : factor instanceof Apply(Broadcast _, _, _) ? weights(factor, r, make) : Option.<Expr>none())
                .map(w -> make.apply(new Diag(0), make.apply(Binary.DIV, v, w))));
    }

    private static Option<Expr> spreadProduct(Apply node, Make make) {
        for (int i = 0; i < 2; i++) {
            if (node.input(i) instanceof Apply sum && (sum.op() == Binary.ADD || sum.op() == Binary.SUB) && !make.shared(sum)
                    && sum.inputs().exists(part -> diagonalOf(part, Make.PLAIN).isDefined())
                    && node.input(1 - i) instanceof Apply(Broadcast b, _, _)
                            && !(b.axes().contains(node.rank() - 2) && b.axes().contains(node.rank() - 1))) {
                Expr factor = node.input(1 - i);
                return Option.of(make.apply(sum.op(), sum.inputs().map(part -> make.apply(Binary.MUL, part, factor))));
            }
        }
        return Option.none();
    }

    private static Option<Expr> sliceOfEye(Apply node, Make make) {
        Slice slice = (Slice) node.op();
        return node.input(0) instanceof Apply(Eye(var dtype, _, _, int offset), _, _) && slice.step().forAll(s -> s == 1)
                ? Option.of(make.apply(new Eye(dtype, node.shape().dim(0), node.shape().dim(1),
                offset + slice.start().get(0) - slice.start().get(1)))) : Option.none();
    }

    private static Option<Expr> diagonalOfElementwise(Apply node, Make make) {
        if (!(node.input(0) instanceof Apply inner) || !inner.op().isElementwise() || make.shared(inner)) {
            return Option.none();
        }
        Seq<Expr> operands = Array.empty();
        for (Expr input : inner.inputs()) {
            Option<Double> number = Literal.value(input);
            Option<Expr> diagonal = number.isDefined() ? make.literal(input.tensorType().withShape(node.shape()), number.get())
                    : Option.of(make.apply(node.op(), input));
            if (diagonal.isEmpty()) {
                return Option.none();
            }
            operands = operands.append(diagonal.get());
        }
        return Option.of(make.apply(inner.op(), operands));
    }

    private static Option<Expr> product(Apply node, Make make) {
        return scaled(node.input(0), node.input(1), make).orElse(() -> scaled(node.input(1), node.input(0), make));
    }

    /** diag(v) ⊙ f, where the diagonals of f cost nothing to read: f is repeated along one of the matrix axes, or a number. */
    private static Option<Expr> scaled(Expr diagonal, Expr factor, Make make) {
        int r = diagonal.rank();
        if (Literal.value(factor).isDefined()) {
            return diagonalOf(diagonal, make).flatMap(v -> make.literal(v.tensorType(), Literal.value(factor).get())
                    .map(c -> make.apply(new Diag(0), make.apply(Binary.MUL, c, v))));
        }
        return diagonalOf(diagonal, make)
                .flatMap(v -> weights(factor, r, make).map(w -> make.apply(new Diag(0), make.apply(Binary.MUL, v, w))));
    }

    /** The diagonals of square matrices that are read off without work. */
    private static Option<Expr> weights(Expr factor, int r, Make make) {
        return switch (factor) {
            case Apply(Broadcast(var to, var axes), var inputs, _) when !(axes.contains(r - 2) && axes.contains(r - 1)) ->
                    Option.of(
                    spread(inputs.get(0), new Shape(to.dims().take(r - 1)), axes.map(axis -> axis == r - 1 ? r - 2 : axis),
                            make));
            case Apply(Diag(var offset), var inputs, _) when offset == 0 -> Option.of(inputs.get(0));
            case Expr _ -> r == 2 ? Option.of(make.apply(new Diagonal(0), factor)) : Option.none();
        };
    }

    private static Option<Expr> sum(Apply node, Make make) {
        return diagonalOf(node.input(0), make).flatMap(v -> diagonalOf(node.input(1), make)
                .map(w -> make.apply(new Diag(0), make.apply(node.op(), v, w))));
    }

    private static Option<Expr> reduced(Apply node, Make make) {
        Reduce reduce = (Reduce) node.op();
        Option<Expr> diagonal = reduce.kind() == Reduce.Kind.SUM ? diagonalOf(node.input(0), make) : Option.none();
        if (diagonal.isDefined()) {
            int r = node.input(0).rank();
            Ints axes = reduce.axes();
            if (axes.contains(r - 1) || axes.contains(r - 2)) {
                // the first matrix axis summed leaves v, whose axes are summed as before
                Ints rest = axes.contains(r - 1) && axes.contains(r - 2) ? axes.without(Ints.of(axes.size() - 1))
                        : axes.filter(axis -> axis < r - 2);
                return Option.of(rest.isEmpty() ? diagonal.get() : make.apply(new Reduce(Reduce.Kind.SUM, rest), diagonal.get()));
            }
        }
        return Option.none();
    }
}
