package fluxion.tests.golden;

import static fluxion.tests.golden.GoldenOperations.one;

import fluxion.core.Arrangements;
import fluxion.core.Contractions;
import fluxion.core.Expr;
import fluxion.tests.golden.GoldenOperations.Operation;

/** The golden files' operations that arrange elements anew, and the rarer products. */
final class ArrangementOperations {
    private ArrangementOperations() {}

    static Operation named(String op) {
        return switch (op) {
            case "roll" -> one((p, x) -> p.isNull("axis") ? x.get(0).roll(p.integer("shift")) : x.get(0).roll(p.ints("shift"), p.ints("axis")));
            case "repeat" -> one((p, x) -> p.isNull("axis") ? x.get(0).repeat(p.integer("repeats"))
                    : p.isList("repeats") ? x.get(0).repeat(p.ints("repeats"), p.integer("axis"))
                    : x.get(0).repeat(p.integer("repeats"), p.integer("axis")));
            case "moveaxis" -> one((p, x) -> p.isList("source") ? x.get(0).moveAxis(p.ints("source"), p.ints("destination"))
                    : x.get(0).moveAxis(p.integer("source"), p.integer("destination")));
            case "meshgrid" -> (p, x) -> p.text("indexing").equals("xy") ? Arrangements.meshgridXy(x) : Arrangements.meshgrid(x);
            case "unfold" -> one((p, x) -> x.get(0).unfold(p.integer("axis"), p.integer("size"), p.integer("step")));
            case "im2col" -> one((p, x) -> x.get(0).im2col(p.ints("kernel_size"), p.ints("stride"), p.ints("padding"), p.ints("dilation")));
            case "vdot" -> one((p, x) -> x.get(0).vdot(x.get(1)));
            case "kron" -> one((p, x) -> x.get(0).kron(x.get(1)));
            case "cross" -> one((p, x) -> x.get(0).cross(x.get(1), p.integer("axis")));
            case "multi_dot" -> one((p, x) -> Contractions.multiDot(x));
            case "matrix_power" -> one((p, x) -> x.get(0).matrixPower(p.integer("n")));
            case "matrix_norm" -> one((p, x) -> {
                Expr norm = switch (p.text("ord")) {
                    case "fro" -> x.get(0).frobeniusNorm();
                    case "nuc" -> x.get(0).nuclearNorm();
                    case "inf" -> x.get(0).matrixNorm(Double.POSITIVE_INFINITY);
                    case "-inf" -> x.get(0).matrixNorm(Double.NEGATIVE_INFINITY);
                    case String order -> x.get(0).matrixNorm(Double.parseDouble(order));
                };
                return p.flag("keepdims") ? norm.expandDims(-2, -1) : norm;
            });
            default -> null;
        };
    }
}
