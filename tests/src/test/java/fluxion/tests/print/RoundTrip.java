package fluxion.tests.print;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.DType;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.parse.Formula;
import fluxion.core.print.MathText;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;

/** Printing and parsing are inverse: what is read has the same values and types, and prints the same. */
public final class RoundTrip {
    private static final int NARROW = 40;
    private static final double TOLERANCE = 1e-9;

    private RoundTrip() {}

    /** Checks a function at a point between 0.3 and 1.3, its matrices well-conditioned, its integers 0 or 1. */
    public static void check(Fn written) {
        SplittableRandom random = new SplittableRandom(7);
        check(written, written.params().map(p -> {
            int n = p.rank() == 0 ? 1 : p.shape().dims().last();
            double[] values = random.doubles((int) p.shape().size(), 0.3, 1.3).toArray();
            for (int i = 0; p.rank() == 2 && i < values.length; i++) {
                values[i] += i / n == i % n ? n : 0;
            }
            return Evaluator.evaluate((p.dtype().isFloat() ? Tensor.of(p.shape(), values) : Tensor.of(p.shape(), values).floor()).cast(p.dtype()));
        }));
    }

    /** Checks a function at a point. */
    public static void check(Fn written, Seq<Tensor> point) {
        String text = MathText.of(written);
        Fn read = Formula.fn(text, written.params());
        assertThat(read.resultTypes()).as(text).isEqualTo(written.resultTypes());
        Seq<Tensor> expected = Evaluator.evaluate(written, point);
        Seq<Tensor> found = Evaluator.evaluate(read, point);
        for (int i = 0; i < expected.size(); i++) {
            same(expected.get(i), found.get(i), text);
        }
        assertThat(MathText.of(read)).isEqualTo(text);
        String narrow = MathText.of(written, NARROW);
        assertThat(MathText.of(Formula.fn(narrow, written.params()))).as(narrow).isEqualTo(text);
    }

    private static void same(Tensor expected, Tensor found, String text) {
        double[] e = Evaluator.evaluate(expected.cast(DType.F64)).doubles();
        double[] f = Evaluator.evaluate(found.cast(DType.F64)).doubles();
        double scale = java.util.Arrays.stream(e).map(Math::abs).filter(Double::isFinite).max().orElse(1);
        for (int i = 0; i < e.length; i++) {
            boolean same = Double.compare(e[i], f[i]) == 0 || Math.abs(e[i] - f[i]) <= TOLERANCE * Math.max(1, scale);
            assertThat(same).as(text + "\nelement " + i + ": " + e[i] + " and " + f[i]).isTrue();
        }
    }
}
