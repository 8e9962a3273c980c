package fluxion.tests.onnx;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.onnx.OnnxModel;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import org.junit.jupiter.api.Test;

/** What a user does with a model: weights, derivatives, lanes, printing, and what is said where something does not fit. */
class OnnxModelTest {
    private static final Tensor W = Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 6}});
    private static final OnnxModel MODEL = fromOnnx(toOnnx("net", fn((Expr x) -> tanh(x.matmul(W).times(0.1f))).on(f32(4, 3))));

    @Test
    void weightsAreNamedAndDifferentiable() {
        assertThat(MODEL.weights().values().toList()).containsExactly(W);
        Expr x = tensor(f32(4, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 0, -1);
        var loss = fn((LinkedHashMap<String, Expr> w, Expr v) -> MODEL.apply(w, v).square().sum());
        Tensor slopes = eval(grad(loss).apply(MODEL.weights(), x).head()._2);
        Tensor same = eval(grad(fn((Expr w) -> tanh(x.matmul(w).times(0.1f)).square().sum())).apply(W));
        assertThat(slopes.doubles()).containsExactly(same.doubles(), within(1e-6));
    }

    @Test
    void weightsThatAreNotGivenKeepTheirValues() {
        Expr x = ones(f32(4, 3));
        assertThat(MODEL.apply(LinkedHashMap.empty(), x)).isEqualTo(MODEL.apply(MODEL.weights(), x));
    }

    @Test
    void itRunsOverLanesAndPrints() {
        Expr x = tensor(f32(2, 4, 3), java.util.stream.DoubleStream.iterate(0, v -> v + 0.25).limit(24).toArray());
        Expr lanes = vmap(MODEL.function()).in(none(), axis(0)).apply(MODEL.weights(), x);
        assertThat(lanes).isEqualTo(Tensor.class.cast(eval(fluxion.core.Movements.stack(0,
                Array.of(0, 1).map(i -> MODEL.apply(MODEL.weights(), eval(x.get(i))))))));
        assertThat(MODEL.function().on(MODEL.weights(), f32(4, 3)).toString()).contains("tanh");
        assertThat(MODEL).hasToString("(input0: f32[4,3]) ↦ (result0: f32[4,2]); 1 weights of 6 elements; Identity, MatMul, Mul, "
                + "Reshape ×3, Tanh");
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertThatThrownBy(() -> MODEL.apply(MODEL.weights(), ones(f32(5, 3)))).isInstanceOf(FluxionException.class)
                .hasMessage("onnx: the input must be input0: f32[4,3]; got f32[5,3]");
        assertThatThrownBy(() -> MODEL.apply(MODEL.weights(), ones(i32(4, 3)))).hasMessageContaining("Convert it with cast(F32)");
        assertThatThrownBy(() -> MODEL.apply(MODEL.weights())).hasMessage("onnx: the model takes input0: f32[4,3]; got 0 arguments");
        assertThatThrownBy(() -> MODEL.apply(LinkedHashMap.of("other", W), ones(f32(4, 3))))
                .hasMessageContaining("the model must have a weight \"other\"");
        String name = MODEL.weights().head()._1;
        assertThatThrownBy(() -> MODEL.apply(LinkedHashMap.of(name, floats(1)), ones(f32(4, 3))))
                .hasMessage("onnx: the weight " + name + " must be f32[3,2]; got f32[1]");
    }

    /** Wider arguments make a wider model. */
    @Test
    void doublesAreTakenForFloats() {
        LinkedHashMap<String, Expr> wide = MODEL.weights().mapValues(w -> eval(w.cast(F64)));
        assertThat(MODEL.apply(wide, ones(f64(4, 3))).dtype()).isEqualTo(F64);
    }

    @Test
    void modelsTravel() {
        OnnxModel received = fromBytes(toBytes(MODEL), OnnxModel.class, "*");
        assertThat(received.apply(received.weights(), ones(f32(4, 3)))).isEqualTo(MODEL.apply(MODEL.weights(), ones(f32(4, 3))));
        Fun2<?, ?, ?> function = fromBytes(toBytes(grad(fn((LinkedHashMap<String, Expr> w, Expr x) -> MODEL.apply(w, x).sum()))),
                Fun2.class, "*");
        assertThat(function.arity()).isEqualTo(2);
    }

    @Test
    void inputsCanBeFixed() {
        OnnxModel closed = MODEL.fixed(LinkedHashMap.of("input0", eval(ones(f32(4, 3)))));
        assertThat(closed.inputs()).isEmpty();
        assertThat(closed.apply(closed.weights())).isEqualTo(MODEL.apply(MODEL.weights(), ones(f32(4, 3))));
        assertThatThrownBy(() -> MODEL.fixed(LinkedHashMap.of("x", W))).hasMessageContaining("the model must have an input \"x\"");
    }
}
