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
    //@ for T, N, M in double F64 f64, float F32 f32

    public static void $M($T[] a, Offsets aAt, $T[] b, Offsets bAt, $T[] c, Offsets cAt, Workers workers) {
        if (!Simd.AVAILABLE) {
            ScalarGemm.$M(a, aAt, b, bAt, c, cAt, workers);
            return;
        }
        Product p = Product.of(aAt, bAt, cAt);
        if (p.isEmpty()) return;
        if (p.swapped()) VectorGemm$N.multiply(b, a, c, p, workers);
        else VectorGemm$N.multiply(a, b, c, p, workers);
    }
    //@ end
    //@ for T, M, B in int i32 2³², long i64 2⁶⁴

    /** Arithmetic modulo $B, as Java's. */
    public static void $M($T[] a, Offsets aAt, $T[] b, Offsets bAt, $T[] c, Offsets cAt, Workers workers) {
        ScalarGemm.$M(a, aAt, b, bAt, c, cAt, workers);
    }
    //@ end
}
