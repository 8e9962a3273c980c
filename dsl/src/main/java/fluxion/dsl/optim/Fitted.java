package fluxion.dsl.optim;

import io.vavr.collection.Array;

/**
 * What training gave.
 *
 * @param parameters the best of all epochs where it stops early, else the last
 * @param state of the optimiser after the last step
 * @param losses the mean of the loss over the rows of each epoch
 * @param validations the loss on the other rows after each epoch; empty where there are none
 * @param <P> the type of the parameters
 */
public record Fitted<P>(P parameters, Optimiser.State<P> state, Array<Double> losses, Array<Double> validations) {
    /** How many epochs there were. */
    public int epochs() {
        return losses.size();
    }
}
