package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.op.Dot;
import fluxion.ops.contraction.Gemm;
import fluxion.ops.contraction.Offsets;

/** A general product: operands are read from where they lie, the result is written in the order its layout asks for. */
record ProductStep(DType dtype, int left, Offsets leftAt, int right, Offsets rightAt, int out, Offsets outAt, String text)
        implements PlanStep {
    static ProductStep of(Dot dot, DType dtype, BufferView left, BufferView right, BufferView out, String text) {
        Layout a = left.layout();
        Layout b = right.layout();
        Ints leftFree = dot.leftFree(a.rank());
        Ints rightFree = dot.rightFree(b.rank());
        int batch = dot.leftBatch().size();
        Layout c = out.layout();
        Offsets leftAt = new Offsets(table(a, dot.leftBatch(), a.offset), table(a, leftFree, 0), table(a, dot.leftContract(), 0));
        Offsets rightAt = new Offsets(table(b, dot.rightBatch(), b.offset), table(b, dot.rightContract(), 0),
                table(b, rightFree, 0));
        Offsets outAt = new Offsets(table(c, Ints.range(0, batch), c.offset),
                table(c, Ints.range(batch, batch + leftFree.size()), 0),
                table(c, Ints.range(batch + leftFree.size(), c.rank()), 0));
        return new ProductStep(dtype, left.slot(), leftAt, right.slot(), rightAt, out.slot(), outAt, text);
    }

    private static int[] table(Layout layout, Ints axes, int start) {
        return Offsets.table(start, axes.map(a -> layout.dims[a]).toArray(), axes.map(a -> layout.strides[a]).toArray());
    }

    @Override
    public int[] reads() {
        return new int[] {left, right};
    }

    @Override
    public int[] writes() {
        return new int[] {out};
    }

    @Override
    public void run(Frame frame) {
        Offsets a = shifted(leftAt, frame.bases[left]);
        Offsets b = shifted(rightAt, frame.bases[right]);
        Object c = frame.arrays[out];
        switch (dtype) {
            case F64 -> Gemm.f64((double[]) frame.arrays[left], a, (double[]) frame.arrays[right], b, (double[]) c, outAt,
                    frame.workers);
            case F32 -> Gemm.f32((float[]) frame.arrays[left], a, (float[]) frame.arrays[right], b, (float[]) c, outAt,
                    frame.workers);
            case I64 -> Gemm.i64((long[]) frame.arrays[left], a, (long[]) frame.arrays[right], b, (long[]) c, outAt,
                    frame.workers);
            case I32 -> Gemm.i32((int[]) frame.arrays[left], a, (int[]) frame.arrays[right], b, (int[]) c, outAt, frame.workers);
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

    @Override
    public String describe() {
        return text;
    }
}
