package fluxion.ops.fourier;

import fluxion.core.Expr;
import fluxion.core.Movements;
import fluxion.core.Tensor;
import fluxion.core.op.Fourier;
import io.vavr.collection.Array;

/** The real inverse transform by the complex one. */
public final class FourierProgram {
    private FourierProgram() {}

    /** The spectrum completed by the conjugates of its other half; terms that must be real lose their imaginary parts. */
    public static Expr half(int n, Expr x) {
        int terms = n / 2 + 1;
        int axis = x.rank() - 2;
        int pairs = (n - 1) / 2;
        Expr realOnly = Tensor.of(fluxion.core.Shape.of(1, 2), true, false);
        Expr first = realOnly.where(x.slice(axis, 0, 1), 0);
        Expr middle = x.slice(axis, 1, 1 + pairs);
        Expr signs = Tensor.of(new double[] {1, -1}).cast(x.dtype());
        Array<Expr> parts = Array.of(first, middle);
        parts = pairs + 1 < terms ? parts.append(realOnly.where(x.slice(axis, terms - 1, terms), 0)) : parts;
        Expr whole = Movements.concatenate(axis, parts.append(middle.flip(axis).times(signs)).filter(p -> p.shape().size() > 0));
        Expr y = Expr.apply(new Fourier(Fourier.Kind.BACKWARD, n), whole);
        return y.slice(axis + 1, 0, 1).reshape(new fluxion.core.Shape(y.shape().dims().take(axis + 1)));
    }
}
