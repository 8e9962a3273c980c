package fluxion.ops.reduction;

import fluxion.ops.simd.KernelTable;

/**
 * Whether the vector loop of a fold has been compiled. Until then it would allocate each vector, and scalar loops take its
 * place.
 */
final class FoldReadiness {
    private FoldReadiness() {}

    /** The loops there are. */
    enum Loop { SUM, PROD, MAX, MIN, INDEX_OF, ADD_EACH, MULTIPLY_EACH, MAX_EACH, MIN_EACH }

    private static final Loop[] LOOPS = Loop.values();
    //@ for T, N in double F64, float F32

    private static final KernelTable LOOPS_$N = new KernelTable(LOOPS.length, i -> {
        $T[] x = new $T[KernelTable.LONGEST];
        double[] y = new double[KernelTable.LONGEST];
        // what is looked for is found on the way
        x[KernelTable.LONGEST / 2] = 1;
        return switch (LOOPS[i]) {
            //@ for F, C in sum SUM, prod PROD, max MAX, min MIN
            case $C -> n -> y[0] = VectorReductions.$F(x, 0, n);
            //@ end
            case INDEX_OF -> n -> y[0] = VectorReductions.indexOf(($T) 1, x, 0, n);
            //@ for F, C in add ADD, multiply MULTIPLY, max MAX, min MIN
            case $C_EACH -> n -> VectorReductions.$FEach(x, 0, y, 0, n);
            //@ end
        };
    });

    static boolean isReady(Loop loop, $T[] x, int n) {
        return LOOPS_$N.isReady(loop.ordinal(), n);
    }
    //@ end
}
