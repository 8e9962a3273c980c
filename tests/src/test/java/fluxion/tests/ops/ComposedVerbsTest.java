package fluxion.tests.ops;

import static fluxion.dsl.Fluxion.*;
import static fluxion.tests.ops.Sampler.between;
import static fluxion.tests.ops.Sampler.distinct;
import static fluxion.tests.ops.Sampler.eitherSign;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.dsl.nn.Projections;
import fluxion.dsl.nn.Reduction;
import fluxion.transforms.Randomness;
import fluxion.transforms.Vmap;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The verbs that are made of operations: derivatives of first and second order against differences and inner products, and
 * batching against a loop.
 */
class ComposedVerbsTest {
    private static final Sampler NORMAL = between(-1.5, 1.5);
    private static final Sampler POSITIVE = between(0.3, 2);
    private static final Sampler OFF_ZERO = eitherSign(0.2, 1.4);
    private static final Ints ONE = Ints.of(1, 1);
    private static final Ints TWO = Ints.of(2, 2);
    private static final Ints NONE = Ints.of(0, 0);
    private static final Tensor CLASSES = ints(2, 0, 1, 2);

    private record Verb(String name, Sampler sampler, Function<Seq<Expr>, Expr> verb, TensorType... types) {
        Fn fn() {
            Seq<Var> params = Array.of(types).zipWithIndex((t, i) -> new Var("x" + i, t));
            return Fn.of(params, Array.of(verb.apply(Array.narrow(Array.ofAll(params)))));
        }

        Seq<Tensor> sample(SplittableRandom random) {
            return Array.of(types).map(t -> sampler.tensor(random, t));
        }
    }

    private static Verb verb(String name, Sampler sampler, Function<Expr, Expr> verb, TensorType type) {
        return new Verb(name, sampler, x -> verb.apply(x.get(0)), type);
    }

    private static Seq<Verb> arrangements() {
        return Array.of(
                verb("roll", NORMAL, x -> roll(x, 2, 1), f64(2, 5)),
                verb("repeat", NORMAL, x -> repeat(x, Ints.of(2, 0, 3), 1), f64(2, 3)),
                verb("padSymmetric", NORMAL, x -> padSymmetric(x, Ints.of(0, 3), Ints.of(1, 2)), f64(2, 3)),
                verb("padCircular", NORMAL, x -> padCircular(x, Ints.of(0, 4), Ints.of(1, 2)), f64(2, 3)),
                verb("unfold", NORMAL, x -> unfold(x, 0, 3, 2), f64(7, 2)),
                verb("im2col", NORMAL, x -> im2col(x, TWO, ONE, ONE, ONE), f64(1, 2, 3, 4)),
                verb("col2im", NORMAL, x -> col2im(x, Ints.of(3, 4), TWO, ONE, ONE, ONE), f64(1, 8, 20)),
                verb("diff", NORMAL, x -> diff(x, 2, 0), f64(5, 2)),
                verb("trapz", NORMAL, x -> trapz(x, vector(0, 1, 3), 0), f64(3, 2)),
                verb("average", POSITIVE, x -> average(x, x.get(0), 1), f64(2, 3)),
                verb("ptp", distinct(), x -> ptp(x, 1), f64(2, 4)),
                verb("matrixPower", NORMAL, x -> matrixPower(x, 5), f64(3, 3)),
                verb("norm of order 3", OFF_ZERO, x -> vectorNorm(x, 3, 0), f64(3, 2)),
                verb("norm of order ∞", distinct(), x -> vectorNorm(x.plus(9), Double.POSITIVE_INFINITY, 0), f64(3, 2)),
                new Verb("kron", NORMAL, x -> kron(x.get(0), x.get(1)), f64(2, 3), f64(3, 2)),
                new Verb("cross", NORMAL, x -> cross(x.get(0), x.get(1)), f64(2, 3), f64(3)),
                new Verb("multiDot", NORMAL, x -> multiDot(x.get(0), x.get(1), x.get(2)), f64(2, 3), f64(3, 4), f64(4)));
    }

