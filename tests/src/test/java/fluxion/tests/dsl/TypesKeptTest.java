package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static fluxion.tests.dsl.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.TransformException;
import fluxion.dsl.Dual;
import fluxion.dsl.Linearized;
import fluxion.dsl.Pulled;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.function.Fun3;
import fluxion.dsl.function.Fun4;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.Tuple3;
import io.vavr.Tuple4;
import io.vavr.Tuple6;
import io.vavr.collection.Array;
import org.junit.jupiter.api.Test;

/**
 * What a verb gives is used at once, without a cast and without a type said twice: that this compiles is most of what is
 * tested here.
 */
final class TypesKeptTest {
    record Model(Expr a, Expr b) {}

    record Log(Expr loss, Expr predicted) {}

    record State(Expr a, Expr b) {}

    // ---- with respect to some arguments ---------------------------------------------------------------------------------

    @Test
    void aDerivativeWithRespectToOneExpressionIsAnExpression() {
        var energy = fn((Expr q, Expr v) -> v.square().sum().times(0.5).times(q.square().sum()));
        var mass = hessian(energy).wrt(1);
        assertNear(solve(mass.apply(vector(1, 2), vector(3, 4)), vector(5, 10)), vector(1, 2));
        assertNear(solve(hessian(energy).wrt(-1).chunk(1).apply(vector(1, 2), vector(3, 4)), vector(5, 10)), vector(1, 2));
        assertNear(grad(energy).wrt(1).apply(vector(1, 2), vector(3, 4)).div(5), vector(3, 4));
        assertNear(grad((x, y) -> x.times(y)).wrt(1).apply(scalar(2), scalar(3)).plus(1), scalar(3));
        assertNear(jacfwd((x, y, z) -> x.times(y).times(z)).wrt(2).apply(scalar(2), scalar(3), scalar(4)).plus(1), scalar(7));
        assertNear(jacrev((x, y, z) -> x.times(y).times(z)).wrt(1).apply(scalar(2), scalar(3), scalar(4)).plus(1), scalar(9));
        assertNear(jacobian((x, y) -> x.times(y)).wrt(1).chunk(1).apply(scalar(2), scalar(3)).plus(1), scalar(3));
        assertNear(valueAndGrad((x, y) -> x.times(y)).wrt(1).apply(scalar(2), scalar(3))._2().plus(1), scalar(3));
        assertNear(jacfwd(jacrev(energy).wrt(1)).wrt(0).apply(vector(1, 2), vector(3, 4)).get(0, 1), scalar(12));
        assertNear(vmap(grad(energy).wrt(1)).apply(matrix(row(1, 2), row(1, 2)), matrix(row(3, 4), row(0, 1))).get(1), vector(0, 5));
    }

    @Test
    void severalAreATupleOfExpressions() {
        var f = fn((x, y, z) -> x.times(y).times(z));
        Tuple2<Expr, Expr> two = grad(f).wrt(0, 2).apply(scalar(2), scalar(3), scalar(5));
        Tuple3<Expr, Expr, Expr> three = grad(f).wrt(2, 1, 0).apply(scalar(2), scalar(3), scalar(5));
        assertNear(two._1().plus(two._2()), scalar(21));
        assertNear(three._1().plus(three._3()), scalar(21));
        assertNear(jacrev(f).wrt(0, 1).apply(scalar(2), scalar(3), scalar(5))._2().plus(1), scalar(11));
        assertNear(valueAndGrad(f).wrt(0, 1).apply(scalar(2), scalar(3), scalar(5))._2()._1().plus(1), scalar(16));
        Fun3<Expr, Expr, Expr, Expr> declared = f;
        assertNear(hessian(declared).wrt(1).apply(scalar(2), scalar(3), scalar(5)).plus(1), scalar(1));
    }

    @Test
    void treesKeepTheirType() {
        var f = fn((Expr x, Model m) -> m.a().times(x).sum().plus(m.b().sum()));
        Expr x = vector(4, 5);
        Model m = new Model(vector(1, 2), vector(3));
        assertNear(grad(f).apply(x, m).plus(0), vector(1, 2));
        assertNear(grad(f).<Model>wrt(1).apply(x, m).a(), vector(4, 5));
        Tuple2<Expr, Model> both = grad(f).<Expr, Model>wrt(0, 1).apply(x, m);
        assertNear(both._2().b(), vector(1));
        assertNear(valueAndGrad(f).<Model>wrt(1).apply(x, m)._2().a(), vector(4, 5));
        assertNear(grad((Model n, Expr y) -> n.a().times(y).sum()).apply(m, x).a(), vector(4, 5));
    }

