package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.rewrite.Equation;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import fluxion.transforms.Algebra;
import fluxion.transforms.RewriteException;
import fluxion.transforms.Simplify;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each procedural rule on nodes that match and on nodes that nearly match, every firing evaluated before and after. The nodes
 * are the rule's {@link RuleExamples} and what {@link Perturbed} makes of them; another start by
 * {@code -Dfluxion.rules.seed=N}, more of them by {@code -Dfluxion.rules.count=N}. What becomes of the usual ones is written in
 * {@link RuleResults}.
 */
class CheckedRulesTest {
    private static final long SEED = Long.getLong("fluxion.rules.seed", 0);
    /** Nodes of each rule that nearly match. */
    static final int USUAL = 60;
    private static final int COUNT = Integer.getInteger("fluxion.rules.count", USUAL);

    static Seq<Rule> procedural() {
        return Algebra.rules().appendAll(Algebra.costly()).reject(Equation.class::isInstance);
    }

    @TestFactory
    Stream<DynamicTest> whatMatchesAndWhatNearlyDoes() {
        Map<String, String> written = RuleResults.read();
        return procedural().map(rule -> dynamicTest(rule.name(), () -> {
            Tally tally = tally(rule, SEED, COUNT);
            if (SEED == 0 && COUNT == USUAL && !RuleResults.isWritten()) {
                assertThat(tally.results())
                        .as("what becomes of examples and of nodes that nearly match, see RuleResults: " + rule.text())
                        .isEqualTo(written.get(rule.name()).getOrElse(""));
            }
            assertThat(tally.wrong()).as(rule.text()).isEmpty();
            assertThat(tally.fired()).as("nodes that match " + rule.text()).isPositive();
            assertThat(tally.missed()).as("nodes that nearly match " + rule.text()).isPositive();
        })).toJavaStream();
    }

    @Test
    void resultsAreWrittenAnewWhereThatIsWanted() {
        if (RuleResults.isWritten()) {
            RuleResults.write(procedural().toLinkedMap(rule -> Tuple.of(rule.name(), tally(rule, 0, USUAL).results())));
        }
        assertThat(RuleResults.read().keySet().toArray()).isEqualTo(procedural().map(Rule::name).toArray());
    }

    @TestFactory
    Stream<DynamicTest> equationsOfEachType() {
        Seq<Rule> all = Algebra.rules().appendAll(Algebra.costly());
        return all.filter(Equation.class::isInstance).map(Equation.class::cast).map(rule -> dynamicTest(rule.name(), () -> {
            for (DType dtype : Array.of(DType.F64, DType.F32, DType.I32, DType.I64)) {
                TensorType type = TensorType.of(dtype, 24);
                Seq<Option<Expr>> holes = rule.left().holes()
                        .map(h -> Option.of(new Var(h.name(), h.dtype() == DType.BOOL ? type.withDtype(DType.BOOL) : type)));
                try {
                    rule.left().build(holes, type, Make.PLAIN).forEach(left -> Array.range(0, 3)
                            .forEach(seed -> Simplify.only(rule).checked(SEED + seed).apply(Array.of(left))));
                } catch (DTypeException notForThis) {
                    assertThat(dtype.isFloat()).as(rule.text()).isFalse();
                }
            }
        })).toJavaStream();
    }

    /** What became of the nodes of a rule; of each a character. */
    record Tally(int fired, int missed, List<String> wrong, String results) {}

    /** Examples, what is at the borders of the conditions, and what random changes make of the examples. */
    static Seq<Seq<Expr>> nodes(Rule rule, long seed, int count) {
        Seq<Expr> examples = RuleExamples.of(rule.name());
        return examples.appendAll(RuleNeighbours.of(rule.name())).map(e -> (Seq<Expr>) Array.of(e))
                .appendAll(Array.range(0, count).map(i -> {
                    Perturbed perturbed = new Perturbed(31 * seed + examples.size() + i);
                    return perturbed.shared(perturbed.of(examples.get(i % examples.size())));
                }));
    }

    static Tally tally(Rule rule, long seed, int count) {
        Simplify simplify = Simplify.only(rule);
        int fired = 0;
        int missed = 0;
        List<String> wrong = new ArrayList<>();
        StringBuilder results = new StringBuilder();
        Seq<Expr> examples = RuleExamples.of(rule.name());
        Seq<Seq<Expr>> nodes = nodes(rule, seed, count);
        for (int i = 0; i < nodes.size(); i++) {
            Seq<Expr> roots = nodes.get(i);
            if (!Graph.topological(roots).exists(e -> e instanceof Apply a && rule.concerns(a.op()))) {
                continue;
            }
            try {
                Seq<Expr> after = simplify.checked(seed + i).apply(roots);
                boolean same = after.zip(roots).forAll(p -> p._1 == p._2);
                fired += same ? 0 : 1;
                missed += same ? 1 : 0;
                results.append(RuleResults.of(roots, after));
            } catch (RewriteException different) {
                wrong.add("node " + i + " after " + examples.size() + " examples: " + different.getMessage());
            }
        }
        return new Tally(fired, missed, wrong, results.toString());
    }
}
