package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.TransformException;
import fluxion.dsl.Equivalence;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Is my derivative right? Proven, refuted or undecided. */
class EquivalenceTest {
    @Test
    void proven() {
        Equivalence mine = equivalent(grad(fn(x -> exp(x.square()))).on(f64()), fn(x -> x.times(exp(x.square())).times(2)).on(f64()));
        assertThat(mine).isInstanceOf(Equivalence.Proven.class);
        assertThat(mine.toString()).startsWith("proven by ");
        assertThat(((Equivalence.Proven) equivalent(x -> x.times(1).plus(0), x -> x, f64())).rules()).contains("mul/one", "add/zero");
        assertThat(equivalent(fn(x -> sin(x).square().plus(cos(x).square())).on(f64()), fn(x -> x.div(x)).on(f64()))).isInstanceOf(Equivalence.Proven.class);
        assertThat(equivalent(fn((Expr x) -> x.sum().times(2)).on(f64(3)), fn((Expr x) -> x.plus(x).sum()).on(f64(3)))).isInstanceOf(Equivalence.Proven.class);
        assertThat(equivalent(fn((x, y) -> x.plus(y).square()).on(f64(), f64()), fn((x, y) -> x.square().plus(x.times(y).times(2)).plus(y.square())).on(f64(), f64())))
                .isNotInstanceOf(Equivalence.Refuted.class);
    }

    @Test
    void refuted() {
        Equivalence wrong = equivalent(grad(fn(x -> exp(x.square()))).on(f64()), fn(x -> exp(x.square())).on(f64()));
        assertThat(wrong).isInstanceOf(Equivalence.Refuted.class);
        Equivalence.Refuted at = (Equivalence.Refuted) wrong;
        assertThat(at.left().toDouble()).isNotEqualTo(at.right().toDouble());
        assertThat(wrong.toString()).startsWith("refuted at (");
        assertThat(equivalent(fn(x -> x.abs()).on(f64()), fn(x -> x).on(f64()))).isInstanceOf(Equivalence.Refuted.class);
    }

    @Test
    void undecided() {
        assertThat(equivalent(fn(x -> x.abs().sqrt().erf()).on(f64()), fn(x -> x.square().sqrt().sqrt().erf().plus(x.tanh().minus(exp(x.times(2)).minus(1).div(exp(x.times(2)).plus(1))))).on(f64())))
                .isNotInstanceOf(Equivalence.Refuted.class);
    }

    @Test
    void typesMustAgree() {
        assertThatThrownBy(() -> equivalent(fn(x -> x).on(f64()), fn((Expr x) -> x).on(f64(2)))).isInstanceOf(TransformException.class)
                .hasMessage("equivalent: both functions must take and return the same types; got (f64[]) → f64[] and (f64[2]) → f64[2]");
    }

    private static void refutes(Equivalence found) {
        assertThat(found).isInstanceOf(Equivalence.Refuted.class);
    }

    @Test
    void guardsAreNotTakenFromSamples() {
        refutes(equivalent(x -> x.plus(11).abs(), x -> x.plus(11)));
        refutes(equivalent(x -> x.plus(11).relu(), x -> x.plus(11)));
        refutes(equivalent(x -> x.plus(20).square().sqrt(), x -> x.plus(20)));
        refutes(equivalent(x -> x.subtractedFrom(1000).abs(), x -> x.subtractedFrom(1000)));
        refutes(equivalent(x -> x.plus(20).abs().minimum(5), x -> x.plus(20).minimum(5)));
        refutes(equivalent((Expr x) -> x.plus(11).abs().sum(), (Expr x) -> x.plus(11).sum(), f64(3)));
        refutes(equivalent((Expr x) -> x.plus(11).abs(), (Expr x) -> x.plus(11), f64(2, 2)));
        refutes(equivalent((Expr x) -> x.plus(11).relu(), (Expr x) -> x.plus(11), f32()));
        refutes(equivalent((Expr x) -> x.plus(50).abs(), (Expr x) -> x.plus(50), i32()));
        // different only between two places that no sample hits
        refutes(equivalent(x -> x.minus(33.3).abs().maximum(0.01), x -> x.minus(33.3).abs()));
        refutes(equivalent(fn((x, y) -> x.minus(y).minus(30).abs()).on(f64(), f64()), fn((x, y) -> y.minus(x).plus(30)).on(f64(), f64())));
    }

