package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.op.Conv;
import fluxion.ops.contraction.ConvShape;
import fluxion.ops.contraction.ConvolutionKernel;
import java.util.Arrays;

/** A convolution of floats by the packed kernels, which want input and kernel in order. */
record ConvolutionStep(ConvShape shape, DType dtype, Ports ports) implements OperationStep {
    static ConvolutionStep of(Conv op, DType dtype, Ports ports) {
        int[] in = ports.in()[0].layout().dims;
        int[] kernel = ports.in()[1].layout().dims;
        ConvShape shape = new ConvShape(in[0], in[1], Arrays.copyOfRange(in, 2, in.length), kernel[0],
                Arrays.copyOfRange(kernel, 2, kernel.length),
                op.groups(), op.stride().toArray(), op.low().toArray(), op.high().toArray(), op.inputDilation().toArray(),
                op.kernelDilation().toArray());
        return new ConvolutionStep(shape, dtype, ports);
    }

    @Override
    public void run(Frame frame) {
        Ordered input = Ordered.of(frame, in(0), dtype);
        Ordered kernel = Ordered.of(frame, in(1), dtype);
        Object result = frame.array(out());
        if (dtype == DType.F32) {
            ConvolutionKernel.f32(shape, (float[]) input.array(), input.start(), (float[]) kernel.array(), kernel.start(),
                    (float[]) result, 0, frame.workers);
        } else {
            ConvolutionKernel.f64(shape, (double[]) input.array(), input.start(), (double[]) kernel.array(), kernel.start(),
                    (double[]) result, 0, frame.workers);
        }
    }
}
