package fluxion.core.parse;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Eye;
import fluxion.core.parse.Token.Kind;
import fluxion.core.parse.Value.Of;
import fluxion.core.parse.Value.Row;
import io.vavr.collection.Array;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/** Reads one formula by recursive descent, building its meaning as it goes. */
final class Parser {
    /** Parentheses nested deeper are refused before they exhaust the stack. */
    private static final int DEPTH = 200;

    private final String text;
    private final boolean strict;
    private final java.util.Map<String, Value> names = new HashMap<>();
    private final LinkedHashMap<String, Var> params = new LinkedHashMap<>();
    private List<Token> tokens;
    private int next;
    private int depth;

    /**
     * @param known names with meanings
     * @param strict whether other names are mistakes, not parameters
     */
    Parser(String text, Map<String, Expr> known, boolean strict) {
        this.text = text;
        this.strict = strict;
        this.tokens = Token.read(text);
        known.forEach((name, expression) -> names.put(name, new Of(expression)));
    }

    Fn fn() {
        Seq<Expr> results = results();
        return Fn.of(Array.ofAll(params.values()), results);
    }

    /** The results, after header and definitions. */
    Seq<Expr> results() {
        header();
        int start = next;
        int where = find("where");
        if (where >= 0) {
            next = where + 1;
            definitions();
            int at = tokens.get(where).at();
            tokens = new ArrayList<>(tokens.subList(0, where));
            tokens.add(new Token(Kind.END, "the end", at, true));
            next = start;
        }
        Seq<Expr> results = isTuple() ? tuple() : Array.of(expression().expression());
        if (peek().kind() != Kind.END) {
            throw error(peek(), "expected an operator or the end; found " + quoted(peek()));
        }
        return results;
    }

    private int find(String sign) {
        for (int i = next; i < tokens.size(); i++) {
            if (tokens.get(i).is(sign)) {
                return i;
            }
        }
        return -1;
    }

    // ---- header and definitions -------------------------------------------------------------------------------------

    private void header() {
        int arrow = find("↦");
        if (arrow < 0) {
            return;
        }
        boolean open = take("(");
        if (!(open && take(")"))) {
            do {
                Token name = expect(Kind.NAME, "a parameter's name");
                TensorType type = take(":") ? type() : TensorType.scalar(DType.F64);
                if (!strict && params.containsKey(name.text())) {
                    throw error(name, "parameters must be distinct; found " + quoted(name) + " again");
                }
                if (strict && !names.containsKey(name.text())) {
                    throw error(name, unknown(name.text()));
                }
                if (!strict) {
                    declare(name.text(), type);
                }
            } while (take(","));
            if (open) {
                expect(")");
            }
        }
        expect("↦");
    }

    private void declare(String name, TensorType type) {
        Var variable = new Var(name, type);
        params.put(name, variable);
        names.put(name, new Of(variable));
    }

    private TensorType type() {
        Token name = expect(Kind.NAME, "a type such as f64[3]");
        DType dtype = switch (name.text()) {
            case "f64" -> DType.F64;
            case "f32" -> DType.F32;
            case "i64" -> DType.I64;
            case "i32" -> DType.I32;
            case "bool" -> DType.BOOL;
            default -> throw error(name, "expected one of f64, f32, i64, i32, bool; found " + quoted(name));
        };
        return new TensorType(dtype, peek().is("[") ? shape() : Shape.SCALAR);
    }

    private Shape shape() {
        expect("[");
        Ints dims = Ints.empty();
        if (!take("]")) {
            do {
                dims = dims.append(whole());
            } while (take(","));
            expect("]");
        }
        return new Shape(dims);
    }

    private int whole() {
        int sign = take("−") ? -1 : 1;
        Token number = expect(Kind.NUMBER, "a whole number");
        try {
            return sign * Integer.parseInt(number.text());
        } catch (NumberFormatException e) {
            throw error(number, "expected a whole number; found " + quoted(number));
        }
    }

