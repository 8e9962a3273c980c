package fluxion.dsl.export;

import fluxion.core.DType;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.Fourier;
import fluxion.core.op.LinearAlgebra.PseudoInverse;
import fluxion.core.op.LinearAlgebra;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Operations on every matrix or line of a batch, by the interpreter's kernels, in double whatever the dtype. */
final class JavaMatrices {
    private JavaMatrices() {}

    /** Rows and columns of the first operand's matrices, and how many there are. */
    private record Sizes(int m, int n, int batch) {
        static Sizes of(Shape shape) {
            int rank = shape.rank();
            return new Sizes(shape.dim(rank - 2), shape.dim(rank - 1), (int) new Shape(shape.dims().take(rank - 2)).size());
        }
    }

    /** A loop over the batch, where there is more than one; the variable. */
    private static String each(JavaStep to, int batch) {
        if (batch == 1) {
            return "0";
        }
        String b = to.counter("b");
        to.open("for (int " + b + " = 0; " + b + " < " + batch + "; " + b + "++)");
        return b;
    }

    /** Declares the packed elimination of every matrix: factors, then the order of the rows. */
    static void eliminate(JavaStep to, String a) {
        Sizes s = Sizes.of(to.shape(0));
        int packed = s.m * s.n + s.m;
        to.line("double[] " + to.out() + " = new double[" + s.batch * packed + "];");
        String source = a;
        if (s.batch > 1 && !a.matches("\\w+")) {
            source = to.fresh("matrices");
            to.line("double[] " + source + " = " + a + ";");
        }
        String b = each(to, s.batch);
        to.line(to.in().kernels().call("LuKernel", "factor", 6) + "(" + source + ", " + JavaStep.times(b, s.m * s.n) + ", "
                + to.out() + ", " + JavaStep.times(b, packed)
                + ", " + s.m + ", " + s.n + ");");
        to.closeTo(0);
    }

    static void algebra(JavaStep to, LinearAlgebra op) {
        switch (op) {
            case LinearAlgebra.Lu _ -> unpacked(to);
            case LinearAlgebra.Qr _, LinearAlgebra.Eigh _, LinearAlgebra.Svd _ -> several(to, op);
            case LinearAlgebra.Determinant(var kind) -> determinant(to, kind);
            case LinearAlgebra.Cholesky _, LinearAlgebra.TriangularSolve _, LinearAlgebra.Inverse _, LinearAlgebra.Solve _,
                    LinearAlgebra.Cofactor _,
                    LinearAlgebra.CofactorTangent _, LinearAlgebra.PseudoInverse _, LinearAlgebra.LeastSquares _,
                    LinearAlgebra.MatrixExp _,
                    LinearAlgebra.MatrixExpTangent _ -> one(to, op);
        }
    }

    private static void determinant(JavaStep to, LinearAlgebra.Determinant.Kind kind) {
        Sizes s = Sizes.of(to.shape(0));
        String lu = to.factors(0);
        String call = to.in().kernels().call("LuKernel", switch (kind) {
            case DET -> "determinant";
            case SIGN -> "sign";
            case LOG_ABS -> "logAbsDeterminant";
        }, 3);
        if (to.shape().rank() == 0) {
            to.line(JavaSource.java(to.apply().tensorType()) + " " + to.out() + " = "
                    + to.narrowed(call + "(" + lu + ", 0, " + s.n + ")") + ";");
            return;
        }
        to.allocate(to.out(), to.apply().tensorType());
        String b = each(to, s.batch);
        to.line(to.out() + "[" + b + "] = " + to.narrowed(call + "(" + lu + ", " + JavaStep.times(b, s.n * s.n + s.n) + ", " + s.n
                + ")") + ";");
        to.closeTo(0);
    }

    /** Declares the arrays of doubles that a kernel fills; the results themselves in f64. */
    private static Seq<String> targets(JavaStep to, Seq<TensorType> types) {
        return types.zip(to.outs()).map(t -> {
            String name = t._1.dtype() == DType.F64 ? t._2 : to.fresh("wide");
            to.line("double[] " + name + " = new double[" + t._1.shape().size() + "];");
            return name;
        }).toArray();
    }

    private static void deliver(JavaStep to, Seq<TensorType> types, Seq<String> targets) {
        types.zip(to.outs()).zip(targets).filter(t -> !t._1._2.equals(t._2)).forEach(t ->
                to.line("float[] " + t._1._2 + " = " + to.in().helper(JavaHelper.NARROWED) + "(" + t._2 + ");"));
    }

