package fluxion.core.parse;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Movements;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Eye;
import fluxion.core.parse.Token.Kind;
import fluxion.core.parse.Value.Free;
import fluxion.core.parse.Value.Of;
import fluxion.core.parse.Value.Row;
import io.vavr.collection.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads numbers, names and what stands in brackets, with transposes, positions and components behind them. */
final class Atoms {
    private final TokenStream words;
    private final Scope scope;
    private final Operators operators;
    private final Calls calls;
    private final Subscripts subscripts;

    Atoms(TokenStream words, Scope scope, Operators operators, Parser parser) {
        this.words = words;
        this.scope = scope;
        this.operators = operators;
        this.calls = new Calls(words, scope, operators, parser);
        this.subscripts = new Subscripts(words, scope, this);
    }

    /** Whether a product by its indices begins here. */
    boolean isIndexed() {
        return subscripts.isHere();
    }

    /** An atom and what follows it. */
    Value postfix() {
        return postfix(subscripts.isHere() ? subscripts.read() : atom());
    }

    Value postfix(Value atom) {
        Value x = atom;
        while (true) {
            Token at = words.peek();
            Value of = x;
            if (words.take("ᵀ")) {
                x = words.value(at, () -> of instanceof Row(Expr v) ? new Of(v) : of.rank() == 1 ? new Row(of.expression())
                        : of.rank() == 0 ? of
                        : new Of(of.expression().t()));
            } else if (at.is("[") && !at.first()) {
                words.skip();
                x = new Of(new Brackets(words, operators).of(at, words.meaning(at, of::expression)));
            } else if (at.kind() == Kind.NUMBER && at.text().startsWith(".") && of instanceof Value.Several(var results)) {
                words.skip();
                int index = Integer.parseInt(at.text().substring(1));
                if (index >= results.size()) {
                    throw words.error(at, "there are " + results.size() + " results, .0 to ." + (results.size() - 1));
                }
                x = new Of(results.get(index));
            } else {
                return x;
            }
        }
    }

    Value atom() {
        Token token = words.skip();
        return switch (token.kind()) {
            case NUMBER -> new Value.Number(Double.parseDouble(token.text()));
            case NAME -> words.peek().is("(") && !scope.knows(token.text()) ? calls.read(token) : name(token);
            case SIGN -> switch (token.text()) {
                case "(" -> closed(operators.expression(), ")");
                case "|" -> map(token, closed(operators.expression(), "|"), Expr::abs);
                case "‖" -> map(token, closed(operators.expression(), "‖"), Expr::norm);
                case "⌊" -> map(token, closed(operators.expression(), "⌋"), Expr::floor);
                case "⌈" -> map(token, closed(operators.expression(), "⌉"), Expr::ceil);
                case "⟨" -> inner(token);
                case "[" -> bracket(token);
                case "{" -> cases(token);
                case "∞" -> new Value.Number(Double.POSITIVE_INFINITY);
                default -> throw nothing(token);
            };
            case SUPERSCRIPT, STRING, END -> throw nothing(token);
        };
    }

    private SyntaxException nothing(Token token) {
        return words.error(token, "expected a number, a name or an opening parenthesis; found " + TokenStream.quoted(token));
    }

    // ---- brackets ---------------------------------------------------------------------------------------------------

    private Value closed(Value x, String close) {
        words.expect(close);
        return x;
    }

    private Value map(Token at, Value x, Function<Expr, Expr> verb) {
        return new Of(words.meaning(at, () -> verb.apply(x.expression())));
    }

    private Value inner(Token at) {
        Value x = operators.expression();
        words.expect(",");
        Value y = operators.expression();
        words.expect("⟩");
        return new Of(words.meaning(at, () -> {
            Ints axes = Ints.range(0, x.rank());
            return Value.like(x, y).contract(Value.like(y, x), Ints.empty(), Ints.empty(), axes, axes);
        }));
    }

