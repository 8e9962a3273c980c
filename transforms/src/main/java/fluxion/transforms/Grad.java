package fluxion.transforms;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.TransformException;
import fluxion.core.Var;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** The gradient of a scalar function: reverse mode at one. */
public final class Grad {
    private Grad() {}

    /**
     * The gradients of the first result; any further results are auxiliary and dropped.
     *
     * @throws TransformException where the first result is not a floating-point scalar, or a parameter of {@code wrt} not
     *     floating-point
     */
    public static Fn of(Fn fn, Ints wrt) {
        return new Fn(fn.params(), gradients(fn, wrt));
    }

    /** All results as they are, then the gradients of the first one. */
    public static Fn withValue(Fn fn, Ints wrt) {
        return new Fn(fn.params(), fn.results().appendAll(gradients(fn, wrt)));
    }

    private static Seq<Expr> gradients(Fn fn, Ints wrt) {
        WrtParameters.check("grad", fn, wrt);
        Expr loss = scalar("grad", fn);
        Seq<Var> params = WrtParameters.params(fn, wrt);
        Seq<Option<Expr>> pulled = Vjp.pull(Array.of(loss), Array.of(Option.of(Literal.of(loss.tensorType(), 1))), params);
        return Vjp.orZeros(pulled, params);
    }

    /** The first result, which must be a floating-point scalar. */
    public static Expr scalar(String transform, Fn fn) {
        if (fn.results().isEmpty()) {
            throw new TransformException(transform + ": the function must return a scalar; it returned nothing");
        }
        Expr loss = fn.results().get(0);
        if (!loss.shape().isScalar()) {
            throw new TransformException(transform + ": the function must return a scalar; it returned " + loss.type()
                    + (loss.shape().size() == 1 ? ". Use squeeze() to drop axes of length one"
                    : ". Use jacrev for a Jacobian, or sum(·) first"));
        }
        if (!loss.dtype().isFloat()) {
            throw new TransformException(transform + ": the function must return a floating-point scalar; it returned "
                    + loss.type()
                    + ", whose derivative is zero or does not exist");
        }
        return loss;
    }
}
