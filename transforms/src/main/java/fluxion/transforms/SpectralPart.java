package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.op.LinearAlgebra;
import io.vavr.control.Option;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** What is known of a node that depends on a decomposition. */
sealed interface SpectralPart {
    /**
     * Vectors, after steps that are linear in them and leave their axis alone, each scaled.
     *
     * @param of the decomposition
     * @param left whether left singular vectors, or eigenvectors
     * @param batch where the axes of the batch are
     * @param axis where the axis of the values is
     * @param from the first of those left of it
     * @param to behind the last one
     * @param steps what was done to the vectors, but for scaling and cutting
     * @param scale the factor of each, absent for ones
     * @param still the tangent for vectors and values that stand still, absent where zero
     */
    record Vectors(Apply of, boolean left, Ints batch, int axis, int from, int to, UnaryOperator<Expr> steps,
            Option<SpectralScale> scale, Option<Expr> still)
            implements SpectralPart {
        Expr whole() {
            return steps.apply(vectors(of, left));
        }

        int length() {
            return to - from;
        }

        Vectors scaled(SpectralScale by) {
            return new Vectors(of, left, batch, axis, from, to, steps, Option.of(scale.map(s -> s.times(by)).getOrElse(by)),
                    still);
        }

        Vectors moved(Ints places, int place, UnaryOperator<Expr> step) {
            return new Vectors(of, left, places, place, from, to, x -> step.apply(steps.apply(x)), scale, still);
        }

        Vectors withStill(Option<Expr> tangent) {
            return new Vectors(of, left, batch, axis, from, to, steps, scale, tangent);
        }
    }

    /**
     * Products of an element of two vectors each, on their way to being summed over the values.
     *
     * @param left the one
     * @param right the other; its scale is the product's
     * @param batch where the axes of the batch are
     * @param axis where the axis of the values is
     * @param steps how the products are made of the vectors, but for scaling
     * @param still the tangent for vectors and values that stand still, absent where zero
     */
    record Pairs(Vectors left, Vectors right, Ints batch, int axis, BinaryOperator<Expr> steps, Option<Expr> still)
            implements SpectralPart {}

    /** A diagonal matrix of numbers for values, and its tangent for values that stand still. */
    record Diagonal(Option<Expr> still) implements SpectralPart {}

    /**
     * A function of the values, one number for each.
     *
     * @param slope its derivative by its own value, the others and everything else fixed; absent where zero
     * @param curve how it is made of its own value, where the same steps make all of them
     * @param still the tangent for values that stand still, absent where zero
     */
    record Values(Apply of, Ints batch, int axis, int from, int to, Option<Expr> slope, Option<SpectralCurve> curve,
            Option<Expr> still) implements SpectralPart {}

    /** Numbers that do not stand for single values: sums over all, products that do not depend on the choice of vectors. */
    record Total() implements SpectralPart {}

    /** Anything else. */
    record Unknown() implements SpectralPart {}

    static boolean isSvd(Apply of) {
        return of.op() instanceof LinearAlgebra.Svd;
    }

    static Expr vectors(Apply of, boolean left) {
        return of.results().get(!isSvd(of) ? 1 : left ? 0 : 2);
    }

    static Expr values(Apply of) {
        return of.results().get(isSvd(of) ? 1 : 0);
    }

    static int count(Apply of) {
        return values(of).shape().dims().last();
    }
}
