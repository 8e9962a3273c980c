package fluxion.tests.programs;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Random typed programs over the whole language, each by its seed. */
final class RandomPrograms {
    private static final Shape[] SHAPES = {Shape.of(), Shape.of(3), Shape.of(2, 3), Shape.of(3, 3), Shape.of(2, 1, 3),
        Shape.of(2), Shape.of(3, 2), Shape.of(4), Shape.of(2, 2), Shape.of(1), Shape.of(5), Shape.of(2, 2, 3)};
    private static final Shape[] EMPTY = {Shape.of(0), Shape.of(0, 3), Shape.of(2, 0)};
    private static final Shape[] LONG = {Shape.of(257), Shape.of(3, 150), Shape.of(67), Shape.of(41, 17)};
    /** Elements of a value: of most programs, and of those with long inputs. */
    private static final int LARGEST = 400;
    private static final int LARGEST_OF_LONG = 4000;
    private static final Shape[] LARGE = {Shape.of(90_000), Shape.of(300, 230), Shape.of(3, 150, 140), Shape.of(70_000, 1)};
    private static final int LARGEST_OF_LARGE = 300_000;

    private RandomPrograms() {}

    /** Tried with other numbers until its value is finite and not huge. */
    static Program of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return first(() -> attempt(seed, random));
    }

    /** Without bodies, of values so long that work is split between threads. */
    static Program large(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return first(() -> {
            Shape same = LARGE[random.nextInt(LARGE.length)];
            return attempt(seed, random, random.nextBoolean() ? DType.F32 : DType.F64,
                    Array.of(same, same, Shape.of(same.dim(same.rank() - 1))), LARGEST_OF_LARGE);
        });
    }

    private static Program first(Supplier<Program> attempts) {
        while (true) {
            try {
                Program program = attempts.get();
                Seq<Tensor> value = Evaluator.evaluate(program.function(), program.arguments());
                if (value.forAll(t -> Agree.largest(Agree.doubles(t)) < 1e5 && java.util.Arrays.stream(Agree.doubles(t))
                        .allMatch(Double::isFinite))) {
                    return program;
                }
            } catch (Generator.Unfit _) {
                continue;
            }
        }
    }

    private static Program attempt(long seed, SplittableRandom random) {
        DType dtype = random.nextInt(10) == 0 ? DType.F32 : DType.F64;
        boolean isLong = random.nextInt(12) == 0;
        Seq<Shape> shapes = Array.range(0, random.nextInt(2, 4)).map(_ -> SHAPES[random.nextInt(SHAPES.length)]);
        if (isLong) {
            Shape same = LONG[random.nextInt(LONG.length)];
            shapes = Array.of(same, same, shapes.head());
        } else if (random.nextInt(15) == 0) {
            shapes = shapes.append(EMPTY[random.nextInt(EMPTY.length)]);
        }
        return attempt(seed, random, dtype, shapes, isLong ? LARGEST_OF_LONG : LARGEST);
    }

    private static Program attempt(long seed, SplittableRandom random, DType dtype, Seq<Shape> shapes, int largest) {
        Seq<Tensor> inputs = shapes.map(s -> numbers(random, dtype, s, 64, 1.0 / 256));
        Seq<Tensor> others = Array.of(integers(random, Shape.of(3)), flags(random, Shape.of(random.nextInt(1, 4))));
        int[] last = {0};
        Seq<Integer> parameters = Array.range(1, 1 + inputs.size() + others.size());
        last[0] = parameters.size();
        Map<Integer, Expr> values = LinkedHashMap.ofEntries(parameters.zip(inputs.appendAll(others))
                .map(p -> p.map2(t -> (Expr) new Var("v" + p._1, t.type()))));
        Generator g = new Generator(random, values, last, 0, largest);
        int count = random.nextInt(2, 11);
        for (int tries = 0, made = 0; made < count && tries < 5 * count; tries++) {
            try {
                g.step();
                made++;
            } catch (Generator.Unfit _) {
                continue;
            }
        }
        int result = result(g, parameters.size(), random);
        TensorType type = g.value(result).tensorType();
        return new Program(seed, new Body(parameters, g.steps(), Array.of(result)), inputs, others,
                numbers(random, type.dtype(), type.shape(), 16, 0),
                inputs.map(t -> numbers(random, dtype, t.shape(), 16, 0)));
    }

    /** The last value; the ones before it take part through sums. */
    private static int result(Generator g, int parameters, RandomGenerator random) {
        Seq<Integer> made = g.numbers().filter(k -> k > parameters && g.dtype(k).isFloat());
        if (made.isEmpty()) {
            throw new Generator.Unfit("nothing");
        }
        int result = made.last();
        for (int k : made.init().takeRight(3)) {
            if (random.nextBoolean()) {
                result = g.emit("add", result, g.fit(g.emit("rsum", g.emit("sin", k), Settings.of()), Shape.of(),
                        g.dtype(result)));
            }
        }
        return result;
    }

    /** Few bits, so that literals are printed short. */
    private static Tensor numbers(RandomGenerator random, DType dtype, Shape shape, double grain, double shift) {
        Seq<Object> elements = Array.fill((int) shape.size(),
                () -> (Object) (Math.round(random.nextGaussian() * grain) / grain + shift));
        return ElementwiseSteps.literal(dtype.toString(), shape, elements);
    }

    private static Tensor integers(RandomGenerator random, Shape shape) {
        return ElementwiseSteps.literal("i32", shape, Array.fill((int) shape.size(), () -> (Object) random.nextInt(4)));
    }

    private static Tensor flags(RandomGenerator random, Shape shape) {
        return ElementwiseSteps.literal("bool", shape, Array.fill((int) shape.size(), () -> (Object) random.nextBoolean()));
    }
}
