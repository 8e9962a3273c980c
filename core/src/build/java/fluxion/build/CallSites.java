package fluxion.build;

import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.util.List;

/** Calls that are linked when they run, and which of them can be linked before. */
final class CallSites {
    private CallSites() {}

    static boolean any(ClassModel model) {
        return model.methods().stream().flatMap(m -> m.code().stream()).flatMap(code -> code.elementStream())
                .anyMatch(e -> e instanceof InvokeDynamicInstruction call
                        && (isFunction(call) || isRecord(call) || isSwitch(call)));
    }

    /** A lambda or method reference; not those that can be serialised, which are told by how they are linked. */
    static boolean isFunction(InvokeDynamicInstruction call) {
        return bootstrap(call).equals("java/lang/invoke/LambdaMetafactory.metafactory");
    }

    /** {@code equals}, {@code hashCode} or {@code toString} of a record. */
    static boolean isRecord(InvokeDynamicInstruction call) {
        return bootstrap(call).equals("java/lang/runtime/ObjectMethods.bootstrap");
    }

    /** A switch whose labels are classes, texts and constants of enums. */
    static boolean isSwitch(InvokeDynamicInstruction call) {
        return bootstrap(call).matches("java/lang/runtime/SwitchBootstraps.(typeSwitch|enumSwitch)")
                && arguments(call).stream().allMatch(label -> TypeSwitch.serves(switched(call), label));
    }

    /** The type of the values that are switched over. */
    static ClassDesc switched(InvokeDynamicInstruction call) { return call.typeSymbol().parameterType(0); }

    static List<ConstantDesc> arguments(InvokeDynamicInstruction call) { return call.bootstrapArgs(); }

    private static String bootstrap(InvokeDynamicInstruction call) {
        var method = call.bootstrapMethod();
        return method.owner().descriptorString().replaceAll("^L|;$", "") + "." + method.methodName();
    }
}
