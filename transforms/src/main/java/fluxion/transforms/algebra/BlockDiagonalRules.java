package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.REAL;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diag;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * Tensors that are zero where indices differ, v[i, j]·δᵢₖ·δⱼₗ: the derivatives of functions of elements by a matrix. They are
 * kept as v and one diagonal over the flattened axes.
 */
public final class BlockDiagonalRules {
    private BlockDiagonalRules() {}

    /** The rules of tensors with paired axes. */
    public static Seq<RuleGroup> groups() {
        return Array.of(RuleGroup.whenAny(BlockDiagonalRules::rules, Eye.class, Diag.class));
    }

    private static Seq<Rule> rules() {
        return Array.of(
                new ProceduralRule("mul/blocks", "δᵢₖ·δⱼₗ·wᵢⱼ = diag(w) over both axes", REAL, "zero where indices differ",
                        op -> op == Binary.MUL || op == Binary.DIV,
                        (node, make) -> product(node, 0, make)
                                .orElse(() -> node.op() == Binary.MUL ? product(node, 1, make) : Option.none())),
                new ProceduralRule("add/blocks", "diag(v) ± diag(w) = diag(v ± w) over several axes", REAL,
                        "zero where indices differ",
                        op -> op == Binary.ADD || op == Binary.SUB, BlockDiagonalRules::sum),
                new ProceduralRule("neg/blocks", "−diag(v) = diag(−v) over several axes", REAL, "zero where indices differ",
                        op -> op == Unary.NEG,
                        (node, make) -> read(node.input(0), make).filter(p -> !p.identity())
                                .map(p -> p.with(make.apply(Unary.NEG, p.v())).build(make))),
                new ProceduralRule("permute/blocks", "diagonals over several axes are their own transposes", REAL,
                        "the structure stays",
                        Permute.class::isInstance, BlockDiagonalRules::permuted),
                new ProceduralRule("sum/blocks", "Σₖₗ vᵢⱼ·δᵢₖ·δⱼₗ = vᵢⱼ", REAL, "one element in each is not zero",
                        Reduce.class::isInstance, BlockDiagonalRules::reduced),
                new ProceduralRule("dot/blocks", "Σₖₗ vᵢⱼ·δᵢₖ·δⱼₗ·xₖₗ = vᵢⱼ·xᵢⱼ", REAL, "no product of matrices",
                        Dot.class::isInstance,
                        (node, make) -> contracted(node, 0, make).orElse(() -> contracted(node, 1, make))));
    }

    /**
     * A tensor that is v where the indices of each pair of axes agree, else 0.
     *
     * @param pairs for each axis, which pair it is of, numbered as they first appear
     * @param v an axis for each pair
     * @param identity whether v is ones and the tensor a product of identity matrices
     */
    private record Paired(Ints pairs, Expr v, boolean identity) {
        Paired with(Expr other) {
            return new Paired(pairs, other, false);
        }

        /** One diagonal over the flattened axes, given its axes again. */
        Expr build(Make make) {
            int r = v.rank();
            Ints dims = v.shape().dims();
            Expr flat = make.apply(new Reshape(Shape.of((int) v.shape().size())), v);
            Expr square = make.apply(new Reshape(new Shape(dims.concat(dims))), make.apply(new Diag(0), flat));
            Ints order = order();
            return order.isIdentity() ? square : make.apply(new Permute(order), square);
        }

        /** Where each axis is in the order of first ones, then second ones. */
        private Ints order() {
            return Ints.tabulate(pairs.size(), a -> pairs.indexOf(pairs.get(a)) == a ? pairs.get(a) : v.rank() + pairs.get(a));
        }

        /** The same with the axes in another order. */
        Paired permuted(Ints permutation, Make make) {
            Ints moved = pairs.select(permutation);
            Ints first = Ints.range(0, moved.size()).filter(a -> moved.indexOf(moved.get(a)) == a).map(moved::get);
            return new Paired(moved.map(first::indexOf), first.isIdentity() ? v : make.apply(new Permute(first), v), identity);
        }
    }

    private static Option<Paired> read(Expr e, Make make) {
        if (e.rank() < 4 || e.rank() % 2 != 0 || !(e instanceof Apply apply)) {
            return Option.none();
        }
        return switch (apply.op()) {
            case Permute(var p) -> read(apply.input(0), make).map(inner -> inner.permuted(p, make));
            case Reshape(Shape to) when apply.input(0) instanceof Apply(Diag(int offset), var of, _) && offset == 0
                    && of.get(0).rank() == 1
                    && to.dims().take(to.rank() / 2).equals(to.dims().drop(to.rank() / 2)) -> {
                int r = to.rank() / 2;
                Ints once = Ints.range(0, r);
                yield Option.of(new Paired(once.concat(once), make.apply(new Reshape(new Shape(to.dims().take(r))), of.get(0)),
                        false));
            }
            case Dot _ -> identity(apply).flatMap(pairs -> make.literal(e.tensorType().withShape(dims(pairs, e.shape())), 1)
                    .map(ones -> new Paired(pairs, ones, true)));
            case Op _ -> Option.none();
        };
    }

    private static Shape dims(Ints pairs, Shape shape) {
        return new Shape(Ints.range(0, pairs.size() / 2).map(q -> shape.dim(pairs.indexOf(q))));
    }

