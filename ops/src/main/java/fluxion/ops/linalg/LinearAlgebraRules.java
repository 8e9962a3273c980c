package fluxion.ops.linalg;

import static fluxion.ops.rule.Linearity.nonlinear;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Movements;
import fluxion.core.Shape;
import fluxion.core.op.Broadcast;
import fluxion.core.op.LinearAlgebra.Cholesky;
import fluxion.core.op.LinearAlgebra.Cofactor;
import fluxion.core.op.LinearAlgebra.CofactorTangent;
import fluxion.core.op.LinearAlgebra.Determinant;
import fluxion.core.op.LinearAlgebra.Eigh;
import fluxion.core.op.LinearAlgebra.Inverse;
import fluxion.core.op.LinearAlgebra.LeastSquares;
import fluxion.core.op.LinearAlgebra.Lu;
import fluxion.core.op.LinearAlgebra.MatrixExp;
import fluxion.core.op.LinearAlgebra.MatrixExpTangent;
import fluxion.core.op.LinearAlgebra.PseudoInverse;
import fluxion.core.op.LinearAlgebra.Qr;
import fluxion.core.op.LinearAlgebra.Solve;
import fluxion.core.op.LinearAlgebra.Svd;
import fluxion.core.op.LinearAlgebra.TriangularSolve;
import fluxion.core.op.LinearAlgebra;
import fluxion.ops.rule.Batched;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Derivatives, transposes and batching of the operations on matrices. The derivatives of inverse, solve and determinant are
 * classical (Giles, "An extended collection of matrix derivative results", 2008); those of the factorisations are in
 * {@link FactorRules}; that of the pseudo-inverse is Golub and Pereyra's (1973), for matrices of locally constant rank; that
 * of the exponential is Fréchet's, by the exponential of a block matrix (Mathias 1996).
 */
public final class LinearAlgebraRules {
    private LinearAlgebraRules() {}

    /** The tangents of the results of y from those of its operands. */
    public static Seq<Option<Expr>> jvp(LinearAlgebra op, Apply y, Seq<Option<Expr>> tangents) {
        Expr a = y.input(0);
        return switch (op) {
            case Cholesky _ -> FactorRules.cholesky(y, tangents.get(0).get());
            case Lu _ -> FactorRules.lu(y, tangents.get(0).get());
            case Qr _ -> FactorRules.qr(y, tangents.get(0).get());
            case Eigh _ -> FactorRules.eigh(y, tangents.get(0).get());
            case Svd _ -> FactorRules.svd(y, tangents.get(0).get());
            case TriangularSolve solve -> {
                // op(A)·X = B gives op(A)·Ẋ = Ḃ − op(Ȧ)·X, of Ȧ only the triangle that is read
                Option<Expr> product = tangents.get(0).map(t -> turned(triangle(solve, t), solve.transposed()).matmul(y));
                yield one(rest(tangents.get(1), product).map(t -> Expr.apply(solve, a, t)));
            }
            case Solve(boolean transposed) -> {
                Option<Expr> product = tangents.get(0).map(t -> times(turned(t, transposed), y));
                yield one(rest(tangents.get(1), product).map(t -> Expr.apply(op, a, t)));
            }
            case Inverse _ -> one(Option.of(y.matmul(tangents.get(0).get()).matmul(y).neg()));
            case Determinant(Determinant.Kind kind) -> one(switch (kind) {
                case DET -> Option.of(inner(Expr.apply(new Cofactor(), a), tangents.get(0).get()));
                case SIGN -> Option.none();
                case LOG_ABS -> Option.of(inner(transpose(Expr.apply(new Inverse(), a)), tangents.get(0).get()));
            });
            case Cofactor _ -> one(Option.of(Expr.apply(new CofactorTangent(), a, tangents.get(0).get())));
            case CofactorTangent _ -> one(sum(tangents.get(1).map(t -> Expr.apply(op, a, t)),
                    tangents.get(0).map(s -> thirdDerivative(a, y.input(1), s))));
            case PseudoInverse _ -> one(Option.of(pseudoInverse(a, y, tangents.get(0).get())));
            case LeastSquares _ -> one(leastSquares(op, y, tangents.get(0), tangents.get(1)));
            case MatrixExp _ -> one(Option.of(Expr.apply(new MatrixExpTangent(), a, tangents.get(0).get())));
            case MatrixExpTangent _ -> one(sum(tangents.get(1).map(t -> Expr.apply(op, a, t)),
                    tangents.get(0).map(s -> exponentialSecond(a, y.input(1), s))));
        };
    }

