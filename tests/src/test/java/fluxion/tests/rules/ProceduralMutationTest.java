package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.op.Flip;
import fluxion.core.op.Op;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.IndexedProduct;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import fluxion.core.rewrite.TensorEquation;
import fluxion.tests.programs.Equivalent;
import fluxion.tests.rules.Branches.Branch;
import fluxion.transforms.algebra.Arithmetic;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The checks find procedural rules wrong that are: whose replacement has another sign, size, factor or order, or of whose
 * conditions one always holds, or never. Of the conditions a few are tried, all by {@code -Dfluxion.mutants=all}. Those that
 * make no difference are named in {@code rules/equivalent.txt}, each under a reason.
 */
class ProceduralMutationTest {
    // ---- replacements -----------------------------------------------------------------------------------------------

    private record Mutation(String name, UnaryOperator<Expr> of) {}

    private static final Seq<Mutation> MUTATIONS = Array.of(
            new Mutation("one more", e -> e.dtype() == DType.BOOL ? e.not() : e.plus(Literal.of(e.tensorType(), 1))),
            new Mutation("one less", e -> e.dtype() == DType.BOOL ? e.not() : e.minus(Literal.of(e.tensorType(), 1))),
            new Mutation("other sign", e -> e.dtype() == DType.BOOL ? e.not() : Expr.apply(Unary.NEG, e)),
            new Mutation("twice", e -> e.dtype() == DType.BOOL ? e.not() : e.times(2)),
            new Mutation("axes in another order", e -> e.rank() == 0 ? e
                    : e.rank() >= 2 && e.shape().dim(e.rank() - 1) == e.shape().dim(e.rank() - 2) ? e.transpose()
                    : Expr.apply(new Flip(Ints.of(0)), e)));

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

    /** Each in at least two ways; zeros have no other sign, symmetric matrices and scalars no other order. */
    @TestFactory
    Stream<DynamicTest> changedReplacementsAreFound() {
        return CheckedRulesTest.procedural().map(rule -> dynamicTest(rule.name(), () -> {
            Seq<String> found = MUTATIONS.toStream().filter(mutation -> isFound(new Mutated(rule, mutation)))
                    .map(Mutation::name).take(2).toArray();
            assertThat(found).as(rule.text()).contains("one more").hasSize(2);
        })).toJavaStream();
    }

    private static boolean isFound(Rule wrong) {
        try {
            return !CheckedRulesTest.tally(wrong, 0, 12).wrong().isEmpty();
        } catch (RuntimeException endless) {
            return true;
        }
    }

    // ---- conditions -------------------------------------------------------------------------------------------------

    private static final boolean ALL = "all".equals(System.getProperty("fluxion.mutants"));
    /** One of so many mutants is tried unless all are. */
    private static final int SHARE = 200;
    /** How many results of another form, but the same values, are looked at. */
    private static final int FORMS = 60;
    private static final Seq<String> CLASSES = Branches.classes(Arithmetic.class).appendAll(
            Branches.classes(IndexedProduct.class).filter(c -> c.contains("IndexedProduct") || c.endsWith(".TensorEquation")));
    /** Which class of rules reaches a class without any most often. */
    private static final Map<String, String> USED_BY = HashMap.of("MatrixChain", "Inverses", "IndexedProduct", "IndexNotationRules",
            "TensorEquation", "TotalRules", "SignAnalysis", "PolynomialNormalForm");

    /** A condition that always holds, or never. */
    private record Mutant(Branch branch, boolean taken) {
        String name() {
            return branch.name(taken);
        }

        /** Whether it is one of those that are tried by default: the same ones whatever else changes. */
        boolean isSampled() {
            return Math.floorMod(name().hashCode() * 0x9E3779B1 >>> 7, SHARE) == 0;
        }
    }

    /** A trial as it went when nothing was forced. */
    private record Tried(Supplier<String> trial, BitSet seen, long steps) {}

