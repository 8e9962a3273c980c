package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Bessel;
import fluxion.core.op.BetaInc;
import fluxion.core.op.GammaInc;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Op;
import fluxion.core.op.Polygamma;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Zeta;
import fluxion.ops.Decomposition;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** An operation's program in simpler operations gives what its kernel gives: in its domain, far out, and where there is nothing. */
class DecompositionTest {
    private static Fn applied(Op op, Seq<TensorType> types) {
        Seq<Var> params = types.zipWithIndex((t, i) -> new Var("x" + i, t));
        return Fn.of(params, Apply.of(op, Array.<Expr>narrow(Array.ofAll(params))).results());
    }

    private static void agree(String name, Op op, Seq<Tensor> at, double tolerance) {
        Seq<TensorType> types = at.map(Tensor::type);
        Fn program = Decomposition.of(op, types).get();
        assertThat(program.resultTypes().toJavaList()).as(name).isEqualTo(applied(op, types).resultTypes().toJavaList());
        Numeric.close(name, "decomposed", Evaluator.evaluate(program, at), Evaluator.evaluate(applied(op, types), at), tolerance);
    }

    @TestFactory
    Stream<DynamicTest> everyProgramAgreesWithItsKernel() {
        return Catalogue.rows().filter(row -> Decomposition.of(row.op(), row.operands().map(Row.Operand::type)).isDefined())
                .map(row -> dynamicTest(row.name(), () -> agree(row.name(), row.op(), row.sample(new SplittableRandom(row.name().hashCode())), 1e-11))).toJavaStream();
    }

    private static Tensor between(int seed, double low, double high) {
        return Sampler.between(low, high).tensor(new SplittableRandom(seed), TensorType.of(DType.F64, 200));
    }

    /** From 10^low to 10^high. */
    private static Tensor scales(int seed, double low, double high) {
        SplittableRandom random = new SplittableRandom(seed);
        return Tensor.of(random.doubles(200).map(r -> Math.pow(10, low + r * (high - low))).toArray());
    }

    private record Far(Special op, double tolerance, Tensor... at) {}

    @TestFactory
    Stream<DynamicTest> specialFunctionsAgreeFarOut() {
        Tensor probability = between(1, 0, 1);
        return Stream.of(new Far(SpecialFunction.ERFC, 1e-12, between(2, -8, 28)), new Far(SpecialFunction.ERFINV, 1e-12, between(3, -1.01, 1.01)),
                new Far(SpecialFunction.NDTR, 1e-12, between(4, -39, 9)), new Far(SpecialFunction.NDTRI, 1e-12, scales(5, -300, 0)),
                new Far(SpecialFunction.LGAMMA, 1e-12, between(6, -30, 30)), new Far(SpecialFunction.LGAMMA, 1e-12, scales(7, -200, 200)),
                new Far(SpecialFunction.GAMMAINCC, 1e-11, scales(8, -2, 3), scales(9, -2, 3)), new Far(new GammaInc(0), 1e-11, scales(8, -2, 3), scales(9, -2, 3)),
                new Far(new GammaInc(1), 1e-10, scales(8, -1, 1.5), scales(9, -1, 1.5)), new Far(new GammaInc(2), 1e-9, scales(8, -1, 1.5), scales(9, -1, 1.5)),
                new Far(SpecialFunction.GAMMAINCINV, 1e-10, scales(10, -1, 3), probability), new Far(SpecialFunction.LOG_GAMMAINCINV, 1e-10, scales(11, -3, 2), probability),
                new Far(new BetaInc(0, 0), 1e-11, scales(12, -1, 3), scales(13, -1, 3), probability), new Far(new BetaInc(1, 1), 1e-9, scales(12, -0.5, 1.5), scales(13, -0.5, 1.5), probability),
                new Far(SpecialFunction.BETAINCINV, 1e-9, scales(14, -0.5, 2), scales(15, -0.5, 2), probability),
                new Far(SpecialFunction.POISSON_QUANTILE, 0, scales(16, -1, 3), probability),
                new Far(new Polygamma(0), 1e-12, between(17, -20, 40)), new Far(new Polygamma(2), 1e-11, between(18, -5, 40)), new Far(new Polygamma(3), 1e-11, scales(19, -2, 5)),
                new Far(new Zeta(0), 1e-11, between(20, 1.01, 40), scales(21, -1, 4)), new Far(new Zeta(2), 1e-9, between(22, 1.1, 10), scales(23, -0.5, 2)),
                new Far(new Bessel(Bessel.Kind.J, 0), 1e-11, between(24, -200, 200)), new Far(new Bessel(Bessel.Kind.J, 7), 1e-11, between(25, -100, 100)),
                new Far(new Bessel(Bessel.Kind.J, 40), 1e-11, between(26, 0, 100)), new Far(new Bessel(Bessel.Kind.I, 1), 1e-11, between(27, -50, 50)),
                new Far(new Bessel(Bessel.Kind.SCALED_I, 9), 1e-11, between(28, -200, 200)), new Far(new Bessel(Bessel.Kind.SPHERICAL_J, 6), 1e-11, between(29, -40, 40)))
                .map(far -> dynamicTest(far.op() + " " + far.at()[0].get(0), () -> agree(far.op().toString(), far.op(), Array.of(far.at()), far.tolerance())));
    }

