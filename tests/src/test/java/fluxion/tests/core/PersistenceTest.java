package fluxion.tests.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.storage.Storage;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** New versions of tensors: what they cost, what they share, that old ones stay. */
class PersistenceTest {
    private static final int BIG = 10_000_000;
    private static final long MB = 1 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The least of several measurements, so that class loading does not count. */
    private static long allocated(Supplier<?> work) {
        return IntStream.range(0, 5).mapToLong(i -> {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.get();
            return THREADS.getCurrentThreadAllocatedBytes() - before;
        }).min().getAsLong();
    }

    private static Tensor counting(DType dtype) {
        Storage storage = switch (dtype) {
            case F64 -> Storage.of(IntStream.range(0, BIG).asDoubleStream().toArray());
            case F32, I64, I32, BOOL -> {
                float[] values = new float[BIG];
                for (int i = 0; i < BIG; i++) {
                    values[i] = i;
                }
                yield Storage.of(values);
            }
        };
        return Tensor.wrap(TensorType.of(storage.dtype(), 1000, BIG / 1000), storage);
    }

    @Test
    void oneUpdateOfABigTensorIsSmallWork() {
        for (DType dtype : List.of(DType.F64, DType.F32)) {
            Tensor old = counting(dtype);
            long copy = allocated(() -> dtype == DType.F64 ? old.doubles() : old.floats());
            long update = allocated(() -> old.with(Ints.of(567, 89), -1));
            Tensor changed = old.with(Ints.of(567, 89), -1);
            Tensor many = updated(old, 5000);
            long laterUpdate = allocated(() -> many.with(Ints.of(1, 2), -1));
            assertThat(copy).isGreaterThanOrEqualTo((long) BIG * dtype.bytes());
            assertThat(update).isLessThan(MB).isLessThan(copy / 100);
            assertThat(laterUpdate).isLessThan(MB / 10);
            assertThat(changed.doubleAt(567, 89)).isEqualTo(-1);
            assertThat(changed.doubleAt(567, 90)).isEqualTo(5_670_090);
            assertThat(old.doubleAt(567, 89)).isEqualTo(5_670_089);
            assertThat(allocated(() -> StridedViews.permute(old, Ints.of(1, 0)).with(Ints.of(3, 4), 0))).isLessThan(MB / 10);
            assertThat(allocated(() -> old.withBlock(Ints.of(10, 10), Tensor.zeros(TensorType.of(dtype, 4, 300)))))
                    .isLessThan(MB / 10);
        }
        Tensor zeros = Tensor.zeros(TensorType.of(DType.F32, BIG));
        assertThat(allocated(() -> zeros.with(5, 1.0))).isLessThan(MB / 10);
        Tensor one = zeros.with(BIG - 1, 1.0).with(0, 2.0);
        float[] expected = new float[BIG];
        expected[BIG - 1] = 1;
        expected[0] = 2;
        assertThat(one).isEqualTo(Tensor.wrap(TensorType.of(DType.F32, BIG), Storage.of(expected)));
        assertThat(zeros.doubleAt(0)).isZero();
    }

    private static Tensor updated(Tensor tensor, int times) {
        SplittableRandom random = new SplittableRandom(1);
        Tensor result = tensor;
        for (int i = 0; i < times; i++) {
            result = result.with(Ints.of(random.nextInt(1000), random.nextInt(BIG / 1000)), i);
        }
        return result;
    }

    @Test
    void aMillionRandomUpdatesAgreeWithAPlainArray() {
        int n = 300_007;
        SplittableRandom random = new SplittableRandom(42);
        double[] plain = random.doubles(n).toArray();
        Tensor tensor = Tensor.of(plain);
        List<Tensor> versions = new ArrayList<>();
        List<double[]> snapshots = new ArrayList<>();
        for (int step = 0; step < 1_000_000; step++) {
            if (step % 150_000 == 0) {
                versions.add(tensor);
                snapshots.add(plain.clone());
            }
            int i = random.nextInt(n);
            double value = random.nextDouble();
            plain[i] = value;
            tensor = tensor.with(i, value);
            int j = random.nextInt(n);
            if (tensor.doubleAt(j) != plain[j]) {
                assertThat(tensor.doubleAt(j)).as("element %d after step %d", j, step).isEqualTo(plain[j]);
            }
            if (step == 500_000) {
                assertThat(tensor.doubles()).isEqualTo(plain);
            }
        }
        assertThat(tensor.doubles()).isEqualTo(plain);
        for (int k = 0; k < versions.size(); k++) {
            assertThat(versions.get(k).doubleAt(n - 1)).isEqualTo(snapshots.get(k)[n - 1]);
            assertThat(versions.get(k).doubles()).isEqualTo(snapshots.get(k));
        }
    }

