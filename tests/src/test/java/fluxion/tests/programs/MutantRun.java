package fluxion.tests.programs;

import fluxion.core.DType;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.ops.eval.Evaluator;
import fluxion.ops.simd.VectorKernel;
import fluxion.tests.eval.Compared;
import fluxion.tests.eval.RandomGraphs;
import io.vavr.Lazy;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** One program of the random ones, run by classes that are loaded anew; gives what fails, or nothing. */
public final class MutantRun implements LongFunction<String> {
    /** From here on programs over the whole language, below graphs of fewer operations and more elements. */
    static final long PROGRAMS = 1000;
    /** A sum whose error is seen only where its corrections are lost. */
    static final long CANCELLING = 0;
    /** From here on programs of one operation, by groups. */
    static final long OPERATIONS = 2000;
    /** No program: waits until vectors are ready, so that places are the same in each run. */
    static final long SETTLING = -1;
    private static final long PATIENCE = 60_000;

    private final Seq<Lazy<Seq<OneOperation>>> operations = OneOperations.groups();

    @Override
    public String apply(long seed) {
        try {
            if (seed == SETTLING) {
                VectorKernel.settle(PATIENCE);
            } else if (seed == CANCELLING) {
                return cancelling();
            } else if (seed >= OPERATIONS) {
                return operations.get((int) (seed - OPERATIONS)).get().map(OneOperation::check).find(s -> !s.isEmpty())
                        .getOrElse("");
            } else if (seed < PROGRAMS) {
                SplittableRandom random = new SplittableRandom(seed);
                Compared.check("seed " + seed, RandomGraphs.function(random, 8 + random.nextInt(40)), random);
            } else {
                ProgramChecks checks = new ProgramChecks(RandomPrograms.of(seed));
                ProgramChecks.ALL.get("naive").get().accept(checks);
            }
            return "";
        } catch (RuntimeException | Error e) {
            return String.valueOf(e);
        }
    }

    /** Σ of 10¹⁶, 1, −10¹⁶, 1 over and over, far enough apart to fall into parts that are added one after another. */
    private static String cancelling() {
        double[] repeated = {1e16, 1, -1e16, 1};
        int apart = 1 << 13;
        double[] numbers = new double[1 << 18];
        for (int i = 0; i < numbers.length; i += apart) {
            numbers[i] = repeated[i / apart % 4];
        }
        Var x = new Var("x", TensorType.of(DType.F64, numbers.length));
        double sum = Evaluator.evaluate(Fn.of(Array.of(x), Array.of(x.sum())), Array.of(Tensor.of(numbers))).get(0).toDouble();
        double ones = numbers.length / (double) apart / 2;
        return sum == ones ? "" : "a sum of " + ones + ": " + sum;
    }
}
