package fluxion.core.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a formula.
 *
 * @param kind what it is
 * @param text as it stands, superscripts as plain digits, ASCII spellings as their Unicode signs
 * @param at where it starts
 * @param first whether it is the first of its line
 */
record Token(Kind kind, String text, int at, boolean first) {
    enum Kind { NUMBER, NAME, SIGN, SUPERSCRIPT, STRING, END }

    private static final int LONGEST = 1_000_000;
    private static final Set<String> WORDS = Set.of("or", "xor", "and", "not", "mod", "if", "otherwise", "else", "where", "with");

    /** Whether it is one of the words that are signs, such as {@code otherwise}. */
    static boolean isWord(String word) {
        return WORDS.contains(word);
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /** 1 for a sign that opens, −1 for one that closes; those that look alike on both sides count for nothing. */
    int nesting() {
        return kind != Kind.SIGN ? 0 : switch (text) {
            case "(", "[", "{", "⟨", "⌊", "⌈" -> 1;
            case ")", "]", "}", "⟩", "⌋", "⌉" -> -1;
            default -> 0;
        };
    }

    /** The words of a text; the last one is the end. */
    static List<Token> read(String text) {
        if (text.length() > LONGEST) {
            throw new SyntaxException(text.substring(0, 100), 0, "a formula has at most " + LONGEST + " characters; got "
                    + text.length(), null);
        }
        List<Token> tokens = new ArrayList<>();
        boolean first = true;
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                first |= c == '\n';
                i++;
                continue;
            }
            int end = i;
            Kind kind = Kind.SIGN;
            String said = null;
            if (c >= '0' && c <= '9' || c == '.' && i + 1 < text.length() && isDigit(text.charAt(i + 1))) {
                kind = Kind.NUMBER;
                end = number(text, i);
            } else if (Spelling.fraction(c).isDefined()) {
                kind = Kind.NUMBER;
                end = i + 1;
                said = Spelling.fraction(c).get();
            } else if (Spelling.raised(text, i) > i) {
                kind = Kind.SUPERSCRIPT;
                end = Spelling.raised(text, i);
                said = Spelling.lowered(text.substring(i, end));
            } else if (c == 'ᵀ') {
                end = i + 1;
            } else if (c == '\\') {
                i = Spelling.command(text, i, first, tokens);
                first = false;
                continue;
            } else if (Spelling.big(text, i) > i) {
                end = Spelling.big(text, i);
                said = c == 'Σ' || c == '∑' || c == 's' ? "Σ" : "Π";
                tokens.add(new Token(kind, said, i, first));
                i = Spelling.indices(text, end, tokens);
                first = false;
                continue;
            } else if (Character.isLetter(text.codePointAt(i)) || c == '_' || c == '∂') {
                end = name(text, i);
                said = text.substring(i, end);
                if (said.endsWith("_") && said.length() > 1) {
                    int close = Spelling.subscript(text, end);
                    said += text.substring(Math.min(end + 1, close), Math.max(end, close - 1));
                    end = close;
                }
                boolean called = said.equals("where") && text.startsWith("(", end);
                kind = WORDS.contains(said) && !called ? Kind.SIGN : Kind.NAME;
            } else if (c == '"') {
                kind = Kind.STRING;
                end = text.indexOf('"', i + 1) + 1;
                if (end == 0) {
                    throw new SyntaxException(text, i, "the quotation must end with \"", null);
                }
                said = text.substring(i + 1, end - 1);
            } else {
                String two = text.substring(i, Math.min(text.length(), i + 2));
                said = switch (two) {
                    case "->" -> "↦";
                    case "==" -> "=";
                    case "!=" -> "≠";
                    case "<=" -> "≤";
                    case ">=" -> "≥";
                    case ".T" -> "ᵀ";
                    case "**" -> "^";
                    case "//" -> "//";
                    case "&&" -> "and";
                    default -> null;
                };
                end = said == null ? i + Character.charCount(text.codePointAt(i)) : i + 2;
                said = said != null ? said : Spelling.sign(text.substring(i, end));
            }
            tokens.add(new Token(kind, said == null ? text.substring(i, end) : said, i, first));
            first = false;
            i = end;
        }
        tokens.add(new Token(Kind.END, "the end", text.length(), true));
        return tokens;
    }

    /** Subscripts as digits. */
    static String plain(String subscripts) {
        return subscripts.chars().mapToObj(c -> Integer.toString(c - '₀')).reduce("", String::concat);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String text, int from) {
        int i = from;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        if (i < text.length() - 1 && text.charAt(i) == '.' && isDigit(text.charAt(i + 1))) {
            i++;
            while (i < text.length() && isDigit(text.charAt(i))) {
                i++;
            }
        }
        int e = i;
        if (e < text.length() && (text.charAt(e) == 'e' || text.charAt(e) == 'E')) {
            e++;
            e += e < text.length() && (text.charAt(e) == '-' || text.charAt(e) == '+') ? 1 : 0;
            int digits = e;
            while (e < text.length() && isDigit(text.charAt(e))) {
                e++;
            }
            i = e > digits ? e : i;
        }
        return i;
    }

    /** The partial derivatives in front and the inverses and orders behind the names of special functions. */
    private static final Pattern PARTIALS = Pattern.compile("(∂[ₐₛ₁₂][⁰¹²³⁴⁵⁶⁷⁸⁹]*)+");
    private static final Pattern ORDER = Pattern.compile("⁻¹(?=\\()|⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]+⁾");

    private static int partials(String text, int from) {
        Matcher partials = PARTIALS.matcher(text).region(from, text.length());
        return partials.lookingAt() ? partials.end() : from;
    }

    private static int name(String text, int from) {
        int end = letters(text, text.charAt(from) == '∂' ? partials(text, from) : from);
        if (end == text.length() || text.charAt(end) != '⁻' && text.charAt(end) != '⁽') {
            return Math.max(end, from + 1);
        }
        Matcher order = ORDER.matcher(text).region(end, text.length()).useTransparentBounds(true);
        return order.lookingAt() ? order.end() : Math.max(end, from + 1);
    }

    /** The raised t of a function that a transform has named, {@code solveᵗ}; behind one letter it is an exponent. */
    private static boolean isTransposed(String text, int from, int i) {
        return text.charAt(i) == 'ᵗ' && i > from + 1;
    }

    /** Letters, digits, subscripts, underscores and primes; parts of records joined by dots, but no {@code .T}. */
    private static int letters(String text, int from) {
        int i = from;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            boolean dot = c == '.' && i + 1 < text.length() && (Character.isLetter(text.codePointAt(i + 1)) || text.charAt(i
                    + 1) == '_')
                    && !(text.charAt(i + 1) == 'T' && (i + 2 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 2))));
            boolean part = dot || c != 'ᵀ' && (!Spelling.isRaised(c) || isTransposed(text, from, i)) && (Character.isLetter(c)
                    || c >= '0' && c <= '9'
                    || c >= '₀' && c <= '₉' || c == '_'
                    || c == '′');
            // π is a number beside letters, 2πr, and part of a name only with what cannot stand alone, π₁
            boolean pi = i > from && (c == 'π' || i == from + 1 && text.charAt(from) == 'π' && Character.isLetter(c));
            if (!part || pi) {
                return i;
            }
            i += Character.charCount(c);
        }
        return i;
    }
}
