package fluxion.core.parse;

import fluxion.core.parse.Token.Kind;
import fluxion.core.parse.Value.Of;
import java.util.Set;
import java.util.regex.Pattern;

/** What stands side by side: products without a sign, {@code 2x}, and functions without parentheses, {@code sin x}. */
final class Juxtaposition {
    private static final Set<String> OPENING = Set.of("(", "√", "∛", "⌊", "⌈", "⟨", "Σ", "Π");
    private static final Set<String> CLOSING = Set.of(")", "]", "}", "|", "‖", "⌋", "⌉", "⟩", "ᵀ", "'", "!", "∞");
    /** One letter, with what may belong to it. */
    private static final Pattern LETTER = Pattern.compile("\\p{L}[₀-₉′ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥ]*|\\p{L}_\\w+");

    private final TokenStream words;
    private final Scope scope;
    private int bars;
    private int norms;

    Juxtaposition(TokenStream words, Scope scope) {
        this.words = words;
        this.scope = scope;
    }

    /** Reads what stands between | and |, or ‖ and ‖: a sign of this kind closes there, and does not open. */
    Value between(String sign, java.util.function.Supplier<Value> read) {
        count(sign, 1);
        try {
            return read.get();
        } finally {
            count(sign, -1);
        }
    }

    private void count(String sign, int by) {
        bars += sign.equals("|") ? by : 0;
        norms += sign.equals("‖") ? by : 0;
    }

    /** Whether another factor follows without a sign. */
    boolean follows() {
        Token next = words.peek();
        if (next.first() || words.position() == 0 || !ends(words.previous()) || !begins(next)) {
            return false;
        }
        Token last = words.previous();
        return next.kind() != Kind.NAME || last.kind() != Kind.NAME || isLetter(last) && (isLetter(next) || isFunction(next));
    }

    private boolean ends(Token token) {
        return token.kind() == Kind.NUMBER && !token.text().startsWith(".") || token.kind() == Kind.NAME
                || token.kind() == Kind.SUPERSCRIPT || token.kind() == Kind.SIGN && CLOSING.contains(token.text());
    }

    private boolean begins(Token token) {
        return token.kind() == Kind.NAME && !token.text().startsWith("_") && !token.text().equals("for")
                && !token.text().equals("\\end") || token.kind() == Kind.SIGN
                && (OPENING.contains(token.text()) || token.is("|") && bars == 0 || token.is("‖") && norms == 0);
    }

    private boolean isLetter(Token name) {
        return scope.knows(name.text()) || LETTER.matcher(name.text()).matches();
    }

    /** Whether a function without parentheses, or a call, begins with this word. */
    boolean isFunction(Token name) {
        return name.kind() == Kind.NAME && !scope.knows(name.text()) && (FunctionNames.isPlain(name.text())
                || scope.function(name.text()).isDefined());
    }

    // ---- functions without parentheses --------------------------------------------------------------------------------

    /** Whether the operand of a function may begin here, without parentheses. */
    boolean isOperand() {
        Token next = words.peek();
        boolean minus = next.is("−") && words.second().at() == next.at() + 1 && !words.isTight();
        return !next.first() && (minus || next.kind() == Kind.NUMBER || begins(next) || next.is("{"));
    }

    /**
     * The operand of a function without parentheses: numbers and one more factor, {@code 2x} of {@code sin 2x}.
     *
     * @param function where its name stands
     */
    Value operand(Token function, int position, Operators operators) {
        int from = words.position();
        Token sign = words.peek();
        boolean minus = words.take("−");
        boolean numeric = isNumeric(words.peek());
        Value x = operators.power();
        while (follows() && !isFunction(words.peek()) && !words.previous().is(")")) {
            int next = words.position();
            if (!numeric && !words.isTight()) {
                operators.power();
                throw ambiguous(words.at(next), words.written(position, words.position()),
                        words.written(position, from) + "(" + times(words.written(from, next), next) + ")",
                        words.written(position, from) + "(" + words.written(from, next) + ")·" + words.written(next,
                                words.position()));
            }
            numeric = isNumeric(words.peek());
            Value left = x;
            Value right = operators.power();
            x = words.value(sign, () -> Value.product(left, right));
        }
        Token next = words.peek();
        if ((next.is("/") || next.is("·") || next.is("*")) && !isFunction(words.second())) {
            int end = words.position();
            words.skip();
            operators.power();
            String inner = words.written(from, end);
            String name = words.written(position, from);
            String rest = words.written(end, words.position());
            throw ambiguous(next, words.written(position, words.position()), name + "(" + inner + rest + ")", name + "("
                    + inner + ")"
                    + rest);
        }
        return minus ? operators.negated(sign, x) : x;
    }

