package fluxion.transforms.reading;

import fluxion.core.Expr;
import io.vavr.collection.Seq;

/**
 * A factor in a product of matrices in a row.
 *
 * @param of a matrix or a vector
 * @param kind how it stands there
 */
record Link(Expr of, Kind kind) {
    /** A matrix, its transpose, a vector on a diagonal, as a column, as a row. */
    enum Kind { MATRIX, TRANSPOSED, DIAGONAL, COLUMN, ROW }

    /** Its transpose; matrices known to be symmetric are never transposed. */
    Link turned(Networks networks) {
        return switch (kind) {
            case MATRIX -> networks.isSymmetric(of) ? this : new Link(of, Kind.TRANSPOSED);
            case TRANSPOSED -> new Link(of, Kind.MATRIX);
            case DIAGONAL -> this;
            case COLUMN -> new Link(of, Kind.ROW);
            case ROW -> new Link(of, Kind.COLUMN);
        };
    }

    static Seq<Link> turned(Seq<Link> word, Networks networks) {
        return word.reverse().map(link -> link.turned(networks)).toArray();
    }

    boolean is(Kind other) {
        return kind == other;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Link(Expr o, Kind k) && o == of && k == kind;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(of) + kind.ordinal();
    }
}
