package fluxion.examples.tutorials;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.nn.Losses;
import fluxion.dsl.optim.Adam;
import fluxion.examples.FashionMnist;
import fluxion.examples.Timing;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.Supplier;

/**
 * Ten networks at once: their parameters stand side by side in one record, and {@code vmap} over the record trains and asks
 * all of them. Together they are right more often than one, and know better how sure they are (Lakshminarayanan, Pritzel and
 * Blundell 2017).
 */
public final class Ensemble {
    private static final int BATCH = 64;

    private Ensemble() {}

    /** 784–128–128–10 with relu. */
    record Network(Array<Dense> layers) {
        Expr apply(Expr images) {
            return Dense.through(layers, images, h -> relu(h));
        }
    }

    /**
     * Networks on images that they were not trained on.
     *
     * @param single the mean accuracy of one
     * @param together the accuracy of their mean probability
     * @param singleError how far, on average, the confidence of one is from how often it is right
     * @param togetherError the same of all together
     * @param singleLoss the mean cross entropy of one
     * @param togetherLoss of their mean probability
     */
    record Result(double single, double together, double singleError, double togetherError, double singleLoss,
            double togetherLoss) {}

    /** The parameters of networks side by side: a leading axis on every leaf. */
    static Network stacked(int models) {
        var one = fn((Expr seed) -> new Network(Dense.layers(key(5).foldIn(seed), 784, 128, 128, 10)));
        return eval(vmap(one).apply(arange(models)));
    }

    static Result train(int models, int epochs) {
        Tensor images = eval(FashionMnist.training().images().reshape(-1, 784));
        Tensor labels = FashionMnist.training().labels();
        int n = images.shape().dim(0);

        var loss = fn((Network m, Expr x, Expr y) -> Losses.crossEntropy(m.apply(x), y));
        var adam = new Adam(1e-3);
        // of one network on its own rows; vmap makes it a step of all
        var step = fn((Adam.State<Network> s, Expr rows) ->
                adam.update(grad(loss).apply(s.parameters(), images.get(rows), labels.get(rows)), s));
        var steps = vmap(step).in(axis(0), axis(0));
        var state = eval(vmap(fn((Network m) -> adam.init(m))).apply(stacked(models)));
        for (int epoch = 0; epoch < epochs; epoch++) {
            int number = epoch;
            Tensor orders = eval(stack(0, Array.range(0, models)
                    .map(i -> (Expr) permutation(key(6).foldIn(number).foldIn(i), n)).toJavaArray(Expr[]::new)));
            for (int from = 0; from + BATCH <= n; from += BATCH) {
                state = steps.apply(state, eval(orders.slice(1, from, from + BATCH)));
            }
        }
        Tensor truth = FashionMnist.test().labels();
        Fun2<Network, Expr, Expr> probabilities = vmap(fn((Network m, Expr x) -> softmax(m.apply(x), -1))).in(axis(0), none());
        Tensor each = eval(probabilities.apply(state.parameters(), FashionMnist.test().images().reshape(-1, 784)));
        Tensor mean = eval(each.mean(0));
        Seq<Tensor> all = Array.range(0, models).map(i -> eval(each.get(i)));
        return new Result(average(all.map(p -> accuracy(p, truth))), accuracy(mean, truth),
                average(all.map(p -> calibrationError(p, truth))), calibrationError(mean, truth),
                average(all.map(p -> entropy(p, truth))), entropy(mean, truth));
    }

    private static double average(Seq<Double> values) {
        return values.average().get();
    }

    private static double accuracy(Tensor probabilities, Tensor truth) {
        return toDouble(mean(argmax(probabilities, -1).cast(I32).eq(truth).cast(F64)));
    }

    private static double entropy(Tensor probabilities, Tensor truth) {
        return toDouble(Losses.nll(log(probabilities), truth));
    }

    /** The expected calibration error over ten bins of confidence (Guo et al. 2017). */
    private static double calibrationError(Tensor probabilities, Tensor truth) {
        Expr confidence = probabilities.cast(F64).max(-1);
        Expr right = argmax(probabilities, -1).cast(I32).eq(truth).cast(F64);
        return Array.range(0, 10).map(bin -> {
            Expr inside = confidence.gt(0.1 * bin).and(confidence.le(0.1 * (bin + 1))).cast(F64);
            return toDouble(sum(inside.times(right.minus(confidence))).abs());
        }).sum().doubleValue() / truth.shape().dim(0);
    }

    public static void main(String[] args) {
        int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        Network ten = stacked(10);
        Tensor images = eval(FashionMnist.training().images().reshape(-1, 784));
        Tensor batches = eval(images.slice(0, 0, 10 * BATCH).reshape(10, BATCH, 784));
        var predict = fn((Network m, Expr x) -> m.apply(x));
        var own = vmap(predict).in(axis(0), axis(0));
        var shared = vmap(predict).in(axis(0), none());
        Seq<Network> apart = Array.range(0, 10).map(i -> eval(map(ten, leaf -> leaf.get(i))));
        Supplier<Object> loop = () -> apart.zipWithIndex((m, i) -> predict.apply(m, eval(batches.get(i))));
        IO.println("Ten networks, a batch of 64 for each: by vmap %.2f ms, by a loop %.2f ms.".formatted(
                milliseconds(() -> own.apply(ten, batches)), milliseconds(loop)));
        IO.println("One batch for all of them: %.2f ms.".formatted(milliseconds(() -> shared.apply(ten, eval(batches.get(0))))));
        Result r = train(10, epochs);
        IO.println("                      one    ten together");
        IO.println("accuracy          %6.1f %%  %6.1f %%".formatted(100 * r.single(), 100 * r.together()));
        IO.println("cross entropy     %6.3f    %6.3f".formatted(r.singleLoss(), r.togetherLoss()));
        IO.println("calibration error %6.3f    %6.3f".formatted(r.singleError(), r.togetherError()));
    }

    private static double milliseconds(Supplier<?> run) {
        return 1e3 * Timing.median(20, 21, run);
    }
}
