package fluxion.tests.programs;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.DType;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Grad;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random programs, and the gradients of every third, as formulas, read back: the same bits and dtypes, at finite arguments and where some are infinite, NaN or −0.
 * {@code -Dfluxion.printed.seed=N -Dfluxion.printed.count=M} takes others, and more.
 */
class PrintedProgramsTest {
    private static final long FIRST = Long.getLong("fluxion.printed.seed", 1);
    private static final int COUNT = Integer.getInteger("fluxion.printed.count", 100);
    private static final double[] SPECIAL = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, -0.0};

    @Test
    void formulasAreReadBackBitForBit() {
        List<String> different = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            failure(seed).forEach(different::add);
        }
        assertThat(different).as("formulas that are read otherwise").isEmpty();
    }

    private static Option<String> failure(long seed) {
        Program program = RandomPrograms.of(seed);
        Fn fn = seed % 3 == 0 ? Grad.of(program.loss(program.function()), Ints.range(0, program.inputs().size())) : program.function();
        String text = formula(fn);
        try {
            Fn read = parse(text);
            SplittableRandom random = new SplittableRandom(seed);
            same(fn, read, program.arguments());
            same(fn, read, program.arguments().map(t -> spoilt(t, random)));
            assertThat(formula(read)).isEqualTo(text);
            return Option.none();
        } catch (AssertionError | RuntimeException e) {
            return Option.of("-Dfluxion.printed.seed=" + seed + " -Dfluxion.printed.count=1: " + e + "\n" + text);
        }
    }

    /** With one element that is no ordinary number. */
    private static Tensor spoilt(Tensor x, SplittableRandom random) {
        if (!x.dtype().isFloat() || x.shape().size() == 0) {
            return x;
        }
        double[] elements = Evaluator.evaluate(x.cast(DType.F64)).doubles();
        elements[random.nextInt(elements.length)] = SPECIAL[random.nextInt(SPECIAL.length)];
        return Evaluator.evaluate(Tensor.of(x.shape(), elements).cast(x.dtype()));
    }

    private static void same(Fn expected, Fn found, Seq<Tensor> arguments) {
        Seq<Tensor> e = Evaluator.evaluate(expected, arguments);
        Seq<Tensor> f = Evaluator.evaluate(found, arguments);
        assertThat(f.map(Tensor::type)).isEqualTo(e.map(Tensor::type));
        for (int i = 0; i < e.size(); i++) {
            assertThat(bits(f.get(i))).isEqualTo(bits(e.get(i)));
        }
    }

    /** All elements; NaN are all alike. */
    private static List<?> bits(Tensor x) {
        return switch (x.dtype()) {
            case F64, F32, I32 -> Arrays.stream(x.doubles()).mapToObj(Double::doubleToLongBits).toList();
            case I64 -> Arrays.stream(x.longs()).boxed().toList();
            case BOOL -> Array.ofAll(x.booleans()).asJava();
        };
    }

    @Test
    void constantsOfAnySizeAndDtypeAreKept() {
        Fn fn = Fn.of(Array.empty(), Array.of(Tensor.of(new double[] {0.1, -0.0, 1e-300, Double.NaN, Double.NEGATIVE_INFINITY, 4.9e-324, 7}),
                Tensor.of(new float[] {0.1f, Float.MAX_VALUE, -1e-45f}), Tensor.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1}),
                Tensor.of(new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE}), Tensor.of(new boolean[] {true, false}), eval(zeros(f32(0, 3))),
                eval(iota(f64(2, 5, 7), 2)), eval(ones(f32(40, 3))), Tensor.of(1L << 60), Tensor.of(true),
                Tensor.of(fluxion.core.Shape.of(2, 2), new long[] {1, -2, 3, 4}), Tensor.of(fluxion.core.Shape.of(2, 2), new boolean[] {true, false, false, true})));
        same(fn, parse(formula(fn)), Array.empty());
    }
}
