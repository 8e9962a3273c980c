package fluxion.examples.workbench;

import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.ops.eval.Evaluator;
import fluxion.ops.eval.Plan;
import fluxion.transforms.Grad;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;

/** Numbers for plots, which the page draws. */
final class Pictures {
    private static final int PLACES = 401;
    private static final int GRID = 61;
    private static final int ARROWS = 13;
    private static final int NEWTON = 8;
    private static final int DESCENT = 40;

    private Pictures() {}

    /** Of a function of one number that has a number for its result. */
    static List<Answer.Curve> curve(Fn fn, Seq<Tensor> at, Question question) {
        if (!isOfNumbers(fn, 1)) {
            return List.of();
        }
        Ints first = Ints.of(0);
        List<Plan> derivatives = new ArrayList<>();
        Fn derived = Simplify.of(fn);
        for (int k = 0; k <= Math.max(2, question.order()); k++) {
            derivatives.add(Evaluator.plan(derived));
            derived = Simplify.of(Grad.of(derived, first));
        }
        double[] x = places(question, PLACES);
        double point = at.get(0).toDouble();
        double[] taylor = new double[question.order() + 1];
        double factorial = 1;
        for (int k = 0; k < taylor.length; k++) {
            taylor[k] = at(derivatives.get(k), point) / factorial;
            factorial *= k + 1;
        }
        double[] newton = new double[NEWTON + 1];
        newton[0] = point;
        for (int k = 0; k < NEWTON; k++) {
            newton[k + 1] = newton[k] - at(derivatives.get(0), newton[k]) / at(derivatives.get(1), newton[k]);
        }
        return List.of(new Answer.Curve(fn.params().get(0).name(), x, along(derivatives.get(0), x), along(derivatives.get(1), x),
                along(derivatives.get(2), x), point, taylor, newton));
    }

    /** Of a function of two numbers that has a number for its result. */
    static List<Answer.Surface> surface(Fn fn, Seq<Tensor> at, Question question) {
        if (!isOfNumbers(fn, 2)) {
            return List.of();
        }
        Plan value = Evaluator.plan(Simplify.of(fn));
        Plan gradient = Evaluator.plan(Simplify.of(Grad.of(fn, Ints.of(0, 1))));
        double[] x = places(question, GRID);
        double[][] f = new double[GRID][GRID];
        for (int row = 0; row < GRID; row++) {
            for (int column = 0; column < GRID; column++) {
                f[row][column] = at(value, x[column], x[row]);
            }
        }
        List<double[]> arrows = new ArrayList<>();
        for (double v : places(question, ARROWS)) {
            for (double u : places(question, ARROWS)) {
                double[] slope = slopes(gradient, u, v);
                arrows.add(new double[] {u, v, slope[0], slope[1]});
            }
        }
        return List.of(new Answer.Surface(fn.params().get(0).name(), fn.params().get(1).name(), x, f,
                arrows.toArray(double[][]::new), descent(
                value, gradient, at.get(0).toDouble(), at.get(1).toDouble(), (question.to() - question.from()) / 20)));
    }

    /** Along the gradient, each step halved until it goes down, by Armijo's rule. */
    private static double[][] descent(Plan value, Plan gradient, double u, double v, double length) {
        List<double[]> way = new ArrayList<>();
        way.add(new double[] {u, v});
        double x = u;
        double y = v;
        for (int k = 0; k < DESCENT; k++) {
            double[] slope = slopes(gradient, x, y);
            double steep = Math.hypot(slope[0], slope[1]);
            if (!(steep > 1e-9) || Double.isInfinite(steep)) {
                break;
            }
            double step = length / steep;
            double now = at(value, x, y);
            while (step > 1e-12 && !(at(value, x - step * slope[0], y - step * slope[1]) <= now - step * steep * steep / 4)) {
                step /= 2;
            }
            x -= step * slope[0];
            y -= step * slope[1];
            way.add(new double[] {x, y});
        }
        return way.toArray(double[][]::new);
    }

    private static boolean isOfNumbers(Fn fn, int count) {
        return fn.params().size() == count && fn.params().forAll(p -> p.shape().isScalar() && p.dtype().isFloat())
                && fn.results().get(0).shape().isScalar() && fn.results().get(0).dtype().isFloat();
    }

    private static double[] places(Question question, int count) {
        double[] x = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = question.from() + (question.to() - question.from()) * i / (count - 1);
        }
        return x;
    }

    private static double[] along(Plan plan, double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = at(plan, x[i]);
        }
        return y;
    }

    private static double at(Plan plan, double... x) {
        return plan.run(Array.ofAll(x).map(Tensor::of)).get(0).toDouble();
    }

    private static double[] slopes(Plan gradient, double u, double v) {
        Seq<Tensor> slopes = gradient.run(Array.of(Tensor.of(u), Tensor.of(v)));
        return new double[] {slopes.get(0).toDouble(), slopes.get(1).toDouble()};
    }
}
