package fluxion.dsl.function;

import fluxion.core.Fn;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.print.Graphviz;
import fluxion.core.print.Latex;
import fluxion.core.print.MathMl;
import fluxion.core.print.MathText;
import fluxion.core.print.Svg;
import fluxion.core.print.Tree;

/** What typed functions of any number of arguments have in common. */
public abstract sealed class Typed permits Fun1, Fun2, Fun3, Fun4, Fun5, Fun6 {
    private final Program program;

    Typed(Program program) {
        this.program = program;
    }

    /** What stands behind this function. */
    public Program program() {
        return program;
    }

    /**
     * The flat function, from tensors to tensors, for arguments of the given types.
     *
     * @param arguments for each a {@link fluxion.core.TensorType}, or a tree of expressions or types whose values do not count
     */
    public Fn on(Object... arguments) {
        Given.arguments("on", arguments);
        return program.at(Signature.of(arguments)).fn();
    }

    /** How the function comes about, for arguments of the given types, see {@link #on}. */
    public fluxion.core.rewrite.Explanation explanation(Object... arguments) {
        Given.arguments("explain", arguments);
        return program.explain(Signature.of(arguments));
    }

    /**
     * The function in LaTeX, for the types it was used with last, f64 scalars if none.
     *
     * @throws FluxionException where it was not used yet, and does not take scalars
     */
    public String latex() {
        return Latex.of(shown("latex"));
    }

    /** The function in MathML, as {@link #latex()}. */
    public String mathml() {
        return MathMl.of(shown("mathml"));
    }

    /** The function's graph in Graphviz' DOT language, for the types it was used with last. */
    public String dot() {
        return Graphviz.of(shown("dot"));
    }

    /** The function's graph as a drawing, an SVG document, for the types it was used with last. */
    public String svg() {
        return Svg.of(shown("svg"));
    }

    /** The function as a tree, one line an operation, for the types it was used with last. */
    public String tree() {
        return Tree.of(shown("tree"));
    }

    private Fn shown(String how) {
        return program.shown().getOrElseThrow(why -> new FluxionException(how + ": the types must be known; this is " + why)).fn();
    }

    /** The function as mathematics, {@code x ↦ sin(x) + x·cos(x)}, for the types it was used with last, f64 scalars if none. */
    @Override
    public String toString() {
        return program.shown().fold(how -> how, traced -> MathText.of(traced.fn()));
    }
}
