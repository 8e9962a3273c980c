package fluxion.dsl.function;

import fluxion.core.Expr;
import fluxion.ops.eval.Recent;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The one memory of a function's traces.
 *
 * <p>The key is what a trace depends on: the signature, structure and types of the arguments, and the named axes around. Kept
 * are the {@value #CAPACITY} traces that were asked for last. The {@value #FRONT} that were called last stand in front, the
 * last one first: a call compares its arguments with these as they are, and needs no signature and no lock where one of them
 * fits. Traces that came with a function from a stream stay as long as it does; where its lambda could not travel they are all
 * that is known of it.
 *
 * <p>A {@link Specialization} holds the flat function, from when they are first needed its simplest forms and their plans, and
 * nothing of the arguments of any call. A trace is given back when so many others have been used since, and all of them with
 * the function: nothing else holds them.
 *
 * <p>Any number of threads may use one. Lambdas run outside the lock, as they may call the function that is being traced with
 * other arguments; two threads that ask for the same trace at once may both run the lambda, and go on with the first trace.
 */
final class TraceCache {
    static final int CAPACITY = 64;
    static final int FRONT = 4;

    /** What a trace depends on. */
    record Key(CallSignature signature, Map<String, Integer> axes) {
        /** Here, with the named axes that are known around. */
        static Key here(CallSignature signature) {
            return new Key(signature, NamedAxes.known());
        }

        /** Where no axis has a name. */
        static Key plain(CallSignature signature) {
            return new Key(signature, LinkedHashMap.empty());
        }
    }

    private final Recent<Key, Specialization> recent = new Recent<>(CAPACITY);
    /**
     * Called where no axis has a name, the last first. The array is never written to; of two calls at once one may not be noted.
     * Released and acquired only: a call must not wait until all threads know which was the last.
     */
    private final AtomicReference<Specialization[]> front = new AtomicReference<>(new Specialization[0]);
    private volatile Map<Key, Specialization> given = LinkedHashMap.empty();

    /** One that was called lately and takes these arguments; {@code leaves}, empty before, receives theirs if there is one. */
    Option<Specialization> fitting(Object[] arguments, List<Expr> leaves) {
        Specialization[] known = front.getAcquire();
        for (int i = 0; i < known.length; i++) {
            if (known[i].takes(arguments, leaves)) {
                return Option.some(again(known, i));
            }
            leaves.clear();
        }
        return Option.none();
    }

    /** One that was called lately and takes scalars of type f64. */
    Option<Specialization> ofScalars() {
        Specialization[] known = front.getAcquire();
        for (int i = 0; i < known.length; i++) {
            if (known[i].takesScalars()) {
                return Option.some(again(known, i));
            }
        }
        return Option.none();
    }

    private Specialization again(Specialization[] known, int at) {
        if (at > 0) {
            front.setRelease(moved(known, at, known.length));
        }
        return known[at];
    }

    /** Notes that one was called that does not stand in front. */
    void called(Specialization trace) {
        Specialization[] known = front.getAcquire();
        Specialization[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = trace;
        front.setRelease(moved(more, known.length, Math.min(FRONT, more.length)));
    }

    /** One of them before the others, so many in all. */
    private static Specialization[] moved(Specialization[] known, int at, int count) {
        Specialization[] moved = new Specialization[count];
        moved[0] = known[at];
        for (int from = 0, to = 1; to < count; from++) {
            if (from != at) {
                moved[to++] = known[from];
            }
        }
        return moved;
    }

    /** The one that was called last. */
    Option<Specialization> latest() {
        Specialization[] known = front.getAcquire();
        return known.length == 0 ? Option.none() : Option.some(known[0]);
    }

    /** The trace for a key, made where it is not known. */
    Specialization get(Key key, Supplier<Specialization> trace) {
        return given(key).getOrElse(() -> recent.getOpen(key, _ -> trace.get()));
    }

    // ---- streams of objects -----------------------------------------------------------------------------------------

    /** Takes the traces that were read with the function, the one that was called last at the end. */
    void give(Array<Tuple2<Key, Specialization>> read) {
        given = LinkedHashMap.ofEntries(read);
        read.filter(entry -> entry._1.axes().isEmpty()).lastOption().forEach(entry -> called(entry._2));
    }

    /** One that came from a stream. */
    Option<Specialization> given(Key key) {
        return given.isEmpty() ? Option.none() : given.get(key);
    }

    /** The keys of those that came from a stream. */
    Set<Key> given() {
        return given.keySet();
    }

    /** All of them, the one that was called last at the end. */
    Array<Tuple2<Key, Specialization>> entries() {
        java.util.Map<Key, Specialization> all = new java.util.LinkedHashMap<>(given.toJavaMap());
        all.putAll(recent.entries());
        latest().forEach(trace -> {
            Key key = Key.plain(trace.signature());
            all.remove(key);
            all.put(key, trace);
        });
        return Array.ofAll(all.entrySet()).map(entry -> Tuple.of(entry.getKey(), entry.getValue()));
    }
}
