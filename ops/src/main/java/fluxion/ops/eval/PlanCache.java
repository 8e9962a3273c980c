package fluxion.ops.eval;

import fluxion.core.Fn;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one memory of plans: a function, by identity, to how it is computed.
 *
 * <p>Keys are weak: a plan is given back with its function, and there are never more plans than functions that the program
 * holds itself (a traced function holds at most so many traces, and each at most two functions that run). A number of plans
 * used last would be no better bound: it would keep functions that nobody has any more, with all the data that they captured,
 * and a loop over one function more than that would plan each of them in every round.
 *
 * <p>A plan holds the constants of its function and what was computed of them, operations with the functions inside them, and
 * arrays of its last run, which the collector may take; never the function itself, else it would never be given back.
 *
 * <p>Any number of threads may ask; asking for what is known takes no lock. Two that plan the same function at once both do so,
 * and go on with the first plan.
 */
final class PlanCache {
    /** By {@link Held}; asked by {@link Asked}. */
    private final Map<Object, Plan> plans = new ConcurrentHashMap<>();
    private final ReferenceQueue<Fn> gone = new ReferenceQueue<>();

    /** A function that is there as long as others hold it. */
    private static final class Held extends WeakReference<Fn> {
        private final int hash;

        Held(Fn fn, ReferenceQueue<Fn> gone) {
            super(fn, gone);
            hash = System.identityHashCode(fn);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Held held && get() instanceof Fn fn && held.refersTo(fn);
        }
    }

    /** A function that is asked for. */
    private record Asked(Fn fn) {
        @Override
        public int hashCode() {
            return System.identityHashCode(fn);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Held held && held.refersTo(fn);
        }
    }

    /** The plan of a closed function, made where there is none. */
    Plan plan(Fn closed) {
        Plan known = plans.get(new Asked(closed));
        if (known != null) {
            return known;
        }
        Plan made = Plan.of(closed);
        for (Reference<? extends Fn> old = gone.poll(); old != null; old = gone.poll()) {
            plans.remove(old);
        }
        Plan other = plans.putIfAbsent(new Held(closed, gone), made);
        return other == null ? made : other;
    }

    /** How many plans are kept now, those of functions that were collected since the last was made among them. */
    int size() {
        return plans.size();
    }
}
