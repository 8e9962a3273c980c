package fluxion.tests.reading;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Eye;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;

/** Random functions of matrices and vectors to a number: products, transposes, inverses, traces, norms, determinants. */
final class RandomMatrices {
    private final SplittableRandom random;
    private final Var s = new Var("s", TensorType.scalar(DType.F64));
    private final Var x = new Var("x", TensorType.of(DType.F64, 3));
    private final Var y = new Var("y", TensorType.of(DType.F64, 3));
    private final Var z = new Var("z", TensorType.of(DType.F64, 2));
    private final Var a = new Var("A", TensorType.of(DType.F64, 3, 3));
    private final Var b = new Var("B", TensorType.of(DType.F64, 3, 3));
    private final Var c = new Var("C", TensorType.of(DType.F64, 2, 3));

    private RandomMatrices(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A function of all variables, those whose gradients are of interest first. */
    static Fn of(long seed) {
        RandomMatrices r = new RandomMatrices(seed);
        Expr f = r.scalar(4);
        Seq<Var> all = Array.of(r.x, r.a, r.c, r.s, r.y, r.b, r.z);
        int first = r.random.nextInt(4);
        return Fn.of(all.drop(first).appendAll(all.take(first)), Array.of(f));
    }

    private Expr scalar(int depth) {
        if (depth <= 0) {
            return random.nextInt(3) == 0 ? s : random.nextBoolean() ? x.dot(y) : a.trace();
        }
        int d = depth - 1;
        return switch (random.nextInt(14)) {
            case 0 -> scalar(d).plus(scalar(d));
            case 1 -> scalar(d).times(scalar(d));
            case 2 -> scalar(d).div(vector(d).square().sum().plus(1));
            case 3, 4 -> vector(d).dot(vector(d));
            case 5, 6 -> matrix(d).trace();
            case 7 -> vector(d).norm();
            case 8 -> regular(d).logAbsDet();
            case 9 -> regular(d).det();
            case 10 -> vector(d).tanh().sum();
            case 11 -> matrix(d).square().sum();
            case 12 -> vector(d).dot(matrix(d).matmul(vector(d)));
            default -> scalar(d).minus(scalar(d)).times(random.nextInt(-3, 4) / 2.0);
        };
    }

    private Expr vector(int depth) {
        if (depth <= 0) {
            return random.nextBoolean() ? x : y;
        }
        int d = depth - 1;
        return switch (random.nextInt(11)) {
            case 0 -> vector(d).plus(vector(d));
            case 1 -> vector(d).minus(vector(d));
            case 2, 3 -> matrix(d).matmul(vector(d));
            case 4 -> c.t().matmul(z);
            case 5 -> vector(d).times(vector(d));
            case 6 -> scalar(d).times(vector(d));
            case 7 -> vector(d).tanh();
            case 8 -> regular(d).solve(vector(d));
            case 9 -> matrix(d).diagonal();
            default -> random.nextBoolean() ? vector(d).softmax() : matrix(d).sum(random.nextInt(2));
        };
    }

    private Expr matrix(int depth) {
        if (depth <= 0) {
            return random.nextBoolean() ? a : b;
        }
        int d = depth - 1;
        return switch (random.nextInt(11)) {
            case 0 -> matrix(d).plus(matrix(d));
            case 1 -> matrix(d).minus(matrix(d).t());
            case 2, 3 -> matrix(d).matmul(matrix(d));
            case 4 -> matrix(d).t();
            case 5 -> matrix(d).times(matrix(d));
            case 6 -> scalar(d).times(matrix(d));
            case 7 -> vector(d).outer(vector(d));
            case 8 -> regular(d).inv();
            case 9 -> c.t().matmul(c);
            default -> vector(d).diag();
        };
    }

    /** One with an inverse. */
    private Expr regular(int depth) {
        if (depth <= 1) {
            return random.nextBoolean() ? a : b.t();
        }
        Expr m = matrix(depth - 2);
        return random.nextBoolean() ? m.matmul(m.t()).plus(Expr.apply(new Eye(DType.F64, 3, 3, 0))) : a.matmul(b);
    }
}
