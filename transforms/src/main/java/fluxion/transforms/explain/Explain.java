package fluxion.transforms.explain;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.explain.Explanation;
import fluxion.core.explain.Line;
import fluxion.core.print.MathText;
import fluxion.transforms.Grad;
import fluxion.transforms.Simplify;
import fluxion.transforms.WrtParameters;
import fluxion.transforms.reading.Reading;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;

/**
 * Derivations a person can follow: how a derivative comes about, rule by rule. The function of one number is
 * differentiated from the outside in, as at school; others by differentials: {@code df = ⟨2·(A·x − b), d(A·x − b)⟩}, each rule
 * moving the differential one operation further inwards, until only those of the parameters are left, and their factors are
 * the gradient (Magnus and Neudecker's method, which is reverse mode).
 */
public final class Explain {
    /** Functions of more operations stay as they are. */
    private static final int LARGE = 500;

    private Explain() {}

    /**
     * How the gradients of the first result come about.
     *
     * @throws fluxion.core.TransformException as {@link Grad#of}
     */
    public static Explanation gradient(Fn fn, Ints wrt) {
        return gradient(fn, wrt, Simplify.of(Grad.of(fn, wrt)));
    }

    /** The same, ending with the derivative as it is known already: equal, but perhaps written otherwise. */
    public static Explanation gradient(Fn fn, Ints wrt, Fn derivative) {
        WrtParameters.check("explain", fn, wrt);
        Fn function = Fn.of(fn.params(), Array.of(Grad.scalar("explain", fn)));
        List<Line> lines = new ArrayList<>();
        Seq<Var> params = WrtParameters.params(fn, wrt);
        Fn found = params.size() == 1 && params.get(0).shape().isScalar()
                ? ForwardDerivation.differentiate(function, params.get(0), lines)
                : ReverseDerivation.differentiate(function, params, lines);
        Fn goal = shorter(read(on(derivative, fn.params())), found);
        SimplificationTrace.whole("rearrange", "the same value, as one writes it", found, goal, lines);
        return new Explanation(fn, goal, Array.ofAll(lines));
    }

    /**
     * How a function in the form in which a transform made it comes to its simplest form.
     *
     * @param transform the transform's name
     * @param fn what was transformed
     * @param made what it made of it
     */
    public static Explanation transform(String transform, String statement, Fn fn, Fn made) {
        List<Line> lines = new ArrayList<>();
        if (fn != made) {
            lines.add(new Line(Line.Kind.CALCULUS, transform, statement, "everywhere", "", fn,
                    fn.results().reject(Tensor.class::isInstance), made,
                    made.results().reject(Tensor.class::isInstance)));
        }
        Seq<Expr> goal = SimplificationTrace.simplify(made.results(), results -> Fn.of(made.params(), results),
                lines);
        return new Explanation(fn, Fn.of(made.params(), goal), Array.ofAll(lines));
    }

    /**
     * How a Jacobian comes about: the differential of a function is a linear map of those of its parameters, and J is the
     * matrix of that map. Of functions of several results, J is what the transform made, and that in its simplest form.
     *
     * @param made what the transform made of it
     */
    public static Explanation jacobian(String transform, String statement, Fn fn, Ints wrt, Fn made) {
        List<Line> lines = new ArrayList<>();
        if (fn.results().size() == 1 && made.results().size() == wrt.size() && fn.results().head().dtype().isFloat()) {
            Fn function = on(fn, made.params());
            return differentials(fn, function, wrt, asked(function, wrt, made), made, lines);
        }
        lines.add(step(transform, statement, asked("J", fn, made.params()), made));
        return ending(fn, made, lines);
    }

