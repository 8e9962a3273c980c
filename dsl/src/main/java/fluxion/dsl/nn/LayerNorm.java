package fluxion.dsl.nn;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import java.io.Serializable;

/**
 * A layer normalisation with its weights.
 *
 * @param weight the scale
 * @param bias the shift
 * @param epsilon added to variances
 */
public record LayerNorm(Expr weight, Expr bias, double epsilon) implements Serializable {
    /** Of mean 0 and variance 1 along the last axes, then scaled and shifted. */
    public Expr apply(Expr x) {
        return Normalizations.layerNorm(x, weight, bias, epsilon);
    }

    /** Ones, zeros and ε = 10⁻⁵. */
    public static LayerNorm init(int width) {
        return new LayerNorm(Literal.of(TensorType.of(DType.F64, width), 1), Literal.zeros(TensorType.of(DType.F64,
                width)), 1e-5);
    }
}
