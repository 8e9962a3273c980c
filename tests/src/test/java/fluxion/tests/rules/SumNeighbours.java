package fluxion.tests.rules;

import static fluxion.tests.rules.Nodes.B;
import static fluxion.tests.rules.Nodes.EYE;
import static fluxion.tests.rules.Nodes.INF;
import static fluxion.tests.rules.Nodes.K;
import static fluxion.tests.rules.Nodes.M;
import static fluxion.tests.rules.Nodes.N;
import static fluxion.tests.rules.Nodes.NONE;
import static fluxion.tests.rules.Nodes.P;
import static fluxion.tests.rules.Nodes.Q;
import static fluxion.tests.rules.Nodes.R;
import static fluxion.tests.rules.Nodes.S;
import static fluxion.tests.rules.Nodes.T;
import static fluxion.tests.rules.Nodes.U;
import static fluxion.tests.rules.Nodes.V;
import static fluxion.tests.rules.Nodes.W;
import static fluxion.tests.rules.Nodes.X;
import static fluxion.tests.rules.Nodes.Y;
import static fluxion.tests.rules.Nodes.all;
import static fluxion.tests.rules.Nodes.batch;
import static fluxion.tests.rules.Nodes.beside;
import static fluxion.tests.rules.Nodes.blocks;
import static fluxion.tests.rules.Nodes.diag;
import static fluxion.tests.rules.Nodes.dot;
import static fluxion.tests.rules.Nodes.eye;
import static fluxion.tests.rules.Nodes.outer;
import static fluxion.tests.rules.Nodes.over3;
import static fluxion.tests.rules.Nodes.over4;
import static fluxion.tests.rules.Nodes.over;
import static fluxion.tests.rules.Nodes.pad;
import static fluxion.tests.rules.Nodes.spread;
import static fluxion.tests.rules.Nodes.var;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Those of {@link RuleNeighbours} for sums, repetitions, and products by their indices. */
final class SumNeighbours {
    private SumNeighbours() {}

