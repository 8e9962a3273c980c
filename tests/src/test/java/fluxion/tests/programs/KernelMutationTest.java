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
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Kernels with one wrong instruction are found by the programs that come to it: those of one operation, and random ones. By
 * default a few programs and some of their places are tried, all by {@code -Dfluxion.mutants=all}; then every one must be found
 * but for those that make no difference, which {@code programs/equivalent.txt} names.
 */
class KernelMutationTest {
    private static final boolean ALL = "all".equals(System.getProperty("fluxion.mutants"));
    /** Of the programs of one operation, and of the places they come to, one of so many is tried unless all are. */
    private static final int PROGRAMS = 100, PLACES = 6;
    /** How many of a hundred are found by a few programs, which miss what only others of their operation show. */
    private static final int FOUND = 80;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Seq<String> PACKAGES = Array.of("elementwise", "reduction", "contraction", "running", "order",
            "movement", "indexing");

    @Test
    void wrongKernelsAreFound() throws Exception {
        Map<String, String> equivalent = Equivalent.read("programs/equivalent.txt");
        Seq<Place> places = KernelMutations.places(classes());
        LongFunction<String> run = run(places);
        Map<Place, Seq<Long>> reached = reached(places, run);
        Seq<Place> tried = reached.keySet().toArray()
                .filter(place -> ALL || isSampled(place) && !equivalent.containsKey(place.name()));
        Seq<String> left = tried.reject(place -> isFound(place, reached.get(place).get(), run)).map(Place::name);
        left.filter(name -> ALL && !equivalent.containsKey(name)).forEach(System.out::println);
        System.out.println(tried.size() + " mutants of " + places.size() + " places, of which programs reach " + reached.size()
                + "; " + left.size() + " not found, " + equivalent.size() + " make no difference");
        seeds().forEach(seed -> assertThat(run.apply(seed)).as("seed " + seed + " when all is right again").isEmpty());
        if (ALL) {
            assertThat(left).as("mutants that no program finds").containsExactlyInAnyOrderElementsOf(equivalent.keySet());
        }
        assertThat(100 * (tried.size() - left.size())).as(() -> "not found: " + left).isGreaterThan(FOUND * tried.size());
        assertThat(tried.size()).as("mutants").isGreaterThanOrEqualTo(ALL ? 500 : 20);
    }

    private static Seq<Long> seeds() {
        long operations = OneOperations.groups().size();
        return Array.range(0, operations).filter(n -> ALL || n % PROGRAMS == PROGRAMS / 2).map(n -> MutantRun.OPERATIONS + n)
                .appendAll(Array.rangeClosed(MutantRun.CANCELLING, ALL ? 24L : 3))
                .appendAll(Array.range(MutantRun.PROGRAMS, MutantRun.PROGRAMS + (ALL ? 12L : 1)));
    }

    private static boolean isSampled(Place place) {
        return Math.floorMod(place.name().hashCode() * 0x9E3779B1 >>> 7, PLACES) == 0;
    }

    /** Programs by kernels that ask which place is wrong. */
    private static LongFunction<String> run(Seq<Place> places) {
        java.util.Map<String, UnaryOperator<byte[]>> asking = places.groupBy(Place::className)
                .mapValues(of -> (UnaryOperator<byte[]>) b -> KernelMutations.asking(b, of)).toJavaMap();
        return new Reloaded(asking, Reached.class.getName()).make(MutantRun.class.getName());
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
    private static Map<Place, Seq<Long>> reached(Seq<Place> places, LongFunction<String> run) {
        Reached.right();
        Seq<Long> seeds = seeds();
        // a kernel that has to wait too long for the compiler, behind others, is given up: few at a time
        for (int round = 0; round < 2; round++) { // a kernel may ask for another only when it is compiled
            seeds.grouped(ALL ? 8 : 32).forEach(few -> {
                few.forEach(run::apply);
                run.apply(MutantRun.SETTLING);
            });
        }
        Map<Place, Seq<Long>> reached = LinkedHashMap.empty();
        for (long seed : seeds) {
            BitSet now = Reached.during(() -> assertThat(run.apply(seed)).as("seed " + seed).isEmpty());
            for (int number = now.nextSetBit(0); number >= 0; number = now.nextSetBit(number + 1)) {
                Place place = places.get(number);
                reached = reached.put(place, reached.get(place).getOrElse(Array.empty()).append(seed));
            }
        }
        return reached.toArray().sortBy(p -> p._1.number()).toLinkedMap(p -> p);
    }

    /** Whether a program shows another result, or does not end: a loop may wait for a number that never comes. */
    private static boolean isFound(Place place, Seq<Long> seeds, LongFunction<String> run) {
        AtomicBoolean found = new AtomicBoolean();
        Thread thread = Thread.ofPlatform().daemon().name("mutant")
                .unstarted(() -> found.set(seeds.exists(seed -> !run.apply(seed).isEmpty())));
        try {
            Reached.wrong(place.number());
            thread.start();
            boolean ended = thread.join(PATIENCE);
            Reached.right();
            thread.interrupt();
            thread.join(PATIENCE);
            return found.get() || !ended;
        } catch (InterruptedException e) {
            throw new IllegalStateException(place.name(), e);
        }
    }
}
