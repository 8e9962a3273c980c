package fluxion.core.parse;

import fluxion.core.Fn;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.core.op.Call;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.Custom;
import fluxion.core.op.LinearCall;
import fluxion.core.op.LinearSolve;
import fluxion.core.op.Op;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Functions that are called by name, with the rules given for them: {@code f = x ↦ x with pullback (x, y, ct) ↦ ct/2}. */
record Rules(Parser parser, String name, Written function) {
    /** The call at operands of given types. */
    Op op(Seq<TensorType> types) {
        Fn body = parser.fn(function, types);
        Seq<TensorType> results = body.resultTypes();
        Seq<TensorType> point = types.appendAll(results);
        return switch (function.rules().map(r -> r.at().text()).mkString(" ")) {
            case "" -> new Call(name, body);
            case "derivative" -> new Custom(name, body,
                    new Custom.Derivative(fn("derivative", point.appendAll(floating(types)))));
            case "pullback" -> new Custom(name, body, new Custom.Pullback(fn("pullback", point.appendAll(floating(results)))));
            case "constants transpose" -> new LinearCall(name, constants(), Either.right(body),
                    fn("transpose", types.take(constants()).appendAll(results)));
            case "constants map transpose" -> new LinearSolve(name, constants(),
                    fn("map", types.take(constants()).appendAll(results)), body,
                    fn("transpose", types));
            case "keeping" -> new Checkpoint(name, body, keep(rule("keeping").value()));
            case String other -> throw new ShapeException(name
                    + ": the rules of a function are derivative, pullback, constants and transpose, constants, map and transpose,"
                    + " or keeping; got " + other);
        };
    }

    private static Seq<TensorType> floating(Seq<TensorType> types) {
        return types.filter(t -> t.dtype().isFloat());
    }

    private Written.Rule rule(String word) {
        return function.rules().find(r -> r.at().text().equals(word)).get();
    }

    private Fn fn(String word, Seq<TensorType> types) {
        Option<Written> written = rule(word).function();
        return parser.fn(written.getOrElseThrow(() ->
                new ShapeException(name + ": the rule " + word + " must be a function, (x, …) ↦ …")), types);
    }

    private int constants() {
        String digits = rule("constants").value().text();
        return Option.of(digits).filter(d -> d.matches("[0-9]{1,6}")).map(Integer::parseInt)
                .getOrElseThrow(() -> new ShapeException(name + ": constants must be a whole number; got " + digits));
    }

    private static Checkpoint.Keep keep(Token value) {
        return value.kind() == Token.Kind.STRING ? new Checkpoint.Names(Array.of(value.text().split(" ")))
                : switch (value.text()) {
            case "everything" -> new Checkpoint.Everything();
            case "nothing" -> new Checkpoint.Nothing();
            case "products" -> new Checkpoint.Dots();
            case String other ->
                    throw new ShapeException("keeping: everything, nothing, products or names in quotation marks; got " + other);
        };
    }
}
