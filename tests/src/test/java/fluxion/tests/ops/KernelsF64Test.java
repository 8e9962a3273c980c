package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.FluxionException;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;
import fluxion.ops.elementwise.ElementwiseKernels;
import fluxion.ops.elementwise.ScalarF64;
import io.vavr.collection.Array;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every vector kernel on f64 against its scalar definition, on special and random numbers, for all short lengths and odd offsets. */
class KernelsF64Test {
    private static final int LONGEST = 70;
    private static final double[] SPECIAL = Draws.SPECIAL_F64;

    /** The distance allowed between the vector kernel and the scalar definition: none; NaN where there is no such operation. */
    private static double ulps(Unary op) {
        return new TensorType(DType.F64, Shape.SCALAR).equals(result(op)) ? 0 : Double.NaN;
    }

    /** The type of the result for a number of this dtype, or of a bool. */
    private static TensorType result(Unary op) {
        return op.infer(Array.of(op == Unary.LOGICAL_NOT ? TensorType.scalar(DType.BOOL) : TensorType.scalar(DType.F64)));
    }

    private static double ulps(Binary op) {
        return switch (op) {
            case ADD, SUB, MUL, DIV, REMAINDER, FLOOR_DIVIDE, MAXIMUM, MINIMUM, COPYSIGN, POW, ATAN2, HYPOT, LOGADDEXP -> 0;
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> Double.NaN;
        };
    }

