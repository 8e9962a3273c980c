package fluxion.core.parse;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Tensor;

/** What a part of a formula means. */
sealed interface Value {
    /** A number, whose dtype is that of what it meets. */
    record Number(double value) implements Value {}

    /** A tensor. */
    record Of(Expr expression) implements Value {}

    /** A vector on its side, waiting for what it is multiplied with. */
    record Row(Expr vector) implements Value {}

    /** The expression by itself; a number is f64, a row a vector. */
    default Expr expression() {
        return switch (this) {
            case Number(double v) -> Tensor.of(v);
            case Of(Expr e) -> e;
            case Row(Expr v) -> v;
        };
    }

    default boolean isNumber() {
        return this instanceof Number;
    }

    default int rank() {
        return this instanceof Number ? 0 : expression().rank();
    }

    /** An elementwise operation; a number takes the other's dtype. */
    interface Verb {
        Expr of(Expr a, Expr b);
    }

    static Value both(Value a, Value b, Verb verb) {
        return a instanceof Row && b instanceof Row ? new Row(verb.of(a.expression(), b.expression())) : new Of(verb.of(like(a, b), like(b, a)));
    }

    /** A number as a scalar of the other's dtype, where that holds it. */
    private static Expr like(Value x, Value other) {
        if (x instanceof Number(double v) && !(other instanceof Number) && other.expression().dtype().isNumeric()) {
            DType dtype = other.expression().dtype();
            return dtype.isFloat() || v == Math.rint(v) ? Tensor.number(dtype, dtype.isFloat() ? (java.lang.Number) v : (java.lang.Number) (long) v) : Tensor.of(v);
        }
        return x.expression();
    }

    /** The matrix product; vectors are columns unless on their side. */
    static Value product(Value a, Value b) {
        if (a.rank() == 0 || b.rank() == 0) {
            Value scaled = both(a, b, Expr::times);
            return a instanceof Row || b instanceof Row ? new Row(scaled.expression()) : scaled;
        }
        Expr x = a.expression();
        Expr y = b.expression();
        return a instanceof Row && y.rank() >= 2 ? new Row(x.matmul(y))
                : a instanceof Row && b instanceof Of ? new Of(x.matmul(y))
                : a instanceof Of && b instanceof Row && x.rank() == 1 ? new Of(x.contract(y, Ints.empty(), Ints.empty(), Ints.empty(), Ints.empty()))
                : new Of(x.matmul(y));
    }
}
