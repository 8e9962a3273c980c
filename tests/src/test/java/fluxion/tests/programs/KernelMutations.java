package fluxion.tests.programs;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Places of kernels where one instruction can be made wrong, and class files where it is. */
final class KernelMutations {
    /** What is made wrong. */
    enum Kind {
        /** A vector or a number is read one place further on. */
        READS_NEXT,
        /** A vector is written one place further on. */
        WRITES_NEXT,
        /** A vector or a number is not written. */
        DROPS,
        /** A loop ends one step early: without its last element. */
        STOPS_EARLY,
        /** A vector is read or written whole where a part is meant. */
        UNMASKED,
        /** A sum is a difference. */
        SUBTRACTS
    }

    /** The instruction of a method, in the order of the class file. */
    record Place(int number, String className, String method, int instruction, Kind kind) {
        @Override
        public String toString() {
            return className.substring(className.lastIndexOf('.') + 1) + "." + method + " instruction " + instruction + " "
                    + kind;
        }
    }

    private static final ClassDesc REACHED = ClassDesc.of(Reached.class.getName());
    private static final String VECTORS = "jdk/incubator/vector/";

    private KernelMutations() {}

    /** All places of some classes, numbered. */
    static Seq<Place> places(Seq<String> classNames) {
        List<Place> places = new ArrayList<>();
        for (String className : classNames) {
            for (MethodModel method : model(className).methods()) {
                int at = 0;
                for (CodeElement element : method.code().map(c -> c.elementList()).orElse(List.of())) {
                    for (Kind kind : Kind.values()) {
                        if (fits(kind, element)) {
                            places.add(new Place(places.size(), className, name(method), at, kind));
                        }
                    }
                    at++;
                }
            }
        }
        return Array.ofAll(places);
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

    private static boolean fits(Kind kind, CodeElement element) {
        return switch (element) {
            case InvokeInstruction call when call.owner().asInternalName().startsWith(VECTORS) -> {
                String called = call.name().stringValue();
                int parameters = call.typeSymbol().parameterCount();
                yield switch (kind) {
                    case READS_NEXT -> called.equals("fromArray") && parameters == 3;
                    case WRITES_NEXT, DROPS -> called.equals("intoArray") && parameters == 2;
                    case UNMASKED -> called.equals("fromArray") && parameters == 4 && isMask(call, 3)
                            || called.equals("intoArray") && parameters == 3 && isMask(call, 2);
                    case STOPS_EARLY, SUBTRACTS -> false;
                };
            }
            case ArrayLoadInstruction load -> kind == Kind.READS_NEXT
                    && (load.opcode() == Opcode.DALOAD || load.opcode() == Opcode.FALOAD);
            case ArrayStoreInstruction store -> kind == Kind.DROPS
                    && (store.opcode() == Opcode.DASTORE || store.opcode() == Opcode.FASTORE);
            case BranchInstruction branch -> kind == Kind.STOPS_EARLY && branch.opcode() == Opcode.IF_ICMPGE;
            case OperatorInstruction operator -> kind == Kind.SUBTRACTS
                    && (operator.opcode() == Opcode.DADD || operator.opcode() == Opcode.FADD);
            default -> false;
        };
    }

    private static boolean isMask(InvokeInstruction call, int parameter) {
        return call.typeSymbol().parameterType(parameter).descriptorString().endsWith("VectorMask;");
    }

    /** The class file where one place is wrong. */
    static byte[] mutated(byte[] original, Place place) {
        return changed(original, place.method(), at -> at == place.instruction() ? Array.of(place) : Array.empty(), true);
    }

    /** The class file that tells of every place that it comes to. */
    static byte[] telling(byte[] original, Seq<Place> places) {
        byte[] bytes = original;
        for (var of : places.groupBy(Place::method)) {
            var byInstruction = of._2.groupBy(Place::instruction);
            bytes = changed(bytes, of._1, at -> Array.ofAll(byInstruction.get(at).toArray().flatMap(found -> found)), false);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, String method, IntFunction<Seq<Place>> here, boolean mutate) {
        ClassFile files = ClassFile.of();
        return files.transformClass(files.parse(bytes), ClassTransform.transformingMethodBodies(m -> name(m).equals(method),
                java.lang.classfile.CodeTransform.ofStateful(() -> {
            int[] at = {0};
            return (code, element) -> {
                Seq<Place> places = here.apply(at[0]++);
                if (!mutate) {
                    places.forEach(p -> code.loadConstant(p.number())
                            .invokestatic(REACHED, "at", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int)));
                    code.with(element);
                } else if (places.isEmpty()) {
                    code.with(element);
                } else {
                    mutate(code, element, places.head().kind());
                }
            };
        })));
    }

    private static void mutate(CodeBuilder code, CodeElement element, Kind kind) {
        switch (kind) {
            case READS_NEXT, WRITES_NEXT -> code.iconst_1().iadd().with(element);
            case STOPS_EARLY -> code.iconst_1().isub().with(element);
            case SUBTRACTS -> {
                if (((OperatorInstruction) element).opcode() == Opcode.DADD) {
                    code.dsub();
                } else {
                    code.fsub();
                }
            }
            case DROPS -> {
                switch (element) {
                    case ArrayStoreInstruction store when store.opcode() == Opcode.DASTORE -> code.pop2().pop2();
                    case ArrayStoreInstruction _ -> code.pop().pop2();
                    default -> code.pop2().pop();
                }
            }
            case UNMASKED -> {
                InvokeInstruction call = (InvokeInstruction) element;
                MethodTypeDesc type = call.typeSymbol();
                MethodTypeDesc whole = type.dropParameterTypes(type.parameterCount() - 1, type.parameterCount());
                code.pop();
                if (call.opcode() == Opcode.INVOKESTATIC) {
                    code.invokestatic(call.owner().asSymbol(), call.name().stringValue(), whole);
                } else {
                    code.invokevirtual(call.owner().asSymbol(), call.name().stringValue(), whole);
                }
            }
            default -> throw new IllegalStateException("no case for " + kind);
        }
    }
}
