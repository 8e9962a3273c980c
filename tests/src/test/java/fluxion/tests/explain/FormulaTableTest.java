package fluxion.tests.explain;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fluxion.core.DType;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.parse.Formula;
import fluxion.core.parse.SyntaxException;
import fluxion.ops.eval.Evaluator;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Formulas as people type them, in books, LaTeX, Python and on calculators: each has the value that numpy and scipy give what it
 * means, or is refused at its place with what may be meant.
 */
class FormulaTableTest {
    private static final double TOLERANCE = 1e-12;

    private static Seq<Seq<String>> rows(String file) throws IOException {
        try (InputStream in = FormulaTableTest.class.getResourceAsStream("/formulas/" + file)) {
            return Array.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")).filter(line -> !line.startsWith("#"))
                    .map(line -> Array.of(line.split(" \\| ", -1)))
                    .map(c -> c.takeRight(2).prepend(c.dropRight(2).mkString(" | ")));
        }
    }

    private static Tensor number(String text) {
        return eval(Formula.expression(text, HashMap.empty()));
    }

    private static Map<String, Tensor> point(String text) {
        return LinkedHashMap.ofEntries(Array.of(text.split(", (?=[^\\[\\]]+ = )")).filter(p -> !p.isEmpty()).map(p -> p.split(" = "))
                .map(p -> Tuple.of(p[0], number(p[1]))));
    }

    /** Arrays are parameters that are known; numbers become parameters where they are used. */
    private static Fn read(String formula, Map<String, Tensor> point) {
        Seq<Var> params = point.map((Tuple2<String, Tensor> p) -> new Var(p._1, p._2.type())).toArray();
        return params.exists(p -> p.rank() > 0) ? parse(formula, params.get(0), params.drop(1).toJavaArray(Var[]::new)) : parse(formula);
    }

    @TestFactory
    Stream<DynamicTest> formulasMeanWhatPeopleMean() throws IOException {
        return rows("values.txt").map(row -> DynamicTest.dynamicTest(row.get(0), () -> {
            Map<String, Tensor> point = point(row.get(1));
            Fn fn = read(row.get(0), point);
            double[] expected = number(row.get(2)).doubles();
            double[] found = Evaluator.evaluate(Evaluator.evaluate(fn, fn.params().map(p -> point.get(p.name()).get())).get(0).cast(DType.F64)).doubles();
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < expected.length; i++) {
                assertThat(Math.abs(found[i] - expected[i])).as("%s and %s", found[i], expected[i]).isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(expected[i])));
            }
        })).toJavaStream();
    }

    @TestFactory
    Stream<DynamicTest> ambiguousOnesAreRefusedWithBothMeanings() throws IOException {
        return rows("refusals.txt").map(row -> DynamicTest.dynamicTest(row.get(0), () -> {
            SyntaxException e = catchThrowableOfType(SyntaxException.class, () -> parse(row.get(0)));
            assertThat(e).as(row.get(0)).isNotNull();
            assertThat(e.getMessage()).contains(row.get(2));
            assertThat(e.position()).as(e.getMessage()).isEqualTo(Integer.parseInt(row.get(1)));
        })).toJavaStream();
    }
}
