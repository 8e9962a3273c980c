package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static fluxion.tests.dsl.Near.assertNear;
import static fluxion.tests.dsl.Near.some;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import fluxion.core.TreeException;
import fluxion.core.Var;
import io.vavr.Tuple3;
import io.vavr.Tuple;
import org.junit.jupiter.api.Test;

/** Derivatives at a point, and calls that do not fit their function. */
class PointsTest {
    record Pair(Expr a, Expr b) {}

    record Fixed(Tensor a) {}

    @Test
    void threeArgumentsPushedAndPulled() {
        var f = fn((x, y, z) -> x.times(y).plus(sin(z)));
        Expr x = some(1, 2);
        Expr y = some(2, 2);
        Expr z = some(3, 2);
        assertNear(jvp(f, Tuple.of(x, y, z), Tuple.of(y, x, z)).tangent(), y.square().plus(x.square()).plus(cos(z).times(z)));
        Tuple3<Expr, Expr, Expr> pulled = vjp(f, x, y, z).pullback().apply(ones(f64(2)));
        assertNear(pulled._1, y);
        assertNear(pulled._3, cos(z));
        assertNear(linearize(f, x, y, z).linear().apply(y, x, z), y.square().plus(x.square()).plus(cos(z).times(z)));
    }

    @Test
    void integersAreCarriedWithoutTangents() {
        var f = fn((Expr x, Expr i) -> Tuple.of(x.take(i, 0), i));
        var pushed = jvp(f, Tuple.of(vector(1, 2, 3), scalar(I32, 2)), Tuple.of(vector(4, 5, 6), scalar(I32, 0)));
        assertNear(pushed.tangent()._1, scalar(6));
        assertNear(pushed.tangent()._2, scalar(I32, 0));
        var pulled = vjp(f, vector(1, 2, 3), scalar(I32, 2)).pullback().apply(Tuple.of(scalar(7), scalar(I32, 9)));
        assertNear(pulled._1, vector(0, 0, 7));
        assertNear(pulled._2, scalar(I32, 0));
    }

    @Test
    void tangentsFitTheirPrimals() {
        assertThatThrownBy(() -> jvp(x -> x, vector(1, 2), scalar(1))).isInstanceOf(TreeException.class)
                .hasMessage("jvp: a tangent must have the type of its primal, f64[2]; got f64[] for argument 1");
        assertThatThrownBy(() -> jvp((Object p) -> p, new Pair(scalar(1), scalar(2)), Tuple.of(scalar(1), scalar(2)))).isInstanceOf(TreeException.class)
                .hasMessageContaining("the tangents must have the structure of the primals; got").hasMessageContaining("Pair(a, b)");
        assertThatThrownBy(() -> jvp((x, y) -> x, Tuple.of(scalar(1), scalar(1)), Tuple.of(scalar(1), floats(1))))
                .hasMessage("jvp: a tangent must have the type of its primal, f64[]; got f32[1] for argument 2");
    }

    @Test
    void cotangentsFitTheResult() {
        var pullback = vjp((Expr x) -> new Pair(x, x.times(2)), vector(1, 2)).pullback();
        assertThatThrownBy(() -> pullback.apply(new Pair(vector(1, 2), scalar(1)))).isInstanceOf(TreeException.class)
                .hasMessage("pullback: the cotangent must have the type of the result; got (Pair(a: f64[2], b: f64[])) for (Pair(a: f64[2], b: f64[2]))");
        assertThatThrownBy(() -> vjp(x -> x, vector(1, 2)).pullback().apply(floats(1, 2)))
                .hasMessage("pullback: the cotangent must have the type of the result; got (f32[2]) for (f64[2])");
        assertThatThrownBy(() -> linearize(x -> x, vector(1, 2)).linear().apply(scalar(1)))
                .hasMessage("linearize: the tangent must have the type of the argument; got (f64[]) for (f64[2])");
    }

    @Test
    void onlyLinearFunctionsHaveATranspose() {
        assertThatThrownBy(() -> linearTranspose(x -> x.plus(1), f64(3))).isInstanceOf(TransformException.class).hasMessageContaining("linear");
        assertThatThrownBy(() -> linearTranspose(x -> sin(x), f64(3))).isInstanceOf(TransformException.class).hasMessageContaining("sin");
        assertThatThrownBy(() -> linearTranspose(x -> x, i32(3))).hasMessageContaining("linearTranspose: requires floating-point arguments");
    }

    @Test
    void tracedRecordsHoldExpressions() {
        assertThatThrownBy(() -> fn((Fixed f) -> f.a()).apply(new Fixed(scalar(1)))).isInstanceOf(TreeException.class)
                .hasMessage("tree: Fixed cannot hold f64[] that is not a number yet in a, declared Tensor. Declare it Expr");
    }

    @Test
    void plainNumbersNeedOneTensorOfNothingElse() {
        assertThatThrownBy(() -> fn((Expr x) -> Tuple.of(x, x)).at(1.0)).isInstanceOf(TransformException.class)
                .hasMessageContaining("at: the function must return one tensor").hasMessageContaining("(·, ·)");
        Var outer = new Var("outer", f64());
        assertThatThrownBy(() -> fn(x -> x.times(outer)).at(1.0)).isInstanceOf(TransformException.class)
                .hasMessageContaining("it also depends on outer: f64[]").hasMessageContaining("apply(scalar(2)");
    }

    @Test
    void aFunctionIsAskedForAsManyTypesAsItHasArguments() {
        assertThatThrownBy(() -> fn((x, y) -> x).on(f64())).isInstanceOf(TransformException.class).hasMessage("fn: takes 2 arguments; got 1");
    }
}
