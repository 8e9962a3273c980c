package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Bessel;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Reshape;
import fluxion.core.op.Select;
import fluxion.core.op.Unary;
import fluxion.ops.rule.Guard;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Map;

/**
 * Even functions of norms and other roots r = √s, which are smooth where r is not: ‖x‖², cos ‖x‖, ‖x‖·sin ‖x‖, cosh |x|. By
 * the chain rule over r they would meet the kink of r at 0, and their second derivatives there what was agreed for r alone.
 * Instead they are functions of s: with E(r) even, dE = E′(r)/r · ds/2, where E′(r)/r has the limit E″(0) at 0.
 *
 * <p>While tangents are pushed through a function, expressions that are odd in a root are remembered with their slope in it.
 */
final class EvenFunctions {
    /**
     * An odd function of a root.
     *
     * @param root r
     * @param half ds/2
     * @param slope its derivative in r
     * @param isMultiple whether it is slope·r
     */
    private record Odd(Expr root, Expr half, Expr slope, boolean isMultiple) {}

    /** How deep two roots are compared: a norm is written in some six operations. */
    private static final int DEPTH = 8;

    private final Map<Expr, Odd> odd = new NodeMap<>();

    /** The tangent of an operation from those of its inputs where it is a root or an even function of one. */
    Option<Expr> tangent(Apply y, Map<Expr, Seq<Option<Expr>>> moved) {
        if (!(y.type() instanceof TensorType type) || !type.dtype().isFloat()) {
            return Option.none();
        }
        Option<Expr> kink = root(y, moved);
        if (kink.isDefined()) {
            return kink;
        }
        Seq<Expr> moving = y.inputs().filter(moved::containsKey);
        if (moving.isEmpty() || !moving.forAll(odd::containsKey)) {
            return Option.none();
        }
        Odd first = odd.get(moving.get(0));
        return moving.forAll(x -> isSame(odd.get(x).root(), first.root(), DEPTH)) ? of(y, moving, first) : Option.none();
    }

    /** Whether the same was written twice. */
    private static boolean isSame(Expr a, Expr b, int depth) {
        return a == b || depth > 0 && a instanceof Apply x && b instanceof Apply y && x.op().equals(y.op())
                && x.type().equals(y.type())
                && Array.range(0, x.inputs().size()).forAll(i -> isSame(x.input(i), y.input(i), depth - 1))
                || a instanceof Tensor p && b instanceof Tensor q && Literal.value(p).isDefined()
                        && Literal.value(p).equals(Literal.value(q));
    }

    /** Remembers a root; the tangent of one whose slope at 0 is 0 by convention. */
    private Option<Expr> root(Apply y, Map<Expr, Seq<Option<Expr>>> moved) {
        switch (y.op()) {
            case Select _ -> {
                return Guard.squareOfNorm(y).flatMap(square -> at(moved, square)).map(ds -> {
                    Expr half = ds.times(0.5);
                    odd.put(y, new Odd(y, half, one(y), true));
                    return half.div(Guard.divisor(y));
                });
            }
            case Unary op when op == Unary.SQRT ->
                    at(moved, y.input(0)).forEach(ds -> odd.put(y, new Odd(y, ds.times(0.5), one(y), true)));
            case Unary op when op == Unary.ABS ->
                    at(moved, y.input(0)).forEach(t -> odd.put(y, new Odd(y, y.input(0).times(t), one(y), true)));
            case Binary op when op == Binary.HYPOT -> y.inputs().flatMap(x -> at(moved, x).map(x::times)).reduceOption(Expr::plus)
                    .forEach(half -> odd.put(y, new Odd(y, half, one(y), true)));
            default -> { }
        }
        return Option.none();
    }

    private static Option<Expr> at(Map<Expr, Seq<Option<Expr>>> moved, Expr x) {
        return Option.of(moved.get(x)).flatMap(tangents -> tangents.get(0));
    }

    private static Expr one(Expr like) {
        return Literal.of(like.tensorType(), 1);
    }

