package fluxion.tests.explain;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.SearchSorted;
import fluxion.dsl.export.JavaSource;
import fluxion.dsl.function.FunctionBase;
import fluxion.dsl.random.RandomKey;
import fluxion.ops.eval.Evaluator;
import io.vavr.Lazy;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whole programs as Java source: control flow in every mode, every dtype, sizes from nothing to many. */
class ExportedProgramsTest {
    record Layer(Expr w, Expr b) {}

    record Net(Seq<Layer> layers, Expr scale) {
        Expr apply(Expr x) {
            return layers.foldLeft(x, (h, l) -> tanh(h.matmul(l.w).plus(l.b))).times(scale);
        }
    }

    private record Program(String name, Fn fn) {
        static Program of(String name, FunctionBase function, Object... types) {
            return new Program(name, function.on(types));
        }

        boolean isF32() {
            return fn.parameterTypes().appendAll(fn.resultTypes()).exists(t -> t.dtype() == DType.F32);
        }
    }

    /** Programs in one class, of one precision: they share kernels, and a class for each takes long to compile. */
    private record Group(String className, Seq<Program> programs) {
        Fn fn() {
            return new Fn(programs.flatMap(p -> p.fn.params()), programs.flatMap(p -> p.fn.results()));
        }

        Stream<DynamicTest> tests() {
            Seq<Seq<Tensor>> arguments = programs.map(p -> JavaExportTest.arguments(p.fn, 7)).toArray();
            Lazy<Seq<Object>> found = Lazy.of(() -> compiled.run(className, arguments.flatMap(a -> a)));
            int[] from = {0};
            return programs.zip(arguments).map(p -> {
                int first = from[0];
                from[0] += p._1.fn.results().size();
                return dynamicTest(p._1.name, () -> CompiledJava.agree(p._1.name, found.get().slice(first, first + p._1.fn.results().size()),
                        Evaluator.evaluate(p._1.fn, p._2), p._1.isF32() ? 1e-6 : 1e-12));
            }).toJavaStream();
        }
    }

    private static final Seq<Group> GROUPS = Array.of(control(), lanes(), rules(), numbers(DType.F64), numbers(DType.F32), integers(), matrices(DType.F64), matrices(DType.F32), large(), sizes(),
            names()).zipWithIndex((programs, i) -> new Group("exported.Programs" + i, programs));
    private static CompiledJava compiled;

    @BeforeAll
    static void compile(@TempDir Path directory) {
        compiled = CompiledJava.of(directory, LinkedHashMap.ofEntries(GROUPS.map(g -> Tuple.of(g.className, JavaSource.of(g.className, "compute", g.fn())))));
    }

    @AfterAll
    static void close() {
        compiled.close();
    }

    @TestFactory
    Stream<DynamicTest> exportedSourceAgreesWithTheInterpreter() {
        return GROUPS.toJavaStream().flatMap(Group::tests);
    }

    private static Expr newton(Expr a) {
        return whileLoop(scalar(1.0), (Expr x) -> x.square().minus(a.abs()).abs().gt(1e-12), x -> x.plus(a.abs().div(x)).times(0.5));
    }

    private static Expr nested(Expr x) {
        return fori(0, 3, x, (i, y) -> whileLoop(y, (Expr z) -> z.square().sum().lt(4), z -> z.times(1.5).plus(x.sin())).times(0.3));
    }

    private static Expr chosen(Expr i, Expr x) {
        return switchOn(i, () -> x.sin(), () -> x.exp().times(2), () -> x);
    }

