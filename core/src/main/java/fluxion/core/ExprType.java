package fluxion.core;

/** The type of an expression: one tensor's, or those of an operation with several results. */
public sealed interface ExprType permits TensorType, TupleType {}
