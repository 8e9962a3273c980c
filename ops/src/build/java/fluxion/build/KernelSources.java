package fluxion.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the kernels that say what others say: those whose loops must be {@link Unrolling written out} and those that are the
 * same for several operations or dtypes, from templates; the {@link FunctionDispatch switches} over elementary
 * functions; and the {@link DtypeTwins float32 and int32 twins} of float64 and int64 kernels. Where a twin is another algorithm, it is written by hand, and its file keeps this program from writing one; a file
 * that says what this program would write is an error.
 *
 * <p>Usage: {@code java KernelSources.java <sources> <templates> <generated sources>}. A file is written only when its text
 * changes; generated files that have lost their source are deleted.
 */
public final class KernelSources {
    private KernelSources() {}

    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        Path templates = Path.of(args[1]);
        Path to = Path.of(args[2]);
        Map<Path, String> sources = new HashMap<>();
        for (Path file : javaFiles(from)) {
            sources.put(from.relativize(file), Files.readString(file));
        }
        Map<Path, String> written = new HashMap<>();
        for (Path file : javaFiles(templates)) {
            Path kernel = templates.relativize(file);
            sources.put(kernel, Unrolling.of(Files.readString(file)));
            written.put(kernel, "// Written by the build from its template.\n" + sources.get(kernel));
        }
        String scalar = sources.get(FunctionDispatch.SCALAR);
        Map.of(FunctionDispatch.VECTOR, FunctionDispatch.vectors(scalar),
                FunctionDispatch.DEFINITION, FunctionDispatch.definitions(scalar)).forEach((kernel, text) -> {
            sources.put(kernel, text);
            written.put(kernel, "// Written by the build from ScalarF64.java.\n" + text);
        });
        sources.forEach((kernel, text) -> {
            for (DtypeTwins dtypes : DtypeTwins.values()) {
                if (!dtypes.isOf(kernel)) {
                    continue;
                }
                Path twin = dtypes.of(kernel);
                String source = dtypes.of(text);
                if (!sources.containsKey(twin)) {
                    written.put(twin, "// Written by the build from " + kernel.getFileName() + ".\n" + source);
                } else if (sources.get(twin).equals(source)) {
                    throw new IllegalStateException(twin + " says what the build writes from " + kernel + ": delete it");
                }
            }
        });
        Set<Path> kept = new HashSet<>();
        for (Map.Entry<Path, String> kernel : written.entrySet()) {
            Path file = to.resolve(kernel.getKey());
            kept.add(file);
            write(file, kernel.getValue());
        }
        for (Path file : javaFiles(to)) {
            if (!kept.contains(file)) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static void write(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }
}
