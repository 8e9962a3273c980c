package fluxion.tests.eval;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.CumSum;
import fluxion.core.op.Iota;
import fluxion.core.op.Reduce;
import io.vavr.collection.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random functions: values flow through every kind of step, are used again, and some become results. */
public final class RandomGraphs {
    private static final int[] LENGTHS = {1, 2, 3, 5, 150, 600};
    private static final int[] EMPTY = {0, 1, 2, 3, 4, 130};
    private static final int LARGEST = 4000;

    private final SplittableRandom random;
    private final int[] lengths;
    private final List<Expr> values = new ArrayList<>();

    private RandomGraphs(SplittableRandom random, int[] lengths) {
        this.random = random;
        this.lengths = lengths;
    }

    public static Fn function(SplittableRandom random, int operations) {
        return new RandomGraphs(random, LENGTHS).build(operations);
    }

    /** With many axes of length 0, which some values lose again by reductions and products. */
    static Fn withEmptyAxes(SplittableRandom random, int operations) {
        return new RandomGraphs(random, EMPTY).build(operations);
    }

    private Fn build(int operations) {
        DType dtype = random.nextBoolean() ? DType.F64 : DType.F32;
        List<Var> params = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            params.add(new Var("x" + i, new TensorType(dtype, shape())));
        }
        values.addAll(params);
        values.add(Tensor.number(dtype, 0.5));
        values.add(Compared.random(new TensorType(dtype, shape()), random));
        while (values.size() < operations) {
            Expr made = next();
            if (made.shape().size() <= LARGEST) {
                values.add(made);
            }
        }
        List<Expr> results = new ArrayList<>();
        results.add(values.getLast());
        for (int i = random.nextInt(4); i > 0; i--) {
            results.add(any());
        }
        return Fn.of(Array.ofAll(params), Array.ofAll(results));
    }

    private Shape shape() {
        int rank = random.nextInt(4);
        int[] dims = new int[rank];
        for (int d = 0; d < rank; d++) {
            dims[d] = lengths[random.nextInt(rank > 1 ? 5 : 6)];
        }
        Shape shape = Shape.of(dims);
        return shape.size() <= LARGEST ? shape : shape();
    }

    private Expr any() {
        return values.get(random.nextInt(values.size()));
    }

    /** A recent value rather than an old one, so that chains grow. */
    private Expr recent() {
        return random.nextInt(3) == 0 ? any() : values.get(values.size() - 1 - random.nextInt(Math.min(4, values.size())));
    }

    /** Another value of the same shape, broadcast where it must be; an arange where nothing fits. */
    private Expr like(Expr x) {
        for (int tries = 0; tries < 8; tries++) {
            Expr other = any();
            if (other.shape().equals(x.shape())) {
                return other;
            }
            boolean fits = other.rank() <= x.rank();
            for (int d = 0; fits && d < other.rank(); d++) {
                int n = other.shape().dim(d);
                fits = n == 1 || n == x.shape().dim(d + x.rank() - other.rank());
            }
            if (fits) {
                return other.broadcastTo(x.shape());
            }
        }
        return x.rank() == 0 ? x : Expr.apply(new Iota(x.tensorType().withDtype(DType.I32), random.nextInt(x.rank()))).cast(x.dtype()).times(0.01);
    }

    private Ints axes(Expr x) {
        return Ints.range(0, x.rank()).filter(_ -> random.nextBoolean());
    }

    private int axis(Expr x) {
        return random.nextInt(x.rank());
    }

    private Expr next() {
        Expr x = recent();
        int choice = random.nextInt(22);
        if (x.rank() == 0 && choice > 9) {
            choice = random.nextInt(10);
        }
        return switch (choice) {
            case 0 -> x.sin();
            case 1 -> x.tanh();
            case 2 -> x.plus(like(x)).times(0.5);
            case 3 -> x.times(like(x)).tanh();
            case 4 -> like(x).minus(x).times(0.7);
            case 5 -> x.maximum(like(x));
            case 6 -> Expr.apply(new fluxion.core.op.Select(), x.gt(like(x)), x, like(x));
            case 7 -> x.square().plus(1).sqrt();
            case 8 -> x.plus(0.25).relu();
            case 9 -> x.times(3).cast(DType.I32).cast(x.dtype()).times(0.2);
            case 10 -> Expr.apply(new Reduce(random.nextInt(lengths[0] == 0 ? 2 : 1) == 0 ? Reduce.Kind.SUM : Reduce.Kind.PROD, axes(x)), x)
                    .times(0.1).tanh();
            case 11 -> Expr.apply(new Reduce(random.nextBoolean() ? Reduce.Kind.MAX : Reduce.Kind.LOGSUMEXP, axes(x)), x);
            case 12 -> x.permute(shuffled(x.rank()));
            case 13 -> x.reshape(regrouped(x.shape()));
            case 14 -> x.flip(axis(x));
            case 15 -> sliced(x);
            case 16 -> {
                int a = random.nextInt(x.rank() + 1);
                yield x.expandDims(a).broadcastTo(new Shape(x.shape().dims().insert(a, lengths[0] == 0 ? random.nextInt(5) : 2)));
            }
            case 17 -> {
                int a = axis(x);
                yield x.pad(Ints.fill(x.rank(), 0).with(a, 1), Ints.fill(x.rank(), 0).with(a, random.nextInt(2)), 0.5);
            }
            case 18 -> {
                int a = axis(x);
                yield Expr.apply(new CumSum(a, random.nextBoolean()), x).times(2.0 / Math.max(1, x.shape().dim(a))).sin();
            }
            case 19 -> Expr.apply(new fluxion.core.op.Concatenate(axis(x)), x, like(x).tanh(), x);
            case 20 -> {
                int a = axis(x);
                Ints one = Ints.of(a);
                yield Expr.apply(new fluxion.core.op.Dot(Ints.empty(), Ints.empty(), one, one), x, like(x)).times(0.05).tanh();
            }
            default -> {
                int n = x.shape().dim(0);
                yield n == 0 ? x.take(Tensor.of(new int[0]), 0) : x.take(Tensor.of(new int[] {random.nextInt(n), -1 - random.nextInt(n), 0}), 0);
            }
        };
    }

    private int[] shuffled(int rank) {
        List<Integer> order = new ArrayList<>(Ints.range(0, rank).stream().boxed().toList());
        java.util.Collections.shuffle(order, new java.util.Random(random.nextLong()));
        return Ints.from(order).toArray();
    }

    private Shape regrouped(Shape shape) {
        int n = (int) shape.size();
        return switch (random.nextInt(3)) {
            case 0 -> Shape.of(n);
            case 1 -> n % 3 == 0 ? Shape.of(n / 3, 3) : Shape.of(1, n);
            default -> n % 2 == 0 ? Shape.of(2, n / 2) : Shape.of(n, 1);
        };
    }

    private Expr sliced(Expr x) {
        int a = axis(x);
        int n = x.shape().dim(a);
        int start = random.nextInt(lengths[0] == 0 ? n + 1 : n);
        return x.slice(a, start, start == n ? n : random.nextInt(start, n) + 1, random.nextInt(1, 3));
    }
}
