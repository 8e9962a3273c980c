package fluxion.transforms.explain;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.op.Binary;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.Predicate;

/** Products with numbers first and differentials last, as one writes them: 2·u·du. */
final class Factors {
    private Factors() {}

    /** The expression, in each of its products the factors that are meant, or hold such, last. */
    static Expr last(Expr e, Predicate<Expr> meant) {
        return Graph.rebuild(Array.of(e), leaf -> leaf, (apply, inputs) -> {
            Apply made = apply.on(inputs);
            return meant.test(apply) ? apply : made.op() == Binary.MUL && holds(made, meant) ? ordered(made, meant) : made;
        }).get(0);
    }

    private static Expr ordered(Apply product, Predicate<Expr> meant) {
        Seq<Expr> factors = factors(product);
        Seq<Expr> rest = factors.reject(f -> holds(f, meant));
        return rest.filter(f -> Literal.value(f).isDefined()).appendAll(rest.reject(f -> Literal.value(f).isDefined()))
                .appendAll(factors.filter(f -> holds(f, meant))).reduceLeft(Expr::times);
    }

    private static Seq<Expr> factors(Expr e) {
        return e instanceof Apply product && product.op() == Binary.MUL
                ? factors(product.input(0)).appendAll(factors(product.input(1)))
                : Array.of(e);
    }

    private static boolean holds(Expr e, Predicate<Expr> meant) {
        return meant.test(e)
                || e instanceof Apply apply && apply.op() == Binary.MUL && apply.inputs().exists(i -> holds(i, meant));
    }
}
