package fluxion.examples;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.Adam;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import java.util.Random;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The whirlwind tour: derivatives one can read, functions batched at will, and a network trained on real images. */
public final class Tour {
    private Tour() {}

    public static void main(String[] args) {
        title("1. A function and its derivative");
        say("A function is written in plain Java. grad makes its derivative: another function,",
                "which can be printed as mathematics and called with numbers.");
        var f = fn(x -> sin(x).times(x));
        var df = grad(f);
        var ddf = grad(df);
        show("f", f);
        show("grad(f)", df);
        show("grad(grad(f))", ddf);
        show("f at 2", f.at(2.0));
        show("its slope at 2", df.at(2.0));
        show("its curvature at 2", ddf.at(2.0));

        title("2. Forwards and backwards");
        say("jvp pushes a direction forward through a function: how does the result move?",
                "vjp pulls a weight back through it: how much does each input matter?");
        var g = fn(x -> sin(x));
        Tensor x = vector(0.0, 0.5, 1.0);
        var forward = jvp(g, x, vector(1.0, 1.0, 1.0));
        var backward = vjp(g, x);
        show("x", x);
        show("sin(x)", forward.value());
        show("jvp along (1, 1, 1)", forward.tangent());
        show("vjp of (1, 0, 0)", backward.pullback().apply(vector(1.0, 0.0, 0.0)));

        title("3. From one to many");
        say("vmap turns a function of one example into a function of a batch; no loop runs.",
                "Here the Jacobian of sin, a 5×5 matrix, for each of 64 vectors at once:");
        Tensor points = eval(uniform(key(0), f64(64, 5)));
        var jacobians = vmap(jacrev(g));
        show("shape of vmap(jacrev(sin))", jacobians.apply(points).shape());
        say("", "The Hessian of Σ sin(x) is a diagonal matrix, and Fluxion knows it:");
        var h = hessian(fn((Expr v) -> sum(sin(v))));
        Expr second = h.apply(vector(0.1, 0.2, 0.3));
        show("hessian(Σ sin)", h);
        show("at (0.1, 0.2, 0.3)", second);

        title("4. One gradient per example");
        FashionMnist training = FashionMnist.training();
        Expr images = training.images().reshape(5000, 784);
        say("Real images: 5,000 photographs of clothes, 28×28 pixels, ten kinds. This is number 0,",
                FashionMnist.name((int) training.labels().longAt(0)) + ":");
        draw(training.images(), 0);
        Mlp net = Mlp.init(key(1), 128);
        var loss = fn((Mlp n, Expr pixels, Expr label) -> n.loss(pixels, label));
        var perExample = vmap(grad(loss)).in(none(), axis(0), axis(0));
        Tensor batch = eval(images.slice(0, 0, 64));
        Tensor labels = eval(training.labels().slice(0, 0, 64));
        say("vmap(grad(loss)) gives the gradient of each of 64 examples; the model is a record,",
                "and so is its gradient, every leaf with a leading axis of 64:");
        Mlp each = perExample.apply(net, batch, labels);
        show("w1, b1, w2, b2", Array.of(each.w1(), each.b1(), each.w2(), each.b2()).map(Expr::shape).mkString(", "));
        var single = grad(loss);
        double worst = IntStream.range(0, 64).mapToDouble(i -> {
            Mlp one = single.apply(net, eval(batch.get(i)), eval(labels.get(i)));
            return toDouble(each.w1().get(i).minus(one.w1()).abs().max());
        }).max().orElseThrow();
        show("largest difference from a loop", worst);

        title("5. Training");
        say("Training is a fold: each batch of images turns a network into a better one.");
        train(net, images, training.labels());
    }

    private static void train(Mlp start, Expr images, Tensor labels) {
        int batch = 100;
        int epochs = 8;
        int batches = 5000 / batch;
        FashionMnist test = FashionMnist.test();
        Tensor testImages = eval(test.images().reshape(1000, 784));
        var loss = fn((Mlp net, Expr x, Expr y) -> net.loss(x, y));
        var accuracy = fn((Mlp net, Expr x, Expr y) -> mean(net.apply(x).argmax(-1).eq(y).cast(F32)));
        var adam = new Adam(1e-3);
        var step = fn((Adam.State<Mlp> state, Expr x, Expr y) -> {
            var both = valueAndGrad(loss).apply(state.parameters(), x, y);
            return pair(both._1, adam.update(both._2, state));
        });
        var state = adam.init(start);
        Random order = new Random(0);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double total = 0;
            int[] shuffled = order.ints(0, 5000).distinct().limit(5000).toArray();
            try (ProgressBar bar = new ProgressBarBuilder().setTaskName("   epoch " + epoch).setInitialMax(batches)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(System.out, 80)).build()) {
                for (int i = 0; i < batches; i++) {
                    Tensor rows = Tensor.of(java.util.Arrays.copyOfRange(shuffled, i * batch, (i + 1) * batch));
                    var next = step.apply(state, eval(images.take(rows, 0)), eval(labels.take(rows, 0)));
                    total += toDouble(next._1);
                    state = next._2;
                    bar.step();
                }
            }
            double right = toDouble(accuracy.apply(state.parameters(), testImages, test.labels()));
            IO.println("   epoch %d: mean loss %.3f, accuracy on 1,000 unseen images %.1f %%".formatted(epoch, total / batches,
                    100 * right));
        }
    }

    /** An image as characters, two to a pixel so that it is about square. */
    private static void draw(Tensor images, int index) {
        String shades = " .:-=+*#%@";
        for (int row = 0; row < 28; row += 2) {
            StringBuilder line = new StringBuilder("      ");
            for (int column = 0; column < 28; column++) {
                line.append(shades.charAt((int) Math.min(9, images.doubleAt(index, row, column) * 10)));
            }
            IO.println(line.toString().stripTrailing());
        }
    }

    private static void title(String text) {
        IO.println();
        IO.println(text);
        IO.println("─".repeat(text.length()));
    }

    private static void say(String... lines) {
        for (String line : lines) {
            IO.println(line);
        }
    }

    private static void show(String name, Object value) {
        String text = String.valueOf(value);
        IO.println("   " + name + (text.contains("\n") ? ":\n" + text.indent(6).stripTrailing() : "  =  " + text));
    }
}
