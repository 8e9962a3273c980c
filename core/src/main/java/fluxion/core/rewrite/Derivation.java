package fluxion.core.rewrite;

import fluxion.core.Fn;
import io.vavr.collection.Seq;

/**
 * How a function became another, step by step, each step an equation that holds by the rule it names.
 *
 * @param start the function as it was
 * @param steps the applications of rules, in order
 * @param goal what became of it
 */
public record Derivation(Fn start, Seq<Step> steps, Fn goal) {}
