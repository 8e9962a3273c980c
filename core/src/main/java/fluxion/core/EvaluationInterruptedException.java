package fluxion.core;

import java.util.concurrent.CancellationException;

/**
 * An evaluation that ended because its thread was interrupted, before it or while it ran. It has no result; the thread's
 * interrupt flag stays set, and other evaluations are not concerned. Not a {@link FluxionException}: nothing was wrong.
 */
public final class EvaluationInterruptedException extends CancellationException {
    private static final long serialVersionUID = 1L;

    /** With what to do to ask for the value again. */
    public EvaluationInterruptedException() {
        super("evaluate: the thread was interrupted, the evaluation has no result. Thread.interrupted() clears the flag, then it "
                + "can be asked for again");
    }
}
