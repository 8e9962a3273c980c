package fluxion.tests.programs;

import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Lists of mutants that make no difference: names, below lines that start with # and say why those that follow do not. */
public final class Equivalent {
    private Equivalent() {}

    /** The names of a list, each with its reason. */
    public static Map<String, String> read(String resource) {
        try (InputStream in = Equivalent.class.getClassLoader().getResourceAsStream(resource)) {
            Map<String, String> all = LinkedHashMap.empty();
            String reason = "";
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("#")) {
                    reason = line.substring(1).strip();
                } else if (!line.isBlank()) {
                    all = all.put(line.strip(), reason);
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
