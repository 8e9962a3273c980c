package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.EXACT;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Flip;
import fluxion.core.op.Pad;
import fluxion.core.op.Slice;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Cutting what was padded, joined or repeated; joining what was cut. */
public final class SliceRules {
    private SliceRules() {}

    /** The rules of slices, pads and concatenations. */
    public static Seq<RuleGroup> groups() {
        return Array.of(RuleGroup.whenAny(SliceRules::rules, Slice.class, Pad.class, Concatenate.class, Flip.class));
    }

    private static Seq<Rule> rules() {
        return Array.of(
                new ProceduralRule("slice/slice", "slice(slice(x, s), r) = slice(x, s∘r)", EXACT, "cut once",
                        Slice.class::isInstance, SliceRules::sliceOfSlice),
                new ProceduralRule("slice/broadcast", "slice(broadcast(x), s) = broadcast(slice(x, s))", EXACT,
                        "what is repeated is not cut", Slice.class::isInstance,
                        SliceRules::sliceOfBroadcast),
                new ProceduralRule("slice/pad", "slice(pad(x), s) = slice(x, s′) within x", EXACT, "the padding is cut off again",
                        Slice.class::isInstance, SliceRules::sliceOfPad),
                new ProceduralRule("slice/concatenate", "slice(concatenate(x, y), s) = slice(y, s′) within y", EXACT,
                        "only one part is left", Slice.class::isInstance,
                        SliceRules::sliceOfConcatenate),
                new ProceduralRule("pad/pad", "pad(pad(x)) = pad(x) with one padding value", EXACT, "padded once",
                        Pad.class::isInstance, SliceRules::padOfPad),
                new ProceduralRule("concatenate/nested", "concatenate(concatenate(x, y), z) = concatenate(x, y, z)", EXACT,
                        "joined once",
                        Concatenate.class::isInstance, SliceRules::nested),
                new ProceduralRule("concatenate/slices", "concatenate(x[:k], x[k:]) = x", EXACT, "cut and joined",
                        Concatenate.class::isInstance, SliceRules::ofSlices),
                new ProceduralRule("flip/broadcast", "flip(broadcast(x)) = broadcast(x) along repeated axes", EXACT,
                        "equal elements have no order", Flip.class::isInstance,
                        SliceRules::flipOfBroadcast));
    }

    private static Option<Expr> sliceOfSlice(Apply node, Make make) {
        Slice outer = (Slice) node.op();
        if (!(node.input(0) instanceof Apply(Slice inner, var inputs, _))) {
            return Option.none();
        }
        int rank = node.rank();
        // of no element or one, start and step could be beyond what there is
        Ints start = Ints.tabulate(rank, i -> outer.length(i) == 0 ? inner.start().get(i) : inner.start().get(i) + outer.start()
                .get(i) * inner.step().get(i));
        Ints step = Ints.tabulate(rank, i -> outer.length(i) <= 1 ? 1 : inner.step().get(i) * outer.step().get(i));
        Ints stop = Ints.tabulate(rank, i -> outer.length(i) == 0 ? start.get(i)
                : start.get(i) + (outer.length(i) - 1) * step.get(i) + 1);
        return Option.of(make.apply(new Slice(start, stop, step), inputs));
    }

    private static Option<Expr> sliceOfBroadcast(Apply node, Make make) {
        Slice slice = (Slice) node.op();
        if (!(node.input(0) instanceof Apply(Broadcast b, var inputs, _))) {
            return Option.none();
        }
        Slice inner = new Slice(slice.start().select(b.axes()), slice.stop().select(b.axes()), slice.step().select(b.axes()));
        Expr cut = inputs.get(0).shape().isScalar() ? inputs.get(0) : make.apply(inner, inputs);
        return Option.of(BroadcastRules.respread(cut, node.shape(), b.axes(), make));
    }

