package fluxion.examples.tutorials;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Learning to learn (Finn, Abbeel and Levine 2017): parameters from which one step of gradient descent on a few points of a sine
 * fits that sine. The loss to descend is the loss <em>after</em> a step, so its gradient is one through a gradient; tasks are
 * lanes of a {@code vmap}.
 *
 * <p>A task is y = A·sin(x − φ), with A from 0.1 to 5 and φ from 0 to π; it is seen at 20 points from −5 to 5, and asked at 20
 * others. The network is 1–40–40–1 with relu, the step within a task 0.01 times its gradient.
 */
public final class SinusoidMaml {
    private static final int POINTS = 20;
    private static final double RATE = 0.01;

    private SinusoidMaml() {}

    record Network(Array<Dense> layers) {
        Expr apply(Expr x) {
            return Dense.through(layers, x.expandDims(-1), h -> relu(h)).squeeze(-1);
        }

        Expr loss(Expr x, Expr y) {
            return mse(apply(x), y);
        }
    }

    /**
     * Points of a task.
     *
     * @param x [points], where it is seen
     * @param y [points], what is seen
     * @param others [points], where it is asked
     * @param answers [points], what is right
     */
    record Task(Expr x, Expr y, Expr others, Expr answers) {
        static Task draw(RandomKey key) {
            Seq<RandomKey> keys = key.split(4);
            Expr amplitude = uniform(keys.get(0), f32(), 0.1, 5);
            Expr phase = uniform(keys.get(1), f32(), 0, Math.PI);
            Expr x = uniform(keys.get(2), f32(POINTS), -5, 5);
            Expr others = uniform(keys.get(3), f32(POINTS), -5, 5);
            return new Task(x, amplitude.times(sin(x.minus(phase))), others, amplitude.times(sin(others.minus(phase))));
        }
    }

    /** Parameters after a step of gradient descent on what is seen. */
    static Network adapted(Network n, Task task) {
        Network slope = grad(fn((Network m) -> m.loss(task.x(), task.y()))).apply(n);
        return zip(n, slope, (p, g) -> p.minus(g.times(RATE)));
    }

    /**
     * What training came to.
     *
     * @param before the loss on new tasks of the parameters learned, as training went on
     * @param after the loss on the same tasks after one step within each
     * @param network what was learned
     */
    record Result(Array<Double> before, Array<Double> after, Network network) {}

    static Result train(int tasks, int steps, int every) {
        var asked = fn((Network n, Task task) -> n.loss(task.others(), task.answers()));
        var askedAfterStep = fn((Network n, Task task) -> adapted(n, task).loss(task.others(), task.answers()));
        var draw = fn((Expr number) -> Task.draw(key(3).foldIn(number)));

        var adam = new Adam(1e-3);
        var step = fn((Adam.State<Network> s) -> {
            // other tasks at each step: drawn by the number of the step
            Task drawn = vmap(draw).apply(arange(tasks).plus(s.step().times(tasks)));
            var loss = fn((Network n) -> mean(vmap(askedAfterStep).in(none(), axis(0)).apply(n, drawn)));
            return adam.update(grad(loss).apply(s.parameters()), s);
        });
        Task test = eval(vmap(draw).apply(arange(100).plus(1_000_000_000)));
        var before = fn((Network n) -> mean(vmap(asked).in(none(), axis(0)).apply(n, test)));
        var after = fn((Network n) -> mean(vmap(askedAfterStep).in(none(), axis(0)).apply(n, test)));

        var state = adam.init(eval(new Network(Dense.layers(key(2), 1, 40, 40, 1))));
        Array<Double> losses = Array.empty();
        Array<Double> adaptedLosses = Array.empty();
        for (int i = 0; i <= steps; i++) {
            if (i % every == 0) {
                losses = losses.append(toDouble(before.apply(state.parameters())));
                adaptedLosses = adaptedLosses.append(toDouble(after.apply(state.parameters())));
            }
            state = step.apply(state);
        }
        return new Result(losses, adaptedLosses, state.parameters());
    }

    public static void main(String[] args) throws IOException {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        int every = Math.max(1, steps / 40);
        long start = System.nanoTime();
        Result result = train(4, steps, every);
        IO.println("%,d steps on four tasks each took %.1f s.".formatted(steps, 1e-9 * (System.nanoTime() - start)));
        IO.println("On 100 new tasks the loss of the parameters learned is %.3f, after one step on %d points %.3f;"
                .formatted(result.before().last(), POINTS, result.after().last()));
        IO.println("before training it was %.3f and %.3f.".formatted(result.before().head(), result.after().head()));

        Tensor numbers = eval(arange(result.before().size()).times(every).cast(F32));
        Path picture = Files.createTempDirectory("fluxion").resolve("sinusoid-maml.svg");
        curve("before the step", numbers, vector(result.before())).and(curve("after one step", numbers, vector(result.after())))
                .logY().title("Loss on new sines").xLabel("step of training").save(picture);
        IO.println("The curves are in " + picture + ".");
    }

    private static Tensor vector(Array<Double> values) {
        return eval(stack(0, values.map(v -> (Expr) scalar(v)).toJavaArray(Expr[]::new)));
    }
}
