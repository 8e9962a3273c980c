package fluxion.ops.eval;

/** The step of one operation: its operands and results lie where its ports say. */
interface OperationStep extends PlanStep {
    Ports ports();

    default BufferView in(int operand) {
        return ports().in()[operand];
    }

    /** Where the only result goes. */
    default BufferView out() {
        return ports().out()[0];
    }

    @Override
    default int[] reads() {
        return ports().reads();
    }

    @Override
    default int[] writes() {
        return ports().writes();
    }

    @Override
    default String describe() {
        return ports().line();
    }
}
