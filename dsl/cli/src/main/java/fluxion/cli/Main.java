package fluxion.cli;

import static fluxion.dsl.Fluxion.fn;
import static fluxion.dsl.Fluxion.javaSource;
import static fluxion.dsl.Fluxion.toOnnx;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.FluxionException;
import fluxion.core.explain.Explanation;
import fluxion.core.parse.SyntaxException;
import fluxion.core.print.Latex;
import fluxion.core.print.MathMl;
import fluxion.core.print.MathText;
import fluxion.dsl.function.Fun1;
import fluxion.plot.Figure;
import fluxion.plot.Plots;
import fluxion.transforms.explain.Explain;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs the command {@code fluxion} and ends with its exit code: 0, or one of those below. */
public final class Main {
    /** The formula cannot be read, or what is asked of it does not exist. */
    public static final int FORMULA = 1;
    /** An option is missing, unknown or malformed. */
    public static final int USAGE = 2;
    /** A file cannot be read or written. */
    public static final int FILE = 3;

    private Main() {}

    /** The command, its options and formula as arguments. */
    public static void main(String... arguments) {
        System.exit(run(new PrintStream(System.out, false, StandardCharsets.UTF_8),
                new PrintStream(System.err, false, StandardCharsets.UTF_8), arguments));
    }

    /** Runs a command line; the exit code. */
    static int run(PrintStream out, PrintStream err, String... words) {
        boolean json = Array.of(words).contains(Choice.JSON.flag());
        try {
            answer(out, words);
            return 0;
        } catch (UsageException e) {
            boolean known = words.length > 0 && Array.of(Command.values()).exists(c -> c.word().equals(words[0]));
            return failed(json, out, err, "usage", e.getMessage(), "Try fluxion " + (known ? words[0] + " " : "") + "--help", -1,
                    USAGE);
        } catch (UncheckedIOException e) {
            return failed(json, out, err, "file", e.getMessage(), "", -1, FILE);
        } catch (SyntaxException e) {
            return failed(json, out, err, "syntax", e.getMessage(), "", e.position(), FORMULA);
        } catch (FluxionException e) {
            return failed(json, out, err, "formula", e.getMessage(), "", -1, FORMULA);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static int failed(boolean json, PrintStream out, PrintStream err, String kind, String message, String hint,
            int position, int code) {
        if (json) {
            out.println("{\"error\": {\"kind\": \"" + kind + "\", \"message\": " + JsonAnswer.quoted(message)
                    + (position < 0 ? "" : ", \"position\": " + position) + "}}");
        } else {
            err.println(message + (hint.isEmpty() ? "" : "\n" + hint));
        }
        return code;
    }

    private static void answer(PrintStream out, String... words) {
        if (words.length == 0 || words.length == 1 && Array.of("--help", "-h", "help").contains(words[0])) {
            out.print(Help.overview());
        } else if (words[0].equals("--version")) {
            out.println("fluxion " + Option.of(Main.class.getPackage().getImplementationVersion()).getOrElse("0.1.0-SNAPSHOT"));
        } else if (words[0].equals("help")) {
            out.print(Help.of(Arguments.of(words[1]).command()));
        } else {
            Arguments arguments = Arguments.of(words);
            if (arguments.has(Choice.HELP)) {
                out.print(Help.of(arguments.command()));
            } else {
                answer(out, arguments, new FormulaInput(arguments));
            }
        }
    }

    private static void answer(PrintStream out, Arguments asked, FormulaInput input) {
        Output output = new Output(out, asked);
        switch (asked.command()) {
            case VALUE -> Derivatives.of(input, Derivatives.Kind.FUNCTION, 1).print(out);
            case DERIVATIVE -> Derivatives.of(input, Derivatives.Kind.DERIVATIVE, asked.count(Choice.ORDER, 1)).print(out);
            case GRAD -> Derivatives.of(input, Derivatives.Kind.GRAD, 1).print(out);
            case JACOBIAN -> Derivatives.of(input, Derivatives.Kind.JACOBIAN, 1).print(out);
            case HESSIAN -> Derivatives.of(input, Derivatives.Kind.HESSIAN, 1).print(out);
            case STEPS -> steps(out, asked, input);
            case TEXT -> output.text("text", MathText.of(shown(asked, input)));
            case LATEX -> output.text("latex", Latex.of(shown(asked, input)));
            case MATHML -> output.text("mathml", MathMl.of(shown(asked, input)));
            case JAVA -> output.text("java", javaSource(asked.text(Choice.CLASS, "Formula"), asked.text(Choice.METHOD, "value"),
                    derived(asked, input)));
            case ONNX -> output.bytes("onnx", toOnnx("formula", derived(asked, input)));
            case PLOT -> plot(output, asked, input);
            default -> throw new AssertionError(asked.command());
        }
    }

    private static Fn derived(Arguments asked, FormulaInput input) {
        return answer(asked, input).function();
    }

    private static Fn shown(Arguments asked, FormulaInput input) {
        return answer(asked, input).shown();
    }

    private static Answer answer(Arguments asked, FormulaInput input) {
        return Derivatives.of(input, asked.one(Choice.OF, Derivatives.Kind.FUNCTION), asked.count(Choice.ORDER, 1));
    }

    private static void steps(PrintStream out, Arguments asked, FormulaInput input) {
        Explanation.Detail detail = asked.one(Choice.DETAIL, Explanation.Detail.RULES);
        Explanation explanation = Explain.gradient(Derivatives.one("steps", input.function()), input.positions());
        if (asked.has(Choice.JSON)) {
            out.println("{\"steps\": [" + explanation.lines(detail).map(line -> "{\"rule\": " + JsonAnswer.quoted(line.rule())
                    + ", \"statement\": " + JsonAnswer.quoted(line.statement()) + ", \"condition\": "
                    + JsonAnswer.quoted(line.condition()) + ", \"before\": " + JsonAnswer.quoted(MathText.unbroken(line.before()))
                    + ", \"after\": " + JsonAnswer.quoted(MathText.unbroken(line.after())) + "}").mkString(", ") + "]}");
        } else {
            out.println(asked.has(Choice.LATEX) ? explanation.latex(detail) : explanation.text(detail));
        }
    }

    private static void plot(Output output, Arguments asked, FormulaInput input) {
        Fn function = input.function();
        if (function.params().size() != 1 || !function.params().get(0).shape().isScalar() || function.results().size() != 1) {
            throw new FluxionException("plot: the formula must be of one number; got one of "
                    + function.params().map(v -> v.name() + ": " + v.type()).mkString("(", ", ", ")")
                    + ". Write numbers in the others' places");
        }
        Fun1<Expr, Expr> f = fn((Expr x) -> function.on(Array.of(x)).get(0)).named(function.params().get(0).name());
        Figure figure = Plots.plot(f, asked.number(Choice.FROM, -5), asked.number(Choice.TO, 5),
                asked.count(Choice.DERIVATIVES, 0)).title(asked.text(Choice.TITLE, ""));
        if (asked.has(Choice.OUT)) {
            Path file = Path.of(asked.text(Choice.OUT, ""));
            figure.save(file);
            output.saved("plot", file);
        } else {
            output.text("plot", figure.svg());
        }
    }
}
