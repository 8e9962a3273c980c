package fluxion.core.print;

import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Var;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.ArgSort;
import fluxion.core.op.Call;
import fluxion.core.op.Cast;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Control;
import fluxion.core.op.Conv;
import fluxion.core.op.Custom;
import fluxion.core.op.CustomRule;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Iota;
import fluxion.core.op.Lanes;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.LinearCall;
import fluxion.core.op.LinearSolve;
import fluxion.core.op.MatrixFunction;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Recompute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Require;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Slice;
import fluxion.core.op.Special;
import fluxion.core.op.Switch;
import fluxion.core.op.While;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names of operations as they are read back, their parameters in full, and the functions that they hold, behind
 * {@code where}.
 */
final class ExactFunctions {
    private final Map<Object, String> names = new IdentityHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    /** All definitions, a line each and more. */
    String text() {
        return text.isEmpty() ? "" : text.substring("\n        ".length());
    }

    // ---- names ------------------------------------------------------------------------------------------------------

    String name(Op op) {
        return switch (op) {
            case Call call -> defined(call.fn(), call.name(), "");
            case CustomRule rule -> rule(rule);
            case Special special -> SpecialNames.of(special);
            case Cast cast -> cast.to().toString();
            case Reduce _ -> "reduce";
            case ArgReduce reduce -> reduce.label();
            case Dot _ -> "contract";
            case Concatenate _ -> "concat";
            case RandomNumbers numbers -> numbers.kind().name().toLowerCase(Locale.ROOT);
            case LinearAlgebra a -> a.label();
            case Require _ -> "check";
            case Op other -> other.label();
        };
    }

    /** The functions that control flow holds, by their names. */
    Seq<String> arguments(Op op) {
        return switch (op) {
            case Control control -> control.bodies().map(fn -> defined(fn, "f", ""));
            case Recompute recompute -> Array.of(defined(recompute.region(), "region", ""));
            case Op _ -> Array.empty();
        };
    }

    /** A function with rules, by its name. */
    private String rule(CustomRule op) {
        Fn body = op instanceof MatrixFunction f ? f.derivatives().get(0)
                : op instanceof LinearCall call && call.forward().isLeft() ? zeros(call) : op.body();
        Fn key = op instanceof MatrixFunction f ? f.derivatives().last() : op instanceof LinearCall call ? call.transposed()
                : body;
        String known = names.get(key);
        return known != null ? known : defined(key, body, op.name(), switch (op) {
            case Custom(_, _, Custom.Derivative(Fn fn)) -> " with derivative " + inline(fn);
            case Custom(_, _, Custom.Pullback(Fn fn)) -> " with pullback " + inline(fn);
            case LinearCall call -> " with constants " + call.constants() + (call.forward().isRight() ? ""
                    : " with only \"" + call.forward().getLeft().replace('"', '\'') + "\"") + " with transpose "
                    + inline(call.transposed());
            case LinearSolve solve -> " with constants " + solve.constants() + " with map " + inline(solve.map())
                    + " with transpose "
                    + inline(solve.transposed());
            case MatrixFunction(_, var derivatives, int shared, _) -> " with shared " + shared
                    + derivatives.drop(1).map(fn -> " with slope " + inline(fn)).mkString();
            case Checkpoint(_, _, var keep) -> " with keeping " + switch (keep) {
                case Checkpoint.Everything _ -> "everything";
                case Checkpoint.Nothing _ -> "nothing";
                case Checkpoint.Dots _ -> "products";
                case Checkpoint.Names(var kept) -> kept.mkString("\"", " ", "\"");
            };
        });
    }

    /** What stands for a function of which there is only the transpose: it says the types of the results. */
    private static Fn zeros(LinearCall call) {
        Seq<Var> params = call.transposed().params();
        return Fn.of(params.take(call.constants()).appendAll(call.transposed().results().map(r -> new Var("x", r.tensorType()))),
                params.drop(call.constants()).map(p -> Literal.zeros(p.type())));
    }

