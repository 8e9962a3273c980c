package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static fluxion.tests.dsl.Near.assertNear;
import static fluxion.tests.dsl.Near.some;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import fluxion.core.op.Binary;
import fluxion.core.op.Power;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.tree.NamedBlocks;
import io.vavr.Tuple1;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviours 1 to 24 of differentiation that a naive implementation gets wrong. */
class AdStructureTest {
    record Pair(Expr a, Expr b) {}

    @Test
    @DisplayName("1: a gradient inside a gradient does not confuse the two")
    void b01() {
        assertNear(grad(x -> x.times(grad(y -> x.times(y)).apply(scalar(2)))).apply(scalar(3)), scalar(6));
        assertNear(grad(x -> x.times(grad(y -> x.plus(y)).apply(scalar(2)))).apply(scalar(1)), scalar(1));
    }

    @Test
    @DisplayName("2: the pullback is differentiable in its cotangent")
    void b02() {
        Expr x = scalar(0.7);
        var pullback = vjp(t -> sin(t), x).pullback();
        assertNear(grad(pullback).apply(scalar(1)), cos(x));
        // and in the point
        assertNear(grad(p -> vjp(t -> sin(t), p).pullback().apply(scalar(1))).apply(x), sin(x).neg());
    }

    @Test
    @DisplayName("3: the pullback can be called again and again, and mapped")
    void b03() {
        Tensor x = some(1, 3);
        var pullback = vjp(t -> sin(t).times(t), x).pullback();
        Expr one = pullback.apply(some(2, 3));
        assertNear(pullback.apply(some(2, 3)), one);
        Tensor many = some(3, 4, 3);
        assertNear(vmap(pullback).apply(many), stack(0, Array.range(0, 4).map(i -> pullback.apply(many.get(i)))));
    }

    @Test
    @DisplayName("4: stopGradient holds at every order")
    void b04() {
        var f = fn(x -> square(x).minus(stopGradient(square(x))));
        assertNear(grad(f).apply(scalar(3)), scalar(6));
        assertNear(grad(grad(f)).apply(scalar(3)), scalar(2));
        var g = fn(x -> x.pow(3).minus(stopGradient(grad(t -> t.pow(4).times(0.25)).apply(x))));
        assertNear(grad(g).apply(scalar(2)), scalar(12));
        assertNear(grad(grad(g)).apply(scalar(2)), scalar(12));
    }

    @Test
    @DisplayName("5: the derivative of a constant is zeros of the input's shape; strict refuses it")
    void b05() {
        Tensor x = some(1, 2, 3);
        var constant = fn(t -> scalar(4));
        assertNear(grad(constant).apply(x), zeros(f64(2, 3)));
        assertNear(vjp(constant, x).pullback().apply(scalar(1)), zeros(f64(2, 3)));
        assertNear(jvp(constant, x, some(2, 2, 3)).tangent(), scalar(0));
        assertNear(grad(t -> full(f32(), 2)).apply(x), zeros(f64(2, 3)));
        assertNear(grad((Expr t) -> 3.0).apply(x), zeros(f64(2, 3)));
        assertThatThrownBy(() -> strictJvp(constant, x, x)).isInstanceOf(TransformException.class)
                .hasMessage("jvp: strict needs every result to depend on the arguments; got f64[], which does not");
        assertNear(strictJvp(t -> sum(t), x, ones(f64(2, 3))).tangent(), scalar(6));
    }

    @Test
    @DisplayName("6: the second Jacobian of a linear function is zeros of full shape")
    void b06() {
        Tensor w = some(1, 5, 3);
        assertNear(jacrev(jacrev(x -> w.matmul(x))).apply(some(2, 3)), zeros(f64(5, 3, 3)));
        assertNear(hessian(x -> w.matmul(x)).apply(some(2, 3)), zeros(f64(5, 3, 3)));
    }

    @Test
    @DisplayName("7: an unused leaf has zeros")
    void b07() {
        Pair g = grad((Pair p) -> sum(p.a())).apply(new Pair(some(1, 2), some(2, 3, 2)));
        assertNear(g.a(), ones(f64(2)));
        assertNear(g.b(), zeros(f64(3, 2)));
    }

