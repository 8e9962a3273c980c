package fluxion.tests.ops;

import static fluxion.tests.ops.Numeric.close;
import static fluxion.tests.ops.Numeric.directions;
import static fluxion.tests.ops.Numeric.floating;
import static fluxion.tests.ops.Numeric.inner;
import static fluxion.tests.ops.Numeric.like;
import static fluxion.tests.ops.Numeric.pullback;
import static fluxion.tests.ops.Numeric.pushforward;
import static fluxion.tests.ops.Numeric.run;
import static fluxion.tests.ops.Numeric.stacked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.op.RandomNumbers;
import fluxion.ops.eval.Evaluator;
import fluxion.tests.ops.Row.Derivative;
import fluxion.transforms.Randomness;
import fluxion.transforms.Vmap;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Batching each operation, alone and with derivatives inside and outside, against a loop over the examples. */
class CompositionsTest {
    private static final int SIZE = 3;

    private static SplittableRandom seeded(Row row) {
        return new SplittableRandom(row.name().hashCode() + 1);
    }

    /** vmap over the first axis, the last, or none, of each operand in all combinations; out-axes first and last in turn. */
    @TestFactory
    Stream<DynamicTest> vmapAgreesWithTheLoop() {
        return Catalogue.rows().map(row -> dynamicTest(row.name(), () -> {
            Seq<Seq<Option<Integer>>> combinations = combinations(row.operands().size());
            for (int k = 0; k < combinations.size(); k++) {
                Seq<Option<Integer>> axes = combinations.get(k);
                int out = k % 2 == 0 ? 0 : -1;
                Fn fn = row.fn();
                Batch batch = Batch.of(row, axes, seeded(row));
                Fn mapped = Vmap.of(fn, axes, fn.results().map(r -> Option.of(out)), SIZE, randomness(row));
                Seq<Tensor> got = run(mapped, batch.batched());
                close(row.name(), "vmap in-axes " + named(axes) + " out-axis " + out, got, batch.loop(fn, out), 1e-13);
            }
        })).toJavaStream();
    }

    /** Over no lanes at all, whichever operands have them, every result is empty and has the shape that one lane's has. */
    @TestFactory
    Stream<DynamicTest> vmapOverNoLanes() {
        return Catalogue.rows().map(row -> dynamicTest(row.name(), () -> {
            Fn fn = row.fn();
            for (Seq<Option<Integer>> axes : combinations(row.operands().size())) {
                Fn mapped = Vmap.of(fn, axes, fn.results().map(r -> Option.of(0)), 0, randomness(row));
                Seq<Tensor> arguments = mapped.params().zipWith(row.sample(seeded(row)),
                        (param, one) -> param.shape().size() == 0 ? Tensor.zeros(param.tensorType()) : one);
                assertThat(run(mapped, arguments).map(Tensor::type)).as("in-axes %s", named(axes))
                        .isEqualTo(fn.results().map(r -> r.tensorType().withShape(r.shape().prepend(0))));
            }
        })).toJavaStream();
    }

    private static Randomness randomness(Row row) {
        return row.op() instanceof RandomNumbers ? Randomness.SAME : Randomness.ERROR;
    }

    private static String named(Seq<Option<Integer>> axes) {
        return axes.map(a -> a.fold(() -> "none", String::valueOf)).mkString("(", ", ", ")");
    }

    private static Seq<Seq<Option<Integer>>> combinations(int operands) {
        Seq<Seq<Option<Integer>>> all = Array.of(Array.empty());
        for (int i = 0; i < operands; i++) {
            all = all.flatMap(head -> Array.of(Option.of(0), Option.of(-1), Option.<Integer>none()).map(head::append));
        }
        return all;
    }

    /** Arguments one example each, and stacked where an axis says so. */
    private record Batch(Seq<Option<Integer>> axes, Seq<Seq<Tensor>> examples, Seq<Tensor> batched) {
        static Batch of(Row row, Seq<Option<Integer>> axes, SplittableRandom random) {
            return of(axes, Array.range(0, SIZE).map(k -> row.sample(random)));
        }

