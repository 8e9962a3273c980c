package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Dot;
import fluxion.core.op.Reduce;
import fluxion.core.op.Select;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import io.vavr.control.Option;

/** What evaluation needs beside a value so that derivatives stay finite, and what nobody writes. */
final class ReadingGuards {
    private ReadingGuards() {}

    /** What a guard guards, as it is printed: x for x made 1 where it is 0, √x for √x made 0 there. */
    static Option<Expr> guarded(Apply a) {
        if (a.op() instanceof Select) {
            Expr condition = a.input(0);
            if (Literal.value(a.input(1)).contains(1.0) && isZeroTest(condition, a.input(2))) {
                return Option.of(a.input(2));
            }
            boolean root = Literal.isZero(a.input(2)) && a.input(1) instanceof Apply r && r.op() == Unary.SQRT
                    && !isNorm(r.input(0))
                    && condition instanceof Apply test && test.op() == Compare.NE && Literal.isZero(test.input(1))
                    && (test.input(0) == r || test.input(0) == r.input(0));
            return Option.when(root, a.input(1));
        }
        return StopGradient.guarded(a);
    }

    /** The square of a norm: guarded norms are read as such, not as roots. */
    static boolean isNorm(Expr square) {
        return square instanceof Apply a && (a.op() instanceof Reduce || a.op() instanceof Dot);
    }

    /** Whether a value by cases is a norm, made 0 where it is. */
    static boolean isGuardedNorm(Apply select) {
        return Literal.isZero(select.input(2)) && select.input(1) instanceof Apply r && r.op() == Unary.SQRT
                && isNorm(r.input(0));
    }

    private static boolean isZeroTest(Expr condition, Expr x) {
        return condition instanceof Apply test && (test.op() == Compare.EQ
                ? test.input(0) == x && Literal.isZero(test.input(1))
                : test.op() == Binary.LOGICAL_AND && test.inputs().exists(part -> isZeroTest(part, x)));
    }
}