    private void definitions() {
        while (peek().kind() != Kind.END) {
            Token name = expect(Kind.NAME, "a name to define");
            expect("=");
            Value value = expression();
            names.put(name.text(), value);
            if (!take(",") && peek().kind() != Kind.END && !peek().first()) {
                throw error(peek(), "expected the end of the line; found " + quoted(peek()));
            }
        }
    }

    /** Whether several results stand in parentheses. */
    private boolean isTuple() {
        if (!peek().is("(")) {
            return false;
        }
        int level = 0;
        boolean comma = false;
        for (int i = next; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            level += token.is("(") || token.is("[") || token.is("{") || token.is("⟨") ? 1 : token.is(")") || token.is("]") || token.is("}") || token.is("⟩") ? -1 : 0;
            comma |= level == 1 && token.is(",");
            if (level == 0) {
                return comma && tokens.get(i + 1).kind() == Kind.END || i == next + 1;
            }
        }
        return false;
    }

    private Seq<Expr> tuple() {
        expect("(");
        Seq<Expr> results = Array.empty();
        if (!take(")")) {
            do {
                results = results.append(expression().expression());
            } while (take(","));
            expect(")");
        }
        return results;
    }

    // ---- operators --------------------------------------------------------------------------------------------------

    Value expression() {
        if (++depth > DEPTH) {
            throw error(peek(), "expressions may be nested " + DEPTH + " deep, not deeper");
        }
        try {
            Value left = xor();
            for (Token at = peek(); take("∨") || take("or"); at = peek()) {
                left = both(at, left, xor(), Expr::or);
            }
            return left;
        } finally {
            depth--;
        }
    }

    private Value xor() {
        Value left = and();
        for (Token at = peek(); take("⊕") || take("xor"); at = peek()) {
            left = both(at, left, and(), Expr::xor);
        }
        return left;
    }

    private Value and() {
        Value left = relation();
        for (Token at = peek(); take("∧") || take("and"); at = peek()) {
            left = both(at, left, relation(), Expr::and);
        }
        return left;
    }

    private Value relation() {
        Value left = sum();
        Token at = peek();
        return take("=") ? both(at, left, sum(), Expr::eq) : take("≠") ? both(at, left, sum(), Expr::ne)
                : take("<") ? both(at, left, sum(), Expr::lt) : take("≤") ? both(at, left, sum(), Expr::le)
                : take(">") ? both(at, left, sum(), Expr::gt) : take("≥") ? both(at, left, sum(), Expr::ge) : left;
    }

    private Value sum() {
        Token minus = peek();
        Value left = take("−") ? negated(minus, modulo()) : modulo();
        while (true) {
            Token at = peek();
            if (take("+")) {
                left = both(at, left, modulo(), Expr::plus);
            } else if (take("−")) {
                left = both(at, left, modulo(), Expr::minus);
            } else {
                return left;
            }
        }
    }

    private Value negated(Token at, Value x) {
        return x instanceof Value.Number(double v) ? new Value.Number(-v) : x instanceof Row(Expr v) ? new Row(meaning(at, v::neg))
                : new Of(meaning(at, () -> x.expression().neg()));
    }

    private Value modulo() {
        Value left = big();
        for (Token at = peek(); take("mod"); at = peek()) {
            left = both(at, left, big(), Expr::remainder);
        }
        return left;
    }

    private Value big() {
        Token at = peek();
        return take("Σ") ? reduced(at, big(), Expr::sum) : take("Π") ? reduced(at, big(), Expr::prod) : product();
    }

    private Value reduced(Token at, Value x, java.util.function.Function<Expr, Expr> verb) {
        return new Of(meaning(at, () -> verb.apply(x.expression())));
    }

