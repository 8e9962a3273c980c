package fluxion.tests.rules;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Eye;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random expressions of a few variables, the same for the same seed. */
final class RandomExpressions {
    private final SplittableRandom random;
    private final DType dtype;
    final Seq<Var> vars;
    private final List<Expr> pool = new ArrayList<>();

    RandomExpressions(long seed, DType dtype) {
        this.random = new SplittableRandom(seed);
        this.dtype = dtype;
        this.vars = Array.of(new Var("s", TensorType.scalar(dtype)), new Var("v", TensorType.of(dtype, 3)), new Var("w", TensorType.of(dtype, 3)),
                new Var("m", TensorType.of(dtype, 3, 3)), new Var("r", TensorType.of(dtype, 2, 3)));
        vars.forEach(pool::add);
    }

    /** Values from ½ to 2 of either sign. */
    Seq<Tensor> values(double nudge) {
        SplittableRandom values = new SplittableRandom(7);
        return vars.map(v -> {
            double[] numbers = values.doubles(v.shape().size(), 0.5, 2).map(x -> (values.nextBoolean() ? -x : x) * (1 + nudge * values.nextDouble(-1, 1))).toArray();
            return switch (dtype) {
                case F64 -> Tensor.of(v.shape(), numbers);
                case F32 -> {
                    float[] floats = new float[numbers.length];
                    for (int i = 0; i < floats.length; i++) {
                        floats[i] = (float) numbers[i];
                    }
                    yield Tensor.of(v.shape(), floats);
                }
                case I32 -> Tensor.of(v.shape(), java.util.Arrays.stream(numbers).mapToInt(x -> (int) (4 * x)).toArray());
                case I64 -> Tensor.of(v.shape(), java.util.Arrays.stream(numbers).mapToLong(x -> (long) (4 * x)).toArray());
                case BOOL -> throw new IllegalArgumentException();
            };
        });
    }

    /** The last of some random steps. */
    Expr expression(int steps) {
        for (int i = 0; i < steps; i++) {
            Expr next = step();
            if (next.shape().size() > 0 && next.shape().size() <= 400 && next.dtype() == dtype) {
                pool.add(next);
            }
        }
        return pool.getLast();
    }

    /** A node, recent ones more often. */
    private Expr any() {
        int n = pool.size();
        return pool.get(random.nextInt(4) == 0 ? random.nextInt(n) : Math.max(0, n - 1 - random.nextInt(Math.min(n, 6))));
    }

    private Expr like(Expr x) {
        List<Expr> fitting = pool.stream().filter(e -> e.shape().equals(x.shape())).toList();
        return random.nextInt(5) == 0 ? literal(x) : fitting.get(random.nextInt(fitting.size()));
    }

    private Expr literal(Expr x) {
        Tensor number = Tensor.number(dtype, random.nextInt(-2, 4));
        return number.broadcastTo(x.shape());
    }

    private Expr condition(Expr x) {
        Expr y = like(x);
        Expr c = switch (random.nextInt(4)) {
            case 0 -> x.gt(y);
            case 1 -> x.le(y);
            case 2 -> x.gt(0);
            default -> x.eq(y);
        };
        return random.nextInt(4) == 0 ? c.not() : c;
    }

    private Expr step() {
        Expr x = any();
        boolean real = dtype.isFloat();
        return switch (random.nextInt(34)) {
            case 0, 1 -> x.plus(like(x));
            case 2, 3 -> x.minus(like(x));
            case 4, 5, 6 -> x.times(like(x));
            case 7 -> real ? x.div(like(x)) : x.abs();
            case 8 -> x.neg();
            case 9 -> x.pow(real ? random.nextInt(-2, 4) : random.nextInt(0, 3));
            case 10 -> real ? x.sin() : x.sign();
            case 11 -> real ? x.cos() : x.relu();
            case 12 -> real ? x.tanh() : x.square();
            case 13 -> real ? x.sigmoid() : x.neg();
            case 14 -> real ? x.minimum(3).exp() : x.minimum(like(x));
            case 15 -> real ? x.abs().plus(1).log() : x.maximum(like(x));
            case 16 -> real ? x.square().plus(1).sqrt() : x.neg();
            case 17 -> condition(x).where(x, like(x));
            case 18 -> condition(x).where(x, 0).times(like(x));
            case 19 -> x.maximum(like(x));
            case 20 -> x.relu();
            case 21 -> x.times(random.nextInt(-3, 4));
            case 22 -> x.rank() == 0 ? x.broadcastTo(2, 3) : x.sum(random.nextInt(x.rank()));
            case 23 -> x.rank() == 0 ? x.broadcastTo(3) : x.sum();
            case 24 -> x.rank() == 1 ? x.broadcastTo(3, x.shape().dim(0)) : x.transpose();
            case 25 -> x.rank() == 1 ? x.expandDims(1).broadcastTo(x.shape().dim(0), 2) : x.rank() == 0 ? x : x.flip(0);
            case 26 -> x.rank() == 0 ? x : x.slice(0, 0, Math.max(1, x.shape().dim(0) - 1));
            case 27 -> x.rank() == 0 ? x : x.pad(Ints.fill(x.rank(), random.nextInt(2)), Ints.fill(x.rank(), 1));
            case 28 -> x.rank() == 0 ? x : Expr.apply(new Concatenate(0), x, like(x));
            case 29 -> x.flatten();
            case 30 -> dot(x);
            case 31 -> x.rank() == 1 ? diagonal(x) : x.rank() == 2 ? Expr.apply(new Diagonal(0), x) : x;
            case 32 -> x.rank() == 2 ? Expr.apply(new Eye(dtype, x.shape().dim(0), x.shape().dim(1), 0)).times(x) : x.stopGradient();
            default -> x.rank() == 0 ? x : x.max(0);
        };
    }

    private Expr diagonal(Expr x) {
        return random.nextBoolean() ? Expr.apply(new Diag(0), x) : Expr.apply(new Eye(dtype, x.shape().dim(0), x.shape().dim(0), 0));
    }

    private Expr dot(Expr x) {
        if (x.rank() == 0) {
            return x;
        }
        int axis = random.nextInt(x.rank());
        int n = x.shape().dim(axis);
        List<Expr> fitting = pool.stream().filter(e -> e.rank() > 0 && e.shape().dims().contains(n)).toList();
        Expr y = random.nextInt(4) == 0 ? Expr.apply(new Eye(dtype, n, n, 0)) : fitting.get(random.nextInt(fitting.size()));
        int other = y.shape().dims().indexOf(n);
        Ints none = Ints.empty();
        Expr product = switch (random.nextInt(3)) {
            case 0 -> x.contract(y, Ints.of(axis), Ints.of(other), none, none);
            default -> x.contract(y, none, none, Ints.of(axis), Ints.of(other));
        };
        return product.rank() > 4 ? x : product;
    }

}
