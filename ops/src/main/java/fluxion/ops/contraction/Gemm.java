package fluxion.ops.contraction;

import fluxion.ops.simd.Simd;
import fluxion.ops.simd.Workers;

/**
 * The batched matrix product {@code C(e, i, j) = Σ_p A(e, i, p)·B(e, p, j)} for every e of the batch, each i of m rows, j of n
 * columns and p of depth k. Operands lie where their {@link Offsets} say; sizes are those of the tables. C is
 * overwritten (with zeros where k is 0) and must not overlap A or B; its offsets must be distinct.
 *
 * <p>Fast where one of the tables of an operand consists of long runs of consecutive offsets (rows or columns
 * contiguous), correct always. A batch in which A or B has one base throughout packs it once.
 *
 * <p>Errors: {@link IllegalArgumentException} if the sizes of the tables disagree, {@link IndexOutOfBoundsException} if an
 * offset lies outside its array.
 */
public final class Gemm {
    private Gemm() {}

    public static void f32(float[] a, Offsets aAt, float[] b, Offsets bAt, float[] c, Offsets cAt, Workers workers) {
        if (!Simd.AVAILABLE) {
            ScalarGemm.f32(a, aAt, b, bAt, c, cAt, workers);
            return;
        }
        Product p = Product.of(aAt, bAt, cAt);
        if (p.isEmpty()) return;
        if (p.swapped()) VectorGemmF32.multiply(b, a, c, p, workers);
        else VectorGemmF32.multiply(a, b, c, p, workers);
    }

    public static void f64(double[] a, Offsets aAt, double[] b, Offsets bAt, double[] c, Offsets cAt, Workers workers) {
        if (!Simd.AVAILABLE) {
            ScalarGemm.f64(a, aAt, b, bAt, c, cAt, workers);
            return;
        }
        Product p = Product.of(aAt, bAt, cAt);
        if (p.isEmpty()) return;
        if (p.swapped()) VectorGemmF64.multiply(b, a, c, p, workers);
        else VectorGemmF64.multiply(a, b, c, p, workers);
    }

    /** Arithmetic modulo 2³², as Java's. */
    public static void i32(int[] a, Offsets aAt, int[] b, Offsets bAt, int[] c, Offsets cAt, Workers workers) {
        ScalarGemm.i32(a, aAt, b, bAt, c, cAt, workers);
    }

    /** Arithmetic modulo 2⁶⁴, as Java's. */
    public static void i64(long[] a, Offsets aAt, long[] b, Offsets bAt, long[] c, Offsets cAt, Workers workers) {
        ScalarGemm.i64(a, aAt, b, bAt, c, cAt, workers);
    }
}
