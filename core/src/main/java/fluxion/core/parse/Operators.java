package fluxion.core.parse;

import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.parse.Token.Kind;
import fluxion.core.parse.Value.Of;
import fluxion.core.parse.Value.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads operators, those that hold together least first. */
final class Operators {
    private final TokenStream words;
    private final Scope scope;
    private final Juxtaposition side;
    private final Atoms atoms;

    Operators(TokenStream words, Scope scope, Parser parser) {
        this.words = words;
        this.scope = scope;
        this.side = new Juxtaposition(words, scope);
        this.atoms = new Atoms(words, scope, this, side, parser);
    }

    /** An expression, or a choice as Python writes it, {@code x if x > 0 else −x}. */
    Value conditional() {
        Value then = expression();
        Token at = words.peek();
        if (!words.take("if")) {
            return then;
        }
        Value test = expression();
        words.expect("else");
        Value otherwise = words.deeper(at, this::conditional);
        return words.value(at, () -> Value.both(then, otherwise, (x, y) -> Functions.where(test.expression(), x, y)));
    }

    /** Whether another factor follows without a sign. */
    boolean follows() {
        return side.follows();
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

    /** Of numbers the number, which takes the dtype of what it meets. */
    private Value both(Token at, Value a, Value b, Value.Verb verb, DoubleBinaryOperator numbers) {
        return words.value(at, () -> Value.numbers(a, b, verb, numbers));
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
        words.take("+");
        Token minus = words.peek();
        Value left = words.take("−") ? negated(minus, modulo()) : modulo();
        while (true) {
            Token at = words.peek();
            if (words.take("+")) {
                left = both(at, left, modulo(), Expr::plus, Double::sum);
            } else if (words.take("−")) {
                left = both(at, left, modulo(), Expr::minus, (x, y) -> x - y);
            } else {
                return left;
            }
        }
    }

    Value negated(Token at, Value x) {
        return switch (x) {
            case Value.Number(double v) -> new Value.Number(-v);
            case Value.Constant(double v, Expr made) -> new Value.Constant(-v, words.meaning(at, made::neg));
            case Value.Free(var make) -> Value.Free.of(dtype -> make.apply(dtype).neg());
            case Row(Expr v) -> new Row(words.meaning(at, v::neg));
            case Of _, Value.Several _ -> new Of(words.meaning(at, () -> x.expression().neg()));
        };
    }

    private Value modulo() {
        Value left = big();
        for (Token at = words.peek(); words.take("mod") || words.take("%"); at = words.peek()) {
            left = both(at, left, big(), Expr::remainder);
        }
        return left;
    }

    Value big() {
        Token at = words.peek();
        if ((at.is("Σ") || at.is("Π")) && BoundedSums.isHere(words)) {
            return words.deeper(at, () -> new BoundedSums(words, scope, this, atoms).read());
        }
        return at.is("Σ") && atoms.isIndexed() ? product() : words.take("Σ") ? reduced(at, words.deeper(at, this::big), Expr::sum)
                : words.take("Π") ? reduced(at, words.deeper(at, this::big), Expr::prod) : product();
    }

    private Value reduced(Token at, Value x, Function<Expr, Expr> verb) {
        return new Of(words.meaning(at, () -> verb.apply(x.expression())));
    }

    // ---- products ---------------------------------------------------------------------------------------------------

    /** Factors from the left; numbers that stand in a row of matrices multiply the product of those. */
    Value product() {
        int from = words.position();
        int slash = -1;
        Value left = prefix();
        List<Value> scales = new ArrayList<>();
        List<Token> places = new ArrayList<>();
        while (true) {
            Token at = words.peek();
            Value before = left;
            boolean side = this.side.follows();
            if (side && slash >= 0) {
                throw this.side.quotient(from, slash, this);
            }
            if (side || words.take("·")) {
                slash = -1;
                Value right = factor();
                if (before.isNumber() && right.isNumber()) {
                    left = both(at, before, right, Expr::times, (x, y) -> x * y);
                } else if (words.value(at, before::rank) == 0 && words.value(at, right::rank) > 0) {
                    scales.add(before);
                    places.add(at);
                    left = right;
                } else {
                    left = words.value(at, () -> Value.product(before, right));
                }
            } else if (words.take("*") || words.take("⊙") || words.take("×")) {
                slash = -1;
                left = both(at, before, factor(), Expr::times, (x, y) -> x * y);
            } else if (words.take("@")) {
                slash = -1;
                Value right = factor();
                left = words.value(at, () -> Value.product(before, right));
            } else if (words.take("/")) {
                Value all = scaled(left, scales, places);
                scales.clear();
                places.clear();
                slash = words.position();
                Value right = factor();
                left = all instanceof Row(Expr row) ? new Row(words.meaning(at, () -> row.div(Value.like(right, all))))
                        : both(at, all, right, Expr::div, (x, y) -> x / y);
            } else if (words.take("//")) {
                left = both(at, scaled(left, scales, places), factor(), Expr::floorDivide);
                scales.clear();
                places.clear();
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
        if (words.take("+")) {
            return words.deeper(at, this::prefix);
        }
        if (words.take("√") || words.take("∛")) {
            int from = words.position() - 1;
            Value x = atoms.postfix();
            if (!words.previous().is(")")) {
                side.refusePower(from);
            }
            side.refuse(from, from, this, true);
            Expr root = words.meaning(at, at.is("√") ? () -> x.expression().sqrt() : () -> x.expression().cbrt());
            return x.isNumber() ? new Value.Constant(at.is("√") ? Math.sqrt(x.number()) : Math.cbrt(x.number()), root)
                    : new Of(root);
        }
        return power();
    }

    // ---- powers -----------------------------------------------------------------------------------------------------

    Value power() {
        int from = words.position();
        boolean euler = atoms.isEuler();
        Value base = atoms.postfix();
        Token at = words.peek();
        boolean alone = euler && words.position() == from + 1;
        if (at.kind() == Kind.SUPERSCRIPT) {
            words.skip();
            Value exponent = atoms.raised(at);
            return exponent instanceof Value.Number(double n) && !alone ? raised(at, base, n) : general(at, base, exponent,
                    alone);
        }
        if (!words.take("^")) {
            return base;
        }
        if (words.peek().is("+")) {
            words.skip();
            return new Of(words.meaning(at, () -> base.expression().pinv()));
        }
        if (base.rank() > 0 && atoms.takesTransposed()) {
            return atoms.transposed(at, base);
        }
        int sign = words.position() - 1;
        boolean elementwise = words.take("∘");
        Value exponent = words.deeper(at, this::prefix);
        side.refuse(from, sign, this, false);
        if (elementwise) {
            return exponent instanceof Value.Number(double n) && n == (int) n
                    ? raised(at, base, () -> base.expression().pow((int) n)) : both(at, base, exponent, Expr::pow);
        }
        if (isSquare(at, base) && words.written(sign, sign + 1).equals("**")) {
            throw side.ambiguous(at, words.written(from, words.position()), words.written(from, sign) + "^"
                    + words.written(sign + 1, words.position()) + ", a product of matrices,", "pow("
                    + words.written(from, sign) + ", " + words.written(sign + 1, words.position()) + "), of each element");
        }
        return exponent instanceof Value.Number(double n) && !alone ? raised(at, base, n) : general(at, base, exponent, alone);
    }

    private Value general(Token at, Value base, Value exponent, boolean euler) {
        Value matrix = euler ? exponent : base;
        if (isSquare(at, matrix) && (euler || words.value(at, exponent::rank) == 0)) {
            throw words.error(at, euler ? "e to a matrix may mean the exponential of the matrix, expm(A), or of its elements,"
                    + " exp(A); write the one that is meant"
                    : "a matrix to a power may mean a product of matrices, which needs a whole number, or the power of each"
                    + " element; write pow(A, p) for that");
        }
        return euler ? new Of(words.meaning(at, () -> exponent.expression().exp())) : both(at, base, exponent, Expr::pow);
    }

    private Value raised(Token at, Value base, double n) {
        if (isSquare(at, base)) {
            if (n != (int) n) {
                throw words.error(at, "a matrix to the power " + n + " may mean that of the matrix or of its elements; write"
                        + " sqrtm(A) for the root, pow(A, " + n + ") for each element");
            }
            return raised(at, base, () -> n == -1 ? base.expression().inv() : base.expression().matrixPower((int) n));
        }
        return raised(at, base, () -> n == -1 && base.rank() >= 2 ? base.expression().inv()
                : n == (int) n ? base.expression().pow((int) n) : base.expression().pow(n));
    }

    /** Whether it is a matrix whose powers are products, {@code A²}; elementwise they are written {@code A^∘2}. */
    boolean isSquare(Token at, Value x) {
        if (!(x instanceof Of) || words.value(at, x::rank) != 2) {
            return false;
        }
        Shape shape = x.expression().shape();
        return shape.dim(0) == shape.dim(1);
    }

    private Value raised(Token at, Value base, Supplier<Expr> power) {
        return base instanceof Row ? new Row(words.meaning(at, power)) : new Of(words.meaning(at, power));
    }
}