    /** The pairs of a product of identity matrices. */
    private static Option<Ints> identity(Expr e) {
        if (e instanceof Apply(Eye _, _, _) && DiagonalRules.isIdentity(e)) {
            return Option.of(Ints.of(0, 0));
        }
        if (e instanceof Apply(Permute(var p), var of, _)) {
            return identity(of.get(0)).map(pairs -> {
                Ints moved = pairs.select(p);
                Ints first = Ints.range(0, moved.size()).filter(a -> moved.indexOf(moved.get(a)) == a).map(moved::get);
                return moved.map(first::indexOf);
            });
        }
        return e instanceof Apply(Dot dot, var of, _) && dot.leftContract().isEmpty() && dot.leftBatch().isEmpty()
                ? identity(of.get(0)).flatMap(a -> identity(of.get(1)).map(b -> a.concat(b.map(q -> q + a.size() / 2))))
                : Option.none();
    }

    private static Option<Expr> product(Apply node, int i, Make make) {
        Option<Paired> found = read(node.input(i), make);
        return found.flatMap(p -> weights(p, node.input(1 - i), node.op() == Binary.DIV, make)
                .filter(_ -> !p.identity() || Literal.value(node.input(1 - i)).isEmpty())
                .map(w -> p.with(node.op() == Binary.MUL ? p.identity() ? w : make.apply(Binary.MUL, p.v(), w)
                : make.apply(Binary.DIV, p.v(), w)).build(make)));
    }

    /** What stands at the places that are not zero, where that is read off without work. */
    private static Option<Expr> weights(Paired p, Expr factor, boolean divides, Make make) {
        Option<Double> number = Literal.value(factor);
        if (number.isDefined()) {
            return make.literal(p.v().tensorType(), number.get()).filter(_ -> number.get() != 0 && Double.isFinite(number.get()));
        }
        if (factor instanceof Apply(Broadcast b, var of, _)) {
            Ints pairs = b.axes().map(p.pairs()::get);
            if (!pairs.isDistinct()) {
                return Option.none();
            }
            Ints sorted = pairs.sorted();
            Expr w = pairs.equals(sorted) ? of.get(0) : make.apply(new Permute(sorted.map(pairs::indexOf)), of.get(0));
            return Option.of(sorted.size() == p.v().rank() ? w : make.apply(new Broadcast(p.v().shape(), sorted), w));
        }
        // divided by what is zero there, zeros are NaN
        return divides ? Option.none() : read(factor, make).filter(q -> q.pairs().equals(p.pairs())).map(Paired::v);
    }

    private static Option<Expr> sum(Apply node, Make make) {
        return read(node.input(0), make).flatMap(p -> read(node.input(1), make)
                .filter(q -> q.pairs().equals(p.pairs()) && !(p.identity() && q.identity()))
                .map(q -> p.with(make.apply(node.op(), p.v(), q.v())).build(make)));
    }

    /** Transposing within pairs changes nothing; the rest is done to v. */
    private static Option<Expr> permuted(Apply node, Make make) {
        Option<Paired> found = read(node, Make.PLAIN).filter(p -> !p.identity());
        return found.filter(p -> !p.order().equals(((Permute) node.op()).permutation())
                || !(node.input(0) instanceof Apply(Reshape _, _, _)))
                .flatMap(_ -> read(node, make)).map(p -> p.build(make));
    }

    private static Option<Expr> reduced(Apply node, Make make) {
        Reduce reduce = (Reduce) node.op();
        if (reduce.kind() != Reduce.Kind.SUM) {
            return Option.none();
        }
        return read(node.input(0), make).filter(p -> !p.identity()).flatMap(p -> {
            int r = p.v().rank();
            Ints left = Ints.range(0, 2 * r).without(reduce.axes()).map(p.pairs()::get);
            Ints gone = Ints.range(0, r).without(left);
            // each pair must be met, or it would stay a matrix
            return Option.when(left.isDistinct(), () -> {
                Expr v = gone.isEmpty() ? p.v() : make.apply(new Reduce(Reduce.Kind.SUM, gone), p.v());
                Ints sorted = left.sorted();
                return left.equals(sorted) ? v : make.apply(new Permute(left.map(sorted::indexOf)), v);
            });
        });
    }

    /** One axis of each pair summed with another tensor. */
    private static Option<Expr> contracted(Apply node, int i, Make make) {
        Dot dot = (Dot) node.op();
        Expr x = node.input(1 - i);
        Ints axes = i == 0 ? dot.leftContract() : dot.rightContract();
        Ints with = i == 0 ? dot.rightContract() : dot.leftContract();
        if (!dot.leftBatch().isEmpty() || 2 * axes.size() != node.input(i).rank()) {
            return Option.none();
        }
        return read(node.input(i), make).filter(p -> !p.identity() && axes.map(p.pairs()::get).isDistinct()).map(p -> {
            int r = axes.size();
            Ints summed = axes.map(p.pairs()::get);
            Ints left = Ints.range(0, 2 * r).without(axes).map(p.pairs()::get);
            Ints mine = left.map(q -> with.get(summed.indexOf(q)));
            Ints others = Ints.range(0, x.rank()).without(with);
            Ints order = i == 0 ? mine.concat(others) : others.concat(mine);
            Expr moved = order.isIdentity() ? x : make.apply(new Permute(order), x);
            Expr v = left.isIdentity() ? p.v() : make.apply(new Permute(left), p.v());
            int from = i == 0 ? 0 : others.size();
            return make.apply(Binary.MUL, others.isEmpty() ? v
                    : make.apply(new Broadcast(node.shape(), Ints.range(from, from + r)), v), moved);
        });
    }
}
