package fluxion.tests.rules;

import static fluxion.tests.rules.Nodes.B;
import static fluxion.tests.rules.Nodes.EYE;
import static fluxion.tests.rules.Nodes.INF;
import static fluxion.tests.rules.Nodes.K;
import static fluxion.tests.rules.Nodes.L;
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
import static fluxion.tests.rules.Nodes.eye;
import static fluxion.tests.rules.Nodes.joined;
import static fluxion.tests.rules.Nodes.over3;
import static fluxion.tests.rules.Nodes.over;
import static fluxion.tests.rules.Nodes.pad;
import static fluxion.tests.rules.Nodes.spread;
import static fluxion.tests.rules.Nodes.var;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.Cast;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Pad;
import fluxion.core.op.Reduce;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Those of {@link RuleNeighbours} for constants and movements. */
final class MovementNeighbours {
    private MovementNeighbours() {}

    static Seq<Expr> of(String rule) {
        return rule.startsWith("constant/") ? constants(rule) : movements(rule);
    }

    private static Seq<Expr> constants(String rule) {
        Expr truth = Tensor.of(true).broadcastTo(X.shape());
        Expr lie = Tensor.of(false).broadcastTo(X.shape());
        return switch (rule) {
            case "constant/elementwise" -> Array.of(all(2, X).lt(1).where(all(2, X), 3), all(2.5, X).cast(DType.I32),
                    all(3e9, X).cast(DType.I32),
                    all(1L << 33, L).cast(DType.I32), all(5, L).cast(DType.BOOL), all(0, L).cast(DType.BOOL),
                    truth.cast(DType.F64),
                    all(Integer.MAX_VALUE, K).plus(1), all(3e9, L).plus(1), all(3, K).gt(2), all(3, K).lt(2), all(3, L).eq(3),
                    truth.and(lie),
                    truth.or(lie), truth.xor(truth), truth.not(), lie.not(), truth.eq(lie), lie.stopGradient(),
                    truth.stopGradient(), all(2, X).stopGradient(),
                    all(INF, X).isInf(), all(2, X).isInf(), all(Double.NaN, X).isNan(), all(1, X).isNan(), all(1, X).isFinite(),
                    all(INF, X).isFinite(),
                    all(7, K).floorDivide(all(0, K)), all(2, K).stopGradient(), all(1.5, X).cast(DType.F32), all(2, K).pow(3),
                    all(3, K).isFinite());
            case "constant/movement" -> Array.of(joined(0, all(2, X), all(2, Y)), joined(0, all(2, X), all(3, X)),
                    joined(0, all(2, X), Y),
                    diagonal(all(2, M)), S.broadcastTo(3), all(2, V).broadcastTo(4, 3), all(2, X).slice(0, 1, 1),
                    X.pad(Ints.of(1, 0), Ints.of(0, 0), 2),
                    all(2, X).pad(Ints.of(1, 0), Ints.of(0, 0), 3), joined(0, Y, all(2, X)));
            case "constant/reduce" -> Array.of(all(2, K).prod(), all(3, K).max(), Tensor.of(2.0).broadcastTo(0, 3).sum(0),
                    Tensor.of(2.0).broadcastTo(0, 3).prod(0),
                    Tensor.of(2.0).broadcastTo(0, 3).sum(), all(3, X).min(0), Tensor.of(true).broadcastTo(2, 3).all(),
                    all(1, K).sum());
            case "constant/zeros" -> Array.of(diag(all(-0.0, V)), diag(all(1, V)), all(-0.0, V).cumsum(0, false),
                    all(2, V).cumsum(0, false));
            default -> Array.empty();
        };
    }

