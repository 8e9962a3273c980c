package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.op.Binary;
import fluxion.core.op.Unary;
import fluxion.ops.elementwise.ElementwiseKernels;
import fluxion.ops.elementwise.ScalarF32;
import fluxion.ops.elementwise.ScalarF64;
import fluxion.ops.simd.VectorKernel;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The elementary functions have the same bits before and after their loops are optimised, in vectors and at ends, at every length
 * and in place; and they are as exact as they say, by values computed with 90 digits.
 */
class ElementaryFunctionsTest {
    private static final int COUNT = 40_000, LONGEST = 67;
    private static final long PATIENCE = 60_000;
    private static final double[] SPECIAL = {
        0.0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -Double.MIN_VALUE,
        Double.MIN_NORMAL, Double.MAX_VALUE, -Double.MAX_VALUE, 0.5, -0.5, 2, -2, 3, -3, 709.8, 710.5, -708.4, -745.2, -746,
        88.8, -103.9, 1024, -1074, -1075, 0x1p52, 0x1p53, -0x1p60,
    };

    /** Numbers of every magnitude, ordinary numbers, and special ones. */
    private static double[] numbers(int seed) {
        var random = new SplittableRandom(seed);
        double[] x = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            x[i] = switch (i % 4) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextDouble(-2, 2);
                case 2 -> random.nextDouble(-800, 800);
                default -> i % 64 < 32 ? random.nextDouble(0, 30) : SPECIAL[random.nextInt(SPECIAL.length)];
            };
        }
        return x;
    }

    private static float[] floats(int seed) {
        double[] x = numbers(seed);
        var random = new SplittableRandom(seed + 1);
        float[] y = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            y[i] = i % 4 == 0 ? Float.intBitsToFloat(random.nextInt()) : i % 4 == 2 ? (float) x[i] / 8 : (float) x[i];
        }
        return y;
    }

    @ParameterizedTest
    @EnumSource(value = Unary.class, names = {
        "EXP", "EXP2", "EXPM1", "LOG", "LOG1P", "LOG2", "LOG10", "SINH", "COSH", "TANH", "ASINH", "ACOSH",
        "ATANH", "SIGMOID", "SOFTPLUS"
    })
    void theSameBitsEverywhere(Unary op) {
        double[] x = numbers(op.ordinal());
        double[] first = new double[COUNT];
        ElementwiseKernels.unary(op, x, 0, first, 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            same(ScalarF64.unary(op, x[i]), first[i], op + " of " + x[i]);
        }
        assertThat(VectorKernel.settle(PATIENCE)).as("optimised in time").isTrue();
        double[] y = new double[COUNT];
        ElementwiseKernels.unary(op, x, 0, y, 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            same(first[i], y[i], "optimised " + op + " of " + x[i]);
        }
        for (int n = 0; n <= LONGEST; n++) {
            double[] z = x.clone();
            ElementwiseKernels.unary(op, z, n, z, n, n);
            for (int i = 0; i < n + 20; i++) {
                same(i < n || i >= 2 * n ? x[i] : first[i], z[i], op + " in place, " + n + " elements, at " + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Unary.class, names = {
        "EXP", "EXP2", "EXPM1", "LOG", "LOG1P", "LOG2", "LOG10", "SINH", "COSH", "TANH", "ASINH", "ACOSH",
        "ATANH", "SIGMOID", "SOFTPLUS"
    })
    void theSameBitsEverywhereF32(Unary op) {
        float[] x = floats(op.ordinal());
        float[] first = new float[COUNT];
        ElementwiseKernels.unary(op, x, 0, first, 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            same(ScalarF32.unary(op, x[i]), first[i], op + " of " + x[i]);
        }
        assertThat(VectorKernel.settle(PATIENCE)).as("optimised in time").isTrue();
        float[] y = new float[COUNT];
        ElementwiseKernels.unary(op, x, 0, y, 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            same(first[i], y[i], "optimised " + op + " of " + x[i]);
        }
        for (int n = 0; n <= LONGEST; n++) {
            float[] z = x.clone();
            ElementwiseKernels.unary(op, z, n, z, n, n);
            for (int i = 0; i < n + 20; i++) {
                same(i < n || i >= 2 * n ? x[i] : first[i], z[i], op + " in place, " + n + " elements, at " + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Binary.class, names = {"POW", "LOGADDEXP"})
    void theSameBitsEverywhere(Binary op) {
        double[] x = numbers(op.ordinal());
        double[] z = numbers(op.ordinal() + 100);
        for (int i = 3; i < COUNT; i += 8) {
            z[i] = i % 16 == 3 ? x[i] : Math.rint(z[i]);
        }
        double[] first = new double[COUNT];
        ElementwiseKernels.binary(op, x, 0, z, 0, first, 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            same(ScalarF64.binary(op, x[i], z[i]), first[i], op + " of " + x[i] + " and " + z[i]);
        }
        assertThat(VectorKernel.settle(PATIENCE)).as("optimised in time").isTrue();
        double[] y = new double[COUNT];
        ElementwiseKernels.binary(op, x, 0, z, 0, y, 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            same(first[i], y[i], "optimised " + op + " of " + x[i] + " and " + z[i]);
        }
        for (int n = 0; n <= LONGEST; n++) {
            double[] inPlace = z.clone();
            ElementwiseKernels.binary(op, x, n, inPlace, n, inPlace, n, n);
            double[] left = new double[n];
            ElementwiseKernels.binary(op, 0.75, z, n, left, 0, n);
            double[] right = new double[n];
            ElementwiseKernels.binary(op, x, n, -3, right, 0, n);
            for (int i = 0; i < n; i++) {
                same(first[n + i], inPlace[n + i], op + " in place, " + n + " elements, at " + i);
                same(ScalarF64.binary(op, 0.75, z[n + i]), left[i], op + " of 0.75 and " + z[n + i]);
                same(ScalarF64.binary(op, x[n + i], -3), right[i], op + " of " + x[n + i] + " and -3");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Binary.class, names = {"POW", "LOGADDEXP"})
    void theSameBitsEverywhereF32(Binary op) {
        float[] x = floats(op.ordinal());
        float[] z = floats(op.ordinal() + 100);
        for (int i = 3; i < COUNT; i += 8) {
            z[i] = i % 16 == 3 ? x[i] : (float) Math.rint(z[i]);
        }
        float[] first = new float[COUNT];
        ElementwiseKernels.binary(op, x, 0, z, 0, first, 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            same(ScalarF32.binary(op, x[i], z[i]), first[i], op + " of " + x[i] + " and " + z[i]);
        }
        assertThat(VectorKernel.settle(PATIENCE)).as("optimised in time").isTrue();
        float[] y = new float[COUNT];
        ElementwiseKernels.binary(op, x, 0, z, 0, y, 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            same(first[i], y[i], "optimised " + op + " of " + x[i] + " and " + z[i]);
        }
        for (int n = 0; n <= LONGEST; n++) {
            float[] inPlace = x.clone();
            ElementwiseKernels.binary(op, inPlace, n, z, n, inPlace, n, n);
            for (int i = 0; i < n; i++) {
                same(first[n + i], inPlace[n + i], op + " in place, " + n + " elements, at " + i);
            }
        }
    }

    private static void same(double expected, double actual, String what) {
        if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(actual)) {
            throw new AssertionError(what + ": " + actual + ", want " + expected);
        }
    }

    private static void same(float expected, float actual, String what) {
        if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
            throw new AssertionError(what + ": " + actual + ", want " + expected);
        }
    }

    /** Against correctly rounded values, f32 against f64: one ulp for what the JDK has, two for the others. */
    @Test
    void exact() {
        check(Unary.EXP, new double[][] {
                {1.0, 2.718281828459045}, {-0.5, 0.6065306597126334}, {709.7, 1.6549840276802644e308},
                {-708.3, 2.450295530965988e-308}, {-745.0, 5e-324}, {1e-10, 1.0000000001}, {5.33, 206.43797415630826},
                {-573.5482496724285, 8.15004603809589e-250}
        });
        check(Unary.EXP2, new double[][] {
                {0.5, 1.4142135623730951}, {-0.3, 0.8122523963562356}, {1023.9, 1.6773070034857416e308}, {-1074.2, 5e-324},
                {901.56, 2.4923147677328545e271}
        });
        check(Unary.EXPM1, new double[][] {
                {1e-300, 1e-300}, {-0.2751733791372897, -0.2405595593186328}, {0.3, 0.3498588075760031},
                {37.4, 1.7482906026921228e16}, {700.5, 1.6721859620674984e304}, {-36.0, -0.9999999999999998}
        });
        check(Unary.LOG, new double[][] {
                {2.643352107835476, 0.972047849539354}, {0.71, -0.342490308946776},
                {1.0000000000000002, 2.2204460492503128e-16}, {5e-324, -744.4400719213812}, {1.7e308, 709.7268368932282},
                {10.0, 2.302585092994046}
        });
        check(Unary.LOG1P, new double[][] {
                {1e-300, 1e-300}, {0.5836320371551919, 0.4597209666306992}, {-0.38, -0.4780358009429998},
                {-0.9999, -9.210340371976294}, {1000000000000000.0, 34.538776394910684}, {3.0, 1.3862943611198906}
        });
        check(Unary.LOG2, new double[][] {
                {3.0, 1.584962500721156}, {0.7344061998168174, -0.44534985693190704},
                {1.0000000000000002, 3.203426503814917e-16}, {1e-310, -1029.7977094150824}
        });
        check(Unary.LOG10, new double[][] {
                {1000.0, 3.0}, {1.4795129042229436, 0.17011875740363236}, {2e-320, -319.69897483928406},
                {7e22, 22.845098040014257}
        });
        check(Unary.SINH, new double[][] {
                {1e-300, 1e-300}, {0.38, 0.38921159011093437}, {1.0, 1.1752011936438014},
                {18.66866762868301, 64072156.28060273}, {710.4, 1.6663642832806496e308}, {-5.5, -122.34392274639096}
        });
        check(Unary.COSH, new double[][] {
                {0.0, 1.0}, {0.4, 1.0810723718384547}, {2.44, 5.780100797128407}, {18.4, 48976581.80271655},
                {710.4, 1.6663642832806496e308}, {-5.5, 122.34800951782942}
        });
        check(Unary.TANH, new double[][] {
                {1e-300, 1e-300}, {0.1575, 0.15621046576861825}, {0.55, 0.5005202111902353}, {18.72, 0.9999999999999999},
                {-3.3, -0.9972829600991421}, {25.0, 1.0}
        });
        check(Unary.ASINH, new double[][] {
                {1e-300, 1e-300}, {1.1229233589012164, 0.9656792744180221}, {1e200, 461.2101657793691},
                {-0.3, -0.29567304756342244}, {300000000.0, 20.21244021318042}
        });
        check(Unary.ACOSH, new double[][] {
                {1.0, 0.0}, {1.0234169159230577, 0.21599115893637108}, {1.0000000000000002, 2.1073424255447014e-08},
                {1e200, 461.2101657793691}, {5.0, 2.2924316695611777}, {300000000.0, 20.21244021318042}
        });
        check(Unary.ATANH, new double[][] {
                {1e-300, 1e-300}, {-0.458, -0.49477745556447866}, {0.9999999999999999, 18.714973875118524},
                {0.15, 0.1511404359364668}
        });
        check(Unary.SIGMOID, new double[][] {
                {0.3, 0.574442516811659}, {-29.88776335074597, 1.0469098847019951e-13}, {40.0, 1.0}, {-740.0, 4.2e-322}
        });
        check(Unary.SOFTPLUS, new double[][] {
                {-20.4, 1.3816325901250865e-09}, {0.3, 0.8543552444685271}, {50.0, 50.0}, {-744.0, 1e-323},
                {-0.5, 0.4740769841801067}
        });
    }

    private static double ulps(Unary op) {
        return switch (op) {
            case ASINH, ACOSH, ATANH, SIGMOID, SOFTPLUS, EXP2, LOG2 -> 2;
            default -> 1;
        };
    }

    private static void check(Unary op, double[][] values) {
        for (double[] v : values) {
            near(v[1], ScalarF64.unary(op, v[0]), ulps(op), op + " of " + v[0]);
            float x = (float) v[0];
            float y = ScalarF32.unary(op, x);
            float want = (float) ScalarF64.unary(op, x);
            boolean near = y == want || Math.abs((double) y - want) <= ulps(op) * Math.ulp(want);
            assertThat(near).as("f32 %s of %s: %s, want %s", op, x, y, want).isTrue();
        }
    }

    @Test
    void exactPairs() {
        check(Binary.POW, new double[][] {
                {19.33582739301907, 47.43327829160032, 1.038491163624156e61},
                {1.2844471170281881, 1059.190790487508, 1.416536553580968e115},
                {1.0000000000000002, 4.5e18, Double.POSITIVE_INFINITY}, {0.3, -550.0, 3.830980171772957e287},
                {5e-324, 0.37, 2.3806761604754227e-120}, {-3.0, 5.0, -243.0}
        });
        check(Binary.LOGADDEXP, new double[][] {
                {-1.4221402369670133, -0.30902235460959737, -0.024947002164391642},
                {-0.7688171982700397, -0.6017726041455448, 0.011336218582269044},
                {-0.6931675792665233, -0.6931055895367437, 1.0596638652629838e-05},
                {-0.6931471805599453, -0.6931471805599453, 2.3190468138462996e-17},
                {-0.6931471805599453, -0.6931471805599454, -3.232068309279483e-17}, {0.0, -745.0, 5e-324},
                {1e300, 3.0, 1e300}, {-0.1, -2.3521684610440907, 3.5084531757496425e-18}
        });
    }

    private static void check(Binary op, double[][] values) {
        for (double[] v : values) {
            near(v[2], ScalarF64.binary(op, v[0], v[1]), op == Binary.POW ? 1 : 2, op + " of " + v[0] + " and " + v[1]);
        }
    }

    private static void near(double want, double actual, double ulps, String what) {
        boolean near = actual == want || Math.abs(actual - want) <= ulps * Math.ulp(want);
        assertThat(near).as("%s: %s, want %s", what, actual, want).isTrue();
    }

    /** Powers of two and ten, where rounded functions are exact. */
    @Test
    void exactWhereResultsAreWhole() {
        for (int k = -1074; k < 1024; k++) {
            assertThat(ScalarF64.unary(Unary.LOG2, Math.scalb(1.0, k))).isEqualTo(k);
            assertThat(ScalarF64.unary(Unary.EXP2, k)).isEqualTo(Math.scalb(1.0, k));
        }
        for (int k = 0; k <= 22; k++) {
            assertThat(ScalarF64.unary(Unary.LOG10, Double.parseDouble("1e" + k))).isEqualTo(k);
        }
        for (int x = -30; x <= 30; x++) {
            for (int n = 0; n <= 10; n++) {
                assertThat(ScalarF64.binary(Binary.POW, x, n)).isEqualTo(Math.rint(Math.pow(x, n)));
            }
        }
    }
}
