package fluxion.core.parse;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.ShapeException;
import fluxion.core.op.ArgSort;
import fluxion.core.op.AxisIndex;
import fluxion.core.op.Bessel;
import fluxion.core.op.BetaInc;
import fluxion.core.op.Collective;
import fluxion.core.op.Conv;
import fluxion.core.op.Cumulate;
import fluxion.core.op.DynamicSlice;
import fluxion.core.op.DynamicUpdateSlice;
import fluxion.core.op.Erfcx;
import fluxion.core.op.FlatIndex;
import fluxion.core.op.Fold;
import fluxion.core.op.Fourier;
import fluxion.core.op.GammaInc;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Named;
import fluxion.core.op.Op;
import fluxion.core.op.Pad;
import fluxion.core.op.Polygamma;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Recurrence;
import fluxion.core.op.Require;
import fluxion.core.op.Scatter;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Sort;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Take;
import fluxion.core.op.Windows;
import fluxion.core.op.Zeta;
import fluxion.core.print.SpecialNames;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Locale;

/** Operations that formulas name by themselves, with their parameters: {@code pad(x, 0; low=[1], high=[0])}. */
final class Operations {
    /** Orders of derivatives and of Bessel functions that have names. */
    private static final int ORDERS = 12;
    private static final Map<String, Special> SPECIAL =
            HashMap.ofEntries(specials().map(op -> io.vavr.Tuple.of(SpecialNames.of(op), op)));

    private Operations() {}

    private static Seq<Special> specials() {
        Seq<Integer> orders = Array.range(0, ORDERS);
        return Array.<Special>of(SpecialFunction.values()).appendAll(orders.map(Erfcx::new)).appendAll(orders.map(Polygamma::new))
                .appendAll(orders.map(Zeta::new)).appendAll(orders.map(GammaInc::new))
                .appendAll(orders.flatMap(i -> orders.map(j -> new BetaInc(i, j))))
                .appendAll(Array.of(Bessel.Kind.values()).flatMap(kind -> orders.map(n -> new Bessel(kind, n))));
    }

    /** Whether a special function has the name. */
    static boolean isSpecial(String name) {
        return SPECIAL.containsKey(name);
    }

    /** The operation of that name with the parameters given. */
    static Option<Op> op(String name, Arguments a) {
        return SPECIAL.get(name).map(op -> (Op) op).orElse(() -> order(name, a)).orElse(() -> placement(name, a))
                .orElse(() -> matrix(name, a))
                .orElse(() -> signal(name, a)).orElse(() -> random(name, a)).orElse(() -> marker(name, a));
    }

    /** Which operand is positions, or −1. */
    static int positions(String name) {
        return switch (name) {
            case "take", "scatter_add", "scatter_set", "scatter_multiply", "scatter_min", "scatter_max", "dynamic_slice" -> 1;
            case "dynamic_update_slice" -> 2;
            default -> -1;
        };
    }

