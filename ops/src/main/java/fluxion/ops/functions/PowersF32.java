package fluxion.ops.functions;

/** The general power of one f32. */
public final class PowersF32 {
    private PowersF32() {}

    /**
     * C's pow: x^y = ±2^(y·log₂|x|), in f64; below 0.51 ulp. 1 to any power, −1 to ±∞ and anything to 0 are 1; a negative number
     * to a power that is no integer is NaN.
     */
    public static float pow(float x, float y) {
        double base = x;
        double exponent = y;
        double a = Math.abs(base);
        if (!(a > 0 & a < Double.POSITIVE_INFINITY & Math.abs(exponent) < 0x1p30)) {
            return (float) PowersF64.pow(base, exponent);
        }
        double k = -LogarithmsF64.minusExponent(a);
        double m = LogarithmsF64.mantissa(a);
        double f = m - 1;
        double s = f / (2 + f);
        double z = s * s;
        double p = Math.fma(z, 0.1958651199764528, 0.2217600310083516);
        p = Math.fma(p, z, 0.2857211431839156);
        p = Math.fma(p, z, 0.3999999556291757);
        p = Math.fma(p, z, 0.6666666667602635);
        double log = Math.fma(s * z, p, 2 * s);
        double t = exponent * Math.fma(log, 1.4426950408889634, k);
        t = t > 200 ? 200 : t;
        t = t < -200 ? -200 : t;
        double shifted = t + ExponentialsF64.SHIFT;
        double r = t - (shifted - ExponentialsF64.SHIFT);
        double q = Math.fma(r, 1.5165643717141678e-05, 0.00015467044296367616);
        q = Math.fma(q, r, 0.001333408200362806);
        q = Math.fma(q, r, 0.009618037156028065);
        q = Math.fma(q, r, 0.055504101536302836);
        q = Math.fma(q, r, 0.24022651074219498);
        q = Math.fma(q, r, 0.6931471807908102);
        double result = Math.fma(q, r, 1) * ExponentialsF64.powerOf2(shifted);
        double whole = exponent + ExponentialsF64.SHIFT;
        long odd = Double.doubleToRawLongBits(whole) << 63;
        double signed = Double.longBitsToDouble(Double.doubleToRawLongBits(result) ^ Double.doubleToRawLongBits(base) & odd);
        return (float) (base < 0 & whole - ExponentialsF64.SHIFT != exponent ? Double.NaN : signed);
    }
}
