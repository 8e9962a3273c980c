package fluxion.tests.ops;

import static fluxion.tests.ops.Numeric.directions;
import static fluxion.tests.ops.Numeric.floating;
import static fluxion.tests.ops.Numeric.pullback;
import static fluxion.tests.ops.Numeric.pushforward;
import static fluxion.tests.ops.Numeric.run;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.AxisIndex;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Conv;
import fluxion.core.op.CumSum;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Fourier;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.LinearCall;
import fluxion.core.op.Op;
import fluxion.core.op.Pad;
import fluxion.core.op.Power;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Scan;
import fluxion.core.op.Scatter;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Slice;
import fluxion.core.op.Sort;
import fluxion.core.op.Special;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.dsl.export.Onnx;
import fluxion.tests.explain.OnnxRun;
import fluxion.tests.ops.Row.Derivative;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation of the catalogue as an ONNX model: onnxruntime agrees with the interpreter, on values and on derivatives in
 * both modes. There is no list of exceptions: operations without operators are exported as programs.
 */
class OnnxOperationsTest {
    private static final double TOLERANCE = 1e-10;
    private static final double SINGLE = 1e-5;

    private static SplittableRandom seeded(Row row) {
        return new SplittableRandom(row.name().hashCode());
    }

    private static void agree(String name, String mode, Fn fn, Seq<Tensor> at) throws Exception {
        Seq<Tensor> want = run(fn, at);
        boolean single = at.appendAll(want).exists(t -> t.dtype() == DType.F32);
        // in single precision sums differ by roundings of their largest terms
        double scale = single ? want.filter(t -> t.dtype().isFloat()).flatMap(t -> Array.ofAll(t.doubles())).filter(Double::isFinite).map(Math::abs).map(x -> 1 + x).max().getOrElse(1.0) : 1;
        Numeric.close(name, mode + " by onnxruntime", OnnxRun.quickly(fn, at), want, single ? SINGLE * Math.min(scale, 100) : TOLERANCE);
    }

    @TestFactory
    Stream<DynamicTest> everyOperationAgrees() {
        return Catalogue.rows().map(row -> dynamicTest(row.name(), () -> {
            SplittableRandom random = seeded(row);
            Fn all = row.derivative() == Derivative.NONE ? row.fn() : withDerivatives(row);
            Seq<Tensor> at = row.sample(random);
            agree(row.name(), "value, jvp and vjp", all, at.appendAll(directions(random, all.parameterTypes().drop(at.size()))));
        })).toJavaStream();
    }

    /** One model of (operands, tangents, cotangents) to values, tangents and cotangents. */
    private static Fn withDerivatives(Row row) {
        Fn fn = row.fn();
        Fn jvp = pushforward(floating(fn), row.floating());
        Fn vjp = pullback(floating(fn), row.floating());
        int n = fn.params().size();
        Seq<Var> params = jvp.params().appendAll(vjp.params().drop(n).map(p -> new Var(p.name(), p.type())));
        Seq<Expr> given = Array.narrow(params.toArray());
        Seq<Expr> results = Array.ofAll(fn.on(given.take(n))).appendAll(jvp.on(given.take(jvp.params().size()))).appendAll(vjp.on(given.take(n).appendAll(given.drop(jvp.params().size()))));
        return Fn.of(params, results);
    }

    /** The catalogue's operands with other element types, wherever the operation takes them. */
    @TestFactory
    Stream<DynamicTest> otherDtypesAgree() {
        return Catalogue.rows().filter(row -> row.operands().exists(o -> o.type().dtype() == DType.F64)).flatMap(row ->
                Array.of(DType.F32, DType.I64, DType.I32, DType.BOOL).flatMap(dtype -> other(row, dtype))).toJavaStream();
    }

