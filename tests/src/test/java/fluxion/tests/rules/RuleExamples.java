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
import fluxion.core.op.CumSum;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Pad;
import fluxion.core.op.Power;
import fluxion.core.op.Reshape;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** For each rule that patterns cannot say, expressions that it replaces; {@link Perturbed} makes those that nearly match. */
final class RuleExamples {
    private static final Var S = new Var("s", TensorType.scalar(DType.F64));
    private static final Var X = new Var("x", TensorType.of(DType.F64, 2, 3));
    private static final Var Y = new Var("y", TensorType.of(DType.F64, 2, 3));
    private static final Var F = new Var("f", TensorType.of(DType.F32, 4));
    private static final Var K = new Var("k", TensorType.of(DType.I32, 4));
    private static final Var V = new Var("v", TensorType.of(DType.F64, 3));
    private static final Var W = new Var("w", TensorType.of(DType.F64, 3));
    private static final Var M = new Var("m", TensorType.of(DType.F64, 3, 3));
    private static final Var N = new Var("n", TensorType.of(DType.F64, 3, 3));
    private static final Var T = new Var("t", TensorType.of(DType.F64, 3, 3, 3));
    private static final Var B = new Var("b", TensorType.of(DType.F64, 4, 2, 3));
    private static final Expr EYE = Expr.apply(new Eye(DType.F64, 3, 3, 0));

    private RuleExamples() {}

    private static Expr diag(Expr v) {
        return Expr.apply(new Diag(0), v);
    }

    private static Expr spread(Expr x, int axis) {
        return Expr.apply(new Broadcast(Shape.of(3, 3), Ints.of(axis)), x);
    }

    private static Expr num(double value) {
        return Tensor.of(value).broadcastTo(X.shape());
    }

    private static Expr over(Expr x, int... axes) {
        return Expr.apply(new Broadcast(Shape.of(3, 3, 3, 3), Ints.of(axes)), x);
    }

    private static Expr over3(Expr x, int... axes) {
        return Expr.apply(new Broadcast(Shape.of(3, 3, 3), Ints.of(axes)), x);
    }

    /** x[i, j] at [i, j, i, j], else 0. */
    private static Expr blocks(Expr x) {
        return diag(x.flatten()).reshape(new Shape(x.shape().dims().concat(x.shape().dims())));
    }

    private static Expr cof(Expr m) {
        return Expr.apply(new LinearAlgebra.Cofactor(), m);
    }

    /** The products of others of a vector, in rows, moved by those of a matrix. */
    private static Expr moved(Expr x, Expr by) {
        return Expr.apply(new LeaveOneOutProduct(1), spread(x, 1), by);
    }

    /** Those of one decomposition. */
    private static final Expr VECTORS = M.plus(M.transpose()).eigh().vectors();

    private static Expr eigenvectors() {
        return VECTORS;
    }

    private static Expr two(Expr like) {
        return Tensor.number(like.dtype(), 2).broadcastTo(like.shape());
    }

    private static Expr outer(Expr x, Expr y) {
        return Expr.apply(new Dot(Ints.empty(), Ints.empty(), Ints.empty(), Ints.empty()), x, y);
    }