    static Seq<Expr> of(String rule) {
        Expr padded = diag(U.pad(Ints.of(1), Ints.of(0)));
        Expr other = diag(var("z", 2).pad(Ints.of(0), Ints.of(1)));
        Expr above = eye(3, 1).times(spread(V, 0));
        Expr below = eye(3, -1).times(spread(W, 0));
        Shape six = Shape.of(3, 3, 3, 3, 3, 3);
        return switch (rule) {
            case "sum/bands" -> Array.of(beside(eye(3, 1), beside(above, beside(eye(3, -1), beside(below, above.plus(below))))),
                    diag(U.pad(Ints.of(1), Ints.of(0))
                    .plus(U.pad(Ints.of(0), Ints.of(1)).minus(S.reshape(1).pad(Ints.of(2), Ints.of(0))))).plus(diag(V)),
                    diag(U.pad(Ints.of(1), Ints.of(0))
                    .plus(U.pad(Ints.of(0), Ints.of(1)).times(S.reshape(1).pad(Ints.of(2), Ints.of(0))))).plus(diag(V)),
                    diag(U.pad(Ints.of(1), Ints.of(0)).plus(U.pad(Ints.of(0), Ints.of(1)).plus(V))).plus(diag(V)),
                    diag(U.pad(Ints.of(1), Ints.of(0)).plus(V)).plus(diag(W)), padded.plus(other), padded.minus(other),
                    diag(U.pad(Ints.of(1), Ints.of(0)).plus(U.pad(Ints.of(0), Ints.of(1)))).plus(diag(V)),
                    diag(U.pad(Ints.of(1), Ints.of(0))
                    .minus(S.reshape(1).pad(Ints.of(0), Ints.of(2)).plus(U.pad(Ints.of(0), Ints.of(1))))).plus(diag(V)),
                    diag(U.pad(Ints.of(1), Ints.of(0)).times(U.pad(Ints.of(0), Ints.of(1)))).plus(diag(V)),
                    diag(pad(U, Ints.of(0), Ints.of(0), Ints.of(1), 0)).plus(diag(V)),
                    diag(pad(U, Ints.of(1), Ints.of(0), Ints.of(0), 2)).plus(diag(V)),
                    pad(diag(U), Ints.of(1, 1), Ints.of(0, 0), Ints.of(0, 0), 0).plus(diag(V)),
                    pad(diag(U), Ints.of(1, 1), Ints.of(0, 0), Ints.of(0, 0), 1).plus(diag(V)),
                    pad(diag(U), Ints.of(0, 0), Ints.of(0, 0), Ints.of(1, 1), 0).plus(diag(V)),
                    diag(V).plus(diag(W)), diag(V).plus(diag(U, 1)), diag(V).plus(diag(U, 1)).plus(diag(W)),
                    diag(V).plus(M), eye(3, 1).times(INF), eye(3, 1).times(M), eye(3, 1).times(2), eye(3, 1).times(spread(V, 1)),
                    eye(3, 1).times(S.broadcastTo(3, 3)), eye(3, 5).plus(diag(V)), eye(3, -1).matmul(diag(V)),
                    diag(V).matmul(eye(3, -1)), diag(U, 1).matmul(eye(3, -1)), eye(3, 1).matmul(diag(U, 1)), eye(3, 1).matmul(M),
                    dot(eye(3, 1), 0, diag(V), 0), eye(3, 1).transpose(),
                    Expr.apply(new Eye(DType.F64, 3, 2, 0)).pad(Ints.of(0, 0), Ints.of(0, 1)),
                    beside(eye(3, 1).times(spread(V, 0)), eye(3, 1).times(spread(V, 0)).plus(eye(3, -1))),
                    eye(3, 1).times(spread(V, 0)).neg().plus(diag(V)),
                    Expr.apply(new Eye(DType.F64, 1, 1, 0)).plus(var("z", 1, 1)),
                    Expr.apply(new Eye(DType.F64, 2, 3, 1)).times(var("z", 2, 3)), over(EYE, R.shape(), 1, 2).plus(R),
                    Expr.apply(new Eye(DType.F64, 1, 1, 0)).times(over(S, Shape.of(1, 1))),
                    eye(3, 1).cast(DType.I32).plus(eye(3, -1).cast(DType.I32)),
                    Expr.apply(new Eye(DType.I32, 3, 3, 1)).plus(Expr.apply(new Eye(DType.I32, 3, 3, 1))),
                    eye(3, 1).plus(eye(3, -1)).plus(eye(3, 2)), eye(3, 1).plus(eye(3, 1).times(3)),
                    diag(U, 1).permute(1, 0).plus(diag(U, 1)),
                    pad(diag(S.reshape(1)), Ints.of(1, 0), Ints.of(1, 2), Ints.of(0, 0), 0).plus(eye(3, 1)),
                    eye(3, 1).exp().plus(eye(3, 1)), diag(V).times(diag(W).sin()),
                    diag(U, 1).times(spread(V, 0)).plus(diag(U, 1)));
            case "product/indices" -> Array.of(
                    diag(X.flatten()).reshape(2, 3, 3, 2).times(over(U, Shape.of(2, 3, 3, 2), 0)),
                    diag(V, 1).reshape(2, 2, 2, 2).times(over(U, Shape.of(2, 2, 2, 2), 0)),
                    diag(var("z", 4, 2)).reshape(2, 2, 2, 2).times(over(U, Shape.of(2, 2, 2, 2), 0)),
                    blocks(X).times(over(U, Shape.of(2, 3, 2, 3), 0)), blocks(X).times(over(V, Shape.of(2, 3, 2, 3), 3)),
                    over(Expr.apply(new Eye(DType.F64, 2, 3, 0)), Shape.of(2, 3, 3), 0, 1).times(R),
                    over(eye(3, 1), Shape.of(3, 3, 3), 0, 1).times(T), over(diag(U, 1), Shape.of(3, 3, 3), 0, 1).times(T),
                    T.sum(0), T.times(Q), outer(M, V).contract(W, NONE, NONE, Ints.of(2), Ints.of(0)),
                    outer(M, EYE).permute(0, 2, 1, 3).sum(1), diag(M).times(over3(V, 1)), diag(M).max(0),
                    outer(EYE, outer(EYE, EYE)).times(over(V, six, 0)), diag(M).times(over3(M, 0, 1)).times(over3(M, 0, 2)),
                    outer(outer(V, W), U).sum(2), diag(M).matmul(N),
                    diag(M).contract(N, NONE, NONE, Ints.of(0, 1), Ints.of(0, 1)),
                    T.matmul(M).matmul(N), M.matmul(T.permute(1, 0, 2)).times(over3(V, 2)), diag(M).times(0),
                    diag(M).times(1e200).times(1e200), diag(diag(V)).times(over3(W, 1)),
                    over3(EYE, 0, 1).times(over3(EYE, 1, 2)).times(T),
                    over3(diag(V), 0, 1).times(T).sum(0),
                    Expr.apply(new Dot(Ints.of(0), Ints.of(0), Ints.of(2), Ints.of(2)), diag(M), T), outer(EYE, V).sum(2),
                    outer(EYE, U).sum(0, 1), over3(EYE, 0, 1).sum(2), over(EYE, Shape.of(3, 5, 3), 0, 2).sum(1),
                    diag(M).times(over3(V, 2)).neg(),
                    outer(V, outer(W, V)).contract(T, NONE, NONE, Ints.of(0, 1), Ints.of(0, 1)),
                    beside(outer(M, EYE), outer(M, EYE).times(over4(N, 0, 2))),
                    diag(M).reshape(3, 1, 3, 3).times(over(V, Shape.of(3, 1, 3, 3), 2)),
                    M.times(N), outer(V, W).matmul(M), diag(Tensor.of(2.0).broadcastTo(3, 3)).times(T),
                    outer(EYE, EYE).contract(outer(M, N), NONE, NONE, Ints.of(1, 3), Ints.of(0, 2)), T.max(0),
                    outer(M, EYE).times(2).permute(2, 3, 0, 1),
                    diag(var("z", 0, 3)).times(var("y", 0, 3, 3)),
                    K.reshape(4, 1, 1).times(new Var("j", TensorType.of(DType.I32, 4, 1, 1))), outer(outer(V, W), EYE).sum(0),
                    outer(EYE, M).times(over4(M, 0, 3)).times(over4(N, 1, 2)).sum(2, 3),
                    outer(diag(V), M).times(over4(N, 1, 3)), outer(diag(V), diag(W)).times(over4(N, 1, 3)),
                    outer(EYE, M).contract(M, NONE, NONE, Ints.of(0, 2), Ints.of(0, 1)),
                    over4(diag(V), 0, 3).times(over4(EYE, 1, 2)).times(over4(M, 2, 3)));
            case "add/indices" -> Array.of(
                    outer(EYE, diag(V)).times(over4(M, 0, 2)).plus(outer(EYE, N).times(over4(M, 0, 2))),
                    outer(EYE, N).times(over4(M, 0, 2)).minus(outer(EYE, diag(V)).times(over4(M, 0, 2))),
                    outer(EYE, diag(V)).times(over4(M, 0, 2)).plus(outer(EYE, N).times(over4(M, 0, 3))),
                    outer(T.times(over3(EYE, 0, 1)).sum(1), V).plus(outer(M, V)),
                    outer(M, V).plus(outer(T.times(over3(EYE, 0, 1)).sum(1), V)), outer(M, V).plus(outer(T.sum(2), V)),
                    outer(M, V).plus(over3(W, 0).times(over3(V, 2))), outer(EYE, EYE).plus(outer(EYE, M)),
                    outer(M, V).plus(outer(N, V)), outer(M, V).minus(outer(M.transpose(), V)), outer(M, V).plus(outer(N, W)),
                    outer(M, V).plus(outer(outer(V, W), V)), T.matmul(M).plus(T.matmul(N)),
                    T.matmul(M).minus(T.permute(0, 2, 1).matmul(M)),
                    T.matmul(M).plus(Q.matmul(M)), T.matmul(M).plus(T.matmul(M.transpose())), outer(M, V).plus(diag(M)),
                    diag(M).plus(outer(M, V)), blocks(M).plus(outer(EYE, EYE)),
                    outer(EYE, EYE).plus(outer(EYE, EYE).permute(0, 2, 1, 3)),
                    diag(M).plus(diag(N.transpose())), diag(M).plus(1), M.plus(N), diag(M).plus(T),
                    outer(EYE, M).plus(outer(EYE, N)), outer(EYE, M).minus(outer(M, EYE)),
                    outer(EYE, M).times(2).plus(outer(EYE, N).times(-3)), beside(diag(M), diag(M).plus(diag(N))),
                    outer(M, V).times(2).plus(outer(N, V).times(3)), outer(V, M).plus(outer(V, M.transpose())),
                    T.matmul(M).matmul(N).plus(T.matmul(M).matmul(P)), outer(M, V).plus(outer(N, V).permute(1, 0, 2)),
                    batch(M, N).plus(batch(M, P)), batch(M, N).plus(batch(P, N).permute(0, 2, 1)),
                    outer(outer(V, W), V).plus(outer(outer(W, V), V)), outer(V, outer(V, V)).plus(outer(V, outer(V, W))),
                    diag(M.times(1e200).times(1e200)).plus(diag(N)), outer(EYE, M).plus(outer(EYE, N).permute(0, 1, 3, 2)),
                    outer(EYE, diag(V)).plus(outer(EYE, diag(W))),
                    outer(EYE, diag(V)).plus(outer(EYE, M)), T.sum(0).plus(M),
                    outer(M, EYE).contract(T, NONE, NONE, Ints.of(3), Ints.of(0)).plus(outer(N, Q)),
                    T.contract(Q, NONE, NONE, Ints.of(1, 2), Ints.of(1, 2)).broadcastTo(3, 3, 3).plus(T));
            case "product/sum-of-indices" -> Array.of(diag(M).plus(diag(N)).times(T), diag(M).plus(T).times(Q),
                    diag(M).plus(1).times(T), beside(diag(M).plus(diag(N)), diag(M).plus(diag(N)).times(T)),
                    T.times(diag(M).minus(diag(N))), diag(M).plus(diag(N)).matmul(P),
                    outer(EYE, M).plus(outer(M, EYE)).times(over4(N, 0, 1)), outer(EYE, M).times(outer(M, EYE)),
                    M.plus(N).matmul(P), M.plus(diag(V)).times(N), diag(M).times(diag(N)).times(T),
                    EYE.plus(diag(V)).contract(T, NONE, NONE, Ints.of(1), Ints.of(0)),
                    M.plus(EYE).contract(T, NONE, NONE, Ints.of(1), Ints.of(0)),
                    T.contract(M.plus(EYE), NONE, NONE, Ints.of(1), Ints.of(0)),
                    outer(EYE, EYE).plus(outer(EYE, EYE).permute(0, 2, 1, 3)).times(over4(M, 0, 3)));
            case "permute/sum-of-blocks" -> Array.of(blocks(M).plus(blocks(N).plus(var("z", 3, 3, 3, 3))).permute(2, 3, 0, 1),
                    blocks(M).plus(blocks(N).permute(0, 3, 2, 1).times(blocks(P).permute(0, 3, 2, 1))).permute(2, 3, 0, 1),
                    blocks(M).plus(blocks(N).plus(blocks(P))).permute(2, 3, 0, 1),
                    blocks(M).minus(blocks(N).minus(blocks(P).permute(0, 3, 2, 1))).permute(1, 0, 2, 3),
                    blocks(M).plus(over4(M, 0, 1)).permute(2, 3, 0, 1),
                    blocks(M).times(blocks(N)).permute(2, 3, 0, 1), blocks(M).plus(blocks(N).times(2)).permute(2, 3, 0, 1),
                    beside(blocks(M).plus(blocks(N)), blocks(M).plus(blocks(N)).permute(2, 3, 0, 1)),
                    T.permute(1, 0, 2).plus(Q.permute(0, 2, 1)).permute(2, 1, 0),
                    blocks(M).plus(V.broadcastTo(27, 3).reshape(3, 3, 3, 3)).permute(2, 3, 0, 1),
                    blocks(M).plus(blocks(N).exp().minus(blocks(P))).permute(2, 3, 0, 1), diag(V).plus(diag(W)).transpose(),
                    blocks(M).plus(outer(M, N).permute(1, 0, 2, 3)).permute(2, 3, 0, 1),
                    blocks(M).plus(V.reshape(3, 1, 1, 1).times(2)).permute(2, 3, 0, 1),
                    blocks(M).plus(M.reshape(3, 1, 3, 1).broadcastTo(3, 3, 3, 3)).permute(2, 3, 0, 1));
            case "sum/centered" -> Array.of(V.minus(V.mean()).max(), X.minus(over(X.mean(1), X.shape(), 0)).sum(0),
                    V.minus(V.sum().times(3)).sum(), V.minus(S.div(3).broadcastTo(3)).sum(), V.minus(W.mean()).sum(),
                    V.plus(V.mean()).sum(),
                    V.minus(V.sum().div(2)).sum(), X.minus(X.mean()).sum(0), X.minus(X.mean(0)).sum(),
                    V.minus(V.max().div(3)).sum(), V.minus(S).sum(), V.minus(V.sum().div(S)).sum(), V.minus(3).sum(),
                    M.minus(over(M.mean(1), M.shape(), 1)).sum(1),
                    X.minus(X.sum(0).div(2).broadcastTo(2, 3)).sum(0), M.minus(M.mean(0)).sum(0),
                    M.minus(over(M.mean(0), M.shape(), 0)).sum(1));
            case "reduce/flip" -> Array.of(X.flip(0).sum(1), X.flip(0, 1).sum(0), X.flip(0).sin().sum(), X.flip(0).min(0));
            case "sum/pad" -> Array.of(X.pad(Ints.of(1, 0), Ints.of(0, 0)).sum(1), X.pad(Ints.of(0, 0), Ints.of(1, 0)).sum(1),
                    pad(X, Ints.of(0, 0), Ints.of(0, 0), Ints.of(1, 0), 0).sum(1),
                    pad(X, Ints.of(0, 0), Ints.of(0, 0), Ints.of(1, 0), 0).sum(0), V.pad(Ints.of(1), Ints.of(0), 1).sum(),
                    V.pad(Ints.of(1), Ints.of(0)).max(), V.plus(1).sum(),
                    X.pad(Ints.of(0, 1), Ints.of(0, 0)).sum(0), X.pad(Ints.of(0, 0), Ints.of(0, 1)).sum(0),
                    pad(X, Ints.of(0, 0), Ints.of(0, 0), Ints.of(0, 1), 0).sum(0));
            case "reduce/reduce" -> Array.of(B.sum(0).max(0), B.logsumexp(0).logsumexp(), B.sum(0).sin().sum(),
                    B.prod(1).prod(0), B.sum(1).sum(1));
            case "reduce/broadcast" -> Array.of(over(V, Shape.of(0, 3), 1).sum(0), over(V, Shape.of(0, 3), 1).sum(),
                    over(V, Shape.of(4, 3), 1).prod(0), over(V, Shape.of(4, 3), 1).logsumexp(0),
                    over(V, Shape.of(4, 3), 1).sum(1), over(V, Shape.of(4, 3), 1).min(0),
                    over(V, Shape.of(4, 3), 1).max(0, 1), over(X, Shape.of(2, 4, 3), 0, 2).sum(1, 2),
                    over(X, Shape.of(2, 4, 3), 0, 2).max(0, 1), over(V, Shape.of(4, 3), 1).sum(0, 1),
                    over(V, Shape.of(1, 3), 1).sum(0), over(K, Shape.of(5, 4), 1).sum(0));
            case "reduce/permute" -> Array.of(beside(B.permute(2, 0, 1), B.permute(2, 0, 1).sum(0)), B.permute(2, 0, 1).sum(1),
                    B.permute(2, 1, 0).sum(1), B.permute(1, 2, 0).prod(0, 1), B.permute(2, 0, 1).logsumexp(2), B.exp().sum(0));
            case "reduce/reshape" -> Array.of(B.reshape(8, 3).sum(0), B.reshape(8, 3).prod(), B.exp().sum());
            case "sum/factor" -> Array.of(Tensor.of(2.0).broadcastTo(0, 3).times(var("z", 0, 3)).sum(0), X.times(2).max(),
                    X.times(over(U, X.shape(), 0)).sum(0), X.times(over(U, X.shape(), 0)).sum(1),
                    X.div(over(U, X.shape(), 0)).sum(1), X.div(over(U, X.shape(), 0)).sum(0),
                    over(U, X.shape(), 0).div(X).sum(1), X.times(Y.neg()).sum(), X.div(Y).times(2).sum(),
                    X.times(Y.times(X.times(Y.times(X.times(2))))).sum(), beside(X.times(2), X.times(2).sum()),
                    X.div(Y.times(2)).sum(), X.times(2).div(Y).sum(), X.neg().div(Y).sum(), X.sin().sum(),
                    X.times(Y.div(2)).sum(0), X.times(Y).sum(), K.times(2).sum(), X.times(S.broadcastTo(2, 3)).times(Y).sum(0),
                    X.times(Y.times(X.times(Y.times(X.times(Y.times(X.times(2))))))).sum());
            case "broadcast/reshape" -> Array.of(over(S, Shape.of(1, 1)), over(V, Shape.of(1, 3, 2), 1),
                    over(X, Shape.of(2, 1, 3), 0, 2), over(V, Shape.of(2, 3), 1));
            case "broadcast/broadcast" -> Array.of(over(over(V, Shape.of(2, 3), 1), Shape.of(2, 4, 3), 0, 2),
                    V.sin().broadcastTo(2, 3));
            case "elementwise/broadcast" -> Array.of(spread(V, 0).plus(M), spread(V, 0).plus(spread(W, 1)), all(2, M).plus(3),
                    over3(M, 0, 1).times(over3(N, 1, 2)), over3(V, 0).times(over3(W, 2)),
                    over3(V, 0).gt(0).where(over3(W, 2), 1), over3(M, 0, 2).plus(over3(V, 2)),
                    M.sin(), spread(V, 0).plus(2).times(spread(W, 0)));
            case "mul/broadcasts" -> Array.of(M.times(spread(V, 0)).times(3), M.times(3).times(S.broadcastTo(3, 3)),
                    S.broadcastTo(3, 3).times(3).times(S.sin().broadcastTo(3, 3)),
                    spread(V, 0).times(spread(W, 1)).times(spread(V.sin(), 0)), M.times(spread(V, 0)).times(spread(W, 1)),
                    beside(M.times(spread(V, 0)), M.times(spread(V, 0)).times(spread(W, 0))),
                    M.plus(spread(V, 0)).times(spread(W, 0)), spread(V, 0).div(M).div(spread(W, 0)),
                    spread(V, 0).div(M).times(spread(W, 0)), spread(W, 0).div(M.times(spread(V, 0))),
                    M.times(2).div(spread(V, 0)),
                    spread(W, 0).times(M.div(spread(V, 0))), M.div(spread(V, 0)).times(N),
                    spread(V, 0).times(M).div(spread(W, 0)), S.broadcastTo(3, 3).div(3).times(S.sin().broadcastTo(3, 3)),
                    M.times(S.broadcastTo(3, 3)).times(3), all(3, M).div(spread(V, 0)).div(spread(W, 0)),
                    M.div(3).times(S.broadcastTo(3, 3)), M.div(3).div(S.broadcastTo(3, 3)),
                    spread(V, 1).times(spread(W, 0)).div(spread(V.sin(), 0)),
                    spread(W, 1).div(spread(V, 0)).div(spread(V.sin(), 0)));
            default -> Array.empty();
        };
    }
}
