package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Index;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.print.MathText;
import fluxion.dsl.Checked;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reading and writing at places, next to loops that follow NumPy's rules index by index. */
class PlacesTest {
    private static final Tensor X = tensor(4, 3, 5);

    private static Tensor tensor(int... dims) {
        Shape shape = Shape.of(dims);
        return Tensor.of(shape, IntStream.range(0, (int) shape.size()).mapToDouble(i -> i).toArray());
    }

    private static Tensor ints(int... values) {
        return Tensor.of(values);
    }

    private static double[] values(Expr x) {
        return eval(x).doubles();
    }

    // ---- the rules, one by one ----

    @Test
    void positionsAndRanges() {
        assertThat(values(X.get("1, 2, ::2"))).containsExactly(25, 27, 29);
        assertThat(values(X.get("-1, 0, -2:"))).containsExactly(48, 49);
        assertThat(values(X.get("0, 0, ::-1"))).containsExactly(4, 3, 2, 1, 0);
        assertThat(values(X.get("0, 0, 3:0:-2"))).containsExactly(3, 1);
        assertThat(X.get("..., 0").shape()).isEqualTo(Shape.of(4, 3));
        assertThat(X.get("newaxis, 1:3, ..., newaxis").shape()).isEqualTo(Shape.of(1, 2, 3, 5, 1));
        assertThat(X.get(position(1), until(2), from(4)).shape()).isEqualTo(Shape.of(2, 1));
        assertThat(X.get("2:2").shape()).isEqualTo(Shape.of(0, 3, 5));
    }

    @Test
    void arraysOfPositionsBroadcastTogether() {
        Tensor rows = Tensor.of(Shape.of(2, 1), 0, -1);
        assertThat(values(X.get(rows, all(), ints(0, 4))).length).isEqualTo(12);
        assertThat(X.get(rows, all(), ints(0, 4)).shape()).as("apart: the arrays' axes come first").isEqualTo(Shape.of(2, 2, 3));
        assertThat(X.get(all(), rows, ints(0, 4)).shape()).as("side by side: where they stand").isEqualTo(Shape.of(4, 2, 2));
        assertThat(values(X.get(ints(1, 2), ints(0, 2), ints(3, -1)))).containsExactly(18, 44);
        assertThat(X.get(position(0), all(), ints(1, 2)).shape()).as("a position counts as an array").isEqualTo(Shape.of(2, 3));
        assertThat(X.get(all(), position(0), ints(1, 2)).shape()).isEqualTo(Shape.of(4, 2));
        assertThat(X.get(ints(1, 2), newAxis(), ints(0, 1)).shape()).isEqualTo(Shape.of(2, 1, 5));
        assertThat(X.get(scalarIndex(2), all()).shape()).isEqualTo(Shape.of(3, 5));
    }

    private static Tensor scalarIndex(int i) {
        return Tensor.of(i);
    }

    @Test
    void knownMasksSelect() {
        Tensor mask = Tensor.of(Shape.of(4, 3), true, false, true, false, false, false, false, true, false, false, false, true);
        assertThat(X.get(mask).shape()).isEqualTo(Shape.of(4, 5));
        assertThat(values(X.get(mask, position(0)))).containsExactly(0, 10, 35, 55);
        assertThat(values(X.get("0, 0").get(Tensor.of(new boolean[] {false, true, false, false, true})))).containsExactly(1, 4);
        assertThat(X.get(all(), Tensor.of(new boolean[] {false, true, true})).shape()).isEqualTo(Shape.of(4, 2, 5));
        assertThat(values(vector(1.0, 2.0, 3.0).at(Tensor.of(new boolean[] {true, false, true})).set(vector(7.0, 8.0)))).containsExactly(7, 2, 8);
    }

    @Test
    void masksNotKnownYetWrite() {
        var f = fn((Expr x) -> x.at(x.lt(0)).set(0));
        assertThat(values(f.apply(vector(-1.0, 2.0, -3.0)))).containsExactly(0, 2, 0);
        assertThat(values(fn((Expr x) -> x.at(x.gt(1)).multiply(10)).apply(vector(-1.0, 2.0, 3.0)))).containsExactly(-1, 20, 30);
        var rows = fn((Expr x, Expr keep) -> x.at(keep.not()).add(vector(1.0, 2.0)));
        assertThat(values(rows.apply(tensor(2, 2), Tensor.of(new boolean[] {true, false})))).containsExactly(0, 1, 3, 5);
        assertThat(values(grad(fn((Expr x) -> x.at(x.lt(0)).set(0).square().sum())).apply(vector(-1.0, 2.0)))).containsExactly(0, 4);
    }

