package fluxion.bench;

import static fluxion.bench.Cases.UNIT_VARIANCE;
import static fluxion.bench.Cases.tensors;
import static fluxion.bench.Input.uniform;
import static fluxion.dsl.Fluxion.*;

import fluxion.bench.Models.Rnn;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun3;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The benchmark cases of networks on sequences. */
final class SequenceCases {
    private SequenceCases() {}

    static Seq<Case> attention() {
        Seq<Input> inputs = Array.of("q", "k", "v").map(name -> uniform(name, 2.0, 8, 128, 64));
        Fun3<Expr, Expr, Expr, Expr> attend = fn((Expr q, Expr k, Expr v) -> fluxion.dsl.nn.Attention.attention(q, k, v));
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
