package fluxion.tests.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.DType;
import fluxion.core.TensorType;
import fluxion.dsl.Fluxion;
import fluxion.tests.programs.Reloaded;
import io.vavr.collection.Array;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The front door is one class, which needs another only when a verb of that one's is said. */
class FrontDoorTest {
    @Test
    void itIsLoadedAloneBeforeTheFirstVerb() throws ReflectiveOperationException {
        Recorder loader = new Recorder();
        Class<?> door = Class.forName("fluxion.dsl.Fluxion", true, loader);
        assertThat(door.getField("F64").get(null)).isEqualTo(DType.F64);
        assertThat(loader.loaded).hasSizeLessThanOrEqualTo(5).contains("fluxion.dsl.Fluxion");
    }

    @Test
    void aVerbNeedsTheClassOfItsSubjectAlone() throws Throwable {
        Recorder loader = new Recorder();
        Class<?> door = Class.forName("fluxion.dsl.Fluxion", true, loader);
        // reflection would load the types of all verbs' arguments
        MethodType type = MethodType.methodType(TensorType.class, int[].class);
        MethodHandle f64 = MethodHandles.publicLookup().findStatic(door, "f64", type);
        assertThat((TensorType) f64.invoke(new int[] {2})).isEqualTo(TensorType.of(DType.F64, 2));
        assertThat(loader.loaded).hasSizeLessThanOrEqualTo(6).contains("fluxion.dsl.LiteralVerbs");
    }

    @Test
    void allVerbsAreItsOwn() {
        Array<Method> verbs = Array.of(Fluxion.class.getMethods()).filter(m -> Modifier.isStatic(m.getModifiers()));
        assertThat(verbs.size()).isGreaterThan(600);
        assertThat(verbs.filter(m -> m.getDeclaringClass() != Fluxion.class)).isEmpty();
        assertThat(Fluxion.class.getSuperclass()).isEqualTo(Object.class);
        assertThat(Modifier.isFinal(Fluxion.class.getModifiers())).isTrue();
    }

    /** Loads the classes of the module anew, and remembers which. */
    private static final class Recorder extends ClassLoader {
        private final List<String> loaded = new ArrayList<>();

        Recorder() {
            super(FrontDoorTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("fluxion.dsl.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                loaded.add(name);
                byte[] bytes = Reloaded.bytes(name);
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
    }
}
