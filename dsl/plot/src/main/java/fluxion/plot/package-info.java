/**
 * Pictures out: functions with their derivatives, curves, points, heat maps of matrices and where they are not zero.
 *
 * <p>{@link fluxion.plot.Plots} holds the verbs, each of which makes a {@link fluxion.plot.Figure}: an immutable value with
 * layers, labels and ranges, that other figures can be laid over, and that is saved as SVG or PNG or shown in a window. Drawing
 * is XChart's, which nothing but {@code Drawing} knows.
 *
 * <p>Knows {@code fluxion.dsl} and XChart. Begin with {@code Plots}.
 */
package fluxion.plot;
