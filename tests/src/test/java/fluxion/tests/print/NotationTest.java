package fluxion.tests.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Movements;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Eye;
import fluxion.core.parse.Formula;
import fluxion.core.parse.ParseException;
import fluxion.core.print.Latex;
import fluxion.core.print.MathText;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import org.junit.jupiter.api.Test;

/** What expressions look like on paper: one line each, first as text, then as LaTeX. */
class NotationTest {
    private static Var real(String name, int... dims) {
        return new Var(name, TensorType.of(DType.F64, dims));
    }

    private final Var x = real("x");
    private final Var y = real("y");
    private final Var b = real("b");
    private final Var c = real("c");
    private final Var u = real("u", 3);
    private final Var v = real("v", 3);
    private final Var r = real("r", 4);
    private final Var a = real("A", 3, 3);
    private final Var m = real("B", 3, 3);
    private final Var xs = real("X", 4, 3);
    private final Var ys = real("Y", 3, 5);
    private final Var t3 = real("T", 2, 4, 3);
    private final Var u3 = real("U", 2, 3, 5);
    private final Var p = new Var("p", TensorType.scalar(DType.BOOL));
    private final Var q = new Var("q", TensorType.scalar(DType.BOOL));
    private final Var i = new Var("i", TensorType.of(DType.I32, 2));

    private static void golden(Seq<Expr> expressions, String text, String latex) {
        assertThat(expressions.map(MathText::of).mkString("", "\n", "\n")).isEqualTo(text);
        expressions.forEach(NotationTest::isRead);
        assertThat(expressions.map(Latex::of).mkString("", "\n", "\n")).isEqualTo(latex);
    }

    /** Printing and reading are inverse, but for constants whose elements are not in the text. */
    private static void isRead(Expr e) {
        Seq<Var> variables = Graph.variables(Array.of(e));
        String text = MathText.of(Fn.of(variables, Array.of(e)));
        if (text.contains("f64[")) {
            assertThatThrownBy(() -> Formula.fn(text, variables)).isInstanceOf(ParseException.class).hasMessageContaining("put a name in its place");
        } else if (variables.map(Var::name).distinct().size() == variables.size()) {
            RoundTrip.check(Fn.of(variables, Array.of(e)));
        }
    }

    /** Calculus as a textbook has it. */
    @Test
    void calculus() {
        golden(Array.of(
                x.sin().plus(x.times(x.cos())),
                x.cos().times(2).minus(x.times(x.sin())),
                x.square(),
                x.pow(10),
                x.reciprocal(),
                x.pow(-2),
                x.div(y),
                x.exp().times(y),
                x.log1p(),
                x.expm1().square(),
                x.exp2(),
                x.pow(y),
                x.pow(y.plus(1)),
                x.pow(0.5),
                x.pow(-3.0),
                x.sqrt(),
                x.plus(1).sqrt(),
                x.square().sqrt(),
                x.sqrt().square(),
                x.plus(1).cbrt(),
                y.times(x.rsqrt()),
                x.cos().times(x.reciprocal()),
                x.reciprocal().times(y.reciprocal()),
                x.log().div(y.asin()),
                x.tanh().square().subtractedFrom(1),
                x.sigmoid().times(x.sigmoid().subtractedFrom(1))),
                """
                sin(x) + x·cos(x)
                2·cos(x) − x·sin(x)
                x²
                x¹⁰
                1/x
                1/x²
                x/y
                exp(x)·y
                ln(1 + x)
                (exp(x) − 1)²
                2^x
                x^y
                x^(y + 1)
                x^0.5
                1/x³
                √x
                √(x + 1)
                √(x²)
                (√x)²
                ∛(x + 1)
                y/√x
                cos(x)/x
                1/(x·y)
                ln(x)/arcsin(y)
                1 − tanh(x)²
                σ(x)·(1 − σ(x))
                """,
                """
                \\sin(x) + x\\cos(x)
                2\\cos(x) - x\\sin(x)
                x^{2}
                x^{10}
                \\frac{1}{x}
                \\frac{1}{x^{2}}
                \\frac{x}{y}
                e^{x} y
                \\ln(1 + x)
                (e^{x} - 1)^{2}
                2^{x}
                x^{y}
                x^{y + 1}
                x^{0.5}
                \\frac{1}{x^{3}}
                \\sqrt{x}
                \\sqrt{x + 1}
                \\sqrt{x^{2}}
                \\sqrt{x}^{2}
                \\sqrt[3]{x + 1}
                \\frac{y}{\\sqrt{x}}
                \\frac{\\cos(x)}{x}
                \\frac{1}{x y}
                \\frac{\\ln(x)}{\\arcsin(y)}
                1 - \\tanh(x)^{2}
                \\sigma(x) \\cdot (1 - \\sigma(x))
                """);
    }

