package fluxion.dsl.export;

import fluxion.ops.Rules;
import io.vavr.Lazy;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A class of the interpreter's kernels, as the build of {@code fluxion.ops} wrote it down for exports; its program
 * {@code ExportedKernels} describes the data.
 *
 * @param itself its name, what it needs as a class, and its comment
 * @param members in the order of its source
 */
record KernelData(Member itself, Seq<Member> members) {
    private static final String PATH = "/META-INF/fluxion/kernels.data";
    private static final Lazy<Map<String, KernelData>> ALL = Lazy.of(KernelData::read);

    /** A member of a class, or the class itself where the key is empty. */
    record Need(String kernel, String key) {}

    /**
     * What exports take or leave as a whole.
     *
     * @param keys one, a name with the types of a method's parameters; of fields that are declared together, the name of each
     * @param imports classes of the platform
     * @param lacks what it needs that no export can have; it has no text then
     * @param text its lines, each with its end; names of classes stand between « and », but for those of {@code java.lang}
     */
    record Member(Seq<String> keys, Seq<Need> needs, Seq<String> imports, Seq<String> lacks, String text) {
        /** From lines of data, of which the first names it. */
        private static Member of(Seq<String> lines) {
            return new Member(words(lines.head()), lines.filter(line -> line.startsWith("needs ")).flatMap(line -> {
                Seq<String> words = words(line);
                return (words.size() > 1 ? words.tail() : Array.of("")).map(key -> new Need(words.head(), key));
            }), after("import ", lines), after("lacks ", lines), after("|", lines).map(line -> line + "\n").mkString());
        }

        private static Seq<String> after(String word, Seq<String> lines) {
            return lines.filter(line -> line.startsWith(word)).map(line -> line.substring(word.length()));
        }

        /** Without the first, which says what they are. */
        private static Seq<String> words(String line) {
            return Array.of(line.split(" ")).tail();
        }

        boolean isMethod(String name, int parameters) {
            return keys.head().startsWith(name + "(") && parameters == (keys.head().endsWith("()") ? 0
                    : 1 + (int) keys.head().chars().filter(c -> c == ',').count());
        }
    }

    static boolean has(String kernel) {
        return ALL.get().containsKey(kernel);
    }

    static KernelData of(String kernel) {
        return ALL.get().get(kernel).getOrElseThrow(() -> new IllegalArgumentException("no kernel " + kernel + " in " + PATH));
    }

    Member member(String key) {
        return members.find(member -> member.keys.contains(key))
                .getOrElseThrow(() -> new IllegalArgumentException("no " + key + " in " + itself.keys.head()));
    }

    private static Map<String, KernelData> read() {
        List<List<String>> blocks = new ArrayList<>();
        lines().filter(line -> !line.isEmpty()).forEach(line -> {
            if (line.startsWith("kernel ") || line.startsWith("member ")) {
                blocks.add(new ArrayList<>());
            }
            blocks.getLast().add(line);
        });
        Map<String, KernelData> kernels = HashMap.empty();
        for (int i = blocks.size() - 1, end = blocks.size(); i >= 0; i--) {
            if (blocks.get(i).getFirst().startsWith("kernel ")) {
                Seq<Member> members = Array.ofAll(blocks.subList(i, end)).map(lines -> Member.of(Array.ofAll(lines)));
                kernels = kernels.put(members.head().keys.head(), new KernelData(members.head(), members.tail()));
                end = i;
            }
        }
        return kernels;
    }

    private static Seq<String> lines() {
        try (InputStream in = Option.of(Rules.class.getResourceAsStream(PATH))
                .getOrElseThrow(() -> new IllegalStateException("fluxion.ops lacks " + PATH + ", which its build writes"))) {
            return Array.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
