package fluxion.core.parse;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.parse.Value.Of;
import io.vavr.collection.Array;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.LinkedHashMap;

/** What names mean: parameters, named steps, and functions, whose text is read where they are called. */
final class Scope {
    private final java.util.Map<String, Value> names = new LinkedHashMap<>();
    private final java.util.Map<String, DeferredFunction> functions;
    private final LinkedHashMap<String, Var> params = new LinkedHashMap<>();
    private final Map<String, TensorType> types;
    private boolean closed;

    private Scope(java.util.Map<String, DeferredFunction> functions, Map<String, TensorType> types, boolean closed) {
        this.functions = functions;
        this.types = types;
        this.closed = closed;
    }

    /** Names become parameters where they are used: of these types, otherwise numbers. */
    static Scope open(Map<String, TensorType> types) {
        return new Scope(new HashMap<>(), types, false);
    }

    /** Known names; others are mistakes. */
    static Scope of(Map<String, Expr> known) {
        Scope scope = new Scope(new HashMap<>(), io.vavr.collection.HashMap.empty(), true);
        known.forEach((name, expression) -> scope.names.put(name, new Of(expression)));
        return scope;
    }

    /** Within a function: only its parameters, and the functions known here. */
    Scope inner(Seq<String> names, Seq<Var> values) {
        Scope scope = new Scope(new HashMap<>(functions), types, true);
        names.zip(values).forEach(p -> scope.names.put(p._1, new Of(p._2)));
        return scope;
    }

    boolean isClosed() {
        return closed;
    }

    /** No name becomes a parameter from here on. */
    void close() {
        closed = true;
    }

    boolean knows(String name) {
        return names.containsKey(name);
    }

    Option<Value> get(String name) {
        return Option.of(names.get(name));
    }

    void define(String name, Value value) {
        names.put(name, value);
    }

    Value declare(String name, TensorType type) {
        Var variable = new Var(name, type);
        params.put(name, variable);
        names.put(name, new Of(variable));
        return names.get(name);
    }

    Value declare(String name) {
        return declare(name, typeOf(name));
    }

    /** What a parameter is that the formula gives no type. */
    TensorType typeOf(String name) {
        return types.getOrElse(name, TensorType.scalar(DType.F64));
    }

    Seq<Var> params() {
        return Array.ofAll(params.values());
    }

    void define(String name, DeferredFunction function) {
        functions.put(name, function);
    }

    Option<DeferredFunction> function(String name) {
        return Option.of(functions.get(name));
    }

    /** Whether a name becomes a parameter of a type known from elsewhere where it is used. */
    boolean expects(String name) {
        return !closed && types.containsKey(name);
    }

    /** All names that mean something or are expected. */
    java.util.Set<String> all() {
        java.util.Set<String> all = new java.util.HashSet<>(names.keySet());
        if (!closed) {
            all.addAll(types.keySet().toJavaSet());
        }
        return all;
    }

    /** Known names that are variables. */
    Seq<Var> variables() {
        return Array.ofAll(names.values()).filter(v -> v instanceof Of(Var _)).map(v -> (Var) v.expression()).distinct();
    }

    /** Reads with a name that means something just there. */
    <T> T with(String name, Value value, java.util.function.Supplier<T> read) {
        Option<Value> before = get(name);
        names.put(name, value);
        try {
            return read.get();
        } finally {
            before.peek(v -> names.put(name, v)).onEmpty(() -> names.remove(name));
        }
    }

    /** The message for a name without a meaning. */
    String unknown(String name) {
        if (FunctionNames.isPlain(name) || Functions.KNOWN.contains(name)) {
            return name + " is a function and takes its operands in parentheses, as in " + name + "(x)";
        }
        return "expected one of the names " + names.keySet().stream().sorted().toList() + "; found \"" + name + "\""
                + Suggestion.of(name, names.keySet()).map(likely -> ". Did you mean " + likely + "?").getOrElse("");
    }
}
