package fluxion.ops.series;

import fluxion.core.Expr;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The coefficients of one expression, each made when it is first asked for, from earlier ones. */
final class Series {
    private final List<Option<Expr>> known = new ArrayList<>();
    private final Option<IntFunction<Option<Expr>>> next;

    private Series(Expr head, Option<IntFunction<Option<Expr>>> next) {
        known.add(Option.of(head));
        this.next = next;
    }

    /** What does not move. */
    static Series constant(Expr head) {
        return new Series(head, Option.none());
    }

    /** A series with a rule for coefficients from the first on. */
    static Series of(Expr head, IntFunction<Option<Expr>> next) {
        return new Series(head, Option.of(next));
    }

    /** The coefficient of s⁰. */
    Expr head() {
        return known.get(0).get();
    }

    /** Whether it may have more than one coefficient. */
    boolean moves() {
        return next.isDefined();
    }

    /** The coefficient of sᵏ, absent where zero. */
    Option<Expr> at(int k) {
        if (k > 0 && next.isEmpty()) {
            return Option.none();
        }
        while (known.size() <= k) {
            known.add(next.get().apply(known.size()));
        }
        return known.get(k);
    }

    /** Coefficient k of the derivative: (k + 1)·cₖ₊₁. */
    Option<Expr> slope(int k) {
        return at(k + 1).map(c -> k == 0 ? c : c.times(k + 1));
    }
}
