package fluxion.core.parse;

import fluxion.core.Expr;
import fluxion.core.ShapeException;
import fluxion.core.parse.Value.Of;
import io.vavr.control.Option;
import java.util.List;

/** Functions of formulas that are made of several operations: {@code sec}, {@code Γ}, {@code log(x, 2)}, {@code root(x, 3)}. */
final class Composites {
    /** Those of one operand. */
    static final List<String> PLAIN = List.of("sec", "csc", "cot", "sech", "csch", "coth", "arcsec", "arccsc", "heaviside",
            "square",
            "reciprocal", "gamma", "inv", "silu", "swish", "sinc");
    static final List<String> NAMES = io.vavr.collection.Array.ofAll(PLAIN)
            .appendAll(List.of("Γ", "root", "mod", "clip", "inv", "outer", "cross", "kron", "var", "std", "factorial",
            "piecewise"))
            .asJava();

    private Composites() {}

    static Option<Value> of(String name, Arguments a) {
        return Option.of(switch (name) {
            case "sec" -> one(name, a).cos().reciprocal();
            case "csc" -> one(name, a).sin().reciprocal();
            case "cot" -> one(name, a).tan().reciprocal();
            case "sech" -> one(name, a).cosh().reciprocal();
            case "csch" -> one(name, a).sinh().reciprocal();
            case "coth" -> one(name, a).tanh().reciprocal();
            case "arcsec", "asec" -> one(name, a).reciprocal().acos();
            case "arccsc", "acsc" -> one(name, a).reciprocal().asin();
            case "heaviside" -> heaviside(a);
            case "square", "sqr" -> one(name, a).square();
            case "reciprocal" -> one(name, a).reciprocal();
            case "silu", "swish" -> one(name, a).times(one(name, a).sigmoid());
            case "inv" -> one(name, a).inv();
            case "Γ" -> gamma(one(name, a));
            case "factorial" -> gamma(one(name, a).plus(1));
            case "log" -> a.count() == 2 ? base(a.value(0), a.value(1)) : null;
            case "root" -> both(a.of(name, 2), (x, n) -> n.isNumber() && ((Value.Number) n).value() == 3 ? x.cbrt()
                    : x.pow(Value.like(n, new Of(x)).reciprocal()));
            case "mod" -> Value.both(a.of(name, 2).value(0), a.value(1), Expr::remainder).expression();
            case "clip" -> Value.both(Value.both(a.of(name, 3).value(0), a.value(1), Expr::maximum), a.value(2), Expr::minimum)
                    .expression();
            case "outer" -> a.of(name, 2).get(0).outer(a.get(1));
            case "cross" -> a.of(name, 2).get(0).cross(a.get(1));
            case "kron" -> a.of(name, 2).get(0).kron(a.get(1));
            case "var" -> a.of(name, 1).get(0).var(a.axes());
            case "std" -> a.of(name, 1).get(0).std(a.axes());
            case "piecewise" -> piecewise(a);
            default -> null;
        }).map(Of::new);
    }

    private static Expr one(String name, Arguments a) {
        return a.of(name, 1).get(0);
    }

    private interface Second {
        Expr of(Expr x, Value y);
    }

    private static Expr both(Arguments a, Second verb) {
        return verb.of(a.get(0), a.value(1));
    }

    private static Expr heaviside(Arguments a) {
        Expr x = a.get(0);
        Expr half = a.count() == 2 ? Value.like(a.value(1), new Of(x)) : x.times(0).plus(0.5);
        return x.gt(0).cast(x.dtype()).plus(x.eq(0).cast(x.dtype()).times(half));
    }

    /** e to lnΓ, with the sign between the poles below zero. */
    static Expr gamma(Expr x) {
        Expr sign = x.floor().remainder(2).times(-2).plus(1);
        Expr size = x.lgamma().exp();
        return x.lt(0).where(sign.times(size), size);
    }

    /** log(x, b), the logarithm to the base b. */
    private static Expr base(Value of, Value base) {
        Expr x = of.expression();
        return base instanceof Value.Number(double b) && b == 2 ? x.log2() : base instanceof Value.Number(double b)
                && b == 10 ? x.log10()
                : x.log().div(Value.like(base, of).log());
    }

    /** log_b(x). */
    static Value logarithm(Value base, Arguments a) {
        return new Of(base(a.of("log", 1).value(0), base));
    }

    /** piecewise(p, x, q, y, z): the value behind the first condition that holds, the last where none does. */
    private static Expr piecewise(Arguments a) {
        if (a.count() < 3 || a.count() % 2 == 0) {
            throw new ShapeException("piecewise: takes condition and value by turns and a last value for the rest, as in "
                    + "piecewise(x > 0, x, -x); got " + a.count() + " arguments");
        }
        Value result = a.value(a.count() - 1);
        for (int i = a.count() - 3; i >= 0; i -= 2) {
            Expr condition = a.get(i);
            result = Value.both(a.value(i + 1), result, (x, y) -> Functions.where(condition, x, y));
        }
        return result.expression();
    }
}
