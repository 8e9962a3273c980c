package fluxion.tests.programs;

import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;

/** All classes of the project loaded anew, some of them changed. */
public final class Reloaded extends ClassLoader {
    private final Map<String, UnaryOperator<byte[]>> changes;
    private final String shared;

    /**
     * @param changes of class files, by names of classes
     * @param shared the name of a class that is not loaded anew
     */
    public Reloaded(java.util.Map<String, UnaryOperator<byte[]>> changes, String shared) {
        super(Reloaded.class.getClassLoader());
        this.changes = HashMap.ofAll(changes);
        this.shared = shared;
    }

    /** An object of a class with a constructor without arguments, seen as an interface that the loaders share. */
    @SuppressWarnings("unchecked") // the caller names a class that implements T
    public <T> T make(String className) {
        try {
            var constructor = loadClass(className).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (T) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(className, e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("fluxion.") || name.equals(shared)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name);
        byte[] changed = changes.get(name).fold(() -> bytes, change -> change.apply(bytes));
        return defineClass(name, changed, 0, changed.length);
    }

    /** The class file as it is. */
    public static byte[] bytes(String name) throws ClassNotFoundException {
        try (InputStream in = Reloaded.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
