package fluxion.tests.stats;

import static fluxion.dsl.Fluxion.checkpointed;
import static fluxion.dsl.Fluxion.concatenate;
import static fluxion.dsl.Fluxion.eval;
import static fluxion.dsl.Fluxion.f64;
import static fluxion.dsl.Fluxion.fn;
import static fluxion.dsl.Fluxion.fori;
import static fluxion.dsl.Fluxion.grad;
import static fluxion.dsl.Fluxion.key;
import static fluxion.dsl.Fluxion.linspace;
import static fluxion.dsl.Fluxion.pair;
import static fluxion.dsl.Fluxion.reversed;
import static fluxion.dsl.Fluxion.savedValues;
import static fluxion.dsl.Fluxion.scan;
import static fluxion.dsl.Fluxion.scalar;
import static fluxion.dsl.Fluxion.toDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.LoopOption;
import fluxion.dsl.nn.BatchNormState;
import fluxion.dsl.nn.DecoderBlock;
import fluxion.dsl.nn.Dense;
import fluxion.dsl.nn.EncoderBlock;
import fluxion.dsl.nn.GruCell;
import fluxion.dsl.nn.Initializers;
import fluxion.dsl.nn.LayerNorm;
import fluxion.dsl.nn.LstmCell;
import fluxion.dsl.nn.MultiHead;
import fluxion.dsl.nn.PositionEncoding;
import fluxion.dsl.nn.Projections;
import fluxion.dsl.nn.RnnCell;
import fluxion.dsl.tree.Trees;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Layers beside PyTorch's, by {@code stats/layers.txt}, which a script beside it made; loops that keep less. */
class LayersTest {
    private static Tensor some(int n, int... shape) {
        int count = (int) Shape.of(shape).size();
        return Tensor.of(Shape.of(shape), IntStream.range(0, count).mapToDouble(k -> Math.sin(n + 1.7 * k) / 2).toArray());
    }

