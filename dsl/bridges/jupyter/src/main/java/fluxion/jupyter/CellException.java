package fluxion.jupyter;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** A cell that does not compile, or threw something; its lines are for the reader of the notebook. */
public final class CellException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Array<String> lines;

    CellException(String message, Seq<String> lines) {
        super(message);
        this.lines = Array.ofAll(lines);
    }

    /** What to show: where it is, and what is wrong. */
    public Seq<String> lines() {
        return lines;
    }
}
