package fluxion.ops.fourier;

import fluxion.core.op.Fourier;
import fluxion.ops.simd.Workers;

/** Transforms of many lines of numbers at a time. */
public final class FourierKernel {
    /** Numbers in a task. */
    private static final int TASK = 1 << 13;

    private FourierKernel() {}

    /** Transforms each of some lines; complex numbers are real and imaginary parts in turn. */
    public static void transform(Fourier op, double[] from, int start, double[] to, int end, int lines, Workers workers) {
        int n = op.n();
        int half = 2 * (n / 2 + 1);
        int read = switch (op.kind()) { case FORWARD, BACKWARD -> 2 * n; case REAL -> n; case HALF -> half; };
        int write = switch (op.kind()) { case FORWARD, BACKWARD -> 2 * n; case REAL -> half; case HALF -> n; };
        int each = Math.max(1, TASK / n);
        workers.run((lines + each - 1) / each, task -> {
            Room room = switch (op.kind()) { case FORWARD, BACKWARD -> Room.complex(n); case REAL, HALF -> Room.real(n); };
            for (int i = task * each; i < Math.min(lines, (task + 1) * each); i++) {
                int x = start + i * read;
                int y = end + i * write;
                switch (op.kind()) {
                    case FORWARD -> forward(from, x, to, y, n, room);
                    case BACKWARD -> backward(from, x, to, y, n, room);
                    case REAL -> real(from, x, to, y, n, room);
                    case HALF -> half(from, x, to, y, n, room);
                    default -> throw new IllegalStateException("no case for " + op.kind());
                }
            }
        });
    }

    /** What one line after another needs: a plan, roots of unity where real numbers are paired, and places. */
    record Room(FourierPlan plan, double[] turns, double[] z, double[] rest) {
        static Room complex(int n) {
            FourierPlan plan = FourierPlan.of(n);
            return new Room(plan, new double[0], new double[2 * plan.length()], new double[plan.room()]);
        }

        static Room real(int n) {
            boolean paired = n % 2 == 0;
            FourierPlan plan = FourierPlan.of(paired ? n / 2 : n);
            return new Room(plan, paired ? FourierPlan.table(n) : new double[0], new double[2 * plan.length()],
                    new double[plan.room()]);
        }
    }

    /** From n complex numbers at x to n at y. */
    static void forward(double[] from, int x, double[] to, int y, int n, Room room) {
        System.arraycopy(from, x, room.z, 0, 2 * n);
        room.plan.forward(room.z, room.rest);
        System.arraycopy(room.z, 0, to, y, 2 * n);
    }

    /** The other way, without the factor 1/n. */
    static void backward(double[] from, int x, double[] to, int y, int n, Room room) {
        exchange(from, x, room.z, 0, n);
        room.plan.forward(room.z, room.rest);
        exchange(room.z, 0, to, y, n);
    }

    /** From n real numbers to the first n/2 + 1 complex ones. */
    static void real(double[] from, int x, double[] to, int y, int n, Room room) {
        if (n % 2 == 0) {
            realPaired(from, x, to, y, n, room.plan, room.turns, room.z, room.rest);
        } else {
            real(from, x, to, y, n, room.plan, room.z, room.rest);
        }
    }

    /** Back from n/2 + 1 complex numbers, without the factor 1/n. */
    static void half(double[] from, int x, double[] to, int y, int n, Room room) {
        if (n % 2 == 0) {
            halfPaired(from, x, to, y, n, room.plan, room.turns, room.z, room.rest);
        } else {
            half(from, x, to, y, n, room.plan, room.z, room.rest);
        }
    }

    /** Real and imaginary parts exchanged: around a transform that makes it go the other way. */
    private static void exchange(double[] from, int x, double[] to, int y, int n) {
        for (int k = 0; k < 2 * n; k += 2) {
            double re = from[x + k];
            to[y + k] = from[x + k + 1];
            to[y + k + 1] = re;
        }
    }

    private static void real(double[] from, int x, double[] to, int y, int n, FourierPlan plan, double[] z, double[] room) {
        for (int j = 0; j < n; j++) {
            z[2 * j] = from[x + j];
            z[2 * j + 1] = 0;
        }
        plan.forward(z, room);
        System.arraycopy(z, 0, to, y, 2 * (n / 2 + 1));
        to[y + 1] = 0;
    }

    private static void half(double[] from, int x, double[] to, int y, int n, FourierPlan plan, double[] z, double[] room) {
        z[0] = 0;
        z[1] = from[x];
        for (int k = 1; k <= n / 2; k++) {
            // exchanged, as the transform goes backwards
            z[2 * k] = from[x + 2 * k + 1];
            z[2 * k + 1] = from[x + 2 * k];
            z[2 * (n - k)] = -from[x + 2 * k + 1];
            z[2 * (n - k) + 1] = from[x + 2 * k];
        }
        plan.forward(z, room);
        for (int j = 0; j < n; j++) {
            to[y + j] = z[2 * j + 1];
        }
    }

    /** The numbers with even positions as real, those with odd ones as imaginary parts of half as many. */
    private static void realPaired(double[] from, int x, double[] to, int y, int n, FourierPlan plan, double[] turns, double[] z,
            double[] room) {
        int h = n / 2;
        System.arraycopy(from, x, z, 0, n);
        plan.forward(z, room);
        for (int k = 0; k <= h; k++) {
            int a = 2 * (k % h);
            int b = 2 * ((h - k) % h);
            double sr = 0.5 * (z[a] + z[b]), si = 0.5 * (z[a + 1] - z[b + 1]);
            double dr = 0.5 * (z[a] - z[b]), di = 0.5 * (z[a + 1] + z[b + 1]);
            double wr = turns[2 * k], wi = turns[2 * k + 1];
            // −i·w·d
            to[y + 2 * k] = sr + (dr * wi + di * wr);
            to[y + 2 * k + 1] = si - (dr * wr - di * wi);
        }
        to[y + 1] = 0;
        to[y + 2 * h + 1] = 0;
    }

    private static void halfPaired(double[] from, int x, double[] to, int y, int n, FourierPlan plan, double[] turns, double[] z,
            double[] room) {
        int h = n / 2;
        for (int k = 0; k < h; k++) {
            double ar = from[x + 2 * k], ai = k == 0 ? 0 : from[x + 2 * k + 1];
            double br = from[x + 2 * (h - k)], bi = k == 0 ? 0 : -from[x + 2 * (h - k) + 1];
            double sr = ar + br, si = ai + bi, dr = ar - br, di = ai - bi;
            double wr = turns[2 * k], wi = -turns[2 * k + 1];
            // s + i·w̄·d, exchanged
            z[2 * k] = si + (dr * wr - di * wi);
            z[2 * k + 1] = sr - (dr * wi + di * wr);
        }
        plan.forward(z, room);
        exchange(z, 0, to, y, h);
    }
}
