package fluxion.dsl.nn;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import fluxion.dsl.random.RandomKey;
import java.io.Serializable;

/**
 * A linear layer W·x + b with its weights.
 *
 * @param weight W [out, in]
 * @param bias b [out]
 */
public record Dense(Expr weight, Expr bias) implements Serializable {
    /** W·x + b over the last axis. */
    public Expr apply(Expr x) {
        return Layers.linear(x, weight, bias);
    }

    /** Random weights of Glorot's variance, and zeros. */
    public static Dense init(RandomKey key, int in, int out) {
        Given.arguments("init", key);
        return new Dense(Initializers.glorotUniform(key, TensorType.of(DType.F64, out, in)),
                Literal.zeros(TensorType.of(DType.F64, out)));
    }
}
