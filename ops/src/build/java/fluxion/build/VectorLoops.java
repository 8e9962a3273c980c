package fluxion.build;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Writes the vector loops of the elementary functions. A function is defined once, as a scalar Java method in the restricted
 * style that {@link Translation} reads; this program makes of it a loop over arrays that does the same operations in the same
 * order on {@code jdk.incubator.vector} types, so that an element has the same bits whoever computes it.
 *
 * <p>Every public static method of a class of the source folder whose name ends in {@code F64} or {@code F32} gets a loop, in
 * the class {@code Vector…} of the same package: {@code exp(double)} becomes
 * {@code exp(double[] x, int xo, double[] y, int yo, int n)}, and a function of several operands
 * {@code pow(double[] x, int xo, int xs, double[] y, int yo, int ys, double[] to, int at, int n)}, whose operands move by their
 * steps, 0 or 1; one that stays is an array of as many copies as a vector has lanes. The result may be an operand's array at
 * that operand's offset. Each loop asks a {@code VectorKernel}: until the optimising compiler has got to it, the method itself
 * does every element; it always does what is left at the end, and groups in which an element takes the rare way out.
 *
 * <p>Usage: {@code java VectorLoops.java <folder of the definitions> <folder of generated sources>}. A file is written only when
 * its text changes.
 */
public final class VectorLoops {
    private VectorLoops() {}

    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        Path to = Path.of(args[1]);
        List<Path> files;
        try (var listed = Files.list(from)) {
            files = listed.filter(f -> f.toString().endsWith(".java") && !f.endsWith("package-info.java")).sorted().toList();
        }
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(errors, null, null)) {
            var sources = manager.getJavaFileObjectsFromPaths(files);
            var task = (JavacTask) compiler.getTask(null, manager, errors, List.of("-proc:none"), null, sources);
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            task.analyze();
            errors.getDiagnostics().stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR).findFirst().ifPresent(d -> {
                throw new IllegalArgumentException(d.toString());
            });
            write(units, Trees.instance(task), to);
        }
    }

    private static void write(List<CompilationUnitTree> units, Trees trees, Path to) throws IOException {
        Map<Element, Translation.Source> methods = new HashMap<>();
        for (CompilationUnitTree unit : units) {
            for (MethodTree method : methods(unit)) {
                methods.put(trees.getElement(trees.getPath(unit, method)), new Translation.Source(unit, method));
            }
        }
        for (CompilationUnitTree unit : units) {
            String name = ((ClassTree) unit.getTypeDecls().getFirst()).getSimpleName().toString();
            if (!name.endsWith("F64") && !name.endsWith("F32")) {
                continue;
            }
            String packageName = unit.getPackageName().toString();
            Path file = to.resolve(packageName.replace('.', '/')).resolve("Vector" + name + ".java");
            List<VectorLoop> loops = methods(unit).stream().filter(m -> m.getModifiers().getFlags().contains(Modifier.PUBLIC))
                    .map(m -> loop(name, new Translation.Source(unit, m), trees, methods)).toList();
            String text = text(packageName, name, loops);
            if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
        }
    }

    private static VectorLoop loop(String name, Translation.Source source, Trees trees,
            Map<Element, Translation.Source> methods) {
        return new VectorLoop(name, source.method(), new Translation(trees, methods).of(source));
    }

    private static List<MethodTree> methods(CompilationUnitTree unit) {
        return ((ClassTree) unit.getTypeDecls().getFirst()).getMembers().stream()
                .filter(m -> m instanceof MethodTree method && method.getReturnType() != null).map(m -> (MethodTree) m).toList();
    }

    private static String text(String packageName, String name, List<VectorLoop> loops) {
        StringBuilder out = new StringBuilder();
        out.append("package ").append(packageName).append(";\n\n");
        out.append("""
                import fluxion.ops.simd.VectorKernel;
                import java.util.function.IntConsumer;
                import jdk.incubator.vector.DoubleVector;
                import jdk.incubator.vector.FloatVector;
                import jdk.incubator.vector.IntVector;
                import jdk.incubator.vector.LongVector;
                import jdk.incubator.vector.VectorMask;
                import jdk.incubator.vector.VectorOperators;
                import jdk.incubator.vector.VectorShape;
                import jdk.incubator.vector.VectorSpecies;

                """);
        out.append("/** Vector loops of {@link ").append(name).append("}, generated from it. */\n");
        out.append("public final class Vector").append(name).append(" {\n    private Vector").append(name).append("() {}\n");
        loops.forEach(loop -> out.append('\n').append(loop.entry()));
        out.append("""

                    /** Apart, so that the classes of vectors are loaded when loops are compiled, and not by who waits for a result. */
                    private static final class Lanes {
                        private Lanes() {}

                        private static final VectorShape WHOLE = DoubleVector.SPECIES_PREFERRED.vectorShape(),
                                HALF = VectorShape.forBitSize(WHOLE.vectorBitSize() / 2);
                        private static final VectorSpecies<Double> D = VectorSpecies.of(double.class, WHOLE);
                        private static final VectorSpecies<Long> L = VectorSpecies.of(long.class, WHOLE);
                        private static final VectorSpecies<Float> F = VectorSpecies.of(float.class, WHOLE);
                        private static final VectorSpecies<Float> FH = VectorSpecies.of(float.class, HALF);
                        private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, WHOLE);
                        private static final VectorSpecies<Integer> IH = VectorSpecies.of(int.class, HALF);
                """);
        loops.forEach(loop -> out.append('\n').append(loop.loop()));
        out.append("    }\n");
        return out.append("}\n").toString();
    }
}
