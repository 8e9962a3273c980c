package fluxion.tests.onnx;

import static fluxion.dsl.Fluxion.*;
import static fluxion.tests.onnx.ModelBytes.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.dsl.onnx.OnnxModel;
import org.junit.jupiter.api.Test;

/** Models that round to integers of few bits, and what else depends on the element types that a file says. */
class QuantizedModelsTest {
    private static final long UINT8 = 2;
    private static final long INT8 = 3;
    private static final long UINT32 = 12;

    private static byte[] value(String name, long type) {
        return message(1, name, 2, message(1, message(1, type, 2, message(1, message(1, 4L)))));
    }

    private static byte[] node(String operator, String output, String... inputs) {
        Object[] fields = new Object[2 * inputs.length + 4];
        for (int i = 0; i < inputs.length; i++) {
            fields[2 * i] = 1;
            fields[2 * i + 1] = inputs[i];
        }
        fields[2 * inputs.length] = 2;
        fields[2 * inputs.length + 1] = output;
        fields[2 * inputs.length + 2] = 4;
        fields[2 * inputs.length + 3] = operator;
        return message(fields);
    }

    private static byte[] zero(String name, long type, long value) {
        return message(2, type, 5, value, 8, name);
    }

    private static byte[] number(String name, float value) {
        return message(2, 1L, 4, value, 8, name);
    }

    private static OnnxModel model(Object... graph) {
        byte[] bytes = message(1, 8L, 7, message(graph), 8, message(2, 21L));
        return fromOnnx(bytes);
    }

    private static OnnxModel thereAndBack(long type, long zero) {
        return model(1, node("QuantizeLinear", "q", "x", "scale", "zero"), 1, node("DequantizeLinear", "y", "q", "scale", "zero"),
                5, number("scale", 0.5f), 5, zero("zero", type, zero), 11, value("x", 1), 12, message(1, "y"));
    }

    @Test
    void theEndsAreThoseOfTheType() {
        Expr x = floats(-300, -0.75f, 0.75f, 300);
        OnnxModel unsigned = thereAndBack(UINT8, 4);
        assertThat(unsigned.apply(unsigned.weights(), x)).isEqualTo(floats(-2, -1, 1, 125.5f));
        OnnxModel signed = thereAndBack(INT8, 0);
        assertThat(signed.apply(signed.weights(), x)).isEqualTo(floats(-64, -1, 1, 63.5f));
    }

    @Test
    void whatIsRoundedDoesNotMove() {
        OnnxModel model = thereAndBack(UINT8, 4);
        var slope = grad(fn((Expr x) -> model.apply(model.weights(), x).sum()));
        assertThat(slope.apply(floats(-300, -0.75f, 0.75f, 300))).isEqualTo(eval(zeros(f32(4))));
    }

    @Test
    void lanesAreQuantizedAlike() {
        OnnxModel model = thereAndBack(INT8, 0);
        Expr x = eval(normal(key(3), f32(6, 4)));
        assertThat(vmap(fn((Expr row) -> model.apply(model.weights(), row))).apply(x))
                .isEqualTo(eval(x.div(0.5f).round().cast(I32).cast(F32).times(0.5f)));
    }

    @Test
    void aZeroPointThatIsComputedHasNoType() {
        OnnxModel model = model(1, node("Add", "zero", "u", "v"), 1, node("QuantizeLinear", "y", "x", "scale", "zero"),
                5, number("scale", 0.5f), 5, zero("u", UINT8, 3), 5, zero("v", UINT8, 4), 11, value("x", 1), 12, message(1, "y"));
        assertThatThrownBy(() -> model.apply(model.weights(), floats(1, 2, 3, 4))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("the type of the zero point, input 2, must be said in the file");
    }

    @Test
    void bitsAreTurnedInTheirWidth() {
        for (long type : new long[] {UINT8, INT8, UINT32}) {
            OnnxModel model = model(1, node("BitwiseNot", "y", "x"), 11, value("x", type), 12, message(1, "y"));
            Expr x = type == UINT32 ? ints(0, 1, 2, 3).cast(I64) : ints(0, 1, 2, 3);
            Expr most = scalar(type == UINT8 ? 255 : type == UINT32 ? 4_294_967_295L : -1L).cast(x.dtype());
            assertThat(model.apply(model.weights(), eval(x))).isEqualTo(eval(most.minus(x)));
        }
    }
}
