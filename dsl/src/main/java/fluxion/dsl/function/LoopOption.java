package fluxion.dsl.function;

import fluxion.core.op.Checkpoints;

/** How a loop goes; which options a loop takes is said where it is made. */
public sealed interface LoopOption {
    /** From the last element to the first. */
    enum Reversed implements LoopOption { REVERSED }

    /**
     * Several steps as one.
     *
     * @param steps how many, at least 1
     */
    record Unrolled(int steps) implements LoopOption {}

    /**
     * Several elements at a time.
     *
     * @param size how many, at least 1
     */
    record BatchSize(int size) implements LoopOption {}

    /**
     * What reverse mode keeps.
     *
     * @param checkpoints the choice
     */
    record Keeping(Checkpoints checkpoints) implements LoopOption {}
}
