package fluxion.tests.print;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Movements;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Eye;
import io.vavr.collection.Array;
import org.junit.jupiter.api.Test;

/** What sums, products of matrices, repetition and positions look like on paper, as text and as LaTeX. */
class TensorNotationTest extends Paper {
    /** Sums over everything with a big sign, over axes with words. */
    @Test
    void reductions() {
        golden(Array.of(
                u.sum(),
                u.times(v).sum(),
                u.square().sum().sqrt(),
                u.plus(v).sum().times(2),
                u.sum().times(y),
                y.times(u.sum()),
                u.sum().square(),
                u.sum().div(7),
                u.prod(),
                xs.sum(1),
                t3.sum(0, 2),
                xs.mean(),
                xs.mean(0),
                u.var(),
                u.max(),
                xs.min(1),
                xs.logsumexp(0),
                xs.gt(0).any(),
                xs.argmax(1),
                xs.cumsum(0),
                a.trace(),
                a.softmax(1),
                u.softmax(),
                a.logSoftmax(0).neg().mean(),
                u.std(),
                u.norm(),
                u.vectorNorm(3),
                a.sum(1).times(v),
                a.prod(0).div(v)),
                """
                Σ u
                Σ u ⊙ v
                √(Σ u²)
                2·Σ (u + v)
                (Σ u)·y
                y·Σ u
                (Σ u)²
                (Σ u)/7
                Π u
                sum(X, axis 1)
                sum(T, axes 0, 2)
                mean(X)
                mean(X, axis 0)
                mean((u − mean(u))²)
                max(u)
                min(X, axis 1)
                logsumexp(X, axis 0)
                any(X > 0)
                argmax(X, axis 1)
                cumsum(X, axis 0)
                tr(A)
                softmax(A, axis 1)
                softmax(u)
                mean(−log_softmax(A, axis 0))
                √mean((u − mean(u))²)
                ‖u‖
                (Σ |u|³)^(1/3)
                sum(A, axis 1) ⊙ v
                prod(A, axis 0)/v
                """,
                """
                \\sum u
                \\sum u \\odot v
                \\sqrt{\\sum u^{2}}
                2\\sum (u + v)
                \\left(\\sum u\\right) y
                y\\sum u
                \\left(\\sum u\\right)^{2}
                \\frac{\\sum u}{7}
                \\prod u
                \\sum_{\\text{axis 1}} X
                \\sum_{\\text{axes 0, 2}} T
                \\operatorname{mean}(X)
                \\operatorname{mean}(X, \\text{axis 0})
                \\operatorname{mean}((u - \\operatorname{mean}(u))^{2})
                \\max(u)
                \\min(X, \\text{axis 1})
                \\operatorname{logsumexp}(X, \\text{axis 0})
                \\operatorname{any}(X > 0)
                \\operatorname{argmax}(X, \\text{axis 1})
                \\operatorname{cumsum}(X, \\text{axis 0})
                \\operatorname{tr}(A)
                \\operatorname{softmax}(A, \\text{axis 1})
                \\operatorname{softmax}(u)
                \\operatorname{mean}(-\\operatorname{log\\_softmax}(A, \\text{axis 0}))
                \\sqrt{\\operatorname{mean}((u - \\operatorname{mean}(u))^{2})}
                \\lVert u \\rVert
                \\left(\\sum |u|^{3}\\right)^{\\frac{1}{3}}
                \\left(\\sum_{\\text{axis 1}} A\\right) \\odot v
                \\frac{\\prod_{\\text{axis 0}} A}{v}
                """);
    }

