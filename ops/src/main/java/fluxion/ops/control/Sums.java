package fluxion.ops.control;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Var;
import fluxion.core.op.Dot;
import fluxion.core.op.Permute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums over the steps of a scan of what each step makes. A sum of products is one product over all steps, of the stacked
 * factors: much faster than to add up a matrix in each step. Whatever has that form is taken out of the loop, its factors
 * come out of it as sequences.
 */
final class Sums {
    private final Map<Expr, Integer> given = new IdentityHashMap<>();
    private final Seq<Expr> sequences;
    private final Map<Expr, Integer> made = new IdentityHashMap<>();
    private final List<Expr> factors = new ArrayList<>();

    /**
     * @param elements parameters of the step that stand for elements of sequences
     * @param sequences these sequences
     */
    Sums(Seq<Var> elements, Seq<Expr> sequences) {
        this.sequences = sequences;
        for (int i = 0; i < elements.size(); i++) {
            given.put(elements.get(i), i);
        }
    }

    /** Whether the sum of a value over all steps is taken outside; then its factors come out of the loop. */
    boolean takes(Expr x) {
        List<Expr> parts = new ArrayList<>();
        long room = 2 * x.shape().size();
        if (!isProduct(x, parts) || parts.stream().mapToLong(p -> given.containsKey(p) ? 0 : p.shape().size())
                .sum() > Math.max(room, 1024)) {
            return false;
        }
        for (Expr part : parts) {
            if (!given.containsKey(part) && !made.containsKey(part)) {
                made.put(part, factors.size());
                factors.add(part);
            }
        }
        return true;
    }

    private static boolean isProduct(Expr x, List<Expr> factors) {
        return switch (x) {
            case Apply(Permute _, var in, _) -> isProduct(in.get(0), factors);
            case Apply(Reshape _, var in, _) -> isProduct(in.get(0), factors);
            case Apply(Dot _, var in, _) -> factors.addAll(in.asJava());
            case Apply(Reduce(Reduce.Kind kind, _), var in, _) when kind == Reduce.Kind.SUM -> factors.add(in.get(0));
            case Expr _ -> false;
        };
    }

    /** What the loop has to hand out, one for each step. */
    Seq<Expr> factors() {
        return Array.ofAll(factors);
    }

    /** The sum over all steps. */
    Expr over(Expr x, Seq<Expr> stacked) {
        return switch (x) {
            case Apply(Permute op, var in, _) -> Expr.apply(op, over(in.get(0), stacked));
            case Apply(Reshape op, var in, _) -> Expr.apply(op, over(in.get(0), stacked));
            case Apply(Dot op, var in, _) ->
                    Expr.apply(new Dot(later(op.leftBatch()), later(op.rightBatch()), later(op.leftContract()).prepend(0),
                    later(op.rightContract()).prepend(0)), all(in.get(0), stacked), all(in.get(1), stacked));
            case Apply(Reduce op, var in, _) -> Expr.apply(new Reduce(op.kind(), later(op.axes()).prepend(0)),
                    all(in.get(0), stacked));
            case Expr other -> throw new IllegalStateException("no product: " + other.type());
        };
    }

    private static Ints later(Ints axes) {
        return axes.map(a -> a + 1);
    }

    private Expr all(Expr factor, Seq<Expr> stacked) {
        return given.containsKey(factor) ? sequences.get(given.get(factor)) : stacked.get(made.get(factor));
    }
}
