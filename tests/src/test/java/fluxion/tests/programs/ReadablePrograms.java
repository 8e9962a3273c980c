package fluxion.tests.programs;

import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Grad;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Arrays;

/** Random programs for tests of other packages. */
public final class ReadablePrograms {
    private ReadablePrograms() {}

    /** The gradient of a scalar function over the whole language, in all parameters that it has one in. */
    public static Fn gradient(long seed) {
        Program program = RandomPrograms.of(seed);
        return Simplify.of(Grad.of(program.loss(program.function()), Ints.range(0, program.inputs().size())));
    }

    /** Where a function with the parameters of that gradient differs from it, at the program's arguments. */
    public static Option<String> difference(long seed, Fn gradient, Fn other) {
        Program program = RandomPrograms.of(seed);
        Seq<Tensor> want = Evaluator.evaluate(gradient, program.arguments());
        Seq<Tensor> got = Evaluator.evaluate(other, program.arguments());
        double tolerance = program.isSingle() ? 2e-3 : 1e-7;
        return Array.range(0, want.size()).flatMap(i -> difference(Agree.doubles(want.get(i)), Agree.doubles(got.get(i)), tolerance)).headOption();
    }

    private static Option<String> difference(double[] want, double[] got, double tolerance) {
        double largest = Arrays.stream(want).filter(Double::isFinite).map(Math::abs).reduce(1e-3, Math::max);
        for (int i = 0; i < want.length; i++) {
            if (!Double.isNaN(want[i]) && want[i] != got[i] && !(Math.abs(want[i] - got[i]) <= tolerance * largest)) {
                return Option.of("element " + i + ": " + got[i] + ", want " + want[i]);
            }
        }
        return Option.none();
    }
}
