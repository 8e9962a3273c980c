package fluxion.core.parse;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.parse.Token.Kind;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a formula: its header, its definitions, its results. What stands in them is read by {@link Operators} and
 * {@link Atoms}.
 */
final class Parser {
    private final TokenStream words;
    private final Calculus calculus;
    private final Map<Reading, Fn> read = new HashMap<>();

    /** A function at given types, which is read once. */
    private record Reading(int from, Seq<TensorType> types) {}

    private Parser(TokenStream words, Calculus calculus) {
        this.words = words;
        this.calculus = calculus;
    }

    /** Who takes the derivatives of which the formula speaks. */
    Calculus calculus() {
        return calculus;
    }

    /** The function of a formula's own parameters. */
    static Fn fn(String text, io.vavr.collection.Map<String, TensorType> types, Calculus calculus) {
        Scope scope = Scope.open(types);
        Seq<Expr> results = results(text, scope, calculus);
        return Fn.of(scope.params(), results);
    }

    /** The results of a formula about known names. */
    static Seq<Expr> results(String text, io.vavr.collection.Map<String, Expr> known, Calculus calculus) {
        return results(text, Scope.of(known), calculus);
    }

    private static Seq<Expr> results(String text, Scope scope, Calculus calculus) {
        Parser parser = new Parser(new TokenStream(text), calculus);
        parser.header(scope);
        parser.words.split(scope.all());
        return parser.body(scope);
    }

    // ---- header -----------------------------------------------------------------------------------------------------

    private void header(Scope scope) {
        Header header = new Header(words);
        if (!header.begins()) {
            header.refuseEquation(scope);
            return;
        }
        boolean open = header.open();
        if (!(open && words.take(")"))) {
            do {
                Token name = words.expect(Kind.NAME, "a parameter's name");
                TensorType type = !header.isLambda() && words.take(":") ? type() : scope.typeOf(name.text());
                parameter(scope, name, type);
            } while (words.take(","));
            if (open) {
                words.expect(")");
            }
        }
        words.expect(header.arrow());
        scope.close();
    }

    private void parameter(Scope scope, Token name, TensorType type) {
        if (scope.isClosed()) {
            if (!scope.knows(name.text())) {
                throw words.error(name, scope.unknown(name.text()));
            }
        } else if (scope.knows(name.text())) {
            throw words.error(name, "parameters must be distinct; found " + TokenStream.quoted(name) + " again");
        } else {
            scope.declare(name.text(), type);
        }
    }

    private TensorType type() {
        Token name = words.expect(Kind.NAME, "a type such as f64[3]");
        DType dtype = Array.of(DType.values()).find(d -> d.toString().equals(name.text()))
                .getOrElseThrow(() -> words.error(name, "expected one of f64, f32, i64, i32, bool; found "
                + TokenStream.quoted(name)));
        return new TensorType(dtype, words.peek().is("[") ? words.shape() : Shape.SCALAR);
    }

    // ---- results and definitions ------------------------------------------------------------------------------------

    /** Results, and definitions behind {@code where}, which come first. */
    private Seq<Expr> body(Scope scope) {
        int start = words.position();
        int end = words.end();
        int where = words.find("where");
        if (where < 0) {
            return results(scope);
        }
        Definitions definitions = new Definitions(words, this);
        words.go(where + 1);
        definitions.read(scope);
        return words.within(start, where, () -> results(scope));
    }

    private Seq<Expr> results(Scope scope) {
        Operators operators = new Operators(words, scope, this);
        List<Expr> results = new ArrayList<>();
        if (isTuple()) {
            words.expect("(");
            if (!words.take(")")) {
                do {
                    results.add(operators.conditional().expression());
                } while (words.take(","));
                words.expect(")");
            }
        } else {
            results(operators.conditional()).forEach(results::add);
        }
        if (words.peek().kind() != Kind.END) {
            boolean product = words.peek().kind() == Kind.NAME || words.peek().is("(");
            throw words.error(words.peek(), "expected an operator or the end; found " + TokenStream.quoted(words.peek())
                    + (product ? ". A product is written with · or *" : ""));
        }
        return Array.ofAll(results);
    }

    /** A call of a function with several results gives all of them. */
    private static Seq<Expr> results(Value value) {
        return value instanceof Value.Several(var all) ? all : Array.of(value.expression());
    }

    /** Whether several results, or none, stand in parentheses. */
    private boolean isTuple() {
        if (!words.peek().is("(")) {
            return false;
        }
        int open = words.position();
        int close = words.close();
        return close > 0 && close + 1 >= words.end()
                && (close == open + 1 || words.within(open + 1, close, () -> words.find(",")) >= 0 & back(open));
    }

    private boolean back(int position) {
        words.go(position);
        return true;
    }

    // ---- functions in the text --------------------------------------------------------------------------------------

    /** The arrow's place where a function stands here, or −1. */
    int arrow() {
        if (words.peek().kind() == Kind.NAME && words.second().is("↦")) {
            return words.position() + 1;
        }
        int close = words.peek().is("(") ? words.close() : -1;
        return close > 0 && words.at(close + 1).is("↦") ? close + 1 : -1;
    }

    /** A function, whose body ends before a word. */
    DeferredFunction written(Scope scope, int to) {
        List<String> params = new ArrayList<>();
        List<Option<TensorType>> types = new ArrayList<>();
        boolean open = words.take("(");
        if (!(open && words.take(")"))) {
            do {
                params.add(words.expect(Kind.NAME, "a parameter's name").text());
                types.add(words.take(":") ? Option.of(type()) : Option.none());
            } while (words.take(","));
            if (open) {
                words.expect(")");
            }
        }
        Token arrow = words.peek();
        words.expect("↦");
        int from = words.position();
        words.go(to);
        return new DeferredFunction(arrow, Array.ofAll(params), Array.ofAll(types), from, to, scope, Array.empty());
    }

    /** The function at given types. */
    Fn fn(DeferredFunction function, Seq<TensorType> types) {
        Reading reading = new Reading(function.from(), types);
        Fn known = read.get(reading);
        if (known == null) {
            known = fresh(function, types);
            read.put(reading, known);
        }
        return known;
    }

    private Fn fresh(DeferredFunction function, Seq<TensorType> types) {
        if (types.size() != function.params().size()) {
            throw words.error(function.at(), "the function has " + function.params().size() + " parameters; it is called with "
                    + types.size());
        }
        Seq<Var> params = function.params().zip(types).map(p -> new Var(p._1, p._2));
        int before = words.position();
        Seq<Expr> results = words.deeper(function.at(), () ->
                words.within(function.from(), function.to(), () -> inside(function.scope().inner(function.params(), params))));
        words.go(before);
        return words.value(function.at(), () -> Fn.of(params, results));
    }

    /** A body; one with definitions stands in parentheses. */
    private Seq<Expr> inside(Scope scope) {
        int open = words.position();
        int close = words.peek().is("(") ? words.close() : -1;
        if (close > 0 && close + 1 == words.end()) {
            boolean defines = words.within(open + 1, close, () -> words.find("where")) >= 0;
            words.go(open);
            if (defines) {
                return words.within(open + 1, close, () -> body(scope));
            }
        }
        return results(scope);
    }

    /** Refuses several results where one is needed. */
    static ShapeException several(int count) {
        return new ShapeException("one result is needed here; got " + count + ". Write .0, .1, … behind it");
    }
}
