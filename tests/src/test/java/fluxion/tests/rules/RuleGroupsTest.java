package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.rewrite.Equation;
import fluxion.core.rewrite.Rule;
import fluxion.core.rewrite.Step;
import fluxion.transforms.Algebra;
import fluxion.transforms.Simplify;
import fluxion.transforms.algebra.RuleGroup;
import io.vavr.collection.Array;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rules are made when the operations that their group asks for have been met: no rule can fire before. */
class RuleGroupsTest {
    /** Of each rule: what an equation replaces, and what a rule in Java replaced of its examples and what nearly matches. */
    @TestFactory
    Stream<DynamicTest> whatARuleReplacesContainsWhatItsGroupAsksFor() {
        return Algebra.groups().flatMap(group -> group.rules().map(rule -> dynamicTest(rule.name(), () -> {
            Seq<Expr> replaced = replaced(rule);
            assertThat(replaced).as("what is replaced by " + rule.text()).isNotEmpty();
            replaced.forEach(before -> assertThat(group.isMetBy(kinds(before))).as(rule.text() + "\n" + before).isTrue());
        }))).toJavaStream();
    }

    private static Seq<Expr> replaced(Rule rule) {
        return rule instanceof Equation equation ? Array.of(equation.left().template())
                : CheckedRulesTest.nodes(rule, 0, CheckedRulesTest.USUAL)
                        .flatMap(roots -> Simplify.only(rule).derive(Fn.of(Graph.variables(roots), roots)).steps())
                        .map(Step::before);
    }

    private static Set<Object> kinds(Expr expression) {
        return HashSet.ofAll(Graph.topological(expression).filter(Apply.class::isInstance)
                .map(node -> RuleGroup.kind(((Apply) node).op())));
    }

    @Test
    void inTheirOrderTheyAreAllRules() {
        assertThat(Algebra.groups().flatMap(RuleGroup::rules).map(Rule::name))
                .containsExactlyElementsOf(Algebra.rules().dropRight(1).map(Rule::name));
    }

    @Test
    void withoutOperationsOnlyWhatFiresAnywhereIsMade() {
        assertThat(Algebra.groups().filter(group -> group.isMetBy(HashSet.empty())).flatMap(RuleGroup::rules).map(Rule::name))
                .containsExactly("constant/elementwise");
    }
}
