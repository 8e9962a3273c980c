package fluxion.tests.programs;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.Var;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;

/**
 * A program with what it is applied to.
 *
 * @param inputs what it is differentiated in
 * @param integers its other arguments
 * @param weights those of the elements of its result in a loss
 * @param tangents directions of the inputs
 */
public record Program(long seed, Body body, Seq<Tensor> inputs, Seq<Tensor> integers, Tensor weights, Seq<Tensor> tangents) {

    /** The program of all its arguments. */
    public Fn function() {
        Seq<Var> params = inputs.appendAll(integers).zipWithIndex((t, i) -> new Var(NAMES.get(i), t.type()));
        return Fn.of(params, body.run(HashMap.empty(), params));
    }

    /** Σ result ⊙ weights, of the same parameters. */
    public Fn loss(Fn f) {
        return Fn.of(f.params(), Array.of(f.results().head().times(weights).sum()));
    }

    Seq<Tensor> arguments() {
        return inputs.appendAll(integers);
    }

    Seq<Step> steps() {
        return body.steps().flatMap(Step::all);
    }

    boolean does(String op) {
        return steps().exists(s -> s.op().equals(op));
    }

    /** Whether some of it has the precision of a float only. */
    boolean isSingle() {
        return inputs.exists(t -> t.dtype() == DType.F32) || steps().exists(s -> s.settings().get("to").contains("f32"));
    }

    private static final Seq<String> NAMES = Array.of("a", "b", "c", "d", "f", "g", "h");
}
