package fluxion.ops.special;

import fluxion.core.Expr;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** {@link Jet} with expressions for coefficients. */
final class ExprJet {
    private final int p;
    private final int q;
    private final Seq<Expr> c;

    private ExprJet(int p, int q, Seq<Expr> c) {
        this.p = p;
        this.q = q;
        this.c = c;
    }

    /** The jet with these coefficients. */
    static ExprJet of(int p, int q, Seq<Expr> c) {
        return new ExprJet(p, q, c.toArray());
    }

    static ExprJet constant(Expr value, int p, int q) {
        return of(p, q, Array.tabulate((p + 1) * (q + 1), i -> i == 0 ? value : SpecialPrograms.full(value, 0)));
    }

    /** value + α. */
    static ExprJet first(Expr value, int p, int q) {
        return p == 0 ? constant(value, p, q) : of(p, q, constant(value, p, q).c.update(q + 1, SpecialPrograms.full(value, 1)));
    }

    /** value + β. */
    static ExprJet second(Expr value, int p, int q) {
        return q == 0 ? constant(value, p, q) : of(p, q, constant(value, p, q).c.update(1, SpecialPrograms.full(value, 1)));
    }

    Seq<Expr> coefficients() {
        return c;
    }

    Expr value() {
        return c.get(0);
    }

    Expr derivative() {
        return c.last().times(GammaFunctions.factorial(p) * GammaFunctions.factorial(q));
    }

    ExprJet plus(double number) {
        return of(p, q, c.update(0, c.get(0).plus(number)));
    }

    ExprJet plus(Expr number) {
        return of(p, q, c.update(0, c.get(0).plus(number)));
    }

    ExprJet plus(ExprJet other) {
        return of(p, q, c.zipWith(other.c, Expr::plus));
    }

    ExprJet minus(ExprJet other) {
        return of(p, q, c.zipWith(other.c, Expr::minus));
    }

    ExprJet times(double number) {
        return of(p, q, c.map(x -> x.times(number)));
    }

    ExprJet times(Expr number) {
        return of(p, q, c.map(x -> x.times(number)));
    }

    ExprJet times(ExprJet other) {
        return of(p, q, Array.tabulate(c.size(), at -> {
            int i = at / (q + 1);
            int j = at % (q + 1);
            Seq<Expr> terms = Array.range(0, i + 1).flatMap(k -> Array.range(0, j + 1)
                    .map(l -> c.get(k * (q + 1) + l).times(other.c.get((i - k) * (q + 1) + j - l))));
            return terms.reduce(Expr::plus);
        }));
    }

    ExprJet over(ExprJet other) {
        return times(other.reciprocal());
    }

    ExprJet reciprocal() {
        Array<Expr> taylor = Array.of(c.get(0).reciprocal());
        for (int k = 1; k <= p + q; k++) {
            taylor = taylor.append(taylor.last().times(taylor.get(0)).neg());
        }
        return composed(taylor);
    }

    ExprJet exp() {
        Array<Expr> taylor = Array.of(c.get(0).exp());
        for (int k = 1; k <= p + q; k++) {
            taylor = taylor.append(taylor.last().div(k));
        }
        return composed(taylor);
    }

    /** ln Γ of it; positive. */
    ExprJet lgamma() {
        return composed(Array.range(0, p + q + 1).map(k -> k == 0 ? GammaExpressions.lgamma(c.get(0))
                : GammaExpressions.polygamma(k - 1, c.get(0)).div(GammaFunctions.factorial(k))));
    }

    private ExprJet composed(Seq<Expr> taylor) {
        ExprJet rest = of(p, q, c.update(0, SpecialPrograms.full(c.get(0), 0)));
        ExprJet sum = constant(taylor.last(), p, q);
        for (int k = taylor.size() - 2; k >= 0; k--) {
            sum = sum.times(rest).plus(taylor.get(k));
        }
        return sum;
    }
}
