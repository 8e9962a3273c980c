package fluxion.transforms.algebra;

import fluxion.core.op.Op;
import fluxion.core.rewrite.Rule;
import io.vavr.Lazy;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Rules that can only fire where certain operations occur, made when these have been met: most programs meet few, and the
 * lambdas of three hundred rules take longer to load than a first derivative takes to find.
 *
 * <p>What is asked is the <em>kind</em> of an operation: the constant of an enum, else the record's class. An operation that
 * the left side of a rule contains has been met before the rule can match, since operands are built before what uses them.
 */
public final class RuleGroup {
    private final Predicate<Set<Object>> met;
    private final Lazy<Seq<Rule>> rules;

    private RuleGroup(Predicate<Set<Object>> met, Supplier<Seq<Rule>> rules) {
        this.met = met;
        this.rules = Lazy.of(rules);
    }

    /** Rules each of which needs at least one of these kinds. */
    static RuleGroup whenAny(Supplier<Seq<Rule>> rules, Object... kinds) {
        Seq<Object> wanted = Array.of(kinds);
        return new RuleGroup(met -> wanted.exists(met::contains), rules);
    }

    /** Rules each of which needs all these kinds. */
    static RuleGroup whenAll(Supplier<Seq<Rule>> rules, Object... kinds) {
        Seq<Object> needed = Array.of(kinds);
        return new RuleGroup(met -> met.containsAll(needed), rules);
    }

    /** Rules that may fire anywhere. */
    public static RuleGroup always(Supplier<Seq<Rule>> rules) {
        return new RuleGroup(_ -> true, rules);
    }

    /** What the kinds of operations are told apart by. */
    public static Object kind(Op op) {
        return op instanceof Enum<?> ? op : op.getClass();
    }

    /** Whether the rules can fire where operations of these kinds occur. */
    public boolean isMetBy(Set<Object> kinds) {
        return met.test(kinds);
    }

    /** The rules, made now if they have not been. */
    public Seq<Rule> rules() {
        return rules.get();
    }

    /** Of these rules some, chosen when they are made. */
    public RuleGroup reject(Predicate<Rule> which) {
        return new RuleGroup(met, () -> rules().reject(which));
    }
}
