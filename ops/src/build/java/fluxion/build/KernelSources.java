package fluxion.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the kernels that say what others say: those whose loops must be {@link Unrolling written out} and those that are the
 * same for several operations or dtypes, from templates; the {@link FunctionDispatch switches} over elementary
 * functions; and the {@link DtypeTwins float32 and int32 twins} of float64 and int64 kernels.
 *
 * <p>Usage: {@code java KernelSources.java <sources> <templates> <generated sources>}. A file is written only when its text
 * changes; generated files that have lost their source are deleted.
 */
public final class KernelSources {
    private KernelSources() {}

    public static void main(String[] args) throws IOException {
        Map<Path, String> sources = JavaFiles.read(Path.of(args[0]));
        Map<Path, String> written = new HashMap<>();
        JavaFiles.read(Path.of(args[1])).forEach((kernel, template) -> {
            sources.put(kernel, Unrolling.of(template));
            written.put(kernel, "// Written by the build from its template.\n" + sources.get(kernel));
        });
        String scalar = sources.get(FunctionDispatch.SCALAR);
        Map.of(FunctionDispatch.VECTOR, FunctionDispatch.vectors(scalar),
                FunctionDispatch.DEFINITION, FunctionDispatch.definitions(scalar)).forEach((kernel, text) -> {
            sources.put(kernel, text);
            written.put(kernel, "// Written by the build from ScalarF64.java.\n" + text);
        });
        written.putAll(DtypeTwins.of(sources));
        JavaFiles.write(Path.of(args[2]), written);
    }
}
