package fluxion.ops.linalg;

import static fluxion.ops.linalg.MatrixPrograms.identity;
import static fluxion.ops.linalg.MatrixPrograms.product;
import static fluxion.ops.linalg.MatrixPrograms.zeros;

import fluxion.core.Expr;
import fluxion.core.Movements;
import fluxion.core.Tensor;
import fluxion.ops.rule.LoopBuilder;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The exponential of a matrix by the approximant of degree 13, scaling and squaring (Higham 2005), and its derivative. */
final class ExponentialPrograms {
    private static final int DEGREE = 13;
    /** The 1-norm up to which the approximant is accurate. */
    private static final double NORM = 5.371920351148152;
    private static final int MOST_SQUARINGS = 1060;

    private ExponentialPrograms() {}

    /** The largest sum of a column's magnitudes, one number for each matrix. */
    private static Expr norm(Expr a) {
        return a.abs().sum(1).max(1).reshape(a.shape().dim(0), 1, 1);
    }

    static Expr exponential(Expr a) {
        Expr norm = norm(a);
        Expr finite = norm.isFinite();
        Expr squarings = finite.where(norm, 0).div(NORM).maximum(1).log2().ceil().clip(0, MOST_SQUARINGS);
        // in two factors, neither of which underflows
        Expr half = squarings.times(0.5).floor();
        Expr x = finite.where(a, 0).times(half.neg().exp2()).times(half.minus(squarings).exp2());
        Seq<Expr> last = LoopBuilder.whileTrue(Array.of(squarings), Array.of(approximant(x), Tensor.of(0.0)),
                (c, s) -> c.get(0).gt(s.get(1)).any(), (c, s) ->
                Array.of(c.get(0).gt(s.get(1)).where(product(s.get(0), s.get(0)), s.get(0)), s.get(1).plus(1)));
        return finite.where(last.get(0), Double.NaN);
    }

    /** q(−X)⁻¹·q(X), q being the numerator of the diagonal approximant. */
    private static Expr approximant(Expr x) {
        Expr one = identity(x.shape().dim(0), x.shape().dim(1));
        Expr square = product(x, x);
        Expr power = one;
        Expr even = one;
        double c = 1;
        double[] coefficients = new double[DEGREE + 1];
        coefficients[0] = 1;
        for (int j = 1; j <= DEGREE; j++) {
            c = c * (DEGREE - j + 1) / ((2.0 * DEGREE - j + 1) * j);
            coefficients[j] = c;
        }
        Expr odd = one.times(coefficients[1]);
        for (int j = 2; j < DEGREE; j += 2) {
            power = product(power, square);
            even = even.plus(power.times(coefficients[j]));
            odd = odd.plus(power.times(coefficients[j + 1]));
        }
        odd = product(x, odd);
        return FactorPrograms.solve(FactorPrograms.lu(even.minus(odd)), even.plus(odd), false);
    }

    /** The derivative along T, a block of the exponential of [A T; 0 A]; it is linear in T, which enters at the size of A. */
    static Expr tangent(Expr a, Expr t) {
        int n = a.shape().dim(1);
        Expr size = norm(t);
        Expr unit = size.gt(0).and(size.isFinite()).where(norm(a).maximum(0x1p-20).div(size.gt(0).where(size, 1)), 1);
        Expr above = Movements.concatenate(2, Array.of(a, t.times(unit)));
        Expr below = Movements.concatenate(2, Array.of(zeros(a.shape().dims().toArray()), a));
        Expr y = exponential(Movements.concatenate(1, Array.of(above, below)));
        return y.slice(1, 0, n).slice(2, n, 2 * n).div(unit);
    }
}
