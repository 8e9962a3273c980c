package fluxion.dsl.function;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import io.vavr.collection.Seq;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says once that large expressions are computed again and again, each time as part of a larger one: the sign of a loop that
 * forgets {@code eval}. Their values are not kept behind the user's back, as simplification sees through an expression but not
 * through its value, so that last bits would depend on what was looked at before.
 */
final class ComputedAgain {
    /** Smaller ones are cheap, and may well be parts of several others. */
    private static final int OPERATIONS = 200;

    private static final AtomicBoolean SAID = new AtomicBoolean();
    /** Large expressions that were computed; one is forgotten when nothing else holds it. */
    private static final Set<Expr> COMPUTED = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private ComputedAgain() {}

    /** Expressions are about to be computed that depend on nothing. */
    static void note(Seq<Expr> open) {
        if (SAID.get()) {
            return;
        }
        Seq<Expr> parts = Graph.topological(open).filter(Apply.class::isInstance);
        if (parts.size() < OPERATIONS) {
            return;
        }
        if (parts.exists(part -> COMPUTED.contains(part) && !open.contains(part)) && SAID.compareAndSet(false, true)) {
            COMPUTED.clear();
            System.getLogger("fluxion").log(System.Logger.Level.WARNING, "An expression of " + parts.size() + " operations is "
                    + "computed, a part of which was computed before. Outside of functions an expression stays one until it is "
                    + "evaluated: write x = eval(x) in a loop, or make the step a function, step = fn(…), which is traced once. "
                    + "This is said once.");
        } else {
            COMPUTED.addAll(open.asJava());
        }
    }
}