    @Test
    void beyondTheEnds() {
        Tensor x = vector(1.0, 2.0, 3.0);
        Tensor i = ints(-5, -1, 1, 7);
        assertThat(values(x.at(i).clamped().get())).containsExactly(1, 3, 2, 3);
        assertThat(values(x.at(i).dropping().get())).containsExactly(0, 3, 2, 0);
        assertThat(values(x.at(i).getOr(-9))).containsExactly(-9, 3, 2, -9);
        assertThat(values(x.at(i).dropping().set(vector(10.0, 20.0, 30.0, 40.0)))).containsExactly(1, 30, 20);
        assertThat(values(x.at(i).clamped().add(1))).containsExactly(2, 3, 5);
        assertThat(values(x.at(ints(4)).dropping().multiply(0))).containsExactly(1, 2, 3);
        Tensor m = tensor(2, 3);
        assertThat(values(m.at(ints(0, 1, 5), ints(2, 9, 0)).dropping().get())).containsExactly(2, 0, 0);
        assertThat(values(m.at(ints(0, 1, 5), ints(2, 9, 0)).dropping().max(100))).containsExactly(0, 1, 100, 3, 4, 5);
        assertThat(values(m.at(ints(0, 1, 5), ints(2, 9, 0)).clamped().get())).containsExactly(2, 5, 3);
        assertThat(values(tensor(0, 2).at(ints(3)).dropping().get())).containsExactly(0, 0);
    }

    @Test
    void whatIsOutOfRangeCanBeReportedAsAValue() {
        Checked<Expr> read = checked(() -> fn((Expr x, Expr i) -> x.get(i, i)).apply(tensor(2, 3), ints(0, 2)));
        assertThat(read.problems().map(Checked.Problem::kind)).containsExactly(Checked.Kind.INDEX_OUT_OF_RANGE);
        assertThat(read.problems().get(0).message()).contains("flat_index: index 2 at [1] is out of range, must be from -2 to 1");
        assertThat(values(read.value())).containsExactly(0, 5);
        assertThat(checked(() -> fn((Expr x, Expr i) -> x.at(i).set(0)).apply(vector(1.0), ints(3))).problems()).hasSize(1);
    }

    @Test
    void repeatedPlacesCombine() {
        Tensor x = vector(1.0, 2.0, 3.0);
        Tensor twice = ints(1, 1, -1);
        Tensor u = vector(5.0, 7.0, 2.0);
        assertThat(values(x.at(twice).set(u))).as("the last stays").containsExactly(1, 7, 2);
        assertThat(values(x.at(twice).add(u))).containsExactly(1, 14, 5);
        assertThat(values(x.at(twice).multiply(u))).containsExactly(1, 70, 6);
        assertThat(values(x.at(twice).min(u))).containsExactly(1, 2, 2);
        assertThat(values(x.at(twice).max(u))).containsExactly(1, 7, 3);
        assertThat(x.doubles()).as("the tensor itself stays").containsExactly(1, 2, 3);
    }

    @Test
    void b15_gradientsOfReadingAccumulateAndIndicesHaveNone() {
        assertThat(values(grad(fn((Expr x) -> x.get(ints(0, 2, 0)).sum())).apply(vector(1.0, 2.0, 3.0)))).containsExactly(2, 0, 1);
        assertThat(values(grad(fn((Expr x) -> x.get(1))).apply(vector(1.0, 2.0, 3.0)))).containsExactly(0, 1, 0);
        var picked = fn((Expr x, Expr i) -> x.get(i, i).sum());
        Tensor m = Tensor.of(new double[][] {{1, 2}, {3, 4}});
        assertThat(values(grad(picked).apply(m, ints(1, 1, 0)))).containsExactly(1, 0, 0, 2);
    }

