package fluxion.core.rewrite;

import fluxion.core.Expr;

/**
 * One application of a rule.
 *
 * @param rule its name
 * @param before the expression it replaced
 * @param after what it put there
 */
public record Step(String rule, Expr before, Expr after) {}
