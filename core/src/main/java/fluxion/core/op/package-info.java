/**
 * The operations of the language, a closed family: {@link fluxion.core.op.Op} permits them all, so that a switch over it
 * names what a new one still lacks.
 *
 * <p>An operation is a constant of an enum ({@link fluxion.core.op.Unary}, {@link fluxion.core.op.Binary}) or a small record
 * of its static parameters ({@code Reduce(kind, axes)}, {@code Slice(start, stop, step)}). It says three things: its name
 * ({@code label}), the type of its result for operands of given types ({@code infer}, with {@code OperandChecks} for the
 * messages), and its parameters for printing. Where several are kin, the sealed interface that they implement ({@link
 * fluxion.core.op.Movement}, {@link fluxion.core.op.GatherScatter}, …) lists their names side by side. What it computes and
 * what its derivative is are said by its family in {@code fluxion.ops}. Control flow and calls
 * ({@link fluxion.core.op.Control}, {@link fluxion.core.op.Call},
 * {@link fluxion.core.op.CustomRule}) hold the functions that they run.
 *
 * <p>Operands must have the shapes and dtypes that an operation asks for; none is promoted or repeated here. An operation
 * says no more than it must: what can be made of others is a verb of {@code fluxion.core}, not an operation.
 *
 * <p>Knows shapes, dtypes, types and functions of {@code fluxion.core}; not how anything is printed, simplified or computed.
 *
 * <p>Begin with {@code Op}, then {@code Unary} for an enum and {@link fluxion.core.op.Reduce} for a record.
 */
package fluxion.core.op;
