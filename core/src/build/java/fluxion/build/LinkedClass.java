package fluxion.build;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A class whose calls are linked, and the classes of its functions, one for each functional interface. */
final class LinkedClass {
    private final ClassFile classFile;
    private final ClassModel model;
    private final ClassDesc self;
    /** Methods to be added, by name. */
    private final Map<String, Consumer<ClassBuilder>> methods = new LinkedHashMap<>();
    private final Map<ClassDesc, FunctionClass> functions = new LinkedHashMap<>();
    private final byte[] bytes;

    LinkedClass(ClassFile classFile, ClassModel model) {
        this.classFile = classFile;
        this.model = model;
        self = model.thisClass().asSymbol();
        ClassTransform calls = ClassTransform.transformingMethods(MethodTransform.transformingCode(this::code));
        bytes = classFile.transformClass(model, calls.andThen(ClassTransform.endHandler(to ->
                methods.values().forEach(method -> method.accept(to)))));
    }

    byte[] bytes() { return bytes; }

    /** By internal name. */
    Map<String, byte[]> functions() {
        Map<String, byte[]> all = new TreeMap<>();
        functions.values().forEach(f -> all.put(f.internalName(), f.bytes(classFile)));
        return all;
    }

    /** The internal name of the class that this one's nest is named after. */
    String host() {
        return model.findAttribute(Attributes.nestHost()).map(h -> h.nestHost().asInternalName())
                .orElse(model.thisClass().asInternalName());
    }

    private void code(CodeBuilder to, CodeElement element) {
        if (!(element instanceof InvokeDynamicInstruction call)) {
            to.with(element);
        } else if (CallSites.isFunction(call)) {
            ClassDesc type = call.typeSymbol().returnType();
            FunctionClass of = functions.computeIfAbsent(type,
                    t -> new FunctionClass(self, host(), model, t, functions.size()));
            to.invokestatic(of.type(), of.add(call), call.typeSymbol());
        } else if (CallSites.isRecord(call)) {
            own(to, call, "record$" + call.name(), code -> RecordMethods.of(call.name().stringValue(), self,
                    CallSites.arguments(call)).accept(code));
        } else if (CallSites.isSwitch(call)) {
            own(to, call, "switch$" + methods.size(), code -> TypeSwitch.of(CallSites.switched(call),
                    CallSites.arguments(call), code));
        } else {
            to.with(element);
        }
    }

    /** A call of a method that is added to this class. */
    private void own(CodeBuilder to, InvokeDynamicInstruction call, String name, Consumer<CodeBuilder> body) {
        boolean inInterface = model.flags().has(java.lang.reflect.AccessFlag.INTERFACE);
        MethodTypeDesc type = call.typeSymbol();
        methods.put(name, builder -> builder.withMethodBody(name, type,
                ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC, body));
        to.invokestatic(self, name, type, inInterface);
    }
}
