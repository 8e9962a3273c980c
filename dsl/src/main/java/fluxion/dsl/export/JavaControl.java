package fluxion.dsl.export;

import fluxion.core.Fn;
import fluxion.core.TensorType;
import fluxion.core.TupleType;
import fluxion.core.op.Control;
import fluxion.core.op.Lanes;
import fluxion.core.op.Scan;
import fluxion.core.op.Switch;
import fluxion.core.op.While;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Branches and loops; their functions are methods. Lanes that decide for themselves go one after another. */
final class JavaControl {
    private JavaControl() {}

    static void control(JavaStep to, Control op) {
        switch (op) {
            case Switch choice -> laned(to, choice.lanes(), 1, choice.branches().get(0).params().size(),
                    choice.branches().get(0).resultTypes(),
                    (in, out) -> choose(to, choice, in, out));
            case While loop -> laned(to, loop.lanes(), 0, to.apply().inputs().size(), states(loop),
                    (in, out) -> loop(to, loop, in, out));
            case Scan scan -> scan(to, scan);
        }
    }

    private static Seq<TensorType> types(JavaStep to) {
        return switch (to.apply().type()) {
            case TensorType type -> Array.of(type);
            case TupleType(var types) -> types;
        };
    }

    private static Seq<TensorType> states(While loop) {
        return loop.sweeps().flatMap(s -> s.step().parameterTypes().slice(loop.consts(), loop.consts() + s.states())).toArray();
    }

    // ---- lanes ------------------------------------------------------------------------------------------------------

    private interface Body {
        /** Statements that set variables, declared already, from operands. */
        void write(Seq<String> in, Seq<String> out);
    }

    /**
     * What one lane does, in a loop over lanes where there are any.
     *
     * @param own how many operands, in front, have an element for each lane in any case
     * @param others how many follow, of which the lanes say whether they have
     * @param results types of one lane's results
     */
    private static void laned(JavaStep to, Option<Lanes> lanes, int own, int others, Seq<TensorType> results, Body body) {
        boolean isLaned = lanes.isDefined();
        Seq<Boolean> mapped = Array.range(0, own + others).map(i -> isLaned && (i < own || lanes.get().mapped().get(i - own)));
        Seq<String> in = whole(to, mapped);
        if (!isLaned) {
            if (to.apply().op() instanceof Switch) {
                results.zip(to.outs()).forEach(r -> to.line(JavaSource.java(r._1) + " " + r._2 + ";"));
            }
            body.write(in, to.outs());
            return;
        }
        types(to).zip(to.outs()).forEach(r -> to.allocate(r._2, r._1));
        String lane = to.counter("lane");
        to.open("for (int " + lane + " = 0; " + lane + " < " + lanes.get().size() + "; " + lane + "++)");
        Seq<String> ones = Array.range(0, in.size()).map(i -> mapped.get(i) ? part(to, i, in.get(i), lane) : in.get(i)).toArray();
        Seq<String> outs = results.zipWithIndex((type, i) -> {
            String one = to.local("one" + i);
            if (to.apply().op() instanceof Switch) {
                to.line(JavaSource.java(type) + " " + one + ";");
            }
            return one;
        }).toArray();
        body.write(ones, outs);
        results.zipWithIndex().forEach(r -> store(to, r._1, outs.get(r._2), to.outs().get(r._2), lane));
        to.closeTo(0);
    }

    /** Operands as a whole; those that are read number by number are left where they are. */
    private static Seq<String> whole(JavaStep to, Seq<Boolean> inParts) {
        return inParts.zipWithIndex((isPart, i) -> isPart && to.shape(i).rank() == 1 ? "" : to.value(i)).toArray();
    }

    /** A lane's or step's part of an operand: a number, or a copy of its stretch. */
    private static String part(JavaStep to, int input, String array, String at) {
        if (to.shape(input).rank() == 1) {
            return to.read(input, Array.of(at));
        }
        int size = to.shape(input).dims().drop(1).stream().reduce(1, (a, b) -> a * b);
        return to.in().use("java.util.Arrays") + ".copyOfRange(" + array + ", " + JavaStep.times(at, size) + ", "
                + JavaStep.times(JavaStep.plus(at, 1), size) + ")";
    }

