package fluxion.ops.eval;

/** One step of a program: reads some slots, writes others. */
interface PlanStep {
    /** The slots it reads. */
    int[] reads();

    /** The slots it writes, each wholly. */
    int[] writes();

    void run(Frame frame);

    /** One line for {@link Plan#toString()}. */
    String describe();
}
