package fluxion.tests.programs;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.print.MathText;
import fluxion.dsl.Fluxion;
import fluxion.ops.eval.Evaluator;
import fluxion.tests.eval.Naive;
import fluxion.transforms.Grad;
import fluxion.transforms.Jacobian;
import fluxion.transforms.Jvp;
import fluxion.transforms.Randomness;
import fluxion.transforms.Simplify;
import fluxion.transforms.Vmap;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What must hold of every program, whatever it computes; what does not is an {@link AssertionError}. */
final class ProgramChecks {
    /** By name, so that a failure can be tried again on smaller programs. */
    static final Map<String, Consumer<ProgramChecks>> ALL = LinkedHashMap.<String,
            Consumer<ProgramChecks>>of("simplified", ProgramChecks::simplified)
            .put("jacobians", ProgramChecks::jacobians).put("Hessian products", ProgramChecks::hessianProducts)
                    .put("differences", ProgramChecks::differences)
            .put("lanes", ProgramChecks::lanes).put("naive", ProgramChecks::naive).put("views", ProgramChecks::views)
                    .put("json", ProgramChecks::json)
            .put("threads", ProgramChecks::threads).put("chunks", ProgramChecks::chunks).put("text", ProgramChecks::text);
    private static final int SMALL = 30;

    private final Program program;
    private final SplittableRandom random;
    private final Fn f;
    private final Fn loss;
    private final Fn gradient;
    private final Fn both;
    private final Ints inputs;
    private final boolean isSingle;
    private final Seq<Tensor> arguments;
    private final Seq<Tensor> values;
    private final double steepest;

    ProgramChecks(Program program) {
        this.program = program;
        random = new SplittableRandom(program.seed());
        f = program.function();
        loss = program.loss(f);
        inputs = Ints.range(0, program.inputs().size());
        gradient = Grad.of(loss, inputs);
        both = Fn.of(f.params(), gradient.results().prepend(f.results().head()));
        isSingle = program.isSingle();
        arguments = program.arguments();
        values = Agree.values(both, arguments);
        steepest = Agree.largest(values.tail());
    }

    /** Whether all is finite and small enough that roundings stay below the tolerances. */
    boolean isTame() {
        return values.forAll(t -> java.util.Arrays.stream(Agree.doubles(t)).allMatch(v -> Math.abs(v) < 1e5));
    }

    private boolean obeysCalculus() {
        return !program.does("stop") && !program.steps().exists(s -> s.op().equals("custom") && s.settings()
                .integer("kind") != 3);
    }

    private void simplified() {
        Agree.close("simplified value and gradient", Agree.values(Simplify.of(both), arguments), values, steepest, isSingle);
    }

    private void jacobians() {
        long size = f.results().head().shape().size();
        long in = program.inputs().map(t -> t.shape().size()).sum().longValue();
        if (size > SMALL || in > SMALL) {
            return;
        }
        Seq<Tensor> rows = Agree.values(Jacobian.reverse(f, inputs, 0), arguments);
        double scale = Agree.largest(rows);
        Agree.close("jacrev, simplified", Agree.values(Simplify.of(Jacobian.reverse(f, inputs, 0)), arguments), rows, scale,
                isSingle);
        Agree.close("jacfwd", Agree.values(Jacobian.forward(f, inputs, 0), arguments), rows, scale, isSingle);
        Agree.close("jacfwd, simplified", Agree.values(Simplify.of(Jacobian.forward(f, inputs, 0)), arguments), rows, scale,
                isSingle);
        Agree.close("jacrev in chunks", Agree.values(Simplify.of(Jacobian.reverse(f, inputs, 2)), arguments), rows, scale,
                isSingle);
        Agree.close("jacfwd in chunks", Agree.values(Simplify.of(Jacobian.forward(f, inputs, 2)), arguments), rows, scale,
                isSingle);
        Fn pushed = Simplify.of(Jvp.of(f, inputs));
        for (int i = 0; i < program.inputs().size(); i++) {
            int moving = i;
            Tensor input = program.inputs().get(i);
            for (int k = 0; k < Math.min(input.shape().size(), 4); k++) {
                int column = k;
                Seq<Tensor> directions = program.inputs().zipWithIndex((t, j) -> unit(t.type(), j == moving ? column : -1));
                double[] got = Agree.doubles(Agree.values(pushed, arguments.appendAll(directions)).last());
                double[] all = Agree.doubles(rows.get(i));
                int n = (int) input.shape().size();
                double[] want = java.util.stream.IntStream.range(0, got.length).mapToDouble(r -> all[r * n + column]).toArray();
                Agree.close("column " + k + " of the Jacobian in input " + i + " by jvp", Tensor.of(got), Tensor.of(want), scale,
                        isSingle);
            }
        }
    }

