package fluxion.dsl.function;

import fluxion.core.TransformException;
import fluxion.dsl.tree.Structure;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * Which axis of each tensor of a tree counts the lanes of {@code vmap}: a tree itself, but shallower: one axis, or none, for
 * everything below.
 */
public sealed interface Axes extends java.io.Serializable {
    /**
     * The same axis of every tensor below.
     *
     * @param axis negative ones count from the end
     */
    record At(int axis) implements Axes {
        @Override
        public String toString() {
            return Integer.toString(axis);
        }
    }

    /** No axis: everything below is the same in all lanes. */
    record None() implements Axes {
        @Override
        public String toString() {
            return "none";
        }
    }

    /**
     * One entry for each part of a container.
     *
     * @param parts in the order of the container's parts
     */
    record Each(Array<Axes> parts) implements Axes {
        @Override
        public String toString() {
            return parts.mkString("(", ", ", ")");
        }
    }

    /** Axes from a number, axes, or a Vavr tuple, sequence, Java list or map of such. */
    static Axes of(Object axes) {
        return switch (axes) {
            case Axes known -> known;
            case Integer axis -> new At(axis);
            case io.vavr.Tuple tuple -> each(tuple.toSeq());
            case Seq<?> seq -> each(seq);
            case java.util.List<?> list -> each(Array.ofAll(list));
            case null, default ->
                    throw new TransformException("vmap: axes are numbers, none(), or tuples and sequences of such; got " + axes);
        };
    }

    /** One entry for each part. */
    static Axes each(Seq<?> parts) {
        return new Each(Array.ofAll(parts).map(Axes::of));
    }

    /** The axis of each leaf of a structure that these axes are a prefix of. */
    default Array<Option<Integer>> over(String what, Structure structure) {
        return spread(structure).getOrElseThrow(() -> new TransformException("vmap: " + what
                + " axes must be a number or none() for each part, or a tree like what they are for; got " + this + " for "
                + structure));
    }

    private Option<Array<Option<Integer>>> spread(Structure structure) {
        return switch (this) {
            case At(int axis) -> Option.some(Array.fill(structure.leafCount(), () -> Option.some(axis)));
            case None _ -> Option.some(Array.fill(structure.leafCount(), () -> Option.<Integer>none()));
            case Each(Array<Axes> entries) -> {
                // carried values need no entry
                Array<Structure> all = structure.parts();
                Array<Structure> parts = entries.size() == all.size() ? all : all.filter(p -> p.leafCount() > 0);
                boolean fits = structure instanceof Structure.Node && parts.size() == entries.size();
                yield fits ? Option.sequence(parts.zipWith(entries, (part, axes) -> axes.spread(part)))
                        .map(s -> Array.ofAll(s).flatMap(a -> a))
                        : Option.none();
            }
        };
    }
}
