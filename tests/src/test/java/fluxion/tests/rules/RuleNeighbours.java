package fluxion.tests.rules;

import fluxion.core.Expr;
import io.vavr.collection.Seq;

/**
 * For each rule that patterns cannot say, expressions at the borders of its conditions: one more that holds, or one that
 * does not. {@link RuleResults} tell which it replaces.
 */
final class RuleNeighbours {
    private RuleNeighbours() {}

    static Seq<Expr> of(String rule) {
        return NumberNeighbours.of(rule).appendAll(MovementNeighbours.of(rule)).appendAll(StructureNeighbours.of(rule))
                .appendAll(SumNeighbours.of(rule)).appendAll(ProductNeighbours.of(rule)).appendAll(ChainNeighbours.of(rule));
    }
}
