package fluxion.dsl.function;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Given;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.TreeException;
import fluxion.core.Var;
import fluxion.core.explain.Explanation;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.Trees;
import fluxion.ops.eval.Recent;
import fluxion.transforms.explain.Explain;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A function of trees, of any number of arguments: what the typed ones delegate to. It is traced once for each signature,
 * and remembers what was derived from it, so that {@code grad(f)} may be asked for again and again.
 */
public abstract class TracedFunction {
    private static final int DERIVED = 64;

    private final int arity;
    private final TraceCache traces = new TraceCache();
    /** What transforms made of it, so that {@code grad(f)}, asked for in a loop, is one function with one memory of traces. */
    private final Recent<Object, TracedFunction> derived = new Recent<>(DERIVED);

    private SerializedProgram serialized;

    TracedFunction(int arity) {
        this.arity = arity;
    }

    /** How many arguments it takes. */
    public int arity() {
        return arity;
    }

    /** The function at a signature; not remembered. */
    abstract Specialization trace(CallSignature signature);

    /** How it is made, as far as it can be written. */
    Recipe recipe() {
        return new Recipe.Unwritten(getClass().getSimpleName());
    }

    /** The function for arguments of given structure and types. */
    public Specialization at(CallSignature signature) {
        if (signature.arity() != arity) {
            throw new TransformException("fn: takes " + arity + (arity == 1 ? " argument" : " arguments") + "; got "
                    + signature.arity());
        }
        if (StepInterpreter.active()) {
            // anew, so that it is known where everything comes from
            return trace(signature);
        }
        return traces.get(TraceCache.Key.here(signature), () -> trace(signature));
    }

    // ---- streams of objects -----------------------------------------------------------------------------------------

    /** What stands for this program in a stream: the same for every use, so that it is written once. */
    synchronized SerializedProgram serialized() {
        if (serialized == null) {
            serialized = new SerializedProgram(this);
        }
        return serialized;
    }

    /** Its traces, the one that was used last at the end. */
    Array<Tuple2<TraceCache.Key, Specialization>> traced() {
        return traces.entries();
    }

    /** Takes traces that were read with it. */
    void give(Array<Tuple2<TraceCache.Key, Specialization>> read) {
        traces.give(read);
    }

    /** What is known of a function of which a part could not be written. */
    final Specialization known(Recipe.Lost lost, CallSignature signature) {
        return traces.given(TraceCache.Key.here(signature)).getOrElseThrow(() -> {
            String known = traces.given().toArray().map(key -> key.signature()
                    + (key.axes().isEmpty() ? "" : " inside " + key.axes().mkString(", "))).mkString(", ");
            return new TransformException("fn: the function was read from a stream that holds it for the arguments " + known
                    + " only, because " + lost.reason() + "; got " + signature + ". Call it, or on(…), for these before it is "
                    + "written, or let the lambda capture only what is java.io.Serializable");
        });
    }

    /** What a transform makes of this function, made once. The specification tells transforms apart. */
    <S> TracedFunction derive(S specification, Function<S, TracedFunction> make) {
        return derived.getOpen(specification, _ -> make.apply(specification));
    }

    /** The value: computed where all arguments are known, symbolic where one is not. */
    public Object call(Object... arguments) {
        List<Expr> leaves = new ArrayList<>();
        Option<Specialization> known = isPlain() ? traces.fitting(arguments, leaves) : Option.none();
        if (known.isEmpty()) {
            Array.of(arguments).forEach(argument -> leaves.addAll(Trees.leaves(argument).asJava()));
        }
        Specialization traced = known.isDefined() ? known.get() : called(CallSignature.of(arguments));
        return traced.call(Array.ofAll(leaves));
    }

    /** Whether what a call is traced to depends on its arguments alone. */
    private static boolean isPlain() {
        return !NamedAxes.any() && !StepInterpreter.active();
    }

    /** The trace that a call for arguments of a signature runs. */
    private Specialization called(CallSignature signature) {
        Specialization traced = at(signature);
        if (isPlain()) {
            traces.called(traced);
        }
        return traced;
    }

    /** The value at f64 scalars, which must be one tensor. */
    Tensor atScalars(double... x) {
        boolean plain = isPlain();
        Option<Specialization> known = plain ? traces.ofScalars() : Option.none();
        Specialization traced = known.isDefined() ? known.get()
                : called(CallSignature.scalars(arity, TensorType.scalar(DType.F64)));
        if (traced.result() != Structure.LEAF && traced.result().leafCount() != 1) {
            throw new TransformException("at: the function must return one tensor to be called with plain numbers; it returns "
                    + traced.result() + ". Use apply(scalar(2), …)");
        }
        if (!traced.isClosed()) {
            throw new TransformException("at: the function must depend on nothing but its arguments to be called with plain "
                    + "numbers; it also depends on "
                    + traced.whole().free().mkString(", ") + ". Use apply(scalar(2), …), which stays symbolic");
        }
        Array<Tensor> arguments = x.length == 1 ? Array.of(Tensor.of(x[0])) : Array.ofAll(x).map(Tensor::of);
        return (plain ? traced.computed(arguments) : traced.run(arguments)).get(0);
    }

    /** What to show of this function: its latest trace, or the one at f64 scalars; if neither, how to see more. */
    Either<String, Specialization> shown() {
        Option<Specialization> called = traces.latest();
        if (called.isDefined()) {
            return Either.right(called.get());
        }
        try {
            return Either.right(at(CallSignature.scalars(arity, TensorType.scalar(DType.F64))));
        } catch (ClassCastException | FluxionException e) {
            return Either.left("a function of " + arity + (arity == 1 ? " argument" : " arguments")
                    + ": on(…) shows it for arguments of given types, as in f.on("
                    + Array.fill(arity, () -> "f64(3)").mkString(", ")
                    + "), a record of expressions for an argument that is one");
        }
    }

