package fluxion.ops.convolution;

import static fluxion.ops.rule.Linearity.nonlinear;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.op.Conv;
import fluxion.ops.rule.Batched;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Derivative, transpose and batching of convolution; all three are convolutions again. */
public final class ConvolutionRules {
    private ConvolutionRules() {}

    /** Linear in the input alone and in the kernel alone. */
    public static Either<String, Seq<Option<Expr>>> transpose(Conv op, Apply y, Seq<Boolean> linear, Expr ct) {
        if (linear.get(0) && linear.get(1)) {
            return nonlinear("the convolution of two linear operands");
        }
        boolean isEmpty = ct.shape().size() == 0 || y.inputs().exists(operand -> operand.shape().size() == 0);
        return Either.right(Array.of(
                Option.when(linear.get(0), () -> isEmpty ? Literal.zerosLike(y.input(0)) : input(op, y, ct)),
                Option.when(linear.get(1), () -> isEmpty ? Literal.zerosLike(y.input(1)) : kernel(op, y, ct))));
    }

    private static int dilated(int length, int dilation) {
        return length == 0 ? 0 : (length - 1) * dilation + 1;
    }

    /**
     * The input's cotangent: the result's, spread out by the stride, convolved with the kernel reversed and its channels
     * swapped.
     */
    private static Expr input(Conv op, Apply y, Expr ct) {
        Expr x = y.input(0);
        Expr w = y.input(1);
        int k = op.stride().size();
        Ints low = Ints.tabulate(k, i -> dilated(w.shape().dim(i + 2), op.kernelDilation().get(i)) - op.low().get(i) - 1);
        Ints high = Ints.tabulate(k, i -> dilated(x.shape().dim(i + 2), op.inputDilation().get(i))
                + dilated(w.shape().dim(i + 2), op.kernelDilation().get(i)) - 1
                - dilated(ct.shape().dim(i + 2), op.stride().get(i)) - low.get(i));
        Ints spatial = w.shape().dims().drop(2);
        int groups = op.groups();
        int out = w.shape().dim(0) / groups;
        int in = w.shape().dim(1);
        Expr swapped = w.reshape(new Shape(Ints.of(groups, out, in).concat(spatial))).swapAxes(1, 2)
                .reshape(new Shape(Ints.of(groups * in, out).concat(spatial))).flip(Ints.range(2, k + 2).toArray());
        return Expr.apply(new Conv(op.inputDilation(), low, high, op.stride(), op.kernelDilation(), groups), ct, swapped);
    }

    /** The kernel's cotangent: the input convolved with the cotangent, examples in the place of channels. */
    private static Expr kernel(Conv op, Apply y, Expr ct) {
        Expr x = y.input(0);
        Expr w = y.input(1);
        int k = op.stride().size();
        Ints high = Ints.tabulate(k, i -> dilated(ct.shape().dim(i + 2), op.stride().get(i))
                + dilated(w.shape().dim(i + 2), op.kernelDilation().get(i)) - 1
                - dilated(x.shape().dim(i + 2), op.inputDilation().get(i)) - op.low().get(i));
        int groups = op.groups();
        int examples = x.shape().dim(0);
        int in = x.shape().dim(1) / groups;
        Ints spatial = x.shape().dims().drop(2);
        Ints order = Ints.of(2, 1, 0).concat(Ints.range(3, k + 3));
        Expr images = x.reshape(new Shape(Ints.of(examples, groups, in).concat(spatial))).permute(order.toArray())
                .reshape(new Shape(Ints.of(in, groups * examples).concat(spatial)));
        Expr filters = ct.swapAxes(0, 1);
        return Expr.apply(new Conv(op.kernelDilation(), op.low(), high, op.inputDilation(), op.stride(), groups), images, filters)
                .swapAxes(0, 1);
    }

    /** Lanes of the input are more examples, lanes of the kernel more output channels, lanes of both more groups. */
    public static Expr batch(Conv op, Apply y, Seq<Batched> inputs, int lanes) {
        if (lanes == 0) { // no lengths can be told from products with it
            return Literal.zeros(y.tensorType().withShape(y.shape().prepend(0)));
        }
        Batched x = inputs.get(0);
        Batched w = inputs.get(1);
        Expr input = x.value();
        Expr kernel = w.value();
        int groups = op.groups();
        if (x.mapped() && w.mapped()) {
            int size = input.shape().dim(0);
            Expr merged = merge(input.swapAxes(0, 1), 1);
            Expr result = Expr.apply(grouped(op, size * groups), merged, merge(kernel, 0));
            return divide(result, 1, size).swapAxes(0, 1);
        }
        if (x.mapped()) {
            return divide(Expr.apply(op, merge(input, 0), kernel), 0, input.shape().dim(0));
        }
        int size = kernel.shape().dim(0);
        if (groups == 1) {
            return divide(Expr.apply(op, input, merge(kernel, 0)), 1, size).swapAxes(0, 1);
        }
        // lanes inside each group: [lanes, groups·o, …] to [groups·lanes·o, …], and back afterwards
        Expr byGroup = merge(merge(divide(kernel, 1, groups).swapAxes(0, 1), 0), 0);
        Expr result = divide(divide(Expr.apply(op, input, byGroup), 1, groups), 2, size);
        return merge(result.moveAxis(2, 0), 2);
    }

    private static Conv grouped(Conv op, int groups) {
        return new Conv(op.stride(), op.low(), op.high(), op.inputDilation(), op.kernelDilation(), groups);
    }

    /** Two neighbouring axes as one. */
    private static Expr merge(Expr x, int axis) {
        Ints dims = x.shape().dims();
        return x.reshape(new Shape(dims.take(axis).append(dims.get(axis) * dims.get(axis + 1)).concat(dims.drop(axis + 2))));
    }

    /** One axis as two, the first of the given length. */
    private static Expr divide(Expr x, int axis, int first) {
        Ints dims = x.shape().dims();
        return x.reshape(new Shape(dims.take(axis).append(first).append(dims.get(axis) / first).concat(dims.drop(axis + 1))));
    }
}