    /** Factors from the left; numbers that stand in a row of matrices multiply the product of those. */
    private Value product() {
        Value left = prefix();
        List<Value> scales = new ArrayList<>();
        List<Token> places = new ArrayList<>();
        while (true) {
            Token at = peek();
            Value before = left;
            if (take("·")) {
                Value right = factor();
                if (before.rank() == 0 && right.rank() > 0) {
                    scales.add(before);
                    places.add(at);
                    left = right;
                } else {
                    left = value(at, () -> Value.product(before, right));
                }
            } else if (take("*") || take("⊙") || take("×")) {
                left = both(at, before, factor(), Expr::times);
            } else if (take("@")) {
                Value right = factor();
                left = value(at, () -> Value.product(before, right));
            } else if (take("/")) {
                Value right = factor();
                left = before instanceof Row(Expr row) ? new Row(meaning(at, () -> row.div(right.expression()))) : both(at, before, right, Expr::div);
            } else {
                for (int i = scales.size() - 1; i >= 0; i--) {
                    Value scale = scales.get(i);
                    Value of = left;
                    left = value(places.get(i), () -> Value.product(scale, of));
                }
                return left;
            }
        }
    }

    /** The last factor may be a sum over everything. */
    private Value factor() {
        return peek().is("Σ") || peek().is("Π") ? big() : prefix();
    }

    private Value prefix() {
        Token at = peek();
        if (take("−")) {
            deeper(at);
            Value x = prefix();
            depth--;
            return negated(at, x);
        }
        if (take("¬") || take("not")) {
            deeper(at);
            Value x = prefix();
            depth--;
            return new Of(meaning(at, () -> x.expression().not()));
        }
        if (take("√") || take("∛")) {
            Value x = postfix();
            return new Of(meaning(at, at.is("√") ? () -> x.expression().sqrt() : () -> x.expression().cbrt()));
        }
        return power();
    }

    private void deeper(Token at) {
        if (++depth > DEPTH) {
            throw error(at, "expressions may be nested " + DEPTH + " deep, not deeper");
        }
    }

    private Value power() {
        Value base = postfix();
        Token at = peek();
        if (at.kind() == Kind.SUPERSCRIPT) {
            next++;
            int exponent = exponent(at);
            return raised(at, base, () -> base.expression().pow(exponent));
        }
        if (take("^")) {
            deeper(at);
            Value exponent = prefix();
            depth--;
            return exponent instanceof Value.Number(double n) ? n == (int) n ? raised(at, base, () -> base.expression().pow((int) n))
                    : raised(at, base, () -> base.expression().pow(n)) : both(at, base, exponent, Expr::pow);
        }
        return base;
    }

    private Value raised(Token at, Value base, Supplier<Expr> power) {
        return base instanceof Row ? new Row(meaning(at, power)) : new Of(meaning(at, power));
    }

    private int exponent(Token digits) {
        try {
            return Integer.parseInt(digits.text());
        } catch (NumberFormatException e) {
            throw error(digits, "the exponent must be a whole number that int holds");
        }
    }

    private Value postfix() {
        Value x = atom();
        while (true) {
            Token at = peek();
            Value of = x;
            if (take("ᵀ")) {
                x = of instanceof Row(Expr v) ? new Of(v) : of.rank() == 1 ? new Row(of.expression()) : of.rank() == 0 ? of
                        : new Of(meaning(at, () -> of.expression().t()));
            } else if (at.is("[") && !at.first()) {
                next++;
                x = new Of(indexed(at, of.expression()));
            } else {
                return x;
            }
        }
    }

    private Expr indexed(Token at, Expr x) {
        Positions positions = new Positions(x);
        do {
            if (take("∗") || take("*")) {
                positions.add();
            } else if (peek().is(":")) {
                next++;
                range(positions, 0);
            } else {
                Token here = peek();
                Value position = expression();
                if (position instanceof Value.Number(double n) && n == (int) n) {
                    if (take(":")) {
                        range(positions, (int) n);
                    } else {
                        run(here, () -> positions.pick((int) n));
                    }
                } else {
                    run(here, () -> positions.take(position.expression()));
                }
            }
        } while (take(","));
        expect("]");
        return meaning(at, positions::result);
    }

    private void range(Positions positions, int start) {
        Token at = peek();
        boolean open = at.is("]") || at.is(",") || at.is(":");
        int stop = open ? Integer.MAX_VALUE : whole();
        int step = take(":") ? whole() : 1;
        run(at, () -> positions.range(start, stop, step));
    }

