package fluxion.tests.programs;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.dsl.export.JavaSource;
import fluxion.ops.eval.Evaluator;
import fluxion.tests.explain.CompiledJava;
import fluxion.transforms.Grad;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random programs against themselves: simplified and not, forwards and backwards, in lanes and one by one, in chunks and
 * whole, by plain loops, by other threads, out of text. Each is simplified and makes one check more, in turn; Jacobians and
 * Hessian-vector products, which take ten times as long, are those of every fourth program. Others are tried by
 * {@code -Dfluxion.programs.seed=N -Dfluxion.programs.count=M}; with {@code -Dfluxion.programs.all=true} every check is made
 * of every program.
 */
class RandomProgramsTest {
    private static final long FIRST = Long.getLong("fluxion.programs.seed", 1);
    private static final int COUNT = Integer.getInteger("fluxion.programs.count", 100);
    private static final boolean ALL = Boolean.getBoolean("fluxion.programs.all");
    private static final int SHRUNK = 5;
    private static final int SPLIT = 40;
    /** Of so many programs it is asked that every operation occurs, whether they are run or not. */
    private static final int ENOUGH = 600;
    private static final Seq<String> DEAR = Array.of("jacobians", "Hessian products");

    @Test
    void agreeWithThemselves() {
        List<String> failures = new ArrayList<>();
        Set<String> occurring = new HashSet<>();
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            Program program = RandomPrograms.of(seed);
            occurring.addAll(program.steps().map(Step::op).toJavaList());
            Option<String> failure = failure(program, checks(seed));
            if (failure.isDefined()) {
                failures.add(failures.size() < SHRUNK ? reproduced(program, checks(seed), failure.get()) : "seed " + seed + ": "
                        + failure.get());
            }
        }
        assertThat(failures).as("programs that disagree with themselves").isEmpty();
        for (long seed = FIRST + COUNT; seed < FIRST + ENOUGH; seed++) {
            occurring.addAll(RandomPrograms.of(seed).steps().map(Step::op).toJavaList());
        }
        assertThat(Operation.all().keySet().filter(op -> !occurring.contains(op) && !op.equals("iset") && !op.equals("dupdate"))
                .toJavaList()).as("operations in none of so many programs").isEmpty();
    }

    private static Seq<Tuple2<String, Consumer<ProgramChecks>>> checks(long seed) {
        Seq<Tuple2<String, Consumer<ProgramChecks>>> all = ProgramChecks.ALL.toArray();
        Seq<Tuple2<String, Consumer<ProgramChecks>>> cheap = all.tail().filter(c -> !DEAR.contains(c._1));
        return ALL ? all : Array.of(all.head(), cheap.get((int) (seed / 4 % cheap.size())))
                .appendAll(all.filter(c -> DEAR.indexOf(c._1) == seed % 4));
    }

    private static Option<String> failure(Program program, Seq<Tuple2<String, Consumer<ProgramChecks>>> checks) {
        ProgramChecks of;
        try {
            of = new ProgramChecks(program);
            if (!of.isTame()) {
                return Option.none();
            }
        } catch (AssertionError | RuntimeException e) {
            return Option.of("value and gradient: " + e);
        }
        for (Tuple2<String, Consumer<ProgramChecks>> check : checks) {
            try {
                check._2.accept(of);
            } catch (AssertionError | RuntimeException e) {
                return Option.of(check._1 + ": " + e);
            }
        }
        return Option.none();
    }

    private static String reproduced(Program program, Seq<Tuple2<String, Consumer<ProgramChecks>>> checks, String failure) {
        Seq<Tuple2<String, Consumer<ProgramChecks>>> failing = checks.filter(c -> failure.startsWith(c._1 + ":"));
        Program small = Shrinking.of(program, p -> failure(p, failing).isDefined(), 20);
        return "-Dfluxion.programs.seed=" + program.seed() + " -Dfluxion.programs.count=1: " + failure + "\nfails as well, with "
                + failure(small, failing).getOrElse("nothing") + ", in\n" + ProgramText.of(small) + "\n";
    }

    /** Values and, of every third, gradients, many in one class. */
    @Test
    void exportedAsJava(@TempDir Path directory) {
        Seq<Program> programs = Array.range(0, Math.min(60, COUNT)).map(i -> RandomPrograms.of(FIRST + 7 * i))
                .filter(p -> !p.isSingle());
        Seq<Fn> functions = programs.zipWithIndex((p, i) -> i % 3 > 0 ? p.function() : gradient(p));
        Seq<Seq<Integer>> groups = Array.range(0, programs.size()).grouped(8).toArray().map(g -> g);
        Seq<String> names = groups.zipWithIndex((_, i) -> "exported.Random" + i);
        Seq<Fn> together = groups.map(g -> new Fn(g.flatMap(i -> functions.get(i).params()),
                g.flatMap(i -> functions.get(i).results())));
        try (CompiledJava compiled = CompiledJava.of(directory,
                LinkedHashMap.ofEntries(names.zip(together).map(t -> Tuple.of(t._1, JavaSource.of(t._1, "compute", t._2)))))) {
            for (int k = 0; k < groups.size(); k++) {
                Seq<Tensor> arguments = groups.get(k).flatMap(i -> programs.get(i).arguments());
                CompiledJava.agree("seeds " + groups.get(k).map(i -> programs.get(i).seed()),
                        compiled.run(names.get(k), arguments), Evaluator.evaluate(together.get(k), arguments), 1e-7);
            }
        }
    }

    private static Fn gradient(Program program) {
        return Grad.of(program.loss(program.function()), Ints.range(0, program.inputs().size()));
    }

    /** Elements so many that their work is split. */
    @Test
    void sameBitsWhereWorkIsSplit() {
        for (long seed = FIRST; seed < FIRST + Math.min(SPLIT, COUNT); seed++) {
            Program program = RandomPrograms.large(seed);
            try {
                new ProgramChecks(program).sameBits(4);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("large program of seed " + seed + ":\n" + ProgramText.steps(program), e);
            }
        }
    }
}