    /** Solving is linear in the right-hand side, tangents are linear in their direction. */
    public static Either<String, Seq<Option<Expr>>> transpose(LinearAlgebra op, Apply y, Seq<Boolean> linear, Expr ct) {
        if (linear.get(0)) {
            return nonlinear(op.label() + (linear.size() == 1 ? "" : " in its matrix"));
        }
        Expr a = y.input(0);
        return switch (op) {
            case TriangularSolve(boolean lower, boolean transposed, boolean unit) ->
                    second(Expr.apply(new TriangularSolve(lower, !transposed, unit), a, ct));
            case Solve(boolean transposed) -> second(Expr.apply(new Solve(!transposed), a, ct));
            // (A⁺)ᵀ = (Aᵀ)⁺
            case LeastSquares _ -> second(Expr.apply(op, transpose(a), ct));
            // the second derivative of the determinant is symmetric
            case CofactorTangent _ -> second(Expr.apply(op, a, ct));
            case MatrixExpTangent _ -> second(Expr.apply(op, transpose(a), ct));
            case Cholesky _, Lu _, Qr _, Eigh _, Svd _, Inverse _, Determinant _, Cofactor _, PseudoInverse _, MatrixExp _ ->
                    throw new IllegalStateException(op.label() + " has one operand");
        };
    }

    /** Lanes are one more batch axis; right-hand sides of one shared matrix become its columns. */
    public static Seq<Batched> batch(LinearAlgebra op, Apply y, Seq<Batched> inputs, int size) {
        if (op instanceof TriangularSolve && !inputs.get(0).mapped()) {
            return Array.of(Batched.mapped(columns(op, inputs.get(0).value(), inputs.get(1).value())));
        }
        if ((op instanceof Solve || op instanceof LeastSquares) && !inputs.get(0).mapped()) {
            Expr a = inputs.get(0).value();
            Expr b = inputs.get(1).value();
            boolean vector = b.rank() == a.rank();
            return Array.of(Batched.mapped(vector ? Expr.apply(op, a, b.moveAxis(0, -1)).moveAxis(-1, 0) : columns(op, a, b)));
        }
        return Apply.of(op, inputs.map(b -> b.lanes(size))).results().map(Batched::mapped);
    }

    /** [lanes, …, n, k] solved as […, n, lanes·k]. */
    private static Expr columns(LinearAlgebra op, Expr a, Expr b) {
        int rank = b.rank();
        Expr beside = b.moveAxis(0, rank - 2);
        Shape shape = beside.shape();
        Ints joined = shape.dims().take(rank - 2).append(shape.dim(rank - 2) * shape.dim(rank - 1));
        Expr x = Expr.apply(op, a, beside.reshape(new Shape(joined)));
        return x.reshape(new Shape(shape.dims().with(rank - 3, x.shape().dim(rank - 3)))).moveAxis(rank - 2, 0);
    }

    // ---- derivatives --------------------------------------------------------------------------------------------------------

    /** What is left of a right-hand side's tangent. */
    private static Option<Expr> rest(Option<Expr> tangent, Option<Expr> product) {
        return product.isEmpty() ? tangent
                : Option.of(tangent.map(t -> t.minus(product.get())).getOrElse(() -> product.get().neg()));
    }

    private static Expr triangle(TriangularSolve op, Expr t) {
        int k = op.unit() ? 1 : 0;
        return op.lower() ? t.tril(-k) : t.triu(k);
    }

    /** A⁺' = −A⁺·T·A⁺ + A⁺·A⁺ᵀ·Tᵀ·(I − A·A⁺) + (I − A⁺·A)·Tᵀ·A⁺ᵀ·A⁺. */
    private static Expr pseudoInverse(Expr a, Expr p, Expr t) {
        Expr pt = transpose(p);
        Expr tt = transpose(t);
        Expr first = p.matmul(t).matmul(p);
        Expr outer = p.matmul(pt).matmul(tt);
        Expr inner = tt.matmul(pt).matmul(p);
        return outer.minus(outer.matmul(a).matmul(p)).plus(inner.minus(p.matmul(a).matmul(inner))).minus(first);
    }