    private static Seq<DynamicTest> other(Row row, DType dtype) {
        Row changed = new Row(row.op(), row.operands().map(o -> new Row.Operand(o.type().dtype() == DType.F64 ? o.type().withDtype(dtype) : o.type(), o.sampler())),
                row.derivative(), row.linear());
        try {
            changed.fn();
        } catch (FluxionException doesNotTakeThem) {
            return Array.empty();
        }
        return Array.of(dynamicTest(changed.name(), () -> {
            SplittableRandom random = seeded(row);
            Seq<Tensor> at = changed.sample(random);
            // no divisors and exponents but positive ones among whole numbers
            Seq<Tensor> fit = row.op() instanceof Binary b && dtype.isInteger() && (b == Binary.POW || b == Binary.REMAINDER || b == Binary.FLOOR_DIVIDE)
                    ? at.update(1, Numeric.run(Fn.of(Array.empty(), Array.of(at.get(1).abs().plus(1))), Array.empty()).get(0)) : at;
            agree(changed.name(), "value", changed.fn(), fit);
            if (dtype == DType.F32 && row.derivative() == Derivative.SMOOTH && !(row.op() instanceof LinearAlgebra) && !(row.op() instanceof Special)) {
                Fn vjp = pullback(floating(changed.fn()), changed.floating());
                agree(changed.name(), "vjp", vjp, fit.appendAll(vjp.parameterTypes().drop(fit.size()).map(t -> Sampler.between(-1, 1).tensor(random, t))));
            }
        }));
    }

    // ---- edges ------------------------------------------------------------------------------------------------------------

    private static final double[] EDGES = {Double.NaN, Double.NEGATIVE_INFINITY, -1e300, -1e19, -5e9, -2.5, -1, -0.5, -1e-9, -0.0, 0.0, 1e-300, 1e-9, 0.5, 1, 1.5, 2.5, 5e9, 1e19, 1e300,
        Double.POSITIVE_INFINITY};

    private static Fn applied(Op op, TensorType... types) {
        Seq<Var> params = Array.of(types).zipWithIndex((t, i) -> new Var("x" + i, t));
        return Fn.of(params, Apply.of(op, Array.<Expr>narrow(Array.ofAll(params))).results());
    }

    @TestFactory
    Stream<DynamicTest> edgesAgree() {
        Tensor all = Tensor.of(EDGES);
        int n = EDGES.length;
        Tensor left = run(Fn.of(Array.empty(), Array.of(all.expandDims(1).broadcastTo(n, n))), Array.empty()).get(0);
        Tensor right = run(Fn.of(Array.empty(), Array.of(all.broadcastTo(n, n))), Array.empty()).get(0);
        // sines of huge numbers are their own matter
        Seq<Unary> unary = Array.of(Unary.values()).removeAll(Array.of(Unary.SIN, Unary.COS, Unary.TAN, Unary.LOGICAL_NOT));
        Seq<Binary> binary = Array.of(Binary.values()).removeAll(Array.of(Binary.LOGICAL_AND, Binary.LOGICAL_OR, Binary.LOGICAL_XOR));
        Seq<Op> ones = Array.<Op>empty().appendAll(unary).appendAll(Array.of(-3, 0, 1, 2, 5).map(Power::new)).appendAll(Array.of(DType.values()).map(Cast::new))
                .append(new Sort(0, false)).append(new Sort(0, true)).append(new fluxion.core.op.ArgSort(0, false, n)).append(new fluxion.core.op.ArgReduce(fluxion.core.op.ArgReduce.Kind.ARGMAX, 0))
                .append(new Reduce(Reduce.Kind.MAX, Ints.of(0))).append(new Reduce(Reduce.Kind.MIN, Ints.of(0)));
        Seq<Op> twos = Array.<Op>empty().appendAll(binary).appendAll(Array.of(Compare.values()));
        return Stream.concat(ones.toJavaStream().map(op -> dynamicTest(op.label() + " " + op.parameters(), () -> agree(op.label(), "edges", applied(op, all.type()), Array.of(all)))),
                twos.toJavaStream().map(op -> dynamicTest(op.label(), () -> agree(op.label(), "edges", applied(op, left.type(), left.type()), Array.of(left, right)))));
    }

