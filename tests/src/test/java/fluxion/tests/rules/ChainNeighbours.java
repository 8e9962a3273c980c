package fluxion.tests.rules;

import static fluxion.tests.rules.Nodes.EYE;
import static fluxion.tests.rules.Nodes.INF;
import static fluxion.tests.rules.Nodes.M;
import static fluxion.tests.rules.Nodes.N;
import static fluxion.tests.rules.Nodes.NONE;
import static fluxion.tests.rules.Nodes.P;
import static fluxion.tests.rules.Nodes.R;
import static fluxion.tests.rules.Nodes.S;
import static fluxion.tests.rules.Nodes.SYMMETRIC;
import static fluxion.tests.rules.Nodes.T;
import static fluxion.tests.rules.Nodes.U;
import static fluxion.tests.rules.Nodes.V;
import static fluxion.tests.rules.Nodes.W;
import static fluxion.tests.rules.Nodes.X;
import static fluxion.tests.rules.Nodes.Y;
import static fluxion.tests.rules.Nodes.all;
import static fluxion.tests.rules.Nodes.batch;
import static fluxion.tests.rules.Nodes.beside;
import static fluxion.tests.rules.Nodes.cofactor;
import static fluxion.tests.rules.Nodes.diag;
import static fluxion.tests.rules.Nodes.diagonal;
import static fluxion.tests.rules.Nodes.dot;
import static fluxion.tests.rules.Nodes.eye;
import static fluxion.tests.rules.Nodes.outer;
import static fluxion.tests.rules.Nodes.over3;
import static fluxion.tests.rules.Nodes.over;
import static fluxion.tests.rules.Nodes.spread;
import static fluxion.tests.rules.Nodes.turnedSolve;
import static fluxion.tests.rules.Nodes.var;
import static fluxion.tests.rules.Nodes.vectors;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Those of {@link RuleNeighbours} for products of matrices in a row, inverses and determinants. */
final class ChainNeighbours {
    private ChainNeighbours() {}

    static Seq<Expr> of(String rule) {
        return chains(rule).appendAll(inverses(rule));
    }

