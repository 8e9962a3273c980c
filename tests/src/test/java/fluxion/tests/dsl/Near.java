package fluxion.tests.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import java.util.SplittableRandom;

/** Comparing tensors by type and, within a tolerance, by value; and making some. */
final class Near {
    private Near() {}

    static void assertNear(Expr actual, Expr expected) {
        assertNear(actual, expected, 1e-9);
    }

    static void assertNear(Expr actual, Expr expected, double tolerance) {
        Tensor a = Fluxion.eval(actual);
        Tensor e = Fluxion.eval(expected);
        assertThat(a.type()).isEqualTo(e.type());
        double[] found = Fluxion.eval(a.cast(DType.F64)).doubles();
        double[] wanted = Fluxion.eval(e.cast(DType.F64)).doubles();
        for (int i = 0; i < wanted.length; i++) {
            assertThat(found[i]).as("element %d of\n%s\nfor\n%s", i, a, e).isCloseTo(wanted[i], within(tolerance * Math.max(1, Math.abs(wanted[i]))));
        }
    }

    /** Reproducible numbers between −2 and 2. */
    static Tensor some(long seed, int... dims) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[(int) Shape.of(dims).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble(-2, 2);
        }
        return Tensor.of(Shape.of(dims), values);
    }
}
