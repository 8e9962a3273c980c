package fluxion.dsl.equality;

import fluxion.core.DType;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Special;
import fluxion.core.op.Unary;
import io.vavr.collection.Seq;

/**
 * Numbers of some kind in which expressions are evaluated element by element: intervals, or quotients of polynomials. Conditions
 * are 0 or 1. What a kind has no rule for is {@link BeyondReach}.
 *
 * @param <T> a number
 */
interface Scalars<T> {
    /** The number that a literal stands for. */
    T number(double literal, DType dtype);

    T unary(Unary op, T x);

    T binary(Binary op, T x, T y);

    T power(T x, int exponent);

    T compare(Compare op, T x, T y);

    T select(T condition, T yes, T no);

    T special(Special op, Seq<T> x);

    default T zero() {
        return number(0, DType.F64);
    }

    default T one() {
        return number(1, DType.F64);
    }

    default T plus(T x, T y) {
        return binary(Binary.ADD, x, y);
    }

    default T times(T x, T y) {
        return binary(Binary.MUL, x, y);
    }
}
