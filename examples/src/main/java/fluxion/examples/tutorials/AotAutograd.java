package fluxion.examples.tutorials;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun3;
import fluxion.transforms.partition.Partition;
import fluxion.transforms.partition.Saving;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A training step before it runs: the joint graph of value and gradient, cut into a forward and a backward function; what is kept
 * between them, and what that saves and costs. It is the subject of functorch's tutorial on ahead-of-time autograd.
 *
 * <p>The model has one weight matrix, used in every layer: xₖ₊₁ = xₖ + tanh(xₖ·W + b)·½.
 */
public final class AotAutograd {
    private static final int LAYERS = 8;

    private AotAutograd() {}

    /** Mean square of what is left after the layers. */
    static final Fun3<Expr, Expr, Expr, Expr> LOSS = fn((w, b, x) -> {
        Expr y = x;
        for (int layer = 0; layer < LAYERS; layer++) {
            y = y.plus(tanh(y.matmul(w).plus(b.expandDims(0))).times(0.5));
        }
        return y.square().mean();
    });

    /**
     * What a budget comes to.
     *
     * @param budget bytes that were allowed
     * @param kept bytes that are kept
     * @param again operations that run a second time
     * @param difference the largest of the gradients from those of {@code grad}, relative
     */
    record Trade(long budget, long kept, int again, double difference) {}

    private static Object[] types(int batch, int width) {
        return new Object[] {f64(width, width), f64(width), f64(batch, width)};
    }

    static Trade trade(Saving saving, long budget, int batch, int width) {
        Partition cut = partition(LOSS, saving, types(batch, width));
        Array<Tensor> at = Array.of(eval(normal(key(1), f64(width, width)).times(0.3)), eval(normal(key(2), f64(width))),
                eval(normal(key(3), f64(batch, width))));
        Seq<Expr> forward = cut.forward().on(at);
        Seq<Expr> gradients = cut.backward().on(forward.tail().append(scalar(1)));
        var whole = grad(LOSS).wrt(0, 1, 2).apply(at.get(0), at.get(1), at.get(2));
        double difference = Array.of(whole._1(), whole._2(), whole._3()).zip(gradients)
                .map(pair -> toDouble(norm(pair._1.minus(pair._2).flatten()).div(norm(pair._1.flatten())))).max().get();
        return new Trade(budget, cut.bytes(), cut.recomputed().size(), difference);
    }

    /** From nothing to everything. */
    static Array<Trade> trades(int batch, int width) {
        long all = partition(LOSS, saveLeast(), types(batch, width)).bytes();
        return Array.rangeClosed(0, 8).map(k -> trade(saveWithin(all * k / 8), all * k / 8, batch, width));
    }

    public static void main(String[] args) throws IOException {
        int batch = args.length > 0 ? Integer.parseInt(args[0]) : 256;
        int width = 64;
        Partition least = partition(LOSS, saveLeast(), types(batch, width));
        IO.println("Forward, " + Graph.operations(least.forward().results()) + " operations, and backward, "
                + Graph.operations(least.backward().results()) + ". In between:\n" + least);
        Array<Trade> trades = trades(batch, width);
        IO.println("\n  allowed       kept   run again   difference");
        trades.forEach(t -> IO.println("%9d  %9d  %10d   %.0e".formatted(t.budget(), t.kept(), t.again(), t.difference())));
        Path picture = Files.createTempDirectory("fluxion").resolve("aot-autograd.svg");
        Expr kept = vector(trades.map(t -> t.kept() / 1024.0).toJavaStream().mapToDouble(d -> d).toArray());
        Expr again = vector(trades.map(t -> (double) t.again()).toJavaStream().mapToDouble(d -> d).toArray());
        curve("operations that run a second time", kept, again).title("Memory against work").xLabel("kilobytes kept")
                .yLabel("operations run again").save(picture);
        IO.println("\nThe curve is in " + picture + ".");
    }
}
