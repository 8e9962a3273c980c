package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.Ints;
import fluxion.core.op.Flip;
import fluxion.core.op.Op;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The checks find procedural rules wrong that are: whose replacement has another sign, size, factor or order, or whose conditions
 * are dropped, one by one, in their class files. Of the conditions a few are tried, all by {@code -Dfluxion.mutants=all}.
 */
class ProceduralMutationTest {
    private static final Seq<String> FAMILIES = Array.of("Constants", "Moves", "Cuts", "Structures", "Rest", "Blocks", "Indexed", "Bands", "Inverses", "Spreading", "Linear", "Products",
            "Stability", "Totals", "Selection", "Coefficients");
    private static final boolean ALL = "all".equals(System.getProperty("fluxion.mutants"));
    private static final int SAMPLE = 12;

    // ---- replacements -----------------------------------------------------------------------------------------------

    private record Mutation(String name, UnaryOperator<Expr> of) {}

    private static final Seq<Mutation> MUTATIONS = Array.of(
            new Mutation("one more", e -> e.dtype() == DType.BOOL ? e.not() : e.plus(Literal.of(e.tensorType(), 1))),
            new Mutation("one less", e -> e.dtype() == DType.BOOL ? e.not() : e.minus(Literal.of(e.tensorType(), 1))),
            new Mutation("other sign", e -> e.dtype() == DType.BOOL ? e.not() : Expr.apply(Unary.NEG, e)),
            new Mutation("twice", e -> e.dtype() == DType.BOOL ? e.not() : e.times(2)),
            new Mutation("axes in another order", e -> e.rank() == 0 ? e : e.rank() >= 2 && e.shape().dim(e.rank() - 1) == e.shape().dim(e.rank() - 2) ? e.transpose() : Expr.apply(new Flip(Ints.of(0)), e)));

    private record Mutated(Rule rule, Mutation mutation) implements Rule {
        @Override
        public String name() {
            return rule.name();
        }

        @Override
        public String statement() {
            return rule.statement();
        }

        @Override
        public Law law() {
            return rule.law();
        }

        @Override
        public String reason() {
            return rule.reason();
        }

        @Override
        public boolean concerns(Op op) {
            return rule.concerns(op);
        }

        @Override
        public Option<Expr> rewrite(Apply node, Make make) {
            return rule.rewrite(node, make).map(mutation.of()::apply);
        }
    }

    /** Each in at least two ways; zeros have no other sign, symmetric matrices and scalars no other order. */
    @TestFactory
    Stream<DynamicTest> changedReplacementsAreFound() {
        return CheckedRulesTest.procedural().map(rule -> dynamicTest(rule.name(), () -> {
            Seq<String> found = MUTATIONS.toStream().filter(mutation -> isFound(new Mutated(rule, mutation))).map(Mutation::name).take(2).toArray();
            assertThat(found).as(rule.text()).contains("one more").hasSize(2);
        })).toJavaStream();
    }

    private static boolean isFound(Rule wrong) {
        try {
            return !CheckedRulesTest.tally(wrong, 0, 12).wrong().isEmpty();
        } catch (RuntimeException endless) {
            return true;
        }
    }

    // ---- conditions -------------------------------------------------------------------------------------------------

    /** A branch that is never taken, or always. */
    private record Site(String family, String method, String type, int branch, boolean taken) {}

    @Test
    void droppedConditionsAreFound() throws Exception {
        List<Site> sites = new ArrayList<>();
        for (String family : FAMILIES) {
            sites.addAll(sites(family));
        }
        int step = ALL ? 1 : Math.max(1, sites.size() / SAMPLE);
        int tried = 0;
        List<Site> left = new ArrayList<>();
        for (int i = step / 2; i < sites.size(); i += step) {
            tried++;
            if (!isFound(sites.get(i))) {
                left.add(sites.get(i));
            }
        }
        if (ALL) {
            System.out.println((tried - left.size()) + " of " + tried + " dropped conditions are found; not " + left);
        }
        // conditions that only say where a rewriting is worth it change no value
        assertThat(tried - left.size()).as("found of " + tried + "; not " + left).isGreaterThanOrEqualTo(tried / 3);
    }

    private static boolean isFound(Site site) throws Exception {
        Class<?> run = new Loader(site).loadClass("fluxion.tests.rules.ProceduralMutationTest$Run");
        @SuppressWarnings("unchecked")
        Function<String, Boolean> mutant = (Function<String, Boolean>) made(run);
        return mutant.apply(site.family());
    }

