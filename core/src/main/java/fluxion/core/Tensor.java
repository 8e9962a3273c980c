package fluxion.core;

import fluxion.core.storage.Memory;
import fluxion.core.storage.Storage;
import fluxion.core.storage.View;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An immutable array of numbers with zero or more axes.
 *
 * <p>Tensors are persistent: {@link #with(Ints, Number)} and {@link #withBlock} give a new version that shares all
 * untouched pages with this one, so changing one element takes constant work whatever the size, and this version never
 * changes. Views share their elements with what they show. No array given to a factory or handed out is kept: writing to it
 * has no effect on any tensor.
 *
 * <pre>{@code
 * Tensor a = Tensor.of(new double[][] {{1, 2}, {3, 4}});
 * Tensor b = a.with(Ints.of(0, -1), 7);
 * a.doubleAt(0, 1);   // 2.0
 * b.doubleAt(0, 1);   // 7.0
 * }</pre>
 *
 * <p>Two tensors are equal when dtype, shape and all elements are; floating elements compare as {@link Double#equals} has
 * it, so NaN equals NaN, and 0.0 differs from −0.0.
 *
 * <p>A tensor goes through {@link java.io.ObjectOutputStream} bit by bit: a view without the rest of its storage, what is
 * repeated once. What a stream holds is checked when it is read, and a filter of the package's classes,
 * {@code fluxion.core.*;!*}, is enough to read it.
 *
 * @param type its dtype and shape
 * @param storage where its elements are, maybe among others; for kernels
 * @param offset the position in the storage of the element with index 0 on all axes
 * @param strides for each axis the distance in the storage between neighbours: 0 repeats, negative is backwards
 */
public record Tensor(TensorType type, Storage storage, int offset, Ints strides) implements Expr {
    /** Refuses a storage of another dtype, and a view that reaches beyond it. */
    public Tensor {
        if (storage.dtype() != type.dtype()) {
            throw new DTypeException("tensor: the storage must have the tensor's dtype; got " + storage.dtype() + " for "
                    + type);
        }
        if (strides.size() != type.rank()) {
            throw new ShapeException("tensor: there must be one stride for each axis; got " + strides + " for " + type);
        }
        long lowest = offset;
        long highest = offset;
        boolean empty = false;
        for (int axis = 0; axis < strides.size(); axis++) {
            int dim = type.shape().dim(axis);
            long reach = (dim - 1L) * strides.get(axis);
            empty |= dim == 0;
            lowest += Math.min(0, reach);
            highest += Math.max(0, reach);
        }
        if (!empty && (lowest < 0 || highest >= storage.length())) {
            throw new ShapeException("tensor: the view must lie within the storage's " + storage.length()
                    + " elements; got offset " + offset + " and strides " + strides + " for " + type);
        }
    }

    // ---- from values ------------------------------------------------------------------------------------------------

    /** The scalar {@code f64[]}. */
    public static Tensor of(double value) {
        return scalar(DType.F64, Storage.of(new double[] {value}));
    }

    /** The scalar {@code f32[]}. */
    public static Tensor of(float value) {
        return scalar(DType.F32, Storage.of(new float[] {value}));
    }

    /** The scalar {@code i64[]}. */
    public static Tensor of(long value) {
        return scalar(DType.I64, Storage.of(new long[] {value}));
    }

    /** The scalar {@code i32[]}. */
    public static Tensor of(int value) {
        return scalar(DType.I32, Storage.of(new int[] {value}));
    }

    /** The scalar {@code bool[]}. */
    public static Tensor of(boolean value) {
        return scalar(DType.BOOL, Storage.of(new boolean[] {value}));
    }

    /** The values as {@code f64[n]}; copied. */
    public static Tensor of(double[] values) {
        Given.arguments("tensor", (Object) values);
        return of(Shape.of(values.length), values);
    }

    /** The values as {@code f32[n]}; copied. */
    public static Tensor of(float[] values) {
        Given.arguments("tensor", (Object) values);
        return of(Shape.of(values.length), values);
    }

    /** The values as {@code i64[n]}; copied. */
    public static Tensor of(long[] values) {
        Given.arguments("tensor", (Object) values);
        return of(Shape.of(values.length), values);
    }

    /** The values as {@code i32[n]}; copied. */
    public static Tensor of(int[] values) {
        Given.arguments("tensor", (Object) values);
        return of(Shape.of(values.length), values);
    }

    /** The values as {@code bool[n]}; copied. */
    public static Tensor of(boolean[] values) {
        Given.arguments("tensor", (Object) values);
        return of(Shape.of(values.length), values);
    }

    /**
     * The rows as {@code f64[m,n]}; copied.
     *
     * @throws ShapeException when the rows differ in length
     */
    public static Tensor of(double[][] rows) {
        Given.arguments("matrix", (Object) rows);
        Shape shape = Shape.of(rows.length, rows.length == 0 ? 0 : rows[0].length);
        double[] values = new double[count(shape)];
        for (int i = 0; i < rows.length; i++) {
            requireRow(i, rows[i].length, shape);
            System.arraycopy(rows[i], 0, values, i * rows[i].length, rows[i].length);
        }
        return wrap(new TensorType(DType.F64, shape), Storage.of(values));
    }

    /**
     * The rows as {@code f32[m,n]}; copied.
     *
     * @throws ShapeException when the rows differ in length
     */
    public static Tensor of(float[][] rows) {
        Given.arguments("matrix", (Object) rows);
        Shape shape = Shape.of(rows.length, rows.length == 0 ? 0 : rows[0].length);
        float[] values = new float[count(shape)];
        for (int i = 0; i < rows.length; i++) {
            requireRow(i, rows[i].length, shape);
            System.arraycopy(rows[i], 0, values, i * rows[i].length, rows[i].length);
        }
        return wrap(new TensorType(DType.F32, shape), Storage.of(values));
    }

    /** An f64 tensor of the given shape with the values in row-major order; copied. */
    public static Tensor of(Shape shape, double... values) {
        Given.arguments("tensor", shape, values);
        return wrap(counted(DType.F64, shape, values.length), Storage.of(values.clone()));
    }

    /** An f32 tensor of the given shape with the values in row-major order; copied. */
    public static Tensor of(Shape shape, float... values) {
        Given.arguments("tensor", shape, values);
        return wrap(counted(DType.F32, shape, values.length), Storage.of(values.clone()));
    }

    /** An i64 tensor of the given shape with the values in row-major order; copied. */
    public static Tensor of(Shape shape, long... values) {
        Given.arguments("tensor", shape, values);
        return wrap(counted(DType.I64, shape, values.length), Storage.of(values.clone()));
    }

    /** An i32 tensor of the given shape with the values in row-major order; copied. */
    public static Tensor of(Shape shape, int... values) {
        Given.arguments("tensor", shape, values);
        return wrap(counted(DType.I32, shape, values.length), Storage.of(values.clone()));
    }

    /** A bool tensor of the given shape with the values in row-major order; copied. */
    public static Tensor of(Shape shape, boolean... values) {
        Given.arguments("tensor", shape, values);
        return wrap(counted(DType.BOOL, shape, values.length), Storage.of(values.clone()));
    }

    /**
     * The number as a scalar of a dtype. Floating dtypes round it; otherwise nothing may be lost: 3.0 is an i32, 2.5 is
     * none, and 1e300 is no f32. 0 and 1 are the bools.
     *
     * @throws DTypeException when the dtype cannot hold the number
     */
    public static Tensor number(DType dtype, Number number) {
        Given.arguments("tensor", dtype, number);
        return scalar(dtype, NumberConversion.element("number", dtype, number));
    }

    /** The number everywhere; takes no more room than one element. See {@link #number} for which numbers a dtype holds. */
    public static Tensor full(TensorType type, Number number) {
        Given.arguments("full", type, number);
        return new Tensor(type, NumberConversion.element("full", type.dtype(), number), 0, Ints.fill(type.rank(), 0));
    }

    /** Zeros, for bool false; takes no more room than one element. */
    public static Tensor zeros(TensorType type) {
        Given.arguments("zeros", type);
        return full(type, 0);
    }

    private static Tensor scalar(DType dtype, Storage one) {
        return new Tensor(TensorType.scalar(dtype), one, 0, Ints.empty());
    }

    private static int count(Shape shape) {
        return Memory.require("tensor", new TensorType(DType.F32, shape));
    }

    private static void requireRow(int row, int length, Shape shape) {
        if (length != shape.dim(1)) {
            throw new ShapeException("tensor: rows must be equally long; got " + shape.dim(1) + " elements in row 0, but "
                    + length + " in row " + row);
        }
    }

    private static TensorType counted(DType dtype, Shape shape, int count) {
        TensorType type = new TensorType(dtype, shape);
        if (Memory.count(shape) != count) {
            throw new ShapeException("tensor: there must be as many values as the shape has elements; got " + count
                    + " for " + type + ", which has " + String.format(Locale.ROOT, "%.0f", Memory.count(shape))
                    + (count == 1 ? ". Use full to repeat one value" : ""));
        }
        return type;
    }

    // ---- for kernels ------------------------------------------------------------------------------------------------

    /** A storage's elements, all of them, in row-major order. */
    public static Tensor wrap(TensorType type, Storage storage) {
        if (Memory.count(type.shape()) != storage.length()) {
            throw new ShapeException("tensor: the storage must have the tensor's size; got " + storage.length()
                    + " elements for " + type);
        }
        return new Tensor(type, storage, 0, type.shape().strides());
    }

    /** Another view of the same storage. */
    public Tensor view(Shape shape, int offset, Ints strides) {
        Given.arguments("view", shape, strides);
        return new Tensor(type.withShape(shape), storage, offset, strides);
    }

    /** Whether the elements lie in the storage in row-major order without gaps, from the offset on. */
    public boolean isContiguous() {
        return view().isContiguous();
    }

    /** The tensor itself when its elements lie in row-major order without gaps, otherwise a copy where they do. */
    public Tensor contiguous() {
        return of(view().contiguous());
    }

    /** The same values where each index means a stored element of its own. */
    private Tensor oneToOne() {
        return of(view().oneToOne());
    }

    private Tensor of(View other) {
        return other.storage() == storage ? this : new Tensor(type, other.storage(), other.offset(), other.strides());
    }

    View view() {
        return new View(type, storage, offset, strides);
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /** The element at an index, one number for each axis, negative ones counting from the end; of any number dtype. */
    public double doubleAt(int... index) {
        Given.arguments("doubleAt", (Object) index);
        return asDouble("doubleAt", position("doubleAt", index));
    }

    /** The element at an index of an i64 or i32 tensor, see {@link #doubleAt}. */
    public long longAt(int... index) {
        Given.arguments("longAt", (Object) index);
        return asLong("longAt", position("longAt", index));
    }

    /** The element at an index of a bool tensor, see {@link #doubleAt}. */
    public boolean booleanAt(int... index) {
        Given.arguments("booleanAt", (Object) index);
        return asBoolean("booleanAt", position("booleanAt", index));
    }

    /** The only element, of any number dtype. */
    public double toDouble() {
        return asDouble("toDouble", only("toDouble"));
    }

    /** The only element of an f32 tensor. */
    public float toFloat() {
        int position = only("toFloat");
        if (type.dtype() != DType.F32) {
            throw unlike("toFloat", "f32", "toDouble()");
        }
        return (float) storage.doubleAt(position);
    }

    /** The only element of an i64 or i32 tensor. */
    public long toLong() {
        return asLong("toLong", only("toLong"));
    }

    /** The only element of an i64 or i32 tensor, which must be in the range of int. */
    public int toInt() {
        long value = asLong("toInt", only("toInt"));
        if (value != (int) value) {
            throw new DTypeException("toInt: the element must be from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE
                    + "; got " + value + ". Use toLong()");
        }
        return (int) value;
    }

    /** The only element of a bool tensor. */
    public boolean toBoolean() {
        return asBoolean("toBoolean", only("toBoolean"));
    }

    /** A fresh array of the elements in row-major order; of an f64, f32 or i32 tensor, whose values doubles hold. */
    public double[] doubles() {
        return switch (type.dtype()) {
            case F64 -> (double[]) view().copy("doubles");
            case F32 -> widened((float[]) view().copy("doubles"));
            case I32 -> widened((int[]) view().copy("doubles"));
            case I64 -> throw unlike("doubles", "f64, f32 or i32, which doubles hold without loss", "longs()");
            case BOOL -> throw unlike("doubles", "f64, f32 or i32", "booleans()");
        };
    }

    /** A fresh array of the elements in row-major order; of an f32 tensor. */
    public float[] floats() {
        return switch (type.dtype()) {
            case F32 -> (float[]) view().copy("floats");
            case F64, I64, I32, BOOL -> throw unlike("floats", "f32", own() + "()");
        };
    }

    /** A fresh array of the elements in row-major order; of an i64 or i32 tensor. */
    public long[] longs() {
        return switch (type.dtype()) {
            case I64 -> (long[]) view().copy("longs");
            case I32 -> IntStream.of((int[]) view().copy("longs")).asLongStream().toArray();
            case F64, F32, BOOL -> throw unlike("longs", "i64 or i32", own() + "()");
        };
    }

    /** A fresh array of the elements in row-major order; of an i32 tensor. */
    public int[] ints() {
        return switch (type.dtype()) {
            case I32 -> (int[]) view().copy("ints");
            case F64, F32, I64, BOOL -> throw unlike("ints", "i32", own() + "()");
        };
    }

    /** A fresh array of the elements in row-major order; of a bool tensor. */
    public boolean[] booleans() {
        return switch (type.dtype()) {
            case BOOL -> (boolean[]) view().copy("booleans");
            case F64, F32, I64, I32 -> throw unlike("booleans", "bool", own() + "()");
        };
    }

    private String own() {
        return switch (type.dtype()) {
            case F64 -> "doubles";
            case F32 -> "floats";
            case I64 -> "longs";
            case I32 -> "ints";
            case BOOL -> "booleans";
        };
    }

    private static double[] widened(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    private static double[] widened(int[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    private double asDouble(String operation, int position) {
        if (type.dtype() == DType.BOOL) {
            throw unlike(operation, "f64, f32, i64 or i32", operation.replace("double", "boolean").replace("Double", "Boolean")
                    + "()");
        }
        double value = storage.doubleAt(position);
        // the second half catches the one long that rounds up to 2⁶³, which casts back to itself
        if (type.dtype() == DType.I64 && ((long) value != storage.longAt(position) || value == 0x1p63)) {
            throw new DTypeException(operation + ": the element must be one that a double holds without loss; got "
                    + storage.longAt(position) + ". Use " + operation.replace("double", "long").replace("Double", "Long") + "()");
        }
        return value;
    }

    private long asLong(String operation, int position) {
        if (!type.dtype().isInteger()) {
            throw unlike(operation, "i64 or i32", type.dtype().isFloat() ? "toDouble() or doubleAt()"
                    : "toBoolean() or booleanAt()");
        }
        return storage.longAt(position);
    }

    private boolean asBoolean(String operation, int position) {
        if (type.dtype() != DType.BOOL) {
            throw unlike(operation, "bool", "toDouble() or doubleAt()");
        }
        return storage.longAt(position) != 0;
    }

    private DTypeException unlike(String operation, String required, String better) {
        return new DTypeException(operation + ": the dtype must be " + required + "; got " + type + ". Use " + better
                + ", or cast first");
    }

    private int only(String operation) {
        if (!type.shape().dims().forAll(dim -> dim == 1)) {
            throw new ShapeException(operation + ": the tensor must have one element; got " + type);
        }
        return offset;
    }

    /** Where in the storage the element at an index is. */
    private int position(String operation, int... index) {
        Shape shape = type.shape();
        if (index.length != shape.rank()) {
            throw new ShapeException(operation + ": the index must have one number for each axis; got " + Ints.of(index)
                    + " for " + type);
        }
        int position = offset;
        for (int axis = 0; axis < index.length; axis++) {
            int dim = shape.dim(axis);
            int i = index[axis];
            if (i < -dim || i >= dim) {
                throw new ShapeException(operation + ": the index must lie within the shape; got " + Ints.of(index) + " for "
                        + type + (dim == 0 ? " (axis " + axis + " is empty)"
                        : " (axis " + axis + " goes from " + -dim + " to " + (dim - 1) + ")"));
            }
            position += (i < 0 ? i + dim : i) * strides.get(axis);
        }
        return position;
    }

    // ---- new versions -----------------------------------------------------------------------------------------------

    /**
     * A version with one element replaced. Constant work whatever the size, except that a tensor which repeats elements
     * along some axis (the result of a broadcast) is written out first.
     *
     * @param index one number for each axis, negative ones counting from the end
     * @param value a number that the dtype holds, see {@link #number}
     */
    public Tensor with(Ints index, Number value) {
        Given.arguments("with", index, value);
        return with("with", index, NumberConversion.element("with", type.dtype(), value));
    }

    /** A version of a bool tensor with one element replaced, see {@link #with(Ints, Number)}. */
    public Tensor with(Ints index, boolean value) {
        Given.arguments("with", index);
        if (type.dtype() != DType.BOOL) {
            throw new DTypeException("with: the value must be a number for " + type.dtype() + "; got " + value + " for " + type);
        }
        return with("with", index, Storage.of(new boolean[] {value}));
    }

    /** A version of a tensor with one axis with one element replaced, see {@link #with(Ints, Number)}. */
    public Tensor with(int i, double value) {
        return with(Ints.of(i), (Number) value);
    }

    /** A version of a tensor with one axis with one element replaced, see {@link #with(Ints, Number)}. */
    public Tensor with(int i, long value) {
        return with(Ints.of(i), (Number) value);
    }

    private Tensor with(String operation, Ints index, Storage one) {
        int here = position(operation, index.toArray());
        Tensor own = oneToOne();
        int position = own == this ? here : own.position(operation, index.toArray());
        return new Tensor(type, own.storage.with(position, Shape.SCALAR, Ints.empty(), one), own.offset, own.strides);
    }

    /**
     * A version in which a block replaces the elements it covers. Copies only the pages that hold those elements.
     *
     * @param start where the block's first element goes, one number for each axis, negative ones counting from the end
     * @param block of the same dtype and as many axes
     */
    public Tensor withBlock(Ints start, Tensor block) {
        Given.arguments("withBlock", start, block);
        Shape shape = type.shape();
        Shape part = block.type.shape();
        if (block.type.dtype() != type.dtype()) {
            throw new DTypeException("withBlock: the block must have the tensor's dtype; got " + block.type + " for " + type
                    + ". Cast it to " + type.dtype() + " first");
        }
        if (part.rank() != shape.rank() || start.size() != shape.rank()) {
            throw new ShapeException("withBlock: block and start must have as many axes as the tensor; got " + block.type
                    + " at " + start + " for " + type);
        }
        Ints from = Ints.tabulate(start.size(), axis -> start.get(axis) < 0 ? start.get(axis) + shape.dim(axis)
                : start.get(axis));
        for (int axis = 0; axis < from.size(); axis++) {
            if (from.get(axis) < 0 || from.get(axis) + (long) part.dim(axis) > shape.dim(axis)) {
                throw new ShapeException("withBlock: the block must lie within the tensor; got " + block.type + " at "
                        + start + " for " + type);
            }
        }
        if (part.dims().contains(0)) {
            return this;
        }
        Tensor own = oneToOne();
        int position = own.position("withBlock", from.toArray());
        Storage source = block.isContiguous() && block.offset == 0 ? block.storage
                : Storage.of(block.view().copy("withBlock"));
        return new Tensor(type, own.storage.with(position, part, own.strides, source), own.offset, own.strides);
    }

    // ---- as values --------------------------------------------------------------------------------------------------

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Tensor that && type.equals(that.type) && view().showsSame(that.view());
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + view().elementHash();
    }

    /** The elements in nested brackets, abbreviated with … when there are more than a thousand; of a scalar its number. */
    @Override
    public String toString() {
        return TensorText.of(this);
    }

    private Object writeReplace() {
        return new Serialized(this);
    }
}
