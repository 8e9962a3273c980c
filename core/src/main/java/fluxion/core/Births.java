package fluxion.core;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which operations were made while a piece of code ran. A lambda that is traced may use what was made before it ran; this
 * tells the two apart without running it twice. Recorded only inside {@link #during}; outside, asking costs one look at a
 * scope.
 */
public final class Births {
    private static final ScopedValue<Births> RECORDED = ScopedValue.newInstance();

    /** When each was made, counted from the start of the outermost piece of code. */
    private final Map<Apply, Integer> times = new IdentityHashMap<>();

    private Births() {}

    /**
     * What a piece of code gave, and which operations it made.
     *
     * @param <T> of the result
     * @param result what it gave
     * @param births all that was recorded
     * @param from when it began
     */
    public record During<T>(T result, Births births, int from) {
        /** Whether it made the operation. */
        public boolean made(Apply node) {
            return births.times.getOrDefault(node, -1) >= from;
        }
    }

    /** Runs a piece of code; what is made inside is also made inside of any such piece around it. */
    public static <T> During<T> during(Supplier<T> body) {
        Births births = RECORDED.isBound() ? RECORDED.get() : new Births();
        int from = births.times.size();
        T result = RECORDED.isBound() ? body.get() : ScopedValue.where(RECORDED, births).call(body::get);
        return new During<>(result, births, from);
    }

    /** An operation is new. */
    static void made(Apply node) {
        if (RECORDED.isBound()) {
            Map<Apply, Integer> times = RECORDED.get().times;
            times.put(node, times.size());
        }
    }
}