        static Batch of(Seq<Option<Integer>> axes, Seq<Seq<Tensor>> drawn) {
            Seq<Seq<Tensor>> examples = drawn.map(e -> e.zipWithIndex((x, i) -> axes.get(i).isDefined() ? x : drawn.get(0).get(i)));
            return new Batch(axes, examples, axes.zipWithIndex((axis, i) -> axis.map(a -> stacked(a, examples.map(e -> e.get(i))))
                    .getOrElse(() -> examples.get(0).get(i))));
        }

        /** The function's results for each example, stacked. */
        Seq<Tensor> loop(Fn fn, int out) {
            Seq<Seq<Tensor>> results = examples.map(e -> run(fn, e));
            return Array.range(0, fn.results().size()).map(r -> stacked(out, results.map(e -> e.get(r))));
        }
    }

    @TestFactory
    Stream<DynamicTest> behaviour53_tenCompositionsAgreeWithTheLoop() {
        return Catalogue.rows().filter(r -> r.derivative() != Derivative.NONE).flatMap(row -> Array.of(
                composition(row, "vjp", () -> transposedJacobian(row, "vjp", floating(row.fn()), row.floating())),
                composition(row, "jvp", () -> jacobian(row, "jvp", floating(row.fn()), row.floating())),
                composition(row, "vjpvjp", () -> transposedJacobian(row, "vjpvjp", inReverse(row), everything(row, inReverse(row)))),
                composition(row, "jvpvjp", () -> jacobian(row, "jvpvjp", inReverse(row), everything(row, inReverse(row)))),
                composition(row, "vmapvjp", () -> mapped(row, "vmapvjp", inReverse(row))),
                composition(row, "vmapjvp", () -> mapped(row, "vmapjvp", pushforward(floating(row.fn()), row.floating()))),
                composition(row, "vmapvjpvjp", () -> mapped(row, "vmapvjpvjp", pullback(inReverse(row), everything(row, inReverse(row))))),
                composition(row, "vmapjvpvjp", () -> mapped(row, "vmapjvpvjp", pushforward(inReverse(row), everything(row, inReverse(row))))),
                composition(row, "vjpvmap", () -> outside(row, "vjpvmap")),
                composition(row, "jvpvmap", () -> outside(row, "jvpvmap")))).toJavaStream();
    }

    private static DynamicTest composition(Row row, String mode, Executable check) {
        return dynamicTest(mode + " " + row.name(), check);
    }

    /** (operands, cotangents) to cotangents. */
    private static Fn inReverse(Row row) {
        return pullback(floating(row.fn()), row.floating());
    }

    private static Ints everything(Row row, Fn vjp) {
        return row.floating().concat(Ints.range(row.operands().size(), vjp.params().size()));
    }

    private static Seq<Tensor> arguments(Row row, Fn fn, SplittableRandom random) {
        return row.sample(random).appendAll(directions(random, fn.params().drop(row.operands().size()).map(p -> p.type())));
    }

    /** J·t, element by element from a loop of pullbacks of unit cotangents. */
    private static void jacobian(Row row, String mode, Fn fn, Ints wrt) {
        SplittableRandom random = seeded(row);
        Seq<Tensor> at = arguments(row, fn, random);
        Seq<Tensor> tangents = directions(random, Array.ofAll(wrt).map(i -> fn.params().get(i).type()));
        Fn pullback = pullback(fn, wrt);
        Seq<Tensor> want = loop(fn.resultTypes().map(Tensor::zeros), unit -> inner(run(pullback, at.appendAll(unit)), tangents));
        close(row.name(), mode, run(pushforward(fn, wrt), at.appendAll(tangents)), want, tolerance(row));
    }

