package fluxion.tests.rules;

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
import static fluxion.tests.rules.Nodes.diag;
import static fluxion.tests.rules.Nodes.diagonal;
import static fluxion.tests.rules.Nodes.dot;
import static fluxion.tests.rules.Nodes.outer;
import static fluxion.tests.rules.Nodes.over3;
import static fluxion.tests.rules.Nodes.over;
import static fluxion.tests.rules.Nodes.spread;
import static fluxion.tests.rules.Nodes.var;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Those of {@link RuleNeighbours} for products of tensors. */
final class ProductNeighbours {
    private ProductNeighbours() {}

    static Seq<Expr> of(String rule) {
        Expr ij = outer(V, W);
        return switch (rule) {
            case "dot/outer" -> Array.of(batch(M, N).contract(V, NONE, NONE, Ints.of(2), Ints.of(0)), outer(S, M).matmul(N),
                    over3(M, 0, 1).times(over3(N, 1, 2)).matmul(V), over3(M, 0, 1).times(over3(V, 2)).matmul(W),
                    outer(M, N).contract(P, NONE, NONE, Ints.of(1, 2), Ints.of(0, 1)),
                    outer(EYE, N).contract(P, NONE, NONE, Ints.of(1, 2), Ints.of(0, 1)),
                    outer(N, EYE).contract(P, NONE, NONE, Ints.of(1, 2), Ints.of(0, 1)),
                    P.contract(outer(N, EYE), NONE, NONE, Ints.of(0, 1), Ints.of(1, 2)),
                    outer(M, V).contract(W, NONE, NONE, Ints.of(0), Ints.of(0)),
                    outer(M, V).contract(N, NONE, NONE, Ints.of(0, 1), Ints.of(0, 1)), batch(ij, M), outer(ij, V),
                    W.contract(ij, NONE, NONE, Ints.of(0), Ints.of(0)), ij.contract(M, NONE, NONE, Ints.of(0, 1), Ints.of(0, 1)),
                    M.contract(ij, NONE, NONE, Ints.of(0), Ints.of(1)),
                    spread(V, 0).times(spread(W, 0)).matmul(M), spread(V, 0).plus(spread(W, 1)).matmul(M),
                    outer(M, V).permute(2, 0, 1).matmul(N), S.broadcastTo(3, 3).times(spread(W, 1)).matmul(M),
                    outer(V, S).matmul(W), over3(M, 0, 2).times(over3(V, 1)).contract(N, NONE, NONE, Ints.of(1, 2),
                    Ints.of(0, 1)),
                    Expr.apply(new Dot(Ints.of(0), Ints.of(0), Ints.of(1), Ints.of(1)), ij, M),
                    spread(V, 1).times(spread(W, 0)).matmul(M), spread(V, 0).sin().times(spread(W, 1)).matmul(M));
            case "mul/into-outer" -> Array.of(S.broadcastTo(3, 3).div(ij), spread(V, 0).times(ij), ij.transpose().times(2),
                    beside(ij, ij.times(2)), beside(ij, ij.transpose().times(2)),
                    beside(ij.transpose(), ij.transpose().times(2)), X.transpose().matmul(X).times(2), batch(X, Y).times(2),
                    outer(EYE, V).times(2),
                    outer(V, EYE).times(2), outer(EYE, EYE).times(2), all(2, ij).times(ij), outer(V, M).times(2),
                    outer(M, V).div(S.broadcastTo(3, 3, 3)), outer(V, S).times(2), ij.exp().times(2),
                    outer(EYE, diag(V)).times(2), outer(V, W).div(2), outer(M, V).permute(1, 2, 0).neg(), ij.sin().neg(),
                    all(2, ij).div(ij), ij.times(all(2, ij).sin()), outer(M, EYE).neg(), outer(EYE, M).neg(),
                    outer(U, V).times(2), outer(V, U).times(2), M.matmul(X.transpose()).neg());
            case "dot/structured-sum" -> Array.of(spread(V, 0).times(spread(W, 1)).matmul(M), all(2, M).times(EYE).matmul(N),
                    M.matmul(spread(V, 1).times(spread(W, 0))),
                    diag(V).plus(ij.neg()).matmul(M), diag(V).plus(ij.exp()).matmul(M),
                    diag(V).minus(ij.plus(outer(W, V))).matmul(M), outer(diag(V).plus(ij), V), diag(V).times(ij).matmul(M),
                    batch(diag(V).plus(ij), M), diag(V).plus(M).matmul(N), M.matmul(diag(V).minus(ij)),
                    diag(V).neg().plus(ij).matmul(M), diag(V).plus(ij.plus(M)).matmul(N), diag(X).plus(diag(Y)).matmul(M),
                    diag(V).div(ij).matmul(M), diag(V).plus(ij.minus(outer(W, W).minus(outer(V, V).minus(outer(W, V).plus(EYE)))))
                    .matmul(M), diag(U, 1).plus(ij).matmul(M));
            case "dot/common" -> Array.of(M.matmul(V).neg().plus(W).minus(M.matmul(W)),
                    M.matmul(V).neg().minus(W).minus(M.matmul(W)),
                    M.contract(T, NONE, NONE, Ints.of(0, 1), Ints.of(0, 1)).plus(M.matmul(V)),
                    M.matmul(N.matmul(M)).plus(M.matmul(N).matmul(M)), M.matmul(N.matmul(M)).minus(M.matmul(N).matmul(M)),
                    M.matmul(N.matmul(M)).times(2).minus(M.matmul(N).matmul(M).times(3)),
                    M.matmul(N.matmul(M)).times(2).minus(M.matmul(N).matmul(M).times(5)).plus(P),
                    M.matmul(N.matmul(V)).plus(M.matmul(N).matmul(V)),
                    M.matmul(N.matmul(M)).plus(M.matmul(N.transpose()).matmul(M)),
                    M.matmul(N.matmul(M)).plus(M.matmul(N.inv()).matmul(M)), M.matmul(N.matmul(M)).plus(N.matmul(M)),
                    M.matmul(N.matmul(M)).plus(M.matmul(P).matmul(M)),
                    M.matmul(N.matmul(M)).times(INF).plus(M.matmul(N).matmul(M)), M.matmul(V).neg().plus(M.matmul(W)),
                    M.matmul(V).neg().minus(M.matmul(W)), M.matmul(V).neg().minus(M.matmul(W)).plus(V),
                    V.minus(M.matmul(V)).minus(M.matmul(W)), dot(M, 0, V, 0).plus(N.matmul(V)),
                    dot(M, 0, V, 0).minus(N.matmul(V)),
                    N.matmul(V).minus(dot(M, 0, V, 0)), dot(V, 0, M, 1).plus(dot(V, 0, N, 0)),
                    dot(V, 0, M, 1).minus(dot(V, 0, N, 0)), dot(V, 0, M, 0).plus(dot(V, 0, N, 1)), M.matmul(V).plus(M.matmul(V)),
                    M.matmul(N).plus(M.matmul(N).transpose()), M.matmul(V).times(2).plus(M.matmul(W).times(-2)),
                    M.matmul(V).times(2).plus(M.matmul(W).times(3)), beside(M.matmul(V), M.matmul(V).plus(M.matmul(W))),
                    M.matmul(V).plus(N.matmul(W)), M.matmul(V).times(M.matmul(W)), M.matmul(V).minus(W.minus(M.matmul(W))),
                    beside(M.matmul(W).plus(V), M.matmul(W).plus(V).plus(M.matmul(V))),
                    beside(M.matmul(W).neg(), M.matmul(W).neg().plus(M.matmul(V))),
                    T.matmul(V).plus(T.permute(0, 2, 1).matmul(V)),
                    T.contract(M, NONE, NONE, Ints.of(1, 2), Ints.of(0, 1))
                    .plus(T.contract(N, NONE, NONE, Ints.of(1, 2), Ints.of(0, 1))),
                    T.contract(M, NONE, NONE, Ints.of(1, 2), Ints.of(0, 1))
                    .plus(T.contract(N, NONE, NONE, Ints.of(2, 1), Ints.of(0, 1))), batch(M, V).plus(batch(N, V)),
                    batch(M, N).plus(Expr.apply(new Dot(Ints.of(1), Ints.of(0), NONE, NONE), M, N)),
                    outer(V, W).plus(outer(V, V)), outer(V, W).minus(outer(W, W)),
                    M.matmul(V).plus(M.transpose().sin().matmul(V)), dot(M, 0, X, 1).plus(dot(N, 1, X, 1)),
                    dot(X, 1, M, 1).plus(dot(X, 1, N, 0)), dot(X, 0, Y, 0).plus(dot(Y, 0, X, 0)),
                    M.matmul(V).plus(S.broadcastTo(3)),
                    M.matmul(V).plus(V).plus(W).plus(V.sin()).plus(W.sin()).plus(V.cos()).plus(W.cos()).plus(M.matmul(W)),
                    M.matmul(N).minus(M.transpose().matmul(N)).minus(P), P.neg().minus(M.matmul(N)).plus(M.matmul(P)));
            case "dot/reordered" -> Array.of(X.transpose().times(M.slice(1, 0, 2)).matmul(X),
                    X.transpose().plus(Y.transpose()).matmul(X), beside(X.transpose().exp(), X.transpose().exp().matmul(X)),
                    M.matmul(M.transpose().exp()), M.exp().matmul(M), T.permute(1, 0, 2).exp().matmul(M),
                    T.permute(0, 2, 1).exp().matmul(M),
                    T.permute(1, 0, 2).exp().contract(Q, NONE, NONE, Ints.of(0, 2), Ints.of(0, 1)),
                    X.transpose().sin().cos().matmul(X), M.transpose().plus(N).matmul(P),
                    Y.contract(X.transpose().exp(), NONE, NONE, Ints.of(1), Ints.of(0)));
            case "sum/dot" -> Array.of(M.matmul(N).max(), beside(M.matmul(N), M.matmul(N).sum()), batch(M, N).sum(0),
                    batch(M, N).sum(1), batch(M, N).sum(0, 2), M.sin().sum(), batch(M, N).sum(),
                    T.contract(Q, Ints.of(1), Ints.of(0), Ints.of(2), Ints.of(1)).sum(0, 1),
                    M.contract(N, NONE, NONE, Ints.of(0), Ints.of(1)).sum(1),
                    R.matmul(M).sum(0), R.matmul(M).sum(1, 2));
            case "diagonal/dot" -> Array.of(diagonal(outer(V, W)), diagonal(T.matmul(V)), diagonal(X.matmul(M)),
                    beside(M.matmul(N), diagonal(M.matmul(N))), Expr.apply(new Diagonal(1), M.matmul(N)), diagonal(R.matmul(M)),
                    diagonal(batch(M, N)), diagonal(dot(M, 0, N, 1)),
                    diagonal(V.matmul(T)), diagonal(Expr.apply(new Dot(Ints.of(0, 1), Ints.of(0, 1), NONE, NONE), M, N)),
                    diagonal(Expr.apply(new Dot(Ints.of(0), Ints.of(0), Ints.of(1), Ints.of(2)), M, T)), diagonal(M.plus(N)),
                    diagonal(outer(U, V)));
            case "dot/scalar" -> Array.of(var("z", 0, 3).times(2).matmul(M), var("z", 3, 0).times(2).matmul(var("y", 0, 3)),
                    outer(V.times(2), W), beside(X.times(2), X.times(2).matmul(V)), X.times(Y).matmul(V), X.div(2).matmul(V),
                    X.dividedInto(2).matmul(V), S.broadcastTo(2, 3).div(X).matmul(V),
                    V.neg().dot(W), X.plus(2).matmul(V), X.times(spread(V, 1).slice(0, 0, 2)).matmul(V), K.times(2).dot(K),
                    V.exp().dot(W), X.sin().neg().matmul(V), S.broadcastTo(2, 3).times(X).matmul(V));
            case "dot/permute" -> Array.of(T.permute(1, 0, 2).matmul(M), T.permute(2, 1, 0).matmul(M),
                    T.permute(2, 0, 1).contract(M, NONE, NONE, Ints.of(0), Ints.of(0)),
                    Expr.apply(new Dot(Ints.of(1), Ints.of(0), Ints.of(0), Ints.of(1)), T.permute(2, 0, 1), M),
                    M.matmul(T.permute(0, 2, 1)), M.exp().matmul(N),
                    M.contract(T.permute(1, 0, 2), NONE, NONE, Ints.of(1), Ints.of(1)),
                    M.contract(T.permute(2, 1, 0), NONE, NONE, Ints.of(1), Ints.of(1)));
            case "dot/broadcast" -> Array.of(over3(M, 0, 1).contract(N, NONE, NONE, Ints.of(2), Ints.of(0)),
                    over3(M, 0, 1).contract(Q, NONE, NONE, Ints.of(1, 2), Ints.of(0, 1)),
                    over3(V, 1).contract(Q, Ints.of(0), Ints.of(0), Ints.of(1), Ints.of(1)),
                    over3(V, 1).contract(Q, Ints.of(0), Ints.of(1), Ints.of(1), Ints.of(2)),
                    Q.contract(over3(V, 1), Ints.of(0), Ints.of(1), Ints.of(1), Ints.of(2)),
                    Q.contract(over3(M, 0, 2), Ints.of(0), Ints.of(1), Ints.of(1), Ints.of(2)),
                    over(V, Shape.of(0, 3), 1).matmul(M), over3(M, 1, 2).contract(Q, Ints.of(2), Ints.of(1), NONE, NONE),
                    spread(V, 0).contract(M, Ints.of(0), Ints.of(1), Ints.of(1), Ints.of(0)),
                    over3(M, 0, 2).contract(N, Ints.of(1), Ints.of(0), NONE, NONE),
                    M.contract(spread(V, 0), NONE, NONE, Ints.of(0), Ints.of(1)), S.broadcastTo(3, 3).matmul(M),
                    M.sin().matmul(N), over3(V, 0).contract(over3(W, 1), Ints.of(0), Ints.of(2), Ints.of(1), Ints.of(0)));
            case "dot/outer-scalar" -> Array.of(outer(X, S), outer(V, W), outer(S, S.sin()), V.dot(W));
            case "dot/zero" -> Array.of(all(0, M).matmul(N), M.matmul(all(0, N)), M.matmul(all(1, N)), all(-0.0, M).matmul(N));
            default -> Array.empty();
        };
    }
}
