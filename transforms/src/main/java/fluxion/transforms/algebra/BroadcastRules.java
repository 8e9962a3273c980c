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

/** Work on fewer elements: operations move before the broadcast that repeats their operands, and out of sums. */
public final class BroadcastRules {
    /** How deep products under a sum are taken apart. */
    private static final int DEPTH = 6;

    private BroadcastRules() {}

    /** The rules of broadcasts and sums. */
    public static Seq<RuleGroup> groups() {
        return Array.of(RuleGroup.whenAny(BroadcastRules::rules, Broadcast.class, Reduce.class));
    }

    private static Seq<Rule> rules() {
        return Array.of(
                new ProceduralRule("elementwise/broadcast", "f(broadcast(x), broadcast(y), 2) = broadcast(f(x, y, 2))", EXACT,
                        "work on fewer elements",
                        Op::isElementwise, BroadcastRules::elementwise),
                new ProceduralRule("mul/broadcasts", "(x·broadcast(v))·broadcast(w) = x·broadcast(v·w), quotients likewise", REAL,
                        "work on fewer elements",
                        op -> op == Binary.MUL || op == Binary.DIV, BroadcastRules::grouped),
                new ProceduralRule("broadcast/reshape", "broadcast to new axes of length one = reshape", EXACT,
                        "nothing is repeated",
                        Broadcast.class::isInstance, BroadcastRules::asReshape),
                new ProceduralRule("reduce/reduce", "Σ Σ x = Σ x, also Π, max, min, any, all", REAL, "all axes at once",
                        Reduce.class::isInstance, BroadcastRules::twice),
                new ProceduralRule("reduce/broadcast", "Σ broadcast(x) = n·Σ x, max broadcast(x) = max x", REAL,
                        "repeated elements are counted",
                        Reduce.class::isInstance, BroadcastRules::ofBroadcast),
                new ProceduralRule("reduce/permute", "Σ permute(x) = permute(Σ x)", REAL,
                        "the order of what is summed does not matter",
                        Reduce.class::isInstance, BroadcastRules::ofPermute),
                new ProceduralRule("reduce/reshape", "Σ over all of reshape(x) = Σ over all of x", REAL,
                        "the shape of what is summed does not matter",
                        Reduce.class::isInstance, BroadcastRules::ofReshape),
                new ProceduralRule("sum/factor",
                        "Σ a·x = a·Σ x, Σ −x = −Σ x, Σ x/a = (Σ x)/a for a that is the same in all of a sum",
                        REAL,
                        "multiplied once", Reduce.class::isInstance, BroadcastRules::factors));
    }

    private static Option<Broadcast> broadcast(Expr e) {
        return e instanceof Apply apply && apply.op() instanceof Broadcast b ? Option.of(b) : Option.none();
    }

    /** Where some axes are new in every operand, the operation needs them no more than its operands do. */
    private static Option<Expr> elementwise(Apply node, Make make) {
        Option<Ints> union = Option.none();
        boolean literalsOnly = true;
        for (Expr input : node.inputs()) {
            if (Literal.value(input).isDefined()) {
                continue;
            }
            literalsOnly = false;
            Option<Broadcast> b = broadcast(input);
            if (b.isEmpty()) {
                return Option.none();
            }
            Ints axes = b.get().axes();
            union = Option.of(union.map(u -> Ints.range(0, node.rank()).filter(a -> u.contains(a) || axes.contains(a)))
                    .getOrElse(axes));
        }
        if (literalsOnly || union.get().size() == node.rank()) {
            return Option.none();
        }
        Ints kept = union.get();
        Shape small = new Shape(node.shape().dims().select(kept));
        Seq<Expr> inner = Array.empty();
        for (Expr input : node.inputs()) {
            Option<Double> number = Literal.value(input);
            Option<Expr> made = number.isDefined() ? make.literal(input.tensorType().withShape(small), number.get())
                    : Option.of(respread(((Apply) input).input(0), small, broadcast(input).get().axes().map(kept::indexOf),
                    make));
            if (made.isEmpty()) {
                return Option.none();
            }
            inner = inner.append(made.get());
        }
        return Option.of(make.apply(new Broadcast(node.shape(), kept), make.apply(node.op(), inner)));
    }

