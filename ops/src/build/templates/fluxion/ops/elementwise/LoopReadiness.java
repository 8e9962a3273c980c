package fluxion.ops.elementwise;

import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;
import fluxion.ops.simd.KernelTable;
import java.util.Arrays;

/**
 * Whether the vector loop of an operation has been compiled. Until then it would allocate each vector, and scalar loops take
 * its place.
 */
final class LoopReadiness {
    private LoopReadiness() {}

    private static final int LONGEST = KernelTable.LONGEST;
    private static final Unary[] UNARY = Unary.values();
    private static final Binary[] BINARY = Binary.values();
    private static final Compare[] COMPARE = Compare.values();
    /** Powers that have loops of their own, the last number standing for all others. */
    private static final int POWERS = 8;
    //@ for T, N in double F64, float F32, long I64, int I32

    private static final KernelTable UNARY_$N = new KernelTable(UNARY.length, i -> {
        $T[] x = new $T[LONGEST], y = new $T[LONGEST];
        return n -> Vector$N.unary(UNARY[i], x, 0, y, 0, n);
    });
    private static final KernelTable BINARY_$N = new KernelTable(3 * BINARY.length, i -> {
        $T[] x = new $T[LONGEST], y = new $T[LONGEST];
        Binary op = BINARY[i / 3];
        return switch (i % 3) {
            case 0 -> n -> Vector$N.binary(op, x, 0, x, 0, y, 0, n);
            case 1 -> n -> Vector$N.binary(op, ($T) 2, x, 0, y, 0, n);
            default -> n -> Vector$N.binary(op, x, 0, ($T) 2, y, 0, n);
        };
    });
    private static final KernelTable COMPARE_$N = new KernelTable(2 * COMPARE.length, i -> {
        $T[] x = new $T[LONGEST];
        boolean[] y = new boolean[LONGEST];
        Compare op = COMPARE[i / 2];
        return i % 2 == 0 ? n -> VectorBinary.compare(op, x, 0, x, 0, y, 0, n) : n -> VectorBinary.compare(op, x, 0, ($T) 2, y, 0, n);
    });
    private static final KernelTable SELECT_$N = new KernelTable(3, i -> {
        $T[] x = new $T[LONGEST], y = new $T[LONGEST];
        boolean[] c = new boolean[LONGEST];
        for (int k = 0; k < LONGEST; k += 2) c[k] = true;
        return switch (i) {
            case 0 -> n -> VectorSelect.select(c, 0, x, 0, x, 0, y, 0, n);
            case 1 -> n -> VectorSelect.select(c, 0, x, 0, ($T) 2, y, 0, n);
            default -> n -> VectorSelect.select(c, 0, ($T) 2, x, 0, y, 0, n);
        };
    });

    static boolean unary(Unary op, $T[] x, int n) {
        return !isSimple(op) || UNARY_$N.isReady(op.ordinal(), n);
    }

    static boolean binary(Binary op, $T[] a, $T[] b, int n) {
        return !isSimple(op) || BINARY_$N.isReady(3 * op.ordinal(), n);
    }

    static boolean binary(Binary op, $T a, $T[] b, int n) {
        return !isSimple(op) || BINARY_$N.isReady(3 * op.ordinal() + 1, n);
    }

    static boolean binary(Binary op, $T[] a, $T b, int n) {
        return !isSimple(op) || BINARY_$N.isReady(3 * op.ordinal() + 2, n);
    }

    static boolean compare(Compare op, $T[] a, $T[] b, int n) {
        return COMPARE_$N.isReady(2 * op.ordinal(), n);
    }

    static boolean compare(Compare op, $T[] a, $T b, int n) {
        return COMPARE_$N.isReady(2 * op.ordinal() + 1, n);
    }

    static boolean select($T[] a, $T[] b, int n) {
        return SELECT_$N.isReady(0, n);
    }

    static boolean select($T[] a, $T b, int n) {
        return SELECT_$N.isReady(1, n);
    }

    static boolean select($T a, $T[] b, int n) {
        return SELECT_$N.isReady(2, n);
    }
    //@ end
    //@ for T, N in double F64, float F32

    private static final KernelTable TEST_$N = new KernelTable(UNARY.length, i -> {
        $T[] x = new $T[LONGEST];
        boolean[] y = new boolean[LONGEST];
        return n -> Vector$N.test(UNARY[i], x, 0, y, 0, n);
    });
    private static final KernelTable POWER_$N = new KernelTable(POWERS, i -> {
        $T[] x = new $T[LONGEST], y = new $T[LONGEST];
        Arrays.fill(x, 1);
        int exponent = i == POWERS - 1 ? 5 : i - 2;
        return n -> Vector$N.power(exponent, x, 0, y, 0, n);
    });

    static boolean test(Unary op, $T[] x, int n) {
        return TEST_$N.isReady(op.ordinal(), n);
    }

    static boolean power(int exponent, $T[] x, int n) {
        return exponent == 1 || Math.abs(exponent) > IntegerPower.SQUARINGS
            || POWER_$N.isReady(exponent >= -2 && exponent <= 4 ? exponent + 2 : POWERS - 1, n);
    }
    //@ end
    //@ for T, N in long I64, int I32

    static boolean power(int exponent, $T[] x, int n) {
        return exponent != 2 || BINARY_$N.isReady(3 * Binary.MUL.ordinal(), n);
    }
    //@ end

    /** Whether the loop is here; others (functions) look after themselves. */
    private static boolean isSimple(Unary op) {
        return switch (op) {
            case NEG, ABS, SIGN, FLOOR, CEIL, ROUND, TRUNC, SQRT, RSQRT, RELU -> true;
            default -> false;
        };
    }

    private static boolean isSimple(Binary op) {
        return switch (op) {
            case ADD, SUB, MUL, DIV, MAXIMUM, MINIMUM -> true;
            default -> false;
        };
    }
}
