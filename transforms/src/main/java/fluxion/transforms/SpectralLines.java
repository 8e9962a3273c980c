package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.op.Broadcast;
import io.vavr.control.Option;

/** Numbers that stand beside values of a decomposition, along some of the axes of batch and values. */
final class SpectralLines {
    private SpectralLines() {}

    /**
     * Along all axes of the batch, then of the values, in order; 0 for values that were cut off.
     *
     * @param from the first of the values that are left
     * @param to behind the last one
     * @param axes which axes those of the source are
     * @param batch which axes those of the batch are
     * @param axis which one that of the values is
     */
    static Expr each(Apply of, int from, int to, Expr source, Ints axes, Ints batch, int axis) {
        Expr full = along(source, axes, batch.append(axis), new Shape(SpectralPart.values(of).shape().dims()
                .with(batch.size(), to - from)));
        return SpectralScale.spread(of, full, from, to);
    }

    /** Along all axes of the batch. */
    static Expr shared(Apply of, Expr source, Ints axes, Ints batch) {
        return along(source, axes, batch, new Shape(SpectralPart.values(of).shape().dims().take(batch.size())));
    }

    private static Expr along(Expr source, Ints axes, Ints order, Shape shape) {
        Ints places = axes.map(order::indexOf);
        Ints sorted = places.sorted();
        Expr turned = places.equals(sorted) ? source : source.permute(sorted.map(places::indexOf).toArray());
        return sorted.size() == order.size() ? turned : Expr.apply(new Broadcast(shape, sorted), turned);
    }

    /** An operand beside values as numbers of a curve; absent where it varies along further axes. */
    static Option<SpectralCurve> curve(Apply of, int from, int to, Expr operand, Ints batch, int axis) {
        boolean repeated = operand instanceof Apply y && y.op() instanceof Broadcast;
        Expr source = repeated ? ((Apply) operand).input(0) : operand;
        Ints axes = repeated ? ((Broadcast) ((Apply) operand).op()).axes() : Ints.range(0, operand.rank());
        return axes.forAll(batch::contains) ? Option.of(SpectralCurve.of(shared(of, source, axes, batch), false))
                : Option.when(axes.forAll(batch.append(axis)::contains),
                        () -> SpectralCurve.of(each(of, from, to, source, axes, batch, axis), true));
    }
}
