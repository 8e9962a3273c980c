package fluxion.tests.programs;

import fluxion.tests.eval.Compared;
import fluxion.tests.eval.RandomGraphs;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** One program of the random ones, run by classes that are loaded anew; gives what fails, or nothing. */
public final class MutantRun implements LongFunction<String> {
    /** From here on programs over the whole language, below graphs of fewer operations and more elements. */
    static final long PROGRAMS = 1000;

    @Override
    public String apply(long seed) {
        try {
            if (seed < PROGRAMS) {
                SplittableRandom random = new SplittableRandom(seed);
                Compared.check("seed " + seed, RandomGraphs.function(random, 8 + random.nextInt(40)), random);
            } else {
                ProgramChecks checks = new ProgramChecks(RandomPrograms.of(seed));
                ProgramChecks.ALL.get("naive").get().accept(checks);
            }
            return "";
        } catch (AssertionError | RuntimeException e) {
            return String.valueOf(e);
        }
    }
}
