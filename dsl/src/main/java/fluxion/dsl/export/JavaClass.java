package fluxion.dsl.export;

import fluxion.core.DType;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.print.MathText;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A class in the making: a method for the function and each function inside it, and what they need. */
final class JavaClass {
    /** Lines of a formula beyond which it does not tell much. */
    private static final int FORMULA = 40;
    /** Of parameters; what the platform allows. */
    private static final int WORDS = 255;

    /**
     * A method that computes a function.
     *
     * @param record the class of several results, with the components r0, r1, …; empty for one
     */
    record Method(String name, Fn fn, String record) {
        String resultType() {
            return record.isEmpty() ? JavaSource.java(fn.results().get(0).tensorType()) : record;
        }

        /** A result of what a variable holds. */
        String result(String variable, int index) {
            return record.isEmpty() ? variable : variable + "." + component(index) + "()";
        }
    }

    private final String pack;
    private final String name;
    private final JavaKernels kernels;
    private final JavaConstants constants = new JavaConstants(this);
    private final Set<JavaHelper> helpers = EnumSet.noneOf(JavaHelper.class);
    private final Set<String> imports = new TreeSet<>();
    private final Map<String, String> records = new LinkedHashMap<>();
    private final Map<Fn, Method> methods = new IdentityHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private String main = "";
    private final StringBuilder members = new StringBuilder();

    JavaClass(String pack, String name) {
        this.pack = pack;
        this.name = name;
        this.kernels = new JavaKernels(name);
    }

    JavaKernels kernels() {
        return kernels;
    }

    /** How a helper is called, which the class then has. */
    String helper(JavaHelper helper) {
        helpers.add(helper);
        return helper.method().equals(main) ? helper.method() + "Of" : helper.method();
    }

    /** A platform class's name, imported. */
    String use(String qualified) {
        String simple = qualified.substring(qualified.lastIndexOf('.') + 1);
        if (simple.equals(name)) {
            return qualified;
        }
        imports.add(qualified);
        return simple;
    }

    String constant(Tensor tensor) {
        return constants.name(tensor);
    }

    static String component(int index) {
        return "r" + index;
    }

    /** A name for a method or class that none has so far. */
    String member(String wish) {
        String free = wish;
        for (int i = 2; !taken.add(free) || free.equals(name) || JavaKernels.isReserved(free); i++) {
            free = wish + i;
        }
        return free;
    }

    void add(String member) {
        members.append('\n').append(member.indent(4));
    }

    /** The method of an inner function, written where it is met first. */
    Method method(Fn fn, String wish) {
        Method known = methods.get(fn);
        if (known != null) {
            return known;
        }
        requireWords(wish, fn.parameterTypes());
        requireWords(wish + "'s record", fn.resultTypes());
        Method method = new Method(member(wish), fn, fn.results().size() == 1 ? "" : record(fn, wish));
        methods.put(fn, method);
        String source = new JavaBody(this, fn, method, false).source();
        String formula = JavaSource.comment(formula(fn));
        add((formula.contains("\n") ? "/**\n * <pre>\n" + formula.indent(0).replaceAll("(?m)^", " * ") + " * </pre>\n */"
                : "/** " + formula + ". */")
                + "\nprivate static " + source);
        return method;
    }

    private static void requireWords(String method, Seq<TensorType> types) {
        int words = types.map(t -> t.rank() == 0 && (t.dtype() == DType.F64 || t.dtype() == DType.I64) ? 2 : 1).sum().intValue();
        if (words > WORDS) {
            throw new FluxionException("java: a method takes at most " + WORDS
                    + " words of parameters, of which a double or long needs two; " + method + " would take "
                    + words + ". Pass arrays");
        }
    }

    private String record(Fn fn, String wish) {
        String types = fn.results().zipWithIndex((r, i) -> JavaSource.java(r.tensorType()) + " " + component(i)).mkString(", ");
        return records.computeIfAbsent(types,
                _ -> member(wish.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + wish.substring(1) + "Results"));
    }

    private static String formula(Fn fn) {
        Seq<String> lines = Array.of(MathText.of(fn).strip().split("\n"));
        return (lines.size() > FORMULA ? lines.take(FORMULA).append("…") : lines).mkString("\n");
    }

    String source(Fn fn, String method) {
        main = method;
        requireWords(method, fn.parameterTypes());
        requireWords(method + "'s record", fn.results().size() == 1 ? Array.empty() : fn.resultTypes());
        taken.add(method);
        for (JavaHelper helper : JavaHelper.values()) {
            taken.add(helper.method());
        }
        String results = fn.results().size() == 1 ? "" : member("Results");
        Method main = new Method(method, fn, results);
        JavaBody body = new JavaBody(this, fn, main, true);
        String source = body.source();
        StringBuilder out = new StringBuilder();
        out.append("\n/**\n * Generated from a Fluxion function; depends on nothing. Tensors are flat arrays in row-major "
                + "order.\n *\n * <pre>\n")
                .append(JavaSource.comment(formula(fn)).indent(0).replaceAll("(?m)^", " * "))
                .append(" * </pre>\n */\npublic final class ").append(name)
                .append(" {\n    private ").append(name).append("() {}\n").append(constants.source().indent(4));
        if (!results.isEmpty()) {
            out.append("\n    /** Several results: ").append(fn.results().map(r -> r.tensorType().toString()).mkString(", "))
                    .append(". */\n    public record ").append(results)
                    .append('(').append(fn.results().zipWithIndex((r, i) -> JavaSource.java(r.tensorType()) + " " + component(i))
                    .mkString(", ")).append(") {}\n");
        }
        out.append("\n    /**\n");
        body.parameters().zip(fn.params())
                .forEach(p -> out.append("     * @param ").append(p._1).append(' ').append(p._2.type()).append('\n'));
        out.append("     * @return ").append(fn.results().map(r -> r.tensorType().toString()).mkString(", "))
                .append("\n     */\n").append(("public static " + source).indent(4));
        out.append(members);
        records.forEach((types, record) -> out.append("\n    private record ").append(record).append('(').append(types)
                .append(") {}\n"));
        helpers.forEach(helper -> out.append('\n').append(helper.source(helper(helper)).indent(4)));
        out.append(kernels.source()).append("}\n");
        kernels.imports().forEach(imports::add);
        String head = imports.stream().map(i -> "import " + i + ";\n").reduce("", String::concat);
        return (pack.isEmpty() ? "" : "package " + pack + ";\n") + (head.isEmpty() ? "" : "\n" + head) + out;
    }
}
