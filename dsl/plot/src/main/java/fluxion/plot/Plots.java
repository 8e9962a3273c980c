package fluxion.plot;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.print.MathText;
import fluxion.dsl.Fluxion;
import fluxion.dsl.Sparsity;
import fluxion.dsl.function.Fun1;
import io.vavr.collection.Array;

/**
 * The verbs that make figures.
 *
 * <pre>{@code
 * import static fluxion.plot.Plots.*;
 *
 * plot(fn(x -> sin(x).times(x)), -6, 6, 2).save(Path.of("f.svg"));   // with f′ and f″, in their mathematics
 * curve("loss", losses).logY().xLabel("step").save(Path.of("loss.png"));
 * scatter("data", x, y).and(curve("fit", x, fit)).show();
 * heatmap(weights).title("first layer").save(Path.of("w.png"));
 * }</pre>
 */
public final class Plots {
    private static final int POINTS = 401;
    /** Characters of a formula in a legend; longer ones are left out. */
    private static final int LONGEST = 60;
    private static final int DEEPEST = 9;
    /** Pixels of a matrix along its longer side. */
    private static final int SIDE = 450;
    /** Elements of a matrix that is made to be shown. */
    private static final int MOST = 25_000_000;

    private Plots() {}

    // ---- functions --------------------------------------------------------------------------------------------------

    /** A function of a number over a range. */
    public static Figure plot(Fun1<Expr, Expr> f, double from, double to) {
        return plot(f, from, to, 0);
    }

    /**
     * A function of a number and its first derivatives over a range, labelled with their formulas.
     *
     * @param derivatives how many
     */
    public static Figure plot(Fun1<Expr, Expr> f, double from, double to, int derivatives) {
        Given.arguments("plot", f);
        if (derivatives < 0 || derivatives > DEEPEST) {
            throw new FluxionException("plot: there must be from 0 to " + DEEPEST + " derivatives; got " + derivatives);
        }
        Array<Fun1<Expr, Expr>> all = Array.of(f);
        for (int i = 0; i < derivatives; i++) {
            all = all.append(Fluxion.grad(all.last()));
        }
        return functions(all, all.zipWithIndex((g, i) -> "f" + primes(i)), from, to);
    }

    /** Several functions of a number over a range, labelled with their formulas. */
    @SafeVarargs
    @SuppressWarnings("varargs") // read alone
    public static Figure plot(double from, double to, Fun1<Expr, Expr>... functions) {
        Given.arguments("plot", (Object) functions);
        return functions(Array.of(functions), Array.of(functions).map(_ -> ""), from, to);
    }

    private static String primes(int order) {
        return switch (order) {
            case 0 -> "";
            case 1 -> "′";
            case 2 -> "″";
            case 3 -> "‴";
            default -> "⁽" + "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(order) + "⁾";
        };
    }

    private static Figure functions(Array<Fun1<Expr, Expr>> functions, Array<String> names, double from, double to) {
        Figure.Range range = new Figure.Range(from, to);
        Tensor x = Fluxion.eval(Fluxion.linspace(range.from(), range.to(), POINTS));
        Array<Formula> formulas = functions.map(Plots::formula);
        Array<Layer> lines = functions.zipWithIndex((f, i) ->
                new Layer.Line(label(names.get(i), formulas.get(i)), x, values(f, x)));
        Figure figure = Figure.of(lines.head());
        String variable = formulas.head().variable();
        return new Figure(lines, "", variable, names.size() == 1 ? "f(" + variable + ")" : "", figure.x(), figure.y(),
                figure.width(), figure.height()).xRange(from, to);
    }

    /** The values at all points at once. */
    private static Tensor values(Fun1<Expr, Expr> f, Tensor x) {
        Expr first = f.apply(Tensor.of(x.doubleAt(0)));
        if (!first.shape().isScalar() || !first.dtype().isFloat()) {
            throw new FluxionException("plot: the function must give a number for a number; it gave " + first.type());
        }
        return Fluxion.eval(Fluxion.vmap(f).apply(x).cast(DType.F64));
    }

    private record Formula(String variable, String text) {}