    /** Matrix calculus: vectors are columns, products element by element have their own sign. */
    @Test
    void products() {
        golden(Array.of(
                xs.matmul(u),
                xs.t().matmul(r),
                xs.contract(r, Ints.empty(), Ints.empty(), Ints.of(0), Ints.of(0)),
                u.matmul(a),
                u.dot(v),
                u.outer(v),
                xs.matmul(ys),
                a.matmul(m).matmul(u),
                a.matmul(m.matmul(u)),
                a.plus(m).matmul(u),
                a.matmul(m).t(),
                a.t().t(),
                a.contract(m, Ints.empty(), Ints.empty(), Ints.of(0), Ints.of(1)),
                xs.t().matmul(xs.matmul(u).minus(r)).times(2),
                xs.t().matmul(r.times(xs.matmul(u).sigmoid())).div(4),
                u.times(v),
                u.times(2).times(v),
                x.times(u).times(v),
                xs.matmul(u).times(r),
                y.times(xs.matmul(u)),
                xs.matmul(u).times(y),
                u.dot(v).times(u),
                a.matmul(u.div(2)),
                u.dot(a.matmul(u)).div(2),
                t3.matmul(u3),
                xs.matmul(u3),
                t3.t(),
                t3.permute(2, 0, 1),
                t3.contract(t3, Ints.of(1), Ints.of(1), Ints.of(0), Ints.of(0)),
                a.contract(m, Ints.empty(), Ints.empty(), Ints.of(0, 1), Ints.of(0, 1)),
                u.diag().matmul(a),
                Expr.apply(new Eye(DType.F64, 3, 3, 0)).plus(a)),
                """
                X·u
                Xᵀ·r
                Xᵀ·r
                Aᵀ·u
                uᵀ·v
                u·vᵀ
                X·Y
                A·B·u
                A·B·u
                (A + B)·u
                (A·B)ᵀ
                A
                Aᵀ·Bᵀ
                2·Xᵀ·(X·u − r)
                Xᵀ·(r ⊙ σ(X·u))/4
                u ⊙ v
                2·u ⊙ v
                x·u ⊙ v
                (X·u) ⊙ r
                y·X·u
                (X·u)·y
                (uᵀ·v)·u
                A·(u/2)
                uᵀ·A·u/2
                T·U
                X·U
                Tᵀ
                permute(T, [2, 0, 1])
                (Σₗ Tₗᵢⱼ·Tₗᵢₖ)ᵢⱼₖ
                ⟨A, B⟩
                diag(u)·A
                I₃ + A
                """,
                """
                X u
                X^{\\top} r
                X^{\\top} r
                A^{\\top} u
                u^{\\top} v
                u v^{\\top}
                X Y
                A B u
                A B u
                (A + B) u
                (A B)^{\\top}
                A
                A^{\\top} B^{\\top}
                2X^{\\top} (X u - r)
                \\frac{X^{\\top} (r \\odot \\sigma(X u))}{4}
                u \\odot v
                2u \\odot v
                x u \\odot v
                (X u) \\odot r
                y X u
                (X u) y
                (u^{\\top} v) u
                A \\frac{u}{2}
                \\frac{u^{\\top} A u}{2}
                T U
                X U
                T^{\\top}
                \\operatorname{permute}(T, \\text{[2, 0, 1]})
                \\left(\\sum_{l} T_{lij} T_{lik}\\right)_{ijk}
                \\langle A, B \\rangle
                \\operatorname{diag}(u) A
                I_{3} + A
                """);
    }

