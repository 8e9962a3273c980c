package fluxion.core.print;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.op.LinearAlgebra.Cholesky;
import fluxion.core.op.LinearAlgebra.Cofactor;
import fluxion.core.op.LinearAlgebra.CofactorTangent;
import fluxion.core.op.LinearAlgebra.Determinant;
import fluxion.core.op.LinearAlgebra.Inverse;
import fluxion.core.op.LinearAlgebra.LeastSquares;
import fluxion.core.op.LinearAlgebra.PseudoInverse;
import fluxion.core.op.LinearAlgebra.Solve;
import fluxion.core.op.LinearAlgebra.TriangularSolve;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.print.Notation.Fence;
import fluxion.core.print.Notation.Function;
import fluxion.core.print.Notation.Power;
import fluxion.core.print.Notation.Word;
import io.vavr.collection.Array;

/** Reads linear algebra: inverses and solutions as A⁻¹, the rest by the names of functions. */
final class MatrixReader {
    private MatrixReader() {}

    static Form read(LinearAlgebra op, ImplicitBroadcast bare, Apply apply) {
        Expr a = bare.plain(apply.input(0));
        Expr b = bare.plain(apply.inputs().last());
        return switch (op) {
            case Inverse _ -> Form.of(a, MatrixReader::inverse);
            case PseudoInverse _ -> Form.of(a, x -> new Power(x, new Word("+")));
            case Solve(boolean transposed) when apply.input(0).rank() > 2
                    && apply.input(1).rank() < apply.input(0).rank() -> Form.of(a, b,
                    (x, y) -> new Function("solve", Array.of(turned(x, transposed), y), ""));
            case Solve(boolean transposed) -> Form.of(a, b,
                    (x, y) -> ArithmeticForms.matrixTimes(turned(inverse(x), transposed), 2, y, 2));
            case TriangularSolve(boolean lower, boolean transposed, boolean unit) -> Form.of(a, b,
                    (x, y) ->
                            ArithmeticForms.matrixTimes(
                            turned(inverse(triangle(x, lower, unit, apply.input(0).shape().dims().last())),
                            transposed), 2, y, 2));
            case Determinant(Determinant.Kind kind) -> Form.of(a, x -> switch (kind) {
                case DET -> call("det", x);
                case SIGN -> call("sgn", call("det", x));
                // bars around a square array would be a determinant
                case LOG_ABS -> call("ln", Reader.isSquare(apply) ? call("abs", call("det", x))
                        : new Fence(Fence.Kind.ABS, Array.of(call("det", x))));
            });
            case Cholesky _ -> Form.of(a, x -> call("chol", x));
            case Cofactor _ -> Form.of(a, x -> call("cof", x));
            case CofactorTangent _ -> Form.of(a, b, (x, y) -> new Function("cof′", Array.of(x, y), ""));
            case LeastSquares _ -> Form.of(a, b,
                    (x, y) -> new Function("lstsq", Array.of(x, y), op.detail().isEmpty() ? "" : "; " + op.detail()));
            default -> Form.of(a, x -> call(op.label(), x));
        };
    }

    private static Notation call(String name, Notation x) {
        return new Function(name, Array.of(x), "");
    }

    private static Notation inverse(Notation x) {
        return new Power(x, ArithmeticForms.number(-1));
    }

    private static Notation turned(Notation x, boolean turn) {
        return turn ? ArithmeticForms.transpose(x) : x;
    }

    /** A factor that was made triangular reads as itself. */
    private static Notation triangle(Notation x, boolean lower, boolean unit, int n) {
        return unit ? ArithmeticForms.plus(new Function(lower ? "tril" : "triu", Array.of(x), lower ? ", −1" : ", 1"),
                new Notation.Constant(Notation.Constant.Kind.IDENTITY, Ints.of(n)))
                : x instanceof Function(String name, _, _) && name.equals("chol") ? x : call(lower ? "tril" : "triu", x);
    }
}
