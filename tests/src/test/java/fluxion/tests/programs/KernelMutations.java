package fluxion.tests.programs;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Places of kernels where one instruction can be made wrong, and class files that ask at each whether it is. */
public final class KernelMutations {
    /** What is made wrong. */
    enum Kind {
        /** A vector or a number is read one place further on. */
        READS_NEXT,
        /** A vector is written one place further on. */
        WRITES_NEXT,
        /** A vector is not written, or 0 instead of a number that is not 0 anyway. */
        DROPS,
        /** A loop does without its last step. Not one that counts by lanes: its tail would do what it leaves. */
        STOPS_EARLY,
        /** A mask is of all lanes: vectors are read and written whole where a part is meant. */
        UNMASKED,
        /** A sum is a difference. */
        SUBTRACTS
    }

    /**
     * The instruction of a method, in the order of the class file.
     *
     * @param step by how much the loop counts that stops early, else 0
     * @param nth which of those of its kind in the method
     */
    record Place(int number, String className, String method, int instruction, Kind kind, int step, int nth) {
        /** A name that stays where other code changes. */
        String name() {
            return className.substring(className.lastIndexOf('.') + 1) + "." + method.replaceAll("[a-z]+/([a-z]+/)*", "") + ": "
                    + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + (nth == 1 ? "" : " #" + nth);
        }
    }

