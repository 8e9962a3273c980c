package fluxion.examples.workbench;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.FluxionException;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.explain.DerivationText;
import fluxion.core.explain.Explanation;
import fluxion.core.print.Latex;
import fluxion.core.print.MathMl;
import fluxion.core.print.MathText;
import fluxion.core.print.Svg;
import fluxion.core.rewrite.Cost;
import fluxion.dsl.Equivalence;
import fluxion.dsl.Fluxion;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Grad;
import fluxion.transforms.Hessian;
import fluxion.transforms.Jacobian;
import fluxion.transforms.Simplify;
import fluxion.transforms.explain.Explain;
import fluxion.transforms.reading.Reading;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Looks at a function from all sides. */
final class Inspection {
    /** Graphs of more operations are a thicket. */
    private static final int GRAPH = 60;

    private Inspection() {}

    /** What the page shows about the formula. */
    static Answer of(Question question) {
        Fn fn = question.function();
        if (fn.results().size() != 1) {
            throw new FluxionException("workbench: the formula must have one result; got " + fn.results().size());
        }
        Array<Tensor> at = question.values(fn);
        Ints moving = Ints.from(Array.range(0, fn.params().size()).filter(i -> fn.params().get(i).dtype().isFloat()));
        boolean differentiable = !moving.isEmpty() && fn.results().get(0).dtype().isFloat();
        return new Answer(fn.params().zipWith(at, (p, x) -> new Answer.Parameter(p.name(), p.type().toString(), value(x)))
                .toJavaList(), shown("f", fn, fn, at), differentiable ? derivatives(fn, moving, at) : List.of(),
                differentiable ? steps(fn, moving) : List.of(),
                Graph.operations(fn.results()) <= GRAPH ? Svg.of(fn) : "", differentiable ? efforts(fn, moving) : List.of(),
                TraceTable.of(fn, at), Pictures.curve(fn, at, question), Pictures.surface(fn, at, question));
    }

    /** Whether what someone takes for a derivative is it: proven, refuted at a point, or neither. */
    static Guess guess(Question question, String parameter, String guessed) {
        Fn fn = question.function();
        int position = fn.params().indexWhere(p -> p.name().equals(parameter));
        if (position < 0) {
            throw new FluxionException("guess: the formula has the parameters " + fn.params().map(Var::name).mkString(", ")
                    + "; got " + parameter);
        }
        Fn derivative = Simplify.of(Grad.of(fn, Ints.of(position)));
        Fn other = Fluxion.parse(guessed, fn.params().head(), fn.params().tail().toJavaArray(Var[]::new));
        Equivalence answer = Fluxion.equivalent(derivative, other);
        return switch (answer) {
            case Equivalence.Proven proven -> new Guess("right", proven.toString());
            case Equivalence.Refuted refuted -> new Guess("wrong", Mistake.in(fn, position, other).map(m -> "It seems that "
                    + m.words() + ".\n").getOrElse("") + refuted);
            case Equivalence.Undecided open -> new Guess("open", open.toString());
        };
    }

    /** What became of a guess, and why. */
    record Guess(String verdict, String why) {}

    private static Answer.Shown shown(String name, Fn read, Fn evaluated, Seq<Tensor> at) {
        Expr result = read.results().get(0);
        return new Answer.Shown(name, result.type().toString(), MathText.unbroken(read), Latex.unbroken(read), MathMl.of(result),
                value(Evaluator.evaluate(evaluated, at).get(0)));
    }

    private static List<Answer.Shown> derivatives(Fn fn, Ints moving, Seq<Tensor> at) {
        Array<Integer> positions = Array.ofAll(moving);
        boolean scalar = fn.results().get(0).shape().isScalar();
        boolean one = positions.size() == 1;
        boolean number = one && fn.params().get(positions.get(0)).shape().isScalar();
        Fn first = Simplify.of(scalar ? Grad.of(fn, moving) : Jacobian.cheapest(fn, moving, 0));
        Array<Answer.Shown> all = parts(first, at, positions.map(i -> number ? scalar ? "f′" : "df/d" + fn.params().get(i).name()
                : one ? scalar ? "∇f" : "J" : "∂f/∂" + fn.params().get(i).name()));
        if (!scalar) {
            return all.toJavaList();
        }
        Fn second = Simplify.of(number ? Grad.of(first, moving) : Hessian.of(fn, moving));
        return all.appendAll(parts(second, at, positions.flatMap(i -> positions.map(j -> number ? "f″" : one ? "∇²f"
                : "∂²f/∂" + fn.params().get(i).name() + "∂" + fn.params().get(j).name())))).toJavaList();
    }

    private static Array<Answer.Shown> parts(Fn all, Seq<Tensor> at, Array<String> names) {
        return names.zipWithIndex((name, i) -> {
            Fn part = Fn.of(all.params(), Array.of(all.results().get(i)));
            return shown(name, Reading.of(part), part, at);
        });
    }

    private static List<Answer.Step> steps(Fn fn, Ints moving) {
        Explanation told = fn.results().get(0).shape().isScalar() ? Explain.gradient(fn, moving)
                : Explain.jacobian("jacobian", "J = (∂fᵢ/∂xⱼ)ᵢⱼ", fn, moving, Simplify.of(Jacobian.cheapest(fn, moving, 0)));
        return told.lines(Explanation.Detail.RULES).map(line -> new Answer.Step(line.kind().name().toLowerCase(Locale.ROOT),
                line.heading(), line.statement(), line.condition(), DerivationText.beforeMathMl(line),
                DerivationText.afterMathMl(line))).toJavaList();
    }

    /** Forward mode goes once for each number that goes in, reverse mode once for each that comes out. */
    private static List<Answer.Effort> efforts(Fn fn, Ints moving) {
        if (Graph.operations(fn.results()) > GRAPH) {
            return List.of();
        }
        long inputs = Array.ofAll(moving).map(i -> fn.params().get(i).shape().size()).sum().longValue();
        long outputs = fn.results().get(0).shape().size();
        Fn forward = Simplify.of(Jacobian.forward(fn, moving, 0));
        Fn reverse = Simplify.of(Jacobian.reverse(fn, moving, 0));
        return List.of(effort("the function", fn),
                effort("its derivative by forward mode, along " + counted(inputs, "direction"), forward),
                effort("its derivative by reverse mode, from " + counted(outputs, "result"), reverse));
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static Answer.Effort effort(String what, Fn fn) {
        return new Answer.Effort(what, Graph.operations(fn.results()), Cost.of(fn));
    }

    /** Six digits of a number, which a table has room for; a tensor as it prints. */
    static String value(Tensor tensor) {
        if (!tensor.shape().isScalar() || !tensor.dtype().isFloat()) {
            return tensor.toString();
        }
        double number = tensor.toDouble();
        String short6 = Double.toString(new BigDecimal(Double.isFinite(number) ? number : 0)
                .round(new MathContext(7)).doubleValue());
        return (Double.isFinite(number) ? short6.replaceAll("\\.0$", "") : Double.toString(number)).replace('-', '−');
    }
}
