package fluxion.core.parse;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.print.Repetition;
import io.vavr.collection.Seq;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/** What a part of a formula means. */
sealed interface Value {
    /** A number, whose dtype is that of what it meets. */
    record Number(double value) implements Value {}

    /** What is made of numbers alone, {@code 2/3} or {@code √2}: a number beside other dtypes, f64 by itself as it is made. */
    record Constant(double value, Expr made) implements Value {}

    /** A tensor of numbers that are known, such as {@code I₃} or {@code [p]}, whose dtype is that of what it meets. */
    record Free(Function<DType, Expr> make) implements Value {
        /** Made once for each dtype. */
        static Free of(Function<DType, Expr> make) {
            Map<DType, Expr> made = new EnumMap<>(DType.class);
            return new Free(dtype -> made.computeIfAbsent(dtype, make));
        }
    }

    /** A tensor. */
    record Of(Expr expression) implements Value {}

    /** A vector on its side, waiting for what it is multiplied with. */
    record Row(Expr vector) implements Value {}

    /** The results of an operation that has several. */
    record Several(Seq<Expr> results) implements Value {}

    /** The expression by itself; what meets nothing is f64, a row a vector. */
    default Expr expression() {
        return switch (this) {
            case Number(double v) -> Tensor.of(v);
            case Constant(_, Expr made) -> made;
            case Free(var make) -> make.apply(DType.F64);
            case Of(Expr e) -> e;
            case Row(Expr v) -> v;
            case Several(var results) -> {
                throw Parser.several(results.size());
            }
        };
    }

    /** As positions along an axis, which are integers. */
    default Expr positions() {
        return this instanceof Free(var make) ? make.apply(DType.I32) : this instanceof Number(double v) && v == Math.rint(v)
                ? Tensor.number(DType.I32, (long) v) : expression();
    }

    default boolean isNumber() {
        return this instanceof Number || this instanceof Constant;
    }

    /** The number that it is. */
    default double number() {
        return switch (this) {
            case Number(double v) -> v;
            case Constant(double v, _) -> v;
            case Free _, Of _, Row _, Several _ -> throw new IllegalStateException("no number: " + this);
        };
    }

    /** Of numbers again a number, otherwise as {@link #both}. */
    static Value numbers(Value a, Value b, Verb verb, DoubleBinaryOperator numbers) {
        return a.isNumber() && b.isNumber() ? new Constant(numbers.applyAsDouble(a.number(), b.number()),
                verb.of(a.expression(), b.expression())) : both(a, b, verb);
    }

    /** Whether what it meets gives it its dtype. */
    private boolean isFree() {
        return this instanceof Number || this instanceof Free || this instanceof Constant;
    }

    default int rank() {
        return isNumber() ? 0 : expression().rank();
    }

    /** An elementwise operation; a number takes the other's dtype. */
    interface Verb {
        Expr of(Expr a, Expr b);
    }

    /** The operation with numbers of the other's dtype; what a reduction took axes from is repeated along them. */
    static Value both(Value a, Value b, Verb verb) {
        Expr x = like(a, b);
        Expr y = like(b, a);
        return a instanceof Row && b instanceof Row ? new Row(verb.of(x, y))
                : new Of(verb.of(Repetition.meeting(x, y), Repetition.meeting(y, x)));
    }

    /** As a tensor of the other's dtype, where that holds it. */
    static Expr like(Value x, Value other) {
        if (!x.isFree() || other.isFree() || !other.expression().dtype().isNumeric()) {
            return x.expression();
        }
        DType dtype = other.expression().dtype();
        return switch (x) {
            case Constant(_, Expr made) when dtype == DType.F64 -> made;
            case Constant(double v, _) when dtype.isFloat() -> Tensor.number(dtype, v);
            case Constant(double v, _) when v == Math.rint(v) -> Tensor.number(dtype, (long) v);
            case Number(double v) when dtype.isFloat() -> Tensor.number(dtype, v);
            case Number(double v) when v == Math.rint(v) -> Tensor.number(dtype, (long) v);
            case Free(var make) -> make.apply(dtype);
            case Value _ -> x.expression();
        };
    }

    /** The matrix product; vectors are columns unless on their side. */
    static Value product(Value a, Value b) {
        if (a.rank() == 0 || b.rank() == 0) {
            Value scaled = both(a, b, Expr::times);
            return a instanceof Row || b instanceof Row ? new Row(scaled.expression()) : scaled;
        }
        Expr x = like(a, b);
        Expr y = like(b, a);
        return a instanceof Row && y.rank() >= 2 ? new Row(x.matmul(y))
                : a instanceof Row && !(b instanceof Row) ? new Of(x.matmul(y))
                : !(a instanceof Row) && b instanceof Row && x.rank() == 1
                        ? new Of(x.contract(y, Ints.empty(), Ints.empty(), Ints.empty(), Ints.empty()))
                : new Of(x.matmul(y));
    }
}
