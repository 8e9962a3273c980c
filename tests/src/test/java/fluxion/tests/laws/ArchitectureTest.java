package fluxion.tests.laws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of the house: core ← ops ← transforms ← dsl ← examples, and who may know what outside it. */
class ArchitectureTest {
    private static final int WIDTH = 130;
    private static final String VECTORS = "jdk.incubator.vector..";
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .importPackages("fluxion.core", "fluxion.ops", "fluxion.transforms", "fluxion.dsl", "fluxion.examples");

    @Test
    void theHouseIsSeen() {
        assertThat(HOUSE.containPackage("fluxion.core")).isTrue();
        assertThat(HOUSE.containPackage("fluxion.ops")).isTrue();
        assertThat(HOUSE.containPackage("fluxion.transforms")).isTrue();
        assertThat(HOUSE.containPackage("fluxion.dsl.nn")).isTrue();
        assertThat(HOUSE.containPackage("fluxion.examples")).isTrue();
    }

    @Test
    void coreKnowsVavrOnly() {
        classes().that().resideInAPackage("fluxion.core..")
                .should().onlyDependOnClassesThat().resideInAnyPackage("fluxion.core..", "java..", "io.vavr..").check(HOUSE);
    }

    @Test
    void opsKnowCore() {
        classes().that().resideInAPackage("fluxion.ops..")
                .should().onlyDependOnClassesThat().resideInAnyPackage("fluxion.ops..", "fluxion.core..", "java..", "io.vavr..", VECTORS, "com.sun.management..").check(HOUSE);
    }

    @Test
    void transformsKnowOpsAndCore() {
        classes().that().resideInAPackage("fluxion.transforms..")
                .should().onlyDependOnClassesThat().resideInAnyPackage("fluxion.transforms..", "fluxion.ops..", "fluxion.core..", "java..", "io.vavr..")
                .check(HOUSE);
    }

    @Test
    void transformsAreSymbolic() {
        // but for the check of rewriting, which evaluates what rules replace and what they put there
        noClasses().that().resideInAPackage("fluxion.transforms..").and().doNotHaveSimpleName("SampledValues")
                .should().dependOnClassesThat().resideInAPackage("fluxion.ops.eval..").check(HOUSE);
    }

    @Test
    void rulesDoNotEvaluate() {
        noClasses().that().haveSimpleNameEndingWith("Rules").should().dependOnClassesThat().resideInAPackage("fluxion.ops.eval..").check(HOUSE);
    }

    @Test
    void theDslKnowsEverythingBelow() {
        noClasses().that().resideInAPackage("fluxion.dsl..").should().dependOnClassesThat().resideInAPackage("fluxion.examples..").check(HOUSE);
    }

    @Test
    void onlyOpsUseVectors() {
        noClasses().that().resideOutsideOfPackage("fluxion.ops..").should().dependOnClassesThat().resideInAPackage(VECTORS).check(HOUSE);
    }

    @Test
    void nobodyKnowsTheTests() {
        noClasses().should().dependOnClassesThat().resideInAPackage("fluxion.tests..").check(HOUSE);
    }

    @Test
    void modulesHaveNoCycles() {
        slices().matching("fluxion.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<Path> packages = sources().map(Path::getParent).distinct().toList();
        assertThat(packages).hasSizeGreaterThan(30);
        for (Path directory : packages) {
            Path info = directory.resolve("package-info.java");
            assertThat(info).as("what lives in the package, what it may know, where to begin").exists();
            assertThat(Files.readString(info)).as("%s: where to begin", info).contains("Begin with");
        }
    }

    /** Of kernels, whose loops are long lines by nature, those of {@code ops} are not asked. */
    @Test
    void linesAreShort() throws IOException {
        List<String> longer = new ArrayList<>();
        for (Path file : sources().toList()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > WIDTH) {
                    longer.add(file.getFileName() + ":" + (i + 1));
                }
            }
        }
        assertThat(longer).as("lines of more than %d characters", WIDTH).isEmpty();
    }

    private static Path root() {
        return Files.isDirectory(Path.of("core")) ? Path.of("") : Path.of("..");
    }

    private static Stream<Path> sources() throws IOException {
        return Stream.of("core", "ops", "transforms", "dsl", "examples").flatMap(module -> {
            try {
                return Files.walk(root().resolve(module).resolve("src/main/java"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).filter(path -> path.toString().endsWith(".java") && !path.endsWith("module-info.java"));
    }
}
