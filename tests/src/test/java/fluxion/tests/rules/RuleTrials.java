package fluxion.tests.rules;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.print.MathText;
import fluxion.core.rewrite.Cost;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import fluxion.transforms.Simplify;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.IdentityHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the nets try on procedural rules: examples of each rule and nodes that nearly match, tables of derivatives, near misses
 * and random programs by all rules at once; every firing evaluated before and after. Trials come in groups, by the names of
 * rules and of nets; each gives what is wrong: nothing, or ~ where the result only has another form than at first.
 */
public final class RuleTrials implements Supplier<Seq<String>>, Function<String, Seq<Supplier<String>>> {
    private static final int STRUCTURES = Integer.getInteger("fluxion.mutants.structures", 150);
    private static final int EXPRESSIONS = Integer.getInteger("fluxion.mutants.expressions", 150);

    /** What a trial finds wrong besides values that differ, errors and more work. */
    private enum Kind {
        /** An example of a rule, which must fire. */
        EXAMPLE,
        /** What {@link RuleResults} tell of. */
        WRITTEN,
        /** What is printed in tables of derivatives. */
        PRINTED,
        /** Values alone. */
        VALUE
    }

    private final Map<String, Rule> rules = CheckedRulesTest.procedural().toLinkedMap(rule -> Tuple.of(rule.name(), rule));

    /** The names of all groups. */
    @Override
    public Seq<String> get() {
        return Array.of("facts", "equations").appendAll(rules.keySet())
                .appendAll(Array.of("derivatives", "goals", "near misses", "structures", "expressions"));
    }

    /** The trials of a group. */
    @Override
    public Seq<Supplier<String>> apply(String group) {
        return Array.narrow((Array<? extends Supplier<String>>) switch (group) {
            case "facts" -> Array.of(told(FactsTest::told));
            case "equations" -> Array.of(told(TensorEquationTest::told));
            case "derivatives" -> printed(group, DerivativeTableTest.derivatives());
            case "goals" -> printed(group, GoalsTest.derivatives());
            case "near misses" -> values(group, NearMissesTest.expressions().map(Array::of));
            case "structures" -> values(group, Array.range(0, STRUCTURES)
                    .map(i -> new RandomStructures(i).program(18).results()));
            case "expressions" -> values(group, Array.of(DType.F64, DType.F32, DType.I32).flatMap(dtype ->
                    Array.range(0, EXPRESSIONS).map(i -> Array.of(new RandomExpressions(i, dtype).expression(4 + i % 30)))));
            default -> nodes(rules.get(group).get());
        });
    }

    private static Supplier<String> told(Supplier<String> tells) {
        String usual = tells.get();
        return () -> {
            try {
                return tells.get().equals(usual) ? "" : "tells otherwise";
            } catch (RuntimeException | Error wrong) {
                return String.valueOf(wrong);
            }
        };
    }

    private static Array<Trial> printed(String group, Seq<Seq<Expr>> roots) {
        return Array.ofAll(roots.zipWithIndex().map(p -> new Trial(group + " " + p._2, Kind.PRINTED, Option.none(), p._1, p._2)));
    }

    private static Array<Trial> values(String group, Seq<? extends Seq<Expr>> roots) {
        return Array.ofAll(roots.zipWithIndex().map(p -> new Trial(group + " " + p._2, Kind.VALUE, Option.none(), p._1, p._2)));
    }

    private static Array<Trial> nodes(Rule rule) {
        int examples = RuleExamples.of(rule.name()).size();
        return Array.ofAll(CheckedRulesTest.nodes(rule, 0, CheckedRulesTest.USUAL).zipWithIndex().filter(p ->
                Graph.topological(p._1).exists(e -> e instanceof Apply a && rule.concerns(a.op()))).map(p -> new Trial(
                        rule.name() + " " + p._2, p._2 < examples ? Kind.EXAMPLE : Kind.WRITTEN, Option.of(rule), p._1, p._2)));
    }

    /** An application of a rule, or of all. */
    private static final class Trial implements Supplier<String> {
        private final String name;
        private final Kind kind;
        private final Option<Rule> rule;
        private final Seq<Expr> roots;
        private final int seed;
        /** What becomes of it when nothing is forced. */
        private Option<Seq<Expr>> usual = Option.none();
        private boolean alone;

        Trial(String name, Kind kind, Option<Rule> rule, Seq<Expr> roots, int seed) {
            this.name = name;
            this.kind = kind;
            this.rule = rule;
            this.roots = roots;
            this.seed = seed;
        }

        @Override
        public String get() {
            try {
                return usual.isEmpty() ? first() : again(usual.get());
            } catch (RuntimeException | Error wrong) {
                return String.valueOf(wrong).lines().findFirst().orElse("");
            }
        }

        @Override
        public String toString() {
            return name;
        }

        /** By rules anew each time, as these remember which operations they concern. */
        private Simplify by() {
            return rule.map(Simplify::only).getOrElse(() -> Simplify.with().except());
        }

        private String first() {
            Seq<Expr> after = by().apply(roots);
            by().checked(seed).apply(roots);
            usual = Option.of(after);
            alone = alone();
            return kind == Kind.EXAMPLE && RuleResults.of(roots, after) == '.' ? "does not fire" : "";
        }

        /** Whether an example fires where nothing else is known. */
        private boolean alone() {
            return kind == Kind.EXAMPLE && roots.get(0) instanceof Apply node
                    && rule.exists(r -> r.concerns(node.op()) && r.rewrite(node, Make.PLAIN).isDefined());
        }

        private String again(Seq<Expr> before) {
            Seq<Expr> after = by().apply(roots);
            double most = Math.max(Cost.of(roots), Cost.of(before));
            if (Cost.of(after) > most * (1 + 1e-9)) {
                return "costs " + Cost.of(after) + " instead of " + most;
            }
            if (alone() != alone) {
                return "fires, or does not, by itself";
            }
            if (after.zip(before).forAll(p -> same(p._1, p._2, new IdentityHashMap<>()))) {
                return "";
            }
            boolean told = switch (kind) {
                case EXAMPLE, WRITTEN -> RuleResults.of(roots, after) != RuleResults.of(roots, before);
                case PRINTED -> !text(after).equals(text(before));
                case VALUE -> false;
            };
            if (told) {
                return "becomes something else";
            }
            by().checked(seed).apply(roots);
            return "~";
        }
    }

    private static String text(Seq<Expr> results) {
        return results.map(e -> MathText.of(e, Integer.MAX_VALUE / 2)).mkString("; ");
    }

    private static boolean same(Expr a, Expr b, java.util.Map<Expr, Expr> known) {
        if (a == b || known.get(a) == b) {
            return true;
        }
        boolean same = switch (a) {
            case Apply x -> b instanceof Apply y && x.op().equals(y.op()) && x.inputs().size() == y.inputs().size()
                    && x.inputs().zip(y.inputs()).forAll(p -> same(p._1, p._2, known));
            case Result x -> b instanceof Result y && x.index() == y.index() && same(x.of(), y.of(), known);
            case Tensor x -> b instanceof Tensor && x.toString().equals(b.toString());
            case Var x -> x.equals(b);
        };
        if (same) {
            known.put(a, b);
        }
        return same;
    }
}
