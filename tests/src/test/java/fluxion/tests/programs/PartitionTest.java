package fluxion.tests.programs;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.op.Dot;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun3;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Vjp;
import fluxion.transforms.partition.Partition;
import fluxion.transforms.partition.Saving;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Forward and backward passes apart are what they are together, whatever is kept between them; and no more is kept than said. */
class PartitionTest {
    private static final Array<Saving> SAVINGS = Array.of(saveAll(), saveLeast(), saveBy(keepNothing()), saveBy(keepDots()),
            saveBy(keepEverything()), saveWithin(0), saveWithin(600), saveWithin(5_000));
    private static final SplittableRandom RANDOM = new SplittableRandom(3);

    private static final Fun3<Expr, Expr, Expr, Expr> NETWORK = fn((w, v, x) ->
            mean(square(tanh(x.matmul(w)).matmul(v).sigmoid().minus(0.3))));
    private static final Object[] SHAPES = {f64(6, 8), f64(8, 2), f64(10, 6)};

    private static Tensor drawn(TensorType type) {
        double[] numbers = RANDOM.doubles(type.shape().size(), 0.2, 1.4).toArray();
        return eval(Tensor.of(type.shape(), numbers).cast(type.dtype()));
    }

    /** Both ways at the same place. */
    private static void agree(Fn fn, Partition cut, String what) {
        Seq<Tensor> at = fn.params().map(p -> drawn(p.tensorType())).toArray();
        agree(fn, cut, at, what);
    }

    private static void agree(Fn fn, Partition cut, Seq<Tensor> at, String what) {
        Ints wrt = Ints.from(Array.range(0, fn.params().size()).filter(i -> fn.params().get(i).dtype().isFloat()));
        Seq<Tensor> cotangents = fn.results().filter(r -> r.dtype().isFloat()).map(r -> drawn(r.tensorType())).toArray();
        Seq<Tensor> whole = Evaluator.evaluate(Vjp.of(fn, wrt), at.appendAll(cotangents));
        Seq<Tensor> forward = Evaluator.evaluate(cut.forward(), at);
        Seq<Tensor> kept = forward.drop(fn.results().size());
        assertThat(kept.map(Tensor::type)).as(what).isEqualTo(cut.kept().map(Partition.Kept::type));
        Seq<Tensor> backward = Evaluator.evaluate(cut.backward(), kept.appendAll(cotangents));
        Seq<Tensor> parts = forward.take(fn.results().size()).appendAll(backward);
        for (int i = 0; i < whole.size(); i++) {
            double[] want = eval(whole.get(i).cast(F64)).doubles();
            double[] got = eval(parts.get(i).cast(F64)).doubles();
            double scale = Array.ofAll(want).map(Math::abs).filter(Double::isFinite).max().getOrElse(0.0) + 1e-300;
            for (int k = 0; k < want.length; k++) {
                if (Double.isFinite(want[k])) {
                    assertThat(Math.abs(got[k] - want[k]) / scale).as("%s, result %d, element %d%n%s", what, i, k, fn)
                            .isLessThan(1e-11);
                } else {
                    assertThat(got[k]).as(what).isEqualTo(want[k]);
                }
            }
        }
    }

    private static Fn network() {
        return NETWORK.on(SHAPES);
    }

    @Test
    void bothPassesAreWhatTheyAreTogether() {
        Fun1<Expr, Expr> attention = fn((Expr x) -> softmax(x.matmul(x.transpose()).times(0.5), 1).matmul(x).square().sum());
        Fun1<Expr, Expr> loop = fn((Expr x) -> fori(0, 4, x, (i, v) -> v.sin().times(x)).sum());
        Fun1<Expr, Expr> draws = fn((Expr x) -> normal(key(3), f64(4)).times(x).exp().sum());
        Fun1<Expr, Expr> checkpoints = fn((Expr x) -> checkpoint(fn((Expr v) -> v.sin().exp())).apply(x).square().sum());
        for (Saving saving : SAVINGS) {
            agree(network(), partition(NETWORK, saving, SHAPES), "network " + saving);
            agree(attention.on(f64(5, 3)), partition(attention, saving, f64(5, 3)), "attention " + saving);
            agree(loop.on(f64(4)), partition(loop, saving, f64(4)), "loop " + saving);
            agree(draws.on(f64(4)), partition(draws, saving, f64(4)), "draws " + saving);
            agree(checkpoints.on(f64(4)), partition(checkpoints, saving, f64(4)), "checkpoints " + saving);
        }
    }

