package fluxion.build;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Writes the kernels that exported Java carries along: of each class its members, each as text that stands by itself in an
 * exported class, with what else it needs. The compiler says what a name means, so nothing is taken along that only looks like
 * what is needed, and nothing is missed. The text is the source's, but for what exported Java does without: parameters and
 * arguments of type {@code Workers}, and statements that ask whether to go on. A class {@code PlainX} stands for those members
 * of {@code X} that it has too: it needs neither vectors nor threads.
 *
 * <p>The data is text of lines, each of which begins with a word:
 *
 * <pre>
 * kernel Rows                       a class; what it needs itself, its constructors, and its comment follow
 * member add(double[],int,double)   a member, by the key that tells it from the others; fields declared together, by their names
 * needs Rows add(double[],…) SHORT  members of a class, this or another; where none follow, only the class
 * import java.util.Arrays           a class of the platform whose simple name the text uses
 * lacks fluxion.core.op.RandomNumbers      why the member cannot be carried along, and has no text
 * |text                             a line of text; names of classes stand between « and », but for those of java.lang
 * </pre>
 *
 * <p>Usage: {@code java ExportedKernels.java <data> <class path> <source folder>…}; the class path has the compiled classes.
 * Nothing happens where the data is newer than the sources and than this program.
 */
public final class ExportedKernels {
    /** The classes that exports may carry along, by folders of {@code fluxion/ops}; all kernels of matrices besides. */
    private static final Map<String, List<String>> KERNELS = new TreeMap<>(Map.of(
            "elementwise", List.of("IntegerPower", "ScalarF32", "ScalarF64"),
            "functions", List.of("Angles", "CircularF32", "CircularF64", "Cubes", "ErrorFunctionF32", "ErrorFunctionF64",
                    "ExponentialsF32", "ExponentialsF64", "HyperbolicF32", "HyperbolicF64", "InverseCircularF32",
                    "InverseCircularF64", "InverseHyperbolicF32", "InverseHyperbolicF64", "LargeAngles", "Lengths", "LogSum",
                    "LogarithmsF32", "LogarithmsF64", "LogisticF32", "LogisticF64", "PowersF32", "PowersF64", "RootsF32",
                    "RootsF64"),
            "fourier", List.of("FourierKernel", "FourierPlan"),
            "linalg", List.of("PlainProducts", "PlainRows", "Products", "Rows", "Triangular"),
            "order", List.of("Keys", "Sorting"),
            "random", List.of("RandomKernels", "Threefry"),
            "running", List.of("OtherFactors"),
            "special", List.of("BesselFunctions", "ErrorFunctions", "GammaFunctions", "HurwitzZeta", "IncompleteBeta",
                    "IncompleteGamma", "Jet", "NormalQuantile", "Quantiles", "SpecialKernels", "Twofold")));

    private ExportedKernels() {}

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        List<Path> folders = Stream.of(args).skip(2).map(Path::of).toList();
        List<Path> files = Stream.concat(KERNELS.entrySet().stream()
                .flatMap(in -> in.getValue().stream().map(name -> find(folders, in.getKey(), name))), matrices(folders)).toList();
        List<Path> read = new ArrayList<>(files);
        try (var program = Files.list(Path.of(System.getProperty("jdk.launcher.sourcefile")).toAbsolutePath().getParent())) {
            program.forEach(read::add);
        }
        if (isNewer(data, read)) {
            return;
        }
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(errors, null, null)) {
            var task = (JavacTask) compiler.getTask(null, manager, errors,
                    List.of("-proc:none", "-implicit:none", "--add-modules", "jdk.incubator.vector", "-cp", args[1]), null,
                    manager.getJavaFileObjectsFromPaths(files));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            task.analyze();
            errors.getDiagnostics().stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR).findFirst().ifPresent(d -> {
                throw new IllegalArgumentException(d.toString());
            });
            Files.createDirectories(data.getParent());
            Files.writeString(data, text(task, units));
        }
    }

    private static Path find(List<Path> folders, String folder, String name) {
        return folders.stream().map(f -> f.resolve("fluxion/ops").resolve(folder).resolve(name + ".java")).filter(Files::exists)
                .findFirst().orElseThrow(() -> new IllegalArgumentException("no source of " + name + " in " + folders));
    }

    private static Stream<Path> matrices(List<Path> folders) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            Path linalg = folder.resolve("fluxion/ops/linalg");
            if (Files.exists(linalg)) {
                try (var files = Files.list(linalg)) {
                    files.filter(f -> f.toString().endsWith("Kernel.java")).sorted().forEach(found::add);
                }
            }
        }
        return found.stream();
    }

    private static boolean isNewer(Path data, List<Path> files) throws IOException {
        for (Path file : files) {
            if (!Files.exists(data) || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(data)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static String text(JavacTask task, List<CompilationUnitTree> units) throws IOException {
        CarriedNames names = new CarriedNames(task, units);
        Map<String, CarriedKernel> kernels = new TreeMap<>();
        for (CompilationUnitTree unit : units) {
            kernels.put(CarriedNames.name(unit), CarriedKernel.of(names, unit));
        }
        for (String plain : kernels.keySet().stream().filter(names::isPlain).toList()) {
            CarriedKernel members = kernels.remove(plain);
            kernels.computeIfPresent(members.name(), (_, kernel) -> kernel.with(members));
        }
        requireAll(kernels);
        return kernels.values().stream().map(CarriedKernel::text).collect(Collectors.joining());
    }

    /** Whatever is needed has to be there. */
    private static void requireAll(Map<String, CarriedKernel> kernels) {
        for (CarriedKernel kernel : kernels.values()) {
            for (CarriedKernel.Member member : kernel.members()) {
                member.needs().forEach((of, keys) -> {
                    if (!kernels.get(of).keys().containsAll(keys)) {
                        throw new IllegalStateException(kernel.name() + " " + member.keys() + " needs " + of + " " + keys);
                    }
                });
            }
        }
    }
}
