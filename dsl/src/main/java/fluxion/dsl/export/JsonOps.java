package fluxion.dsl.export;

import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.Lanes;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Op;
import fluxion.core.op.RandomNumbers;
import fluxion.dsl.json.JsonText;
import fluxion.transforms.Vmap;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Operations in JSON: a constant as {@code "Unary.SIN"}, a record by its name and its components. The language is sealed, so
 * the names that may be said are those of its members, all of them, and nothing else.
 */
final class JsonOps {
    private static final Map<String, Class<?>> KINDS = kinds();

    private JsonOps() {}

    private static Map<String, Class<?>> kinds() {
        Map<String, Class<?>> kinds = new TreeMap<>();
        Set<Class<?>> open = new LinkedHashSet<>(Set.of(Op.class));
        while (!open.isEmpty()) {
            Class<?> kind = open.iterator().next();
            open.remove(kind);
            if (kind.isSealed()) {
                open.addAll(java.util.Arrays.asList(kind.getPermittedSubclasses()));
            } else {
                kinds.put(kind.getSimpleName(), kind);
            }
        }
        kinds.put("Others", LeaveOneOutProduct.class); // as they were called before
        kinds.put("Random", RandomNumbers.class);
        return Map.copyOf(kinds);
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    static void write(Op op, Json.Out out) {
        if (op instanceof Enum<?> constant) {
            out.append('"').append(constant.getDeclaringClass().getSimpleName()).append('.').append(constant.name()).append('"');
            return;
        }
        out.append('"').append(op.getClass().getSimpleName()).append('"');
        if (op.getClass().getRecordComponents().length > 0) {
            out.append(", \"args\": ");
            record(op, op.label(), out);
        }
    }

    private static void record(Object record, String label, Json.Out out) {
        out.append('{');
        String separator = "";
        for (RecordComponent component : parameters(record.getClass())) {
            out.append(separator).append('"').append(component.getName()).append("\": ");
            separator = ", ";
            Object value = value(component, record);
            if (isChoice(component.getType())) {
                choice(value, label, out);
            } else {
                value(value, label, out);
            }
        }
        out.append('}');
    }

    /** What is said of a record: how lanes run is no parameter, as there is one way only. */
    private static Seq<RecordComponent> parameters(Class<?> kind) {
        return Array.of(kind.getRecordComponents()).reject(component -> component.getType() == Lanes.Over.class);
    }

    /**
     * Whether a parameter is one of several kinds of record or constant that are no operations: a rule, what a checkpoint
     * keeps.
     */
    private static boolean isChoice(Class<?> type) {
        return type.isSealed() && type.getPackage() == Op.class.getPackage() && !Op.class.isAssignableFrom(type);
    }

    private static void choice(Object value, String label, Json.Out out) {
        Class<?> kind = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        out.append("{\"kind\": \"").append(kind.getSimpleName()).append("\", \"args\": ");
        if (value instanceof Enum<?> constant) {
            out.append('"').append(constant.name()).append('"');
        } else {
            record(value, label, out);
        }
        out.append('}');
    }

    private static Object choice(Class<?> type, Object value, String what) {
        Map<String, Object> fields = Json.object(value, what);
        String name = Json.string(Json.get(fields, "kind"), what);
        Class<?>[] kinds = type.getPermittedSubclasses();
        Class<?> kind = Array.of(kinds).find(k -> k.getSimpleName().equals(name))
                .getOrElseThrow(() -> new FluxionException("json: " + what + " must be one of "
                + Array.of(kinds).map(Class::getSimpleName).mkString(", ") + "; found " + Json.kind(name)));
        Object args = Json.get(fields, "args");
        return kind.isEnum() ? constant(kind, Json.string(args, what)) : record(kind, args);
    }

    private static Object value(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new FluxionException("json: " + record.getClass().getSimpleName() + "." + component.getName()
                    + " cannot be read", e);
        }
    }

    private static void value(Object value, String label, Json.Out out) {
        switch (value) {
            case Op op -> {
                out.append("{\"op\": ");
                write(op, out);
                out.append('}');
            }
            case Integer i -> out.append(i.intValue());
            case Boolean b -> out.append(b.booleanValue());
            case Double d -> out.append(Double.isFinite(d) ? d.toString() : "\"" + d + "\"");
            case String s -> out.append(JsonText.quoted(s));
            case Enum<?> constant -> out.append('"').append(constant.name()).append('"');
            case Ints ints -> out.append(Array.ofAll(ints).mkString("[", ", ", "]"));
            case Shape shape -> out.append(Array.ofAll(shape.dims()).mkString("[", ", ", "]"));
            case TensorType type -> out.append('"').append(type).append('"');
            case Fn fn -> Json.function(fn, out);
            case Option<?> option -> list(option, label, out);
            case Either<?, ?> either -> {
                out.append(either.isRight() ? "{\"right\": " : "{\"left\": ");
                value(either.isRight() ? either.get() : either.getLeft(), label, out);
                out.append('}');
            }
            case Seq<?> seq -> list(seq, label, out);
            case Record record when record.getClass().getPackage() == Op.class.getPackage() -> record(record, label, out);
            default -> throw new FluxionException("json: the operation " + label
                    + " holds a Java function, which JSON cannot say; inline calls first");
        }
    }

