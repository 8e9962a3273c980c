package fluxion.tests.programs;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.ops.eval.Evaluator;
import fluxion.tests.programs.KernelMutations.Place;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Kernels with one wrong instruction are found by the random programs that reach it. {@code -Dfluxion.mutants=N} tries so
 * many; 0 tries all that programs reach.
 */
class KernelMutationTest {
    private static final int COUNT = Integer.getInteger("fluxion.mutants", 12);
    private static final Seq<Long> SEEDS = Array.rangeClosed(MutantRun.CANCELLING, 24L)
            .appendAll(Array.rangeClosed(MutantRun.PROGRAMS, MutantRun.PROGRAMS + 12));
    private static final Seq<String> PACKAGES = Array.of("elementwise", "reduction", "contraction", "running", "order",
            "movement", "indexing");

    @Test
    void wrongKernelsAreFound() throws Exception {
        Seq<Place> places = KernelMutations.places(classes());
        Map<Place, Seq<Long>> reached = reached(places);
        Seq<Place> tried = sample(reached.filter(p -> COUNT == 0 || p._2.size() >= 3).keySet().toArray());
        Seq<String> survivors = tried.filter(place -> !isFound(place, reached.get(place).get())).map(Place::toString);
        System.out.println(tried.size() + " mutants of " + places.size() + " places, of which programs reach " + reached.size()
                + "; not found: " + survivors.mkString(", "));
        assertThat(tried.size()).as("mutants").isGreaterThanOrEqualTo(10);
        // some make no difference: a number that is dropped may be there already, and what is read may be masked later; which
        // places programs reach depends on the kernels that are ready by then, so the sample is not always the same
        assertThat(survivors.size()).as("mutants that no program finds: " + survivors.mkString(", "))
                .isLessThanOrEqualTo(Math.max(2, tried.size() / 6));
    }

    private static Seq<Place> sample(Seq<Place> reached) {
        if (COUNT == 0 || COUNT >= reached.size()) {
            return reached;
        }
        SplittableRandom random = new SplittableRandom(COUNT);
        Seq<Place> left = reached.filter(p -> p.kind() != KernelMutations.Kind.STOPS_EARLY);
        return Array.range(0, COUNT).map(_ -> left.get(random.nextInt(left.size()))).distinct();
    }

    /** The kernels' classes, in an order that stays. */
    private static Seq<String> classes() throws IOException, URISyntaxException {
        Path location = Path.of(Evaluator.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(location)) {
            return classes(location);
        }
        try (FileSystem jar = FileSystems.newFileSystem(location)) {
            return classes(jar.getPath("/"));
        }
    }

    private static Seq<String> classes(Path root) throws IOException {
        Seq<String> names = Array.empty();
        for (String part : PACKAGES) {
            try (Stream<Path> files = Files.list(root.resolve("fluxion/ops/" + part))) {
                names = names.appendAll(files.map(f -> f.getFileName().toString())
                        .filter(f -> f.endsWith(".class") && !f.matches(".*(Rules|Documentation|package-info).*")).sorted()
                        .map(f -> "fluxion.ops." + part + "." + f.replace(".class", "")).toList());
            }
        }
        return names;
    }

    /** The places that programs come to, each with the seeds of those programs. */
    private static Map<Place, Seq<Long>> reached(Seq<Place> places) {
        java.util.Map<String, UnaryOperator<byte[]>> telling = places.groupBy(Place::className)
                .mapValues(of -> (UnaryOperator<byte[]>) b -> KernelMutations.telling(b, of)).toJavaMap();
        LongFunction<String> run = new Reloaded(telling, Reached.class.getName()).make(MutantRun.class.getName());
        Map<Place, Seq<Long>> reached = LinkedHashMap.empty();
        for (long seed : SEEDS) {
            Reached.take();
            assertThat(run.apply(seed)).as("seed " + seed).isEmpty();
            BitSet now = Reached.take();
            for (int number = now.nextSetBit(0); number >= 0; number = now.nextSetBit(number + 1)) {
                Place place = places.get(number);
                reached = reached.put(place, reached.get(place).getOrElse(Array.empty()).append(seed));
            }
        }
        return reached.toArray().sortBy(p -> p._1.number()).toLinkedMap(p -> p);
    }

    private static boolean isFound(Place place, Seq<Long> seeds) {
        LongFunction<String> run = new Reloaded(java.util.Map.of(place.className(), b -> KernelMutations.mutated(b, place)),
                Reached.class.getName()).make(MutantRun.class.getName());
        return seeds.exists(seed -> !run.apply(seed).isEmpty());
    }
}