    @Test
    void integersWrapAndDivideAsTheyDoInJava() throws Exception {
        Tensor x = Tensor.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -7, 7, 0, 1L << 62, -3, 5});
        Tensor y = Tensor.of(new long[] {-1, 2, 3, -3, 5, 4, -2, 1});
        for (Binary op : Array.of(Binary.ADD, Binary.SUB, Binary.MUL, Binary.REMAINDER, Binary.FLOOR_DIVIDE, Binary.MAXIMUM, Binary.MINIMUM)) {
            agree(op.label(), "wrapping", applied(op, x.type(), y.type()), Array.of(x, y));
        }
        Tensor exponents = Tensor.of(new long[] {1, 3, 5, 22, 0, 2, 40, 27});
        agree("pow", "wrapping", applied(Binary.POW, x.type(), y.type()), Array.of(x, exponents));
        agree("integer_pow", "wrapping", applied(new Power(5), x.type()), Array.of(x));
        agree("cast", "wrapping", applied(new Cast(DType.I32), x.type()), Array.of(x));
    }

    // ---- empty tensors ------------------------------------------------------------------------------------------------------

    private static TensorType f64(int... dims) {
        return TensorType.of(DType.F64, dims);
    }

    private static TensorType i32(int... dims) {
        return TensorType.of(DType.I32, dims);
    }

    @TestFactory
    Stream<DynamicTest> emptyTensorsAgree() {
        Ints none = Ints.empty();
        return Stream.of(applied(Unary.SIN, f64(0, 2)), applied(Binary.ADD, f64(0), f64(0)),
                applied(new Reduce(Reduce.Kind.SUM, Ints.of(0)), f64(0, 2)), applied(new Reduce(Reduce.Kind.PROD, Ints.of(0)), f64(0, 2)),
                applied(new Reduce(Reduce.Kind.MAX, Ints.of(0)), f64(0, 2)), applied(new Reduce(Reduce.Kind.MIN, Ints.of(0)), f64(0, 2)),
                applied(new Reduce(Reduce.Kind.LOGSUMEXP, Ints.of(0)), f64(0, 2)), applied(new Reduce(Reduce.Kind.ALL, Ints.of(0)), TensorType.of(DType.BOOL, 0)),
                applied(new Reduce(Reduce.Kind.ANY, Ints.of(0)), TensorType.of(DType.BOOL, 0)), applied(new CumSum(0, false), f64(0)),
                applied(new Dot(none, none, Ints.of(1), Ints.of(0)), f64(2, 0), f64(0, 3)), applied(new Dot(none, none, Ints.of(1), Ints.of(0)), f64(0, 2), f64(2, 3)),
                applied(new Reshape(Shape.of(0, 5)), f64(2, 0)), applied(new Broadcast(Shape.of(0, 2), Ints.of(1)), f64(2)),
                applied(new Slice(Ints.of(1), Ints.of(1), Ints.of(1)), f64(2)), applied(new Pad(Ints.of(1), Ints.of(2), Ints.of(0)), f64(0), f64()),
                applied(new Concatenate(0), f64(0, 2), f64(3, 2)), applied(new Take(0, 0), f64(3, 2), i32(0)),
                applied(new ScatterAdd(0, 0), f64(3), i32(0), f64(0)), applied(new Scatter(Scatter.Kind.SET, 0, 0), f64(3), i32(0), f64(0)),
                applied(new Conv(Ints.of(1), Ints.of(0), Ints.of(0), Ints.of(1), Ints.of(1), 1), f64(1, 0, 4), f64(2, 0, 3)),
                applied(new Sort(0, false), f64(0)), applied(new RandomNumbers(RandomNumbers.Kind.NORMAL, DType.F64, Shape.of(0), 0), i32(2)),
                applied(new LinearAlgebra.Determinant(LinearAlgebra.Determinant.Kind.DET), f64(0, 0)), applied(new LinearAlgebra.Inverse(), f64(0, 0)),
                applied(emptyScan(), f64(2), f64(0, 2)))
                .map(fn -> dynamicTest(fn.results().get(0).toString().lines().findFirst().get() + fn.parameterTypes(), () ->
                        agree("empty", "value", fn, fn.parameterTypes().map(t -> Sampler.between(-2, 2).tensor(new SplittableRandom(3), t)))));
    }

    private static Scan emptyScan() {
        Var c = new Var("c", f64(2));
        Var x = new Var("x", f64(2));
        return new Scan(Fn.of(Array.of(c, x), Array.of(c.times(x), c.plus(x))), 0, 0, 1, false);
    }

    // ---- sizes beyond the catalogue's -----------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicTest> largerOnesAgree() {
        TensorType square = f64(3, 9, 9);
        return Stream.of(applied(new LinearAlgebra.Eigh(), square), applied(new LinearAlgebra.Svd(), f64(2, 7, 12)), applied(new LinearAlgebra.Lu(), f64(5, 8)),
                applied(new LinearAlgebra.Qr(), f64(8, 5)), applied(new LinearAlgebra.Inverse(), square), applied(new LinearAlgebra.MatrixExp(), square),
                applied(new LinearAlgebra.Determinant(LinearAlgebra.Determinant.Kind.LOG_ABS), square), applied(new LinearAlgebra.Cofactor(), f64(6, 6)),
                applied(new Fourier(Fourier.Kind.FORWARD, 97), f64(97, 2)), applied(new Fourier(Fourier.Kind.REAL, 64), TensorType.of(DType.F32, 3, 64)),
                applied(new Fourier(Fourier.Kind.BACKWARD, 60), TensorType.of(DType.F32, 60, 2)),
                applied(new RandomNumbers(RandomNumbers.Kind.BITS, DType.I32, Shape.of(500), 7), i32(3, 2)), applied(new RandomNumbers(RandomNumbers.Kind.BITS, DType.I64, Shape.of(20, 3), 0), i32(2)),
                applied(new RandomNumbers(RandomNumbers.Kind.UNIFORM, DType.F32, Shape.of(300), 2), i32(2)), applied(new RandomNumbers(RandomNumbers.Kind.NORMAL, DType.F32, Shape.of(300), 2), i32(2)),
                applied(new RandomNumbers(RandomNumbers.Kind.PERMUTATION, DType.I64, Shape.of(40), 5), i32(2, 2)), applied(new Iota(TensorType.of(DType.F32, 30, 50), 1)),
                applied(new Eye(DType.I64, 50, 60, -3)), applied(new Sort(1, true), i32(4, 100)))
                .map(fn -> dynamicTest(fn.results().get(0).toString().lines().findFirst().get() + fn.parameterTypes(), () ->
                        agree("larger", "value", fn, fn.parameterTypes().map(t -> Sampler.between(-9, 9).tensor(new SplittableRandom(5), t)))));
    }

    // ---- what cannot be evaluated either ----------------------------------------------------------------------------------------

    @Test
    void lanesOfNoVmapAreRefused() {
        assertThatThrownBy(() -> Onnx.write("f", applied(new AxisIndex("i", 3)))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("onnx: axis_index").hasMessageContaining("enclosing vmap");
    }

    @Test
    void aMissingForwardModeIsRefused() {
        Var t = new Var("t", f64(2));
        LinearCall call = new LinearCall("pulled", 0, Either.left("it is not linear"), Fn.of(Array.of(t), Array.of(t)));
        assertThatThrownBy(() -> Onnx.write("f", applied(call, f64(2)))).isInstanceOf(FluxionException.class).hasMessageContaining("pulled").hasMessageContaining("it is not linear");
    }

    @Test
    void indicesOutOfRangeFail() {
        Fn fn = applied(new Take(0, 0), f64(3), i32(1));
        Seq<Tensor> at = Array.of(Tensor.of(new double[] {1, 2, 3}), Tensor.of(new int[] {3}));
        assertThatThrownBy(() -> OnnxRun.run(fn, at)).hasMessageContaining("out of data bounds");
        Fn scatter = applied(new ScatterAdd(1, 1), f64(2, 3), i32(2, 1), f64(2, 1));
        assertThatThrownBy(() -> OnnxRun.run(scatter, Array.of(Tensor.zeros(f64(2, 3)), Tensor.of(Shape.of(2, 1), 3, 0), Tensor.zeros(f64(2, 1)))))
                .hasMessageContaining("out of data bounds");
    }
}
