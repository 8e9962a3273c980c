package fluxion.ops.eval;

import fluxion.core.op.LinearAlgebra;
import fluxion.ops.linalg.EighKernel;
import fluxion.ops.linalg.QrKernel;
import fluxion.ops.linalg.SvdKernel;
import fluxion.ops.simd.Workers;
import java.util.Arrays;

/**
 * A factorisation of several results of every matrix of a batch. Where eigenvalues or singular values are all that is
 * needed, vectors are not computed.
 *
 * @param outs for each result where it goes, null where nothing needs it
 */
record FactorStep(LinearAlgebra op, BufferView in, BufferView[] outs, String describe) implements PlanStep {
    /** Work on a task of a batch, as the cube of a matrix's rows. */
    private static final int TASK = 1 << 15;

    @Override
    public int[] reads() {
        return new int[] {in.slot()};
    }

    @Override
    public int[] writes() {
        return Arrays.stream(outs).filter(out -> out != null).mapToInt(BufferView::slot).toArray();
    }

    @Override
    public void run(Frame frame) {
        int[] dims = in.layout().dims;
        int rank = dims.length - 2;
        int m = dims[rank];
        int n = dims[rank + 1];
        int batch = 1;
        for (int d = 0; d < rank; d++) {
            batch *= dims[d];
        }
        if (batch == 0 || m == 0 || n == 0) {
            return;
        }
        int k = Math.min(m, n);
        int[] sizes = switch (op) {
            case LinearAlgebra.Qr _ -> new int[] {m * k, k * n};
            case LinearAlgebra.Eigh _ -> new int[] {n, n * n};
            case LinearAlgebra.Svd _ -> new int[] {m * k, k, k * n};
            case LinearAlgebra other -> throw new IllegalStateException(other.label() + " has one result");
        };
        Doubles a = Doubles.ordered(frame, in);
        Doubles[] results = new Doubles[outs.length];
        for (int r = 0; r < outs.length; r++) {
            results[r] = outs[r] == null ? a : Doubles.result(frame, outs[r]);
        }
        int each = (int) Math.clamp(TASK / Math.max(1, (long) m * n * Math.max(m, n)), 1, batch);
        int count = batch;
        frame.workers.run((batch + each - 1) / each, task -> {
            double[] all = new double[Arrays.stream(sizes).sum()];
            for (int i = task * each; i < Math.min(count, (task + 1) * each); i++) {
                one(a.array(), a.at(i, m * n), m, n, all, count == 1 ? frame.workers : Workers.SERIAL);
                int from = 0;
                for (int r = 0; r < sizes.length; r++) {
                    if (outs[r] != null) {
                        System.arraycopy(all, from, results[r].array(), results[r].at(i, sizes[r]), sizes[r]);
                    }
                    from += sizes[r];
                }
            }
        });
        for (int r = 0; r < outs.length; r++) {
            if (outs[r] != null) {
                results[r].deliver(frame, outs[r]);
            }
        }
    }

    private void one(double[] a, int x, int m, int n, double[] to, Workers workers) {
        switch (op) {
            case LinearAlgebra.Qr _ -> QrKernel.factor(a, x, m, n, to, 0, workers);
            case LinearAlgebra.Eigh _ -> EighKernel.factor(a, x, n, to, 0, outs[1] != null, workers);
            case LinearAlgebra.Svd _ -> SvdKernel.factor(a, x, m, n, to, 0, outs[0] != null || outs[2] != null, workers);
            case LinearAlgebra other -> throw new IllegalStateException(other.label() + " has one result");
        }
    }
}