    /** Parentheses where precedence asks for them, and only there. */
    @Test
    void parentheses() {
        golden(Array.of(
                x.square().neg(),
                x.neg().square(),
                x.plus(b).times(c),
                x.times(b.plus(c)),
                x.plus(b.minus(c)),
                x.minus(b.minus(c)),
                x.minus(b).minus(c),
                x.div(b.times(c)),
                x.times(b).div(c),
                x.div(b.div(c)),
                x.plus(b).div(c.minus(1)),
                x.plus(y).neg(),
                x.sin().square(),
                x.square().square(),
                x.plus(1).square(),
                x.remainder(y).plus(1),
                x.times(2).remainder(y.plus(1))),
                """
                −x²
                (−x)²
                (x + b)·c
                x·(b + c)
                x + b − c
                x − (b − c)
                x − b − c
                x/(b·c)
                x·b/c
                x/(b/c)
                (x + b)/(c − 1)
                −(x + y)
                sin(x)²
                (x²)²
                (x + 1)²
                x mod y + 1
                (2·x) mod (y + 1)
                """,
                """
                -x^{2}
                (-x)^{2}
                (x + b) c
                x \\cdot (b + c)
                x + b - c
                x - (b - c)
                x - b - c
                \\frac{x}{b c}
                \\frac{x b}{c}
                \\frac{x}{\\frac{b}{c}}
                \\frac{x + b}{c - 1}
                -(x + y)
                \\sin(x)^{2}
                (x^{2})^{2}
                (x + 1)^{2}
                x \\bmod y + 1
                2x \\bmod (y + 1)
                """);
    }

    /** Signs in front, numbers first. */
    @Test
    void signs() {
        golden(Array.of(
                x.plus(-2),
                x.minus(2),
                x.minus(-2),
                x.times(-2),
                x.times(3).times(y),
                x.times(Math.PI),
                x.times(2).times(Math.PI),
                y.plus(x.neg()),
                y.minus(x.neg()),
                x.neg().neg(),
                x.neg().plus(y),
                x.times(x.sin().neg()),
                x.neg().times(y.neg()),
                x.neg().div(y),
                y.minus(x.times(-0.5)),
                x.times(1e-12),
                x.div(2.5e20),
                x.maximum(Double.NEGATIVE_INFINITY)),
                """
                x − 2
                x − 2
                x − (−2)
                −2·x
                3·x·y
                π·x
                2·π·x
                y − x
                y − (−x)
                −(−x)
                y − x
                −x·sin(x)
                (−x)·(−y)
                −x/y
                y − (−0.5·x)
                1e-12·x
                x/(2.5e20)
                max(x, −∞)
                """,
                """
                x - 2
                x - 2
                x - (-2)
                -2x
                3x y
                \\pi x
                2\\pi x
                y - x
                y - (-x)
                -(-x)
                y - x
                -x\\sin(x)
                (-x) \\cdot (-y)
                -\\frac{x}{y}
                y - (-0.5x)
                10^{-12}x
                \\frac{x}{2.5 \\cdot 10^{20}}
                \\max(x, -\\infty)
                """);
    }

    /** Functions, bars and brackets. */
    @Test
    void functions() {
        golden(Array.of(
                x.abs().plus(x.floor()).plus(x.ceil()),
                x.sign().times(x.relu()),
                x.atan2(y),
                x.hypot(y),
                x.maximum(0),
                x.clip(0, 1),
                x.floorDivide(y),
                x.erf().plus(x.acosh()),
                x.stopGradient().times(x),
                x.log2().round()),
                """
                |x| + ⌊x⌋ + ⌈x⌉
                sgn(x)·relu(x)
                atan2(x, y)
                hypot(x, y)
                max(x, 0)
                min(max(x, 0), 1)
                ⌊x/y⌋
                erf(x) + arcosh(x)
                stop_gradient(x)·x
                round(log2(x))
                """,
                """
                |x| + \\lfloor x \\rfloor + \\lceil x \\rceil
                \\operatorname{sgn}(x)\\operatorname{relu}(x)
                \\operatorname{atan2}(x, y)
                \\operatorname{hypot}(x, y)
                \\max(x, 0)
                \\min(\\max(x, 0), 1)
                \\left\\lfloor \\frac{x}{y} \\right\\rfloor
                \\operatorname{erf}(x) + \\operatorname{arcosh}(x)
                \\operatorname{stop\\_gradient}(x) x
                \\operatorname{round}(\\operatorname{log2}(x))
                """);
    }