    private static final double[] EDGES = {Double.NaN, Double.NEGATIVE_INFINITY, -3, -2.5, -1, -0.0, 0, 0.5, 1, 2, 30, Double.POSITIVE_INFINITY};

    @TestFactory
    Stream<DynamicTest> specialFunctionsAgreeAtEdges() {
        int n = EDGES.length;
        return SpecialRows.operations().map(op -> dynamicTest(op.toString(), () -> {
            int count = (int) Math.pow(n, op.arity());
            Seq<Tensor> at = Array.range(0, op.arity()).map(k -> {
                double[] values = new double[count];
                for (int i = 0; i < count; i++) {
                    values[i] = EDGES[i / (int) Math.pow(n, k) % n];
                }
                return Tensor.of(values);
            });
            agree(op.toString(), op, at, 1e-9);
        })).toJavaStream();
    }

    @Test
    void matricesWithoutAResultGiveNaNAndLeaveTheOthers() {
        Tensor matrices = Tensor.of(Shape.of(4, 2, 2), 2.0, 1, 1, 3, 1, 2, 2, 4, Double.NaN, 0, 0, 1, -1, 0, 0, -1);
        for (LinearAlgebra op : Array.of(new LinearAlgebra.Cholesky(), new LinearAlgebra.Inverse(), new LinearAlgebra.Eigh(), new LinearAlgebra.MatrixExp(),
                new LinearAlgebra.Determinant(LinearAlgebra.Determinant.Kind.LOG_ABS), new LinearAlgebra.Determinant(LinearAlgebra.Determinant.Kind.SIGN))) {
            agree(op.label(), op, Array.of(matrices), 1e-12);
        }
        Tensor singular = Tensor.of(Shape.of(2, 3, 3), 1.0, 2, 3, 2, 4, 6, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        agree("cofactor", new LinearAlgebra.Cofactor(), Array.of(singular), 1e-12);
        agree("cofactor_tangent", new LinearAlgebra.CofactorTangent(), Array.of(singular, Tensor.of(Shape.of(2, 3, 3), 1.0, 2, 3, 4, 5, 6, 7, 8, 10, 1, 2, 3, 4, 5, 6, 7, 8, 10)), 1e-12);
        agree("pinv", new LinearAlgebra.PseudoInverse(LinearAlgebra.PseudoInverse.DEFAULT), Array.of(singular), 1e-12);
    }

    /** Whatever basis completes U, it is orthonormal, and the product is the matrix. */
    @Test
    void singularValuesOfSingularMatrices() {
        Tensor singular = Tensor.of(Shape.of(1, 4, 3), 1.0, 2, 3, 2, 4, 6, 0, 0, 0, 1, 2, 3);
        Seq<Tensor> f = Evaluator.evaluate(Decomposition.of(new LinearAlgebra.Svd(), Array.of(singular.type())).get(), Array.of(singular));
        Expr u = f.get(0);
        Expr product = u.times(f.get(1).expandDims(1)).matmul(f.get(2));
        assertThat(Evaluator.evaluate(product.minus(singular).abs().max()).doubleAt()).isLessThan(1e-14);
        Expr gram = u.permute(0, 2, 1).matmul(u).minus(Tensor.of(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}));
        assertThat(Evaluator.evaluate(gram.abs().max()).doubleAt()).isLessThan(1e-14);
    }

    @Test
    void permutationsAreTheSame() {
        for (int n : new int[] {1, 2, 3, 64, 257}) {
            agree("permutation of " + n, new RandomNumbers(RandomNumbers.Kind.PERMUTATION, DType.I32, Shape.of(n), 3), Array.of(Tensor.of(Shape.of(3, 2), 1, 2, -3, 4, 5, -6)), 0);
        }
    }
}
