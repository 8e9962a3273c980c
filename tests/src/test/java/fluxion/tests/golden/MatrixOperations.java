package fluxion.tests.golden;

import static fluxion.tests.golden.GoldenOperations.one;
import static fluxion.tests.golden.GoldenOperations.unary;

import fluxion.core.Expr;
import fluxion.core.Matrices;
import fluxion.core.Spectra;
import fluxion.tests.golden.GoldenOperations.Operation;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.util.Locale;

/** The golden files' operations of linear algebra and of the Fourier transform. */
final class MatrixOperations {
    private MatrixOperations() {}

    static Option<Operation> named(String op) {
        return Option.of(matrices(op)).orElse(() -> Option.of(spectra(op)));
    }

    private static Operation matrices(String op) {
        return switch (op) {
            case "cholesky" -> unary(Expr::cholesky);
            case "triangular_solve" -> one((p, x) -> x.get(0).triangularSolve(x.get(1), p.flag("lower"), p.flag("transpose"),
                    p.flag("unit_diagonal"), p.flag("left_side")));
            case "solve" -> one((p, x) -> x.get(0).solve(x.get(1)));
            case "inv" -> unary(Expr::inv);
            case "det" -> unary(Expr::det);
            case "slogdet" -> (p, x) -> {
                Matrices.SignedLog parts = x.get(0).slogdet();
                return Array.of(parts.sign(), parts.logAbs());
            };
            case "lu" -> (p, x) -> {
                Matrices.Lu parts = x.get(0).lu();
                return Array.of(parts.p(), parts.l(), parts.u());
            };
            case "qr" -> (p, x) -> {
                Matrices.Qr parts = x.get(0).qr();
                return Array.of(parts.q(), parts.r());
            };
            case "eigh" -> (p, x) -> {
                Matrices.Eigh parts = x.get(0).eigh();
                return Array.of(parts.values(), parts.vectors());
            };
            case "eigh_projector" -> one((p, x) -> {
                Expr v = x.get(0).eigh().vectors().slice(-1, 0, p.integer("k"));
                return v.matmul(v.swapAxes(-1, -2));
            });
            case "eigvalsh" -> unary(Expr::eigvalsh);
            case "svd" -> (p, x) -> {
                Matrices.Svd parts = x.get(0).svd();
                return Array.of(parts.u(), parts.s(), parts.vt());
            };
            case "svd_polar" -> unary(x -> {
                Matrices.Svd parts = x.svd();
                return parts.u().matmul(parts.vt());
            });
            case "svdvals" -> unary(Expr::svdvals);
            case "pinv" -> unary(Expr::pinv);
            case "lstsq" -> one((p, x) -> x.get(0).lstsq(x.get(1)));
            case "expm" -> unary(Expr::expm);
            default -> null;
        };
    }

    private static Operation spectra(String op) {
        return switch (op) {
            case "fft" -> one((p, x) -> fft(p, x.get(0)));
            case "ifft" -> one((p, x) -> x.get(0).ifft(length(p, x.get(0), true), p.integer("axis"), norm(p)));
            case "rfft" -> one((p, x) -> rfft(p, x.get(0)));
            case "irfft" -> one((p, x) -> x.get(0).irfft(p.isNull("n") ? 2 * (length(p, x.get(0), true) - 1) : p.integer("n"), p.integer("axis"), norm(p)));
            case "fft_magnitude" -> one((p, x) -> fft(p, x.get(0)).magnitude());
            case "rfft_magnitude" -> one((p, x) -> rfft(p, x.get(0)).magnitude());
            default -> null;
        };
    }

    private static Expr fft(Params p, Expr x) {
        return x.fft(length(p, x, true), p.integer("axis"), norm(p));
    }

    private static Expr rfft(Params p, Expr x) {
        return x.rfft(length(p, x, false), p.integer("axis"), norm(p));
    }

    private static int length(Params p, Expr x, boolean complex) {
        int axis = p.integer("axis");
        return p.isNull("n") ? x.shape().dim(axis < 0 ? x.rank() + axis - (complex ? 1 : 0) : axis) : p.integer("n");
    }

    private static Spectra.Norm norm(Params p) {
        return Spectra.Norm.valueOf(p.text("norm").toUpperCase(Locale.ROOT));
    }
}
