package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.FluxionException;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Reduce.Kind;
import fluxion.core.op.Unary;
import fluxion.ops.elementwise.ElementwiseKernels;
import fluxion.ops.elementwise.ScalarBools;
import fluxion.ops.reduction.ReductionKernels;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Elementwise operations and reductions of bools against their scalar definitions. */
class KernelsBoolTest {
    private static final int LONGEST = 200;

    @ParameterizedTest
    @EnumSource(Unary.class)
    void unary(Unary op) {
        boolean[] x = bools(1);
        if (op != Unary.LOGICAL_NOT) {
            assertThatThrownBy(() -> ElementwiseKernels.unary(op, x, 0, new boolean[20], 0, 20)).isInstanceOf(FluxionException.class);
            return;
        }
        for (int n = 0; n <= LONGEST; n++) {
            boolean[] y = new boolean[n + 2];
            ElementwiseKernels.unary(op, x, 3, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo(!x[3 + i]);
            }
            assertThat(y[0] || y[n + 1]).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Binary.class)
    void binary(Binary op) {
        boolean[] a = bools(2);
        boolean[] b = bools(3);
        switch (op) {
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> {
                for (int n = 0; n <= LONGEST; n++) {
                    boolean[] y = new boolean[n + 2];
                    boolean[] left = new boolean[n + 2];
                    boolean[] right = new boolean[n + 2];
                    ElementwiseKernels.binary(op, a, 3, b, 1, y, 1, n);
                    ElementwiseKernels.binary(op, n % 2 == 0, b, 1, left, 1, n);
                    ElementwiseKernels.binary(op, a, 3, n % 2 == 0, right, 1, n);
                    for (int i = 0; i < n; i++) {
                        assertThat(y[1 + i]).isEqualTo(ScalarBools.binary(op, a[3 + i], b[1 + i]));
                        assertThat(left[1 + i]).isEqualTo(ScalarBools.binary(op, n % 2 == 0, b[1 + i]));
                        assertThat(right[1 + i]).isEqualTo(ScalarBools.binary(op, a[3 + i], n % 2 == 0));
                    }
                    assertThat(y[n + 1] || left[n + 1] || right[n + 1]).isFalse();
                }
                assertThat(ScalarBools.binary(op, true, true)).isEqualTo(op != Binary.LOGICAL_XOR);
                assertThat(ScalarBools.binary(op, true, false)).isEqualTo(op != Binary.LOGICAL_AND);
                assertThat(ScalarBools.binary(op, false, false)).isFalse();
            }
            case ADD, SUB, MUL, DIV, POW, REMAINDER, FLOOR_DIVIDE, MAXIMUM, MINIMUM, ATAN2, HYPOT, LOGADDEXP, COPYSIGN ->
                    assertThatThrownBy(() -> ElementwiseKernels.binary(op, a, 0, b, 0, new boolean[20], 0, 20)).isInstanceOf(FluxionException.class);
            default -> throw new IllegalStateException("no case for " + op);
        }
    }

    @ParameterizedTest
    @EnumSource(Compare.class)
    void compare(Compare op) {
        boolean[] a = bools(4);
        boolean[] b = bools(5);
        if (op != Compare.EQ && op != Compare.NE) {
            assertThatThrownBy(() -> ElementwiseKernels.compare(op, a, 0, b, 0, new boolean[100], 0, 100)).isInstanceOf(FluxionException.class);
            return;
        }
        for (int n = 0; n <= LONGEST; n++) {
            boolean[] y = new boolean[n + 2];
            ElementwiseKernels.compare(op, a, 3, b, 1, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo((a[3 + i] == b[1 + i]) == (op == Compare.EQ));
            }
            assertThat(y[n + 1]).isFalse();
        }
    }

    @Test
    void select() {
        boolean[] a = bools(6);
        boolean[] b = bools(7);
        boolean[] c = bools(8);
        for (int n = 0; n <= LONGEST; n++) {
            boolean[] y = new boolean[n + 2];
            ElementwiseKernels.select(c, 2, a, 3, b, 1, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo(c[2 + i] ? a[3 + i] : b[1 + i]);
            }
            assertThat(y[n + 1]).isFalse();
        }
    }

    @Test
    void anyAndAll() {
        Random random = new Random(9);
        for (int n = 0; n <= 40; n++) {
            for (int inner : new int[] {1, 5}) {
                boolean mostly = n % 2 == 0;
                boolean[] x = new boolean[1 + 2 * n * inner];
                for (int i = 0; i < x.length; i++) {
                    x[i] = mostly ^ random.nextInt(30) == 0;
                }
                boolean[] any = new boolean[2 * inner];
                boolean[] all = new boolean[2 * inner];
                ReductionKernels.reduce(Kind.ANY, x, 1, any, 0, 2, n, inner);
                ReductionKernels.reduce(Kind.ALL, x, 1, all, 0, 2, n, inner);
                for (int i = 0; i < 2 * inner; i++) {
                    boolean some = false;
                    boolean each = true;
                    for (int k = 0; k < n; k++) {
                        some |= x[1 + (i / inner * n + k) * inner + i % inner];
                        each &= x[1 + (i / inner * n + k) * inner + i % inner];
                    }
                    assertThat(any[i]).isEqualTo(some);
                    assertThat(all[i]).isEqualTo(each);
                }
            }
        }
        assertThatThrownBy(() -> ReductionKernels.reduce(Kind.SUM, new boolean[3], 0, new boolean[1], 0, 1, 3, 1)).isInstanceOf(FluxionException.class);
    }

    private static boolean[] bools(int seed) {
        Random random = new Random(seed);
        boolean[] x = new boolean[LONGEST + 10];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextBoolean();
        }
        return x;
    }
}
