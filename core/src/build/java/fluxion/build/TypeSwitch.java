package fluxion.build;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** What {@link java.lang.runtime.SwitchBootstraps} answers where labels are classes, texts and constants of enums, as code. */
final class TypeSwitch {
    private TypeSwitch() {}

    /** A class whose instances are meant, one constant of an enum, or a text. */
    private sealed interface What {
        record Instances(ClassDesc of) implements What {}

        record Constant(ClassDesc of, String name) implements What {}

        record Text(String text) implements What {}
    }

    /** Whether a switch over values of the type can be written with the label: a class, a text, a constant of an enum. */
    static boolean serves(ClassDesc type, ConstantDesc label) {
        return switch (label) {
            case ClassDesc _ -> !type.isPrimitive();
            case String _ -> !type.isPrimitive();
            case DynamicConstantDesc<?> constant -> constant.constantType().descriptorString().equals("Ljava/lang/Enum$EnumDesc;");
            default -> false;
        };
    }

    private static What what(ClassDesc type, ConstantDesc label) {
        return switch (label) {
            case ClassDesc of -> new What.Instances(of);
            // in a switch over an enum alone the compiler says no more than the name
            case String text -> type.equals(ConstantDescs.CD_String) ? new What.Text(text) : new What.Constant(type, text);
            // invoke(EnumDesc.of, invoke(ClassDesc.of, name of the class), name of the constant)
            case DynamicConstantDesc<?> constant -> {
                ConstantDesc of = ((DynamicConstantDesc<?>) constant.bootstrapArgsList().get(1)).bootstrapArgsList().get(1);
                yield new What.Constant(ClassDesc.of((String) of), (String) constant.bootstrapArgsList().get(2));
            }
            default -> throw new IllegalArgumentException("no label of a switch: " + label);
        };
    }

    /** The first label at or after the given one that the value is, or is an instance of; their number, if none; −1 for null. */
    static void of(ClassDesc over, List<ConstantDesc> labels, CodeBuilder code) {
        Label some = code.newLabel();
        code.aload(0).ifnonnull(some).iconst_m1().ireturn().labelBinding(some);
        List<Label> at = new ArrayList<>();
        for (int i = 0; i <= labels.size(); i++) at.add(code.newLabel());
        List<SwitchCase> cases = new ArrayList<>();
        for (int i = 1; i < labels.size(); i++) cases.add(SwitchCase.of(i, at.get(i)));
        Label first = at.get(0), none = at.get(labels.size());
        // nearly always from the first on
        code.iload(1).ifeq(first);
        if (!cases.isEmpty()) code.iload(1).tableswitch(1, labels.size() - 1, none, cases);
        else code.goto_(none);
        for (int i = 0; i < labels.size(); i++) {
            code.labelBinding(at.get(i)).aload(0);
            switch (what(over, labels.get(i))) {
                case What.Instances(ClassDesc type) -> code.instanceOf(type).ifeq(at.get(i + 1));
                case What.Constant(ClassDesc type, String name) -> code.getstatic(type, name, type).if_acmpne(at.get(i + 1));
                case What.Text(String text) -> code.loadConstant(text).invokevirtual(ConstantDescs.CD_Object, "equals",
                        MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object)).ifeq(at.get(i + 1));
            }
            code.loadConstant(i).ireturn();
        }
        code.labelBinding(none).loadConstant(labels.size()).ireturn();
    }
}