    @Test
    void roundingRefutesNothing() {
        assertThat(List.of(
                equivalent(x -> x.tanh().square().subtractedFrom(1).dividedInto(1), x -> cosh(x).square()),
                equivalent(x -> x.plus(1e8).square().minus(1e16).minus(x.times(2e8)), x -> x.square()),
                equivalent(x -> x.times(3).sigmoid().subtractedFrom(1).dividedInto(1), x -> exp(x.times(3)).plus(1)),
                equivalent(x -> x.erf().subtractedFrom(1).dividedInto(1), x -> erfc(x).dividedInto(1)),
                equivalent(x -> exp(x.neg()).times(exp(x.minus(10))), x -> x.times(0).plus(Math.exp(-10))),
                equivalent((Expr x) -> sin(x.times(3)), (Expr x) -> sin(x).times(3).minus(pow(sin(x), 3).times(4)), f32()),
                equivalent((Expr x) -> x.plus(1e4).square().minus(1e8).minus(x.times(2e4)).sum(), (Expr x) -> x.square().sum(), f32(3)),
                equivalent((Expr a) -> a.matmul(inv(a)).matmul(a), (Expr a) -> a, f64(3, 3)),
                equivalent(fn((Expr a, Expr b) -> det(a.matmul(b))).on(f64(3, 3), f64(3, 3)), fn((Expr a, Expr b) -> det(a).times(det(b))).on(f64(3, 3), f64(3, 3))),
                equivalent(x -> lgamma(x.plus(1)).minus(lgamma(x)), x -> log(x.abs()))))
                .noneMatch(Equivalence.Refuted.class::isInstance);
    }

    @Test
    void differencesAreRelative() {
        refutes(equivalent(x -> x.times(1e-10), x -> x.times(2e-10)));
        refutes(equivalent(x -> x.times(1e-300), x -> x.times(1.000001e-300)));
        refutes(equivalent((Expr x) -> x.times(1e-10).sum(), (Expr x) -> x.times(2e-10).sum(), f64(4)));
        refutes(equivalent(x -> exp(x.square().neg()), x -> exp(x.square().neg()).times(1.000000001)));
        refutes(equivalent(fn((Expr a, Expr b) -> det(a.matmul(b))).on(f64(3, 3), f64(3, 3)), fn((Expr a, Expr b) -> det(a).plus(det(b))).on(f64(3, 3), f64(3, 3))));
        refutes(equivalent(x -> lgamma(x.plus(1)).minus(lgamma(x)), x -> log(x.abs()).plus(1e-4)));
    }

    @Test
    void conditionsAreSaid() {
        assertThat(equivalent(x -> exp(log(x)), x -> x)).hasToString("proven where x > 0 by exp/log");
        assertThat(equivalent(x -> x.div(x), x -> x.times(0).plus(1)).toString()).startsWith("proven where x ≠ 0 by ");
        assertThat(equivalent(x -> sin(x.asin()), x -> x).toString()).startsWith("proven where |x| ≤ 1 by ");
        assertThat(equivalent(fn((x, y) -> x.times(y).sqrt()).on(f64(), f64()), fn((x, y) -> x.sqrt().times(y.sqrt())).on(f64(), f64())).toString())
                .startsWith("proven where x ≥ 0 and y ≥ 0 by ");
        assertThat(equivalent((Expr a) -> log(det(a).abs()), (Expr a) -> log(det(a)), f64(3, 3)).toString()).startsWith("proven where det(").contains(") > 0 by ");
        assertThat(equivalent((Expr x) -> exp(log(x)), (Expr x) -> x, f32(3)).toString()).startsWith("proven where x > 0 by exp/log");
        // proven by the form of the operand
        assertThat(((Equivalence.Proven) equivalent(x -> exp(x).abs(), x -> exp(x))).conditions()).isEmpty();
        assertThat(((Equivalence.Proven) equivalent(x -> exp(x).div(exp(x)), x -> x.times(0).plus(1))).conditions()).isEmpty();
    }

    @Test
    void undecidedSaysWithinWhat() {
        // Legendre's duplication formula
        assertThat(equivalent(x -> lgamma(x).plus(lgamma(x.plus(0.5))),
                x -> lgamma(x.times(2)).plus(x.times(-2).plus(1).times(Math.log(2))).plus(Math.log(Math.PI) / 2)).toString())
                .matches("undecided: equal at \\d+ points within \\de-\\d+ of their size, but not proven by rules, normal forms, derivatives");
    }

    private static void notProven(Equivalence found) {
        assertThat(found).isNotInstanceOf(Equivalence.Proven.class);
        assertThat(found.toString()).doesNotContain("contradicts");
    }