    private static Option<Expr> sliceOfPad(Apply node, Make make) {
        Slice slice = (Slice) node.op();
        if (!(node.input(0) instanceof Apply(Pad pad, var inputs, _)) || !pad.interior().forAll(k -> k == 0)) {
            return Option.none();
        }
        Shape from = inputs.get(0).shape();
        boolean within = Ints.range(0, node.rank()).forAll(i -> slice.start().get(i) >= pad.low().get(i)
                && slice.stop().get(i) <= pad.low().get(i) + from.dim(i));
        return Option.when(within,
                () -> make.apply(new Slice(minus(slice.start(), pad.low()), minus(slice.stop(), pad.low()), slice.step()),
                inputs.get(0)));
    }

    private static Ints minus(Ints a, Ints b) {
        return Ints.tabulate(a.size(), i -> a.get(i) - b.get(i));
    }

    private static Option<Expr> sliceOfConcatenate(Apply node, Make make) {
        Slice slice = (Slice) node.op();
        if (!(node.input(0) instanceof Apply(Concatenate(int axis), var parts, _))) {
            return Option.none();
        }
        int before = 0;
        for (Expr part : parts) {
            int n = part.shape().dim(axis);
            int offset = before;
            if (slice.start().get(axis) >= before && slice.stop().get(axis) <= before + n
                    && slice.start().get(axis) < slice.stop().get(axis)) {
                return Option.of(make.apply(new Slice(slice.start().with(axis, slice.start().get(axis) - offset),
                        slice.stop().with(axis, slice.stop().get(axis) - offset), slice.step()), part));
            }
            before += n;
        }
        return Option.none();
    }

    private static Option<Expr> padOfPad(Apply node, Make make) {
        Pad outer = (Pad) node.op();
        if (node.input(0) instanceof Apply(Pad inner, var inputs, _) && outer.interior().forAll(k -> k == 0)
                && inner.interior().forAll(k -> k == 0)
                && (inputs.get(1) == node.input(1) || node.input(1) instanceof Tensor
                && Literal.value(node.input(1)).equals(Literal.value(inputs.get(1))))) {
            return Option.of(make.apply(new Pad(plus(outer.low(), inner.low()), plus(outer.high(), inner.high()),
                    inner.interior()), inputs));
        }
        return Option.none();
    }

    private static Ints plus(Ints a, Ints b) {
        return Ints.tabulate(a.size(), i -> a.get(i) + b.get(i));
    }

    private static Option<Expr> nested(Apply node, Make make) {
        boolean any = node.inputs().exists(input -> isPart(input, node, make));
        return Option.when(any, () -> make.apply(node.op(), Array.ofAll(node.inputs().flatMap(input ->
                isPart(input, node, make) ? ((Apply) input).inputs() : Array.of(input)))));
    }

    private static boolean isPart(Expr input, Apply node, Make make) {
        return input instanceof Apply inner && inner.op().equals(node.op()) && !make.shared(input);
    }

    private static Option<Expr> ofSlices(Apply node, Make make) {
        int axis = ((Concatenate) node.op()).axis();
        if (node.inputs().size() < 2 || !(node.input(0) instanceof Apply(Slice _, var source, _))
                || !source.get(0).shape().equals(node.shape())) {
            return Option.none();
        }
        int at = 0;
        for (Expr part : node.inputs()) {
            int start = at;
            boolean next = part instanceof Apply(Slice slice, var inputs, _) && inputs.get(0) == source.get(0)
                    && slice.step().forAll(s -> s == 1)
                    && slice.start().get(axis) == start;
            if (!next) {
                return Option.none();
            }
            at += part.shape().dim(axis);
        }
        return Option.of(source.get(0));
    }

    private static Option<Expr> flipOfBroadcast(Apply node, Make make) {
        Ints axes = ((Flip) node.op()).axes();
        if (!(node.input(0) instanceof Apply(Broadcast b, var inputs, _))) {
            return Option.none();
        }
        Ints inner = axes.filter(b.axes()::contains).map(b.axes()::indexOf);
        Expr x = inner.isEmpty() ? inputs.get(0) : make.apply(new Flip(inner), inputs);
        return Option.of(BroadcastRules.respread(x, node.shape(), b.axes(), make));
    }
}
