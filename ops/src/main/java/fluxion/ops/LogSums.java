package fluxion.ops;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Movement;
import fluxion.core.op.Permute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Select;
import fluxion.core.op.Slice;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Set;

/**
 * Differences from ln Σ eˣ without the loss of digits: where x is large, the sum's logarithm disappears in the rounding of
 * m + ln Σ e^(x − m), m the largest x. So {@code a − ln Σ eˣ} is evaluated as {@code (a − m) − ln Σ e^(x − m)}, which is what
 * keeps softmax, its logarithm, its slopes and cross-entropies right for large x. The textbook form stays the one that is read,
 * differentiated and simplified; only who computes it asks for this one, see {@link Accurate}.
 *
 * <p>{@code e^(x − ln Σ eˣ)} of x itself is {@code e^(x − m)/Σ e^(x − m)}: one exponential of an element instead of two, and no
 * rounding of a large exponent.
 *
 * <p>The difference of two equal infinities counts as 0, the limit where all move together: infinite elements share evenly.
 */
public final class LogSums {
    private LogSums() {}

    /** Whether an operation is a difference from ln Σ eˣ, or between two of them. */
    public static boolean isDifference(Apply apply) {
        return apply.op() == Binary.SUB && apply.inputs().exists(x -> total(x).isDefined());
    }

    /** a − b, one of which is ln Σ eˣ. */
    static Expr difference(Expr a, Expr b) {
        Option<Apply> left = total(a);
        Option<Apply> right = total(b);
        Expr near = left.map(t -> rest(a, t)).getOrElse(() -> minus(a, largest(b, right.get())));
        Expr far = right.map(t -> rest(b, t)).getOrElse(() -> minus(b, largest(a, left.get())));
        return left.isDefined() && right.isDefined()
                ? minus(largest(a, left.get()), largest(b, right.get())).plus(near.minus(far)) : near.minus(far);
    }

    /** Whether an operation is e^(x − ln Σ eˣ), the sums repeated along the axes they are over. */
    private static boolean isSoftmax(Apply apply) {
        return apply.op() == Unary.EXP && apply.input(0) instanceof Apply less && less.op() == Binary.SUB
                && total(less.input(1)).exists(sum -> less.input(0) == sum.input(0) && less.input(1) instanceof Apply spread
                && spread.op().equals(spread(sum)) && isInOrder(spread.input(0)));
    }

    /** Whether nothing but the number of axes is changed on the way from the sum. */
    private static boolean isInOrder(Expr x) {
        return x instanceof Apply apply && (apply.op() instanceof Reduce
                || (apply.op() instanceof Reshape || isGuarded(apply)) && isInOrder(apply.input(0)));
    }

    /** The function with e^(x − m)/Σ e^(x − m) for e^(x − ln Σ eˣ); itself where it has none. */
    static Fn softmaxes(Fn fn) {
        Seq<Apply> found = Graph.topological(fn.results()).filter(node -> node instanceof Apply apply && isSoftmax(apply))
                .map(node -> (Apply) node);
        if (found.isEmpty()) {
            return fn;
        }
        // of one operand both kinds may be wanted: as in the derivative of softmax, that of ln Σ eˣ
        Set<Expr> sharing = NodeMap.set();
        found.filter(apply -> !isNaNOfInfinite(apply)).forEach(apply -> sharing.add(total(apply)));
        return new Fn(fn.params(), Graph.rebuild(fn.results(), leaf -> leaf, (apply, inputs) -> {
            Expr same = apply.on(inputs);
            return isSoftmax(apply) && same instanceof Apply y ? softmax(y, sharing.contains(total(apply))) : same;
        }));
    }

    /** Of a softmax. */
    private static Apply total(Apply exp) {
        return total(((Apply) exp.input(0)).input(1)).get();
    }

    /** Whether a softmax is NaN where the largest element is infinite. */
    private static boolean isNaNOfInfinite(Apply exp) {
        Apply total = total(exp);
        return guards(arranged(exp), total).exists(g -> isNaNOfInfinite(g, total));
    }

    /** The sums' logarithms, before they are repeated. */
    private static Expr arranged(Apply exp) {
        return ((Apply) ((Apply) exp.input(0)).input(1)).input(0);
    }

