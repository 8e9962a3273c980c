package fluxion.core.print;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Var;
import fluxion.core.print.Notation.Constant;
import fluxion.core.print.Notation.Fence;
import fluxion.core.print.Notation.Function;
import fluxion.core.print.Notation.Number;
import fluxion.core.print.Notation.Reference;
import fluxion.core.print.Notation.Sum;
import fluxion.core.print.Notation.Symbol;
import fluxion.core.print.Notation.Word;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A function or expression ready to be written: parameters, results, and the steps that got a name, each after those it
 * uses. A step gets a name when it is not small and used several times, or when writing it in place would make what it stands
 * in too big or too deep.
 *
 * @param params names of the parameters
 * @param results what is computed
 * @param steps named subexpressions
 * @param stepNames their names
 * @param definitions functions that are called
 */
record Document(Seq<Symbol> params, Seq<Notation> results, Seq<Notation> steps, Seq<Symbol> stepNames,
        Seq<Definition> definitions) {
    /** The biggest notation that stands inside another. */
    private static final int WEIGHT = 80;
    /** The deepest. */
    private static final int DEPTH = 12;
    /** How much repetition is bearable. */
    private static final int REPEATED = 6;
    /** No bigger formulas, as A + Aᵀ, read better in place than by a name, unless they are repeated more than so much. */
    private static final int BRIEF = 5;
    private static final int BEARABLE = 10;

    /** The biggest result that is written out whole where {@link #plain} is asked for. */
    private static final int PLAIN = 100;

    /** A function by itself. */
    static Document of(Fn fn) {
        return of(fn.params(), fn.results());
    }

    /** Without names for parts, as on a board, where the results are short enough to be written out; else as {@link #of}. */
    static Document plain(Seq<Var> params, Seq<Expr> roots) {
        Document plain = of(params, roots, Integer.MAX_VALUE);
        return plain.steps().isEmpty() && plain.results().forAll(result -> result.weight() <= PLAIN) ? plain : of(params, roots);
    }

    Document withParams(Seq<Symbol> others) {
        return new Document(others, results, steps, stepNames, definitions);
    }

    /** Without the functions that are called. */
    Document brief() {
        return new Document(params, results, steps, stepNames, Array.empty());
    }

    private static final Seq<String> FREE = Array.of("iota", "eye", "full", "onehot");

    static Document of(Seq<Var> params, Seq<Expr> roots) {
        return of(params, roots, REPEATED);
    }

    private static Document of(Seq<Var> params, Seq<Expr> roots, int repeated) {
        Names names = new Names(params.appendAll(Graph.variables(roots)).distinct());
        ImplicitBroadcast bare = new ImplicitBroadcast(roots);
        Seq<Expr> results = roots.map(root -> bare.plain(root).type().equals(root.type()) ? bare.plain(root) : root);
        Map<Expr, Form> readings = new IdentityHashMap<>();
        FunctionReader bodies = new FunctionReader(names);
        List<Expr> order = order(results, new Reader(bare, names, bodies), readings);
        Map<Expr, Integer> uses = new IdentityHashMap<>();
        results.forEach(r -> uses.merge(r, 1, Integer::sum));
        order.forEach(node -> readings.get(node).operands().forEach(x -> uses.merge(x, 1, Integer::sum)));
        Set<Expr> isResult = Collections.newSetFromMap(new IdentityHashMap<>());
        results.forEach(isResult::add);
        Map<Expr, Notation> written = new IdentityHashMap<>();
        List<Notation> steps = new ArrayList<>();
        for (Expr node : order) {
            Form reading = readings.get(node);
            Notation notation = reading.make().apply(reading.operands().map(written::get));
            if (isNamed(notation, uses.get(node), isResult.contains(node), repeated)) {
                written.put(node, new Reference(steps.size()));
                steps.add(notation);
            } else {
                written.put(node, notation);
            }
        }
        return new Document(params.map(names::of), results.map(r -> typed(written.get(r), r.dtype())), Array.ofAll(steps),
                names.steps(steps.size()), bodies.definitions());
    }

    /** Numbers that nothing else gives a dtype say theirs. */
    private static Notation typed(Notation result, DType dtype) {
        if (result instanceof Function(String cast, _, _) && cast.equals(dtype.toString())) {
            return result;
        }
        Notation of = result instanceof Sum(var terms) && terms.size() == 1 ? terms.get(0).of() : result;
        boolean free = isClosed(result) || of instanceof Function(String name, _, _) && FREE.contains(name)
                || of instanceof Fence(var kind, _) && kind == Fence.Kind.SQUARE;
        return free && dtype.isNumeric() && dtype != DType.F64 ? new Function(dtype.toString(), Array.of(result), "") : result;
    }

    /** Whether it is made of numbers alone. */
    private static boolean isClosed(Notation n) {
        return switch (n) {
            case Symbol _, Reference _, Word _, Notation.Range _, Notation.Lambda _ -> false;
            case Notation _ -> n.parts().forAll(Document::isClosed);
        };
    }

    private static boolean isNamed(Notation notation, int uses, boolean isResult, int repeated) {
        if (notation instanceof Symbol || notation instanceof Number || notation instanceof Reference
                || notation instanceof Constant
                || notation instanceof Word || isElement(notation) || isResult && (uses == 1 || repeated == Integer.MAX_VALUE)) {
            return false;
        }
        int weight = notation.weight();
        long repetition = (long) weight * (uses - 1);
        boolean brief = weight <= BRIEF && !(notation instanceof Function);
        return repetition > (brief ? Math.max(repeated, BEARABLE) : repeated) || weight > WEIGHT || notation.depth() > DEPTH;
    }

    /** Whether it is an element of a variable, x[0], which is a name by itself. */
    private static boolean isElement(Notation notation) {
        return notation instanceof Notation.Indexed(Symbol _, var positions) && positions.forAll(Number.class::isInstance);
    }

    /** The nodes to write, each after its operands. */
    private static List<Expr> order(Seq<Expr> results, Reader reader, Map<Expr, Form> readings) {
        record Visit(Expr node, boolean operandsDone) {}
        List<Expr> order = new ArrayList<>();
        ArrayDeque<Visit> stack = new ArrayDeque<>();
        for (Expr result : results) {
            stack.push(new Visit(result, false));
            while (!stack.isEmpty()) {
                Visit visit = stack.pop();
                if (visit.operandsDone()) {
                    order.add(visit.node());
                } else if (!readings.containsKey(visit.node())) {
                    Form reading = reader.read(visit.node());
                    readings.put(visit.node(), reading);
                    stack.push(new Visit(visit.node(), true));
                    reading.operands().reverse().forEach(x -> stack.push(new Visit(x, false)));
                }
            }
        }
        return order;
    }
}
