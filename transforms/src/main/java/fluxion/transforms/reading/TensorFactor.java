package fluxion.transforms.reading;

import fluxion.core.Expr;
import fluxion.core.Ints;
import java.util.function.IntUnaryOperator;

/**
 * A factor of a product that is written with indices.
 *
 * @param of a tensor
 * @param at the index of each of its axes
 * @param power 1, or −1 for the reciprocals of its elements
 */
record TensorFactor(Expr of, Ints at, int power) {
    TensorFactor renamed(IntUnaryOperator names) {
        return new TensorFactor(of, at.map(names), power);
    }
}
