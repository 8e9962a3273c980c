package fluxion.tests.programs;

import static fluxion.tests.programs.OneOperation.type;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.ArgSort;
import fluxion.core.op.Binary;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Conv;
import fluxion.core.op.CumSum;
import fluxion.core.op.Cumulate;
import fluxion.core.op.Dot;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.Recurrence;
import fluxion.core.op.Reduce;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Select;
import fluxion.core.op.Sort;
import fluxion.core.op.Unary;
import fluxion.tests.programs.OneOperation.Numbers;
import io.vavr.Lazy;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Programs of one operation, by operation and dtype: each on several lengths, which end at, before and behind vectors and tiles,
 * and on special numbers.
 */
final class OneOperations {
    /** Lengths around the vectors and tiles of every machine. */
    private static final Seq<Integer> LENGTHS = Array.of(1, 2, 3, 5, 7, 8, 9, 16, 19, 33, 47, 64, 65, 70, 513, 1025);
    private static final Seq<DType> FLOATS = Array.of(DType.F64, DType.F32);
    private static final Seq<DType> NUMERIC = FLOATS.appendAll(Array.of(DType.I64, DType.I32));
    private static final Seq<DType> ALL = NUMERIC.append(DType.BOOL);

    private static final Seq<Integer> POWERS = Array.of(-16, -3, -2, -1, 0, 1, 2, 3, 4, 5, 13, 40);
    /** Where the first or the last matters, or any one. */
    private static final Seq<Numbers> EXTREME = Array.of(Numbers.RISING, Numbers.FALLING, Numbers.PEAKS, Numbers.PEAKS,
            Numbers.SPECIAL);
    /** Rows, depth and columns: thin, small, square, deeper than a block, wider than what is read in place. */
    private static final int[][] PRODUCTS = {{1, 1, 1}, {1, 7, 5}, {1, 9, 70}, {1, 70, 130}, {5, 1, 7}, {9, 33, 1}, {70, 19, 1},
        {31, 1, 33}, {2, 3, 4}, {3, 17, 9}, {5, 8, 16}, {7, 13, 21}, {6, 5, 29}, {9, 3, 45}, {5, 4, 60}, {11, 5, 40}, {8, 8, 8},
        {6, 5, 19}, {9, 7, 35}, {16, 16, 16}, {17, 19, 23}, {23, 31, 37}, {32, 32, 32}, {40, 40, 40}, {33, 40, 50},
        {4, 70, 130}, {12, 9, 65}, {70, 33, 9}, {64, 64, 64}, {45, 70, 101}, {13, 600, 29}, {4, 600, 40}, {10, 1100, 35},
        {37, 9, 270}, {44, 3, 300}};
    /** Products, rows, depth and columns. */
    private static final int[][] BATCHES = {{3, 4, 5, 6}, {5, 9, 11, 13}, {2, 1, 9, 70}, {17, 3, 3, 3}, {3, 8, 8, 8},
        {4, 16, 16, 16}};
    /** Images, channels, height and width, filters, their height and width. */
    private static final int[][] CONVOLUTIONS = {{2, 3, 6, 7, 4, 3, 2}, {1, 4, 12, 33, 9, 3, 3}, {2, 1, 9, 70, 5, 1, 5},
        {1, 8, 20, 20, 17, 3, 3}, {1, 16, 9, 9, 12, 1, 1}};
    /** Around the runs of a merge sort, and where digits are sorted. */
    private static final Seq<Integer> SORTED = Array.of(1, 2, 3, 9, 23, 24, 25, 26, 49, 73, 300, 4001, 5000);

    private SplittableRandom random = new SplittableRandom();
    private Seq<Lazy<Seq<OneOperation>>> groups = Vector.empty();

    private OneOperations() {}

    /** All of them; those of one group concern one kernel. */
    static Seq<Lazy<Seq<OneOperation>>> groups() {
        OneOperations all = new OneOperations();
        all.elementwise();
        all.reductions();
        all.products();
        all.convolutions();
        all.running();
        all.order();
        return all.groups;
    }

    private static double tolerance(DType dtype) {
        return dtype == DType.F32 ? 1e-6 : 1e-13;
    }

    private void group(Supplier<Seq<OneOperation>> programs) {
        int number = groups.size();
        groups = groups.append(Lazy.of(() -> {
            // of its own, so that a group has the same numbers whether or not others are tried
            random = new SplittableRandom(number);
            return programs.get();
        }));
    }

    private Tensor make(Numbers numbers, DType dtype, int... dims) {
        return numbers.of(type(dtype, dims), random);
    }

    /** An operation of one operand. */
    private OneOperation one(Op op, double tolerance, Numbers numbers, DType dtype, int... dims) {
        return OneOperation.of(op, tolerance, Array.of(make(numbers, dtype, dims)));
    }

