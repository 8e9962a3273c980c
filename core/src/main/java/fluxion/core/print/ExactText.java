package fluxion.core.print;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Op;
import fluxion.core.op.Unary;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A function as a formula that is read back bit for bit: every operation by its own name, in the order in which it is computed,
 * with its dtypes, and every constant in full.
 *
 * <pre>{@code
 * (x: f64[3]) ↦ reduce(t; kind=sum, axes=[0])
 *   where t = sin(x) ⊙ x
 * }</pre>
 *
 * <p>{@link MathText} reads better; this is for keeping. {@link fluxion.core.parse.Formula} reads both.
 */
public final class ExactText {
    /** Longer parts have lines of their own. */
    private static final int LONG = 70;

    private final ExactFunctions functions;
    private final Set<String> taken;
    private final Map<Expr, String> texts = new NodeMap<>();
    private final StringBuilder steps = new StringBuilder();
    private int number;

    private ExactText(ExactFunctions functions, Set<String> taken) {
        this.functions = functions;
        this.taken = taken;
    }

    /** The function as a formula. */
    public static String of(Fn fn) {
        ExactFunctions functions = new ExactFunctions();
        String text = function(fn, functions);
        String definitions = functions.text();
        int where = text.indexOf("\n  where ");
        return definitions.isEmpty() ? text : where < 0 ? text + "\n  where " + definitions
                : text.substring(0, where) + "\n  where " + definitions + "\n        " + text.substring(where
                + "\n  where ".length());
    }

    /** Header, results, and the steps behind them. */
    static String function(Fn fn, ExactFunctions functions) {
        Map<Var, String> names = names(fn.params());
        ExactText text = new ExactText(functions, new HashSet<>(names.values()));
        names.forEach(text.texts::put);
        Map<Expr, Integer> uses = uses(fn.results());
        Graph.topological(fn.results()).forEach(node -> text.write(node, uses));
        String results = fn.results().size() == 1 ? text.plain(fn.results().head())
                : fn.results().map(text::plain).mkString("(", ", ", ")");
        String header = fn.params().map(p -> names.get(p) + ": " + p.type()).mkString("(", ", ", ") ↦ ");
        return header + results + (text.steps.isEmpty() ? "" : "\n  where " + text.steps.substring("\n        ".length()));
    }

    /** The variables' own names, where a formula can hold them: short ones, so that no function's name is among them. */
    private static Map<Var, String> names(Seq<Var> params) {
        Map<Var, String> names = new LinkedHashMap<>();
        Set<String> used = new HashSet<>();
        params.forEach(p -> {
            boolean plain = p.name().matches("\\p{L}[0-9₀-₉]*(_[0-9]+)?") && !p.name().matches("[ΣΠσψΦζIJPQj].*");
            String stem = plain ? p.name().replaceAll("_[0-9]+$", "") : "x";
            String name = plain ? p.name() : "x";
            for (int i = 1; !used.add(name); i++) {
                name = stem + "_" + i;
            }
            names.put(p, name);
        });
        return names;
    }

    private static Map<Expr, Integer> uses(Seq<Expr> results) {
        Map<Expr, Integer> uses = new NodeMap<>();
        Graph.topological(results).forEach(node -> {
            if (node instanceof Apply apply) {
                apply.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
            } else if (node instanceof Result result) {
                uses.merge(result.of(), 2, Integer::sum);
            }
        });
        return uses;
    }

    // ---- nodes ------------------------------------------------------------------------------------------------------

    private void write(Expr node, Map<Expr, Integer> uses) {
        String text = switch (node) {
            case Var _ -> "";
            case Tensor tensor -> ExactConstants.of(tensor);
            case Result result -> texts.get(result.of()) + "." + result.index();
            case Apply apply -> apply(apply);
        };
        boolean step = node instanceof Apply && uses.getOrDefault(node, 0) > 1 || text.length() > LONG;
        if (!text.isEmpty()) {
            texts.put(node, step ? define(isInfix(node, text) ? text.substring(1, text.length() - 1) : text) : text);
        }
    }

    private String define(String text) {
        String name = "t" + ++number;
        while (!taken.add(name)) {
            name = "t" + ++number;
        }
        steps.append("\n        ").append(name).append(" = ").append(text);
        return name;
    }

    private String plain(Expr node) {
        String text = texts.get(node);
        return isInfix(node, text) ? text.substring(1, text.length() - 1) : text;
    }

    private static boolean isInfix(Expr node, String text) {
        return node instanceof Apply(Op op, _, _) && text.startsWith("(") && (op instanceof Compare || op instanceof Binary
                || op instanceof Unary);
    }

    private String apply(Apply apply) {
        Seq<String> x = apply.inputs().map(texts::get);
        Seq<String> arguments = apply.inputs().map(this::plain);
        return switch (apply.op()) {
            case Unary op when op == Unary.NEG -> "(−" + x.get(0) + ")";
            case Unary op when op == Unary.LOGICAL_NOT -> "(¬" + x.get(0) + ")";
            case Unary op -> call(op.label(), arguments, "");
            case Binary op -> binary(op, apply.rank(), x);
            case Compare op -> "(" + x.get(0) + " " + switch (op) {
                case EQ -> "=";
                case NE -> "≠";
                case LT -> "<";
                case LE -> "≤";
                case GT -> ">";
                case GE -> "≥";
            } + " " + x.get(1) + ")";
            case Op op -> call(functions.name(op), functions.arguments(op).appendAll(arguments), ExactFunctions.parameters(op));
        };
    }

    private static String binary(Binary op, int rank, Seq<String> x) {
        String sign = switch (op) {
            case ADD -> "+";
            case SUB -> "−";
            case MUL -> rank == 0 ? "·" : "⊙";
            case DIV -> "/";
            case POW -> "^";
            case REMAINDER -> "mod";
            case FLOOR_DIVIDE -> "//";
            case LOGICAL_AND -> "∧";
            case LOGICAL_OR -> "∨";
            case LOGICAL_XOR -> "⊕";
            case MAXIMUM, MINIMUM, ATAN2, HYPOT, LOGADDEXP, COPYSIGN -> "";
        };
        String name = op == Binary.MAXIMUM ? "max" : op == Binary.MINIMUM ? "min" : op.label();
        return sign.isEmpty() ? call(name, x, "") : x.mkString("(", " " + sign + " ", ")");
    }

    private static String call(String name, Seq<String> arguments, String parameters) {
        return arguments.mkString(name + "(", ", ", parameters.isEmpty() ? ")" : "; " + parameters + ")");
    }
}
