package fluxion.examples.workbench;

import java.util.List;

/**
 * What the page shows of a function.
 *
 * @param parameters with the values that were taken
 * @param function as it was read
 * @param derivatives by name, with their values
 * @param steps how the derivative comes about
 * @param graph of the expression, SVG
 * @param effort what the function and its derivative in both modes cost, where it has few operations
 * @param trace its operations one by one, forwards and backwards; one where it has few, else none
 * @param curve over a range; one where it is a function of one number, else none
 * @param surface over a square; one where it is a function of two numbers, else none
 */
record Answer(List<Parameter> parameters, Shown function, List<Shown> derivatives, List<Step> steps, String graph,
        List<Effort> effort, List<Trace> trace, List<Curve> curve, List<Surface> surface) {
    record Parameter(String name, String type, String value) {}

    /** A function or derivative in several notations, with its value. */
    record Shown(String name, String type, String text, String latex, String mathml, String value) {}

    /** A line of the derivation, as {@link fluxion.core.explain.Line} has it. */
    record Step(String kind, String heading, String statement, String condition, String before, String after) {}

    /**
     * What something costs.
     *
     * @param what it is
     * @param operations how many
     * @param work in additions of one number, see {@link fluxion.core.rewrite.Cost}
     */
    record Effort(String what, int operations, double work) {}

    /**
     * A table as one makes it by hand.
     *
     * @param towards which parameter the tangents are along
     */
    record Trace(String towards, List<Row> rows) {
        /**
         * An operation.
         *
         * @param name v₁, v₂, …
         * @param says what it is of which others
         * @param value of it
         * @param tangent its derivative along the parameter, forwards
         * @param adjoint the derivative of the result with respect to it, backwards
         */
        record Row(String name, String says, String value, String tangent, String adjoint) {}
    }

    /**
     * f, f′ and f″ at places; the Taylor polynomial at the point, and Newton's steps from it.
     *
     * @param name of the parameter
     * @param taylor coefficients of (x − point)ᵏ
     */
    record Curve(String name, double[] x, double[] f, double[] first, double[] second, double point, double[] taylor,
            double[] newton) {}

    /**
     * f at a grid of places, row by row from below, its gradients at some, and the way of steepest descent from the point.
     */
    record Surface(String firstName, String secondName, double[] x, double[][] f, double[][] gradients, double[][] descent) {}
}
