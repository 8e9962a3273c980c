package fluxion.tests.rules;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;

/**
 * What each procedural rule makes of its {@link RuleExamples} and of what {@link Perturbed} makes of them, as it is written in
 * {@code rules/results.txt}: a character for each, a dot where it stays as it is. {@code -Dfluxion.rules.results=write} writes
 * the file anew; only rules that were meant to change may differ then.
 */
final class RuleResults {
    private static final String FILE = "rules/results.txt";

    private RuleResults() {}

    /** Whether to write them. */
    static boolean isWritten() {
        return "write".equals(System.getProperty("fluxion.rules.results"));
    }

    /** A character for an expression, so that another one likely has another. */
    static char of(Seq<Expr> before, Seq<Expr> after) {
        if (before.zip(after).forAll(p -> p._1 == p._2)) {
            return '.';
        }
        StringBuilder text = new StringBuilder();
        java.util.Map<Expr, Integer> numbers = new IdentityHashMap<>();
        for (Expr e : Graph.topological(after)) {
            numbers.put(e, numbers.size());
            text.append(switch (e) {
                case Var v -> v.name() + v.type();
                case Tensor t -> t.toString();
                case Apply a -> a.op().label() + a.op() + a.inputs().map(numbers::get).mkString("(", " ", ")");
                case Result r -> r.index() + " of " + numbers.get(r.of());
            }).append('\n');
        }
        return Character.forDigit(Math.floorMod(text.toString().hashCode() * 0x9E3779B1 >>> 8, 36), 36);
    }

    /** The characters of each rule. */
    static Map<String, String> read() {
        try (InputStream in = RuleResults.class.getClassLoader().getResourceAsStream(FILE)) {
            Map<String, String> results = LinkedHashMap.empty();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                String[] parts = line.split(" +");
                results = results.put(parts[0], parts[1]);
            }
            return results;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes them to the sources. */
    static void write(Map<String, String> results) {
        try {
            Files.createDirectories(Path.of("src/test/resources/rules"));
            Files.writeString(Path.of("src/test/resources", FILE),
                    results.map(r -> "%-30s %s\n".formatted(r._1, r._2)).mkString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
