package fluxion.examples.tutorials;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.random.RandomKey;
import fluxion.examples.FashionMnist;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * Learning to learn from five images a class (Finn, Abbeel and Levine 2017, section 5.2): parameters from which a few steps of
 * gradient descent tell five kinds of clothes apart, asked about kinds that were never seen in training. Of Fashion-MNIST's ten
 * classes five are for training, turned by 0, 90, 180 and 270 degrees as the paper does it, which makes twenty; the other five,
 * upright, are for the test. A task numbers its five classes in an order of its own, so that nothing but what it shows says which
 * is which. The network is the paper's without convolutions, 256–128–64–64.
 */
public final class FewShotMaml {
    /** Classes in a task, and images of each that are seen, and that are asked for. */
    private static final int WAYS = 5;
    private static final int SHOTS = 5;
    private static final int ASKED = 10;
    private static final double RATE = 0.1;
    /** T-shirt, trouser, coat, sandal, bag. */
    private static final Array<Integer> SEEN = Array.of(0, 1, 4, 5, 8);
    /** Pullover, dress, shirt, sneaker, ankle boot. */
    private static final Array<Integer> UNSEEN = Array.of(2, 3, 6, 7, 9);
    /** So many images each class has at least. */
    private static final int EACH = 400;

    private FewShotMaml() {}

    record Network(Array<Dense> layers) {
        static Network init(RandomKey key) {
            return eval(new Network(Dense.layers(key, 784, 256, 128, 64, 64, WAYS)));
        }

        Expr apply(Expr images) {
            return Dense.through(layers, images, h -> relu(h));
        }
    }

    /**
     * A task: images [WAYS·n, 784] and their numbers within the task, i32[WAYS·n].
     *
     * @param shown to adapt to
     * @param numbers of these
     * @param asked to be told apart
     * @param answers of these
     */
    record Task(Expr shown, Expr numbers, Expr asked, Expr answers) {}

    /** Images of classes, each turned by quarters, [classes·turns, EACH, 784], with mean 0 and deviation 1 over all data. */
    static Tensor byClass(Array<Integer> classes, int turns) {
        FashionMnist all = FashionMnist.training();
        int[] labels = all.labels().ints();
        return eval(stack(0, classes.flatMap(c -> {
            int[] rows = IntStream.range(0, labels.length).filter(i -> labels[i] == c).limit(EACH).toArray();
            Expr upright = take(all.images(), Tensor.of(rows), 0).minus(0.286).div(0.353).permute(1, 2, 0);
            return Array.range(0, turns).map(k -> (Expr) rot90(upright, k).reshape(784, EACH).t());
        }).toJavaArray(Expr[]::new)));
    }

    static Task draw(Tensor images, RandomKey key) {
        Seq<RandomKey> keys = key.split(2);
        Expr classes = permutation(keys.get(0), images.shape().dim(0)).slice(0, 0, WAYS);
        int n = SHOTS + ASKED;
        Expr which = stack(0, keys.get(1).split(WAYS).map(k -> (Expr) permutation(k, EACH).slice(0, 0, n))
                .toJavaArray(Expr[]::new));
        Expr drawn = take(images.reshape(-1, 784), classes.expandDims(1).times(EACH).plus(which), 0);
        Expr number = iota(i32(WAYS, n), 0);
        return new Task(drawn.slice(1, 0, SHOTS).reshape(-1, 784), number.slice(1, 0, SHOTS).flatten(),
                drawn.slice(1, SHOTS, n).reshape(-1, 784), number.slice(1, SHOTS, n).flatten());
    }

    private static Expr loss(Network n, Expr images, Expr numbers) {
        return crossEntropy(n.apply(images), numbers);
    }

    /** Parameters after steps of gradient descent on what is shown. */
    static Network adapted(Network n, Task task, int steps) {
        var slope = grad(fn((Network m) -> loss(m, task.shown(), task.numbers())));
        return fori(0, steps, n, (Expr i, Network m) -> zip(m, slope.apply(m), (p, g) -> p.minus(g.times(RATE))));
    }

    /**
     * What training came to, on tasks of classes never seen.
     *
     * @param first the share told right by a network that was not trained, after ten times as many steps as in training
     * @param before by the parameters learned, as training went on, before they adapt
     * @param after the same after three times as many steps as in training
     * @param familiar after they adapted, on tasks of the classes trained with
     * @param centroids the share told right by the nearest mean image of what is shown, without any network
     */
    record Result(double first, Array<Double> before, Array<Double> after, double familiar, double centroids) {}

