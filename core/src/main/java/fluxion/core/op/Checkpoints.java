package fluxion.core.op;

/** What reverse mode keeps of a loop whose number of steps n is known only when it runs; the rest is computed again. */
public sealed interface Checkpoints extends java.io.Serializable {
    /** What each step's derivative needs, for every step. */
    enum Everything implements Checkpoints {
        /** The only one. */
        EVERYTHING
    }

    /** The state at every √n-th step, and what the derivatives of √n steps need: each step runs twice. */
    enum Root implements Checkpoints {
        /** The only one. */
        ROOT
    }

    /**
     * At most so many states, whatever n is; the fewer there are, the more often steps run again.
     *
     * @param states at least 1
     */
    record AtMost(int states) implements Checkpoints {
        /** Refuses less than one state. */
        public AtMost {
            if (states < 1) {
                throw new fluxion.core.TransformException("checkpointed: at least one state must be kept; got " + states);
            }
        }
    }
}
