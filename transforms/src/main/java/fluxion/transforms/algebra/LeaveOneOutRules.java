package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.REAL;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.op.Broadcast;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Permute;
import fluxion.core.rewrite.Rule;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Products of all other elements, as second derivatives of products have them: R = (Π_{k≠i,j} xₖ)ᵢⱼ, zero on the diagonal. */
public final class LeaveOneOutRules {
    private LeaveOneOutRules() {}

    /** The rules of products of all others. */
    public static Seq<RuleGroup> groups() {
        return Array.of(RuleGroup.whenAll(LeaveOneOutRules::rules, Permute.class));
    }

    private static Seq<Rule> rules() {
        return Array.of(
                new ProceduralRule("permute/others", "Rᵀ = R for R = (Π_{k≠i,j} xₖ)ᵢⱼ", REAL,
                        "the order of i and j does not matter",
                        Permute.class::isInstance,
                        (node, _) -> node.rank() == 2 && ((Permute) node.op()).permutation().equals(Ints.of(1, 0))
                                && isPairs(node.input(0)) ? Option.of(node.input(0)) : Option.none()));
    }

    /** Whether it is R: the same vector in each row, each row moved by its own element. */
    private static boolean isPairs(Expr e) {
        return e instanceof Apply(LeaveOneOutProduct(int axis), var of, _) && of.size() == 2 && e.rank() == 2 && axis == 1
                && isRepeated(of.get(0)) && DiagonalRules.isIdentity(of.get(1));
    }

    private static boolean isRepeated(Expr x) {
        return x instanceof Apply(Broadcast(_, Ints axes), _, _) && axes.equals(Ints.of(1));
    }
}
