package fluxion.ops.eval;

import fluxion.core.ExprType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.TupleType;
import fluxion.core.op.Cast;
import fluxion.core.op.LinearAlgebra.Determinant;
import fluxion.core.op.LinearAlgebra.Inverse;
import fluxion.core.op.LinearAlgebra.Lu;
import fluxion.core.op.LinearAlgebra.Solve;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;

/**
 * Operations on matrices as steps. Inverse, solutions and determinants of a matrix share its one elimination, which leaves
 * its two results one after another in one tensor.
 */
final class MatrixSteps {
    private MatrixSteps() {}

    static Node[] lower(Lowering to, LinearAlgebra op, Node[] in, ExprType type) {
        return switch (op) {
            case Lu _ -> unpacked(to, factored(to, in[0]), (TupleType) type);
            case Inverse _, Determinant _ -> new Node[] {to.operation(op, new Node[] {factored(to, in[0])}, (TensorType) type)};
            case Solve _ -> new Node[] {to.operation(op, new Node[] {factored(to, in[0]), in[1]}, (TensorType) type)};
            default -> type instanceof TupleType several ? to.parts(op, in, several.results())
                    : new Node[] {to.operation(op, in, (TensorType) type)};
        };
    }

    private static Node factored(Lowering to, Node a) {
        Lu lu = new Lu();
        TupleType type = (TupleType) lu.infer(io.vavr.collection.Array.of(a.type));
        Ints batch = a.type.shape().dims().take(a.dims.length - 2);
        int length = 0;
        for (TensorType result : type.results()) {
            length = Math.addExact(length, length(result, batch.size()));
        }
        return to.operation(lu, new Node[] {a}, new TensorType(a.dtype(), new Shape(batch.append(length))));
    }

    private static int length(TensorType result, int batch) {
        return Math.toIntExact(new Shape(result.shape().dims().drop(batch)).size());
    }

    private static Node[] unpacked(Lowering to, Node packed, TupleType type) {
        int batch = packed.dims.length - 1;
        Node[] parts = new Node[type.results().size()];
        int from = 0;
        for (int i = 0; i < parts.length; i++) {
            TensorType result = type.results().get(i);
            int end = from + length(result, batch);
            Ints dims = packed.type.shape().dims();
            Node cut = to.operation(new Slice(Ints.fill(batch, 0).append(from), dims.with(batch, end), Ints.fill(batch + 1, 1)),
                    packed);
            Node shaped = to.operation(new Reshape(result.shape()), cut);
            parts[i] = result.dtype() == packed.dtype() ? shaped : to.operation(new Cast(result.dtype()), shaped);
            from = end;
        }
        return parts;
    }
}
