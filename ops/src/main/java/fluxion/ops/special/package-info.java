/**
 * The special functions: error, gamma, zeta, incomplete gamma and beta functions, their inverses, Bessel functions.
 * {@link fluxion.ops.special.SpecialRules} says how derivatives lead from one to the next,
 * {@link fluxion.ops.special.SpecialKernels} computes them. Derivatives in parameters (the a of P(a, x)) come from the
 * formulas of the functions themselves, run on power series in the parameters.
 *
 * <p>Only operations are used that every machine rounds alike, so that what is drawn by inversion from random bits is the
 * same everywhere. Exponents whose error would be multiplied are taken in two parts ({@code Twofold}), so that results are
 * within a few units in the last place where a function is not near a zero; the page of accuracy says how few. The time for
 * incomplete functions grows with the root of the parameters.
 *
 * <p>Knows {@code fluxion.core} and the vocabulary of {@code fluxion.ops.rule}. Begin with {@code SpecialRules} for meaning, and
 * with {@code ErrorFunctions} for how kernels are written; {@link fluxion.ops.special.SpecialPrograms} says the same
 * functions in the language, for exports.
 */
package fluxion.ops.special;
