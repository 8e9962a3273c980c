package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;
import static fluxion.dsl.onnx.OnnxOperator.several;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Movements;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.Conv;
import fluxion.core.op.Iota;
import fluxion.core.op.Scatter;
import io.vavr.collection.Array;
import io.vavr.control.Option;

/** What transformers and other models of sequences are made of. */
final class AttentionOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            several("Attention", AttentionOperators::attention),
            one("RotaryEmbedding", AttentionOperators::rotary),
            one("SwiGLU", c -> ActivationOperators.swish(c.x(), c.number("alpha", 1)).times(c.y())),
            several("CausalConvWithState", AttentionOperators::causalConv),
            one("TensorScatter", AttentionOperators::tensorScatter));

    private AttentionOperators() {}

    // ---- attention --------------------------------------------------------------------------------------------------

    /** The heads of [N, L, heads·E] as [N, heads, L, E]; what has four axes has them already. */
    private static Expr heads(NodeCall c, Expr x, String attribute) {
        if (x.rank() == 4) {
            return x;
        }
        int heads = c.integer(attribute, 0);
        if (x.rank() != 3 || heads < 1 || x.shape().dim(2) % heads != 0) {
            throw c.refused("requires [N, L, heads·E] or [N, heads, L, E]; got " + x.type() + " for " + heads + " heads");
        }
        return x.reshape(x.shape().dim(0), x.shape().dim(1), heads, x.shape().dim(2) / heads).swapAxes(1, 2);
    }

    private static Array<Expr> attention(NodeCall c) {
        Expr q = heads(c, c.x(), "q_num_heads");
        Expr newKey = heads(c, c.y(), "kv_num_heads");
        Expr newValue = heads(c, c.input(2), "kv_num_heads");
        Expr key = c.optional(4).map(past -> Movements.concatenate(2, Array.of(past, newKey))).getOrElse(newKey);
        Expr value = c.optional(5).map(past -> Movements.concatenate(2, Array.of(past, newValue))).getOrElse(newValue);
        int shared = q.shape().dim(1) / Math.max(1, key.shape().dim(1));
        Expr k = shared > 1 ? key.repeat(shared, 1) : key;
        Expr v = shared > 1 ? value.repeat(shared, 1) : value;
        double root = Math.sqrt(c.number("scale", 1 / Math.sqrt(q.shape().dim(3))));
        Expr scores = q.times(root).matmul(k.times(root).t());
        double cap = c.number("softcap", 0);
        Expr capped = cap > 0 ? scores.div(cap).tanh().times(cap) : scores;
        Option<Expr> bias = bias(c, capped);
        Expr biased = bias.map(capped::plus).getOrElse(capped);
        // a query that may attend to nothing attends to nothing
        Expr shares = bias.map(b -> {
            Expr nothing = b.keep(b.max(-1), -1).eq(Double.NEGATIVE_INFINITY);
            return nothing.where(0, nothing.where(0, biased).softmax(-1));
        }).getOrElse(() -> biased.softmax(-1));
        Expr y = shares.matmul(v);
        Expr shown = switch (c.integer("qk_matmul_output_mode", 0)) {
            case 0 -> scores;
            case 1 -> capped;
            case 2 -> biased;
            default -> shares;
        };
        return Array.of(c.x().rank() == 4 ? y : y.swapAxes(1, 2).reshape(y.shape().dim(0), y.shape().dim(2), -1), key, value,
                shown);
    }

    /** What is added to scores [N, heads, L, S]: −∞ where a query must not attend. */
    private static Option<Expr> bias(NodeCall c, Expr scores) {
        int length = scores.shape().dim(2);
        int keys = scores.shape().dim(3);
        TensorType positions = TensorType.of(DType.I32, length, keys);
        Option<Expr> filled = c.optional(6).map(n -> n.cast(DType.I32).reshape(-1, 1, 1, 1));
        int past = c.optional(4).map(p -> p.shape().dim(2)).getOrElse(0);
        // how many keys come before the query's own, less its position
        Expr own = Expr.apply(new Iota(positions, 0));
        Expr first = c.optional(4).isEmpty() ? filled.map(n -> n.minus(length).plus(own)).getOrElse(own) : own.plus(past);
        Expr at = Expr.apply(new Iota(positions, 1));
        int left = c.integer("left_window_size", -1);
        int right = c.integer("right_window_size", -1);
        Array<Expr> conditions = Array.<Expr>empty()
                .appendAll(Option.when(c.flag("is_causal"), () -> at.le(first)))
                .appendAll(Option.when(left >= 0, () -> first.minus(at).le(left)))
                .appendAll(Option.when(right >= 0, () -> at.minus(first).le(right)))
                .appendAll(filled.map(at::lt));
        Option<Expr> mask = c.optional(3).map(m -> padded(m, keys));
        Array<Expr> allowed = conditions.appendAll(mask.filter(m -> m.dtype() == DType.BOOL));
        Option<Expr> added = mask.filter(m -> m.dtype() != DType.BOOL);
        if (allowed.isEmpty()) {
            return added;
        }
        Expr all = allowed.reduce(Expr::and);
        Expr none = Literal.zeros(TensorType.scalar(scores.dtype()));
        return Option.some(all.where(added.getOrElse(none), Double.NEGATIVE_INFINITY));
    }

    /** Keys that a mask does not reach are not attended to. */
    private static Expr padded(Expr mask, int keys) {
        int more = keys - mask.shape().dim(mask.rank() - 1);
        Ints none = Ints.fill(mask.rank(), 0);
        Number outside = mask.dtype() == DType.BOOL ? 0 : Double.NEGATIVE_INFINITY;
        return more <= 0 ? mask : mask.pad(none, none.with(mask.rank() - 1, more), outside);
    }

    // ---- others -----------------------------------------------------------------------------------------------------

    /** Pairs of elements turned by angles that depend on the position (Su et al., RoFormer, 2021). */
    private static Expr rotary(NodeCall c) {
        Expr x = heads(c, c.x(), "num_heads");
        int size = c.integer("rotary_embedding_dim", 0) == 0 ? x.shape().dim(3) : c.integer("rotary_embedding_dim", 0);
        Expr cos = c.optional(3).map(at -> c.y().take(at, 0)).getOrElse(c.y()).expandDims(1);
        Expr sin = c.optional(3).map(at -> c.input(2).take(at, 0)).getOrElse(c.input(2)).expandDims(1);
        Expr turned = x.slice(3, 0, size);
        boolean interleaved = c.flag("interleaved");
        Expr one = interleaved ? turned.slice(3, 0, size, 2) : turned.slice(3, 0, size / 2);
        Expr two = interleaved ? turned.slice(3, 1, size, 2) : turned.slice(3, size / 2, size);
        Array<Expr> parts = Array.of(cos.times(one).minus(sin.times(two)), sin.times(one).plus(cos.times(two)));
        Expr rotated = interleaved ? Movements.stack(4, parts).reshape(turned.shape()) : Movements.concatenate(3, parts);
        Expr y = size == x.shape().dim(3) ? rotated
                : Movements.concatenate(3, Array.of(rotated, x.slice(3, size, x.shape().dim(3))));
        return c.x().rank() == 4 ? y : y.swapAxes(1, 2).reshape(c.x().shape());
    }

    /** A depthwise convolution that sees only what was before, and what it saw last. */
    private static Array<Expr> causalConv(NodeCall c) {
        Expr x = c.x();
        Expr w = c.y();
        int before = w.shape().dim(2) - 1;
        Expr padded = c.optional(3).map(past -> Movements.concatenate(2, Array.of(past, x)))
                .getOrElse(() -> x.pad(Ints.of(0, 0, before), Ints.of(0, 0, 0)));
        Ints one = Ints.of(1);
        Expr plain = Expr.apply(new Conv(one, Ints.of(0), Ints.of(0), one, one, x.shape().dim(1)), padded, w);
        Expr y = c.optional(2).map(b -> plain.plus(ProductOperators.alongChannels(b, 3))).getOrElse(plain);
        int n = padded.shape().dim(2);
        return Array.of(c.text("activation", "none").equals("none") ? y : ActivationOperators.swish(y, 1),
                padded.slice(2, n - before, n));
    }

    /** Each example's new part written from its own position on. */
    private static Expr tensorScatter(NodeCall c) {
        Expr x = c.x();
        Expr update = c.y();
        int axis = c.axis("axis", -2, x.rank());
        int n = update.shape().dim(axis);
        int examples = x.shape().dim(0);
        Expr steps = Expr.apply(new Iota(TensorType.of(DType.I64, examples, n), 1));
        Expr places = c.optional(2).map(first -> steps.plus(first.cast(DType.I64).expandDims(1))).getOrElse(steps);
        Expr at = c.text("mode", "linear").equals("circular") ? places.remainder(x.shape().dim(axis)) : places;
        Expr wide = at.reshape(new Shape(Ints.fill(x.rank(), 1).with(0, examples).with(axis, n))).broadcastTo(update.shape());
        return x.scatter(Scatter.Kind.SET, wide, update, axis);
    }
}
