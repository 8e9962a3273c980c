package fluxion.dsl.function;

import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.StructureFormat;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
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
            known.put(object, attempt(object, out -> out.writeObject(object)));
        }
        return known.get(object);
    }

    /** Whether all that a structure carries can be written. */
    static boolean is(Structure structure) {
        return attempt(structure, out -> StructureFormat.write(structure, out)).isEmpty();
    }

    private interface Attempt {
        void write(ObjectOutputStream out) throws IOException;
    }

    private static Option<String> attempt(Object object, Attempt attempt) {
        Forms forms = new Forms();
        try (ObjectOutputStream out = forms.stream()) {
            attempt.write(out);
            return Option.none();
        } catch (NotSerializableException e) {
            String message = String.valueOf(e.getMessage());
            String its = "its lambda" + LambdaOrigin.of(object, forms.first());
            // one of our own says why itself
            return Option.some(message.startsWith("fn: ")
                    ? "what " + its + " captures cannot be: " + message.substring("fn: ".length())
                    : message.contains("$$Lambda")
                    ? its + " is of a type, or captures one of a type, that is not java.io.Serializable"
                    : its + " captures a " + message + ", which is not java.io.Serializable");
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Option.some("writing what its lambda" + LambdaOrigin.of(object, forms.first()) + " captures fails: " + e);
        }
    }

    /** The forms that lambdas have in a stream, the one that is written first at the beginning. */
    private static final class Forms {
        private final List<SerializedLambda> seen = new ArrayList<>();

        ObjectOutputStream stream() throws IOException {
            return new ObjectOutputStream(OutputStream.nullOutputStream()) {
                {
                    enableReplaceObject(true);
                }

                @Override
                protected Object replaceObject(Object object) {
                    if (object instanceof SerializedLambda form) {
                        seen.add(form);
                    }
                    return object;
                }
            };
        }

        Option<SerializedLambda> first() {
            return seen.isEmpty() ? Option.none() : Option.some(seen.getFirst());
        }
    }
}
