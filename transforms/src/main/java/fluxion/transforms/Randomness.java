package fluxion.transforms;

/** What vmap does with random numbers drawn from a key that all lanes share. */
public enum Randomness {
    /** Refuses them; the message says how to choose. */
    ERROR,
    /** Every lane gets the same numbers: the key means what it meant before. */
    SAME,
    /** Every lane gets its own numbers: each folds its position into the key. */
    DIFFERENT
}
