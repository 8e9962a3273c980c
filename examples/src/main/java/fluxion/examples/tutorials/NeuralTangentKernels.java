package fluxion.examples.tutorials;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.nn.Convolutions;
import fluxion.dsl.nn.Layers;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Neural tangent kernels (Jacot, Gabriel and Hongler 2018): Θ(x₁, x₂) = J(x₁)·J(x₂)ᵀ with J the Jacobian of a network's
 * outputs in its parameters, computed in two ways, by contracting Jacobians and by products of the kernel with vectors, which
 * need no Jacobian; and what the kernel says: a wide network trained by gradient descent goes where the linear one goes.
 */
public final class NeuralTangentKernels {
    private NeuralTangentKernels() {}

    /** Three convolutions of 3×3 to 32 channels, relu after the first two, and a linear layer to 10, for images [3, 32, 32]. */
    record Cnn(Expr conv1, Expr bias1, Expr conv2, Expr bias2, Expr conv3, Expr bias3, Expr w, Expr b) {
        static Cnn init(RandomKey key) {
            Seq<RandomKey> keys = key.split(8);
            return eval(new Cnn(draw(keys.get(0), 27, f32(32, 3, 3, 3)), draw(keys.get(1), 27, f32(32)),
                    draw(keys.get(2), 288, f32(32, 32, 3, 3)), draw(keys.get(3), 288, f32(32)),
                    draw(keys.get(4), 288, f32(32, 32, 3, 3)), draw(keys.get(5), 288, f32(32)),
                    draw(keys.get(6), 21632, f32(10, 21632)), draw(keys.get(7), 21632, f32(10))));
        }

        private static Expr draw(RandomKey key, int in, TensorType type) {
            return uniform(key, type, -1 / Math.sqrt(in), 1 / Math.sqrt(in));
        }

        Expr apply(Expr image) {
            Expr h = relu(Convolutions.conv2d(image.expandDims(0), conv1, bias1));
            Expr further = Convolutions.conv2d(relu(Convolutions.conv2d(h, conv2, bias2)), conv3, bias3);
            return Layers.linear(further.flatten(), w, b);
        }
    }

    /** Θ of all pairs, [n, m, 10, 10]: one Jacobian for each example, leaf by leaf contracted and summed. */
    static Tensor byJacobians(Cnn net, Expr some, Expr others) {
        var jacobians = vmap(jacrev(fn((Cnn n, Expr x) -> n.apply(x)))).in(none(), axis(0));
        Seq<Expr> a = leaves(jacobians.apply(net, some));
        Seq<Expr> b = leaves(jacobians.apply(net, others));
        return eval(a.zipWith(b, (p, q) -> einsum("naf,mbf->nmab", rows(p), rows(q))).reduce((p, q) -> p.plus(q)));
    }

    /** [n, 10, parameters of a leaf]. */
    private static Expr rows(Expr jacobian) {
        return jacobian.reshape(jacobian.shape().dim(0), jacobian.shape().dim(1), -1);
    }

    /** The same: Θ·v is the derivative of the network at x₁ along the pullback of v at x₂, for each v of the identity. */
    static Tensor byProducts(Cnn net, Expr some, Expr others) {
        Fun2<Expr, Expr, Expr> ofPair = fn((Expr x1, Expr x2) -> {
            var back = vjp(fn((Cnn n) -> n.apply(x2)), net).pullback();
            return vmap(fn((Expr v) -> jvp(fn((Cnn n) -> n.apply(x1)), net, back.apply(v)).tangent())).apply(eye(10).cast(F32));
        });
        return eval(vmap(vmap(ofPair).in(none(), axis(0))).in(axis(0), none()).apply(some, others).permute(0, 1, 3, 2));
    }

    /** One hidden layer of a width, in the parametrisation in which the kernel has a limit: f(x) = v·tanh(x·u + c)/√width. */
    record Wide(Expr u, Expr c, Expr v) {
        static Wide init(RandomKey key, int width) {
            Seq<RandomKey> keys = key.split(3);
            return eval(new Wide(normal(keys.get(0), f64(width)), normal(keys.get(1), f64(width)),
                    normal(keys.get(2), f64(width))));
        }