    private static Option<Expr> grouped(Apply node, Make make) {
        for (int i = node.op() == Binary.MUL ? 1 : 0; i >= 0; i--) {
            Expr spread = node.input(1 - i);
            if (Literal.value(spread).isDefined() || broadcast(spread).isEmpty() || !(node.input(i) instanceof Apply inner)
                    || make.shared(inner)
                    || inner.op() != Binary.MUL && inner.op() != Binary.DIV) {
                continue;
            }
            for (int k = inner.op() == Binary.MUL ? 0 : 1; k < 2; k++) {
                Expr other = inner.input(k);
                boolean same = Literal.value(other).isEmpty()
                        && broadcast(other).exists(b -> b.axes().equals(broadcast(spread).get().axes()));
                if (same && Literal.value(inner.input(1 - k)).isEmpty() && broadcast(inner.input(1 - k)).isEmpty()) {
                    Expr x = inner.input(1 - k);
                    // of x·v·w, x·v/w, x/v·w, x/v/w the repeated factors first
                    return Option.of(inner.op() == Binary.MUL ? make.apply(Binary.MUL, x, make.apply(node.op(), other, spread))
                            : node.op() == Binary.MUL ? make.apply(Binary.MUL, x, make.apply(Binary.DIV, spread, other))
                            : make.apply(Binary.DIV, x, make.apply(Binary.MUL, other, spread)));
                }
            }
        }
        return Option.none();
    }

    static Expr respread(Expr x, Shape to, Ints axes, Make make) {
        return axes.size() == to.rank() ? x : make.apply(new Broadcast(to, axes), x);
    }

    private static Option<Expr> asReshape(Apply node, Make make) {
        Broadcast b = (Broadcast) node.op();
        boolean ones = b.added().forAll(axis -> b.to().dim(axis) == 1) && !node.input(0).shape().isScalar();
        return Option.when(ones, () -> make.apply(new Reshape(b.to()), node.input(0)));
    }

    // ---- reductions -------------------------------------------------------------------------------------------------

    private static Option<Expr> twice(Apply node, Make make) {
        Reduce outer = (Reduce) node.op();
        if (node.input(0) instanceof Apply(Reduce inner, var inputs, _) && inner.kind() == outer.kind()) {
            Ints left = Ints.range(0, inputs.get(0).rank()).without(inner.axes());
            Ints axes = inner.axes().concat(left.select(outer.axes())).sorted();
            return Option.of(make.apply(new Reduce(outer.kind(), axes), inputs));
        }
        return Option.none();
    }

    private static Option<Expr> ofBroadcast(Apply node, Make make) {
        Reduce reduce = (Reduce) node.op();
        if (!(node.input(0) instanceof Apply(Broadcast b, var inputs, _))) {
            return Option.none();
        }
        Ints repeated = reduce.axes().filter(axis -> !b.axes().contains(axis));
        if (repeated.isEmpty()) {
            return Option.none();
        }
        double n = new Shape(b.to().dims().select(repeated)).size();
        boolean sums = reduce.kind() == Reduce.Kind.SUM;
        boolean same = switch (reduce.kind()) {
            case MAX, MIN, ANY, ALL -> n > 0;
            case SUM -> n <= Integer.MAX_VALUE;
            default -> false;
        };
        if (!same) {
            return Option.none();
        }
        Ints still = b.axes().filter(reduce.axes()::contains).map(b.axes()::indexOf);
        Expr x = still.isEmpty() ? inputs.get(0) : make.apply(new Reduce(reduce.kind(), still), inputs.get(0));
        Ints left = Ints.range(0, b.to().rank()).without(reduce.axes());
        // a sum of nothing is 0 whatever x is
        Option<Expr> scaled = !sums ? Option.of(x) : n == 0 ? make.literal(x.tensorType(), 0) : Coefficients.scale(n, x, make);
        Ints axes = b.axes().filter(axis -> !reduce.axes().contains(axis)).map(left::indexOf);
        return scaled.map(s -> respread(s, node.shape(), axes, make));
    }

