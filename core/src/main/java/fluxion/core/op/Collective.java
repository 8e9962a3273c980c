package fluxion.core.op;

import fluxion.core.Ints;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * Combines the values of one expression in all lanes of a named axis.
 *
 * @param kind how
 * @param axis the name of the axis
 * @param size how many lanes it has
 * @param sources for {@code PERMUTE} the lane that each lane takes its value from, −1 for zeros; empty otherwise
 */
public record Collective(Kind kind, String axis, int size, Ints sources) implements NamedAxisOp {
    /** How lanes are combined. */
    public enum Kind {
        /** Σ over lanes: the same in each. */
        SUM("psum"),
        /** The largest of all lanes; ties share the derivative evenly. */
        MAX("pmax"),
        /** The smallest of all lanes; ties share the derivative evenly. */
        MIN("pmin"),
        /** The values of all lanes along a new axis 0. */
        GATHER("all_gather"),
        /** The value of another lane. */
        PERMUTE("ppermute");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** A collective other than {@code PERMUTE}. */
    public Collective(Kind kind, String axis, int size) {
        this(kind, axis, size, Ints.empty());
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.only(this, operands);
        if (kind != Kind.GATHER && kind != Kind.PERMUTE) {
            OperandChecks.dtype(this, x.dtype().isNumeric(), "requires a numeric operand", x);
        }
        OperandChecks.shape(this, kind != Kind.PERMUTE || sources.size() == size && sources.forAll(s -> s >= -1 && s < size),
                "requires a source for each of the " + size + " lanes", sources);
        return kind == Kind.GATHER ? x.withShape(x.shape().prepend(size)) : x;
    }
}
