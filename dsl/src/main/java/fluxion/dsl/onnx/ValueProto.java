package fluxion.dsl.onnx;

import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.io.Serializable;

/**
 * What a graph takes or gives.
 *
 * @param name of it
 * @param type of its elements; none where the file says none, or it is no tensor
 * @param axes of it; none where the file leaves the number of axes open
 * @param other what it is if it is no tensor, such as a sequence; otherwise empty
 */
record ValueProto(String name, Option<OnnxType> type, Option<Array<Axis>> axes, String other)
        implements Serializable {
    /**
     * An axis.
     *
     * @param length of it, or −1 where the file leaves it open
     * @param symbol a name for a length that is open, the same name standing for the same length; otherwise empty
     */
    record Axis(long length, String symbol) implements Serializable {
        boolean isOpen() {
            return length < 0;
        }

        @Override
        public String toString() {
            return isOpen() ? symbol.isEmpty() ? "?" : symbol : String.valueOf(length);
        }
    }

    /** {@code x: f32[batch,3]}. */
    @Override
    public String toString() {
        return name + ": " + (other.isEmpty() ? type.flatMap(OnnxType::dtype).map(Object::toString)
                .getOrElse(() -> type.map(Object::toString).getOrElse("?"))
                + axes.map(list -> list.mkString("[", ",", "]")).getOrElse("[…]") : other);
    }
}