    // ---- atoms ------------------------------------------------------------------------------------------------------

    private Value atom() {
        Token token = peek();
        next++;
        return switch (token.kind()) {
            case NUMBER -> new Value.Number(Double.parseDouble(token.text()));
            case NAME -> peek().is("(") && !names.containsKey(token.text()) ? call(token) : name(token);
            case SIGN -> switch (token.text()) {
                case "(" -> closed(expression(), ")");
                case "|" -> map(token, closed(expression(), "|"), Expr::abs);
                case "‖" -> map(token, closed(expression(), "‖"), Expr::norm);
                case "⌊" -> floor(token, closed(expression(), "⌋").expression());
                case "⌈" -> map(token, closed(expression(), "⌉"), Expr::ceil);
                case "⟨" -> inner(token);
                case "[" -> bracket(token);
                case "{" -> cases(token);
                case "∞" -> new Value.Number(Double.POSITIVE_INFINITY);
                default -> throw error(token, "expected a number, a name or an opening parenthesis; found " + quoted(token));
            };
            case SUPERSCRIPT, STRING, END -> throw error(token, "expected a number, a name or an opening parenthesis; found " + quoted(token));
        };
    }

    private Value closed(Value x, String close) {
        expect(close);
        return x;
    }

    private Value map(Token at, Value x, java.util.function.Function<Expr, Expr> verb) {
        return new Of(meaning(at, () -> verb.apply(x.expression())));
    }

    /** ⌊a/b⌋ is the floor of the quotient; of integers, which have no other. */
    private Value floor(Token at, Expr x) {
        return new Of(meaning(at, x::floor));
    }

    private Value inner(Token at) {
        Expr x = expression().expression();
        expect(",");
        Expr y = expression().expression();
        expect("⟩");
        Ints axes = Ints.range(0, x.rank());
        return new Of(meaning(at, () -> x.contract(y, Ints.empty(), Ints.empty(), axes, axes)));
    }

    /** [p] for a condition p, or the elements of a vector or the rows of a matrix. */
    private Value bracket(Token at) {
        List<Value> parts = new ArrayList<>();
        do {
            parts.add(expression());
        } while (take(","));
        expect("]");
        if (parts.size() == 1 && !parts.get(0).isNumber() && parts.get(0).expression().dtype() == DType.BOOL) {
            return new Of(parts.get(0).expression().cast(DType.F64));
        }
        if (parts.stream().allMatch(Value::isNumber)) {
            return new Of(Tensor.of(parts.stream().mapToDouble(v -> ((Value.Number) v).value()).toArray()));
        }
        return new Of(meaning(at, () -> {
            Expr stacked = fluxion.core.Movements.stack(0, Array.ofAll(parts).map(Value::expression));
            return parts.stream().allMatch(p -> p.expression() instanceof Tensor) ? literal(parts) : stacked;
        }));
    }

    private static Expr literal(List<Value> rows) {
        double[][] elements = rows.stream().map(r -> ((Tensor) r.expression()).doubles()).toArray(double[][]::new);
        return Array.ofAll(rows).forAll(r -> r.rank() == 1) ? Tensor.of(elements) : fluxion.core.Movements.stack(0, Array.ofAll(rows).map(Value::expression));
    }

    private Value cases(Token at) {
        List<Value> values = new ArrayList<>();
        List<Value> conditions = new ArrayList<>();
        while (true) {
            Value value = expression();
            if (take("otherwise")) {
                expect("}");
                Value result = value;
                for (int i = values.size() - 1; i >= 0; i--) {
                    Value otherwise = result;
                    Value then = values.get(i);
                    Expr condition = conditions.get(i).expression();
                    result = value(at, () -> Value.both(then, otherwise, (x, y) -> condition.where(x, y)));
                }
                return result;
            }
            values.add(value);
            expect("if");
            conditions.add(expression());
            expect(";");
        }
    }

