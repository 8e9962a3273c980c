package fluxion.tests.rules;

import static fluxion.tests.rules.Nodes.EYE;
import static fluxion.tests.rules.Nodes.F;
import static fluxion.tests.rules.Nodes.INF;
import static fluxion.tests.rules.Nodes.K;
import static fluxion.tests.rules.Nodes.L;
import static fluxion.tests.rules.Nodes.M;
import static fluxion.tests.rules.Nodes.S;
import static fluxion.tests.rules.Nodes.V;
import static fluxion.tests.rules.Nodes.W;
import static fluxion.tests.rules.Nodes.X;
import static fluxion.tests.rules.Nodes.Y;
import static fluxion.tests.rules.Nodes.Z;
import static fluxion.tests.rules.Nodes.all;
import static fluxion.tests.rules.Nodes.beside;
import static fluxion.tests.rules.Nodes.outer;
import static fluxion.tests.rules.Nodes.over;
import static fluxion.tests.rules.Nodes.power;
import static fluxion.tests.rules.Nodes.spread;
import static fluxion.tests.rules.Nodes.var;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Diag;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Those of {@link RuleNeighbours} for rules of numbers: coefficients, exponents, like terms, exponentials, selections. */
final class NumberNeighbours {
    private static final double HUGE = 1e200;
    private static final double TINY = 1e-200;
    private static final int LARGE = 2_000_000_000;

    private NumberNeighbours() {}

    /** Numbers twice. */
    private static Expr two() {
        return S.times(2).times(S.sin().times(3));
    }