    private static final ClassDesc REACHED = ClassDesc.of(Reached.class.getName());
    private static final MethodTypeDesc AT = MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_int);
    private static final List<Opcode> ZEROS = List.of(Opcode.DCONST_0, Opcode.FCONST_0);
    private static final String VECTORS = "jdk/incubator/vector/";

    private KernelMutations() {}

    /** All places of some classes, numbered. */
    static Seq<Place> places(Seq<String> classNames) {
        List<Place> places = new ArrayList<>();
        for (String className : classNames) {
            for (MethodModel method : model(className).methods()) {
                if (isLinked(method)) continue;
                List<CodeElement> elements = method.code().map(CodeModel::elementList).orElse(List.of());
                int[] alike = new int[Kind.values().length];
                for (int at = 0; at < elements.size(); at++) {
                    for (Kind kind : Kind.values()) {
                        int step = kind == Kind.STOPS_EARLY ? step(elements, at) : 0;
                        if (fits(kind, elements, at) || step > 0) {
                            places.add(new Place(places.size(), className, name(method), at, kind, step,
                                    ++alike[kind.ordinal()]));
                        }
                    }
                }
            }
        }
        return Array.ofAll(places);
    }

    /** Whether the build has written a method in place of what the virtual machine would. */
    public static boolean isLinked(MethodModel method) {
        return method.methodName().stringValue().matches("(switch|record)\\$.*");
    }

    private static ClassModel model(String className) {
        try {
            return ClassFile.of().parse(Reloaded.bytes(className));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(className, e);
        }
    }

    private static String name(MethodModel method) {
        return method.methodName().stringValue() + method.methodType().stringValue();
    }

    /** By how much a loop {@code for (…; i < n; i += step)} counts, if its condition is at the place; otherwise 0. */
    private static int step(List<CodeElement> elements, int at) {
        if (!(elements.get(at) instanceof BranchInstruction branch && branch.opcode() == Opcode.IF_ICMPGE)) {
            return 0;
        }
        List<Instruction> before = new ArrayList<>();
        boolean isBehind = false;
        for (int i = at + 1; i < elements.size() && !isBehind; i++) {
            isBehind = elements.get(i) instanceof LabelTarget target && target.label().equals(branch.target());
            if (elements.get(i) instanceof Instruction instruction) {
                before.add(instruction);
            }
        }
        int n = before.size();
        boolean isLoop = isBehind && n > 3 && before.getLast() instanceof BranchInstruction back && back.opcode() == Opcode.GOTO
                && elements.subList(0, at).stream()
                        .anyMatch(e -> e instanceof LabelTarget head && head.label().equals(back.target()));
        if (!isLoop) {
            return 0;
        }
        return switch (before.get(n - 2)) {
            case IncrementInstruction increment -> increment.constant();
            case StoreInstruction _ when before.get(n - 3).opcode() == Opcode.IADD
                    && before.get(n - 4) instanceof ConstantInstruction constant
                    && constant.constantValue() instanceof Integer by -> by;
            default -> 0;
        };
    }

    private static boolean fits(Kind kind, List<CodeElement> elements, int at) {
        return switch (elements.get(at)) {
            case InvokeInstruction call when call.owner().asInternalName().startsWith(VECTORS) -> {
                String called = call.name().stringValue();
                int parameters = call.typeSymbol().parameterCount();
                yield switch (kind) {
                    case READS_NEXT -> called.equals("fromArray") && parameters == 3;
                    case WRITES_NEXT, DROPS -> called.equals("intoArray") && parameters == 2;
                    case UNMASKED -> called.equals("indexInRange")
                            && call.typeSymbol().parameterType(1).equals(ConstantDescs.CD_int);
                    case STOPS_EARLY, SUBTRACTS -> false;
                };
            }
            case ArrayLoadInstruction load -> kind == Kind.READS_NEXT
                    && (load.opcode() == Opcode.DALOAD || load.opcode() == Opcode.FALOAD);
            case ArrayStoreInstruction store -> kind == Kind.DROPS
                    && (store.opcode() == Opcode.DASTORE || store.opcode() == Opcode.FASTORE)
                    && !(elements.get(at - 1) instanceof Instruction zero && ZEROS.contains(zero.opcode()));
            case OperatorInstruction operator -> kind == Kind.SUBTRACTS
                    && (operator.opcode() == Opcode.DADD || operator.opcode() == Opcode.FADD);
            default -> false;
        };
    }

    /** The class file that asks {@link Reached} at every place whether it is wrong now. */
    static byte[] asking(byte[] original, Seq<Place> places) {
        ClassFile files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver
                .ofResourceParsing(KernelMutations.class.getClassLoader()).orElse(ClassHierarchyResolver.defaultResolver())));
        byte[] bytes = original;
        for (var of : places.groupBy(Place::method)) {
            var byInstruction = of._2.groupBy(Place::instruction);
            bytes = files.transformClass(files.parse(bytes), ClassTransform.transformingMethodBodies(m -> name(m).equals(of._1),
                    CodeTransform.ofStateful(() -> {
                        int[] at = {0};
                        return (code, element) -> either(code, element,
                                Array.ofAll(byInstruction.get(at[0]++).toArray().flatMap(found -> found)));
                    })));
        }
        return bytes;
    }

    /**
     * The instruction, or a wrong one where one of the places is wrong. Where another number on the stack makes it wrong only
     * that differs, so that no vector comes from one of two branches: the compiler would allocate it.
     */
    private static void either(CodeBuilder code, CodeElement element, Seq<Place> places) {
        Label done = code.newLabel();
        for (Place place : places) {
            Label right = code.newLabel();
            code.loadConstant(place.number()).invokestatic(REACHED, "at", AT).ifeq(right);
            switch (place.kind()) {
                case READS_NEXT, WRITES_NEXT -> code.iconst_1().iadd();
                case STOPS_EARLY -> code.loadConstant(place.step()).isub();
                case SUBTRACTS -> subtract(code, ((OperatorInstruction) element).opcode()).goto_(done);
                case DROPS -> drop(code, element).goto_(done);
                case UNMASKED -> code.pop().loadConstant(Integer.MAX_VALUE);
                default -> throw new IllegalStateException("no case for " + place.kind());
            }
            code.labelBinding(right);
        }
        code.with(element).labelBinding(done);
    }

    private static CodeBuilder subtract(CodeBuilder code, Opcode sum) {
        return sum == Opcode.DADD ? code.dsub() : code.fsub();
    }

    /** A number stays as in fresh memory: what is used again may hold the right one from before. */
    private static CodeBuilder drop(CodeBuilder code, CodeElement element) {
        return switch (element) {
            case ArrayStoreInstruction store when store.opcode() == Opcode.DASTORE -> code.pop2().dconst_0().dastore();
            case ArrayStoreInstruction _ -> code.pop().fconst_0().fastore();
            default -> code.pop2().pop();
        };
    }
}
