package fluxion.tests.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.storage.Memory;
import fluxion.core.storage.Storage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Tensors as values: made, read, shown, compared, viewed. */
class TensorTest {
    private static final Tensor GRID = Tensor.of(Shape.of(2, 3, 4), IntStream.range(0, 24).asDoubleStream().toArray());

    @Test
    void factoriesGiveTheTypeAndTheValues() {
        assertThat(Tensor.of(2.5).type()).hasToString("f64[]");
        assertThat(Tensor.of(2.5f).toFloat()).isEqualTo(2.5f);
        assertThat(Tensor.of(1L << 40).toLong()).isEqualTo(1L << 40);
        assertThat(Tensor.of(7).type()).hasToString("i32[]");
        assertThat(Tensor.of(7).toInt()).isEqualTo(7);
        assertThat(Tensor.of(true).toBoolean()).isTrue();
        assertThat(Tensor.of(Shape.of(2, 2), 1.0, 2.0, 3.0, 4.0).doubleAt(1, 0)).isEqualTo(3);
        assertThat(Tensor.of(Shape.of(2), 1f, 2f).floats()).containsExactly(1, 2);
        assertThat(Tensor.of(Shape.of(2), 1L, 2L).longs()).containsExactly(1, 2);
        assertThat(Tensor.of(Shape.of(2), 1, 2).ints()).containsExactly(1, 2);
        assertThat(Tensor.of(Shape.of(2), true, false).booleans()).containsExactly(true, false);
        assertThat(Tensor.of(new double[] {1, 2}).type()).hasToString("f64[2]");
        assertThat(Tensor.of(new long[] {1, 2}).type()).hasToString("i64[2]");
        assertThat(Tensor.of(new boolean[] {true}).type()).hasToString("bool[1]");
        assertThat(Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}})).isEqualTo(Tensor.of(Shape.of(2, 3), 1.0, 2.0, 3.0, 4.0, 5.0, 6.0));
        assertThat(Tensor.of(new float[][] {{1}, {2}}).type()).hasToString("f32[2,1]");
        assertThat(Tensor.of(new double[0][]).type()).hasToString("f64[0,0]");
        assertThat(Tensor.full(TensorType.of(DType.I32, 2, 2), 3).ints()).containsExactly(3, 3, 3, 3);
        assertThat(Tensor.zeros(TensorType.of(DType.BOOL, 2)).booleans()).containsExactly(false, false);
        assertThat(Tensor.zeros(TensorType.of(DType.F64, 0, 3)).doubles()).isEmpty();
    }

    @Test
    void numbersKeepTheirValueOrAreRefused() {
        assertThat(Tensor.number(DType.I32, 3.0).toInt()).isEqualTo(3);
        assertThat(Tensor.number(DType.F32, 0.1).toFloat()).isEqualTo(0.1f);
        assertThat(Tensor.number(DType.F32, Double.POSITIVE_INFINITY).toFloat()).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Tensor.number(DType.F64, Double.NaN).toDouble()).isNaN();
        assertThat(Tensor.number(DType.F64, 1L << 53).toDouble()).isEqualTo(0x1p53);
        assertThat(Tensor.number(DType.I64, -0x1p63).toLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(Tensor.number(DType.I64, new BigInteger("9223372036854775807")).toLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(Tensor.number(DType.BOOL, 1).toBoolean()).isTrue();
        fails(DTypeException.class, () -> Tensor.number(DType.I32, 2.5),
                "number: a number for i32 must be whole and from -2147483648 to 2147483647; got 2.5. "
                        + "Use a floating dtype for fractions, i64 for bigger numbers, or cast the tensor first");
        fails(DTypeException.class, () -> Tensor.number(DType.F32, 1e300),
                "number: a number for f32 must be at most 3.4028235E38 in magnitude; got 1.0E300. "
                        + "Use f64, or Float.POSITIVE_INFINITY if infinity is meant");
        for (Number refused : new Number[] {0x1p63, Double.NaN, Double.NEGATIVE_INFINITY, new BigDecimal("0.5"),
            BigInteger.TWO.pow(64), -0.5f}) {
            fails(DTypeException.class, () -> Tensor.number(DType.I64, refused), "number: a number for i64 must be whole and "
                    + "from -9223372036854775808 to 9223372036854775807; got " + refused
                    + ". Use a floating dtype, or cast the tensor first");
        }
        fails(DTypeException.class, () -> Tensor.number(DType.I32, 1L << 31), "number: a number for i32 must be whole and "
                + "from -2147483648 to 2147483647; got 2147483648. "
                + "Use a floating dtype for fractions, i64 for bigger numbers, or cast the tensor first");
        fails(DTypeException.class, () -> Tensor.full(TensorType.of(DType.BOOL, 2), 2),
                "full: a number for bool must be 0 or 1; got 2. Use true and false");
        fails(DTypeException.class, () -> Tensor.number(DType.F64, BigInteger.TEN.pow(400)), "number: a number for f64 must be "
                + "at most 1.7976931348623157E308 in magnitude; got " + BigInteger.TEN.pow(400));
    }

    @Test
    void mistakesInMakingAreNamed() {
        fails(ShapeException.class, () -> Tensor.of(Shape.of(2, 3), 1.0, 2.0), "tensor: there must be as many values as the "
                + "shape has elements; got 2 for f64[2,3], which has 6");
        fails(ShapeException.class, () -> Tensor.of(Shape.of(2, 3), 1), "tensor: there must be as many values as the "
                + "shape has elements; got 1 for i32[2,3], which has 6. Use full to repeat one value");
        fails(ShapeException.class, () -> Tensor.of(new double[][] {{1, 2}, {3}}),
                "tensor: rows must be equally long; got 2 elements in row 0, but 1 in row 1");
        fails(ShapeException.class, () -> GRID.view(Shape.of(5), 21, Ints.of(1)), "tensor: the view must lie within the "
                + "storage's 24 elements; got offset 21 and strides [1] for f64[5]");
        fails(ShapeException.class, () -> GRID.view(Shape.of(3), 1, Ints.of(-1)), "tensor: the view must lie within the "
                + "storage's 24 elements; got offset 1 and strides [-1] for f64[3]");
    }

    @Test
    void elementsAreReadByIndexNegativeOnesFromTheEnd() {
        assertThat(GRID.doubleAt(1, 2, 3)).isEqualTo(23);
        assertThat(GRID.doubleAt(-1, -3, -4)).isEqualTo(12);
        assertThat(Tensor.of(new long[] {5, 6}).longAt(-1)).isEqualTo(6);
        assertThat(Tensor.of(new int[] {5, 6}).doubleAt(0)).isEqualTo(5);
        assertThat(Tensor.of(new boolean[] {true, false}).booleanAt(1)).isFalse();
        fails(ShapeException.class, () -> GRID.doubleAt(0, 3, 0), "doubleAt: the index must lie within the shape; got [0, 3, 0] "
                + "for f64[2,3,4] (axis 1 goes from -3 to 2)");
        fails(ShapeException.class, () -> GRID.doubleAt(0, -4, 0), "doubleAt: the index must lie within the shape; got "
                + "[0, -4, 0] for f64[2,3,4] (axis 1 goes from -3 to 2)");
        fails(ShapeException.class, () -> GRID.doubleAt(0), "doubleAt: the index must have one number for each axis; got [0] "
                + "for f64[2,3,4]");
        fails(ShapeException.class, () -> Tensor.of(new double[0]).doubleAt(0),
                "doubleAt: the index must lie within the shape; got [0] for f64[0] (axis 0 is empty)");
        fails(DTypeException.class, () -> GRID.longAt(0, 0, 0),
                "longAt: the dtype must be i64 or i32; got f64[2,3,4]. Use toDouble() or doubleAt(), or cast first");
        fails(DTypeException.class, () -> Tensor.of(new boolean[1]).doubleAt(0),
                "doubleAt: the dtype must be f64, f32, i64 or i32; got bool[1]. Use booleanAt(), or cast first");
    }

    @Test
    void oneElementTensorsAreNumbers() {
        assertThat(Tensor.of(Shape.of(1, 1), 2.5).toDouble()).isEqualTo(2.5);
        assertThat(Tensor.of(9L).toDouble()).isEqualTo(9);
        assertThat(Tensor.of(9L).toInt()).isEqualTo(9);
        fails(ShapeException.class, () -> Tensor.of(new double[3]).toDouble(),
                "toDouble: the tensor must have one element; got f64[3]");
        fails(ShapeException.class, () -> Tensor.of(new double[0]).toDouble(),
                "toDouble: the tensor must have one element; got f64[0]");
        fails(DTypeException.class, () -> Tensor.of(1.5).toFloat(),
                "toFloat: the dtype must be f32; got f64[]. Use toDouble(), or cast first");
        fails(DTypeException.class, () -> Tensor.of(1L << 40).toInt(),
                "toInt: the element must be from -2147483648 to 2147483647; got 1099511627776. Use toLong()");
        fails(DTypeException.class, () -> Tensor.of(Long.MAX_VALUE).toDouble(), "toDouble: the element must be one that a "
                + "double holds without loss; got 9223372036854775807. Use toLong()");
        fails(DTypeException.class, () -> Tensor.of((1L << 53) + 1).toDouble(), "toDouble: the element must be one that a "
                + "double holds without loss; got 9007199254740993. Use toLong()");
        fails(DTypeException.class, () -> Tensor.of(1).toBoolean(),
                "toBoolean: the dtype must be bool; got i32[]. Use toDouble() or doubleAt(), or cast first");
    }

    @Test
    void copiesOutWidenButNeverNarrow() {
        assertThat(Tensor.of(new float[] {0.1f}).doubles()).containsExactly(0.1f);
        assertThat(Tensor.of(new int[] {4}).doubles()).containsExactly(4);
        assertThat(Tensor.of(new int[] {4}).longs()).containsExactly(4);
        fails(DTypeException.class, () -> GRID.floats(),
                "floats: the dtype must be f32; got f64[2,3,4]. Use doubles(), or cast first");
        fails(DTypeException.class, () -> Tensor.of(new long[2]).doubles(), "doubles: the dtype must be f64, f32 or i32, which "
                + "doubles hold without loss; got i64[2]. Use longs(), or cast first");
        fails(DTypeException.class, () -> Tensor.of(new long[2]).ints(),
                "ints: the dtype must be i32; got i64[2]. Use longs(), or cast first");
        fails(DTypeException.class, () -> GRID.booleans(),
                "booleans: the dtype must be bool; got f64[2,3,4]. Use doubles(), or cast first");
    }

    @Test
    void noArrayGivenOrHandedOutAliases() {
        double[] flat = {1, 2, 3, 4};
        double[][] rows = {{1, 2}, {3, 4}};
        Tensor a = Tensor.of(flat);
        Tensor b = Tensor.of(Shape.of(2, 2), flat);
        Tensor c = Tensor.of(rows);
        flat[0] = 99;
        rows[0][0] = 99;
        a.doubles()[1] = 99;
        c.doubles()[1] = 99;
        assertThat(a.doubles()).containsExactly(1, 2, 3, 4);
        assertThat(b.doubles()).containsExactly(1, 2, 3, 4);
        assertThat(c.doubles()).containsExactly(1, 2, 3, 4);
        float[] floats = {1};
        long[] longs = {1};
        int[] ints = {1};
        boolean[] booleans = {true};
        var all = List.of(Tensor.of(floats), Tensor.of(longs), Tensor.of(ints), Tensor.of(booleans));
        floats[0] = 9;
        longs[0] = 9;
        ints[0] = 9;
        booleans[0] = false;
        all.get(0).floats()[0] = 9;
        all.get(1).longs()[0] = 9;
        all.get(2).ints()[0] = 9;
        all.get(3).booleans()[0] = false;
        assertThat(all).containsExactly(Tensor.of(new float[] {1}), Tensor.of(new long[] {1}), Tensor.of(new int[] {1}),
                Tensor.of(new boolean[] {true}));
    }

    @Test
    void equalityIsOfDtypeShapeAndBits() {
        assertThat(Tensor.of(Double.NaN)).isEqualTo(Tensor.of(Double.NaN)).hasSameHashCodeAs(Tensor.of(Double.NaN));
        assertThat(Tensor.of(0.0)).isNotEqualTo(Tensor.of(-0.0));
        assertThat(Tensor.of(1)).isNotEqualTo(Tensor.of(1L));
        assertThat(Tensor.of(Shape.of(1, 2), 1, 2)).isNotEqualTo(Tensor.of(Shape.of(2, 1), 1, 2));
        Tensor twice = StridedViews.permute(StridedViews.permute(GRID, Ints.of(2, 0, 1)), Ints.of(1, 2, 0));
        assertThat(twice).isEqualTo(GRID);
        Tensor backwards = StridedViews.flip(GRID, Ints.of(0, 1, 2));
        Tensor copy = Tensor.of(Shape.of(2, 3, 4), backwards.doubles());
        assertThat(backwards).isEqualTo(copy).hasSameHashCodeAs(copy).isNotEqualTo(GRID);
        Tensor zeros = Tensor.zeros(TensorType.of(DType.F32, 3000));
        assertThat(zeros).isEqualTo(Tensor.of(new float[3000])).hasSameHashCodeAs(Tensor.of(new float[3000]));
        TensorType endless = TensorType.of(DType.F32, 1 << 30, 1 << 30, 1 << 30);
        assertThat(Tensor.zeros(endless)).isEqualTo(Tensor.zeros(endless)).isNotEqualTo(Tensor.full(endless, 1));
    }

    @Test
    void viewsShowTheElementsThatIndexArithmeticSays() {
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 300; trial++) {
            Tensor view = GRID;
            double[] expected = GRID.doubles();
            for (int k = 0; k < 3; k++) {
                Shape shape = view.type().shape();
                Ints all = Ints.range(0, 3);
                switch (random.nextInt(4)) {
                    case 0 -> {
                        Ints p = Ints.of(random.nextInt(2) == 0 ? new int[] {1, 2, 0} : new int[] {0, 2, 1});
                        expected = pick(expected, shape, new Shape(shape.dims().select(p)),
                                i -> { int[] j = new int[3]; for (int a : all) { j[p.get(a)] = i[a]; } return j; });
                        view = StridedViews.permute(view, p);
                    }
                    case 1 -> {
                        int axis = random.nextInt(3);
                        expected = pick(expected, shape, shape,
                                i -> { int[] j = i.clone(); j[axis] = shape.dim(axis) - 1 - i[axis]; return j; });
                        view = StridedViews.flip(view, Ints.of(axis));
                    }
                    case 2 -> {
                        Ints start = shape.dims().map(d -> random.nextInt(Math.max(d, 1)));
                        Ints steps = Ints.tabulate(3, a -> 1 + random.nextInt(2));
                        Shape to = new Shape(Ints.tabulate(3,
                                a -> (int) Math.ceil((shape.dim(a) - start.get(a)) / (double) steps.get(a))));
                        expected = pick(expected, shape, to,
                                i -> { int[] j = new int[3]; for (int a : all) { j[a] = start.get(a) + steps.get(a) * i[a]; } return j; });
                        view = StridedViews.slice(view, start, shape.dims(), steps);
                    }
                    default -> {
                        Shape to = new Shape(shape.dims().map(d -> d == 1 ? 2 : d));
                        expected = pick(expected, shape, to,
                                i -> { int[] j = i.clone(); for (int a : all) { j[a] %= shape.dim(a); } return j; });
                        view = StridedViews.expand(view, to);
                    }
                }
            }
            assertThat(view.doubles()).containsExactly(expected);
            assertThat(view.storage()).isSameAs(GRID.storage());
            Tensor plain = Tensor.of(view.type().shape(), expected);
            assertThat(view).isEqualTo(plain).hasSameHashCodeAs(plain).hasToString(plain.toString());
            assertThat(view.contiguous().isContiguous()).isTrue();
            int size = expected.length;
            for (Shape to : new Shape[] {Shape.of(size), Shape.of(1, size, 1), Shape.of(size / 2 * 2 == size ? 2 : 1,
                    size / 2 * 2 == size ? size / 2 : size)}) {
                double[] values = expected;
                StridedViews.reshape(view, to).forEach(t -> assertThat(t.doubles()).containsExactly(values));
            }
            int[] index = view.type().shape().dims().map(d -> d - 1).toArray();
            if (size > 0) {
                Tensor changed = view.with(Ints.of(index), -1);
                double[] after = expected.clone();
                after[size - 1] = -1;
                assertThat(changed.doubles()).containsExactly(after);
                assertThat(view.doubles()).containsExactly(expected);
            }
        }
        assertThat(GRID.doubles()).containsExactly(IntStream.range(0, 24).asDoubleStream().toArray());
    }

    private interface Index {
        int[] in(int[] out);
    }

    private static double[] pick(double[] from, Shape shape, Shape to, Index index) {
        int size = (int) to.size();
        return IntStream.range(0, size).mapToDouble(n -> {
            int[] i = new int[to.rank()];
            for (int axis = to.rank() - 1, rest = n; axis >= 0; axis--) {
                i[axis] = rest % to.dim(axis);
                rest /= to.dim(axis);
            }
            int[] j = index.in(i);
            int position = 0;
            for (int axis = 0; axis < shape.rank(); axis++) {
                position = position * shape.dim(axis) + j[axis];
            }
            return from[position];
        }).toArray();
    }

    @Test
    void reshapeIsAViewWhereStridesCanSayIt() {
        Tensor rows = StridedViews.slice(GRID, Ints.of(0, 0, 0), Ints.of(2, 2, 4), Ints.of(1, 1, 1));
        assertThat(StridedViews.reshape(rows, Shape.of(2, 8)).get().doubles()).containsExactly(rows.doubles());
        assertThat(StridedViews.reshape(rows, Shape.of(2, 2, 2, 1, 2)).get().storage()).isSameAs(GRID.storage());
        assertThat(StridedViews.reshape(rows, Shape.of(16))).isEmpty();
        assertThat(StridedViews.reshape(StridedViews.permute(GRID, Ints.of(2, 1, 0)), Shape.of(24))).isEmpty();
        assertThat(StridedViews.reshape(Tensor.zeros(TensorType.of(DType.F64, 6)), Shape.of(2, 3)).get().doubles()).hasSize(6);
        assertThat(StridedViews.reshape(StridedViews.broadcast(Tensor.of(new double[] {1, 2}), Shape.of(2, 3), Ints.of(0)), Shape.of(1, 6)))
                .isEmpty();
        Tensor columns = StridedViews.broadcast(Tensor.of(new double[] {1, 2}), Shape.of(2, 3), Ints.of(0));
        assertThat(columns.doubles()).containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(columns.isContiguous()).isFalse();
        fails(ShapeException.class, () -> StridedViews.broadcast(GRID, Shape.of(2, 3, 5), Ints.of(0, 1, 2)), "broadcast: axis 2 of the "
                + "operand must be 1 or 5 long; got f64[2,3,4] to [2,3,5] with axes [0, 1, 2]");
    }

    @Test
    void wrappingDoesNotCopyAndFlatIsTheArray() {
        double[] owned = {1, 2, 3};
        Tensor t = Tensor.wrap(TensorType.of(DType.F64, 3), Storage.of(owned));
        assertThat(t.storage().flat()).isSameAs(owned);
    }

    @Test
    void memoryIsAskedForBeforeItIsTaken() {
        Tensor wide = Tensor.zeros(TensorType.of(DType.F64, 1 << 20, 1 << 20));
        fails(FluxionException.class, wide::doubles, "doubles: the tensor must fit into the heap; got f64[1048576,1048576], "
                + "which needs 8192.0 GiB, and the limit is …");
        fails(FluxionException.class, () -> Memory.require("iota", TensorType.of(DType.F32, 1 << 30, 1 << 30, 1 << 30)),
                "iota: the tensor must fit into the heap; got f32[1073741824,1073741824,1073741824], which needs 4.6e+18 GiB…");
        fails(FluxionException.class, () -> wide.with(Ints.of(0, 0), 1), "with: the tensor must fit into the heap…");
        assertThat(Memory.require("iota", TensorType.of(DType.F32, 10, 10))).isEqualTo(100);
    }

    @Test
    void printing() {
        assertThat(Tensor.of(2.0)).hasToString("2.0");
        assertThat(Tensor.of(1.0 / 3)).hasToString("0.3333333333333333");
        assertThat(Tensor.of(1e-10f)).hasToString("1.0e-10");
        assertThat(Tensor.of(-3)).hasToString("-3");
        assertThat(Tensor.of(true)).hasToString("true");
        assertThat(Tensor.of(new double[] {1, 2, 3})).hasToString("[1.0, 2.0, 3.0]");
        assertThat(Tensor.of(new double[] {})).hasToString("[]");
        assertThat(Tensor.of(new double[] {-0.0, 1.0 / 3, 10})).hasToString("[-0.00000000,  0.33333333, 10.00000000]");
        assertThat(Tensor.of(new float[] {0.1f, 2})).hasToString("[0.1, 2.0]");
        assertThat(Tensor.of(new double[] {1e-5, 1, Double.NaN, Double.NEGATIVE_INFINITY}))
                .hasToString("[   1.0e-5,     1.0e0,       NaN, -Infinity]");
        assertThat(Tensor.of(new double[] {1.5e8, 99999999999.0})).hasToString("[ 1.5e8, 1.0e11]");
        assertThat(Tensor.of(new boolean[] {true, false})).hasToString("[ true, false]");
        assertThat(Tensor.of(new double[][] {{1, 2.25}, {10.5, -3}})).hasToString("""
                [[ 1.00,  2.25],
                 [10.50, -3.00]]""");
        assertThat(Tensor.of(Shape.of(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 800)).hasToString("""
                [[[  1,   2],
                  [  3,   4]],

                 [[  5,   6],
                  [  7, 800]]]""");
        assertThat(Tensor.of(IntStream.range(0, 2000).toArray())).hasToString("[   0,    1,    2, …, 1997, 1998, 1999]");
        assertThat(Tensor.zeros(TensorType.of(DType.F32, 1 << 30, 1 << 30))).hasToString("""
                [[0.0, 0.0, 0.0, …, 0.0, 0.0, 0.0],
                 [0.0, 0.0, 0.0, …, 0.0, 0.0, 0.0],
                 [0.0, 0.0, 0.0, …, 0.0, 0.0, 0.0],
                 …,
                 [0.0, 0.0, 0.0, …, 0.0, 0.0, 0.0],
                 [0.0, 0.0, 0.0, …, 0.0, 0.0, 0.0],
                 [0.0, 0.0, 0.0, …, 0.0, 0.0, 0.0]]""");
        assertThat(Arrays.stream(Tensor.of(new int[200]).toString().split("\n")).mapToInt(String::length).max().getAsInt())
                .isBetween(95, 100);
    }

    /** A message that ends in … may go on. */
    private static void fails(Class<? extends FluxionException> kind, ThrowingCallable call, String message) {
        var thrown = assertThatThrownBy(call).isInstanceOf(kind);
        if (message.endsWith("…")) {
            thrown.hasMessageStartingWith(message.substring(0, message.length() - 1));
        } else {
            thrown.hasMessage(message);
        }
    }
}
