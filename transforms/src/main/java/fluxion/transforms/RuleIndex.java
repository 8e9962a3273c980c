package fluxion.transforms;

import fluxion.core.op.Op;
import fluxion.core.rewrite.Rule;
import io.vavr.collection.Seq;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Rules by the operations they concern, in their order. */
final class RuleIndex {
    private final Seq<Rule> rules;
    private final Map<Object, Seq<Rule>> byKind = new ConcurrentHashMap<>();

    RuleIndex(Seq<Rule> rules) {
        this.rules = rules;
    }

    Seq<Rule> of(Op op) {
        return byKind.computeIfAbsent(op instanceof Enum<?> ? op
                : op.getClass(), _ -> rules.filter(rule -> rule.concerns(op)).toArray());
    }
}
