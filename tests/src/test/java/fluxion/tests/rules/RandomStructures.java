package fluxion.tests.rules;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Permute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import io.vavr.collection.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random programs of structured tensors, the same for the same seed: repetitions from any rank along any axes, A beside Aᵀ,
 * products and diagonals over several axes, axes of length 0 and 1, parts that are used several times, numbers like 0, ∞, NaN.
 */
final class RandomStructures {
    private static final double[] NUMBERS = {0, 1, -1, 2, 0.5, -3, 0, Double.POSITIVE_INFINITY, Double.NaN, -0.0};
    private final SplittableRandom random;
    private final List<Expr> pool = new ArrayList<>();
    private final boolean square;
    private final boolean special;

    RandomStructures(long seed) {
        random = new SplittableRandom(seed);
        square = seed % 3 == 0;
        special = seed % 5 == 4;
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            Ints dims = Ints.tabulate(square ? 1 + random.nextInt(2) : random.nextInt(4), _ -> length());
            pool.add(new Var("v" + i, TensorType.of(DType.F64, dims.toArray())));
        }
    }

    /** A program of some steps, its results two of the nodes. */
    Fn program(int steps) {
        for (int i = 0; i < steps; i++) {
            try {
                Expr next = step();
                if (next.rank() <= 5 && next.shape().size() <= 150) {
                    pool.add(next);
                }
            } catch (IllegalArgumentException | IndexOutOfBoundsException doesNotFit) {
                continue;
            }
        }
        Array<Expr> results = Array.of(pool.getLast(), pool.get(pool.size() - 1 - random.nextInt(Math.min(3, pool.size()))));
        return Fn.of(Graph.variables(results), results);
    }

    private int length() {
        return square ? 3 : switch (random.nextInt(20)) {
            case 0 -> 0;
            case 1, 2 -> 1;
            case 3, 4, 5, 6 -> 3;
            default -> 2;
        };
    }

    private Expr any() {
        int n = pool.size();
        return pool.get(random.nextInt(3) == 0 ? random.nextInt(n) : n - 1 - random.nextInt(Math.min(n, 4)));
    }

    private Ints some(int rank) {
        Ints axes = Ints.range(0, rank).filter(_ -> random.nextBoolean());
        return axes.isEmpty() ? Ints.of(random.nextInt(rank)) : axes;
    }

    private Ints permutation(int rank) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            order.add(random.nextInt(i + 1), i);
        }
        return Ints.from(order);
    }

    /** Repeated along new axes anywhere. */
    private Expr repeated(Expr x, int more) {
        Ints places = Ints.empty();
        for (int left = x.rank(), all = x.rank() + more, at = 0; at < all; at++) {
            if (random.nextInt(all - at) < left) {
                places = places.append(at);
                left--;
            }
        }
        Ints axes = places;
        Shape to = new Shape(Ints.tabulate(x.rank() + more, a -> axes.contains(a) ? x.shape().dim(axes.indexOf(a)) : length()));
        return Expr.apply(new Broadcast(to, axes), x);
    }

    /** Of a node's type: an identity, a number, something smaller repeated along axes that fit, or another node. */
    private Expr like(Expr x) {
        int what = random.nextInt(6);
        if (what == 0 && x.rank() == 2) {
            return Expr.apply(new Eye(DType.F64, x.shape().dim(0), x.shape().dim(1), 0));
        }
        if (what == 1) {
            return Literal.of(x.tensorType(), special ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextInt(-2, 4));
        }
        for (int tries = 0; what <= 3 && tries < 6; tries++) {
            Expr y = any();
            Ints axes = Ints.empty();
            for (int from = 0; from < x.rank() && axes.size() < y.rank(); from++) {
                axes = x.shape().dim(from) == y.shape().dim(axes.size()) && random.nextInt(3) > 0 ? axes.append(from) : axes;
            }
            if (axes.size() == y.rank() && y.rank() < x.rank()) {
                return Expr.apply(new Broadcast(x.shape(), axes), y);
            }
        }
        List<Expr> fitting = pool.stream().filter(e -> e.type().equals(x.type())).toList();
        return fitting.get(random.nextInt(fitting.size()));
    }

    private Expr dot(Expr x, Expr y) {
        Ints lb = Ints.empty();
        Ints rb = Ints.empty();
        Ints lc = Ints.empty();
        Ints rc = Ints.empty();
        for (int i : permutation(x.rank())) {
            Ints used = rb.concat(rc);
            Ints fitting = permutation(y.rank()).filter(j -> !used.contains(j) && y.shape().dim(j) == x.shape().dim(i));
            int what = random.nextInt(4);
            if (!fitting.isEmpty() && what < 3) {
                lb = what == 0 ? lb.append(i) : lb;
                rb = what == 0 ? rb.append(fitting.get(0)) : rb;
                lc = what > 0 ? lc.append(i) : lc;
                rc = what > 0 ? rc.append(fitting.get(0)) : rc;
            }
        }
        return Expr.apply(new Dot(lb, rb, lc, rc), x, y);
    }

    private static boolean isSquare(Expr x) {
        return x.rank() == 2 && x.shape().dim(0) == x.shape().dim(1) && x.shape().dim(0) > 0;
    }

    private static Expr eye(int n) {
        return Expr.apply(new Eye(DType.F64, n, n, 0));
    }

    private Expr step() {
        Expr x = any();
        int r = x.rank();
        return switch (random.nextInt(square ? 36 : 29)) {
            case 0 -> eye(length());
            case 1, 2 -> Expr.apply(new Diag(random.nextInt(6) == 0 ? 1 : 0), x);
            case 3, 4, 5 -> repeated(x, 1 + random.nextInt(2));
            case 6, 7 -> Expr.apply(new Permute(permutation(r)), x);
            case 8, 9, 10 -> r == 0 ? x.cos() : Expr.apply(new Reduce(random.nextInt(8) == 0 ? Reduce.Kind.MAX : Reduce.Kind.SUM,
                    some(r)), x);
            case 11, 12, 13 -> dot(x, any());
            case 14, 15, 16 -> x.times(like(x));
            case 17, 18 -> x.plus(like(x));
            case 19, 20 -> x.minus(like(x));
            case 21 -> random.nextBoolean() ? x.tanh() : x.neg();
            case 22 -> { // axes of one go, one comes, or all are flattened
                Ints dims = x.shape().dims().filter(n -> n != 1);
                yield Expr.apply(new Reshape(random.nextInt(3) == 0 ? Shape.of((int) x.shape().size())
                        : new Shape(random.nextBoolean() ? dims : dims.insert(random.nextInt(dims.size() + 1), 1))), x);
            }
            case 23 -> Expr.apply(new Reshape(new Shape(x.shape().dims().concat(x.shape().dims()))),
                    Expr.apply(new Diag(0), x.flatten()));
            case 24 -> Expr.apply(new Diagonal(0), x);
            case 25 -> x.slice(random.nextInt(r), 0, 1);
            case 26 -> x.pad(Ints.fill(r, random.nextInt(2)), Ints.fill(r, random.nextInt(2)));
            case 27 -> random.nextBoolean() ? x.flip(random.nextInt(r)) : x.cumsum(random.nextInt(r), random.nextBoolean());
            case 28 -> Expr.apply(new Concatenate(random.nextInt(r)), x, like(x));
            case 29, 30 -> !isSquare(x) ? x.sin() : switch (random.nextInt(5)) {
                case 0 -> x.plus(x.transpose());
                case 1 -> x.minus(x.transpose());
                case 2 -> x.transpose().minus(x);
                case 3 -> x.matmul(x.transpose());
                default -> x.square().plus(0.5).div(x.transpose().square().plus(0.5));
            };
            case 31 -> x.transpose();
            case 32 -> x.plus(eye(x.shape().dim(0)).times(4)).inv();
            case 33 -> x.plus(eye(x.shape().dim(0)).times(4)).solve(any());
            case 34 -> isSquare(x) ? x.plus(eye(x.shape().dim(0)).times(4)).det() : x;
            default -> x.sum(0);
        };
    }
}
