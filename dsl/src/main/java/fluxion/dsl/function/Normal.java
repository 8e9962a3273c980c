package fluxion.dsl.function;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Var;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;

/** The form in which derived functions are kept, shown and run: simplified, each subexpression once. */
final class Normal {
    /** Without the rules by which terms and factors cancel: x·0 = 0 and x − x = 0 need a finite x. */
    private static final Simplify KEEPING = Simplify.without("mul/zero", "sub/self", "div/of-zero", "dot/zero", "sum/collect");
    /** From so many results on they are looked at together. */
    private static final int FEW = 8;

    private Normal() {}

    static Fn of(Fn fn) {
        return Probe.active() ? fn : Simplify.of(fn);
    }

    /**
     * The form in which a function as it was written runs: simplified, but where a result would no longer depend on an
     * argument, without the rules that need finite numbers, so that NaN and ∞ of this argument reach the result.
     */
    static Fn written(Fn fn) {
        if (Probe.active()) {
            return fn;
        }
        Fn simple = Simplify.of(fn);
        return dependencies(fn).equals(dependencies(simple)) ? simple : KEEPING.apply(fn);
    }

    private static Seq<Set<Var>> dependencies(Fn fn) {
        Seq<Seq<Expr>> parts = fn.results().size() <= FEW ? fn.results().map(Array::of) : Array.of(fn.results());
        return parts.map(part -> Graph.variables(part).filter(v -> v.dtype().isFloat()).toSet());
    }
}
