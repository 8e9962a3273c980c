package fluxion.core.print;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.op.Broadcast;
import io.vavr.control.Option;

/** Products of a matrix and a repeated vector, element by element, as the products of matrices that they are. */
final class MatrixForms {
    private MatrixForms() {}

    /** v[:, ∗] ⊙ A is diag(v)·A, A ⊙ v is A·diag(v), v[:, ∗] ⊙ w is v·wᵀ. */
    static Option<Form> product(Apply apply, ImplicitBroadcast bare) {
        if (apply.rank() != 2) {
            return Option.none();
        }
        for (int i = 0; i < 2; i++) {
            Expr a = apply.input(i);
            Expr b = apply.input(1 - i);
            if (isSpread(a, 0, bare) && isSpread(b, 1, bare)) {
                return Option.of(Form.of(vector(a, bare), vector(b, bare),
                        (v, w) -> ArithmeticForms.matrixTimes(v, 2, ArithmeticForms.transpose(w), 2)));
            }
        }
        for (int i = 0; i < 2; i++) {
            Expr spread = apply.input(i);
            Expr other = apply.input(1 - i);
            if (bare.elementwise(other).rank() == 2 && isSpread(spread, 0, bare)) {
                return Option.of(Form.of(vector(spread, bare), bare.plain(other),
                        (v, a) -> ArithmeticForms.matrixTimes(ArithmeticForms.diagonal(v), 2, a, 2)));
            }
            if (bare.elementwise(other).rank() == 2 && isSpread(spread, 1, bare)) {
                return Option.of(Form.of(bare.plain(other), vector(spread, bare),
                        (a, v) -> ArithmeticForms.matrixTimes(a, 2, ArithmeticForms.diagonal(v), 2)));
            }
        }
        return Option.none();
    }

    /** Whether it is a vector repeated, with its own elements along the given axis. */
    private static boolean isSpread(Expr e, int axis, ImplicitBroadcast bare) {
        return e instanceof Apply(Broadcast b, var of, _) && b.to().rank() == 2 && b.axes().size() == 1 && b.axes().get(0) == axis
                && of.get(0).rank() == 1
                && bare.elementwise(of.get(0)).rank() == 1;
    }

    private static Expr vector(Expr e, ImplicitBroadcast bare) {
        return bare.elementwise(((Apply) e).input(0));
    }
}
