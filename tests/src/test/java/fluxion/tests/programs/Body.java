package fluxion.tests.programs;

import fluxion.core.Expr;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.function.Function;

/**
 * Steps with parameters and results; a body sees the values of the steps around it.
 *
 * @param parameters the numbers of what it is applied to
 * @param results the numbers of its values
 */
public record Body(Seq<Integer> parameters, Seq<Step> steps, Seq<Integer> results) {

    /** The results as expressions. */
    Seq<Expr> run(Map<Integer, Expr> outer, Seq<? extends Expr> arguments) {
        Map<Integer, Expr> values = outer.merge(HashMap.ofEntries(parameters.zip(arguments).map(p -> p.map2(x -> (Expr) x))));
        for (Step step : steps) {
            values = values.put(step.id(), value(step, values));
        }
        return results.map(values::apply);
    }

    private static Expr value(Step step, Map<Integer, Expr> values) {
        Seq<Function<Seq<Expr>, Seq<Expr>>> bodies = step.bodies().map(b -> arguments -> b.run(values, arguments));
        return Operation.named(step.op()).meaning().of(new Operation.Call(step.operands().map(values::apply), step.settings(),
                bodies));
    }
}
