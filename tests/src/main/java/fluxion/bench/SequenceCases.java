package fluxion.bench;

import static fluxion.bench.Cases.UNIT_VARIANCE;
import static fluxion.bench.Cases.names;
import static fluxion.bench.Cases.tensors;
import static fluxion.bench.Input.uniform;
import static fluxion.dsl.Fluxion.*;

import fluxion.bench.Models.Rnn;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun3;
import fluxion.dsl.nn.Projections;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The benchmark cases of networks on sequences. */
final class SequenceCases {
    private SequenceCases() {}

    static Seq<Case> softmaxAttention() {
        Seq<Input> inputs = Array.of("q", "k", "v").map(name -> uniform(name, 2.0, 8, 128, 64));
        Fun3<Expr, Expr, Expr, Expr> attend = fn((Expr q, Expr k, Expr v) -> attention(q, k, v));
        return Array.of(
                Case.f32("softmax_attention/forward", inputs, Array.of("out"),
                        () -> in -> tensors(attend.apply(in.get(0), in.get(1), in.get(2)))),
                Case.f32("softmax_attention/forward_and_grad", inputs.append(uniform("g", 1.0, 8, 128, 64)),
                        Array.of("out", "grad_q", "grad_k", "grad_v"), () -> {
                            var both = fn((Expr q, Expr k, Expr v, Expr g) -> {
                                var at = vjp(attend, q, k, v);
                                return Tuple.of(at.value(), at.pullback().apply(g));
                            });
                            return in -> {
                                var result = both.apply(in.get(0), in.get(1), in.get(2), in.get(3));
                                return tensors(result._1, result._2._1, result._2._2, result._2._3);
                            };
                        }));
    }

    /** A layer of an encoder that normalises before attention and before the two linear layers. */
    record Block(Expr scale1, Expr shift1, Projections attention, Expr scale2, Expr shift2, Expr wUp, Expr bUp, Expr wDown,
            Expr bDown) {
        private static final int HEADS = 4;
        private static final double EPSILON = 1e-5;

        Expr apply(Expr x) {
            Expr h = x.plus(multiHeadAttention(layerNorm(x, scale1, shift1, EPSILON), attention, HEADS, false));
            Expr inner = gelu(linear(layerNorm(h, scale2, shift2, EPSILON), wUp, bUp));
            return h.plus(linear(inner, wDown, bDown));
        }
    }

    static Case transformerBlock() {
        int width = 128;
        int inner = 512;
        Seq<Input> parameters = Array.of(uniform("scale1", 0.1, 1.0, width), uniform("shift1", 0.1, width))
                .appendAll(Array.of("w_query", "w_key", "w_value", "w_out").map(name -> weight(name, width, width)))
                .appendAll(Array.of(uniform("scale2", 0.1, 1.0, width), uniform("shift2", 0.1, width),
                        weight("w_up", width, inner), uniform("b_up", 1 / Math.sqrt(width), inner),
                        weight("w_down", inner, width), uniform("b_down", 1 / Math.sqrt(inner), width)));
        Seq<Input> primals = parameters.prepend(uniform("x", UNIT_VARIANCE, 8, 64, width));
        Seq<Input> inputs = primals.append(uniform("g", 1.0, 8, 64, width));
        return Case.f32("transformer_block", inputs, names("grad_", primals).prepend("out"), () -> {
            var both = fn((Expr x, Block block, Expr g) -> {
                var at = vjp(fn((Expr y, Block b) -> b.apply(y)), x, block);
                return Tuple.of(at.value(), at.pullback().apply(g));
            });
            return in -> {
                Projections attention = new Projections(in.get(3), in.get(4), in.get(5), in.get(6));
                Block block = new Block(in.get(1), in.get(2), attention, in.get(7), in.get(8), in.get(9), in.get(10), in.get(11),
                        in.get(12));
                return tensors(leaves(both.apply(in.get(0), block, in.get(13))).toJavaArray());
            };
        });
    }

    private static Input weight(String name, int in, int out) {
        return uniform(name, 1 / Math.sqrt(in), out, in);
    }

    /** A gated recurrent unit; rows of the weights are those of the reset gate, the update gate and the new state. */
    record Gru(Expr wX, Expr wH, Expr bX, Expr bH) {
        Expr next(Expr h, Expr fromX) {
            int n = h.shape().dim(1);
            Expr fromH = linear(h, wH, bH);
            Expr gates = sigmoid(fromX.slice(1, 0, 2 * n).plus(fromH.slice(1, 0, 2 * n)));
            Expr reset = gates.slice(1, 0, n);
            Expr update = gates.slice(1, n, 2 * n);
            Expr fresh = tanh(fromX.slice(1, 2 * n, 3 * n).plus(reset.times(fromH.slice(1, 2 * n, 3 * n))));
            return update.subtractedFrom(1).times(fresh).plus(update.times(h));
        }

        Expr meanSquare(Expr xs) {
            Expr start = zeros(f32(xs.shape().dim(1), wH.shape().dim(1)));
            return mean(square(scan(start, linear(xs, wX, bX), (h, x) -> {
                Expr next = next(h, x);
                return pair(next, next);
            })._2));
        }
    }

    static Case gru() {
        int hidden = 64;
        double bound = 1 / Math.sqrt(hidden);
        Seq<Input> parameters = Array.of(uniform("w_x", bound, 3 * hidden, 32), uniform("w_h", bound, 3 * hidden, hidden),
                uniform("b_x", bound, 3 * hidden), uniform("b_h", bound, 3 * hidden));
        Seq<Input> inputs = parameters.append(uniform("xs", UNIT_VARIANCE, 200, 16, 32));
        return Case.f32("gru", inputs, names("grad_", parameters).prepend("loss"), () -> {
            var both = valueAndGrad(fn((Gru net, Expr xs) -> net.meanSquare(xs)));
            return in -> {
                var result = both.apply(new Gru(in.get(0), in.get(1), in.get(2), in.get(3)), in.get(4));
                return tensors(leaves(result).toJavaArray());
            };
        });
    }

    static Case scanRnn() {
        double bound = 1 / Math.sqrt(128);
        Seq<Input> inputs = Array.of(uniform("w_x", bound, 128, 128), uniform("w_h", bound, 128, 128), uniform("b", bound, 128),
                uniform("xs", UNIT_VARIANCE, 100, 32, 128));
        return Case.f32("scan_rnn", inputs, Array.of("loss", "grad_w_x", "grad_w_h", "grad_b"), () -> {
            var loss = fn((Rnn net, Expr xs) -> mean(square(scan(Tensor.zeros(f32(32, 128)), net.input(xs), (h, x) -> {
                Expr next = net.next(h, x);
                return pair(next, next);
            })._2)));
            var valued = valueAndGrad(loss);
            return in -> {
                Tuple2<Expr, Rnn> result = valued.apply(new Rnn(in.get(0), in.get(1), in.get(2)), in.get(3));
                return tensors(result._1, result._2.wX(), result._2.wH(), result._2.b());
            };
        });
    }
}