    @Test
    @DisplayName("8: linearizing a constant part gives a usable zero tangent")
    void b08() {
        var at = linearize((Expr x) -> Tuple.of(x, scalar(1)), scalar(3));
        assertNear(at.value()._2, scalar(1));
        Tuple2<Expr, Tensor> tangents = at.linear().apply(scalar(5));
        assertNear(tangents._1, scalar(5));
        assertNear(tangents._2.plus(1), scalar(1));
    }

    @Test
    @DisplayName("9: captured values have no cotangent, and cotangents of an argument used twice add")
    void b09() {
        Expr y = scalar(4);
        var f = fn((Expr w, Expr x) -> List.of(y, y, x));
        Tuple2<Expr, Expr> pulled = vjp(f, scalar(1), scalar(2)).pullback().apply(List.of(scalar(1), scalar(1), scalar(1)));
        assertNear(pulled._1, scalar(0));
        assertNear(pulled._2, scalar(1));
        assertNear(vjp((Expr x) -> Tuple.of(x, x), scalar(1)).pullback().apply(Tuple.of(scalar(2), scalar(3))), scalar(5));
    }

    @Test
    @DisplayName("10: with respect to any positions: a tuple in their order, negative ones from the end, duplicates refused")
    void b10() {
        var f = fn((x, y) -> x.times(y).times(y));
        Fun2<Expr, Expr, Tuple2<Expr, Expr>> both = grad(f).wrt(1, 0);
        Tuple2<Expr, Expr> g = both.apply(scalar(2), scalar(3));
        assertNear(g._1, scalar(12));
        assertNear(g._2, scalar(9));
        Tuple1<Expr> single = grad(f).<Tuple1<Expr>>wrt(Ints.of(0)).apply(scalar(2), scalar(3));
        assertNear(single._1, scalar(9));
        assertNear(grad(f).<Expr>wrt(-1).apply(scalar(2), scalar(3)), scalar(12));
        assertThatThrownBy(() -> grad(f).wrt(0, -2)).isInstanceOf(TransformException.class)
                .hasMessage("grad: wrt positions must be distinct; got [0, -2] for a function of 2 arguments, which means [0, 0]");
        assertThatThrownBy(() -> grad(f).wrt(2)).hasMessage("grad: wrt positions must be from -2 to 1; got [2] for a function of 2 arguments");
        assertThatThrownBy(() -> grad(f).wrt(Ints.empty())).hasMessage("grad: wrt needs at least one position; got none");
        Tuple2<Expr, Tuple2<Expr, Expr>> valued = valueAndGrad(f).<Tuple2<Expr, Tuple2<Expr, Expr>>>wrt(0, 1).apply(scalar(2), scalar(3));
        assertNear(valued._1, scalar(18));
        assertNear(valued._2._2, scalar(12));
        Tuple2<Expr, Expr> jacobians = jacrev(f).<Tuple2<Expr, Expr>>wrt(0, 1).apply(vector(1, 2), vector(3, 4));
        assertNear(jacobians._2, diag(vector(6, 16)));
    }

    @Test
    @DisplayName("11: aux is passed on as it is, also through nested gradients")
    void b11() {
        var f = fn((Expr x) -> Tuple.of(x.pow(3), new Pair(x.times(2), ints(7))));
        Fun1<Expr, Tuple2<Expr, Pair>> g = grad(f).withAux();
        Tuple2<Expr, Pair> first = g.apply(scalar(2));
        assertNear(first._1, scalar(12));
        assertNear(first._2.a(), scalar(4));
        assertNear(first._2.b(), ints(7));
        Tuple2<Expr, Pair> second = grad(g).<Pair>withAux().apply(scalar(2));
        assertNear(second._1, scalar(12));
        assertNear(second._2.a(), scalar(4));
        Tuple2<Tuple2<Expr, Expr>, Pair> valued = valueAndGrad(f).<Pair>withAux().apply(scalar(2));
        assertNear(valued._1._1, scalar(8));
        assertNear(valued._1._2, scalar(12));
        Tuple2<Object, Expr> jacobian = jacfwd((Expr x) -> Tuple.of(x.square(), sum(x))).<Expr>withAux().apply(vector(1, 2));
        assertNear((Expr) jacobian._1, diag(vector(2, 4)));
        assertNear(jacobian._2, scalar(3));
    }

