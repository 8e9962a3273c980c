package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Movements;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Eye;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.stream.IntStream;

/** A map of vectors or matrices as a whole, which are the last axes of what it is applied to. */
public sealed interface VectorBijector extends Bijector {
    /**
     * From n − 1 numbers to n positive ones with sum 1: a stick of length 1, of which one piece after another is broken, the i-th
     * the share σ(xᵢ − ln(n − i)) of what is left. Zeros give equal pieces.
     */
    record StickBreaking() implements VectorBijector {
        /** xᵢ − ln(n − i), i from 1 to n − 1. */
        private static Expr shifted(Expr x) {
            return x.minus(offsets(x));
        }

        private static Expr offsets(Expr x) {
            int pieces = x.shape().dims().last();
            return Tensor.of(IntStream.range(0, pieces).mapToDouble(i -> Math.log(pieces - i)).toArray()).cast(x.dtype());
        }

        @Override
        public Expr forward(Expr x) {
            requireVector("stick-breaking", x);
            Expr t = shifted(x);
            Expr left = t.neg().sigmoid().cumprod(-1);
            Expr one = Literal.of(x.tensorType().withShape(new Shape(x.shape().dims().with(x.rank() - 1, 1))), 1);
            Expr before = Movements.concatenate(-1, Array.of(one, left));
            return Movements.concatenate(-1, Array.of(t.sigmoid(), one)).times(before);
        }

        @Override
        public Expr inverse(Expr y) {
            requireVector("stick-breaking", y);
            int n = y.shape().dims().last();
            Expr pieces = y.slice(-1, 0, n - 1);
            Expr left = y.cumsum(-1, true).slice(-1, 1, n);
            return pieces.log().minus(left.log()).plus(offsets(pieces));
        }

        @Override
        public Expr logDeterminant(Expr x) {
            requireVector("stick-breaking", x);
            Expr t = shifted(x);
            // of piece i: its own slope, σ(t)(1 − σ(t)), and what the pieces before it left
            return t.neg().softplus().plus(t.softplus().cumsum(-1)).sum(-1).neg();
        }
    }

    /** From numbers to increasing ones: y₁ = x₁, yᵢ = yᵢ₋₁ + e^xᵢ. */
    record Ordered() implements VectorBijector {
        @Override
        public Expr forward(Expr x) {
            requireVector("ordered", x);
            return Movements.concatenate(-1, Array.of(x.slice(-1, 0, 1), x.slice(-1, 1, x.shape().dims().last()).exp()))
                    .cumsum(-1);
        }

        @Override
        public Expr inverse(Expr y) {
            requireVector("ordered", y);
            return Movements.concatenate(-1, Array.of(y.slice(-1, 0, 1), y.diff(-1).log()));
        }

        @Override
        public Expr logDeterminant(Expr x) {
            requireVector("ordered", x);
            return x.slice(-1, 1, x.shape().dims().last()).sum(-1);
        }
    }

    /**
     * The elements of a vector in another order: yᵢ = x at position order[i].
     *
     * @param order a permutation of 0 to n − 1
     */
    record Permutation(Ints order) implements VectorBijector {
        /** Refuses what is no permutation. */
        public Permutation {
            if (!order.isPermutation()) {
                throw new FluxionException("permutation: each of 0 to n − 1 must be there once; got " + order);
            }
        }

        @Override
        public Expr forward(Expr x) {
            requireVector("permutation", x);
            return x.take(Tensor.of(order.toArray()), -1);
        }

        @Override
        public Expr inverse(Expr y) {
            requireVector("permutation", y);
            return y.take(Tensor.of(order.inverse().toArray()), -1);
        }

        @Override
        public Expr logDeterminant(Expr x) {
            requireVector("permutation", x);
            return Literal.of(x.tensorType().withShape(new Shape(x.shape().dims().take(x.rank() - 1))), 0);
        }
    }

    /**
     * shift + L·x.
     *
     * @param shift a vector
     * @param factor L, lower triangular with a diagonal without zeros; what is above it does not count
     */
    record Triangular(Expr shift, Expr factor) implements VectorBijector {
        @Override
        public Expr forward(Expr x) {
            requireVector("triangular", x);
            return factor.tril().matmul(x.expandDims(-1)).squeeze(-1).plus(shift);
        }

        @Override
        public Expr inverse(Expr y) {
            requireVector("triangular", y);
            return factor.triangularSolve(y.minus(shift).expandDims(-1), true).squeeze(-1);
        }

        @Override
        public Expr logDeterminant(Expr x) {
            requireVector("triangular", x);
            Expr volume = factor.diagonal(0, -2, -1).abs().log().sum(-1);
            return volume.broadcastTo(Domain.batch(volume, x.sum(-1)));
        }
    }

    /**
     * From n(n − 1)/2 numbers to the Cholesky factor of an n×n correlation matrix: rows of length 1. With r = tanh x in the
     * strict lower triangle, row by row, Lᵢⱼ = rᵢⱼ·√(Π (1 − rᵢₖ²) over k before j) (Lewandowski, Kurowicka and Joe, J.
     * Multivariate Anal. 100, 2009).
     */
    record CorrelationCholesky() implements VectorBijector {
        private static int size(Expr x) {
            int pairs = x.shape().dims().last();
            int n = (int) Math.round((1 + Math.sqrt(1 + 8.0 * pairs)) / 2);
            if (n * (n - 1) / 2 != pairs) {
                throw new ShapeException("correlation Cholesky: requires n(n − 1)/2 numbers; got " + x.type());
            }
            return n;
        }

