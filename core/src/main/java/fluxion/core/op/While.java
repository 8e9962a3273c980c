package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.ExprType;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * A loop that runs while a condition holds, and further sweeps over the steps that it made. Operands are
 * {@code (consts…, states of each sweep…)}, results the last states of each sweep.
 *
 * <p>The first sweep is the loop: {@code while (condition(consts, state)) state = step(consts, state)}. Each step may also
 * write values on a tape, one entry for each step; further sweeps go over the same steps, back or forth, and read at each of
 * them what earlier sweeps wrote there. How many steps there are is known only when the loop runs, so the tape is no value
 * of the program: it is what reverse mode keeps. The derivative of such an operation is one with larger states, its
 * transpose one with more sweeps; so derivatives of any order are of this form.
 *
 * @param condition a closed function (consts, states of the first sweep) to bool[]
 * @param sweeps at least one; the first goes forward and reads nothing
 * @param consts how many operands are the same in every step
 * @param lanes present where each lane stops by itself; then every state has a value for each lane
 * @param checkpoints what is kept of the tape
 */
public record While(Fn condition, Seq<Sweep> sweeps, int consts, Option<Lanes> lanes, Checkpoints checkpoints)
        implements Control {
    /**
     * One walk over the steps of a loop.
     *
     * @param step a closed function (consts, states, tape entries read) to (states, tape entries written)
     * @param states how many states it threads
     * @param reads the numbers of the tape entries that it reads, counted over all earlier sweeps
     * @param backward whether it goes from the last step to the first
     */
    public record Sweep(Fn step, int states, Ints reads, boolean backward) {
        /** How many values each step writes on the tape. */
        public int writes() {
            return step.results().size() - states;
        }
    }

    @Override
    public String label() {
        return "while";
    }

    /** Where the states of a sweep begin among all states. */
    public int offset(int sweep) {
        return sweeps.take(sweep).map(Sweep::states).sum().intValue();
    }

    @Override
    public ExprType infer(Seq<TensorType> operands) {
        int all = offset(sweeps.size());
        OperandChecks.arity(this, consts + all, operands);
        Seq<TensorType> given = Array.ofAll(sweeps.get(0).step().parameterTypes().take(consts))
                .appendAll(sweeps.flatMap(s -> s.step().parameterTypes().slice(consts, consts + s.states())));
        Seq<TensorType> tape = Array.empty();
        for (Sweep sweep : sweeps) {
            Seq<TensorType> parameters = sweep.step().parameterTypes();
            Seq<TensorType> results = sweep.step().resultTypes();
            Seq<TensorType> states = parameters.slice(consts, consts + sweep.states());
            OperandChecks.shape(this, results.take(sweep.states()).equals(states),
                    "the body must give a state like the one it takes, "
                    + OperandChecks.list(states),
                    OperandChecks.list(results.take(sweep.states())));
            Seq<TensorType> written = tape;
            OperandChecks.shape(this, sweep.reads().forAll(r -> r >= 0 && r < written.size()),
                    "a sweep must read entries that earlier ones wrote, of "
                    + written.size(), sweep.reads());
            Seq<TensorType> read = Array.ofAll(sweep.reads()).map(written::get);
            OperandChecks.shape(this, parameters.take(consts).equals(given.take(consts))
                    && parameters.drop(consts + sweep.states()).equals(read),
                    "the body must take " + OperandChecks.list(given.take(consts).appendAll(states).appendAll(read)),
                    OperandChecks.list(parameters));
            tape = tape.appendAll(results.drop(sweep.states()));
        }
        Seq<TensorType> tested = given.take(consts + sweeps.get(0).states());
        OperandChecks.shape(this, condition.parameterTypes().equals(tested), "the condition must take "
                + OperandChecks.list(tested),
                OperandChecks.list(condition.parameterTypes()));
        OperandChecks.dtype(this, condition.resultTypes().equals(Array.of(TensorType.scalar(DType.BOOL))),
                "the condition must give bool[]",
                OperandChecks.list(condition.resultTypes()));
        Seq<TensorType> wide = lanes.map(l -> OperandChecks.lanes(given, l.mapped(), l.size())).getOrElse(given);
        OperandChecks.shape(this, wide.equals(operands), "requires " + OperandChecks.list(wide), OperandChecks.list(operands));
        return OperandChecks.results(wide.drop(consts));
    }

    @Override
    public Seq<Fn> bodies() {
        return sweeps.map(Sweep::step).prepend(condition);
    }

    @Override
    public Control withBodies(Seq<Fn> bodies) {
        return new While(bodies.get(0),
                sweeps.zipWith(bodies.tail(), (s, step) -> new Sweep(step, s.states(), s.reads(), s.backward())),
                consts, lanes, checkpoints);
    }
}