    private static Seq<Expr> movements(String rule) {
        return switch (rule) {
            case "move/nothing" -> Array.of(X.cast(DType.F64), X.cast(DType.F32), Expr.apply(new Cast(DType.F64), X),
                    Expr.apply(new Reduce(Reduce.Kind.SUM, NONE), X),
                    over(X, X.shape(), 0, 1), X.flip(0), X.flip(1), joined(0, X, Y), X.pad(Ints.of(1, 0), Ints.of(0, 0)),
                    X.slice(0, 0, 1), X.reshape(6),
                    X.sum(0), X.slice(0, 0, 1).flip(0, 1), X.sin(), over(X, Shape.of(4, 2, 3), 1, 2), M.transpose());
            case "permute/diagonal" -> Array.of(diag(X).permute(0, 2, 1), diag(X).permute(1, 0, 2), V.permute(0),
                    eye(3, 1).transpose(), M.exp().transpose(),
                    diag(R).permute(1, 0, 2, 3), diag(R).permute(0, 1, 3, 2));
            case "permute/dot" -> Array.of(M.matmul(N).transpose(), R.matmul(M).permute(1, 0, 2), R.matmul(M).permute(2, 0, 1),
                    batch(M, N).permute(0, 2, 1),
                    batch(M, N).permute(2, 1, 0), beside(M.matmul(N), M.matmul(N).transpose()));
            case "elementwise/permutes" -> Array.of(X.gt(0).transpose().where(X.transpose(), 2), X.transpose().plus(2),
                    X.transpose().plus(M.slice(0, 0, 3).slice(1, 0, 2)),
                    X.transpose().plus(var("o", 3, 2)), T.permute(2, 0, 1).plus(Q.permute(1, 2, 0)),
                    beside(X.transpose(), X.transpose().plus(Y.transpose())),
                    all(2, X.transpose()).plus(X.transpose()), var("o", 3, 2).plus(X.transpose()), X.transpose().sin(),
                    X.gt(0).transpose().where(2, X.transpose()));
            case "permute/elementwise" -> Array.of(M.transpose().plus(EYE).transpose(),
                    R.permute(0, 2, 1).plus(diag(X)).permute(0, 2, 1),
                    R.permute(1, 0, 2).plus(var("z", 3, 2, 3)).permute(1, 0, 2),
                    R.permute(1, 0, 2).plus(diag(var("z", 3, 2)).reshape(3, 2, 2).sum(2).broadcastTo(3, 3, 2).permute(0, 2, 1))
                    .permute(1, 0, 2),
                    T.permute(1, 0, 2).plus(diag(M)).permute(1, 0, 2), T.permute(0, 2, 1).plus(diag(M)).permute(0, 2, 1),
                    M.transpose().times(spread(V, 0)).transpose(),
                    T.permute(1, 2, 0).plus(over3(M, 0, 1)).permute(2, 0, 1),
                    T.permute(1, 2, 0).plus(over3(M, 1, 2)).permute(2, 0, 1), M.transpose().plus(M.matmul(N)).transpose(),
                    beside(M.matmul(N), M.transpose().plus(M.matmul(N)).transpose()),
                    beside(M.transpose(), M.transpose().plus(N.sin()).transpose()),
                    beside(M.transpose(), M.transpose().exp().transpose()),
                    T.permute(1, 0, 2).plus(V.broadcastTo(3, 3, 3)).permute(1, 0, 2),
                    M.transpose().sin().cos().sin().cos().sin().cos().transpose(), M.transpose().times(N).plus(P).transpose(),
                    M.sin().transpose(), M.transpose().plus(2).transpose(),
                    T.permute(0, 2, 1).plus(batch(M, N)).permute(0, 2, 1), T.permute(2, 1, 0).plus(batch(M, N)).permute(2, 1, 0),
                    M.transpose().plus(N.transpose()).transpose(),
                    M.transpose().plus(N).plus(P.transpose()).transpose(),
                    beside(M.transpose().plus(1), M.transpose().plus(1).times(N.transpose()).transpose()),
                    M.transpose().times(N.transpose().times(P.transpose())).transpose(),
                    T.permute(1, 2, 0).sin().permute(1, 2, 0), M.transpose().plus(eye(3, 1)).transpose());
            case "slice/slice" -> Array.of(V.slice(0, 0, 3, 2).slice(0, 2, 2), V.slice(0, 0, 3, 2).slice(0, 1, 2),
                    X.slice(1, 0, 3, 2).slice(1, 0, 1), V.slice(0, 1, 3).slice(0, 0, 0));
            case "slice/pad" -> Array.of(pad(X, Ints.of(0, 0), Ints.of(0, 0), Ints.of(0, 1), 0).slice(1, 0, 3),
                    pad(V, Ints.of(1), Ints.of(1), Ints.of(1), 0).slice(0, 1, 4),
                    V.pad(Ints.of(1), Ints.of(1)).slice(0, 0, 3), V.pad(Ints.of(1), Ints.of(1)).slice(0, 2, 5),
                    V.pad(Ints.of(1), Ints.of(1)).slice(0, 1, 4, 2));
            case "slice/broadcast" -> Array.of(V.broadcastTo(4, 3).slice(0, 1, 3).slice(1, 0, 2),
                    S.broadcastTo(2, 3).slice(1, 0, 2), V.broadcastTo(4, 3).slice(0, 0, 4, 2));
            case "slice/concatenate" -> Array.of(joined(0, X, Y).slice(0, 1, 3), joined(0, X, Y).slice(0, 2, 2),
                    joined(0, X, Y).slice(1, 0, 2), joined(0, X, Y).slice(0, 0, 2).slice(1, 1, 2),
                    joined(0, X, Y).slice(0, 3, 4));
            case "pad/pad" -> Array.of(pad(X.pad(Ints.of(1, 0), Ints.of(0, 1)), Ints.of(0, 0), Ints.of(1, 0), Ints.of(1, 0), 0),
                    pad(X, Ints.of(0, 0), Ints.of(1, 0), Ints.of(1, 0), 0).pad(Ints.of(1, 0), Ints.of(0, 0)),
                    X.pad(Ints.of(1, 0), Ints.of(0, 0), 1).pad(Ints.of(1, 0), Ints.of(0, 0), 0),
                    Expr.apply(new Pad(Ints.of(1), Ints.of(0), Ints.of(0)),
                    Expr.apply(new Pad(Ints.of(0), Ints.of(1), Ints.of(0)), V, S), S),
                    Expr.apply(new Pad(Ints.of(1), Ints.of(0), Ints.of(0)), V.pad(Ints.of(0), Ints.of(1)), S),
                    X.pad(Ints.of(1, 0), Ints.of(0, 0), INF).pad(Ints.of(1, 0), Ints.of(0, 0), INF),
                    X.sin().pad(Ints.of(1, 0), Ints.of(0, 0)));
            case "concatenate/nested" -> Array.of(joined(0, joined(1, X, Y), joined(1, X, X)),
                    beside(joined(0, X, Y), joined(0, joined(0, X, Y), X)), joined(0, X, joined(0, X, Y)));
            case "concatenate/slices" -> Array.of(joined(0, B.slice(0, 0, 1), B.slice(0, 1, 2)),
                    joined(0, B.slice(0, 0, 1), B.exp().slice(0, 1, 4)), joined(0, V.slice(0, 0, 3, 2), V.slice(0, 2, 3)),
                    joined(0, V.slice(0, 0, 1), V.slice(0, 2, 3), V.slice(0, 1, 2)),
                    joined(0, V.slice(0, 0, 1), V.slice(0, 1, 2), V.slice(0, 2, 3)),
                    joined(1, X.slice(1, 0, 1), X.slice(1, 1, 3)),
                    joined(0, X.slice(1, 0, 1), X.slice(1, 1, 2)), joined(0, V.slice(0, 0, 2), W.slice(0, 2, 3)),
                    joined(0, V.slice(0, 0, 3)), joined(0, V.slice(0, 0, 1), U),
                    joined(0, U, V.slice(0, 2, 3)), joined(0, V.slice(0, 1, 3), V.slice(0, 0, 1)));
            case "flip/broadcast" -> Array.of(over(X, Shape.of(4, 2, 3), 1, 2).flip(1),
                    over(X, Shape.of(4, 2, 3), 1, 2).flip(0, 2), S.broadcastTo(3).flip(0));
            case "flip/flip" -> Array.of(B.flip(0).flip(1), B.flip(0).flip(0, 1), B.sin().flip(0));
            case "permute/broadcast" -> Array.of(over3(M, 0, 2).permute(2, 0, 1), over3(M, 0, 2).permute(1, 0, 2),
                    over3(M, 0, 1).permute(1, 0, 2));
            case "permute/others" -> Array.of(moved(1, V, 1, M).transpose(), moved(0, V, 1, EYE).transpose(),
                    moved(1, V, 0, EYE).transpose(), moved(1, V, 1, eye(3, 1)).transpose(),
                    Expr.apply(new LeaveOneOutProduct(1), spread(V, 1)).transpose(), Expr.apply(new LeaveOneOutProduct(1), M, EYE).transpose(),
                    moved(1, V, 1, EYE).permute(0, 1));
            default -> Array.empty();
        };
    }

    private static Expr moved(int axis, Expr x, int along, Expr by) {
        return Expr.apply(new LeaveOneOutProduct(axis), spread(x, along), by);
    }
}
