package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.EXACT;
import static fluxion.core.rewrite.Law.REAL;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Dot;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Products of tensors: scalars and signs come out, repeated operands are multiplied once, transposes are read in place. */
public final class DotRules {
    private DotRules() {}

    /** The rules of products of tensors. */
    public static Seq<RuleGroup> groups() {
        return Array.of(RuleGroup.whenAll(DotRules::rules, Dot.class));
    }

    private static Seq<Rule> rules() {
        return Array.of(
                new ProceduralRule("dot/scalar", "(a·x)·y = a·(x·y) for numbers a, (−x)·y = −(x·y)", REAL,
                        "multiplied once, where the result is no bigger than the operand",
                        Dot.class::isInstance, (node, make) -> scalar(node, 0, make).orElse(() -> scalar(node, 1, make))),
                new ProceduralRule("dot/permute", "permute(x)·y = x·y over other axes", EXACT,
                        "products read their operands in any order",
                        Dot.class::isInstance, (node, make) -> permuted(node, 0, make).orElse(() -> permuted(node, 1, make))),
                new ProceduralRule("dot/broadcast",
                        "broadcast(x)·y: free axes are repeated afterwards, contracted ones summed in y, batch axes free in y",
                        REAL,
                        "equal rows are multiplied once", Dot.class::isInstance,
                        (node, make) -> spread(node, 0, make).orElse(() -> spread(node, 1, make))),
                new ProceduralRule("dot/outer-scalar", "x·y = broadcast(x) ⊙ broadcast(y) where one is a scalar", REAL,
                        "nothing is summed, but to a first 0, so that −0 is 0 only on the left",
                        Dot.class::isInstance, DotRules::withScalar));
    }

    private static Option<Expr> scalar(Apply node, int i, Make make) {
        Expr x = node.input(i);
        // a sum of nothing is 0 whatever a is
        if (!(x instanceof Apply apply) || make.shared(x) || node.shape().size() > x.shape().size() || x.shape().size() == 0) {
            return Option.none();
        }
        return switch (apply.op()) {
            case Unary unary when unary == Unary.NEG -> Option.of(make.apply(Unary.NEG, with(node, i, apply.input(0), make)));
            case Binary binary when binary == Binary.MUL -> {
                for (int k = 0; k < 2; k++) {
                    Option<Expr> factor = single(apply.input(k), node.shape(), make);
                    if (factor.isDefined()) {
                        yield Option.of(make.apply(Binary.MUL, factor.get(), with(node, i, apply.input(1 - k), make)));
                    }
                }
                yield Option.none();
            }
            case Binary binary when binary == Binary.DIV -> single(apply.input(1), node.shape(), make)
                    .map(divisor -> make.apply(Binary.DIV, with(node, i, apply.input(0), make), divisor));
            case Op _ -> Option.none();
        };
    }

    private static Expr with(Apply node, int i, Expr operand, Make make) {
        return make.apply(node.op(), node.inputs().update(i, operand));
    }

    /** One number, known or not, that is repeated to a shape, repeated to another. */
    private static Option<Expr> single(Expr e, Shape to, Make make) {
        Option<Double> number = Literal.value(e);
        if (number.isDefined()) {
            return make.literal(e.tensorType().withShape(to), number.get());
        }
        return e instanceof Apply(Broadcast b, var inputs, _) && b.axes().isEmpty()
                ? Option.of(BroadcastRules.respread(inputs.get(0), to, Ints.empty(), make))
                : Option.none();
    }

    // ---- operands as they lie ---------------------------------------------------------------------------------------

    private static Option<Expr> permuted(Apply node, int i, Make make) {
        if (!(node.input(i) instanceof Apply(Permute(var p), var inputs, _))) {
            return Option.none();
        }
        Dot dot = (Dot) node.op();
        Ints free = i == 0 ? dot.leftFree(p.size()) : dot.rightFree(p.size());
        Ints places = p.select(free);
        if (!places.equals(places.sorted())) {
            return Option.none(); // the result's axes would come out in another order
        }
        Dot other = i == 0 ? new Dot(p.select(dot.leftBatch()), dot.rightBatch(), p.select(dot.leftContract()),
                dot.rightContract())
                : new Dot(dot.leftBatch(), p.select(dot.rightBatch()), dot.leftContract(), p.select(dot.rightContract()));
        return Option.of(make.apply(other, node.inputs().update(i, inputs.get(0))));
    }

