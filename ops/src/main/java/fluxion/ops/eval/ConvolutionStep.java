package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.op.Conv;
import fluxion.ops.contraction.ConvShape;
import fluxion.ops.contraction.ConvolutionKernel;
import java.util.Arrays;

/** A convolution of floats by the packed kernels, which want input and kernel in order. */
record ConvolutionStep(ConvShape shape, DType dtype, BufferView x, BufferView w, BufferView out, String describe)
        implements PlanStep {
    static ConvolutionStep of(Conv op, DType dtype, BufferView x, BufferView w, BufferView out, String text) {
        int[] in = x.layout().dims;
        int[] kernel = w.layout().dims;
        ConvShape shape = new ConvShape(in[0], in[1], Arrays.copyOfRange(in, 2, in.length), kernel[0],
                Arrays.copyOfRange(kernel, 2, kernel.length),
                op.groups(), op.stride().toArray(), op.low().toArray(), op.high().toArray(), op.inputDilation().toArray(),
                op.kernelDilation().toArray());
        return new ConvolutionStep(shape, dtype, x, w, out, text);
    }

    @Override
    public int[] reads() {
        return new int[] {x.slot(), w.slot()};
    }

    @Override
    public int[] writes() {
        return new int[] {out.slot()};
    }

    @Override
    public void run(Frame frame) {
        Object input = ordered(frame, x);
        Object kernel = ordered(frame, w);
        int inputAt = start(frame, x);
        int kernelAt = start(frame, w);
        Object result = frame.arrays[out.slot()];
        if (dtype == DType.F32) {
            ConvolutionKernel.f32(shape, (float[]) input, inputAt, (float[]) kernel, kernelAt, (float[]) result, 0,
                    frame.workers);
        } else {
            ConvolutionKernel.f64(shape, (double[]) input, inputAt, (double[]) kernel, kernelAt, (double[]) result, 0,
                    frame.workers);
        }
    }

    private Object ordered(Frame frame, BufferView place) {
        Layout layout = place.layout();
        if (layout.isContiguous()) {
            return frame.arrays[place.slot()];
        }
        Object copy = Buffers.make(dtype, (int) layout.size());
        Copies.copy(frame.arrays[place.slot()], layout, frame.bases[place.slot()], copy, Layout.contiguous(layout.dims), 0,
                frame.workers);
        return copy;
    }

    private static int start(Frame frame, BufferView place) {
        return place.layout().isContiguous() ? frame.bases[place.slot()] + place.layout().offset : 0;
    }
}
