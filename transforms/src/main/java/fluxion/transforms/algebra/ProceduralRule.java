package fluxion.transforms.algebra;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.op.Op;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import io.vavr.control.Option;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * A rule that patterns cannot say.
 *
 * @param name the family and the rule
 * @param statement its law in words and symbols
 * @param law how far both sides agree
 * @param reason why it holds, or what it is good for
 * @param heads which operations it can replace
 * @param cancels whether something may be gone afterwards, see {@link Rule#cancels()}
 * @param body the replacement, where it applies
 */
record ProceduralRule(String name, String statement, Law law, String reason, Predicate<Op> heads, boolean cancels,
        BiFunction<Apply, Make, Option<Expr>> body) implements Rule {
    ProceduralRule(String name, String statement, Law law, String reason, Predicate<Op> heads,
            BiFunction<Apply, Make, Option<Expr>> body) {
        this(name, statement, law, reason, heads, false, body);
    }

    /** The same rule, which says that something may be gone afterwards. */
    ProceduralRule cancelling() {
        return new ProceduralRule(name, statement, law, reason, heads, true, body);
    }

    /** The rule where it holds: for floating-point numbers. */
    static Rule floats(Rule rule) {
        return new ProceduralRule(rule.name(), rule.statement(), rule.law(), rule.reason() + "; not for integers, which overflow",
                rule::concerns,
                rule.cancels(), (node, make) -> node.dtype().isFloat() ? rule.rewrite(node, make) : Option.none());
    }

    @Override
    public boolean concerns(Op op) {
        return heads.test(op);
    }

    @Override
    public Option<Expr> rewrite(Apply node, Make make) {
        return body.apply(node, make);
    }

    @Override
    public String toString() {
        return text();
    }
}
