package fluxion.core.op;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * Convolution as deep learning says it (cross-correlation) over any number of spatial axes: input [N, C, n…], kernel
 * [O, C/groups, k…] to [N, O, o…], with
 * {@code o = ⌊(n' + low + high − kernelDilation·(k − 1) − 1)/stride⌋ + 1}, n' = (n − 1)·inputDilation + 1.
 *
 * @param stride per spatial axis, at least 1
 * @param low zeros before, per spatial axis; negative cuts off
 * @param high zeros after, per spatial axis; negative cuts off
 * @param inputDilation distance between neighbours of the input, at least 1
 * @param kernelDilation distance between neighbours of the kernel, at least 1
 * @param groups how many separate convolutions the channels are split into
 */
public record Conv(Ints stride, Ints low, Ints high, Ints inputDilation, Ints kernelDilation, int groups) implements Op {
    @Override
    public String label() {
        return "conv";
    }

    /** The length of the result along spatial axis i. */
    public int length(int i, int input, int kernel) {
        long dilated = input == 0 ? 0 : (input - 1L) * inputDilation.get(i) + 1;
        long room = dilated + low.get(i) + high.get(i) - kernelDilation.get(i) * (kernel - 1L) - 1;
        return room < 0 ? 0 : OperandChecks.length(this, room / stride.get(i) + 1, "an input of length " + input + " with low "
                + low
                + ", high " + high
                + ", inputDilation " + inputDilation);
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 2, operands);
        TensorType x = operands.get(0);
        TensorType w = operands.get(1);
        int k = stride.size();
        OperandChecks.dtype(this, x.dtype() == w.dtype() && x.dtype().isNumeric(),
                "requires numeric input and kernel of one dtype",
                OperandChecks.list(operands));
        OperandChecks.shape(this, x.rank() == k + 2 && w.rank() == k + 2,
                "requires an input [N, C, …] and a kernel [O, C/groups, …] with " + k + " spatial axes",
                OperandChecks.list(operands));
        OperandChecks.shape(this, low.size() == k && high.size() == k && inputDilation.size() == k && kernelDilation.size() == k
                && stride.concat(inputDilation).concat(kernelDilation).forAll(v -> v >= 1),
                "strides and dilations must be at least 1 on each spatial axis",
                () -> "stride " + stride + ", dilation " + kernelDilation + ", input dilation " + inputDilation);
        OperandChecks.shape(this, groups >= 1 && x.shape().dim(1) == w.shape().dim(1) * (long) groups
                && w.shape().dim(0) % groups == 0,
                "the input's channels must be the kernel's times groups, and groups must divide the output channels",
                () -> x + " and " + w + " with groups " + groups);
        Ints spatial = Ints.tabulate(k, i -> length(i, x.shape().dim(i + 2), w.shape().dim(i + 2)));
        return x.withShape(new Shape(Ints.of(x.shape().dim(0), w.shape().dim(0)).concat(spatial)));
    }
}
