package fluxion.dsl.function;

import fluxion.core.op.Checkpoints;

/** How a loop goes; which options a loop takes is said where it is made. */
public sealed interface LoopOption extends java.io.Serializable {
    /** From the last element to the first. */
    enum Reversed implements LoopOption {
        /** The only one. */
        REVERSED;

        @Override
        public String toString() {
            return "reversed()";
        }
    }

    /**
     * Several steps as one.
     *
     * @param steps how many, at least 1
     */
    record Unrolled(int steps) implements LoopOption {
        @Override
        public String toString() {
            return "unroll(" + steps + ")";
        }
    }

    /**
     * Several elements at a time.
     *
     * @param size how many, at least 1
     */
    record BatchSize(int size) implements LoopOption {
        @Override
        public String toString() {
            return "batchSize(" + size + ")";
        }
    }

    /**
     * What reverse mode keeps.
     *
     * @param checkpoints the choice
     */
    record Keeping(Checkpoints checkpoints) implements LoopOption {
        @Override
        public String toString() {
            return checkpoints instanceof Checkpoints.AtMost(int states) ? "checkpointed(" + states + ")" : "checkpointed()";
        }
    }
}
