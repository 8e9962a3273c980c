package fluxion.dsl.tree;

import fluxion.core.Expr;
import fluxion.core.TreeException;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;

/** A record class: its components are its parts. Looked up once for each class. */
final class Components implements Container {
    private static final ClassValue<Components> KNOWN = new ClassValue<>() {
        @Override
        protected Components computeValue(Class<?> type) {
            return new Components(type);
        }
    };

    private final Class<?> type;
    private final String[] names;
    private final Class<?>[] declared;
    private final MethodHandle[] accessors;
    private final MethodHandle constructor;

    static Components of(Class<?> type) {
        return KNOWN.get(type);
    }

    Class<?> type() {
        return type;
    }

    private Components(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        this.type = type;
        names = Array.of(components).map(RecordComponent::getName).toJavaArray(String[]::new);
        declared = Array.of(components).map(RecordComponent::getType).toJavaArray(n -> new Class<?>[n]);
        accessors = new MethodHandle[components.length];
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            for (int i = 0; i < components.length; i++) {
                Method accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                accessors[i] = lookup.unreflect(accessor).asType(MethodType.methodType(Object.class, Object.class));
            }
            Constructor<?> canonical = type.getDeclaredConstructor(declared);
            canonical.setAccessible(true);
            constructor = lookup.unreflectConstructor(canonical).asSpreader(Object[].class, declared.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (InaccessibleObjectException | ReflectiveOperationException e) {
            throw new TreeException("tree: the components of record " + type.getSimpleName() + " must be accessible; got module "
                    + type.getModule() + ". Add `opens " + type.getPackageName() + " to fluxion.dsl;` to it");
        }
    }

    @Override
    public boolean fits(Object value) {
        return value != null && value.getClass() == type;
    }

    @Override
    public Object[] parts(Object value) {
        Object[] parts = new Object[accessors.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                parts[i] = (Object) accessors[i].invokeExact(value);
            } catch (Throwable thrown) {
                throw unchecked(thrown);
            }
        }
        return parts;
    }

    @Override
    public Object build(Object[] parts) {
        for (int i = 0; i < parts.length; i++) {
            if (!canHold(declared[i], parts[i])) {
                throw cannotHold(type.getSimpleName(), names[i], declared[i], parts[i]);
            }
        }
        try {
            return (Object) constructor.invokeExact(parts);
        } catch (Throwable thrown) {
            throw unchecked(thrown);
        }
    }

    @Override
    public boolean holds(Object[] parts) {
        for (int i = 0; i < parts.length; i++) {
            if (!canHold(declared[i], parts[i])) {
                return false;
            }
        }
        return true;
    }

    static boolean canHold(Class<?> declared, Object value) {
        return declared.isPrimitive() || value == null || declared.isInstance(value);
    }

    /** The error for a part that its container is not declared to hold. */
    static TreeException cannotHold(String container, String part, Class<?> declared, Object value) {
        String what = value instanceof Expr e ? e.type() + (e.getClass().getSimpleName().equals("Tensor") ? ""
                : " that is not a number yet")
                : "a " + value.getClass().getSimpleName();
        return new TreeException("tree: " + container + " cannot hold " + what + " in " + part + ", declared "
                + declared.getSimpleName()
                + (value instanceof Expr ? ". Declare it Expr" : ""));
    }

    /** What a record's own constructor or accessor throws is the user's, and passes unchanged. */
    private static RuntimeException unchecked(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new TreeException("tree: " + thrown);
        };
    }

    @Override
    public String part(int i) {
        return names[i];
    }

    /** {@code Mlp(w1, b1, inner: Inner(w), depth=2)}; with texts for the leaves {@code Mlp(w1: f64[3], …)}. */
    @Override
    public String print(Seq<String> parts) {
        return Array.of(names).zipWith(parts, (name, text) -> text.equals("·") ? name : text.startsWith("=") ? name + text
                : name + ": " + text)
                .mkString(type.getSimpleName() + "(", ", ", ")");
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
