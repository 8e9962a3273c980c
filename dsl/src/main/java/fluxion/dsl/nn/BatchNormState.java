package fluxion.dsl.nn;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.io.Serializable;

/**
 * A batch normalisation with its weights and running statistics, which training hands on.
 *
 * @param weight the scale of each channel
 * @param bias its shift
 * @param mean its running mean
 * @param variance its running variance
 */
public record BatchNormState(Expr weight, Expr bias, Expr mean, Expr variance) implements Serializable {
    /** Ones and zeros. */
    public static BatchNormState init(int channels) {
        Expr zero = Literal.zeros(TensorType.of(DType.F64, channels));
        Expr one = Literal.of(TensorType.of(DType.F64, channels), 1);
        return new BatchNormState(one, zero, zero, one);
    }

    /** A batch [N, C, …] by the running statistics. */
    public Expr apply(Expr x) {
        return Normalizations.batchNorm(x, mean, variance, weight, bias, 1e-5);
    }

    /** A batch [N, C, …] by its own statistics, and the state whose running ones moved a tenth towards them. */
    public Tuple2<Expr, BatchNormState> train(Expr x) {
        return train(x, 0.1);
    }

    /** A batch [N, C, …] by its own statistics, and the state whose running ones moved towards them by the momentum. */
    public Tuple2<Expr, BatchNormState> train(Expr x, double momentum) {
        BatchNorm result = Normalizations.batchNormTraining(x, mean, variance, weight, bias, momentum, 1e-5);
        return Tuple.of(result.y(), new BatchNormState(weight, bias, result.mean(), result.variance()));
    }
}