    private Value name(Token token) {
        Value known = names.get(token.text());
        if (known != null) {
            return known;
        }
        switch (token.text()) {
            case "π", "pi" -> {
                return new Value.Number(Math.PI);
            }
            case "true", "false" -> {
                return new Of(Tensor.of(token.text().equals("true")));
            }
            case "NaN" -> {
                return new Value.Number(Double.NaN);
            }
            case "inf" -> {
                return new Value.Number(Double.POSITIVE_INFINITY);
            }
            case "ones", "zeros" -> {
                if (peek().is("[")) {
                    return new Of(fluxion.core.Literal.of(new TensorType(DType.F64, shape()), token.text().equals("ones") ? 1 : 0));
                }
            }
            default -> {
                if (token.text().matches("I[₀-₉]+")) {
                    int n = Integer.parseInt(token.text().substring(1).chars().mapToObj(c -> Integer.toString(c - '₀')).reduce("", String::concat));
                    return new Of(Expr.apply(new Eye(DType.F64, n, n, 0)));
                }
            }
        }
        if (strict || headed()) {
            throw error(token, unknown(token.text()));
        }
        declare(token.text(), TensorType.scalar(DType.F64));
        return names.get(token.text());
    }

    private boolean headed() {
        return tokens.stream().anyMatch(t -> t.is("↦"));
    }

    private String unknown(String name) {
        if (Functions.KNOWN.contains(name)) {
            return name + " is a function and takes its operands in parentheses, as in " + name + "(x)";
        }
        return "expected one of the names " + names.keySet().stream().sorted().toList() + "; found \"" + name + "\"";
    }

    private Value call(Token name) {
        expect("(");
        Arguments arguments = new Arguments();
        if (!take(")")) {
            do {
                Token at = peek();
                if (at.kind() == Kind.NAME && Arguments.WORDS.contains(at.text()) && !names.containsKey(at.text())) {
                    next++;
                    Ints numbers = peek().is(",") || peek().is(")") ? Ints.empty() : Ints.of(whole());
                    while (at.text().equals("axes") && peek().is(",")) {
                        next++;
                        numbers = numbers.append(whole());
                    }
                    arguments.option(at.text(), numbers);
                } else if (at.kind() == Kind.STRING) {
                    next++;
                    arguments.text(at.text());
                } else {
                    arguments.value(expression());
                }
            } while (take(","));
            expect(")");
        }
        return value(name, () -> Functions.apply(name.text(), arguments));
    }

    // ---- words and mistakes -----------------------------------------------------------------------------------------

    private Token peek() {
        return tokens.get(next);
    }

    private boolean take(String sign) {
        boolean is = peek().is(sign);
        next += is ? 1 : 0;
        return is;
    }

    private void expect(String sign) {
        if (!take(sign)) {
            throw error(peek(), "expected \"" + sign + "\"; found " + quoted(peek()));
        }
    }

    private Token expect(Kind kind, String what) {
        Token token = peek();
        if (token.kind() != kind) {
            throw error(token, "expected " + what + "; found " + quoted(token));
        }
        next++;
        return token;
    }

    private static String quoted(Token token) {
        return token.kind() == Kind.END ? "the end" : "\"" + token.text() + "\"";
    }

    private ParseException error(Token at, String problem) {
        return new ParseException(text, Math.min(text.length(), at.at()), problem, null);
    }

    private Value both(Token at, Value a, Value b, Value.Verb verb) {
        return value(at, () -> Value.both(a, b, verb));
    }

    private Expr meaning(Token at, Supplier<Expr> build) {
        return value(at, () -> new Of(build.get())).expression();
    }

    private void run(Token at, Runnable build) {
        value(at, () -> {
            build.run();
            return new Value.Number(0);
        });
    }

    /** Mistakes in shapes and dtypes belong to the sign that makes them. */
    private Value value(Token at, Supplier<Value> build) {
        try {
            return build.get();
        } catch (ParseException e) {
            throw e;
        } catch (FluxionException e) {
            throw new ParseException(text, at.at(), e.getMessage(), e);
        }
    }

}
