package fluxion.tests.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.explain.Explanation;
import fluxion.core.op.Call;
import fluxion.core.print.MathText;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Values of the sides of an equation about derivatives, at one point and along one direction: what stands under d, d/dx, ∇, J or
 * ∇² is evaluated nearby, and its differences are taken. No rule of calculus is asked.
 */
final class NumericLines {
    private static final double STEP = 1.0 / 512;
    /** Second differences lose twice as many digits. */
    private static final double COARSE = 1.0 / 64;
    private static final double[] WEIGHTS = {-1.0 / 60, 3.0 / 20, -3.0 / 4, 3.0 / 4, -3.0 / 20, 1.0 / 60};
    private static final int[] PLACES = {-3, -2, -1, 1, 2, 3};
    private static final double TOLERANCE = 2e-7;

    private final Seq<Tensor> at;
    private final Seq<double[]> directions;

    /** At a random point of the function's parameters, those moving whose differentials stand in a line. */
    NumericLines(Explanation explanation) {
        SplittableRandom random = new SplittableRandom(3);
        Fn function = explanation.function();
        Set<Expr> moving = Collections.newSetFromMap(new IdentityHashMap<>());
        explanation.lines().flatMap(line -> Graph.topological(line.after().results())).forEach(node -> {
            if (node instanceof Apply(Call call, var of, _) && call.name().equals("d")) {
                moving.add(of.get(0));
            }
        });
        at = function.params().map(p -> point(p.shape(), random)).toArray();
        directions = function.params().map(p -> !moving.contains(p) ? new double[(int) p.shape().size()] : random.doubles(p.shape().size(), 0.2, 1.5).toArray()).toArray();
    }

    /** Square matrices are far from singular ones. */
    private static Tensor point(Shape shape, SplittableRandom random) {
        double[] elements = random.doubles(shape.size(), 0.2, 1.5).toArray();
        for (int i = 0; shape.rank() == 2 && shape.dim(0) == shape.dim(1) && i < shape.dim(0); i++) {
            elements[i * shape.dim(0) + i] += 2;
        }
        return Tensor.of(shape, elements);
    }

    /** That both sides are equal, shapes included. */
    void same(String what, Fn before, Fn after) {
        Seq<Tensor> left = value(before);
        Seq<Tensor> right = value(after);
        assertThat(right.map(Tensor::type)).as(what).isEqualTo(left.map(Tensor::type));
        for (int i = 0; i < left.size(); i++) {
            double[] l = left.get(i).doubles();
            double[] r = right.get(i).doubles();
            double size = Arrays.stream(l).map(Math::abs).max().orElse(0);
            for (int k = 0; k < l.length; k++) {
                if (!(Math.abs(l[k] - r[k]) <= TOLERANCE * Math.max(1, size))) {
                    fail(what + ": " + MathText.of(before) + " is " + l[k] + ", " + MathText.of(after) + " is " + r[k]);
                }
            }
        }
    }

    private Seq<Tensor> value(Fn fn) {
        Seq<Expr> results = Graph.rebuild(fn.results(), leaf -> leaf, (apply, inputs) ->
                apply.op() instanceof Call call && call.name().matches("d|[d∂]/[d∂].*|∇|∇²|J") ? known(call.name(), fn, inputs.get(0), apply.tensorType().shape())
                        : apply.on(inputs));
        return Evaluator.evaluate(new Fn(fn.params(), results), at);
    }

    private Tensor known(String derivative, Fn fn, Expr of, Shape shape) {
        Fn u = new Fn(fn.params(), Array.of(of));
        return switch (derivative) {
            case "d" -> Tensor.of(shape, along(u, directions, STEP));
            case "∇", "J" -> Tensor.of(shape, elements(u, 0, STEP));
            case "∇²" -> Tensor.of(shape, second(u));
            default -> Tensor.of(shape, elements(u, fn.params().indexWhere((Var p) -> derivative.endsWith("/d" + p.name()) || derivative.endsWith("/∂" + p.name())), STEP));
        };
    }

    /** The derivative along directions of all parameters. */
    private double[] along(Fn u, Seq<double[]> along, double step) {
        double[] sum = new double[Evaluator.evaluate(u, at).get(0).doubles().length];
        for (int k = 0; k < PLACES.length; k++) {
            double t = PLACES[k] * step;
            Seq<Tensor> there = at.zipWith(along, (x, d) -> moved(x, d, t));
            double[] value = Evaluator.evaluate(u, there).get(0).doubles();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += WEIGHTS[k] * value[i] / step;
            }
        }
        return sum;
    }

    private static Tensor moved(Tensor x, double[] direction, double t) {
        double[] elements = x.doubles();
        for (int i = 0; i < elements.length; i++) {
            elements[i] += t * direction[i];
        }
        return Tensor.of(x.shape(), elements);
    }

    /** The derivatives by each element of a parameter, those of one element of u together. */
    private double[] elements(Fn u, int parameter, double step) {
        int n = at.get(parameter).doubles().length;
        double[][] columns = new double[n][];
        for (int j = 0; j < n; j++) {
            columns[j] = along(u, unit(parameter, j), step);
        }
        int m = n == 0 ? 0 : columns[0].length;
        double[] all = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                all[i * n + j] = columns[j][i];
            }
        }
        return all;
    }

    private Seq<double[]> unit(int parameter, int j) {
        return at.zipWithIndex().map(p -> {
            double[] direction = new double[p._1.doubles().length];
            if (p._2 == parameter) {
                direction[j] = 1;
            }
            return direction;
        });
    }

    private double[] second(Fn u) {
        int n = at.get(0).doubles().length;
        double[] all = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < PLACES.length; k++) {
                Tensor there = moved(at.get(0), unit(0, i).get(0), PLACES[k] * COARSE);
                NumericLines nearby = new NumericLines(at.update(0, there), directions);
                double[] gradient = nearby.elements(u, 0, COARSE);
                for (int j = 0; j < n; j++) {
                    all[i * n + j] += WEIGHTS[k] * gradient[j] / COARSE;
                }
            }
        }
        return all;
    }

    private NumericLines(Seq<Tensor> at, Seq<double[]> directions) {
        this.at = at;
        this.directions = directions;
    }
}
