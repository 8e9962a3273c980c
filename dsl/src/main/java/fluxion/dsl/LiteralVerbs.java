package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Literal;
import fluxion.core.Ranges;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Eye;
import fluxion.core.op.Iota;

/** Types and tensors written down: {@code f32(3, 4)}, {@code scalar(2)}, {@code vector(1, 2, 3)}, {@code zeros(f64(3))}. */
final class LiteralVerbs {
    private LiteralVerbs() {}

    // ---- types ----

    /** The type of f64 tensors with the given axes; of scalars without. */
    public static TensorType f64(int... dims) { Given.arguments("f64", (Object) dims); return TensorType.of(DType.F64, dims); }

    /** The type of f32 tensors with the given axes; of scalars without. */
    public static TensorType f32(int... dims) { Given.arguments("f32", (Object) dims); return TensorType.of(DType.F32, dims); }

    /** The type of i64 tensors with the given axes; of scalars without. */
    public static TensorType i64(int... dims) { Given.arguments("i64", (Object) dims); return TensorType.of(DType.I64, dims); }

    /** The type of i32 tensors with the given axes; of scalars without. */
    public static TensorType i32(int... dims) { Given.arguments("i32", (Object) dims); return TensorType.of(DType.I32, dims); }

    /** The type of bool tensors with the given axes; of scalars without. */
    public static TensorType bool(int... dims) { Given.arguments("bool", (Object) dims); return TensorType.of(DType.BOOL, dims); }

    // ---- values ----

    /** The f64 scalar. */
    public static Tensor scalar(double value) { return Tensor.of(value); }

    /** The scalar of a dtype. */
    public static Tensor scalar(DType dtype, Number value) {
        Given.arguments("scalar", dtype, value);
        return Tensor.number(dtype, value);
    }

    /** The f64 vector. */
    public static Tensor vector(double... values) { Given.arguments("vector", (Object) values); return Tensor.of(values); }

    /** The i32 vector. */
    public static Tensor ints(int... values) { Given.arguments("ints", (Object) values); return Tensor.of(values); }

    /** The f32 vector. */
    public static Tensor floats(float... values) { Given.arguments("floats", (Object) values); return Tensor.of(values); }

    /** The bool vector. */
    public static Tensor bools(boolean... values) { Given.arguments("bools", (Object) values); return Tensor.of(values); }

    /** The f64 matrix of the given rows. */
    public static Tensor matrix(double[]... rows) { Given.arguments("matrix", (Object) rows); return Tensor.of(rows); }

    /** One row of a matrix. */
    public static double[] row(double... values) { Given.arguments("row", (Object) values); return values; }

    /** A tensor of a type with the values in row-major order, which its dtype must hold. */
    public static Tensor tensor(TensorType type, double... values) {
        Given.arguments("tensor", type, values);
        int[] whole = new int[type.dtype() == DType.I32 ? values.length : 0];
        long[] longs = new long[type.dtype() == DType.I64 ? values.length : 0];
        float[] floats = new float[type.dtype() == DType.F32 ? values.length : 0];
        for (int i = 0; i < values.length; i++) {
            switch (type.dtype()) {
                case F64 -> { }
                case F32 -> floats[i] = (float) Tensor.number(DType.F32, values[i]).toDouble();
                case I32 -> whole[i] = Tensor.number(DType.I32, values[i]).toInt();
                case I64 -> longs[i] = Tensor.number(DType.I64, values[i]).toLong();
                case BOOL -> throw new FluxionException("tensor: numbers make number tensors; got " + type + ". Use bools(…)");
                default -> throw new IllegalStateException("no case for " + type.dtype());
            }
        }
        return switch (type.dtype()) {
            case F64 -> Tensor.of(type.shape(), values);
            case F32 -> Tensor.of(type.shape(), floats);
            case I32 -> Tensor.of(type.shape(), whole);
            case I64 -> Tensor.of(type.shape(), longs);
            case BOOL -> throw new FluxionException("tensor: numbers make number tensors; got " + type + ". Use bools(…)");
        };
    }

    /** Zeros. */
    public static Expr zeros(TensorType type) { Given.arguments("zeros", type); return Tensor.zeros(type); }

    /** Zeros of an expression's type. */
    public static Expr zerosLike(Expr x) { Given.arguments("zerosLike", x); return Tensor.zeros(x.tensorType()); }

    /** Ones. */
    public static Expr ones(TensorType type) { Given.arguments("ones", type); return full(type, 1); }

    /** Ones of an expression's type. */
    public static Expr onesLike(Expr x) { Given.arguments("onesLike", x); return ones(x.tensorType()); }

    /** One number everywhere. */
    public static Expr full(TensorType type, Number value) {
        Given.arguments("full", type, value);
        return Literal.of(type, value);
    }

    /** The identity matrix, f64[n,n]. */
    public static Expr eye(int n) { return eye(DType.F64, n); }

    /** Ones along the diagonal of a matrix of zeros, f64[rows,columns]. */
    public static Expr eye(int rows, int columns) { return Expr.apply(new Eye(DType.F64, rows, columns, 0)); }

    /** The identity matrix of a dtype. */
    public static Expr eye(DType dtype, int n) { Given.arguments("eye", dtype); return Expr.apply(new Eye(dtype, n, n, 0)); }

    /** 0, 1, …, n − 1 as i32. */
    public static Expr arange(int n) { return Ranges.arange(n); }

    /** start, start + step, … before stop, as f64. */
    public static Expr arange(double start, double stop, double step) { return Ranges.arange(start, stop, step, DType.F64); }

    /** n numbers from start to stop, both included, evenly spaced, as f64. */
    public static Expr linspace(double start, double stop, int n) { return Ranges.linspace(start, stop, n, DType.F64); }

    /** n numbers from start to stop, both included, evenly spaced. */
    public static Expr linspace(double start, double stop, int n, DType dtype) {
        Given.arguments("linspace", dtype);
        return Ranges.linspace(start, stop, n, dtype);
    }

    /** Along an axis 0, 1, 2, …; the same along all others. */
    public static Expr iota(TensorType type, int axis) {
        Given.arguments("iota", type);
        return Expr.apply(new Iota(type, type.shape().axis("iota", axis)));
    }
}
