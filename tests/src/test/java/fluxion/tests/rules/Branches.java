package fluxion.tests.rules;

import fluxion.tests.programs.KernelMutations;
import fluxion.tests.programs.Reloaded;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The branches of classes, numbered and named by what they test, and class files in which {@link Forced} decides on them. */
final class Branches {
    /**
     * A condition.
     *
     * @param number over all classes
     * @param method the class and the method, or the rule
     * @param test what is tested, and which of the tests in the method that are alike
     * @param trueWhenTaken whether the branch is taken where the test holds
     */
    record Branch(int number, String method, String test, boolean trueWhenTaken) {
        /** The name of the mutant whose branch always goes one way. */
        String name(boolean taken) {
            return method + ": " + test + (taken == trueWhenTaken ? " always" : " never");
        }
    }

    private static final ClassDesc FORCED = ClassDesc.of(Forced.class.getName());
    private static final MethodTypeDesc AT = MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_boolean,
            ConstantDescs.CD_int);
    /** How many instructions before a branch say what it tests. */
    private static final int WORDS = 3;

    private Branches() {}

    /** The names of a package's classes, in order. */
    static Seq<String> classes(Class<?> of) {
        String at = of.getPackageName().replace('.', '/');
        try {
            URI home = of.getProtectionDomain().getCodeSource().getLocation().toURI();
            if (Files.isDirectory(Path.of(home))) {
                return classes(Path.of(home).resolve(at), of.getPackageName());
            }
            try (FileSystem jar = FileSystems.newFileSystem(Path.of(home))) {
                return classes(jar.getPath("/" + at), of.getPackageName());
            }
        } catch (IOException | java.net.URISyntaxException e) {
            throw new IllegalStateException(at, e);
        }
    }

    private static Seq<String> classes(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Array.ofAll(files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".class") && !f.startsWith("package-info")).sorted()
                    .map(f -> name + "." + f.replace(".class", "")).toList());
        }
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /** All branches of classes but those of loops, which would not end. */
    static Seq<Branch> of(Seq<String> classNames) {
        List<Branch> all = new ArrayList<>();
        int number = 0;
        for (String className : classNames) {
            Map<String, String> rules = new HashMap<>();
            Map<String, Integer> alike = new HashMap<>();
            var model = ClassFile.of().parse(bytes(className));
            model.methods().forEach(method -> rules(method, rules));
            for (MethodModel method : model.methods()) {
                List<CodeElement> code = method.code().map(c -> c.elementList()).orElse(List.of());
                for (int i = 0; i < code.size(); i++) {
                    if (isBranch(code.get(i))) {
                        BranchInstruction b = (BranchInstruction) code.get(i);
                        if (!KernelMutations.isLinked(method) && !isLoop(code, i, b.target()) && !isConstant(code, i)) {
                            String named = className.substring(className.lastIndexOf('.') + 1) + "." + method(method, rules);
                            String test = test(code, i);
                            int nth = alike.merge(named + test, 1, Integer::sum);
                            all.add(new Branch(number, named, test + (nth == 1 ? "" : " #" + nth), trueWhenTaken(code, i)));
                        }
                        number++;
                    }
                }
            }
        }
        return Array.ofAll(all);
    }

    private static boolean isBranch(CodeElement element) {
        return element instanceof BranchInstruction b && b.opcode() != Opcode.GOTO && b.opcode() != Opcode.GOTO_W;
    }

    /** The names of rules in a class. */
    static Seq<String> ruleNames(String className) {
        return Array.ofAll(ClassFile.of().parse(bytes(className)).methods()).flatMap(m -> m.code().map(c -> c.elementList())
                .orElse(List.of())).map(Branches::ruleName).filter(name -> !name.isEmpty()).distinct();
    }

    private static String ruleName(CodeElement element) {
        return element instanceof ConstantInstruction c && c.constantValue() instanceof String text && text.matches("\\S+/\\S+")
                ? text : "";
    }

    /** Lambdas are named by the rule they are given to, else by the method they stand in. */
    private static String method(MethodModel method, Map<String, String> rules) {
        String name = method.methodName().stringValue();
        return rules.containsKey(name) ? rules.get(name) : name.startsWith("lambda$") ? name.substring(7, name.lastIndexOf('$'))
                : name;
    }

    private static void rules(MethodModel method, Map<String, String> names) {
        String rule = "";
        for (CodeElement element : method.code().map(c -> c.elementList()).orElse(List.of())) {
            rule = ruleName(element).isEmpty() ? rule : ruleName(element);
            if (element instanceof InvokeDynamicInstruction dynamic && !rule.isEmpty()) {
                String name = rule;
                dynamic.bootstrapArgs().stream().filter(DirectMethodHandleDesc.class::isInstance)
                        .map(DirectMethodHandleDesc.class::cast)
                        .filter(handle -> handle.methodName().startsWith("lambda$"))
                        .forEach(handle -> names.put(handle.methodName(), name));
            } else if (element instanceof InvokeInstruction linked && !rule.isEmpty()
                    && linked.owner().asInternalName().contains("$$Function")
                    && linked.name().stringValue().startsWith("lambda$")) {
                names.put(linked.name().stringValue(), rule);
            }
        }
    }

    /** What a branch tests, in the words of the instructions before it. */
    private static String test(List<CodeElement> code, int at) {
        Opcode opcode = ((BranchInstruction) code.get(at)).opcode();
        boolean two = opcode.name().startsWith("IF_");
        List<String> words = new ArrayList<>();
        boolean compared = false;
        for (int i = at - 1; i >= 0 && words.size() < WORDS; i--) {
            CodeElement element = code.get(i);
            if (element instanceof BranchInstruction || element instanceof LabelTarget target
                    && isJumpedTo(code, target.label())) {
                break;
            }
            if (element instanceof OperatorInstruction o && o.opcode().name().contains("CMP")) {
                compared = true;
            }
            String word = word(element);
            if (!word.isEmpty()) {
                words.addFirst(word);
                if (!two && !compared && !(element instanceof OperatorInstruction)) {
                    break;
                }
            }
        }
        String relation = two || compared ? switch (opcode.name().replaceAll("IF_?([IA]CMP)?", "")) {
            case "EQ" -> " =";
            case "NE" -> " ≠";
            case "LT" -> " <";
            case "GE" -> " ≥";
            case "GT" -> " >";
            case "LE" -> " ≤";
            default -> " " + opcode;
        } : opcode == Opcode.IFEQ || opcode == Opcode.IFNE ? "" : " " + opcode.name().toLowerCase().substring(2);
        return words.isEmpty() ? "value" + relation : String.join(" ", words) + relation;
    }

    private static boolean trueWhenTaken(List<CodeElement> code, int at) {
        return ((BranchInstruction) code.get(at)).opcode() != Opcode.IFEQ || test(code, at).endsWith("=");
    }

    private static boolean isJumpedTo(List<CodeElement> code, Label label) {
        return code.stream().anyMatch(e -> e instanceof BranchInstruction b && b.target() == label);
    }

    private static String word(CodeElement element) {
        return switch (element) {
            case InvokeInstruction call -> call.name().stringValue();
            case FieldInstruction field -> field.name().stringValue();
            case TypeCheckInstruction check when check.opcode() == Opcode.INSTANCEOF -> {
                String type = check.type().asInternalName();
                yield "is " + type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1);
            }
            case ConstantInstruction constant -> String.valueOf(constant.constantValue()).replace(ConstantDescs.NULL.toString(),
                    "null");
            case OperatorInstruction operator when !operator.opcode().name().contains("CMP") -> operator.opcode().name()
                    .substring(1).toLowerCase();
            case LoadInstruction _, ConvertInstruction _ -> "";
            default -> "";
        };
    }

    /** Whether it tests a number that the compiler put there, as for patterns that match everything. */
    private static boolean isConstant(List<CodeElement> code, int at) {
        for (int i = at - 1; i >= 0 && !((BranchInstruction) code.get(at)).opcode().name().startsWith("IF_"); i--) {
            if (code.get(i) instanceof Instruction instruction) {
                return instruction instanceof ConstantInstruction;
            }
        }
        return false;
    }

    /** Whether it ends or repeats a loop. */
    private static boolean isLoop(List<CodeElement> code, int at, Label target) {
        int to = place(code, target);
        for (int i = to - 1; i > at; i--) {
            if (code.get(i) instanceof BranchInstruction back && back.opcode() == Opcode.GOTO) {
                return place(code, back.target()) <= at;
            }
            if (code.get(i) instanceof Instruction) {
                return false;
            }
        }
        return to < at;
    }

    private static int place(List<CodeElement> code, Label label) {
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i) instanceof LabelTarget target && target.label() == label) {
                return i;
            }
        }
        throw new IllegalStateException("label without place");
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    /** The classes loaded anew, their branches as {@link Forced} says. */
    static Reloaded loader(Seq<String> classNames) {
        Map<String, java.util.function.UnaryOperator<byte[]>> changes = new HashMap<>();
        int number = 0;
        for (String className : classNames) {
            int from = number;
            changes.put(className, original -> asking(original, from));
            for (MethodModel method : ClassFile.of().parse(bytes(className)).methods()) {
                number += (int) method.code().map(c -> c.elementList()).orElse(List.of()).stream().filter(Branches::isBranch)
                        .count();
            }
        }
        return new Reloaded(changes, Forced.class.getName());
    }

    private static byte[] asking(byte[] original, int from) {
        ClassFile files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(Branches.class.getClassLoader())
                .orElse(ClassHierarchyResolver.defaultResolver())));
        int[] number = {from};
        CodeTransform change = (code, element) -> {
            if (isBranch(element)) {
                BranchInstruction branch = (BranchInstruction) element;
                Label taken = code.newLabel();
                Label join = code.newLabel();
                code.branch(branch.opcode(), taken).iconst_0().goto_(join).labelBinding(taken).iconst_1().labelBinding(join)
                        .loadConstant(number[0]++).invokestatic(FORCED, "at", AT).ifne(branch.target());
            } else {
                code.with(element);
            }
        };
        return files.transformClass(files.parse(original), ClassTransform.transformingMethodBodies(change));
    }

    private static byte[] bytes(String name) {
        try {
            return Reloaded.bytes(name);
        } catch (ClassNotFoundException e) {
            throw new UncheckedIOException(new IOException(name, e));
        }
    }
}