    static Seq<Expr> of(String rule) {
        return switch (rule) {
            case "mul/literals" -> Array.of(X.times(HUGE).times(HUGE), X.times(TINY).times(TINY), X.times(0).times(2),
                    X.times(2).times(0), X.times(0).times(INF), F.times(1e30).times(1e30), F.times(1e-30).times(1e-30),
                    K.times(LARGE).times(2), L.times(LARGE).times(LARGE), X.times(-1).times(2), X.times(0.5).times(2),
                    X.times(0).times(0), X.times(INF).times(2), X.times(HUGE).times(TINY), X.times(Y), X.times(2).times(Y),
                    K.times(0).times(3));
            case "mul/literal-out" -> Array.of(X.times(2).times(Y.times(3)), beside(X.times(2), X.times(2).times(Y)),
                    X.times(2).times(3), X.times(Y), X.times(-1).times(Y), X.times(2).times(Y), K.times(2).times(K));
            case "div/literals" -> Array.of(X.div(0.1).div(3), X.div(3).div(0.1), X.div(HUGE).div(HUGE), X.times(0).div(2),
                    X.times(2).div(0), X.times(INF).div(2), X.times(2).div(INF), X.times(1).div(0.1), X.times(2).div(3),
                    X.times(HUGE).div(TINY), X.times(TINY).div(0x1p700), X.times(2).div(-0.25),
                    X.div(HUGE).times(TINY), X.div(0x1p1000).times(0x1p-1000), X.div(0).times(2), X.div(2).times(0),
                    X.times(TINY).div(HUGE), X.div(3).div(5), X.div(2).div(Y), X.div(6).times(3), X.div(0x1p60).div(0x1p60),
                    X.div(1e17).div(3), F.times(1e-30f).div(1e30f), F.div(2).div(4), X.div(INF).times(INF),
                    X.times(3).div(0x1p-1074), X.dividedInto(6).div(3),
                    X.dividedInto(6).times(3), X.times(0x1p1000).div(0x1p-1000));
            case "mul/repeated-literals" -> Array.of(V.times(two().broadcastTo(3)), two().broadcastTo(3).times(V),
                    V.sin().times(two().broadcastTo(3)), two().broadcastTo(3).times(V.sin()),
                    spread(V, 0).times(two().broadcastTo(3, 3)), two().broadcastTo(3, 3).times(spread(V, 0)),
                    beside(spread(V.times(2), 0), spread(V.times(2), 0).times(spread(W.times(3).times(V.times(5)), 1))),
                    beside(spread(V.times(2), 0), spread(W.times(3).times(V.times(5)), 1).times(spread(V.times(2), 0))),
                    V.plus(two().broadcastTo(3)), two().broadcastTo(3).neg(), V.times(2).times(W.div(S.broadcastTo(3))),
                    V.times(2).times(S.times(3).broadcastTo(3)), V.times(HUGE).times(S.times(HUGE).broadcastTo(3)),
                    V.times(2).div(S.times(3).broadcastTo(3)), V.times(3).div(S.times(7).broadcastTo(3)), V.times(2).times(W),
                    spread(V.times(2), 0).times(spread(W.times(3), 1)),
                    spread(V.times(2), 0).times(spread(W, 1)), spread(V.div(3), 0).times(spread(W.div(5), 1)),
                    spread(V.times(2), 0).times(spread(W.div(3), 1)), spread(V.times(HUGE), 0).times(spread(W.times(HUGE), 1)),
                    spread(V.times(2), 0).div(spread(W.times(3), 1)),
                    beside(spread(V.times(2), 0), spread(V.times(2), 0).times(spread(W.times(3), 1))),
                    beside(spread(W.times(3), 1), spread(V.times(2), 0).times(spread(W.times(3), 1))),
                    over(X.times(2), Shape.of(2, 3, 4), 0, 1).times(over(var("u", 4).times(3), Shape.of(2, 3, 4), 2)),
                    over(var("u", 4).times(3), Shape.of(2, 3, 4), 2).times(over(X.times(2), Shape.of(2, 3, 4), 0, 1)),
                    over(X.times(2), Shape.of(2, 3, 4), 0, 1).times(over(var("u", 4).div(4), Shape.of(2, 3, 4), 2)),
                    over(var("u", 4).div(4), Shape.of(2, 3, 4), 2).times(over(X.times(2), Shape.of(2, 3, 4), 0, 1)),
                    V.neg().times(2).times(S.neg().times(3).broadcastTo(3)),
                    power(V.times(2), 2).times(S.times(3).broadcastTo(3)),
                    power(V.times(2), -2).times(S.times(3).broadcastTo(3)),
                    power(V.times(2), 5).times(S.times(3).broadcastTo(3)), power(V.times(2), 0).times(S.times(3).broadcastTo(3)),
                    V.times(2).times(power(S.times(3), -1).broadcastTo(3)), V.times(0).times(S.times(3).broadcastTo(3)),
                    V.times(INF).times(S.times(3).broadcastTo(3)),
                    K.times(2).times(new Var("j", TensorType.scalar(DType.I32)).times(3).broadcastTo(4)),
                    V.times(2).times(S.sin().times(3).broadcastTo(3)), V.times(S.times(3).broadcastTo(3)).times(5),
                    V.times(S.times(3).broadcastTo(3)).times(0.5), all(2, V).div(S.times(3).broadcastTo(3)),
                    all(2.5, V).div(S.times(3).broadcastTo(3)),
                    all(2, V).div(3).times(S.times(3).broadcastTo(3)), all(6, V).div(S.times(3).broadcastTo(3)),
                    V.div(3).div(S.times(5).broadcastTo(3)), V.div(3).times(S.times(5).broadcastTo(3)),
                    V.sin().times(2).plus(1).times(S.times(3).broadcastTo(3)),
                    V.times(2).times(V.times(V.times(S.times(3).broadcastTo(3)))),
                    V.times(2).neg().times(S.times(3).broadcastTo(3)),
                    V.times(2).times(V.times(S.times(3).broadcastTo(3)).neg()),
                    V.times(2).times(V.div(S.times(3).broadcastTo(3))),
                    beside(S.times(3).broadcastTo(3), V.times(2).times(S.times(3).broadcastTo(3))),
                    V.times(2).times(W.times(V.times(W.times(V.times(W.times(S.times(3).broadcastTo(3))))))),
                    V.times(2).times(over(Tensor.of(3.0), Shape.of(3))),
                    V.times(1.5).div(S.times(2).broadcastTo(3)), all(2, V).times(all(3, V)).times(S.times(3).broadcastTo(3)),
                    V.dividedInto(2).times(S.times(3).broadcastTo(3)),
                    V.div(2).times(V.dividedInto(4)).times(S.times(3).broadcastTo(3)),
                    V.times(TINY).div(S.times(HUGE).broadcastTo(3)));
            case "dot/literals" -> Array.of(V.times(2).dot(W), V.times(HUGE).dot(W.times(HUGE)), V.times(2).dot(V.times(2)),
                    beside(V.times(2), V.times(2).dot(W.times(3))), beside(W.times(3), V.times(2).dot(W.times(3))),
                    V.div(3).dot(W.div(5)), V.times(2).dot(W.div(3)), V.times(2).dot(W.div(7).times(3)),
                    K.times(2).dot(K.times(3)), M.times(2).matmul(V.times(3)),
                    V.times(2).matmul(M.times(3)), M.times(2).matmul(V.div(4)), V.div(4).matmul(M.times(2)),
                    V.times(2).dot(S.times(3).broadcastTo(3)), V.times(0).dot(W.times(2)), V.times(INF).dot(W.times(2)),
                    V.neg().dot(W.neg()), V.sin().dot(W.times(2)), V.times(2).dot(W.sin()), V.times(0.5).dot(W.times(2)),
                    M.times(3).matmul(M.transpose().times(2)));
            case "dot/signs" -> Array.of(V.neg().dot(W), V.dot(W.neg()), V.neg().dot(V.neg()), V.times(2).dot(W.neg()),
                    V.times(-2).dot(W.div(-3)), V.neg().times(W).dot(W.times(V.neg())), beside(V.neg(), V.neg().dot(W.neg())),
                    spread(V.neg(), 0).matmul(M.neg()), M.neg().transpose().matmul(M.times(-2).flip(0)),
                    V.times(-0.0).dot(W.neg()),
                    V.times(0).dot(W.neg()), all(-2, V).dot(W.neg()), all(2, V).dot(W.neg()), all(-0.0, V).dot(W.neg()),
                    V.neg().sin().dot(W.neg()), K.times(-3).dot(K.neg()), K.times(Integer.MIN_VALUE).dot(K.neg()),
                    M.neg().reshape(9).dot(M.reshape(9).neg()), M.neg().slice(0, 0, 2).matmul(M.neg()),
                    Expr.apply(new Diag(0), V.neg()).matmul(M.neg()),
                    M.neg().matmul(M).matmul(V.neg()), M.matmul(M.neg()).matmul(V.neg()), V.neg().div(2).dot(W.neg()),
                    V.times(2).neg().dot(W.neg().times(3)), V.neg().times(W).times(W).times(W).times(W).dot(W.neg()),
                    V.exp().dot(W.neg()), V.times(W.neg()).dot(W.neg()), L.times(-LARGE * 4.0).dot(L.neg()));
            case "neg/product" -> Array.of(outer(V, W).neg(), outer(V, W.neg()).neg(), V.times(W.neg()).neg(),
                    beside(outer(V.neg(), W), outer(V.neg(), W).neg()), outer(V.times(2), W).neg(), M.matmul(V.neg()).neg(),
                    M.neg().matmul(M.matmul(V)).neg(), V.exp().neg(), outer(all(-2, V), W).neg());
            case "neg/literal" -> Array.of(X.times(0).neg(), K.times(Integer.MIN_VALUE).neg(), L.times(LARGE * 4.0).neg(),
                    X.times(INF).neg(), X.times(-1).neg(), X.times(1).neg(), X.neg().neg(), X.div(2).neg(), X.times(Y).neg(),
                    K.times(0).neg());
            case "add/negative" -> Array.of(X.plus(Y), X.neg().plus(Y), X.minus(Y.neg()), X.minus(3), X.plus(-3), X.minus(-3),
                    X.minus(all(-0.0, X)), X.plus(all(0, X)), X.plus(all(-0.0, X)), all(-3, X).plus(X), all(-3, X).minus(X),
                    X.neg().minus(Y), X.plus(Y.div(-2)), X.plus(Y.times(-2).div(Z)), X.plus(Y.times(Z.neg())),
                    X.plus(spread(V.neg(), 0).slice(0, 0, 2)), X.plus(over(V.neg(), X.shape(), 1)),
                    X.plus(Y.neg().reshape(6).reshape(2, 3)), X.plus(M.neg().slice(0, 0, 2)), X.plus(Y.neg().flip(0)),
                    X.plus(Y.neg().flip(0).flip(1)), M.plus(M.neg().transpose()), M.plus(Expr.apply(new Diag(0), V.neg())),
                    beside(Y.neg(), X.plus(Y.neg())),
                    beside(Y.times(-2), X.plus(Y.times(-2))), X.plus(Y.neg().sin()), X.plus(Y.times(0)), X.plus(Y.times(-INF)),
                    K.plus(K.times(-3)), K.plus(K.times(Integer.MIN_VALUE)), L.plus(L.times(-LARGE * 4.0)),
                    K.plus(all(Integer.MIN_VALUE, K)), X.plus(Y.neg().times(2)), X.plus(Y.times(Z).times(X.neg())),
                    X.minus(Y.times(Z.times(X.times(Y.times(Z.neg()))))),
                    X.plus(Y.neg().pad(Ints.of(0, 0), Ints.of(0, 0))), V.plus(M.neg().matmul(W)), V.plus(M.matmul(W.neg())),
                    V.plus(M.matmul(W.times(-2))), X.plus(Y.neg().cumsum(0, false)), X.times(-2).plus(3),
                    all(3, X).plus(X.times(-2)), X.plus(Y.neg().plus(Z)), X.neg().plus(Y.neg()), X.div(Y.neg()).plus(Z));
            case "mul/powers" -> Array.of(power(X, 2).times(power(X, -1)), power(X, 600).times(power(X, 600)),
                    power(X, 3).times(X), beside(power(X, 2), power(X, 2).times(power(X, 3))),
                    beside(power(X, 3), X.times(power(X, 3))), X.times(X), X.times(Y), power(X, 2).times(power(Y, 2)),
                    power(all(2, X).sin(), 2).times(power(X, 3)), power(Tensor.of(2.0), 2).times(power(Tensor.of(2.0), 3)),
                    power(X, 0).times(power(X, 2)), power(X, -2).times(power(X, -3)), power(X, 1).times(X),
                    power(X, 1023).times(X), power(X, 1024).times(X), beside(power(X, -3), power(X, -3).times(power(X, -2))),
                    beside(power(X, -1), power(X, -1).times(power(X, -1))), Tensor.zeros(X.type()).times(X), K.pow(2).times(K));
            case "mul/negative-power" -> Array.of(X.times(power(Y, -2000)), X.times(power(Y, -1024)),
                    beside(power(Y, -1), X.times(power(Y, -1))), beside(power(Y, -2), power(Y, -2).times(X)),
                    power(Y, -2).times(power(X, -3)), X.times(power(Y, 2)), power(Y, -1).times(X), X.times(Y));
            case "div/negative-power" -> Array.of(X.div(power(Y, -2000)), X.div(power(Y, -1024)), power(X, 2).dividedInto(1),
                    power(X, 1).dividedInto(1), X.dividedInto(1), power(X, 2).dividedInto(2), X.div(power(Y, 2)), X.div(Y),
                    all(1, X).div(power(all(1, X), 2)), power(X, 3).dividedInto(1), power(X, 2).dividedInto(INF),
                    Y.div(power(X, 1)));
            case "pow/pow" -> Array.of(power(power(X, 600), 2), power(power(X, 2), 512),
                    beside(power(X, 2), power(power(X, 2), 3)), beside(power(X, 3), power(power(X, 3), -1)),
                    beside(power(X, -1), power(power(X, -1), -2)), power(X.sin(), 2), power(power(X, -2), 3),
                    power(power(X, 0), 2), power(power(X, 2), 0), power(power(X, 100000), 100000), power(X.plus(1), 3),
                    power(X.neg(), 3), power(power(power(X, 2), 2), 2), beside(power(X, 4), power(power(X, 4), 2)));
            case "pow/neg" -> Array.of(power(X.neg(), 0), power(X.neg(), -1), power(X.neg(), -2), power(X.neg(), 1),
                    power(X.sin(), 3), power(K.neg(), 3), power(X, 2));
            case "pow/literal" -> Array.of(X.pow(all(64, X)), X.pow(all(65, X)), X.pow(all(-64, X)), X.pow(all(2.5, X)),
                    X.pow(all(INF, X)), X.pow(all(-0.0, X)), K.pow(all(2, K)), Expr.apply(Binary.POW, K, all(-2, K)),
                    Expr.apply(Binary.POW, K, all(2, K)), Expr.apply(Binary.POW, X, all(0.5, X)),
                    Expr.apply(Binary.POW, X, all(-0.5, X)), Expr.apply(Binary.POW, X, all(3, X)),
                    Expr.apply(Binary.POW, X, all(65, X)), Expr.apply(Binary.POW, X, all(-65, X)),
                    Expr.apply(Binary.POW, X, all(1.5, X)), Expr.apply(Binary.POW, X, Y), Expr.apply(Binary.POW, X, all(INF, X)),
                    Expr.apply(Binary.POW, X, all(-64, X)), Expr.apply(Binary.POW, X, all(64, X)),
                    Expr.apply(Binary.POW, F, all(0.5, F)), Expr.apply(Binary.POW, L, all(0, L)),
                    Expr.apply(Binary.POW, X, all(-2, X)));
            case "add/placed" -> Array.of(X.times(0.25).plus(Y.gt(0).where(all(-0.5, X), all(0, X))),
                    X.times(0.25).plus(Y.gt(0).where(all(0.25, X), all(1, X))),
                    X.times(-2).plus(Y.gt(0).where(all(2, X), all(0, X))), X.times(1).plus(Y.gt(0).where(all(1, X), all(0, X))),
                    X.times(INF).plus(Y.gt(0).where(all(INF, X), all(0, X))), X.times(2).plus(Y),
                    beside(X.times(2), X.times(2).plus(Y.gt(0).where(all(2, X), all(0, X)))),
                    beside(Y.gt(0).where(all(2, X), all(0, X)), X.times(2).plus(Y.gt(0).where(all(2, X), all(0, X)))),
                    X.plus(Y.gt(0).where(all(2, X), all(0, X))), X.times(2).plus(Y.gt(0).where(Z, all(0, X))),
                    X.times(2).plus(Y.maximum(2)), X.times(0).plus(Y.gt(0).where(all(0, X), all(0, X))),
                    Y.gt(0).where(all(-3, X), all(0, X)).minus(X.times(3)),
                    Y.gt(0).where(all(-3, X), all(0, X)).plus(X.times(3)),
                    X.times(Double.NaN).plus(Y.gt(0).where(all(Double.NaN, X), all(0, X))),
                    Y.gt(0).where(all(2, X), all(0, X)).plus(Y.lt(0).where(all(2, X), all(0, X))),
                    X.times(2).minus(Y.gt(0).where(all(-2, X), all(0, X))), K.times(2).plus(K.gt(0).where(all(2, K), all(0, K))));
            case "log/sum-exp" -> Array.of(beside(V.exp().sum(), V.exp().sum().log()), beside(V.exp(), V.exp().sum().log()),
                    V.sum().log(), V.exp().max().log(), V.sin().sum().log(), V.exp().sum().sin(), X.exp().sum(1).log(),
                    V.exp().log());
            case "log/softmax" -> Array.of(V.exp().div(W.exp().sum()).log(), V.sin().div(V.exp().sum()).log(),
                    V.exp().times(V.exp().sum()).log(), V.exp().div(V.exp().max()).log(),
                    beside(V.exp().div(V.exp().sum()), V.exp().div(V.exp().sum()).log()),
                    beside(V.exp().sum(), V.exp().div(V.exp().sum()).log()), V.exp().div(V.exp().sum().sin()).log(), V.log(),
                    V.div(W).log(),
                    V.exp().div(V).log(), X.exp().div(over(X.exp().sum(1), X.shape(), 0)).log(), V.div(V.exp().sum()).log());
            case "softmax/shifted" -> Array.of(V.exp().div(W.exp().sum()), V.exp().times(V.exp().sum()),
                    X.exp().div(over(X.exp().sum(0), X.shape(), 1)), V.div(V.exp().sum()), V.exp().div(V));
            case "neg/sub" -> Array.of(beside(X.minus(Y), X.minus(Y).neg()), X.plus(Y).neg(), X.sin().neg());
            case "sub/reversed" -> Array.of(X.minus(Y).plus(X.minus(Z)), X.minus(Y).plus(Y.plus(X)), X.minus(X));
            case "max/exp" -> Array.of(beside(X.exp(), X.exp().max()), X.exp().min(), X.exp().max(0), X.sin().max());
            case "max/shift" -> Array.of(V.plus(W).max(), S.plus(V).max(), V.minus(S).max(), V.plus(2).max(), V.plus(S).min(),
                    K.plus(2).max(), X.plus(over(V, X.shape(), 1)).max(), beside(V.plus(S), V.plus(S).max()), V.plus(S).max(0),
                    all(2, V).plus(S.broadcastTo(3)).max());
            case "logsumexp/shift" -> Array.of(V.plus(W).logsumexp(), S.plus(V).logsumexp(), V.plus(2).logsumexp());
            case "sum/softmax" -> Array.of(V.minus(W.logsumexp()).exp().sum(), V.minus(V.logsumexp()).sum(),
                    V.minus(V.logsumexp()).exp().max(), X.minus(over(X.logsumexp(1), X.shape(), 0)).exp().sum(),
                    X.minus(over(X.logsumexp(1), X.shape(), 0)).exp().sum(1),
                    beside(V.logsumexp(), V.minus(V.logsumexp()).exp().sum()));
            case "sub/relus", "add/relus" -> Array.of(X.relu().minus(Y.neg().relu()), X.neg().relu().minus(X.relu()),
                    X.neg().relu().plus(X.relu()), X.relu().plus(X.relu()), beside(X.relu(), X.relu().plus(X.neg().relu())));
            case "sum/collect" -> sums();
            default -> Array.empty();
        };
    }

