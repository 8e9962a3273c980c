package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.op.Cast;
import fluxion.core.op.Switch;
import fluxion.core.op.While;
import fluxion.core.parse.Formula;
import fluxion.core.parse.SyntaxException;
import fluxion.core.print.MathText;
import fluxion.ops.eval.Evaluator;
import fluxion.tests.print.RoundTrip;
import fluxion.transforms.Grad;
import fluxion.transforms.Randomness;
import fluxion.transforms.Simplify;
import fluxion.transforms.Vmap;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every operation, its gradient and its batched form are printed, and read again. */
class PrintedOperationsTest {
    private static final int LANES = 2;

    private static Stream<DynamicTest> rows(String what, Predicate<Row> which, BiConsumer<Row, Seq<Tensor>> check) {
        return Catalogue.rows().filter(which).zipWithIndex((row, i) -> dynamicTest(what + " " + row.name(),
                () -> check.accept(row, row.sample(new SplittableRandom(i))))).toJavaStream();
    }

    @TestFactory
    Stream<DynamicTest> operations() {
        return rows("operation", _ -> true, (row, point) -> RoundTrip.check(row.fn(), point));
    }

    /** Branches and loops that each lane takes for itself hold what no text says; that is refused, at its place. */
    @TestFactory
    Stream<DynamicTest> branchesAndLoopsOfLanesAreRefused() {
        return rows("batched", row -> row.op() instanceof Switch || row.op() instanceof While, (row, _) -> {
            Fn fn = row.fn();
            Fn lanes = Simplify.of(Vmap.of(fn, fn.params().map(_ -> Option.of(0)), fn.results().map(_ -> Option.of(0)), LANES, Randomness.SAME));
            String text = MathText.of(lanes);
            assertThatThrownBy(() -> Formula.fn(text, lanes.params())).isInstanceOf(SyntaxException.class).hasMessageContaining("apply vmap to it")
                    .extracting(e -> ((SyntaxException) e).position()).isEqualTo(text.indexOf(row.op().label() + "("));
        });
    }

    /** Not of casts: conversions between number types are left out in print, and round. */
    @TestFactory
    Stream<DynamicTest> gradients() {
        return rows("gradient of", row -> row.derivative() == Row.Derivative.SMOOTH && !row.floating().isEmpty() && !(row.op() instanceof Cast), (row, point) -> RoundTrip.check(gradient(row), point));
    }

    /** Of the sum of squares of all results, which no rule makes simple. */
    private static Fn gradient(Row row) {
        Fn fn = row.fn();
        Expr sum = fn.results().filter(r -> r.dtype().isFloat()).map(r -> r.square().sum()).reduce(Expr::plus);
        Ints all = row.floating();
        return Simplify.of(Grad.of(Fn.of(fn.params(), Array.of(sum)), all));
    }

    @TestFactory
    Stream<DynamicTest> batched() {
        return rows("batched", row -> !(row.op() instanceof Switch || row.op() instanceof While), (row, point) -> {
            Fn fn = row.fn();
            Fn lanes = Simplify.of(Vmap.of(fn, fn.params().map(_ -> Option.of(0)), fn.results().map(_ -> Option.of(0)), LANES, Randomness.SAME));
            RoundTrip.check(lanes, point.map(t -> Evaluator.evaluate(t.expandDims(0).broadcastTo(t.shape().prepend(LANES)))));
        });
    }
}
