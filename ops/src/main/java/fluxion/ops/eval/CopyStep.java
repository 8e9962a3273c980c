package fluxion.ops.eval;

/** Copies elements into another order, in which one layout has as many indices as the other. */
record CopyStep(BufferView from, BufferView to, String text) implements PlanStep {
    @Override
    public int[] reads() {
        return new int[] {from.slot()};
    }

    @Override
    public int[] writes() {
        return new int[] {to.slot()};
    }

    @Override
    public void run(Frame frame) {
        Copies.copy(frame.arrays[from.slot()], from.layout(), frame.bases[from.slot()], frame.arrays[to.slot()], to.layout(),
                frame.bases[to.slot()], frame.workers);
    }

    @Override
    public String describe() {
        return text;
    }
}