    private void elementwise() {
        Seq<Op> unary = Array.<Op>of(Unary.values()).appendAll(POWERS.map(Power::new)).appendAll(ALL.map(Cast::new));
        ALL.forEach(dtype -> unary.forEach(op -> each(op, dtype)));
        Seq<Op> binary = Array.<Op>of(Binary.values()).appendAll(Array.of(Compare.values()));
        ALL.forEach(dtype -> binary.forEach(op -> each(op, dtype, dtype)));
        ALL.forEach(dtype -> each(new Select(), DType.BOOL, dtype, dtype));
    }

    /** On operands of all lengths, several times; of several operands, each is also one number for all. */
    private void each(Op op, DType... dtypes) {
        if (OneOperation.fits(op, Array.of(dtypes).map(d -> type(d, 2)))) {
            Seq<Integer> singles = Array.rangeClosed(0, dtypes.length == 1 ? 0 : dtypes.length);
            group(() -> LENGTHS.appendAll(LENGTHS).appendAll(LENGTHS)
                    .flatMap(n -> singles.map(single -> broadcast(op, n, single - 1, dtypes))));
        }
    }

    private OneOperation broadcast(Op op, int n, int single, DType... dtypes) {
        boolean divides = op == Binary.POW || op == Binary.REMAINDER || op == Binary.FLOOR_DIVIDE;
        Seq<Tensor> arguments = Array.of(dtypes).zipWithIndex((d, i) -> make(divides && i == 1 && !d.isFloat() ? Numbers.POSITIVE
                : Numbers.SPECIAL, d, i == single ? new int[0] : new int[] {n}));
        Seq<Var> params = arguments.zipWithIndex((t, i) -> new Var("x" + i, t.type()));
        Expr[] operands = params.map(p -> p.broadcastTo(Shape.of(n))).toJavaArray(Expr[]::new);
        return OneOperation.of(Fn.of(params, Array.of(Expr.apply(op, operands))), arguments, 0);
    }

    private void reductions() {
        for (DType dtype : ALL) {
            for (Reduce.Kind kind : Reduce.Kind.values()) {
                reduction(axis -> new Reduce(kind, Ints.of(axis)), dtype, switch (kind) {
                    case SUM -> Array.of(Numbers.EXACT, Numbers.SPECIAL);
                    case PROD -> Array.of(Numbers.POWERS);
                    case MAX, MIN -> EXTREME;
                    case LOGSUMEXP -> Array.of(Numbers.ANY, Numbers.RISING, Numbers.FALLING);
                    default -> Array.of(Numbers.ANY, Numbers.RISING);
                });
            }
            for (ArgReduce.Kind kind : ArgReduce.Kind.values()) {
                reduction(axis -> new ArgReduce(kind, axis), dtype, EXTREME);
            }
        }
    }

    /** Of all, of columns, of rows, of what lies between, and of so much that the work is split. */
    private void reduction(IntFunction<Op> along, DType dtype, Seq<Numbers> numbers) {
        Op first = along.apply(0);
        Op second = along.apply(1);
        if (!OneOperation.fits(first, Array.of(type(dtype, 2)))) {
            return;
        }
        group(() -> numbers.flatMap(x -> LENGTHS.append(4097).map(n -> reduced(first, x, dtype, n))));
        group(() -> numbers.map(x -> reduced(first, x, dtype, 70_001)));
        group(() -> numbers.flatMap(x -> Array.of(1, 2, 5, 9, 65, 70).flatMap(n -> Array.of(1, 3, 7, 19, 70)
                .map(m -> reduced(first, x, dtype, n, m)).append(reduced(first, x, dtype, 3, 515)))));
        group(() -> numbers.flatMap(x -> Array.of(2, 5, 37).flatMap(m -> LENGTHS.map(n -> reduced(second, x, dtype, m, n)))));
        group(() -> numbers.flatMap(x -> Array.of(1, 5, 9, 40).flatMap(n -> Array.of(2, 19, 70)
                .map(m -> reduced(second, x, dtype, 3, n, m)))));
        group(() -> numbers.flatMap(x -> Array.of(reduced(first, x, dtype, 4001, 9), reduced(second, x, dtype, 9, 4001))));
    }

    private OneOperation reduced(Op op, Numbers numbers, DType dtype, int... dims) {
        double tolerance = numbers == Numbers.EXACT || numbers == Numbers.POWERS ? 0 : tolerance(dtype);
        if (dtype != DType.BOOL) {
            return one(op, tolerance, numbers, dtype, dims);
        }
        // all but the last alike
        boolean[] bools = new boolean[(int) Shape.of(dims).size()];
        Arrays.fill(bools, op instanceof Reduce(Reduce.Kind kind, _) && kind == Reduce.Kind.ALL);
        bools[bools.length - 1] ^= numbers == Numbers.ANY;
        return OneOperation.of(op, tolerance, Array.of(Tensor.of(Shape.of(dims), bools)));
    }

