package fluxion.core.parse;

import fluxion.core.Fn;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.core.op.Call;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.Custom;
import fluxion.core.op.LinearCall;
import fluxion.core.op.LinearSolve;
import fluxion.core.op.MatrixFunction;
import fluxion.core.op.Op;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Functions that are called by name, with the rules given for them: {@code f = x ↦ x with pullback (x, y, ct) ↦ ct/2}. */
record CustomRuleReader(Parser parser, String name, DeferredFunction function) {
    /** The call at operands of given types. */
    Op op(Seq<TensorType> types) {
        String words = function.rules().map(r -> r.at().text()).mkString(" ");
        if (words.matches("shared( slope)+")) {
            return MatrixFunction.of(name, functions(types), number("shared"), types);
        }
        Fn body = parser.fn(function, types);
        Seq<TensorType> results = body.resultTypes();
        Seq<TensorType> point = types.appendAll(results);
        return switch (words) {
            case "" -> new Call(name, body);
            case "derivative" -> new Custom(name, body,
                    new Custom.Derivative(fn("derivative", point.appendAll(floating(types)))));
            case "pullback" -> new Custom(name, body, new Custom.Pullback(fn("pullback", point.appendAll(floating(results)))));
            case "constants transpose" -> new LinearCall(name, number("constants"), Either.right(body),
                    fn("transpose", types.take(number("constants")).appendAll(results)));
            case "constants only transpose" -> new LinearCall(name, number("constants"), Either.left(rule("only").value().text()),
                    fn("transpose", types.take(number("constants")).appendAll(results)));
            case "constants map transpose" -> new LinearSolve(name, number("constants"),
                    fn("map", types.take(number("constants")).appendAll(results)), body,
                    fn("transpose", types));
            case "keeping" -> new Checkpoint(name, body, keep(rule("keeping").value()));
            case String other -> throw new ShapeException(name
                    + ": the rules of a function are derivative, pullback, constants and transpose, constants, map and transpose,"
                    + " keeping, or shared and slope, slope, …; got " + other);
        };
    }

    private static Seq<TensorType> floating(Seq<TensorType> types) {
        return types.filter(t -> t.dtype().isFloat());
    }

    private DeferredFunction.Rule rule(String word) {
        return function.rules().find(r -> r.at().text().equals(word)).get();
    }

    private Fn fn(String word, Seq<TensorType> types) {
        return fn(rule(word), types);
    }

    private Fn fn(DeferredFunction.Rule rule, Seq<TensorType> types) {
        return parser.fn(rule.function().getOrElseThrow(() -> new ShapeException(name + ": the rule " + rule.at().text()
                + " must be a function, (x, …) ↦ …")), types);
    }

    /** A function of an eigenvalue and its derivatives, of scalars; the operands are a matrix, a tangent for each slope,
    // numbers. */
    private Seq<Fn> functions(Seq<TensorType> types) {
        Seq<DeferredFunction.Rule> slopes = function.rules().filter(r -> r.at().text().equals("slope"));
        if (types.size() < slopes.size() + 1) {
            throw new ShapeException(name + ": takes a matrix, a tangent for each of its " + slopes.size()
                    + " slopes, and numbers; got " + types.mkString(", "));
        }
        Seq<TensorType> scalars = types.drop(slopes.size() + 1).prepend(types.get(0)).map(t -> TensorType.scalar(t.dtype()));
        return slopes.map(r -> fn(r, scalars)).prepend(parser.fn(function, scalars));
    }

    private int number(String word) {
        String digits = rule(word).value().text();
        return Option.of(digits).filter(d -> d.matches("[0-9]{1,6}")).map(Integer::parseInt)
                .getOrElseThrow(() -> new ShapeException(name + ": " + word + " must be a whole number; got " + digits));
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
