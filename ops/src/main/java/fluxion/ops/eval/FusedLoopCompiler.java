package fluxion.ops.eval;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import fluxion.core.DType;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Writes the loop of a {@link FusedLoop} as a class file: whole vectors first, then the elements that are left, each with the
 * arithmetic of the operations' own kernels. In Java it would read
 *
 * <pre>{@code
 * float[] a0 = (float[]) arrays[references[0]]; int o0 = at[references[0]]; …
 * int i = 0;
 * for (int last = n - lanes; i <= last; i += lanes) {
 *     FloatVector v0 = FloatVector.fromArray(S, a0, o0 + i), v1 = …, v2 = v0.mul(v1), …;
 *     v2.intoArray(a2, o2 + i);
 * }
 * for (; i < n; i++) { float v0 = a0[o0 + i], …; a2[o2 + i] = v2; }
 * }</pre>
 *
 * No vector lives longer than one turn of the loop, so none is ever merged with another, or boxed.
 */
final class FusedLoopCompiler {
    private static final ClassDesc SELF = ClassDesc.of(FusedLoop.class.getPackageName(), "ChainLoop");
    private static final ClassDesc LOOP = FusedLoop.Loop.class.describeConstable().orElseThrow();
    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector"), MASK =
            ClassDesc.of("jdk.incubator.vector.VectorMask"),
            SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies"),
            OPERATORS = ClassDesc.of("jdk.incubator.vector.VectorOperators"),
            COMPARISON = VectorOperators.Comparison.class.describeConstable().orElseThrow(),
            MATH = ClassDesc.of("java.lang.Math");
    private static final ClassDesc ARRAYS = CD_Object.arrayType(), INTS = CD_int.arrayType();

    /** The parameters' places, and the first that is free. */
    private static final int GIVEN = 1, AT = 2, REFERENCES = 3, N = 4, FREE = 5;

    private final FusedLoop.Recipe recipe;
    private final ClassDesc element, array, vector;
    private final TypeKind kind;
    private final int lanes;

    private FusedLoopCompiler(FusedLoop.Recipe recipe) {
        boolean single = recipe.dtype() == DType.F32;
        this.recipe = recipe;
        this.element = single ? CD_float : CD_double;
        this.array = element.arrayType();
        this.vector = (single ? FloatVector.class : DoubleVector.class).describeConstable().orElseThrow();
        this.kind = single ? TypeKind.FLOAT : TypeKind.DOUBLE;
        this.lanes = lanes(recipe.dtype());
    }

    static int lanes(DType dtype) {
        return dtype == DType.F32 ? FloatVector.SPECIES_PREFERRED.length() : DoubleVector.SPECIES_PREFERRED.length();
    }