    /** The formula of a function of a number, without its variable's arrow. */
    private static Formula formula(Fun1<Expr, Expr> f) {
        String text = MathText.unbroken(f.on(TensorType.scalar(DType.F64)));
        int arrow = text.indexOf(" ↦ ");
        return arrow < 0 || text.contains("\n") ? new Formula("x", "") : new Formula(text.substring(0, arrow),
                text.substring(arrow + 3));
    }

    private static String label(String name, Formula formula) {
        boolean said = !formula.text().isEmpty() && formula.text().length() <= LONGEST;
        String left = name.isEmpty() ? "" : name + "(" + formula.variable() + ")";
        return left.isEmpty() ? said ? formula.text() : "" : said ? left + " = " + formula.text() : left;
    }

    // ---- numbers ----------------------------------------------------------------------------------------------------

    /** A line through points, from left to right as they come. */
    public static Figure curve(String label, Expr x, Expr y) {
        return Figure.of(new Layer.Line(label, numbers("curve", x), numbers("curve", y)));
    }

    /** A line through numbers, 0, 1, 2, … from left to right. */
    public static Figure curve(String label, Expr y) {
        Tensor values = numbers("curve", y);
        return curve(label, places(values), values);
    }

    /** A line through numbers, 0, 1, 2, … from left to right. */
    public static Figure curve(String label, Iterable<? extends Number> y) {
        Given.arguments("curve", label, y);
        return curve(label, Tensor.of(Array.<Number>ofAll(y).toJavaStream().mapToDouble(Number::doubleValue).toArray()));
    }

    /** Points. */
    public static Figure scatter(String label, Expr x, Expr y) {
        return Figure.of(new Layer.Points(label, numbers("scatter", x), numbers("scatter", y)));
    }

    /** What lies between two lines, in light colour, as for the errors of a curve. */
    public static Figure band(String label, Expr x, Expr low, Expr high) {
        return Figure.of(new Layer.Band(label, numbers("band", x), numbers("band", low), numbers("band", high)));
    }

    // ---- matrices ---------------------------------------------------------------------------------------------------

    /** A matrix as colours with a scale: from white to blue, or where there are both signs, blue below 0 and red above. */
    public static Figure heatmap(Expr matrix) {
        return cells(new Layer.Cells("", numbers("heatmap", matrix), false));
    }

    /** Where a matrix is not zero. */
    public static Figure sparsity(Expr matrix) {
        return cells(new Layer.Cells("", numbers("sparsity", matrix), true));
    }

    /** Where a Jacobian may be other than zero. */
    public static Figure sparsity(Sparsity sparsity) {
        Given.arguments("sparsity", sparsity);
        if ((long) sparsity.rows() * sparsity.columns() > MOST) {
            throw new FluxionException("sparsity: there must be at most " + MOST + " elements to show; got " + sparsity.rows()
                    + " × " + sparsity.columns());
        }
        double[] cells = new double[sparsity.rows() * sparsity.columns()];
        for (int row = 0; row < sparsity.rows(); row++) {
            for (int column : sparsity.entries().get(row)) {
                cells[row * sparsity.columns() + column] = 1;
            }
        }
        return sparsity(Tensor.of(Shape.of(sparsity.rows(), sparsity.columns()), cells));
    }

    /** As large as squares for the cells need it. */
    private static Figure cells(Layer.Cells cells) {
        int rows = cells.values().shape().dim(0);
        int columns = cells.values().shape().dim(1);
        int across = Math.clamp(Math.round((double) SIDE * columns / Math.max(rows, columns)), SIDE / 4, SIDE);
        int down = Math.clamp(Math.round((double) SIDE * rows / Math.max(rows, columns)), SIDE / 4, SIDE);
        return Figure.of(cells).xLabel("column").yLabel("row").size(across + (cells.pattern() ? 90 : 178), down + 104);
    }

    private static Tensor numbers(String operation, Expr x) {
        Given.arguments(operation, x);
        return Fluxion.eval(x.cast(DType.F64));
    }

    private static Tensor places(Tensor values) {
        return Fluxion.eval(Fluxion.arange(Math.max(1, values.rank() == 0 ? 1 : values.shape().dim(0))).cast(DType.F64)
                .reshape(values.rank() == 1 ? values.shape() : Shape.of(1)));
    }
}
