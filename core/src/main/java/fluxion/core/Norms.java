package fluxion.core;

import fluxion.core.op.Eye;
import io.vavr.control.Option;

/** The verbs of how large a matrix is, and its powers; of the matrices in the last two axes, leading ones being a batch. */
public sealed interface Norms permits Expr {
    /** This expression. */
    Expr self();

    /** √Σ aᵢⱼ², the Euclidean norm of all elements; its derivative at 0 is 0. */
    default Expr frobeniusNorm() {
        requireMatrices("frobeniusNorm");
        return self().norm(-2, -1);
    }

    /** The sum of the singular values. */
    default Expr nuclearNorm() {
        requireMatrices("nuclearNorm");
        return self().svdvals().sum(-1);
    }

    /**
     * The matrix norm of order p: for 1 the largest sum of magnitudes of a column, for ∞ that of a row, for 2 the largest
     * singular value; for −1, −∞ and −2 the smallest (then no norm). Ties share the derivative evenly.
     *
     * @param p 1, 2, ∞, −1, −2 or −∞
     */
    default Expr matrixNorm(double p) {
        requireMatrices("matrixNorm");
        if (Math.abs(p) == 2) {
            return extreme(self().svdvals(), p);
        }
        if (Math.abs(p) != 1 && !Double.isInfinite(p)) {
            throw new TransformException("matrixNorm: the order must be ±1, ±2 or ±∞; got " + p
                    + "; frobeniusNorm, nuclearNorm and vectorNorm are others");
        }
        return extreme(self().abs().sum(Math.abs(p) == 1 ? -2 : -1), p);
    }

    private static Expr extreme(Expr lengths, double p) {
        if (p > 0) {
            // the largest of no lengths is 0, not −∞
            return lengths.shape().size() == 0 ? lengths.sum(-1) : lengths.max(-1);
        }
        return lengths.min(-1);
    }

    /**
     * The n-th power of square matrices, by repeated squaring: at most 2·log₂ n products.
     *
     * @param n the 0th power is the identity; a negative one that of the inverse
     */
    default Expr matrixPower(int n) {
        Shape shape = self().shape();
        int rank = shape.rank();
        if (rank < 2 || shape.dim(rank - 1) != shape.dim(rank - 2)) {
            throw new ShapeException("matrixPower: requires square matrices; got " + self().type());
        }
        if (n < 0) {
            return power(self().inv(), -(long) n);
        }
        if (n == 0) {
            return Expr.apply(new Eye(self().dtype(), shape.dim(rank - 1), shape.dim(rank - 1), 0)).broadcastTo(shape);
        }
        return power(self(), n);
    }

    private static Expr power(Expr of, long n) {
        Expr square = of;
        Option<Expr> power = Option.none();
        for (long rest = n; rest > 0; rest >>= 1) {
            Expr factor = square;
            power = (rest & 1) == 0 ? power : Option.of(power.map(p -> p.matmul(factor)).getOrElse(factor));
            square = rest > 1 ? square.matmul(square) : square;
        }
        return power.get();
    }

    private void requireMatrices(String operation) {
        if (self().rank() < 2 || !self().dtype().isFloat()) {
            throw new ShapeException(operation + ": requires floating-point matrices in the last two axes; got " + self().type());
        }
    }
}
