package fluxion.build;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** The conversions of arguments and results that {@link java.lang.invoke.LambdaMetafactory} makes. */
final class Conversion {
    private Conversion() {}

    private static final List<ClassDesc> PRIMITIVES = List.of(ConstantDescs.CD_boolean, ConstantDescs.CD_byte,
            ConstantDescs.CD_short, ConstantDescs.CD_char, ConstantDescs.CD_int, ConstantDescs.CD_long,
            ConstantDescs.CD_float, ConstantDescs.CD_double);

    /** Makes of the value on the stack one of another type: by cast, boxing, unboxing, widening. */
    static void convert(CodeBuilder code, ClassDesc from, ClassDesc to) {
        if (from.equals(to)) return;
        if (from.isPrimitive() && to.isPrimitive()) {
            code.conversion(TypeKind.from(from), TypeKind.from(to));
        } else if (from.isPrimitive()) {
            ClassDesc wrapper = RecordMethods.wrapper(from);
            code.invokestatic(wrapper, "valueOf", MethodTypeDesc.of(wrapper, from));
        } else if (to.isPrimitive()) {
            ClassDesc held = PRIMITIVES.stream().filter(p -> RecordMethods.wrapper(p).equals(from)).findFirst().orElse(to);
            ClassDesc wrapper = RecordMethods.wrapper(held);
            if (!from.equals(wrapper)) code.checkcast(wrapper);
            code.invokevirtual(wrapper, held.displayName() + "Value", MethodTypeDesc.of(held));
            convert(code, held, to);
        } else if (!to.equals(ConstantDescs.CD_Object)) {
            code.checkcast(to);
        }
    }
}