    @Test
    @DisplayName("12: a gradient needs a scalar; shape (1,) is none")
    void b12() {
        assertThatThrownBy(() -> grad(x -> x).apply(some(1, 64))).isInstanceOf(TransformException.class)
                .hasMessage("grad: the function must return a scalar; it returned f64[64]. Use jacrev for a Jacobian, or sum(·) first");
        assertThatThrownBy(() -> grad(x -> x).apply(some(1, 1))).isInstanceOf(TransformException.class)
                .hasMessageContaining("it returned f64[1]").hasMessageContaining("squeeze()");
        assertThatThrownBy(() -> grad((Expr x) -> Tuple.of(sum(x), x)).apply(some(1, 2)))
                .hasMessage("grad: the function must return a scalar; it returned (f64[], f64[2]). Use withAux() if the second part is only to be passed on");
        assertThatThrownBy(() -> grad(x -> sum(x)).withAux().apply(some(1, 2)))
                .hasMessage("grad: withAux() needs a function that returns a pair (result, aux); it returned f64[]");
    }

    @Test
    @DisplayName("13: integers have no derivative, neither as argument nor as result")
    void b13() {
        assertThatThrownBy(() -> grad(x -> sum(x)).apply(ints(1, 2, 3))).isInstanceOf(TransformException.class)
                .hasMessage("grad: requires floating-point arguments to differentiate with respect to; got i32[3] for argument 1. "
                        + "Cast it to f64 or f32, or choose other arguments with wrt");
        assertThatThrownBy(() -> grad((Pair p) -> sum(p.a())).apply(new Pair(some(1, 2), ints(1))))
                .hasMessageContaining("got i32[1] for argument 1 (b)");
        assertThatThrownBy(() -> grad(x -> sum(x.cast(I32))).apply(some(1, 3))).isInstanceOf(TransformException.class)
                .hasMessageContaining("must return a floating-point scalar; it returned i32[]");
        assertThatThrownBy(() -> jacrev(x -> x.cast(I32)).apply(some(1, 3))).hasMessageContaining("must return floating-point tensors; it returned i32[3]");
        // an integer argument that is not differentiated is fine
        assertNear(grad((x, i) -> x.take(i, 0)).apply(vector(1, 2), scalar(I32, 1)), vector(0, 1));
    }

    @Test
    @DisplayName("14: through argmax the derivative is zero")
    void b14() {
        assertNear(grad(x -> x.argmax(0).cast(F64)).apply(some(1, 5)), zeros(f64(5)));
    }

    @Test
    @DisplayName("15: indexing has a one-hot gradient, and repeated indices accumulate")
    void b15() {
        assertNear(grad(x -> x.get(2)).apply(some(1, 4)), vector(0, 0, 1, 0));
        assertNear(grad((x, i) -> sum(x.take(i, 0))).apply(some(1, 4), ints(1, 3, 1)), vector(0, 2, 0, 1));
    }

    @Test
    @DisplayName("16: the axes of a Jacobian are those of the result, then those of the argument")
    void b16() {
        Tensor w = some(1, 3, 2);
        Tensor v = some(2, 4, 1);
        Tensor x = some(3, 2, 4);
        Expr expected = einsum("ij,lk->ikjl", w, v);
        assertNear(jacrev(t -> w.matmul(t).matmul(v)).apply(x), expected);
        assertNear(jacfwd(t -> w.matmul(t).matmul(v)).apply(x), expected);
        for (var jacobian : Array.of(jacrev(t -> sin(t)), jacfwd(t -> sin(t)))) {
            assertNear(jacobian.apply(scalar(1)), cos(scalar(1)));
            assertNear(jacobian.apply(vector(1)), cos(vector(1)).reshape(1, 1));
        }
    }

