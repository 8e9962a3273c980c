package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.ExprFn1;
import fluxion.dsl.nn.Reduction;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Softmax, its logarithm, sums of exponentials and what is made of them, where logits are large or infinite. */
class LargeLogitsTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    /** softmax of (0, 1, 0). */
    private static final double[] SHARES = {0.21194155761708544, 0.5761168847658291, 0.21194155761708544};
    private static final double LOSS = 1.551444713932051;

    private static double[] values(Expr x) {
        return eval(x.cast(DType.F64)).doubles();
    }

    private static void assertNear(Expr got, double tolerance, double... want) {
        assertThat(values(got)).containsExactly(want, within(tolerance));
    }

    /** As written, and as a function that is simplified and fused. */
    private static Array<Expr> ways(ExprFn1 f, Expr x) {
        return Array.of(f.apply(eval(x)), fn(f).apply(eval(x)), vmap(fn(f)).apply(eval(stack(0, x, x))).get(1));
    }

    private static Expr around(double c, DType dtype) {
        return vector(c, c + 1, c).cast(dtype);
    }

    @Test
    void sharesDoNotDependOnWhatIsAddedEverywhere() {
        for (double c : new double[] {1e5, -1e5, 1e6, 1e7, -1e7}) {
            for (Expr p : ways(z -> softmax(z), around(c, F32))) {
                assertNear(p, 1e-6, SHARES);
            }
            for (Expr l : ways(z -> logSoftmax(z), around(c, F32))) {
                assertNear(l, 1e-6, -LOSS, 1 - LOSS, -LOSS);
            }
        }
        for (double c : new double[] {1e10, 1e15, -1e15}) {
            for (Expr p : ways(z -> softmax(z), around(c, F64))) {
                assertNear(p, 1e-15, SHARES);
            }
        }
        for (Expr p : ways(z -> softmax(z), vector(1e16, 1e16))) {
            assertNear(p, 1e-16, 0.5, 0.5);
        }
        for (Expr p : ways(z -> softmax(z), vector(1e308, 1e308, -1e308))) {
            assertNear(p, 1e-16, 0.5, 0.5, 0);
        }
    }

    @Test
    void alongAnyAxesAndInAnyShape() {
        Expr x = eval(normal(key(3), f64(2, 3, 4)));
        Expr far = eval(x.plus(1e6)).minus(1e6); // the same bits as x + 10⁶ has
        for (int[] axes : new int[][] {{0}, {1}, {2}, {0, 2}, {1, 2}, {0, 1, 2}, {}}) {
            assertNear(fn((Expr z) -> softmax(z, axes)).apply(eval(x.plus(1e6))), 1e-15, values(softmax(eval(far), axes)));
            assertNear(fn((Expr z) -> softmax(z.t(), axes)).apply(eval(x.plus(1e6))), 1e-15, values(softmax(eval(far).t(), axes)));
        }
        assertNear(softmax(eval(vector(1e9))), 0, 1);
        assertNear(logSoftmax(scalar(1e9)), 0, 0);
        assertThat(softmax(zeros(f64(0))).shape().size()).isZero();
        assertThat(eval(softmax(zeros(f64(3, 0)), 1)).shape().size()).isZero();
        assertThat(values(logSoftmax(vector(1, Double.NaN)))).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void slopesOfLogarithmsOfSums() {
        for (double c : new double[] {1e5, 1e7}) {
            assertNear(grad(fn((Expr z) -> logsumexp(z))).apply(eval(around(c, F32))), 1e-6, SHARES);
            assertNear(jacrev(fn((Expr z) -> logSoftmax(z))).apply(eval(around(c, F32))).get(0), 1e-6, 1 - SHARES[0], -SHARES[1], -SHARES[2]);
            assertNear(jacfwd(fn((Expr z) -> softmax(z))).apply(eval(around(c, F32))).get(1), 1e-6,
                    -SHARES[0] * SHARES[1], SHARES[1] * (1 - SHARES[1]), -SHARES[1] * SHARES[2]);
            assertNear(hessian(fn((Expr z) -> logsumexp(z))).apply(eval(around(c, F32))).get(0), 1e-6,
                    SHARES[0] * (1 - SHARES[0]), -SHARES[0] * SHARES[1], -SHARES[0] * SHARES[2]);
        }
    }

    @Test
    void crossEntropies() {
        Expr equal = eval(full(f32(1, 3), 1e7));
        assertNear(grad(fn((Expr z) -> crossEntropy(z, ints(0)))).apply(equal).get(0), 1e-6, -2.0 / 3, 1.0 / 3, 1.0 / 3);
        Array<UnaryOperator<Expr>> losses = Array.of(z -> crossEntropy(z, ints(0)), z -> crossEntropy(z, matrix(row(1, 0, 0)).cast(F32)),
                z -> crossEntropy(z, ints(0), Reduction.SUM, 0, Option.of(2), Option.of(ones(f32(3)))), z -> nll(logSoftmax(z, 1), ints(0)));
        for (UnaryOperator<Expr> loss : losses) {
            for (double c : new double[] {0, 1e5, 1e7}) {
                Expr z = eval(around(c, F32).expandDims(0));
                assertNear(fn((Expr x) -> loss.apply(x)).apply(z), 1e-6, LOSS);
                assertNear(loss.apply(z), 1e-6, LOSS);
                assertNear(grad(fn((Expr x) -> loss.apply(x))).apply(z).get(0), 1e-6, SHARES[0] - 1, SHARES[1], SHARES[2]);
            }
        }
        Expr smoothed = crossEntropy(eval(around(1e7, F32).expandDims(0)), ints(0), Reduction.MEAN, 0.3, Option.none());
        assertNear(smoothed, 1e-6, 0.7 * LOSS + 0.3 * (LOSS - 1.0 / 3));
    }

    /** Two sums of exponentials, each far from zero, as in a ratio of likelihoods. */
    @Test
    void differencesOfLogarithmsOfSums() {
        ExprFn1 f = z -> logsumexp(z).minus(logsumexp(z.slice(0, 0, 2)));
        for (Expr d : ways(f, around(1e7, F32))) {
            assertNear(d, 1e-6, LOSS - Math.log1p(Math.E));
        }
    }

    @Test
    void masksAndInfinities() {
        // some masked: no share and no slope
        assertNear(softmax(eval(vector(0, -INF, 0))), 0, 0.5, 0, 0.5);
        ExprFn1 f = z -> sum(softmax(where(bools(true, false, true), z, -INF)).times(vector(1, 2, 3)));
        assertNear(grad(fn(f)).apply(vector(0, 0, 0)), 1e-16, -0.5, 0, 0.5);
        assertNear(jacfwd(fn(f)).apply(vector(0, 0, 0)), 1e-16, -0.5, 0, 0.5);
        // all masked, or +∞: no shares
        assertThat(values(softmax(eval(vector(-INF, -INF))))).containsExactly(Double.NaN, Double.NaN);
        assertThat(values(fn((Expr z) -> softmax(z)).apply(eval(vector(0, INF))))).containsExactly(Double.NaN, Double.NaN);
        Tensor rows = eval(matrix(row(-INF, -INF), row(0, 0)));
        assertThat(values(fn((Expr z) -> softmax(z, 1)).apply(rows))).containsExactly(Double.NaN, Double.NaN, 0.5, 0.5);
    }

    /** Limits along which all move together; those of logaddexp. */
    @Test
    void slopesAtInfinities() {
        for (var at : new double[][] {{-INF, -INF, 0.5, 0.5}, {0, INF, 0, 1}, {INF, INF, 0.5, 0.5}, {0, -INF, 1, 0}, {INF, -INF, 1, 0}}) {
            Expr x = eval(vector(at[0], at[1]));
            assertNear(grad(fn((Expr z) -> logsumexp(z))).apply(x), 0, at[2], at[3]);
            assertNear(jacfwd(fn((Expr z) -> logsumexp(z))).apply(x), 0, at[2], at[3]);
            assertNear(grad(fn((Expr z) -> logaddexp(z.get(0), z.get(1)))).apply(x), 0, at[2], at[3]);
            assertNear(grad(fn((Expr z) -> sum(logsumexp(z, 0)))).apply(eval(stack(1, x, vector(0, 0)))).t().get(0), 0, at[2], at[3]);
        }
    }

    /** A chain whose third state cannot be reached: its probability, and so its slope, is 0; all the others have theirs. */
    @Test
    void aHiddenMarkovModelWithAnUnreachableState() {
        Expr start = eval(vector(Math.log(0.6), Math.log(0.4), -INF));
        Expr moves = eval(matrix(row(Math.log(0.7), Math.log(0.3), -INF), row(Math.log(0.2), Math.log(0.8), -INF), row(0, -INF, -INF)));
        Expr seen = eval(matrix(row(-1, -2, -3), row(-2, -1, -3), row(-1.5, -1, -1)));
        ExprFn1 likelihood = emissions -> logsumexp(scan(start, emissions,
                (alpha, e) -> pair(logsumexp(alpha.expandDims(1).plus(moves), 0).plus(e), zeros(f64())))._1());
        double[] slopes = values(grad(fn(likelihood)).apply(seen));
        // posterior probabilities: those of each time add up to 1
        for (int t = 0; t < 3; t++) {
            assertThat(slopes[3 * t] + slopes[3 * t + 1]).isCloseTo(1, within(1e-14));
            assertThat(slopes[3 * t + 2]).isZero();
        }
        ExprFn1 ofMoves = m -> logsumexp(scan(start, seen, (alpha, e) -> pair(logsumexp(alpha.expandDims(1).plus(m), 0).plus(e), zeros(f64())))._1());
        assertThat(values(grad(fn(ofMoves)).apply(moves))).doesNotContain(Double.NaN);
        assertThat(values(jacfwd(fn(ofMoves)).apply(moves))).doesNotContain(Double.NaN);
    }
}
