package fluxion.dsl.function;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import fluxion.core.TreeException;
import fluxion.core.Var;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.Trees;
import fluxion.ops.eval.Evaluator;
import fluxion.ops.eval.Finite;
import fluxion.transforms.Jvp;
import fluxion.transforms.TaylorMode;
import fluxion.transforms.Transpose;
import fluxion.transforms.Vjp;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Iterator;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What is asked of a function at a point: its derivative along a tangent, its pullback, its linear approximation, the
 * transpose of a linear function. Leaves that are not floating-point do not move: their tangents must be 0, and
 * their cotangents are.
 */
public final class Pointwise {
    /** Of series: their work grows with the square of the order. */
    private static final int HIGHEST_ORDER = 10_000;

    private Pointwise() {}

    /**
     * (f(x), ∂f(x)·ẋ).
     *
     * @param strict whether a result that does not depend on the arguments is refused
     * @param aux whether f gives a pair of which only the first part moves
     */
    public static Tuple2<Object, Object> jvp(TracedFunction f, Array<Object> primals, Array<Object> tangents, boolean strict,
            boolean aux) {
        CallSignature point = movable("jvp", primals.toJavaArray());
        Array<Expr> tangentLeaves = like("jvp", "tangent", "primal", primals, tangents);
        Specialization push = f.derive(new Push.How(strict, aux), how -> new Push(f, how)).at(doubled(point));
        return pair(push.call(Trees.leaves(Tuple.of(primals)).appendAll(tangentLeaves)));
    }

    /**
     * (f(x), ȳ ↦ ∂f(x)ᵀ·ȳ); the pullback of one argument gives its cotangent, of several a tuple.
     *
     * @param aux whether f gives a pair of which only the first part has a cotangent
     */
    public static Tuple2<Object, TracedFunction> vjp(TracedFunction f, Array<Object> primals, boolean aux) {
        CallSignature point = movable("vjp", primals.toJavaArray());
        Specialization pull = f.derive(aux ? "vjpWithAux" : "vjp", spec -> new Pull(f, aux)).at(point);
        Structure result = differentiated("vjp", f.at(point), aux);
        CallSignature cotangent = new CallSignature(Structure.tuple(Array.of(result)),
                Array.ofAll(f.at(point).whole().resultTypes()).take(result.leafCount()));
        return split("pullback", "the cotangent must have the type of the result", pull, Trees.leaves(primals), cotangent);
    }

    /**
     * (f(x), ẋ ↦ ∂f(x)·ẋ): what does not depend on the tangent is computed now, once.
     *
     * @param aux whether f gives a pair of which only the first part moves
     */
    public static Tuple2<Object, TracedFunction> linearize(TracedFunction f, Array<Object> primals, boolean aux) {
        CallSignature point = movable("linearize", primals.toJavaArray());
        Specialization push = f.derive(new Push.How(false, aux), how -> new Push(f, how)).at(doubled(point));
        return split("linearize", "the tangent must have the type of the argument", push, Trees.leaves(primals), point);
    }

    /** The coefficients 0 to n of f(x + v·s). */
    public static Array<Object> taylor(TracedFunction f, Object x, Object v, int n) {
        if (n < 0) {
            throw new TransformException("taylor: the order must not be negative; got " + n);
        }
        if (n > HIGHEST_ORDER) {
            throw new TransformException("taylor: the order must be at most " + HIGHEST_ORDER
                    + ", as a series takes n² operations; got " + n);
        }
        CallSignature point = movable("taylor", x);
        Array<Expr> directions = like("taylor", "direction", "point", Array.of(x), Array.of(v));
        Specialization series = f.derive(Tuple.of("taylor", n), spec -> new Expanded(f, n)).at(doubled(point));
        return Array.narrow(Array.ofAll(((io.vavr.collection.Seq<?>) series.call(Trees.leaves(x).appendAll(directions)))));
    }

    /** (point, direction) to coefficients. */
    private static final class Expanded extends TracedFunction.Derived<Integer> {
        Expanded(TracedFunction inner, int order) {
            super(2, inner, order);
        }

        @Override
        Specialization trace(CallSignature signature) {
            Specialization traced = inner.at(signature.slice(0, 1));
            Fn fn = traced.whole();
            Seq<Var> directions = fn.params().map(v -> new Var("d" + v.name(), v.type()));
            Map<Var, Seq<Option<Expr>>> series = new IdentityHashMap<>();
            for (int i = 0; i < directions.size(); i++) {
                if (directions.get(i).dtype().isFloat()) {
                    series.put(fn.params().get(i), Array.of(Option.of((Expr) directions.get(i))));
                }
            }
            int order = spec;
            Seq<Seq<Option<Expr>>> pushed = TaylorMode.push(fn.results(), series, order);
            Array<Object> coefficients = Array.range(0, order + 1).map(k -> traced.result().build(
                    pushed.zipWith(fn.results(), (cs, r) -> cs.get(k).getOrElse(() -> Literal.zerosLike(r))).toArray()));
            return Specialization.derived(signature, fn.params().appendAll(directions), coefficients);
        }
    }

