package fluxion.ops.contraction;

/** Buffers of one thread, kept between calls and grown on demand. What they hold between uses is arbitrary. */
final class Workspace {
    private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);

    private final float[][] f32 = {{}, {}, {}, {}};
    private final double[][] f64 = {{}, {}, {}, {}};

    private Workspace() {}

    static Workspace get() { return OF_THREAD.get(); }

    /** The purposes a buffer may be in use for at the same time. */
    static final int LEFT = 0, RIGHT = 1, TILE = 2, IMAGE = 3;

    float[] f32(int purpose, int size) {
        if (f32[purpose].length < size) f32[purpose] = new float[grown(size)];
        return f32[purpose];
    }

    double[] f64(int purpose, int size) {
        if (f64[purpose].length < size) f64[purpose] = new double[grown(size)];
        return f64[purpose];
    }

    private static int grown(int size) { return Math.max(1024, size + (size >> 2)); }
}
