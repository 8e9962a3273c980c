package fluxion.ops.eval;

import fluxion.core.op.Fourier;
import fluxion.ops.fourier.FourierKernel;

/** The Fourier transform of every line, in double precision whatever the dtype. */
record FourierStep(Fourier op, Ports ports) implements OperationStep {
    @Override
    public void run(Frame frame) {
        Layout x = in(0).layout();
        if (out().layout().isEmpty() || x.isEmpty()) {
            return;
        }
        Doubles from = Doubles.ordered(frame, in(0));
        int read = switch (op.kind()) {
            case FORWARD, BACKWARD -> 2 * op.n();
            case REAL -> op.n();
            case HALF -> 2 * (op.n() / 2 + 1);
        };
        int lines = (int) (x.size() / read);
        Doubles to = Doubles.result(frame, out());
        FourierKernel.transform(op, from.array(), from.start(), to.array(), to.start(), lines, frame.workers);
        to.deliver(frame, out());
    }
}
