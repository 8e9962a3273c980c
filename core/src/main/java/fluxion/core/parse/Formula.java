package fluxion.core.parse;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.TensorType;
import fluxion.core.Var;
import io.vavr.Tuple;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;

/** Formulas as functions and expressions; the grammar is that of the package. */
public final class Formula {
    private Formula() {}

    /**
     * The function that a formula says. Its parameters are those of its header, in order; without a header, the names it
     * uses, in order of first use, as f64 scalars.
     *
     * @throws SyntaxException where it cannot be read, pointing at the place
     */
    public static Fn fn(String text) {
        return Parser.fn(text, LinkedHashMap.empty(), Calculus.NONE);
    }

    /**
     * The function that a formula says, of names whose types are known from elsewhere: as {@link #fn(String)}, but that a
     * parameter to which the formula gives no type has that of this map, where there is one. Names that the formula does not
     * use do not count.
     *
     * @throws SyntaxException where it cannot be read, pointing at the place
     */
    public static Fn fn(String text, Map<String, TensorType> types) {
        return Parser.fn(text, types, Calculus.NONE);
    }

    /**
     * As {@link #fn(String, Map)}, of formulas that may speak of derivatives, {@code d/dx(x²)}, {@code f′(x)}.
     *
     * @throws SyntaxException where it cannot be read, pointing at the place
     */
    public static Fn fn(String text, Map<String, TensorType> types, Calculus calculus) {
        return Parser.fn(text, types, calculus);
    }

    /**
     * The function of given parameters that a formula says; a header may repeat their names.
     *
     * @throws SyntaxException where it cannot be read or uses other names, pointing at the place
     */
    public static Fn fn(String text, Seq<Var> params) {
        return fn(text, params, Calculus.NONE);
    }

    /**
     * As {@link #fn(String, Seq)}, of formulas that may speak of derivatives.
     *
     * @throws SyntaxException where it cannot be read or uses other names, pointing at the place
     */
    public static Fn fn(String text, Seq<Var> params, Calculus calculus) {
        return Fn.of(params,
                Parser.results(text, LinkedHashMap.ofEntries(params.map(v -> Tuple.of(v.name(), (Expr) v))), calculus));
    }

    /**
     * The expression that a formula says about named expressions.
     *
     * @throws SyntaxException where it cannot be read or uses other names, pointing at the place
     */
    public static Expr expression(String text, Map<String, ? extends Expr> names) {
        return expression(text, names, Calculus.NONE);
    }

    /**
     * As {@link #expression(String, Map)}, of a formula that may speak of derivatives.
     *
     * @throws SyntaxException where it cannot be read or uses other names, pointing at the place
     */
    public static Expr expression(String text, Map<String, ? extends Expr> names, Calculus calculus) {
        Seq<Expr> results = Parser.results(text, Map.narrow(names), calculus);
        if (results.size() != 1) {
            throw new SyntaxException(text, 0, "one expression is needed here; got " + results.size(), null);
        }
        return results.get(0);
    }
}
