package fluxion.dsl.function;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.ops.eval.Evaluator;
import fluxion.ops.eval.Finite;
import fluxion.ops.eval.Plan;
import fluxion.transforms.Simplify;
import io.vavr.Lazy;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The forms of a function, each made when it is first asked for. The simplest, with each subexpression once, is what is shown
 * and run. Transforms take one in which nothing cancelled and simplify what they make of it anew: so each layer of nested
 * transforms is simplified once, the last one fully, and only what runs is planned. (Without any simplification between,
 * derivatives of high order grow beyond measure.) What simplification cancels, as in x − x and x·0, is computed all the same
 * where an argument, or a number of the function, is NaN or infinite.
 */
final class FunctionForms {
    /** Whether arguments are taken for finite without a look at them. */
    private static final boolean FINITE = Boolean.getBoolean("fluxion.assume.finite");
    private final Lazy<Simplify.Outcome> simple;
    private final Lazy<Fn> whole;
    private final Lazy<Running> running;
    private final Lazy<Plan> wholePlan;

    /**
     * What runs.
     *
     * @param plan of the simplest form; of the other where a number that is not finite cancelled
     * @param finite whether for finite arguments only
     */
    private record Running(Plan plan, boolean finite) {}

    private FunctionForms(Fn made) {
        simple = Lazy.of(() -> simplified(Simplify.standard(), made));
        // where nothing cancels the two are alike; but inside nested transforms the simplest is not made at all
        whole = Lazy.of(() -> simple.isEvaluated() && !simple.get().cancelled() ? fn()
                : simplified(Simplify.keeping(), made).fn());
        wholePlan = Lazy.of(() -> Evaluator.plan(whole.get()));
        running = Lazy.of(() -> {
            boolean cancelled = simple.get().cancelled() && !FINITE;
            boolean lost = cancelled && losesNumbers(made, fn());
            return new Running(lost ? wholePlan.get() : Evaluator.plan(fn()), cancelled && !lost);
        });
    }

    /**
     * A function in simplest form, what it has from around it as it is: that is simplified together with its surroundings, so
     * that a value which is used inside and outside stays one value.
     */
    private static Simplify.Outcome simplified(Simplify rules, Fn fn) {
        if (fn.free().isEmpty()) {
            return rules.outcome(fn);
        }
        Residuals captured = Residuals.of(fn.results(), fn.params());
        Array<Expr> outside = captured.needed().filter(e -> Graph.variables(Array.of(e)).nonEmpty());
        Array<Var> places = outside.map(e -> e instanceof Var v ? v : new Var("outside", e.tensorType()));
        Map<Expr, Var> placeOf = new IdentityHashMap<>();
        outside.zip(places).forEach(pair -> placeOf.put(pair._1, pair._2));
        Seq<Expr> results = captured.given(captured.needed().map(e -> placeOf.containsKey(e) ? placeOf.get(e) : e));
        Simplify.Outcome inner = rules.outcome(new Fn(fn.params().appendAll(places), results));
        return new Simplify.Outcome(new Fn(fn.params(), inner.fn().on(Array.<Expr>ofAll(fn.params()).appendAll(outside))),
                inner.cancelled());
    }

    /** Of a function as it was written, or as a transform made it. */
    static FunctionForms of(Fn made) {
        return new FunctionForms(made);
    }

    /** The function in simplest form. */
    Fn fn() {
        return simple.get().fn();
    }

    /** The function simplified as far as nothing cancels. */
    Fn whole() {
        return whole.get();
    }

    /** The results. */
    Seq<Tensor> run(Seq<Tensor> arguments) {
        Running now = running.get();
        return (now.finite() && !arguments.forAll(Finite::all) ? wholePlan.get() : now.plan()).run(arguments);
    }

    /** Whether a number that is not finite is no longer there. */
    private static boolean losesNumbers(Fn made, Fn simple) {
        Set<Tensor> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        numbers(simple).forEach(kept::add);
        return numbers(made).exists(t -> !kept.contains(t) && !Finite.all(t));
    }

    private static Seq<Tensor> numbers(Fn fn) {
        return Graph.topological(fn.results()).filter(e -> e instanceof Tensor t && t.dtype().isFloat()).map(Tensor.class::cast);
    }

    /** The numbers that expressions are which depend on nothing. */
    static Seq<Tensor> values(Seq<? extends Expr> open) {
        return of(new Fn(Array.empty(), Array.ofAll(open))).run(Array.empty());
    }
}
