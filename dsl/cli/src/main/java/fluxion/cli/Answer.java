package fluxion.cli;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.print.MathText;
import fluxion.dsl.Fluxion;
import fluxion.transforms.reading.Reading;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.PrintStream;

/**
 * Functions with names, such as the parts of a gradient, and their values.
 *
 * @param input what was asked
 * @param function all parts in one
 * @param derived whether it is no function that someone wrote, and is shown in reading form
 * @param names of the parts; an empty one where there is nothing to tell apart
 */
record Answer(FormulaInput input, Fn function, boolean derived, Array<String> names) {
    static Answer of(FormulaInput input, Fn function, boolean derived) {
        return new Answer(input, function, derived, function.results().size() == 1 ? Array.of("")
                : Array.range(0, function.results().size()).map(i -> "[" + i + "]"));
    }

    /** A part by itself. */
    Fn part(int i) {
        return Fn.of(function.params(), Array.of(function.results().get(i)));
    }

    /** All parts as they are shown. */
    Fn shown() {
        return readable(function);
    }

    private Fn readable(Fn fn) {
        return derived ? Reading.of(fn) : fn;
    }

    /** The values of the parts, none where no place was given. */
    Seq<Tensor> values() {
        if (!input.isAt()) {
            return Array.empty();
        }
        Seq<Expr> results = function.on(input.values());
        return results.map(Fluxion::eval);
    }

    void print(PrintStream out) {
        Seq<Tensor> values = values();
        if (input.json()) {
            out.println(JsonAnswer.of(this, values));
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            out.println((names.get(i).isEmpty() ? "" : names.get(i) + ": ") + MathText.of(readable(part(i))));
        }
        if (values.isEmpty()) {
            return;
        }
        if (input.values().nonEmpty()) {
            out.println("at " + Array.ofAll(function.params()).zipWith(input.values(), (v, x) -> v.name() + " = " + x)
                    .mkString(", ") + ":");
        }
        for (int i = 0; i < names.size(); i++) {
            out.println((names.get(i).isEmpty() ? "" : names.get(i) + " = ") + values.get(i));
        }
    }
}