    /** Repetition and conversions are read, not written, where mathematics is elementwise. */
    @Test
    void broadcasting() {
        golden(Array.of(
                xs.matmul(u).plus(b),
                xs.plus(u),
                xs.minus(xs.keep(xs.mean(1), 1)),
                xs.div(xs.keep(xs.square().sum(1).sqrt(), 1)),
                a.minus(a.sum(1)),
                a.minus(a.keep(a.sum(1), 1)),
                xs.plus(r.expandDims(1)),
                xs.plus(Tensor.zeros(TensorType.of(DType.F64, 3))),
                x.broadcastTo(3),
                u.broadcastTo(2, 3),
                Tensor.of(1.0).broadcastTo(3),
                Tensor.of(2.5).broadcastTo(3, 4),
                xs.matmul(Tensor.of(1.0).broadcastTo(3)),
                Tensor.of(7).times(x)),
                """
                X·u + b
                X + u
                X − mean(X, axis 1)
                X/√sum(X², axis 1)
                A − sum(A, axis 1)[∗]
                A − sum(A, axis 1)
                X + r[:, ∗]
                X + 0
                broadcast(x, [3])
                broadcast(u, [2,3])
                ones[3]
                full(2.5, [3,4])
                X·ones[3]
                7·x
                """,
                """
                X u + b
                X + u
                X - \\operatorname{mean}(X, \\text{axis 1})
                \\frac{X}{\\sqrt{\\sum_{\\text{axis 1}} X^{2}}}
                A - \\left(\\sum_{\\text{axis 1}} A\\right)[\\ast]
                A - \\sum_{\\text{axis 1}} A
                X + r[{:}, \\ast]
                X + 0
                \\operatorname{broadcast}(x, \\text{[3]})
                \\operatorname{broadcast}(u, \\text{[2,3]})
                \\mathbf{1}_{3}
                \\operatorname{full}(2.5, \\text{[3,4]})
                X \\mathbf{1}_{3}
                7x
                """);
    }

    /** Positions in brackets; other movements by name. */
    @Test
    void positions() {
        golden(Array.of(
                xs.slice(0, 1, 3),
                xs.slice(1, 0, 3, 2),
                xs.get(2),
                xs.get(-1, 0),
                xs.take(i, 0),
                xs.take(i, 1).plus(1),
                i.oneHot(4, DType.F64),
                a.diag(),
                xs.reshape(3, 4),
                xs.flatten(),
                u.flip(),
                xs.flip(0),
                Movements.concatenate(0, Array.of(u, v)),
                Movements.stack(0, Array.of(u, v)),
                u.pad(Ints.of(1), Ints.of(0)),
                a.tril(),
                a.triu(1).matmul(u),
                i.oneHot(3, DType.F64).times(i.oneHot(3, DType.F64).matmul(a)).sum()),
                """
                X[1:3]
                X[:, ::2]
                X[2]
                X[3, 0]
                X[i]
                X[:, i] + 1
                onehot(i, 4)
                diagonal(A)
                reshape(X, [3,4])
                flatten(X)
                flip(u)
                flip(X, axis 0)
                concat(u, v)
                stack(u, v)
                concat(zeros[1], u)
                tril(A)
                triu(A, 1)·u
                Σ onehot(i, 3) ⊙ (onehot(i, 3)·A)
                """,
                """
                X[1{:}3]
                X[{:}, {:}{:}2]
                X[2]
                X[3, 0]
                X[i]
                X[{:}, i] + 1
                \\operatorname{onehot}(i, \\text{4})
                \\operatorname{diagonal}(A)
                \\operatorname{reshape}(X, \\text{[3,4]})
                \\operatorname{flatten}(X)
                \\operatorname{flip}(u)
                \\operatorname{flip}(X, \\text{axis 0})
                \\operatorname{concat}(u, v)
                \\operatorname{stack}(u, v)
                \\operatorname{concat}(\\mathbf{0}_{1}, u)
                \\operatorname{tril}(A)
                \\operatorname{triu}(A, \\text{1}) u
                \\sum \\operatorname{onehot}(i, \\text{3}) \\odot (\\operatorname{onehot}(i, \\text{3}) A)
                """);
    }

    /** What an inner sum is over is no index of the sum around it; and all of it is read back. */
    @Test
    void indicesOfNestedSumsDiffer() {
        fluxion.core.Var t = real("T", 3, 3, 3);
        Expr inner = fluxion.dsl.Fluxion.einsum("ab,bcd->acd", t.get(0), t);
        Expr nested = fluxion.dsl.Fluxion.einsum("ijk,kl->ijl", t, inner.sum(2));
        org.assertj.core.api.Assertions.assertThat(fluxion.core.print.MathText.of(nested)).isEqualTo("(Σₘ Tᵢⱼₘ·sum((Σₗ T[0]ᵢₗ·Tₗⱼₖ)ᵢⱼₖ, axis 2)ₘₖ)ᵢⱼₖ");
        isRead(nested);
    }
}