    private static Object made(Class<?> run) throws ReflectiveOperationException {
        java.lang.reflect.Constructor<?> constructor = run.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    /** Loaded anew with each mutant: whether the checks find a rule of the family wrong. */
    static final class Run implements Function<String, Boolean> {
        @Override
        public Boolean apply(String family) {
            try {
                @SuppressWarnings("unchecked")
                Seq<Rule> all = (Seq<Rule>) Class.forName("fluxion.transforms.algebra." + family, true, Run.class.getClassLoader()).getMethod("rules").invoke(null);
                Seq<String> names = all.map(Rule::name);
                return CheckedRulesTest.procedural().filter(rule -> names.contains(rule.name())).exists(rule ->
                        CheckedRulesTest.tally(rule, 0, 0).fired() < RuleExamples.of(rule.name()).size() || !CheckedRulesTest.tally(rule, 0, 30).wrong().isEmpty());
            } catch (RuntimeException | ReflectiveOperationException | LinkageError | StackOverflowError broken) {
                return true;
            }
        }
    }

    /** Transforms and these tests once more, one class of them changed. */
    private static final class Loader extends ClassLoader {
        private final Site site;

        Loader(Site site) {
            super(ProceduralMutationTest.class.getClassLoader());
            this.site = site;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("fluxion.transforms.") && !name.startsWith("fluxion.tests.rules.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                byte[] bytes = bytes(name);
                byte[] code = name.equals("fluxion.transforms.algebra." + site.family()) ? mutated(bytes, site) : bytes;
                return defineClass(name, code, 0, code.length);
            }
        }
    }

    private static byte[] bytes(String name) {
        try (InputStream in = ProceduralMutationTest.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static List<Site> sites(String family) {
        List<Site> sites = new ArrayList<>();
        for (MethodModel method : ClassFile.of().parse(bytes("fluxion.transforms.algebra." + family)).methods()) {
            List<CodeElement> code = method.code().map(c -> c.elementList()).orElse(List.of());
            int branch = 0;
            for (int i = 0; i < code.size(); i++) {
                if (code.get(i) instanceof BranchInstruction b && b.opcode() != Opcode.GOTO && b.opcode() != Opcode.GOTO_W) {
                    if (!isLoop(code, i, b.target())) {
                        sites.add(new Site(family, method.methodName().stringValue(), method.methodType().stringValue(), branch, false));
                        sites.add(new Site(family, method.methodName().stringValue(), method.methodType().stringValue(), branch, true));
                    }
                    branch++;
                }
            }
        }
        return sites;
    }

    /** Whether it ends or repeats a loop: changed, that would not end. */
    private static boolean isLoop(List<CodeElement> code, int at, Label target) {
        int to = place(code, target);
        for (int i = to - 1; i > at; i--) {
            if (code.get(i) instanceof BranchInstruction back && back.opcode() == Opcode.GOTO) {
                return place(code, back.target()) <= at;
            }
            if (code.get(i) instanceof java.lang.classfile.Instruction) {
                return false;
            }
        }
        return to < at;
    }

    private static int place(List<CodeElement> code, Label label) {
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i) instanceof LabelTarget target && target.label() == label) {
                return i;
            }
        }
        throw new IllegalStateException("label without place");
    }

    private static byte[] mutated(byte[] bytes, Site site) {
        ClassFile file = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(ProceduralMutationTest.class.getClassLoader()).orElse(ClassHierarchyResolver.defaultResolver())));
        ClassModel model = file.parse(bytes);
        CodeTransform change = CodeTransform.ofStateful(() -> {
            int[] seen = {0};
            return (builder, element) -> {
                if (element instanceof BranchInstruction b && b.opcode() != Opcode.GOTO && b.opcode() != Opcode.GOTO_W && seen[0]++ == site.branch()) {
                    boolean two = b.opcode().name().startsWith("IF_");
                    if (two) {
                        builder.pop2();
                    } else {
                        builder.pop();
                    }
                    if (site.taken()) {
                        builder.goto_(b.target());
                    }
                } else {
                    builder.with(element);
                }
            };
        });
        return file.transformClass(model, ClassTransform.transformingMethods(
                m -> m.methodName().equalsString(site.method()) && m.methodType().equalsString(site.type()), MethodTransform.transformingCode(change)));
    }
}
