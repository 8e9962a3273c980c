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

    /** The word before the next; at the start, the next. */
    Token previous() {
        return next > 0 ? tokens.get(next - 1) : peek();
    }

    /** Whether nothing, no space either, stands between the next word and the one before it. */
    boolean isTight() {
        return next > 0 && next < end && !Character.isWhitespace(text.charAt(tokens.get(next).at() - 1));
    }

    /** What stands from one word up to another, as it was written. */
    String written(int from, int to) {
        int start = tokens.get(from).at();
        int stop = to < tokens.size() ? tokens.get(to).at() : text.length();
        return text.substring(start, Math.max(start, stop)).strip();
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

    /** Takes names apart that are no names but products of known letters, {@code Ax}: only before anything else is read. */
    void split(java.util.Set<String> known) {
        java.util.Set<String> other = new java.util.HashSet<>(known);
        for (int i = next; i < end; i++) {
            if (tokens.get(i + 1).is("=") || tokens.get(i + 1).is("↦") || tokens.get(i + 1).is("(")) {
                other.add(tokens.get(i).text());
            }
            for (int j = i; tokens.get(i + 1).is("↦") && j >= next && !tokens.get(j).is("("); j--) {
                other.add(tokens.get(j).text());
            }
        }
        for (int i = next; i < end; i++) {
            Token token = tokens.get(i);
            if (token.kind() != Kind.NAME || other.contains(token.text()) || token.text().length() < 2) {
                continue;
            }
            List<Token> letters = letters(token, known);
            if (letters.size() > 1) {
                tokens.remove(i);
                tokens.addAll(i, letters);
                end += letters.size() - 1;
                i += letters.size() - 1;
            }
        }
    }

    private static final java.util.regex.Pattern LETTER = java.util.regex.Pattern.compile("\\p{L}[₀-₉′]*");

    private static List<Token> letters(Token name, java.util.Set<String> known) {
        List<Token> letters = new ArrayList<>();
        java.util.regex.Matcher letter = LETTER.matcher(name.text());
        int at = 0;
        while (letter.find() && letter.start() == at && known.contains(letter.group())) {
            letters.add(new Token(Kind.NAME, letter.group(), name.at() + at, name.first() && at == 0));
            at = letter.end();
        }
        return at == name.text().length() ? letters : List.of();
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
