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
 */
record FactorStep(LinearAlgebra op, Ports ports) implements OperationStep {
    /** Work on a task of a batch, as the cube of a matrix's rows. */
    private static final int TASK = 1 << 15;

    @Override
    public void run(Frame frame) {
        BufferView[] outs = ports.out();
        int[] dims = in(0).layout().dims;
        int rank = dims.length - 2;
        int m = dims[rank];
        int n = dims[rank + 1];
        int batch = AxisLines.product(dims, 0, rank);
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
        Doubles a = Doubles.ordered(frame, in(0));
        Doubles[] results = new Doubles[outs.length];
        for (int r = 0; r < outs.length; r++) {
            results[r] = outs[r] == null ? a : Doubles.result(frame, outs[r]);
        }
        int each = (int) Math.clamp(TASK / Math.max(1, (long) m * n * Math.max(m, n)), 1, batch);
        frame.workers.run((batch + each - 1) / each, task -> {
            double[] all = new double[Arrays.stream(sizes).sum()];
            for (int i = task * each; i < Math.min(batch, (task + 1) * each); i++) {
                one(a.array(), a.at(i, m * n), m, n, all, batch == 1 ? frame.workers : Workers.SERIAL);
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

    private boolean isNeeded(int result) {
        return ports.out()[result] != null;
    }

    private void one(double[] a, int x, int m, int n, double[] to, Workers workers) {
        switch (op) {
            case LinearAlgebra.Qr _ -> QrKernel.factor(a, x, m, n, to, 0, workers);
            case LinearAlgebra.Eigh _ -> EighKernel.factor(a, x, n, to, 0, isNeeded(1), workers);
            case LinearAlgebra.Svd _ -> SvdKernel.factor(a, x, m, n, to, 0, isNeeded(0) || isNeeded(2), workers);
            case LinearAlgebra other -> throw new IllegalStateException(other.label() + " has one result");
        }
    }
}