    private static Seq<Program> control() {
        var scanned = fn((Expr x, Expr xs) -> {
            var end = scan(x, xs, (h, y) -> pair(h.times(y).sin(), h.plus(y.square())));
            return end._1.sum().plus(end._2.sum());
        });
        return Array.of(
                Program.of("while", fn(ExportedProgramsTest::newton), f64()),
                Program.of("gradient of while", grad(fn(ExportedProgramsTest::newton)), f64()),
                Program.of("second derivative of while", grad(grad(fn(ExportedProgramsTest::newton))), f64()),
                Program.of("loops in loops", grad(fn((Expr x) -> nested(x).sum())), f64(3)),
                Program.of("checkpointed while", grad(fn((Expr x) -> whileLoop(x, (Expr z) -> z.square().sum().lt(40), z -> z.times(1.5), checkpointed()).sum())), f64(3)),
                Program.of("scan", grad(scanned), f64(2), f64(4, 2)),
                Program.of("second derivative of scan", hessian(fn((Expr x) -> scan(x, zeros(f64(3, 2)).plus(0.5), (h, y) -> pair(h.times(y).sin(), h))._1.sum())), f64(2)),
                Program.of("cond", grad(fn((Expr x) -> cond(x.gt(0), () -> x.sin(), () -> x.exp()))), f64()),
                Program.of("switch", grad(fn((Expr x, Expr i) -> chosen(i, x))).wrt(0), f64(), i32()),
                Program.of("map", grad(fn((Expr xs) -> mapEach(xs, x -> x.sin().times(x.sum())).sum())), f64(3, 2)),
                Program.of("associative scan", grad(fn((Expr xs) -> associativeScan(xs, (a, b) -> a.times(b).plus(a)).sum())), f64(7, 2)),
                Program.of("counted by an argument", fn((Expr x, Expr n) -> fori(scalar(0).cast(DType.I32), n, x, (i, y) -> y.times(x).plus(i.cast(DType.F64)))), f64(), i32()));
    }

    private static Seq<Program> lanes() {
        return Array.of(
                Program.of("lanes of while", vmap(fn(ExportedProgramsTest::newton)), f64(4)),
                Program.of("gradients of lanes of while", vmap(grad(fn(ExportedProgramsTest::newton))), f64(4)),
                Program.of("gradient of a sum over lanes of while", grad(fn((Expr xs) -> vmap(fn(ExportedProgramsTest::newton)).apply(xs).square().sum())), f64(4)),
                Program.of("lanes of vectors", vmap(grad(fn((Expr x) -> nested(x).sum()))), f64(4, 3)),
                Program.of("lanes of switch", vmap(grad(fn((Expr x, Expr i) -> chosen(i, x).sum())).wrt(0)).in(axis(0), axis(0)), f64(4, 2), i32(4)),
                Program.of("lanes of cond", vmap(fn((Expr x) -> cond(x.gt(0), () -> x.sin(), () -> newton(x)))), f64(4)),
                Program.of("lanes of lanes", vmap(vmap(fn(ExportedProgramsTest::newton))), f64(2, 3)));
    }

    private static Seq<Program> rules() {
        var root = customRoot((Expr x, Expr a) -> x.square().minus(a), (Expr a) -> newton(a));
        var clipped = custom("clipped", fn(x -> x)).pullback((Expr x, Expr y, Expr ct) -> clip(ct, -1, 1));
        return Array.of(
                Program.of("custom root", grad(fn((Expr a) -> root.apply(a.abs()))), f64()),
                Program.of("custom pullback", grad(fn((Expr x) -> clipped.apply(x).square().times(9))), f64()),
                Program.of("custom linear solve", grad(fn((Expr s) -> customLinearSolve(v -> v.times(s).plus(v.flip(0)), vector(1, 2)).sum())), f64()),
                Program.of("checkpoint", grad(fn((Expr x) -> checkpoint((Expr y) -> y.sin().exp()).apply(x).sum())), f64(3)),
                Program.of("names and checks", fn((Expr x) -> check(named(x.exp(), "wave length"), x.lt(9), "x must be \"below\" 9").sum()), f64(3)));
    }

    private static Seq<Program> numbers(DType dtype) {
        return Array.of(
                Program.of("elementwise " + dtype, fn((Expr x, Expr y) -> Array.of(x.exp2(), y.tan(), x.abs().log(), y.cosh(), x.sigmoid(), y.softplus(), x.erf(), x.asinh(), x.relu(),
                        x.pow(3), x.pow(-2), x.pow(20), x.plus(y).square(), x.abs().pow(y), x.remainder(y), x.floorDivide(y), x.hypot(y), x.logaddexp(y), x.atan2(y), x.copysign(y),
                        x.round(), x.trunc(), x.sign(), x.abs().log1p().expm1(), x.maximum(y), x.gt(y).and(x.ne(0)).where(x, y), x.isFinite(), x.isNan(), x.cast(DType.I64),
                        x.cast(DType.BOOL), x.abs().rsqrt(), x.abs().log2(), x.abs().plus(1).acosh(), x.times(0.5).atanh(), x.cbrt())), f(dtype, 7), f(dtype, 7)),
                Program.of("special " + dtype, fn((Expr x) -> Array.of(x.abs().lgamma(), x.abs().digamma(), x.erfc(), x.times(0.5).erfinv())), f(dtype, 5)),
                Program.of("reductions " + dtype, fn((Expr x) -> Array.of(x.sum(), x.prod(), x.max(), x.logsumexp(), x.min(0), x.sum(0), x.prod(1), x.logsumexp(1), x.argmax(1), x.argmin(0),
                        x.cumsum(1), x.cumprod(0), x.cummax(1), x.cummin(0), x.logcumsumexp(1))), f(dtype, 3, 4)),
                Program.of("random " + dtype, fn((Expr k) -> Array.of(normal(new RandomKey(k), f(dtype, 2, 3)), uniform(new RandomKey(k), f(dtype)), gumbel(new RandomKey(k), f(dtype, 600)))), i32(2)),
                Program.of("random lanes " + dtype, vmap(fn((Expr k) -> normal(new RandomKey(k), f(dtype, 3)))), i32(4, 2)),
                Program.of("sorted " + dtype, fn((Expr x) -> Array.of(x.sort(0), x.argsort(1), x.median(), topK(x, 2).values(),
                        searchsorted(x.get(0).sort(), x, SearchSorted.Side.RIGHT))), f(dtype, 3, 5)),
                Program.of("product " + dtype, fn((Expr a, Expr b) -> Array.of(a.matmul(b), a.sum(0).dot(b.sum(1)), a.get(0).outer(b.get(0)))), f(dtype, 3, 4), f(dtype, 4, 5)));
    }

