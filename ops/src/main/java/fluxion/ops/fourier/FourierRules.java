package fluxion.ops.fourier;

import static fluxion.ops.rule.Linearity.linear;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Fourier;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** The transforms are linear. Their transposes are transforms the other way. */
public final class FourierRules {
    private FourierRules() {}

    /**
     * As real matrices the complex transforms are each other's transposes. Of the half spectrum each inner term stands for
     * two: the transpose of REAL is HALF of the spectrum with these halved, that of HALF is REAL with these doubled.
     */
    public static Either<String, Seq<Option<Expr>>> transpose(Fourier op, Apply y, Expr ct) {
        return switch (op.kind()) {
            case FORWARD -> linear(Expr.apply(new Fourier(Fourier.Kind.BACKWARD, op.n()), ct));
            case BACKWARD -> linear(Expr.apply(new Fourier(Fourier.Kind.FORWARD, op.n()), ct));
            case REAL -> linear(Expr.apply(new Fourier(Fourier.Kind.HALF, op.n()), weighted(ct, op.n(), 0.5)));
            case HALF -> linear(weighted(Expr.apply(new Fourier(Fourier.Kind.REAL, op.n()), ct), op.n(), 2));
        };
    }

    /** The terms that stand for two times a weight; the first, and for even n the last, stand for themselves. */
    private static Expr weighted(Expr spectrum, int n, double weight) {
        int half = n / 2 + 1;
        Ints positions = Ints.range(0, half);
        double[] weights = new double[half];
        for (int k : positions) {
            weights[k] = k == 0 || 2 * k == n ? 1 : weight;
        }
        Expr each = Expr.apply(new Broadcast(spectrum.shape(), Ints.of(spectrum.rank() - 2)),
                Tensor.of(weights).cast(spectrum.dtype()));
        return spectrum.times(each);
    }
}