    private String times(String before, int from) {
        return before + "·" + words.written(from, words.position());
    }

    private boolean isNumeric(Token token) {
        return token.kind() == Kind.NUMBER || token.kind() == Kind.NAME && Set.of("π", "pi", "e").contains(token.text())
                && !scope.knows(token.text());
    }

    // ---- what may be read in two ways -----------------------------------------------------------------------------------

    SyntaxException ambiguous(Token at, String what, String one, String other) {
        return words.error(at, "\"" + what + "\" may mean " + one + " or " + other + "; write the one that is meant");
    }

    /** Refuses a factor behind a divisor, {@code 1/2x}. */
    SyntaxException quotient(int from, int slash, Operators operators) {
        int next = words.position();
        Token at = words.peek();
        operators.power();
        String upper = words.written(from, slash - 1);
        String lower = words.written(slash, next);
        String last = words.written(next, words.position());
        String quotient = upper + "/" + lower;
        return ambiguous(at, words.written(from, words.position()), "(" + quotient + ")·" + last, upper + "/(" + lower + "·"
                + last + ")");
    }

    /** Refuses a factor right behind an exponent without parentheses or behind a root, {@code e^2x}, {@code √2x}. */
    void refuse(int from, int sign, Operators operators, boolean root) {
        if (!follows() || words.previous().is(")") || words.previous().is("}") || !root && !words.isTight()) {
            return;
        }
        int next = words.position();
        Token at = words.peek();
        operators.power();
        String outside = words.written(from, next) + "·" + words.written(next, words.position());
        String inside = words.written(from, sign + 1) + "(" + words.written(sign + 1, next) + "·" + words.written(next,
                words.position())
                + ")";
        throw ambiguous(at, words.written(from, words.position()), inside, outside);
    }

    /** Refuses a power behind a root without parentheses, {@code √x²}. */
    void refusePower(int root) {
        Token at = words.peek();
        if (at.kind() == Kind.SUPERSCRIPT || at.is("^")) {
            String of = words.written(root, words.position());
            int next = words.position();
            words.skip();
            String raised = at.is("^") && words.peek().kind() != Kind.END ? "^" + words.skip().text() : words.written(next,
                    next + 1);
            String sign = of.substring(0, 1);
            throw ambiguous(at, of + raised, sign + "(" + of.substring(1) + raised + ")", "(" + of + ")" + raised);
        }
    }

    /** Refuses a product of several letters that is written as one name, {@code 2xy}. */
    void refuseName(Token name) {
        String text = name.text();
        String function = FunctionNames.before(text);
        if (!function.isEmpty()) {
            String rest = text.substring(function.length());
            throw words.error(name, "\"" + text + "\" is one name; write " + function + "(" + rest + ") for the function");
        }
        boolean product = words.position() > 1 && words.at(words.position() - 2).kind() == Kind.NUMBER
                && text.matches("[A-Za-z]{2,3}");
        boolean mixed = text.matches("[α-ωΑ-Ω&&[^δΔε]]\\p{L}") && !text.matches("[α-ωΑ-Ω]{2}");
        if (product || mixed) {
            String factors = String.join("·", text.split(""));
            throw words.error(name, "\"" + text + "\" is one name; write " + factors + " for a product"
                    + (product ? ", or · in front of a name of several letters" : ", or put the name before ↦"));
        }
    }

    /** A function raised to a power, {@code sin² x}; minus one may be meant otherwise. */
    int exponent(Token function, String digits) {
        if (digits.equals("-1")) {
            throw words.error(function, inverse(function.text()));
        }
        if (!digits.matches("-?[0-9]{1,6}")) {
            throw words.error(function, "the exponent of a function's name must be a whole number, as in sin²(x)");
        }
        return Integer.parseInt(digits);
    }

    /** The two meanings of {@code sin⁻¹}. */
    static String inverse(String name) {
        String inverse = switch (name) {
            case "exp" -> "ln";
            case "ln", "log" -> "exp";
            default -> (name.endsWith("h") ? "ar" : "arc") + name;
        };
        return "\"" + name + "⁻¹\" may mean " + inverse + "(…) or 1/" + name + "(…); write the one that is meant";
    }

    Value raised(Token at, Value x, int exponent) {
        return new Of(words.meaning(at, () -> x.expression().pow(exponent)));
    }
}
