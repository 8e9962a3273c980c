package fluxion.dsl.function;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.stream.IntStream;

/** The form in which derived functions are kept, shown and run: simplified, each subexpression once. */
final class Normal {
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
        return dependencies(fn).equals(dependencies(simple)) ? simple : Simplify.keeping().apply(fn);
    }

    /** The form in which an expression of numbers runs: the same, where one of its numbers is not finite. */
    static Fn closed(Fn fn) {
        if (Probe.active()) {
            return fn;
        }
        Fn simple = Simplify.of(fn);
        java.util.Set<Tensor> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(numbers(simple).asJava());
        return numbers(fn).exists(t -> !kept.contains(t) && !finite(t)) ? Simplify.keeping().apply(fn) : simple;
    }

    private static Seq<Tensor> numbers(Fn fn) {
        return Graph.topological(fn.results()).filter(e -> e instanceof Tensor t && t.dtype().isFloat()).map(Tensor.class::cast);
    }

    private static boolean finite(Tensor t) {
        return switch (t.dtype()) {
            case F64 -> Arrays.stream(t.doubles()).allMatch(Double::isFinite);
            case F32 -> {
                float[] values = t.floats();
                yield IntStream.range(0, values.length).allMatch(i -> Float.isFinite(values[i]));
            }
            case I64, I32, BOOL -> true;
        };
    }

    private static Seq<Set<Var>> dependencies(Fn fn) {
        Seq<Seq<Expr>> parts = fn.results().size() <= FEW ? fn.results().map(Array::of) : Array.of(fn.results());
        return parts.map(part -> Graph.variables(part).filter(v -> v.dtype().isFloat()).toSet());
    }
}
