package fluxion.spark;

import fluxion.core.DType;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** Some rows' values of a column as a tensor, and the elements of tensors as values of rows. */
final class ColumnBatch {
    private ColumnBatch() {}

    /**
     * The tensor of a column, whose first axis are the rows.
     *
     * @param size its length, at least the number of rows; the last row is repeated to fill it
     */
    static Tensor of(String verb, ColumnType column, List<Row> rows, int size) {
        List<Integer> lengths = new ArrayList<>(List.of(size));
        Object first = value(column, rows.get(0));
        for (int axis = 0; axis < column.rank(); axis++) {
            List<?> elements = elements(verb, column, first);
            lengths.add(elements.size());
            first = elements.isEmpty() ? List.of() : elements.get(0);
        }
        Shape shape = new Shape(Ints.from(lengths));
        Elements elements = new Elements(verb, column, shape);
        for (int i = 0; i < size; i++) {
            elements.add(value(column, rows.get(Math.min(i, rows.size() - 1))), 1);
        }
        return elements.tensor();
    }

    private static Object value(ColumnType column, Row row) {
        Object value = row;
        for (int field : column.path()) {
            value = value == null ? null : ((Row) value).get(field);
        }
        return value;
    }

    private static List<?> elements(String verb, ColumnType column, Object value) {
        return switch (value) {
            case List<?> list -> list;
            case scala.collection.Seq<?> elements -> CollectionConverters.asJava(elements);
            case null, default -> throw missing(verb, column, value);
        };
    }

    private static FluxionException missing(String verb, ColumnType column, Object value) {
        return new FluxionException(verb + ": column " + column.name() + " must hold a value in every row; got " + value
                + ". na().drop(…) leaves such rows out, na().fill(…) fills them");
    }

    /** Elements one by one, unboxed as they come. */
    private static final class Elements {
        private final String verb;
        private final ColumnType column;
        private final Shape shape;
        private final double[] doubles;
        private final float[] floats;
        private final long[] longs;
        private final int[] ints;
        private final boolean[] booleans;
        private int n;

        Elements(String verb, ColumnType column, Shape shape) {
            this.verb = verb;
            this.column = column;
            this.shape = shape;
            int size = Math.toIntExact(shape.size());
            DType dtype = column.dtype();
            doubles = new double[dtype == DType.F64 ? size : 0];
            floats = new float[dtype == DType.F32 ? size : 0];
            longs = new long[dtype == DType.I64 ? size : 0];
            ints = new int[dtype == DType.I32 ? size : 0];
            booleans = new boolean[dtype == DType.BOOL ? size : 0];
        }

        void add(Object value, int axis) {
            if (axis < shape.rank()) {
                List<?> elements = elements(verb, column, value);
                if (elements.size() != shape.dim(axis)) {
                    throw new ShapeException(verb + ": the arrays of column " + column.name() + " must have one length; got "
                            + elements.size() + " and " + shape.dim(axis));
                }
                elements.forEach(element -> add(element, axis + 1));
                return;
            }
            switch (value) {
                case Double number -> doubles[n++] = number;
                case Float number -> floats[n++] = number;
                case Long number -> longs[n++] = number;
                case Integer number -> ints[n++] = number;
                case Boolean truth -> booleans[n++] = truth;
                case null, default -> throw missing(verb, column, value);
            }
        }

        Tensor tensor() {
            return switch (column.dtype()) {
                case F64 -> Tensor.of(shape, doubles);
                case F32 -> Tensor.of(shape, floats);
                case I64 -> Tensor.of(shape, longs);
                case I32 -> Tensor.of(shape, ints);
                case BOOL -> Tensor.of(shape, booleans);
            };
        }
    }

    /** For each place along the first axis what is there, as a row has it: a number, or an array. */
    static Object[] values(Tensor tensor) {
        int rows = tensor.shape().dim(0);
        Object flat = switch (tensor.type().dtype()) {
            case F64 -> tensor.doubles();
            case F32 -> tensor.floats();
            case I64 -> tensor.longs();
            case I32 -> tensor.ints();
            case BOOL -> tensor.booleans();
        };
        Object[] result = new Object[rows];
        int[] at = {0};
        for (int i = 0; i < rows; i++) {
            result[i] = value(flat, tensor.shape(), 1, at);
        }
        return result;
    }

    private static Object value(Object flat, Shape shape, int axis, int[] at) {
        if (axis == shape.rank()) {
            return java.lang.reflect.Array.get(flat, at[0]++);
        }
        Object[] elements = new Object[shape.dim(axis)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = value(flat, shape, axis + 1, at);
        }
        return elements;
    }
}