    /** Comparisons, logic and case distinctions. */
    @Test
    void logic() {
        golden(Array.of(
                x.gt(0),
                x.le(y.plus(1)),
                x.ne(y),
                p.and(q).or(p.not()),
                p.or(q).and(p),
                p.xor(q).and(q),
                p.and(q).not(),
                x.lt(0).and(y.ge(1)),
                x.gt(0).where(x, 0),
                x.gt(1).where(1, x.lt(-1).where(y, x.square())),
                x.gt(0).cast(DType.F64).times(y),
                x.isNan().not()),
                """
                x > 0
                x ≤ y + 1
                x ≠ y
                p ∧ q ∨ ¬p
                (p ∨ q) ∧ p
                (p ⊕ q) ∧ q
                ¬(p ∧ q)
                x < 0 ∧ y ≥ 1
                {x if x > 0; 0 otherwise}
                {1 if x > 1; y if x < −1; x² otherwise}
                [x > 0]·y
                ¬isnan(x)
                """,
                """
                x > 0
                x \\leq y + 1
                x \\neq y
                p \\land q \\lor \\neg p
                (p \\lor q) \\land p
                (p \\oplus q) \\land q
                \\neg (p \\land q)
                x < 0 \\land y \\geq 1
                \\begin{cases} x & \\text{if } x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}
                \\begin{cases} 1 & \\text{if } x > 1 \\\\ y & \\text{if } x < -1 \\\\ x^{2} & \\text{otherwise} \\end{cases}
                [x > 0] y
                \\neg \\operatorname{isnan}(x)
                """);
    }

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
                √(Σ u²)
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
                \\sqrt{\\sum u^{2}}
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
                pad(u, 0; low=[1], high=[0])
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
                \\operatorname{pad}(u, 0; \\text{low=[1], high=[0]})
                \\operatorname{tril}(A)
                \\operatorname{triu}(A, \\text{1}) u
                \\sum \\operatorname{onehot}(i, \\text{3}) \\odot (\\operatorname{onehot}(i, \\text{3}) A)
                """);
    }

    /** A few numbers in full, many by type. */
    @Test
    void constants() {
        golden(Array.of(
                u.times(Tensor.of(new double[] {1, -2, 3.5})),
                a.plus(Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}).t().matmul(Tensor.of(new double[][] {{0, 1, 0}, {1, 0, 0}}))),
                xs.matmul(Tensor.of(new double[3][4])),
                x.times(0.1f),
                Tensor.of(0.1f).times(3),
                Tensor.of(true).and(p)),
                """
                u ⊙ [1, −2, 3.5]
                A + [[1, 2, 3], [4, 5, 6]]ᵀ·[[0, 1, 0], [1, 0, 0]]
                X·f64[3,4]
                0.10000000149011612·x
                f32(0.1·3)
                true ∧ p
                """,
                """
                u \\odot [1, -2, 3.5]
                A + [[1, 2, 3], [4, 5, 6]]^{\\top} [[0, 1, 0], [1, 0, 0]]
                X \\text{f64[3,4]}
                0.10000000149011612x
                \\operatorname{f32}(0.1 \\cdot 3)
                \\text{true} \\land p
                """);
    }

    /** Names of several letters are upright, Greek ones Greek, digits below. */
    @Test
    void names() {
        golden(Array.of(
                real("alpha").times(real("β")).plus(real("Omega")),
                real("loss").times(real("gain")),
                real("w1").times(real("x_max")),
                real("loss2").sin().times(2),
                real("x").times(real("x")),
                real("x").plus(real("x1")).plus(real("x"))),
                """
                alpha·β + Omega
                loss·gain
                w1·x_max
                2·sin(loss2)
                x₁·x₂
                x₂ + x1 + x₃
                """,
                """
                \\alpha\\beta + \\Omega
                \\mathrm{loss} \\, \\mathrm{gain}
                w_{1} x_{\\mathrm{max}}
                2\\sin(\\mathrm{loss}_{2})
                x_{1} x_{2}
                x_{2} + x_{1} + x_{3}
                """);
    }
}
