package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.rewrite.Equation;
import fluxion.core.rewrite.Law;
import fluxion.transforms.Algebra;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import org.junit.jupiter.api.Test;

class SimplifyTest {
    private final Var x = new Var("x", TensorType.of(DType.F32, 2, 3));
    private final Var y = new Var("y", TensorType.of(DType.F32, 2, 3));

    private static Expr simplified(Expr e) {
        return Simplify.of(Array.of(e)).get(0);
    }

    @Test
    void rulesHaveNamesOfTheirOwn() {
        assertThat(Algebra.rules().map(r -> r.name())).doesNotHaveDuplicates();
        assertThat(Algebra.text()).contains("mul/one: x·1 = x (exact: one is neutral)").contains("div/self: x/x = 1 (where x ≠ 0: not for 0/0)");
    }

    @Test
    void neutralElementsGo() {
        assertThat(simplified(x.times(1).plus(0).div(1).minus(0))).isSameAs(x);
        assertThat(simplified(x.neg().neg())).isSameAs(x);
    }

    @Test
    void rulesCanBeSwitchedOff() {
        Expr e = x.times(1);
        assertThat(Simplify.without("mul/one").apply(Array.of(e)).get(0)).isNotSameAs(x);
        assertThatThrownBy(() -> Simplify.without("mul/two")).isInstanceOf(TransformException.class)
                .hasMessage("simplify: there must be a rule of the name; got mul/two; Algebra.rules() lists them");
    }

    @Test
    void guardsNeedProofOrTrust() {
        assertThat(Literal.value(simplified(x.div(x)))).isEmpty();
        assertThat(Literal.value(simplified(x.exp().div(x.exp())))).contains(1.0);
        assertThat(Literal.value(Simplify.assuming().apply(Array.of(x.div(x))).get(0))).contains(1.0);
    }

    @Test
    void rulesOfOnesOwn() {
        Equation rule = Equation.of("mine", a -> a.sin().plus(a), a -> a.cos(), Law.REAL, "a test");
        assertThat(Simplify.with(rule).apply(Array.of(x.plus(x.sin()))).get(0).toString()).contains("cos").doesNotContain("sin");
        assertThatThrownBy(() -> Equation.of("open", (a, b) -> a.neg(), (a, b) -> b, Law.REAL, "")).isInstanceOf(TransformException.class)
                .hasMessage("equation open: the variables of the right side must occur on the left side −x; got y");
    }

    @Test
    void rulesThatNeverEndAreFound() {
        Equation swap = Equation.of("swap", (a, b) -> a.minus(b), (a, b) -> b.minus(a), Law.REAL, "wrong, and undoing itself");
        Expr e = x.minus(y);
        assertThat(Simplify.only(swap).apply(Array.of(e)).get(0)).isSameAs(e);
        Equation grow = Equation.of("grow", a -> a.sin(), a -> a.sin().sin(), Law.REAL, "wrong, and endless");
        assertThatThrownBy(() -> Simplify.only(grow).apply(Array.of(x.sin()))).isInstanceOf(TransformException.class)
                .hasMessageStartingWith("simplify: a rule must not grow what it replaces without end; got grow: ");
    }

    @Test
    void stepsAreRecorded() {
        var derivation = Simplify.only(Algebra.rule("mul/one").get()).derive(Fn.of(Array.of(x), Array.of(x.times(1).sin())));
        assertThat(derivation.steps().map(s -> s.rule())).containsExactly("mul/one");
        assertThat(derivation.goal().results().get(0).toString()).contains("sin");
    }
}
