package fluxion.tests.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Op;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Unary;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The largest error of every elementwise operation and special function on f64 and f32, in units in the last place, against a
 * reference of more than 130 bits, or for special functions of 22 digits. {@code -Dfluxion.accuracy.points=…} takes more points than the build does.
 */
class AccuracyTest {
    static final int POINTS = Integer.getInteger("fluxion.accuracy.points", 1000);
    private static final Seq<DType> FLOATS = Array.of(DType.F64, DType.F32);

    @TestFactory
    Stream<DynamicTest> unary() {
        return ElementwiseAccuracy.unary().flatMap(op -> FLOATS.map(dtype -> dynamicTest(op.label() + " " + dtype, () -> within(unary(op, dtype), ElementwiseAccuracy.bound(op))))).toJavaStream();
    }

    @TestFactory
    Stream<DynamicTest> binary() {
        return ElementwiseAccuracy.binary().flatMap(op -> FLOATS.map(dtype -> dynamicTest(op.label() + " " + dtype, () -> within(binary(op, dtype), ElementwiseAccuracy.bound(op))))).toJavaStream();
    }

    @TestFactory
    Stream<DynamicTest> special() {
        return SpecialAccuracy.REFERENCE.keySet().toArray().flatMap(op -> FLOATS.map(dtype -> dynamicTest(op + " " + dtype, () -> within(SpecialAccuracy.measure(op, dtype), SpecialAccuracy.bound(op))))).toJavaStream();
    }

    /** What has no reference of its own is made of what has one, by counting or by recurrences. */
    @Test
    void everySpecialFunctionHasAReference() {
        assertThat(Array.<Special>of(SpecialFunction.values()).remove(SpecialFunction.POISSON_QUANTILE).filter(op -> !SpecialAccuracy.REFERENCE.containsKey(op))).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> zerosAndInfinities() {
        return ElementwiseAccuracy.unary().flatMap(op -> FLOATS.map(dtype -> dynamicTest(op.label() + " " + dtype, () -> {
            double[] got = run(op, dtype, new double[] {Double.NEGATIVE_INFINITY, -0.0, 0.0, Double.POSITIVE_INFINITY, Double.NaN});
            double[] want = java.util.Arrays.copyOf(ElementwiseAccuracy.ends(op), 5);
            want[4] = Double.NaN;
            for (int i = 0; i < want.length; i++) {
                want[i] = dtype == DType.F32 ? (float) want[i] : want[i];
            }
            assertThat(got).containsExactly(want);
        }))).toJavaStream();
    }

    private static void within(Measured measured, double bound) {
        assertThat(measured.ulps()).as("%s: the value is %s, not %s", measured.at(), measured.want(), measured.got()).isLessThanOrEqualTo(bound);
    }

    static Measured unary(Unary op, DType dtype) {
        double[] x = points(op, dtype, ElementwiseAccuracy.ranges(op).map(r -> new Range[] {r}), 1)[0];
        double[] y = run(op, dtype, x);
        Measured worst = Measured.NONE;
        for (int i = 0; i < x.length; i++) {
            worst = ElementwiseAccuracy.inside(op, x[i]) ? worst.or(op.label() + "(" + x[i] + ")", ElementwiseAccuracy.truth(op, Real.of(x[i])), y[i], dtype, 0)
                    : worst.undefined(op.label() + "(" + x[i] + ")", y[i]);
        }
        return worst;
    }

    static Measured binary(Binary op, DType dtype) {
        double[][] x = points(op, dtype, ElementwiseAccuracy.ranges(op), 2);
        double[] y = run(op, dtype, x);
        Measured worst = Measured.NONE;
        for (int i = 0; i < y.length; i++) {
            String at = op.label() + "(" + x[0][i] + ", " + x[1][i] + ")";
            if (ElementwiseAccuracy.inside(op, x[0][i], x[1][i])) {
                worst = worst.or(at, ElementwiseAccuracy.truth(op, Real.of(x[0][i]), Real.of(x[1][i])), y[i], dtype, ElementwiseAccuracy.smallest(op));
            }
        }
        return worst;
    }

    /** As many points of each range, the ranges' operands side by side. */
    private static double[][] points(Op op, DType dtype, Seq<Range[]> ranges, int arity) {
        SplittableRandom random = new SplittableRandom(op.label().hashCode() + dtype.ordinal());
        double[][] x = new double[arity][POINTS];
        for (int i = 0; i < POINTS; i++) {
            Range[] from = ranges.get(i % ranges.size());
            for (int k = 0; k < arity; k++) {
                x[k][i] = from[k].draw(random, dtype);
            }
        }
        return x;
    }

    /** The operation as users get it. */
    static double[] run(Op op, DType dtype, double[]... operands) {
        Seq<Var> params = Array.of(operands).map(x -> new Var("x", TensorType.of(dtype, x.length)));
        Fn fn = Fn.of(params, fluxion.core.Apply.of(op, params.map(p -> (fluxion.core.Expr) p)).results());
        return Evaluator.evaluate(fn, Array.of(operands).map(x -> dtype == DType.F64 ? Tensor.of(x) : Tensor.of(floats(x)))).get(0).doubles();
    }

    private static float[] floats(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }
}
