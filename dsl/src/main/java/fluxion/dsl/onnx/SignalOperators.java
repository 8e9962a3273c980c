package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Movements;
import fluxion.core.Ranges;
import fluxion.core.Spectra.Norm;
import fluxion.core.Tensor;
import io.vavr.collection.Array;

/** Fourier transforms, complex numbers being a last axis of two, and the windows of signals. */
final class SignalOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            one("DFT", SignalOperators::dft).knowing(1, 2),
            one("STFT", SignalOperators::stft).knowing(1, 3),
            window("HannWindow", 0.5, 0.5, 0),
            window("HammingWindow", 25.0 / 46, 21.0 / 46, 0),
            window("BlackmanWindow", 0.42, 0.5, 0.08),
            one("MelWeightMatrix", SignalOperators::mel).knowing(0, 1, 2, 3, 4));

    private SignalOperators() {}

    private static Expr dft(NodeCall c) {
        Expr x = c.x();
        boolean newer = c.opset() >= 20;
        int said = newer ? c.optional(2).map(_ -> c.knownInt(2)).getOrElse(-2) : c.integer("axis", 1);
        int axis = c.axis(said, x.rank());
        int parts = x.shape().dim(x.rank() - 1);
        if (axis == x.rank() - 1 || parts < 1 || parts > 2) {
            throw c.refused("requires an axis before the last, which has one or two parts; got " + x.type());
        }
        int n = c.optional(1).isDefined() ? c.knownInt(1)
                : c.flag("inverse") && c.flag("onesided") ? 2 * (x.shape().dim(axis) - 1) : x.shape().dim(axis);
        if (c.flag("onesided")) {
            return c.flag("inverse") ? x.irfft(n, axis, Norm.BACKWARD).expandDims(-1)
                    : real(c, x).rfft(n, axis, Norm.BACKWARD);
        }
        Expr complex = parts == 2 ? x : Movements.concatenate(-1, Array.of(x, Literal.zerosLike(x)));
        return c.flag("inverse") ? complex.ifft(n, axis, Norm.BACKWARD) : complex.fft(n, axis, Norm.BACKWARD);
    }

    private static Expr real(NodeCall c, Expr x) {
        if (x.shape().dim(x.rank() - 1) != 1) {
            throw c.refused("a one-sided transform requires real numbers; got " + x.type());
        }
        return x.squeeze(-1);
    }

    /** The transforms of frames of a signal, each weighted by a window. */
    private static Expr stft(NodeCall c) {
        Expr signal = c.x();
        int step = c.knownInt(1);
        int length = c.optional(3).isDefined() ? c.knownInt(3) : c.input(2).shape().dim(0);
        boolean onesided = c.whole("onesided", 1) != 0;
        if (signal.rank() == 3 && signal.shape().dim(2) == 2) {
            Expr frames = signal.swapAxes(1, 2).windows(Ints.of(length), Ints.of(step), Ints.of(1)).permute(0, 2, 3, 1);
            Expr weighted = c.optional(2).map(w -> frames.times(w.expandDims(-1))).getOrElse(frames);
            return weighted.fft(length, 2, Norm.BACKWARD);
        }
        Expr plain = signal.rank() == 3 ? signal.squeeze(-1) : signal;
        Expr frames = plain.windows(Ints.of(length), Ints.of(step), Ints.of(1));
        Expr weighted = c.optional(2).map(frames::times).getOrElse(frames);
        if (onesided) {
            return weighted.rfft(length, 2, Norm.BACKWARD);
        }
        Expr complex = weighted.expandDims(-1);
        return Movements.concatenate(-1, Array.of(complex, Literal.zerosLike(complex))).fft(length, 2, Norm.BACKWARD);
    }

    /** a − b·cos(2πk/n) + c·cos(4πk/n). */
    private static OnnxOperator window(String name, double a, double b, double third) {
        return one(name, c -> {
            int size = c.knownInt(0);
            DType dtype = c.dtype("output_datatype", DType.F32);
            double n = c.whole("periodic", 1) != 0 ? size : Math.max(1, size - 1.0);
            Expr angle = Ranges.arange(0, size, 1, DType.F64).times(2 * Math.PI / n);
            Expr value = angle.cos().times(-b).plus(a);
            return (third == 0 ? value : value.plus(angle.times(2).cos().times(third))).cast(dtype);
        }).knowing(0);
    }

    /** Triangles over frequencies, equally far from each other in mel, 2595·log₁₀(1 + f/700). */
    private static Expr mel(NodeCall c) {
        int bins = c.knownInt(0);
        int length = c.knownInt(1);
        double low = 2595 * Math.log1p(c.knownNumber(3) / 700) / Math.log(10);
        double high = 2595 * Math.log1p(c.knownNumber(4) / 700) / Math.log(10);
        int[] edges = new int[ShapeOperators.shape(Ints.of(bins + 2)).dim(0)];
        for (int i = 0; i < edges.length; i++) {
            double frequency = 700 * Math.expm1((i * ((high - low) / edges.length) + low) / 2595 * Math.log(10));
            edges[i] = (int) Math.floor((length + 1) * frequency / c.knownNumber(2));
        }
        double[][] weights = new double[ShapeOperators.shape(Ints.of(length / 2 + 1, bins)).dim(0)][bins];
        for (int i = 0; i < bins; i++) {
            int centre = edges[i + 1];
            if (centre == edges[i]) {
                weights[centre][i] = 1;
            }
            for (int j = edges[i]; j <= centre && centre > edges[i]; j++) {
                weights[j][i] = (j - edges[i]) / (double) (centre - edges[i]);
            }
            for (int j = centre; j < edges[i + 2]; j++) {
                weights[j][i] = (edges[i + 2] - j) / (double) (edges[i + 2] - centre);
            }
        }
        return Tensor.of(weights).cast(c.dtype("output_datatype", DType.F32));
    }
}
