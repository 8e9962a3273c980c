package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diag;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Permute;
import fluxion.core.rewrite.Law;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Algebra;
import fluxion.transforms.Jacobian;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Expressions that look like what a rule replaces and are not, or are but for an axis, a length or a number,
        keep their values. */
class NearMissesTest {
    private static final Ints NONE = Ints.empty();
    private static final Var V = new Var("v", TensorType.of(DType.F64, 2));
    private static final Var M = new Var("m", TensorType.of(DType.F64, 2, 2));
    private static final Var N = new Var("n", TensorType.of(DType.F64, 2, 2));
    private static final Var P = new Var("p", TensorType.of(DType.F64, 2, 2));
    private static final Var F = new Var("f", TensorType.of(DType.F64, 2, 2, 2));
    private static final Var G = new Var("g", TensorType.of(DType.F64, 2, 2, 2));
    private static final Var H = new Var("h", TensorType.of(DType.F64, 2, 2, 2));
    private static final Var U = new Var("u", TensorType.of(DType.F64, 2, 2, 2, 2));
    private static final Var W = new Var("w", TensorType.of(DType.F64, 2, 2, 2, 2));

    private record Miss(String name, Seq<Expr> expressions) {}

    private static Miss miss(String name, Expr... expressions) {
        return new Miss(name, Array.of(expressions));
    }

    private static Expr diag(Expr v) {
        return Expr.apply(new Diag(0), v);
    }

    private static Expr eye(int n) {
        return Expr.apply(new Eye(DType.F64, n, n, 0));
    }

    private static Expr over(Expr x, Shape to, int... axes) {
        return Expr.apply(new Broadcast(to, Ints.of(axes)), x);
    }

    private static Expr outer(Expr a, Expr b) {
        return a.contract(b, NONE, NONE, NONE, NONE);
    }