    /** How the function at a signature came about, from what was written or transformed to its simplest form. */
    public Explanation explain(CallSignature signature) {
        Specialization traced = at(signature);
        return Explain.transform("as written", "", traced.made(), traced.made());
    }

    /** {@link #explain(CallSignature)} for the types it was used with last, f64 scalars if none. */
    public Explanation explain() {
        return explain(shown().getOrElseThrow(how -> new FluxionException("explain: the types must be known; this is " + how))
                .signature());
    }

    /** The same made of a function whose arguments have these names, where that says more than the names alone. */
    Option<TracedFunction> inside(Array<String> names) {
        return Option.none();
    }

    /** The same function with other names for its arguments. */
    TracedFunction named(String... names) {
        Given.arguments("named", (Object) names);
        if (names.length != arity || Array.of(names).distinct().size() != arity) {
            throw new TransformException("named: there must be a name of its own for each of " + arity
                    + (arity == 1 ? " argument" : " arguments")
                    + "; got " + Array.of(names).mkString(", "));
        }
        for (String name : names) {
            if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
                throw new TransformException("named: a name must be a word to print; got \"" + name.replaceAll("\\p{Cntrl}", "␣")
                        + "\"");
            }
        }
        return new Named(this, Array.of(names));
    }

    /**
     * What is made of another function by a specification.
     *
     * @param <S> what says how
     */
    abstract static class Derived<S> extends TracedFunction {
        final TracedFunction inner;
        final S spec;
        private final Option<Recipe> recipe;

        /** One that cannot be written. */
        Derived(int arity, TracedFunction inner, S spec) {
            this(arity, inner, spec, Option.none());
        }

        Derived(TracedFunction inner, S spec, Recipe recipe) {
            this(inner.arity(), inner, spec, Option.of(recipe));
        }

        private Derived(int arity, TracedFunction inner, S spec, Option<Recipe> recipe) {
            super(arity);
            this.inner = inner;
            this.spec = spec;
            this.recipe = recipe;
        }

        @Override
        Recipe recipe() {
            return recipe.getOrElse(super::recipe);
        }
    }

    /** A function whose arguments were given names. */
    private static final class Named extends Derived<Array<String>> {
        Named(TracedFunction inner, Array<String> names) {
            super(inner, names, new Recipe.Renamed(inner, names));
        }

        /** As if the names had been given before, so that they stand in each line. */
        @Override
        public Explanation explain(CallSignature signature) {
            return inner.inside(spec).map(f -> f.explain(signature)).getOrElse(() -> super.explain(signature));
        }

        @Override
        Specialization trace(CallSignature signature) {
            Specialization traced = inner.at(signature);
            Array<Var> variables = signature.variables(spec);
            return Specialization.written(signature, new Fn(variables, traced.whole().on(Array.narrow(variables))),
                    traced.result());
        }
    }

    /** A function that a lambda computes, one of Vavr's functions. */
    static final class Lambda extends TracedFunction {
        private final Object body;
        private final boolean ofExpressions;

        Lambda(int arity, boolean ofExpressions, Object body) {
            super(arity);
            this.body = body;
            this.ofExpressions = ofExpressions;
        }

        @Override
        Recipe recipe() {
            return new Recipe.Written(arity(), ofExpressions, body);
        }

        @Override
        Specialization trace(CallSignature signature) {
            return body instanceof Recipe.Lost lost ? known(lost, signature)
                    : traceBody(signature, ofExpressions, arguments -> Callable.call(body, arguments));
        }
    }

    /** A function of what another one gives. */
    static final class Then extends Derived<Object> {
        Then(TracedFunction first, Object after) {
            super(first, after, new Recipe.Composed(first, after));
        }

        @Override
        @SuppressWarnings("unchecked") // it takes what the first one gives
        Specialization trace(CallSignature signature) {
            return spec instanceof Recipe.Lost lost ? known(lost, signature)
                    : traceBody(signature, false, arguments -> ((Function<Object, Object>) spec).apply(inner.call(arguments)));
        }
    }

    /** What a piece of Java computes, for arguments of a signature. */
    private static Specialization traceBody(CallSignature signature, boolean ofExpressions, Function<Object[], Object> body) {
        Array<Var> variables = signature.variables();
        Object[] arguments = new Object[signature.arity()];
        for (int i = 0; i < arguments.length; i++) {
            if (ofExpressions && signature.structure().parts().get(i) != Structure.LEAF) {
                throw new TreeException("fn: argument " + (i + 1) + " must be an expression; got " + signature.describe(i)
                        + ". A lambda that takes something else says its type, as in fn((Model m) -> …)");
            }
            arguments[i] = signature.structure().parts().get(i).build(signature.leavesOf(i).map(variables::get));
        }
        try {
            Trees.Flat result = Trees.flatten(Tracing.inside(() -> body.apply(arguments)));
            return Specialization.written(signature, new Fn(variables, result.leaves()), result.structure());
        } catch (StackOverflowError deep) {
            throw new TransformException("fn: functions must not be nested so deeply that the thread's stack ends; got one at "
                    + signature
                    + " that calls itself, or others one inside the other, "
                    + "without end. Use fori, whileLoop or scan to repeat, or a thread with a larger stack", deep);
        }
    }
}
