package fluxion.transforms;

import fluxion.core.op.Op;
import fluxion.core.rewrite.Rule;
import fluxion.transforms.algebra.RuleGroup;
import io.vavr.collection.Array;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Rules by the operations they concern, in their order. Groups whose operations have not been met take no part yet. */
final class RuleIndex {
    private final Seq<RuleGroup> groups;
    private volatile Known known = new Known(HashSet.empty(), Array.empty(), new ConcurrentHashMap<>());

    /**
     * @param met the kinds of operations that have been met
     * @param active the groups that these make possible
     * @param byKind of their rules those that concern a kind
     */
    private record Known(Set<Object> met, Seq<RuleGroup> active, Map<Object, Seq<Rule>> byKind) {}

    RuleIndex(Seq<RuleGroup> groups) {
        this.groups = groups;
    }

    /** The rules that may replace an operation that has been met. */
    Seq<Rule> of(Op op) {
        Known now = known;
        Object kind = RuleGroup.kind(op);
        Seq<Rule> rules = now.byKind.get(kind);
        return rules != null ? rules
                : now.byKind.computeIfAbsent(kind,
                        _ -> now.active.flatMap(RuleGroup::rules).filter(rule -> rule.concerns(op)).toArray());
    }

    /** From here on there are operations of this kind. */
    void meet(Op op) {
        Object kind = RuleGroup.kind(op);
        if (!known.byKind.containsKey(kind) && !known.met.contains(kind)) {
            add(kind);
        }
    }

    private synchronized void add(Object kind) {
        Set<Object> met = known.met.add(kind);
        Seq<RuleGroup> active = groups.filter(group -> group.isMetBy(met));
        known = new Known(met, active, active.size() == known.active.size() ? known.byKind : new ConcurrentHashMap<>());
    }
}
