package fluxion.dsl.export;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.FluxionException;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Op;
import fluxion.core.print.MathText;
import fluxion.transforms.Cse;
import fluxion.transforms.Inline;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A function as one Java source file that depends on nothing: tensors are flat arrays in row-major order, every operation is
 * a loop, elementwise operations that nobody else needs run in one. Constants stand in the source.
 */
public final class JavaSource {
    /** More constant elements than this do not fit into a class file. */
    private static final int CONSTANTS = 100_000;
    /** Array elements in one initialiser: a method has at most 64 KiB of bytecode. */
    private static final int CHUNK = 2_000;
    private static final Pattern NAME = Pattern.compile("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*");
    /** Elementwise operations nested deeper get a loop of their own. */
    private static final int DEPTH = 12;

    private final Fn fn;
    private final String method;
    private final Map<Expr, String> names = new IdentityHashMap<>();
    private final Map<Expr, Integer> uses = new IdentityHashMap<>();
    private final Map<Expr, Integer> depths = new IdentityHashMap<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private final StringBuilder constants = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private final Set<JavaHelper> helpers = new LinkedHashSet<>();
    private int elements;
    private int steps;

    private JavaSource(Fn fn, String method) {
        this.fn = fn;
        this.method = method;
    }

    /**
     * The source of a public class with one public static method of the function's parameters, arrays of double, float, long,
     * int or boolean (a scalar is an array of one element), which returns the result's array, or for several results an
     * {@code Object[]} of theirs.
     *
     * @param className with or without a package
     * @param method the method's name
     * @param fn a closed function
     * @throws FluxionException where it uses an operation that has no Java source, naming it, or names are no Java names
     */
    public static String of(String className, String method, Fn fn) {
        int dot = className.lastIndexOf('.');
        for (String part : (className + "." + method).split("\\.", -1)) {
            if (!NAME.matcher(part).matches() || javax(part)) {
                throw new FluxionException("java: names must be Java identifiers; got " + className + " and " + method);
            }
        }
        if (!fn.free().isEmpty()) {
            throw new FluxionException("java: the function must depend on its parameters only; it also depends on " + fn.free().mkString(", "));
        }
        return new JavaSource(Cse.of(Inline.of(fn)), method).source(dot < 0 ? "" : className.substring(0, dot), className.substring(dot + 1), fn);
    }

    private static boolean javax(String name) {
        return Set.of("class", "int", "long", "double", "float", "boolean", "new", "return", "static", "public", "for", "if", "else", "this", "null", "true", "false",
                "void", "final", "package", "import", "private", "abstract", "switch", "case", "while", "do", "break", "continue", "try", "catch", "throw", "_").contains(name);
    }

    private String source(String pack, String className, Fn original) {
        Seq<Expr> order = Graph.topological(fn.results());
        order.forEach(node -> {
            if (node instanceof Apply apply) {
                apply.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
            }
        });
        fn.results().forEach(r -> uses.merge(r, 2, Integer::sum));
        Seq<String> parameters = fn.params().map(this::parameter);
        for (Expr node : order) {
            step(node);
        }
        String type = fn.results().size() == 1 ? array(fn.results().get(0)) : "Object[]";
        String result = fn.results().size() == 1 ? copied(fn.results().get(0))
                : fn.results().map(this::copied).mkString("new Object[] {", ", ", "}");
        StringBuilder out = new StringBuilder(pack.isEmpty() ? "" : "package " + pack + ";\n\n");
        out.append("/**\n * Generated from a Fluxion function; depends on nothing.\n *\n * <pre>\n")
                .append(comment(MathText.of(original)).indent(0).replaceAll("(?m)^", " * ")).append(" * </pre>\n */\npublic final class ").append(className)
                .append(" {\n    private ").append(className).append("() {}\n\n").append(constants)
                .append("    /**\n     * Tensors are flat arrays in row-major order.\n     *\n");
        fn.params().zip(parameters).forEach(p -> out.append("     * @param ").append(p._2).append(' ').append(p._1.type()).append('\n'));
        out.append("     * @return ").append(fn.results().map(r -> r.type().toString()).mkString(", ")).append("\n     */\n    public static ").append(type).append(' ')
                .append(method).append('(').append(fn.params().zip(parameters).map(p -> array(p._1) + " " + p._2).mkString(", ")).append(") {\n");
        fn.params().zip(parameters).forEach(p -> out.append("        check(\"").append(p._2).append("\", ").append(p._2).append(".length, ")
                .append(p._1.shape().size()).append(");\n"));
        out.append(body).append("        return ").append(result).append(";\n    }\n\n    private static void check(String name, int length, int expected) {\n")
                .append("        if (length != expected) {\n            throw new IllegalArgumentException(name + \": needs \" + expected + \" elements; got \" + length);\n        }\n    }\n");
        helpers.forEach(helper -> out.append('\n').append(helper.source().indent(4)));
        return out.append("}\n").toString();
    }

