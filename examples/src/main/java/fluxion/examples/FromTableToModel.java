package fluxion.examples;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.data.Table;
import fluxion.dsl.nn.Losses;
import fluxion.dsl.optim.Adam;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A day's work from end to end: fruit of three kinds, measured, in a CSV file (made up for this example); a classifier trained on
 * most of them with Adam; the model and the optimiser's state saved in the middle and loaded again, with the same numbers to the
 * last bit; the loss drawn. The files are left in the directory that is given, or a temporary one.
 */
public final class FromTableToModel {
    private static final int STEPS = 200;

    private FromTableToModel() {}

    /**
     * Softmax regression.
     *
     * @param weights [features, kinds]
     * @param bias [kinds]
     */
    record Classifier(Expr weights, Expr bias) {
        Expr logits(Expr x) {
            return x.matmul(weights).plus(bias);
        }
    }

    /**
     * Where training stands.
     *
     * @param state what is trained, and what Adam remembers
     */
    record Checkpoint(Adam.State<Classifier> state) {
        Classifier model() {
            return state.parameters();
        }
    }

    public static void main(String[] args) throws IOException {
        Path directory = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("fluxion");
        Path csv = directory.resolve("harvest.csv");
        try (InputStream in = FromTableToModel.class.getResourceAsStream("harvest.csv")) {
            Files.write(csv, in.readAllBytes());
        }

        Table fruit = Table.read(csv);
        IO.println(fruit);
        var parts = fruit.withoutMissing().shuffled(1).split(0.8);
        Table training = parts._1;
        Table test = parts._2;

        Tensor x = training.tensor("width", "height", "weight");
        Tensor mean = eval(mean(x, 0));
        Tensor scale = eval(std(x, 0));
        Tensor inputs = eval(x.minus(mean).div(scale));
        Tensor labels = training.column("kind").values();
        Tensor others = eval(test.tensor("width", "height", "weight").minus(mean).div(scale));
        Tensor truth = test.column("kind").values();

        var loss = fn((Classifier model, Expr in, Expr kinds) -> Losses.crossEntropy(model.logits(in), kinds));
        Adam adam = new Adam(0.05);
        var step = fn((Checkpoint at, Expr in, Expr kinds) ->
                new Checkpoint(adam.update(grad(loss).apply(at.model(), in, kinds), at.state())));
        Checkpoint at = new Checkpoint(adam.init(new Classifier(zeros(f64(3, 3)), zeros(f64(3)))));

        Path saved = directory.resolve("checkpoint.safetensors");
        List<Double> losses = new ArrayList<>();
        List<Double> testLosses = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            losses.add(toDouble(loss.apply(at.model(), inputs, labels)));
            testLosses.add(toDouble(loss.apply(at.model(), others, truth)));
            at = step.apply(at, inputs, labels);
            if (i == STEPS / 2) {
                save(at, saved);
            }
        }
        Checkpoint again = load(Checkpoint.class, saved);
        for (int i = STEPS / 2 + 1; i < STEPS; i++) {
            again = step.apply(again, inputs, labels);
        }
        IO.println("Training went on from the file to the same numbers: " + again.equals(at));

        Expr right = argmax(at.model().logits(others), -1).cast(I32).eq(truth);
        IO.println("Of %d others, %.0f %% are told right; the loss fell from %.3f to %.3f.".formatted(test.rows(),
                100 * toDouble(mean(right.cast(F64))), losses.getFirst(), losses.getLast()));

        Path picture = directory.resolve("loss.svg");
        curve("training", losses).and(curve("others", testLosses)).logY().title("Cross entropy").xLabel("step").save(picture);
        IO.println("Checkpoint and picture are in " + directory + ".");
    }
}
