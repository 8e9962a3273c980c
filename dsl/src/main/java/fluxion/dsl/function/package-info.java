/**
 * Typed functions. {@link fluxion.dsl.function.Fun1} … {@link fluxion.dsl.function.Fun6} wrap a Java lambda over trees;
 * called with numbers they compute, called with expressions (inside another function) they compose. The build writes them, and
 * {@code ExprFn1} … {@code ExprFn6}, from one template each, which says it for two arguments ({@code src/build/templates}).
 *
 * <p>Each is a {@link fluxion.dsl.function.TracedFunction}, which traces the lambda once for each
 * {@link fluxion.dsl.function.CallSignature} (structure and types of the arguments) and keeps the result ({@link
 * fluxion.dsl.function.Specialization}: a flat function of tensors and the structure of its result), and what was derived
 * from it.
 * {@link fluxion.dsl.function.Tracing} says whether a lambda is being traced: inside, everything stays symbolic; outside,
 * what depends on no variable is computed. Derived functions are kept, shown and run in one form ({@code FunctionForms}). Control
 * flow from lambdas ({@link fluxion.dsl.function.ControlFlow}) finds what they use of what is around them and makes
 * parameters of it ({@code ClosureConversion}).
 *
 * <p>What stands between a call and its plan: the function's one memory of traces ({@code TraceCache}: 64 signatures, those
 * called last in front), and in the trace the forms that it is shown and run in, with their plans once they were asked of the
 * evaluator ({@code fluxion.ops.eval} keeps these with the function). A function also keeps the functions that transforms made
 * of it, 64 of them, so that {@code grad(f)} written in a loop is one function. Nothing here is static: all of it goes with the
 * function.
 *
 * <p>Knows trees ({@code dsl.tree}), the transforms and the evaluator; not the verbs of {@code fluxion.dsl}, but for the
 * records that they return. Begin with {@code Fun1} and {@code TracedFunction}.
 */
package fluxion.dsl.function;
