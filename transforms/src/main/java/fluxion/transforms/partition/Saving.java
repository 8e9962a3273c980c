package fluxion.transforms.partition;

import fluxion.core.op.Checkpoint;

/** What a forward pass keeps for the backward one. Arguments are there anyway and never count. */
public sealed interface Saving extends java.io.Serializable {
    /** Every value that the backward pass reads; what is only moved or repeated is moved or repeated again. */
    record Everything() implements Saving {}

    /** The values that a policy of checkpoints keeps; others are computed again. */
    record By(Checkpoint.Keep keep) implements Saving {}

    /**
     * As few bytes as may be, without computing again what is dear: products, convolutions, decompositions, loops, sorting,
     * random numbers.
     */
    record Least() implements Saving {}

    /**
     * At most so many bytes, and within them as little computed again as the ratio of work to memory tells.
     *
     * @param bytes how many
     */
    record Within(long bytes) implements Saving {
        public Within {
            if (bytes < 0) {
                throw new IllegalArgumentException("a number of bytes is at least 0; got " + bytes);
            }
        }
    }
}