    @Test
    void aJacobianWithRespectToARecordIsOne() {
        var f = fn((Model m) -> m.a().times(2).plus(m.b()));
        Model m = new Model(vector(1, 2), vector(3, 4));
        assertNear(jacrev(f).apply(m).a(), matrix(row(2, 0), row(0, 2)));
        assertNear(jacfwd(f).apply(m).b(), matrix(row(1, 0), row(0, 1)));
    }

    // ---- at a point -----------------------------------------------------------------------------------------------------

    @Test
    void derivativesAtAPointTakeUpToSixArguments() {
        Fun4<Expr, Expr, Expr, Expr, Expr> f = fn((x, y, z, u) -> x.times(y).times(z).times(u));
        Tuple4<Expr, Expr, Expr, Expr> pulled = vjp(f, scalar(1), scalar(2), scalar(3), scalar(4)).pullback().apply(scalar(1));
        assertNear(pulled._4().plus(1), scalar(7));
        var one = Tuple.of(scalar(1), scalar(0), scalar(0), scalar(0));
        assertNear(jvp(f, Tuple.of(scalar(1), scalar(2), scalar(3), scalar(4)), one).tangent().plus(1), scalar(25));
        assertNear(linearize((x, y, z, u) -> x.times(y).times(z).times(u), scalar(1), scalar(2), scalar(3), scalar(4)).linear()
                .apply(scalar(1), scalar(0), scalar(0), scalar(0)).plus(1), scalar(25));
        Tuple6<Expr, Expr, Expr, Expr, Expr, Expr> six = vjp((x, y, z, u, v, w) -> x.times(y).times(z).times(u).times(v).times(w),
                scalar(1), scalar(2), scalar(3), scalar(4), scalar(5), scalar(6)).pullback().apply(scalar(1));
        assertNear(six._6(), scalar(120));
        var trees = vjp(fn((Model m, Expr x, Expr y, Expr z) -> m.a().times(x).times(y).times(z).sum()),
                new Model(vector(1, 2), scalar(0)), scalar(2), scalar(3), scalar(4));
        assertNear(trees.pullback().apply(scalar(1))._1().a(), vector(24, 24));
    }