    @Test
    @DisplayName("17: the Jacobian of trees has the result's structure outside, the argument's inside, zero blocks included")
    void b17() {
        var f = fn((Pair p) -> Tuple.of(sin(p.a()), p.b().times(2)));
        Tensor a = some(1, 2);
        Tensor b = some(2, 3);
        for (var jacobian : Array.of(jacrev(f), jacfwd(f))) {
            Tuple2<Pair, Pair> blocks = asPairs(jacobian.apply(new Pair(a, b)));
            assertNear(blocks._1.a(), diag(cos(a)));
            assertNear(blocks._1.b(), zeros(f64(2, 3)));
            assertNear(blocks._2.a(), zeros(f64(3, 2)));
            assertNear(blocks._2.b(), eye(3).times(2));
        }
        // a record that cannot hold trees becomes blocks
        NamedBlocks nested = (NamedBlocks) jacrev((Pair p) -> new Pair(sin(p.a()), p.b())).apply(new Pair(a, b));
        assertNear(nested.at("a", "a"), diag(cos(a)));
        assertNear(nested.at("b", "a"), zeros(f64(3, 2)));
        // of one tensor it has the argument's structure
        Pair row = jacrev((Pair p) -> p.a().times(p.b().get(0))).apply(new Pair(a, b));
        assertNear(row.b(), concatenate(1, a.expandDims(1), zeros(f64(2, 2))));
        NamedBlocks hessian = (NamedBlocks) hessian((Pair p) -> sum(p.a()).times(sum(p.b()))).apply(new Pair(a, b));
        assertNear(hessian.at("a", "b"), ones(f64(2, 3)));
        assertNear(hessian.at("a", "a"), zeros(f64(2, 2)));
    }

    @SuppressWarnings("unchecked") // what the Jacobian of these functions is
    private static Tuple2<Pair, Pair> asPairs(Object jacobian) {
        return (Tuple2<Pair, Pair>) jacobian;
    }

    @ParameterizedTest(name = "18: a Jacobian in chunks of {0} is the whole one")
    @ValueSource(ints = {1, 2, 3, 4, 7, 10, 1000})
    void b18(int chunk) {
        Tensor w = some(1, 7, 4);
        Tensor x = some(2, 4);
        var f = fn(t -> tanh(w.matmul(t)));
        assertNear(jacrev(f).chunk(chunk).apply(x), jacrev(f).apply(x));
        assertNear(jacfwd(f).chunk(chunk).apply(x), jacrev(f).apply(x));
        assertNear(hessian(f).chunk(chunk).apply(x), hessian(f).apply(x));
    }

    @ParameterizedTest(name = "18: a chunk of {0} is refused")
    @ValueSource(ints = {0, -1})
    void b18Refused(int chunk) {
        assertThatThrownBy(() -> jacrev(x -> x).chunk(chunk)).isInstanceOf(TransformException.class)
                .hasMessage("jacrev: the chunk size must be positive; got " + chunk);
        assertThatThrownBy(() -> vmap(x -> x).chunk(chunk)).hasMessage("vmap: the chunk size must be positive; got " + chunk);
    }

    @Test
    @DisplayName("19: vmap of hessian is vmap of jacrev twice, also where two arguments are one")
    void b19() {
        var f = fn((x, y) -> sum(sin(x).times(y).times(y)));
        var aliased = fn(x -> f.apply(x, x));
        Tensor xs = some(1, 4, 3);
        assertNear(vmap(hessian(aliased)).apply(xs), vmap(jacrev(jacrev(aliased))).apply(xs));
        assertNear(vmap(hessian(f)).apply(xs, xs), vmap(jacrev(jacrev(f))).apply(xs, xs));
    }

    @Test
    @DisplayName("20: each gradient leaf has its argument's dtype")
    void b20() {
        Pair g = grad((Pair p) -> sum(p.a().times(p.b()))).apply(new Pair(some(1, 3), floats(1, 2, 3)));
        assertThat(g.a().type()).isEqualTo(f64(3));
        assertThat(g.b().type()).isEqualTo(f32(3));
    }

