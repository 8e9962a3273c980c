package fluxion.tests.programs;

import io.vavr.collection.Seq;

/**
 * One instruction of a program.
 *
 * @param id the number of its value
 * @param op the name of an {@link Operation}
 * @param operands the numbers of values before it
 * @param bodies the functions that control flow and transforms take
 */
public record Step(int id, String op, Seq<Integer> operands, Settings settings, Seq<Body> bodies) {

    /** All steps of this one and of its bodies. */
    Seq<Step> all() {
        return bodies.flatMap(b -> b.steps().flatMap(Step::all)).prepend(this);
    }
}
