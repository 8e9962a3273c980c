package fluxion.ops.eval;

/** Loops over elements at constant distances or at given positions, for arrays of every dtype. */
final class Strided {
    private Strided() {}

    /** {@code target[to + i·t0 + j·t1] = source[from + i·s0 + j·s1]} for i of m rows and j of n columns. */
    static void copy(Object source, int from, int s0, int s1, Object target, int to, int t0, int t1, int m, int n) {
        switch (source) {
            //@ for T in double, float, long, int, boolean
            case $T[] s -> copy(s, from, s0, s1, ($T[]) target, to, t0, t1, m, n);
            //@ end
            case Object other -> throw refused(other);
        }
    }

    /** {@code target[to + k] = source[start + positions[k]]}, k from 0 to n − 1. */
    static void take(Object source, int start, int[] positions, int n, Object target, int to) {
        switch (source) {
            //@ for T in double, float, long, int, boolean
            case $T[] s -> take(s, start, positions, n, ($T[]) target, to);
            //@ end
            case Object other -> throw refused(other);
        }
    }

    /** {@code target[to + i·toStep] += source[from + i·step]}, i from 0 to n − 1 in order. */
    static void add(Object source, int from, int step, Object target, int to, int toStep, int n) {
        switch (source) {
            //@ for T in double, float, long, int
            case $T[] s -> add(s, from, step, ($T[]) target, to, toStep, n);
            //@ end
            case Object other -> throw refused(other);
        }
    }

    /** {@code target[to + i] = i}, i from 0 to n − 1. */
    static void count(Object target, int to, int n) {
        switch (target) {
            //@ for T in double, float, long, int
            case $T[] t -> count(t, to, n);
            //@ end
            case Object other -> throw refused(other);
        }
    }

    /** {@code target[to + i] = source[from + i·step]}, i from 0 to n − 1, of floating-point numbers. */
    static void widen(Object source, int from, int step, double[] target, int to, int n) {
        switch (source) {
            //@ for T in double, float
            case $T[] s -> widen(s, from, step, target, to, n);
            //@ end
            case Object other -> throw refused(other);
        }
    }

    /** {@code target[to + i·step] = source[i]}, i from 0 to n − 1, to floating-point numbers. */
    static void round(double[] source, Object target, int to, int step, int n) {
        switch (target) {
            //@ for T in double, float
            case $T[] t -> round(source, t, to, step, n);
            //@ end
            case Object other -> throw refused(other);
        }
    }

    private static IllegalArgumentException refused(Object array) {
        return new IllegalArgumentException("no array of this kind: " + array.getClass());
    }
    //@ for T in double, float, long, int, boolean

    private static void copy($T[] s, int from, int s0, int s1, $T[] t, int to, int t0, int t1, int m, int n) {
        for (int i = 0; i < m; i++) {
            int a = from + i * s0;
            int b = to + i * t0;
            for (int j = 0; j < n; j++) {
                t[b] = s[a];
                a += s1;
                b += t1;
            }
        }
    }

    private static void take($T[] s, int start, int[] positions, int n, $T[] t, int to) {
        for (int k = 0; k < n; k++) {
            t[to + k] = s[start + positions[k]];
        }
    }
    //@ end
    //@ for T in double, float, long, int

    private static void add($T[] s, int from, int step, $T[] t, int to, int toStep, int n) {
        for (int i = 0; i < n; i++) {
            t[to + i * toStep] += s[from + i * step];
        }
    }

    private static void count($T[] t, int to, int n) {
        for (int i = 0; i < n; i++) {
            t[to + i] = i;
        }
    }
    //@ end
    //@ for T in double, float

    private static void widen($T[] s, int from, int step, double[] t, int to, int n) {
        for (int i = 0; i < n; i++) {
            t[to + i] = s[from + i * step];
        }
    }

    private static void round(double[] s, $T[] t, int to, int step, int n) {
        for (int i = 0; i < n; i++) {
            t[to + i * step] = ($T) s[i];
        }
    }
    //@ end
}
