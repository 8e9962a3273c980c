package fluxion.core;

/** What an index beyond the ends of its axis means. Positions and ranges that are known when written are always refused. */
public enum OutOfRange {
    /** A mistake: the interpreter says so. */
    REFUSE,
    /** The nearest position there is. */
    CLAMP,
    /** Nothing: reading gives a number to be named, writing does nothing. */
    DROP
}
