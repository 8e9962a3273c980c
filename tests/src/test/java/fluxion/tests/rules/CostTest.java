package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.rewrite.Cost;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Cse;
import fluxion.transforms.Grad;
import fluxion.transforms.Hessian;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Simplifying never makes evaluation more expensive, and derivatives stay as small as their closed forms. */
class CostTest {
    private static final Ints FIRST = Ints.of(0);
    private static final int COUNT = Integer.getInteger("fluxion.fuzz.count", 400);

    @Test
    void neverMoreExpensive() {
        for (long seed = 0; seed < COUNT; seed++) {
            RandomExpressions random = new RandomExpressions(seed, DType.F64);
            Fn fn = Fn.of(random.vars, Array.of(random.expression(4 + (int) (seed % 30))));
            check(seed, fn);
            check(seed, Grad.of(Fn.of(fn.params(), Array.of(fn.results().get(0).sum())), FIRST));
        }
    }

    private static void check(long seed, Fn fn) {
        Fn before = Cse.of(fn);
        Fn after = Simplify.of(before);
        assertThat(Cost.of(after)).as("seed %d%n%s%nbecame%n%s", seed, before, after).isLessThanOrEqualTo(Cost.of(before) * (1 + 1e-12));
    }

    private static Fn derivative(UnaryOperator<Expr> f, int n) {
        Var x = new Var("x", TensorType.scalar(DType.F64));
        Fn fn = Fn.of(Array.of(x), Array.of(f.apply(x)));
        for (int i = 0; i < n; i++) {
            fn = Simplify.of(Grad.of(fn, FIRST));
        }
        return fn;
    }

    private static void atMost(UnaryOperator<Expr> f, int closedForm) {
        assertThat(Graph.operations(derivative(f, 5).results())).isLessThanOrEqualTo(closedForm * 12 / 10);
    }

    /** The closed forms, by hand: 9 operations and a tanh; 21 and a σ; eˣ·(s²·(a·s + b·c) + d·s + e·c) is 13. */
    @Test
    void fifthDerivativesAreAsShortAsTheirClosedForms() {
        atMost(Expr::tanh, 10);
        atMost(x -> x.times(x.sigmoid()), 22);
        atMost(x -> x.sin().pow(3).times(x.exp()), 13);
    }

    /** x + x² + … + xⁿ is x·(1 + x·(1 + …)): an addition and a product for each power but one. */
    @Test
    void powersAreTakenOutOneByOne() {
        Var x = new Var("x", TensorType.scalar(DType.F64));
        for (int n : new int[] {3, 10, 40, 60}) {
            Expr sum = Array.rangeClosed(2, n).foldLeft((Expr) x, (y, k) -> y.plus(x.pow(k)));
            Fn simple = Simplify.of(Fn.of(Array.of(x), Array.of(sum)));
            assertThat(Graph.operations(simple.results())).as(simple::toString).isLessThanOrEqualTo(2 * (n - 1));
        }
    }

    /** d⁵/dx⁵ sin³x·eˣ is the imaginary part of (3·(1 + i)⁵·e^((1+i)·x) − (1 + 3i)⁵·e^((1+3i)·x))/4. */
    @Test
    void fifthDerivativesAreRight() {
        Fn f = derivative(x -> x.sin().pow(3).times(x.exp()), 5);
        for (double x = -2; x < 2; x += 0.37) {
            double first = 3 * Math.exp(x) * (-4 * Math.sin(x) - 4 * Math.cos(x));
            double third = Math.exp(x) * (316 * Math.sin(3 * x) - 12 * Math.cos(3 * x));
            assertThat(Evaluator.evaluate(f, Array.of(Tensor.of(x))).get(0).toDouble()).isCloseTo((first - third) / 4, org.assertj.core.api.Assertions.within(1e-9));
        }
    }

    @Test
    void theHessianOfSquaredSinesIsDiagonal() {
        Var x = new Var("x", TensorType.of(DType.F64, 5));
        Fn hessian = Simplify.of(Hessian.of(Fn.of(Array.of(x), Array.of(x.sin().square().sum())), FIRST));
        assertThat(Graph.operations(hessian.results())).isLessThanOrEqualTo(6);
    }

    /** By a matrix too: one number for each element, until the dense array is asked for. */
    @Test
    void theHessianByAMatrixIsOneDiagonal() {
        Var x = new Var("X", TensorType.of(DType.F64, 30, 20));
        Fn hessian = Simplify.of(Hessian.of(Fn.of(Array.of(x), Array.of(x.sin().square().sum())), FIRST));
        assertThat(Graph.operations(hessian.results())).isLessThanOrEqualTo(7);
        assertThat(Cost.of(hessian)).isLessThan(1.1 * 600 * 600);
        assertThat(hessian.toString()).containsOnlyOnce("diag").doesNotContain("eye");
    }

    /** Only one product of small matrices, until the dense array is asked for. */
    @Test
    void theHessianOfAFactorisationIsOneSmallProduct() {
        Var u = new Var("U", TensorType.of(DType.F64, 30, 5));
        Var v = new Var("V", TensorType.of(DType.F64, 30, 5));
        Var t = new Var("T", TensorType.of(DType.F64, 30, 30));
        Fn hessian = Simplify.of(Hessian.of(Fn.of(Array.of(u, v, t), Array.of(t.minus(u.matmul(v.transpose())).square().sum())), FIRST));
        assertThat(Cost.of(hessian)).isLessThan(2.0 * 150 * 150);
        assertThat(hessian.toString()).containsOnlyOnce("f64[5,5] = dot").contains("eye");
    }

    /** A block for each column, Aᵀ·diag(2·cos 2(A·X)_:j)·A, and nothing of the size of the whole but the whole. */
    @Test
    void theHessianThroughAProductIsBlockDiagonal() {
        Var a = new Var("A", TensorType.of(DType.F64, 30, 20));
        Var x = new Var("X", TensorType.of(DType.F64, 20, 10));
        Fn hessian = Simplify.of(Hessian.of(Fn.of(Array.of(x, a), Array.of(a.matmul(x).sin().square().sum())), FIRST));
        assertThat(Cost.of(hessian)).isLessThan(2.5 * 10 * 20 * 20 * 30 + 1.2 * 200 * 200);
        long whole = 200 * 200;
        assertThat(Graph.topological(hessian.results()).filter(e -> e.shape().size() > 30 * 20 * 10)).allMatch(e -> e.shape().size() == whole && !((Apply) e).op().isElementwise());
        assertThat(hessian.toString()).containsOnlyOnce("diag").doesNotContain("eye");
    }
}
