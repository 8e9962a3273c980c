package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import fluxion.plot.Figure;
import io.vavr.collection.Array;

/**
 * Ising's magnet on a square lattice, exactly. The partition function of L × L spins on a torus is tr Tᴸ of a transfer matrix
 * (Kramers and Wannier 1941); energy and heat capacity are its logarithm's derivatives, and how many states have an energy is its
 * Taylor series: 2, 32, 64, 424, 1728, 6688, 13568, 20524, … for 4 × 4 (Beale, Phys. Rev. Lett. 76, 1996). Onsager's (1944) free
 * energy is that of the infinite lattice; its energy at the critical point is −√2.
 */
public final class IsingModel {
    private IsingModel() {}

    /** How many of the bonds within a row s and up to the row t join opposite spins, [2ᴸ, 2ᴸ]. */
    static Tensor broken(int length) {
        int rows = 1 << length;
        int[] counts = new int[rows * rows];
        for (int s = 0; s < rows; s++) {
            int turned = (s >> 1) | ((s & 1) << (length - 1));
            for (int t = 0; t < rows; t++) {
                counts[s * rows + t] = Integer.bitCount(s ^ turned) + Integer.bitCount(s ^ t);
            }
        }
        return Tensor.of(Shape.of(rows, rows), counts);
    }

    /** Z as a function of x = e^(−2β): the sum over all states of x to the number of broken bonds. */
    static Fun1<Expr, Expr> partition(int length) {
        Tensor broken = broken(length);
        return fn(x -> {
            Expr[] powers = Array.range(0, 2 * length + 1).map(k -> k == 0 ? onesLike(x) : x.pow((int) k))
                    .toJavaArray(Expr[]::new);
            return trace(matrixPower(take(stack(0, powers), broken, 0), length));
        });
    }

    /** How many states have 0, 1, 2, … broken bonds. */
    static double[] states(int length) {
        return taylor(partition(length), scalar(0), 2 * length * length).coefficients().map(c -> Math.rint(toDouble(c)))
                .toJavaStream().mapToDouble(Double::doubleValue).toArray();
    }

    /** ln Z/N as a function of β. */
    static Fun1<Expr, Expr> finite(int length) {
        var z = partition(length);
        return fn(b -> log(z.apply(exp(b.times(-2)))).div(length * length).plus(b.times(2)));
    }

    /** Onsager's ln Z/N: ½·ln 2 + 1/(2π)·∫₀^π ln(cosh² 2β + √(sinh⁴ 2β + 1 − 2·sinh² 2β·cos 2θ)) dθ. */
    static Expr onsager(Expr b) {
        Expr s = sinh(b.times(2)).square();
        Expr c = cosh(b.times(2)).square();
        Expr integral = gaussKronrod(angle -> log(c.plus(sqrt(s.square().plus(1).minus(s.times(cos(angle.times(2))).times(2))))),
                scalar(0), scalar(Math.PI), 16);
        return integral.div(2 * Math.PI).plus(Math.log(2) / 2);
    }

    /**
     * Onsager's energy a spin: −coth 2β·(1 + 2/π·(2·tanh² 2β − 1)·K(k)), k = 2·sinh 2β/cosh² 2β, K by the arithmetic-geometric
     * mean.
     */
    static double energyByFormula(double beta) {
        double s = Math.pow(Math.sinh(2 * beta), 2);
        double a = 1;
        double g = Math.abs(1 - s) / (1 + s); // √(1 − k²)
        for (int i = 0; i < 10; i++) {
            double mean = (a + g) / 2;
            g = Math.sqrt(a * g);
            a = mean;
        }
        return -(1 + 2 / Math.PI * (2 * Math.pow(Math.tanh(2 * beta), 2) - 1) * Math.PI / (2 * a)) / Math.tanh(2 * beta);
    }

    /** The heat capacity a spin, β²·∂²(ln Z/N)/∂β², at temperatures. */
    static Tensor capacity(Fun1<Expr, Expr> logZ, Tensor temperatures) {
        return eval(vmap(fn((Expr t) -> grad(grad(logZ)).apply(t.reciprocal()).div(t.square()))).apply(temperatures));
    }

    static double energy(Fun1<Expr, Expr> logZ, double beta) {
        return -toDouble(grad(logZ).at(beta));
    }

    static Figure figure(int largest, int points) {
        Tensor t = eval(linspace(1.5, 3.5, points));
        Figure figure = curve("∞ (Onsager)", t, capacity(fn(b -> onsager(b)), t));
        for (int length = 2; length <= largest; length *= 2) {
            figure = figure.and(curve(length + " × " + length, t, capacity(finite(length), t)));
        }
        return figure.title("Heat capacity of Ising's magnet").xLabel("temperature").yLabel("a spin").yRange(0, 2.5);
    }

    public static void main(String[] args) {
        StringBuilder counts = new StringBuilder();
        double[] states = states(4);
        for (int k = 0; k <= 16; k += 2) {
            counts.append(k == 2 ? "" : " %.0f".formatted(states[k]));
        }
        IO.println("States of 4 × 4 spins by energy:" + counts + " (Beale: 2 32 64 424 1728 6688 13568 20524)");
        for (double beta : new double[] {0.3, 0.4, 0.5}) {
            IO.println("β = %.1f: energy %.12f by grad, %.12f by Onsager's formula".formatted(beta, energy(fn(b -> onsager(b)),
                    beta),
                    energyByFormula(beta)));
        }
        Pictures.save("ising-model", figure(8, 161));
    }
}
