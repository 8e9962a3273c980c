package fluxion.ops.indexing;

import static fluxion.ops.rule.Linearity.linear;
import static fluxion.ops.rule.Linearity.nonlinear;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Compare;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Iota;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Slice;
import fluxion.core.op.Take;
import fluxion.ops.rule.Batched;
import fluxion.ops.rule.Guard;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Derivatives, transposes and batching of picking elements by position. */
public final class IndexingRules {
    private IndexingRules() {}

    /** The tangent picked where the value is. */
    public static Option<Expr> jvp(Take op, Apply y, Option<Expr> t) {
        return t.map(tangent -> Expr.apply(op, tangent, y.input(1)));
    }

    /** The tangent of the updates added to that of the operand. */
    public static Option<Expr> jvp(ScatterAdd op, Apply y, Option<Expr> tx, Option<Expr> tu) {
        return tx.orElse(tu).map(_ -> Expr.apply(op, tx.getOrElse(() -> Literal.zerosLike(y.input(0))), y.input(1),
                tu.getOrElse(() -> Literal.zerosLike(y.input(2)))));
    }

    /** What was picked is added back where it came from. */
    public static Either<String, Seq<Option<Expr>>> transpose(Take op, Apply y, Seq<Boolean> linear, Expr ct) {
        if (linear.get(1)) {
            return nonlinear("take in its indices");
        }
        Expr x = y.input(0);
        boolean single = op.batch() == x.rank() - 1 && new Shape(y.input(1).shape().dims().drop(op.batch())).size() == 1;
        Expr back = single ? placed(x.shape(), y.input(1), ct)
                : Expr.apply(new ScatterAdd(op.batch(), op.axis()), Literal.zerosLike(x), y.input(1), ct);
        return Either.right(Array.of(Option.of(back), Option.none()));
    }

    /** One number for each row of the last axis, at an index of it; zeros elsewhere. */
    private static Expr placed(Shape to, Expr indices, Expr ct) {
        int last = to.rank() - 1;
        Ints rows = Ints.range(0, last);
        Shape one = new Shape(to.dims().take(last));
        // picked from the positions themselves, an index is refused where it is out of range and counts from the start
        Expr position = Expr.apply(new Take(0, 0), Expr.apply(new Iota(TensorType.of(indices.dtype(), to.dim(last)), 0)),
                indices.reshape(one));
        Expr hot = Expr.apply(Compare.EQ, Expr.apply(new Broadcast(to, rows), position),
                Expr.apply(new Iota(new TensorType(indices.dtype(), to), last)));
        return hot.where(Expr.apply(new Broadcast(to, rows), ct.reshape(one)), Literal.zeros(new TensorType(ct.dtype(), to)));
    }

    /** The operand's cotangent is the result's; the updates' is picked from it. */
    public static Either<String, Seq<Option<Expr>>> transpose(ScatterAdd op, Apply y, Seq<Boolean> linear, Expr ct) {
        if (linear.get(1)) {
            return nonlinear("scatter_add in its indices");
        }
        for (int i = 0; i < 3; i += 2) {
            if (!linear.get(i) && !Literal.isZero(y.input(i))) {
                return Either.left("scatter_add with a constant is affine, not linear");
            }
        }
        return Either.right(Array.of(Option.when(linear.get(0), ct), Option.none(),
                Option.when(linear.get(2), () -> Expr.apply(new Take(op.batch(), op.axis()), ct, y.input(1)))));
    }

    /** The cotangent put on the diagonal of zeros. */
    public static Either<String, Seq<Option<Expr>>> transpose(Diagonal op, Apply y, Expr ct) {
        Shape shape = y.input(0).shape();
        int rank = shape.rank();
        Expr square = Expr.apply(new Diag(op.offset()), ct);
        // the square may reach beyond a matrix that is not, where it is zero, or fall short of it
        Ints stop = square.shape().dims().with(rank - 2, Math.min(square.shape().dim(rank - 2), shape.dim(rank - 2)))
                .with(rank - 1, Math.min(square.shape().dim(rank - 1), shape.dim(rank - 1)));
        Expr cut = new Shape(stop).equals(square.shape()) ? square
                : Expr.apply(new Slice(Ints.fill(rank, 0), stop, Ints.fill(rank, 1)), square);
        Ints missing = Ints.tabulate(rank, i -> shape.dim(i) - stop.get(i));
        return linear(missing.forAll(m -> m == 0) ? cut : Guard.pad(Ints.fill(rank, 0), missing, Ints.fill(rank, 0), cut));
    }

    /** Lanes of the operand, of the indices, or of both as one more shared axis. */
    public static Expr batch(Take op, Seq<Batched> inputs) {
        Batched x = inputs.get(0);
        Batched indices = inputs.get(1);
        if (op.batch() == 0 && !indices.mapped()) {
            return Expr.apply(new Take(0, op.axis() + 1), x.value(), indices.value());
        }
        if (op.batch() == 0 && !x.mapped()) {
            return Expr.apply(op, x.value(), indices.value()).moveAxis(op.axis(), 0);
        }
        int size = (x.mapped() ? x : indices).value().shape().dim(0);
        return Expr.apply(new Take(op.batch() + 1, op.axis() + 1), x.lanes(size), indices.lanes(size));
    }

    /** Lanes as one more axis before the indexed one, shared with the indices where those are mapped. */
    public static Expr batch(ScatterAdd op, Seq<Batched> inputs, int size) {
        Batched indices = inputs.get(1);
        boolean shared = op.batch() > 0 || indices.mapped();
        return Expr.apply(new ScatterAdd(shared ? op.batch() + 1 : 0, op.axis() + 1), inputs.get(0).lanes(size),
                shared ? indices.lanes(size) : indices.value(), inputs.get(2).lanes(size));
    }
}