    private Option<Expr> of(Apply y, Seq<Expr> moving, Odd in) {
        Expr x = y.input(0);
        return switch (y.op()) {
            case Unary op when op == Unary.NEG -> known(y, in, in.slope().neg(), in.isMultiple());
            case Unary op -> isEven(op) ? even(y, in) : isOdd(op) ? known(y, in, derivatives(y, in.slope()).get(0), false)
                    : Option.none();
            case Bessel bessel -> bessel.order() == 0 && bessel.kind() != Bessel.Kind.SCALED_I ? even(y, in) : Option.none();
            case Power(int n) -> n >= 2 && n % 2 == 0
                    ? in.isMultiple()
                    ? Option.of(in.half().times(in.slope().square().times(n == 2 ? one(x) : x.pow(n - 2)).times(n))) : even(y, in)
                    : n >= 3 ? known(y, in, in.slope().times(x.pow(n - 1)).times(n), false) : Option.none();
            case Binary op when op == Binary.MUL -> moving.size() == 2 ? product(y, in)
                    : known(y, in, in.slope().times(y.input(y.input(0) == moving.get(0) ? 1 : 0)), in.isMultiple());
            case Binary op when op == Binary.DIV && y.input(1) != moving.get(0)
                    && moving.size() == 1 -> known(y, in, in.slope().div(y.input(1)), in.isMultiple());
            case Binary op when (op == Binary.ADD || op == Binary.SUB) && moving.size() == 2 -> {
                Odd other = odd.get(y.input(1));
                Odd one = odd.get(x);
                yield known(y, in, op == Binary.ADD ? one.slope().plus(other.slope()) : one.slope().minus(other.slope()),
                        one.isMultiple() && other.isMultiple());
            }
            case Broadcast op -> moved(y, in, op);
            case Reshape op -> moved(y, in, op);
            case Permute op -> moved(y, in, op);
            case Op _ -> Option.none();
        };
    }

    /** The root itself may be a plain square root, with a slope of ∞ at 0: then only its powers are worth a case. */
    private static boolean isPlain(Odd in) {
        return in.root() instanceof Apply root && root.op() == Unary.SQRT;
    }

    private Option<Expr> known(Apply y, Odd in, Expr slope, boolean isMultiple) {
        odd.put(y, new Odd(in.root(), in.half(), slope, isMultiple));
        return Option.none();
    }

    private Option<Expr> moved(Apply y, Odd in, Op op) {
        Expr root = in.isMultiple() && Literal.value(in.slope()).exists(v -> v == 1) ? y : Expr.apply(op, in.root());
        odd.put(y, new Odd(root, Expr.apply(op, in.half()), Expr.apply(op, in.slope()), in.isMultiple()));
        return Option.none();
    }

    /** f(o) for an even f: E′ = f′(o)·o′, and E″(0) = f″(0)·o′². */
    private static Option<Expr> even(Apply y, Odd in) {
        if (isPlain(in)) {
            return Option.none();
        }
        Seq<Expr> derivatives = derivatives(y, in.slope());
        return Option.of(in.half().times(continued(in.root(), derivatives.get(1), derivatives.get(0))));
    }

    /**
     * E′(r)/r, continued by E″(0) at r = 0. That number says nothing of derivatives of the third order and more: the power of r
     * beside it, with value and slope 0, has no second derivative there.
     */
    private static Expr continued(Expr root, Expr curvature, Expr slope) {
        return root.eq(0).where(root.pow(1.25).plus(curvature.stopGradient()), slope.div(root));
    }

    /** o₁·o₂: E′ = o₁′·o₂ + o₁·o₂′, and E″(0) = 2·o₁′·o₂′. */
    private Option<Expr> product(Apply y, Odd in) {
        Odd a = odd.get(y.input(0));
        Odd b = odd.get(y.input(1));
        Expr curvature = a.slope().times(b.slope()).times(2);
        if (a.isMultiple() && b.isMultiple()) {
            return Option.of(in.half().times(curvature));
        }
        Expr slope = a.slope().times(y.input(1)).plus(b.slope().times(y.input(0)));
        return isPlain(in) ? Option.none() : Option.of(in.half().times(continued(in.root(), curvature, slope)));
    }

    /** f′(o)·o′ and f″(o)·o′². */
    private static Seq<Expr> derivatives(Apply y, Expr slope) {
        Var o = new Var("o", y.input(0).tensorType());
        Seq<Expr> first = Jvp.push(Array.of(y.on(Array.of(o))), HashMap.of(o, slope).toJavaMap())
                .map(t -> t.getOrElse(() -> Literal.zerosLike(o)));
        Seq<Expr> second = Jvp.push(first, HashMap.of(o, slope).toJavaMap()).map(t -> t.getOrElse(() -> Literal.zerosLike(o)));
        return Graph.substitute(first.appendAll(second), Array.of(o), Array.of(y.input(0)));
    }

    private static boolean isEven(Unary op) {
        return op == Unary.COS || op == Unary.COSH;
    }

    private static boolean isOdd(Unary op) {
        return switch (op) {
            case SIN, TAN, SINH, TANH, ASIN, ATAN, ASINH, ATANH, ERF -> true;
            default -> false;
        };
    }
}
