package fluxion.tests.core;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import io.vavr.control.Option;
import java.util.stream.IntStream;

/** Tensors that show another one's elements differently, without copying them. */
final class StridedViews {
    private StridedViews() {}

    /**
     * The elements in row-major order under another shape of the same size, where strides can say it; none where the
     * elements would have to be copied.
     */
    static Option<Tensor> reshape(Tensor operand, Shape shape) {
        Shape from = operand.type().shape();
        if (shape.dims().contains(0) || operand.isContiguous()) {
            return Option.some(operand.view(shape, operand.offset(), shape.strides()));
        }
        int[] strides = new int[shape.rank()];
        int old = 0;
        int axis = 0;
        // Groups of old and new axes with the same number of elements: the old ones must continue each other.
        while (old < from.rank() && axis < shape.rank()) {
            int oldEnd = old + 1;
            int end = axis + 1;
            long have = from.dim(old);
            long want = shape.dim(axis);
            while (have != want) {
                if (have < want) {
                    have *= from.dim(oldEnd++);
                } else {
                    want *= shape.dim(end++);
                }
            }
            int[] wide = wide(from, old, oldEnd);
            for (int k = 1; k < wide.length; k++) {
                if (operand.strides().get(wide[k - 1]) != (long) operand.strides().get(wide[k]) * from.dim(wide[k])) {
                    return Option.none();
                }
            }
            int step = wide.length == 0 ? 0 : operand.strides().get(wide[wide.length - 1]);
            for (int k = end - 1; k >= axis; k--) {
                strides[k] = step;
                step *= shape.dim(k);
            }
            old = oldEnd;
            axis = end;
        }
        return Option.some(operand.view(shape, operand.offset(), Ints.of(strides)));
    }

    /** The axes longer than one, whose strides mean something. */
    private static int[] wide(Shape shape, int from, int to) {
        return IntStream.range(from, to).filter(axis -> shape.dim(axis) != 1).toArray();
    }

    /** Axis i of the result is axis {@code permutation[i]} of the operand. */
    static Tensor permute(Tensor operand, Ints permutation) {
        return operand.view(new Shape(operand.type().shape().dims().select(permutation)), operand.offset(),
                operand.strides().select(permutation));
    }

    /**
     * On each axis the positions {@code start, start + step, …} below {@code limit}.
     *
     * @param steps positive
     */
    static Tensor slice(Tensor operand, Ints start, Ints limit, Ints steps) {
        Shape from = operand.type().shape();
        Shape shape = new Shape(Ints.tabulate(from.rank(),
                i -> limit.get(i) <= start.get(i) ? 0 : (limit.get(i) - start.get(i) - 1) / steps.get(i) + 1));
        Ints strides = Ints.tabulate(from.rank(),
                i -> shape.dim(i) <= 1 ? 0 : operand.strides().get(i) * steps.get(i));
        int offset = operand.offset();
        for (int i = 0; i < from.rank(); i++) {
            if (start.get(i) < 0 || limit.get(i) > from.dim(i) || steps.get(i) < 1) {
                throw new ShapeException("slice: it must lie within the operand; got " + start + " to " + limit + " by "
                        + steps + " for " + operand.type());
            }
            offset += shape.dim(i) == 0 ? 0 : start.get(i) * operand.strides().get(i);
        }
        return operand.view(shape, offset, strides);
    }

    /** The given axes backwards. */
    static Tensor flip(Tensor operand, Ints axes) {
        Shape shape = operand.type().shape();
        if (shape.dims().contains(0)) {
            return operand;
        }
        int offset = operand.offset();
        for (int axis : axes) {
            offset += (shape.dim(axis) - 1) * operand.strides().get(axis);
        }
        return operand.view(shape, offset,
                Ints.tabulate(shape.rank(), i -> axes.contains(i) ? -operand.strides().get(i) : operand.strides().get(i)));
    }

    /**
     * Repeats the operand along new axes, and along its own axes of length 1.
     *
     * @param axes axis i of the operand becomes axis {@code axes[i]} of the result
     */
    static Tensor broadcast(Tensor operand, Shape shape, Ints axes) {
        Shape from = operand.type().shape();
        int[] strides = new int[shape.rank()];
        for (int i = 0; i < from.rank(); i++) {
            int axis = axes.get(i);
            if (from.dim(i) != shape.dim(axis) && from.dim(i) != 1) {
                throw new ShapeException("broadcast: axis " + i + " of the operand must be 1 or " + shape.dim(axis)
                        + " long; got " + operand.type() + " to " + shape + " with axes " + axes);
            }
            strides[axis] = from.dim(i) == 1 ? 0 : operand.strides().get(i);
        }
        return operand.view(shape, operand.offset(), Ints.of(strides));
    }

    /** Broadcasts with axes aligned at the end, as NumPy does. */
    static Tensor expand(Tensor operand, Shape shape) {
        int rank = operand.type().rank();
        if (rank > shape.rank()) {
            throw new ShapeException("broadcast: the result must have at least the operand's axes; got " + operand.type()
                    + " to " + shape);
        }
        return broadcast(operand, shape, Ints.range(shape.rank() - rank, shape.rank()));
    }
}