    /** An operand that is read again and again. */
    private static String matrix(JavaStep to, int input) {
        String a = to.doubles(input);
        if (a.matches("\\w+")) {
            return a;
        }
        String name = to.fresh("matrices");
        to.line("double[] " + name + " = " + a + ";");
        return name;
    }

    private static void one(JavaStep to, LinearAlgebra op) {
        Sizes s = Sizes.of(to.shape(0));
        TensorType type = to.apply().tensorType();
        if (type.shape().size() == 0 || s.batch == 0) {
            to.allocate(to.out(), type);
            return;
        }
        int size = (int) type.shape().size() / s.batch;
        int n = s.n;
        boolean isFactored = op instanceof LinearAlgebra.Inverse || op instanceof LinearAlgebra.Solve;
        String a = isFactored ? to.factors(0) : matrix(to, 0);
        int right = to.apply().inputs().size() == 1 ? 0 : (int) to.shape(1).size() / s.batch;
        String second = right == 0 ? "" : matrix(to, 1);
        String target = targets(to, Array.of(type)).get(0);
        String b = each(to, s.batch);
        String x = a + ", " + JavaStep.times(b, isFactored ? n * n + n : s.m * n);
        String y = second + ", " + JavaStep.times(b, right);
        String z = target + ", " + JavaStep.times(b, size);
        int columns = s.m == 0 ? 0 : right / s.m;
        var kernels = to.in().kernels();
        to.line(switch (op) {
            case LinearAlgebra.Cholesky _ -> kernels.call("CholeskyKernel", "factor", 5) + "(" + x + ", " + z + ", " + n + ");";
            case LinearAlgebra.TriangularSolve(boolean lower, boolean transposed, boolean unit) -> {
                to.line("System.arraycopy(" + y + ", " + z + ", " + right + ");");
                yield kernels.call("Triangular", "solve", 11) + "(" + x + ", " + n + ", " + lower + ", " + transposed + ", "
                        + unit + ", " + n + ", " + z + ", "
                        + columns + ", " + columns + ");";
            }
            case LinearAlgebra.Inverse _ -> kernels.call("LuKernel", "inverse", 5) + "(" + x + ", " + z + ", " + n + ");";
            case LinearAlgebra.Solve(boolean transposed) -> kernels.call("LuKernel", "solve", 9) + "(" + x + ", " + n + ", "
                    + transposed + ", " + y + ", " + columns
                    + ", " + z + ");";
            case LinearAlgebra.Cofactor _ -> kernels.call("DeterminantKernel", "cofactor", 5) + "(" + x + ", " + n + ", " + z
                    + ");";
            case LinearAlgebra.CofactorTangent _ -> kernels.call("DeterminantKernel", "tangent", 7) + "(" + x + ", " + y + ", "
                    + n + ", " + z + ");";
            case LinearAlgebra.PseudoInverse(double rcond) -> kernels.call("SvdKernel", "pseudoInverse", 7) + "(" + x + ", " + s.m
                    + ", " + n + ", "
                    + bound(rcond, s, type.dtype()) + ", " + z + ");";
            case LinearAlgebra.LeastSquares(double rcond) -> kernels.call("LeastSquaresKernel", "solve", 10) + "(" + x + ", "
                    + s.m + ", " + n + ", "
                    + bound(rcond, s, type.dtype()) + ", " + y + ", " + size / n + ", " + z + ");";
            case LinearAlgebra.MatrixExp _ -> kernels.call("ExponentialKernel", "exponential", 5) + "(" + x + ", " + n + ", " + z
                    + ");";
            case LinearAlgebra.MatrixExpTangent _ -> kernels.call("ExponentialKernel", "tangent", 7) + "(" + x + ", " + y + ", "
                    + n + ", " + z + ");";
            case LinearAlgebra.Lu _, LinearAlgebra.Qr _, LinearAlgebra.Eigh _, LinearAlgebra.Svd _, LinearAlgebra.Determinant _ ->
                    throw new IllegalStateException(op.label());
        });
        to.closeTo(0);
        deliver(to, Array.of(type), Array.of(target));
    }

    private static double bound(double rcond, Sizes s, DType dtype) {
        return rcond == PseudoInverse.DEFAULT ? Math.max(s.m, s.n) * (dtype == DType.F64 ? Math.ulp(1.0) : Math.ulp(1f)) : rcond;
    }

