package fluxion.ops.eval;

import fluxion.core.op.Scatter;

/** Elements combined into others, in order: what is set, added, multiplied, or an extremum with a NaN before all else. */
enum Write {
    SET, ADD, MULTIPLY, MIN, MAX;

    static Write of(Scatter.Kind kind) {
        return switch (kind) {
            case SET -> SET;
            case MULTIPLY -> MULTIPLY;
            case MIN -> MIN;
            case MAX -> MAX;
        };
    }

    /** A run of elements with a constant distance into a run without gaps. */
    void run(Object source, int from, int step, Object target, int to, int n) {
        if (this == ADD) {
            Strided.add(source, from, step, target, to, 1, n);
            return;
        }
        switch (source) {
            //@ for T in double, float, long, int, boolean
            case $T[] s -> run(s, from, step, ($T[]) target, to, n);
            //@ end
            case Object other -> throw new IllegalArgumentException("no tensor array: " + other.getClass());
        }
    }

    /** Single elements to given positions from {@code to} on, of those only the ones from {@code low} up to {@code high}. */
    void elements(Object source, int from, int step, Object target, int to, int[] positions, int n, int low, int high) {
        switch (source) {
            //@ for T in double, float, long, int, boolean
            case $T[] s -> elements(s, from, step, ($T[]) target, to, positions, n, low, high);
            //@ end
            case Object other -> throw new IllegalArgumentException("no tensor array: " + other.getClass());
        }
    }
    //@ for T in double, float, long, int, boolean

    private void run($T[] s, int from, int step, $T[] t, int to, int n) {
        for (int i = 0; i < n; i++) {
            t[to + i] = with(t[to + i], s[from + i * step]);
        }
    }

    private void elements($T[] s, int from, int step, $T[] t, int to, int[] positions, int n, int low, int high) {
        for (int i = 0; i < n; i++) {
            int at = positions[i];
            if (at >= low && at < high) {
                t[to + at] = with(t[to + at], s[from + i * step]);
            }
        }
    }
    //@ end
    //@ for T in double, float, long, int

    private $T with($T old, $T update) {
        return switch (this) {
            case SET -> update;
            case ADD -> old + update;
            case MULTIPLY -> old * update;
            case MIN -> Math.min(old, update);
            case MAX -> Math.max(old, update);
        };
    }
    //@ end

    private boolean with(boolean old, boolean update) {
        return switch (this) {
            case SET -> update;
            case ADD, MULTIPLY, MIN, MAX -> throw new IllegalStateException("no arithmetic of bools: " + this);
        };
    }
}
