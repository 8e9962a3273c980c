package fluxion.core.op;

import fluxion.core.Fn;

/**
 * The solution x of A(p)·x = b for a linear map A that is given as a function. Derivatives do not look into the solver:
 * ẋ is the solution of A·ẋ = ḃ − Ȧ·x, and the transpose solves with Aᵀ.
 *
 * @param name what the step is called when printed
 * @param constants how many operands p come before b
 * @param map (p, v) to A(p)·v, linear in v
 * @param body (p, b) to x
 * @param transposed (p, c) to the solution y of Aᵀ·y = c
 */
public record LinearSolve(String name, int constants, Fn map, Fn body, Fn transposed) implements CustomRule {}
