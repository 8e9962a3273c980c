package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Broadcast;
import io.vavr.control.Option;
import java.util.function.UnaryOperator;

/**
 * Numbers for all values in the last axis, behind those of the batch.
 *
 * @param value the numbers
 * @param slope their derivatives, each by its value; absent where zero
 * @param curve how they are made of the values, where the same steps make all of them
 */
record SpectralScale(Expr value, Option<Expr> slope, Option<SpectralCurve> curve) {
    /** A number for all values of a decomposition. */
    static SpectralScale of(Apply decomposition, double number) {
        TensorType type = SpectralPart.values(decomposition).tensorType();
        return new SpectralScale(Literal.of(type, number), Option.none(),
                Option.of(SpectralCurve.of(Literal.of(TensorType.scalar(type.dtype()), number))));
    }

    /** Numbers that do not depend on the values. */
    static SpectralScale of(Expr numbers) {
        return new SpectralScale(numbers, Option.none(), Option.of(SpectralCurve.of(numbers, true)));
    }

    SpectralScale times(SpectralScale other) {
        Option<Expr> a = slope.map(s -> s.times(other.value));
        Option<Expr> b = other.slope.map(s -> s.times(value));
        return new SpectralScale(value.times(other.value), a.isDefined() && b.isDefined() ? Option.of(a.get().plus(b.get()))
                : a.orElse(b),
                SpectralCurve.both(curve, other.curve, Expr::times));
    }

    SpectralScale reciprocal() {
        Expr one = value.reciprocal();
        return new SpectralScale(one, slope.map(s -> s.times(one).times(one).neg()),
                curve.map(c -> new SpectralCurve(c.y().reciprocal(), c.numbers())));
    }

    /** Numbers for some of the values, given in their places, and 0 for the others, whatever is there. */
    SpectralScale among(Apply of, int from, int to) {
        int n = SpectralPart.count(of);
        if (from == 0 && to == n) {
            return this;
        }
        UnaryOperator<Expr> cut = x -> spread(of, x.slice(-1, from, to), from, to);
        boolean[] inside = new boolean[n];
        java.util.Arrays.fill(inside, from, to, true);
        Expr among = Expr.apply(new Broadcast(value.shape(), Ints.of(value.rank() - 1)), Tensor.of(inside));
        return new SpectralScale(cut.apply(value), slope.map(cut), curve.map(c -> SpectralCurve.of(among, true)
                .with(c, (in, y) -> in.where(y, 0))));
    }

    /** Numbers for some of the values, and 0 for the others. */
    static Expr spread(Apply of, Expr numbers, int from, int to) {
        int n = SpectralPart.count(of);
        if (from == 0 && to == n) {
            return numbers;
        }
        Ints none = Ints.fill(numbers.rank(), 0);
        return numbers.pad(none.with(numbers.rank() - 1, from), none.with(numbers.rank() - 1, n - to));
    }
}