    @Test
    void gradientsOfWriting() {
        Tensor x = vector(2.0, 3.0, 4.0);
        Tensor u = vector(5.0, 7.0);
        var set = fn((Expr a, Expr b) -> a.at(ints(1, 1)).set(b).times(vector(10.0, 100.0, 1000.0)).sum());
        assertThat(values((Expr) grad(set).wrt(0).apply(x, u))).containsExactly(10, 0, 1000);
        assertThat(values((Expr) grad(set).wrt(1).apply(x, u))).as("only the last counts").containsExactly(0, 100);
        var multiply = fn((Expr a, Expr b) -> a.at(ints(1, 1)).multiply(b).sum());
        assertThat(values((Expr) grad(multiply).wrt(0).apply(x, u))).containsExactly(1, 35, 1);
        assertThat(values((Expr) grad(multiply).wrt(1).apply(x, u))).containsExactly(21, 15);
        assertThat(values((Expr) grad(multiply).wrt(1).apply(x, vector(0.0, 7.0)))).as("beside a zero").containsExactly(21, 0);
        assertThat(values((Expr) grad(multiply).wrt(1).apply(x, vector(0.0, 0.0)))).containsExactly(0, 0);
        var crossed = fn((Expr b) -> x.at(ints(1, 1)).multiply(b).sum());
        assertThat(values(hessian(crossed).apply(vector(0.0, 0.0)))).as("second order at zeros").containsExactly(0, 3, 3, 0);
        var max = fn((Expr a, Expr b) -> a.at(ints(1, 1)).max(b).sum());
        assertThat(values((Expr) grad(max).wrt(1).apply(x, vector(6.0, 6.0)))).as("ties share").containsExactly(0.5, 0.5);
        assertThat(values((Expr) grad(max).wrt(0).apply(x, vector(1.0, 3.0)))).containsExactly(1, 0.5, 1);
        var part = fn((Expr a, Expr b) -> a.at("::2").set(b).times(a).sum());
        assertThat(values((Expr) grad(part).wrt(0).apply(x, u))).containsExactly(5, 6, 7);
        assertThat(values((Expr) grad(part).wrt(1).apply(x, u))).containsExactly(2, 4);
    }

    @Test
    void underVmapEachLaneHasItsOwnPlaces() {
        var f = fn((Expr x, Expr i, Expr u) -> x.at(i, position(0)).add(u));
        Tensor xs = tensor(2, 3, 2);
        Tensor is = Tensor.of(new int[] {0, 2});
        Tensor us = vector(100.0, 200.0);
        assertThat(values(vmap(f).apply(xs, is, us))).containsExactly(100, 1, 2, 3, 4, 5, 6, 7, 8, 9, 210, 11);
        assertThat(values(vmap(f).in(none(), axis(0), none()).apply(tensor(3, 2), is, scalar(50.0))))
                .containsExactly(50, 1, 2, 3, 4, 5, 0, 1, 2, 3, 54, 5);
        assertThat(values(vmap(fn((Expr x, Expr s) -> dynamicSlice(x, s, 2))).in(none(), axis(0)).apply(vector(1.0, 2.0, 3.0, 4.0), Tensor.of(Shape.of(3, 1), 0, 9, -3))))
                .containsExactly(1, 2, 3, 4, 1, 2);
    }

    @Test
    void printsAsItIsWritten() {
        TensorType m = f64(3, 4);
        TensorType v = TensorType.of(DType.I32, 2);
        assertThat(MathText.of(fn((Expr x, Expr i, Expr j) -> x.get(i, j)).on(m, v, v))).isEqualTo("(x, y, z) ↦ x[y, z]");
        assertThat(MathText.of(fn((Expr x, Expr i) -> x.get(i)).on(m, v))).isEqualTo("(x, y) ↦ x[y]");
        assertThat(MathText.of(fn((Expr x) -> x.get("1:3, ::2")).on(m))).isEqualTo("x ↦ x[1:, ::2]");
        assertThat(MathText.of(fn((Expr x) -> sort(x.get(0))).on(m))).isEqualTo("x ↦ sort(x[0])");
        assertThat(MathText.of(fn((Expr x) -> x.cumprod(1, true)).on(m))).isEqualTo("x ↦ cumprod(x, axis 1, reverse)");
        assertThat(MathText.of(fn((Expr x) -> topK(x, 2).indices()).on(m))).isEqualTo("x ↦ argsort(x, axis 1, descending, first 2)");
        assertThat(MathText.of(fn((Expr x, Expr y) -> searchsorted(x, y)).on(f64(3), f64(2)))).isEqualTo("(x, y) ↦ searchsorted(x, y, left)");
    }

