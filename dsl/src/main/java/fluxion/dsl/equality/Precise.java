package fluxion.dsl.equality;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.Var;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.math.BigDecimal;

/** Values in intervals of sixty digits. */
public final class Precise {
    private static final long ELEMENTS = 2_000;

    private Precise() {}

    /**
     * Whether two lists of results certainly differ at a point: false where they may be the same.
     *
     * @param both the results of one function, then of the other
     * @return nothing where an operation has no rule, or a value may not exist
     */
    public static Option<Boolean> differ(Seq<Expr> both, Seq<Var> parameters, Seq<Tensor> at) {
        try {
            Seq<Seq<DecimalInterval>> values = new Elements<>(new DecimalScalars(), ELEMENTS)
                    .of(both, v -> exact(at.get(parameters.indexOf(v))));
            int n = both.size() / 2;
            return Option.of(Array.range(0, n).exists(i -> values.get(i).zip(values.get(n + i)).exists(p -> p._1.apart(p._2))));
        } catch (BeyondReach beyond) {
            return Option.none();
        }
    }

    private static Seq<DecimalInterval> exact(Tensor t) {
        double[] numbers = Elements.doubles(t);
        return Array.range(0, numbers.length).map(i -> DecimalInterval.exact(new BigDecimal(numbers[i])));
    }
}