        /** The numbers in the strict lower triangle, elsewhere 0. */
        private static Expr matrix(Expr x) {
            int n = size(x);
            int[] places = new int[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    places[i * n + j] = i * (i - 1) / 2 + j;
                }
            }
            return x.take(Tensor.of(places), -1).reshape(new Shape(x.shape().dims().take(x.rank() - 1).append(n).append(n)))
                    .tril(-1);
        }

        @Override
        public Expr forward(Expr x) {
            requireVector("correlation Cholesky", x);
            int n = size(x);
            if (n == 1) {
                Shape one = new Shape(x.shape().dims().take(x.rank() - 1).append(1).append(1));
                return Literal.of(x.tensorType().withShape(one), 1);
            }
            Expr all = matrix(x);
            Expr rest = all.cosh().reciprocal().cumprod(-1);
            Expr one = Literal.of(x.tensorType().withShape(new Shape(all.shape().dims().with(all.rank() - 1, 1))), 1);
            Expr before = Movements.concatenate(-1, Array.of(one, rest.slice(-1, 0, n - 1)));
            return all.tanh().plus(Expr.apply(new Eye(x.dtype(), n, n, 0))).times(before);
        }

        @Override
        public Expr inverse(Expr y) {
            Given.arguments("inverse", y);
            int n = y.shape().dims().last();
            int[] places = new int[n * (n - 1) / 2];
            for (int i = 0, at = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    places[at++] = i * n + j;
                }
            }
            Shape flat = new Shape(y.shape().dims().take(y.rank() - 2).append(n * n));
            // sinh x = r/√(1 − r²), and the squares of a row after an element are what 1 lacks
            Expr left = y.square().cumsum(-1, true);
            Expr after = Movements.concatenate(-1, Array.of(left.slice(-1, 1, n),
                    Literal.of(y.tensorType().withShape(new Shape(y.shape().dims().with(y.rank() - 1, 1))), 1)));
            Tensor chosen = Tensor.of(places);
            Expr root = after.reshape(flat).take(chosen, -1).sqrt();
            return y.reshape(flat).take(chosen, -1).div(root).asinh();
        }

        @Override
        public Expr logDeterminant(Expr x) {
            requireVector("correlation Cholesky", x);
            int n = size(x);
            double[] weights = new double[n * (n - 1) / 2];
            for (int i = 0, at = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    weights[at++] = 1 + (i - 1 - j) / 2.0; // its own slope, and a half for each element to the right
                }
            }
            return new ScalarBijector.Tanh().logDeterminant(x).times(Tensor.of(weights).cast(x.dtype())).sum(-1);
        }

        @Override
        public int outputRank() {
            return 2;
        }
    }

    /**
     * The inverse of another map.
     *
     * @param of the other
     */
    record Inverse(Bijector of) implements VectorBijector {
        @Override
        public Expr forward(Expr x) {
            return of.inverse(x);
        }

        @Override
        public Expr inverse(Expr y) {
            return of.forward(y);
        }

        @Override
        public Expr logDeterminant(Expr x) {
            return of.logDeterminant(of.inverse(x)).neg();
        }

        @Override
        public int inputRank() {
            return of.outputRank();
        }

        @Override
        public int outputRank() {
            return of.inputRank();
        }
    }

    /**
     * Maps one after another.
     *
     * @param parts in the order in which they are applied
     */
    record Chain(Seq<Bijector> parts) implements VectorBijector {
        @Override
        public Expr forward(Expr x) {
            return parts.foldLeft(x, (at, part) -> part.forward(at));
        }

        @Override
        public Expr inverse(Expr y) {
            return parts.foldRight(y, Bijector::inverse);
        }

        @Override
        public Expr logDeterminant(Expr x) {
            Expr sum = Literal.of(TensorType.scalar(x.dtype()), 0);
            Expr at = x;
            int rank = inputRank();
            for (Bijector part : parts) {
                sum = sum.plus(last(part.logDeterminant(at), rank - part.inputRank()));
                at = part.forward(at);
                rank += part.outputRank() - part.inputRank();
            }
            return sum;
        }

        @Override
        public int inputRank() {
            int grown = 0;
            int rank = 0;
            for (Bijector part : parts) {
                rank = Math.max(rank, part.inputRank() - grown);
                grown += part.outputRank() - part.inputRank();
            }
            return rank;
        }

        @Override
        public int outputRank() {
            return inputRank() + parts.map(part -> part.outputRank() - part.inputRank()).sum().intValue();
        }
    }

    @Override
    default int inputRank() {
        return 1;
    }

    @Override
    default int outputRank() {
        return 1;
    }

    /** The sum over so many last axes. */
    static Expr last(Expr x, int axes) {
        return axes == 0 ? x : x.sum(Ints.range(x.rank() - axes, x.rank()).toArray());
    }

    private static void requireVector(String operation, Expr x) {
        Given.arguments(operation, x);
        if (x.rank() == 0) {
            throw new ShapeException(operation + ": requires vectors along the last axis; got " + x.type());
        }
    }
}
