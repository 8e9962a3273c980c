package fluxion.tests.onnx;

import static fluxion.dsl.Fluxion.*;
import static fluxion.tests.onnx.ModelBytes.message;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.dsl.onnx.OnnxModel;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** What no exporter makes small: operators that a model defines itself, sequences, names for open axes. */
class LocalFunctionsTest {
    private static byte[] open(String name, Object... symbols) {
        Object[] dims = new Object[2 * symbols.length];
        for (int i = 0; i < symbols.length; i++) {
            dims[2 * i] = 1;
            dims[2 * i + 1] = symbols[i] instanceof String symbol ? message(2, symbol) : message(1, symbols[i]);
        }
        return message(1, name, 2, message(1, message(1, 1L, 2, message(dims))));
    }

    private static OnnxModel model(byte[] graph, Object... more) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(message(1, 8L, 7, graph, 8, message(2, 17L)));
        bytes.writeBytes(message(more));
        return fromOnnx(bytes.toByteArray());
    }

    /** leaky(x; a) = LeakyRelu(x; alpha = a), with a = 0.5 where a call does not say it. */
    @Test
    void functionsOfTheModelTakeAttributes() {
        byte[] alpha = message(1, "alpha", 20, 1L, 21, "a");
        byte[] function = message(1, "leaky", 4, "x", 5, "y", 7, message(1, "x", 2, "y", 4, "LeakyRelu", 5, alpha), 10, "own",
                11, message(1, "a", 2, 0.5f, 20, 1L));
        byte[] first = message(1, "x", 2, "u", 4, "leaky", 7, "own");
        byte[] second = message(1, "u", 2, "y", 4, "leaky", 7, "own", 5, message(1, "a", 2, 0.25f, 20, 1L));
        OnnxModel model = model(message(1, first, 1, second, 11, open("x", "n"), 12, message(1, "y")), 25, function);
        assertThat(model.apply(model.weights(), floats(2, -8))).isEqualTo(floats(2, -1));
        assertThat(grad(model.function().andThen(y -> y.sum())).apply(model.weights(), floats(2, -8))).isEqualTo(model.weights());
    }

    /** Sequences are taken apart and put together when the function is traced. */
    @Test
    void sequencesArePutTogether() {
        byte[] split = message(1, "x", 2, "parts", 4, "SplitToSequence");
        byte[] length = message(1, "parts", 2, "n", 4, "SequenceLength");
        byte[] more = message(1, "parts", 1, "x", 2, "all", 4, "SequenceInsert");
        byte[] joined = message(1, "all", 2, "y", 4, "ConcatFromSequence", 5, message(1, "axis", 3, 0L, 20, 2L));
        OnnxModel model = model(message(1, split, 1, length, 1, more, 1, joined, 11, open("x", 3L), 12, message(1, "y"), 12,
                message(1, "n")));
        assertThat(model.results(model.weights(), floats(1, 2, 3))).containsExactly(floats(1, 2, 3, 1, 2, 3), scalar(I64, 3));
    }

    /** The same name is the same length; what it is, arguments say. */
    @Test
    void openAxesAreWhatArgumentsHave() {
        OnnxModel model = model(message(1, message(1, "x", 1, "y", 2, "z", 4, "Add"), 11, open("x", "batch", 2L), 11,
                open("y", "batch", 2L), 12, message(1, "z")));
        for (int n : new int[] {1, 2, 5}) {
            Expr x = ones(f32(n, 2));
            assertThat(model.apply(model.weights(), x, x)).isEqualTo(eval(x.times(2)));
        }
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> model.apply(model.weights(), ones(f32(3, 2)), ones(f32(4, 2))))
                .hasMessage("onnx: the input must be y: f32[batch,2], where batch = 3; got f32[4,2]");
    }
}
