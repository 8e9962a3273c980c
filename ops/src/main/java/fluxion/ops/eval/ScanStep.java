package fluxion.ops.eval;

import fluxion.core.TensorType;
import fluxion.core.op.Scan;
import fluxion.ops.simd.Interruption;
import io.vavr.collection.Seq;

/**
 * A loop of known length. The body is planned once and reads the elements of its sequences where they lie; the carry goes to
 * and fro between two arrays.
 */
final class ScanStep implements OperationStep {
    private final Scan op;
    private final Ports ports;
    private final BufferView[] in;
    private final BufferView[] out;
    private final io.vavr.Lazy<Body> body;

    ScanStep(Scan op, Ports ports) {
        this.op = op;
        this.ports = ports;
        this.in = ports.in();
        this.out = ports.out();
        this.body = io.vavr.Lazy.of(this::plan);
    }

    private Body plan() {
        Layout[] layouts = new Layout[in.length];
        for (int i = 0; i < in.length; i++) {
            layouts[i] = i < op.consts() ? in[i].layout() : i < op.consts() + op.carries()
                    ? Layout.contiguous(in[i].layout().dims)
                    : ControlSteps.row(in[i].layout());
        }
        return new Body(op.step(), layouts);
    }

    @Override
    public Ports ports() {
        return ports;
    }

    @Override
    public void run(Frame frame) {
        int consts = op.consts();
        int carries = op.carries();
        int n = op.length();
        if (n == 0) {
            for (int i = 0; i < carries; i++) {
                Object start = ControlSteps.array(op.step().params().get(consts + i).type());
                ControlSteps.load(frame, in[consts + i], start);
                ControlSteps.store(frame, start, out[i]);
            }
            return;
        }
        Body.Run run = body.get().take();
        if (run.kept == null) {
            Seq<TensorType> types = op.step().parameterTypes().slice(consts, consts + carries);
            run.kept = new Object[][] {ControlSteps.arrays(types), ControlSteps.arrays(types)};
        }
        Object[] now = run.kept[0];
        Object[] next = run.kept[1];
        for (int i = 0; i < consts; i++) {
            run.argument(i, frame.arrays[in[i].slot()], frame.bases[in[i].slot()]);
        }
        for (int i = 0; i < carries; i++) {
            ControlSteps.load(frame, in[consts + i], now[i]);
        }
        int ys = out.length - carries;
        int[] sizes = new int[ys];
        for (int i = 0; i < ys; i++) {
            sizes[i] = (int) op.step().results().get(carries + i).shape().size();
        }
        for (int t = 0; t < n; t++) {
            Interruption.check();
            int at = op.reverse() ? n - 1 - t : t;
            for (int i = consts + carries; i < in.length; i++) {
                run.argument(i, frame.arrays[in[i].slot()], frame.bases[in[i].slot()] + at * in[i].layout().strides[0]);
            }
            for (int i = 0; i < carries; i++) {
                run.argument(consts + i, now[i], 0);
                run.target(i, next[i], 0);
            }
            for (int i = 0; i < ys; i++) {
                BufferView place = out[carries + i];
                run.target(carries + i, place == null ? null : frame.arrays[place.slot()], at * sizes[i]);
            }
            run.run(frame.workers);
            Object[] last = now;
            now = next;
            next = last;
        }
        for (int i = 0; i < carries; i++) {
            ControlSteps.store(frame, now[i], out[i]);
        }
        body.get().give(run);
    }
}
