package fluxion.core.op;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** The identity, constant to derivatives. */
public record StopGradient() implements Op {
    @Override
    public String label() {
        return "stop_gradient";
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        return OperandChecks.only(this, operands);
    }

    /**
     * What derivatives add a constant to so that they stay honest: l of l + (NaN where a maximum is infinite), as in softmaxes of
     * infinities, and r of r + (1 where r = 0), as in slopes at a kink. Both read as what they protect.
     */
    public static Option<Expr> guarded(Apply sum) {
        return sum.op() == Binary.ADD && sum.input(1) instanceof Apply(StopGradient _, var of, _)
                && of.get(0) instanceof Apply(Select _, var guard, _)
                && guard.get(0) instanceof Apply test && is(guard.get(2), 0)
                && (test.op() == Unary.IS_INF && is(guard.get(1), Double.NaN)
                || test.op() == Compare.EQ && is(test.input(1), 0) && is(guard.get(1), 1))
                        ? Option.of(sum.input(0)) : Option.none();
    }

    private static boolean is(Expr x, double value) {
        return Literal.value(x).exists(v -> Double.compare(v, value) == 0);
    }
}