    private static double[][] reference(String name) {
        try (InputStream in = LayersTest.class.getResourceAsStream("/stats/layers.txt")) {
            String line = Array.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")).find(l -> l.startsWith(name + " ")).get();
            return Array.of(line.substring(name.length() + 1).split(" ; ")).map(side -> Array.of(side.trim().split(" "))
                    .toJavaStream().mapToDouble(Double::parseDouble).toArray()).toJavaArray(double[][]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Outputs side by side, and the derivatives of their sum times cosines of their places in the weights, in PyTorch's order. */
    private static <M> void check(String name, M model, Function<M, Expr> outputs, Function<M, Seq<Expr>> order) {
        double[][] expected = reference(name);
        Fun1<M, Expr> f = fn((M m) -> outputs.apply(m));
        assertThat(eval(f.apply(model)).doubles()).as(name).containsExactly(expected[0], within(1e-12));
        double[] cosines = IntStream.range(0, expected[0].length).mapToDouble(Math::cos).toArray();
        M slopes = grad(fn((M m) -> outputs.apply(m).times(Tensor.of(cosines)).sum())).apply(model);
        double[] found = order.apply(slopes).toJavaStream().flatMapToDouble(e -> IntStream.range(0, 1).mapToObj(i -> eval(e).doubles())
                .flatMapToDouble(java.util.Arrays::stream)).toArray();
        assertThat(found).as(name).containsExactly(expected[1], within(1e-12));
    }

    private static Expr flat(Expr... parts) {
        return concatenate(0, Array.of(parts).map(Expr::flatten).toJavaArray(Expr[]::new));
    }

    @Test
    void recurrentCellsAreTorchs() {
        Tensor x = some(20, 3, 2, 2);
        check("rnn", new RnnCell(some(0, 3, 2), some(1, 3, 3), some(2, 3), some(3, 3)),
                c -> { var r = c.scan(x); return flat(r._2, r._1); }, Trees::leaves);
        check("gru", new GruCell(some(0, 9, 2), some(1, 9, 3), some(2, 9), some(3, 9)),
                c -> { var r = c.scan(x, checkpointed()); return flat(r._2, r._1); }, Trees::leaves);
        check("lstm", new LstmCell(some(0, 12, 2), some(1, 12, 3), some(2, 12), some(3, 12)),
                c -> { var r = c.scan(x); return flat(r._2, r._1.hidden(), r._1.cell()); }, Trees::leaves);
        assertThat(GruCell.init(key(0), 2, 3).scan(x, reversed())._2.shape()).isEqualTo(Shape.of(3, 2, 3));
    }

    private static MultiHead head(int n) {
        Tensor weight = some(n, 12, 4);
        Tensor bias = some(n + 1, 12);
        Array<Expr> w = Array.range(0, 3).map(i -> eval(weight.slice(0, 4 * i, 4 * i + 4)));
        Array<Expr> b = Array.range(0, 3).map(i -> eval(bias.slice(0, 4 * i, 4 * i + 4)));
        return new MultiHead(new Projections(w.get(0), w.get(1), w.get(2), some(n + 2, 4, 4)),
                new Projections(b.get(0), b.get(1), b.get(2), some(n + 3, 4)), 2);
    }

    private static Array<Expr> ordered(MultiHead m) {
        Projections w = m.weights();
        Projections b = m.biases();
        return Array.of(w.query(), w.key(), w.value(), b.query(), b.key(), b.value(), w.out(), b.out());
    }

    @Test
    void blocksAreTorchs() {
        for (boolean first : new boolean[] {false, true}) {
            Tensor x = some(20, 2, 3, 4);
            check(first ? "encoderFirst" : "encoder", new EncoderBlock(head(0), new LayerNorm(some(8, 4), some(9, 4), 1e-5), new Dense(some(4, 6, 4), some(5, 6)),
                    new Dense(some(6, 4, 6), some(7, 4)), new LayerNorm(some(10, 4), some(11, 4), 1e-5), first), e -> e.apply(x).flatten(),
                    e -> ordered(e.attention()).appendAll(Trees.leaves(Array.of(e.up(), e.down(), e.firstNorm(), e.secondNorm()))));
            check(first ? "decoderFirst" : "decoder", new DecoderBlock(head(0), new LayerNorm(some(12, 4), some(13, 4), 1e-5), head(4),
                    new LayerNorm(some(14, 4), some(15, 4), 1e-5), new Dense(some(8, 6, 4), some(9, 6)), new Dense(some(10, 4, 6), some(11, 4)),
                    new LayerNorm(some(16, 4), some(17, 4), 1e-5), first), d -> d.apply(x, some(21, 2, 5, 4)).flatten(),
                    d -> ordered(d.attention()).appendAll(ordered(d.crossAttention()))
                            .appendAll(Trees.leaves(Array.of(d.up(), d.down(), d.firstNorm(), d.crossNorm(), d.lastNorm()))));
        }
    }

    @Test
    void positionsTurn() {
        Expr table = PositionEncoding.sinusoidal(5, 4, DType.F64);
        assertThat(eval(table.get(3)).doubles()).containsExactly(new double[] {Math.sin(3), Math.cos(3), Math.sin(0.03), Math.cos(0.03)}, within(1e-14));
        // products depend on the difference of positions alone
        Tensor q = some(0, 1, 4);
        Tensor k = some(1, 1, 4);
        Function<double[], Double> product = p -> toDouble(PositionEncoding.rotary(q, Tensor.of(new double[] {p[0]}))
                .times(PositionEncoding.rotary(k, Tensor.of(new double[] {p[1]}))).sum());
        assertThat(product.apply(new double[] {7, 4})).isCloseTo(product.apply(new double[] {13, 10}), within(1e-13));
        assertThat(PositionEncoding.rotary(some(0, 2, 3, 4)).shape()).isEqualTo(Shape.of(2, 3, 4));
    }

    @Test
    void initializersHaveTheirVariances() {
        TensorType type = f64(60, 10, 3);
        assertThat(toDouble(Initializers.glorotUniform(key(1), type).square().mean())).isCloseTo(2.0 / (30 + 180), within(5e-4));
        assertThat(toDouble(Initializers.heNormal(key(2), type).square().mean())).isCloseTo(2.0 / 30, within(5e-3));
        assertThat(toDouble(Initializers.lecunNormal(key(3), type).square().mean())).isCloseTo(1.0 / 30, within(3e-3));
        assertThat(toDouble(Initializers.truncatedNormal(key(4), type, 0.5).square().mean())).isCloseTo(0.25, within(0.02));
        Expr q = Initializers.orthogonal(key(5), f64(4, 6, 2), 3).reshape(4, 12);
        assertThat(toDouble(q.matmul(q.t()).trace())).isCloseTo(36, within(1e-12));
    }

    @Test
    void batchNormHandsOnItsStatistics() {
        Tensor x = some(0, 4, 2);
        var trained = BatchNormState.init(2).train(x, 1);
        assertThat(eval(trained._2.mean()).doubles()).containsExactly(eval(x.mean(0)).doubles(), within(1e-15));
        assertThat(eval(trained._1.mean(0)).doubles()).containsOnly(new double[] {0}, within(1e-14));
        assertThat(trained._2.apply(x).shape()).isEqualTo(Shape.of(4, 2));
    }

    private static Expr loop(Expr x, LoopOption... options) {
        var result = scan(x, linspace(0, 1, 23), (c, t) -> { Expr next = c.times(t).sin().plus(c); return pair(next, next.square()); }, options);
        return result._1.plus(result._2.times(linspace(1, 2, 23)).sum());
    }

    @Test
    void scansThatKeepLessHaveTheSameDerivatives() {
        for (LoopOption keep : new LoopOption[] {checkpointed(), checkpointed(2), checkpointed(8), checkpointed(100)}) {
            for (LoopOption[] options : new LoopOption[][] {{keep}, {keep, reversed()}}) {
                LoopOption[] without = options.length == 1 ? new LoopOption[0] : new LoopOption[] {reversed()};
                for (Expr x : Array.of(scalar(0.3), scalar(-1))) {
                    assertThat(toDouble(loop(x, options))).isEqualTo(toDouble(loop(x, without)));
                    assertThat(toDouble(grad(fn(v -> loop(v, options))).apply(x))).isCloseTo(toDouble(grad(fn(v -> loop(v, without))).apply(x)), within(1e-12));
                }
            }
        }
        long all = savedValues(fn(v -> loop(v)), scalar(0.3)).bytes();
        assertThat(savedValues(fn(v -> loop(v, checkpointed())), scalar(0.3)).bytes()).isLessThan(all);
    }

    @Test
    void loopsOverRangesKeepLess() {
        Fun1<Expr, Expr> f = fn((Expr x) -> fori(0, 20, x, (i, s) -> s.sin().plus(i.cast(DType.F64)), checkpointed(3)));
        Fun1<Expr, Expr> g = fn((Expr x) -> fori(0, 20, x, (i, s) -> s.sin().plus(i.cast(DType.F64))));
        assertThat(toDouble(grad(f).apply(scalar(0.3)))).isCloseTo(toDouble(grad(g).apply(scalar(0.3))), within(1e-15));
    }
}