    /** [p] for a condition p, or the elements of a vector or the rows of a matrix. */
    private Value bracket(Token at) {
        List<Value> parts = new ArrayList<>();
        do {
            parts.add(operators.expression());
        } while (words.take(","));
        words.expect("]");
        if (parts.size() == 1 && parts.get(0) instanceof Of(Expr condition) && condition.dtype() == DType.BOOL) {
            return Free.of(condition::cast);
        }
        if (parts.stream().allMatch(Value::isNumber)) {
            double[] numbers = parts.stream().mapToDouble(v -> ((Value.Number) v).value()).toArray();
            return Free.of(dtype -> literal(Shape.of(numbers.length), numbers, dtype));
        }
        Array<Value> all = Array.ofAll(parts);
        if (all.forAll(v -> v instanceof Of(Tensor t) && t.rank() == 0 && t.dtype() == DType.BOOL)) {
            boolean[] truths = new boolean[all.size()];
            Array.range(0, truths.length).forEach(i -> truths[i] = ((Tensor) all.get(i).expression()).toBoolean());
            return new Of(Tensor.of(Shape.of(truths.length), truths));
        }
        return words.value(at, () -> all.forAll(Free.class::isInstance)
                ? Free.of(dtype -> stacked(all.map(p -> ((Free) p).make().apply(dtype)), dtype))
                : new Of(Movements.stack(0, all.map(Value::expression))));
    }

    private static Expr literal(Shape shape, double[] numbers, DType dtype) {
        return switch (dtype) {
            case F64 -> Tensor.of(shape, numbers);
            case F32 -> Tensor.of(shape, Tensor.of(shape, numbers).floats());
            case I64 -> Tensor.of(shape, java.util.Arrays.stream(numbers).mapToLong(d -> (long) d).toArray());
            case I32 -> Tensor.of(shape, java.util.Arrays.stream(numbers).mapToInt(d -> (int) d).toArray());
            case BOOL -> Tensor.of(shape, numbers).ne(0);
        };
    }

    /** Rows of numbers are one constant. */
    private static Expr stacked(Array<Expr> rows, DType dtype) {
        boolean alike = rows.forAll(r -> r instanceof Tensor && r.shape().equals(rows.get(0).shape()));
        return !alike ? Movements.stack(0, rows) : literal(rows.get(0).shape().prepend(rows.size()),
                rows.toJavaStream().flatMapToDouble(r -> java.util.Arrays.stream(((Tensor) r).doubles())).toArray(), dtype);
    }

    private Value cases(Token at) {
        List<Value> values = new ArrayList<>();
        List<Value> conditions = new ArrayList<>();
        while (true) {
            Value value = operators.expression();
            if (words.take("otherwise")) {
                words.expect("}");
                Value result = value;
                for (int i = values.size() - 1; i >= 0; i--) {
                    Value otherwise = result;
                    Value then = values.get(i);
                    Value test = conditions.get(i);
                    result = words.value(at,
                            () -> Value.both(then, otherwise, (x, y) -> Functions.where(test.expression(), x, y)));
                }
                return result;
            }
            values.add(value);
            words.expect("if");
            conditions.add(operators.expression());
            words.expect(";");
        }
    }

    // ---- names ------------------------------------------------------------------------------------------------------

    private Value name(Token token) {
        return scope.get(token.text()).orElse(() -> constant(token)).getOrElse(() -> {
            if (scope.isClosed()) {
                throw words.error(token, scope.unknown(token.text()));
            }
            return scope.declare(token.text());
        });
    }

    /** Names that stand for numbers. */
    private io.vavr.control.Option<Value> constant(Token token) {
        String name = token.text();
        return io.vavr.control.Option.of(switch (name) {
            case "π", "pi" -> new Value.Number(Math.PI);
            case "true", "false" -> new Of(Tensor.of(name.equals("true")));
            case "NaN" -> new Value.Number(Double.NaN);
            case "inf" -> new Value.Number(Double.POSITIVE_INFINITY);
            case "ones", "zeros" -> words.peek().is("[") ? filled(words.shape(), name.equals("ones") ? 1 : 0) : null;
            case "f64", "f32", "i64", "i32", "bool" -> {
                if (words.peek().is("[")) {
                    throw words.error(token, "a constant of more than a few elements is printed by its type, without them; put a "
                            + "name in its place, and give it a value");
                }
                yield null;
            }
            default -> name.matches("I[₀-₉]+") ? identity(Integer.parseInt(Token.plain(name.substring(1)))) : null;
        });
    }

    private static Value filled(Shape shape, double value) {
        return Free.of(dtype -> Literal.of(new TensorType(dtype, shape), value));
    }

    static Value identity(int n) {
        return Free.of(dtype -> Expr.apply(new Eye(dtype, n, n, 0)));
    }
}