    // ---- everything else, by chance ----

    /** What stands between the brackets: for the library, and for the loops. */
    private record Part(Index index, int[] positions, Option<int[]> arrayShape, boolean isNew, boolean isPosition) {}

    @Test
    void readsAndWritesAsLoopsDo() {
        SplittableRandom random = new SplittableRandom(20250117);
        for (int round = 0; round < 250; round++) {
            int rank = random.nextInt(1, 5);
            int[] dims = random.ints(rank, 1, 5).toArray();
            int[] shared = random.ints(random.nextInt(0, 3), 1, 4).toArray();
            List<Part> parts = parts(random, dims, shared);
            check("round " + round, random, dims, parts);
        }
    }

    private static List<Part> parts(SplittableRandom random, int[] dims, int[] shared) {
        List<Part> parts = new ArrayList<>();
        for (int n : dims) {
            if (random.nextInt(6) == 0) {
                parts.add(new Part(newAxis(), new int[] {0}, Option.none(), true, false));
            }
            switch (random.nextInt(5)) {
                case 0 -> {
                    int at = random.nextInt(-n, n);
                    parts.add(new Part(position(at), new int[] {Math.floorMod(at, n)}, Option.none(), false, true));
                }
                case 1 -> parts.add(new Part(all(), IntStream.range(0, n).toArray(), Option.none(), false, false));
                case 2 -> {
                    int start = random.nextInt(n);
                    int stop = random.nextInt(start, n + 1);
                    int step = random.nextInt(1, 3);
                    parts.add(new Part(range(start, stop, step), IntStream.iterate(start, i -> i < stop, i -> i + step).toArray(), Option.none(), false, false));
                }
                case 3 -> {
                    int start = random.nextInt(n);
                    int step = random.nextInt(1, 3);
                    parts.add(new Part(new Index.Range(Option.of(start), Option.none(), -step),
                            IntStream.iterate(start, i -> i >= 0, i -> i - step).toArray(), Option.none(), false, false));
                }
                default -> {
                    int[] shape = random.nextBoolean() ? shared : IntStream.of(shared).map(d -> random.nextInt(3) == 0 ? 1 : d).toArray();
                    int count = IntStream.of(shape).reduce(1, (a, b) -> a * b);
                    int[] at = random.ints(count, -n, n).toArray();
                    Expr array = Tensor.of(Shape.of(shape), at);
                    parts.add(new Part(random.nextInt(4) == 0 ? array.cast(DType.I64) : array, IntStream.of(at).map(i -> Math.floorMod(i, n)).toArray(),
                            Option.of(shape), false, false));
                }
            }
        }
        return parts;
    }

    private static void check(String what, SplittableRandom random, int[] dims, List<Part> parts) {
        Tensor x = Tensor.of(Shape.of(dims), random.doubles((int) Shape.of(dims).size(), -2, 2).toArray());
        Index first = parts.get(0).index();
        Index[] more = parts.stream().skip(1).map(Part::index).toArray(Index[]::new);
        Shape common = parts.stream().flatMap(p -> p.arrayShape().toJavaStream()).map(Shape::of).reduce(Shape.SCALAR, PlacesTest::broadcast);
        Ints sizes = resultDims(parts, common);
        List<int[]> sources = new ArrayList<>();
        for (int i = 0; i < new Shape(sizes).size(); i++) {
            sources.add(source(parts, common, sizes, unravel(i, sizes)));
        }
        String name = what + ": " + Array.ofAll(dims) + Array.ofAll(parts).map(p -> p.index() instanceof Expr e ? e.type() : p.index());
        Tensor read = eval(x.get(first, more));
        assertThat(read.shape()).as(name).isEqualTo(new Shape(sizes));
        assertThat(read.doubles()).as(name).containsExactly(sources.stream().mapToDouble(x::doubleAt).toArray());
        double[] updates = random.doubles(sources.size(), -2, 2).toArray();
        Tensor u = Tensor.of(new Shape(sizes), updates);
        written(name + " set", eval(x.at(first, more).set(u)), x, sources, updates, (a, b) -> b);
        written(name + " add", eval(x.at(first, more).add(u)), x, sources, updates, Double::sum);
        written(name + " multiply", eval(x.at(first, more).multiply(u)), x, sources, updates, (a, b) -> a * b);
        written(name + " min", eval(x.at(first, more).min(u)), x, sources, updates, Math::min);
        written(name + " max", eval(x.at(first, more).max(u)), x, sources, updates, Math::max);
    }

