package fluxion.core.parse;

import fluxion.core.Expr;
import fluxion.core.parse.Token.Kind;
import fluxion.core.parse.Value.Of;
import fluxion.core.parse.Value.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads operators, those that hold together least first. */
final class Operators {
    private final TokenStream words;
    private final Atoms atoms;

    Operators(TokenStream words, Scope scope, Parser parser) {
        this.words = words;
        this.atoms = new Atoms(words, scope, this, parser);
    }

    Value expression() {
        return words.deeper(words.peek(), () -> {
            Value left = xor();
            for (Token at = words.peek(); words.take("∨") || words.take("or"); at = words.peek()) {
                left = both(at, left, xor(), Expr::or);
            }
            return left;
        });
    }

    private Value both(Token at, Value a, Value b, Value.Verb verb) {
        return words.value(at, () -> Value.both(a, b, verb));
    }

    // ---- logic and comparisons --------------------------------------------------------------------------------------

    private Value xor() {
        Value left = and();
        for (Token at = words.peek(); words.take("⊕") || words.take("xor"); at = words.peek()) {
            left = both(at, left, and(), Expr::xor);
        }
        return left;
    }

    private Value and() {
        Value left = relation();
        for (Token at = words.peek(); words.take("∧") || words.take("and"); at = words.peek()) {
            left = both(at, left, relation(), Expr::and);
        }
        return left;
    }

    private Value relation() {
        Value left = sum();
        Token at = words.peek();
        return words.take("=") ? both(at, left, sum(), Expr::eq) : words.take("≠") ? both(at, left, sum(), Expr::ne)
                : words.take("<") ? both(at, left, sum(), Expr::lt) : words.take("≤") ? both(at, left, sum(), Expr::le)
                : words.take(">") ? both(at, left, sum(), Expr::gt) : words.take("≥") ? both(at, left, sum(), Expr::ge) : left;
    }

    // ---- sums -------------------------------------------------------------------------------------------------------

    private Value sum() {
        Token minus = words.peek();
        Value left = words.take("−") ? negated(minus, modulo()) : modulo();
        while (true) {
            Token at = words.peek();
            if (words.take("+")) {
                left = both(at, left, modulo(), Expr::plus);
            } else if (words.take("−")) {
                left = both(at, left, modulo(), Expr::minus);
            } else {
                return left;
            }
        }
    }

    private Value negated(Token at, Value x) {
        return switch (x) {
            case Value.Number(double v) -> new Value.Number(-v);
            case Value.Free(var make) -> Value.Free.of(dtype -> make.apply(dtype).neg());
            case Row(Expr v) -> new Row(words.meaning(at, v::neg));
            case Of _, Value.Several _ -> new Of(words.meaning(at, () -> x.expression().neg()));
        };
    }

    private Value modulo() {
        Value left = big();
        for (Token at = words.peek(); words.take("mod"); at = words.peek()) {
            left = both(at, left, big(), Expr::remainder);
        }
        return left;
    }

    private Value big() {
        Token at = words.peek();
        return at.is("Σ") && atoms.isIndexed() ? product() : words.take("Σ") ? reduced(at, words.deeper(at, this::big), Expr::sum)
                : words.take("Π") ? reduced(at, words.deeper(at, this::big), Expr::prod) : product();
    }

    private Value reduced(Token at, Value x, Function<Expr, Expr> verb) {
        return new Of(words.meaning(at, () -> verb.apply(x.expression())));
    }

    // ---- products ---------------------------------------------------------------------------------------------------

    /** Factors from the left; numbers that stand in a row of matrices multiply the product of those. */
    private Value product() {
        Value left = prefix();
        List<Value> scales = new ArrayList<>();
        List<Token> places = new ArrayList<>();
        while (true) {
            Token at = words.peek();
            Value before = left;
            if (words.take("·")) {
                Value right = factor();
                if (words.value(at, before::rank) == 0 && words.value(at, right::rank) > 0) {
                    scales.add(before);
                    places.add(at);
                    left = right;
                } else {
                    left = words.value(at, () -> Value.product(before, right));
                }
            } else if (words.take("*") || words.take("⊙") || words.take("×")) {
                left = both(at, before, factor(), Expr::times);
            } else if (words.take("@")) {
                Value right = factor();
                left = words.value(at, () -> Value.product(before, right));
            } else if (words.take("/")) {
                Value all = scaled(left, scales, places);
                scales.clear();
                places.clear();
                Value right = factor();
                left = all instanceof Row(Expr row) ? new Row(words.meaning(at, () -> row.div(Value.like(right, all))))
                        : both(at, all, right, Expr::div);
            } else {
                return scaled(left, scales, places);
            }
        }
    }

    /** Times the numbers before it, the last one first. */
    private Value scaled(Value product, List<Value> scales, List<Token> places) {
        Value all = product;
        for (int i = scales.size() - 1; i >= 0; i--) {
            Value scale = scales.get(i);
            Value of = all;
            all = words.value(places.get(i), () -> Value.product(scale, of));
        }
        return all;
    }

    /** The last factor may be a sum over everything. */
    private Value factor() {
        return (words.peek().is("Σ") || words.peek().is("Π")) && !atoms.isIndexed() ? big() : prefix();
    }

    private Value prefix() {
        Token at = words.peek();
        if (words.take("−")) {
            return negated(at, words.deeper(at, this::prefix));
        }
        if (words.take("¬") || words.take("not")) {
            Value x = words.deeper(at, this::prefix);
            return new Of(words.meaning(at, () -> x.expression().not()));
        }
        if (words.take("√") || words.take("∛")) {
            Value x = atoms.postfix();
            return new Of(words.meaning(at, at.is("√") ? () -> x.expression().sqrt() : () -> x.expression().cbrt()));
        }
        return power();
    }

    // ---- powers -----------------------------------------------------------------------------------------------------

    private Value power() {
        Value base = atoms.postfix();
        Token at = words.peek();
        if (at.kind() == Kind.SUPERSCRIPT) {
            words.skip();
            int exponent = exponent(at);
            return raised(at, base, () -> exponent == -1 && base.rank() >= 2 ? base.expression().inv()
                    : base.expression().pow(exponent));
        }
        if (words.take("^")) {
            if (words.peek().is("+")) {
                words.skip();
                return new Of(words.meaning(at, () -> base.expression().pinv()));
            }
            Value exponent = words.deeper(at, this::prefix);
            return exponent instanceof Value.Number(double n) ? n == (int) n
                    ? raised(at, base, () -> base.expression().pow((int) n))
                    : raised(at, base, () -> base.expression().pow(n)) : both(at, base, exponent, Expr::pow);
        }
        return base;
    }

    private Value raised(Token at, Value base, Supplier<Expr> power) {
        return base instanceof Row ? new Row(words.meaning(at, power)) : new Of(words.meaning(at, power));
    }

    private int exponent(Token digits) {
        try {
            return Integer.parseInt(digits.text());
        } catch (NumberFormatException e) {
            throw words.error(digits, "the exponent must be a whole number that int holds");
        }
    }
}
