package fluxion.tests.ops;

import static fluxion.dsl.Fluxion.fromOnnx;
import static fluxion.tests.ops.Numeric.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Special;
import fluxion.dsl.export.Onnx;
import io.vavr.collection.Array;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation of the catalogue, exported as an ONNX model and read again: the same values, and the same bits wherever ONNX has
 * an operator that means the operation.
 */
class OnnxRoundTripTest {
    /** What is exported in f64 as a formula, as runtimes have no such operator for f64, or as another sum. */
    private static final Set<String> FORMULAS = HashSet.of("acos", "asin", "atan", "cos", "cosh", "tan", "erf", "expm1", "hypot",
            "log10", "conv", "cumprod", "logcumsumexp", "rfft_back", "random_cauchy", "random_gumbel", "random_logistic",
            "f′", "f′′");

    private static final boolean ALL = Boolean.getBoolean("fluxion.onnx.all");

    private static Seq<Tensor> again(Fn fn, Seq<Tensor> at) {
        return fromOnnx(Onnx.write("f", fn)).functionOfArrays().apply(LinkedHashMap.empty(), Array.<Expr>narrow(Array.ofAll(at)))
                .map(Tensor.class::cast);
    }

    /** Factorizations, special functions: long programs of the same few operators. */
    private static boolean isProgram(Row row) {
        return row.op() instanceof Special || row.op() instanceof LinearAlgebra;
    }

    @TestFactory
    Stream<DynamicTest> operationsReadAgainAreTheSame() {
        return Catalogue.rows().filter(row -> !isProgram(row)).zipWithIndex().filter(row -> ALL || row._2 % 3 == 0).map(row -> row._1)
                .toJavaStream()
                .map(row -> dynamicTest(row.op().label(), () -> {
                    Seq<Tensor> at = row.sample(new SplittableRandom(row.name().hashCode()));
                    Seq<Tensor> want = run(row.fn(), at);
                    Seq<Tensor> found = again(row.fn(), at);
                    if (FORMULAS.contains(row.op().label())) {
                        Numeric.close(row.op().label(), "read again", found, want, 1e-10);
                    } else {
                        // tensors are equal where all their bits are
                        assertThat(found).isEqualTo(want);
                    }
                }));
    }
}
