package fluxion.dsl.function;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.TreeException;
import fluxion.core.Var;
import fluxion.core.op.Custom;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.Trees;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A function with a derivative of its own, given for trees. Leaves that are not floating-point get zeros for tangents. The
 * rule may use what is around it, as lambdas do; the function may not, since nothing says how it depends on that.
 */
public final class CustomProgram extends TracedFunction {
    private final TracedFunction inner;
    private final String name;
    private final Form form;
    private final Object rule;

    /** What a rule computes. */
    public enum Form {
        /** (x, y) to dy/dx of each element, a function of one argument. */
        SLOPE,
        /** (arguments, result, tangents) to a tangent. */
        TANGENT,
        /** (arguments, result, cotangent) to cotangents. */
        PULLBACK
    }

    /**
     * A function with a derivative of its own.
     *
     * @param name what the step is called when printed
     * @param inner the function
     * @param form what the rule computes
     * @param rule the derivative, one of Vavr's functions
     */
    public CustomProgram(String name, TracedFunction inner, Form form, Serializable rule) {
        this(name, inner, form, (Object) rule);
    }

    CustomProgram(String name, TracedFunction inner, Form form, Object rule) {
        super(inner.arity());
        this.inner = inner;
        this.name = name;
        this.form = form;
        this.rule = rule;
    }

    @Override
    Recipe recipe() {
        return new Recipe.WithRule(name, inner, form, rule);
    }

    @Override
    Specialization trace(CallSignature signature) {
        if (rule instanceof Recipe.Lost lost) {
            return known(lost, signature);
        }
        boolean pullback = form == Form.PULLBACK;
        Specialization traced = inner.at(signature);
        Fn body = closed("the function", traced.whole());
        Fn derivative = pullback ? pullback(signature, traced) : derivative(signature, traced);
        Around around = new Around(Array.ofAll(derivative.free()));
        Custom op = new Custom(name, around.body(body), around.rule(derivative, body.params().size(), pullback));
        Seq<Expr> operands = body.params().<Expr>map(p -> p).appendAll(around.variables());
        return Specialization.written(signature, new Fn(body.params(), Apply.of(op, operands).results()), traced.result());
    }

    /**
     * What the rule uses of what is around it: further operands, on which the value does not depend, so that their tangents
     * change nothing and their cotangents are 0.
     *
     * @param variables of the function that is being traced around the rule
     */
    private record Around(Array<Var> variables) {
        Fn body(Fn body) {
            return variables.isEmpty() ? body : new Fn(body.params().appendAll(places()), body.results());
        }

        /** The rule with places for them after the {@code operands} that it has, and after the tangents or cotangents. */
        Custom.Rule rule(Fn rule, int operands, boolean pullback) {
            Array<Var> places = places();
            Array<Var> floating = variables.filter(v -> v.dtype().isFloat());
            Seq<Var> params = rule.params().take(operands).appendAll(places).appendAll(rule.params().drop(operands));
            Seq<Expr> results = Graph.substitute(rule.results(), variables, places);
            return pullback ? new Custom.Pullback(new Fn(params, results.appendAll(floating.map(Literal::zerosLike))))
                    : new Custom.Derivative(new Fn(params.appendAll(floating.map(v -> new Var("d" + v.name(), v.type()))),
                    results));
        }

        private Array<Var> places() {
            return variables.map(v -> new Var(v.name(), v.type()));
        }
    }

    private Object derivative(Object[] arguments) {
        return form == Form.SLOPE ? ((Expr) arguments[2]).times((Expr) Callable.call(rule, arguments[0], arguments[1]))
                : Callable.call(rule, arguments);
    }

    private Fn closed(String what, Fn fn) {
        if (fn.free().nonEmpty()) {
            throw new TransformException(name + ": " + what
                    + " must depend on nothing but its arguments, so that its derivative is known; it also depends on "
                    + fn.free().mkString(", ") + ". Make that an argument");
        }
        return fn;
    }

    private Fn derivative(CallSignature signature, Specialization traced) {
        Given given = new Given(signature, traced);
        Object[] tangents = given.moving("d", signature.structure(), Array.ofAll(signature.types()),
                signature.variables().map(Var::name));
        List<Object> arguments = given.arguments();
        arguments.addAll(List.of(tangents));
        return given.fn(arguments, "the derivative must return what the function does", traced.result(),
                Array.ofAll(traced.whole().resultTypes()));
    }

    private Fn pullback(CallSignature signature, Specialization traced) {
        Given given = new Given(signature, traced);
        Array<TensorType> types = Array.ofAll(traced.whole().resultTypes());
        List<Object> arguments = given.arguments();
        arguments.add(given.moving("ct", Structure.tuple(Array.of(traced.result())), types, types.map(_ -> ""))[0]);
        Structure cotangents = new ArgumentSelection(Ints.range(0, arity()), arity() == 1).structure(signature);
        return given.fn(arguments, "the pullback must return what the function takes", cotangents, signature.types());
    }

    /** The rule on variables. */
    private final class Given {
        private final CallSignature signature;
        private final Specialization traced;
        private final Array<Var> primals;
        private final Array<Var> results;
        private Array<Var> moving = Array.empty();

        Given(CallSignature signature, Specialization traced) {
            this.signature = signature;
            this.traced = traced;
            primals = signature.variables();
            results = Array.ofAll(traced.whole().resultTypes()).zipWithIndex((type, i) -> new Var("y" + (i == 0 ? "" : i), type));
        }

        List<Object> arguments() {
            List<Object> arguments = new ArrayList<>();
            for (int i = 0; i < arity(); i++) {
                arguments.add(signature.structure().parts().get(i).build(signature.leavesOf(i).map(primals::get)));
            }
            arguments.add(traced.result().build(results));
            return arguments;
        }

        /** Trees of variables for the floating-point leaves of a tuple, zeros for the others. */
        Object[] moving(String prefix, Structure tuple, Array<TensorType> types, Array<String> names) {
            Array<Expr> leaves = types.zipWith(names, (type, leaf) -> type.dtype().isFloat() ? new Var(prefix + leaf, type)
                    : Literal.zeros(type));
            moving = leaves.filter(Var.class::isInstance).map(Var.class::cast);
            CallSignature places = new CallSignature(tuple, types);
            return tuple.parts().zipWithIndex((part, i) -> part.build(places.leavesOf(i).map(leaves::get))).toJavaArray();
        }

        Fn fn(List<Object> arguments, String requirement, Structure expected, Array<TensorType> types) {
            Object made = Tracing.inside(() -> derivative(arguments.toArray()));
            Array<Expr> leaves = Trees.matching(name, requirement, expected, made);
            Array<String> paths = expected.paths();
            for (int i = 0; i < leaves.size(); i++) {
                if (types.get(i).dtype().isFloat() && !leaves.get(i).type().equals(types.get(i))) {
                    throw new TreeException(name + ": " + requirement + ", " + types.get(i)
                            + (paths.get(i).isEmpty() ? "" : " for " + paths.get(i))
                            + "; got " + leaves.get(i).type());
                }
            }
            Seq<Expr> floating = leaves.zip(types).filter(p -> p._2.dtype().isFloat()).map(p -> p._1);
            return new Fn(primals.appendAll(results).appendAll(moving), floating);
        }
    }
}
