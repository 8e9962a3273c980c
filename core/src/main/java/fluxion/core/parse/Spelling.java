package fluxion.core.parse;

import fluxion.core.parse.Token.Kind;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ways to write the same signs: fractions as one character, raised letters, commands of LaTeX, look-alikes. */
final class Spelling {
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ";
    private static final String LOWERED = "0123456789+-abcdefghijklmnoprstuvwxyz";
    private static final String SMALL = "ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥ";
    private static final String LETTERS = "aeijklmnoprstuv";
    private static final Map<Character, String> FRACTIONS = HashMap.<Character, String>of('½', "0.5", '¼', "0.25", '¾', "0.75",
            '⅓', third(1), '⅔', third(2), '⅛', "0.125", '⅜', "0.375", '⅝', "0.625", '⅞', "0.875").put('⅕', "0.2")
            .put('⅖', "0.4").put('⅗', "0.6").put('⅘', "0.8").put('⅙', Double.toString(1 / 6.0)).put('⅚',
            Double.toString(5 / 6.0));
    private static final Pattern INDICES = Pattern.compile("_(?:\\{([aeijklmnoprstuv, ]+)}|([aeijklmnoprstuv]))(?![=≠\\w])");
    private static final Pattern BIG = Pattern.compile("[ΣΠ∑∏]|(?<![\\w.])(sum|prod)(?=_(\\{|[aeijklmnoprstuv](?!\\w)))");
    private static final Pattern WORD = Pattern.compile("\\{\\s*([A-Za-z]+)\\s*}");
    private static final Pattern SUBSCRIPT = Pattern.compile("\\{[\\w₀-₉, ]*}");
    private static final Pattern COMMAND = Pattern.compile("\\\\([a-zA-Z]+|.)");
    private static final Map<String, String> GREEK = HashMap.ofEntries(io.vavr.collection.Array.of((
            "alpha α beta β gamma γ delta δ"
            + " epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ"
            + " tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Phi Φ Psi Ψ Omega Ω"
            + " partial ∂ nabla ∇").split(" ")).grouped(2).map(pair -> io.vavr.Tuple.of(pair.get(0), pair.get(1))));
    private static final Map<String, String> SIGNS = HashMap.ofEntries(io.vavr.collection.Array.of(("cdot · times × le ≤ leq ≤"
            + " leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ infty ∞ lVert ‖ rVert ‖ Vert ‖ | ‖ lvert | rvert | vert | lfloor ⌊"
            + " rfloor ⌋ lceil ⌈ rceil ⌉ langle ⟨ rangle ⟩ odot ⊙ mapsto ↦ to ↦ land ∧ lor ∨ lnot ¬ neg ¬ div / top ᵀ int ∫"
            + " { { } } prime ' mid | \\ ; wedge ∧ vee ∨ dots … ldots … cdots …").split(" ")).grouped(2)
            .map(pair -> io.vavr.Tuple.of(pair.get(0), pair.get(1))));
    /** What only says how it looks. */
    private static final java.util.Set<String> LOOKS = java.util.Set.of("left", "right", "big", "Big", "bigl", "bigr", "Bigl",
            "Bigr", ",", ";", ":", "!", " ", "quad", "qquad", "displaystyle", "limits", "mathrm", "mathbf", "boldsymbol",
                    "mathit",
            "vec",
            "operatorname", "bf", "rm", "text");

    private Spelling() {}

    private static String third(int n) {
        return Double.toString(n / 3.0);
    }

    /** The value of a fraction written as one character. */
    static Option<String> fraction(char c) {
        return FRACTIONS.get(c);
    }

    /** A sign as formulas have it. */
    static String sign(String sign) {
        return switch (sign) {
            case "-", "–", "‒", "﹣" -> "−";
            case "⋅", "•", "∙" -> "·";
            case "∥" -> "‖";
            case "÷", "∕", "⁄" -> "/";
            case "’", "´" -> "'";
            case "⩽" -> "≤";
            case "⩾" -> "≥";
            case "→", "⟼" -> "↦";
            case "⊤" -> "ᵀ";
            default -> sign;
        };
    }

    // ---- raised and lowered -----------------------------------------------------------------------------------------

    static boolean isRaised(int c) {
        return RAISED.indexOf(c) >= 0;
    }