    private static Seq<Program> integers() {
        Seq<Program> programs = Array.empty();
        for (DType dtype : Array.of(DType.I64, DType.I32)) {
            programs = programs.appendAll(Array.of(
                    Program.of("integers " + dtype, fn((Expr x, Expr y) -> Array.of(x.times(3).minus(y), x.pow(3), x.pow(y), x.plus(y).square(), x.floorDivide(2), x.remainder(-3), x.sign(), x.neg().abs(), x.max(),
                            x.min(0), x.sum(1), x.prod(), x.cumsum(0), x.cumprod(1), x.cummax(0), x.sort(1), x.argsort(0), x.matmul(y.t()), x.cast(DType.F32), x.cast(DType.BOOL).any(0),
                            x.eq(y).all(), x.argmax(0), x.maximum(y))), TensorType.of(dtype, 3, 4), TensorType.of(dtype, 3, 4)),
                    Program.of("places " + dtype, fn((Expr x, Expr i) -> Array.of(x.take(i, 0), x.at(i).set(7), x.at(i).add(2), x.at(i).max(1), x.at(i).multiply(3))), TensorType.of(dtype, 4),
                            TensorType.of(dtype, 3))));
        }
        TensorType bools = TensorType.of(DType.BOOL, 2, 3);
        return programs.append(Program.of("bools", fn((Expr a, Expr b) -> Array.of(a.and(b), a.or(b), a.xor(b), a.not(), a.all(), a.any(1), a.eq(b), a.where(b, a.not()), a.cast(DType.I32),
                a.t(), a.at(0).set(b.get(1)), a.flip(1))), bools, bools));
    }

    private static TensorType f(DType dtype, int... dims) {
        return TensorType.of(dtype, dims);
    }

    private static Seq<Program> matrices(DType dtype) {
        TensorType one = f(dtype, 3, 3);
        return Array.of(
                Program.of("factors " + dtype, fn((Expr a) -> Array.of(lu(a), qr(a), eigh(a.plus(a.t())), svd(a))), one),
                Program.of("solutions " + dtype, fn((Expr a, Expr b) -> Array.of(solve(well(a), b), inv(well(a)), det(a), logAbsDet(well(a)), cholesky(a.matmul(a.t()).plus(eye(dtype, 3))), expm(a),
                        pinv(well(a)))), one, f(dtype, 3, 2)),
                Program.of("batched " + dtype, vmap(fn((Expr a, Expr b) -> Array.of(solve(well(a), b), det(a)))).in(axis(0), axis(0)), f(dtype, 4, 3, 3), f(dtype, 4, 3)),
                Program.of("fourier " + dtype, fn((Expr x) -> Array.of(fft(x), rfft(x.get(":, 0")), fft(x.get(":5")), rfft(x.get(":11, 0")))), f(dtype, 34, 2)));
    }

    private static Seq<Program> large() {
        return Array.of(Program.of("gradient of logdet", grad(fn((Expr a) -> logAbsDet(well(a)).plus(det(well(a))))), f64(3, 3)),
                Program.of("large factors", fn((Expr a) -> inv(a.plus(eye(70).times(90)))), f64(70, 70)));
    }

