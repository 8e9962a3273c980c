package fluxion.dsl.nn;

import fluxion.core.Expr;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Seq;
import java.io.Serializable;

/**
 * A long short-term memory cell (Hochreiter and Schmidhuber, Neural Computation 9, 1997): with gates i, f, g, o below each
 * other in the weights, c′ = σ(f) ⊙ c + σ(i) ⊙ tanh(g) and h′ = σ(o) ⊙ tanh(c′).
 *
 * @param inputWeight W [4·hidden, in]
 * @param hiddenWeight U [4·hidden, hidden]
 * @param inputBias b [4·hidden]
 * @param hiddenBias c [4·hidden]
 */
public record LstmCell(Expr inputWeight, Expr hiddenWeight, Expr inputBias, Expr hiddenBias)
        implements RecurrentCell<LstmCell.State> {
    /**
     * What goes from step to step.
     *
     * @param hidden h, which also goes out
     * @param cell c
     */
    public record State(Expr hidden, Expr cell) implements Serializable {}

    @Override
    public State step(Expr x, State state) {
        Seq<Expr> gates = RecurrentCell.gates(Layers.linear(x, inputWeight, inputBias)
                .plus(Layers.linear(state.hidden(), hiddenWeight, hiddenBias)), 4);
        Expr cell = gates.get(1).sigmoid().times(state.cell()).plus(gates.get(0).sigmoid().times(gates.get(2).tanh()));
        return new State(gates.get(3).sigmoid().times(cell.tanh()), cell);
    }

    @Override
    public Expr output(State state) {
        return state.hidden();
    }

    @Override
    public State zero(Expr x) {
        Expr zeros = RecurrentCell.zeros(x, hiddenWeight);
        return new State(zeros, zeros);
    }

    /** Random weights, uniform within ±1/√hidden as PyTorch begins. */
    public static LstmCell init(RandomKey key, int in, int hidden) {
        return RnnCell.gated(key, in, hidden, 4, LstmCell::new);
    }
}