    @Test
    @DisplayName("21: scalar and other results side by side")
    void b21() {
        var f = fn((Expr x, Expr y) -> Tuple.of(sum(x), sum(y), x.times(y)));
        Tensor x = some(1, 3);
        Tensor y = some(2, 3);
        Tuple2<Expr, Expr> pulled = vjp(f, x, y).pullback().apply(Tuple.of(scalar(2), scalar(3), ones(f64(3))));
        assertNear(pulled._1, y.plus(2));
        assertNear(pulled._2, x.plus(3));
        var pushed = jvp(f, Tuple.of(x, y), Tuple.of(ones(f64(3)), zeros(f64(3))));
        assertNear(pushed.tangent()._1, scalar(3));
        assertNear(pushed.tangent()._2, scalar(0));
        assertNear(pushed.tangent()._3, y);
    }

    @Test
    @DisplayName("22: a linearized polynomial contains no power")
    void b22() {
        var linear = linearize(x -> x.pow(5).plus(x.pow(2).times(3)).plus(pow(x, 2.5)), vector(2, 3)).linear();
        assertThat(Graph.topological(linear.on(f64(2)).results()))
                .noneMatch(node -> node instanceof Apply apply && (apply.op() instanceof Power || apply.op() == Binary.POW));
        assertNear(linear.apply(vector(1, 1)), vector(80 + 12 + 2.5 * Math.pow(2, 1.5), 405 + 18 + 2.5 * Math.pow(3, 1.5)));
    }

    @Test
    @DisplayName("23: the gradient of a broadcast operand sums back")
    void b23() {
        Tensor big = some(1, 4, 3);
        assertNear(grad(x -> sum(x.times(big))).apply(some(2, 1, 3)), big.sum(0).expandDims(0));
        assertNear(grad(x -> sum(x.times(big))).apply(scalar(2)), big.sum());
        assertNear(grad(x -> sum(big.plus(x))).apply(some(2, 3)), full(f64(3), 4));
    }

    @Test
    @DisplayName("24: a captured value is what it was, and nothing can be written to")
    void b24() {
        double[] numbers = {1, 2, 3};
        Tensor captured = Tensor.of(numbers);
        var f = fn(x -> sum(x.times(captured)));
        assertNear(grad(f).apply(some(1, 3)), vector(1, 2, 3));
        numbers[0] = 100;
        captured.with(1, 100.0);
        eval(grad(f).apply(some(1, 3))).doubles()[2] = 100;
        assertNear(grad(f).apply(some(1, 3)), vector(1, 2, 3));
    }

    @Test
    @DisplayName("24: a value that escaped from its function is no number")
    void b24Escaped() {
        Expr[] escaped = new Expr[1];
        fn(x -> {
            escaped[0] = sin(x);
            return x;
        }).apply(scalar(1));
        assertThatThrownBy(() -> toDouble(escaped[0])).hasMessage("toDouble: the value must be known; got an expression f64[] of x: f64[], "
                + "which is a number only when its function is called. Return the expression from the function instead");
    }

    /** Of a function with a tree of results, for any number of arguments. */
    @Test
    void jacobiansOfTrees() {
        Expr a = vector(1, 2);
        Expr b = vector(3, 4);
        Tuple2<Expr, Expr> one = jacrev((Expr x) -> Tuple.of(x.square(), sum(x))).<Tuple2<Expr, Expr>>wrt(0).apply(a);
        assertNear(one._1, matrix(row(2, 0), row(0, 4)));
        Tuple2<Expr, Expr> two = jacfwd((Expr x, Expr y) -> Tuple.of(x.times(y), sum(y))).<Tuple2<Expr, Expr>>wrt(1).apply(a, b);
        assertNear(two._1, matrix(row(1, 0), row(0, 2)));
        Tuple2<Expr, Expr> three = fn((Expr x, Expr y, Expr z) -> Tuple.of(x.times(z), sum(y))).<Tuple2<Expr, Expr>, Object>jacrev().apply(a, a, b);
        assertNear(three._1, matrix(row(3, 0), row(0, 4)));
        assertNear(three._2, zeros(f64(2)));
    }
}
