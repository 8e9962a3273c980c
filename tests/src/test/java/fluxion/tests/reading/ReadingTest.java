package fluxion.tests.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Compare;
import fluxion.core.op.Select;
import fluxion.core.parse.Formula;
import fluxion.core.print.MathText;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Grad;
import fluxion.transforms.Simplify;
import fluxion.transforms.reading.Reading;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Reading forms: what is written on paper, and the values of what is evaluated. */
class ReadingTest {
    private static final Ints FIRST = Ints.of(0);
    private static final int POINTS = 40;
    private static final double RELATIVE = 1e-10;

    private record Row(String source, String asked, String function, String text) {
        Fn evaluated() {
            Fn f = Formula.fn(function);
            return Simplify.of(switch (asked) {
                case "''" -> Grad.of(Grad.of(f, FIRST), FIRST);
                case "=" -> f;
                default -> Grad.of(f, FIRST);
            });
        }
    }

    private static Seq<Row> rows() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                ReadingTest.class.getResourceAsStream("/reading/scalars.txt"), StandardCharsets.UTF_8))) {
            return Array.ofAll(in.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList()).map(line -> {
                String text = line.substring(line.lastIndexOf('|') + 1);
                String source = line.substring(0, line.indexOf('|'));
                String function = line.substring(line.indexOf('|') + 1, line.lastIndexOf('|'));
                String asked = function.startsWith("''") ? "''" : function.startsWith("=") ? "=" : "";
                return new Row(source, asked, function.substring(asked.length()), text);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> asOnPaper() {
        return rows().map(row -> dynamicTest(row.source() + ": " + row.asked() + row.function(), () ->
                assertThat(read(Reading.of(row.evaluated()))).isEqualTo(row.text()))).toJavaStream();
    }

    private static String read(Fn form) {
        String text = MathText.of(form, Integer.MAX_VALUE / 2);
        return text.substring(text.indexOf('↦') + 2).replaceAll("\n +where ", "; where ").replaceAll("\n +", "; ");
    }

    @TestFactory
    Stream<DynamicTest> valuesStay() {
        return rows().map(row -> dynamicTest(row.source() + ": " + row.asked() + row.function(), () -> {
            Fn evaluated = row.evaluated();
            assertThat(agreeing(evaluated, Reading.of(evaluated), 11)).as("points at which it is a number").isGreaterThan(4);
        })).toJavaStream();
    }

    /** How many points were compared: those at which the function is a number. */
    private static int agreeing(Fn fn, Fn form, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int compared = 0;
        for (int i = 0; i < POINTS; i++) {
            double scale = i % 2 == 0 ? 1 : 4;
            boolean positive = i % 4 < 2;
            Seq<Tensor> at = fn.params().map(v -> Tensor.of(v.shape(), random.doubles(v.shape().size(), positive ? 0.05 : -scale, scale)
                    .toArray()));
            Seq<Tensor> expected = Evaluator.evaluate(fn, at);
            Seq<Tensor> actual = Evaluator.evaluate(form, at);
            for (int r = 0; r < expected.size(); r++) {
                double[] values = expected.get(r).doubles();
                double[] ours = actual.get(r).doubles();
                for (int k = 0; k < values.length; k++) {
                    if (Double.isFinite(values[k])) {
                        compared++;
                        assertThat(Math.abs(ours[k] - values[k])).as("%s and %s at %s", values[k], ours[k], at)
                                .isLessThanOrEqualTo(RELATIVE * Math.max(1e-2, Math.abs(values[k])));
                    }
                }
            }
        }
        return compared;
    }

    /** Random scalar functions: the form is equal, and its text never longer by more than an order of terms costs. */
    @Test
    void randomFunctionsKeepTheirValues() {
        SplittableRandom random = new SplittableRandom(5);
        int compared = 0;
        for (int i = 0; i < 60; i++) {
            Var x = new Var("x", TensorType.scalar(DType.F64));
            Var y = new Var("y", TensorType.scalar(DType.F64));
            List<Expr> pool = new ArrayList<>(List.of(x, y, x));
            for (int step = 0; step < 7; step++) {
                pool.add(step(random, pool));
            }
            Fn f = Simplify.of(Fn.of(Array.of(x, y), Array.of(pool.getLast())));
            Fn g = Simplify.of(Grad.of(f, FIRST));
            for (Fn fn : Array.of(f, g)) {
                try {
                    compared += agreeing(fn, Reading.of(fn), i);
                } catch (AssertionError e) {
                    throw new AssertionError(MathText.of(fn) + "\n  reads as " + MathText.of(Reading.of(fn)), e);
                }
            }
        }
        assertThat(compared).isGreaterThan(1_000);
    }

    private static Expr step(SplittableRandom random, List<Expr> pool) {
        Expr a = pool.get(random.nextInt(pool.size()));
        Expr b = pool.get(random.nextInt(pool.size()));
        return switch (random.nextInt(20)) {
            case 0, 1 -> a.plus(b);
            case 2 -> a.minus(b);
            case 3, 4, 5 -> a.times(b);
            case 6, 7 -> a.div(b);
            case 8 -> a.square();
            case 9 -> a.sqrt();
            case 10 -> a.times(0.25).exp();
            case 11 -> a.abs();
            case 12 -> a.log();
            case 13 -> a.sin();
            case 14 -> a.times(random.nextInt(-3, 4)).plus(random.nextInt(-3, 4));
            case 15 -> a.reciprocal();
            case 16 -> a.div(random.nextInt(1, 7));
            case 17 -> a.square().plus(1).pow(random.nextInt(-2, 4));
            case 18 -> a.cbrt();
            default -> Expr.apply(new Select(), Expr.apply(Compare.LT, a, b), a, b.square());
        };
    }

    /** Long functions stay what they are, quickly. */
    @Test
    void longFunctionsTakeLinearTime() {
        Var x = new Var("x", TensorType.scalar(DType.F64));
        Expr deep = x;
        for (int i = 0; i < 50_000; i++) {
            deep = deep.times(x).plus(1);
        }
        Fn fn = Fn.of(Array.of(x), Array.of(deep));
        long start = System.nanoTime();
        assertThat(Reading.of(fn).results().get(0)).isSameAs(fn.results().get(0));
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }
}