    /** How a Hessian comes about: ∇²f is the Jacobian of the gradient, and that is read off the gradient's differential. */
    public static Explanation hessian(Fn fn, Ints wrt, Fn made) {
        List<Line> lines = new ArrayList<>();
        if (wrt.size() == 1 && fn.results().size() == 1 && made.results().size() == 1 && fn.results().head().rank() == 0) {
            Fn function = on(fn, made.params());
            Fn gradient = on(read(Simplify.of(Grad.of(fn, wrt))), made.params());
            Fn whole = Fn.of(made.params(), Array.of(new Differential("∇²").of(function.results().head(),
                    made.results().head().tensorType())));
            Fn jacobian = asked(gradient, wrt, made);
            lines.add(step("hessian", "forward over reverse: ∇²f = J(∇f), the Jacobian of the gradient, read off d(∇f)", whole,
                    jacobian));
            return differentials(fn, gradient, wrt, jacobian, made, lines);
        }
        lines.add(step("hessian", "forward over reverse: the Jacobian of the gradient", asked("∇²", fn, made.params()),
                made));
        return ending(fn, made, lines);
    }

    /** The Jacobians of a function of one result, {@code J(sin(x))}; d/dx where there is one number to differentiate by. */
    private static Fn asked(Fn function, Ints wrt, Fn made) {
        Seq<Var> params = WrtParameters.params(function, wrt);
        Expr f = function.results().head();
        return Fn.of(function.params(), params.zipWith(made.results(), (x, j) -> (params.size() > 1
                ? new Differential("∂/∂" + x.name()) : isNumber(params) ? ForwardDerivation.by(x, function.params())
                : new Differential("J")).of(f, j.tensorType())));
    }

    private static boolean isNumber(Seq<Var> params) {
        return params.size() == 1 && params.head().shape().isScalar();
    }

    private static Explanation differentials(Fn fn, Fn function, Ints wrt, Fn asked, Fn made, List<Line> lines) {
        Seq<Var> params = WrtParameters.params(function, wrt);
        Fn goal = read(Simplify.of(made));
        if (isNumber(params)) {
            Fn found = ForwardDerivation.differentiate(function, params.head(), lines);
            goal = shorter(goal, found);
            SimplificationTrace.whole("rearrange", "the same value, as one writes it", found, goal, lines);
        } else {
            ForwardDerivation.differential(function, params, lines);
            lines.add(new Line(Line.Kind.CALCULUS, "read off the Jacobian", "df = J·dx for every dx says that J is this matrix",
                    "everywhere", "what " + params.map(x -> "d(" + x.name() + ")").mkString(", ") + " is multiplied with",
                    asked, asked.results(), goal, goal.results()));
        }
        return new Explanation(fn, goal, Array.ofAll(lines));
    }

    /** What was found where the form that the transform's result has is longer, as of loops that run backwards. */
    private static Fn shorter(Fn goal, Fn found) {
        boolean small = Graph.operations(found.results()) <= LARGE && Graph.operations(goal.results()) <= LARGE;
        return small && MathText.plain(found).length() < MathText.plain(goal).length() ? found : goal;
    }

    /** In the form for people, where it is not too large for them. */
    private static Fn read(Fn fn) {
        return Graph.operations(fn.results()) > LARGE ? fn : Reading.of(fn);
    }

    /** The results with a sign of what is asked of them, {@code J(sin(x))}. */
    private static Fn asked(String sign, Fn fn, Seq<Var> params) {
        return Fn.of(params, on(fn, params).results().map(new Differential(sign)::of));
    }

    private static Line step(String rule, String statement, Fn before, Fn after) {
        return new Line(Line.Kind.CALCULUS, rule, statement, "everywhere", "", before, before.results(), after,
                after.results().reject(Tensor.class::isInstance));
    }

    private static Explanation ending(Fn fn, Fn made, List<Line> lines) {
        Seq<Expr> goal = SimplificationTrace.simplify(made.results(), results -> Fn.of(made.params(), results),
                lines);
        return new Explanation(fn, Fn.of(made.params(), goal), Array.ofAll(lines));
    }

    private static Fn on(Fn derivative, Seq<Var> params) {
        return derivative.params().equals(params) ? derivative : Fn.of(params, derivative.on(params));
    }
}
