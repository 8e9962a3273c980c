package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.op.Scan;
import fluxion.core.rewrite.Equation;
import fluxion.core.rewrite.Law;
import fluxion.transforms.Algebra;
import fluxion.transforms.RewriteException;
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
    void wrongRulesAreNamedWhereTheyFire() {
        Equation wrong = Equation.of("half", a -> a.sin().plus(a), a -> a.times(2), Law.REAL, "wrong");
        RewriteException error = catchThrowableOfType(RewriteException.class, () -> Simplify.with(wrong).checked().apply(Array.of(x.exp().plus(x.exp().sin()))));
        assertThat(error).hasMessageStartingWith("simplify: rule half must keep the value of what it replaces; got ");
        assertThat(error.rule()).isEqualTo("half");
        assertThat(error.inputs().map(t -> t.type())).isEqualTo(error.before().parameterTypes());
        assertThat(error.before().results().get(0).toString()).contains("sin").doesNotContain("exp");
    }

    @Test
    void exactRulesKeepZerosSignsAndNaN() {
        Var x = new Var("x", TensorType.of(DType.F32, 40));
        Equation zeros = Equation.of("plus zero", a -> a.plus(0), a -> a, Law.EXACT, "but for −0 + 0");
        Equation real = Equation.of("plus zero", a -> a.plus(0), a -> a, Law.REAL, "but for −0 + 0");
        assertThatThrownBy(() -> Simplify.only(zeros).checked().apply(Array.of(x.plus(0)))).isInstanceOf(RewriteException.class).hasMessageContaining("0.0 before and -0.0 after");
        assertThat(Simplify.only(real).checked().apply(Array.of(x.plus(0))).get(0)).isSameAs(x);
    }

    @Test
    void integersOverflowOnBothSides() {
        Var k = new Var("k", TensorType.of(DType.I32, 20));
        Equation larger = Equation.of("larger", a -> a.plus(1).maximum(a), a -> a.plus(1), Law.REAL, "but for the largest");
        assertThatThrownBy(() -> Simplify.only(larger).checked().apply(Array.of(k.plus(1).maximum(k)))).isInstanceOf(RewriteException.class);
    }

    @Test
    void bodiesAreCheckedToo() {
        Equation wrong = Equation.of("half", a -> a.sin(), a -> a.cos(), Law.REAL, "wrong");
        Var c = new Var("c", TensorType.scalar(DType.F64));
        Scan scan = new Scan(Fn.of(Array.of(c), Array.of(c.sin())), 3, 0, 1, false);
        assertThatThrownBy(() -> Simplify.with(wrong).checked().apply(Array.of(Expr.apply(scan, c)))).isInstanceOf(RewriteException.class).hasMessageContaining("rule half");
    }

    @Test
    void stepsAreRecorded() {
        var derivation = Simplify.only(Algebra.rule("mul/one").get()).derive(Fn.of(Array.of(x), Array.of(x.times(1).sin())));
        assertThat(derivation.steps().map(s -> s.rule())).containsExactly("mul/one");
        assertThat(derivation.goal().results().get(0).toString()).contains("sin");
    }
}