    static Seq<Expr> of(String rule) {
        return switch (rule) {
            case "constant/elementwise" -> Array.of(two(X).times(3), two(F).sin(), two(K).minus(5),
                    two(X).gt(1).where(two(X), 3), two(F).cast(DType.I64),
                    Tensor.of(7).remainder(Tensor.of(-3)));
            case "constant/movement" -> Array.of(two(X).transpose(), two(X).reshape(6), two(X).slice(0, 0, 1), two(X).flip(0),
                    two(X).pad(Ints.of(1, 1), Ints.of(0, 0), 2));
            case "constant/reduce" -> Array.of(two(X).sum(0), two(X).prod(1), two(X).max(), two(X).logsumexp(0), two(K).sum());
            case "constant/zeros" -> Array.of(Expr.apply(new CumSum(0, false),
                    X.shape().isScalar() ? X : Tensor.zeros(X.type())), diag(Tensor.zeros(V.type())),
                    Tensor.zeros(V.type()).dynamicSlice(Tensor.of(new int[] {0}), 1));
            case "move/nothing" -> Array.of(X.permute(0, 1), Expr.apply(new Reshape(X.shape()), X), X.slice(0, 0, 2),
                    X.pad(Ints.of(0, 0), Ints.of(0, 0)),
                    Expr.apply(new Concatenate(0), X), X.slice(0, 0, 1).flip(0));
            case "permute/permute" -> Array.of(B.permute(2, 0, 1).permute(1, 0, 2));
            case "reshape/reshape" -> Array.of(B.reshape(8, 3).reshape(6, 4));
            case "broadcast/broadcast" -> Array.of(V.broadcastTo(2, 3).broadcastTo(4, 2, 3), S.broadcastTo(3).broadcastTo(2, 3));
            case "flip/flip" -> Array.of(B.flip(0, 2).flip(0, 2));
            case "permute/broadcast" -> Array.of(V.broadcastTo(2, 3).transpose(), X.broadcastTo(4, 2, 3).permute(1, 0, 2));
            case "permute/diagonal" -> Array.of(diag(V).transpose(), Expr.apply(new Diag(1), V).transpose(),
                    Expr.apply(new Eye(DType.F64, 2, 3, 1)).transpose());
            case "permute/dot" -> Array.of(X.matmul(M).transpose());
            case "permute/elementwise" -> Array.of(X.transpose().times(2).transpose(),
                    X.transpose().plus(Y.transpose().sin()).transpose());
            case "slice/slice" -> Array.of(B.slice(0, 1, 4).slice(0, 0, 2).slice(2, 0, 3, 2), B.slice(0, 0, 4, 2).slice(0, 1, 2));
            case "slice/broadcast" -> Array.of(V.broadcastTo(2, 3).slice(1, 1, 3), V.broadcastTo(2, 3).slice(0, 0, 1),
                    S.broadcastTo(4).slice(0, 1, 3));
            case "slice/pad" -> Array.of(X.pad(Ints.of(1, 0), Ints.of(0, 0)).slice(0, 1, 3),
                    V.pad(Ints.of(2), Ints.of(1)).slice(0, 3, 5));
            case "slice/concatenate" -> Array.of(Expr.apply(new Concatenate(0), X, Y).slice(0, 2, 4),
                    Expr.apply(new Concatenate(1), X, Y).slice(1, 1, 3));
            case "pad/pad" -> Array.of(X.pad(Ints.of(1, 0), Ints.of(0, 1)).pad(Ints.of(0, 2), Ints.of(1, 0)));
            case "concatenate/nested" -> Array.of(Expr.apply(new Concatenate(0), Expr.apply(new Concatenate(0), X, Y), X));
            case "concatenate/slices" -> Array.of(Expr.apply(new Concatenate(0), B.slice(0, 0, 1), B.slice(0, 1, 4)));
            case "flip/broadcast" -> Array.of(V.broadcastTo(2, 3).flip(0), V.broadcastTo(2, 3).flip(0, 1));
            case "dot/eye" -> Array.of(X.matmul(EYE), EYE.matmul(M),
                    B.contract(EYE, Ints.empty(), Ints.empty(), Ints.of(2), Ints.of(0)));
            case "dot/diagonal" -> Array.of(diag(V).matmul(M), M.matmul(diag(V)), B.matmul(diag(V)), diag(V).matmul(diag(W)));
            case "mul/diagonal" -> Array.of(EYE.times(V), EYE.times(spread(V, 0)), diag(V).times(spread(W, 1)), diag(V).times(2),
                    diag(V).times(diag(W)));
            case "neg/diagonal" -> Array.of(diag(V).neg());
            case "add/diagonal" -> Array.of(diag(V).plus(diag(W)), diag(V).minus(diag(W)));
            case "sum/diagonal" -> Array.of(diag(V).sum(0), diag(V).sum(1), diag(V).sum());
            case "diagonal/diag" -> Array.of(Expr.apply(new Diagonal(0), diag(V)));
            case "elementwise/broadcast" -> Array.of(S.broadcastTo(2, 3).exp(), spread(V, 0).times(spread(W, 0)),
                    spread(V, 1).plus(2),
                    S.broadcastTo(4, 2, 3).times(X.broadcastTo(4, 2, 3)), S.broadcastTo(3).gt(0).where(S.broadcastTo(3), 1));
            case "broadcast/reshape" -> Array.of(Expr.apply(new Broadcast(Shape.of(1, 3), Ints.of(1)), V));
            case "reduce/reduce" -> Array.of(B.sum(0).sum(1), B.max(2).max(), B.sum(1).sum(0));
            case "reduce/broadcast" -> Array.of(spread(V, 0).sum(1), spread(V, 0).sum(), spread(V, 0).max(1),
                    X.broadcastTo(4, 2, 3).sum(0, 2), S.broadcastTo(4).sum());
            case "reduce/permute" -> Array.of(B.permute(2, 0, 1).sum(0), B.permute(2, 0, 1).max(1), X.transpose().sum());
            case "reduce/reshape" -> Array.of(B.reshape(8, 3).sum(), B.flatten().max(0));
            case "sum/factor" -> Array.of(X.times(2).sum(), X.neg().sum(0), X.times(S.broadcastTo(2, 3)).sum(),
                    X.div(S.broadcastTo(2, 3)).sum(1),
                    X.times(V.broadcastTo(2, 3)).sum(0), X.times(Y.times(S.broadcastTo(2, 3))).sum(0));
            case "dot/scalar" -> Array.of(X.times(2).matmul(V), X.neg().matmul(V), V.dot(M.times(S)), X.div(S).matmul(V));
            case "dot/permute" -> Array.of(X.transpose().matmul(X), M.matmul(X.transpose()), B.permute(0, 2, 1).matmul(X));
            case "dot/broadcast" -> Array.of(V.broadcastTo(2, 3).matmul(M), spread(V, 1).matmul(M), spread(V, 0).matmul(M),
                    M.matmul(spread(V, 1)), M.matmul(spread(V, 0)),
                    Expr.apply(new Dot(Ints.of(0), Ints.of(0), Ints.of(2), Ints.of(2)), M.broadcastTo(4, 3, 3), B),
                    Expr.apply(new Dot(Ints.of(0), Ints.of(0), Ints.of(2), Ints.of(2)), B, M.broadcastTo(4, 3, 3)));
            case "dot/outer-scalar" -> Array.of(Expr.apply(new Dot(Ints.empty(), Ints.empty(), Ints.empty(), Ints.empty()), S,
                    X));
            case "mul/literals" -> Array.of(two(X).times(X.times(3)), F.times(2).times(3), K.times(2).times(3));
            case "mul/literal-out" -> Array.of(X.times(Y.times(2)), F.times(2).times(F));
            case "div/literals" -> Array.of(X.times(6).div(3), X.div(2).div(3), X.div(3).times(6), X.times(2).div(6));
            case "neg/literal" -> Array.of(X.times(2).neg(), K.times(2).neg());
            case "add/negative" -> Array.of(X.plus(Y.times(-2)), X.minus(Y.times(-2)), X.times(-3).plus(Y), X.plus(-1),
                    X.plus(spread(V, 0).sum(0).neg().broadcastTo(2, 3)));
            case "mul/powers" -> Array.of(X.times(X.square()), X.pow(3).times(X.pow(2)), X.pow(-1).times(X.pow(-2)));
            case "mul/negative-power" -> Array.of(X.times(Y.reciprocal()), X.times(Y.pow(-3)));
            case "div/negative-power" -> Array.of(X.div(Y.reciprocal()), X.div(Y.pow(-2)), two(X).div(2).div(X.square()));
            case "pow/pow" -> Array.of(X.square().pow(3), X.square().reciprocal());
            case "pow/neg" -> Array.of(X.neg().square(), X.neg().pow(3));
            case "pow/literal" -> Array.of(X.pow(2.0), X.pow(0.5), X.pow(-0.5), X.pow(-1.0));
            case "sum/collect" -> Array.of(X.sin().plus(X.times(Y)).plus(X.sin()), X.times(Y).times(X),
                    X.times(2).plus(X.times(3)), X.div(Y).div(Y).div(X.exp()),
                    X.sin().square().plus(Y).plus(X.cos().square()), K.times(3).plus(K),
                    Expr.apply(new Power(2), X.tanh().subtractedFrom(1)).minus(X.tanh().square()));
            case "elementwise/permutes" -> Array.of(X.transpose().plus(Y.transpose()),
                    B.sin().permute(2, 0, 1).minus(B.square().permute(2, 0, 1)));
            case "div/diagonal" -> Array.of(diag(V).div(spread(W, 0)), diag(V).div(spread(W, 1)), EYE.div(S.broadcastTo(3, 3)),
                    diag(V).div(4));
            case "diag/ones" -> Array.of(diag(Tensor.of(1.0).broadcastTo(Shape.of(3))),
                    diag(Tensor.of(1f).broadcastTo(Shape.of(2))));
            case "mul/diagonal-plus" -> Array.of(EYE.minus(spread(V, 0)).times(spread(W, 1)),
                    M.plus(diag(V)).times(spread(W, 0)), spread(W, 0).times(diag(V).minus(M)));
            case "slice/eye" -> Array.of(EYE.slice(0, 1, 3), EYE.slice(1, 0, 2), EYE.slice(0, 0, 2).slice(1, 1, 3));
            case "diagonal/permute" -> Array.of(Expr.apply(new Diagonal(0), M.transpose()),
                    Expr.apply(new Diagonal(0), B.permute(0, 2, 1)));
            case "diagonal/elementwise" -> Array.of(Expr.apply(new Diagonal(0), M.times(2).plus(M.sin())),
                    Expr.apply(new Diagonal(0), B.square()), Expr.apply(new Diagonal(1), M.exp()));
            case "diagonal/identity" -> Array.of(Expr.apply(new Diagonal(0), EYE).times(V));
            case "mul/broadcasts" -> Array.of(M.times(spread(V, 0)).times(spread(W, 0)), M.times(spread(V, 0)).div(spread(W, 0)),
                    M.div(spread(V, 1)).times(spread(W, 1)),
                    M.div(spread(V, 1)).div(spread(W, 1)), spread(V, 0).times(spread(W, 0).times(M)));
            case "dot/zero" -> Array.of(M.matmul(Tensor.zeros(M.type())).plus(M), Tensor.zeros(V.type()).dot(V).plus(S));
            case "dot/outer" -> Array.of(outer(V, W).matmul(V), outer(V, W).matmul(M), M.matmul(outer(V, W)),
                    outer(V, W).transpose().matmul(M),
                    spread(V, 0).times(spread(W, 1)).matmul(M),
                    outer(EYE, EYE).permute(0, 2, 1, 3).contract(M, Ints.empty(), Ints.empty(), Ints.of(3), Ints.of(1)),
                    outer(EYE, EYE).permute(0, 2, 1, 3).contract(M, Ints.empty(), Ints.empty(), Ints.of(2, 3), Ints.of(0, 1)));
            case "dot/structured-sum" -> Array.of(diag(V).plus(outer(V, W)).matmul(M), V.matmul(EYE.minus(outer(V, W))));
            case "dot/reordered" -> Array.of(M.matmul(X.transpose()
                    .times(Expr.apply(new Broadcast(Shape.of(3, 2), Ints.of(0)), V))),
                    X.transpose().exp().times(Y.transpose()).matmul(X));
            case "dot/common" -> Array.of(M.matmul(V).plus(M.transpose().matmul(V)), M.matmul(V).minus(M.matmul(W)),
                    X.matmul(M).plus(Y.matmul(M)),
                    M.matmul(V).times(2).plus(W).plus(M.matmul(W).times(2)), M.square().matmul(M).minus(M.transpose().matmul(M)));
            case "mul/into-outer" -> Array.of(outer(V, W).times(2), outer(V, W).neg(), outer(V, W).div(S.broadcastTo(3, 3)),
                    outer(M, W).times(S.broadcastTo(3, 3, 3)));
            case "sum/dot" -> Array.of(X.matmul(M).sum(), X.matmul(M).sum(0), X.matmul(M).sum(1),
                    B.contract(B.plus(1), Ints.of(0), Ints.of(0), Ints.of(2), Ints.of(2)).sum(0, 2), outer(V, W).sum());
            case "diagonal/dot" -> Array.of(Expr.apply(new Diagonal(0), M.matmul(M)),
                    Expr.apply(new Diagonal(0), X.matmul(X.transpose())));
            case "log/sum-exp" -> Array.of(X.exp().sum().log(), X.exp().sum(0).log());
            case "log/softmax" -> Array.of(V.exp().div(V.exp().sum()).log(), X.exp().div(X.exp().sum(1).expandDims(1)).log());
            case "softmax/shifted" -> Array.of(V.exp().div(V.exp().sum()), X.exp().div(X.exp().sum(1).expandDims(1)));
            case "mul/repeated-literals" -> Array.of(V.times(2).div(S.times(2).broadcastTo(3)),
                    V.times(S.times(3).reciprocal().broadcastTo(3)).times(6), V.div(2).times(S.times(4).broadcastTo(3)),
                    V.neg().div(S.times(-2).broadcastTo(3)).times(4),
                    spread(V.times(2), 0).times(spread(W.div(2), 1)));
            case "dot/literals" -> Array.of(outer(V.times(2), W.div(2)), V.times(3).dot(W.times(-2)),
                    M.times(2).matmul(V.div(S.times(4).broadcastTo(3))));
            case "sum/centered" -> Array.of(V.minus(V.mean()).sum(),
                    X.minus(Expr.apply(new Broadcast(X.shape(), Ints.of(0)), X.mean(1))).sum(1), X.minus(X.mean(0)).sum(0));
            case "reduce/flip" -> Array.of(X.flip(0).sum(), X.flip(1).max(1), X.flip(0, 1).sum(0, 1));
            case "sum/pad" -> Array.of(V.pad(Ints.of(1), Ints.of(2)).sum(), X.pad(Ints.of(1, 0), Ints.of(2, 0)).sum(0));
            case "max/exp" -> Array.of(V.exp().max(), X.exp().max());
            case "min/exp" -> Array.of(V.exp().min(), X.exp().min());
            case "max/tanh" -> Array.of(V.tanh().max(), F.tanh().max());
            case "max/sigmoid" -> Array.of(V.sigmoid().max(), F.sigmoid().max());
            case "permute/others" -> Array.of(moved(V, EYE).transpose(), moved(V.sin(), EYE).transpose());
            case "prod/exp" -> Array.of(V.exp().prod(), X.exp().prod());
            case "max/shift" -> Array.of(V.plus(S).max(), X.plus(S).max());
            case "min/shift" -> Array.of(V.plus(S).min(), X.plus(S).min());
            case "logsumexp/shift" -> Array.of(V.plus(S).logsumexp(), X.plus(S).logsumexp());
            case "sum/softmax" -> Array.of(V.minus(V.logsumexp()).exp().sum(), X.minus(X.logsumexp()).exp().sum());
            case "add/placed" -> Array.of(X.times(0.25).plus(Y.gt(0).where(num(-0.25), num(0))),
                    Y.gt(0).where(num(-0.25), num(0)).plus(X.times(0.25)), X.times(3).minus(Y.gt(0).where(num(3), num(0))),
                    X.times(3).minus(Y.gt(0).where(num(-3), num(0))), Y.gt(0).where(num(3), num(0)).minus(X.times(3)),
                    X.times(3).plus(Y.gt(0).where(num(3), num(0))));
            case "permute/cumsum" -> Array.of(Expr.apply(new CumSum(1, false), EYE).transpose(),
                    Expr.apply(new CumSum(0, true), diag(V)).transpose());
            case "mul/blocks" -> Array.of(outer(EYE, EYE).permute(0, 2, 1, 3).times(over(M, 0, 1)),
                    outer(EYE, EYE).permute(0, 2, 1, 3).times(over(M, 0, 3)),
                    outer(EYE, EYE).times(over(M, 1, 2)), blocks(M).times(over(V, 3)), blocks(M).times(2),
                    blocks(M).div(over(N, 1, 2)), over(M, 0, 1).times(blocks(N)),
                    blocks(M).times(blocks(N)), outer(EYE, outer(EYE, EYE))
                    .times(Expr.apply(new Broadcast(Shape.of(3, 3, 3, 3, 3, 3), Ints.of(0, 2, 5)), T)));
            case "add/blocks" -> Array.of(blocks(M).plus(blocks(N)), blocks(M).minus(outer(EYE, EYE).permute(0, 2, 1, 3)));
            case "neg/blocks" -> Array.of(blocks(M).neg(), blocks(M).permute(0, 2, 1, 3).neg());
            case "permute/blocks" -> Array.of(blocks(M).permute(2, 3, 0, 1), blocks(M).permute(1, 0, 3, 2),
                    blocks(X).permute(3, 0, 1, 2), blocks(X).permute(2, 1, 0, 3));
            case "sum/blocks" -> Array.of(blocks(X).sum(2, 3), blocks(X).sum(0, 3), blocks(X).sum(), blocks(X).sum(0, 1, 2));
            case "dot/blocks" -> Array.of(blocks(X).contract(Y, Ints.empty(), Ints.empty(), Ints.of(2, 3), Ints.of(0, 1)),
                    blocks(X).contract(B, Ints.empty(), Ints.empty(), Ints.of(3, 0), Ints.of(2, 1)),
                    B.contract(blocks(X), Ints.empty(), Ints.empty(), Ints.of(1, 2), Ints.of(0, 3)));
            case "product/indices" -> Array.of(outer(M, EYE).contract(blocks(N), Ints.empty(), Ints.empty(), Ints.of(0, 2),
                    Ints.of(0, 1)), outer(M, EYE).permute(0, 2, 1, 3).times(over(N, 0, 1)),
                    EYE.expandDims(2).times(over3(M, 1, 2)), outer(EYE, M).times(over(N, 0, 1)).sum(1),
                    outer(M, EYE).times(over(N, 1, 2)).neg().contract(N, Ints.empty(), Ints.empty(), Ints.of(1), Ints.of(1)));
            case "add/indices" -> Array.of(blocks(M).plus(outer(EYE, N).permute(0, 2, 1, 3)),
                    blocks(M).minus(diag(T.sin()).permute(2, 0, 3, 1)), diag(T).plus(diag(T.exp())));
            case "product/sum-of-indices" -> Array.of(outer(EYE, EYE).permute(0, 2, 1, 3).minus(diag(T).permute(2, 0, 3, 1))
                    .times(over(M, 2, 3)), N.times(blocks(M).plus(outer(EYE, N).permute(0, 2, 1, 3))));
            case "permute/sum-of-blocks" -> Array.of(blocks(M).plus(diag(T).permute(2, 0, 3, 1)).permute(2, 3, 0, 1),
                    blocks(M).minus(blocks(N).permute(0, 3, 2, 1)).permute(1, 0, 2, 3));
            case "sum/bands" -> Array.of(diag(V).pad(Ints.of(0, 1), Ints.of(1, 0))
                    .plus(Expr.apply(new Eye(DType.F64, 4, 4, -1))),
                    Expr.apply(new Eye(DType.F64, 4, 3, -1)).matmul(diag(V)).pad(Ints.of(0, 0), Ints.of(0, 1)),
                    diag(V).pad(Ints.of(1, 0), Ints.of(0, 1)).transpose(),
                    Expr.apply(new Eye(DType.F64, 3, 3, 1)).times(spread(V, 0)),
                    Expr.apply(new Eye(DType.F64, 3, 3, 1)).minus(Expr.apply(new Eye(DType.F64, 3, 3, -2)).times(2)));
            case "inverse/inverse" -> Array.of(M.inv().inv());
            case "inverse/transpose" -> Array.of(M.transpose().inv(), Expr.apply(new LinearAlgebra.Cofactor(), M.transpose()),
                    M.transpose().expm());
            case "inverse/scaled" -> Array.of(M.times(2).inv(), M.times(S).inv(), M.div(S).inv());
            case "inverse/diagonal" -> Array.of(diag(V).inv());
            case "inverse/exp" -> Array.of(M.times(0.3).expm().inv());
            case "det/transpose" -> Array.of(M.transpose().det(), M.transpose().logAbsDet());
            case "det/inverse" -> Array.of(M.inv().det(), M.inv().logAbsDet(), M.inv().slogdet().sign());
            case "det/diagonal" -> Array.of(diag(V).det(), diag(V).logAbsDet(), diag(V).slogdet().sign());
            case "det/triangular" -> Array.of(M.matmul(M.transpose()).cholesky().det(),
                    M.matmul(M.transpose()).cholesky().logAbsDet());
            case "det/exp" -> Array.of(M.expm().det(), M.expm().logAbsDet());
            case "log-det/scaled" -> Array.of(M.times(2).logAbsDet(), M.times(S).logAbsDet(), M.div(S).logAbsDet());
            case "log-det/gram" -> Array.of(M.matmul(M.transpose()).logAbsDet(), M.transpose().matmul(M).logAbsDet());
            case "permute/scaled-inverse" -> Array.of(M.inv().times(S).transpose(), M.inv().div(S).transpose(),
                    M.inv().neg().transpose());
            case "cofactor/inverse" -> Array.of(Expr.apply(new LinearAlgebra.Cofactor(), M.inv()));
            case "cofactor/det" -> Array.of(Expr.apply(new LinearAlgebra.Cofactor(), M).div(M.det()),
                    Expr.apply(new LinearAlgebra.Cofactor(), M).times(M.det().reciprocal()));
            case "dot/cofactor" -> Array.of(M.transpose().matmul(cof(M.matmul(N))), cof(N.matmul(M)).matmul(M.transpose()),
                    M.transpose().matmul(cof(M)), X.matmul(cof(M).matmul(M.transpose())),
                    M.matmul(cof(M.transpose().matmul(N)).matmul(N.transpose())));
            case "dot/eigenvectors" -> Array.of(eigenvectors().matmul(eigenvectors().transpose()),
                    eigenvectors().transpose().matmul(eigenvectors()));
            case "dot/signs" -> Array.of(outer(V.neg(), W.times(-2)), M.neg().matmul(V.neg()), outer(V.times(-3), W.neg()));
            case "solve/scaled" -> Array.of(M.solve(V.times(2)), M.solve(V.neg()), M.solve(N.times(-0.5)));
            case "sub/relus" -> Array.of(X.relu().minus(X.neg().relu()));
            case "add/relus" -> Array.of(X.relu().plus(X.neg().relu()));
            case "mul/abs" -> Array.of(X.abs().times(Y.abs()));
            case "sign/neg" -> Array.of(X.neg().sign(), F.neg().sign());
            case "neg/sub" -> Array.of(X.minus(Y).neg(), F.minus(1).neg(), K.minus(3).neg());
            case "sub/reversed" -> Array.of(X.minus(Y).times(Y.minus(X).exp()), outer(V.minus(W), W.minus(V)));
            case "neg/product" -> Array.of(outer(V.neg(), W).neg(), outer(V, W.times(-2)).neg());
            case "sum/inverse" -> Array.of(M.inv().transpose().times(M).sum(), M.times(M.inv().transpose()).sum());
            case "dot/inverse" -> Array.of(M.matmul(M.inv()), M.inv().matmul(M).matmul(V), X.matmul(M).matmul(M.inv()),
                    M.matmul(N.matmul(M).inv()), M.matmul(N).inv().matmul(M),
                    M.solve(M.matmul(V)), N.matmul(M.matmul(N).inv()).matmul(V),
                    M.transpose().matmul(M.matmul(N).inv().transpose()),
                    M.matmul(M.transpose().matmul(M).inv()), M.matmul(M.solve(N)));
            case "solve/identity" -> Array.of(M.solve(EYE), Expr.apply(new LinearAlgebra.Solve(true), M, EYE));
            case "solve/transpose" -> Array.of(M.transpose().solve(V),
                    Expr.apply(new LinearAlgebra.Solve(true), M.transpose(), N));
            case "solve/symmetric" -> Array.of(Expr.apply(new LinearAlgebra.Solve(true), M.matmul(M.transpose()), V));
            case "solve/diagonal" -> Array.of(diag(V).solve(W), diag(V).solve(M));
            case "permute/symmetric" -> Array.of(M.matmul(M.transpose()).transpose(), X.transpose().matmul(X).inv().transpose(),
                    X.matmul(M.plus(M.transpose())).matmul(X.transpose()).transpose(),
                    X.matmul(M.matmul(M.transpose()).inv()).matmul(X.transpose()).transpose(),
                    M.plus(M.transpose()).exp().transpose());
            case "dot/symmetric" -> Array.of(Expr.apply(new Dot(Ints.empty(), Ints.empty(), Ints.of(0), Ints.of(0)),
                    M.matmul(M.transpose()), V),
                    Expr.apply(new Dot(Ints.empty(), Ints.empty(), Ints.of(1), Ints.of(1)), X, M.matmul(M.transpose())));
            case "expm-tangent/identity" -> Array.of(Expr.apply(new LinearAlgebra.MatrixExpTangent(), M, EYE));
            default -> Array.empty();
        };
    }
}
