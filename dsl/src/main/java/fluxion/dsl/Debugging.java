package fluxion.dsl;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.Provenance;
import fluxion.core.Tensor;
import fluxion.core.op.Binary;
import fluxion.core.op.FlatIndex;
import fluxion.core.op.Named;
import fluxion.core.op.Require;
import fluxion.core.op.Scatter;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Take;
import fluxion.dsl.Checked.Problem;
import fluxion.dsl.function.StepInterpreter;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.DoublePredicate;
import java.util.function.Supplier;

/** What can be seen by watching every step: the first NaN, what is wrong, or all of it. */
final class Debugging {
    private Debugging() {}

    /**
     * Looks for the first operation that makes a NaN of numbers that are none.
     *
     * @throws FluxionException naming it, the user's line, and the rule that made it
     */
    public static <T> T forNans(Supplier<T> body) {
        return StepInterpreter.watched((step, operands, compute) -> {
            Seq<Tensor> results = compute.of(operands);
            if (operands.forAll(x -> nan(x).isEmpty())) {
                results.flatMap(Debugging::nan).headOption().forEach(at -> {
                    throw new FluxionException("debugNans: " + step.op().label() + " made a NaN" + place(results.get(0), at)
                            + " of numbers that are none: "
                            + operands.map(x -> x.type() + (x.shape().isScalar() ? " " + x : element(x, results.get(0), at)))
                            .mkString(", ")
                            + Provenance.of(step));
                });
            }
            return results;
        }, body);
    }

    private static Option<Integer> nan(Tensor x) {
        return x.dtype().isFloat() ? first(x, Double::isNaN) : Option.none();
    }

    private static double[] numbers(Tensor x) {
        return x.dtype() == DType.F64 ? x.doubles() : Evaluator.evaluate(x.cast(DType.F64)).doubles();
    }

    private static Option<Integer> first(Tensor x, DoublePredicate test) {
        double[] values = numbers(x);
        for (int i = 0; i < values.length; i++) {
            if (test.test(values[i])) {
                return Option.of(i);
            }
        }
        return Option.none();
    }

    /** The element of an operand of the result's shape. */
    private static String element(Tensor x, Tensor result, int at) {
        return x.shape().equals(result.shape()) ? " (there " + numbers(x)[at] + ")" : "";
    }

    /** {@code at [1, 2]}; empty for a scalar. */
    private static String place(Tensor x, int position) {
        if (x.shape().isScalar()) {
            return "";
        }
        List<Integer> index = new ArrayList<>();
        int rest = position;
        for (int stride : x.shape().strides()) {
            index.add(stride == 0 ? 0 : rest / stride);
            rest = stride == 0 ? rest : rest % stride;
        }
        return " at " + index;
    }

    /** Goes on whatever is wrong, and says what was. */
    public static <T> Checked<T> forProblems(Supplier<T> body) {
        List<Problem> problems = new ArrayList<>();
        T value = StepInterpreter.watched((step, operands, compute) -> compute.of(examined(step, operands, problems)), body);
        return new Checked<>(value, Array.ofAll(problems).distinct());
    }

    private static Seq<Tensor> examined(Apply step, Seq<Tensor> operands, List<Problem> problems) {
        switch (step.op()) {
            case Require(String message) -> first(operands.get(1), v -> v == 0)
                    .forEach(at -> problems.add(problem(Checked.Kind.ASSERTION, step,
                    message + place(operands.get(1), at))));
            case Binary op when op == Binary.DIV || op == Binary.FLOOR_DIVIDE || op == Binary.REMAINDER -> {
                Option<Integer> zero = first(operands.get(1), v -> v == 0);
                zero.forEach(at -> problems.add(problem(Checked.Kind.DIVISION_BY_ZERO, step,
                        "a divisor is zero" + place(operands.get(1), at))));
                if (zero.isDefined() && !operands.get(1).dtype().isFloat()) {
                    return operands.update(1, value(operands.get(1).eq(0).where(1, operands.get(1))));
                }
            }
            case Take take -> {
                return inRange(step, operands, 1, operands.get(0).shape().dim(take.axis()), problems);
            }
            case ScatterAdd scatter -> {
                return inRange(step, operands, 1, operands.get(0).shape().dim(scatter.axis()), problems);
            }
            case Scatter scatter -> {
                return inRange(step, operands, 1, operands.get(0).shape().dim(scatter.axis()), problems);
            }
            case FlatIndex(Ints dims) -> {
                Seq<Tensor> clipped = operands;
                for (int axis = 0; axis < dims.size(); axis++) {
                    clipped = inRange(step, clipped, axis, dims.get(axis), problems);
                }
                return clipped;
            }
            default -> { }
        }
        return operands;
    }

    private static Seq<Tensor> inRange(Apply step, Seq<Tensor> operands, int which, int n, List<Problem> problems) {
        Tensor indices = operands.get(which);
        Option<Integer> wrong = first(indices, v -> v < -n || v >= n);
        wrong.forEach(at -> problems.add(problem(Checked.Kind.INDEX_OUT_OF_RANGE, step,
                "index " + (long) numbers(indices)[at] + place(indices, at) + " is out of range, must be from " + -n + " to "
                + (n - 1))));
        return wrong.isEmpty() || n == 0 ? operands : operands.update(which, value(indices.clip(-n, n - 1)));
    }

    private static Tensor value(Expr closed) {
        return Evaluator.evaluate(closed);
    }

    private static Problem problem(Checked.Kind kind, Apply step, String what) {
        return new Problem(kind, step.op().label(), step.op().label() + ": " + what + Provenance.of(step));
    }

    /** Shows what has a name. */
    public static <T> T named(BiConsumer<String, Tensor> seen, Supplier<T> body) {
        return StepInterpreter.watched((step, operands, compute) -> {
            if (step.op() instanceof Named(String name)) {
                seen.accept(name, operands.get(0));
            }
            return compute.of(operands);
        }, body);
    }

    /** Writes down every step. */
    public static <T> Trace<T> everything(Supplier<T> body) {
        List<Trace.Step> steps = new ArrayList<>();
        T value = StepInterpreter.watched((step, operands, compute) -> {
            Seq<Tensor> results = compute.of(operands);
            results.forEach(r -> steps.add(statistics(step, r)));
            return results;
        }, body);
        return new Trace<>(value, Array.ofAll(steps));
    }

    private static Trace.Step statistics(Apply step, Tensor x) {
        double min = Double.NaN;
        double max = Double.NaN;
        double sum = 0;
        long zeros = 0;
        long nans = 0;
        long infinities = 0;
        double[] values = numbers(x);
        for (double v : values) {
            if (Double.isNaN(v)) {
                nans++;
                continue;
            }
            min = Double.isNaN(min) ? v : Math.min(min, v);
            max = Double.isNaN(max) ? v : Math.max(max, v);
            zeros += v == 0 ? 1 : 0;
            if (Double.isInfinite(v)) {
                infinities++;
            } else {
                sum += v;
            }
        }
        return new Trace.Step(step.op().label(), x.type(), min, sum / Math.max(1, values.length - nans - infinities), max, zeros,
                nans, infinities,
                Provenance.of(step).toString());
    }
}