    private static Option<Expr> ofPermute(Apply node, Make make) {
        Reduce reduce = (Reduce) node.op();
        if (!(node.input(0) instanceof Apply(Permute(var p), var inputs, _)) || make.shared(node.input(0))) {
            return Option.none();
        }
        Ints axes = p.select(reduce.axes()).sorted();
        Expr sum = make.apply(new Reduce(reduce.kind(), axes), inputs);
        Ints from = Ints.range(0, p.size()).without(axes);
        Ints order = p.without(reduce.axes()).map(from::indexOf);
        return Option.of(order.isIdentity() ? sum : make.apply(new Permute(order), sum));
    }

    private static Option<Expr> ofReshape(Apply node, Make make) {
        Reduce reduce = (Reduce) node.op();
        boolean all = reduce.axes().size() == node.input(0).rank();
        return all && node.input(0) instanceof Apply(Reshape _, var inputs, _)
                ? Option.of(make.apply(new Reduce(reduce.kind(), Ints.range(0, inputs.get(0).rank())), inputs)) : Option.none();
    }

    // ---- factors of sums --------------------------------------------------------------------------------------------

    /** What is the same in all of each sum, as it is without the summed axes. */
    private static Option<Expr> constant(Expr e, Reduce reduce, Shape to, Make make) {
        Option<Double> number = Literal.value(e);
        if (number.isDefined()) {
            return make.literal(e.tensorType().withShape(to), number.get());
        }
        return broadcast(e).filter(b -> b.axes().forAll(axis -> !reduce.axes().contains(axis))).map(b -> {
            Ints left = Ints.range(0, e.rank()).without(reduce.axes());
            return respread(((Apply) e).input(0), to, b.axes().map(left::indexOf), make);
        });
    }

    private record Split(Option<Expr> over, Option<Expr> under, Expr rest, boolean negative) {}

    private static Option<Expr> factors(Apply node, Make make) {
        Reduce reduce = (Reduce) node.op();
        if (reduce.kind() != Reduce.Kind.SUM || node.input(0).shape().size() == 0) {
            return Option.none(); // a sum of nothing is 0 whatever a is
        }
        return split(node.input(0), reduce, node.shape(), make, DEPTH).map(s -> {
            Expr sum = make.apply(reduce, s.rest());
            Expr over = s.over().map(f -> make.apply(Binary.MUL, f, sum)).getOrElse(sum);
            Expr quotient = s.under().map(f -> make.apply(Binary.DIV, over, f)).getOrElse(over);
            return s.negative() ? make.apply(Unary.NEG, quotient) : quotient;
        });
    }

    /** Takes one factor out of a product, which must be used nowhere else. */
    private static Option<Split> split(Expr e, Reduce reduce, Shape to, Make make, int depth) {
        if (!(e instanceof Apply apply) || depth == 0 || make.shared(e)) {
            return Option.none();
        }
        return switch (apply.op()) {
            case Unary unary when unary == Unary.NEG -> Option.of(new Split(Option.none(), Option.none(), apply.input(0), true));
            case Binary binary when binary == Binary.MUL -> {
                for (int i = 0; i < 2; i++) {
                    Option<Expr> factor = constant(apply.input(i), reduce, to, make);
                    Expr other = apply.input(1 - i);
                    if (factor.isDefined()) {
                        yield Option.of(new Split(factor, Option.none(), other, false));
                    }
                }
                yield inside(apply, 0, reduce, to, make, depth).orElse(() -> inside(apply, 1, reduce, to, make, depth));
            }
            case Binary binary when binary == Binary.DIV -> {
                Option<Expr> divisor = constant(apply.input(1), reduce, to, make);
                yield divisor.isDefined() ? Option.of(new Split(Option.none(), divisor, apply.input(0), false))
                        : inside(apply, 0, reduce, to, make, depth);
            }
            case Op _ -> Option.none();
        };
    }

    private static Option<Split> inside(Apply apply, int i, Reduce reduce, Shape to, Make make, int depth) {
        return split(apply.input(i), reduce, to, make, depth - 1).map(s -> new Split(s.over(), s.under(),
                make.apply(apply.op(), apply.inputs().update(i, s.rest())), s.negative()));
    }
}