    private static Expr softmax(Apply exp, boolean isShared) {
        Apply total = total(exp);
        Expr x = total.input(0);
        Broadcast spread = spread(total);
        Expr largest = Expr.apply(spread, largest(total, total));
        // x − m is NaN by itself where m is infinite
        boolean isPlain = !isShared && isNaNOfInfinite(exp);
        Expr powers = (isPlain ? x.minus(largest) : minus(x, largest)).exp();
        Expr sum = guards(arranged(exp), total).filter(g -> !(isPlain && isNaNOfInfinite(g, total))).foldLeft(
                powers.reduce(Reduce.Kind.SUM, ((Reduce) total.op()).axes().toArray()),
                (all, g) -> all.times(Expr.apply(new Reshape(all.shape()), g).exp()));
        return powers.div(Expr.apply(spread, sum));
    }

    /** What is added to the sum's logarithm. */
    private static Seq<Expr> guards(Expr arranged, Apply total) {
        if (arranged == total) {
            return Array.empty();
        }
        Apply apply = (Apply) arranged;
        Seq<Expr> inner = guards(apply.input(0), total);
        return isGuarded(apply) ? inner.append(apply.input(1)) : inner;
    }

    /** Whether a guard is NaN where the largest element is infinite, and else 0. */
    private static boolean isNaNOfInfinite(Expr guard, Apply total) {
        return guard instanceof Apply(StopGradient _, var given, _) && given.get(0) instanceof Apply(Select _, var in, _)
                && Literal.value(in.get(1)).exists(v -> Double.isNaN(v)) && Literal.isZero(in.get(2))
                && in.get(0) instanceof Apply(Unary test, var of, _) && test == Unary.IS_INF
                && of.get(0) instanceof Apply(Reduce(var kind, Ints axes), var x, _) && kind == Reduce.Kind.MAX
                && axes.equals(((Reduce) total.op()).axes()) && x.get(0) == total.input(0);
    }

    /** What repeats the sums along the axes they are over. */
    private static Broadcast spread(Apply total) {
        Expr x = total.input(0);
        return new Broadcast(x.shape(), Ints.range(0, x.rank()).without(((Reduce) total.op()).axes()));
    }

    /** The ln Σ eˣ that an expression repeats or arranges. */
    private static Option<Apply> total(Expr x) {
        Expr at = x;
        while (at instanceof Apply apply && (isArranged(apply) || isGuarded(apply))) {
            at = apply.input(0);
        }
        return at instanceof Apply sum && sum.op() instanceof Reduce(var kind, Ints axes) && kind == Reduce.Kind.LOGSUMEXP
                && axes.size() > 0
                ? Option.of(sum) : Option.none();
    }

    private static boolean isArranged(Apply apply) {
        return apply.op() instanceof Movement move
                && (move instanceof Broadcast || move instanceof Reshape || move instanceof Permute || move instanceof Slice);
    }

    /** What is added to keep a softmax of infinities honest. */
    private static boolean isGuarded(Apply apply) {
        return apply.op() == Binary.ADD && apply.input(1) instanceof Apply guard && guard.op() instanceof StopGradient;
    }

    /** The largest elements, arranged as the logarithms are. */
    private static Expr largest(Expr arranged, Apply total) {
        if (arranged == total) {
            return Expr.apply(new Reduce(Reduce.Kind.MAX, ((Reduce) total.op()).axes()), total.input(0));
        }
        Apply apply = (Apply) arranged;
        Expr inner = largest(apply.input(0), total);
        return isGuarded(apply) ? inner : Expr.apply(apply.op(), inner);
    }

    /** ln Σ e^(x − m), arranged as the logarithms are. */
    private static Expr rest(Expr arranged, Apply total) {
        if (arranged == total) {
            return Expr.apply(total.op(), minus(total.input(0), Expr.apply(spread(total), largest(total, total))));
        }
        Apply apply = (Apply) arranged;
        Expr inner = rest(apply.input(0), total);
        return isGuarded(apply) ? inner.plus(apply.input(1)) : Expr.apply(apply.op(), inner);
    }

    /** a − m, and 0 where they are equal, infinite too. */
    private static Expr minus(Expr a, Expr m) {
        return a.eq(m).where(Literal.zerosLike(m), a.minus(m));
    }
}