    private static Seq<Verb> layers() {
        Option<Expr> none = Option.none();
        return Array.of(
                new Verb("prelu", OFF_ZERO, x -> prelu(x.get(0), x.get(1)), f64(2, 3, 2), f64(3)),
                verb("masked softmax", NORMAL, x -> softmax(x, bools(true, false, true, true), 1), f64(2, 4)),
                verb("hardTanh", distinct(), x -> hardTanh(x.times(3), -0.4, 0.8), f64(6)),
                verb("softsign", OFF_ZERO, x -> softsign(x), f64(6)),
                new Verb("conv1d", NORMAL, x -> conv1d(x.get(0), x.get(1), Option.of(x.get(2)), 2, 1, 2, 2), f64(2, 4, 9), f64(2, 2, 3), f64(2)),
                new Verb("conv3d", NORMAL, x -> conv3d(x.get(0), x.get(1), x.get(2)), f64(1, 2, 3, 4, 3), f64(2, 2, 2, 3, 2), f64(2)),
                new Verb("convTranspose1d", NORMAL, x -> convTranspose1d(x.get(0), x.get(1), Option.of(x.get(2)), 2, 1, 1, 2, 2),
                        f64(1, 4, 4), f64(4, 2, 3), f64(4)),
                new Verb("convTranspose2d", NORMAL, x -> convTranspose2d(x.get(0), x.get(1), none, 2), f64(1, 2, 3, 2), f64(2, 3, 2, 3)),
                verb("maxPool1d", distinct(), x -> maxPool1d(x, 3, 2, 1), f64(2, 7)),
                verb("avgPool1d", NORMAL, x -> avgPool1d(x, 3, 2, 1, false), f64(2, 7)),
                verb("lpPool1d", POSITIVE, x -> lpPool1d(x, 3, 3, 2), f64(2, 7)),
                verb("lpPool2d", OFF_ZERO, x -> lpPool2d(x, 2, TWO, TWO), f64(2, 4, 5)),
                verb("adaptiveAvgPool1d", NORMAL, x -> adaptiveAvgPool1d(x, 3), f64(2, 7)),
                verb("adaptiveAvgPool2d", NORMAL, x -> adaptiveAvgPool2d(x, 3, 2), f64(2, 5, 5)),
                verb("adaptiveMaxPool1d", distinct(), x -> adaptiveMaxPool1d(x, 3), f64(2, 7)),
                verb("adaptiveMaxPool2d", distinct(), x -> adaptiveMaxPool2d(x, 2, 3), f64(1, 5, 7)),
                verb("groupNorm", NORMAL, x -> groupNorm(x, 2, 1e-3), f64(2, 4, 3)),
                verb("instanceNorm", NORMAL, x -> instanceNorm(x, 1e-3), f64(2, 2, 4)),
                verb("rmsNorm", NORMAL, x -> rmsNorm(x, 2, 1e-3), f64(2, 2, 3)),
                new Verb("batchNormTraining", NORMAL, x -> batchNormTraining(x.get(0), zeros(f64(2)), ones(f64(2)), x.get(1), x.get(2), 0.1, 1e-3).y(),
                        f64(3, 2, 2), f64(2), f64(2)),
                new Verb("attention", NORMAL, x -> attention(x.get(0), x.get(1), x.get(2), Option.of(bools(true, true, false)), true, Option.none()),
                        f64(2, 3, 2), f64(2, 3, 2), f64(2, 3, 4)),
                new Verb("multiHeadAttention", NORMAL, x -> multiHeadAttention(x.get(0), new Projections(x.get(1), x.get(2), x.get(3), x.get(4)), 2, true),
                        f64(2, 3, 4), f64(4, 4), f64(4, 4), f64(4, 4), f64(4, 4)));
    }

