package fluxion.dsl.function;

import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.StructureFormat;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.IdentityHashMap;
import java.util.Map;

/** What would happen to an object in a stream, known by writing it to nowhere. */
final class Writable {
    /** The answers found while one is looked for: what holds functions that hold functions is tried once, and may hold itself. */
    private static final ScopedValue<Map<Object, Option<String>>> KNOWN = ScopedValue.newInstance();

    private Writable() {}

    /** Why an object cannot be written; none where it can. */
    static Option<String> obstacle(Object object) {
        if (!KNOWN.isBound()) {
            return ScopedValue.where(KNOWN, new IdentityHashMap<>()).call(() -> obstacle(object));
        }
        Map<Object, Option<String>> known = KNOWN.get();
        if (!known.containsKey(object)) {
            // until it is known: where it holds itself, that is no obstacle
            known.put(object, Option.none());
            known.put(object, attempt(out -> out.writeObject(object)));
        }
        return known.get(object);
    }

    /** Whether all that a structure carries can be written. */
    static boolean is(Structure structure) {
        return attempt(out -> StructureFormat.write(structure, out)).isEmpty();
    }

    private interface Attempt {
        void write(ObjectOutputStream out) throws IOException;
    }

    private static Option<String> attempt(Attempt attempt) {
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            attempt.write(out);
            return Option.none();
        } catch (NotSerializableException e) {
            String message = String.valueOf(e.getMessage());
            // one of our own says why itself
            return Option.some(message.startsWith("fn: ") ? "what its lambda captures cannot be: "
                    + message.substring("fn: ".length())
                    : message.contains("$$Lambda")
                    ? "its lambda is of a type, or captures one of a type, that is not java.io.Serializable"
                    : "its lambda captures a " + message + ", which is not java.io.Serializable");
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Option.some("writing what its lambda captures fails: " + e);
        }
    }
}
