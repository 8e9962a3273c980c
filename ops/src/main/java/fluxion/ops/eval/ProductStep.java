package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.op.Dot;
import fluxion.ops.contraction.Gemm;
import fluxion.ops.contraction.Offsets;

/** A general product: operands are read from where they lie, the result is written in the order its layout asks for. */
record ProductStep(DType dtype, Offsets leftAt, Offsets rightAt, Offsets outAt, Ports ports) implements OperationStep {
    static ProductStep of(Dot dot, DType dtype, Ports ports) {
        Layout a = ports.in()[0].layout();
        Layout b = ports.in()[1].layout();
        Ints leftFree = dot.leftFree(a.rank());
        Ints rightFree = dot.rightFree(b.rank());
        int batch = dot.leftBatch().size();
        Layout c = ports.out()[0].layout();
        Offsets leftAt = new Offsets(table(a, dot.leftBatch(), a.offset), table(a, leftFree, 0), table(a, dot.leftContract(), 0));
        Offsets rightAt = new Offsets(table(b, dot.rightBatch(), b.offset), table(b, dot.rightContract(), 0),
                table(b, rightFree, 0));
        Offsets outAt = new Offsets(table(c, Ints.range(0, batch), c.offset),
                table(c, Ints.range(batch, batch + leftFree.size()), 0),
                table(c, Ints.range(batch + leftFree.size(), c.rank()), 0));
        return new ProductStep(dtype, leftAt, rightAt, outAt, ports);
    }

    private static int[] table(Layout layout, Ints axes, int start) {
        return Offsets.table(start, axes.map(a -> layout.dims[a]).toArray(), axes.map(a -> layout.strides[a]).toArray());
    }

    @Override
    public void run(Frame frame) {
        Object x = frame.array(in(0));
        Object y = frame.array(in(1));
        Object z = frame.array(out());
        Offsets a = shifted(leftAt, frame.bases[in(0).slot()]);
        Offsets b = shifted(rightAt, frame.bases[in(1).slot()]);
        switch (dtype) {
            case F64 -> Gemm.f64((double[]) x, a, (double[]) y, b, (double[]) z, outAt, frame.workers);
            case F32 -> Gemm.f32((float[]) x, a, (float[]) y, b, (float[]) z, outAt, frame.workers);
            case I64 -> Gemm.i64((long[]) x, a, (long[]) y, b, (long[]) z, outAt, frame.workers);
            case I32 -> Gemm.i32((int[]) x, a, (int[]) y, b, (int[]) z, outAt, frame.workers);
            case BOOL -> throw new IllegalStateException("no product of truth values");
            default -> throw new IllegalStateException("no case for " + dtype);
        }
    }

    private static Offsets shifted(Offsets at, int base) {
        if (base == 0) {
            return at;
        }
        int[] starts = at.base().clone();
        for (int i = 0; i < starts.length; i++) {
            starts[i] += base;
        }
        return new Offsets(starts, at.row(), at.col());
    }
}
