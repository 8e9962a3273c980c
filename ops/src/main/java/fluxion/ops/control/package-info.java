/**
 * Control flow: the rules of scan, while and switch, as functions from the functions that they hold to others. How they run
 * is in {@code ops.eval}.
 *
 * <p>The derivative of a loop is a loop of larger states ({@code ScanRules}, {@code WhileRules}); that of a choice chooses
 * among derivatives ({@code SwitchRules}). Transposing a loop cuts its step in two ({@code LoopSplit}): what can run forwards
 * saves what the rest needs, and the rest runs backwards over what was saved. {@code WhileTranspose} does that for loops
 * whose number of steps is known only when they run, by further sweeps over a tape. {@code Sums} turns what each step adds
 * to one total into one product over all steps. Over lanes that decide for themselves, the functions stay those of one lane.
 *
 * <p>Knows {@code fluxion.core} and the vocabulary of {@code fluxion.ops.rule}; the transforms come as
 * {@link fluxion.ops.rule.TransformCallbacks}. Begin with {@link fluxion.ops.control.ControlRules}, then {@code ScanRules}.
 */
package fluxion.ops.control;
