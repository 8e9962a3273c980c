package fluxion.build;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.Consumer;

/** {@code equals}, {@code hashCode} and {@code toString} of records, as {@link java.lang.runtime.ObjectMethods} has them. */
final class RecordMethods {
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects"),
            BUILDER = ClassDesc.of("java.lang.StringBuilder");
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object, INT = ConstantDescs.CD_int;
    private static final MethodTypeDesc EQUALS = MethodTypeDesc.of(ConstantDescs.CD_boolean, OBJECT, OBJECT);

    private record Component(String name, ClassDesc type) {}

    private final ClassDesc self;
    private final List<Component> components;

    private RecordMethods(ClassDesc self, List<Component> components) {
        this.self = self;
        this.components = components;
    }

    /** @param arguments those of the bootstrap method: the record, the names of its components, and what reads each */
    static Consumer<CodeBuilder> of(String method, ClassDesc self, List<ConstantDesc> arguments) {
        List<Component> components = arguments.stream().skip(2).map(DirectMethodHandleDesc.class::cast)
                .map(field -> new Component(field.methodName(), field.invocationType().returnType())).toList();
        var methods = new RecordMethods(self, components);
        return switch (method) {
            case "equals" -> methods::equality;
            case "hashCode" -> methods::hash;
            case "toString" -> methods::text;
            default -> throw new IllegalArgumentException("no method of records: " + method);
        };
    }

    private void equality(CodeBuilder code) {
        Label other = code.newLabel(), differs = code.newLabel();
        code.aload(0).aload(1).if_acmpne(other).iconst_1().ireturn();
        code.labelBinding(other).aload(1).instanceOf(self).ifeq(differs).aload(1).checkcast(self).astore(1);
        for (Component c : components) {
            code.aload(0).getfield(self, c.name, c.type).aload(1).getfield(self, c.name, c.type);
            switch (TypeKind.from(c.type).asLoadable()) {
                case INT -> code.if_icmpne(differs);
                case LONG -> code.lcmp().ifne(differs);
                case FLOAT, DOUBLE ->
                    code.invokestatic(wrapper(c.type), "compare", MethodTypeDesc.of(INT, c.type, c.type)).ifne(differs);
                default -> code.invokestatic(OBJECTS, "equals", EQUALS).ifeq(differs);
            }
        }
        code.iconst_1().ireturn().labelBinding(differs).iconst_0().ireturn();
    }

    private void hash(CodeBuilder code) {
        code.iconst_0();
        for (Component c : components) {
            code.bipush(31).imul().aload(0).getfield(self, c.name, c.type);
            if (c.type.isPrimitive()) code.invokestatic(wrapper(c.type), "hashCode", MethodTypeDesc.of(INT, c.type));
            else code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(INT, OBJECT));
            code.iadd();
        }
        code.ireturn();
    }

    private void text(CodeBuilder code) {
        code.new_(BUILDER).dup().invokespecial(BUILDER, "<init>", ConstantDescs.MTD_void);
        String before = simpleName() + "[";
        for (Component c : components) {
            append(code.ldc(before + c.name + "="), ConstantDescs.CD_String);
            append(code.aload(0).getfield(self, c.name, c.type), appended(c.type));
            before = ", ";
        }
        append(code.ldc(components.isEmpty() ? before + "]" : "]"), ConstantDescs.CD_String);
        code.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(ConstantDescs.CD_String)).areturn();
    }

    private String simpleName() {
        String name = self.displayName();
        return name.substring(name.lastIndexOf('$') + 1).replaceAll("^[0-9]+", "");
    }

    private static void append(CodeBuilder code, ClassDesc type) {
        code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, type));
    }

    /** The parameter of the method that appends such a value; arrays of char must not be taken for their text. */
    private static ClassDesc appended(ClassDesc type) {
        if (!type.isPrimitive()) return OBJECT;
        return type.equals(ConstantDescs.CD_byte) || type.equals(ConstantDescs.CD_short) ? INT : type;
    }

    static ClassDesc wrapper(ClassDesc primitive) {
        return switch (primitive.descriptorString()) {
            case "Z" -> ConstantDescs.CD_Boolean;
            case "B" -> ConstantDescs.CD_Byte;
            case "S" -> ConstantDescs.CD_Short;
            case "C" -> ConstantDescs.CD_Character;
            case "I" -> ConstantDescs.CD_Integer;
            case "J" -> ConstantDescs.CD_Long;
            case "F" -> ConstantDescs.CD_Float;
            case "D" -> ConstantDescs.CD_Double;
            default -> throw new IllegalArgumentException("not primitive: " + primitive.displayName());
        };
    }
}
