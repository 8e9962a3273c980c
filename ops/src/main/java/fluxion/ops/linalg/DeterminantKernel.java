package fluxion.ops.linalg;

import fluxion.ops.linalg.Products.Part;
import fluxion.ops.simd.Workers;

/**
 * The gradient of the determinant and that gradient's derivative, for every matrix. Well-conditioned ones go by the inverse,
 * C = det(A)·A⁻ᵀ and C' = (⟨C, T⟩·A⁻ᵀ − C·Tᵀ·A⁻ᵀ). The others go by the singular value decomposition A = U·S·Vᵀ, where
 * cofactors are products of singular values: with M_ij the product of all but the i-th and the j-th, and T' = Uᵀ·T·V,
 * {@code C = ±U·diag(all but the i-th)·Vᵀ} and {@code C' = ±U·(diag(M·diag(T')) − M ⊙ T'ᵀ)·Vᵀ} (Stewart, "On the adjugate
 * matrix", 1998).
 */
public final class DeterminantKernel {
    /** Condition numbers up to this one lose no more digits than decompositions do. */
    private static final double WELL_CONDITIONED = 1e3;

    private DeterminantKernel() {}

    /** A⁻¹ and det(A), where A is well-conditioned. */
    private record Inverse(double[] inverse, double det) {}

    public static void cofactor(double[] a, int ao, int n, double[] to, int o, Workers workers) {
        Inverse known = inverse(a, ao, n, workers);
        if (Double.isFinite(known.det)) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    to[o + i * n + j] = known.det * known.inverse[j * n + i];
                }
            }
            return;
        }
        SvdKernel.Factors f = SvdKernel.tall(a, ao, n, n, n, 1, true, workers);
        double[] middle = new double[n * n];
        double sign = sign(f.u(), n, workers) * sign(f.vt(), n, workers);
        for (int i = 0; i < n; i++) {
            middle[i * (n + 1)] = sign * without(f.s(), i, i);
        }
        back(f, middle, n, to, o, workers);
    }

    /** The derivative of the cofactors along T. */
    public static void tangent(double[] a, int ao, double[] t, int t0, int n, double[] to, int o, Workers workers) {
        Inverse known = inverse(a, ao, n, workers);
        if (Double.isFinite(known.det)) {
            Part inverse = Part.of(known.inverse, 0, n);
            // A⁻¹·T·A⁻¹, transposed, and tr(A⁻¹·T)
            double[] left = Products.of(inverse, Part.of(t, t0, n), n, n, n, workers);
            double[] both = Products.of(Part.of(left, 0, n), inverse, n, n, n, workers);
            double trace = 0;
            for (int i = 0; i < n; i++) {
                trace += left[i * (n + 1)];
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    to[o + i * n + j] = known.det * (trace * known.inverse[j * n + i] - both[j * n + i]);
                }
            }
            return;
        }
        SvdKernel.Factors f = SvdKernel.tall(a, ao, n, n, n, 1, true, workers);
        double sign = sign(f.u(), n, workers) * sign(f.vt(), n, workers);
        double[] turned = Products.of(Part.of(f.u(), 0, n).transposed(), Part.of(t, t0, n), n, n, n, workers);
        turned = Products.of(Part.of(turned, 0, n), Part.of(f.vt(), 0, n).transposed(), n, n, n, workers);
        double[] middle = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    double others = sign * without(f.s(), i, j);
                    middle[i * (n + 1)] += others * turned[j * (n + 1)];
                    middle[i * n + j] -= others * turned[j * n + i];
                }
            }
        }
        back(f, middle, n, to, o, workers);
    }

    /** U·M·Vᵀ. */
    private static void back(SvdKernel.Factors f, double[] middle, int n, double[] to, int o, Workers workers) {
        double[] left = Products.of(Part.of(f.u(), 0, n), Part.of(middle, 0, n), n, n, n, workers);
        Products.multiply(Part.of(left, 0, n), Part.of(f.vt(), 0, n), to, o, n, n, n, n, workers);
    }

    private static double without(double[] s, int i, int j) {
        double product = 1;
        for (int k = 0; k < s.length; k++) {
            product *= k == i || k == j ? 1 : s[k];
        }
        return product;
    }

    private static double sign(double[] orthogonal, int n, Workers workers) {
        double[] lu = new double[n * n + n];
        LuKernel.factor(orthogonal, 0, lu, 0, n, n, workers);
        return LuKernel.sign(lu, 0, n);
    }

    private static Inverse inverse(double[] a, int ao, int n, Workers workers) {
        double[] lu = new double[n * n + n];
        LuKernel.factor(a, ao, lu, 0, n, n, workers);
        double[] inverse = new double[n * n];
        LuKernel.inverse(lu, 0, inverse, 0, n, workers);
        double condition = frobenius(a, ao, n) * frobenius(inverse, 0, n);
        return new Inverse(inverse, condition < WELL_CONDITIONED * Math.max(1, n) ? LuKernel.determinant(lu, 0, n) : Double.NaN);
    }

    private static double frobenius(double[] a, int ao, int n) {
        return Math.sqrt(Rows.dot(a, ao, a, ao, n * n));
    }
}
