package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.nn.EncoderBlock;
import fluxion.dsl.nn.LayerNorm;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.optim.Schedule;
import fluxion.plot.Figure;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * A small transformer (Vaswani et al. 2017) that guesses the next letter of Shakespeare, on 100,000 letters of the text that
 * Karpathy's char-rnn made known. What it has to beat are counts of letters after one, two and three others (Shannon 1951), with
 * a tenth added to each.
 */
public final class TextTransformer {
    private static final int CONTEXT = 64;
    private static final int WIDTH = 64;

    private TextTransformer() {}

    /**
     * The text as numbers of letters.
     *
     * @param letters in alphabetical order
     * @param codes i32[length]
     */
    record Text(String letters, int[] codes) {
        static Text read(int length) {
            try (InputStream in = new GZIPInputStream(TextTransformer.class.getResourceAsStream("shakespeare.txt.gz"))) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                int[] sorted = text.chars().distinct().sorted().toArray();
                String letters = new String(sorted, 0, sorted.length);
                return new Text(letters, text.chars().limit(length).map(letters::indexOf).toArray());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        /** Nine tenths are to learn from. */
        int learned() {
            return codes.length / 10 * 9;
        }

        /** The cross entropy of the last tenth by counts of letters after so many others in the rest, in nats a letter. */
        double byCounts(int order) {
            var counts = new java.util.HashMap<Integer, int[]>();
            int all = letters.length();
            for (int i = order; i < learned(); i++) {
                counts.computeIfAbsent(context(i, order), _ -> new int[all])[codes[i]]++;
            }
            double sum = 0;
            int[] never = new int[all];
            for (int i = learned() + order; i < codes.length; i++) {
                int[] seen = counts.getOrDefault(context(i, order), never);
                sum -= Math.log((seen[codes[i]] + 0.1) / (java.util.Arrays.stream(seen).sum() + 0.1 * all));
            }
            return sum / (codes.length - learned() - order);
        }

        private int context(int i, int order) {
            int number = 0;
            for (int k = i - order; k < i; k++) {
                number = number * letters.length() + codes[k];
            }
            return number;
        }
    }

    /** Letters and places as vectors, blocks of attention, logits of the next letter. */
    record Network(Expr letters, Expr places, Array<EncoderBlock> blocks, LayerNorm norm, Expr out) {
        static Network init(int letters, int blocks) {
            var keys = key(1).split(blocks + 3);
            return eval(map(new Network(normal(keys.get(0), f64(letters, WIDTH)).times(0.1),
                    normal(keys.get(1), f64(CONTEXT, WIDTH)).times(0.1),
                    Array.range(0, blocks).map(i -> EncoderBlock.init(keys.get(i + 3), WIDTH, 4, 4 * WIDTH, true)),
                    LayerNorm.init(WIDTH),
                    normal(keys.get(2), f64(WIDTH, letters)).times(0.1)), leaf -> leaf.cast(F32)));
        }

        /** [batch, CONTEXT] to logits [batch, CONTEXT, letters]; each place sees itself and those before. */
        Expr apply(Expr codes) {
            Expr x = take(letters, codes, 0).plus(places);
            for (EncoderBlock block : blocks) {
                x = block.apply(x, Option.none(), true);
            }
            return norm.apply(x).matmul(out);
        }

        /** The mean −ln p of each next letter in windows [batch, CONTEXT + 1]. */
        Expr loss(Expr windows) {
            Expr logits = apply(windows.slice(1, 0, CONTEXT)).reshape(-1, out.shape().dim(1));
            return crossEntropy(logits, windows.slice(1, 1, CONTEXT + 1).flatten());
        }
    }

    /**
     * How it went.
     *
     * @param losses of the last tenth, as training went on, in nats a letter
     * @param net what was learned
     */
    record Result(Array<Double> losses, Network net) {}

    static Result train(Text text, int blocks, int steps, int batch, int every) {
        Tensor codes = Tensor.of(text.codes());
        var adam = new Adam(Schedule.cosine(2e-3, steps / 20 + 1, steps));
        var step = fn((Adam.State<Network> s) -> {
            Expr from = randint(key(2).foldIn(s.step()), 0, text.learned() - CONTEXT, i32(batch));
            Expr windows = take(codes, from.expandDims(1).plus(arange(CONTEXT + 1)), 0);
            return adam.update(grad(fn((Network n) -> n.loss(windows))).apply(s.parameters()), s);
        });
        int windows = (text.codes().length - text.learned() - 1) / CONTEXT;
        Expr starts = arange(windows).times(CONTEXT).plus(text.learned());
        Tensor unseen = eval(take(codes, starts.expandDims(1).plus(arange(CONTEXT + 1)), 0));
        var asked = fn((Network n) -> n.loss(unseen));
        var state = adam.init(Network.init(text.letters().length(), blocks));
        Array<Double> losses = Array.of(toDouble(asked.apply(state.parameters())));
        for (int i = 1; i <= steps; i++) {
            state = step.apply(state);
            if (i % every == 0) {
                losses = losses.append(toDouble(asked.apply(state.parameters())));
                System.err.print("\rstep %d of %d: %.3f ".formatted(i, steps, losses.last()));
            }
        }
        System.err.println();
        return new Result(losses, state.parameters());
    }

    static Figure figure(Result r, Text text, int every) {
        Tensor at = eval(linspace(0, every * (r.losses().size() - 1), r.losses().size()));
        Tensor losses = Tensor.of(r.losses().toJavaStream().mapToDouble(Double::doubleValue).toArray());
        Figure figure = curve("transformer", at, losses);
        for (int order = 1; order <= 3; order++) {
            figure = figure.and(curve("after " + order, vector(0, at.doubleAt(-1)), full(f64(2), text.byCounts(order))));
        }
        return figure.title("The next letter of Shakespeare").xLabel("step").yLabel("nats a letter").yRange(1.5, 3.5);
    }

    public static void main(String[] args) {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        int every = Math.max(1, steps / 20);
        Text text = Text.read(Integer.MAX_VALUE);
        IO.println("by counts after one, two and three letters: %.3f, %.3f, %.3f nats a letter".formatted(text.byCounts(1),
                text.byCounts(2), text.byCounts(3)));
        Result r = train(text, 2, steps, 16, every);
        IO.println("transformer: %.3f at first, %.3f after %d steps".formatted(r.losses().head(), r.losses().last(), steps));
        Pictures.save("text-transformer", figure(r, text, every));
    }
}
