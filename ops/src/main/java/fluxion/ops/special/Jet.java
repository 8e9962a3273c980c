package fluxion.ops.special;

/**
 * A power series in two small variables, cut off after the powers p and q: what carries derivatives through a formula in
 * parameters. Coefficient i·(q + 1) + j belongs to αⁱβʲ.
 */
final class Jet {
    private final int p;
    private final int q;
    private final double[] c;

    private Jet(int p, int q, double[] c) {
        this.p = p;
        this.q = q;
        this.c = c;
    }

    static Jet constant(double value, int p, int q) {
        double[] c = new double[(p + 1) * (q + 1)];
        c[0] = value;
        return new Jet(p, q, c);
    }

    /** value + α. */
    static Jet first(double value, int p, int q) {
        Jet jet = constant(value, p, q);
        if (p > 0) {
            jet.c[q + 1] = 1;
        }
        return jet;
    }

    /** value + β. */
    static Jet second(double value, int p, int q) {
        Jet jet = constant(value, p, q);
        if (q > 0) {
            jet.c[1] = 1;
        }
        return jet;
    }

    double value() {
        return c[0];
    }

    /** ∂ᵖ∂ᵍ, the last coefficient times p! q!. */
    double derivative() {
        return c[c.length - 1] * GammaFunctions.factorial(p) * GammaFunctions.factorial(q);
    }

    Jet plus(double number) {
        double[] sum = c.clone();
        sum[0] += number;
        return new Jet(p, q, sum);
    }

    Jet plus(Jet other) {
        double[] sum = c.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.c[i];
        }
        return new Jet(p, q, sum);
    }

    Jet minus(Jet other) {
        return plus(other.times(-1));
    }

    Jet times(double number) {
        double[] product = c.clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= number;
        }
        return new Jet(p, q, product);
    }

    Jet times(Jet other) {
        double[] product = new double[c.length];
        for (int i = 0; i <= p; i++) {
            for (int j = 0; j <= q; j++) {
                double left = c[i * (q + 1) + j];
                for (int k = 0; left != 0 && k + i <= p; k++) {
                    for (int l = 0; l + j <= q; l++) {
                        product[(i + k) * (q + 1) + j + l] += left * other.c[k * (q + 1) + l];
                    }
                }
            }
        }
        return new Jet(p, q, product);
    }

    Jet over(Jet other) {
        return times(other.reciprocal());
    }

    Jet reciprocal() {
        double[] taylor = new double[p + q + 1];
        taylor[0] = 1 / c[0];
        for (int k = 1; k < taylor.length; k++) {
            taylor[k] = -taylor[k - 1] / c[0];
        }
        return of(taylor);
    }

    Jet exp() {
        return exp(StrictMath.exp(c[0]));
    }

    /** e to the power of it, whose value is known better than its logarithm. */
    Jet exp(double value) {
        double[] taylor = new double[p + q + 1];
        taylor[0] = value;
        for (int k = 1; k < taylor.length; k++) {
            taylor[k] = taylor[k - 1] / k;
        }
        return of(taylor);
    }

    /** ln Γ of it; positive. */
    Jet lgamma() {
        double[] taylor = new double[p + q + 1];
        taylor[0] = GammaFunctions.lgamma(c[0]);
        for (int k = 1; k < taylor.length; k++) {
            taylor[k] = GammaFunctions.polygamma(k - 1, c[0]) / GammaFunctions.factorial(k);
        }
        return of(taylor);
    }

    /** The function with these Taylor coefficients at the value. */
    private Jet of(double[] taylor) {
        Jet rest = plus(-c[0]);
        Jet sum = constant(taylor[taylor.length - 1], p, q);
        for (int k = taylor.length - 2; k >= 0; k--) {
            sum = sum.times(rest).plus(taylor[k]);
        }
        return sum;
    }
}
