package fluxion.tests.rules;

import static fluxion.tests.rules.Nodes.B;
import static fluxion.tests.rules.Nodes.EYE;
import static fluxion.tests.rules.Nodes.INF;
import static fluxion.tests.rules.Nodes.K;
import static fluxion.tests.rules.Nodes.M;
import static fluxion.tests.rules.Nodes.N;
import static fluxion.tests.rules.Nodes.NONE;
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
import static fluxion.tests.rules.Nodes.diagonal;
import static fluxion.tests.rules.Nodes.dot;
import static fluxion.tests.rules.Nodes.eye;
import static fluxion.tests.rules.Nodes.outer;
import static fluxion.tests.rules.Nodes.over3;
import static fluxion.tests.rules.Nodes.over4;
import static fluxion.tests.rules.Nodes.over;
import static fluxion.tests.rules.Nodes.spread;
import static fluxion.tests.rules.Nodes.var;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Those of {@link RuleNeighbours} for identity and diagonal matrices, and for diagonals over several axes. */
final class StructureNeighbours {
    private StructureNeighbours() {}

    static Seq<Expr> of(String rule) {
        return switch (rule) {
            case "dot/eye" -> Array.of(eye(3, 1).matmul(M), M.matmul(eye(3, 1)), batch(EYE, M),
                    EYE.contract(M, NONE, NONE, Ints.of(0, 1), Ints.of(0, 1)), dot(M, 0, EYE, 1), dot(EYE, 0, T, 1),
                    dot(T, 1, EYE, 0), EYE.matmul(V), EYE.matmul(EYE));
            case "dot/diagonal" -> Array.of(diag(U, 1).matmul(M), M.matmul(diag(U, 1)), dot(diag(X), 0, U, 0),
                    dot(Y, 0, diag(X), 0), dot(diag(X), 2, M, 0), dot(M, 1, diag(X), 1), dot(diag(V), 0, M, 1),
                    batch(diag(V), M), diag(V).contract(M, NONE, NONE, Ints.of(0, 1), Ints.of(0, 1)), dot(diag(X), 1, T, 1),
                    dot(T, 1, diag(X), 2), diag(V).matmul(W));
            case "mul/diagonal" -> Array.of(eye(3, 1).times(spread(V, 0)), all(2, M).div(diag(V)).times(spread(W, 0)),
                    all(2, M).times(diag(V)).times(spread(W, 0)), diag(V).times(diag(U, 1)),
                    diag(X).times(over(U, R.shape(), 0)), diag(X).times(over(V, R.shape(), 2)),
                    diag(X).times(over(Y, R.shape(), 0, 2)), diag(X).times(over(V, R.shape(), 1)), diag(X).times(R),
                    diag(X).times(over(M, R.shape(), 1, 2)), diag(V).times(M), diag(V).neg().times(spread(W, 0)),
                    diag(V).times(all(INF, M)), diag(X).times(diag(Y)), diag(U, 1).times(spread(W, 1)),
                    over(EYE, Shape.of(2, 3, 3), 1, 2).times(over(V, R.shape(), 2)),
                    over(EYE, Shape.of(3, 3, 3), 0, 1).times(over3(V, 2)), over(EYE, Shape.of(3, 3, 3), 0, 2).times(over3(V, 2)),
                    over(eye(3, 1), Shape.of(2, 3, 3), 1, 2).times(over(V, R.shape(), 2)), diag(V).times(S.broadcastTo(3, 3)),
                    diag(V).exp().times(spread(W, 0)), diag(V).plus(2).times(spread(W, 0)));
            case "div/diagonal" -> Array.of(diag(V).div(0), diag(V).div(INF), diag(V).div(M), diag(V).div(diag(W)),
                    diag(X).div(over(Y, R.shape(), 0, 2)), diag(X).div(over(M, R.shape(), 1, 2)),
                    diag(U, 1).div(spread(W, 1)), spread(V, 1).div(diag(W)));
            case "diag/ones" -> Array.of(diag(all(1, X)), diag(all(1, V), 1), diag(all(2, V)), diag(all(1, K)));
            case "mul/diagonal-plus" -> Array.of(diag(X).plus(R).times(over(M, R.shape(), 1, 2)),
                    diag(X).plus(R).times(over(Y, R.shape(), 0, 2)), M.plus(N).times(spread(W, 0)),
                    diag(V).times(M).times(spread(W, 0)),
                    beside(M.plus(diag(V)), M.plus(diag(V)).times(spread(W, 0))), M.plus(diag(V)).times(N),
                    M.plus(diag(U, 1)).times(spread(W, 0)), diag(X).plus(R).times(over(U, R.shape(), 0)),
                    M.plus(diag(V)).times(2), M.plus(diag(V)).div(spread(W, 0)), diag(V).minus(M).times(spread(W, 1)),
                    M.plus(diag(V)).times(S.broadcastTo(3, 3)));
            case "slice/eye" -> Array.of(EYE.slice(0, 0, 3, 2), eye(3, 1).slice(0, 1, 3), eye(3, -1).slice(1, 1, 2),
                    EYE.slice(1, 0, 3, 2), M.slice(0, 1, 3));
            case "diagonal/permute" -> Array.of(Expr.apply(new Diagonal(1), M.transpose()), diagonal(T.permute(1, 0, 2)),
                    diagonal(T.permute(0, 2, 1)), diagonal(T.permute(2, 1, 0)), diagonal(M.exp()));
            case "diagonal/elementwise" -> Array.of(beside(M.sin(), diagonal(M.sin())), diagonal(M.matmul(N)),
                    diagonal(M.times(2)), diagonal(M.gt(0).where(M, 1)), diagonal(M.times(INF)));
            case "diagonal/identity" -> Array.of(Expr.apply(new Diagonal(1), EYE), diagonal(eye(3, 1)),
                    diagonal(Expr.apply(new Eye(DType.F64, 2, 3, 0))));
            case "permute/cumsum" -> Array.of(M.cumsum(0, false).transpose(), diag(X).cumsum(1, false).permute(1, 0, 2),
                    diag(V).cumsum(1, false).permute(0, 1), diag(V).cumsum(0, false).transpose(),
                    diag(U, 1).cumsum(0, false).transpose(), diag(V).neg().cumsum(1, true).transpose(),
                    diag(X).cumsum(1, false).permute(0, 2, 1));
            case "neg/diagonal" -> Array.of(diag(U, 1).neg(), EYE.neg(), diag(X).neg(), diag(V).exp());
            case "add/diagonal" -> Array.of(diag(V).plus(diag(U, 1)), diag(V).plus(M), EYE.plus(diag(V)), EYE.minus(diag(V)),
                    diag(X).plus(diag(Y)), diag(V).neg().plus(diag(W)), M.minus(diag(V)), diag(V).plus(EYE.times(3)));
            case "sum/diagonal" -> Array.of(diag(X).sum(0), diag(X).sum(1), diag(X).sum(2), diag(X).sum(0, 1), diag(X).sum(1, 2),
                    diag(X).sum(0, 2), diag(X).sum(), diag(V).max(0), diag(U, 1).sum(0), diag(V).prod(),
                    diag(R).sum(0, 2), diag(R).sum(1, 2), diag(R).sum(0, 1, 3), EYE.sum(0), EYE.sum(), diag(V).neg().sum(1));
            case "diagonal/diag" -> Array.of(diagonal(diag(U, 1)), Expr.apply(new Diagonal(1), diag(U, 1)),
                    Expr.apply(new Diagonal(1), diag(V)));
            case "mul/blocks" -> Array.of(blocks(M).times(INF), blocks(M).times(0), blocks(M).times(over4(N, 0, 2)),
                    blocks(M).times(over4(V, 2)), blocks(M).times(over4(N, 2, 3)),
                    outer(eye(3, 1), EYE).times(over4(M, 0, 2)),
                    outer(EYE, EYE).contract(EYE, NONE, NONE, Ints.of(3), Ints.of(0)).times(over4(M, 0, 2)),
                    Expr.apply(new Dot(Ints.of(0, 1), Ints.of(0, 1), NONE, NONE), outer(EYE, EYE), EYE).times(over4(M, 0, 2)),
                    outer(EYE, EYE).times(2), outer(EYE, EYE).times(over4(V, 3)),
                    blocks(M).div(blocks(N)), over4(M, 0, 1).div(blocks(N)),
                    blocks(M).times(outer(EYE, EYE).permute(0, 2, 1, 3)), blocks(M).times(outer(EYE, EYE)),
                    outer(EYE, EYE.transpose()).times(over4(M, 1, 3)),
                    outer(EYE, M).times(over4(N, 0, 1)), diag(V, 1).reshape(2, 2, 2, 2).times(over(U, Shape.of(2, 2, 2, 2), 0)),
                    diag(var("z", 4, 2)).reshape(2, 2, 2, 2).times(over(U, Shape.of(2, 2, 2, 2), 0)),
                    diag(V.broadcastTo(2, 3).flatten()).reshape(3, 2, 2, 3).times(over(U, Shape.of(3, 2, 2, 3), 1)),
                    outer(EYE, M).times(2), blocks(M).times(T.broadcastTo(3, 3, 3, 3)), outer(EYE, EYE).div(over4(M, 0, 2)),
                    outer(EYE, EYE).permute(1, 0, 2, 3).times(over4(M, 0, 2)),
                    outer(outer(EYE, EYE).permute(0, 2, 1, 3), EYE).times(over(T, Shape.of(3, 3, 3, 3, 3, 3), 0, 1, 4)),
                    T.times(Q), M.times(N),
                    blocks(M).div(2), blocks(M).div(0), outer(EYE, EYE).plus(1).times(over4(M, 0, 2)),
                    blocks(M.sin().transpose()).times(over4(N, 0, 1)));
            case "add/blocks" -> Array.of(blocks(M).plus(outer(EYE, EYE)),
                    outer(EYE, EYE).plus(outer(EYE, EYE).permute(0, 2, 1, 3)),
                    outer(EYE, EYE).permute(0, 2, 1, 3).minus(blocks(M)), blocks(M).plus(over4(M, 0, 1)),
                    outer(EYE, EYE).permute(0, 2, 1, 3).plus(outer(EYE, EYE).permute(0, 2, 3, 1)), M.plus(N),
                    blocks(M).plus(blocks(N).permute(1, 0, 3, 2)));
            case "neg/blocks" -> Array.of(outer(EYE, EYE).neg(), diag(V, 1).reshape(2, 2, 2, 2).neg(),
                    diag(var("z", 4, 2)).reshape(2, 2, 2, 2).neg(), diag(X.flatten()).reshape(2, 3, 3, 2).neg(), diag(V).neg(),
                    outer(M, N).neg(), diag(X.flatten()).neg(), blocks(T).neg(), blocks(T).permute(3, 1, 2, 0, 4, 5).neg());
            case "permute/blocks" -> Array.of(blocks(M), blocks(M).permute(0, 2, 1, 3).permute(0, 2, 1, 3),
                    outer(EYE, EYE).permute(0, 2, 1, 3), blocks(M).permute(0, 2, 1, 3), blocks(X).permute(0, 2, 1, 3),
                    outer(M, N).permute(2, 3, 0, 1),
                    blocks(T).permute(3, 4, 5, 0, 1, 2), outer(EYE, EYE).permute(1, 0, 2, 3), blocks(M).permute(0, 3, 2, 1),
                    blocks(M).exp().permute(2, 3, 0, 1));
            case "sum/blocks" -> Array.of(blocks(M).sum(0), blocks(M).sum(0, 2), blocks(M).sum(0, 1), blocks(M).sum(0, 1, 2),
                    blocks(M).max(2, 3), outer(EYE, EYE).sum(1, 3), blocks(X).sum(2, 1), blocks(X).sum(1), blocks(X).sum(1, 3),
                    blocks(T).sum(3, 4, 5), blocks(T).sum(0, 4, 2), blocks(T).sum(0, 1, 2, 3, 4), diag(V).sum(0));
            case "dot/blocks" -> Array.of(blocks(M).contract(N, NONE, NONE, Ints.of(0, 2), Ints.of(0, 1)),
                    outer(EYE, EYE).contract(M, NONE, NONE, Ints.of(1, 3), Ints.of(0, 1)),
                    blocks(M).contract(V, NONE, NONE, Ints.of(3), Ints.of(0)),
                    blocks(X).contract(Y, NONE, NONE, Ints.of(0, 3), Ints.of(0, 1)),
                    blocks(X).contract(Y, NONE, NONE, Ints.of(2, 1), Ints.of(0, 1)),
                    Y.contract(blocks(X), NONE, NONE, Ints.of(0, 1), Ints.of(0, 1)),
                    blocks(M).contract(T, NONE, NONE, Ints.of(1, 2), Ints.of(0, 2)),
                    T.contract(blocks(M), NONE, NONE, Ints.of(0, 2), Ints.of(1, 2)),
                    blocks(M).contract(outer(M, N), Ints.of(0), Ints.of(0), Ints.of(2, 3), Ints.of(1, 2)),
                    blocks(X).contract(B, NONE, NONE, Ints.of(2, 3), Ints.of(1, 2)),
                    B.contract(blocks(X), NONE, NONE, Ints.of(2, 1), Ints.of(1, 0)), M.matmul(N),
                    blocks(M).contract(blocks(N), NONE, NONE, Ints.of(2, 3), Ints.of(0, 1)));
            default -> Array.empty();
        };
    }
}
