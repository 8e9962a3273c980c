package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static fluxion.tests.dsl.Near.assertNear;
import static fluxion.tests.dsl.Near.some;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.dsl.Fluxion;
import fluxion.dsl.Pulled;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun3;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.HashMap;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    record Mlp(Expr w1, Expr b1, Expr w2, Expr b2) {
        Expr apply(Expr x) {
            return relu(x.matmul(w1).plus(b1)).matmul(w2).plus(b2);
        }
    }

    enum Activation { SIN, TANH }

    record Layer(Expr w, Activation activation, double scale) {
        Expr apply(Expr x) {
            Expr y = x.matmul(w).times(scale);
            return switch (activation) {
                case SIN -> sin(y);
                case TANH -> tanh(y);
            };
        }
    }

    record Net(List<Layer> layers, Option<Expr> bias, HashMap<String, Expr> extra) {
        Expr apply(Expr x) {
            return layers.foldLeft(x, (y, layer) -> layer.apply(y)).plus(bias.getOrElse(scalar(0))).plus(extra.get("shift").get());
        }
    }

    private static Mlp mlp() {
        return new Mlp(some(1, 3, 4), some(2, 4), some(3, 4, 2), some(4, 2));
    }

    @Test
    void aLambdaIsTracedOncePerStructureAndTypes() {
        AtomicInteger traces = new AtomicInteger();
        var f = fn(x -> {
            traces.incrementAndGet();
            return sum(sin(x));
        });
        f.apply(some(1, 3));
        f.apply(some(2, 3));
        grad(f).apply(some(3, 3));
        grad(f).apply(some(4, 3));
        vmap(grad(f)).apply(some(5, 2, 3));
        assertThat(traces).hasValue(1);
        f.apply(some(1, 4));
        f.apply(some(1, 3));
        f.apply(floats(1, 2, 3));
        assertThat(traces).hasValue(3);
    }

    @Test
    void aCarriedValueBelongsToTheStructure() {
        Expr x = some(1, 2, 3);
        var f = fn((Layer l, Expr t) -> l.apply(t));
        Expr w = some(2, 3, 3);
        assertNear(f.apply(new Layer(w, Activation.SIN, 1), x), sin(x.matmul(w)));
        assertNear(f.apply(new Layer(w, Activation.TANH, 1), x), tanh(x.matmul(w)));
        assertNear(f.apply(new Layer(w, Activation.TANH, 2), x), tanh(x.matmul(w).times(2)));
        Layer g = grad((Layer l, Expr t) -> sum(l.apply(t))).apply(new Layer(w, Activation.SIN, 3), x);
        assertThat(g.activation()).isEqualTo(Activation.SIN);
        assertThat(g.scale()).isEqualTo(3);
        assertThat(g.w().type()).isEqualTo(f64(3, 3));
    }

    @Test
    void recordsNestAndHoldCollections() {
        Net net = new Net(List.of(new Layer(some(1, 3, 3), Activation.SIN, 1), new Layer(some(2, 3, 3), Activation.TANH, 0.5)),
                Option.some(some(3, 3)), HashMap.of("shift", some(4, 3)));
        Net g = grad((Net n, Expr x) -> sum(n.apply(x))).apply(net, some(5, 2, 3));
        assertThat(g.layers().map(l -> l.w().type())).containsExactly(f64(3, 3), f64(3, 3));
        assertNear(g.bias().get(), full(f64(3), 2));
        assertNear(g.extra().get("shift").get(), full(f64(3), 2));
    }

    @Test
    void insideAFunctionCallsStaySymbolicAndOutsideTheyCompute() {
        var f = fn(x -> sin(x).times(2));
        assertThat(f.apply(scalar(1))).isInstanceOf(Tensor.class);
        assertThat(f.apply(scalar(1).plus(1))).isInstanceOf(Tensor.class);
        assertThat(f.apply(new Var("x", f64()))).isNotInstanceOf(Tensor.class);
        var g = fn(x -> {
            assertThat(f.apply(scalar(1))).isNotInstanceOf(Tensor.class);
            return f.apply(x);
        });
        assertNear(g.apply(scalar(3)), sin(scalar(3)).times(2));
    }

    @Test
    void plainNumbersAreF64Scalars() {
        var f = fn(x -> sin(x).times(x));
        assertThat(f.at(2.0)).isEqualTo(f.apply(scalar(2)));
        assertThat(f.at(2)).isEqualTo(f.at(2.0));
        assertThat(f.applyAsDouble(2)).isCloseTo(2 * Math.sin(2), within(1e-15));
        assertThat(grad(f).applyAsDouble(2)).isCloseTo(Math.sin(2) + 2 * Math.cos(2), within(1e-15));
        assertThat(fn((x, y) -> x.times(y)).applyAsDouble(2, 3)).isEqualTo(6);
        assertThat(grad((x, y, z) -> x.times(y).times(z)).at(1, 2, 3)).isEqualTo(Tensor.of(6.0));
    }

    @Test
    void javaNumbersAndArraysHaveTheDtypeOfTheirName() {
        var f = fn(x -> x.plus(x));
        assertThat(f.at(2f).toString()).isEqualTo("4.0");
        assertThat(((Tensor) f.at((Object) 2f)).type()).isEqualTo(f32());
        assertThat(((Tensor) f.at((Object) 2)).type()).isEqualTo(i32());
        assertThat(((Tensor) f.at((Object) 2L)).type()).isEqualTo(i64());
        assertThat(f.at(new double[] {1, 2})).isEqualTo(Tensor.of(new double[] {2, 4}));
        assertThat(f.at(new float[] {1, 2})).isEqualTo(Tensor.of(new float[] {2, 4}));
        assertThat(f.at(new double[][] {{1}, {2}})).isEqualTo(Tensor.of(new double[][] {{2}, {4}}));
    }

    @Test
    void functionsCompose() {
        var f = fn(x -> sin(x));
        assertNear(grad(vmap(f).andThen(Fluxion::sum)).apply(vector(1, 2)), cos(vector(1, 2)));
        assertNear(f.compose((Expr x) -> x.times(2)).apply(scalar(1)), sin(scalar(2)));
        assertNear(fn((x, y) -> x.times(y)).andThen(x -> x.plus(1)).apply(scalar(2), scalar(3)), scalar(7));
        assertNear(grad(Fluxion::sin).apply(scalar(0)), scalar(1));
    }

    @Test
    void theFlatFunctionIsThereForAnyTypes() {
        var f = fn((Mlp net, Expr x) -> net.apply(x));
        var flat = f.on(mlp(), f64(5, 3));
        assertThat(flat.params().map(Var::name)).containsExactly("w1", "b1", "w2", "b2", "x");
        assertThat(flat.resultTypes()).containsExactly(f64(5, 2));
        assertThat(fn(x -> sin(x)).on(f32(3)).resultTypes()).containsExactly(f32(3));
        assertThat(fn((List<Expr> l) -> l.get(0).plus(l.get(1))).on(List.of(f64(2), f64(2))).params().map(Var::name)).containsExactly("x[0]", "x[1]");
    }

    @Test
    void whatIsNoTreeIsToldByItsClass() {
        final class Bag {
            private final Expr x = scalar(1);
        }
        assertThatThrownBy(() -> grad(fn((Bag bag) -> bag.x)).apply(new Bag()))
                .hasMessageEndingWith("a record or collection of such; got an object of Bag for argument 1");
        assertThatThrownBy(() -> grad(fn((int[] n) -> scalar(n[0]))).apply(new int[] {1})).hasMessageContaining("got an object of int[]");
    }

    @Test
    void aFunctionPrintsAsMathematics() {
        var f = fn(x -> sin(x));
        assertThat(f).hasToString("x ↦ sin(x)");
        assertThat(f.latex()).contains("\\sin");
        assertThat(grad(f)).hasToString("x ↦ cos(x)");
        var net = fn((Mlp n, Expr x) -> n.apply(x));
        assertThat(net).hasToString("a function of 2 arguments: on(…) shows it for arguments of given types, as in f.on(f64(3), f64(3)), "
                + "a record of expressions for an argument that is one");
        net.apply(mlp(), some(1, 3));
        assertThat(net.toString()).contains("relu").contains("w1");
    }

    @Test
    void valueAndGradientShareTheWork() {
        var loss = fn((Mlp net, Expr x, Expr y) -> crossEntropy(net.apply(x), y));
        Fun3<Mlp, Expr, Expr, Tuple2<Expr, Mlp>> both = valueAndGrad(loss);
        Expr xs = some(9, 5, 3);
        Expr ys = ints(0, 1, 1, 0, 1);
        Tuple2<Expr, Mlp> result = both.apply(mlp(), xs, ys);
        assertNear(result._1, loss.apply(mlp(), xs, ys));
        assertNear(result._2.w1(), grad(loss).apply(mlp(), xs, ys).w1());
    }

    @Test
    void perSampleGradientsAreTheLoop() {
        var loss = fn((Mlp net, Expr x, Expr y) -> crossEntropy(net.apply(x), y));
        Expr xs = some(9, 5, 3);
        Expr ys = ints(0, 1, 1, 0, 1);
        Mlp each = vmap(grad(loss)).in(none(), axis(0), axis(0)).apply(mlp(), xs, ys);
        for (int i = 0; i < 5; i++) {
            Mlp one = grad(loss).apply(mlp(), xs.get(i), ys.get(i));
            assertNear(each.w1().get(i), one.w1());
            assertNear(each.b2().get(i), one.b2());
        }
    }

    @Test
    void hessianVectorProductsEitherWay() {
        var f = fn(x -> sum(sin(x).times(x)));
        Expr x = some(1, 6);
        Expr v = some(2, 6);
        Expr expected = hessian(f).apply(x).matmul(v);
        var forwardOverReverse = fn((Expr p, Expr t) -> jvp(grad(f), p, t).tangent());
        assertNear(forwardOverReverse.apply(x, v), expected);
        assertNear(grad((Expr p, Expr t) -> sum(grad(f).apply(p).times(t))).apply(x, v), expected);
        Pulled<Expr, Expr> pulled = vjp(grad(f), x);
        assertNear(pulled.pullback().apply(v), expected);
    }

    @Test
    void linearizeComputesThePointOnce() {
        var f = fn(x -> exp(sin(x)).times(x));
        var at = linearize(f, some(1, 4));
        assertNear(at.value(), f.apply(some(1, 4)));
        assertNear(at.linear().apply(some(2, 4)), jvp(f, some(1, 4), some(2, 4)).tangent());
        // what depends on the point alone is a number by now
        assertThat(Graph.operations(at.linear().on(f64(4)).results())).isLessThan(Graph.operations(f.on(f64(4)).results()) + 3);
        assertThat(at.linear().on(f64(4)).free()).isEmpty();
        // and inside a function it may be differentiated in the point
        assertNear(grad(x -> linearize(f, x).linear().apply(scalar(1))).apply(scalar(0.5)), grad(grad(f)).apply(scalar(0.5)));
    }

    @Test
    void theTransposeOfALinearFunction() {
        Expr a = some(1, 3, 4);
        assertNear(linearTranspose(x -> a.matmul(x), f64(4)).apply(some(2, 3)), a.transpose().matmul(some(2, 3)));
        Fun1<Expr, Tuple2<Expr, Expr>> both = linearTransposeAt((Expr x, Expr y) -> x.times(2).plus(y), some(1, 3), some(1, 3));
        assertNear(both.apply(vector(1, 2, 3))._1, vector(2, 4, 6));
        assertNear(both.apply(vector(1, 2, 3))._2, vector(1, 2, 3));
        Mlp pulled = linearTransposeAt((Mlp m) -> m.b1().times(3), mlp()).apply(vector(1, 2, 3, 4));
        assertNear(pulled.b1(), vector(3, 6, 9, 12));
        assertNear(pulled.w1(), zeros(f64(3, 4)));
    }

    @Test
    void treesAreComputedWhereTheyAreKnown() {
        Tuple2<Expr, Expr> sum = zip(Tuple.of(scalar(1), scalar(2)), Tuple.of(scalar(3), scalar(4)), (a, b) -> a.plus(b));
        assertThat(sum._1).isEqualTo(Tensor.of(4.0));
        assertThat(Fluxion.<List<Expr>>map(List.of(scalar(1), scalar(2)), x -> x.times(2))).containsExactly(Tensor.of(2.0), Tensor.of(4.0));
        assertThat(leaves(mlp())).hasSize(4);
        assertThat(eval(List.of(scalar(1).plus(1)))).isEqualTo(List.of(Tensor.of(2.0)));
        assertThat(toDouble(scalar(1).plus(1))).isEqualTo(2);
    }

    @Test
    void literals() {
        assertThat(eval(scalar(F32, 2)).type()).isEqualTo(f32());
        assertThat(eval(tensor(i32(2, 2), 1, 2, 3, 4)).longAt(1, 0)).isEqualTo(3);
        assertThat(eval(eye(F32, 2)).floats()).containsExactly(1, 0, 0, 1);
        assertThat(eval(arange(4)).ints()).containsExactly(0, 1, 2, 3);
        assertThat(eval(linspace(0, 1, 5)).doubles()).containsExactly(0, 0.25, 0.5, 0.75, 1);
        assertThat(eval(full(f64(2), 3)).doubles()).containsExactly(3, 3);
        assertThat(eval(oneHot(ints(1), 3, DType.F64)).doubles()).containsExactly(0, 1, 0);
        assertThat(eval(iota(i32(2, 2), 0)).ints()).containsExactly(0, 0, 1, 1);
    }

    @Test
    void sixArguments() {
        var f = fn((a, b, c, d, e, g) -> a.times(b).times(c).times(d).times(e).times(g));
        assertNear(f.apply(scalar(1), scalar(2), scalar(3), scalar(4), scalar(5), scalar(6)), scalar(720));
        assertNear(grad(f).<Expr>wrt(5).apply(scalar(1), scalar(2), scalar(3), scalar(4), scalar(5), scalar(6)), scalar(120));
        assertNear(vmap(f).in(0, none(), none(), none(), none(), none()).apply(vector(1, 2), scalar(1), scalar(1), scalar(1), scalar(1), scalar(1)),
                vector(1, 2));
    }

    @Test
    void mamlDifferentiatesThroughASteptOfTraining() {
        record Task(Expr support, Expr query) {}
        var taskLoss = fn((Mlp net, Expr x) -> mean(square(net.apply(x))));
        var adapt = fn((Mlp net, Task t) -> zip(net, grad(taskLoss).apply(net, t.support()), (p, g) -> p.minus(g.times(0.1))));
        var meta = fn((Mlp net, Task ts) -> mean(vmap((Task t) -> taskLoss.apply(adapt.apply(net, t), t.query())).apply(ts)));
        Task tasks = new Task(some(1, 2, 5, 3), some(2, 2, 5, 3));
        Mlp g = grad(meta).apply(mlp(), tasks);
        double h = 1e-6;
        Tensor b2 = (Tensor) mlp().b2();
        Mlp up = new Mlp(mlp().w1(), mlp().b1(), mlp().w2(), b2.with(0, b2.doubleAt(0) + h));
        Mlp down = new Mlp(mlp().w1(), mlp().b1(), mlp().w2(), b2.with(0, b2.doubleAt(0) - h));
        double difference = (toDouble(meta.apply(up, tasks)) - toDouble(meta.apply(down, tasks))) / (2 * h);
        assertThat(eval(g.b2()).doubleAt(0)).isCloseTo(difference, within(1e-6));
    }

    @Test
    void whatIsTakenAtAPointPrintsItself() {
        assertThat(vjp(fn(x -> sin(x)), scalar(2.0)).pullback()).hasToString("ct ↦ −0.4161468365471424·ct");
        assertThat(linearTranspose(fn(x -> x.times(3)), f64(2))).hasToString("ct ↦ 3·ct");
    }

    @Test
    void aStateMayBeginWithNumbers() {
        var fibonacci = fori(0, 10, pair(scalar(0), scalar(1)), (i, c) -> pair(c._2(), c._1().plus(c._2())));
        assertThat(fibonacci._1()).isEqualTo(scalar(55));
        var carried = scan(pair(pair(scalar(0), scalar(1)), scalar(2)), vector(1, 2), (c, x) -> pair(pair(pair(c._1()._2(), c._1()._1().plus(x)), c._2()), x));
        assertThat(carried).isEqualTo(pair(pair(pair(scalar(1), scalar(3)), scalar(2)), vector(1, 2)));
    }

    record Scaled(Expr x, double[] weights, String[] names) {}

    @Test
    void whatATreeCarriesAlongIsWhatItIsNow() {
        double[] weights = {2, 3};
        Scaled s = new Scaled(scalar(1.0), weights, new String[] {"a"});
        var f = fn((Scaled t) -> t.x().times(t.weights()[0]));
        assertThat(eval(f.apply(s)).toDouble()).isEqualTo(2);
        weights[0] = 8;
        assertThat(eval(f.apply(s)).toDouble()).as("another array than the one that was traced").isEqualTo(8);
        assertThat(eval(grad(f).apply(s).x()).toDouble()).isEqualTo(8);
        weights[0] = 2;
        assertThat(eval(f.apply(s)).toDouble()).isEqualTo(2);
        Scaled back = fn((Scaled t) -> t).apply(s);
        back.weights()[0] = 5;
        assertThat(fn((Scaled t) -> t).apply(s).weights()).as("no array that is handed out is the library's own").containsExactly(2, 3);
    }
}
