package fluxion.core.print;

import fluxion.core.ExprType;
import fluxion.core.Fn;
import fluxion.core.op.Call;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.Control;
import fluxion.core.op.Custom;
import fluxion.core.op.CustomRule;
import fluxion.core.op.LinearCall;
import fluxion.core.op.LinearSolve;
import fluxion.core.op.MatrixFunction;
import fluxion.core.op.Recompute;
import fluxion.core.op.Scan;
import fluxion.core.op.Switch;
import fluxion.core.op.While;
import fluxion.core.print.Definition.Rule;
import fluxion.core.print.Notation.Function;
import fluxion.core.print.Notation.Infix;
import fluxion.core.print.Notation.Symbol;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/** The functions that operations hold: short ones in place, others by a name that is defined below. */
final class FunctionReader {
    /** Functions inside operations are written in place where they are not longer. */
    private static final int SHORT = 60;

    /** The Fréchet derivative of the exponential of matrices. */
    private static final String EXPONENTIAL = "L_exp";

    private final Names names;
    private final Map<Fn, Symbol> defined = new IdentityHashMap<>();
    private final Map<Fn, Symbol> regions = new IdentityHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<Definition> definitions = new ArrayList<>();
    private boolean saysExponential;

    FunctionReader(Names names) {
        this.names = names;
    }

    Seq<Definition> definitions() {
        return Array.ofAll(definitions);
    }

    /** The derivative of the exponential of matrices in a direction, which a definition says. */
    BinaryOperator<Notation> exponentialDerivative() {
        Symbol x = new Symbol("X", "");
        Symbol e = new Symbol("E", "");
        Symbol h = new Symbol("h", "");
        if (!saysExponential && (names.isUsed(EXPONENTIAL) || taken.contains(EXPONENTIAL))) {
            return (a, b) -> new Function("expm′", Array.of(a, b), "");
        }
        if (!saysExponential) {
            saysExponential = true;
            taken.add(EXPONENTIAL);
            Notation moved = ArithmeticForms.plus(x, ArithmeticForms.times(h, 0, e, 2));
            Notation slope = new Function("d/dh", Array.of(new Function("expm", Array.of(moved), "")), "");
            Notation at = new Infix(Infix.Kind.EQ, h, ArithmeticForms.number(0));
            definitions.add(new Definition(new Symbol(EXPONENTIAL, ""), new Document(Array.of(x, e),
                    Array.of(new Notation.Indexed(slope, Array.of(at))), Array.empty(), Array.empty(), Array.empty()),
                    Array.empty(), Array.empty()));
        }
        return (a, b) -> new Function(EXPONENTIAL, Array.of(a, b), "");
    }

    /** The functions of control flow. */
    Seq<Notation> of(Control op) {
        return op.bodies().zipWithIndex((fn, i) -> {
            Document page = Document.of(fn);
            boolean brief = page.steps().isEmpty() && page.definitions().isEmpty()
                    && new TextRenderer(page.stepNames()).flat(new Notation.Lambda(page), Notation.Level.OR).length() <= SHORT;
            return brief ? new Notation.Lambda(page) : define(word(op, i), fn, page, Array.empty());
        });
    }

    /** The function whose intermediate values are computed again. */
    Notation of(Recompute op) {
        return regions.computeIfAbsent(op.region(),
                fn -> define("region", Document.of(fn), Array.empty(), fn.params().map(v -> v.type())));
    }

    private static String word(Control op, int i) {
        return switch (op) {
            case Switch _ -> "branch";
            case Scan _ -> "step";
            case While _ -> i == 0 ? "condition" : "step";
        };
    }

    /** The name of a function that is called; marks and the signs of derivations have no definition. */
    String call(Call op) {
        boolean sign = !written(op.name()).matches("[\\p{L}_][\\p{L}\\p{Nd}_.′]*") || op.fn().params().size() == 1
                && op.fn().results().equals(op.fn().params());
        return sign ? op.name() : define(written(op.name()), op.fn(), Document.of(op.fn()), Array.empty()).text();
    }

    /**
     * The name of a function with rules of its own; one of which nothing but the transpose is known has no
     * definition, and derivatives of a function of matrices are said by that function and its slopes.
     */
    String call(CustomRule op) {
        if (op instanceof LinearCall call && call.forward().isLeft()) {
            return written(op.name());
        }
        Fn body = op instanceof MatrixFunction f ? f.derivatives().get(0) : op.body();
        Fn key = op instanceof MatrixFunction f ? f.derivatives().last() : body;
        return define(written(op.name()), key, Document.of(body), switch (op) {
            case Custom(_, _, Custom.Derivative(Fn fn)) -> Array.of(Rule.of("derivative", Document.of(fn)));
            case Custom(_, _, Custom.Pullback(Fn fn)) -> Array.of(Rule.of("pullback", Document.of(fn)));
            case LinearCall call -> Array.of(Rule.of("constants", Integer.toString(call.constants())),
                    Rule.of("transpose", Document.of(call.transposed())));
            case LinearSolve solve -> Array.of(Rule.of("constants", Integer.toString(solve.constants())),
                    Rule.of("map", Document.of(solve.map())),
                    Rule.of("transpose", Document.of(solve.transposed())));
            case MatrixFunction(_, var derivatives, int shared, _) -> derivatives.drop(1)
                    .map(fn -> Rule.of("slope", Document.of(fn)))
                    .prepend(Rule.of("shared", Integer.toString(shared)));
            case Checkpoint(_, _, var keep) -> Array.of(Rule.of("keeping", switch (keep) {
                case Checkpoint.Everything _ -> "everything";
                case Checkpoint.Nothing _ -> "nothing";
                case Checkpoint.Dots _ -> "products";
                case Checkpoint.Names(var kept) -> kept.mkString("\"", " ", "\"");
            }));
        }).text();
    }

    /** Derivatives and transposes have names of letters only. */
    private static String written(String name) {
        return name.replace('\'', '′').replace('ᵀ', 'ᵗ');
    }

    private Symbol define(String preferred, Fn fn, Document page, Seq<Rule> rules) {
        return defined.computeIfAbsent(fn, _ -> define(preferred, page, rules, Array.empty()));
    }

    private Symbol define(String preferred, Document page, Seq<Rule> rules, Seq<ExprType> types) {
        int number = 1;
        while (names.isUsed(subscripted(preferred, number)) || !taken.add(subscripted(preferred, number))) {
            number++;
        }
        Symbol name = new Symbol(preferred, number == 1 ? "" : Integer.toString(number));
        definitions.add(new Definition(name, page, rules, types));
        return name;
    }

    private static String subscripted(String preferred, int number) {
        return number == 1 ? preferred : preferred + TextRenderer.subscript(Integer.toString(number));
    }
}
