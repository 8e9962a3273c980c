package fluxion.ops.eval;

import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.storage.Storage;
import fluxion.ops.simd.Interruption;
import fluxion.ops.simd.Workers;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.lang.ref.SoftReference;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Steps over slots. Runs may overlap: each has its own frame; arrays between steps belong to one run at a time and are kept
 * for the next, results are always new.
 */
final class StepProgram {
    /** What a slot holds. */
    sealed interface Slot {}

    record Argument(int index) implements Slot {}

    record Constant(Tensor value) implements Slot {}

    /** An array of its own in every run: a result is in it. */
    record Fresh(TensorType type, String label) implements Slot {}

    /** An array that other slots use at other times. */
    record Reused(int cell) implements Slot {}

    /** An array for slots that are not results: at least as long as the type says. */
    record Cell(TensorType type, String label) {}

    record Output(BufferView place, TensorType type) {}

    private final Slot[] slots;
    private final Cell[] cells;
    private final PlanStep[] steps;
    private final Output[] outputs;
    private final AtomicReference<SoftReference<Object[]>> idle = new AtomicReference<>();

    StepProgram(Slot[] slots, Cell[] cells, PlanStep[] steps, Output[] outputs) {
        this.slots = slots;
        this.cells = cells;
        this.steps = steps;
        this.outputs = outputs;
    }

    Seq<Tensor> run(Tensor[] arguments, Workers workers) {
        Frame frame = new Frame(slots.length, workers);
        for (int i = 0; i < slots.length; i++) {
            switch (slots[i]) {
                case Argument(int index) -> load(frame, i, arguments[index], arguments[index].offset());
                case Constant(Tensor value) -> load(frame, i, value, 0);
                case Fresh _, Reused _ -> { }
            }
        }
        Object[] arrays = takeIdle();
        for (PlanStep step : steps) {
            Interruption.check();
            for (int slot : step.writes()) {
                frame.arrays[slot] = switch (slots[slot]) {
                    case Fresh(TensorType type, String label) -> Buffers.make(label, type);
                    case Reused(int cell) -> array(arrays, cell);
                    case Argument _, Constant _ -> throw new IllegalStateException("a step writes to what is given");
                };
            }
            step.run(frame);
        }
        idle.set(new SoftReference<>(arrays));
        return results(frame, arguments);
    }

    /**
     * A program that runs again and again, on arrays where they lie, into arrays that are given. Used by one thread at a time.
     */
    final class Again {
        private final Frame frame = new Frame(slots.length, Workers.SERIAL);
        private final int[] argumentSlots;
        private final Object[] own = new Object[slots.length];
        /** Per output, whether its slot may be the array that is given for it. */
        private final boolean[] direct = new boolean[outputs.length];
        private final Object[] targets = new Object[outputs.length];
        private final int[] bases = new int[outputs.length];

        Again(int arguments) {
            argumentSlots = new int[arguments];
            java.util.Arrays.fill(argumentSlots, -1);
            Object[] arrays = new Object[cells.length];
            for (int i = 0; i < slots.length; i++) {
                switch (slots[i]) {
                    case Argument(int index) -> argumentSlots[index] = i;
                    case Constant(Tensor value) -> StepProgram.load(frame, i, value, 0);
                    case Fresh _ -> { }
                    case Reused(int cell) -> frame.arrays[i] = array(arrays, cell);
                }
            }
            boolean[] taken = new boolean[slots.length];
            for (int i = 0; i < outputs.length; i++) {
                BufferView place = outputs[i].place();
                if (slots[place.slot()] instanceof Fresh(TensorType type, _) && place.isWhole() && !taken[place.slot()]
                        && type.shape().size() == outputs[i].type().shape().size()) {
                    direct[i] = true;
                    taken[place.slot()] = true;
                }
            }
        }

        void argument(int index, Object array, int base) {
            int slot = argumentSlots[index];
            if (slot >= 0) {
                frame.arrays[slot] = array;
                frame.bases[slot] = base;
            }
        }

        /** Where a result goes: an array of its size from a base on; null where it is not needed. */
        void target(int result, Object array, int base) {
            targets[result] = array;
            bases[result] = base;
        }

        void run(Workers workers) {
            frame.workers = workers;
            for (int i = 0; i < slots.length; i++) {
                if (slots[i] instanceof Fresh) {
                    frame.arrays[i] = null;
                }
            }
            for (int i = 0; i < outputs.length; i++) {
                if (direct[i] && targets[i] != null && bases[i] == 0) {
                    frame.arrays[outputs[i].place().slot()] = targets[i];
                }
            }
            for (PlanStep step : steps) {
                Interruption.check();
                for (int slot : step.writes()) {
                    if (frame.arrays[slot] == null) {
                        if (own[slot] == null && slots[slot] instanceof Fresh(TensorType type, String label)) {
                            own[slot] = Buffers.make(label, type);
                        }
                        frame.arrays[slot] = own[slot];
                    }
                }
                step.run(frame);
            }
            for (int i = 0; i < outputs.length; i++) {
                BufferView place = outputs[i].place();
                if (targets[i] != null && frame.arrays[place.slot()] != targets[i]) {
                    int[] dims = place.layout().dims;
                    Object from = frame.arrays[place.slot()];
                    if (place.layout().isContiguous()) {
                        System.arraycopy(from, frame.bases[place.slot()] + place.layout().offset, targets[i], bases[i],
                                (int) place.layout().size());
                    } else {
                        Copies.copy(from, place.layout(), frame.bases[place.slot()], targets[i], Layout.contiguous(dims),
                                bases[i], workers);
                    }
                }
            }
        }
    }

    private static void load(Frame frame, int slot, Tensor tensor, int base) {
        frame.arrays[slot] = tensor.storage().flat();
        frame.bases[slot] = base;
    }

    private Object[] takeIdle() {
        SoftReference<Object[]> kept = idle.getAndSet(null);
        Object[] arrays = kept == null ? null : kept.get();
        return arrays == null ? new Object[cells.length] : arrays;
    }

    private Object array(Object[] arrays, int cell) {
        if (arrays[cell] == null) {
            arrays[cell] = Buffers.make(cells[cell].label(), cells[cell].type());
        }
        return arrays[cell];
    }

    private Seq<Tensor> results(Frame frame, Tensor[] arguments) {
        Storage[] storages = new Storage[slots.length];
        Tensor[] results = new Tensor[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            Output output = outputs[i];
            int slot = output.place().slot();
            if (storages[slot] == null) {
                storages[slot] = switch (slots[slot]) {
                    case Argument(int index) -> arguments[index].storage();
                    case Constant(Tensor value) -> value.storage();
                    case Fresh _ -> Storage.of(frame.arrays[slot]);
                    case Reused _ -> throw new IllegalStateException("a result in a passing array");
                };
            }
            Layout layout = output.place().layout();
            results[i] = new Tensor(output.type(), storages[slot], frame.bases[slot] + layout.offset, Ints.of(layout.strides));
        }
        return Array.of(results);
    }

    /** One line per step. */
    String describe() {
        StringBuilder text = new StringBuilder();
        for (PlanStep step : steps) {
            text.append(step.describe()).append('\n');
        }
        return text.toString();
    }
}