    private static Tensor unit(TensorType type, int at) {
        return ElementwiseSteps.literal(type.dtype().toString(), type.shape(), Array.range(0, (int) type.shape().size())
                .map(k -> (Object) (k == at ? 1.0 : 0.0)));
    }

    /** Forward over reverse, reverse over reverse, reverse over forward; forward over forward contracted. */
    private void hessianProducts() {
        Seq<Tensor> at = arguments.appendAll(program.tangents());
        Fn over = Jvp.of(gradient, inputs);
        Fn forwardReverse = Fn.of(over.params(), over.results().drop(inputs.size()));
        Seq<Tensor> want = Agree.values(forwardReverse, at);
        double scale = Agree.largest(want) + steepest;
        if (!(scale < 1e5)) {
            return;
        }
        Agree.close("forward over reverse, simplified", Agree.values(Simplify.of(forwardReverse), at), want, scale, isSingle);
        if (!obeysCalculus()) {
            return;
        }
        Seq<Tensor> t = program.tangents();
        Expr sum = gradient.results().zipWith(t, (g, v) -> g.times(v).sum()).reduce(Expr::plus);
        Agree.close("reverse over reverse", Agree.values(Simplify.of(Grad.of(Fn.of(gradient.params(), Array.of(sum)), inputs)),
                arguments), want, scale, isSingle);
        Fn pushed = Jvp.of(loss, inputs);
        Fn slope = Fn.of(pushed.params(), Array.of(pushed.results().last()));
        Agree.close("reverse over forward", Agree.values(Simplify.of(Grad.of(slope, inputs)), at), want, scale, isSingle);
        Fn twice = Jvp.of(slope, inputs);
        double[] got = Agree.doubles(Agree.values(Simplify.of(Fn.of(twice.params(), Array.of(twice.results().last()))),
                at.appendAll(t)).last());
        Agree.close("forward over forward", Agree.one(got[0]), Agree.one(Agree.inner(want, t)),
                4 * scale * Math.max(1, Agree.largest(t)), isSingle);
    }

    /** The gradient along the tangents against central differences, where both sides have one slope. */
    private void differences() {
        if (isSingle || !obeysCalculus()) {
            return;
        }
        double h = 1e-5;
        double up = moved(h);
        double down = moved(-h);
        double here = moved(0);
        double slope = Agree.inner(values.tail(), program.tangents());
        double scale = 1 + Math.abs(slope) + Math.abs(here) + steepest;
        double left = (here - down) / h;
        double right = (up - here) / h;
        if (Math.abs(left - right) <= 1e-2 * scale
                && Math.abs((up - down) / (2 * h) - (moved(h / 2) - moved(-h / 2)) / h) <= 1e-6 * scale) {
            double central = (up - down) / (2 * h);
            if (!(Math.abs(central - slope) <= 1e-4 * scale + 2 * Math.abs(left - right))) {
                throw new AssertionError("the gradient along the tangents must be " + central + ", as differences say; got "
                        + slope);
            }
        }
    }

    private double moved(double h) {
        Seq<Tensor> there = program.inputs().zipWith(program.tangents(), (x, t) -> Evaluator.evaluate(x.plus(t.times(h))));
        return Agree.doubles(Agree.values(loss, there.appendAll(program.integers())).head())[0];
    }

    /** Lanes against a loop over them: value, gradient, and the gradient of the sum over lanes. */
    private void lanes() {
        int lanes = random.nextInt(1, 4);
        Seq<Seq<Tensor>> each = Array.range(0, lanes).map(k -> program.inputs()
                .map(t -> Evaluator.evaluate(t.times(1 - 0.25 * k).plus(0.125 * k).cast(t.dtype()))));
        int always = random.nextInt(program.inputs().size());
        Seq<Option<Integer>> in = program.inputs().zipWithIndex((t, i) -> Option.when(i == always || random.nextInt(3) > 0,
                random.nextInt(t.rank() + 1)));
        Seq<Seq<Tensor>> used = each.map(lane -> lane.zipWithIndex((t, i) -> in.get(i).isDefined() ? t : program.inputs()
                .get(i)));
        Seq<Tensor> stacked = in.zipWithIndex((axis, i) -> axis.fold(() -> program.inputs().get(i),
                a -> stacked(a, used.map(lane -> lane.get(i)))));
        Seq<Option<Integer>> all = in.appendAll(program.integers().map(_ -> Option.none()));
        int out = random.nextInt(f.results().head().rank() + 1);
        Seq<Seq<Tensor>> slow = used.map(lane -> Agree.values(both, lane.appendAll(program.integers())));
        if (!slow.forAll(r -> r.forAll(t -> Agree.largest(Agree.doubles(t)) < 1e5))) {
            return;
        }
        Seq<Option<Integer>> outs = both.results().zipWithIndex((_, i) -> Option.of(i == 0 ? out : 0));
        Fn mapped = Vmap.of(both, all, outs, lanes, Randomness.ERROR);
        Seq<Tensor> want = outs.zipWithIndex((axis, i) -> stacked(axis.get(), slow.map(r -> r.get(i))));
        double scale = Agree.largest(want.tail());
        Seq<Tensor> at = stacked.appendAll(program.integers());
        String how = " over lanes in " + in + ", out " + out;
        Agree.close("value and gradient" + how, Agree.values(mapped, at), want, scale, isSingle);
        Agree.close("value and gradient, simplified," + how, Agree.values(Simplify.of(mapped), at), want, scale, isSingle);

        Fn losses = Vmap.of(loss, all, Array.of(Option.of(0)), lanes, Randomness.ERROR);
        Fn total = Fn.of(losses.params(), Array.of(losses.results().head().sum()));
        Seq<Tensor> wanted = in.zipWithIndex((axis, i) -> {
            Tensor parts = stacked(axis.getOrElse(0), slow.map(r -> r.get(i + 1)));
            return axis.isDefined() ? parts : Evaluator.evaluate(parts.sum(0));
        });
        Agree.close("gradient of the sum" + how, Agree.values(Simplify.of(Grad.of(total, inputs)), at), wanted, scale, isSingle);
    }