    private void products() {
        for (DType dtype : NUMERIC) {
            for (int[] s : PRODUCTS) {
                for (int way = 0; way < 4; way++) {
                    product(dtype, s, way % 2 == 1, way > 1);
                }
            }
            if (dtype.isFloat()) {
                // both operands are packed, in blocks
                product(dtype, new int[] {11, 520, 260}, false, true);
            }
            for (int[] s : BATCHES) {
                group(() -> Array.of(OneOperation.of(new Dot(Ints.of(0), Ints.of(0), Ints.of(2), Ints.of(1)), 0,
                        Array.of(make(Numbers.EXACT, dtype, s[0], s[1], s[2]), make(Numbers.EXACT, dtype, s[0], s[2], s[3])))));
            }
        }
    }

    private void product(DType dtype, int[] size, boolean left, boolean right) {
        Op op = new Dot(Ints.empty(), Ints.empty(), Ints.of(left ? 0 : 1), Ints.of(right ? 1 : 0));
        group(() -> Array.of(OneOperation.of(op, 0, Array.of(
                left ? make(Numbers.EXACT, dtype, size[1], size[0]) : make(Numbers.EXACT, dtype, size[0], size[1]),
                right ? make(Numbers.EXACT, dtype, size[2], size[1]) : make(Numbers.EXACT, dtype, size[1], size[2])))));
    }

    private void convolutions() {
        for (DType dtype : NUMERIC) {
            for (int[] s : CONVOLUTIONS) {
                for (int stride = 1; stride <= 2; stride++) {
                    Ints around = Ints.of(s[5] / 2, s[6] / 2);
                    Op op = new Conv(Ints.of(stride, stride), around, around, Ints.of(1, 1), Ints.of(1, 1), 1);
                    group(() -> Array.of(OneOperation.of(op, 0, Array.of(make(Numbers.EXACT, dtype, s[0], s[1], s[2], s[3]),
                            make(Numbers.EXACT, dtype, s[4], s[1], s[5], s[6])))));
                }
            }
        }
    }

    private void running() {
        for (DType dtype : NUMERIC) {
            for (boolean reverse : new boolean[] {false, true}) {
                for (int axis = 0; axis < 2; axis++) {
                    along(new CumSum(axis, reverse), 1, 0, dtype, Array.of(Numbers.EXACT));
                    along(new Cumulate(Cumulate.Kind.CUMPROD, axis, reverse), 1, 0, dtype, Array.of(Numbers.POWERS));
                    along(new Cumulate(Cumulate.Kind.CUMMAX, axis, reverse), 1, 0, dtype, EXTREME);
                    along(new Cumulate(Cumulate.Kind.CUMMIN, axis, reverse), 1, 0, dtype, EXTREME);
                    along(new Cumulate(Cumulate.Kind.LOGCUMSUMEXP, axis, reverse), 1, tolerance(dtype), dtype,
                            Array.of(Numbers.ANY, Numbers.RISING, Numbers.FALLING));
                    along(new Recurrence(axis, reverse), 2, tolerance(dtype), dtype, Array.of(Numbers.POWERS));
                    along(new LeaveOneOutProduct(axis), 1, 0, dtype, Array.of(Numbers.POWERS));
                }
            }
        }
    }

    private void along(Op op, int arity, double tolerance, DType dtype, Seq<Numbers> all) {
        if (OneOperation.fits(op, Array.fill(arity, type(dtype, 2, 2)))) {
            group(() -> all.flatMap(x -> Array.of(1, 2, 5, 9, 65).flatMap(m -> Array.of(1, 3, 8, 17, 70)
                    .map(n -> OneOperation.of(op, tolerance, Array.fill(arity, () -> make(x, dtype, m, n)))))));
        }
    }

    private void order() {
        Seq<Numbers> numbers = Array.of(Numbers.SPECIAL, Numbers.RISING, Numbers.FALLING);
        for (DType dtype : NUMERIC) {
            for (boolean falling : new boolean[] {false, true}) {
                group(() -> numbers.flatMap(x -> SORTED.map(n -> one(new Sort(0, falling), 0, x, dtype, n)))
                        .appendAll(Array.range(0, 24).map(n -> one(new Sort(0, falling), 0, Numbers.ZEROS, dtype, 2 + n % 4))));
                group(() -> numbers.flatMap(x -> SORTED.map(n -> one(new ArgSort(0, falling, n), 0, x, dtype, n))));
                group(() -> numbers.flatMap(x -> SORTED.map(n -> one(new ArgSort(0, falling, (n + 9) / 10), 0, x, dtype, n))));
                for (int axis = 0; axis < 2; axis++) {
                    Op sort = new Sort(axis, falling);
                    Op some = new ArgSort(axis, falling, 2);
                    group(() -> Array.of(3, 25, 40).map(n -> one(sort, 0, Numbers.SPECIAL, dtype, n, 40)));
                    group(() -> Array.of(3, 25, 40).map(n -> one(some, 0, Numbers.SPECIAL, dtype, n, 40)));
                }
            }
            for (SearchSorted.Side side : SearchSorted.Side.values()) {
                group(() -> Array.of(1, 2, 7, 64, 300).map(n -> OneOperation.of(new SearchSorted(0, side), 0,
                        Array.of(make(Numbers.RISING, dtype, n), make(Numbers.SPECIAL, dtype, 70)))));
            }
        }
    }
}