    // ---- repeated operands ------------------------------------------------------------------------------------------

    /** Axes of an operand with those removed counted away. */
    private static Ints without(Ints axes, Ints removed, int rank) {
        Ints kept = Ints.range(0, rank).without(removed);
        return axes.filter(a -> !removed.contains(a)).map(kept::indexOf);
    }

    private static Option<Expr> spread(Apply node, int i, Make make) {
        if (!(node.input(i) instanceof Apply(Broadcast b, var inputs, _)) || node.shape().size() == 0) {
            return Option.none();
        }
        Dot dot = (Dot) node.op();
        Expr x = inputs.get(0);
        Expr y = node.input(1 - i);
        Ints xBatch = i == 0 ? dot.leftBatch() : dot.rightBatch();
        Ints yBatch = i == 0 ? dot.rightBatch() : dot.leftBatch();
        Ints xContract = i == 0 ? dot.leftContract() : dot.rightContract();
        Ints yContract = i == 0 ? dot.rightContract() : dot.leftContract();
        Ints added = b.added();
        Ints xFree = i == 0 ? dot.leftFree(b.to().rank()) : dot.rightFree(b.to().rank());
        Ints yFree = i == 0 ? dot.rightFree(y.rank()) : dot.leftFree(y.rank());

        // contracted axes that x only repeats are summed in y
        Ints summed = yContract.select(positions(xContract, added));
        Expr reduced = summed.isEmpty() ? y : make.apply(new Reduce(Reduce.Kind.SUM, summed.sorted()), y);
        Ints keptBatch = Ints.range(0, xBatch.size()).filter(k -> !added.contains(xBatch.get(k)));
        Ints keptContract = Ints.range(0, xContract.size()).filter(k -> !added.contains(xContract.get(k)));
        Ints newXBatch = xBatch.select(keptBatch).map(b.axes()::indexOf);
        Ints newXContract = xContract.select(keptContract).map(b.axes()::indexOf);
        Ints newYBatch = without(yBatch.select(keptBatch), summed, y.rank());
        Ints newYContract = without(yContract.select(keptContract), summed, y.rank());
        Dot inner = i == 0 ? new Dot(newXBatch, newYBatch, newXContract, newYContract)
                : new Dot(newYBatch, newXBatch, newYContract, newXContract);
        Expr product = i == 0 ? make.apply(inner, x, reduced) : make.apply(inner, reduced, x);

        // where each axis of the product belongs in the result
        int batches = xBatch.size();
        int leftFree = i == 0 ? xFree.size() : yFree.size();
        int xStart = i == 0 ? batches : batches + leftFree;
        int yStart = i == 0 ? batches + leftFree : batches;
        Ints xPlaces = Ints.range(0, xFree.size()).filter(k -> !added.contains(xFree.get(k))).map(k -> xStart + k);
        // y's free axes now: those it had, and the batch axes that x only repeated, in y's order
        Ints yAxes = Ints.range(0, y.rank())
                .filter(a -> !summed.contains(a) && !yBatch.select(keptBatch).contains(a) && !yContract.contains(a));
        Ints yPlaces = yAxes.map(a -> yFree.contains(a) ? yStart + yFree.indexOf(a) : yBatch.indexOf(a));
        Ints places = i == 0 ? keptBatch.concat(xPlaces).concat(yPlaces) : keptBatch.concat(yPlaces).concat(xPlaces);
        Ints sorted = places.sorted();
        Expr ordered = places.equals(sorted) ? product : make.apply(new Permute(sorted.map(places::indexOf)), product);
        return Option.of(BroadcastRules.respread(ordered, node.shape(), sorted, make));
    }

    private static Ints positions(Ints axes, Ints chosen) {
        return Ints.range(0, axes.size()).filter(k -> chosen.contains(axes.get(k)));
    }

    private static Option<Expr> withScalar(Apply node, Make make) {
        Expr x = node.input(0);
        Expr y = node.input(1);
        return Option.when(x.shape().isScalar() || y.shape().isScalar(), () -> make.apply(Binary.MUL,
                BroadcastRules.respread(x, node.shape(), Ints.range(0, x.rank()), make),
                BroadcastRules.respread(y, node.shape(), Ints.range(0, y.rank()), make)));
    }
}