    private static Tensor stacked(int axis, Seq<Tensor> parts) {
        return Evaluator.evaluate(Fluxion.stack(axis, Array.ofAll(parts)));
    }

    /** Value and gradient, element by element in plain loops. */
    private void naive() {
        Seq<Naive.Value> want = Naive.run(both, arguments.map(Naive.Value::of));
        Agree.close("value and gradient by plain loops", want.map(v -> Tensor.of(v.type().shape(), v.floats())), values, steepest,
                isSingle);
    }

    /** Arguments that lie in storage the other way round. */
    private void views() {
        Seq<Tensor> turned = arguments.map(t -> {
            Tensor transposed = Evaluator.evaluate(t.transpose());
            Tensor back = ElementwiseSteps.literal(t.dtype().toString(), transposed.shape(),
                    Array.ofAll(Agree.doubles(transposed)).reverse().map(v -> (Object) v));
            return t.shape().size() == 0 ? t : back.view(t.shape(), (int) t.shape().size() - 1, transposed.shape().strides()
                    .reverse().map(s -> -s));
        });
        Agree.close("value and gradient of views", Agree.values(both, turned), values, steepest, isSingle);
        Agree.close("simplified, of views", Agree.values(Simplify.of(both), turned), values, steepest, isSingle);
    }

    private void json() {
        Fn back = Fluxion.fromJson(Fluxion.toJson(both));
        Agree.same("value and gradient out of JSON", Agree.values(back, arguments), values);
    }

    /** The same bits from any number of threads and from any call. */
    private void threads() {
        sameBits(300);
    }

    void sameBits(int calls) {
        int before = Evaluator.threads();
        Fn simple = calls > 10 ? Simplify.of(both) : both;
        try {
            Evaluator.threads(1);
            Seq<Tensor> first = Agree.values(simple, arguments);
            for (int count : new int[] {2, 4}) {
                Evaluator.threads(count);
                Agree.same("value and gradient by " + count + " threads", Agree.values(simple, arguments), first);
            }
            Evaluator.threads(1);
            for (int call = 2; call < calls; call++) {
                Agree.values(simple, arguments);
            }
            Agree.same("value and gradient of call " + calls, Agree.values(simple, arguments), first);
        } finally {
            Evaluator.threads(before);
        }
    }

    /** What is printed means the same where it can be read. */
    private void text() {
        String formula = MathText.of(f);
        if (formula.length() > 2000) {
            return;
        }
        String typed = f.params().map(v -> v.name() + ": " + v.type()).mkString("(", ", ", ") ↦")
                + formula.substring(formula.indexOf('↦') + 1);
        Fn back;
        try {
            back = Fluxion.parse(typed);
        } catch (FluxionException refused) {
            return;
        }
        Agree.close("what was read of " + typed, Agree.values(back, arguments), values.take(1), 0, isSingle);
    }

    /** What is done in chunks somewhere inside, all at once. */
    private void chunks() {
        if (program.steps().exists(s -> s.settings().get("chunk").exists(c -> !c.equals(0)))) {
            Fn whole = new Program(program.seed(), whole(program.body()), program.inputs(), program.integers(), program.weights(),
                    program.tangents()).function();
            Agree.close("without chunks", Agree.values(whole, arguments), values.take(1), 0, isSingle);
        }
    }

    private static Body whole(Body body) {
        return new Body(body.parameters(), body.steps().map(s -> new Step(s.id(), s.op(), s.operands(),
                new Settings(s.settings().values().remove("chunk")), s.bodies().map(ProgramChecks::whole))), body.results());
    }
}
