package fluxion.build;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.util.ArrayList;
import java.util.List;

/** What {@link java.lang.runtime.SwitchBootstraps#typeSwitch} answers where every label is a class, as code. */
final class TypeSwitch {
    private TypeSwitch() {}

    /** The first label at or after the given one that the value is an instance of; their number, if of none; −1 for null. */
    static void of(List<ConstantDesc> labels, CodeBuilder code) {
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
            code.labelBinding(at.get(i)).aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(at.get(i + 1));
            code.loadConstant(i).ireturn();
        }
        code.labelBinding(none).loadConstant(labels.size()).ireturn();
    }
}
