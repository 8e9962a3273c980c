package fluxion.build;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lambdas and method references of a class that become instances of one functional interface: one class, whose instances
 * know which of them they are and what they have captured. Those that capture nothing exist once.
 */
final class FunctionClass {
    private static final String WHICH = "which";
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object, INT = ConstantDescs.CD_int;

    /** What implements the interface's method: its type there, with type arguments put in, what is called, what is captured. */
    private record Function(String maker, String method, MethodTypeDesc erased, MethodTypeDesc type, DirectMethodHandleDesc called,
            MethodTypeDesc captured) {
        boolean capturesNothing() { return captured.parameterCount() == 0; }
    }

    private final ClassDesc self, implemented;
    private final String host, source;
    private final List<Function> functions = new ArrayList<>();

    FunctionClass(ClassDesc owner, String host, ClassModel model, ClassDesc implemented, int number) {
        this.host = host;
        this.implemented = implemented;
        self = ClassDesc.ofDescriptor(owner.descriptorString().replace(";", "$$Function" + number + ";"));
        source = model.findAttribute(Attributes.sourceFile()).map(s -> s.sourceFile().stringValue()).orElse("");
    }

    ClassDesc type() { return self; }

    String internalName() { return self.descriptorString().substring(1, self.descriptorString().length() - 1); }

    /** The name of the static method that makes the function which a call makes: for a lambda, that of its body. */
    String add(InvokeDynamicInstruction call) {
        var arguments = CallSites.arguments(call);
        DirectMethodHandleDesc called = (DirectMethodHandleDesc) arguments.get(1);
        String lambda = called.methodName();
        boolean names = lambda.startsWith("lambda$") && functions.stream().noneMatch(f -> f.maker.equals(lambda));
        String maker = names ? lambda : "of" + functions.size();
        functions.add(new Function(maker, call.name().stringValue(), (MethodTypeDesc) arguments.get(0),
                (MethodTypeDesc) arguments.get(2), called, call.typeSymbol()));
        return maker;
    }

