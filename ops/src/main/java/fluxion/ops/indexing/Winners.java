package fluxion.ops.indexing;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Iota;
import fluxion.core.op.Scatter;
import fluxion.core.op.Take;
import io.vavr.control.Option;
import java.util.Arrays;

/** Which of several updates of one position stays: the last. */
final class Winners {
    private Winners() {}

    /** True where an update stays, in the updates' shape; none where all do. */
    static Option<Expr> mask(Scatter op, Apply y) {
        Expr indices = y.input(1);
        int batch = op.batch();
        Ints dims = indices.shape().dims();
        int count = (int) new Shape(dims.drop(batch)).size();
        int length = y.shape().dim(op.axis());
        if (count <= 1 || batch == 0 && indices instanceof Tensor known && areDistinct(known, length)) {
            return Option.none();
        }
        // every update writes its number; who finds it unchanged has won
        Expr row = Expr.apply(new Iota(TensorType.of(DType.I32, count), 0)).reshape(new Shape(dims.drop(batch)));
        Expr numbers = Expr.apply(new Broadcast(indices.shape(), Ints.range(batch, dims.size())), row);
        Expr board = Literal.zeros(new TensorType(DType.I32, new Shape(dims.take(batch).append(length))));
        Expr written = Expr.apply(new Scatter(Scatter.Kind.SET, batch, batch), board, indices, numbers);
        Expr won = Expr.apply(new Take(batch, batch), written, indices).eq(numbers);
        return Option.of(spread(won, batch, op.axis(), y.input(2).shape()));
    }

    /** What belongs to the indices, for every element of the updates: B+I to B+P+I+Q. */
    static Expr spread(Expr ofIndices, int batch, int axis, Shape updates) {
        Ints behind = Ints.range(axis, axis + ofIndices.rank() - batch);
        return Expr.apply(new Broadcast(updates, Ints.range(0, batch).concat(behind)), ofIndices);
    }

    private static boolean areDistinct(Tensor indices, int length) {
        long[] positions = indices.dtype() == DType.I64 ? indices.longs()
                : Arrays.stream(indices.ints()).asLongStream().toArray();
        return Arrays.stream(positions).map(i -> i < 0 ? i + length : i).distinct().count() == positions.length;
    }
}