    @ParameterizedTest
    @EnumSource(Unary.class)
    void unary(Unary op) {
        double allowed = ulps(op);
        if (Double.isNaN(allowed)) {
            assertThatThrownBy(() -> ElementwiseKernels.unary(op, new double[20], 0, new double[20], 0, 20))
                    .isInstanceOf(FluxionException.class).hasMessageContaining(op.label());
            return;
        }
        double[] x = numbers(op.ordinal());
        double[] y = new double[x.length];
        for (int k = 0; k < WARM; k++) {
            ElementwiseKernels.unary(op, x, 0, y, 0, 400);
        }
        ElementwiseKernels.unary(op, x, 0, y, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            agree(ScalarF64.unary(op, x[i]), y[i], allowed, op, x[i], Double.NaN);
        }
        for (int n = 0; n <= LONGEST; n++) {
            double[] z = guarded(n);
            ElementwiseKernels.unary(op, x, 3, z, 1, n);
            for (int i = 0; i < n; i++) {
                agree(ScalarF64.unary(op, x[3 + i]), z[1 + i], allowed, op, x[3 + i], Double.NaN);
            }
            intact(z, n);
        }
        double[] inPlace = x.clone();
        ElementwiseKernels.unary(op, inPlace, 0, inPlace, 0, x.length);
        // vectors may round differently once compiled: both are within the bound of the definition
        for (int i = 0; i < y.length; i++) {
            agree(y[i], inPlace[i], 2 * allowed, op, y[i], y[i]);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Unary.class, names = {"IS_NAN", "IS_INF", "IS_FINITE"})
    void tests(Unary op) {
        double[] x = numbers(1);
        boolean[] y = new boolean[x.length];
        for (int k = 0; k < WARM; k++) {
            ElementwiseKernels.test(op, x, 0, y, 0, 400);
        }
        for (int n = 0; n <= LONGEST; n++) {
            boolean[] z = new boolean[n + 2];
            z[n + 1] = true;
            ElementwiseKernels.test(op, x, 3, z, 1, n);
            for (int i = 0; i < n; i++) {
                agree(ScalarF64.test(op, x[3 + i]), z[1 + i], op, x[3 + i], Double.NaN);
            }
            assertThat(z[0]).isFalse();
            assertThat(z[n + 1]).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 16, 17, 1001, -1, -2, -3, -5, -16, -17, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void power(int exponent) {
        double[] x = numbers(exponent);
        double[] y = new double[x.length];
        for (int k = 0; k < WARM; k++) {
            ElementwiseKernels.power(exponent, x, 0, y, 0, 400);
        }
        ElementwiseKernels.power(exponent, x, 0, y, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            agree(ScalarF64.power(exponent, x[i]), y[i], 0, Binary.POW, x[i], exponent);
        }
        for (int n = 0; n <= LONGEST; n++) {
            double[] z = guarded(n);
            ElementwiseKernels.power(exponent, x, 3, z, 1, n);
            for (int i = 0; i < n; i++) {
                agree(ScalarF64.power(exponent, x[3 + i]), z[1 + i], 0, Binary.POW, x[3 + i], exponent);
            }
            intact(z, n);
        }
    }

    @ParameterizedTest
    @EnumSource(Binary.class)
    void binary(Binary op) {
        double allowed = ulps(op);
        if (Double.isNaN(allowed)) {
            assertThatThrownBy(() -> ElementwiseKernels.binary(op, new double[20], 0, new double[20], 0, new double[20], 0, 20))
                    .isInstanceOf(FluxionException.class).hasMessageContaining(op.label());
            return;
        }
        double[] a = firsts(op.ordinal());
        double[] b = seconds(op.ordinal());
        double[] y = new double[a.length];
        for (int k = 0; k < WARM; k++) {
            ElementwiseKernels.binary(op, a, k % 100, b, k % 100, y, 0, 400);
            ElementwiseKernels.binary(op, a, 0, b[k], y, 0, 400);
            ElementwiseKernels.binary(op, a[k], b, 0, y, 0, 400);
        }
        ElementwiseKernels.binary(op, a, 0, b, 0, y, 0, a.length);
        for (int i = 0; i < a.length; i++) {
            agree(ScalarF64.binary(op, a[i], b[i]), y[i], allowed, op, a[i], b[i]);
        }
        for (double c : SPECIAL) {
            double[] z = new double[SPECIAL.length];
            ElementwiseKernels.binary(op, c, SPECIAL, 0, z, 0, z.length);
            for (int i = 0; i < z.length; i++) {
                agree(ScalarF64.binary(op, c, SPECIAL[i]), z[i], allowed, op, c, SPECIAL[i]);
            }
            ElementwiseKernels.binary(op, SPECIAL, 0, c, z, 0, z.length);
            for (int i = 0; i < z.length; i++) {
                agree(ScalarF64.binary(op, SPECIAL[i], c), z[i], allowed, op, SPECIAL[i], c);
            }
        }
        for (int n = 0; n <= LONGEST; n++) {
            double[] z = guarded(n);
            ElementwiseKernels.binary(op, a, 3, b, 5, z, 1, n);
            for (int i = 0; i < n; i++) {
                agree(ScalarF64.binary(op, a[3 + i], b[5 + i]), z[1 + i], allowed, op, a[3 + i], b[5 + i]);
            }
            intact(z, n);
            z = guarded(n);
            ElementwiseKernels.binary(op, a, 3, 0.75, z, 1, n);
            for (int i = 0; i < n; i++) {
                agree(ScalarF64.binary(op, a[3 + i], 0.75), z[1 + i], allowed, op, a[3 + i], 0.75);
            }
            intact(z, n);
            z = guarded(n);
            ElementwiseKernels.binary(op, 0.75, b, 5, z, 1, n);
            for (int i = 0; i < n; i++) {
                agree(ScalarF64.binary(op, 0.75, b[5 + i]), z[1 + i], allowed, op, 0.75, b[5 + i]);
            }
            intact(z, n);
        }
        double[] inPlace = a.clone();
        ElementwiseKernels.binary(op, inPlace, 0, b, 0, inPlace, 0, a.length);
        // vectors may round differently once compiled: both are within the bound of the definition
        for (int i = 0; i < y.length; i++) {
            agree(y[i], inPlace[i], 2 * allowed, op, y[i], y[i]);
        }
    }

    @ParameterizedTest
    @EnumSource(Compare.class)
    void compare(Compare op) {
        double[] a = firsts(1);
        double[] b = seconds(1);
        boolean[] y = new boolean[a.length];
        for (int k = 0; k < WARM; k++) {
            ElementwiseKernels.compare(op, a, 0, b, 0, y, 0, 400);
            ElementwiseKernels.compare(op, a, 0, b[k], y, 0, 400);
        }
        ElementwiseKernels.compare(op, a, 0, b, 0, y, 0, a.length);
        for (int i = 0; i < a.length; i++) {
            agree(ScalarF64.compare(op, a[i], b[i]), y[i], op, a[i], b[i]);
        }
        for (int n = 0; n <= LONGEST; n++) {
            for (double c : new double[] {SPECIAL[n % SPECIAL.length], a[n]}) {
                boolean[] left = new boolean[n + 2];
                boolean[] right = new boolean[n + 2];
                left[n + 1] = true;
                ElementwiseKernels.compare(op, c, b, 3, left, 1, n);
                ElementwiseKernels.compare(op, a, 3, c, right, 1, n);
                for (int i = 0; i < n; i++) {
                    agree(ScalarF64.compare(op, c, b[3 + i]), left[1 + i], op, c, b[3 + i]);
                    agree(ScalarF64.compare(op, a[3 + i], c), right[1 + i], op, a[3 + i], c);
                }
                assertThat(left[n + 1] && !right[n + 1] && !left[0]).isTrue();
            }
        }
    }

    @org.junit.jupiter.api.Test
    void select() {
        double[] a = numbers(1);
        double[] b = numbers(2);
        boolean[] c = new boolean[a.length];
        Random random = new Random(3);
        for (int i = 0; i < c.length; i++) {
            c[i] = random.nextBoolean();
        }
        double[] y = new double[a.length];
        for (int k = 0; k < WARM; k++) {
            ElementwiseKernels.select(c, 0, a, 0, b, 0, y, 0, 400);
            ElementwiseKernels.select(c, 0, a, 0, 7, y, 0, 400);
            ElementwiseKernels.select(c, 0, 7, b, 0, y, 0, 400);
        }
        for (int n = 0; n <= LONGEST; n++) {
            double[] both = guarded(n);
            double[] right = guarded(n);
            double[] left = guarded(n);
            ElementwiseKernels.select(c, 5, a, 3, b, 1, both, 1, n);
            ElementwiseKernels.select(c, 5, a, 3, 7, right, 1, n);
            ElementwiseKernels.select(c, 5, 7, b, 1, left, 1, n);
            for (int i = 0; i < n; i++) {
                agree(c[5 + i] ? a[3 + i] : b[1 + i], both[1 + i], 0, "select", a[3 + i], b[1 + i]);
                agree(c[5 + i] ? a[3 + i] : 7, right[1 + i], 0, "select", a[3 + i], 7);
                agree(c[5 + i] ? 7 : b[1 + i], left[1 + i], 0, "select", 7, b[1 + i]);
            }
            intact(both, n);
            intact(right, n);
            intact(left, n);
        }
    }

    /** Calls of 400 elements after which a kernel runs compiled: the interpreter's vectors take another path. */
    private static final int WARM = 700;
    private static final double GUARD = 12345.5;

    private static double[] guarded(int n) {
        double[] y = new double[n + 2];
        y[0] = GUARD;
        y[n + 1] = GUARD;
        return y;
    }

    private static void intact(double[] y, int n) {
        assertThat(y[0] == GUARD && y[n + 1] == GUARD).as("neighbours of a run of " + n).isTrue();
    }

    /** Special numbers, then random ones of moderate size, then of all sizes. */
    private static double[] numbers(int seed) {
        Random random = new Random(seed);
        double[] x = new double[3000];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < SPECIAL.length ? SPECIAL[i] : Draws.anyF64(random, i);
        }
        return x;
    }

    private static double[] firsts(int seed) {
        double[] x = new double[SPECIAL.length * SPECIAL.length + 3000];
        Random random = new Random(seed);
        for (int i = 0; i < x.length; i++) {
            x[i] = i < SPECIAL.length * SPECIAL.length ? SPECIAL[i / SPECIAL.length] : Draws.anyF64(random, i);
        }
        return x;
    }

    private static double[] seconds(int seed) {
        double[] x = new double[SPECIAL.length * SPECIAL.length + 3000];
        Random random = new Random(seed + 1000);
        for (int i = 0; i < x.length; i++) {
            x[i] = i < SPECIAL.length * SPECIAL.length ? SPECIAL[i % SPECIAL.length]
                    : Draws.anyF64(random, random.nextInt(8) == 0 ? 3 : i);
        }
        return x;
    }

    /**
     * The same NaN-ness, the same infinity, the same zero, and otherwise at most {@code ulps} apart; of LOGADDEXP, whose terms may
     * cancel, in units of the larger operand.
     */
    private static void agree(double want, double got, double ulps, Object op, double a, double b) {
        double unit = Math.max(Math.ulp(want), Double.MIN_VALUE);
        if (op == Binary.LOGADDEXP && Math.abs(a) < Double.MAX_VALUE && Math.abs(b) < Double.MAX_VALUE) {
            unit = Math.max(unit, Math.ulp(Math.max(a, b)));
            want += 0.0;
            got += 0.0;
        }
        boolean sameZero = want != 0 || Math.copySign(1, want) == Math.copySign(1, got) || op == Binary.LOGADDEXP;
        if (Double.compare(want, got) != 0 && !(ulps > 0 && sameZero && Math.abs(want - got) <= ulps * unit)) {
            throw new AssertionError(op + " of " + a + ", " + b + ": the definition says " + want + ", the kernel " + got + ", "
                    + Math.abs(want - got) / unit + " ulp apart; allowed " + ulps);
        }
    }

    private static void agree(boolean want, boolean got, Object op, double a, double b) {
        if (want != got) {
            throw new AssertionError(op + " of " + a + ", " + b + ": the definition says " + want + ", the kernel " + got);
        }
    }
}
