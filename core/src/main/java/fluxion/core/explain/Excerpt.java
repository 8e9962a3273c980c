package fluxion.core.explain;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.print.Highlights;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is shown of the two sides of a line: all of them where a reader can take them in; of large ones the parts that change,
 * or the outermost operations where none is marked, and {@code …} for what stands deeper. So a derivation of many lines about
 * a large expression has a length in proportion to its lines.
 */
final class Excerpt {
    /** Operations of a whole that is shown as a whole. */
    private static final int LARGE = 100;
    /** How many operations inside of each other are shown of a larger one. */
    private static final int DEPTH = 6;

    private final Map<TensorType, Var> omitted = new HashMap<>();

    private Excerpt() {}

    private static boolean isLarge(Fn fn) {
        return Graph.operations(fn.results()) > LARGE;
    }

    /** What a line begins with, its marks on it. */
    static Fn before(Line line) {
        return side(line, line.before(), line.old());
    }

    /** What a line ends with, its marks on it. */
    static Fn after(Line line) {
        return side(line, line.after(), isElsewhere(line) ? Array.empty() : line.fresh());
    }

    /** Whether what is new stands in other places too, where nothing has changed. */
    private static boolean isElsewhere(Line line) {
        return line.old().size() == 1 && line.fresh().size() == 1
                && uses(line.after(), line.fresh().head()) > uses(line.before(), line.old().head());
    }

    private static long uses(Fn fn, Expr part) {
        long uses = fn.results().count(r -> r == part);
        for (Expr node : Graph.topological(fn.results())) {
            uses += node instanceof Apply apply ? apply.inputs().count(i -> i == part) : 0;
        }
        return uses;
    }

    private static Fn side(Line line, Fn whole, Seq<Expr> parts) {
        if (!isLarge(line.before()) && !isLarge(line.after())) {
            return Highlights.mark(whole, parts);
        }
        Excerpt excerpt = new Excerpt();
        boolean marked = line.old().nonEmpty() && line.fresh().nonEmpty();
        Seq<Expr> shown = (marked ? parts.distinct() : whole.results()).map(e -> excerpt.cut(e, DEPTH));
        Fn cut = Fn.of(whole.params(), shown);
        return marked ? Highlights.mark(cut, shown) : cut;
    }

    private Expr cut(Expr e, int depth) {
        return switch (e) {
            case Tensor _, Var _ -> e;
            case Result result when depth > 0 -> inner(result.of(), depth).results().get(result.index());
            case Apply apply when depth > 0 -> inner(apply, depth);
            case Result _, Apply _ -> omitted.computeIfAbsent(e.tensorType(), type -> new Var("…", type));
        };
    }

    private Apply inner(Apply apply, int depth) {
        return apply.on(apply.inputs().map(input -> cut(input, depth - 1)));
    }

    /**
     * Whether large functions are the same, operation by operation; what reads alike in spite of other operations is not
     * looked for in them.
     */
    static boolean areLargeAndSame(Fn a, Fn b) {
        List<Expr> left = Graph.topological(a.results()).asJava();
        List<Expr> right = Graph.topological(b.results()).asJava();
        Map<Expr, Expr> same = new IdentityHashMap<>();
        boolean equal = left.size() == right.size();
        for (int i = 0; equal && i < left.size(); i++) {
            Expr x = left.get(i);
            Expr y = right.get(i);
            equal = x == y || switch (x) {
                case Apply p when y instanceof Apply q -> p.op().equals(q.op()) && p.inputs().map(same::get).eq(q.inputs());
                case Result p when y instanceof Result q -> p.index() == q.index() && same.get(p.of()) == q.of();
                case Tensor p -> p.equals(y);
                default -> false;
            };
            same.put(x, y);
        }
        return equal && a.results().map(same::get).eq(b.results());
    }

    /** Whether one of the two is large. */
    static boolean isLarge(Fn a, Fn b) {
        return isLarge(a) || isLarge(b);
    }
}