    private static void provenSomewhere(Equivalence found) {
        assertThat(((Equivalence.Proven) found).conditions()).as("%s", found).isNotEmpty();
    }

    @Test
    void whatLooksEqualIsNotProven() {
        // derivatives take it for constant
        notProven(equivalent(x -> x.stopGradient(), x -> x.times(0)));
        // an exponent beyond what decimals take
        notProven(equivalent(x -> x.times(pow(scalar(1 + 1e-9), 1_000_000_000)), x -> x.times(Math.E)));
        // a power of a negative number exists for whole exponents
        notProven(equivalent(x -> pow(scalar(-2), x), x -> pow(scalar(2), x)));
        // an angle of which the tangent of the half is infinite
        notProven(equivalent(x -> sin(x).eq(0).cast(f64().dtype()), x -> cos(x).eq(1).cast(f64().dtype())));
        // beside a jump
        notProven(equivalent(x -> x.gt(0).cast(f64().dtype()), x -> x.ge(0).cast(f64().dtype())));
        notProven(equivalent(x -> x.sign().square(), x -> x.times(0).plus(1)));
        notProven(equivalent(x -> x.abs().plus(x.sign().square()), x -> x.abs().plus(1)));
        // no matrix of rank one has an inverse
        notProven(equivalent((Expr x) -> inv(outer(x, x)).matmul(x), (Expr x) -> x.times(0), f64(3)));
        notProven(equivalent(x -> atan(x).plus(atan(x.reciprocal())), x -> x.times(0).plus(Math.PI / 2)));
        notProven(equivalent(x -> x.times(Math.nextUp(Math.sqrt(2))), x -> x.times(Math.sqrt(2))));
    }

    /** A proof by a normal form shows what both sides are equal to, and each of its steps is an equation. */
    @Test
    void proofsShowTheCommonForm() {
        for (var pair : java.util.List.of(new String[] {"sin(3*x)", "3*sin(x) - 4*sin(x)^3"}, new String[] {"(x^3 - 1)/(x - 1)", "x^2 + x + 1"},
                new String[] {"exp(2*x) - exp(-2*x)", "(exp(x) - exp(-x))*(exp(x) + exp(-x))"}, new String[] {"(x + y)^3", "x^3 + 3*x^2*y + 3*x*y^2 + y^3"})) {
            Equivalence.Proven proven = (Equivalence.Proven) equivalent(parse("(x: f64, y: f64) -> " + pair[0]), parse("(x: f64, y: f64) -> " + pair[1]));
            assertThat(proven.chain().steps()).isNotEmpty();
            proven.chain().steps().forEach(step -> {
                assertThat(step.after()).isNotInstanceOf(fluxion.core.Tensor.class);
                var params = proven.chain().start().params();
                var at = io.vavr.collection.Array.of(fluxion.core.Tensor.of(0.7), fluxion.core.Tensor.of(-1.3));
                var values = fluxion.ops.eval.Evaluator.evaluate(fluxion.core.Fn.of(params, io.vavr.collection.Array.of(step.before(), step.after())), at);
                assertThat(values.get(1).toDouble()).isCloseTo(values.get(0).toDouble(), org.assertj.core.api.Assertions.within(1e-12));
            });
        }
        assertThat(((Equivalence.Proven) equivalent(parse("(x: f64) -> (x^2 - 1)/(x - 1)"), parse("(x: f64) -> x + 1"))).chain().steps().map(s -> s.after().toString()).distinct())
                .hasSize(1);
    }

    @Test
    void conditionsOfOneSideAreSaid() {
        provenSomewhere(equivalent(x -> pow(x, -1.0).times(x), x -> x.times(0).plus(1)));
        provenSomewhere(equivalent(x -> x.reciprocal().reciprocal(), x -> x));
        provenSomewhere(equivalent(x -> x.square().minus(2).div(x.square().minus(2)), x -> x.times(0).plus(1)));
        provenSomewhere(equivalent(x -> x.gt(0).where(exp(log(x.minus(1))), x.times(0)), x -> x.gt(0).where(x.minus(1), x.times(0))));
        provenSomewhere(equivalent(fn((x, y) -> pow(x, y)).on(f64(), f64()), fn((x, y) -> exp(y.times(log(x)))).on(f64(), f64())));
        provenSomewhere(equivalent(x -> tan(x).times(cos(x)), x -> sin(x)));
        assertThat(((Equivalence.Proven) equivalent(x -> x.div(x.square().minus(2)), x -> x.square().minus(2).reciprocal().times(x)))
                .conditions()).isEmpty();
    }
}