        Expr apply(Expr x) {
            return tanh(x.times(u).plus(c)).dot(v).div(Math.sqrt(v.shape().dim(0)));
        }
    }

    /**
     * Training beside what the kernel predicts.
     *
     * @param at [points], where both are asked
     * @param trained [points], the network after training
     * @param predicted [points], the network made linear at the start, after the same training, by a formula
     * @param distance the largest difference of both
     */
    record Linearised(Tensor at, Tensor trained, Tensor predicted, double distance) {}

    /**
     * Gradient descent on ½·Σ(f(xᵢ) − yᵢ)² against f₀(x) − Θ(x, X)·Θ(X, X)⁻¹·(I − (I − η·Θ(X, X))ᵗ)·(f₀(X) − y), from the
     * eigenvalues of Θ(X, X).
     */
    static Linearised linearised(int width, int steps) {
        double rate = 0.1;
        Tensor x = eval(linspace(-2, 2, 6));
        Tensor y = eval(sin(x.times(2)));
        Tensor at = eval(linspace(-2.5, 2.5, 101));
        Wide start = Wide.init(key(8), width);
        var all = vmap(fn((Wide n, Expr t) -> n.apply(t))).in(none(), axis(0));
        var loss = fn((Wide n) -> sum(all.apply(n, x).minus(y).square()).times(0.5));
        Wide end = fn((Wide n) -> fori(0, steps, n, (i, m) -> zip(m, grad(loss).apply(m), (p, g) -> p.minus(g.times(rate)))))
                .apply(start);
        var slopes = vmap(grad(fn((Wide n, Expr t) -> n.apply(t)))).in(none(), axis(0));
        Expr here = concatenate(1, leaves(slopes.apply(start, x)).toJavaArray(Expr[]::new));
        Expr there = concatenate(1, leaves(slopes.apply(start, at)).toJavaArray(Expr[]::new));
        var spectrum = eigh(here.matmul(here.t()));
        Expr decay = scalar(1).minus(pow(scalar(1).minus(spectrum.values().times(rate)), steps)).div(spectrum.values());
        Expr error = spectrum.vectors().matmul(decay.times(spectrum.vectors().t().matmul(all.apply(start, x).minus(y))));
        Tensor predicted = eval(all.apply(start, at).minus(there.matmul(here.t()).matmul(error)));
        Tensor trained = eval(all.apply(end, at));
        return new Linearised(at, trained, predicted, toDouble(trained.minus(predicted).abs().max()));
    }

    public static void main(String[] args) throws IOException {
        int n = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        Cnn net = Cnn.init(key(0));
        Tensor training = eval(normal(key(1), f32(n, 3, 32, 32)));
        Tensor test = eval(normal(key(2), f32(5, 3, 32, 32)));
        long start = System.nanoTime();
        Tensor contracted = byJacobians(net, training, test);
        double first = 1e-9 * (System.nanoTime() - start);
        start = System.nanoTime();
        Tensor products = byProducts(net, training, test);
        double second = 1e-9 * (System.nanoTime() - start);
        IO.println("The kernel of %d and 5 images has shape %s; by Jacobians %.1f s, by products with vectors %.1f s.".formatted(
                n, contracted.shape(), first, second));
        IO.println("They differ by %.0e of the largest element.".formatted(
                toDouble(contracted.minus(products).abs().max().div(contracted.abs().max()))));
        Tensor own = eval(einsum("nmaa->nm", byJacobians(net, training, training)));
        IO.println("Eigenvalues of its trace over outputs, from the largest: "
                + eval(flip(eigvalsh(own), 0).slice(0, 0, Math.min(4, n))) + " …");

        Linearised last = null;
        for (int width : new int[] {16, 256, 4096}) {
            last = linearised(width, 2000);
            IO.println("Width %,5d: trained and linear network differ by %.3f at most.".formatted(width, last.distance()));
        }
        Path picture = Files.createTempDirectory("fluxion").resolve("tangent-kernel.svg");
        curve("trained", last.at(), last.trained()).and(curve("linear, by the kernel", last.at(), last.predicted()))
                .title("A network 4,096 wide after 2,000 steps").xLabel("x").save(picture);
        IO.println("The curves are in " + picture + ".");
    }
}
