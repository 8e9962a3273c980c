package fluxion.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.constant.ClassDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Links when the library is built what the compiler leaves to be linked when it runs: lambdas and method references, the
 * methods of records, switches over types and constants. Each costs about half a millisecond the first time it is met, and a thousand are
 * met before the first derivative of a network; as ordinary methods and classes they cost a fraction of that.
 *
 * <p>Usage: {@code java EarlyLinks.java <classes> [<class path>]}. Classes that have nothing left to link stay as they are.
 */
public final class EarlyLinks {
    private final Path classes;
    private final List<Path> roots = new ArrayList<>();
    private final ClassFile classFile;
    private final Map<String, byte[]> written = new TreeMap<>();

    private EarlyLinks(Path classes, String classPath) throws IOException {
        this.classes = classes;
        roots.add(classes);
        for (String entry : classPath.split(System.getProperty("path.separator"))) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                roots.add(path);
            } else if (entry.endsWith(".jar") && Files.exists(path)) {
                FileSystem jar = FileSystems.newFileSystem(path);
                roots.add(jar.getPath("/"));
            }
        }
        classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(this::bytes).orElse(ClassHierarchyResolver.defaultResolver())));
    }

    public static void main(String[] args) throws IOException {
        Path classes = Path.of(args[0]), done = classes.resolveSibling("early-links");
        if (isLinked(classes, done)) return;
        new EarlyLinks(classes, args.length > 1 ? args[1] : "").link();
        Files.writeString(done, "");
    }

    /** Whether no class has been written since this last ran. */
    private static boolean isLinked(Path classes, Path done) throws IOException {
        if (!Files.exists(done)) return false;
        FileTime then = Files.getLastModifiedTime(done);
        try (Stream<Path> files = Files.find(classes, Integer.MAX_VALUE, (file, is) -> file.toString().endsWith(".class")
                && is.lastModifiedTime().compareTo(then) > 0)) {
            return files.findAny().isEmpty();
        }
    }

    private void link() throws IOException {
        Map<String, TreeSet<String>> members = new TreeMap<>();
        List<ClassModel> models = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
                models.add(classFile.parse(file));
            }
        }
        for (ClassModel model : models) {
            if (!CallSites.any(model)) continue;
            var linked = new LinkedClass(classFile, model);
            written.put(model.thisClass().asInternalName(), linked.bytes());
            linked.functions().forEach((name, bytes) -> {
                written.put(name, bytes);
                members.computeIfAbsent(linked.host(), _ -> new TreeSet<>()).add(name);
            });
        }
        for (ClassModel model : models) {
            String name = model.thisClass().asInternalName();
            if (members.containsKey(name)) {
                ClassModel now = written.containsKey(name) ? classFile.parse(written.get(name)) : model;
                written.put(name, withMembers(now, members.get(name)));
            }
        }
        for (var each : written.entrySet()) Files.write(classes.resolve(each.getKey() + ".class"), each.getValue());
    }

    /** The same class as the host of more members of its nest. */
    private byte[] withMembers(ClassModel host, TreeSet<String> members) {
        var all = new TreeSet<>(members);
        host.findAttribute(Attributes.nestMembers()).ifPresent(n -> n.nestMembers().forEach(m -> all.add(m.asInternalName())));
        return classFile.transformClass(host, ClassTransform.dropping(e -> e instanceof NestMembersAttribute)
                .andThen(ClassTransform.endHandler(to -> to.with(NestMembersAttribute.of(all.stream()
                        .map(name -> to.constantPool().classEntry(to.constantPool().utf8Entry(name))).toList())))));
    }

    private InputStream bytes(ClassDesc type) {
        String file = type.descriptorString().substring(1, type.descriptorString().length() - 1) + ".class";
        try {
            for (Path root : roots) if (Files.exists(root.resolve(file))) return Files.newInputStream(root.resolve(file));
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
