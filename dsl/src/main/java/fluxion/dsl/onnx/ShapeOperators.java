package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Ranges;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Eye;
import fluxion.core.storage.Memory;
import io.vavr.collection.Array;

/** Constants, and what shapes say: numbers by the time that a function is traced. */
final class ShapeOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            one("Constant", ShapeOperators::constant),
            one("Shape", ShapeOperators::shape),
            one("Size", c -> Tensor.of(Shape.SCALAR, new long[] {c.x().shape().size()})),
            one("ConstantOfShape", ShapeOperators::constantOfShape).knowing(0),
            one("Range", ShapeOperators::range).knowing(0, 1, 2),
            one("EyeLike", c -> {
                if (c.x().rank() != 2) {
                    throw c.refused("a matrix is required; got " + c.x().type());
                }
                return Expr.apply(new Eye(c.dtype("dtype", c.x().dtype()), c.x().shape().dim(0), c.x().shape().dim(1),
                        c.integer("k", 0)));
            }),
            one("NonZero", ShapeOperators::nonZero).knowing(0));

    private ShapeOperators() {}

    private static Expr constant(NodeCall c) {
        if (c.has("value")) {
            return c.tensor("value");
        }
        if (c.has("value_float")) {
            return Tensor.of((float) c.number("value_float", 0));
        }
        if (c.has("value_int")) {
            return Tensor.of(c.whole("value_int", 0));
        }
        if (c.has("value_floats")) {
            Array<Double> values = c.numbers("value_floats");
            float[] floats = new float[values.size()];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) (double) values.get(i);
            }
            return Tensor.of(floats);
        }
        if (c.attribute("value_ints").getOrNull() instanceof AttributeProto.Wholes(Array<Long> values)) {
            return Tensor.of(values.toJavaStream().mapToLong(v -> v).toArray());
        }
        throw c.refused("a constant must be a tensor, numbers or integers");
    }

    private static Expr shape(NodeCall c) {
        Ints dims = c.x().shape().dims();
        int n = dims.size();
        int start = c.integer("start", 0);
        int end = c.integer("end", n);
        int from = Math.clamp(start < 0 ? start + (long) n : start, 0, n);
        int to = Math.clamp(end < 0 ? end + (long) n : end, 0, n);
        return Tensor.of(dims.slice(from, Math.max(from, to)).stream().asLongStream().toArray());
    }

    /** A shape that is computed, which no model can ask more of than there is. */
    static Shape shape(Ints dims) {
        if (!dims.forAll(d -> d >= 0)) {
            throw new ShapeException("lengths must not be negative; got " + dims);
        }
        Shape shape = new Shape(dims);
        if (Memory.count(shape) > Memory.MAX_ELEMENTS) {
            throw new ShapeException("a tensor must have at most " + Memory.MAX_ELEMENTS + " elements; got " + shape);
        }
        return shape;
    }

    private static Expr constantOfShape(NodeCall c) {
        Tensor value = c.has("value") ? c.tensor("value") : Tensor.of(new float[] {0});
        if (value.shape().size() != 1) {
            throw c.refused("the value must be one number; got " + value.type());
        }
        Shape shape = shape(c.knownInts(0));
        return Literal.of(new TensorType(value.dtype(), shape), value.dtype() == DType.I64 ? (Number) value.longs()[0]
                : (Number) NodeCall.number(value));
    }

    private static Expr range(NodeCall c) {
        Tensor start = c.known(0);
        DType dtype = start.dtype();
        return dtype.isInteger() ? Ranges.arange(c.knownLongs(0)[0], c.knownLongs(1)[0], c.knownLongs(2)[0], dtype)
                : Ranges.arange(c.knownNumber(0), c.knownNumber(1), c.knownNumber(2), dtype);
    }

    /** The positions of what is not zero, one column for each. */
    private static Expr nonZero(NodeCall c) {
        Tensor x = c.known(0);
        boolean[] set = ((Tensor) GraphTracer.known(ElementwiseOperators.cast(x, DType.BOOL)).get()).booleans();
        int count = 0;
        for (boolean is : set) {
            count += is ? 1 : 0;
        }
        int rank = x.rank();
        Ints strides = x.shape().strides();
        long[] places = new long[rank * count];
        for (int i = 0, k = 0; i < set.length; i++) {
            if (set[i]) {
                for (int axis = 0; axis < rank; axis++) {
                    places[axis * count + k] = i / strides.get(axis) % x.shape().dim(axis);
                }
                k++;
            }
        }
        return Tensor.of(Shape.of(rank, count), places);
    }
}
