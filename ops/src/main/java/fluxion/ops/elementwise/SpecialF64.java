package fluxion.ops.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The error function, the cube root and the hypotenuse. */
final class SpecialF64 {
    private SpecialF64() {}

    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = S.length();

    /** See {@link Erf}: both pieces, then the right one. */
    static void erf(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector v = DoubleVector.fromArray(S, x, xo + i, m);
            DoubleVector a = v.abs().min(Erf.ONE_FROM);
            DoubleVector u = a.mul(a);
            DoubleVector small = DoubleVector.broadcast(S, Erf.P0);
            small = small.fma(u, DoubleVector.broadcast(S, Erf.P1));
            small = small.fma(u, DoubleVector.broadcast(S, Erf.P2));
            small = small.fma(u, DoubleVector.broadcast(S, Erf.P3));
            small = small.fma(u, DoubleVector.broadcast(S, Erf.P4));
            small = small.fma(u, DoubleVector.broadcast(S, Erf.P5));
            small = small.fma(u, DoubleVector.broadcast(S, Erf.P6));
            small = small.fma(u, DoubleVector.broadcast(S, Erf.P7));
            small = small.fma(u, DoubleVector.broadcast(S, Erf.P8));
            small = small.fma(u, DoubleVector.broadcast(S, Erf.P9));
            small = small.fma(u, DoubleVector.broadcast(S, Erf.P10));
            small = small.fma(u, DoubleVector.broadcast(S, Erf.P11));
            DoubleVector s = DoubleVector.broadcast(S, 1).div(a.add(Erf.C)).sub(Erf.M);
            DoubleVector large = DoubleVector.broadcast(S, Erf.Q0);
            large = large.fma(s, DoubleVector.broadcast(S, Erf.Q1));
            large = large.fma(s, DoubleVector.broadcast(S, Erf.Q2));
            large = large.fma(s, DoubleVector.broadcast(S, Erf.Q3));
            large = large.fma(s, DoubleVector.broadcast(S, Erf.Q4));
            large = large.fma(s, DoubleVector.broadcast(S, Erf.Q5));
            large = large.fma(s, DoubleVector.broadcast(S, Erf.Q6));
            large = large.fma(s, DoubleVector.broadcast(S, Erf.Q7));
            large = large.fma(s, DoubleVector.broadcast(S, Erf.Q8));
            large = large.fma(s, DoubleVector.broadcast(S, Erf.Q9));
            large = large.fma(s, DoubleVector.broadcast(S, Erf.Q10));
            large = large.fma(s, DoubleVector.broadcast(S, Erf.Q11));
            large = large.fma(s, DoubleVector.broadcast(S, Erf.Q12));
            large = large.fma(s, DoubleVector.broadcast(S, Erf.Q13));
            large = large.fma(s, DoubleVector.broadcast(S, Erf.Q14));
            large = u.neg().lanewise(VectorOperators.EXP).mul(large).neg().add(1);
            DoubleVector r = large.blend(a.mul(small), a.compare(VectorOperators.LT, 1));
            r.reinterpretAsLongs().or(v.reinterpretAsLongs().and(Long.MIN_VALUE)).reinterpretAsDoubles().intoArray(y, yo + i, m);
        }
    }

    static void cbrt(double[] x, int xo, double[] y, int yo, int n) {
        int i = 0;
        for (; i <= n - LANES; i += LANES) {
            DoubleVector.fromArray(S, x, xo + i).lanewise(VectorOperators.CBRT).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector.fromArray(S, x, xo + i, m).lanewise(VectorOperators.CBRT).intoArray(y, yo + i, m);
        }
    }

    /** √(a² + b²) without overflow inside. */
    static void hypot(double[] a, int ao, int as, double[] b, int bo, int bs, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector u = DoubleVector.fromArray(S, a, ao + as * i, m);
            DoubleVector v = DoubleVector.fromArray(S, b, bo + bs * i, m);
            u.lanewise(VectorOperators.HYPOT, v).intoArray(y, yo + i, m);
        }
    }
}
