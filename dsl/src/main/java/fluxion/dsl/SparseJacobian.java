package fluxion.dsl;

import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.ops.eval.Evaluator;
import fluxion.ops.eval.Plan;
import fluxion.transforms.Jacobian;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;

/**
 * A sparse Jacobian by compression: one directional derivative for each colour of the pattern's columns instead of one for
 * each column. A tridiagonal Jacobian of any size takes three.
 */
public final class SparseJacobian {
    private final Sparsity pattern;
    private final Ints colours;
    private final Fn compressed;
    private final Plan plan;

    SparseJacobian(Fn fn, int wrt) {
        pattern = Sparsity.of(fn, wrt);
        colours = pattern.colours();
        Var variable = fn.params().get(wrt);
        int n = pattern.columns();
        double[] directions = new double[count() * n];
        for (int j = 0; j < n; j++) {
            directions[colours.get(j) * n + j] = 1;
        }
        Tensor rows = Evaluator.evaluate(Tensor.of(Shape.of(count(), n), directions).cast(variable.dtype()));
        Fn along = Jacobian.along(fn, wrt, rows);
        Simplify.Outcome simple = Simplify.standard().outcome(along);
        compressed = simple.fn();
        // what runs keeps the NaN and infinities of arguments that cancel in what is shown
        plan = Evaluator.plan(simple.cancelled() ? Simplify.keeping().apply(along) : compressed);
    }

    /** Where it may be other than zero. */
    public Sparsity pattern() {
        return pattern;
    }

    /** How many directional derivatives it takes. */
    public int count() {
        return colours.stream().max().orElse(-1) + 1;
    }

    /** The function that computes the directional derivatives, one a lane. */
    public Fn compressed() {
        return compressed;
    }

    /** The elements of {@link #pattern()}, row by row. */
    public double[] values(Tensor... arguments) {
        double[] products = doubles(plan.run(Array.of(arguments)).get(0));
        double[] values = new double[pattern.size()];
        int next = 0;
        for (int i = 0; i < pattern.rows(); i++) {
            for (int j : pattern.entries().get(i)) {
                values[next++] = products[colours.get(j) * pattern.rows() + i];
            }
        }
        return values;
    }

    private static double[] doubles(Tensor x) {
        return Evaluator.evaluate((fluxion.core.Expr) fluxion.core.Expr.apply(new fluxion.core.op.Cast(fluxion.core.DType.F64),
                x)).doubles();
    }

    /** As a matrix with all its zeros, f64: rows are elements of the result, columns elements of the argument. */
    public Tensor dense(Tensor... arguments) {
        double[] values = values(arguments);
        double[] all = new double[pattern.rows() * pattern.columns()];
        int next = 0;
        for (int i = 0; i < pattern.rows(); i++) {
            for (int j : pattern.entries().get(i)) {
                all[i * pattern.columns() + j] = values[next++];
            }
        }
        return Tensor.of(Shape.of(pattern.rows(), pattern.columns()), all);
    }
}
