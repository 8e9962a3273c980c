package fluxion.dsl.export;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.RandomNumbers;

/**
 * The generator's bits, the same as the interpreter's: Threefry-2x32 with 20 rounds, its 32-bit words held in i64, where every
 * runtime adds and multiplies.
 */
final class OnnxRandom {
    private static final long PARITY = 0x1BD11BDAL;
    private static final int[][] ROTATIONS = {{13, 15, 26, 6}, {17, 29, 16, 24}};
    private static final int BLOCKS = 5;

    private final OnnxGraph graph;

    OnnxRandom(OnnxGraph graph) {
        this.graph = graph;
    }

    private String whole(long value) {
        return graph.whole(value);
    }

    /** The lower 32 bits. */
    private String word(String x) {
        return graph.op("BitwiseAnd", x, whole(0xFFFF_FFFFL));
    }

    private String plus(String x, String y) {
        return word(graph.op("Add", x, y));
    }

    /** The bits that one step moves out on the left come in on the right. */
    private String rotate(String x, int by) {
        String low = graph.op("BitwiseAnd", x, whole((1L << 32 - by) - 1));
        return graph.op("Add", graph.op("Mul", low, whole(1L << by)), graph.op("Div", x, whole(1L << 32 - by)));
    }

    /** Keys [..., 2] to bits [...] + shape. */
    String bits(RandomNumbers op, Shape keys, String key) {
        Shape batch = new Shape(keys.dims().take(keys.rank() - 1));
        Shape result = new Shape(batch.dims().concat(op.shape().dims()));
        Shape lane = new Shape(batch.dims().append(1));
        int count = (int) op.shape().size();
        String[] k = new String[3];
        String wide = graph.cast(key, DType.I64);
        for (int i = 0; i < 2; i++) {
            k[i] = graph.reshape(word(graph.node("Gather", wide, graph.number(DType.I64, i)).integer("axis", batch.rank())
                    .made()), lane);
        }
        k[2] = graph.op("BitwiseXor", graph.op("BitwiseXor", k[0], k[1]), whole(PARITY));
        String counter = graph.constant(Tensor.of(Shape.of(count), java.util.stream.LongStream.range(0, count).toArray()));
        String a = graph.expand(plus(k[0], whole(op.stream() & 0xFFFF_FFFFL)), new Shape(batch.dims().append(count)));
        String b = plus(k[1], counter);
        for (int block = 0; block < BLOCKS; block++) {
            for (int by : ROTATIONS[block % 2]) {
                a = plus(a, b);
                b = graph.op("BitwiseXor", rotate(b, by), a);
            }
            a = plus(a, k[(block + 1) % 3]);
            b = plus(b, plus(k[(block + 2) % 3], whole(block + 1)));
        }
        // the upper word with its sign
        String high = graph.op("Sub", a, graph.op("Mul", graph.op("Div", a, whole(0x8000_0000L)), whole(0x1_0000_0000L)));
        String flat = op.dtype() == DType.I32 ? graph.cast(high, DType.I32)
                : graph.op("Add", graph.op("Mul", high, whole(0x1_0000_0000L)), b);
        return graph.reshape(flat, result);
    }
}
