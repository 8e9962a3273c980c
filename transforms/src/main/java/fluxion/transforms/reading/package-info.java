/**
 * Functions in the form in which they read best, beside the form in which they are evaluated: {@code Reading.of(fn)}.
 *
 * <p>Forms of matrices come first, then forms of scalars. {@code TensorForms} has {@code NetworkReader} read sums of products
 * by index, with {@code InverseReader} for inverses and determinants, and {@code SumWriter} write them: like terms and common
 * factors, the tensors of a term by {@code TermWriter}, its numbers and scalars by {@code CoefficientWriter}.
 * {@code ScalarForms} writes sums, products, powers and fractions as on paper. Each gives an equal function or the one it got.
 * What a form costs to read is {@code ReadingCost} for matrices and {@code ScalarCost} for numbers. Nothing here changes what
 * is evaluated. Begin with {@code Reading}.
 */
package fluxion.transforms.reading;