    /** Factors and rows as they are handed out. */
    private static void unpacked(JavaStep to) {
        Sizes s = Sizes.of(to.shape(0));
        String lu = to.factors(0);
        Seq<TensorType> types = ((fluxion.core.TupleType) to.apply().type()).results();
        int size = s.m * s.n;
        to.allocate(to.outs().get(0), types.get(0));
        to.allocate(to.outs().get(1), types.get(1));
        String b = each(to, s.batch);
        String i = to.counter("p");
        int depth = to.depth();
        boolean isWide = types.get(0).dtype() == DType.F32;
        to.open("for (int " + i + " = 0; " + i + " < " + size + "; " + i + "++)");
        to.line(to.outs().get(0) + "[" + JavaStep.plus(JavaStep.times(b, size), i) + "] = " + (isWide ? "(float) " : "") + lu
                + "["
                + JavaStep.plus(JavaStep.times(b, size + s.m), i) + "];");
        to.closeTo(depth);
        to.open("for (int " + i + " = 0; " + i + " < " + s.m + "; " + i + "++)");
        to.line(to.outs().get(1) + "[" + JavaStep.plus(JavaStep.times(b, s.m), i) + "] = (int) " + lu + "["
                + JavaStep.plus(JavaStep.plus(JavaStep.times(b, size + s.m), size), i) + "];");
        to.closeTo(0);
    }

    private static void several(JavaStep to, LinearAlgebra op) {
        Sizes s = Sizes.of(to.shape(0));
        Seq<TensorType> types = ((fluxion.core.TupleType) to.apply().type()).results();
        if (s.batch == 0 || s.m == 0 || s.n == 0) {
            types.zip(to.outs()).forEach(t -> to.allocate(t._2, t._1));
            return;
        }
        String a = matrix(to, 0);
        Seq<String> targets = targets(to, types);
        String all = to.fresh("results");
        Seq<Integer> sizes = types.map(t -> (int) t.shape().size() / s.batch).toArray();
        to.line("double[] " + all + " = new double[" + sizes.sum() + "];");
        String b = each(to, s.batch);
        String x = a + ", " + JavaStep.times(b, s.m * s.n);
        var kernels = to.in().kernels();
        to.line(switch (op) {
            case LinearAlgebra.Qr _ -> kernels.call("QrKernel", "factor", 6) + "(" + x + ", " + s.m + ", " + s.n + ", " + all
                    + ", 0);";
            case LinearAlgebra.Eigh _ -> kernels.call("EighKernel", "factor", 6) + "(" + x + ", " + s.n + ", " + all
                    + ", 0, true);";
            case LinearAlgebra.Svd _ -> kernels.call("SvdKernel", "factor", 7) + "(" + x + ", " + s.m + ", " + s.n + ", " + all
                    + ", 0, true);";
            default -> throw new IllegalStateException(op.label());
        });
        int from = 0;
        for (int r = 0; r < sizes.size(); r++) {
            to.line("System.arraycopy(" + all + ", " + from + ", " + targets.get(r) + ", " + JavaStep.times(b, sizes.get(r))
                    + ", " + sizes.get(r) + ");");
            from += sizes.get(r);
        }
        to.closeTo(0);
        deliver(to, types, targets);
    }

    static void fourier(JavaStep to, Fourier op) {
        TensorType type = to.apply().tensorType();
        if (type.shape().size() == 0 || to.shape(0).size() == 0) {
            to.allocate(to.out(), type);
            return;
        }
        int n = op.n();
        int half = 2 * (n / 2 + 1);
        int read = switch (op.kind()) { case FORWARD, BACKWARD -> 2 * n; case REAL -> n; case HALF -> half; };
        int write = switch (op.kind()) { case FORWARD, BACKWARD -> 2 * n; case REAL -> half; case HALF -> n; };
        String method = switch (op.kind()) { case FORWARD -> "forward"; case BACKWARD -> "backward"; case REAL ->
                "real"; case HALF -> "half"; };
        String room = switch (op.kind()) { case FORWARD, BACKWARD -> "complex"; case REAL, HALF -> "real"; };
        String from = matrix(to, 0);
        String target = targets(to, Array.of(type)).get(0);
        String place = to.fresh("room");
        String roomType = to.in().kernels().type("FourierKernel", "Room");
        to.line(roomType + " " + place + " = " + roomType + "." + room + "(" + n + ");");
        String b = each(to, (int) (to.shape(0).size() / read));
        to.line(to.in().kernels().call("FourierKernel", method, 6) + "(" + from + ", " + JavaStep.times(b, read) + ", " + target
                + ", " + JavaStep.times(b, write) + ", " + n
                + ", " + place + ");");
        to.closeTo(0);
        deliver(to, Array.of(type), Array.of(target));
    }
}
