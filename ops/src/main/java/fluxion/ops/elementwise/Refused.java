package fluxion.ops.elementwise;

import fluxion.core.FluxionException;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;

/** Errors of kernels. Wrong dtypes never arrive here from a checked expression; integer divisors of 0 do. */
final class Refused {
    private Refused() {}

    static FluxionException unary(Unary op, String types) {
        return new FluxionException(op.label() + ": there is no kernel " + types
                + " for this operation; see its documentation for its dtypes");
    }

    static FluxionException binary(Binary op, String dtype) {
        return new FluxionException(op.label() + ": there is no kernel for " + dtype
                + " operands; see its documentation for its dtypes");
    }

    static FluxionException compare(Compare op) {
        return new FluxionException(op.label() + ": there is no kernel for bool operands; bools are only equal or not");
    }

    static FluxionException divisor(Binary op, String dtype, long dividend) {
        return new FluxionException(op.label() + ": an integer divisor must not be 0; got " + dividend + " by 0 in " + dtype
                + ". Select a harmless divisor where it is 0, or cast to a floating dtype");
    }

    static FluxionException exponent(String dtype, long base, long exponent) {
        return new FluxionException("pow: integer powers require an exponent of at least 0; got " + base + " to the power "
                + exponent
                + " in " + dtype + ". Cast to a floating dtype");
    }
}