    private static Seq<Miss> misses() {
        Expr antisymmetric = M.minus(M.transpose());
        Dot columns = new Dot(NONE, NONE, Ints.of(0), Ints.of(0));
        Shape cube = Shape.of(2, 2, 2);
        Shape five = Shape.of(2, 2, 2, 2, 2);
        Expr zero = over(Tensor.of(3.0), M.shape()).div(Double.POSITIVE_INFINITY);
        Expr nan = over(Tensor.of(3.0), M.shape()).div(0).times(0);
        return Array.of(
                miss("a sum over an index in no factor counts its length",
                        over(diag(V), Shape.of(2, 4, 2), 0, 2).sum(1), over(diag(V), Shape.of(2, 1, 2), 0, 2).sum(1),
                        over(diag(V), Shape.of(3, 2, 2, 4), 1, 2).sum(0, 3),
                        over(M, cube, 0, 1).sum(2).times(diag(V)), over(diag(V), cube, 0, 1).times(over(N, cube, 0, 1)).sum(2),
                        over(M, Shape.of(2, 2, 5), 0, 1).contract(over(N, Shape.of(2, 2, 5), 0, 1), NONE, NONE, Ints.of(1, 2),
                        Ints.of(0, 2)),
                        over(outer(M, eye(2)), Shape.of(2, 2, 2, 3, 2), 0, 1, 2, 4).sum(3), outer(M, eye(3)).sum(2, 3),
                        outer(M, eye(3)).times(over(N, Shape.of(2, 2, 3, 3), 0, 1)).sum(2, 3)),
                miss("two summed indices are not one",
                        F.contract(G, NONE, NONE, Ints.of(2), Ints.of(0)).times(W).plus(outer(F.sum(2), G.sum(0)).times(U)),
                        outer(F.sum(2), G.sum(0)).times(U).minus(F.contract(G, NONE, NONE, Ints.of(2), Ints.of(0)).times(W)),
                        F.contract(G, NONE, NONE, Ints.of(2), Ints.of(2)).times(W).plus(outer(F.sum(1), G.sum(1)).times(U)),
                        F.contract(F, NONE, NONE, Ints.of(2), Ints.of(0)).times(W)
                        .plus(F.contract(F, NONE, NONE, Ints.of(1), Ints.of(1)).times(U))),
                miss("axes agree in one summand only",
                        over(F, five, 0, 1, 4).times(over(G, five, 0, 1, 4))
                        .times(over(outer(eye(2), eye(2)).permute(0, 2, 1, 3), five, 0, 1, 2, 3))
                                .plus(over(F, five, 0, 1, 4).times(over(H, five, 0, 3, 4)).times(over(eye(2), five, 0, 2))),
                        over(F, five, 0, 1, 4).times(over(H, five, 0, 3, 4)).times(over(eye(2), five, 0, 2))
                                .minus(over(F, five, 0, 1, 4).times(over(G, five, 0, 1, 4))
                                .times(over(outer(eye(2), eye(2)).permute(0, 2, 1, 3), five, 0, 1, 2, 3))),
                        over(M, W.shape(), 0, 1).times(over(N, W.shape(), 0, 1)).times(outer(eye(2), eye(2)).permute(0, 2, 1, 3))
                                .plus(over(M, W.shape(), 0, 1).times(over(P, W.shape(), 0, 3))
                                .times(over(eye(2), W.shape(), 0, 2))),
                        over(M, W.shape(), 0, 1).times(over(P, W.shape(), 0, 3)).times(over(eye(2), W.shape(), 0, 2))
                                .minus(over(M, W.shape(), 0, 1).times(over(N, W.shape(), 0, 1))
                                .times(outer(eye(2), eye(2)).permute(0, 2, 1, 3))),
                        over(M, W.shape(), 0, 1).times(over(N, W.shape(), 1, 3)).times(over(eye(2), W.shape(), 0, 2))
                                .minus(over(M, W.shape(), 0, 1).times(over(N, W.shape(), 1, 3))
                                .times(over(eye(2), W.shape(), 0, 2)).times(2)),
                        outer(M.times(N), eye(2)).permute(0, 2, 1, 3)
                        .plus(outer(M, eye(2)).times(over(P, W.shape(), 0, 1)).permute(2, 0, 3, 1)),
                        diag(diag(V).times(M)).plus(diag(M.times(N))), diag(diag(V)).minus(diag(M).times(over(N, cube, 0, 1)))),
                miss("f(A, Aᵀ) of an f whose operands may not change places",
                        M.minus(M.transpose()).transpose(), M.transpose().div(M).transpose(), M.transpose().pow(M).transpose(),
                        M.atan2(M.transpose()).transpose(),
                        M.copysign(M.transpose()).transpose(), antisymmetric.transpose().sin().plus(antisymmetric.cos()),
                        antisymmetric.exp().transpose().plus(antisymmetric),
                        Expr.apply(columns, antisymmetric, V), antisymmetric.div(3).plus(eye(2)).transpose().solve(V),
                        antisymmetric.plus(eye(2).times(2)).inv().transpose(),
                        M.times(Expr.apply(new Permute(Ints.of(0, 1)), M)).transpose(),
                        M.gt(M.transpose()).where(M, M.transpose()).transpose()),
                miss("0, ∞ and NaN stay in their places",
                        M.times(2).matmul(zero), zero.matmul(M.times(2)),
                        M.times(2).matmul(N.times(3).div(Double.POSITIVE_INFINITY)),
                        N.times(2).div(Double.POSITIVE_INFINITY).matmul(M.div(3)),
                        M.times(2).times(over(V.times(3).div(Double.POSITIVE_INFINITY), M.shape(), 1)),
                        over(V.times(2), M.shape(), 0).times(over(V.times(4).div(Double.NEGATIVE_INFINITY), M.shape(), 1)),
                        M.times(3).matmul(nan), M.times(2).div(over(V.times(4).times(Double.POSITIVE_INFINITY), M.shape(), 0)),
                        M.times(3).times(over(V.dividedInto(0).times(2), M.shape(), 1))));
    }

