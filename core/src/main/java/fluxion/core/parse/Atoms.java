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
    private static final java.util.regex.Pattern RAISED = java.util.regex.Pattern.compile("([+-]?)([0-9]*)([a-z]*)");

    private final TokenStream words;
    private final Scope scope;
    private final Operators operators;
    private final Calls calls;
    private final Subscripts subscripts;
    private final Juxtaposition side;
    private final Derivatives derivatives;
    private final CommandReader commands;

    Atoms(TokenStream words, Scope scope, Operators operators, Juxtaposition side, Parser parser) {
        this.words = words;
        this.scope = scope;
        this.operators = operators;
        this.calls = new Calls(words, scope, operators, parser);
        this.subscripts = new Subscripts(words, scope, this, side);
        this.side = side;
        this.derivatives = new Derivatives(words, scope, operators, parser);
        this.commands = new CommandReader(words, operators, derivatives);
    }

    /** Whether a product by its indices begins here. */
    boolean isIndexed() {
        return subscripts.isHere();
    }

    /** A product by the indices that stand in it, summed over those behind Σ. */
    Value indexed(Token at) {
        return subscripts.summed(at);
    }

    /** Whether the next word is Euler's number. */
    boolean isEuler() {
        Token next = words.peek();
        return next.kind() == Kind.NAME && next.text().equals("e") && !scope.knows("e") && !scope.expects("e");
    }

    /** Skips {@code T} where that says that a matrix is transposed. */
    boolean takesTransposed() {
        boolean braces = words.peek().is("{");
        Token mark = braces ? words.second() : words.peek();
        if (!mark.is("ᵀ") && !(mark.kind() == Kind.NAME && mark.text().equals("T") && !scope.knows("T") && !scope.expects("T"))) {
            return false;
        }
        if (braces && !words.at(words.position() + 2).is("}")) {
            return false;
        }
        words.go(words.position() + (braces ? 3 : 1));
        return true;
    }

    Value transposed(Token at, Value of) {
        return words.value(at, () -> of instanceof Row(Expr v) ? new Of(v) : of.rank() == 1 ? new Row(of.expression())
                : of.rank() == 0 ? of : new Of(of.expression().t()));
    }

    /** What a raised word says: {@code ²}, {@code ⁻¹}, {@code ⁻ˣ}, {@code ²ⁿ}. */
    Value raised(Token at) {
        Value sum = new Value.Number(0);
        java.util.regex.Matcher term = RAISED.matcher(at.text());
        boolean first = true;
        while (!term.hitEnd()) {
            if (!term.lookingAt() || !first && term.group(1).isEmpty() || term.end() == term.start()) {
                throw words.error(at, "the exponent must be a whole number or letters, as in x², eˣ or x²ⁿ");
            }
            if (term.group(2).length() > 9) {
                throw words.error(at, "the exponent must be a whole number that int holds");
            }
            Value product = new Value.Number((term.group(1).equals("-") ? -1 : 1)
                    * (term.group(2).isEmpty() ? 1.0 : Integer.parseInt(term.group(2))));
            boolean alone = term.group(2).isEmpty() && term.group(1).isEmpty();
            for (String letter : term.group(3).isEmpty() ? new String[0] : term.group(3).split("")) {
                Value value = name(new Token(Kind.NAME, letter, at.at(), false));
                Value before = product;
                product = alone ? value : words.value(at, () -> Value.product(before, value));
                alone = false;
            }
            Value before = sum;
            Value one = product;
            sum = first ? product : before instanceof Value.Number(double a) && one instanceof Value.Number(double b)
                    ? new Value.Number(a + b) : words.value(at, () -> Value.both(before, one, Expr::plus));
            first = false;
            term.region(term.end(), at.text().length());
        }
        return sum;
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
                x = transposed(at, of);
            } else if (at.is("'") && !at.first()) {
                words.skip();
                if (words.value(at, of::rank) == 0) {
                    throw words.error(at, "the prime of a number may mean a derivative or be part of a name; write d/dx(…),"
                            + " or ′ in a name");
                }
                x = transposed(at, of);
            } else if (at.is("!") && words.isTight()) {
                words.skip();
                x = factorial(at, of);
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

    private Value factorial(Token at, Value of) {
        if (of instanceof Value.Number(double n) && n >= 0 && n <= 170 && n == Math.rint(n)) {
            double product = 1;
            for (int i = 2; i <= n; i++) {
                product *= i;
            }
            return new Value.Number(product);
        }
        return new Of(words.meaning(at, () -> Composites.gamma(of.expression().plus(1))));
    }

    Value atom() {
        if (derivatives.isHere()) {
            return derivatives.read();
        }
        Token token = words.skip();
        return switch (token.kind()) {
            case NUMBER -> new Value.Number(Double.parseDouble(token.text()));
            case NAME -> scope.knows(token.text()) ? name(token) : named(token);
            case SIGN -> switch (token.text()) {
                case "(" -> closed(operators.conditional(), ")");
                case "|" -> bars(token);
                case "‖" -> commands.norm(token, side.between("‖", () -> closed(operators.expression(), "‖")));
                case "∇" -> derivatives.gradient(token);
                case "⌊" -> map(token, closed(operators.expression(), "⌋"), Expr::floor);
                case "⌈" -> map(token, closed(operators.expression(), "⌉"), Expr::ceil);
                case "⟨" -> inner(token);
                case "[" -> bracket(token);
                case "{" -> cases(token);
                case "∞" -> new Value.Number(Double.POSITIVE_INFINITY);
                case "∫" -> throw words.error(token,
                        "an integral is not read: formulas have no ∫; integrate the function that is read, "
                        + "numerically, or write what the integral is");
                case "…" -> throw words.error(token,
                        "\"…\" leaves out what a formula must say; write a sum by index, Σᵢ xᵢ, or all terms");
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
        List<Value> parts = elements();
        if (words.peek().is(";")) {
            List<Value> rows = new ArrayList<>();
            rows.add(list(at, parts));
            while (words.take(";")) {
                rows.add(list(at, elements()));
            }
            words.expect("]");
            return list(at, rows);
        }
        words.expect("]");
        return list(at, parts);
    }

    /** {@code a, b, c}. */
    private List<Value> elements() {
        List<Value> parts = new ArrayList<>();
        do {
            parts.add(operators.expression());
        } while (words.take(","));
        return parts;
    }

    private Value list(Token at, List<Value> parts) {
        if (parts.size() == 1 && parts.get(0) instanceof Of(Expr condition) && condition.dtype() == DType.BOOL) {
            return Free.of(condition::cast);
        }
        if (parts.stream().allMatch(Value::isNumber)) {
            double[] numbers = parts.stream().mapToDouble(Value::number).toArray();
            return Free.of(dtype -> literal(Shape.of(numbers.length), numbers, dtype));
        }
        Array<Value> all = Array.ofAll(parts);
        if (all.forAll(v -> v instanceof Of(Tensor t) && t.dtype() == DType.BOOL
                && t.shape().equals(all.get(0).expression().tensorType()
                .shape()))) {
            boolean[] truths = new boolean[all.size() * (int) ((Tensor) all.get(0).expression()).shape().size()];
            int[] next = {0};
            all.forEach(v -> {
                for (boolean truth : ((Tensor) v.expression()).booleans()) {
                    truths[next[0]++] = truth;
                }
            });
            return new Of(Tensor.of(((Tensor) all.get(0).expression()).shape().prepend(all.size()), truths));
        }
        return words.value(at, () -> all.forAll(Free.class::isInstance)
                ? Free.of(dtype -> stacked(all.map(p -> ((Free) p).make()), dtype))
                : new Of(Movements.stack(0, all.map(Value::expression))));
    }

    private static Expr literal(Shape shape, double[] numbers, DType dtype) {
        return switch (dtype) {
            case F64 -> Tensor.of(shape, numbers);
            case F32 -> Tensor.of(shape, floats(numbers));
            case I64 -> Tensor.of(shape, java.util.Arrays.stream(numbers).mapToLong(d -> (long) d).toArray());
            case I32 -> Tensor.of(shape, java.util.Arrays.stream(numbers).mapToInt(d -> (int) d).toArray());
            case BOOL -> Tensor.of(shape, numbers).ne(0);
        };
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    /** Rows of numbers are one constant. */
    private static Expr stacked(Array<Function<DType, Expr>> rows, DType dtype) {
        Array<Expr> numbers = rows.map(r -> r.apply(DType.F64));
        boolean alike = numbers.forAll(r -> r instanceof Tensor && r.shape().equals(numbers.get(0).shape()));
        return !alike ? Movements.stack(0, rows.map(r -> r.apply(dtype))) : literal(numbers.get(0).shape().prepend(rows.size()),
                numbers.toJavaStream().flatMapToDouble(r -> java.util.Arrays.stream(((Tensor) r).doubles())).toArray(), dtype);
    }

    private Value named(Token token) {
        String name = token.text();
        if (name.startsWith("\\")) {
            return commands.read(token);
        }
        boolean function = scope.function(name).isDefined();
        if (words.peek().is("(") && !name.equals("e")) {
            return calls.read(token, 0, derivatives);
        }
        if (words.peek().is("'") && (function || FunctionNames.isPlain(name))) {
            int order = 0;
            while (words.take("'")) {
                order++;
            }
            return calls.read(token, order, derivatives);
        }
        return FunctionNames.isPlain(name) && !function && !scope.expects(name) ? calls.plain(token, side) : name(token);
    }

    /** |x|, or ‖x‖ written ||x||. */
    private Value bars(Token at) {
        int from = words.position();
        if (words.peek().is("|") && words.isTight()) {
            words.skip();
            Value norm = side.between("|", operators::expression);
            if (words.peek().is("|") && words.second().is("|") && words.second().at() == words.peek().at() + 1) {
                words.go(words.position() + 2);
                return commands.norm(at, norm);
            }
            words.go(from);
        }
        Value inside = side.between("|", () -> closed(operators.expression(), "|"));
        if (operators.isSquare(at, inside)) {
            String x = words.written(from, words.position() - 1);
            throw side.ambiguous(at, "|" + x + "|", "the determinant, det(" + x + "),",
                    "the size of each element, abs(" + x + ")");
        }
        return map(at, inside, Expr::abs);
    }

    /** Braces hold cases, or group: {@code x^{2n}}. */
    private Value cases(Token at) {
        Value first = operators.expression();
        return words.take("}") ? first : new CasesReader(words, operators).read(at, first, "}");
    }

    // ---- names ------------------------------------------------------------------------------------------------------

    private Value name(Token token) {
        return scope.get(token.text()).orElse(() -> constant(token)).getOrElse(() -> {
            if (scope.isClosed()) {
                throw words.error(token, scope.unknown(token.text()));
            }
            if (!scope.expects(token.text())) {
                if (FunctionNames.isPlain(token.text())) {
                    throw words.error(token, scope.unknown(token.text()));
                }
                side.refuseName(token);
            }
            return scope.declare(token.text());
        });
    }

    /** Names that stand for numbers. */
    private io.vavr.control.Option<Value> constant(Token token) {
        String name = token.text();
        return io.vavr.control.Option.of(switch (name) {
            case "π", "pi", "np.pi", "numpy.pi", "math.pi", "Math.PI", "jnp.pi", "torch.pi" -> new Value.Number(Math.PI);
            case "e" -> scope.expects(name) ? null : new Value.Number(Math.E);
            case "np.e", "math.e", "Math.E" -> new Value.Number(Math.E);
            case "true", "false" -> new Of(Tensor.of(name.equals("true")));
            case "NaN", "nan", "np.nan", "math.nan" -> new Value.Number(Double.NaN);
            case "inf", "np.inf", "math.inf", "infinity" -> new Value.Number(Double.POSITIVE_INFINITY);
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
