package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
        List<TreeMap<Long, ArrayDeque<Integer>>> free = new ArrayList<>();
        for (DType _ : DType.values()) {
            free.add(new TreeMap<>());
        }
        for (int i = 0; i < steps.size(); i++) {
            for (int slot : steps.get(i).writes()) {
                if (!fresh[slot] && slots[slot] instanceof StepProgram.Fresh(TensorType type, String label)) {
                    slots[slot] = new StepProgram.Reused(cell(type, label, cells, free.get(type.dtype().ordinal())));
                }
            }
            for (int slot : ending.get(i)) {
                if (slots[slot] instanceof StepProgram.Reused(int cell)) {
                    TensorType type = cells.get(cell).type();
                    free.get(type.dtype().ordinal()).computeIfAbsent(type.shape().size(), _ -> new ArrayDeque<>()).push(cell);
                }
            }
        }
        return new StepProgram(slots, cells.toArray(StepProgram.Cell[]::new), steps.toArray(PlanStep[]::new),
                outputs.toArray(StepProgram.Output[]::new));
    }

    /** The free array that fits best, not wastefully, of several the last that became free; a new one where there is none. */
    private static int cell(TensorType type, String label, List<StepProgram.Cell> cells,
            TreeMap<Long, ArrayDeque<Integer>> free) {
        long size = type.shape().size();
        Map.Entry<Long, ArrayDeque<Integer>> best = free.ceilingEntry(size);
        if (best != null && best.getKey() <= 2 * size + 1024) {
            int cell = best.getValue().pop();
            if (best.getValue().isEmpty()) {
                free.remove(best.getKey());
            }
            return cell;
        }
        cells.add(new StepProgram.Cell(type, label));
        return cells.size() - 1;
    }
}
