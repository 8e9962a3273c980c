package fluxion.dsl.nn;

import fluxion.core.Expr;

/** What becomes of a loss for each element. */
public enum Reduction {
    /** The mean of all. */
    MEAN,
    /** The sum of all. */
    SUM,
    /** The sum of all divided by the length of the first axis. */
    BATCH_MEAN,
    /** Left as they are. */
    NONE;

    Expr of(Expr losses) {
        return switch (this) {
            case MEAN -> losses.mean();
            case SUM -> losses.sum();
            case BATCH_MEAN -> losses.sum().div(losses.rank() == 0 ? 1 : losses.shape().dim(0));
            case NONE -> losses;
        };
    }

    /** The mean is the sum divided by that of the weights; bools count as 1 where true. */
    Expr of(Expr losses, Expr weights) {
        return switch (this) {
            case MEAN -> losses.sum().div(weights.cast(losses.dtype()).sum());
            case SUM, BATCH_MEAN, NONE -> of(losses);
        };
    }
}