    private static Seq<Expr> chains(String rule) {
        Expr mn = M.matmul(N);
        Expr pair = M.plus(M.transpose());
        Expr inverse = N.matmul(M).inv();
        return switch (rule) {
            case "dot/inverse" -> Array.of(beside(mn, N.matmul(mn)), beside(inverse, M.matmul(inverse)),
                    M.inv().matmul(N.matmul(M).inv()), M.inv().matmul(N).inv().matmul(M), M.matmul(N.matmul(M.square()).inv()),
                    X.transpose().matmul(X).inv().matmul(X.transpose()), pair.transpose().matmul(pair.inv()),
                    M.transpose().matmul(M.inv()), M.solve(N).transpose().matmul(M.transpose()),
                    dot(M, 1, dot(M.inv(), 1, T, 0), 0), V.matmul(M).dot(M.inv().matmul(V)), V.matmul(M).matmul(M.inv()),
                    M.inv().matmul(dot(V, 0, M, 1)), dot(V, 0, M, 0).matmul(M.inv()), dot(M, 0, M.inv().transpose(), 0),
                    dot(M, 1, M.inv(), 1),
                    dot(M, 1, M.inv().transpose(), 1), dot(M, 1, dot(M.transpose(), 1, M.inv(), 1), 0),
                    N.matmul(N.inv().matmul(M.matmul(V))), N.matmul(N.inv().matmul(M.transpose().matmul(V))),
                    N.matmul(N.inv().matmul(M.transpose().matmul(P))), N.matmul(N.inv().matmul(M.matmul(P.transpose()))),
                    N.matmul(N.inv().matmul(M.matmul(P.transpose().matmul(M)))),
                    M.transpose().matmul(P).matmul(N).matmul(N.inv()), N.inv().matmul(N).matmul(M.inv()),
                    M.matmul(M.inv()).transpose(), M.transpose().matmul(N).matmul(N.inv()), T.matmul(T.inv()),
                    M.matmul(T.inv().sum(0)), M.solve(V), M.solve(mn), beside(mn, M.solve(mn)),
                    M.solve(turnedSolve(N, M)), turnedSolve(M, M.transpose().matmul(V)), turnedSolve(M, M.matmul(V)),
                    turnedSolve(M, V).dot(M.matmul(V)), M.matmul(M.solve(V)), M.matmul(turnedSolve(M, V)),
                    M.transpose().matmul(turnedSolve(M, V)), N.matmul(N.inv().matmul(M.matmul(V)).sin()),
                    beside(M.inv(), M.matmul(M.inv())), M.matmul(N).matmul(N.inv()).matmul(V),
                    M.matmul(N.matmul(P.matmul(M)).inv()), N.matmul(P).matmul(N.matmul(P).inv()),
                    N.matmul(P.matmul(N.matmul(P).inv())), M.matmul(N.transpose().matmul(M).inv()),
                    pair.matmul(N.matmul(pair.transpose()).inv()), outer(M, M.inv()), batch(M, M.inv()),
                    M.matmul(M.solve(M).transpose()), M.inv().matmul(M.inv()), M.solve(N).matmul(N.inv()),
                    M.matmul(M.matmul(M.matmul(M.matmul(M.matmul(M.inv().matmul(V)))))),
                    beside(M.solve(V), M.matmul(M.solve(V))), U.dot(U).broadcastTo(3, 3).matmul(M.inv()));
            case "dot/symmetric" -> Array.of(dot(M.permute(0, 1).plus(M), 0, V, 0), dot(M.plus(M.permute(0, 1)), 0, V, 0),
                    dot(EYE, 0, V, 0), dot(eye(3, 1), 0, V, 0), dot(diag(V), 0, W, 0),
                    dot(diag(U, 1), 0, V, 0), dot(S.broadcastTo(3, 3), 0, V, 0), dot(spread(V, 0), 0, V, 0),
                    dot(all(2, M), 0, V, 0), dot(SYMMETRIC.inv(), 0, V, 0), dot(cofactor(SYMMETRIC), 0, V, 0),
                    dot(SYMMETRIC.expm(), 0, V, 0),
                    dot(SYMMETRIC.transpose(), 0, V, 0), dot(SYMMETRIC.cholesky(), 0, V, 0), dot(outer(V, V), 0, W, 0),
                    dot(outer(V, W), 0, W, 0), dot(pair, 0, V, 0), dot(M.transpose().plus(M), 0, V, 0),
                    dot(M.minus(M.transpose()), 0, V, 0), dot(M.plus(N.transpose()), 0, V, 0), dot(SYMMETRIC.exp(), 0, V, 0),
                    dot(SYMMETRIC.plus(EYE), 0, V, 0), dot(SYMMETRIC.plus(M), 0, V, 0),
                    dot(M.matmul(SYMMETRIC).matmul(M.transpose()), 0, V, 0), dot(M.matmul(N).matmul(M.transpose()), 0, V, 0),
                    dot(M.inv().matmul(M.transpose()), 0, V, 0), dot(M.inv().matmul(M.inv().transpose()), 0, V, 0),
                    dot(X, 1, pair, 1), dot(X, 1, M, 1),
                    dot(pair, 1, V, 0), pair.contract(M, NONE, NONE, Ints.of(0, 1), Ints.of(0, 1)),
                    Expr.apply(new Dot(Ints.of(0), Ints.of(0), Ints.of(1), Ints.of(1)), pair, M), dot(pair, 0, pair, 1),
                    dot(T, 0, V, 0), dot(pair.neg(), 0, V, 0), dot(M.times(M.transpose()), 0, V, 0),
                    dot(M.div(M.transpose()), 0, V, 0),
                    dot(M.pow(2).plus(M.transpose().pow(2)), 0, V, 0), dot(pair.permute(0, 1), 0, V, 0),
                    dot(SYMMETRIC.solve(SYMMETRIC), 0, V, 0),
                    dot(Expr.apply(new Dot(Ints.of(0, 1), Ints.of(0, 1), NONE, NONE), M, M), 0, V, 0),
                    dot(pair.cumsum(0, false), 0, V, 0), dot(M.matmul(pair.inv()).matmul(M.transpose()), 0, V, 0),
                    dot(M.matmul(M.inv()), 0, V, 0), dot(pair.matmul(pair.transpose()), 0, V, 0),
                    dot(pair.matmul(pair), 0, V, 0), dot(M.matmul(M), 0, V, 0), dot(pair.inv().matmul(M), 0, V, 0),
                    dot(outer(S, pair), 0, V, 0), dot(pair.cbrt().plus(2), 0, V, 0), dot(X.transpose().matmul(X), 0, V, 0),
                    dot(X.transpose().matmul(Y), 0, V, 0),
                    dot(X.matmul(M), 0, U, 0), dot(pair.gt(0).where(pair, 1), 0, V, 0), dot(M.gt(0).where(pair, 1), 0, V, 0));
            case "permute/symmetric" -> Array.of(M.transpose().plus(M).transpose(), M.minus(M.transpose()).transpose(),
                    pair.permute(0, 1), T.plus(T.permute(0, 2, 1)).permute(0, 2, 1), outer(V, V).transpose(),
                    outer(V, W).transpose(), X.matmul(M).matmul(X.transpose()).transpose(), M.matmul(pair).transpose(),
                    V.permute(0), S.broadcastTo(3, 3).transpose(), spread(V, 1).transpose(),
                    Expr.apply(new Eye(DType.F64, 2, 3, 0)).transpose(), pair.exp().sin().cos().sin().cos().sin().transpose());
            case "permute/scaled-inverse" -> Array.of(T.inv().times(2).permute(0, 2, 1), M.times(S).transpose(),
                    beside(M.inv().times(S), M.inv().times(S).transpose()), M.neg().transpose(), M.inv().exp().transpose(),
                    M.inv().dividedInto(2).transpose(), M.inv().times(0).transpose(), M.inv().times(spread(V, 0)).transpose(),
                    M.inv().times(2).transpose());
            case "dot/cofactor" -> Array.of(M.transpose().matmul(cofactor(mn).inv()).matmul(cofactor(P)),
                    cofactor(P).matmul(cofactor(mn).inv()).matmul(N.transpose()),
                    M.transpose().matmul(cofactor(mn).inv()), M.transpose().inv().matmul(cofactor(mn)),
                    cofactor(X.transpose().matmul(X)).matmul(X.transpose()), cofactor(M.transpose()).matmul(M),
                    N.matmul(cofactor(mn).transpose()), M.transpose().matmul(cofactor(M.inv().matmul(N))), M.matmul(cofactor(N)),
                    M.matmul(N),
                    cofactor(M.transpose()).matmul(M.transpose()), M.transpose().matmul(cofactor(M.solve(N))),
                    M.transpose().matmul(cofactor(M.exp())), P.matmul(M.transpose()).matmul(cofactor(mn)),
                    cofactor(mn).matmul(P).matmul(N.transpose()), M.transpose().matmul(cofactor(M.matmul(N.matmul(P)))),
                    cofactor(M).transpose().matmul(M),
                    cofactor(M).matmul(cofactor(N)), M.transpose().matmul(cofactor(M)).matmul(V),
                    M.inv().transpose().matmul(cofactor(M)), cofactor(pair).matmul(pair),
                    beside(cofactor(mn), M.transpose().matmul(cofactor(mn))),
                    M.matmul(N.matmul(M.transpose().matmul(cofactor(M)))), N.transpose().matmul(cofactor(mn)),
                    T.matmul(cofactor(M)), M.transpose().matmul(cofactor(M.transpose().matmul(N.inv()))));
            case "dot/eigenvectors" -> {
                Expr v = vectors(M);
                Expr w = vectors(N);
                Expr q = M.qr().r();
                yield Array.of(v.matmul(v.inv().transpose()), v.inv().transpose().matmul(v), v.matmul(v.transpose().inv()),
                        v.inv().matmul(v.transpose()), q.matmul(q.transpose()),
                        v.matmul(w.transpose()), v.matmul(v), v.matmul(M), v.matmul(V), dot(v, 0, v, 0), dot(v, 1, v, 1),
                        v.matmul(v.transpose()).matmul(M), v.transpose().inv().matmul(v.inv()), outer(v, v), T.matmul(v),
                        v.matmul(v.transpose().matmul(v)), M.qr().q().matmul(M.qr().q().transpose()), dot(v, 0, V, 0));
            }
            case "sum/inverse" -> Array.of(M.times(M.inv().transpose()).sum(0), T.times(T.inv().permute(0, 2, 1)).sum(),
                    SYMMETRIC.times(SYMMETRIC.inv()).sum(), SYMMETRIC.inv().times(SYMMETRIC).sum(), M.times(M.inv()).sum(),
                    M.times(M.inv().transpose()).max(), M.plus(M.inv().transpose()).sum(), M.times(N.inv().transpose()).sum(),
                    M.inv().times(M).sum(), M.times(N).sum(), M.inv().transpose().times(M).sum(),
                    M.div(M.inv().transpose()).sum());
            default -> Array.empty();
        };
    }

