package fluxion.core.parse;

import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Unary;
import fluxion.core.print.SpecialNames;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What else functions are called: in other countries, on calculators, in Python. */
final class FunctionNames {
    /** Modules whose functions are read without them, {@code np.sin}. */
    private static final Pattern MODULE = Pattern.compile(
            "(?:np|numpy|jnp|jax\\.numpy|math|Math|torch|tf|scipy|sp|cmath)\\.(?:linalg\\.|special\\.|nn\\.)?");
    /** One letter stands for a function only in front of parentheses: the same letters name numbers. */
    private static final Map<String, String> OTHERS = HashMap.ofEntries(Array.of((
            "tg tan ctg cot cotg cot cotan cot cosec csc arctg"
            + " arctan sh sinh ch cosh th tanh lg log10 ld log2 lb log2 log₂ log2 log_2 log2 log₁₀ log10 log_10 log10"
            + " logistic σ expit σ fabs abs absolute abs gamma Γ lngamma lnΓ loggamma lnΓ gammaln lnΓ lgamma lnΓ digamma ψ"
                    + " maximum max minimum"
            + " min power pow arctan2 atan2 Tr tr trace tr Det det inverse inv normcdf Φ ndtr Φ ndtri Φ⁻¹ erfinv erf⁻¹ amax max"
            + " amin min clamp clip rint round arcsinh arsinh arccosh arcosh arctanh artanh step heaviside"
            + " argcosh arcosh argsinh arsinh argtanh artanh Sigmoid σ log_ndtr lnΦ").split(" ")).grouped(2)
            .map(pair -> io.vavr.Tuple.of(pair.get(0), pair.get(1))));
    /** Functions of one number or one matrix that may stand without parentheses, {@code sin x}, {@code det A}. */
    private static final Set<String> PLAIN = new TreeSet<>(Array.of(Unary.values())
            .flatMap(op -> Array.of(op.written(), op.label())).filter(n -> n.length() > 1)
            .appendAll(Composites.PLAIN).appendAll(Array.of("det", "tr", "erfc", "lnΓ", "log", "diag")).asJava());
    static {
        PLAIN.addAll(OTHERS.filter((name, meant) -> name.length() > 1 && PLAIN.contains(meant)).keySet().toJavaSet());
        PLAIN.removeAll(Set.of("neg", "logical_not", "step"));
    }

    private FunctionNames() {}

    /** The name in this language. */
    static String meant(String name) {
        String plain = name.substring(module(name).length());
        return OTHERS.getOrElse(plain, plain);
    }

    /** The module in front of a name, {@code np.}; empty where there is none. */
    static String module(String name) {
        Matcher module = MODULE.matcher(name);
        return module.lookingAt() ? module.group() : "";
    }

    /** Whether the name belongs to a module of Python. */
    static boolean isModules(String name) {
        return MODULE.matcher(name).lookingAt();
    }

    /** Whether it may stand without parentheses around its operand. */
    static boolean isPlain(String name) {
        return PLAIN.contains(name) || isModules(name) && PLAIN.contains(meant(name));
    }

    /** All names of functions, for suggestions. */
    static Seq<String> all() {
        return Array.ofAll(Functions.KNOWN).appendAll(Composites.NAMES).appendAll(OTHERS.keySet())
                .appendAll(Array.of(SpecialFunction.values()).map(SpecialNames::of))
                .appendAll(Array.of("det", "inv", "svd", "qr", "lu", "eigh", "expm", "solve", "chol", "ψ", "pad", "sort"))
                .distinct();
    }

    /** The function that a name without a space begins with, {@code sin} of {@code sinx}; empty where none is meant. */
    static String before(String name) {
        for (int end = name.length() - 1; end >= 2 && end >= name.length() - 2; end--) {
            String rest = name.substring(end);
            boolean variable = rest.codePointCount(0, rest.length()) == 1 || rest.matches("[0-9][a-z]");
            if (variable && Character.isLetter(rest.codePointAt(rest.length() - 1)) && PLAIN.contains(name.substring(0, end))
                    && !PLAIN.contains(name)) {
                return name.substring(0, end);
            }
        }
        return "";
    }
}
