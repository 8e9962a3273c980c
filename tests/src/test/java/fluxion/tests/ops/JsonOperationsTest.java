package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Fold;
import fluxion.core.op.Windows;
import fluxion.dsl.export.Json;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Every operation of the catalogue out as JSON and in again: the same parameters, the same bits; and damaged texts of all of them. */
class JsonOperationsTest {
    @TestFactory
    Stream<DynamicTest> everyOperationSurvives() {
        return Catalogue.rows().map(row -> dynamicTest(row.name(), () -> {
            survives(row, row.fn());
            if (row.derivative() == Row.Derivative.SMOOTH) {
                survives(row, Numeric.pullback(Numeric.floating(row.fn()), row.floating()));
            }
        })).toJavaStream();
    }

    private static void survives(Row row, Fn fn) {
        String text = Json.write(fn);
        Fn again = Json.read(text);
        assertThat(Json.write(again)).isEqualTo(text);
        SplittableRandom random = new SplittableRandom(row.name().hashCode());
        Seq<Tensor> at = row.sample(random);
        Seq<Tensor> all = at.appendAll(Numeric.directions(random, fn.parameterTypes().drop(at.size())));
        assertThat(Numeric.run(again, all).toJavaList()).isEqualTo(Numeric.run(fn, all).toJavaList());
    }

    private static final String[] PIECES = {"\"", "{", "}", "[", "]", ",", ":", "null", "true", "-1", "0", "1e999", "-0.0", "\"NaN\"", "99999999999", "2147483647", "-2147483648", "{}", "[]",
        "\"f64[2147483647,2147483647]\"", "\"f64[1000000]\"", "\"op\"", "\"in\"", "\"Unary.SIN\"", "[[[[[[[[", "\\u0000", "\\"};

    /** A seeded fuzz: characters and pieces of JSON lost, changed, doubled, moved; every text is read or refused. */
    @Test
    @Timeout(60)
    void damagedTextsAreReadOrRefused() {
        SplittableRandom random = new SplittableRandom(7);
        Seq<String> good = Catalogue.rows().map(row -> Json.write(row.fn()));
        int refused = 0;
        for (int k = 0; k < 20_000; k++) {
            String text = damaged(good.get(random.nextInt(good.size())), good, random);
            try {
                Json.read(text);
            } catch (FluxionException e) {
                refused++;
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("document " + k + " of seed 7: " + text, e);
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    private static String damaged(String good, Seq<String> all, SplittableRandom random) {
        StringBuilder text = new StringBuilder(good);
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            if (text.isEmpty()) {
                return "";
            }
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(1, 12));
            switch (random.nextInt(7)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.setCharAt(at, (char) random.nextInt(' ', 127));
                case 2 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 3 -> text.insert(at, text.substring(at, end));
                case 4 -> text.setLength(at);
                case 5 -> number(text, at, random);
                default -> {
                    String other = all.get(random.nextInt(all.size()));
                    int from = random.nextInt(other.length());
                    text.replace(at, end, other.substring(from, Math.min(other.length(), from + end - at)));
                }
            }
        }
        return text.toString();
    }

    /** The next number becomes another: a wrong reference, axis, length or count. */
    private static void number(StringBuilder text, int from, SplittableRandom random) {
        int at = from;
        while (at < text.length() && !Character.isDigit(text.charAt(at))) {
            at++;
        }
        int end = at;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        String[] numbers = {"-1", "0", "1", "7", "1000000", "2147483647", "-2147483648", "4294967296", "0.5", "1e3"};
        text.replace(at, end, numbers[random.nextInt(numbers.length)]);
    }
}
