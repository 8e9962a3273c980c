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
            Adds.run(source, from, step, target, to, 1, n);
            return;
        }
        switch (source) {
            case double[] s -> {
                double[] t = (double[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = with(t[to + i], s[from + i * step]);
                }
            }
            case float[] s -> {
                float[] t = (float[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = with(t[to + i], s[from + i * step]);
                }
            }
            case long[] s -> {
                long[] t = (long[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = with(t[to + i], s[from + i * step]);
                }
            }
            case int[] s -> {
                int[] t = (int[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = with(t[to + i], s[from + i * step]);
                }
            }
            case boolean[] s -> {
                boolean[] t = (boolean[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = with(t[to + i], s[from + i * step]);
                }
            }
            case Object other -> throw new IllegalArgumentException("no tensor array: " + other.getClass());
        }
    }

    /** Single elements to given positions from {@code to} on, of those only the ones from {@code low} up to {@code high}. */
    void elements(Object source, int from, int step, Object target, int to, int[] positions, int n, int low, int high) {
        switch (source) {
            case double[] s -> {
                double[] t = (double[]) target;
                for (int i = 0; i < n; i++) {
                    int at = positions[i];
                    if (at >= low && at < high) {
                        t[to + at] = with(t[to + at], s[from + i * step]);
                    }
                }
            }
            case float[] s -> {
                float[] t = (float[]) target;
                for (int i = 0; i < n; i++) {
                    int at = positions[i];
                    if (at >= low && at < high) {
                        t[to + at] = with(t[to + at], s[from + i * step]);
                    }
                }
            }
            case long[] s -> {
                long[] t = (long[]) target;
                for (int i = 0; i < n; i++) {
                    int at = positions[i];
                    if (at >= low && at < high) {
                        t[to + at] = with(t[to + at], s[from + i * step]);
                    }
                }
            }
            case int[] s -> {
                int[] t = (int[]) target;
                for (int i = 0; i < n; i++) {
                    int at = positions[i];
                    if (at >= low && at < high) {
                        t[to + at] = with(t[to + at], s[from + i * step]);
                    }
                }
            }
            case boolean[] s -> {
                boolean[] t = (boolean[]) target;
                for (int i = 0; i < n; i++) {
                    int at = positions[i];
                    if (at >= low && at < high) {
                        t[to + at] = with(t[to + at], s[from + i * step]);
                    }
                }
            }
            case Object other -> throw new IllegalArgumentException("no tensor array: " + other.getClass());
        }
    }

    private double with(double old, double update) {
        return switch (this) {
            case SET -> update;
            case ADD -> old + update;
            case MULTIPLY -> old * update;
            case MIN -> Math.min(old, update);
            case MAX -> Math.max(old, update);
        };
    }

    private float with(float old, float update) {
        return switch (this) {
            case SET -> update;
            case ADD -> old + update;
            case MULTIPLY -> old * update;
            case MIN -> Math.min(old, update);
            case MAX -> Math.max(old, update);
        };
    }

    private long with(long old, long update) {
        return switch (this) {
            case SET -> update;
            case ADD -> old + update;
            case MULTIPLY -> old * update;
            case MIN -> Math.min(old, update);
            case MAX -> Math.max(old, update);
        };
    }

    private int with(int old, int update) {
        return switch (this) {
            case SET -> update;
            case ADD -> old + update;
            case MULTIPLY -> old * update;
            case MIN -> Math.min(old, update);
            case MAX -> Math.max(old, update);
        };
    }

    private boolean with(boolean old, boolean update) {
        return switch (this) {
            case SET -> update;
            case ADD, MULTIPLY, MIN, MAX -> throw new IllegalStateException("no arithmetic of bools: " + this);
        };
    }
}
