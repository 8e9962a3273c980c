package fluxion.transforms.algebra;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A product of powers of atoms, immutable. Factor {@code 2·a} is atom a to a positive power, {@code 2·a + 1} to a negative
 * one: they do not cancel unless the atom is known not to be 0.
 */
final class Monomial {
    static final Monomial ONE = new Monomial(new int[0], new int[0]);
    /** Ascending. */
    private final int[] factors;
    /** Of each factor, positive. */
    private final int[] powers;

    private Monomial(int[] factors, int[] powers) {
        this.factors = factors;
        this.powers = powers;
    }

    static Monomial of(int factor, int power) {
        return new Monomial(new int[] {factor}, new int[] {power});
    }

    boolean isOne() {
        return factors.length == 0;
    }

    /** How many different factors it has. */
    int size() {
        return factors.length;
    }

    int factor(int i) {
        return factors[i];
    }

    int power(int i) {
        return powers[i];
    }

    /** The power of a factor, 0 where it is absent. */
    int powerOf(int factor) {
        int i = Arrays.binarySearch(factors, factor);
        return i < 0 ? 0 : powers[i];
    }

    IntStream factors() {
        return Arrays.stream(factors);
    }

    boolean exists(IntPredicate factor) {
        for (int f : factors) {
            if (factor.test(f)) {
                return true;
            }
        }
        return false;
    }

    int degree() {
        int degree = 0;
        for (int power : powers) {
            degree += power;
        }
        return degree;
    }

    Monomial times(Monomial other) {
        if (isOne() || other.isOne()) {
            return isOne() ? other : this;
        }
        int at = other.factors.length == 1 ? Arrays.binarySearch(factors, other.factors[0]) : -1;
        if (at >= 0) {
            int[] raised = powers.clone();
            raised[at] += other.powers[0];
            return new Monomial(factors, raised);
        }
        int[] f = new int[factors.length + other.factors.length];
        int[] p = new int[f.length];
        int n = 0;
        int i = 0;
        int j = 0;
        while (i < factors.length || j < other.factors.length) {
            int a = i < factors.length ? factors[i] : Integer.MAX_VALUE;
            int b = j < other.factors.length ? other.factors[j] : Integer.MAX_VALUE;
            f[n] = Math.min(a, b);
            p[n++] = (a <= b ? powers[i++] : 0) + (b <= a ? other.powers[j++] : 0);
        }
        return trimmed(f, p, n);
    }

    private static Monomial trimmed(int[] f, int[] p, int n) {
        return n == 0 ? ONE : n == f.length ? new Monomial(f, p) : new Monomial(Arrays.copyOf(f, n), Arrays.copyOf(p, n));
    }

    /** The first factor of which it has more than another that it contains. */
    int above(Monomial other) {
        for (int i = 0; i < factors.length; i++) {
            if (powers[i] > other.powerOf(factors[i])) {
                return factors[i];
            }
        }
        throw new IllegalStateException("no factor is left");
    }

    /** The factors both have, to the smaller power. */
    Monomial common(Monomial other) {
        if (other.contains(this)) {
            return this;
        }
        int[] f = new int[factors.length];
        int[] p = new int[f.length];
        int n = 0;
        for (int i = 0; i < factors.length; i++) {
            int power = Math.min(powers[i], other.powerOf(factors[i]));
            if (power > 0) {
                f[n] = factors[i];
                p[n++] = power;
            }
        }
        return n == factors.length && Arrays.equals(p, powers) ? this : trimmed(f, p, n);
    }

    private boolean contains(Monomial other) {
        for (int i = 0; i < other.factors.length; i++) {
            if (powerOf(other.factors[i]) < other.powers[i]) {
                return false;
            }
        }
        return true;
    }

    /** Without the factors of another that it contains. */
    Monomial without(Monomial other) {
        int[] f = new int[factors.length];
        int[] p = new int[f.length];
        int n = 0;
        for (int i = 0; i < factors.length; i++) {
            int power = powers[i] - other.powerOf(factors[i]);
            if (power > 0) {
                f[n] = factors[i];
                p[n++] = power;
            }
        }
        return trimmed(f, p, n);
    }

    /** Every power times a positive n. */
    Monomial raised(int n) {
        return n == 1 ? this : new Monomial(factors, Arrays.stream(powers).map(p -> p * n).toArray());
    }

    /** Positive powers become negative and the other way round. */
    Monomial inverse() {
        Monomial result = ONE;
        for (int i = 0; i < factors.length; i++) {
            result = result.times(of(factors[i] ^ 1, powers[i]));
        }
        return result;
    }

    /** With a factor's power set; 0 removes it. */
    Monomial with(int factor, int power) {
        int now = powerOf(factor);
        if (now == power) {
            return this;
        }
        Monomial rest = now == 0 ? this : without(of(factor, now));
        return power == 0 ? rest : rest.times(of(factor, power));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Monomial that && Arrays.equals(factors, that.factors) && Arrays.equals(powers, that.powers);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(factors) + Arrays.hashCode(powers);
    }
}