    static Result train(int tasks, int innerSteps, int steps, int every, int tests) {
        Tensor images = byClass(SEEN, 4);
        Tensor others = byClass(UNSEEN, 1);
        var draw = fn((Expr number) -> draw(images, key(3).foldIn(number)));
        var drawNew = fn((Expr number) -> draw(others, key(4).foldIn(number)));
        var adam = new Adam(1e-3);
        var step = fn((Adam.State<Network> s) -> {
            Task drawn = vmap(draw).apply(arange(tasks).plus(s.step().times(tasks)));
            var askedAfter = fn((Network n, Task t) -> loss(adapted(n, t, innerSteps), t.asked(), t.answers()));
            return adam.update(grad(fn((Network n) -> mean(vmap(askedAfter).in(none(), axis(0)).apply(n, drawn))))
                    .apply(s.parameters()), s);
        });
        Task unseen = eval(vmap(drawNew).apply(arange(tests)));
        Task seen = eval(vmap(draw).apply(arange(tests).plus(1_000_000_000)));
        var asIs = fn((Network n, Task t) -> right(n, t, 0));
        var adapting = fn((Network n, Task t) -> right(n, t, 3 * innerSteps));
        var rightBefore = fn((Network n, Task t) -> mean(vmap(asIs).in(none(), axis(0)).apply(n, t)));
        var rightAfter = fn((Network n, Task t) -> mean(vmap(adapting).in(none(), axis(0)).apply(n, t)));

        var state = adam.init(Network.init(key(2)));
        var longer = fn((Network n, Task t) -> right(n, t, 10 * innerSteps));
        double first = toDouble(mean(vmap(longer).in(none(), axis(0)).apply(state.parameters(), unseen)));
        Array<Double> before = Array.empty();
        Array<Double> after = Array.empty();
        for (int i = 1; i <= steps; i++) {
            state = step.apply(state);
            if (i % every == 0) {
                before = before.append(toDouble(rightBefore.apply(state.parameters(), unseen)));
                after = after.append(toDouble(rightAfter.apply(state.parameters(), unseen)));
                System.err.print("\rstep %d of %d: %.1f %% ".formatted(i, steps, 100 * after.last()));
            }
        }
        System.err.println();
        return new Result(first, before, after, toDouble(rightAfter.apply(state.parameters(), seen)),
                toDouble(mean(vmap(fn((Task t) -> nearest(t))).apply(unseen))));
    }

    private static Expr nearest(Task t) {
        Expr means = t.shown().reshape(WAYS, SHOTS, 784).mean(1);
        Expr distances = t.asked().expandDims(1).minus(means).square().sum(2);
        return argmin(distances, 1).eq(t.answers()).cast(F32).mean();
    }

    private static Expr right(Network n, Task t, int steps) {
        return argmax(adapted(n, t, steps).apply(t.asked()), -1).eq(t.answers()).cast(F32).mean();
    }

    public static void main(String[] args) throws IOException {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int every = Math.max(1, steps / 30);
        long start = System.nanoTime();
        Result r = train(4, 3, steps, every, 200);
        IO.println("%,d steps on four tasks each took %.1f s.".formatted(steps, 1e-9 * (System.nanoTime() - start)));
        IO.println("Five kinds of clothes never seen, five images of each: %.1f %% right after nine steps, %.1f %% before them,"
                .formatted(100 * r.after().last(), 100 * r.before().last()));
        IO.println("%.1f %% by thirty steps from random parameters, %.1f %% by the nearest mean; on kinds seen %.1f %%."
                .formatted(100 * r.first(), 100 * r.centroids(), 100 * r.familiar()));
        Tensor at = eval(linspace(every, every * r.after().size(), r.after().size()));
        Path picture = Files.createTempDirectory("fluxion").resolve("few-shot-maml.svg");
        curve("after nine steps", at, of(r.after())).and(curve("before them", at, of(r.before()))).yRange(0, 1)
                .title("Clothes never seen, told apart").xLabel("step of training").yLabel("share right").save(picture);
        IO.println("The curves are in " + picture + ".");
    }

    private static Tensor of(Array<Double> values) {
        return Tensor.of(values.toJavaStream().mapToDouble(Double::doubleValue).toArray());
    }
}
