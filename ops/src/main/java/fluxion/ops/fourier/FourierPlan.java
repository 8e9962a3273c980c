package fluxion.ops.fourier;

import fluxion.ops.functions.CircularF64;
import fluxion.ops.simd.Interruption;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The complex transform of one length, in O(n log n) for every length: Stockham's autosort algorithm in passes of radix 4, 2,
 * 3, 5 and further primes up to {@value #PRIME} (Van Loan, "Computational Frameworks for the Fast Fourier Transform", 1992);
 * lengths with a larger prime factor as a convolution by transforms of a power of two (Bluestein 1970). Roots of unity are
 * each computed from their reduced angle, so that errors grow like log n, and have the same bits on every machine.
 */
final class FourierPlan {
    private static final int PRIME = 13;
    /** Of how many lengths plans and tables are kept, while there is room for them. */
    private static final int LENGTHS = 64;
    private static final Map<Integer, SoftReference<FourierPlan>> KNOWN = new ConcurrentHashMap<>();
    private static final Map<Integer, SoftReference<double[]>> TABLES = new ConcurrentHashMap<>();

    private final int n;
    private final int[] radices;
    /** e^(−2πi·t/n), real and imaginary parts in turn; for Bluestein's method e^(−πi·t²/n). */
    private final double[] roots;
    /** Bluestein's: the longer transform, and that of the chirp. */
    private final FourierPlan longer;
    private final double[] chirp;

    static FourierPlan of(int n) {
        SoftReference<FourierPlan> known = KNOWN.get(n);
        FourierPlan plan = known == null ? null : known.get();
        if (plan == null) {
            plan = new FourierPlan(n);
            KNOWN.keySet().removeIf(length -> KNOWN.size() >= LENGTHS);
            KNOWN.put(n, new SoftReference<>(plan));
        }
        return plan;
    }

    private FourierPlan(int n) {
        this.n = n;
        this.radices = radices(n);
        this.roots = new double[2 * n];
        if (n == 1 || radices.length > 0) {
            for (int t = 0; t < n; t++) {
                Interruption.check(t);
                root(t, n, roots, t);
            }
            this.longer = this;
            this.chirp = roots;
        } else {
            for (int t = 0; t < n; t++) {
                Interruption.check(t);
                root((long) t * t % (2L * n), 2L * n, roots, t);
            }
            this.longer = of(Integer.highestOneBit(Math.multiplyExact(2, n) - 1) * (Integer.bitCount(2 * n - 1) == 1 ? 1 : 2));
            this.chirp = new double[2 * longer.n];
            for (int t = 0; t < n; t++) {
                for (int at : new int[] {t, (longer.n - t) % longer.n}) {
                    chirp[2 * at] = roots[2 * t];
                    chirp[2 * at + 1] = -roots[2 * t + 1];
                }
            }
            longer.forward(chirp, new double[2 * longer.n]);
        }
    }

    /** The prime factors, pairs of twos as fours; none where one is too large, or for length 1. */
    private static int[] radices(int n) {
        int[] found = new int[32];
        int count = 0;
        int rest = n;
        for (int r : new int[] {4, 2, 3, 5, 7, 11, PRIME}) {
            while (rest % r == 0) {
                found[count++] = r;
                rest /= r;
            }
        }
        return rest == 1 ? java.util.Arrays.copyOf(found, count) : new int[0];
    }

    /** e^(−2πi·t/n) at a place of a table, from an angle of at most π/4. */
    private static void root(long t, long n, double[] table, int at) {
        long eighths = 8 * t / n;
        // the angle from the nearest multiple of a quarter turn
        long quarter = (eighths + 1) / 2;
        double angle = 2 * Math.PI * (4 * t - quarter * n) / (4.0 * n);
        double c = CircularF64.cos(angle);
        double s = CircularF64.sin(angle);
        double re = switch ((int) (quarter % 4)) { case 0 -> c; case 1 -> -s; case 2 -> -c; default -> s; };
        double im = switch ((int) (quarter % 4)) { case 0 -> s; case 1 -> c; case 2 -> -s; default -> -c; };
        table[2 * at] = re;
        table[2 * at + 1] = -im;
    }

    int length() {
        return n;
    }

    /** e^(−2πi·t/n) for t up to n/2, real and imaginary parts in turn; not to be written to. */
    static double[] table(int n) {
        SoftReference<double[]> known = TABLES.get(n);
        double[] table = known == null ? null : known.get();
        if (table == null) {
            table = new double[2 * (n / 2 + 1)];
            for (int t = 0; t <= n / 2; t++) {
                Interruption.check(t);
                root(t, n, table, t);
            }
            TABLES.keySet().removeIf(length -> TABLES.size() >= LENGTHS);
            TABLES.put(n, new SoftReference<>(table));
        }
        return table;
    }

    /** How many doubles {@link #forward} needs beside its operand. */
    int room() {
        return longer == this ? 2 * n : 4 * longer.n;
    }

    /** Transforms n complex numbers, real and imaginary parts in turn, in place. */
    void forward(double[] x, double[] room) {
        if (n == 1) {
            return;
        }
        if (longer != this) {
            bluestein(x, room);
            return;
        }
        double[] from = x;
        double[] to = room;
        int length = n;
        int step = 1;
        for (int r : radices) {
            Interruption.check();
            int m = length / r;
            switch (r) {
                case 2 -> pass2(from, to, m, step);
                case 3 -> pass3(from, to, m, step);
                case 4 -> pass4(from, to, m, step);
                case 5 -> pass5(from, to, m, step);
                default -> pass(r, from, to, m, step);
            }
            double[] t = from;
            from = to;
            to = t;
            length = m;
            step *= r;
        }
        if (from != x) {
            System.arraycopy(from, 0, x, 0, 2 * n);
        }
    }

    /** n numbers times the chirp, convolved with its conjugate, times the chirp. */
    private void bluestein(double[] x, double[] room) {
        int size = 2 * longer.n;
        double[] y = room;
        java.util.Arrays.fill(y, 0, size, 0);
        for (int t = 0; t < 2 * n; t += 2) {
            y[t] = x[t] * roots[t] - x[t + 1] * roots[t + 1];
            y[t + 1] = x[t] * roots[t + 1] + x[t + 1] * roots[t];
        }
        double[] rest = new double[size];
        longer.forward(y, rest);
        // backwards by exchanging real and imaginary parts
        for (int t = 0; t < size; t += 2) {
            double re = y[t] * chirp[t] - y[t + 1] * chirp[t + 1];
            double im = y[t] * chirp[t + 1] + y[t + 1] * chirp[t];
            y[t] = im;
            y[t + 1] = re;
        }
        longer.forward(y, rest);
        double scale = 1.0 / longer.n;
        for (int t = 0; t < 2 * n; t += 2) {
            double re = y[t + 1] * scale;
            double im = y[t] * scale;
            x[t] = re * roots[t] - im * roots[t + 1];
            x[t + 1] = re * roots[t + 1] + im * roots[t];
        }
    }

    // Each pass: y[q + s·(r·p + j)] = w^(p·j) · Σ_k e^(−2πi·jk/r)·x[q + s·(p + k·m)], w = e^(−2πi/(r·m)), for p below m and q
    // below s.

    private void pass2(double[] x, double[] y, int m, int s) {
        for (int p = 0; p < m; p++) {
            Interruption.check(s < 1024 ? p : 0);
            double wr = roots[2 * p * s];
            double wi = roots[2 * p * s + 1];
            int a = 2 * s * p;
            int b = a + 2 * s * m;
            int o = 4 * s * p;
            for (int q = 0; q < 2 * s; q += 2) {
                double ar = x[a + q], ai = x[a + q + 1], br = x[b + q], bi = x[b + q + 1];
                double dr = ar - br, di = ai - bi;
                y[o + q] = ar + br;
                y[o + q + 1] = ai + bi;
                y[o + 2 * s + q] = dr * wr - di * wi;
                y[o + 2 * s + q + 1] = dr * wi + di * wr;
            }
        }
    }

    private void pass3(double[] x, double[] y, int m, int s) {
        double h = Math.sqrt(0.75);
        for (int p = 0; p < m; p++) {
            Interruption.check(s < 1024 ? p : 0);
            int t = 2 * p * s;
            double ur = roots[t], ui = roots[t + 1], vr = roots[2 * t], vi = roots[2 * t + 1];
            int a = 2 * s * p, b = a + 2 * s * m, c = b + 2 * s * m;
            int o = 6 * s * p;
            for (int q = 0; q < 2 * s; q += 2) {
                double sr = x[b + q] + x[c + q], si = x[b + q + 1] + x[c + q + 1];
                double dr = h * (x[b + q] - x[c + q]), di = h * (x[b + q + 1] - x[c + q + 1]);
                double er = x[a + q] - 0.5 * sr, ei = x[a + q + 1] - 0.5 * si;
                y[o + q] = x[a + q] + sr;
                y[o + q + 1] = x[a + q + 1] + si;
                // minus i times d is (di, −dr)
                double fr = er + di, fi = ei - dr, gr = er - di, gi = ei + dr;
                y[o + 2 * s + q] = fr * ur - fi * ui;
                y[o + 2 * s + q + 1] = fr * ui + fi * ur;
                y[o + 4 * s + q] = gr * vr - gi * vi;
                y[o + 4 * s + q + 1] = gr * vi + gi * vr;
            }
        }
    }

    private void pass4(double[] x, double[] y, int m, int s) {
        for (int p = 0; p < m; p++) {
            Interruption.check(s < 1024 ? p : 0);
            int t = 2 * p * s;
            double ur = roots[t], ui = roots[t + 1], vr = roots[2 * t], vi = roots[2 * t + 1], wr = roots[3 * t],
                    wi = roots[3 * t + 1];
            int a = 2 * s * p, b = a + 2 * s * m, c = b + 2 * s * m, d = c + 2 * s * m;
            int o = 8 * s * p;
            for (int q = 0; q < 2 * s; q += 2) {
                double acr = x[a + q] + x[c + q], aci = x[a + q + 1] + x[c + q + 1];
                double bdr = x[b + q] + x[d + q], bdi = x[b + q + 1] + x[d + q + 1];
                double er = x[a + q] - x[c + q], ei = x[a + q + 1] - x[c + q + 1];
                double fr = x[b + q] - x[d + q], fi = x[b + q + 1] - x[d + q + 1];
                y[o + q] = acr + bdr;
                y[o + q + 1] = aci + bdi;
                double gr = er + fi, gi = ei - fr, hr = acr - bdr, hi = aci - bdi, kr = er - fi, ki = ei + fr;
                y[o + 2 * s + q] = gr * ur - gi * ui;
                y[o + 2 * s + q + 1] = gr * ui + gi * ur;
                y[o + 4 * s + q] = hr * vr - hi * vi;
                y[o + 4 * s + q + 1] = hr * vi + hi * vr;
                y[o + 6 * s + q] = kr * wr - ki * wi;
                y[o + 6 * s + q + 1] = kr * wi + ki * wr;
            }
        }
    }

    private void pass5(double[] x, double[] y, int m, int s) {
        double c1 = CircularF64.cos(2 * Math.PI / 5), s1 = CircularF64.sin(2 * Math.PI / 5);
        double c2 = -CircularF64.cos(Math.PI / 5), s2 = CircularF64.sin(Math.PI / 5);
        for (int p = 0; p < m; p++) {
            Interruption.check(s < 1024 ? p : 0);
            int t = 2 * p * s;
            int a = 2 * s * p, b = a + 2 * s * m, c = b + 2 * s * m, d = c + 2 * s * m, e = d + 2 * s * m;
            int o = 10 * s * p;
            for (int q = 0; q < 2 * s; q += 2) {
                double ar = x[a + q], ai = x[a + q + 1];
                double br = x[b + q] + x[e + q], bi = x[b + q + 1] + x[e + q + 1];
                double cr = x[c + q] + x[d + q], ci = x[c + q + 1] + x[d + q + 1];
                double er = x[b + q] - x[e + q], ei = x[b + q + 1] - x[e + q + 1];
                double dr = x[c + q] - x[d + q], di = x[c + q + 1] - x[d + q + 1];
                double fr = ar + c1 * br + c2 * cr, fi = ai + c1 * bi + c2 * ci;
                double gr = ar + c2 * br + c1 * cr, gi = ai + c2 * bi + c1 * ci;
                double hr = s1 * er + s2 * dr, hi = s1 * ei + s2 * di;
                double kr = s2 * er - s1 * dr, ki = s2 * ei - s1 * di;
                y[o + q] = ar + br + cr;
                y[o + q + 1] = ai + bi + ci;
                turn(y, o + 2 * s + q, fr + hi, fi - hr, t);
                turn(y, o + 4 * s + q, gr + ki, gi - kr, 2 * t);
                turn(y, o + 6 * s + q, gr - ki, gi + kr, 3 * t);
                turn(y, o + 8 * s + q, fr - hi, fi + hr, 4 * t);
            }
        }
    }

    /** A complex number times a root of unity. */
    private void turn(double[] y, int at, double re, double im, int root) {
        y[at] = re * roots[root] - im * roots[root + 1];
        y[at + 1] = re * roots[root + 1] + im * roots[root];
    }

    private void pass(int r, double[] x, double[] y, int m, int s) {
        int unit = n / r;
        for (int p = 0; p < m; p++) {
            Interruption.check(s < 1024 ? p : 0);
            for (int j = 0; j < r; j++) {
                int o = 2 * s * (r * p + j);
                for (int q = 0; q < 2 * s; q += 2) {
                    double re = 0;
                    double im = 0;
                    for (int k = 0; k < r; k++) {
                        int a = 2 * s * (p + k * m) + q;
                        int w = 2 * (j * k % r) * unit;
                        re += x[a] * roots[w] - x[a + 1] * roots[w + 1];
                        im += x[a] * roots[w + 1] + x[a + 1] * roots[w];
                    }
                    turn(y, o + q, re, im, 2 * p * j * s);
                }
            }
        }
    }
}
