package fluxion.tests.ops;

import static fluxion.tests.ops.Sampler.between;
import static fluxion.tests.ops.Sampler.bools;
import static fluxion.tests.ops.Sampler.distinct;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.AxisIndex;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.Collective;
import fluxion.core.op.Custom;
import fluxion.core.op.CustomRule;
import fluxion.core.op.LinearCall;
import fluxion.core.op.LinearSolve;
import fluxion.core.op.Marker;
import fluxion.core.op.MatrixFunction;
import fluxion.core.op.Named;
import fluxion.core.op.NamedAxisOp;
import fluxion.core.op.Op;
import fluxion.core.op.Recompute;
import fluxion.core.op.Require;
import fluxion.tests.ops.Row.Operand;
import fluxion.transforms.Jvp;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import java.util.Map;

/** Calls with rules of their own, markers, and operations across lanes. */
final class CallRows {
    private static final Ints FIRST = Ints.of(0);
    private static final TensorType PAIR = TensorType.of(DType.F64, 2);
    private static final Fn BODY = swirl(Array.of("x", "y"));

    private CallRows() {}

    static Seq<Op> operations() {
        Seq<Op> calls = Array.of(custom(new Custom.Derivative(derivative())), custom(new Custom.Pullback(pullback())), linearCall(), linearSolve(),
                checkpoint(new Checkpoint.Everything()), checkpoint(new Checkpoint.Nothing()), checkpoint(new Checkpoint.Names(Array.of("wave"))),
                checkpoint(new Checkpoint.Dots()), matrixFunction(1), matrixFunction(2));
        Seq<Op> markers = Array.of(new Named("h"), new Require("must hold"), new Recompute(BODY));
        return calls.appendAll(markers).append(new AxisIndex("i", 3))
                .appendAll(Array.of(Collective.Kind.values()).map(kind -> kind == Collective.Kind.PERMUTE
                        ? new Collective(kind, "i", 3, Ints.of(2, -1, 1)) : new Collective(kind, "i", 3)));
    }

    static Row row(CustomRule op) {
        return switch (op) {
            case Custom _, Checkpoint _ -> Row.smooth(op, f64(between(-2, 2), 2), f64(between(-2, 2), 2));
            case LinearCall _ -> Row.smooth(op, f64(between(-2, 2), 2), f64(between(-2, 2), 2)).linearIn(Ints.of(1));
            case MatrixFunction f -> {
                Operand matrix = f64(between(-2, 2), 3, 3);
                Seq<Operand> operands = Array.fill(f.order() + 1, () -> matrix).append(f64(between(0.5, 2)));
                yield Row.smooth(op, operands.toJavaArray(Operand[]::new))
                        .linearIn(Array.rangeClosed(1, f.order()).map(i -> Ints.of(i)).toJavaArray(Ints[]::new));
            }
            // powers of two, so that quotients are exact
            case LinearSolve _ -> Row.smooth(op, f64((random, n) -> Array.range(0, n).toJavaStream().mapToDouble(i -> 1 << i).toArray(), 2),
                    f64(between(-2, 2), 2)).linearIn(Ints.of(1));
        };
    }

    static Row row(Marker op) {
        return switch (op) {
            case Named _ -> Row.smooth(op, f64(between(-2, 2), 2)).linearIn(FIRST);
            case Require _ -> Row.smooth(op, f64(between(-2, 2), 2), new Operand(TensorType.of(DType.BOOL, 3), bools())).linearIn(FIRST);
            case Recompute _ -> Row.smooth(op, f64(between(-2, 2), 2), f64(between(-2, 2), 3)).linearIn(FIRST);
        };
    }

    static Row row(NamedAxisOp op) {
        return switch (op) {
            case AxisIndex _ -> Row.constant(op);
            case Collective c -> switch (c.kind()) {
                case SUM, GATHER, PERMUTE -> Row.smooth(op, f64(between(-2, 2), 3, 2)).linearIn(FIRST);
                case MAX, MIN -> Row.smooth(op, f64(distinct(), 3, 2));
            };
        };
    }

    /** (sin x)·y and Σy² + x₀. */
    private static Fn swirl(Seq<String> names) {
        Var x = new Var(names.get(0), PAIR);
        Var y = new Var(names.get(1), PAIR);
        Expr wave = Expr.apply(new Named("wave"), x.sin());
        return Fn.of(Array.of(x, y), Array.of(wave.times(y), y.square().sum().plus(x.get(0))));
    }

    private static Op custom(Custom.Rule rule) {
        return new Custom("swirl", BODY, rule);
    }

    private static Op checkpoint(Checkpoint.Keep keep) {
        return new Checkpoint("swirl", BODY, keep);
    }

    private static Seq<Var> point() {
        return Array.of(new Var("x", PAIR), new Var("y", PAIR), new Var("u", PAIR), new Var("v", TensorType.scalar(DType.F64)));
    }

    private static Fn derivative() {
        Seq<Var> p = point();
        Var dx = new Var("dx", PAIR);
        Var dy = new Var("dy", PAIR);
        return Fn.of(p.append(dx).append(dy), Array.of(p.get(0).cos().times(p.get(1)).times(dx).plus(p.get(0).sin().times(dy)),
                p.get(1).times(dy).times(2).sum().plus(dx.get(0))));
    }

    private static Fn pullback() {
        Seq<Var> p = point();
        Var du = new Var("du", PAIR);
        Var dv = new Var("dv", TensorType.scalar(DType.F64));
        return Fn.of(p.append(du).append(dv), Array.of(p.get(0).cos().times(p.get(1)).times(du).plus(dv.times(fluxion.core.Tensor.of(new double[] {1, 0}))),
                p.get(0).sin().times(du).plus(p.get(1).times(dv).times(2))));
    }


    /** (a, t) to a²·t, whose transpose is itself. */
    private static Op linearCall() {
        Var a = new Var("a", PAIR);
        Var t = new Var("t", PAIR);
        Fn scaled = Fn.of(Array.of(a, t), Array.of(a.square().times(t)));
        return new LinearCall("scaled", 1, Either.right(scaled), scaled);
    }

    /** a·x = b, elementwise. */
    private static Op linearSolve() {
        Var a = new Var("a", PAIR);
        Var b = new Var("b", PAIR);
        Fn quotient = Fn.of(Array.of(a, b), Array.of(b.div(a)));
        return new LinearSolve("solve", 1, Fn.of(Array.of(a, b), Array.of(a.times(b))), quotient, quotient);
    }

    /** A derivative of V·diag(sin(p·w))·Vᵀ, as tangents along A make it. */
    private static Op matrixFunction(int order) {
        Var a = new Var("a", TensorType.of(DType.F64, 3, 3));
        Expr w = a.eigh().values();
        Expr v = a.eigh().vectors();
        Expr y = v.times(w.times(new Var("p", TensorType.scalar(DType.F64))).sin()).matmul(v.t());
        for (int k = 0; k < order; k++) {
            y = Jvp.push(Array.of(y), Map.of(a, new Var("t", a.type()))).get(0).get();
        }
        return Graph.topological(Array.of(y)).filter(Apply.class::isInstance).map(n -> ((Apply) n).op())
                .filter(op -> op instanceof MatrixFunction f && f.order() == order).get(0);
    }

    private static Operand f64(Sampler sampler, int... dims) {
        return new Operand(TensorType.of(DType.F64, dims), sampler);
    }
}
