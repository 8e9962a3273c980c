package fluxion.core.parse;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.parse.Token.Kind;
import fluxion.core.parse.Value.Of;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The words of a formula, read from left to right, and mistakes at their places. */
final class TokenStream {
    /** Parentheses nested deeper are refused before they exhaust the stack. */
    private static final int DEPTH = 150;

    private final String text;
    private final List<Token> tokens;
    private int next;
    private int end;
    private int depth;

    TokenStream(String text) {
        this.text = text;
        this.tokens = Token.read(text);
        this.end = tokens.size() - 1;
    }

    /** The next word; beyond the part that is being read, the end. */
    Token peek() {
        return next < end ? tokens.get(next) : new Token(Kind.END, "the end", tokens.get(end).at(), true);
    }

    /** The word behind the next. */
    Token second() {
        return next + 1 < end ? tokens.get(next + 1) : tokens.getLast();
    }

    Token skip() {
        Token token = peek();
        next++;
        return token;
    }

    boolean take(String sign) {
        boolean is = peek().is(sign);
        next += is ? 1 : 0;
        return is;
    }

    void expect(String sign) {
        if (!take(sign)) {
            throw error(peek(), "expected \"" + sign + "\"; found " + quoted(peek()));
        }
    }

    Token expect(Kind kind, String what) {
        Token token = peek();
        if (token.kind() != kind) {
            throw error(token, "expected " + what + "; found " + quoted(token));
        }
        next++;
        return token;
    }

    int whole() {
        int sign = take("−") ? -1 : 1;
        Token number = expect(Kind.NUMBER, "a whole number");
        try {
            return sign * Integer.parseInt(number.text());
        } catch (NumberFormatException e) {
            throw error(number, "expected a whole number; found " + quoted(number));
        }
    }

    /** Whole numbers in brackets. */
    Ints wholes() {
        expect("[");
        List<Integer> numbers = new ArrayList<>();
        if (!take("]")) {
            do {
                numbers.add(whole());
            } while (take(","));
            expect("]");
        }
        return Ints.from(numbers);
    }

    Shape shape() {
        return new Shape(wholes());
    }

    // ---- parts ------------------------------------------------------------------------------------------------------

    int position() {
        return next;
    }

    int end() {
        return end;
    }

    /** Goes to a word. */
    void go(int position) {
        next = position;
    }

    /** Reads as if the formula were only the words from here to there. */
    <T> T within(int from, int to, Supplier<T> read) {
        int before = end;
        next = from;
        end = to;
        try {
            return read.get();
        } finally {
            end = before;
        }
    }

    /** The number of the first such sign outside brackets, or −1. */
    int find(String sign) {
        int level = 0;
        for (int i = next; i < end; i++) {
            Token token = tokens.get(i);
            level += token.nesting();
            if (level < 0) {
                return -1;
            }
            if (level == 0 && token.is(sign)) {
                return i;
            }
        }
        return -1;
    }

    /** The number of the sign that closes the bracket here, or −1. */
    int close() {
        int level = 0;
        for (int i = next; i < end; i++) {
            level += tokens.get(i).nesting();
            if (level == 0) {
                return i;
            }
        }
        return -1;
    }

    Token at(int position) {
        return position < end ? tokens.get(position) : tokens.getLast();
    }

    // ---- depth and mistakes -----------------------------------------------------------------------------------------

    /** Something nested, however deep that may be. */
    <T> T deeper(Token at, Supplier<T> read) {
        if (++depth > DEPTH) {
            throw error(at, "expressions may be nested " + DEPTH + " deep, not deeper");
        }
        try {
            return read.get();
        } finally {
            depth--;
        }
    }

    static String quoted(Token token) {
        return token.kind() == Kind.END ? "the end" : "\"" + token.text() + "\"";
    }

    SyntaxException error(Token at, String problem) {
        return new SyntaxException(text, Math.min(text.length(), at.at()), problem, null);
    }

    Expr meaning(Token at, Supplier<Expr> build) {
        return value(at, () -> new Of(build.get())).expression();
    }

    void run(Token at, Runnable build) {
        value(at, () -> {
            build.run();
            return new Value.Number(0);
        });
    }

    /** Mistakes in shapes and dtypes belong to the sign that makes them. */
    <T> T value(Token at, Supplier<T> build) {
        try {
            return build.get();
        } catch (SyntaxException e) {
            throw e;
        } catch (FluxionException e) {
            throw new SyntaxException(text, at.at(), e.getMessage(), e);
        }
    }
}