    private static Option<Op> order(String name, Arguments a) {
        return Option.of(switch (name) {
            case "sort" -> new Sort(a.axis(0), a.has("descending"));
            case "argsort" -> new ArgSort(a.axis(0), a.has("descending"),
                    a.number("first", a.get(0).shape().dim(a.get(0).shape().axis(name, a.axis(0)))));
            case "searchsorted" -> new SearchSorted(a.number("batch", 0), a.has("right") ? SearchSorted.Side.RIGHT
                    : SearchSorted.Side.LEFT);
            case "prod_of_others" -> new LeaveOneOutProduct(a.axis(0));
            case "recurrence" -> new Recurrence(a.axis(0), a.has("reverse"));
            default -> Array.of(Cumulate.Kind.values()).find(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                    .map(kind -> new Cumulate(kind, a.axis(0), a.has("reverse"))).getOrNull();
        });
    }

    private static Option<Op> placement(String name, Arguments a) {
        int batch = a.number("batch", 0);
        return Option.of(switch (name) {
            case "take" -> new Take(batch, a.axis(0));
            case "scatter_add" -> new ScatterAdd(batch, a.axis(0));
            case "dynamic_slice" -> new DynamicSlice(batch, a.numbers("sizes"));
            case "dynamic_update_slice" -> new DynamicUpdateSlice(batch);
            case "flat_index" -> new FlatIndex(a.numbers("dims"));
            default -> Array.of(Scatter.Kind.values())
                    .find(kind -> name.equals("scatter_" + kind.name().toLowerCase(Locale.ROOT)))
                    .map(kind -> new Scatter(kind, batch, a.axis(0))).getOrNull();
        });
    }

    private static Option<Op> matrix(String name, Arguments a) {
        return Option.of(switch (name) {
            case "chol" -> new LinearAlgebra.Cholesky();
            case "det" -> new LinearAlgebra.Determinant(LinearAlgebra.Determinant.Kind.DET);
            case "cof" -> new LinearAlgebra.Cofactor();
            case "cof′" -> new LinearAlgebra.CofactorTangent();
            case "expm′", "L_exp" -> new LinearAlgebra.MatrixExpTangent();
            case "lstsq" -> new LinearAlgebra.LeastSquares(
                    Double.parseDouble(a.text("rcond", () -> String.valueOf(LinearAlgebra.PseudoInverse.DEFAULT))));
            case "solve" -> new LinearAlgebra.Solve(false);
            default -> LinearAlgebra.named(name).getOrNull();
        });
    }

    private static Option<Op> signal(String name, Arguments a) {
        return Option.of(switch (name) {
            case "pad" -> new Pad(a.numbers("low"), a.numbers("high"), a.numbers("interior", Ints.fill(a.get(0).rank(), 0)));
            case "windows" -> windows(a);
            case "fold" -> new Fold(a.numbers("to"), windows(a));
            case "conv" -> {
                Ints stride = a.numbers("stride");
                Ints ones = Ints.fill(stride.size(), 1);
                yield new Conv(stride, a.numbers("low"), a.numbers("high"), a.numbers("inputDilation", ones),
                        a.numbers("kernelDilation", ones), a.number("groups", 1));
            }
            case "fft" -> new Fourier(Fourier.Kind.FORWARD, a.first("n"));
            case "fft_back" -> new Fourier(Fourier.Kind.BACKWARD, a.first("n"));
            case "rfft" -> new Fourier(Fourier.Kind.REAL, a.first("n"));
            case "rfft_back" -> new Fourier(Fourier.Kind.HALF, a.first("n"));
            default -> null;
        });
    }

    private static Windows windows(Arguments a) {
        return new Windows(a.numbers("size"), a.numbers("stride"), a.numbers("dilation"));
    }

    private static Option<Op> random(String name, Arguments a) {
        return Array.of(RandomNumbers.Kind.values()).find(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                .map(kind -> new RandomNumbers(kind, a.dtype(), a.shape("shape"), a.number("stream", 0)));
    }

    private static Option<Op> marker(String name, Arguments a) {
        return Option.of(switch (name) {
            case "named" -> new Named(a.text("name", () -> ""));
            case "check" -> new Require(a.text("message", () -> ""));
            case "axis_index" -> new AxisIndex(axisName(a), a.first("size"));
            case "psum" -> collective(Collective.Kind.SUM, a);
            case "pmax" -> collective(Collective.Kind.MAX, a);
            case "pmin" -> collective(Collective.Kind.MIN, a);
            case "all_gather" -> collective(Collective.Kind.GATHER, a);
            case "ppermute" -> collective(Collective.Kind.PERMUTE, a);
            default -> null;
        });
    }

    private static Collective collective(Collective.Kind kind, Arguments a) {
        return new Collective(kind, axisName(a), a.first("size"), a.numbers("sources", Ints.empty()));
    }

    private static String axisName(Arguments a) {
        return a.text("axis", () -> {
            throw new ShapeException("the parameter axis=… is missing");
        });
    }
}
