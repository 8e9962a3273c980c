package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/** Matrices with a structure, and the places of triangles. */
final class StructureVerbs {
    /** More columns than this are no powers that numbers have. */
    private static final int COLUMNS = 10_000;

    private StructureVerbs() {}

    /** Powers of the elements of a vector: {@code Vᵢⱼ = xᵢⁿ⁻¹⁻ʲ}, the highest first. */
    public static Expr vander(Expr x, int n) {
        Given.arguments("vander", x);
        vector("vander", x);
        if (n < 1 || n > COLUMNS) {
            throw new ShapeException("vander: requires from 1 to " + COLUMNS + " columns; got " + n);
        }
        return ArrayVerbs.stack(1, Array.range(0, n).map(j -> x.pow(n - 1 - j)));
    }

    /** The symmetric matrix {@code Tᵢⱼ = c|ᵢ₋ⱼ|}. */
    public static Expr toeplitz(Expr column) { Given.arguments("toeplitz", column); return toeplitz(column, column); }

    /** The matrix of a first column and a first row that is the same along each diagonal; the row's first element is not read. */
    public static Expr toeplitz(Expr column, Expr row) {
        Given.arguments("toeplitz", column, row);
        int n = vector("toeplitz", column);
        int m = vector("toeplitz", row);
        Expr all = ArrayVerbs.concatenate(0, column.flip(0), row.slice(0, 1, m));
        return placed(all, n, m, (i, j) -> n - 1 - i + j);
    }

    /** The matrix of a first column whose further columns are moved down by one, on a circle: {@code Cᵢⱼ = c₍ᵢ₋ⱼ₎ mod n}. */
    public static Expr circulant(Expr column) {
        Given.arguments("circulant", column);
        int n = vector("circulant", column);
        return placed(column, n, n, (i, j) -> Math.floorMod(i - j, n));
    }

    /** The matrix of a first column and a last row that is the same across: {@code Hᵢⱼ} depends on i + j alone. */
    public static Expr hankel(Expr column, Expr row) {
        Given.arguments("hankel", column, row);
        int n = vector("hankel", column);
        int m = vector("hankel", row);
        return placed(ArrayVerbs.concatenate(0, column, row.slice(0, 1, m)), n, m, Integer::sum);
    }

    /** Hilbert's matrix of n rows, {@code 1/(i + j + 1)}. */
    public static Tensor hilbert(int n) {
        elements("hilbert", n, n);
        return TreeVerbs.eval(placed(LiteralVerbs.arange(1, 2 * n, 1).reciprocal(), n, n, Integer::sum));
    }

    /** Matrices along the diagonal of a larger one, 0 beside them. */
    public static Expr blockDiag(Expr... blocks) {
        Given.arguments("blockDiag", (Object) blocks);
        if (blocks.length == 0 || Array.of(blocks).exists(b -> b.rank() != 2)) {
            throw new ShapeException("blockDiag: requires matrices; got " + Array.of(blocks).map(Expr::type).mkString(", "));
        }
        int columns = Array.of(blocks).map(b -> b.shape().dim(1)).sum().intValue();
        int before = 0;
        Array<Expr> rows = Array.empty();
        for (Expr block : blocks) {
            int width = block.shape().dim(1);
            rows = rows.append(block.pad(Ints.of(0, before), Ints.of(0, columns - before - width)));
            before += width;
        }
        return ArrayVerbs.concatenate(0, rows);
    }

    /** Rows and columns, [2, count], of the elements of an n × n matrix on and below the k-th diagonal. */
    public static Tensor trilIndices(int n, int k) { return places("trilIndices", n, k, true); }

    /** Rows and columns, [2, count], of the elements of an n × n matrix on and above the k-th diagonal. */
    public static Tensor triuIndices(int n, int k) { return places("triuIndices", n, k, false); }

    private static Tensor places(String operation, int n, int k, boolean lower) {
        int[] flat = IntStream.range(0, elements(operation, n, n))
                .filter(p -> lower ? p % n - p / n <= k : p % n - p / n >= k).toArray();
        IntStream both = IntStream.concat(IntStream.of(flat).map(p -> p / n), IntStream.of(flat).map(p -> p % n));
        return Tensor.of(Shape.of(2, flat.length), both.toArray());
    }

    private static Expr placed(Expr elements, int n, int m, IntBinaryOperator place) {
        int[] places = IntStream.range(0, elements("a matrix with a structure", n, m))
                .map(p -> place.applyAsInt(p / m, p % m)).toArray();
        return elements.take(Tensor.of(Shape.of(n, m), places), 0);
    }

    private static int elements(String operation, int n, int m) {
        if (n < 0 || (long) n * m > Integer.MAX_VALUE) {
            throw new ShapeException(operation + ": requires rows and columns whose product is an int; got " + n + " × " + m);
        }
        return n * m;
    }

    private static int vector(String operation, Expr x) {
        if (x.rank() != 1 || x.shape().dim(0) == 0 || x.dtype() == DType.BOOL) {
            throw new ShapeException(operation + ": requires a vector of numbers that is not empty; got " + x.type());
        }
        return x.shape().dim(0);
    }
}