    private static void written(String name, Tensor got, Tensor x, List<int[]> places, double[] updates, DoubleBinaryOperator combine) {
        double[] want = x.doubles();
        Ints strides = x.shape().strides();
        for (int i = 0; i < updates.length; i++) {
            int at = 0;
            for (int d = 0; d < strides.size(); d++) {
                at += strides.get(d) * places.get(i)[d];
            }
            want[at] = combine.applyAsDouble(want[at], updates[i]);
        }
        assertThat(got.shape()).as(name).isEqualTo(x.shape());
        assertThat(got.doubles()).as(name).containsExactly(want, within(1e-13));
    }

    private static Shape broadcast(Shape a, Shape b) {
        return new Shape(Ints.tabulate(Math.max(a.rank(), b.rank()), i -> {
            int rank = Math.max(a.rank(), b.rank());
            int m = i < rank - a.rank() ? 1 : a.dim(i - rank + a.rank());
            int n = i < rank - b.rank() ? 1 : b.dim(i - rank + b.rank());
            return Math.max(m, n);
        }));
    }

    private static boolean hasArrays(List<Part> parts) {
        return parts.stream().anyMatch(p -> p.arrayShape().isDefined());
    }

    private static boolean isAdvanced(Part part) {
        return part.arrayShape().isDefined() || part.isPosition();
    }

    private static int firstAdvanced(List<Part> parts) {
        return IntStream.range(0, parts.size()).filter(i -> isAdvanced(parts.get(i))).findFirst().orElse(0);
    }

    /** Before which of the other axes the arrays' axes come. */
    private static int place(List<Part> parts) {
        int first = firstAdvanced(parts);
        int last = IntStream.range(0, parts.size()).filter(i -> isAdvanced(parts.get(i))).max().orElse(0);
        boolean together = IntStream.rangeClosed(first, last).allMatch(i -> isAdvanced(parts.get(i)));
        return together ? (int) parts.stream().limit(first).filter(p -> !isAdvanced(p)).count() : 0;
    }

    private static Ints resultDims(List<Part> parts, Shape common) {
        Ints others = Ints.from(parts.stream().filter(p -> !isAdvanced(p)).map(p -> p.positions().length).toList());
        return hasArrays(parts) ? others.take(place(parts)).concat(common.dims()).concat(others.drop(place(parts))) : others;
    }

    private static int[] source(List<Part> parts, Shape common, Ints sizes, int[] index) {
        int at = hasArrays(parts) ? place(parts) : 0;
        int shared = hasArrays(parts) ? common.rank() : 0;
        List<Integer> result = new ArrayList<>();
        int other = 0;
        for (Part part : parts) {
            if (part.arrayShape().isDefined()) {
                int[] shape = part.arrayShape().get();
                int position = 0;
                for (int d = 0; d < shape.length; d++) {
                    int i = index[at + shared - shape.length + d];
                    position = position * shape[d] + (shape[d] == 1 ? 0 : i);
                }
                result.add(part.positions()[position]);
            } else if (part.isPosition()) {
                result.add(part.positions()[0]);
            } else {
                int i = index[other < at ? other : other + shared];
                other++;
                if (!part.isNew()) {
                    result.add(part.positions()[i]);
                }
            }
        }
        return result.stream().mapToInt(i -> i).toArray();
    }

    private static int[] unravel(int number, Ints sizes) {
        int[] index = new int[sizes.size()];
        for (int d = index.length - 1; d >= 0; d--) {
            index[d] = number % sizes.get(d);
            number /= sizes.get(d);
        }
        return index;
    }
}