    /** The end of what is raised here; the place itself where nothing is. */
    static int raised(String text, int from) {
        int end = from;
        while (end < text.length() && isRaised(text.charAt(end))) {
            end++;
        }
        return end;
    }

    static String lowered(String raised) {
        return raised.chars().mapToObj(c -> String.valueOf(LOWERED.charAt(RAISED.indexOf(c)))).reduce("", String::concat);
    }

    /** The end of a subscript in braces, {@code {max}}; the place itself where none is. */
    static int subscript(String text, int from) {
        Matcher subscript = SUBSCRIPT.matcher(text).region(from, text.length());
        return subscript.lookingAt() ? subscript.end() : from;
    }

    /** Letters as the indices that formulas have, {@code ij} as {@code ᵢⱼ}; empty where one is none. */
    static String indices(String letters) {
        return letters.chars().allMatch(c -> LETTERS.indexOf(c) >= 0)
                ? letters.chars().mapToObj(c -> String.valueOf(SMALL.charAt(LETTERS.indexOf(c)))).reduce("", String::concat) : "";
    }

    /** Indices below a sum, {@code _i} or {@code _{ij}}, as a word; others are left to the reader of sums. */
    static int indices(String text, int from, List<Token> tokens) {
        Matcher indices = INDICES.matcher(text).region(from, text.length());
        if (!indices.lookingAt()) {
            return from;
        }
        String letters = indices.group(1) != null ? indices.group(1).replaceAll("[, ]", "") : indices.group(2);
        tokens.add(new Token(Kind.NAME, indices(letters), from, false));
        return indices.end();
    }

    /** The end of the sign of a sum or a product, {@code Σ} or {@code sum} with a subscript; the place itself where none is. */
    static int big(String text, int from) {
        Matcher big = BIG.matcher(text).region(from, text.length()).useTransparentBounds(true);
        return big.lookingAt() ? big.end() : from;
    }

    // ---- LaTeX ------------------------------------------------------------------------------------------------------

    /** Reads a command; gives the place behind it. */
    static int command(String text, int from, boolean first, List<Token> tokens) {
        Matcher command = COMMAND.matcher(text).region(from, text.length());
        if (!command.lookingAt()) {
            throw new SyntaxException(text, from, "a command must follow \\, as in \\sin", null);
        }
        String name = command.group(1);
        int end = command.end();
        if (name.equals("sum") || name.equals("prod")) {
            tokens.add(new Token(Kind.SIGN, name.equals("sum") ? "Σ" : "Π", from, first));
            return indices(text, end, tokens);
        }
        if (LOOKS.contains(name)) {
            Matcher word = WORD.matcher(text).region(end, text.length());
            if (!word.lookingAt()) {
                return end;
            }
            int close = subscripted(text, word.end());
            String under = text.substring(word.end(), close).replaceAll("[{}]", "");
            tokens.add(new Token(Token.isWord(word.group(1)) ? Kind.SIGN : Kind.NAME, word.group(1) + under, from, first));
            return close;
        }
        String greek = GREEK.getOrElse(name, "");
        if (!greek.isEmpty() || !SIGNS.containsKey(name)) {
            String word = greek.isEmpty() ? name.equals("tfrac") || name.equals("dfrac") ? "\\frac" : function(name) : greek;
            int close = word.startsWith("\\") ? end : subscripted(text, end);
            String under = text.substring(end, close).replaceAll("[{}]", "");
            tokens.add(new Token(name.equals("end") ? Kind.SIGN : Kind.NAME, word + under, from, first));
            return close;
        }
        tokens.add(new Token(Kind.SIGN, SIGNS.get(name).get(), from, first));
        return end;
    }

    private static String function(String name) {
        return switch (name) {
            case "frac", "sqrt", "begin", "end", "binom", "lim" -> "\\" + name;
            default -> name;
        };
    }

    /** The end of {@code _1} or {@code _{max}}; the place itself without one. */
    private static int subscripted(String text, int from) {
        if (from + 1 >= text.length() || text.charAt(from) != '_') {
            return from;
        }
        int close = subscript(text, from + 1);
        return close > from + 1 ? close : Character.isLetterOrDigit(text.charAt(from + 1)) ? from + 2 : from;
    }
}
