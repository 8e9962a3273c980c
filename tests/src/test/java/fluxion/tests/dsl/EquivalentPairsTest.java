package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.equivalent;
import static fluxion.dsl.Fluxion.parse;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.dsl.Equivalence;
import fluxion.dsl.Equivalence.Proven;
import fluxion.dsl.Equivalence.Refuted;
import fluxion.dsl.Equivalence.Undecided;
import fluxion.transforms.Grad;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Pairs of functions that are equal, and pairs that nearly are, as text: identities (numbers such as 4.3.27 are those of Abramowitz
 * and Stegun) beside the same with one sign, factor, index, condition or constant changed. What each line says was confirmed
 * apart from this library, in sixty digits. No answer may be false; few may stay open.
 *
 * <p>By default every twelfth line is asked; {@code -Dfluxion.equivalence.all=true} asks all and counts,
 * {@code -Dfluxion.equivalence.report=true} lists those that stay open.
 */
class EquivalentPairsTest {
    private static final boolean ALL = Boolean.getBoolean("fluxion.equivalence.all");
    private static final boolean REPORT = Boolean.getBoolean("fluxion.equivalence.report");
    private static final int PART = 12;

    /**
     * A line of the table.
     *
     * @param name of the identity
     * @param parameters names, and lengths of axes
     * @param left one side; {@code d:} before it means its gradient in the first parameter
     * @param equal what equals it, maybe nothing
     * @param near what does not, maybe nothing
     * @param partly whether only one side of the equality is defined somewhere, so that a proof has to say where
     */
    private record Line(String name, String parameters, String left, Option<String> equal, Option<String> near, boolean partly) {
        static Line of(String text) {
            Seq<String> parts = Array.of(text.split(" ;; ")).map(String::strip);
            return new Line(parts.get(0), parts.get(1), parts.get(2), side(parts.get(3)), side(parts.get(4)), parts.size() > 5);
        }

        private static Option<String> side(String text) {
            return Option.when(!text.equals("-"), text);
        }

        Equivalence asked(String other) {
            return equivalent(left.startsWith("d: ") ? Grad.of(fn(left.substring(3)), Ints.of(0)) : fn(left), fn(other));
        }

        private Fn fn(String body) {
            return parse(Array.of(parameters.split(",")).map(p -> {
                String[] parts = p.strip().split(":");
                String dims = parts.length == 1 ? "" : parts[1];
                return parts[0] + ": f64" + (dims.isEmpty() ? "" : dims.length() == 2 && !dims.equals("50")
                        ? "[" + dims.charAt(0) + "," + dims.charAt(1) + "]" : "[" + dims + "]");
            }).mkString("(", ", ", ") -> ") + body);
        }
    }

    private static Seq<Line> lines() {
        try (var table = EquivalentPairsTest.class.getResourceAsStream("/equivalence/pairs.txt")) {
            Seq<Line> all = Array.of(new String(table.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
                    .reject(line -> line.isBlank() || line.startsWith("#")).map(Line::of);
            return ALL ? all : all.zipWithIndex().filter(p -> p._2 % PART == 0).map(p -> p._1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noneFalseAndFewOpen() {
        List<String> wrong = new ArrayList<>();
        List<String> open = new ArrayList<>();
        int equal = 0;
        int near = 0;
        int proven = 0;
        int refuted = 0;
        long slowest = 0;
        for (Line line : lines()) {
            for (String other : line.equal()) {
                equal++;
                long start = cpu();
                Equivalence answer = line.asked(other);
                slowest = timed(line, start, slowest);
                switch (answer) {
                    case Proven p when line.partly() && p.conditions().isEmpty() -> wrong.add(line.name() + ": " + p);
                    case Proven p -> proven += said("= " + line + " " + p);
                    case Refuted r -> wrong.add(line.name() + ": " + r);
                    case Undecided u -> open.add(line + " = " + u);
                }
            }
            for (String other : line.near()) {
                near++;
                long start = cpu();
                Equivalence answer = line.asked(other);
                slowest = timed(line, start, slowest);
                switch (answer) {
                    case Proven p -> wrong.add(line.name() + ", near: " + p);
                    case Refuted _ -> refuted++;
                    case Undecided u -> open.add(line + " ≠ " + u);
                }
            }
        }
        System.out.println("equal " + equal + ", proven " + proven + "; nearly equal " + near + ", refuted " + refuted
                + "; false " + wrong.size() + "; slowest " + slowest / 1_000_000 + " ms");
        if (REPORT) {
            open.forEach(line -> System.out.println("open: " + line));
            wrong.forEach(line -> System.out.println("false: " + line));
        }
        assertThat(wrong).isEmpty();
        assertThat(open).filteredOn(line -> line.contains("contradicts")).isEmpty();
        assertThat(equal - proven).as("equal, but not proven").isLessThanOrEqualTo(equal / 20);
        assertThat(near - refuted).as("different, but not refuted").isLessThanOrEqualTo(near / 20);
    }

    private static int said(String text) {
        if (REPORT) {
            System.out.println(text);
        }
        return 1;
    }

    /** Of this thread, whatever else the machine does. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long timed(Line line, long start, long slowest) {
        long took = cpu() - start;
        if (REPORT && took > 100_000_000) {
            System.out.println("slow: " + line.name() + " " + took / 1_000_000 + " ms");
        }
        return Math.max(slowest, took);
    }
}