    /** Jᵀ·ct, element by element from a loop of pushforwards of unit tangents. */
    private static void transposedJacobian(Row row, String mode, Fn fn, Ints wrt) {
        SplittableRandom random = seeded(row);
        Seq<Tensor> at = arguments(row, fn, random);
        Seq<Tensor> cotangents = directions(random, fn.resultTypes());
        Fn pushforward = pushforward(fn, wrt);
        Seq<Tensor> want = loop(Array.ofAll(wrt).map(i -> Tensor.zeros(fn.params().get(i).type())),
                unit -> inner(cotangents, run(pushforward, at.appendAll(unit))));
        close(row.name(), mode, run(pullback(fn, wrt), at.appendAll(cotangents)), want, tolerance(row));
    }

    private static double tolerance(Row row) {
        return row.operands().exists(o -> o.type().dtype().bytes() == 4 && o.type().dtype().isFloat())
                || row.fn().results().exists(r -> r.dtype().bytes() == 4) ? 1e-5 : 1e-10;
    }

    /** Tensors shaped as {@code zeros}, each element the value of the function for a one in its place. */
    private static Seq<Tensor> loop(Seq<Tensor> zeros, ToDoubleFunction<Seq<Tensor>> element) {
        return zeros.zipWithIndex((zero, k) -> {
            double[] values = new double[(int) zero.shape().size()];
            for (int i = 0; i < values.length; i++) {
                double[] unit = new double[values.length];
                unit[i] = 1;
                values[i] = element.applyAsDouble(zeros.update(k, like(zero.type(), unit)));
            }
            return like(zero.type(), values);
        });
    }

    /** vmap of a derivative over the first axis of everything. */
    private static void mapped(Row row, String mode, Fn fn) {
        SplittableRandom random = seeded(row);
        Seq<Option<Integer>> axes = fn.params().map(p -> Option.of(0));
        Batch batch = Batch.of(axes, Array.range(0, SIZE).map(k -> arguments(row, fn, random)));
        Fn mapped = Vmap.of(fn, axes, fn.results().map(r -> Option.of(0)), SIZE, randomness(row));
        close(row.name(), mode, run(mapped, batch.batched()), batch.loop(fn, 0), tolerance(row));
    }

    /** A derivative of vmap; all operands mapped, then all but the last, whose cotangents add up over the batch. */
    private static void outside(Row row, String mode) {
        Fn fn = floating(row.fn());
        int n = row.operands().size();
        Seq<Option<Integer>> all = fn.params().map(p -> Option.of(0));
        Seq<Seq<Option<Integer>>> choices = n < 2 ? Array.of(all) : Array.of(all, all.update(n - 1, Option.none()));
        for (Seq<Option<Integer>> axes : choices) {
            SplittableRandom random = seeded(row);
            Ints wrt = row.floating();
            Batch batch = Batch.of(row, axes, random);
            Fn mapped = Vmap.of(fn, axes, fn.results().map(r -> Option.of(0)), SIZE, randomness(row));
            boolean forward = mode.equals("jvpvmap");
            Seq<Seq<Tensor>> drawn = Array.range(0, SIZE).map(k -> directions(random, forward
                    ? Array.ofAll(wrt).map(i -> fn.params().get(i).type()) : fn.resultTypes()));
            Seq<Option<Integer>> directionAxes = forward ? Array.ofAll(wrt).map(axes::get) : fn.results().map(r -> Option.of(0));
            Batch seeds = Batch.of(directionAxes, drawn);
            Fn one = forward ? pushforward(fn, wrt) : pullback(fn, wrt);
            Fn whole = forward ? pushforward(mapped, wrt) : pullback(mapped, wrt);
            Batch together = new Batch(axes.appendAll(directionAxes), batch.examples().zip(seeds.examples()).map(p -> p._1.appendAll(p._2)),
                    batch.batched().appendAll(seeds.batched()));
            Seq<Tensor> looped = together.loop(one, 0);
            Seq<Tensor> want = forward ? looped : looped.zipWithIndex((ct, k) -> axes.get(wrt.get(k)).isDefined() ? ct
                    : Evaluator.evaluate(ct.sum(0)));
            close(row.name(), mode + " in-axes " + named(axes), run(whole, together.batched()), want, tolerance(row));
        }
    }
}
