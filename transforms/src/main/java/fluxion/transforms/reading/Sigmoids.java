package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Unary;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Writes eᵘ/(1 + eᵘ) as σ(u), and what is left below of further sums 1 + eᵘ as 1 − σ(u): so derivatives of likelihoods read. */
final class Sigmoids {
    private Sigmoids() {}

    /** The product with σ where an exponential stands above the sum of 1 and it. */
    static TensorTerm named(TensorTerm term, Networks networks) {
        TensorTerm now = term;
        for (TensorFactor below : term.factors()) {
            Option<Expr> exponential = below.power() == -1 ? exponential(below.of()) : Option.none();
            if (exponential.isDefined() && now.factors().contains(below)) {
                now = replaced(now, below, networks.intern(exponential.get()), networks);
            }
        }
        return now;
    }

    /** As many σ as exponentials are above; a sum that none stands above of becomes 1 − σ if there are others of its kind. */
    private static TensorTerm replaced(TensorTerm term, TensorFactor below, Expr exponential, Networks networks) {
        TensorFactor above = new TensorFactor(exponential, below.at(), 1);
        int over = term.factors().count(above::equals);
        int under = term.factors().count(below::equals);
        if (over == 0 || over > under) {
            return term;
        }
        Expr sigma = networks.intern(Expr.apply(Unary.SIGMOID, ((Apply) exponential).input(0)));
        Expr other = networks.intern(Expr.apply(Binary.SUB, Literal.of((fluxion.core.TensorType) sigma.type(), 1), sigma));
        Seq<TensorFactor> named = Array.fill(over, () -> new TensorFactor(sigma, below.at(), 1))
                .appendAll(Array.fill(under - over, () -> new TensorFactor(other, below.at(), 1)));
        return term.withFactors(term.factors().reject(f -> f.equals(above) || f.equals(below)).appendAll(named).toArray());
    }

    /** The eᵘ of a sum 1 + eᵘ. */
    private static Option<Expr> exponential(Expr sum) {
        return !(sum instanceof Apply apply) || apply.op() != Binary.ADD ? Option.none()
                : isOne(apply.input(0)) ? exp(apply.input(1)) : isOne(apply.input(1)) ? exp(apply.input(0)) : Option.none();
    }

    private static boolean isOne(Expr e) {
        return Literal.value(e instanceof Apply(Broadcast _, var of, _) ? of.get(0) : e).exists(v -> v == 1);
    }

    private static Option<Expr> exp(Expr e) {
        return Option.when(e instanceof Apply apply && apply.op() == Unary.EXP, () -> e);
    }
}