    private static void list(Iterable<?> values, String label, Json.Out out) {
        out.append('[');
        String separator = "";
        for (Object value : values) {
            out.append(separator);
            separator = ", ";
            value(value, label, out);
        }
        out.append(']');
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    static Op read(Object name, Object args) {
        String text = Json.string(name, "an operation");
        int dot = text.indexOf('.');
        Class<?> kind = KINDS.get(dot < 0 ? text : text.substring(0, dot));
        if (kind == null || kind.isEnum() != dot >= 0) {
            throw new FluxionException("json: there is no operation " + Json.kind(text));
        }
        return (Op) (kind.isEnum() ? constant(kind, text.substring(dot + 1)) : record(kind, args == null ? Map.of() : args));
    }

    private static Object constant(Class<?> kind, String name) {
        for (Object constant : kind.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new FluxionException("json: expected one of "
                + Array.of(kind.getEnumConstants()).map(c -> ((Enum<?>) c).name()).mkString(", ") + "; found " + Json.kind(name));
    }

    private static Object record(Class<?> kind, Object args) {
        Map<String, Object> fields = Json.object(args, "args");
        RecordComponent[] components = kind.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = types[i] == Lanes.Over.class ? Vmap.over()
                    : value(components[i].getGenericType(), types[i], Json.get(fields, components[i].getName()),
                    components[i].getName());
        }
        int said = parameters(kind).size();
        if (fields.size() > said) {
            throw new FluxionException("json: " + kind.getSimpleName() + " has " + said + " static parameters; got "
                    + fields.keySet());
        }
        try {
            return kind.getConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new FluxionException("json: " + kind.getSimpleName() + ": " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new FluxionException("json: " + kind.getSimpleName() + " cannot be made", e);
        }
    }

    private static Object value(Type generic, Class<?> type, Object value, String what) {
        if (type == int.class) {
            return Json.integer(value, what);
        }
        if (type == boolean.class) {
            return Json.bool(value, what);
        }
        if (type == double.class) {
            return Json.real(value);
        }
        if (type == String.class) {
            return Json.string(value, what);
        }
        if (type == Ints.class) {
            return ints(value, what);
        }
        if (type == Shape.class) {
            return new Shape(ints(value, what));
        }
        if (type == TensorType.class) {
            return Json.type(value);
        }
        if (type == Fn.class) {
            return Json.function(value);
        }
        if (type == Either.class && generic instanceof ParameterizedType p) {
            Map<String, Object> fields = Json.object(value, what);
            boolean right = fields.containsKey("right");
            Class<?> side = (Class<?>) p.getActualTypeArguments()[right ? 1 : 0];
            Object made = value(side, side, Json.get(fields, right ? "right" : "left"), what);
            return right ? Either.right(made) : Either.left(made);
        }
        if (isChoice(type)) {
            return choice(type, value, what);
        }
        if (Op.class.isAssignableFrom(type) && type.isInterface()) {
            Map<String, Object> fields = Json.object(value, what);
            Op op = read(Json.get(fields, "op"), fields.get("args"));
            if (!type.isInstance(op)) {
                throw new FluxionException("json: " + what + " must be a " + type.getSimpleName() + "; got " + op.label());
            }
            return op;
        }
        if (Op.class.isAssignableFrom(type) && type.isRecord() && value instanceof Map<?, ?> map && map.containsKey("op")) {
            Map<String, Object> fields = Json.object(value, what);
            Op op = read(fields.get("op"), fields.get("args"));
            if (!type.isInstance(op)) {
                throw new FluxionException("json: " + what + " must be a " + type.getSimpleName() + "; got " + op.label());
            }
            return op;
        }
        if (type.isEnum()) {
            return constant(type, Json.string(value, what));
        }
        if (type == Option.class || Seq.class.isAssignableFrom(type)) {
            Type of = generic instanceof ParameterizedType p ? p.getActualTypeArguments()[0] : Object.class;
            Class<?> raw = of instanceof Class<?> c ? c == Integer.class ? int.class : c == Boolean.class ? boolean.class : c
                    : of instanceof ParameterizedType p ? (Class<?>) p.getRawType() : Object.class;
            Array<Object> values = Array.ofAll(Json.list(value, what)).map(v -> value(of, raw, v, what));
            if (type == Option.class && values.size() > 1) {
                throw new FluxionException("json: " + what + " must hold at most one value; got " + values.size());
            }
            return type == Option.class ? values.headOption() : values;
        }
        if (type.isRecord() && type.getPackage() == Op.class.getPackage()) {
            return record(type, value);
        }
        throw new FluxionException("json: " + what + " is a Java function, which JSON cannot say");
    }

    private static Ints ints(Object value, String what) {
        return Ints.from(Array.ofAll(Json.list(value, what)).map(v -> Json.integer(v, what)));
    }
}
