package fluxion.examples;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.random.RandomKey;
import io.vavr.Function1;
import io.vavr.collection.Seq;

/**
 * Choosing how much to regularise by gradient descent: the weights of ridge regression solve (XᵀX + e^λ·I)·w = Xᵀy, and the
 * loss on other data is differentiated with respect to λ through that equation, not through the solver.
 */
public final class RidgeRegression {
    private RidgeRegression() {}

    private static final int FEATURES = 20;

    /** Conjugate gradients, a fixed number of steps; no derivative ever looks inside. */
    private static Expr conjugateGradients(Function1<Expr, Expr> map, Expr b) {
        Expr x = zerosLike(b);
        Expr residual = b;
        Expr direction = b;
        for (int i = 0; i < 2 * FEATURES; i++) {
            Expr image = map.apply(direction);
            Expr square = residual.dot(residual);
            // at the solution there is nowhere to go
            Expr step = square.div(direction.dot(image).plus(1e-300));
            x = x.plus(direction.times(step));
            residual = residual.minus(image.times(step));
            direction = residual.plus(direction.times(residual.dot(residual).div(square.plus(1e-300))));
        }
        return x;
    }

    /** The weights for a logarithm of the regularisation. */
    private static Expr weights(Expr lambda, Expr x, Expr y) {
        return customLinearSolve(w -> x.transpose().matmul(x.matmul(w)).plus(w.times(exp(lambda))), x.transpose().matmul(y),
                RidgeRegression::conjugateGradients);
    }

    public static void main(String[] args) {
        Seq<RandomKey> keys = key(7).split(5);
        Tensor truth = eval(normal(keys.get(0), f64(FEATURES)));
        Tensor train = eval(normal(keys.get(1), f64(30, FEATURES)));
        Tensor held = eval(normal(keys.get(2), f64(200, FEATURES)));
        Tensor y = eval(train.matmul(truth).plus(normal(keys.get(3), f64(30)).times(3)));
        Tensor target = eval(held.matmul(truth).plus(normal(keys.get(4), f64(200)).times(3)));

        var loss = fn(lambda -> mean(held.matmul(weights(lambda, train, y)).minus(target).square()));
        var slope = valueAndGrad(loss);
        Expr lambda = scalar(-4.0);
        for (int i = 0; i <= 60; i++) {
            var at = slope.apply(lambda);
            if (i % 15 == 0) {
                IO.println("step %2d   λ = e^%-8.4f loss %.6f   slope %9.6f".formatted(i, toDouble(lambda), toDouble(at._1),
                        toDouble(at._2)));
            }
            lambda = eval(lambda.minus(at._2.times(0.2)));
        }
        double h = 1e-5;
        double difference = (toDouble(loss.apply(lambda.plus(h))) - toDouble(loss.apply(lambda.minus(h)))) / (2 * h);
        IO.println("Slope by the equation %.8f, by differences %.8f.".formatted(toDouble(grad(loss).apply(lambda)), difference));
        IO.println("Curvature, by the same equation once more: %.6f.".formatted(toDouble(grad(grad(loss)).apply(lambda))));

        // a root: the fixed point x = cos(a·x), found by plain iteration
        var fixed = customRoot((x, a) -> x.minus(cos(a.times(x))), (Expr a) -> {
            Expr x = zerosLike(a);
            for (int i = 0; i < 100; i++) {
                x = cos(a.times(x));
            }
            return x;
        });
        IO.println("The fixed point of cos: %.12f, and how it moves with the factor: %.12f.".formatted(
                toDouble(fixed.apply(scalar(1.0))), toDouble(grad(fixed).apply(scalar(1.0)))));
    }
}
