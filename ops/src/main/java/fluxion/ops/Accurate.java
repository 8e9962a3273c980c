package fluxion.ops;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Compare;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Select;
import fluxion.core.op.Switch;
import fluxion.core.op.Unary;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Textbook forms as they are computed. What is read, differentiated and simplified stays {@code x/√(x² + 1)}; who evaluates
 * a function, or writes it in another language, asks here for forms that mean the same without squares that overflow,
 * underflow or cancel:
 * <ul>
 *   <li>{@code 1 − x² = (1 − x)·(1 + x)} and {@code x² − 1 = (|x| − 1)·(|x| + 1)}, which do not cancel at ±1;
 *   <li>{@code √(x² + 1) = min(√(x² + 1), |x| + 1)} and {@code √(x² − 1) = min(√(x² − 1), |x|)}, which is |x| where x² overflows;
 *   <li>{@code √Σx²} with its elements times a power of two where the sum leaves the range in which it is exact (J. Blue, A
 *     portable Fortran program to find the Euclidean norm of a vector, ACM TOMS 4, 1978);
 *   <li>{@code n/(a² + b²) = (n/h)/h} with h = hypot(a, b);
 *   <li>softmax and differences from ln Σ eˣ, see {@link LogSums};
 *   <li>differences of saturated functions from 1, see {@link Complements}, and densities over tails, see {@link Hazards}.
 * </ul>
 */
public final class Accurate {
    /** Up to so many elements, or operations, are computed in each form, and one is chosen. */
    private static final int FEW = 32;

    private Accurate() {}

    /** The function in these forms; itself where it has none of them. */
    public static Fn of(Fn written) {
        Fn fn = LogSums.softmaxes(Hazards.joined(Complements.exact(written)));
        if (!Graph.topological(fn.results()).exists(node -> node instanceof Apply apply && isConcerned(apply))) {
            return fn;
        }
        return new Fn(fn.params(), Graph.rebuild(fn.results(), leaf -> leaf, (apply, inputs) -> {
            Expr same = apply.on(inputs);
            return isConcerned(apply) && same instanceof Apply y ? form(y) : same;
        }));
    }

    private static boolean isConcerned(Apply apply) {
        return apply.op() == Unary.SQRT || apply.op() == Binary.DIV && divisor(apply.input(1)).isDefined()
                || apply.op() == Binary.SUB
                && (LogSums.isDifference(apply) || apply.dtype().isFloat() && apply.inputs().exists(Accurate::isOne)
                && apply.inputs().exists(x -> square(x).isDefined()));
    }

    private static Expr form(Apply y) {
        Expr a = y.input(0);
        return switch (y.op()) {
            case Binary.SUB -> LogSums.isDifference(y) ? LogSums.difference(a, y.input(1))
                    : isOne(a) ? square(y.input(1)).map(x -> x.subtractedFrom(1).times(x.plus(1))).getOrElse(y)
                    : square(a).map(Expr::abs).map(x -> x.minus(1).times(x.plus(1))).getOrElse(y);
            case Unary.SQRT -> root(y, a);
            case Binary.DIV -> divisor(y.input(1)).map(d -> a.div(d).div(d)).getOrElse(y);
            default -> y;
        };
    }

    private static boolean isOne(Expr x) {
        return Literal.value(x).exists(v -> v == 1);
    }

    /** The x of x². */
    private static Option<Expr> square(Expr x) {
        return x instanceof Apply apply && (apply.op() instanceof Power(int n) && n == 2 || apply.op() == Binary.MUL
                && apply.input(0) == apply.input(1))
                ? Option.of(apply.input(0)) : Option.none();
    }

    // ---- roots --------------------------------------------------------------------------------------------------------

    private static Expr root(Apply y, Expr of) {
        if (of instanceof Apply sum && sum.op() == Binary.ADD && sum.inputs().exists(Accurate::isOne)) {
            return sum.inputs().flatMap(Accurate::square).headOption().map(x -> (Expr) y.minimum(x.abs().plus(1))).getOrElse(y);
        }
        if (of instanceof Apply product && product.op() == Binary.MUL && product.input(0) instanceof Apply less
                && less.op() == Binary.SUB && isOne(less.input(1))
                && product.input(1) instanceof Apply more && more.op() == Binary.ADD && isOne(more.input(1))
                && less.input(0) == more.input(0)) {
            return y.minimum(less.input(0));
        }
        return squares(of).map(_ -> norm(y, of)).getOrElse(y);
    }

