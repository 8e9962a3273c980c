package fluxion.ops.random;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.op.RandomNumbers;
import fluxion.ops.simd.Interruption;
import fluxion.ops.special.NormalQuantile;

/**
 * Fills arrays with random numbers, each a function of the key, the stream and its index alone: element j comes from the
 * {@link Threefry} block of the counter (stream, j), so any part can be made on its own, by any thread, with the same bits.
 *
 * <p>From the words w₀ and w₁ of a block: BITS are w₀ (i32) or w₀·2³² + w₁ (i64); UNIFORM is the upper 53 bits of both
 * words times 2⁻⁵³ (f64) or the upper 24 bits of w₀ times 2⁻²⁴ (f32), thus in [0, 1); NORMAL is the normal quantile of
 * (the upper 53 bits + ½)·2⁻⁵³, which is never 0 or 1, rounded to f32 where asked, and so are the other distributions by theirs.
 * A permutation is Fisher and Yates' shuffle from the inside: i goes to a place from 0 to i, and what was there to place i.
 */
public final class RandomKernels {
    private static final int TILE = 512;
    private static final double TWO_21 = 0x1p21;
    private static final double ULP_53 = 0x1p-53;
    private static final float ULP_24 = 0x1p-24f;

    private RandomKernels() {}

    /** Elements 0 to count − 1 into {@code out}, from {@code offset} on. */
    public static void fill(RandomNumbers.Kind kind, int key0, int key1, int stream, float[] out, int offset, int count) {
        fill(kind, key0, key1, stream, 0, out, offset, count);
    }

    /** Elements 0 to count − 1 into {@code out}, from {@code offset} on. */
    public static void fill(RandomNumbers.Kind kind, int key0, int key1, int stream, double[] out, int offset, int count) {
        fill(kind, key0, key1, stream, 0, out, offset, count);
    }

    /** Elements 0 to count − 1 into {@code out}, from {@code offset} on. */
    public static void fill(RandomNumbers.Kind kind, int key0, int key1, int stream, int[] out, int offset, int count) {
        fill(kind, key0, key1, stream, 0, out, offset, count);
    }

    /** Elements 0 to count − 1 into {@code out}, from {@code offset} on. */
    public static void fill(RandomNumbers.Kind kind, int key0, int key1, int stream, long[] out, int offset, int count) {
        fill(kind, key0, key1, stream, 0, out, offset, count);
    }

    /** Elements {@code first} to first + count − 1 into {@code out}, from {@code offset} on. */
    public static void fill(RandomNumbers.Kind kind, int key0, int key1, int stream, int first, float[] out, int offset,
            int count) {
        int[] a = new int[Math.min(TILE, count)];
        int[] b = new int[a.length];
        switch (kind) {
            case UNIFORM -> {
                for (int done = 0; done < count; done += TILE) {
                    int n = Math.min(TILE, count - done);
                    Threefry.blocks(key0, key1, stream, first + done, a, b, n);
                    uniform(a, out, offset + done, n);
                }
            }
            case NORMAL, EXPONENTIAL, GUMBEL, LAPLACE, LOGISTIC, CAUCHY -> {
                double[] q = new double[a.length];
                double[] scratch = new double[a.length];
                double[] tile = new double[a.length];
                for (int done = 0; done < count; done += TILE) {
                    int n = Math.min(TILE, count - done);
                    Threefry.blocks(key0, key1, stream, first + done, a, b, n);
                    quantiles(kind, a, b, q, scratch, tile, 0, n);
                    narrow(tile, out, offset + done, n);
                }
            }
            case BITS, PERMUTATION -> throw refused(kind, DType.F32);
            default -> throw new IllegalStateException("no case for " + kind);
        }
    }

    /** Elements {@code first} to first + count − 1 into {@code out}, from {@code offset} on. */
    public static void fill(RandomNumbers.Kind kind, int key0, int key1, int stream, int first, double[] out, int offset,
            int count) {
        if (kind.isInteger()) {
            throw refused(kind, DType.F64);
        }
        int[] a = new int[Math.min(TILE, count)];
        int[] b = new int[a.length];
        double[] q = new double[a.length];
        double[] scratch = new double[a.length];
        for (int done = 0; done < count; done += TILE) {
            int n = Math.min(TILE, count - done);
            Threefry.blocks(key0, key1, stream, first + done, a, b, n);
            if (kind == RandomNumbers.Kind.UNIFORM) {
                uniform(a, b, out, offset + done, n);
            } else {
                quantiles(kind, a, b, q, scratch, out, offset + done, n);
            }
        }
    }

    /** Elements {@code first} to first + count − 1 into {@code out}, from {@code offset} on. */
    public static void fill(RandomNumbers.Kind kind, int key0, int key1, int stream, int first, int[] out, int offset,
            int count) {
        if (kind == RandomNumbers.Kind.PERMUTATION) {
            for (int i = 0; i < count; i++) {
                Interruption.check(i);
                int j = below(key0, key1, stream, i);
                out[offset + i] = out[offset + j];
                out[offset + j] = i;
            }
            return;
        }
        if (kind != RandomNumbers.Kind.BITS) {
            throw refused(kind, DType.I32);
        }
        int[] a = new int[Math.min(TILE, count)];
        int[] b = new int[a.length];
        for (int done = 0; done < count; done += TILE) {
            int n = Math.min(TILE, count - done);
            Threefry.blocks(key0, key1, stream, first + done, a, b, n);
            System.arraycopy(a, 0, out, offset + done, n);
        }
    }

