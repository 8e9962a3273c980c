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

/**
 * Learning to learn from five images a class (Finn, Abbeel and Levine 2017, section 5.2): parameters from which a few steps of
 * gradient descent tell five kinds of clothes apart, asked about kinds that were never seen in training. Of Fashion-MNIST's ten
 * classes five are for training and five for the test; a task numbers its five classes in an order of its own, so that nothing
 * but what it shows says which is which. The network is the paper's without convolutions, 256–128–64–64.
 */
public final class FewShotMaml {
    /** Classes in a task, and images of each that are seen, and that are asked for. */
    private static final int WAYS = 5;
    private static final int SHOTS = 5;
    private static final int ASKED = 10;
    private static final double RATE = 0.1;
    /** T-shirt, trouser, coat, sandal, bag; the test has pullover, dress, shirt, sneaker, ankle boot. */
    private static final Tensor SEEN = Tensor.of(new int[] {0, 1, 4, 5, 8});
    private static final Tensor UNSEEN = Tensor.of(new int[] {2, 3, 6, 7, 9});
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

    /** Images by class, [10, EACH, 784]. */
    static Tensor byClass() {
        FashionMnist all = FashionMnist.training();
        int[] labels = all.labels().ints();
        Expr[] classes = Array.range(0, 10).map(c -> {
            int[] rows = java.util.stream.IntStream.range(0, labels.length).filter(i -> labels[i] == c).limit(EACH).toArray();
            return take(all.images().reshape(-1, 784), Tensor.of(rows), 0);
        }).toJavaArray(Expr[]::new);
        return eval(stack(0, classes));
    }

    static Task draw(Tensor images, Tensor classes, RandomKey key) {
        Seq<RandomKey> keys = key.split(2);
        Expr order = shuffle(keys.get(0), classes);
        int n = SHOTS + ASKED;
        Expr which = stack(0, keys.get(1).split(WAYS).map(k -> (Expr) permutation(k, EACH).slice(0, 0, n))
                .toJavaArray(Expr[]::new));
        Expr rows = order.expandDims(1).times(EACH).plus(which);
        Expr drawn = take(images.reshape(-1, 784), rows, 0);
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
        for (int i = 0; i < steps; i++) {
            n = zip(n, slope.apply(n), (p, g) -> p.minus(g.times(RATE)));
        }
        return n;
    }

    /**
     * What training came to, on tasks of classes never seen.
     *
     * @param first the share told right by a network that was not trained, after it adapted
     * @param before by the parameters learned, as training went on, before they adapt
     * @param after the same after they adapted
     * @param familiar after they adapted, on tasks of the classes trained with
     */
    record Result(double first, Array<Double> before, Array<Double> after, double familiar) {}

    static Result train(int tasks, int innerSteps, int steps, int every, int tests) {
        Tensor images = byClass();
        var draw = fn((Expr number) -> draw(images, SEEN, key(3).foldIn(number)));
        var drawNew = fn((Expr number) -> draw(images, UNSEEN, key(4).foldIn(number)));
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
        var adapting = fn((Network n, Task t) -> right(n, t, innerSteps));
        var rightBefore = fn((Network n, Task t) -> mean(vmap(asIs).in(none(), axis(0)).apply(n, t)));
        var rightAfter = fn((Network n, Task t) -> mean(vmap(adapting).in(none(), axis(0)).apply(n, t)));

        var state = adam.init(Network.init(key(2)));
        double first = toDouble(rightAfter.apply(state.parameters(), unseen));
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
        return new Result(first, before, after, toDouble(rightAfter.apply(state.parameters(), seen)));
    }

    private static Expr right(Network n, Task t, int steps) {
        return argmax(adapted(n, t, steps).apply(t.asked()), -1).eq(t.answers()).cast(F32).mean();
    }

    public static void main(String[] args) throws IOException {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 3000;
        int every = Math.max(1, steps / 30);
        long start = System.nanoTime();
        Result r = train(4, 3, steps, every, 200);
        IO.println("%,d steps on four tasks each took %.1f s.".formatted(steps, 1e-9 * (System.nanoTime() - start)));
        IO.println("Five kinds of clothes never seen, five images of each: %.1f %% right after three steps, %.1f %% before them,"
                .formatted(100 * r.after().last(), 100 * r.before().last()));
        IO.println("%.1f %% by three steps from random parameters; on kinds seen in training %.1f %%.".formatted(100 * r.first(),
                100 * r.familiar()));
        Tensor at = eval(linspace(every, every * r.after().size(), r.after().size()));
        Path picture = Files.createTempDirectory("fluxion").resolve("few-shot-maml.svg");
        curve("after three steps", at, of(r.after())).and(curve("before them", at, of(r.before()))).yRange(0, 1)
                .title("Clothes never seen, told apart").xLabel("step of training").yLabel("share right").save(picture);
        IO.println("The curves are in " + picture + ".");
    }

    private static Tensor of(Array<Double> values) {
        return Tensor.of(values.toJavaStream().mapToDouble(Double::doubleValue).toArray());
    }
}
