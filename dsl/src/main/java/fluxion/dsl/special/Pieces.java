package fluxion.dsl.special;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.dsl.function.CustomProgram;
import fluxion.dsl.function.Fun1;
import io.vavr.Function1;
import io.vavr.Function2;
import java.util.function.UnaryOperator;

/** What the functions on pieces have in common. */
final class Pieces {
    private Pieces() {}

    /** A polynomial, the constant first, of {@code t = (x − (a + b)/2)/((b − a)/2)}, which runs from −1 to 1 between a and b. */
    static Expr polynomial(Expr x, double a, double b, double[] coefficients) {
        Expr t = x.minus((a + b) / 2).times(2 / (b - a));
        Expr value = t.times(coefficients[coefficients.length - 1]).plus(coefficients[coefficients.length - 2]);
        for (int k = coefficients.length - 3; k >= 0; k--) {
            value = value.times(t).plus(coefficients[k]);
        }
        return value;
    }

    /** A function of each element alone, and its slope of x and y. */
    static Fun1<Expr, Expr> ruled(String name, Function1<Expr, Expr> f, Function2<Expr, Expr, Expr> slope) {
        return Fun1.of(new CustomProgram(name, Fun1.of(f).program(), CustomProgram.Form.SLOPE, slope));
    }

    /** In f64, and rounded where x is narrower. */
    static Expr wide(String name, Expr x, UnaryOperator<Expr> f) {
        if (!x.dtype().isFloat()) {
            throw new DTypeException(name + ": requires a floating-point operand; got " + x.type());
        }
        return f.apply(x.cast(DType.F64)).cast(x.dtype());
    }

    static Expr wide(String name, Expr x, Fun1<Expr, Expr> f) {
        return wide(name, x, (UnaryOperator<Expr>) f::apply);
    }
}
