package fluxion.examples;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.Supplier;

/**
 * Jacobians and Hessians of a dense layer, tanh(W·x + b): forward against reverse mode on tall and wide ones, batched, and
 * Hessian-vector products two ways.
 */
public final class JacobiansAndHessians {
    private JacobiansAndHessians() {}

    /** W, b and x of a layer. */
    private record Layer(Tensor w, Tensor b, Tensor x) {
        static Layer random(RandomKey key, int in, int out) {
            Seq<RandomKey> keys = key.split(3);
            return new Layer(eval(normal(keys.get(0), f32(out, in)).div(Math.sqrt(in))), eval(normal(keys.get(1), f32(out))),
                    eval(normal(keys.get(2), f32(in))));
        }
    }

    public static void main(String[] args) {
        var predict = fn((Expr w, Expr b, Expr x) -> tanh(w.matmul(x).plus(b)));
        var forward = jacfwd(predict).<Expr>wrt(2);
        var reverse = jacrev(predict).<Expr>wrt(2);

        Layer square = Layer.random(key(0), 16, 16);
        Expr byRows = reverse.apply(square.w(), square.b(), square.x());
        Expr byColumns = forward.apply(square.w(), square.b(), square.x());
        IO.println("The Jacobian of tanh(W·x + b) in x, 16 to 16: shape " + byRows.shape() + "; jacrev and jacfwd differ by "
                + distance(byRows, byColumns) + ".");
        IO.println("As an expression: " + forward);

        IO.println("\nForward mode works by columns, reverse mode by rows:");
        for (Layer layer : Array.of(Layer.random(key(1), 32, 2048), Layer.random(key(2), 2048, 32))) {
            String sizes = layer.x().shape().dim(0) + " inputs, " + layer.b().shape().dim(0) + " outputs";
            double f = median(() -> forward.apply(layer.w(), layer.b(), layer.x()));
            double r = median(() -> reverse.apply(layer.w(), layer.b(), layer.x()));
            IO.println("   %-26s jacfwd %8.1f µs   jacrev %8.1f µs".formatted(sizes, 1e6 * f, 1e6 * r));
        }

        Layer wide = Layer.random(key(3), 512, 32);
        var hessian = hessian(predict).<Expr>wrt(2);
        var twice = jacfwd(forward).<Expr>wrt(2);
        Expr second = hessian.apply(wide.w(), wide.b(), wide.x());
        IO.println("\nThe Hessian, 512 to 32: shape " + second.shape() + "; jacfwd(jacrev) and jacfwd(jacfwd) differ by "
                + distance(second, twice.apply(wide.w(), wide.b(), wide.x())) + ".");

        Layer layer = Layer.random(key(4), 31, 33);
        Tensor batch = eval(normal(key(5), f32(64, 31)));
        var jacobians = vmap(reverse).in(none(), none(), axis(0));
        var hessians = vmap(hessian).in(none(), none(), axis(0));
        IO.println("\nFor each of 64 inputs at once: Jacobians " + jacobians.apply(layer.w(), layer.b(), batch).shape()
                + ", Hessians "
                + hessians.apply(layer.w(), layer.b(), batch).shape() + ".");

        var f = fn(x -> sum(sin(x)));
        var forwardOverReverse = fn((Expr x, Expr v) -> jvp(grad(f), x, v).tangent());
        var reverseOverReverse = fn((Expr x, Expr v) -> vjp(grad(f), x).pullback().apply(v));
        Tensor x = eval(normal(key(6), f32(2048)));
        Tensor v = eval(normal(key(7), f32(2048)));
        IO.println("\nHessian-vector products of Σ sin(x), 2048 inputs, without the Hessian:");
        IO.println("   forward over reverse %.1f µs, reverse over reverse %.1f µs; they differ by %s".formatted(
                1e6 * median(() -> forwardOverReverse.apply(x, v)), 1e6 * median(() -> reverseOverReverse.apply(x, v)),
                distance(forwardOverReverse.apply(x, v), reverseOverReverse.apply(x, v))));
        IO.println("   " + forwardOverReverse);
    }

    private static Tensor distance(Expr a, Expr b) {
        return eval(a.minus(b).abs().max());
    }

    /** The median of 21 runs, after 200 ms that are not counted. */
    private static double median(Supplier<?> run) {
        for (long start = System.nanoTime(); System.nanoTime() - start < 200_000_000L; ) {
            run.get();
        }
        return Timing.median(0, 21, run);
    }
}