    /** Elements {@code first} to first + count − 1 into {@code out}, from {@code offset} on. */
    public static void fill(RandomNumbers.Kind kind, int key0, int key1, int stream, int first, long[] out, int offset,
            int count) {
        if (kind == RandomNumbers.Kind.PERMUTATION) {
            int[] narrow = new int[count];
            fill(kind, key0, key1, stream, first, narrow, 0, count);
            for (int i = 0; i < count; i++) {
                out[offset + i] = narrow[i];
            }
            return;
        }
        if (kind != RandomNumbers.Kind.BITS) {
            throw refused(kind, DType.I64);
        }
        int[] a = new int[Math.min(TILE, count)];
        int[] b = new int[a.length];
        for (int done = 0; done < count; done += TILE) {
            int n = Math.min(TILE, count - done);
            Threefry.blocks(key0, key1, stream, first + done, a, b, n);
            for (int i = 0; i < n; i++) {
                out[offset + done + i] = (long) a[i] << 32 | b[i] & 0xFFFF_FFFFL;
            }
        }
    }

    private static void uniform(int[] a, float[] out, int offset, int n) {
        for (int i = 0; i < n; i++) {
            out[offset + i] = uniform(a[i]);
        }
    }

    private static void uniform(int[] a, int[] b, double[] out, int offset, int n) {
        for (int i = 0; i < n; i++) {
            out[offset + i] = uniform(a[i], b[i]);
        }
    }

    /** From the first word of a block to [0, 1), in f32. */
    static float uniform(int a) {
        return (a >>> 8) * ULP_24;
    }

    /**
     * From both words of a block to [0, 1): the 53 bits as halves that fit ints, less 2⁵², so that every step is exact and none
     * needs a 64-bit conversion.
     */
    static double uniform(int a, int b) {
        return ((a ^ Integer.MIN_VALUE) * TWO_21 + (b >>> 11)) * ULP_53 + 0.5;
    }

    /** From both words of a block: (the upper 53 bits + ½)·2⁻⁵³ − ½, which is exact, and exactly symmetric. */
    static double centred(int a, int b) {
        return ((a ^ Integer.MIN_VALUE) * TWO_21 + ((b >>> 11) + 0.5)) * ULP_53;
    }

    private static void quantiles(RandomNumbers.Kind kind, int[] a, int[] b, double[] q, double[] scratch, double[] out,
            int offset,
            int n) {
        for (int i = 0; i < n; i++) {
            q[i] = centred(a[i], b[i]);
        }
        switch (kind) {
            case NORMAL -> NormalQuantile.of(q, scratch, out, offset, n);
            case EXPONENTIAL, GUMBEL, LAPLACE, LOGISTIC, CAUCHY -> {
                for (int i = 0; i < n; i++) {
                    out[offset + i] = quantile(kind, q[i]);
                }
            }
            case BITS, UNIFORM, PERMUTATION -> throw new IllegalStateException(kind + " has no quantiles");
            default -> throw new IllegalStateException("no case for " + kind);
        }
    }

    /** The x that a number of the distribution is below with probability ½ + q; the same bits on every machine. */
    public static double quantile(RandomNumbers.Kind kind, double q) {
        return switch (kind) {
            case UNIFORM -> 0.5 + q;
            case NORMAL -> NormalQuantile.of(q);
            case EXPONENTIAL -> exponential(q);
            case GUMBEL -> gumbel(q);
            case LAPLACE -> laplace(q);
            case LOGISTIC -> logistic(q);
            case CAUCHY -> cauchy(q);
            case BITS, PERMUTATION -> throw refused(kind, DType.F64);
        };
    }

    static double exponential(double q) {
        return -logBelow(-q);
    }

    static double gumbel(double q) {
        return -StrictMath.log(-logBelow(q));
    }

    static double laplace(double q) {
        return q == 0 ? 0 : Math.copySign(StrictMath.log(1 - 2 * Math.abs(q)), -q);
    }

    static double logistic(double q) {
        return logBelow(q) - logBelow(-q);
    }

    static double cauchy(double q) {
        return StrictMath.tan(Math.PI * q);
    }

    /** ln(½ + q), accurate near q = ½. */
    private static double logBelow(double q) {
        return q > 0 ? StrictMath.log1p(q - 0.5) : StrictMath.log(0.5 + q);
    }

    /**
     * From 0 to i, all equally likely: the upper half of the block (stream, i) times i + 1, of 128 bits; the lower half says
     * whether that block is one of the few too many, and then another is taken (Lemire, Fast random integer generation in an
     * interval, ACM TOMACS 29, 2019).
     */
    private static int below(int key0, int key1, int stream, int i) {
        long n = i + 1L;
        long word = Threefry.block(key0, key1, stream, i);
        long surplus = Long.remainderUnsigned(-n, n);
        for (int attempt = 1; Long.compareUnsigned(word * n, surplus) < 0; attempt++) {
            word = Threefry.block(key0, key1, stream + (attempt << 8), i);
        }
        // n is positive, so that the product of unsigned numbers has n more in its upper half where the word's first bit is set
        return (int) (Math.multiplyHigh(word, n) + (word >> 63 & n));
    }

    private static void narrow(double[] tile, float[] out, int offset, int n) {
        for (int i = 0; i < n; i++) {
            out[offset + i] = (float) tile[i];
        }
    }

    private static DTypeException refused(RandomNumbers.Kind kind, DType dtype) {
        return new DTypeException("random: " + kind + " makes " + (kind.isInteger() ? "integers" : "floating-point numbers")
                + "; got " + dtype);
    }
}