    private static Expr well(Expr a) {
        return a.plus(eye(a.dtype(), 3).times(5));
    }

    private static Seq<Program> sizes() {
        var net = new Net(Array.of(new Layer(zeros(f64(3, 4)), zeros(f64(4))), new Layer(zeros(f64(4, 2)), zeros(f64(2)))), zeros(f64()));
        return Array.of(
                Program.of("nothing", fn((Expr x) -> Array.of(x.sin(), x.sum(), x.sum(0), x.prod(), x.plus(1).t(), x.matmul(x.t()), x.gt(0).any(0), concatenate(0, x.t(), zeros(f64(1, 0))))), f64(0, 3)),
                Program.of("products of nothing", fn((Expr x, Expr y) -> Array.of(x.matmul(y), x.sort(1), x.cumsum(1))), f64(2, 0), f64(0, 3)),
                Program.of("ones", fn((Expr x) -> Array.of(x.reshape(), x.get(0, 0), x.reshape(1, 1, 1).plus(x), x.t().matmul(x))), f64(1, 1)),
                Program.of("views", fn((Expr x) -> Array.of(x.t(), x.flip(0, 1), x.get("::2, 1:"), x.reshape(3, 2).t().plus(x.flip(1)), x, x, x.reshape(6))), f64(2, 3)),
                Program.of("constants", fn((Expr x) -> Array.of(x.times(vector(1, -2, Double.NaN)), scalar(3.5), vector(1, 2), x.plus(-0.0))), f64(3)),
                Program.of("a tree's gradient", grad(fn((Net n, Expr x) -> n.apply(x).square().sum())), net, f64(3)));
    }

    private static Seq<Program> names() {
        Seq<String> given = Array.of("i", "p", "Math", "Keys", "double", "sum", "values_", "Arrays", "a-b", "σ", "StepResults");
        Seq<Var> params = given.map(name -> new Var(name, f64(2)));
        Seq<Expr> all = Seq.narrow(params);
        Expr total = all.reduce(Expr::plus);
        return Array.of(new Program("names", new Fn(params, Array.of(total.sum(), total.sort(0), total.outer(total).sum(0), fori(0, 2, total, (k, y) -> y.sin())))));
    }

    /** A chain whose values are all needed at the end. */
    private static Fn chain(int operations) {
        Var x = new Var("x", f64());
        Var v = new Var("v", f64(2));
        Expr y = x;
        Expr sum = x;
        for (int i = 0; i < operations / 3; i++) {
            y = y.times(0.999).sin();
            sum = i % 100 == 0 ? sum.plus(y.plus(v.get(1))) : sum.plus(y);
        }
        return new Fn(Array.of(x, v), Array.of(sum, v.times(sum)));
    }

    @Test
    void longFunctionsBecomeSeveralMethods(@TempDir Path directory) {
        Fn fn = chain(20_000);
        try (CompiledJava whole = CompiledJava.of(directory, HashMap.of("exported.Chain", JavaSource.of("exported.Chain", "compute", fn)))) {
            Seq<Tensor> arguments = JavaExportTest.arguments(fn, 3);
            CompiledJava.agree("long", whole.run("exported.Chain", arguments), Evaluator.evaluate(fn, arguments), 1e-12);
        }
    }

    @Test
    void manyConstantsAreEncoded(@TempDir Path directory) {
        double[] many = new double[30_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = Math.sin(i);
        }
        Seq<Tensor> constants = Array.of(Tensor.of(many), eval(Tensor.of(many).cast(DType.F32)), eval(Tensor.of(many).times(9).cast(DType.I32)),
                eval(Tensor.of(many).times(9).cast(DType.I64)), eval(Tensor.of(many).gt(0)));
        Fn fn = fn((Expr x) -> constants.map(c -> c.dtype() == DType.BOOL ? c.any(0) : c.plus(x.cast(c.dtype())))).on(f64());
        try (CompiledJava whole = CompiledJava.of(directory, HashMap.of("exported.Constants", JavaSource.of("exported.Constants", "compute", fn)))) {
            CompiledJava.agree("constants", whole.run("exported.Constants", Array.of(Tensor.of(2.0))), Evaluator.evaluate(fn, Array.of(Tensor.of(2.0))), 0);
        }
        Expr million = Tensor.of(new double[1_000_001]);
        assertThatThrownBy(() -> JavaSource.of("A", "f", fn((Expr x) -> million.get("1:").times(x)).on(f64()))).isInstanceOf(FluxionException.class).hasMessageContaining("at most 1000000 constant elements");
    }

