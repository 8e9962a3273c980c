package fluxion.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Java files of a folder, by their paths in it. */
final class JavaFiles {
    private JavaFiles() {}

    static Map<Path, String> read(Path folder) throws IOException {
        Map<Path, String> texts = new HashMap<>();
        for (Path file : list(folder)) {
            texts.put(folder.relativize(file), Files.readString(file));
        }
        return texts;
    }

    /** Makes these all that the folder has: a file is written only when its text changes; others are deleted. */
    static void write(Path folder, Map<Path, String> texts) throws IOException {
        for (Map.Entry<Path, String> text : texts.entrySet()) {
            Path file = folder.resolve(text.getKey());
            if (!Files.exists(file) || !Files.readString(file).equals(text.getValue())) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text.getValue());
            }
        }
        for (Path file : list(folder)) {
            if (!texts.containsKey(folder.relativize(file))) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }
}
