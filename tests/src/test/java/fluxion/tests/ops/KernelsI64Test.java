package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.FluxionException;
import fluxion.core.TensorType;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Reduce.Kind;
import fluxion.core.op.Unary;
import fluxion.ops.elementwise.ElementwiseKernels;
import fluxion.ops.elementwise.ScalarI64;
import fluxion.ops.reduction.PartialReductions;
import fluxion.ops.reduction.ReductionKernels;
import io.vavr.collection.Array;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Elementwise operations and reductions of i64: vectors against scalar definitions, reductions against plain loops; exact. */
class KernelsI64Test {
    private static final int LONGEST = 70;
    private static final int WARM = 600;
    private static final long[] SPECIAL = {0, 1, -1, 2, -2, 3, -3, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, 7, -7};

    @ParameterizedTest
    @EnumSource(Unary.class)
    void unary(Unary op) {
        switch (op) {
            case IS_NAN, IS_INF, IS_FINITE -> {
                boolean[] y = new boolean[4];
                ElementwiseKernels.test(op, numbers(1), 0, y, 1, 2);
                assertThat(y).containsExactly(false, op == Unary.IS_FINITE, op == Unary.IS_FINITE, false);
            }
            case NEG, ABS, SIGN, RELU -> {
                long[] x = numbers(2);
                for (int k = 0; k < WARM; k++) {
                    ElementwiseKernels.unary(op, x, 0, new long[400], 0, 400);
                }
                for (int n = 0; n <= LONGEST; n++) {
                    long[] y = new long[n + 2];
                    ElementwiseKernels.unary(op, x, n % 5, y, 1, n);
                    for (int i = 0; i < n; i++) {
                        assertThat(y[1 + i]).isEqualTo(ScalarI64.unary(op, x[n % 5 + i]));
                    }
                    assertThat(y[0] == 0 && y[n + 1] == 0).isTrue();
                }
            }
            default -> {
                assertThatThrownBy(() -> op.infer(Array.of(TensorType.scalar(DType.I64)))).as("no kernel, no operation")
                        .isInstanceOf(FluxionException.class);
                assertThatThrownBy(() -> ElementwiseKernels.unary(op, new long[20], 0, new long[20], 0, 20))
                        .isInstanceOf(FluxionException.class).hasMessageContaining(op.label());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Binary.class)
    void binary(Binary op) {
        boolean positive = op == Binary.POW || op == Binary.REMAINDER || op == Binary.FLOOR_DIVIDE;
        switch (op) {
            case ADD, SUB, MUL, POW, REMAINDER, FLOOR_DIVIDE, MAXIMUM, MINIMUM -> {
                long[] a = numbers(3);
                long[] b = numbers(4);
                if (positive) {
                    Arrays.setAll(b, i -> op == Binary.POW ? Math.abs(b[i] % 9) : b[i] == 0 ? 5 : b[i]);
                }
                for (int k = 0; k < WARM; k++) {
                    ElementwiseKernels.binary(op, a, 0, b, 0, new long[400], 0, 400);
                    ElementwiseKernels.binary(op, a, 0, 3, new long[400], 0, 400);
                    ElementwiseKernels.binary(op, 3, b, 0, new long[400], 0, 400);
                }
                for (int n = 0; n <= LONGEST; n++) {
                    long[] y = new long[n + 2];
                    long[] left = new long[n + 2];
                    long[] right = new long[n + 2];
                    ElementwiseKernels.binary(op, a, n % 5, b, 3, y, 1, n);
                    ElementwiseKernels.binary(op, a[n], b, 3, left, 1, n);
                    ElementwiseKernels.binary(op, a, n % 5, b[n], right, 1, n);
                    for (int i = 0; i < n; i++) {
                        assertThat(y[1 + i]).isEqualTo(ScalarI64.binary(op, a[n % 5 + i], b[3 + i]));
                        assertThat(left[1 + i]).isEqualTo(ScalarI64.binary(op, a[n], b[3 + i]));
                        assertThat(right[1 + i]).isEqualTo(ScalarI64.binary(op, a[n % 5 + i], b[n]));
                    }
                    assertThat(y[n + 1] == 0 && left[n + 1] == 0 && right[n + 1] == 0).isTrue();
                }
            }
            case DIV, ATAN2, HYPOT, LOGADDEXP, COPYSIGN, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR ->
                    assertThatThrownBy(() -> ElementwiseKernels.binary(op, new long[20], 0, new long[20], 0, new long[20], 0, 20))
                            .isInstanceOf(FluxionException.class).hasMessageContaining(op.label());
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    @Test
    void divisionFollowsTheDivisorAndRefusesZero() {
        long[] y = new long[4];
        ElementwiseKernels.binary(Binary.FLOOR_DIVIDE, new long[] {7, -7, 7, -7}, 0, new long[] {3, 3, -3, -3}, 0, y, 0, 4);
        assertThat(y).containsExactly(2, -3, -3, 2);
        ElementwiseKernels.binary(Binary.REMAINDER, new long[] {7, -7, 7, -7}, 0, new long[] {3, 3, -3, -3}, 0, y, 0, 4);
        assertThat(y).containsExactly(1, 2, -2, -1);
        for (int n : new int[] {1, 40}) {
            assertThatThrownBy(() -> ElementwiseKernels.binary(Binary.FLOOR_DIVIDE, numbers(1), 0, 0, new long[40], 0, n))
                    .isInstanceOf(FluxionException.class).hasMessageContaining("floor_divide").hasMessageContaining("must not be 0").hasMessageContaining("i64");
            assertThatThrownBy(() -> ElementwiseKernels.binary(Binary.REMAINDER, numbers(1), 0, 0, new long[40], 0, n))
                    .isInstanceOf(FluxionException.class).hasMessageContaining("remainder");
            assertThatThrownBy(() -> ElementwiseKernels.binary(Binary.POW, 2, new long[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1}, 0, new long[40], 0, Math.min(n, 10)))
                    .isInstanceOf(FluxionException.class).hasMessageContaining("pow").hasMessageContaining("at least 0");
        }
    }

    @Test
    void power() {
        long[] x = numbers(5);
        for (int exponent : new int[] {0, 1, 2, 3, 10}) {
            long[] y = new long[60];
            ElementwiseKernels.power(exponent, x, 1, y, 0, 60);
            for (int i = 0; i < 60; i++) {
                long want = 1;
                for (int k = 0; k < exponent; k++) {
                    want *= x[1 + i];
                }
                assertThat(y[i]).isEqualTo(want);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Compare.class)
    void compare(Compare op) {
        long[] a = numbers(6);
        long[] b = numbers(7);
        for (int k = 0; k < WARM; k++) {
            ElementwiseKernels.compare(op, a, 0, b, 0, new boolean[400], 0, 400);
            ElementwiseKernels.compare(op, a, 0, 3, new boolean[400], 0, 400);
        }
        for (int n = 0; n <= LONGEST; n++) {
            boolean[] y = new boolean[n + 2];
            boolean[] left = new boolean[n + 2];
            boolean[] right = new boolean[n + 2];
            ElementwiseKernels.compare(op, a, n % 5, b, 3, y, 1, n);
            ElementwiseKernels.compare(op, a[n], b, 3, left, 1, n);
            ElementwiseKernels.compare(op, a, n % 5, b[n], right, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo(ScalarI64.compare(op, a[n % 5 + i], b[3 + i]));
                assertThat(left[1 + i]).isEqualTo(ScalarI64.compare(op, a[n], b[3 + i]));
                assertThat(right[1 + i]).isEqualTo(ScalarI64.compare(op, a[n % 5 + i], b[n]));
            }
            assertThat(y[n + 1] || left[n + 1] || right[n + 1]).isFalse();
        }
    }

    @Test
    void select() {
        long[] a = numbers(8);
        long[] b = numbers(9);
        boolean[] c = new boolean[100];
        Random random = new Random(3);
        for (int i = 0; i < c.length; i++) {
            c[i] = random.nextBoolean();
        }
        for (int n = 0; n <= LONGEST; n++) {
            long[] y = new long[n + 2];
            long[] left = new long[n + 2];
            long[] right = new long[n + 2];
            ElementwiseKernels.select(c, 2, a, 1, b, 3, y, 1, n);
            ElementwiseKernels.select(c, 2, 9, b, 3, left, 1, n);
            ElementwiseKernels.select(c, 2, a, 1, 9, right, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo(c[2 + i] ? a[1 + i] : b[3 + i]);
                assertThat(left[1 + i]).isEqualTo(c[2 + i] ? 9 : b[3 + i]);
                assertThat(right[1 + i]).isEqualTo(c[2 + i] ? a[1 + i] : 9);
            }
            assertThat(y[n + 1] == 0 && left[n + 1] == 0 && right[n + 1] == 0).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void reductions(Kind kind) {
        if (!kind.operands().equals("numeric")) {
            assertThatThrownBy(() -> ReductionKernels.reduce(kind, new long[3], 0, new long[1], 0, 1, 3, 1)).isInstanceOf(FluxionException.class);
            return;
        }
        for (int n = kind == Kind.MAX || kind == Kind.MIN ? 1 : 0; n <= LONGEST; n++) {
            for (int inner : new int[] {1, 3, 17}) {
                long[] x = new long[2 + 2 * n * inner];
                Random random = new Random(n);
                Arrays.setAll(x, _ -> Draws.anyI64(random));
                long[] y = new long[1 + 2 * inner];
                ReductionKernels.reduce(kind, x, 2, y, 1, 2, n, inner);
                for (int i = 0; i < 2 * inner; i++) {
                    long want = switch (kind) {
                        case PROD -> 1;
                        case MAX -> Long.MIN_VALUE;
                        case MIN -> Long.MAX_VALUE;
                        default -> 0;
                    };
                    for (int k = 0; k < n; k++) {
                        long element = x[2 + (i / inner * n + k) * inner + i % inner];
                        want = switch (kind) {
                            case SUM -> want + element;
                            case PROD -> want * element;
                            case MAX -> Math.max(want, element);
                            default -> Math.min(want, element);
                        };
                    }
                    assertThat(y[1 + i]).isEqualTo(want);
                }
                var state = PartialReductions.accumulate(kind, x, 2, n / 2, PartialReductions.start(kind));
                var other = PartialReductions.accumulate(kind, x, 2 + n / 2, n - n / 2, PartialReductions.start(kind));
                if (inner == 1) {
                    assertThat((long) PartialReductions.merge(kind, state, other)).isEqualTo(y[1]);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ArgReduce.Kind.class)
    void positions(ArgReduce.Kind kind) {
        for (int inner : new int[] {1, 3}) {
            long[] x = new long[2 * 20 * inner];
            Random random = new Random(1);
            Arrays.setAll(x, _ -> random.nextInt(5));
            int[] y = new int[2 * inner];
            ReductionKernels.argReduce(kind, x, 0, y, 0, 2, 20, inner);
            for (int i = 0; i < 2 * inner; i++) {
                int best = 0;
                for (int k = 1; k < 20; k++) {
                    long a = x[(i / inner * 20 + k) * inner + i % inner];
                    long b = x[(i / inner * 20 + best) * inner + i % inner];
                    if (kind == ArgReduce.Kind.ARGMAX ? a > b : a < b) {
                        best = k;
                    }
                }
                assertThat(y[i]).isEqualTo(best);
            }
        }
    }

    @Test
    void runningSums() {
        long[] x = {1, 2, 3, 4, 5, Long.MAX_VALUE};
        long[] y = new long[6];
        ReductionKernels.cumSum(false, x, 0, y, 0, 1, 6, 1);
        assertThat(y).containsExactly(1, 3, 6, 10, 15, Long.MIN_VALUE + 14);
        ReductionKernels.cumSum(true, x, 0, y, 0, 2, 3, 1);
        assertThat(y).containsExactly(6, 5, 3, Long.MIN_VALUE + 8, Long.MIN_VALUE + 4, Long.MAX_VALUE);
        ReductionKernels.cumSum(false, x, 0, y, 0, 1, 2, 3);
        assertThat(y).containsExactly(1, 2, 3, 5, 7, Long.MIN_VALUE + 2);
    }

    private static long[] numbers(int seed) {
        Random random = new Random(seed);
        long[] x = new long[500];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(3) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : random.nextInt(3) == 0 ? random.nextInt(21) - 10 : Draws.anyI64(random);
        }
        return x;
    }
}
