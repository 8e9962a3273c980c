package fluxion.transforms;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.TensorType;
import fluxion.core.Var;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.BinaryOperator;

/**
 * How numbers for eigenvalues or singular values are made of each, all by the same scalar function.
 *
 * @param y the scalar, of the value and the numbers
 * @param numbers what else it depends on
 */
record SpectralCurve(Expr y, Seq<Number> numbers) {
    /**
     * A number that the function depends on.
     *
     * @param var its place in the scalar
     * @param source the numbers, […] or […, n]
     * @param each whether there is one for each value, else one for each matrix
     */
    record Number(Var var, Expr source, boolean each) {}

    static SpectralCurve of(Expr scalar) {
        return new SpectralCurve(scalar, Array.empty());
    }

    /** The numbers themselves. */
    static SpectralCurve of(Expr source, boolean each) {
        Var var = new Var(each ? "q" : "p", TensorType.scalar(source.dtype()));
        return new SpectralCurve(var, Array.of(new Number(var, source, each)));
    }

    SpectralCurve with(SpectralCurve other, BinaryOperator<Expr> op) {
        return new SpectralCurve(op.apply(y, other.y), numbers.appendAll(other.numbers).distinctBy(Number::var));
    }

    static Option<SpectralCurve> both(Option<SpectralCurve> a, Option<SpectralCurve> b, BinaryOperator<Expr> op) {
        return a.flatMap(x -> b.map(z -> x.with(z, op)));
    }

    Seq<Expr> sources(boolean each) {
        return numbers.filter(n -> n.each == each).map(Number::source);
    }

    /** The scalar as a function of the value, numbers of matrices, numbers of values. */
    Fn fn(Var value) {
        return Fn.of(numbers.filter(n -> !n.each).appendAll(numbers.filter(Number::each)).map(Number::var).prepend(value),
                Array.of(y));
    }
}