    @Test
    void savingsKeepWhatTheySay() {
        long all = partition(NETWORK, saveAll(), SHAPES).bytes();
        // of each layer what a derivative is made of alone: tanh(x·w), 10 × 8, and the sigmoid, 10 × 2
        assertThat(partition(NETWORK, saveLeast(), SHAPES).bytes()).isEqualTo(8 * (80 + 20)).isLessThanOrEqualTo(all);
        Partition nothing = partition(NETWORK, saveBy(keepNothing()), SHAPES);
        assertThat(nothing.bytes()).isZero();
        assertThat(nothing.kept()).allMatch(Partition.Kept::isArgument);
        assertThat(nothing.recomputed().filter(label -> label.equals("dot"))).hasSize(2);
        Partition dots = partition(NETWORK, saveBy(keepDots()), SHAPES);
        assertThat(dots.recomputed()).doesNotContain("dot").contains("tanh");
        assertThat(dots.kept().reject(Partition.Kept::isArgument).map(Partition.Kept::what)).containsOnly("from dot");
        assertThat(dots.toString()).contains("f64[10,8]  from dot", "bytes beside the arguments", "computed again:");
        // what is cheaply made of a few numbers is not worth keeping
        Fun1<Expr, Expr> wide = fn((Expr x) -> x.times(linspace(0, 1, 100).reshape(100, 1)).exp().sin().cos());
        assertThat(partition(wide, saveLeast(), f64(4)).bytes()).isZero();
        assertThat(partition(wide, saveAll(), f64(4)).bytes()).isGreaterThan(3_000);
    }

    /** A budget is never exceeded, more of it never asks for more work, and what is said to be kept is counted from the functions. */
    @Test
    void budgetsAreKept() {
        double work = Double.POSITIVE_INFINITY;
        for (long budget : new long[] {0, 100, 160, 300, 640, 799, 800, 1L << 40}) {
            Partition cut = partition(NETWORK, saveWithin(budget), SHAPES);
            long counted = cut.forward().results().drop(1).reject(e -> e instanceof Var)
                    .map(e -> e.shape().size() * 8L).sum().longValue();
            assertThat(counted).as("within %d: %s", budget, cut).isEqualTo(cut.bytes()).isLessThanOrEqualTo(budget);
            double now = dots(cut.backward());
            assertThat(now).isLessThanOrEqualTo(work);
            work = now;
        }
        assertThat(work).as("products of a gradient with everything kept").isEqualTo(4);
        assertThatThrownBy(() -> saveWithin(-1)).isInstanceOf(TransformException.class).hasMessageContaining("at least 0; got -1");
    }

    private static double dots(Fn fn) {
        return Graph.topological(fn.results()).count(e -> e instanceof Apply a && a.op() instanceof Dot);
    }

    @Test
    void partsAreFunctionsLikeAnyOther() {
        Partition cut = partition(fn((Expr x) -> sin(exp(x))), saveAll(), f64());
        assertThat(cut.forward().toString()).contains("exp x").doesNotContain("ct");
        assertThat(cut.backward().toString()).contains("ct");
        assertThat(cut.backward().params()).hasSize(cut.kept().size() + 1);
        for (Fn part : Array.of(cut.forward(), cut.backward())) {
            assertThat(parse(formula(part)).results().size()).isEqualTo(part.results().size());
            assertThat(fromJson(toJson(part)).toString()).isEqualTo(part.toString());
            assertThat(toOnnx("part", part)).isNotEmpty();
            assertThat(javaSource("Part", "value", part)).contains("class Part");
        }
    }

    @Test
    void randomProgramsAreCutAnywhere() {
        int tried = 0;
        for (long seed = 1; tried < 40; seed++) {
            var program = RandomPrograms.of(seed);
            Fn fn = program.function();
            if (program.isSingle() || !fn.params().exists(p -> p.dtype().isFloat()) || !fn.results().exists(r -> r.dtype().isFloat())) {
                continue;
            }
            tried++;
            Ints wrt = Ints.from(Array.range(0, fn.params().size()).filter(i -> fn.params().get(i).dtype().isFloat()));
            Saving saving = SAVINGS.get((int) (seed % SAVINGS.size()));
            agree(fn, Partition.of(fn, wrt, saving), program.inputs().appendAll(program.integers()), "seed " + seed + " " + saving);
        }
    }
}