    /**
     * X' of X = A⁺·B from the derivative of A⁺ (Golub and Pereyra 1973), where the rank is locally constant: with R = B − A·X and
     * W = Tᵀ·A⁺ᵀ·X it is A⁺·(B' − T·X + A⁺ᵀ·Tᵀ·R − A·W) + W.
     */
    private static Option<Expr> leastSquares(LinearAlgebra op, Apply y, Option<Expr> matrix, Option<Expr> right) {
        if (matrix.isEmpty()) {
            return right.map(t -> Expr.apply(op, y.input(0), t));
        }
        Expr a = y.input(0);
        Expr at = transpose(a);
        Expr t = matrix.get();
        Expr tt = transpose(t);
        Expr w = times(tt, Expr.apply(op, at, y));
        Expr rest = Expr.apply(op, at, times(tt, y.input(1).minus(times(a, y)))).minus(times(t, y)).minus(times(a, w));
        return Option.of(Expr.apply(op, a, right.map(b -> b.plus(rest)).getOrElse(rest)).plus(w));
    }

    /**
     * The derivative of det·(⟨Y, T⟩Y − Y·Tᵀ·Y), Y = (A⁻¹)ᵀ, along S; unlike the first two, this third derivative of the
     * determinant is for invertible matrices only.
     */
    private static Expr thirdDerivative(Expr a, Expr t, Expr s) {
        Expr y = transpose(Expr.apply(new Inverse(), a));
        Expr det = lift(Expr.apply(new Determinant(Determinant.Kind.DET), a), a.shape());
        Expr tt = transpose(t);
        Expr moved = y.matmul(transpose(s)).matmul(y).neg();
        Expr trace = lift(inner(y, t), a.shape());
        Expr turn = lift(inner(y, s), a.shape());
        Expr traceMoved = lift(inner(moved, t), a.shape());
        Expr bracket = trace.times(y).minus(y.matmul(tt).matmul(y));
        Expr change = traceMoved.times(y).plus(trace.times(moved)).minus(moved.matmul(tt).matmul(y))
                .minus(y.matmul(tt).matmul(moved));
        return det.times(turn.times(bracket).plus(change));
    }

    /** The derivative of the upper right block of exp [A T; 0 A] along [S 0; 0 S]. */
    private static Expr exponentialSecond(Expr a, Expr t, Expr s) {
        Expr zero = Literal.zerosLike(a);
        Expr tangent = Expr.apply(new MatrixExpTangent(), blocks(a, t, zero, a), blocks(s, zero, zero, s));
        int n = a.shape().dim(a.rank() - 1);
        return tangent.slice(-2, 0, n).slice(-1, n, 2 * n);
    }

    private static Expr blocks(Expr a, Expr b, Expr c, Expr d) {
        return Movements.concatenate(-2, Array.of(Movements.concatenate(-1, Array.of(a, b)),
                Movements.concatenate(-1, Array.of(c, d))));
    }

    // ---- words --------------------------------------------------------------------------------------------------------------

    static Expr transpose(Expr a) {
        return a.swapAxes(-1, -2);
    }

    private static Expr turned(Expr a, boolean turn) {
        return turn ? transpose(a) : a;
    }

    /** Σ aᵢⱼ·bᵢⱼ of each pair of matrices. */
    private static Expr inner(Expr a, Expr b) {
        return a.times(b).sum(-2, -1);
    }

    /** A number for each matrix, at each of its elements. */
    static Expr lift(Expr numbers, Shape matrices) {
        return Expr.apply(new Broadcast(matrices, Ints.range(0, numbers.rank())), numbers);
    }

    /** A·X for a matrix X, or a vector where it has one axis less than A. */
    private static Expr times(Expr a, Expr x) {
        int batch = a.rank() - 2;
        return x.rank() == a.rank() ? a.matmul(x)
                : a.contract(x, Ints.range(0, batch), Ints.range(0, batch), Ints.of(batch + 1), Ints.of(batch));
    }

    private static Seq<Option<Expr>> one(Option<Expr> tangent) {
        return Array.of(tangent);
    }

    private static Option<Expr> sum(Option<Expr> a, Option<Expr> b) {
        return a.isDefined() && b.isDefined() ? Option.of(a.get().plus(b.get())) : a.orElse(b);
    }

    private static Either<String, Seq<Option<Expr>>> second(Expr cotangent) {
        return Either.right(Array.of(Option.none(), Option.of(cotangent)));
    }
}
