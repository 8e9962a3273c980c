package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.ops.eval.Evaluator;
import fluxion.tests.ops.Row.Derivative;
import fluxion.transforms.Jvp;
import fluxion.transforms.TaylorMode;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The power series of each operation against repeated pushforwards. */
class TaylorPropertiesTest {
    private static final int ORDER = 3;

    @TestFactory
    Stream<DynamicTest> seriesOfEveryOperation() {
        return Catalogue.rows().filter(row -> row.derivative() == Derivative.SMOOTH)
                .map(row -> dynamicTest(row.name(), () -> agrees(row))).toJavaStream();
    }

    private static void agrees(Row row) {
        SplittableRandom random = new SplittableRandom(row.name().hashCode());
        Fn fn = Numeric.floating(row.fn());
        Ints wrt = row.floating();
        Seq<Tensor> at = row.sample(random);
        Seq<Tensor> along = Numeric.directions(random, Array.ofAll(wrt).map(i -> fn.params().get(i).type()));
        Seq<Tensor> series = Evaluator.evaluate(TaylorMode.of(fn, wrt, ORDER), at.appendAll(along));
        Fn derivative = fn;
        double factorial = 1;
        for (int k = 1; k <= ORDER; k++) {
            derivative = along(derivative, wrt, along);
            factorial *= k;
            Seq<Tensor> want = Evaluator.evaluate(derivative, at);
            for (int r = 0; r < want.size(); r++) {
                double[] got = Evaluator.evaluate(series.get(r * (ORDER + 1) + k).cast(fluxion.core.DType.F64)).doubles();
                double[] exact = Evaluator.evaluate(want.get(r).cast(fluxion.core.DType.F64)).doubles();
                double tolerance = want.get(r).dtype() == fluxion.core.DType.F64 ? 1e-9 : 1e-4;
                for (int i = 0; i < exact.length; i++) {
                    assertThat(got[i] * factorial).as(row.name() + ", derivative " + k + " of result " + r + ", element " + i)
                            .isCloseTo(exact[i], within(tolerance * (1 + Math.abs(exact[i]))));
                }
            }
        }
    }

    private static Fn along(Fn fn, Ints wrt, Seq<Tensor> direction) {
        Seq<Var> params = fn.params().map(p -> new Var(p.name(), p.type()));
        Seq<Expr> pushed = Jvp.of(fn, wrt).on(params.<Expr>map(p -> p).appendAll(direction));
        return new Fn(params, pushed.drop(fn.results().size()));
    }
}