    @Test
    void manyOperandsBecomeSeveralMethods(@TempDir Path directory) {
        Fn fn = fn((Expr x) -> concatenate(0, Array.range(0, 5_000).map(i -> x.get(i % 2).plus(i).reshape(1)).toJavaArray(Expr[]::new))).on(f64(2));
        try (CompiledJava whole = CompiledJava.of(directory, HashMap.of("exported.Many", JavaSource.of("exported.Many", "compute", fn)))) {
            Seq<Tensor> arguments = JavaExportTest.arguments(fn, 3);
            CompiledJava.agree("many", whole.run("exported.Many", arguments), Evaluator.evaluate(fn, arguments), 0);
        }
    }

    @Test
    void moreParametersThanAMethodTakesAreRefused() {
        Seq<Var> params = Array.range(0, 128).map(i -> new Var("x" + i, f64()));
        Fn fn = new Fn(params, Array.of(Seq.<Expr>narrow(params).reduce(Expr::plus)));
        assertThatThrownBy(() -> JavaSource.of("A", "f", fn)).isInstanceOf(FluxionException.class)
                .hasMessage("java: a method takes at most 255 words of parameters, of which a double or long needs two; f would take 256. Pass arrays");
    }

    @Test
    void methodsMayBeCalledLikeHelpers(@TempDir Path directory) {
        Fn fn = fn((Expr x) -> x.plus(1).square()).on(f64());
        try (CompiledJava whole = CompiledJava.of(directory, HashMap.of("exported.Square", JavaSource.of("exported.Square", "square", fn)))) {
            CompiledJava.agree("square", whole.run("exported.Square", Array.of(Tensor.of(2.0))), Array.of(Tensor.of(9.0)), 0);
        }
        assertThatThrownBy(() -> JavaSource.of("demo.Math", "f", fn)).hasMessage("java: a class called Math would hide that of java.lang, which it uses; take another name");
    }

    @Test
    void classesMayBeCalledLikeKernels(@TempDir Path directory) {
        Fn fn = fn((Expr x) -> x.sort().lgamma()).on(f64(4));
        try (CompiledJava whole = CompiledJava.of(directory, HashMap.of("Sorting", JavaSource.of("Sorting", "sort", fn)))) {
            Seq<Tensor> arguments = Array.of(Tensor.of(new double[] {3, 1, 2.5, 0.5}));
            CompiledJava.agree("sorting", whole.run("Sorting", arguments), Evaluator.evaluate(fn, arguments), 0);
        }
    }

    @Test
    void theSourceReadsAsAPersonWouldWriteIt() {
        assertThat(JavaSource.of("Root", "root", grad(fn(ExportedProgramsTest::newton)).named("a").on(f64()))).contains("while (condition(").contains("for (int t = steps - 1; t >= 0; t--)");
        assertThat(JavaSource.of("demo.Residual", "norm", fn((Expr A, Expr x, Expr b) -> A.matmul(x).minus(b).square().sum()).named("A", "x", "b").on(f64(2, 3), f64(3), f64(2)))).isEqualTo("""
                package demo;

                /**
                 * Generated from a Fluxion function; depends on nothing. Tensors are flat arrays in row-major order.
                 *
                 * <pre>
                 * (A, x, b) ↦ Σ (A·x − b)²
                 * </pre>
                 */
                public final class Residual {
                    private Residual() {}

                    /**
                     * @param A f64[2,3]
                     * @param x f64[3]
                     * @param b f64[2]
                     * @return f64[]
                     */
                    public static double norm(double[] A, double[] x, double[] b) {
                        check("A", A.length, 6);
                        check("x", x.length, 3);
                        check("b", b.length, 2);
                        // dot contract=[1]×[0]: f64[2]
                        double[] product = new double[2];
                        for (int i = 0; i < 2; i++) {
                            double sum = 0;
                            for (int p = 0; p < 3; p++) {
                                sum = Math.fma(A[i * 3 + p], x[p], sum);
                            }
                            product[i] = sum;
                        }
                        // reduce_sum axes=[0]: f64[]
                        double sum = 0;
                        for (int p = 0; p < 2; p++) {
                            sum += square(product[p] - b[p]);
                        }
                        return sum;
                    }

                    private static double square(double x) {
                        return x * x;
                    }

                    private static void check(String name, int length, int expected) {
                        if (length != expected) {
                            throw new IllegalArgumentException(name + ": needs " + expected + " elements; got " + length);
                        }
                    }
                }
                """);
    }
}
