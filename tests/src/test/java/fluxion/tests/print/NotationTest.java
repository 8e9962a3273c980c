package fluxion.tests.print;

import fluxion.core.DType;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import org.junit.jupiter.api.Test;

/** What expressions look like on paper: one line each, first as text, then as LaTeX. */
class NotationTest extends Paper {
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
