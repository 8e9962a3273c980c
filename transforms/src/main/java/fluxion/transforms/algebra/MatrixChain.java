package fluxion.transforms.algebra;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diag;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.LinearAlgebra.Cofactor;
import fluxion.core.op.LinearAlgebra.Inverse;
import fluxion.core.op.LinearAlgebra.MatrixExp;
import fluxion.core.op.LinearAlgebra.Solve;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.rewrite.ExprPattern;
import fluxion.core.rewrite.Make;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** A product of matrices as its factors in a row, whatever way it is put together; the last may be a vector. */
final class MatrixChain {
    /** How far inside products are read. */
    private static final int DEPTH = 5;
    private static final Ints SWAPPED = Ints.of(1, 0);

    private MatrixChain() {}

    /**
     * A factor.
     *
     * @param base a matrix, or the vector at the end
     * @param turned whether it is transposed
     * @param inverse whether it is inverted
     * @param lone whether nothing else needs what is inverted
     */
    record Factor(Expr base, boolean turned, boolean inverse, boolean lone) {
        Factor transposed() {
            return base.rank() == 2 ? new Factor(base, !turned, inverse, lone) : this;
        }

        boolean undoes(Factor other) {
            return inverse != other.inverse && same(other);
        }

        boolean same(Factor other) {
            return base == other.base && (turned == other.turned || isSymmetric(base, DEPTH));
        }

        Expr matrix(Make make) {
            return inverse ? make.apply(new Inverse(), base) : base;
        }

        /** What is inverted, as factors. */
        Seq<Factor> inside() {
            return factors(base, turned, Make.PLAIN, DEPTH, true);
        }
    }

    /** The factors of a product of matrices and maybe a vector; one where it is none. */
    static Seq<Factor> of(Apply product, Make make) {
        return factors(product, false, make, DEPTH, true);
    }

    private static Seq<Factor> factors(Expr e, boolean turned, Make make, int depth, boolean open) {
        if (e instanceof Apply(Permute(var p), var of, _) && p.equals(SWAPPED)) {
            return factors(of.get(0), !turned, make, depth, open);
        }
        if (e instanceof Apply(Inverse _, var of, _) && e.rank() == 2) {
            return Array.of(new Factor(of.get(0), turned, true, !make.shared(e)));
        }
        if (e instanceof Apply(Solve(boolean transposed), var of, _) && of.get(0).rank() == 2 && (open || !make.shared(e))
                && depth > 0) {
            Seq<Factor> inOrder = factors(of.get(1), false, make, depth - 1, false)
                    .prepend(new Factor(of.get(0), transposed, true, !make.shared(e)));
            return turned ? turned(inOrder) : inOrder;
        }
        if (e instanceof Apply(Dot dot, var of, _) && depth > 0 && (open || !make.shared(e)) && dot.leftBatch().isEmpty()
                && dot.leftContract().size() == 1
                && of.forAll(x -> x.rank() <= 2) && e.rank() >= 1) {
            Expr a = of.get(0);
            Expr b = of.get(1);
            if (a.rank() == 1) {
                return factors(b, dot.rightContract().get(0) == 0, make, depth - 1, false)
                        .append(new Factor(a, false, false, false));
            }
            Seq<Factor> left = factors(a, dot.leftContract().get(0) == 0, make, depth - 1, false);
            Seq<Factor> right = factors(b, b.rank() == 2 && dot.rightContract().get(0) == 1, make, depth - 1, false);
            Seq<Factor> inOrder = left.appendAll(right);
            return turned ? turned(inOrder) : inOrder;
        }
        return Array.of(new Factor(e, turned, false, false));
    }

    /** Whether two products have the same factors in a row, however put together. */
    static boolean areEqual(Apply a, Apply b) {
        if (a == b || a.rank() != 2 || !a.shape().equals(b.shape())) {
            return a == b;
        }
        Seq<Factor> x = factors(a, false, Make.PLAIN, DEPTH, true);
        Seq<Factor> y = factors(b, false, Make.PLAIN, DEPTH, true);
        return x.size() > 1 && x.size() == y.size() && x.zip(y).forAll(p -> p._1.base() == p._2.base()
                && p._1.turned() == p._2.turned() && p._1.inverse() == p._2.inverse());
    }

    private static Seq<Factor> turned(Seq<Factor> factors) {
        return factors.reverse().map(Factor::transposed);
    }

    /** The product of factors, from the right where that ends with a vector. */
    static Expr product(Seq<Factor> factors, Make make) {
        if (factors.size() == 1) {
            Expr only = factors.get(0).matrix(make);
            return factors.get(0).turned() ? make.apply(new Permute(SWAPPED), only) : only;
        }
        boolean fromRight = factors.last().base().rank() == 1;
        Seq<Factor> order = fromRight ? factors.reverse() : factors;
        Expr product = order.get(0).matrix(make);
        boolean turned = order.get(0).turned();
        for (Factor next : order.drop(1)) {
            Expr matrix = next.matrix(make);
            product = fromRight ? make.apply(dot(next.turned() ? 0 : 1, 0), matrix, product)
                    : make.apply(dot(turned ? 0 : 1, next.turned() ? 1 : 0), product, matrix);
            turned = false;
        }
        return product;
    }

    private static Dot dot(int left, int right) {
        return new Dot(Ints.empty(), Ints.empty(), Ints.of(left), Ints.of(right));
    }

    static boolean isSquare(Expr e) {
        int r = e.rank();
        return r >= 2 && e.shape().dim(r - 2) == e.shape().dim(r - 1);
    }

    /** Whether a matrix plainly is its own transpose. */
    static boolean isSymmetric(Expr e) {
        return isSymmetric(e, DEPTH);
    }

    private static boolean isSymmetric(Expr e, int depth) {
        if (e.rank() != 2 || !isSquare(e) || depth == 0) {
            return false;
        }
        if (Literal.value(e).isDefined()) {
            return true;
        }
        return e instanceof Apply apply && switch (apply.op()) {
            case Eye eye -> eye.offset() == 0;
            case Diag diag -> diag.offset() == 0;
            case Broadcast broadcast -> broadcast.axes().isEmpty();
            case Inverse _, Cofactor _, MatrixExp _, Permute _ -> isSymmetric(apply.input(0), depth - 1);
            case Dot dot when dot.leftContract().isEmpty() -> dot.leftBatch().isEmpty() && apply.input(0) == apply.input(1)
                    && apply.input(0).rank() == 1;
            case Dot _ -> isPalindrome(factors(apply, false, Make.PLAIN, depth - 1, true), depth - 1);
            // f(A, Aᵀ)ᵀ is f(Aᵀ, A), the same only where the operands of f may change places
            case Op op when op.isElementwise() -> ExprPattern.commutes(op) && areTransposed(apply.input(0), apply.input(1))
                    || apply.inputs().forAll(input -> isSymmetric(input, depth - 1));
            case Op _ -> false;
        };
    }

    private static boolean areTransposed(Expr a, Expr b) {
        return a instanceof Apply(Permute(var p), var of, _) && p.equals(SWAPPED) && of.get(0) == b
                || b instanceof Apply(Permute(var q), var with, _) && q.equals(SWAPPED) && with.get(0) == a;
    }

    private static boolean isPalindrome(Seq<Factor> factors, int depth) {
        int n = factors.size();
        return n > 1 && Array.range(0, (n + 1) / 2).forAll(i -> {
            Factor a = factors.get(i);
            Factor b = factors.get(n - 1 - i);
            return a.base() == b.base() && a.inverse() == b.inverse()
                    && (a.turned() != b.turned() || isSymmetric(a.base(), depth));
        });
    }
}