    private String defined(Fn fn, String preferred, String rules) {
        String known = names.get(fn);
        return known != null ? known : defined(fn, fn, preferred, rules);
    }

    private String defined(Fn key, Fn body, String preferred, String rules) {
        String stem = preferred.replaceAll("_[0-9]+$", "").replace('\'', '′').replace('ᵀ',
                'ᵗ').replaceAll("[^\\p{L}\\p{Nd}′]", "") + "_";
        int number = 1;
        while (!taken.add(stem + number)) {
            number++;
        }
        names.put(key, stem + number);
        String written = inline(body);
        text.append("\n        ").append(stem).append(number).append(" = ").append(written).append(rules);
        return stem + number;
    }

    /** A function in the middle of a text: what it defines stands in parentheses. */
    private String inline(Fn fn) {
        String written = ExactText.function(fn, this).replace("\n        ", ", ").replace("\n  where", " where");
        int arrow = written.indexOf('↦');
        return written.contains(" where ") ? written.substring(0, arrow + 2) + "(" + written.substring(arrow + 2) + ")" : written;
    }

    // ---- parameters -------------------------------------------------------------------------------------------------

    static String parameters(Op op) {
        return switch (op) {
            case Cast _, Call _, CustomRule _ -> "";
            case Power(int exponent) -> exponent == 2 || exponent == -1 ? "" : "exponent=" + exponent;
            case Reduce(var kind, Ints axes) -> "kind=" + kind.name().toLowerCase(Locale.ROOT) + ", axes=" + axes;
            case ArgReduce(_, int axis) -> "axis=" + axis;
            case Dot(Ints leftBatch, Ints rightBatch, Ints left, Ints right) -> "leftBatch=" + leftBatch + ", rightBatch="
                    + rightBatch
                    + ", left=" + left + ", right=" + right;
            case Slice(Ints start, Ints stop, Ints step) -> "start=" + start + ", stop=" + stop + ", step=" + step;
            case Iota(var type, int axis) -> "dtype=" + type.dtype() + ", shape=" + type.shape() + ", axis=" + axis;
            case Eye(var dtype, int rows, int columns, int offset) -> "dtype=" + dtype + ", rows=" + rows + ", columns=" + columns
                    + ", offset=" + offset;
            case ArgSort(int axis, boolean descending, int count) -> "axis=" + axis + (descending ? ", descending" : "")
                    + ", first="
                    + count;
            case SearchSorted(int batch, var side) -> "batch=" + batch + ", " + side.name().toLowerCase(Locale.ROOT);
            case LinearAlgebra a -> algebra(a);
            case While loop when loop.lanes().isDefined() -> Parameters.of(op) + mapped(loop.lanes());
            case Switch choice when choice.lanes().isDefined() -> Parameters.of(op) + mapped(choice.lanes());
            case Op other -> Parameters.of(other);
        };
    }

    private static String mapped(Option<Lanes> lanes) {
        return ", mapped=" + lanes.get().mapped().map(m -> m ? 1 : 0).mkString("[", ", ", "]");
    }

    private static String algebra(LinearAlgebra op) {
        return switch (op) {
            case LinearAlgebra.TriangularSolve(boolean lower, boolean transposed, boolean unit) -> Array.of(lower ? "lower"
                    : "upper",
                    transposed ? "transposed" : "", unit ? "unit" : "").filter(s -> !s.isEmpty()).mkString(", ");
            case LinearAlgebra.Solve(boolean transposed) -> transposed ? "transposed" : "";
            case LinearAlgebra.PseudoInverse(double rcond) -> "rcond=" + rcond(rcond);
            case LinearAlgebra.LeastSquares(double rcond) -> "rcond=" + rcond(rcond);
            case LinearAlgebra _ -> "";
        };
    }

    /** In quotation marks, as it may be negative or have an exponent. */
    private static String rcond(double rcond) {
        return "\"" + rcond + "\"";
    }
}