    private static void store(JavaStep to, TensorType type, String value, String array, String at) {
        to.line(type.rank() == 0 ? array + "[" + at + "] = " + value + ";"
                : "System.arraycopy(" + value + ", 0, " + array + ", " + JavaStep.times(at, (int) type.shape().size()) + ", "
                + type.shape().size() + ");");
    }

    // ---- branches ---------------------------------------------------------------------------------------------------

    private static void choose(JavaStep to, Switch op, Seq<String> in, Seq<String> out) {
        Seq<String> arguments = in.tail();
        int n = op.branches().size();
        if (to.apply().input(0).dtype() == fluxion.core.DType.BOOL) {
            to.open("if (" + in.get(0) + ")");
            assign(to, op.branches().get(1), "branch", arguments, out);
            to.otherwise("else");
            assign(to, op.branches().get(0), "branch", arguments, out);
            to.close();
            return;
        }
        to.open("switch (" + to.in().helper(JavaHelper.CLAMPED) + "(" + in.get(0) + ", " + (n - 1) + "))");
        for (int k = 0; k < n; k++) {
            to.open(k < n - 1 ? "case " + k + " ->" : "default ->");
            assign(to, op.branches().get(k), "branch", arguments, out);
            to.close();
        }
        to.close();
    }

    /** Sets variables to the results of a function. */
    private static void assign(JavaStep to, Fn fn, String wish, Seq<String> arguments, Seq<String> out) {
        JavaClass.Method method = to.in().method(fn, wish);
        String call = method.name() + arguments.mkString("(", ", ", ")");
        if (out.size() == 1) {
            to.line(out.get(0) + " = " + call + ";");
            return;
        }
        String results = to.local("results");
        to.line(method.resultType() + " " + results + " = " + call + ";");
        out.zipWithIndex().forEach(o -> to.line(o._1 + " = " + method.result(results, o._2) + ";"));
    }

    // ---- loops ------------------------------------------------------------------------------------------------------

    /** A sweep's results, step by step. */
    private record Tape(String list, JavaClass.Method method, int states) {}

    private static void loop(JavaStep to, While op, Seq<String> in, Seq<String> out) {
        Seq<String> consts = in.take(op.consts());
        out.zip(in.drop(op.consts())).zip(states(op))
                .forEach(s -> to.line(JavaSource.java(s._2) + " " + s._1._1 + " = " + s._1._2 + ";"));
        boolean isCounted = op.sweeps().size() > 1;
        String steps = to.local("steps");
        if (isCounted) {
            to.line("int " + steps + " = 0;");
        }
        Seq<Tape> tapes = Array.empty();
        for (int p = 0; p < op.sweeps().size(); p++) {
            While.Sweep sweep = op.sweeps().get(p);
            JavaClass.Method step = to.in().method(sweep.step(), p == 0 ? "step" : "stepBack");
            Seq<String> states = out.slice(op.offset(p), op.offset(p) + sweep.states());
            Tape tape = new Tape(to.local(to.depth() == 0 ? "tape" : "tape" + p), step, sweep.states());
            if (sweep.writes() > 0) {
                String type = step.record().isEmpty() ? JavaSource.boxed(sweep.step().results().get(0).tensorType())
                        : step.record();
                to.line(to.in().use("java.util.List") + "<" + type + "> " + tape.list + " = new "
                        + to.in().use("java.util.ArrayList") + "<>();");
            }
            String at = to.counter("t");
            if (p == 0) {
                JavaClass.Method condition = to.in().method(op.condition(), "condition");
                to.open("while (" + condition.name() + consts.appendAll(states).mkString("(", ", ", ")") + ")");
            } else {
                to.open(sweep.backward() ? "for (int " + at + " = " + steps + " - 1; " + at + " >= 0; " + at + "--)"
                        : "for (int " + at + " = 0; " + at + " < " + steps + "; " + at + "++)");
            }
            Seq<Tape> written = tapes;
            Seq<String> read = Array.ofAll(sweep.reads()).map(entry -> entry(op, written, entry, at, steps)).toArray();
            advance(to, step, consts.appendAll(states).appendAll(read), states, sweep.writes() > 0 ? tape.list : "");
            if (p == 0 && isCounted) {
                to.line(steps + "++;");
            }
            to.close();
            tapes = tapes.append(tape);
        }
    }

