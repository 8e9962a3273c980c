package fluxion.dsl.nn;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.function.LoopOption;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Seq;
import java.io.Serializable;

/**
 * One step of a recurrent layer, as a record of its weights: a state and what comes in give the next state. {@link #scan}
 * goes along a sequence. Weights have PyTorch's layout: gates below each other, [gates·hidden, in] and [gates·hidden,
 * hidden].
 *
 * @param <S> the state
 */
public sealed interface RecurrentCell<S> extends Serializable permits RnnCell, LstmCell, GruCell {
    /** The next state. */
    S step(Expr x, S state);

    /** What of a state goes out. */
    Expr output(S state);

    /** A state of zeros for what comes in, […, in]. */
    S zero(Expr x);

    /**
     * All steps along axis 0 of a sequence [L, …, in]: the last state, and the outputs [L, …, hidden]. Options as for a loop:
     * {@code reversed()} for the other direction, {@code checkpointed()} to keep less for reverse mode.
     */
    default Tuple2<S, Expr> scan(Expr sequence, S initial, LoopOption... options) {
        Given.arguments("scan", sequence, initial, options);
        return ControlFlow.<S, Expr, Expr>scan(initial, sequence, (state, x) -> {
            S next = step(x, state);
            return Tuple.of(next, output(next));
        }, options);
    }

    /** All steps along a sequence [L, …, in], from a state of zeros. */
    default Tuple2<S, Expr> scan(Expr sequence, LoopOption... options) {
        Given.arguments("scan", sequence, options);
        if (sequence.rank() < 2) {
            throw new ShapeException("scan: requires a sequence [L, …, in]; got " + sequence.type());
        }
        TensorType type = sequence.tensorType();
        return scan(sequence, zero(Literal.zeros(type.withShape(new Shape(type.shape().dims().drop(1))))), options);
    }

    /** Zeros […, hidden]. */
    static Expr zeros(Expr x, Expr hiddenWeight) {
        Ints lead = x.shape().dims().take(x.rank() - 1);
        return Literal.zeros(x.tensorType().withShape(new Shape(lead.append(hiddenWeight.shape().dim(1)))));
    }

    /** Parts of the last axis, of equal length. */
    static Seq<Expr> gates(Expr x, int count) {
        return x.split(count, -1);
    }
}
