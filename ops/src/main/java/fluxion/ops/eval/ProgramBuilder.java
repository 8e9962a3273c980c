package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the steps of a program and gives the buffers between them their arrays: freed ones are used again. */
final class ProgramBuilder {
    private final StepProgram.Slot[] slots;
    private final List<PlanStep> steps = new ArrayList<>();
    private final List<StepProgram.Output> outputs = new ArrayList<>();
    private final boolean[] fresh;

    ProgramBuilder(int slots) {
        this.slots = Arrays.copyOf(new StepProgram.Slot[0], slots);
        this.fresh = new boolean[slots];
    }

    void argument(int index, int slot) {
        if (slot >= 0) {
            slots[slot] = new StepProgram.Argument(index);
        }
    }

    void constant(Tensor value, int slot) {
        if (slot >= 0) {
            slots[slot] = new StepProgram.Constant(value);
        }
    }

    void buffer(int slot, TensorType type, String label) {
        slots[slot] = new StepProgram.Fresh(type, label);
    }

    void step(PlanStep step) {
        steps.add(step);
    }

    void result(BufferView place, TensorType type) {
        switch (slots[place.slot()]) {
            case StepProgram.Argument _, StepProgram.Constant _ -> { }
            case StepProgram.Fresh _, StepProgram.Reused _ -> fresh[place.slot()] = true;
        }
        outputs.add(new StepProgram.Output(place, type));
    }

    StepProgram build() {
        int[] lastUse = new int[slots.length];
        for (int i = 0; i < steps.size(); i++) {
            for (int slot : steps.get(i).reads()) {
                lastUse[slot] = i;
            }
            for (int slot : steps.get(i).writes()) {
                lastUse[slot] = i;
            }
        }
        List<List<Integer>> ending = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            ending.add(new ArrayList<>());
        }
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot] instanceof StepProgram.Fresh && !fresh[slot]) {
                ending.get(lastUse[slot]).add(slot);
            }
        }
        List<StepProgram.Cell> cells = new ArrayList<>();
        List<ArrayDeque<Integer>> free = new ArrayList<>();
        for (DType _ : DType.values()) {
            free.add(new ArrayDeque<>());
        }
        for (int i = 0; i < steps.size(); i++) {
            for (int slot : steps.get(i).writes()) {
                if (!fresh[slot] && slots[slot] instanceof StepProgram.Fresh(TensorType type, String label)) {
                    slots[slot] = new StepProgram.Reused(cell(type, label, cells, free.get(type.dtype().ordinal())));
                }
            }
            for (int slot : ending.get(i)) {
                if (slots[slot] instanceof StepProgram.Reused(int cell)) {
                    free.get(cells.get(cell).type().dtype().ordinal()).push(cell);
                }
            }
        }
        return new StepProgram(slots, cells.toArray(StepProgram.Cell[]::new), steps.toArray(PlanStep[]::new),
                outputs.toArray(StepProgram.Output[]::new));
    }

    /** The free array that fits best, not wastefully; a new one where there is none. */
    private static int cell(TensorType type, String label, List<StepProgram.Cell> cells, ArrayDeque<Integer> free) {
        long size = type.shape().size();
        int best = -1;
        for (int cell : free) {
            long room = cells.get(cell).type().shape().size();
            if (room >= size && room <= 2 * size + 1024 && (best < 0 || room < cells.get(best).type().shape().size())) {
                best = cell;
            }
        }
        if (best >= 0) {
            free.remove((Integer) best);
            return best;
        }
        cells.add(new StepProgram.Cell(type, label));
        return cells.size() - 1;
    }
}
