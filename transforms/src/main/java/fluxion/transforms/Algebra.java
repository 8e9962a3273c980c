package fluxion.transforms;

import fluxion.core.Expr;
import fluxion.core.rewrite.ExprPattern;
import fluxion.core.rewrite.Rule;
import fluxion.transforms.algebra.Arithmetic;
import fluxion.transforms.algebra.BandRules;
import fluxion.transforms.algebra.BlockDiagonalRules;
import fluxion.transforms.algebra.BroadcastRules;
import fluxion.transforms.algebra.Coefficients;
import fluxion.transforms.algebra.ConstantFolding;
import fluxion.transforms.algebra.DiagonalRules;
import fluxion.transforms.algebra.DotRules;
import fluxion.transforms.algebra.FunctionIdentities;
import fluxion.transforms.algebra.IndexNotationRules;
import fluxion.transforms.algebra.Inverses;
import fluxion.transforms.algebra.LayoutRules;
import fluxion.transforms.algebra.LeaveOneOutRules;
import fluxion.transforms.algebra.MatrixProductRules;
import fluxion.transforms.algebra.PolynomialNormalForm;
import fluxion.transforms.algebra.RuleGroup;
import fluxion.transforms.algebra.Selection;
import fluxion.transforms.algebra.SignAnalysis;
import fluxion.transforms.algebra.SliceRules;
import fluxion.transforms.algebra.Stability;
import fluxion.transforms.algebra.TotalRules;
import io.vavr.Lazy;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * The rules that {@link Simplify} knows, as data: each has a name, both sides, a law and a reason, and can be printed,
 * tested and switched off by its name. {@link Simplify#checked()} evaluates both sides of each firing.
 */
public final class Algebra {
    private static final Seq<RuleGroup> GROUPS = Array.of(ConstantFolding.groups(), LayoutRules.groups(), SliceRules.groups(),
            DiagonalRules.groups(), LeaveOneOutRules.groups(), BlockDiagonalRules.groups(), IndexNotationRules.groups(),
            BandRules.groups(), Inverses.groups(), BroadcastRules.groups(), MatrixProductRules.groups(), DotRules.groups(),
            Arithmetic.groups(), FunctionIdentities.groups(), Stability.groups(), TotalRules.groups(), Selection.groups(),
            Coefficients.groups()).flatMap(groups -> groups);
    private static final Lazy<Seq<Rule>> RULES =
            Lazy.of(() -> GROUPS.flatMap(RuleGroup::rules).append(PolynomialNormalForm.cancelling()));

    private Algebra() {}

    /** All rules, in the order in which they are tried. */
    public static Seq<Rule> rules() {
        return RULES.get();
    }

    /** All rules but {@link PolynomialNormalForm}, in the same order, each made when operations it needs have been met. */
    public static Seq<RuleGroup> groups() {
        return GROUPS;
    }

    /** Rules towards more stable forms that cost more: they fire where the user adds them, {@code Simplify.with(…)}. */
    public static Seq<Rule> costly() {
        return Stability.costly();
    }

    /** The rule of a name. */
    public static Option<Rule> rule(String name) {
        return rules().appendAll(costly()).find(rule -> rule.name().equals(name));
    }

    /** Whether a guard like {@code x ≠ 0} is proven by the form of the expressions in its holes' places. */
    public static boolean proves(ExprPattern guard, Seq<Option<Expr>> values) {
        return SignAnalysis.holds(guard, values);
    }

    /** All rules, one a line. */
    public static String text() {
        return rules().map(Rule::text).mkString("\n");
    }
}
