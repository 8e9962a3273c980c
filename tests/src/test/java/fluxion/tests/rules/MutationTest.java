package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.op.Op;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Equation;
import fluxion.core.rewrite.ExprPattern;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import fluxion.transforms.Algebra;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule's own test finds it wrong when its right side is changed: tests that could not fail would prove nothing. */
class MutationTest {
    private record Mutation(String name, UnaryOperator<Expr> of) {}

    private static final Mutation NEXT = new Mutation("plus one", e -> e.dtype() == DType.BOOL ? e.not() : e.plus(Literal.of(e.tensorType(), 1)));
    private static final Mutation NEGATIVE = new Mutation("negative", e -> e.dtype() == DType.BOOL ? e.not() : Expr.apply(Unary.NEG, e));
    private static final Seq<Mutation> MUTATIONS = Array.of(NEXT, NEGATIVE);

    private static Seq<Rule> rules() {
        return Algebra.rules().appendAll(Algebra.costly());
    }

    @Test
    void thereAreManyRulesAndAllHaveLawAndReason() {
        assertThat(Algebra.rules().size()).isGreaterThanOrEqualTo(120);
        assertThat(rules().map(Rule::name)).doesNotHaveDuplicates();
        assertThat(rules()).allMatch(rule -> !rule.reason().isBlank() && !rule.statement().isBlank());
    }

    @TestFactory
    Stream<DynamicTest> mutatedEquationsFail() {
        return rules().filter(Equation.class::isInstance).map(Equation.class::cast).flatMap(rule -> mutations(rule.right().template()).map(mutation ->
                dynamicTest(rule.name() + ", " + mutation.name(), () -> {
                    Expr right = mutation.of().apply(rule.right().template());
                    Equation wrong = new Equation(rule.name(), rule.left(), new ExprPattern(rule.right().holes(), right), rule.law(), rule.reason());
                    assertThatThrownBy(() -> RulesTest.check(wrong)).as(wrong.text()).isInstanceOf(Throwable.class);
                }))).toJavaStream();
    }

    /** The negative of zero is zero. */
    private static Seq<Mutation> mutations(Expr right) {
        return Literal.isZero(right) && right.dtype() != DType.BOOL ? Array.of(NEXT) : MUTATIONS;
    }

    @TestFactory
    Stream<DynamicTest> mutatedProgramsFail() {
        return rules().reject(Equation.class::isInstance).map(rule -> dynamicTest(rule.name(), () -> {
            Rule wrong = new Mutated(rule, NEXT);
            boolean found = RuleExamples.of(rule.name()).exists(example -> fails(wrong, example));
            assertThat(found).as(rule.text()).isTrue();
        })).toJavaStream();
    }

    private static boolean fails(Rule rule, Expr example) {
        try {
            RulesTest.check(rule, example);
            return false;
        } catch (AssertionError | RuntimeException wrong) {
            return true;
        }
    }

    /** A rule whose replacement is changed. */
    private record Mutated(Rule rule, Mutation mutation) implements Rule {
        @Override
        public String name() {
            return rule.name();
        }

        @Override
        public String statement() {
            return rule.statement();
        }

        @Override
        public Law law() {
            return rule.law();
        }

        @Override
        public String reason() {
            return rule.reason();
        }

        @Override
        public boolean concerns(Op op) {
            return rule.concerns(op);
        }

        @Override
        public Option<Expr> rewrite(Apply node, Make make) {
            return rule.rewrite(node, make).map(mutation.of()::apply);
        }
    }
}
