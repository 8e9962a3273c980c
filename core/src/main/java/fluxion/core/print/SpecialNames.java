package fluxion.core.print;

import fluxion.core.op.Bessel;
import fluxion.core.op.BetaInc;
import fluxion.core.op.Erfcx;
import fluxion.core.op.GammaInc;
import fluxion.core.op.Polygamma;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Zeta;
import io.vavr.control.Option;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the special functions in text, and these names as LaTeX: {@code ψ⁽²⁾}, {@code ∂ₐP}, {@code erf⁻¹}. */
public final class SpecialNames {
    private SpecialNames() {}

    /** The name in print. */
    public static String of(Special op) {
        return switch (op) {
            case SpecialFunction function -> switch (function) {
                case ERFINV -> "erf⁻¹";
                case NDTR -> "Φ";
                case NDTRI -> "Φ⁻¹";
                case LGAMMA -> "lnΓ";
                case LOG_NDTR -> "lnΦ";
                case LBETA -> "lnB";
                case GAMMAINCC -> "Q";
                case GAMMAINCINV -> "P⁻¹";
                case LOG_GAMMAINCINV -> "lnP⁻¹";
                case BETAINCINV -> "betainc⁻¹";
                case ERFC, ENTR, XLOGY, XLOG1PY, LOGIT, POISSON_QUANTILE -> function.label();
            };
            case Erfcx(int n) -> n == 0 ? "erfcx" : "erfcx⁽" + superscript(n) + "⁾";
            case Polygamma(int n) -> n == 0 ? "ψ" : "ψ⁽" + superscript(n) + "⁾";
            case Zeta(int m) -> partial(m, "ₛ") + "ζ";
            case GammaInc(int m) -> partial(m, "ₐ") + "P";
            case BetaInc(int a, int b) -> partial(a, "₁") + partial(b, "₂") + "betainc";
            case Bessel(var kind, int n) -> switch (kind) {
                case J -> "J";
                case I -> "I";
                case SCALED_I -> "Ie";
                case SPHERICAL_J -> "j";
            } + TextRenderer.subscript(Integer.toString(n));
        };
    }

    private static String partial(int order, String variable) {
        return order == 0 ? "" : "∂" + variable + (order == 1 ? "" : superscript(order));
    }

    private static String superscript(int n) {
        return Integer.toString(n).chars().map(c -> "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint,
                StringBuilder::append).toString();
    }

    private static final Pattern NAME =
            Pattern.compile(
            "((?:∂[ₐₛ₁₂][⁰¹²³⁴⁵⁶⁷⁸⁹]*)*)(lnΓ|lnΦ|lnB|lnP|erfcx|ψ|Φ|ζ|P|Q|J|I|Ie|j|erf|betainc)([₀-₉]*)(⁻¹|⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]+⁾)?");

    /** The LaTeX of a name of the kind above. */
    static Option<String> latex(String name) {
        Matcher m = NAME.matcher(name);
        boolean special = m.matches() && !(m.group(1).isEmpty() && m.group(4) == null && m.group(2).equals("betainc"))
                && !(m.group(2).startsWith("erf") && m.group(4) == null);
        if (!special) {
            return Option.none();
        }
        String base = switch (m.group(2)) {
            case "lnΓ" -> "\\ln\\Gamma";
            case "lnΦ" -> "\\ln\\Phi";
            case "lnB" -> "\\ln\\mathrm{B}";
            case "lnP" -> "\\ln P";
            case "ψ" -> "\\psi";
            case "Φ" -> "\\Phi";
            case "ζ" -> "\\zeta";
            case "erf", "erfcx", "Ie", "betainc" -> "\\operatorname{" + m.group(2) + "}";
            case String letter -> letter;
        };
        return Option.of(partials(m.group(1)) + base + (m.group(3).isEmpty() ? "" : "_{" + plain(m.group(3)) + "}")
                + (m.group(4) == null ? "" : "^{" + plain(m.group(4)) + "}"));
    }

    private static String partials(String text) {
        return text.replaceAll("∂([ₐₛ₁₂])([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", "\\\\partial_{$1}^{$2}").replaceAll("∂([ₐₛ₁₂])", "\\\\partial_{$1}")
                .codePoints()
                .mapToObj(c -> plain(Character.toString(c))).reduce("", String::concat);
    }

    /** Superscripts and subscripts on the line. */
    private static String plain(String text) {
        StringBuilder line = new StringBuilder();
        for (char c : text.toCharArray()) {
            int raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁽⁾ₐₛ".indexOf(c);
            line.append(raised >= 0 ? "0123456789-()as".charAt(raised) : c >= '₀' && c <= '₉' ? (char) (c - '₀' + '0') : c);
        }
        return line.toString();
    }
}
