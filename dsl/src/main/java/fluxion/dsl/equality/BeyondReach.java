package fluxion.dsl.equality;

/** An operation that a kind of numbers has no rule for, or work beyond what was allowed; the message says which. */
final class BeyondReach extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BeyondReach(String what) {
        super(what, null, false, false);
    }
}