    /** The transpose of a function that is linear in all arguments, which have the given types. */
    public static TracedFunction transpose(TracedFunction f, Object... types) {
        CallSignature point = CallSignature.of(types);
        ArgumentSelection wrt = new ArgumentSelection(Ints.range(0, f.arity()), f.arity() == 1);
        wrt.leaves("linearTranspose", point);
        Specialization linear = f.at(point);
        Fn transposed = Transpose.of(linear.whole());
        CallSignature cotangent = new CallSignature(Structure.tuple(Array.of(linear.result())),
                Array.ofAll(linear.whole().resultTypes()));
        return new Fixed("linearTranspose", "the argument must have the type of the function's result",
                Specialization.derived(cotangent, transposed.params(), wrt.structure(point).build(transposed.results())));
    }

    /** Of a result, what is differentiated: the first part of a pair (result, aux), which comes first in its leaves too. */
    private static Structure differentiated(String operation, Specialization traced, boolean aux) {
        if (!aux) {
            return traced.result();
        }
        if (traced.result().parts().size() != 2) {
            throw new TransformException(operation + "WithAux: the function must return a pair (result, aux); it returned "
                    + traced.result().describe(traced.whole().resultTypes()));
        }
        return traced.result().parts().get(0);
    }

    /** The signature of a point that has a tangent at all. */
    private static CallSignature movable(String operation, Object... arguments) {
        CallSignature point = CallSignature.of(arguments);
        if (!point.types().isEmpty() && !point.types().exists(type -> type.dtype().isFloat())) {
            throw new TransformException(operation + ": requires a floating-point argument to differentiate with respect to; got "
                    + point.types().mkString(", ") + ". Cast it to f64 or f32");
        }
        return point;
    }

    private static CallSignature doubled(CallSignature point) {
        return point.and(point);
    }

    private static Tuple2<Object, Object> pair(Object result) {
        Tuple2<?, ?> pair = (Tuple2<?, ?>) result;
        return Tuple.of(pair._1, pair._2);
    }

    /** The leaves of trees that must have the structure and types of others. */
    private static Array<Expr> like(String operation, String what, String of, Array<Object> expected, Array<Object> given) {
        Trees.Flat flat = Trees.flatten(expected);
        Array<Expr> leaves = Trees.matching(operation, "the " + what + "s must have the structure of the " + of + "s",
                flat.structure(), given);
        CallSignature places = CallSignature.of(expected.toJavaArray());
        for (int i = 0; i < leaves.size(); i++) {
            if (!leaves.get(i).type().equals(flat.types().get(i))) {
                throw new TreeException(operation + ": a " + what + " must have the type of its " + of + ", "
                        + flat.types().get(i) + "; got "
                        + leaves.get(i).type() + " for " + places.place(i));
            }
            if (!leaves.get(i).dtype().isFloat() && leaves.get(i) instanceof Tensor known && moves(known)) {
                throw new TransformException(operation + ": " + flat.types().get(i) + " cannot move, so its " + what
                        + " must be 0; got " + known
                        + " for " + places.place(i) + ". Cast the argument to f64 or f32 to differentiate with respect to it");
            }
        }
        return leaves;
    }

    private static boolean moves(Tensor integers) {
        return Array.ofAll(integers.dtype() == DType.BOOL ? Evaluator.evaluate(integers.cast(DType.I64)).longs()
                : integers.longs()).exists(v -> v != 0);
    }

    /** (primals, tangents) to (result, tangent). */
    private static final class Push extends TracedFunction.Derived<Push.How> {
        /** Whether results that do not depend on the arguments are refused, and whether the second of two does not move. */
        record How(boolean strict, boolean aux) {}

        Push(TracedFunction inner, How how) {
            super(2 * inner.arity(), inner, how);
        }

        @Override
        Specialization trace(CallSignature signature) {
            CallSignature point = signature.slice(0, inner.arity());
            Specialization traced = inner.at(point);
            Fn fn = traced.whole();
            Seq<Var> tangents = fn.params().map(v -> new Var("d" + v.name(), v.type()));
            Map<Var, Expr> moving = new IdentityHashMap<>();
            for (int i = 0; i < tangents.size(); i++) {
                if (tangents.get(i).dtype().isFloat()) {
                    moving.put(fn.params().get(i), tangents.get(i));
                }
            }
            Structure main = differentiated("jvp", traced, spec.aux);
            Seq<Option<Expr>> moved = Jvp.push(fn.results().take(main.leafCount()), moving);
            Array<String> paths = traced.result().paths();
            Seq<Expr> pushed = moved.zipWithIndex((tangent, i) -> {
                Expr result = fn.results().get(i);
                if (spec.strict && tangent.isEmpty()) {
                    throw new TransformException("jvp: strict needs every result to depend on the arguments; got " + result.type()
                            + (paths.get(i).isEmpty() ? "" : " (" + paths.get(i) + ")") + ", which does not");
                }
                return tangent.getOrElse(() -> Literal.zerosLike(result));
            });
            return Specialization.derived(signature, fn.params().appendAll(tangents),
                    Tuple.of(traced.result().build(fn.results()), main.build(pushed)));
        }
    }

