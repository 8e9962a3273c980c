package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.ops.elementwise.CastKernels;
import org.junit.jupiter.api.Test;

/** All 25 conversions at the numbers that matter, in runs of all short lengths. */
class CastKernelsTest {
    private static final int LONGEST = 70;
    private static final double[] F64 = {
        0, -0.0, 1, -1, 1.9, -1.9, 0.5, -0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e10, -1e10, 1e30, -1e30,
        2147483647, -2147483648, 2147483648.0, 1e-300, -1e-300, 16777217, 9007199254740993.0, Double.MIN_VALUE,
    };
    private static final float[] F32 = {
        0, -0f, 1, -1, 1.9f, -1.9f, 0.5f, -0.5f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e10f, -1e10f, 1e30f, -1e30f,
        2147483647, -2147483648, 1e-40f, -1e-40f,
    };
    private static final long[] I64 = {0, 1, -1, 2, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, (1L << 53) + 1, -(1L << 31) - 1, 16777217, 256};
    private static final int[] I32 = {0, 1, -1, 2, Integer.MAX_VALUE, Integer.MIN_VALUE, 16777217, 256, -256};
    private static final boolean[] BOOL = {true, false, false, true, true};

    @Test
    void whatTheConversionsMean() {
        int[] toInt = new int[F64.length];
        CastKernels.cast(F64, 0, toInt, 0, F64.length);
        assertThat(toInt).startsWith(0, 0, 1, -1, 1, -1, 0, 0, 0, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE);
        boolean[] toBool = new boolean[F64.length];
        CastKernels.cast(F64, 0, toBool, 0, F64.length);
        assertThat(toBool).startsWith(false, false, true, true, true, true, true, true, true, true, true);
        double[] fromBool = new double[5];
        CastKernels.cast(BOOL, 0, fromBool, 0, 5);
        assertThat(fromBool).containsExactly(1, 0, 0, 1, 1);
        int[] wrapped = new int[1];
        CastKernels.cast(new long[] {(1L << 32) + 7}, 0, wrapped, 0, 1);
        assertThat(wrapped).containsExactly(7);
    }

    @Test
    void f64ToF64() {
        double[] x = new double[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = F64[i % F64.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            double[] y = new double[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(Double.compare(y[1 + i], x[2 + i])).isZero();
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void f64ToF32() {
        double[] x = new double[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = F64[i % F64.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            float[] y = new float[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(Float.compare(y[1 + i], (float) x[2 + i])).isZero();
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void f64ToI64() {
        double[] x = new double[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = F64[i % F64.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            long[] y = new long[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo((long) x[2 + i]);
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void f64ToI32() {
        double[] x = new double[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = F64[i % F64.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            int[] y = new int[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo((int) x[2 + i]);
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void f64ToBool() {
        double[] x = new double[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = F64[i % F64.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            boolean[] y = new boolean[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo((x[2 + i] != 0));
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void f32ToF64() {
        float[] x = new float[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = F32[i % F32.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            double[] y = new double[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(Double.compare(y[1 + i], (double) x[2 + i])).isZero();
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void f32ToF32() {
        float[] x = new float[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = F32[i % F32.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            float[] y = new float[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(Float.compare(y[1 + i], x[2 + i])).isZero();
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void f32ToI64() {
        float[] x = new float[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = F32[i % F32.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            long[] y = new long[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo((long) x[2 + i]);
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void f32ToI32() {
        float[] x = new float[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = F32[i % F32.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            int[] y = new int[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo((int) x[2 + i]);
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void f32ToBool() {
        float[] x = new float[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = F32[i % F32.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            boolean[] y = new boolean[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo((x[2 + i] != 0));
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void i64ToF64() {
        long[] x = new long[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = I64[i % I64.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            double[] y = new double[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(Double.compare(y[1 + i], (double) x[2 + i])).isZero();
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void i64ToF32() {
        long[] x = new long[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = I64[i % I64.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            float[] y = new float[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(Float.compare(y[1 + i], (float) x[2 + i])).isZero();
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void i64ToI64() {
        long[] x = new long[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = I64[i % I64.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            long[] y = new long[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo(x[2 + i]);
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void i64ToI32() {
        long[] x = new long[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = I64[i % I64.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            int[] y = new int[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo((int) x[2 + i]);
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void i64ToBool() {
        long[] x = new long[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = I64[i % I64.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            boolean[] y = new boolean[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo((x[2 + i] != 0));
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void i32ToF64() {
        int[] x = new int[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = I32[i % I32.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            double[] y = new double[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(Double.compare(y[1 + i], (double) x[2 + i])).isZero();
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void i32ToF32() {
        int[] x = new int[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = I32[i % I32.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            float[] y = new float[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(Float.compare(y[1 + i], (float) x[2 + i])).isZero();
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void i32ToI64() {
        int[] x = new int[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = I32[i % I32.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            long[] y = new long[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo((long) x[2 + i]);
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void i32ToI32() {
        int[] x = new int[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = I32[i % I32.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            int[] y = new int[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo(x[2 + i]);
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void i32ToBool() {
        int[] x = new int[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = I32[i % I32.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            boolean[] y = new boolean[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo((x[2 + i] != 0));
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void boolToF64() {
        boolean[] x = new boolean[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = BOOL[i % BOOL.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            double[] y = new double[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(Double.compare(y[1 + i], (x[2 + i] ? 1 : 0))).isZero();
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void boolToF32() {
        boolean[] x = new boolean[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = BOOL[i % BOOL.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            float[] y = new float[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(Float.compare(y[1 + i], (x[2 + i] ? 1 : 0))).isZero();
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void boolToI64() {
        boolean[] x = new boolean[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = BOOL[i % BOOL.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            long[] y = new long[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo((x[2 + i] ? 1 : 0));
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void boolToI32() {
        boolean[] x = new boolean[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = BOOL[i % BOOL.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            int[] y = new int[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo((x[2 + i] ? 1 : 0));
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }

    @Test
    void boolToBool() {
        boolean[] x = new boolean[LONGEST + 2];
        for (int i = 0; i < x.length; i++) {
            x[i] = BOOL[i % BOOL.length];
        }
        for (int n = 0; n <= LONGEST; n++) {
            boolean[] y = new boolean[n + 2];
            CastKernels.cast(x, 2, y, 1, n);
            for (int i = 0; i < n; i++) {
                assertThat(y[1 + i]).isEqualTo(x[2 + i]);
            }
            assertThat(y[0] == y[n + 1]).isTrue();
        }
    }
}
