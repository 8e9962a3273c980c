package fluxion.examples.workbench;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Power;
import fluxion.core.op.Unary;
import fluxion.dsl.Equivalence;
import fluxion.dsl.Fluxion;
import fluxion.transforms.Grad;
import io.vavr.collection.Array;
import io.vavr.control.Option;

/**
 * A mistake that is often made in differentiating. Each is a calculus of its own, that differs from the right one in one rule: an
 * answer that is the derivative by such a calculus has that mistake.
 */
enum Mistake {
    /** (g∘u)′ = g′∘u. */
    INNER("the inner derivative is missing: (g(u))′ = g′(u)·u′"),
    /** (u·v)′ = u′·v′. */
    PRODUCT("a product's derivative is not the product of derivatives: (u·v)′ = u′·v + u·v′"),
    /** (u/v)′ = u′/v′. */
    QUOTIENT("a quotient's derivative is not the quotient of derivatives: (u/v)′ = (u′·v − u·v′)/v²"),
    /** (u/v)′ = (u·v′ − u′·v)/v². */
    ORDER("the two terms above the bar stand in the wrong order: (u/v)′ = (u′·v − u·v′)/v²"),
    /** (u/v)′ = (u′·v − u·v′)/v. */
    SQUARE("the denominator is not squared: (u/v)′ = (u′·v − u·v′)/v²"),
    /** (uⁿ)′ = n·uⁿ·u′. */
    EXPONENT("the exponent is not lowered: (uⁿ)′ = n·uⁿ⁻¹·u′"),
    /** (uⁿ)′ = uⁿ⁻¹·u′. */
    FACTOR("the exponent is missing as a factor: (uⁿ)′ = n·uⁿ⁻¹·u′"),
    /** cos′ = sin. */
    COSINE("the sign of a cosine's derivative is missing: cos′ = −sin"),
    /** c′ = c. */
    CONSTANT("the derivative of a constant is 0"),
    /** f′ = −f′. */
    SIGN("all but the sign is right"),
    /** f′ = f. */
    NOTHING("this is the function itself"),
    /** Twice the derivative, or another one too many. */
    TWICE("this is the second derivative");

    private final String words;

    Mistake(String words) {
        this.words = words;
    }

    /** What it is, and the rule as it should have been. */
    String words() {
        return words;
    }

    /** The first one by which the answer comes about, where it is one of those that are known. */
    static Option<Mistake> in(Fn fn, int position, Fn answer) {
        Fn right = Grad.of(fn, Ints.of(position));
        return Array.of(values()).find(mistake -> mistake.derivative(fn, position).exists(wrong ->
                !isSame(right, wrong) && isSame(answer, wrong)));
    }

    private static boolean isSame(Fn f, Fn g) {
        return Fluxion.equivalent(f, g) instanceof Equivalence.Proven;
    }

    /** The derivative with this mistake; none where it cannot be made. */
    private Option<Fn> derivative(Fn fn, int position) {
        return switch (this) {
            case SIGN -> Option.of(Grad.of(fn, Ints.of(position))).map(f -> Fn.of(f.params(), f.results().map(Expr::neg)));
            case NOTHING -> Option.of(fn);
            case TWICE -> Option.of(Grad.of(Grad.of(fn, Ints.of(position)), Ints.of(position)));
            case INNER, PRODUCT, QUOTIENT, ORDER, SQUARE, EXPONENT, FACTOR, COSINE, CONSTANT ->
                    of(fn.results().get(0), fn.params().get(position)).map(e -> Fn.of(fn.params(), Array.of(e)));
        };
    }

    /** The derivative of a number by this calculus, of the operations of exercises. */
    private Option<Expr> of(Expr e, Var x) {
        if (e == x) {
            return Option.of(Literal.of(x.tensorType(), 1));
        }
        if (!(e instanceof Apply apply) || !depends(e, x)) {
            return Option.of(this == CONSTANT ? e : Literal.of(x.tensorType(), 0));
        }
        Array<Option<Expr>> inner = apply.inputs().map(u -> of(u, x)).toArray();
        if (inner.exists(Option::isEmpty)) {
            return Option.none();
        }
        Expr u = apply.input(0);
        Expr du = inner.get(0).get();
        return switch (apply.op()) {
            case Binary binary -> binary(binary, u, du, apply.input(1), inner.get(1).get());
            case Power(int n) -> Option.of(power(u, n).times(this == INNER && u != x ? Literal.of(x.tensorType(), 1) : du));
            case Unary.NEG -> Option.of(du.neg());
            case Unary unary -> {
                Var v = new Var("u", x.tensorType());
                Fn alone = Fn.of(Array.of(v), Array.of(Apply.of(unary, Array.of(v))));
                Expr outer = Grad.of(alone, Ints.of(0)).on(Array.of(u)).get(0);
                Expr signed = this == COSINE && unary == Unary.COS ? outer.neg() : outer;
                yield Option.of(this == INNER && u != x ? signed : signed.times(du));
            }
            default -> Option.none();
        };
    }

    private static boolean depends(Expr e, Var x) {
        return Graph.variables(Array.of(e)).contains(x);
    }

    private Expr power(Expr u, int n) {
        return this == EXPONENT ? u.pow(n).times(n) : this == FACTOR ? u.pow(n - 1) : u.pow(n - 1).times(n);
    }

    private Option<Expr> binary(Binary op, Expr u, Expr du, Expr v, Expr dv) {
        return switch (op) {
            case ADD -> Option.of(du.plus(dv));
            case SUB -> Option.of(du.minus(dv));
            case MUL -> Option.of(this == PRODUCT && !isConstant(u) && !isConstant(v) ? du.times(dv)
                    : du.times(v).plus(u.times(dv)));
            case DIV -> {
                Expr above = this == ORDER ? u.times(dv).minus(du.times(v)) : du.times(v).minus(u.times(dv));
                yield Option.of(this == QUOTIENT ? du.div(dv) : above.div(this == SQUARE ? v : v.square()));
            }
            default -> Option.none();
        };
    }

    private static boolean isConstant(Expr e) {
        return Graph.variables(Array.of(e)).isEmpty();
    }
}
