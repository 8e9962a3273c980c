package fluxion.ops.call;

import static fluxion.ops.rule.Linearity.linear;
import static fluxion.ops.rule.Linearity.nonlinear;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.AxisIndex;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Collective;
import fluxion.core.op.Iota;
import fluxion.core.op.NamedAxisOp;
import fluxion.ops.rule.Batched;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * Operations across the lanes of a named axis. A derivative that is taken inside a lane is that of the sum of all lanes'
 * results, so that it is the same as the derivative of the mapped function.
 */
public final class LaneRules {
    private LaneRules() {}

    /** Sums, gathering and permuting are linear; the largest takes the tangent of the lanes that have it. */
    public static Option<Expr> jvp(NamedAxisOp op, Apply y, Seq<Option<Expr>> tangents) {
        return switch (op) {
            case AxisIndex _ -> Option.none();
            case Collective c -> switch (c.kind()) {
                case SUM, GATHER, PERMUTE -> Option.of(Expr.apply(c, tangents.get(0).get()));
                case MAX, MIN -> {
                    Collective sum = new Collective(Collective.Kind.SUM, c.axis(), c.size());
                    Expr t = tangents.get(0).get();
                    Expr has = y.input(0).eq(y);
                    Expr count = Expr.apply(sum, has.cast(t.dtype()));
                    yield Option.of(Expr.apply(sum, has.where(t, Literal.zerosLike(t))).div(count));
                }
            };
        };
    }

    /** Σ transposes to Σ, gathering to Σ of what each lane has for this one, a permutation to its inverse. */
    public static Either<String, Seq<Option<Expr>>> transpose(NamedAxisOp op, Expr ct) {
        return switch (op) {
            case AxisIndex _ -> nonlinear(op.label());
            case Collective c -> switch (c.kind()) {
                case SUM -> linear(Expr.apply(c, ct));
                case GATHER -> linear(Expr.apply(new Collective(Collective.Kind.SUM, c.axis(), c.size()), ct)
                        .take(Expr.apply(new AxisIndex(c.axis(), c.size())), 0));
                case PERMUTE -> {
                    Ints back = Ints.tabulate(c.size(), lane -> target(c.sources(), lane));
                    yield linear(Expr.apply(new Collective(c.kind(), c.axis(), c.size(), back), ct));
                }
                case MAX, MIN -> nonlinear(op.label());
            };
        };
    }

    private static int target(Ints sources, int lane) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i) == lane) {
                return i;
            }
        }
        return -1;
    }

    /** Under another axis: the same, for each of its lanes. */
    public static Expr batch(NamedAxisOp op, Seq<Batched> inputs) {
        Expr each = Expr.apply(op, inputs.get(0).value());
        return op instanceof Collective c && c.kind() == Collective.Kind.GATHER ? each.moveAxis(0, 1) : each;
    }

    /** Under the very axis: the lanes combined. */
    public static Batched resolve(NamedAxisOp op, Seq<Batched> inputs, int first) {
        return switch (op) {
            case AxisIndex(_, int size) -> {
                Expr lane = Expr.apply(new Iota(TensorType.of(DType.I32, size), 0));
                yield Batched.mapped(first == 0 ? lane : lane.plus(first));
            }
            case Collective c -> collect(c, inputs.get(0));
        };
    }

    private static Batched collect(Collective op, Batched x) {
        Expr value = x.value();
        return switch (op.kind()) {
            case SUM -> Batched.shared(x.mapped() ? value.sum(0) : value.times(Tensor.number(value.dtype(), op.size())));
            case MAX -> Batched.shared(x.mapped() ? value.max(0) : value);
            case MIN -> Batched.shared(x.mapped() ? value.min(0) : value);
            case GATHER -> Batched.shared(x.lanes(op.size()));
            case PERMUTE -> permute(op.sources(), x.lanes(op.size()));
        };
    }

    private static Batched permute(Ints sources, Expr lanes) {
        Expr taken = lanes.take(Tensor.of(sources.map(s -> Math.max(s, 0)).toArray()), 0);
        if (sources.forAll(s -> s >= 0)) {
            return Batched.mapped(taken);
        }
        boolean[] has = new boolean[sources.size()];
        for (int i = 0; i < has.length; i++) {
            has[i] = sources.get(i) >= 0;
        }
        Expr mask = Expr.apply(new Broadcast(taken.shape(), Ints.of(0)), Tensor.of(has));
        return Batched.mapped(mask.where(taken, Literal.zerosLike(taken)));
    }
}
