package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.Bfgs;
import fluxion.dsl.optim.Minimum;
import fluxion.plot.Figure;

/**
 * The helium atom by Hartree and Fock: two electrons in one orbital φ = Σ c·e^(−α·r²), the exponents found by the gradient of the
 * energy. With four Gaussians Thijssen, Computational Physics (2007), section 4.3.2, has α = 0.298073, 1.242567, 5.782948,
 * 38.474970 and E = −2.85516038 hartrees; without a bound to their number the limit is −2.86168.
 *
 * <p>The energy is that of the fixed point F(c)·c = ε·S·c, the least one for its exponents, so that it need not be differentiated
 * through the iteration: c is held while α moves.
 */
public final class HeliumAtom {
    private HeliumAtom() {}

    /** Integrals over Gaussians at the nucleus: overlaps, kinetic and nuclear energies [n, n]. */
    record Integrals(Expr overlap, Expr core) {
        static Integrals of(Expr a) {
            Expr sum = a.expandDims(1).plus(a);
            Expr product = a.expandDims(1).times(a);
            Expr overlap = sum.dividedInto(Math.PI).pow(1.5);
            Expr kinetic = product.times(3 * Math.pow(Math.PI, 1.5)).div(sum.pow(2.5));
            return new Integrals(overlap, kinetic.minus(sum.dividedInto(4 * Math.PI)));
        }
    }

    /** (pr|qs) = 2·π^(5/2)/(A·B·√(A + B)), A = α(p) + α(q), B = α(r) + α(s), [n, n, n, n] by p, q, r, s. */
    static Expr repulsion(Expr a) {
        Expr pair = a.expandDims(1).plus(a);
        Expr one = pair.expandDims(2, 3);
        Expr both = one.plus(pair);
        return one.times(pair).times(sqrt(both)).dividedInto(2 * Math.pow(Math.PI, 2.5));
    }

    /** E = 2·cᵀ·h·c + cᵀcᵀ·Q·c·c for an orbital of length one. */
    static Expr energy(Expr a, Expr c) {
        Integrals i = Integrals.of(a);
        Expr unit = c.div(sqrt(c.dot(i.overlap().matmul(c))));
        Expr own = einsum("pqrs,p,q,r,s->", repulsion(a), unit, unit, unit, unit);
        return unit.dot(i.core().matmul(unit)).times(2).plus(own);
    }

    /** The orbital of lowest energy: F·c = ε·S·c, F = h + Q·c·c, over and over. */
    static Expr orbital(Expr a) {
        Integrals i = Integrals.of(a);
        Expr q = repulsion(a);
        Expr l = cholesky(i.overlap());
        return fori(0, 40, ones(a.tensorType()), (n, c) -> {
            Expr unit = c.div(sqrt(c.dot(i.overlap().matmul(c))));
            Expr fock = i.core().plus(einsum("pqrs,r,s->pq", q, unit, unit));
            Expr half = triangularSolve(l, fock, true);
            Expr lowest = eigh(triangularSolve(l, half.t(), true)).vectors().get(":, 0");
            return solve(l.t(), lowest);
        });
    }

    /** The energy by exponents alone. */
    static Expr groundState(Expr a) {
        return energy(a, stopGradient(orbital(a)));
    }

    /**
     * What was found.
     *
     * @param exponents in rising order
     * @param energy of them, in hartrees
     * @param coefficients of the orbital
     */
    record Result(Tensor exponents, double energy, Tensor coefficients) {}

    static Result run(int gaussians) {
        // each start is about four times the last one
        Tensor start = eval(linspace(-1, -1 + 1.4 * (gaussians - 1), gaussians));
        Minimum<Expr> found = new Bfgs(200, 1e-8).minimize(fn((Expr logs) -> groundState(exp(logs))), start);
        Tensor exponents = eval(exp(found.parameters()));
        Expr c = orbital(exponents);
        Expr unit = c.div(sqrt(c.dot(Integrals.of(exponents).overlap().matmul(c))));
        return new Result(exponents, toDouble(found.value()), eval(unit.times(sign(unit.sum()))));
    }

    static Figure figure(Result r) {
        Tensor radius = eval(linspace(0, 4, 201));
        Expr gaussians = exp(radius.expandDims(1).square().times(r.exponents()).neg());
        Expr orbital = gaussians.matmul(r.coefficients());
        Expr cusped = exp(radius.times(-27.0 / 16)).times(Math.sqrt(Math.pow(27.0 / 16, 3) / Math.PI));
        return curve("four Gaussians", radius, orbital.square().times(radius.square()).times(4 * Math.PI))
                .and(curve("e^(−27r/16)", radius, cusped.square().times(radius.square()).times(4 * Math.PI)))
                .title("Where an electron of helium is").xLabel("r in bohrs").yLabel("4π·r²·φ²");
    }

    public static void main(String[] args) {
        for (int n = 1; n <= 6; n++) {
            Result r = run(n);
            IO.println("%d Gaussians: E = %.8f%s, α = %s".formatted(n, r.energy(), n == 4 ? " (Thijssen: -2.85516038)" : "",
                    r.exponents()));
        }
        Pictures.save("helium-atom", figure(run(4)));
    }
}
