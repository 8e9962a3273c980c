package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.several;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.Movements;
import fluxion.core.Ranges;
import fluxion.core.TensorType;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.function.LoopOption;
import fluxion.dsl.nn.Activations;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.util.function.UnaryOperator;

/**
 * Recurrent layers, as scans over time. Sequences may be shorter than the longest: beyond its length, a sequence's state stays
 * and its output is 0.
 */
final class RecurrentOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            several("RNN", c -> layer(c, 1, Array.of("Tanh"), RecurrentOperators::simple)),
            several("GRU", c -> layer(c, 3, Array.of("Sigmoid", "Tanh"), RecurrentOperators::gated)),
            several("LSTM", c -> layer(c, 4, Array.of("Sigmoid", "Tanh", "Tanh"), RecurrentOperators::longShort)));

    private RecurrentOperators() {}

    /**
     * What a step needs of one direction.
     *
     * @param recurrent Rᵀ, [H, gates·H]
     * @param bias what is added to the recurrent part
     * @param peepholes those of an LSTM
     * @param f the activations
     * @param clip of what they are applied to
     */
    private record Cell(NodeCall call, int hidden, Expr recurrent, Option<Expr> bias, Option<Expr> peepholes,
            Array<UnaryOperator<Expr>> f, UnaryOperator<Expr> clip) {
        Expr gate(Expr all, int i) {
            return all.slice(1, i * hidden, (i + 1) * hidden);
        }

        Expr recurrent(Expr h) {
            Expr product = h.matmul(recurrent);
            return bias.map(product::plus).getOrElse(product);
        }

        Expr peep(int i) {
            return peepholes.get().slice(0, i * hidden, (i + 1) * hidden);
        }

        Expr activated(int i, Expr x) {
            return f.get(i).apply(clip.apply(x));
        }
    }

    /** The next state of the one before and what comes from the input. */
    private interface Step {
        Array<Expr> next(Cell cell, Array<Expr> state, Expr input);
    }

    private static Array<Expr> simple(Cell cell, Array<Expr> state, Expr input) {
        return Array.of(cell.activated(0, input.plus(cell.recurrent(state.get(0)))));
    }

    private static Array<Expr> gated(Cell cell, Array<Expr> state, Expr input) {
        Expr h = state.get(0);
        int n = cell.hidden();
        Expr r = cell.recurrent(h);
        Expr update = cell.activated(0, cell.gate(input, 0).plus(cell.gate(r, 0)));
        Expr reset = cell.activated(0, cell.gate(input, 1).plus(cell.gate(r, 1)));
        Expr candidate;
        if (cell.call().flag("linear_before_reset")) {
            candidate = reset.times(cell.gate(r, 2));
        } else {
            Expr product = reset.times(h).matmul(cell.recurrent().slice(1, 2 * n, 3 * n));
            candidate = cell.bias().map(b -> product.plus(b.slice(0, 2 * n, 3 * n))).getOrElse(product);
        }
        Expr fresh = cell.activated(1, cell.gate(input, 2).plus(candidate));
        return Array.of(update.neg().plus(1).times(fresh).plus(update.times(h)));
    }

    private static Array<Expr> longShort(Cell cell, Array<Expr> state, Expr input) {
        Expr c = state.get(1);
        Expr all = input.plus(cell.recurrent(state.get(0)));
        boolean peeps = cell.peepholes().isDefined();
        Expr in = cell.gate(all, 0);
        Expr out = cell.gate(all, 1);
        Expr forget = cell.gate(all, 2);
        Expr i = cell.activated(0, peeps ? in.plus(cell.peep(0).times(c)) : in);
        Expr f = cell.call().flag("input_forget") ? i.neg().plus(1)
                : cell.activated(0, peeps ? forget.plus(cell.peep(2).times(c)) : forget);
        Expr next = f.times(c).plus(i.times(cell.activated(1, cell.gate(all, 3))));
        Expr o = cell.activated(0, peeps ? out.plus(cell.peep(1).times(next)) : out);
        return Array.of(o.times(cell.f().get(2).apply(next)), next);
    }

    // ---- the layer --------------------------------------------------------------------------------------------------

    private static Array<Expr> layer(NodeCall c, int gates, Array<String> defaults, Step step) {
        boolean batchFirst = c.flag("layout");
        Expr x = batchFirst ? c.x().swapAxes(0, 1) : c.x();
        Expr w = c.y();
        int hidden = c.integer("hidden_size", w.shape().dim(1) / gates);
        if (x.rank() != 3 || w.rank() != 3 || w.shape().dim(1) != (long) gates * hidden) {
            throw c.refused("requires an input [T, N, I] and weights [directions, " + gates + "·H, I]; got " + x.type() + " and "
                    + w.type() + " for H = " + hidden);
        }
        String direction = c.text("direction", "forward");
        int directions = direction.equals("bidirectional") ? 2 : 1;
        Array<UnaryOperator<Expr>> f = Activation.of(c, defaults, directions);
        boolean cells = gates == 4;
        Array<Expr> outputs = Array.empty();
        Array<Array<Expr>> last = Array.empty();
        for (int d = 0; d < directions; d++) {
            boolean reverse = direction.equals("reverse") || d == 1;
            Array<Expr> initial = Array.of(initial(c, 5, d, x, hidden, batchFirst));
            initial = cells ? initial.append(initial(c, 6, d, x, hidden, batchFirst)) : initial;
            Tuple2<Array<Expr>, Expr> made = along(c, d, gates, x, hidden, initial, reverse,
                    f.slice(d * defaults.size(), (d + 1) * defaults.size()), step);
            outputs = outputs.append(made._2);
            last = last.append(made._1);
        }
        Expr y = Movements.stack(1, outputs);
        Array<Array<Expr>> ends = last;
        Array<Expr> states = Array.range(0, cells ? 2 : 1)
                .map(k -> Movements.stack(batchFirst ? 1 : 0, ends.map(state -> state.get(k))));
        return states.prepend(batchFirst ? y.permute(2, 0, 1, 3) : y);
    }

    private static Expr initial(NodeCall c, int input, int direction, Expr x, int hidden, boolean batchFirst) {
        return c.optional(input).map(h -> (batchFirst ? h.swapAxes(0, 1) : h).get(direction))
                .getOrElse(() -> Literal.zeros(TensorType.of(x.dtype(), x.shape().dim(1), hidden)));
    }

    private static Tuple2<Array<Expr>, Expr> along(NodeCall c, int d, int gates, Expr x, int hidden, Array<Expr> initial,
            boolean reverse, Array<UnaryOperator<Expr>> f, Step step) {
        Option<Expr> bias = c.optional(3).map(b -> b.get(d));
        int n = gates * hidden;
        Expr product = x.matmul(c.y().get(d).t());
        Expr inputs = bias.map(b -> product.plus(b.slice(0, 0, n))).getOrElse(product);
        double limit = c.number("clip", 0);
        Cell cell = new Cell(c, hidden, c.input(2).get(d).t(), bias.map(b -> b.slice(0, n, 2 * n)), 
                c.optional(7).map(p -> p.get(d)), f, c.has("clip") ? v -> v.clip(-limit, limit) : v -> v);
        Option<Expr> lengths = c.optional(4);
        Expr times = Ranges.arange(0, x.shape().dim(0), 1, DType.I32);
        LoopOption[] options = reverse ? new LoopOption[] {LoopOption.Reversed.REVERSED} : new LoopOption[0];
        // weights may be wider than what is declared
        DType dtype = initial.map(Expr::dtype).append(inputs.dtype()).append(cell.recurrent().dtype()).reduce(DType::promote);
        return ControlFlow.scan(initial.map(s -> s.cast(dtype)), Array.of(inputs, times), (state, at) -> {
            Array<Expr> next = step.next(cell, state, at.get(0)).map(s -> s.cast(dtype));
            if (lengths.isEmpty()) {
                return Tuple.of(next, next.get(0));
            }
            Expr inside = lengths.get().gt(at.get(1)).expandDims(1);
            return Tuple.of(next.zipWith(state, (now, before) -> inside.where(now, before)), inside.where(next.get(0), 0));
        }, options);
    }

    /** Activations by name, with the numbers that some take in turn. */
    private static final class Activation {
        private final Array<Double> alphas;
        private final Array<Double> betas;
        private int alpha;
        private int beta;

        private Activation(NodeCall c) {
            alphas = c.numbers("activation_alpha");
            betas = c.numbers("activation_beta");
        }

        static Array<UnaryOperator<Expr>> of(NodeCall c, Array<String> defaults, int directions) {
            Array<String> names = c.texts("activations");
            Array<String> wanted = names.isEmpty() ? Array.fill(directions, defaults).flatMap(d -> d) : names;
            if (wanted.size() != defaults.size() * directions) {
                throw c.refused("there must be " + defaults.size() * directions + " activations; got " + names.mkString(", "));
            }
            Activation numbers = new Activation(c);
            return wanted.map(name -> numbers.named(c, name));
        }

        private double nextAlpha(double otherwise) {
            return alpha < alphas.size() ? alphas.get(alpha++) : otherwise;
        }

        private double nextBeta(double otherwise) {
            return beta < betas.size() ? betas.get(beta++) : otherwise;
        }

        private UnaryOperator<Expr> named(NodeCall c, String name) {
            return switch (name.toLowerCase(java.util.Locale.ROOT)) {
                case "relu" -> Expr::relu;
                case "tanh" -> Expr::tanh;
                case "sigmoid" -> Expr::sigmoid;
                case "softplus" -> Expr::softplus;
                case "softsign" -> Activations::softsign;
                case "affine" -> affine(nextAlpha(1), nextBeta(0));
                case "leakyrelu" -> leaky(nextAlpha(0.01f));
                case "thresholdedrelu" -> thresholded(nextAlpha(1));
                case "scaledtanh" -> scaledTanh(nextAlpha(1), nextBeta(1));
                case "hardsigmoid" -> hardSigmoid(nextAlpha(0.2f), nextBeta(0.5));
                case "elu" -> elu(nextAlpha(1));
                default -> throw c.refused("there is no activation " + name);
            };
        }

        private static UnaryOperator<Expr> affine(double a, double b) {
            return x -> x.times(a).plus(b);
        }

        private static UnaryOperator<Expr> leaky(double a) {
            return x -> Activations.leakyRelu(x, a);
        }

        private static UnaryOperator<Expr> thresholded(double a) {
            return x -> x.gt(a).where(x, 0);
        }

        private static UnaryOperator<Expr> scaledTanh(double a, double b) {
            return x -> x.times(b).tanh().times(a);
        }

        private static UnaryOperator<Expr> hardSigmoid(double a, double b) {
            return x -> ActivationOperators.hardSigmoid(x, a, b);
        }

        private static UnaryOperator<Expr> elu(double a) {
            return x -> Activations.elu(x, a);
        }
    }
}
