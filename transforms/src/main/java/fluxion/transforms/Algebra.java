package fluxion.transforms;

import fluxion.core.Expr;
import fluxion.core.rewrite.Pattern;
import fluxion.core.rewrite.Rule;
import fluxion.transforms.algebra.Analysis;
import fluxion.transforms.algebra.Arithmetic;
import fluxion.transforms.algebra.Bands;
import fluxion.transforms.algebra.Blocks;
import fluxion.transforms.algebra.Coefficients;
import fluxion.transforms.algebra.Collect;
import fluxion.transforms.algebra.Constants;
import fluxion.transforms.algebra.Cuts;
import fluxion.transforms.algebra.Facts;
import fluxion.transforms.algebra.Indexed;
import fluxion.transforms.algebra.Inverses;
import fluxion.transforms.algebra.Linear;
import fluxion.transforms.algebra.Moves;
import fluxion.transforms.algebra.Products;
import fluxion.transforms.algebra.Rest;
import fluxion.transforms.algebra.Selection;
import fluxion.transforms.algebra.Spreading;
import fluxion.transforms.algebra.Stability;
import fluxion.transforms.algebra.Structures;
import fluxion.transforms.algebra.Totals;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * The rules that {@link Simplify} knows, as data: each has a name, both sides, a law and a reason, and can be printed,
 * tested and switched off by its name. {@link Simplify#checked()} evaluates both sides of each firing.
 */
public final class Algebra {
    private static final Seq<Rule> RULES = Array.of(Constants.rules(), Moves.rules(), Cuts.rules(), Structures.rules(),
            Rest.rules(), Blocks.rules(), Indexed.rules(), Bands.rules(), Inverses.rules(), Spreading.rules(),
            Linear.rules(), Products.rules(), Arithmetic.rules(), Analysis.rules(), Stability.rules(), Totals.rules(),
            Selection.rules(), Coefficients.rules(), Array.of(Collect.cancelling()))
            .flatMap(rules -> rules);

    private Algebra() {}

    /** All rules, in the order in which they are tried. */
    public static Seq<Rule> rules() {
        return RULES;
    }

    /** Rules towards more stable forms that cost more: they fire where the user adds them, {@code Simplify.with(…)}. */
    public static Seq<Rule> costly() {
        return Stability.costly();
    }

    /** The rule of a name. */
    public static Option<Rule> rule(String name) {
        return RULES.appendAll(costly()).find(rule -> rule.name().equals(name));
    }

    /** Whether a guard like {@code x ≠ 0} is proven by the form of the expressions in its holes' places. */
    public static boolean proves(Pattern guard, Seq<Option<Expr>> values) {
        return Facts.holds(guard, values);
    }

    /** All rules, one a line. */
    public static String text() {
        return RULES.map(Rule::text).mkString("\n");
    }
}