    /** All of them. */
    static Seq<Expr> expressions() {
        return misses().flatMap(Miss::expressions);
    }

    @TestFactory
    Stream<DynamicTest> valuesStay() {
        return misses().map(miss -> dynamicTest(miss.name(), () -> miss.expressions().forEach(NearMissesTest::same)))
                .toJavaStream();
    }

    /** All rules together, and each alone, which finds the expression as it is written here. */
    private static void same(Expr before) {
        same(before, Simplify.of(Array.of(before)).get(0), "all rules");
        Algebra.rules().forEach(rule -> {
            Expr after = Simplify.only(rule).apply(Array.of(before)).get(0);
            if (after != before && !(rule.law() instanceof Law.Domain)) {
                same(before, after, rule.name());
            }
        });
    }

    private static void same(Expr before, Expr after, String by) {
        Seq<Var> vars = Graph.variables(Array.of(before));
        for (int seed = 0; seed < 2; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Seq<Tensor> values = vars.map(v -> Tensor.of(v.shape(),
                    random.doubles(v.shape().size(), 0.5, 2).map(x -> random.nextInt(3) == 0 ? -x : x).toArray()));
            double[] a = Evaluator.evaluate(Fn.of(vars, Array.of(before)), values).get(0).doubles();
            double[] b = Evaluator.evaluate(Fn.of(vars, Array.of(after)), values).get(0).doubles();
            String what = before + "\nbecame by " + by + "\n" + after;
            for (int i = 0; i < a.length; i++) {
                if (Double.isFinite(a[i])) {
                    assertThat(b[i]).as(what).isEqualTo(a[i], within(1e-10 * (1 + Math.abs(a[i]))));
                }
            }
        }
    }

    @Test
    void aSumOverRepetitionsCountsThem() {
        Expr sum = Simplify.of(Array.of(over(diag(V), Shape.of(2, 4, 2), 0, 2).sum(1))).get(0);
        assertThat(Evaluator.evaluate(Fn.of(Array.of(V), Array.of(sum)), Array.of(Tensor.of(Shape.of(2), 1.0, -2.0))).get(0)
                .doubles()).containsExactly(4, 0, 0, -8);
    }

    /** Each element of {@code sin v + 2·cos(Σ tanh² v)} depends on all others by the second part. */
    @Test
    void forwardJacobiansAreReverseOnes() {
        Var x = new Var("x", TensorType.of(DType.F64, 2, 2, 3));
        Expr tangent = over(x.tanh().square().sum().cos(), Shape.of(2)).sum();
        Fn f = Fn.of(Array.of(x), Array.of(x.sin().plus(over(tangent, x.shape()))));
        Tensor at = Tensor.of(x.shape(), java.util.stream.IntStream.range(0, 12).mapToDouble(i -> Math.sin(i)).toArray());
        double[] forward = Evaluator.evaluate(Simplify.of(Jacobian.forward(f, Ints.of(0), 0)), Array.of(at)).get(0).doubles();
        double[] reverse = Evaluator.evaluate(Simplify.of(Jacobian.reverse(f, Ints.of(0), 0)), Array.of(at)).get(0).doubles();
        double sum = java.util.stream.IntStream.range(0, 12).mapToDouble(i -> Math.pow(Math.tanh(Math.sin(i)), 2)).sum();
        for (int i = 0; i < 144; i++) {
            double t = Math.tanh(Math.sin(i % 12));
            double want = (i / 12 == i % 12 ? Math.cos(Math.sin(i % 12)) : 0) - 2 * Math.sin(sum) * 2 * t * (1 - t * t);
            assertThat(forward[i]).isEqualTo(want, within(1e-12));
            assertThat(reverse[i]).isEqualTo(want, within(1e-12));
        }
    }
}
