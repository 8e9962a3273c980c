package fluxion.tests.rules;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Pad;
import fluxion.core.op.Power;

/** Variables and expressions that nodes for rules are made of. */
final class Nodes {
    static final double INF = Double.POSITIVE_INFINITY;
    static final Ints NONE = Ints.empty();
    static final Var S = var("s");
    static final Var X = var("x", 2, 3);
    static final Var Y = var("y", 2, 3);
    static final Var K = new Var("k", TensorType.of(DType.I32, 4));
    static final Var L = new Var("l", TensorType.of(DType.I64, 4));
    static final Var C = new Var("c", TensorType.of(DType.BOOL, 2, 3));
    static final Var Z = var("z", 2, 3);
    static final Var F = new Var("f", TensorType.of(DType.F32, 4));
    static final Var V = var("v", 3);
    static final Var W = var("w", 3);
    static final Var U = var("u", 2);
    static final Var M = var("m", 3, 3);
    static final Var N = var("n", 3, 3);
    static final Var P = var("p", 3, 3);
    static final Var T = var("t", 3, 3, 3);
    static final Var Q = var("q", 3, 3, 3);
    static final Var B = var("b", 4, 2, 3);
    static final Var R = var("r", 2, 3, 3);
    static final Expr EYE = eye(3, 0);
    static final Expr SYMMETRIC = M.matmul(M.transpose());

    private Nodes() {}

    static Var var(String name, int... dims) {
        return new Var(name, TensorType.of(DType.F64, dims));
    }

    static Expr eye(int n, int offset) {
        return Expr.apply(new Eye(DType.F64, n, n, offset));
    }

    static Expr diag(Expr v) {
        return diag(v, 0);
    }

    static Expr diag(Expr v, int offset) {
        return Expr.apply(new Diag(offset), v);
    }

    static Expr diagonal(Expr m) {
        return Expr.apply(new Diagonal(0), m);
    }

    static Expr all(double number, Expr like) {
        return Tensor.number(like.dtype(), number).broadcastTo(like.shape());
    }

    static Expr over(Expr x, Shape to, int... axes) {
        return Expr.apply(new Broadcast(to, Ints.of(axes)), x);
    }

    static Expr spread(Expr x, int axis) {
        return over(x, Shape.of(3, 3), axis);
    }

    static Expr over3(Expr x, int... axes) {
        return over(x, Shape.of(3, 3, 3), axes);
    }

    static Expr over4(Expr x, int... axes) {
        return over(x, Shape.of(3, 3, 3, 3), axes);
    }

    static Expr outer(Expr x, Expr y) {
        return Expr.apply(new Dot(NONE, NONE, NONE, NONE), x, y);
    }

    static Expr batch(Expr x, Expr y) {
        return Expr.apply(new Dot(Ints.of(0), Ints.of(0), NONE, NONE), x, y);
    }

    static Expr dot(Expr x, int i, Expr y, int j) {
        return Expr.apply(new Dot(NONE, NONE, Ints.of(i), Ints.of(j)), x, y);
    }

    static Expr blocks(Expr x) {
        return diag(x.flatten()).reshape(new Shape(x.shape().dims().concat(x.shape().dims())));
    }

    static Expr pad(Expr x, Ints low, Ints high, Ints interior, double with) {
        return Expr.apply(new Pad(low, high, interior), x, Tensor.of(with));
    }

    static Expr joined(int axis, Expr... parts) {
        return Expr.apply(new Concatenate(axis), parts);
    }

    static Expr cofactor(Expr m) {
        return Expr.apply(new LinearAlgebra.Cofactor(), m);
    }

    static Expr turnedSolve(Expr a, Expr b) {
        return Expr.apply(new LinearAlgebra.Solve(true), a, b);
    }

    static Expr vectors(Expr m) {
        return m.plus(m.transpose()).eigh().vectors();
    }

    /** A use of an expression beside another. */
    static Expr beside(Expr shared, Expr other) {
        return other.sum().plus(shared.sum());
    }

    static Expr power(Expr x, int n) {
        return Expr.apply(new Power(n), x);
    }
}
