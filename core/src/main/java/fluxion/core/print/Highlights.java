package fluxion.core.print;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Call;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Parts of an expression that a reader's eye is led to. A marked part stands in a call of a function of this name that
 * changes nothing, which is printed as a mark: {@code ⟦x⟧} in text, a box in LaTeX.
 */
public final class Highlights {
    private static final String NAME = "⟦";
    private static final String OPERATOR = "\\operatorname{" + NAME + "}";

    private Highlights() {}

    /** Whether a function of this name is a mark. */
    static boolean isMark(String name) {
        return name.equals(NAME);
    }

    /** The function with some of its parts marked. */
    public static Fn mark(Fn fn, Seq<Expr> parts) {
        Map<Expr, Boolean> marked = new IdentityHashMap<>();
        // numbers are shared by all that use them
        parts.reject(Tensor.class::isInstance).forEach(part -> marked.put(part, true));
        Seq<Expr> results = fluxion.core.Graph.rebuild(fn.results(), leaf -> marked.containsKey(leaf) ? call(leaf) : leaf,
                (apply, inputs) -> {
            Expr made = apply.on(inputs);
            return marked.containsKey(apply) && apply.type() instanceof TensorType ? call(made) : made;
        });
        return Fn.of(fn.params(), results);
    }

    private static Expr call(Expr x) {
        Var same = new Var("u", x.tensorType());
        return Apply.of(new Call(NAME, Fn.of(Array.of(same), Array.of(same))), Array.of(x));
    }

    /** The text with its marks as brackets. */
    public static String brackets(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int at = out.indexOf(NAME + "("); at >= 0; at = out.indexOf(NAME + "(", at + 1)) {
            int close = close(out, at + NAME.length());
            out.replace(close, close + 1, "⟧");
            out.replace(at, at + NAME.length() + 1, NAME);
        }
        return out.toString();
    }

    /** LaTeX with its marks as boxes. */
    public static String boxes(String latex) {
        StringBuilder out = new StringBuilder(latex);
        for (int at = out.indexOf(OPERATOR); at >= 0; at = out.indexOf(OPERATOR)) {
            int open = at + OPERATOR.length();
            boolean tall = out.indexOf("\\left(", open) == open;
            int paren = tall ? open + 5 : open;
            int close = close(out, paren);
            out.replace(tall ? close - 6 : close, close + 1, "}");
            out.replace(at, paren + 1, "\\boxed{");
        }
        return out.toString();
    }

    private static int close(CharSequence text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return text.length() - 1;
    }
}
