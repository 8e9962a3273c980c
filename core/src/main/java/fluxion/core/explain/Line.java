package fluxion.core.explain;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * One line of an explanation: the whole expression before and after a rule was used, and which part of it changed.
 *
 * @param kind how much a reader must care to see it
 * @param rule the rule's name
 * @param statement what the rule says, {@code d(u·v) = v·du + u·dv}
 * @param condition its law and side condition, {@code exact}, {@code where u > 0}
 * @param reason why it holds, or what it is good for
 * @param before the whole before
 * @param old the parts of {@code before} that are replaced
 * @param after the whole after
 * @param fresh what stands in {@code after} in their place
 */
public record Line(Kind kind, String rule, String statement, String condition, String reason, Fn before, Seq<Expr> old, Fn after,
        Seq<Expr> fresh) {
    /** What a line does. */
    public enum Kind {
        /** A rule of calculus: it differentiates something. */
        CALCULUS,
        /** A rule of algebra: the same value, written simpler. */
        ALGEBRA
    }

    /** What a teacher calls it: a rule of calculus by its name, one of algebra by why it holds or what it says. */
    public String words() {
        return kind == Kind.CALCULUS || rule.indexOf('/') < 0 ? rule : reason.isEmpty() ? statement : reason.split("[,;]")[0];
    }

    /**
     * With the beginning that has its end's type: the lines of differentials end with a gradient or Jacobian, whose equation
     * begins with {@code ∇f}, not with {@code df}.
     */
    Line from(Seq<Line> lines) {
        return !lines.last().isReadOff() || before.results().map(Expr::type).equals(after.results().map(Expr::type)) ? this
                : new Line(kind, rule, statement, condition, reason, lines.last().before(), old, after, fresh);
    }

    /** Whether it says what a differential says: it begins with what was asked for, not with the end of the line before. */
    public boolean isReadOff() {
        return rule.startsWith("read off");
    }

    /** The heading over it: algebra is announced as algebra. */
    public String heading() {
        return kind == Kind.ALGEBRA && rule.indexOf('/') >= 0 ? "algebra" : rule;
    }

    /** The line with another end, marked where what is new is still there. */
    Line until(Fn end) {
        return end == after || DerivationText.alike(after, end) ? this
                : new Line(kind, rule, statement, condition, reason, before, old, end,
                        fresh.filter(Graph.topological(end.results())::contains));
    }
}
