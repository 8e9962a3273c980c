package fluxion.core;

import io.vavr.control.Option;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where operations come from: the line of the user's code that wrote them, and the rule that made them from such. Recorded
 * only inside {@link #recording}; outside, asking costs one look at a scope.
 */
public final class Provenance {
    private static final ScopedValue<Map<Apply, Origin>> KNOWN = ScopedValue.newInstance();
    private static final ScopedValue<Origin> MADE_BY = ScopedValue.newInstance();
    private static final StackWalker WALKER = StackWalker.getInstance();

    private Provenance() {}

    /**
     * Where an operation comes from.
     *
     * @param line the place in the user's code, {@code Model.java:12}; absent where none is found
     * @param rule the rule that made it, {@code jvp of log}, for operations that a transform made
     */
    public record Origin(Option<String> line, Option<String> rule) {
        /** {@code , written at Model.java:12, by the rule jvp of log}; empty where nothing is known. */
        @Override
        public String toString() {
            return line.map(l -> ", written at " + l).getOrElse("") + rule.map(r -> ", made by the rule " + r).getOrElse("");
        }
    }

    private static final Origin UNKNOWN = new Origin(Option.none(), Option.none());

    /** Runs with origins recorded. */
    public static <T> T recording(Supplier<T> body) {
        return ScopedValue.where(KNOWN, new IdentityHashMap<>()).call(body::get);
    }

    /** Whether origins are recorded. */
    public static boolean active() {
        return KNOWN.isBound();
    }

    /** Where an operation comes from, as far as that was recorded. */
    public static Origin of(Apply node) {
        return active() ? KNOWN.get().getOrDefault(node, UNKNOWN) : UNKNOWN;
    }

    /** What is made inside belongs to a rule for an operation. */
    public static <T> T during(String rule, Apply node, Supplier<T> body) {
        if (!active()) {
            return body.get();
        }
        Origin of = of(node);
        String name = rule + " of " + node.op().label() + of.rule().map(r -> " (itself made by " + r + ")").getOrElse("");
        return ScopedValue.where(MADE_BY, new Origin(of.line(), Option.of(name))).call(body::get);
    }

    /** A node is new. */
    static void made(Apply node) {
        if (active()) {
            KNOWN.get().put(node, MADE_BY.isBound() ? MADE_BY.get() : new Origin(line(), Option.none()));
        }
    }

    /** A node stands for another. */
    static Apply same(Apply of, Apply node) {
        if (active()) {
            KNOWN.get().put(node, of(of));
        }
        return node;
    }

    /** The first line outside of this library. */
    private static Option<String> line() {
        return WALKER.walk(frames -> Option.ofOptional(frames.filter(f -> isOutside(f.getClassName())).findFirst())
                .map(f -> f.getFileName() + ":" + f.getLineNumber()));
    }

    private static boolean isOutside(String type) {
        return !type.startsWith("fluxion.core.") && !type.startsWith("fluxion.ops.") && !type.startsWith("fluxion.transforms.")
                && !type.startsWith("fluxion.dsl.") && !type.startsWith("java.") && !type.startsWith("io.vavr.")
                && !type.startsWith("jdk.");
    }
}
