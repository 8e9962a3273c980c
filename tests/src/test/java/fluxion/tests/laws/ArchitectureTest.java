package fluxion.tests.laws;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import fluxion.core.Expr;
import fluxion.ops.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What nobody may know. That {@code core} knows Vavr alone, and which module knows which, the module system guarantees; here
 * is what holds between packages.
 */
class ArchitectureTest {
    private static final int WIDTH = 130;
    private static final Set<String> DATA = Set.of("fluxion.core", "fluxion.core.op", "fluxion.core.storage");
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .importPackages("fluxion.core", "fluxion.ops", "fluxion.transforms", "fluxion.dsl", "fluxion.data", "fluxion.plot",
                    "fluxion.examples");

    @Test
    void theHouseIsSeen() {
        assertThat(HOUSE.containPackage("fluxion.core")).isTrue();
        assertThat(HOUSE.containPackage("fluxion.ops")).isTrue();
        assertThat(HOUSE.containPackage("fluxion.transforms")).isTrue();
        assertThat(HOUSE.containPackage("fluxion.dsl.nn")).isTrue();
        assertThat(HOUSE.containPackage("fluxion.examples")).isTrue();
    }

    @Test
    void printingIsAboveRewriting() {
        noClasses().that().resideInAnyPackage("fluxion.core", "fluxion.core.op", "fluxion.core.storage", "fluxion.core.rewrite")
                .should().dependOnClassesThat().resideInAnyPackage("fluxion.core.print", "fluxion.core.parse",
                        "fluxion.core.explain").check(HOUSE);
    }

    /** What depends on other libraries than Vavr stands apart. */
    @Test
    void nothingKnowsDataAndPictures() {
        noClasses().that().resideInAnyPackage("fluxion.core..", "fluxion.ops..", "fluxion.transforms..", "fluxion.dsl..")
                .should().dependOnClassesThat().resideInAnyPackage("fluxion.data..", "fluxion.plot..", "java.awt..", "javax..",
                        "org..").check(HOUSE);
        noClasses().that().resideInAPackage("fluxion.plot..").and().haveNameNotMatching(".*Drawing(\\$.*)?").should()
                .dependOnClassesThat().resideInAPackage("org.knowm..").check(HOUSE);
    }

    @Test
    void storageKnowsNoTensor() {
        noClasses().that().resideInAPackage("fluxion.core.storage").should().dependOnClassesThat()
                .areAssignableTo(Expr.class).check(HOUSE);
        noClasses().that().resideInAPackage("fluxion.core.storage").should().dependOnClassesThat()
                .resideInAPackage("fluxion.core.op").check(HOUSE);
    }

    /** What is above all families: the rules of any operation, the interpreter, what is built of them. */
    @Test
    void familiesKnowNeitherRulesNorTheInterpreter() {
        noClasses().that().resideInAPackage("fluxion.ops.(*)..").and().resideOutsideOfPackages("fluxion.ops.eval..",
                        "fluxion.ops.series..")
                .should().dependOnClassesThat().resideInAnyPackage("fluxion.ops", "fluxion.ops.eval", "fluxion.ops.series")
                .check(HOUSE);
    }

    @Test
    void theVocabularyOfRulesKnowsNoFamily() {
        noClasses().that().resideInAnyPackage("fluxion.ops.rule", "fluxion.ops.simd").should()
                .dependOnClassesThat(resideInAPackage("fluxion.ops..").and(not(resideInAnyPackage("fluxion.ops.rule",
                        "fluxion.ops.simd")))).check(HOUSE);
    }

    /** Folding constants asks kernels, and the check of rewriting evaluates; all other transforms build expressions. */
    @Test
    void transformsAreSymbolic() {
        noClasses().that().resideInAPackage("fluxion.transforms..").and().doNotHaveSimpleName("SampledValues").and()
                .doNotHaveSimpleName("ConstantFolding")
                .should().dependOnClassesThat(resideInAPackage("fluxion.ops.eval..").or(simpleNameEndingWith("Kernels")))
                .check(HOUSE);
    }

    @Test
    void rulesDoNotEvaluate() {
        noClasses().that().haveSimpleNameEndingWith("Rules").should().dependOnClassesThat()
                .resideInAPackage("fluxion.ops.eval..").check(HOUSE);
    }

    /** What kernels say and need in exported Java is data, which the build makes of their trees and symbols. */
    @Test
    void exportsKnowNoSourceText() throws IOException, URISyntaxException {
        noClasses().that().resideInAPackage("fluxion.dsl.export").and().haveSimpleNameContaining("Kernel")
                .should().dependOnClassesThat().resideInAPackage("java.util.regex")
                .orShould().callMethod(String.class, "matches", String.class)
                .orShould().callMethod(String.class, "replaceAll", String.class, String.class)
                .orShould().callMethod(String.class, "replaceFirst", String.class, String.class).check(HOUSE);
        assertThat(Rules.class.getResource("/META-INF/fluxion/kernels.data")).isNotNull();
        Path ops = Path.of(Rules.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (FileSystem jar = Files.isDirectory(ops) ? null : FileSystems.newFileSystem(ops);
                Stream<Path> files = Files.walk(jar == null ? ops : jar.getPath("/"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))).as("source text among the classes").isEmpty();
        }
    }

    /** Expressions hold operations that hold functions, and tensors have storages that have types: that is the data itself. */
    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass at) {
                String name = at.getPackageName();
                return SliceIdentifier.of(DATA.contains(name) ? "fluxion.core" : name);
            }

            @Override
            public String getDescription() {
                return "packages, but for the recursion of the data";
            }
        }).should().beFreeOfCycles().check(HOUSE);
    }

    /** Those that the build gives to functions aside. */
    @Test
    void noSimpleNameIsUsedTwice() {
        assertThat(HOUSE.stream().filter(JavaClass::isTopLevelClass).filter(c -> !c.getPackageName().startsWith("fluxion.examples"))
                .filter(c -> !c.getSimpleName().endsWith("-info") && !c.getName().contains("$$")).map(JavaClass::getSimpleName)).doesNotHaveDuplicates();
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
        return Stream.of("core", "ops", "transforms", "dsl", "dsl/data", "dsl/plot", "dsl/cli", "dsl/bridges/kryo",
                        "dsl/bridges/hipparchus", "dsl/bridges/spark", "examples")
                .flatMap(module -> {
            try {
                return Files.walk(root().resolve(module).resolve("src/main/java"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).filter(path -> path.toString().endsWith(".java") && !path.endsWith("module-info.java"));
    }
}