    /** Every procedural rule is among what is mutated. */
    @Test
    void allRulesAreMutated() {
        Seq<String> known = CLASSES.flatMap(Branches::ruleNames);
        assertThat(CheckedRulesTest.procedural().map(Rule::name)).allMatch(known::contains, "stands in one of " + CLASSES);
    }

    @Test
    void droppedConditionsAreFound() {
        Map<String, String> equivalent = Equivalent.read("rules/equivalent.txt");
        Seq<Mutant> all = Branches.of(CLASSES).flatMap(b -> Array.of(new Mutant(b, true), new Mutant(b, false)));
        assertThat(all.map(Mutant::name)).doesNotHaveDuplicates();
        Seq<Mutant> tried = ALL ? all : all.filter(m -> m.isSampled() && !equivalent.containsKey(m.name()));
        Trials trials = new Trials();
        List<String> left = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (Mutant mutant : tried) {
            (trials.find(mutant) ? found : left).add(mutant.name());
        }
        if (ALL) {
            left.stream().filter(name -> !equivalent.containsKey(name)).forEach(System.out::println);
            System.out.println(all.size() + " mutants, " + found.size() + " found, " + equivalent.size() + " make no difference");
            assertThat(equivalent.keySet()).as("named in rules/equivalent.txt, and found or gone").isSubsetOf(left);
        }
        assertThat(left).as("conditions whose loss nothing finds, of " + tried.size()).isSubsetOf(equivalent.keySet());
        assertThat(tried.size()).as("mutants").isGreaterThan(9);
    }

    /** The trials of classes loaded anew, whose branches can be forced. */
    private static final class Trials {
        private final Supplier<Seq<String>> names;
        private final Function<String, Seq<Supplier<String>>> made;
        private final java.util.Map<String, Seq<Supplier<String>>> groups = new java.util.HashMap<>();
        private final java.util.Map<Supplier<String>, Tried> known = new IdentityHashMap<>();

        @SuppressWarnings("unchecked") // both that trials are
        Trials() {
            Forced.nothing();
            Object trials = Branches.loader(CLASSES).make(RuleTrials.class.getName());
            names = (Supplier<Seq<String>>) trials;
            made = (Function<String, Seq<Supplier<String>>>) trials;
        }

        boolean find(Mutant mutant) {
            int forms = 0;
            for (String group : groups(mutant.branch().method())) {
                for (Supplier<String> trial : groups.computeIfAbsent(group, made)) {
                    Tried tried = known.computeIfAbsent(trial, Trials::unforced);
                    if (tried.seen().get(2 * mutant.branch().number() + (mutant.taken() ? 0 : 1))) {
                        Forced.always(mutant.branch().number(), mutant.taken(), 20 * tried.steps() + 10_000);
                        String wrong = trial.get();
                        Forced.nothing();
                        forms += wrong.equals("~") ? 1 : 0;
                        if (!wrong.isEmpty() && !wrong.equals("~")) {
                            return true;
                        }
                        if (forms > FORMS) {
                            return false;
                        }
                    }
                }
            }
            return false;
        }

        /** First those of the rules of the class, which reach it most. */
        private Seq<String> groups(String method) {
            String name = method.substring(0, method.indexOf('.')).replaceAll("\\$.*", "");
            Seq<String> own = CLASSES.filter(c -> c.endsWith("." + USED_BY.get(name).getOrElse(name)))
                    .flatMap(Branches::ruleNames)
                    .filter(names.get()::contains);
            Seq<String> first = own.isEmpty() ? Array.of("sum/collect", "derivatives") : own;
            return first.appendAll(names.get().removeAll(first));
        }

        private static Tried unforced(Supplier<String> trial) {
            Forced.take();
            Forced.nothing();
            assertThat(trial.get()).as(trial.toString()).isEmpty();
            return new Tried(trial, Forced.take(), Long.MAX_VALUE - Forced.left());
        }
    }
}
