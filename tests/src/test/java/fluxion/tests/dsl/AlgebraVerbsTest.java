package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.TransformException;
import fluxion.core.print.MathText;
import fluxion.core.rewrite.Rule;
import fluxion.transforms.Simplify;
import org.junit.jupiter.api.Test;

/** Rules as data at the front door, names of one's own, and Jacobians in the cheaper mode. */
class AlgebraVerbsTest {
    @Test
    void rulesAreListed() {
        assertThat(rules().size()).isGreaterThanOrEqualTo(120);
        assertThat(rule("mul/one").text()).isEqualTo("mul/one: x·1 = x (exact: one is neutral)");
        assertThatThrownBy(() -> rule("mul/two")).isInstanceOf(TransformException.class).hasMessage("rule: there must be a rule of the name; got mul/two. rules() lists them");
    }

    @Test
    void rulesOfOnesOwnInOneLine() {
        Rule mine = rule("sin²+cos²", x -> sin(x).square().plus(cos(x).square()), x -> scalar(1));
        Fn f = fn(x -> cos(x).square().plus(sin(x).square()).times(x)).on(f64(3));
        assertThat(MathText.of(rewrite(f, mine))).isEqualTo("x ↦ 1·x");
        assertThat(MathText.of(simplify(f, mine))).isEqualTo("x ↦ x");
        Rule two = rule("mean", (x, y) -> x.plus(y).div(2), (x, y) -> x.plus(y).times(0.5));
        assertThat(MathText.of(rewrite(fn((x, y) -> y.plus(x).div(2)).on(f64(), f64()), two))).isEqualTo("(x, y) ↦ (y + x)·0.5".replace("(y + x)·0.5", "0.5·(y + x)"));
    }

    @Test
    void rulesOfTensors() {
        Rule sums = rule("Σ2x", f64(3), x -> sum(x.times(2)), x -> sum(x).times(2));
        assertThat(MathText.of(rewrite(fn((Expr x) -> sum(exp(x).times(2))).on(f64(2, 5)), sums))).isEqualTo("x ↦ 2·Σ exp(x)");
        assertThat(MathText.of(rewrite(fn((Expr x) -> sum(exp(x).times(3))).on(f64(2, 5)), sums))).isEqualTo("x ↦ Σ 3·exp(x)");
        Rule turned = rule("AᵀBᵀ", f64(3, 3), f64(3, 3), (x, y) -> x.t().matmul(y.t()), (x, y) -> y.matmul(x).t());
        assertThat(MathText.of(rewrite(fn((Expr x, Expr y) -> x.t().matmul(y.t())).on(f64(2, 5), f64(4, 2)), turned))).isEqualTo("(x, y) ↦ (y·x)ᵀ");
        assertThatThrownBy(() -> rule("wrong", f64(3), x -> sum(x), x -> x)).isInstanceOf(TransformException.class)
                .hasMessage("rule wrong: both sides must have one type; got f64[] and f64[3]");
    }

    @Test
    void rulesAreSwitchedOff() {
        Fn f = fn(x -> sin(x).square().plus(cos(x).square())).on(f64());
        assertThat(MathText.of(Simplify.of(f))).isEqualTo("x ↦ 1");
        assertThat(MathText.of(Simplify.without("sin²+cos²", "sum/collect").apply(f))).isEqualTo("x ↦ sin(x)² + cos(x)²");
    }

    @Test
    void stableFormsThatCostMoreAreAsked() {
        Fn f = fn((x, y) -> sqrt(x.square().plus(y.square()))).on(f64(), f64());
        assertThat(MathText.of(simplify(f))).isEqualTo("(x, y) ↦ √(x² + y²)");
        assertThat(MathText.of(simplify(f, rule("sqrt/hypot")))).isEqualTo("(x, y) ↦ hypot(x, y)");
    }

    @Test
    void names() {
        var loss = fn((Expr w, Expr x, Expr y) -> sum(x.matmul(w).minus(y).square())).named("w", "X", "y");
        assertThat(MathText.of(grad(loss).on(f64(4), f64(7, 4), f64(7)))).isEqualTo("(w, X, y) ↦ 2·Xᵀ·(X·w − y)");
        assertThat(MathText.of(hessian(loss).on(f64(4), f64(7, 4), f64(7)))).isEqualTo("(w, X, y) ↦ 2·Xᵀ·X");
        assertThatThrownBy(() -> loss.named("w", "w", "y")).isInstanceOf(TransformException.class)
                .hasMessage("named: there must be a name of its own for each of 3 arguments; got w, w, y");
    }

    @Test
    void jacobiansInTheCheaperMode() {
        var wide = jacobian((Expr x) -> x.reshape(100, 2).sum(0).exp());
        assertThat(wide.on(f64(200)).toString()).isEqualTo(jacrev((Expr x) -> x.reshape(100, 2).sum(0).exp()).on(f64(200)).toString());
        var tall = jacobian((Expr x) -> x.expandDims(1).times(iota(f64(100), 0)).sin());
        assertThat(tall.on(f64(2)).toString()).isEqualTo(jacfwd((Expr x) -> x.expandDims(1).times(iota(f64(100), 0)).sin()).on(f64(2)).toString());
        assertThat(MathText.of(jacobian((Expr x) -> tanh(x)).on(f64(3)))).isEqualTo("x ↦ diag(1 − tanh(x)²)");
    }
}
