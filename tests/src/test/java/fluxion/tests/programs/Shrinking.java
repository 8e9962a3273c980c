package fluxion.tests.programs;

import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import io.vavr.collection.Array;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import java.util.function.Predicate;

/** Makes a program that fails smaller, as long as it fails. */
final class Shrinking {
    private Shrinking() {}

    /** @param seconds after which the smallest one so far is given */
    static Program of(Program program, Predicate<Program> fails, int seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        Program smallest = live(program);
        boolean isSmaller = true;
        while (isSmaller && System.nanoTime() < end) {
            isSmaller = false;
            for (Program smaller : candidates(smallest)) {
                if (System.nanoTime() > end) {
                    break;
                }
                Program lively = live(smaller);
                if (size(lively) < size(smallest) && fails(lively, fails)) {
                    smallest = lively;
                    isSmaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    /** Programs that cannot be traced do not count. */
    private static boolean fails(Program program, Predicate<Program> fails) {
        try {
            program.function();
        } catch (RuntimeException invalid) {
            return false;
        }
        return fails.test(program);
    }

    private static int size(Program program) {
        return program.steps().size();
    }

    /** An earlier result; any step left out, one of its operands in its place. */
    private static Seq<Program> candidates(Program program) {
        Seq<Program> earlier = program.body().steps().map(Step::id).flatMap(id -> ending(program, id));
        Seq<Program> without = program.steps().reverse().flatMap(step -> step.operands().distinct()
                .map(in -> with(program, replaced(program.body(), step.id(), in))));
        Seq<Program> inlined = program.steps().flatMap(step -> step.bodies()
                .filter(b -> b.parameters().size() == step.operands().size() && b.results().size() == 1)
                .map(b -> with(program, opened(program.body(), step, b))));
        return earlier.appendAll(without).appendAll(inlined);
    }

    private static Seq<Program> ending(Program program, int result) {
        try {
            Body body = new Body(program.body().parameters(), program.body().steps(), Array.of(result));
            TensorType type = new Program(0, body, program.inputs(), program.integers(), program.weights(), program.tangents())
                    .function().results().head().tensorType();
            return type.dtype().isFloat() ? Array.of(new Program(program.seed(), body, program.inputs(), program.integers(),
                    weights(type), program.tangents())) : Array.empty();
        } catch (RuntimeException invalid) {
            return Array.empty();
        }
    }

    private static Tensor weights(TensorType type) {
        return ElementwiseSteps.literal(type.dtype().toString(), Shape.of(type.shape().dims().toArray()),
                Array.range(0, (int) type.shape().size()).map(i -> (Object) (1.0 + 0.25 * (i % 5))));
    }

    private static Program with(Program program, Body body) {
        return new Program(program.seed(), body, program.inputs(), program.integers(), program.weights(), program.tangents());
    }

    private static Body replaced(Body body, int gone, int instead) {
        return new Body(body.parameters(), body.steps().filter(s -> s.id() != gone)
                .map(s -> new Step(s.id(), s.op(), s.operands().map(k -> k == gone ? instead : k),
                s.settings(), s.bodies().map(b -> replaced(b, gone, instead)))), body.results()
                        .map(k -> k == gone ? instead : k));
    }

    /** The steps of a body in the place of the step that it belongs to. */
    private static Body opened(Body body, Step step, Body inner) {
        Body opened = new Body(body.parameters(), body.steps().flatMap(s -> s == step ? inner.steps()
                : Array.of(new Step(s.id(), s.op(), s.operands(), s.settings(), s.bodies().map(b -> opened(b, step, inner))))),
                        body.results());
        Body bound = inner.parameters().zip(step.operands()).foldLeft(opened, (b, p) -> replaced(b, p._1, p._2));
        return replaced(bound, step.id(), inner.results().head());
    }

    /** Without the steps that nothing needs. */
    private static Program live(Program program) {
        return with(program, live(program.body()));
    }

    private static Body live(Body body) {
        Set<Integer> needed = HashSet.ofAll(body.results());
        Seq<Step> kept = Array.empty();
        for (Step step : body.steps().reverse()) {
            if (needed.contains(step.id())) {
                Step lean = new Step(step.id(), step.op(), step.operands(), step.settings(), step.bodies().map(Shrinking::live));
                kept = kept.prepend(lean);
                needed = needed.addAll(lean.all().flatMap(Step::operands)).addAll(lean.bodies().flatMap(Body::results));
                needed = needed.addAll(lean.all().flatMap(s -> s.bodies().flatMap(Body::results)));
            }
        }
        return new Body(body.parameters(), kept, body.results());
    }
}