    byte[] bytes(ClassFile classFile) {
        return classFile.build(self, to -> {
            to.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC);
            to.withInterfaceSymbols(implemented);
            to.with(NestHostAttribute.of(ClassDesc.ofDescriptor("L" + host + ";")));
            if (!source.isEmpty()) to.with(SourceFileAttribute.of(source));
            to.withField(WHICH, INT, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
            for (int i = 0; i < captured(); i++) to.withField("c" + i, OBJECT, ClassFile.ACC_PRIVATE);
            MethodTypeDesc which = MethodTypeDesc.of(ConstantDescs.CD_void, INT);
            to.withMethodBody(ConstantDescs.INIT_NAME, which, ClassFile.ACC_PRIVATE, code -> code
                    .aload(0).invokespecial(OBJECT, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                    .aload(0).iload(1).putfield(self, WHICH, INT).return_());
            constants(to);
            for (int i = 0; i < functions.size(); i++) factory(to, i);
            Map<List<Object>, List<Integer>> byMethod = new LinkedHashMap<>();
            for (int i = 0; i < functions.size(); i++) {
                Function f = functions.get(i);
                byMethod.computeIfAbsent(List.of(f.method, f.erased), _ -> new ArrayList<>()).add(i);
            }
            byMethod.values().forEach(same -> method(to, same));
        });
    }

    private int captured() { return functions.stream().mapToInt(f -> f.captured.parameterCount()).max().orElse(0); }

    private static String constant(int i) { return "f" + i; }

    /** The functions that capture nothing. */
    private void constants(ClassBuilder to) {
        List<Integer> single = new ArrayList<>();
        for (int i = 0; i < functions.size(); i++) if (functions.get(i).capturesNothing()) single.add(i);
        if (single.isEmpty()) return;
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
        for (int i : single) to.withField(constant(i), self, flags);
        to.withMethodBody(ConstantDescs.CLASS_INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_STATIC, code -> {
            for (int i : single) make(code, i).putstatic(self, constant(i), self);
            code.return_();
        });
    }

    private CodeBuilder make(CodeBuilder code, int i) {
        return code.new_(self).dup().loadConstant(i)
                .invokespecial(self, ConstantDescs.INIT_NAME, MethodTypeDesc.of(ConstantDescs.CD_void, INT));
    }

    private void factory(ClassBuilder to, int i) {
        Function f = functions.get(i);
        to.withMethodBody(f.maker, f.captured, ClassFile.ACC_STATIC, code -> {
            if (f.capturesNothing()) {
                code.getstatic(self, constant(i), self).areturn();
                return;
            }
            make(code, i);
            for (int c = 0; c < f.captured.parameterCount(); c++) {
                ClassDesc type = f.captured.parameterType(c);
                code.dup().loadLocal(TypeKind.from(type), code.parameterSlot(c));
                Conversion.convert(code, type, OBJECT);
                code.putfield(self, "c" + c, OBJECT);
            }
            code.areturn();
        });
    }

    /** The interface's method: which function this is, and its call. */
    private void method(ClassBuilder to, List<Integer> same) {
        Function any = functions.get(same.get(0));
        to.withMethodBody(any.method, any.erased, ClassFile.ACC_PUBLIC, code -> {
            List<Label> at = same.stream().map(_ -> code.newLabel()).toList();
            if (same.size() > 1) {
                List<SwitchCase> cases = new ArrayList<>();
                for (int i = 1; i < same.size(); i++) cases.add(SwitchCase.of(same.get(i), at.get(i)));
                code.aload(0).getfield(self, WHICH, INT).tableswitch(at.get(0), cases);
            }
            for (int i = 0; i < same.size(); i++) {
                code.labelBinding(at.get(i));
                call(code, functions.get(same.get(i)));
            }
        });
    }

    private void call(CodeBuilder code, Function f) {
        DirectMethodHandleDesc called = f.called;
        MethodTypeDesc invoked = called.invocationType();
        if (called.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR) code.new_(called.owner()).dup();
        int captured = f.captured.parameterCount();
        for (int i = 0; i < invoked.parameterCount(); i++) {
            if (i < captured) {
                ClassDesc type = f.captured.parameterType(i);
                code.aload(0).getfield(self, "c" + i, OBJECT);
                Conversion.convert(code, OBJECT, type);
                Conversion.convert(code, type, invoked.parameterType(i));
            } else {
                ClassDesc type = f.type.parameterType(i - captured);
                code.loadLocal(TypeKind.from(f.erased.parameterType(i - captured)), code.parameterSlot(i - captured));
                Conversion.convert(code, f.erased.parameterType(i - captured), type);
                Conversion.convert(code, type, invoked.parameterType(i));
            }
        }
        MethodTypeDesc plain = MethodTypeDesc.ofDescriptor(called.lookupDescriptor());
        switch (called.kind()) {
            case STATIC, INTERFACE_STATIC ->
                code.invokestatic(called.owner(), called.methodName(), plain, called.isOwnerInterface());
            case CONSTRUCTOR -> code.invokespecial(called.owner(), ConstantDescs.INIT_NAME, plain);
            // a private method of a member of the nest is called as any other
            case VIRTUAL, SPECIAL -> code.invokevirtual(called.owner(), called.methodName(), plain);
            case INTERFACE_VIRTUAL, INTERFACE_SPECIAL -> code.invokeinterface(called.owner(), called.methodName(), plain);
            default -> throw new IllegalStateException("no function of " + called);
        }
        ClassDesc result = called.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR ? called.owner() : plain.returnType();
        if (f.erased.returnType().equals(ConstantDescs.CD_void)) {
            switch (TypeKind.from(result).slotSize()) {
                case 1 -> code.pop();
                case 2 -> code.pop2();
                default -> { }
            }
            code.return_();
        } else {
            Conversion.convert(code, result, f.type.returnType());
            Conversion.convert(code, f.type.returnType(), f.erased.returnType());
            code.return_(TypeKind.from(f.erased.returnType()));
        }
    }
}