    private static Seq<Expr> sums() {
        Expr a = X.sin();
        Expr b = Y.exp();
        Expr c = Z.cos();
        Expr d = X.abs().plus(1).sqrt();
        Expr small = X.tanh();
        Expr table = Tensor.of(Shape.of(2, 3), 1.0, 2.0, 4.0, 8.0, 16.0, 32.0);
        Expr product = X.sin().times(Y.exp());
        return Array.of(
                // numbers
                a.times(2).minus(a.times(2)), a.times(HUGE).times(b.times(HUGE)).plus(a),
                        a.times(TINY).times(b.times(TINY)).plus(a), a.div(3).plus(a.div(3)), a.div(3).plus(a.div(6)),
                        a.times(2).div(3).plus(a), a.neg().minus(b), a.neg().minus(b.neg().plus(c)),
                        a.times(-2).minus(b.times(3)), a.minus(b).minus(a.plus(b)),
                a.times(0).plus(b).plus(b), a.times(INF).plus(b).plus(b), a.plus(2).plus(3), a.plus(2).minus(2),
                a.plus(2000).minus(2000), X.plus(Y).minus(X), X.plus(Y).minus(Y), X.minus(Y).plus(Y), X.plus(2000).minus(2000),
                X.times(3).plus(Y).minus(X), X.times(3).minus(X), X.plus(1).plus(Y).minus(1), X.plus(a).minus(X),
                X.plus(a).minus(a), X.abs().plus(Y).minus(X.abs()),
                X.transpose().plus(Y.transpose()).minus(X.transpose()), K.times(3).minus(K.times(5)),
                K.times(LARGE).times(K.times(2)).plus(K), L.times(LARGE).times(LARGE).plus(L),
                F.times(1e30).times(F.times(1e30)).plus(F), a.times(0.5).plus(b.times(0.5)), d.times(0.5).plus(b.times(0.5)),
                d.times(0.5).plus(b.times(0.5)).plus(c.times(0.5)), a.times(3).plus(b.times(3)), X.times(0.5).plus(Y.times(0.5)),
                X.times(3).plus(Y.times(3)),
                X.times(3).plus(b.times(3)), X.times(3).plus(b.times(3)).plus(c.times(3)), a.times(3).minus(b.times(3)),
                a.times(-3).minus(b.times(3)), d.pow(2).times(0.5).plus(b.times(0.5)), d.times(b).times(0.5).plus(b.times(0.5)),
                X.div(d).times(0.5).plus(d.reciprocal().times(0.5)),
                b.square().times(0.5).plus(d.times(0.5)), b.reciprocal().times(0.5).plus(d.times(0.5)),
                // what is given, and is not cancelled against itself
                X.flip(0).plus(Y).minus(X.flip(0)), K.cast(DType.F64).plus(var("u", 4)).minus(K.cast(DType.F64)),
                table.plus(Y).minus(table), EYE.plus(M).minus(EYE), X.neg().exp().plus(Y).minus(X.neg().exp()),
                Y.plus(X).minus(X),
                X.abs().plus(a).minus(X.abs()), X.times(2).plus(Y).minus(X.times(2)), X.times(2).plus(Y).minus(X),
                X.times(Y).plus(Z).minus(X.times(Y)), X.plus(Y).plus(3).minus(X).minus(3), X.plus(2000).plus(Y).minus(2000),
                X.minus(Y).plus(a).plus(Y), X.plus(Y).minus(X.plus(Y)), X.plus(Y).minus(X).minus(Y), a.plus(1).minus(1),
                a.plus(1).minus(2),
                X.plus(1).minus(2), X.plus(2).minus(1).minus(Y), X.times(-1).plus(Y).plus(X), X.plus(X).minus(Y),
                X.plus(Y).plus(X).minus(Y),
                a.plus(b).times(X.plus(Y)).minus(a.times(X)), b.times(X.plus(1)).minus(b.times(X)),
                b.times(X.plus(1).plus(c)).minus(b),
                b.times(X.plus(Y).plus(1)).minus(b), a.plus(1).times(b.plus(1)).minus(b), X.plus(c).square().minus(c.square()),
                X.plus(Y).times(b).div(X.plus(Y)), b.times(X.plus(Y)).plus(c.div(X.plus(Y))),
                X.plus(1).square().minus(X.square()),
                // common factors
                a.times(b).plus(a.times(c)), a.times(b).plus(a.times(c)).plus(a.times(d)), a.times(b).plus(a.times(c)).plus(d),
                        a.times(b).plus(a.times(c)).plus(b.times(c)), a.times(b).minus(a.times(c)),
                        a.times(b).neg().minus(a.times(c)), X.times(Y).plus(X.times(Z)), X.times(Y).plus(X.times(b)),
                        X.times(Y).plus(X.times(b)).plus(X.times(c)), b.div(a).plus(c.div(a)), b.div(a).plus(c.div(a)).plus(d),
                        b.div(X).plus(c.div(X)),
                a.times(b).times(2).plus(a.times(c).times(2)), a.square().plus(a), a.square().times(b).plus(a.times(c)),
                a.square().plus(a).plus(b.times(a)).plus(1), d.plus(a.times(b)).plus(a.times(c)),
                d.plus(a.times(b).neg()).minus(a.times(c)), a.times(b).plus(a.times(c)).plus(d.times(b)).plus(d.times(c)),
                a.times(b).div(c).plus(a.times(d).div(c)), a.times(b).plus(a.div(b)),
                X.times(b).plus(X.times(c)).plus(Y.times(b)).plus(Y.times(c)).plus(d),
                a.times(b).times(3).plus(a.times(c).times(-3)).plus(2), a.times(b).times(-1).plus(a.times(c).times(-1)).plus(d),
                b.div(a.square()).plus(c.div(a)), b.times(2).div(a).plus(c.times(2).div(a)), a.plus(b).div(c).plus(d.div(c)),
                product.plus(product.times(c)), X.times(2).plus(Y.times(2)).plus(b), a.times(b.plus(c)).minus(a.times(b)),
                X.times(Y.plus(b)).minus(X.times(Y)), X.times(Y.plus(Z)).minus(X.times(Y)),
                b.times(Y.plus(Z).plus(c)).minus(b.times(Y)),
                X.times(b.plus(1)).minus(X), X.times(b.plus(c).plus(1)).minus(X), b.times(X.plus(1)).minus(b),
                b.times(X.plus(Y)).minus(b.times(Y)), a.plus(b).times(c.plus(d)).minus(a.times(c)),
                a.plus(b).square().minus(a.square()), a.plus(b).square(), X.plus(Y).square().minus(X.square()),
                a.plus(b).pow(3).minus(b.pow(3)), a.plus(b).pow(5).minus(b.pow(5)), a.plus(1).square().minus(1).minus(a.times(2)),
                // powers
                a.times(a).times(a), a.times(a.square()).div(a), a.div(a.square()), a.square().div(a), b.square().div(b),
                        b.times(c).div(b), c.times(a).div(a), a.square().div(a.square()).plus(1), a.pow(-2).times(a.pow(-1)),
                        a.pow(-2).pow(-3).times(a), d.times(d), d.times(d).times(d), d.times(X.abs().plus(1)),
                        d.div(X.abs().plus(1)), d.reciprocal().div(d), X.sqrt().times(X.sqrt()),
                        X.abs().sqrt().times(X.abs().sqrt()), X.abs().sqrt().pow(3).times(X),
                X.square().sqrt().times(X.square().sqrt()), X.exp().sqrt().div(X.exp()), X.exp().sqrt().times(X.exp()).times(Y),
                X.exp().sqrt().div(X.exp().sqrt().pow(3)), X.abs().sqrt().square().div(X.abs()),
                power(a, 40).times(power(a, 40)).plus(1), power(a, 64).times(a), power(a.times(b), 40).plus(power(a, 3)),
                power(a, 0).plus(a), power(a.times(2), 3).plus(a), power(a.times(2), -3).times(a),
                power(a.times(HUGE), 2).plus(a), power(a.times(0.5), -2).plus(a),
                power(a.plus(b).div(2), 2), a.div(b).times(b.div(c)), b.div(b.plus(1)).times(b.plus(1)),
                a.div(b.plus(1)).plus(b.times(a).div(b.plus(1))), b.div(b.plus(1)).minus(1), b.plus(1).reciprocal().minus(1),
                X.div(X.plus(1)).subtractedFrom(1), a.div(X.plus(1)).plus(a.div(X.plus(1).square())),
                b.div(b.plus(1)).plus(c.div(b.plus(2))), X.div(X.plus(1)).plus(X.plus(1).reciprocal()),
                X.div(X.plus(1)).square().plus(X.plus(1).reciprocal()),
                b.div(b.plus(1).pow(5)).plus(b.plus(1).reciprocal()),
                a.div(a.plus(b).plus(c)).plus(b.div(a.plus(b).plus(c))).plus(c.div(a.plus(b).plus(c))),
                a.div(a.plus(b)).plus(b.div(a.plus(b)).times(2)), b.reciprocal().plus(b.times(c).div(b)),
                X.reciprocal().plus(X.div(X)), X.log().plus(X.div(X)), X.log().plus(X.square().div(X)), X.log().plus(Y.div(Y)),
                X.log().times(X.div(X)), X.sqrt().plus(X.div(X)), a.reciprocal().plus(a.times(2).div(a)),
                X.div(Y).plus(Y.reciprocal()).plus(Y.div(Y)),
                // identities
                X.sin().square().plus(X.cos().square()), X.sin().square().plus(Y.cos().square()),
                        X.sin().square().minus(X.cos().square()), X.sin().square().times(2).plus(X.cos().square().times(2)),
                        X.sin().square().times(2).plus(X.cos().square()), X.cosh().square().minus(X.sinh().square()),
                        X.cosh().square().plus(X.sinh().square()), X.sin().square().times(b).plus(X.cos().square().times(b)),
                        X.sin().square().times(b).plus(X.cos().square().times(c)),
                X.sin().pow(3).plus(X.sin().times(X.cos().square())), X.sin().square().plus(X.cosh().square()),
                X.sinh().square().plus(X.cos().square()), X.sin().pow(-2).plus(X.cos().square()),
                X.sin().square().plus(X.cos().square()).plus(X.sin().square().times(b)).plus(X.cos().square().times(b)),
                X.sin().pow(4).plus(X.cos().square().times(X.sin().square())).plus(1), X.sin().square().plus(X.cos()).plus(1),
                X.tanh().square().plus(X.cos().square()),
                X.sin().square().plus(X.cos().pow(-2)), X.sin().square().plus(X.cos().square()).minus(1),
                X.sin().pow(2).plus(b).plus(X.cos().pow(2)).plus(Y.sin().pow(2)).plus(Y.cos().pow(2)),
                // what is used elsewhere, and what is no polynomial
                beside(product, product.times(2).plus(product.times(3))), beside(a.plus(b), a.plus(b).minus(b)),
                        beside(a.times(2), a.times(2).plus(a)),
                        beside(a.times(b), a.times(b).times(c).plus(a.times(b).times(d))),
                        beside(a.square(), a.square().times(a)), beside(a.times(b).plus(c), a.times(b).plus(c).times(2)),
                        a.plus(b).plus(c.plus(a).sin()).plus(a), X.gt(0).where(a.plus(a), b), a.plus(b).div(a.plus(b)),
                        a.plus(b).times(c).div(a.plus(b)), X.minus(Y).div(Y.minus(X)),
                a.plus(b).div(c.times(2)).plus(a.div(c)), V.minus(V.logsumexp()).plus(V.logsumexp()),
                V.minus(V.logsumexp()).exp().plus(V).minus(V), X.eq(0).where(all(1, X), X).plus(X),
                X.plus(X.eq(0).cast(DType.F64)).minus(X), small.times(0.5).plus(a.times(0.5)),
                small.times(0.5).plus(b.times(0.5)).plus(d.times(0.25)), X.stopGradient().plus(Y).minus(X.stopGradient()),
                X.floor().plus(Y).minus(X.floor()), X.neg().plus(Y).plus(X), X.relu().plus(Y).minus(X.relu()),
                X.sign().plus(b).minus(X.sign()), X.gt(0).where(X, Y).plus(Z).minus(X.gt(0).where(X, Y)),
                X.gt(0).where(a, Y).plus(Z).minus(X.gt(0).where(a, Y)), Tensor.of(2.5).broadcastTo(2, 3).plus(X).minus(2.5),
                M.matmul(M).plus(M).minus(M.matmul(M)), M.inv().plus(M).minus(M.inv()), X.plus(Y).plus(Z).minus(X),
                X.plus(Y).plus(Z).minus(X.plus(Y)), X.plus(Y).minus(X.minus(Y)), X.minus(Y).minus(X),
                X.plus(a).plus(b).minus(X).minus(a), X.times(2).minus(X), X.times(2000).minus(X.times(1999)),
                a.times(3).plus(b).times(2).minus(a.times(6)), a.minus(b).times(c.minus(d)).plus(b.times(c)),
                a.times(b).times(c).times(d).plus(a.times(b).times(c)).plus(a.times(b)).plus(a),
                a.plus(b).plus(c).plus(d).times(a.minus(b).minus(c).minus(d)),
                a.plus(b).plus(c).times(a.plus(b).plus(c)).times(a.plus(b).plus(c)));
    }
}
