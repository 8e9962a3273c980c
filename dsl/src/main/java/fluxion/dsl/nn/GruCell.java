package fluxion.dsl.nn;

import fluxion.core.Expr;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Seq;

/**
 * A gated recurrent unit (Cho et al., EMNLP 2014): with gates r, z, n below each other in the weights,
 * n = tanh(Wₙ·x + bₙ + r ⊙ (Uₙ·h + cₙ)) and h′ = (1 − z) ⊙ n + z ⊙ h, r and z being sigmoids.
 *
 * @param inputWeight W [3·hidden, in]
 * @param hiddenWeight U [3·hidden, hidden]
 * @param inputBias b [3·hidden]
 * @param hiddenBias c [3·hidden]
 */
public record GruCell(Expr inputWeight, Expr hiddenWeight, Expr inputBias, Expr hiddenBias) implements RecurrentCell<Expr> {
    @Override
    public Expr step(Expr x, Expr state) {
        Seq<Expr> in = RecurrentCell.gates(Layers.linear(x, inputWeight, inputBias), 3);
        Seq<Expr> back = RecurrentCell.gates(Layers.linear(state, hiddenWeight, hiddenBias), 3);
        Expr reset = in.get(0).plus(back.get(0)).sigmoid();
        Expr update = in.get(1).plus(back.get(1)).sigmoid();
        Expr candidate = in.get(2).plus(reset.times(back.get(2))).tanh();
        return update.subtractedFrom(1).times(candidate).plus(update.times(state));
    }

    @Override
    public Expr output(Expr state) {
        return state;
    }

    @Override
    public Expr zero(Expr x) {
        return RecurrentCell.zeros(x, hiddenWeight);
    }

    /** Random weights, uniform within ±1/√hidden as PyTorch begins. */
    public static GruCell init(RandomKey key, int in, int hidden) {
        return RnnCell.gated(key, in, hidden, 3, GruCell::new);
    }
}