    static FusedLoop.Loop compile(FusedLoop.Recipe recipe) {
        byte[] bytes = ClassFile.of().build(SELF, type -> type.withFlags(ClassFile.ACC_FINAL).withInterfaceSymbols(LOOP)
                .withMethodBody(INIT_NAME, MTD_void, 0, code -> code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void)
                .return_())
                .withMethodBody("run", MethodTypeDesc.of(CD_void, ARRAYS, INTS, INTS, CD_int), ClassFile.ACC_PUBLIC,
                        new FusedLoopCompiler(recipe)::body));
        try {
            MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (FusedLoop.Loop) made.findConstructor(made.lookupClass(), MethodType.methodType(void.class)).invoke();
        } catch (Throwable impossible) {
            throw new IllegalStateException("a loop was written wrongly: " + recipe, impossible);
        }
    }

    /** Local variables of the arrays and positions: inputs, then outputs; one number is a variable of its own. */
    private void body(CodeBuilder code) {
        int inputs = recipe.singles().size();
        int places = inputs + recipe.outputs().size();
        Label work = code.newLabel();
        code.iload(N).ifgt(work).return_().labelBinding(work);
        int i = FREE;
        int last = FREE + 1;
        int arrayOf = FREE + 2;
        int positionOf = arrayOf + places;
        int numberOf = positionOf + places;
        int vectorOf = numberOf + 2 * inputs;
        for (int p = 0; p < places; p++) {
            code.aload(GIVEN).aload(REFERENCES).loadConstant(p).iaload().aaload().checkcast(array).astore(arrayOf + p);
            code.aload(AT).aload(REFERENCES).loadConstant(p).iaload().iaload().istore(positionOf + p);
        }
        for (int p = 0; p < inputs; p++) {
            if (recipe.singles().get(p)) {
                code.aload(arrayOf + p).iload(positionOf + p).arrayLoad(kind).storeLocal(kind, numberOf + 2 * p);
            }
        }
        code.iconst_0().istore(i).iload(N).loadConstant(lanes).isub().istore(last);
        loop(code, i, last, lanes, vectorOf, true, arrayOf, positionOf, numberOf);
        code.iload(N).iconst_1().isub().istore(last);
        loop(code, i, last, 1, vectorOf, false, arrayOf, positionOf, numberOf);
        code.return_();
    }

    private void loop(CodeBuilder code, int i, int last, int step, int values, boolean vectors, int arrayOf, int positionOf,
            int numberOf) {
        int inputs = recipe.singles().size();
        Label again = code.newLabel();
        Label done = code.newLabel();
        code.labelBinding(again).iload(i).iload(last).if_icmpgt(done);
        List<Integer> at = new ArrayList<>();
        int free = values;
        for (int p = 0; p < inputs; p++) {
            if (recipe.singles().get(p)) {
                if (vectors) {
                    species(code).loadLocal(kind, numberOf + 2 * p)
                            .invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, element));
                } else {
                    code.loadLocal(kind, numberOf + 2 * p);
                }
            } else if (vectors) {
                species(code).aload(arrayOf + p).iload(positionOf + p).iload(i).iadd()
                        .invokestatic(vector, "fromArray", MethodTypeDesc.of(vector, SPECIES, array, CD_int));
            } else {
                code.aload(arrayOf + p).iload(positionOf + p).iload(i).iadd().arrayLoad(kind);
            }
            free = keep(code, at, free, vectors);
        }
        for (FusedLoop.Action action : recipe.actions()) {
            if (vectors) {
                onVectors(code, action, at);
            } else {
                onElements(code, action, at);
            }
            free = keep(code, at, free, vectors);
        }
        for (int o = 0; o < recipe.outputs().size(); o++) {
            int p = inputs + o;
            int value = at.get(recipe.outputs().get(o));
            if (vectors) {
                code.aload(value).aload(arrayOf + p).iload(positionOf + p).iload(i).iadd()
                        .invokevirtual(vector, "intoArray", MethodTypeDesc.of(CD_void, array, CD_int));
            } else {
                code.aload(arrayOf + p).iload(positionOf + p).iload(i).iadd().loadLocal(kind, value).arrayStore(kind);
            }
        }
        code.iinc(i, step).goto_(again).labelBinding(done);
    }

    private int keep(CodeBuilder code, List<Integer> at, int free, boolean vectors) {
        if (vectors) {
            code.astore(free);
        } else {
            code.storeLocal(kind, free);
        }
        at.add(free);
        return free + 2;
    }

    private CodeBuilder species(CodeBuilder code) {
        return code.getstatic(vector, "SPECIES_PREFERRED", SPECIES);
    }

    private void onVectors(CodeBuilder code, FusedLoop.Action action, List<Integer> at) {
        int left = at.get(action.left());
        MethodTypeDesc one = MethodTypeDesc.of(vector);
        MethodTypeDesc two = MethodTypeDesc.of(vector, VECTOR);
        switch (action.op()) {
            case ADD -> code.aload(left).aload(at.get(action.right())).invokevirtual(vector, "add", two);
            case SUB -> code.aload(left).aload(at.get(action.right())).invokevirtual(vector, "sub", two);
            case MUL -> code.aload(left).aload(at.get(action.right())).invokevirtual(vector, "mul", two);
            case DIV -> code.aload(left).aload(at.get(action.right())).invokevirtual(vector, "div", two);
            case NEG -> code.aload(left).invokevirtual(vector, "neg", one);
            case ABS -> code.aload(left).invokevirtual(vector, "abs", one);
            case SQRT -> code.aload(left).invokevirtual(vector, "sqrt", one);
            case SQUARE -> code.aload(left).aload(left).invokevirtual(vector, "mul", two);
            case CUBE -> code.aload(left).aload(left).aload(left).invokevirtual(vector, "mul", two)
                    .invokevirtual(vector, "mul", two);
            case RECIPROCAL -> {
                species(code);
                number(code, 1).invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, element)).aload(left)
                        .invokevirtual(vector, "div", two);
            }
            case RELU -> {
                number(code.aload(left), 0).aload(left).getstatic(OPERATORS, "LE", COMPARISON);
                number(code, 0).invokevirtual(vector, "compare", MethodTypeDesc.of(MASK, COMPARISON, element))
                        .invokevirtual(vector, "blend", MethodTypeDesc.of(vector, element, MASK));
            }
            default -> throw new IllegalStateException("no case for " + action.op());
        }
    }

    private void onElements(CodeBuilder code, FusedLoop.Action action, List<Integer> at) {
        int left = at.get(action.left());
        switch (action.op()) {
            case ADD -> pair(code, left, at.get(action.right()), CodeBuilder::fadd, CodeBuilder::dadd);
            case SUB -> pair(code, left, at.get(action.right()), CodeBuilder::fsub, CodeBuilder::dsub);
            case MUL -> pair(code, left, at.get(action.right()), CodeBuilder::fmul, CodeBuilder::dmul);
            case DIV -> pair(code, left, at.get(action.right()), CodeBuilder::fdiv, CodeBuilder::ddiv);
            case SQUARE -> pair(code, left, left, CodeBuilder::fmul, CodeBuilder::dmul);
            case CUBE -> {
                code.loadLocal(kind, left);
                pair(code, left, left, CodeBuilder::fmul, CodeBuilder::dmul);
                operate(code, CodeBuilder::fmul, CodeBuilder::dmul);
            }
            case NEG -> operate(code.loadLocal(kind, left), CodeBuilder::fneg, CodeBuilder::dneg);
            case ABS -> code.loadLocal(kind, left).invokestatic(MATH, "abs", MethodTypeDesc.of(element, element));
            case SQRT -> {
                // the root of a float in doubles rounds to the float's own root
                code.loadLocal(kind, left).conversion(kind, TypeKind.DOUBLE)
                        .invokestatic(MATH, "sqrt", MethodTypeDesc.of(CD_double, CD_double))
                        .conversion(TypeKind.DOUBLE, kind);
            }
            case RECIPROCAL -> {
                number(code, 1).loadLocal(kind, left);
                operate(code, CodeBuilder::fdiv, CodeBuilder::ddiv);
            }
            case RELU -> {
                // NaN compares greater here, and stays
                Label positive = code.newLabel();
                Label end = code.newLabel();
                number(code.loadLocal(kind, left), 0);
                operate(code, CodeBuilder::fcmpg, CodeBuilder::dcmpg);
                number(code.ifgt(positive), 0).goto_(end).labelBinding(positive).loadLocal(kind, left).labelBinding(end);
            }
            default -> throw new IllegalStateException("no case for " + action.op());
        }
    }

    private void pair(CodeBuilder code, int left, int right, java.util.function.Consumer<CodeBuilder> f32,
            java.util.function.Consumer<CodeBuilder> f64) {
        operate(code.loadLocal(kind, left).loadLocal(kind, right), f32, f64);
    }

    private void operate(CodeBuilder code, java.util.function.Consumer<CodeBuilder> f32,
            java.util.function.Consumer<CodeBuilder> f64) {
        (kind == TypeKind.FLOAT ? f32 : f64).accept(code);
    }

    private CodeBuilder number(CodeBuilder code, int value) {
        return kind == TypeKind.FLOAT ? code.loadConstant((float) value) : code.loadConstant((double) value);
    }
}