    /** The text in a comment, where unicode escapes and ends of comments must not hide. */
    private static String comment(String text) {
        return text.replace("\\", "&#92;").replace("*/", "*&#47;").replace("<", "&lt;").replace("@", "&#64;");
    }

    private String parameter(Var v) {
        String wish = v.name().replaceAll("[^\\p{javaJavaIdentifierPart}]", "_");
        return name(v, NAME.matcher(wish).matches() && !javax(wish) && !wish.matches("[vciorp]\\d+|i|k|check|sum|total|best|here|there|Math|Double|Float") ? wish : "p_" + wish);
    }

    private String name(Expr node, String wish) {
        String name = wish;
        for (int i = 2; !taken.add(name); i++) {
            name = wish + "_" + i;
        }
        names.put(node, name);
        return name;
    }

    /** A result that is a parameter or constant is copied, so that what is returned is the caller's. */
    private String copied(Expr result) {
        return result instanceof Apply ? names.get(result) : names.get(result) + ".clone()";
    }

    // ---- steps ------------------------------------------------------------------------------------------------------

    private void step(Expr node) {
        switch (node) {
            case Var _ -> { }
            case Tensor tensor -> {
                if (tensor.rank() > 0 || uses.getOrDefault(tensor, 0) > 0 && fn.results().exists(r -> r == tensor)) {
                    constant(tensor);
                }
            }
            case Result result -> throw new FluxionException("java: operations with several results have no Java source; got " + result.of().op().label());
            case Apply apply -> {
                boolean alone = uses.getOrDefault(apply, 0) == 1 && apply.op().isElementwise() && depth(apply) < DEPTH;
                boolean number = Literal.value(apply).isDefined() && fn.results().forAll(r -> r != apply);
                if (!inlined(apply, alone, number)) {
                    statement(apply);
                }
            }
        }
    }

    /** Elementwise operations with one elementwise user of the same shape, and repeated numbers, stand where they are used. */
    private boolean inlined(Apply apply, boolean alone, boolean number) {
        return number && onlyElementwise(apply) || alone && onlyElementwise(apply);
    }

    private final Map<Expr, Boolean> elementwiseUse = new IdentityHashMap<>();

    private boolean onlyElementwise(Expr node) {
        if (elementwiseUse.isEmpty()) {
            for (Expr user : Graph.topological(fn.results())) {
                if (user instanceof Apply apply) {
                    apply.inputs().forEach(input -> elementwiseUse.merge(input, apply.op().isElementwise(), Boolean::logicalAnd));
                }
            }
            fn.results().forEach(r -> elementwiseUse.put(r, false));
        }
        return elementwiseUse.getOrDefault(node, false);
    }

    private int depth(Apply apply) {
        int deepest = 1 + apply.inputs().map(input -> names.containsKey(input) ? 0 : depths.getOrDefault(input, 0)).max().getOrElse(0);
        depths.put(apply, deepest);
        return deepest;
    }