    /** What an earlier sweep wrote; one that went back wrote its last step first. */
    private static String entry(While op, Seq<Tape> tapes, int number, String at, String steps) {
        int entry = number;
        int p = 0;
        while (entry >= op.sweeps().get(p).writes()) {
            entry -= op.sweeps().get(p).writes();
            p++;
        }
        String place = op.sweeps().get(p).backward() ? steps + " - 1 - " + at : at;
        return tapes.get(p).method.result(tapes.get(p).list + ".get(" + place + ")", tapes.get(p).states + entry);
    }

    /** One step: new states from old ones; what it gives is kept where there is a tape. */
    private static void advance(JavaStep to, JavaClass.Method step, Seq<String> arguments, Seq<String> states, String tape) {
        String call = step.name() + arguments.mkString("(", ", ", ")");
        if (states.size() == 1 && step.record().isEmpty()) {
            to.line(states.get(0) + " = " + call + ";");
            return;
        }
        if (states.isEmpty()) {
            to.line(tape.isEmpty() ? call + ";" : tape + ".add(" + call + ");");
            return;
        }
        String next = to.local("next");
        to.line(step.resultType() + " " + next + " = " + call + ";");
        states.zipWithIndex().forEach(s -> to.line(s._1 + " = " + step.result(next, s._2) + ";"));
        if (!tape.isEmpty()) {
            to.line(tape + ".add(" + next + ");");
        }
    }

    private static void scan(JavaStep to, Scan op) {
        Seq<TensorType> types = types(to);
        int fixed = op.consts() + op.carries();
        Seq<String> in = whole(to, Array.range(0, to.apply().inputs().size()).map(i -> i >= fixed));
        Seq<String> carries = to.outs().take(op.carries());
        carries.zipWithIndex()
                .forEach(c -> to.line(JavaSource.java(types.get(c._2)) + " " + c._1 + " = " + in.get(op.consts() + c._2) + ";"));
        types.zip(to.outs()).drop(op.carries()).forEach(y -> to.allocate(y._2, y._1));
        String t = to.counter("t");
        to.open(op.reverse() ? "for (int " + t + " = " + (op.length() - 1) + "; " + t + " >= 0; " + t + "--)"
                : "for (int " + t + " = 0; " + t + " < " + op.length() + "; " + t + "++)");
        JavaClass.Method step = to.in().method(op.step(), "step");
        Seq<String> arguments = in.take(op.consts()).appendAll(carries)
                .appendAll(Array.range(fixed, in.size()).map(i -> part(to, i, in.get(i), t)));
        String call = step.name() + arguments.mkString("(", ", ", ")");
        if (to.outs().size() == 1) {
            if (op.carries() == 1) {
                to.line(carries.get(0) + " = " + call + ";");
            } else {
                store(to, op.step().results().get(0).tensorType(), call, to.outs().get(0), t);
            }
        } else {
            String next = to.local("next");
            to.line(step.resultType() + " " + next + " = " + call + ";");
            carries.zipWithIndex().forEach(c -> to.line(c._1 + " = " + step.result(next, c._2) + ";"));
            to.outs().drop(op.carries()).zipWithIndex()
                    .forEach(y -> store(to, op.step().results().get(op.carries() + y._2).tensorType(),
                    step.result(next, op.carries() + y._2), y._1, t));
        }
        to.closeTo(0);
    }
}