    private static Seq<Expr> inverses(String rule) {
        Expr mn = M.matmul(N);
        return switch (rule) {
            case "inverse/inverse" -> Array.of(M.exp().inv(), T.inv().inv());
            case "inverse/transpose" -> Array.of(T.permute(0, 2, 1).inv(), T.permute(1, 0, 2).inv(), T.permute(2, 1, 0).inv(),
                    M.exp().inv());
            case "inverse/scaled" -> Array.of(M.dividedInto(2).inv(), M.times(spread(V, 0)).inv(), M.times(INF).inv(),
                    M.times(0).inv(), M.plus(2).inv(), beside(M.times(2), M.times(2).inv()), M.div(2).inv(),
                    S.broadcastTo(3, 3).times(M).inv(), S.broadcastTo(3, 3).div(M).inv(), M.times(Double.NaN).inv());
            case "inverse/diagonal" -> Array.of(EYE.inv(), diag(X).inv(), eye(3, 1).plus(EYE).inv(), diag(U, 1).inv(), M.inv());
            case "inverse/exp" -> Array.of(beside(M.expm(), M.expm().inv()), M.exp().inv());
            case "det/transpose" -> Array.of(T.permute(0, 2, 1).det(), T.permute(1, 0, 2).det(), M.exp().det());
            case "det/inverse" -> Array.of(T.inv().det(), M.det());
            case "det/diagonal" -> Array.of(EYE.det(), eye(3, 1).det(), diag(U, 1).det(), diag(X).det(), diag(X).logAbsDet(),
                    M.det());
            case "det/triangular" -> Array.of(M.det(), SYMMETRIC.cholesky().slogdet().sign());
            case "det/exp" -> Array.of(M.det(), M.expm().slogdet().sign(), T.expm().logAbsDet());
            case "log-det/scaled" -> Array.of(M.times(2).det(), M.times(2).slogdet().sign(),
                    beside(M.times(2), M.times(2).logAbsDet()), M.times(0).logAbsDet(), M.times(INF).logAbsDet(),
                    M.times(spread(V, 0)).logAbsDet(), M.dividedInto(2).logAbsDet(), M.div(3).logAbsDet(),
                    T.times(2).logAbsDet(), M.plus(2).logAbsDet(),
                    var("z", 0, 0).times(2).logAbsDet());
            case "log-det/gram" -> Array.of(SYMMETRIC.det(), M.inv().transpose().matmul(M).logAbsDet(),
                    M.matmul(M.transpose()).matmul(N).logAbsDet(), X.matmul(X.transpose()).logAbsDet(),
                    T.matmul(T.permute(0, 2, 1)).logAbsDet(), M.matmul(M).logAbsDet(), mn.logAbsDet(),
                    turnedSolve(M, M).logAbsDet(), M.logAbsDet(),
                    M.exp().logAbsDet(), M.matmul(N.transpose()).logAbsDet(), M.transpose().matmul(M).logAbsDet(),
                    dot(M, 1, M, 1).logAbsDet(), dot(M, 0, M, 0).logAbsDet(), SYMMETRIC.slogdet().sign(),
                    M.inv().matmul(M.inv().transpose()).logAbsDet());
            case "cofactor/det" -> Array.of(cofactor(M).div(M.logAbsDet()), cofactor(M).div(N.det()),
                    M.det().broadcastTo(3, 3).div(cofactor(M)), cofactor(M).times(M.det()), cofactor(M).times(M.det().pow(-2)),
                    M.det().reciprocal().broadcastTo(3, 3).times(cofactor(M)), cofactor(M).div(S), cofactor(M).div(M),
                    cofactor(M).times(N),
                    cofactor(T).div(over3(T.det(), 0)), cofactor(M).div(M.det().sin()), M.exp().div(M.det()),
                    cofactor(M).times(N.det().reciprocal()), cofactor(M).times(M.slogdet().sign().reciprocal()),
                    cofactor(M).times(S));
            case "cofactor/inverse" -> Array.of(cofactor(T.inv()), cofactor(M), cofactor(M.exp()));
            case "solve/identity" -> Array.of(M.solve(eye(3, 1)), M.solve(N), R.solve(over(EYE, R.shape(), 1, 2)));
            case "solve/scaled" -> Array.of(beside(V.times(2), M.solve(V.times(2))), M.solve(V.exp()), M.solve(V.div(2)),
                    M.solve(V), turnedSolve(M, V.times(2)), M.solve(V.times(S.broadcastTo(3))));
            case "solve/transpose" -> Array.of(turnedSolve(M.transpose(), V), M.solve(V), T.permute(1, 0, 2).solve(T),
                    T.permute(2, 1, 0).solve(T));
            case "solve/symmetric" -> Array.of(SYMMETRIC.solve(V), turnedSolve(M, V), turnedSolve(M.plus(M.transpose()), N));
            case "solve/diagonal" -> Array.of(EYE.solve(V), T.plus(diag(M)).solve(M), diag(M).solve(M), diag(M).solve(T),
                    diag(U, 1).solve(V), M.solve(V), diag(V).solve(M));
            default -> Array.empty();
        };
    }
}
