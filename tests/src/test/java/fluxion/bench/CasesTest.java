package fluxion.bench;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Tensor;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The cases mean what they mean to other libraries. */
class CasesTest {
    @Test
    void namesTellCasesInputsAndOutputsApart() {
        assertThat(Cases.all().map(Case::name)).doesNotHaveDuplicates();
        assertThat(Cases.all()).allSatisfy(c -> {
            assertThat(c.inputs().map(Input::name)).as(c.name()).doesNotHaveDuplicates();
            assertThat(c.outputs()).as(c.name()).doesNotHaveDuplicates();
        });
    }

    /** Inputs and results by their checksums, which {@code src/main/python/peers.py --checksums --peer jax} wrote. */
    @TestFactory
    Stream<DynamicTest> programsGiveWhatJaxGives() {
        ResultFile jax = ResultFile.read(Path.of("src/test/resources/bench/programs.json"));
        assertThat(jax.results()).hasSameSizeAs(Cases.programs());
        return Cases.programs().toJavaStream().map(c -> DynamicTest.dynamicTest(c.name(), () -> assertThat(
                Agreement.difference(ResultFile.tree(checksums(c)), jax.result(c.name()).get(), c.tolerance())).isEmpty()));
    }

    private static Map<String, Object> checksums(Case benchmark) {
        var arguments = benchmark.arguments();
        var results = benchmark.program().build().run(arguments);
        return Map.of("inputs", named(benchmark.inputs().map(Input::name), arguments),
                "outputs", named(benchmark.outputs(), results));
    }

    private static Map<String, Object> named(Seq<String> names, Seq<Tensor> tensors) {
        assertThat(tensors).hasSameSizeAs(names);
        return Array.ofAll(names).zip(tensors).toJavaMap(p -> Tuple.of(p._1, Checksum.of(p._2).json()));
    }
}
