package fluxion.tests.accuracy;

import fluxion.core.DType;
import fluxion.core.op.Special;
import fluxion.tests.docs.Page;
import io.vavr.collection.Array;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page of accuracy is what is measured: the largest error of each operation, up to the next half of a unit. */
class AccuracyPageTest {
    @Test
    void thePageIsUpToDate() {
        StringBuilder page = new StringBuilder("""
                # Accuracy

                The largest error of each operation in units in the last place (ulp), found at the points of a test and rounded up to the
                next half, and the bound that the test holds. Elementary operations are measured against integer arithmetic of 200 bits
                at %d points of the ranges named (for each range as many; "min" and "max" are the least and the largest number of the
                format), special functions against 22 digits that a script computed. `-Dfluxion.accuracy.points=…` takes more points.

                Near zeros that are not at 0 the error is small absolutely: there a unit is that of the size named under "unit of".

                ## Elementwise operations

                | operation | where | f64 | f32 | bound | unit of |
                | --- | --- | --- | --- | --- | --- |
                """.formatted(AccuracyTest.POINTS));
        ElementwiseAccuracy.unary().forEach(op -> page.append(line(op.label(), ElementwiseAccuracy.ranges(op).map(Range::text).mkString("; "), AccuracyTest.unary(op, DType.F64),
                AccuracyTest.unary(op, DType.F32), ElementwiseAccuracy.bound(op), "")));
        ElementwiseAccuracy.binary().forEach(op -> page.append(line(op.label(), ElementwiseAccuracy.ranges(op).map(pair -> Array.of(pair).map(Range::text).mkString(" × ")).mkString("; "),
                AccuracyTest.binary(op, DType.F64), AccuracyTest.binary(op, DType.F32), ElementwiseAccuracy.bound(op),
                ElementwiseAccuracy.smallest(op) == 0 ? "" : Double.toString(ElementwiseAccuracy.smallest(op)))));
        page.append("""

                ## Special functions

                All are computed in f64; f32 is rounded once. The points lie over the whole domain: sizes of all magnitudes, around zeros and
                poles, integers and halves, both tails. Inverses are measured by how much one unit of their operand moves them.

                | operation | points | f64 | f32 | bound | unit of |
                | --- | --- | --- | --- | --- | --- |
                """);
        SpecialAccuracy.REFERENCE.keySet().toArray().sortBy(AccuracyPageTest::name).forEach(op -> page.append(line(name(op), Integer.toString(SpecialAccuracy.REFERENCE.get(op).get().size()),
                SpecialAccuracy.measure(op, DType.F64), SpecialAccuracy.measure(op, DType.F32), SpecialAccuracy.bound(op), SpecialAccuracy.unit(op))));
        Page.check("accuracy.md", page.toString());
    }

    private static String name(Special op) {
        return op instanceof Enum<?> ? op.label() : op.parameters().isEmpty() ? op.label() : op.label() + " " + op.parameters();
    }

    private static String line(String name, String where, Measured f64, Measured f32, double bound, String unit) {
        return "| `%s` | %s | %s | %s | %s | %s |%n".formatted(name, where, half(f64.ulps()), half(f32.ulps()), number(bound), unit);
    }

    /** Up to the next half. */
    private static String half(double ulps) {
        return number(Math.ceil(2 * ulps) / 2);
    }

    private static String number(double x) {
        return x == Math.rint(x) ? Long.toString((long) x) : String.format(Locale.ROOT, "%.1f", x);
    }
}