    /** The Σ x² in Σ x², or in a multiple of it. */
    private static Option<Apply> squares(Expr of) {
        return of instanceof Apply apply ? switch (apply.op()) {
            case Reduce(var kind, _) -> Option.when(kind == Reduce.Kind.SUM && square(apply.input(0)).isDefined(), apply);
            case Binary.DIV, Binary.MUL -> Literal.value(apply.input(1)).isDefined() ? squares(apply.input(0)) : Option.none();
            default -> Option.none();
        } : Option.none();
    }

    /**
     * √Σx², and where the sum is too big or too small that of x·2ᵏ over 2ᵏ. For more than a few elements these are only computed
     * where one is needed, from what the elements are made of, so that nothing is stored on the way.
     */
    private static Expr norm(Apply root, Expr of) {
        Expr sum = squares(of).get();
        Expr x = square(((Apply) sum).input(0)).get();
        if (x.shape().size() <= FEW) {
            return chosen(root, of, of, x);
        }
        Seq<Expr> captured = captured(x).prepend(of).prepend(root);
        Seq<Var> params = captured.map(c -> new Var("c", c.tensorType())).toArray();
        Map<Expr, Expr> inside = new NodeMap<>();
        captured.zip(params).forEach(p -> inside.put(p._1, p._2));
        Seq<Fn> branches = Array.of(Fn.of(params, Array.of(params.get(0))),
                Fn.of(params, Array.of(chosen(params.get(0), params.get(1), of, rebuilt(x, inside)))));
        boolean wide = root.dtype() == DType.F64;
        Expr needed = of.gt(huge(wide)).or(of.lt(tiny(wide))).any().cast(DType.I32);
        return Apply.of(new Switch(branches, Option.none()), captured.prepend(needed)).results().get(0);
    }

    private static double huge(boolean wide) {
        return wide ? 0x1p1000 : 0x1p120;
    }

    private static double tiny(boolean wide) {
        return wide ? 0x1p-900 : 0x1p-90;
    }

    private static Expr chosen(Expr root, Expr sum, Expr of, Expr x) {
        boolean wide = root.dtype() == DType.F64;
        int k = wide ? 600 : 70;
        return sum.gt(huge(wide)).where(scaled(of, x, -k), sum.lt(tiny(wide)).where(scaled(of, x, k), root));
    }

    /** By a power, not a root, which would ask for this form again. */
    private static Expr scaled(Expr of, Expr x, int k) {
        return scaledSum(of, x.times(Math.scalb(1.0, k)).square()).pow(0.5).times(Math.scalb(1.0, -k));
    }

    private static Expr scaledSum(Expr of, Expr squares) {
        Apply apply = (Apply) of;
        return apply.op() instanceof Reduce ? Expr.apply(apply.op(), squares)
                : apply.on(apply.inputs().update(0, scaledSum(apply.input(0), squares)));
    }

    /** What an elementwise expression is made of: expressions that are not, nor numbers. */
    private static Seq<Expr> captured(Expr x) {
        Set<Expr> seen = NodeMap.set();
        List<Expr> leaves = new ArrayList<>();
        ArrayDeque<Expr> open = new ArrayDeque<>(List.of(x));
        while (!open.isEmpty()) {
            Expr node = open.pop();
            if (!seen.add(node)) {
                continue;
            }
            if (isComputedAgain(node) && seen.size() < FEW) {
                ((Apply) node).inputs().forEach(open::push);
            } else if (!(node instanceof Tensor tensor && tensor.rank() == 0)) {
                leaves.add(node);
            }
        }
        return Array.ofAll(leaves);
    }

    private static boolean isComputedAgain(Expr node) {
        return node instanceof Apply y && (y.op().isElementwise() || y.op() instanceof Broadcast || y.op() instanceof Reshape
                || y.op() instanceof Permute);
    }

    private static Expr rebuilt(Expr x, Map<Expr, Expr> inside) {
        Expr known = inside.get(x);
        if (known == null) {
            known = x instanceof Apply y ? y.on(y.inputs().map(in -> rebuilt(in, inside))) : x;
            inside.put(x, known);
        }
        return known;
    }

    // ---- quotients ----------------------------------------------------------------------------------------------------

    /** hypot(a, b) for a² + b², made 1 where it is 0 if that is. */
    private static Option<Expr> divisor(Expr x) {
        if (x instanceof Apply(Select _, Seq<Expr> in, _) && isOne(in.get(1)) && in.get(0) instanceof Apply test
                && test.op() == Compare.EQ
                && test.input(0) == in.get(2) && Literal.isZero(test.input(1))) {
            return divisor(in.get(2)).map(h -> h.eq(0).where(1, h));
        }
        if (x instanceof Apply sum && sum.op() == Binary.ADD && sum.dtype().isFloat()) {
            Option<Expr> b = square(sum.input(1));
            return square(sum.input(0)).flatMap(a -> b.map(a::hypot));
        }
        return Option.none();
    }
}
