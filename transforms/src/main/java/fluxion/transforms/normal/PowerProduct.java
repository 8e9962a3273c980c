package fluxion.transforms.normal;

import fluxion.core.Ints;
import java.util.function.IntUnaryOperator;

/**
 * x₀^e₀·x₁^e₁·…: whole powers of variables, negative ones too.
 *
 * @param exponents of the variables 0, 1, …; what is not there is 0, and the last is not
 */
public record PowerProduct(Ints exponents) implements Comparable<PowerProduct> {
    /** The empty product. */
    public static final PowerProduct ONE = new PowerProduct(Ints.empty());

    /** Leaves zeros at the end out. */
    public PowerProduct {
        int n = exponents.size();
        while (n > 0 && exponents.get(n - 1) == 0) {
            n--;
        }
        exponents = n == exponents.size() ? exponents : exponents.take(n);
    }

    /** A power of one variable. */
    public static PowerProduct of(int variable, int exponent) {
        return new PowerProduct(Ints.fill(variable, 0).append(exponent));
    }

    /** The exponent of a variable. */
    public int exponent(int variable) {
        return variable < exponents.size() ? exponents.get(variable) : 0;
    }

    /** One more than the last variable that occurs. */
    public int size() {
        return exponents.size();
    }

    /** Whether it is the empty product. */
    public boolean isOne() {
        return exponents.isEmpty();
    }

    /** The sum of all exponents. */
    public int degree() {
        return exponents.stream().sum();
    }

    /** The product. */
    public PowerProduct times(PowerProduct other) {
        return tabulate(Math.max(size(), other.size()), i -> exponent(i) + other.exponent(i));
    }

    /** The quotient. */
    public PowerProduct over(PowerProduct other) {
        return tabulate(Math.max(size(), other.size()), i -> exponent(i) - other.exponent(i));
    }

    /** A power. */
    public PowerProduct raised(int exponent) {
        return tabulate(size(), i -> exponent(i) * exponent);
    }

    /** The lesser exponent of each variable. */
    public PowerProduct common(PowerProduct other) {
        return tabulate(Math.max(size(), other.size()), i -> Math.min(exponent(i), other.exponent(i)));
    }

    /** With another exponent of a variable. */
    public PowerProduct with(int variable, int exponent) {
        return tabulate(Math.max(size(), variable + 1), i -> i == variable ? exponent : exponent(i));
    }

    /** The same variables to other powers, each found from the variable. */
    public PowerProduct map(IntUnaryOperator exponentOf) {
        return tabulate(size(), exponentOf);
    }

    private static PowerProduct tabulate(int n, IntUnaryOperator exponent) {
        return new PowerProduct(Ints.tabulate(n, exponent));
    }

    /** By the exponent of the first variable in which they differ. */
    @Override
    public int compareTo(PowerProduct other) {
        for (int i = 0; i < Math.max(size(), other.size()); i++) {
            int order = Integer.compare(exponent(i), other.exponent(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size(); i++) {
            if (exponent(i) != 0) {
                text.append(text.isEmpty() ? "" : "·").append('x').append(i)
                        .append(exponent(i) == 1 ? "" : "^" + exponent(i));
            }
        }
        return text.isEmpty() ? "1" : text.toString();
    }
}
