package fluxion.ops.eval;

/** Copies elements into another order, in which one layout has as many indices as the other. */
record CopyStep(Ports ports) implements OperationStep {
    @Override
    public void run(Frame frame) {
        frame.copy(in(0), out());
    }
}
