package fluxion.ops.running;

/**
 * Products of all other elements of a line, with tangents: all before each element times all after it. With
 * tangents t₁ … tᵣ elements are x + t₁·ε₁ + … + tᵣ·εᵣ with εᵢ² = 0, and the coefficient of ε₁·…·εᵣ is wanted; that of a set
 * of them has the place whose bits are the set.
 */
public final class OtherFactors {
    private OtherFactors() {}

    /**
     * The line's first {@code n} numbers become the products of the others.
     *
     * @param line the n elements, then n numbers for each tangent
     * @param behind room for n·2^tangents numbers
     */
    public static void of(double[] line, double[] behind, int n, int tangents) {
        if (tangents == 0) {
            products(line, behind, n);
            return;
        }
        int sets = 1 << tangents;
        double[] state = new double[sets];
        state[0] = 1;
        for (int i = n - 1; i >= 0; i--) {
            System.arraycopy(state, 0, behind, i * sets, sets);
            join(state, line, i, n, tangents);
        }
        state = new double[sets];
        state[0] = 1;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int set = 0; set < sets; set++) {
                sum += state[set] * behind[i * sets + sets - 1 - set];
            }
            join(state, line, i, n, tangents);
            line[i] = sum;
        }
    }

    private static void products(double[] line, double[] behind, int n) {
        double product = 1;
        for (int i = n - 1; i >= 0; i--) {
            behind[i] = product;
            product *= line[i];
        }
        product = 1;
        for (int i = 0; i < n; i++) {
            double x = line[i];
            line[i] = product * behind[i];
            product *= x;
        }
    }

    /** Times element i; larger sets first, since they need what the smaller ones were. */
    private static void join(double[] state, double[] line, int i, int n, int tangents) {
        for (int set = state.length - 1; set >= 0; set--) {
            double sum = state[set] * line[i];
            for (int t = 0; t < tangents; t++) {
                if ((set >> t & 1) == 1) {
                    sum += state[set ^ 1 << t] * line[(t + 1) * n + i];
                }
            }
            state[set] = sum;
        }
    }
}
