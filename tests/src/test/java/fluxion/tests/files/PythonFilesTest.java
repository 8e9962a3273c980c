package fluxion.tests.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fluxion.core.Expr;
import fluxion.dsl.Fluxion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * NumPy and safetensors' own library read what was saved here. Where {@code -Dfluxion.python=…} or the variable
 * {@code FLUXION_PYTHON} names a Python that has both; skipped elsewhere.
 */
class PythonFilesTest {
    private static final String PROGRAM = """
            import sys, numpy as np
            from safetensors.numpy import load_file
            folder = sys.argv[1]
            z = np.load(folder + "/m.npz")
            s = load_file(folder + "/m.safetensors")
            assert sorted(z.files) == sorted(s), (z.files, list(s))
            for name in sorted(s):
                assert z[name].dtype == s[name].dtype and z[name].shape == s[name].shape, name
                assert z[name].tobytes() == s[name].tobytes(), name
                print(name, z[name].dtype, z[name].shape, z[name].ravel().tolist())
            print(np.load(folder + "/m.npy").tolist())
            """;

    @Test
    void theyReadWhatWasSaved(@TempDir Path folder) throws IOException, InterruptedException {
        String python = System.getProperty("fluxion.python", System.getenv().getOrDefault("FLUXION_PYTHON", ""));
        assumeTrue(!python.isEmpty(), "no Python is named");
        Map<String, Expr> tree = new LinkedHashMap<>();
        tree.put("ü/w", Fluxion.tensor(Fluxion.f64(2, 3), 1, 2, 3, 4, 5, 6).transpose());
        tree.put("f", Fluxion.vector(0.5, -1.5).cast(Fluxion.F32));
        tree.put("i", Fluxion.ints(1, -2));
        tree.put("j", fluxion.core.Tensor.of(1L << 40));
        tree.put("b", Fluxion.bools(true, false, true));
        tree.put("none", Fluxion.zeros(Fluxion.f32(0, 2)));
        Fluxion.save(tree, folder.resolve("m.npz"));
        Fluxion.save(tree, folder.resolve("m.safetensors"));
        Fluxion.save(tree.get("ü/w"), folder.resolve("m.npy"));
        Process process = new ProcessBuilder(python, "-X", "utf8", "-c", PROGRAM, folder.toString())
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said.lines()).containsExactly(
                "b bool (3,) [True, False, True]",
                "f float32 (2,) [0.5, -1.5]",
                "i int32 (2,) [1, -2]",
                "j int64 () [1099511627776]",
                "none float32 (0, 2) []",
                "ü/w float64 (3, 2) [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]",
                "[[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]");
    }
}