    @Test
    void auxPassesThroughEveryDerivative() {
        var f = fn((x, y) -> pair(x.times(y).sum(), x.plus(y)));
        Expr a = vector(1, 2);
        Expr b = vector(3, 4);
        assertNear(withAux(grad(f)).apply(a, b)._2().times(2), vector(8, 12));
        assertNear(withAux(grad(f).wrt(1)).apply(a, b)._1().times(2), vector(2, 4));
        assertNear(withAux(valueAndGrad(f)).apply(a, b)._1()._2().times(2), vector(6, 8));
        assertNear(withAux(grad((x, y) -> pair(x.times(y).sum(), y))).apply(a, b)._2().times(2), vector(6, 8));

        Pulled.WithAux<Expr, Tuple2<Expr, Expr>, Expr> pulled = vjpWithAux(f, a, b);
        assertNear(pulled.value(), scalar(11));
        assertNear(pulled.pullback().apply(scalar(2))._2(), vector(2, 4));
        assertNear(pulled.aux(), vector(4, 6));
        assertNear(vjpWithAux(x -> pair(x.square().sum(), x), a).pullback().apply(scalar(2)), vector(4, 8));
        Dual.WithAux<Expr, Expr> pushed = jvpWithAux(f, pair(a, b), pair(vector(1, 0), vector(0, 0)));
        assertNear(pushed.tangent(), scalar(3));
        assertNear(pushed.aux(), vector(4, 6));
        Linearized.WithAux<Expr, Fun2<Expr, Expr, Expr>, Expr> linear = linearizeWithAux(f, a, b);
        assertNear(linear.value(), scalar(11));
        assertNear(linear.linear().apply(vector(1, 0), vector(0, 1)), scalar(5));
        assertNear(linear.aux(), vector(4, 6));

        var logged = fn((Model m, Expr x) -> Tuple.of(m.a().times(x).sum(), new Log(m.b(), x.gt(1))));
        Model m = new Model(a, scalar(3));
        Tuple2<Model, Log> both = withAux(grad(logged)).apply(m, b);
        assertNear(both._1().a(), b);
        assertThat(vjpWithAux(logged, m, b).aux().predicted().type()).hasToString("bool[2]");
        assertNear(vjpWithAux(logged, m, b).pullback().apply(scalar(2))._1().a(), vector(6, 8));
        assertNear(grad(fn((Expr s) -> vjpWithAux(logged, m, b.times(s)).pullback().apply(s)._1().a().sum())).apply(scalar(1)), scalar(14));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // says a pair and gives three
    void auxNeedsAPair() {
        Fun1<Expr, Tuple2<Expr, Expr>> three = (Fun1) fn((Expr x) -> Tuple.of(x, x, x));
        assertThatThrownBy(() -> vjpWithAux(three, vector(1))).isInstanceOf(TransformException.class)
                .hasMessage("vjpWithAux: the function must return a pair (result, aux); it returned (f64[1], f64[1], f64[1])");
        assertThatThrownBy(() -> jvpWithAux(three, vector(1), vector(1))).hasMessageStartingWith("jvpWithAux: the function must");
    }

    // ---- small things ---------------------------------------------------------------------------------------------------

    @Test
    void theShareThatHoldsIsAMean() {
        assertThat(eval(mean(ints(1, 2, 3, 4).eq(ints(1, 2, 4, 4))))).isEqualTo(scalar(0.75));
        assertThat(eval(matrix(row(1, 2), row(3, 4)).gt(2).mean(1))).isEqualTo(vector(0, 1));
        assertThat(eval(eye(2, 3))).isEqualTo(matrix(row(1, 0, 0), row(0, 1, 0)));
    }

    // ---- loops ----------------------------------------------------------------------------------------------------------

    @Test
    void statesAreTuplesOrRecords() {
        var fibonacci = fori(0, 10, Tuple.of(scalar(0), scalar(1)), (i, s) -> Tuple.of(s._2(), s._1().plus(s._2())));
        assertNear(fibonacci._1(), scalar(55));
        State state = fori(0, 10, new State(scalar(0), scalar(1)), (i, s) -> new State(s.b(), s.a().plus(s.b())));
        assertNear(state.a(), scalar(55));
        assertNear(whileLoop(new State(scalar(0), scalar(1)), s -> s.a().lt(50), s -> new State(s.b(), s.a().plus(s.b()))).a(),
                scalar(55));
        var scanned = scan(new State(scalar(0), scalar(1)), vector(1, 2, 3), (s, x) -> pair(new State(s.b(), s.a().plus(x)), s.a()));
        assertNear(scanned._1().a().plus(scanned._2().sum()), scalar(5));
    }

    @Test
    void aStepOfScanMayGiveAnything() {
        var nothing = scan(scalar(1), vector(1, 2, 3), (Expr c, Expr x) -> Tuple.of(c.plus(x), Array.empty()));
        assertNear(nothing._1().plus(0), scalar(7));
        assertNear(scan(scalar(1), vector(1, 2, 3), (c, x) -> pair(c.plus(x), c))._2().plus(0), vector(1, 2, 4));
        assertNear(scan(scalar(1), vector(1, 2, 3), (c, x) -> pair(c.plus(x), pair(c, x)))._2()._2().plus(0), vector(1, 2, 3));
        assertNear(scan(scalar(1), vector(1, 2, 3), (c, x) -> pair(c.plus(x), new State(c, x)))._2().b(), vector(1, 2, 3));
        assertNear(mapEach(vector(1, 2, 3), x -> pair(x, x.square()))._2().plus(0), vector(1, 4, 9));
    }

    // ---- functions to pairs, functions as arguments ---------------------------------------------------------------------

    @Test
    void lambdasWithoutTypesMayGiveTrees() {
        assertNear(vmap((c, a) -> pair(c.plus(a), c)).apply(vector(1, 2), vector(3, 4))._1().plus(1), vector(5, 7));
        assertNear(fn(x -> new State(x, x.square())).apply(scalar(3)).b(), scalar(9));
        assertThat(fn((x, y) -> pair(x.plus(y), x.times(y)))).hasToString("(x, y) ↦ (x + y, x·y)");
        assertNear(checkpoint(x -> pair(x, x.sin())).apply(scalar(0))._2(), scalar(0));
    }

    @Test
    void solversTakeFunctions() {
        Expr a = matrix(row(2, 1), row(1, 3));
        assertNear(customLinearSolve(fn((Expr v) -> a.matmul(v)), vector(1, 2), (map, b) -> solve(a, b)), solve(a, vector(1, 2)));
        assertNear(customLinearSolve(v -> a.matmul(v), vector(1, 2), (map, b) -> solve(a, b)), solve(a, vector(1, 2)));
        assertNear(taylor(fn(x -> x.sin()), scalar(0), 3).derivative(3), scalar(-1));
    }

    @Test
    void aLambdaWithoutAResultIsRefused() {
        assertThatThrownBy(() -> fn((Expr x) -> { x.sin(); })).isInstanceOf(TransformException.class)
                .hasMessage("fn: the lambda must return its result; got one that returns nothing");
        assertThatThrownBy(() -> hessian((Model m, Expr x) -> { m.a().times(x); })).isInstanceOf(TransformException.class);
    }
}
