package fluxion.tests.golden;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.ops.eval.Evaluator;
import fluxion.tests.golden.GoldenCase.Derivatives;
import fluxion.tests.golden.GoldenCase.Mapped;
import fluxion.transforms.Grad;
import fluxion.transforms.Jvp;
import fluxion.transforms.Randomness;
import fluxion.transforms.Vjp;
import fluxion.transforms.Vmap;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Everything a golden case says, checked; each check gives what disagrees, if anything does.
 *
 * @param prepare what is done to every function before it is evaluated
 */
record GoldenChecks(GoldenCase golden, GoldenOperations.Operation operation, UnaryOperator<Fn> prepare) {

    Seq<String> failures() {
        return unmapped().appendAll(golden.vmap().flatMap(item ->
                mapped(item, "vmap" + item.inAxes().map(axis -> axis.fold(() -> "null", String::valueOf)).mkString("(", ",", ")"))));
    }

    /** Without the batched ones. */
    Seq<String> unmapped() {
        Fn fn = function(golden.inputs());
        return attempt("value", () -> value(fn))
                .appendAll(golden.derivatives().toArray().flatMap(d -> first("", fn, golden.inputs(), d)))
                .appendAll(golden.hvp().toArray().flatMap(want -> second(fn, golden.derivatives().get(), want)));
    }

    /** One check; an exception is a failure like any other. */
    private static Array<String> attempt(String quantity, Supplier<Option<String>> check) {
        try {
            return check.get().toArray();
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            StackTraceElement[] trace = e.getStackTrace();
            return Array.of(quantity + ": " + e + (trace.length == 0 ? "" : "\n      at " + Array.of(trace).take(6).mkString("\n      at ")));
        }
    }

    private Seq<Tensor> evaluate(Fn fn, Seq<Tensor> arguments) {
        return Evaluator.evaluate(prepare.apply(fn), arguments);
    }

    private Fn function(Seq<? extends Expr> inputs) {
        Seq<Var> params = inputs.zipWithIndex((x, i) -> new Var("x" + i, x.tensorType()));
        return Fn.of(params, operation.apply(golden.params(), Array.narrow(Array.ofAll(params))));
    }

    private Option<String> value(Fn fn) {
        return golden.agreement().check("value", evaluate(fn, golden.inputs()), golden.output());
    }

    private Array<String> first(String prefix, Fn fn, Seq<Tensor> inputs, Derivatives want) {
        return attempt(prefix + "jvp", () -> jvp(prefix + "jvp", fn, inputs, want))
                .appendAll(attempt(prefix + "vjp", () -> vjp(prefix + "vjp", Vjp.of(differentiable(fn, want.cotangents()), golden.differentiable()), inputs, want)));
    }

    /** With those results only that have a derivative. */
    private static Fn differentiable(Fn fn, Seq<Option<Tensor>> derivatives) {
        return Fn.of(fn.params(), fn.results().zip(derivatives).filter(r -> r._2.isDefined()).map(r -> r._1));
    }

    private Option<String> jvp(String quantity, Fn fn, Seq<Tensor> inputs, Derivatives want) {
        Fn restricted = differentiable(fn, want.jvp());
        Fn jvp = Jvp.of(restricted, golden.differentiable());
        return golden.agreement().check(quantity, evaluate(jvp, inputs.appendAll(want.tangents())).drop(restricted.results().size()),
                want.jvp().flatMap(j -> j));
    }

    private Option<String> vjp(String quantity, Fn vjp, Seq<Tensor> inputs, Derivatives want) {
        Seq<Tensor> cotangents = want.cotangents().flatMap(c -> c);
        return golden.agreement().check(quantity, evaluate(vjp, inputs.appendAll(cotangents)).drop(cotangents.size()), want.vjp());
    }

