package fluxion.ops;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.op.Binary;
import fluxion.core.op.Power;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Unary;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * Densities over tails, e^(−x²/2)/Φ(x) and e^(−x²)/erfc x, which are derivatives of logarithms of tails: both underflow where
 * their
 * quotient is an ordinary number, so they are evaluated as 2/erfcx(−x/√2) and 1/erfcx(x). The textbook form stays the one that is
 * read, differentiated and simplified; only who computes it asks for this one, see
 * {@link Accurate}.
 */
final class Hazards {
    /** Products are looked into so deep. */
    private static final int DEEPEST = 6;

    private Hazards() {}

    /** The function with its densities over tails computed together; itself where there are none. */
    static Fn joined(Fn fn) {
        return Graph.topological(fn.results()).exists(Hazards::isTail)
                ? new Fn(fn.params(), Graph.rebuild(fn.results(), leaf -> leaf, (apply, inputs) -> {
            Expr now = apply.on(inputs);
            return apply.op() == Binary.DIV || apply.op() == Binary.MUL ? joined((Apply) now).getOrElse(now) : now;
        })) : fn;
    }

    private static boolean isTail(Expr x) {
        return x instanceof Apply apply && (apply.op() == SpecialFunction.NDTR || apply.op() == SpecialFunction.ERFC);
    }

    private static Option<Expr> joined(Apply product) {
        Quotient q = Quotient.of(product, DEEPEST);
        for (Expr tail : q.below()) {
            if (isTail(tail)) {
                boolean normal = ((Apply) tail).op() == SpecialFunction.NDTR;
                Expr x = ((Apply) tail).input(0);
                Option<Expr> density = q.above().find(f -> isDensity(f, x, normal ? 0.5 : 1));
                if (density.isDefined()) {
                    Expr scaled = (normal ? x.times(-Math.sqrt(0.5)) : x).erfcx();
                    Seq<Expr> above = q.above().remove(density.get());
                    Expr first = normal ? Literal.of(x.tensorType(), 2) : Literal.of(x.tensorType(), 1);
                    return Option.of(above.foldLeft(q.below().remove(tail).foldLeft(first.div(scaled), Expr::div), Expr::times));
                }
            }
        }
        return Option.none();
    }

    /** Whether f = e^(−k·x²). */
    private static boolean isDensity(Expr f, Expr x, double k) {
        if (!(f instanceof Apply exp) || exp.op() != Unary.EXP) {
            return false;
        }
        double factor = 1;
        Expr at = exp.input(0);
        while (at instanceof Apply apply) {
            if (apply.op() == Unary.NEG) {
                factor = -factor;
                at = apply.input(0);
            } else if (apply.op() == Binary.MUL && Literal.value(apply.input(0)).isDefined()) {
                factor *= Literal.value(apply.input(0)).get();
                at = apply.input(1);
            } else if (apply.op() == Binary.MUL && Literal.value(apply.input(1)).isDefined()) {
                factor *= Literal.value(apply.input(1)).get();
                at = apply.input(0);
            } else if (apply.op() == Binary.DIV && Literal.value(apply.input(1)).isDefined()) {
                factor /= Literal.value(apply.input(1)).get();
                at = apply.input(0);
            } else {
                break;
            }
        }
        return factor == -k && at instanceof Apply square && square.op() instanceof Power(int n) && n == 2
                && square.input(0) == x;
    }

    /** A product's factors and those of what divides it. */
    private record Quotient(Seq<Expr> above, Seq<Expr> below) {
        static Quotient of(Expr x, int depth) {
            if (depth == 0) {
                return new Quotient(Array.of(x), Array.empty());
            }
            if (x instanceof Apply apply && apply.op() == Binary.MUL) {
                Quotient a = of(apply.input(0), depth - 1);
                Quotient b = of(apply.input(1), depth - 1);
                return new Quotient(a.above.appendAll(b.above), a.below.appendAll(b.below));
            }
            if (x instanceof Apply apply && apply.op() == Binary.DIV) {
                Quotient a = of(apply.input(0), depth - 1);
                Quotient b = of(apply.input(1), depth - 1);
                return new Quotient(a.above.appendAll(b.below), a.below.appendAll(b.above));
            }
            if (x instanceof Apply apply && apply.op() == Unary.NEG) {
                Quotient a = of(apply.input(0), depth - 1);
                return new Quotient(a.above.append(Literal.of(x.tensorType(), -1)), a.below);
            }
            return new Quotient(Array.of(x), Array.empty());
        }
    }
}