    @Test
    void blocksAgreeWithAPlainArray() {
        SplittableRandom random = new SplittableRandom(7);
        int rows = 61;
        int columns = 97;
        Tensor straight = Tensor.of(Shape.of(rows, columns), new long[rows * columns]);
        // the same values behind other strides: transposed twice over, flipped twice over, and a window of something bigger
        Tensor window = StridedViews.slice(Tensor.of(Shape.of(columns + 5, 3 * rows), new long[(columns + 5) * 3 * rows]),
                Ints.of(3, 1), Ints.of(columns + 3, 3 * rows), Ints.of(1, 3));
        Tensor crooked = StridedViews.flip(StridedViews.permute(window, Ints.of(1, 0)), Ints.of(0));
        Tensor broadcast = StridedViews.broadcast(Tensor.of(Shape.of(1, columns), new long[columns]), Shape.of(rows, columns),
                Ints.of(0, 1));
        Tensor constant = Tensor.zeros(TensorType.of(DType.I64, rows, columns));
        long[] plain = new long[rows * columns];
        Tensor before = straight;
        for (int step = 0; step < 500; step++) {
            int r = random.nextInt(rows);
            int c = random.nextInt(columns);
            int h = random.nextInt(step % 10 == 0 ? rows - r + 1 : Math.min(5, rows - r + 1));
            int w = random.nextInt(columns - c + 1);
            long[] values = random.longs((long) h * w).toArray();
            Tensor block = Tensor.of(Shape.of(h, w), values);
            if (step % 3 == 0 && h > 0) { // a block which is a view itself
                block = StridedViews.permute(Tensor.of(Shape.of(w, h), values), Ints.of(1, 0));
            }
            for (int i = 0; i < h; i++) {
                for (int j = 0; j < w; j++) {
                    plain[(r + i) * columns + c + j] = block.longAt(i, j);
                }
            }
            Ints start = Ints.of(step % 2 == 0 ? r : r - rows, c);
            straight = straight.withBlock(start, block);
            crooked = crooked.withBlock(start, block);
            broadcast = broadcast.withBlock(start, block);
            constant = constant.withBlock(start, block);
        }
        assertThat(straight.longs()).isEqualTo(plain);
        assertThat(crooked.longs()).isEqualTo(plain);
        assertThat(broadcast.longs()).isEqualTo(plain);
        assertThat(constant.longs()).isEqualTo(plain);
        assertThat(before.longs()).containsOnly(0);
        assertThat(window.longs()).containsOnly(0);
    }

    @Test
    void everyDtypeChangesAndOldVersionsStay() {
        int n = 5000;
        for (DType dtype : DType.values()) {
            Tensor zeros = Tensor.zeros(TensorType.of(dtype, n)).contiguous();
            Tensor one = zeros.with(Ints.of(-1), 1);
            Tensor both = one.with(Ints.of(3000), 1);
            assertThat(one).isNotEqualTo(zeros).isNotEqualTo(both);
            assertThat(both.with(Ints.of(3000), 0)).isEqualTo(one);
            assertThat(one.with(n - 1, 0)).isEqualTo(zeros).hasSameHashCodeAs(zeros);
        }
        assertThat(Tensor.zeros(TensorType.of(DType.BOOL, 2)).with(Ints.of(1), true).booleans()).containsExactly(false, true);
    }

    @Test
    void changingARepeatedElementChangesOneIndexOnly() {
        Tensor rows = StridedViews.broadcast(Tensor.of(new double[] {1, 2}), Shape.of(3, 2), Ints.of(1));
        assertThat(rows.with(Ints.of(1, 0), 9).doubles()).containsExactly(1, 2, 9, 2, 1, 2);
        Tensor overlapping = Tensor.of(new double[] {1, 2, 3, 4}).view(Shape.of(3, 2), 0, Ints.of(1, 1));
        assertThat(overlapping.with(Ints.of(0, 1), 9).doubles()).containsExactly(1, 9, 2, 3, 3, 4);
    }

    @Test
    void pagesArePutTogetherOnceWhateverTheThreads() {
        Tensor changed = updatedOnce();
        List<float[]> seen = IntStream.range(0, 64).parallel().mapToObj(i -> (float[]) changed.storage().flat()).toList();
        assertThat(seen).allSatisfy(array -> assertThat(array).isSameAs(seen.getFirst()));
        assertThat(changed.with(0, 1).doubleAt(50_000)).isEqualTo(7);
    }

    private static Tensor updatedOnce() {
        return Tensor.of(new float[100_000]).with(50_000, 7);
    }

    @Test
    void mistakesAreNamed() {
        Tensor t = Tensor.of(Shape.of(2, 3), new float[6]);
        assertThatThrownBy(() -> t.with(Ints.of(0, 3), 1)).isInstanceOf(ShapeException.class).hasMessage(
                "with: the index must lie within the shape; got [0, 3] for f32[2,3] (axis 1 goes from -3 to 2)");
        assertThatThrownBy(() -> t.with(0, 1.0)).isInstanceOf(ShapeException.class).hasMessage(
                "with: the index must have one number for each axis; got [0] for f32[2,3]");
        assertThatThrownBy(() -> t.with(Ints.of(0, 0), 1e300)).isInstanceOf(DTypeException.class).hasMessage("with: a number for "
                + "f32 must be at most 3.4028235E38 in magnitude; got 1.0E300. Use f64, or Float.POSITIVE_INFINITY if "
                + "infinity is meant");
        assertThatThrownBy(() -> t.with(Ints.of(0, 0), true)).isInstanceOf(DTypeException.class).hasMessage(
                "with: the value must be a number for f32; got true for f32[2,3]");
        assertThatThrownBy(() -> t.withBlock(Ints.of(1, 1), t)).isInstanceOf(ShapeException.class).hasMessage(
                "withBlock: the block must lie within the tensor; got f32[2,3] at [1, 1] for f32[2,3]");
        assertThatThrownBy(() -> t.withBlock(Ints.of(0), Tensor.of(new float[3]))).isInstanceOf(ShapeException.class).hasMessage(
                "withBlock: block and start must have as many axes as the tensor; got f32[3] at [0] for f32[2,3]");
        assertThatThrownBy(() -> t.withBlock(Ints.of(0, 0), Tensor.of(Shape.of(1, 1), 1.0))).isInstanceOf(DTypeException.class)
                .hasMessage("withBlock: the block must have the tensor's dtype; got f64[1,1] for f32[2,3]. Cast it to f32 first");
    }
}
