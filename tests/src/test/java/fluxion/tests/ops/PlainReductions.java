package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.op.Reduce.Kind;
import java.math.BigDecimal;

/** Reductions as they are defined, in doubles, one element after the other; how far each dtype may be from them. */
final class PlainReductions {
    private PlainReductions() {}

    /** Numbers that partial reductions keep in doubles, whatever the dtype of the elements. */
    static double[] states(int n) {
        return new double[n];
    }

    static void agree(Kind kind, double[] x, double got) {
        double want = reduction(kind, x);
        agree(kind, x, want, want, got, switch (kind) {
            case SUM -> Math.ulp(size(x)) * (4 + x.length / 10.0);
            case PROD -> Math.abs(want) * x.length * 0x1p-53;
            case LOGSUMEXP -> 2e-15 * (1 + Math.abs(want));
            case MAX, MIN, ANY, ALL -> 0;
        });
    }

    static void agree(Kind kind, float[] elements, float got) {
        double[] x = new double[elements.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = elements[i];
        }
        double want = reduction(kind, x);
        agree(kind, x, want, (float) want, got, switch (kind) {
            case SUM -> Math.ulp((float) size(x)) * (4 + x.length / 10.0);
            case PROD -> Math.abs(want) * x.length * 0x1p-53 + Math.ulp((float) want);
            case LOGSUMEXP -> 6e-7 * (1 + Math.abs(want));
            case MAX, MIN, ANY, ALL -> 0;
        });
    }

    private static void agree(Kind kind, double[] x, double want, double rounded, double got, double allowed) {
        boolean exact = kind == Kind.MAX || kind == Kind.MIN;
        boolean close = Double.compare(want, got) == 0 || !exact && (want == got || rounded == got)
                || Math.abs(want - got) <= allowed;
        assertThat(close).as("%s of %s numbers: want %s, got %s, allowed %s", kind, x.length, want, got, allowed).isTrue();
    }

    private static double reduction(Kind kind, double[] x) {
        double top = Double.NEGATIVE_INFINITY;
        for (double element : x) {
            top = Math.max(top, element);
        }
        double shift = Double.isInfinite(top) ? 0 : top;
        double y = switch (kind) {
            case SUM, LOGSUMEXP -> 0;
            case PROD -> 1;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
            case ANY, ALL -> throw new AssertionError(kind + " of numbers");
        };
        for (double element : x) {
            y = switch (kind) {
                case SUM -> y + element;
                case PROD -> y * element;
                case MAX -> Math.max(y, element);
                case MIN -> Math.min(y, element);
                case LOGSUMEXP -> y + Math.exp(element - shift);
                case ANY, ALL -> throw new AssertionError(kind + " of numbers");
            };
        }
        return kind == Kind.LOGSUMEXP ? Math.log(y) + shift : y;
    }

    private static double size(double[] x) {
        double size = 0;
        for (double element : x) {
            size += Math.abs(element);
        }
        return size;
    }

    /** A sum of very many equal numbers has more of its digits than the bound of any sum asks. */
    static void agreeOfEqual(double element, int n, double got) {
        double want = new BigDecimal(element).multiply(BigDecimal.valueOf(n)).doubleValue();
        assertThat(Math.abs(got - want)).isLessThanOrEqualTo(1e-13 * want);
    }

    static void agreeOfEqual(float element, int n, float got) {
        float want = new BigDecimal(element).multiply(BigDecimal.valueOf(n)).floatValue();
        assertThat(Math.abs(got - want)).isLessThanOrEqualTo(Math.ulp(want));
    }
}
