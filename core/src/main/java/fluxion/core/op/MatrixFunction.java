package fluxion.core.op;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.Var;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * The k-th derivative, k ≥ 1, of a function of symmetric matrices, f(A) = V·diag(f(w))·Vᵀ with A = V·diag(w)·Vᵀ, along k
 * tangents: V·(Σ f[wᵢ, …, wⱼ]·(Vᵀ·T₁·V)ᵢₖ·…·(Vᵀ·Tₖ·V)ₗⱼ)·Vᵀ over all orders of the tangents, with divided differences of f.
 * It exists where eigenvalues coincide too, and its own derivative along A is the next one. Operands are A […, n, n]; the
 * tangents, which may have further axes in front; numbers of which f depends, one for each matrix […], then those with one
 * for each of its eigenvalues […, n].
 *
 * @param name what the step is called when printed
 * @param derivatives f and its first k derivatives, of an eigenvalue and the numbers, all scalar
 * @param shared how many of the numbers belong to a whole matrix
 * @param body (A, T₁, …, Tₖ, numbers) to the derivative
 */
public record MatrixFunction(String name, Seq<Fn> derivatives, int shared, Fn body) implements CustomRule {
    /**
     * The derivative of an order less by one than there are functions.
     *
     * @param types of the operands
     */
    public static MatrixFunction of(String name, Seq<Fn> derivatives, int shared, Seq<TensorType> types) {
        int k = derivatives.size() - 1;
        Seq<Var> operands = types.zipWithIndex((type, i) -> new Var(i == 0 ? "A" : i <= k ? "T" + (k == 1 ? "" : "" + i)
                : "p" + (i - k), type)).toArray();
        Apply eigh = (Apply) Apply.of(new LinearAlgebra.Eigh(), Array.of(operands.get(0)));
        Expr v = repeated(eigh.results().get(1), operands.get(1).shape());
        Expr vt = v.swapAxes(-1, -2);
        Seq<Expr> turned = operands.slice(1, k + 1).map(t -> vt.matmul(t.plus(t.swapAxes(-1, -2)).times(0.5)).matmul(v));
        Seq<Expr> numbers = Array.narrow(operands.drop(k + 1).toArray());
        Expr weights = new DividedDifferences(eigh.results().get(0), numbers.take(shared), numbers.drop(shared), derivatives)
                .of(k);
        Expr sum = Array.range(0, k).permutations().map(order -> word(weights, order.map(turned::get))).reduce(Expr::plus);
        return new MatrixFunction(name, derivatives, shared, Fn.of(operands, Array.of(v.matmul(sum).matmul(vt))));
    }

    /** Σ W[i, k, …, l, j]·(T₁)ᵢₖ·…·(Tₘ)ₗⱼ. */
    private static Expr word(Expr weights, Seq<Expr> factors) {
        int rank = factors.get(0).rank();
        int ahead = rank - 2;
        int n = factors.get(0).shape().dim(rank - 1);
        Expr x = repeated(weights, new Shape(factors.get(0).shape().dims().concat(Ints.fill(factors.size() - 1, n))));
        for (int m = factors.size() - 1; m >= 0; m--) {
            Ints axes = Ints.range(0, ahead).append(ahead + m).append(ahead + m + 1);
            x = x.times(Expr.apply(new Broadcast(x.shape(), axes), factors.get(m)));
            if (m < factors.size() - 1) {
                x = x.sum(ahead + m + 1);
            }
        }
        return x;
    }

    private static Expr repeated(Expr x, Shape shape) {
        return x.shape().equals(shape) ? x : Expr.apply(new Broadcast(shape, Ints.range(shape.rank() - x.rank(), shape.rank())),
                x);
    }

    /** How many times f is differentiated. */
    public int order() {
        return derivatives.size() - 1;
    }
}
