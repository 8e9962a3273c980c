package fluxion.core.parse;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Concatenate;
import fluxion.core.op.CumSum;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Flip;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.util.Locale;

/** Operations with all their parameters behind a semicolon, as {@link fluxion.core.print.ExactText} writes them. */
final class ExactOperations {
    private ExactOperations() {}

    static Option<Op> op(String name, Arguments a) {
        return Option.<Op>of(switch (name) {
            case "integer_pow" -> new Power(a.first("exponent"));
            case "reduce" -> new Reduce(kind(a.text("kind", () -> "sum")), a.numbers("axes"));
            case "contract" -> new Dot(a.numbers("leftBatch"), a.numbers("rightBatch"), a.numbers("left"), a.numbers("right"));
            case "argmax", "argmin" -> a.isExact("axis") ? new ArgReduce(ArgReduce.Kind.valueOf(name.toUpperCase(Locale.ROOT)),
                    a.first("axis")) : null;
            case "reshape" -> a.isExact("to") ? new Reshape(a.shape("to")) : null;
            case "permute" -> a.isExact("permutation") ? new Permute(a.numbers("permutation")) : null;
            case "broadcast" -> a.isExact("to") ? new Broadcast(a.shape("to"), a.numbers("axes")) : null;
            case "slice" -> new Slice(a.numbers("start"), a.numbers("stop"), a.numbers("step"));
            case "flip" -> a.isExact("axes") ? new Flip(a.numbers("axes")) : null;
            case "concat" -> a.isExact("axis") ? new Concatenate(a.first("axis")) : null;
            case "iota" -> a.isExact("shape") ? new Iota(new TensorType(a.dtype(), a.shape("shape")), a.axis(0)) : null;
            case "eye" -> a.isExact("rows") ? new Eye(a.dtype(), a.first("rows"), a.first("columns"), a.offset()) : null;
            case "diag" -> a.isExact("offset") ? new Diag(a.offset()) : null;
            case "diagonal" -> a.isExact("offset") ? new Diagonal(a.offset()) : null;
            case "cumsum" -> a.isExact("axis") ? new CumSum(a.axis(0), a.has("reverse")) : null;
            default -> algebra(name, a);
        });
    }

    private static Reduce.Kind kind(String name) {
        return Array.of(Reduce.Kind.values()).find(k -> k.name().toLowerCase(Locale.ROOT).equals(name))
                .getOrElseThrow(() -> new ShapeException("reduce: there is no kind " + name));
    }

    private static LinearAlgebra algebra(String name, Arguments a) {
        return switch (name) {
            case "cholesky" -> new LinearAlgebra.Cholesky();
            case "triangular_solve" -> new LinearAlgebra.TriangularSolve(a.has("lower"), a.has("transposed"), a.has("unit"));
            case "solve" -> new LinearAlgebra.Solve(a.has("transposed"));
            case "inv" -> a.count() == 1 ? new LinearAlgebra.Inverse() : null;
            case "det_sign" -> new LinearAlgebra.Determinant(LinearAlgebra.Determinant.Kind.SIGN);
            case "log_abs_det" -> new LinearAlgebra.Determinant(LinearAlgebra.Determinant.Kind.LOG_ABS);
            case "cofactor" -> new LinearAlgebra.Cofactor();
            case "cofactor_tangent" -> new LinearAlgebra.CofactorTangent();
            case "expm_tangent" -> new LinearAlgebra.MatrixExpTangent();
            case "pinv" -> new LinearAlgebra.PseudoInverse(Double.parseDouble(a.text("rcond",
                    () -> String.valueOf(LinearAlgebra.PseudoInverse.DEFAULT))));
            default -> null;
        };
    }
}
