package fluxion.dsl;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Points at which two functions that differ are likely to differ: at random, small and large, of either sign, 0, around the
 * numbers that the functions mention, and on both sides of where they change their course (a sign under |·|, a condition).
 */
final class Points {
    /** How many numbers, and how many changes of sign, are looked at. */
    private static final int MANY = 12;
    private static final int HALVINGS = 40;

    private Points() {}

    /** At random, of moderate size. */
    static Seq<Seq<Tensor>> random(Seq<Var> parameters) {
        return Array.range(0, 64).map(round -> {
            SplittableRandom random = new SplittableRandom(round);
            double scale = Array.of(0.1, 1.0, 3.0, 10.0).get(round % 4);
            double least = round % 8 >= 4 ? 0.01 * scale : -scale;
            return parameters.map(p -> tensor(p.type(), random.doubles(p.type().shape().size(), least, scale).toArray()));
        });
    }

    /** Small, large and 0, of either sign or mixed, and around the numbers in the roots. */
    static Seq<Seq<Tensor>> extreme(Seq<Var> parameters, Seq<Expr> roots) {
        List<Seq<Tensor>> points = new ArrayList<>();
        points.add(parameters.map(p -> filled(p, 0)));
        SplittableRandom random = new SplittableRandom(64);
        for (double size : new double[] {1e-8, 1e-3, 1e2, 1e4, 1e8}) {
            for (int sign = -1; sign <= 1; sign++) {
                double least = sign == 1 ? size / 2 : -size;
                double greatest = sign == -1 ? -size / 2 : size;
                points.add(parameters.map(p ->
                        tensor(p.type(), random.doubles(p.type().shape().size(), least, greatest).toArray())));
            }
        }
        Seq<Double> numbers = numbers(roots);
        Seq<Double> sorted = numbers.appendAll(numbers.map(v -> -v)).sorted();
        for (int i = 0; i + 1 < sorted.size(); i++) {
            double middle = sorted.get(i) / 2 + sorted.get(i + 1) / 2;
            points.add(parameters.map(p -> filled(p, middle)));
        }
        for (double number : numbers) {
            for (double at : new double[] {number, -number, number - 1, number + 1, 1 - number, -1 - number,
                    2 * number, -2 * number}) {
                points.add(parameters.map(p -> filled(p, at)));
            }
        }
        return Array.ofAll(points);
    }

    private static Seq<Double> numbers(Seq<Expr> roots) {
        return Graph.topological(roots).flatMap(Literal::value).filter(Double::isFinite).map(Math::abs)
                .filter(v -> v > 0).distinct().take(MANY);
    }

    /** On both sides of where something in the roots changes its sign between two of the points, and between such places. */
    static Seq<Seq<Tensor>> turns(Seq<Var> parameters, Seq<Expr> roots, Seq<Seq<Tensor>> points) {
        Seq<Expr> turning = Graph.topological(roots).flatMap(Points::turning).distinct().take(MANY);
        if (turning.isEmpty() || !parameters.forAll(p -> p.type().dtype().isFloat())) {
            return Array.empty();
        }
        Fn signs = Fn.of(parameters, turning);
        Seq<Seq<double[]>> values = points.map(at -> Evaluator.evaluate(signs, at).map(Points::doubles));
        List<Seq<Tensor>> found = new ArrayList<>();
        for (int k = 0; k < turning.size() && found.size() < 4 * MANY; k++) {
            for (int i = 0; i < Math.min(4, values.get(0).get(k).length); i++) {
                int[] ends = ends(values, k, i);
                if (ends.length == 2) {
                    found.addAll(between(signs, k, i, points.get(ends[0]), points.get(ends[1])));
                }
            }
        }
        List<Seq<Tensor>> middles = new ArrayList<>();
        for (int i = 0; i + 2 < found.size() && middles.size() < MANY; i++) {
            middles.add(mixed(found.get(i), found.get(i + 2), 0.5));
        }
        return Array.ofAll(found).appendAll(middles);
    }

    /** The points nearest to each other, in their order, at which element i of value k is negative and positive. */
    private static int[] ends(Seq<Seq<double[]>> values, int k, int i) {
        int negative = -1;
        int positive = -1;
        for (int p = 0; p < values.size() && (negative < 0 || positive < 0); p++) {
            double value = values.get(p).get(k)[i];
            negative = value < 0 ? p : negative;
            positive = value > 0 ? p : positive;
        }
        return negative < 0 || positive < 0 ? new int[0] : new int[] {negative, positive};
    }

    private static List<Seq<Tensor>> between(Fn signs, int k, int i, Seq<Tensor> from, Seq<Tensor> to) {
        double low = 0;
        double high = 1;
        for (int step = 0; step < HALVINGS; step++) {
            double middle = (low + high) / 2;
            double value = doubles(Evaluator.evaluate(signs, mixed(from, to, middle)).get(k))[i];
            low = value < 0 ? middle : low;
            high = value < 0 ? high : middle;
        }
        return List.of(mixed(from, to, low), mixed(from, to, high), mixed(from, to, low - 1e-3), mixed(from, to, high + 1e-3));
    }

    private static Seq<Tensor> mixed(Seq<Tensor> from, Seq<Tensor> to, double t) {
        return from.zipWith(to, (a, b) -> Enclosures.cast(Evaluator.evaluate(Enclosures.cast(a, DType.F64).times(1 - t)
                .plus(Enclosures.cast(b, DType.F64).times(t))), a.dtype()));
    }

    /** What changes its sign where an operation changes its course. */
    private static Option<Expr> turning(Expr node) {
        if (!(node instanceof Apply apply) || apply.inputs().isEmpty() || !apply.input(0).dtype().isFloat()) {
            return Option.none();
        }
        return switch (apply.op()) {
            case Unary unary -> switch (unary) {
                case ABS, SIGN, RELU, SQRT, RSQRT, LOG, LOG2, LOG10 -> Option.of(apply.input(0));
                default -> Option.none();
            };
            case Binary binary -> switch (binary) {
                case MAXIMUM, MINIMUM -> Option.of(apply.input(0).minus(apply.input(1)));
                case DIV, COPYSIGN -> Option.of(apply.input(1));
                default -> Option.none();
            };
            case Compare _ -> Option.of(apply.input(0).minus(apply.input(1)));
            default -> Option.none();
        };
    }

    private static Tensor filled(Var parameter, double value) {
        double[] numbers = new double[Math.toIntExact(parameter.type().shape().size())];
        Arrays.fill(numbers, value);
        return tensor(parameter.type(), numbers);
    }

    private static Tensor tensor(TensorType type, double[] numbers) {
        return Enclosures.cast(Tensor.of(type.shape(), numbers), type.dtype());
    }

    static double[] doubles(Tensor t) {
        return Enclosures.cast(t, DType.F64).doubles();
    }
}
