package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.op.Fourier;
import fluxion.ops.fourier.FourierKernel;

/** The Fourier transform of every line, in double precision whatever the dtype. */
record FourierStep(Fourier op, DType dtype, BufferView x, BufferView out, String describe) implements PlanStep {
    @Override
    public int[] reads() {
        return new int[] {x.slot()};
    }

    @Override
    public int[] writes() {
        return new int[] {out.slot()};
    }

    @Override
    public void run(Frame frame) {
        if (out.layout().isEmpty() || x.layout().isEmpty()) {
            return;
        }
        Doubles from = Doubles.ordered(frame, x);
        int read = switch (op.kind()) {
            case FORWARD, BACKWARD -> 2 * op.n();
            case REAL -> op.n();
            case HALF -> 2 * (op.n() / 2 + 1);
        };
        int lines = (int) (x.layout().size() / read);
        Doubles to = Doubles.result(frame, out);
        FourierKernel.transform(op, from.array(), from.start(), to.array(), to.start(), lines, frame.workers);
        to.deliver(frame, out);
    }
}