    /** The derivative of the pullback of the cotangent along the tangents, in three ways. */
    private Array<String> second(Fn fn, Derivatives at, Seq<Tensor> want) {
        Ints wrt = golden.differentiable();
        Seq<Tensor> cotangents = at.cotangents().flatMap(c -> c);
        Fn restricted = differentiable(fn, at.cotangents());
        Supplier<Fn> pulled = () -> {
            Seq<Var> params = restricted.params().map(p -> new Var(p.name(), p.type()));
            return Fn.of(params, Vjp.of(restricted, wrt).on(Array.<Expr>narrow(Array.ofAll(params)).appendAll(cotangents)).drop(cotangents.size()));
        };
        return attempt("hvp forward over reverse", () -> golden.agreement().check("hvp forward over reverse",
                        evaluate(Jvp.of(pulled.get(), wrt), golden.inputs().appendAll(at.tangents())).drop(wrt.size()), want))
                .appendAll(attempt("hvp reverse over reverse", () -> {
                    Fn pullback = pulled.get();
                    Fn inner = Fn.of(pullback.params(), Array.of(product(pullback.results(), at.tangents())));
                    return golden.agreement().check("hvp reverse over reverse", evaluate(Grad.of(inner, wrt), golden.inputs()), want);
                }))
                .appendAll(attempt("hvp reverse over forward", () -> {
                    Seq<Var> params = restricted.params().map(p -> new Var(p.name(), p.type()));
                    Seq<Expr> pushed = Jvp.of(restricted, wrt).on(Array.<Expr>narrow(Array.ofAll(params)).appendAll(at.tangents())).drop(cotangents.size());
                    Fn inner = Fn.of(params, Array.of(product(pushed, cotangents)));
                    return golden.agreement().check("hvp reverse over forward", evaluate(Grad.of(inner, wrt), golden.inputs()), want);
                }));
    }

    private static Expr product(Seq<Expr> values, Seq<Tensor> weights) {
        return values.zip(weights).map(p -> p._1.times(p._2).sum()).reduce(Expr::plus);
    }

    private Array<String> mapped(Mapped item, String name) {
        Fn one = function(Array.range(0, item.inputs().size()).map(i -> {
            TensorType type = item.inputs().get(i).type();
            return new Var("x" + i, item.inAxes().get(i).map(a -> type.withShape(type.shape().without(Ints.of(a)))).getOrElse(type));
        }));
        int size = Array.range(0, item.inputs().size()).flatMap(i -> item.inAxes().get(i).map(a -> item.inputs().get(i).shape().dim(a))).head();
        Supplier<Fn> mapped = () -> Vmap.of(one, item.inAxes(), one.results().map(r -> Option.of(0)), size, Randomness.ERROR);
        return attempt(name, () -> golden.agreement().check(name, evaluate(mapped.get(), item.inputs()), item.output()))
                .appendAll(item.derivatives().toArray().flatMap(d -> derivatives(name, one, mapped, size, item, d)));
    }

    private Array<String> derivatives(String name, Fn one, Supplier<Fn> mapped, int size, Mapped item, Derivatives want) {
        Array<String> through = attempt(name + " derivatives", () -> first(name + " ", mapped.get(), item.inputs(), want).headOption());
        if (!item.inAxes().forAll(Option::isDefined)) {
            return through;
        }
        return through.appendAll(attempt(name + " of vjp", () -> {
            Fn restricted = differentiable(one, want.cotangents());
            Fn vjp = Vjp.of(restricted, golden.differentiable());
            Seq<Option<Integer>> in = item.inAxes().appendAll(restricted.results().map(r -> Option.of(0)));
            Seq<Option<Integer>> out = restricted.results().<Option<Integer>>map(r -> Option.of(0))
                    .appendAll(Array.ofAll(golden.differentiable()).map(i -> item.inAxes().get(i)));
            return vjp(name + " of vjp", Vmap.of(vjp, in, out, size, Randomness.ERROR), item.inputs(), want);
        }));
    }
}
