/**
 * Functions in the form in which they read best, beside the form in which they are evaluated: {@code Reading.of(fn)}.
 *
 * <p>Forms of matrices come first, then forms of scalars: {@code ScalarForms} writes sums, products,
 * powers and fractions as on paper. Each gives an equal function or the one it got. What a form costs to read is
 * {@code ReadingCost} for matrices and {@code ScalarCost} for numbers. Nothing here changes what is evaluated. Begin with
 * {@code Reading}.
 */
package fluxion.transforms.reading;