    private static Seq<Verb> losses() {
        Expr signs = vector(1, -1, -1, 1).expandDims(1);
        Expr weights = vector(0.5, 2, 1);
        return Array.of(
                new Verb("smoothL1", OFF_ZERO, x -> smoothL1(x.get(0), x.get(1).times(5), 0.5, Reduction.NONE), f64(4), f64(4)),
                new Verb("huber", OFF_ZERO, x -> huber(x.get(0), x.get(1).times(5)), f64(4), f64(4)),
                verb("hinge", OFF_ZERO, x -> hinge(x.times(0.5), signs.broadcastTo(4, 2), Reduction.SUM), f64(4, 2)),
                new Verb("triplet", NORMAL, x -> triplet(x.get(0), x.get(1), x.get(2), 5, Reduction.MEAN), f64(3, 4), f64(3, 4), f64(3, 4)),
                verb("poissonNll", NORMAL, x -> poissonNll(x, vector(0, 1, 2, 5), true, Reduction.MEAN), f64(4)),
                new Verb("gaussianNll", POSITIVE, x -> gaussianNll(x.get(0), x.get(1), x.get(2), 1e-6, Reduction.MEAN), f64(4), f64(4), f64(4)),
                verb("nll", NORMAL, x -> nll(x, CLASSES, Reduction.MEAN, Option.of(0), Option.of(weights)), f64(4, 3)),
                verb("crossEntropy", NORMAL, x -> crossEntropy(x, CLASSES), f64(4, 3)),
                new Verb("crossEntropy, smoothed and weighted", POSITIVE, x -> crossEntropy(x.get(0), CLASSES, Reduction.MEAN, 0.1, Option.of(1), Option.of(x.get(1))),
                        f64(4, 3), f64(3)),
                new Verb("crossEntropy of a distribution", POSITIVE, x -> crossEntropy(x.get(0), x.get(1), Reduction.SUM, 0.1, Option.none(), Option.of(x.get(2))),
                        f64(4, 3), f64(4, 3), f64(3)),
                new Verb("binaryCrossEntropyWithLogits, weighted", POSITIVE, x -> binaryCrossEntropyWithLogits(x.get(0), x.get(1), x.get(2), Reduction.MEAN),
                        f64(4), f64(4), f64(4)));
    }

    @TestFactory
    Stream<DynamicTest> derivativesAndBatching() {
        return arrangements().appendAll(layers()).appendAll(losses()).flatMap(v -> Array.of(
                dynamicTest(v.name() + ", derivatives", () -> derivatives(v)),
                dynamicTest(v.name() + ", lanes", () -> lanes(v)))).toJavaStream();
    }

    private static void derivatives(Verb v) {
        SplittableRandom random = new SplittableRandom(v.name().hashCode());
        Seq<Tensor> at = v.sample(random);
        Fn fn = v.fn();
        Ints wrt = Ints.range(0, at.size());
        Numeric.forward(v.name(), "jvp", fn, at, wrt, random);
        Numeric.reverse(v.name(), "vjp", fn, at, wrt, random);
        Fn pullback = Numeric.pullback(fn, wrt);
        Seq<Tensor> both = at.appendAll(Numeric.directions(random, fn.resultTypes()));
        Numeric.forward(v.name(), "jvp of vjp", pullback, both, Ints.range(0, both.size()), random);
        Numeric.reverse(v.name(), "vjp of vjp", pullback, both, Ints.range(0, both.size()), random);
    }

    private static void lanes(Verb v) {
        SplittableRandom random = new SplittableRandom(v.name().hashCode());
        Fn fn = Numeric.pullback(v.fn(), Ints.range(0, v.types().length));
        Seq<Seq<Tensor>> each = Array.range(0, 3).map(_ -> v.sample(random).appendAll(Numeric.directions(random, v.fn().resultTypes())));
        Seq<Option<Integer>> axes = fn.params().map(p -> Option.of(p.type().rank()));
        Fn mapped = Vmap.of(fn, axes, fn.results().map(r -> Option.of(0)), 3, Randomness.ERROR);
        Seq<Tensor> batched = Array.range(0, axes.size()).map(i -> Numeric.stacked(axes.get(i).get(), each.map(e -> e.get(i))));
        Seq<Seq<Tensor>> looped = each.map(e -> Numeric.run(fn, e));
        Numeric.close(v.name(), "vmap of vjp", Numeric.run(mapped, batched),
                Array.range(0, fn.results().size()).map(r -> Numeric.stacked(0, looped.map(e -> e.get(r)))), 1e-12);
    }
}