    private void constant(Tensor tensor) {
        int n = (int) tensor.shape().size();
        elements += n;
        if (elements > CONSTANTS) {
            throw new FluxionException("java: at most " + CONSTANTS + " constant elements fit into a class; this function has more. Make them parameters");
        }
        String name = name(tensor, "c" + taken.size());
        String type = java(tensor.dtype());
        constants.append("    /** ").append(tensor.type()).append(". */\n    private static final ").append(type).append("[] ").append(name).append(" = new ")
                .append(type).append('[').append(n).append("];\n\n");
        for (int from = 0; from < n; from += CHUNK) {
            int to = Math.min(n, from + CHUNK);
            int begin = from;
            constants.append("    static {\n        ").append(type).append("[] part = ")
                    .append(Array.range(from, to).map(i -> element(tensor, i)).mkString("{", ", ", "}")).append(";\n        System.arraycopy(part, 0, ")
                    .append(name).append(", ").append(begin).append(", part.length);\n    }\n\n");
        }
    }

    private static String element(Tensor tensor, int i) {
        return switch (tensor.dtype()) {
            case F64, F32 -> number(tensor.dtype(), tensor.doubles()[i]);
            case I64, I32 -> tensor.longs()[i] + (tensor.dtype() == DType.I64 ? "L" : "");
            case BOOL -> Boolean.toString(tensor.booleans()[i]);
        };
    }

    /** A literal that is read as the very same number. */
    static String number(DType dtype, double value) {
        String box = dtype == DType.F32 ? "Float" : "Double";
        return switch (dtype) {
            case F64, F32 -> Double.isNaN(value) ? box + ".NaN" : Double.isInfinite(value) ? box + (value > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY")
                    : dtype == DType.F32 ? (float) value + "f" : Double.toString(value);
            case I64 -> (long) value + "L";
            case I32 -> Integer.toString((int) value);
            case BOOL -> Boolean.toString(value != 0);
        };
    }

    private void statement(Apply apply) {
        String name = name(apply, "v" + steps++);
        String type = java(apply.dtype());
        int n = Math.toIntExact(apply.shape().size());
        body.append("        // ").append(comment(apply.op().label() + (apply.op().parameters().isEmpty() ? "" : " " + apply.op().parameters()))).append(": ").append(apply.type()).append('\n')
                .append("        ").append(type).append("[] ").append(name).append(" = new ").append(type).append('[').append(n).append("];\n");
        if (apply.op().isElementwise()) {
            body.append("        for (int i = 0; i < ").append(n).append("; i++) {\n            ").append(name).append("[i] = ").append(element(apply, "i", true)).append(";\n        }\n");
        } else {
            Seq<String> operands = apply.inputs().map(this::operand);
            body.append(new JavaLoops(apply, name, operands).code().indent(8));
        }
    }

    /** The array of an operand, made where it is only a number so far. */
    private String operand(Expr node) {
        if (names.containsKey(node)) {
            return names.get(node);
        }
        if (node instanceof Tensor tensor && tensor.rank() == 0) {
            return "new " + java(tensor.dtype()) + "[] {" + element(tensor, 0) + "}";
        }
        throw new IllegalStateException("an operand was left out: " + node.type());
    }

    /** One element of an expression, at an index. */
    private String element(Expr node, String index, boolean root) {
        if (!root && names.containsKey(node)) {
            return names.get(node) + "[" + index + "]";
        }
        return switch (node) {
            case Tensor tensor -> tensor.rank() == 0 ? element(tensor, 0) : names.get(tensor) + "[" + index + "]";
            case Apply apply when !apply.op().isElementwise() -> Literal.value(apply).map(v -> number(apply.dtype(), v)).getOrElseThrow(() -> new IllegalStateException(apply.op().label()));
            case Apply apply -> JavaElement.of(apply, apply.inputs().map(input -> element(input, index, false)), helpers);
            case Var _, Result _ -> throw new IllegalStateException("unnamed");
        };
    }

    static String java(DType dtype) {
        return switch (dtype) {
            case F64 -> "double";
            case F32 -> "float";
            case I64 -> "long";
            case I32 -> "int";
            case BOOL -> "boolean";
        };
    }

    private static String array(Expr e) {
        return java(e.dtype()) + "[]";
    }

    /** The refusal of an operation. */
    static FluxionException refused(Op op) {
        return new FluxionException("java: the operation " + op.label() + " has no Java source; export the function before it, or compose it of others");
    }
}