    /** Primals to a function of a cotangent; its parameters are the primals' leaves and then the cotangent's. */
    private static final class Pull extends TracedFunction {
        private final TracedFunction inner;
        private final boolean aux;

        Pull(TracedFunction inner, boolean aux) {
            super(inner.arity());
            this.inner = inner;
            this.aux = aux;
        }

        @Override
        Specialization trace(CallSignature point) {
            Specialization traced = inner.at(point);
            Fn fn = traced.whole();
            Seq<Expr> results = fn.results().take(differentiated("vjp", traced, aux).leafCount());
            Array<Var> cotangents = Array.range(0, results.size())
                    .map(i -> new Var("ct" + (results.size() == 1 ? "" : i), results.get(i).tensorType()));
            Array<Integer> floating = Array.range(0, results.size()).filter(i -> results.get(i).dtype().isFloat());
            Seq<Var> moving = fn.params().filter(p -> p.dtype().isFloat());
            Iterator<Option<Expr>> pulled = Vjp.pull(floating.map(results::get),
                    floating.map(i -> Option.of((Expr) cotangents.get(i))), moving).iterator();
            Seq<Expr> all = fn.params().map(p -> p.dtype().isFloat() ? pulled.next().getOrElse(() -> Literal.zerosLike(p))
                    : Literal.zerosLike(p));
            Structure arguments = new ArgumentSelection(Ints.range(0, arity()), arity() == 1).structure(point);
            return Specialization.derived(point, fn.params().appendAll(cotangents),
                    Tuple.of(traced.result().build(fn.results()), arguments.build(all)));
        }
    }

    /** A function that is there for one signature only. */
    static TracedFunction fixed(String operation, String requirement, Specialization only) {
        return new Fixed(operation, requirement, only);
    }

    /**
     * A function of primals and of something that its second result is linear in, at given primals: the first result, and the
     * second as a function of the rest. What the second needs of the primals alone is computed here, once.
     */
    private static Tuple2<Object, TracedFunction> split(String operation, String requirement, Specialization both,
            Array<Expr> primals,
            CallSignature rest) {
        Structure value = both.result().parts().get(0);
        Structure linear = both.result().parts().get(1);
        Array<Expr> settled = Tracing.settle(primals);
        boolean known = !Tracing.active() && both.isClosed() && settled.forAll(Tensor.class::isInstance);
        Fn fn = known && settled.forAll(p -> Finite.all((Tensor) p)) ? both.fn() : both.whole();
        Seq<Var> variables = fn.params().drop(primals.size());
        if (!known) {
            Seq<Expr> results = fn.on(settled.appendAll(variables));
            return Tuple.of(value.build(results.take(value.leafCount())), new Fixed(operation, requirement,
                    Specialization.derived(rest, new Fn(variables, results.drop(value.leafCount())), linear)));
        }
        Residuals residuals = Residuals.of(fn.results().drop(value.leafCount()), variables);
        Seq<Tensor> numbers = evaluate(new Fn(fn.params().take(primals.size()),
                fn.results().take(value.leafCount()).appendAll(residuals.needed())),
                settled.map(Tensor.class::cast));
        return Tuple.of(value.build(numbers.take(value.leafCount())), new Fixed(operation, requirement,
                Specialization.derived(rest, new Fn(variables, residuals.given(numbers.drop(value.leafCount()))), linear)));
    }

    private static Seq<Tensor> evaluate(Fn fn, Seq<Tensor> arguments) {
        return StepInterpreter.run(fn, arguments, () -> FunctionForms.of(fn).run(arguments));
    }

    /** A function that is there for one signature only. */
    private static final class Fixed extends TracedFunction {
        private final String operation;
        private final String requirement;
        private final Specialization only;

        Fixed(String operation, String requirement, Specialization only) {
            super(only.signature().arity());
            this.operation = operation;
            this.requirement = requirement;
            this.only = only;
        }

        @Override
        Recipe recipe() {
            return new Recipe.AtOne(operation, requirement, only);
        }

        @Override
        Either<String, Specialization> shown() {
            return Either.right(only);
        }

        @Override
        Specialization trace(CallSignature signature) {
            if (!signature.equals(only.signature())) {
                throw new TreeException(operation + ": " + requirement + "; got " + signature + " for " + only.signature());
            }
            return only;
        }
    }
}
