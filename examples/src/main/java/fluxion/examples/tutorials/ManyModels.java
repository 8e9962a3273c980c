package fluxion.examples.tutorials;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.nn.Losses;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Array;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Training as a function, and ten of them at once: from a seed to a trained network, {@code vmap} over seeds. The data are two
 * spirals, 100 points with noise of 0.05; the network is 2–32–2 with relu, trained for 2,000 steps of gradient descent at 0.2.
 */
public final class ManyModels {
    private static final double NOISE = 0.05;
    private static final double RATE = 0.2;

    private ManyModels() {}

    record Network(Array<Dense> layers) {
        Expr apply(Expr x) {
            return Dense.through(layers, x, h -> relu(h));
        }
    }

    /**
     * Two spirals, one turned by π against the other.
     *
     * @param points f32[n, 2]
     * @param kinds i32[n]
     */
    record Spirals(Tensor points, Tensor kinds) {
        static Spirals of(RandomKey key, int n) {
            int half = n / 2;
            Expr angle = linspace(0, 3 * Math.PI, half);
            Expr radius = linspace(0.2, 2, half);
            Expr x = concatenate(0, radius.times(sin(angle)), radius.times(sin(angle.plus(Math.PI))));
            Expr y = concatenate(0, radius.times(cos(angle)), radius.times(cos(angle.plus(Math.PI))));
            Expr noise = normal(key, f32(2 * half, 2)).times(NOISE);
            return new Spirals(eval(stack(1, x, y).cast(F32).plus(noise)),
                    eval(concatenate(0, zeros(i32(half)), ones(i32(half)))));
        }
    }

    /**
     * Models that were trained.
     *
     * @param losses [models, steps]
     * @param accuracies [models], on the points they were trained on
     */
    record Result(Tensor losses, Tensor accuracies) {}

    static Result train(int models, int steps) {
        Spirals data = Spirals.of(key(1), 100);
        var loss = fn((Network n) -> Losses.crossEntropy(n.apply(data.points()), data.kinds()));
        var training = fn((Expr seed) -> {
            Network start = new Network(Dense.layers(key(2).foldIn(seed), 2, 32, 2));
            var run = scan(start, arange(steps), (Network n, Expr step) -> {
                var at = valueAndGrad(loss).apply(n);
                return pair(zip(n, at._2, (p, g) -> p.minus(g.times(RATE))), at._1);
            });
            Expr right = argmax(run._1.apply(data.points()), -1).cast(I32).eq(data.kinds());
            return pair(run._2, mean(right.cast(F32)));
        });
        var trained = vmap(training).apply(arange(models));
        return new Result(eval(trained._1), eval(trained._2));
    }

    public static void main(String[] args) throws IOException {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        train(1, 20);
        long start = System.nanoTime();
        Result one = train(1, steps);
        double single = 1e-9 * (System.nanoTime() - start);
        start = System.nanoTime();
        Result ten = train(10, steps);
        double all = 1e-9 * (System.nanoTime() - start);
        IO.println("One model: %,d steps in %.2f s; ten at once in %.2f s, %.1f times as long.".formatted(steps, single, all,
                all / single));
        IO.println("The first of the ten is the one alone, but for %.0e in its losses.".formatted(
                toDouble(ten.losses().get(0).minus(one.losses().get(0)).abs().max())));
        IO.println("Accuracies: " + ten.accuracies());

        Path picture = Files.createTempDirectory("fluxion").resolve("many-models.svg");
        Array.range(0, 10).map(i -> curve("seed " + i, ten.losses().get(i))).reduce((a, b) -> a.and(b))
                .title("Ten networks on two spirals").xLabel("step").yLabel("cross entropy").save(picture);
        IO.println("The curves are in " + picture + ".");
    }
}
