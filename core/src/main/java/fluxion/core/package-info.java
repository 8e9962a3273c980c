/**
 * What exists: numbers and the language of expressions over them. Nothing here evaluates, differentiates or simplifies.
 *
 * <p>An expression ({@link fluxion.core.Expr}) is a number that is known ({@link fluxion.core.Tensor}), a parameter ({@link
 * fluxion.core.Var}), an operation on expressions ({@link fluxion.core.Apply}), or one result of an operation with several
 * ({@link fluxion.core.Result}). A closed function ({@link fluxion.core.Fn}) has parameters and results; every transform
 * takes one and gives one. An {@code Apply} is born with its type or not at all: the operation infers it from the operands,
 * so that a mistake in shapes or dtypes is an exception on the line that made it.
 *
 * <p>The verbs that build expressions ({@code plus}, {@code sin}, {@code sum}, {@code matmul}, …) are default methods of
 * interfaces by subject, which {@code Expr} extends: {@link fluxion.core.Elementwise}, {@link fluxion.core.Reductions},
 * {@link fluxion.core.Movements}, {@link fluxion.core.Matrices} and so on. They promote dtypes, repeat along axes, and end
 * in {@code Expr.apply(op, operands)}; operations themselves never do either. What is built stays as it was written:
 * simplifying is a transform.
 *
 * <p>Expressions are trees to read and graphs to compute. Nodes compare shallowly, by operation and identity of inputs, and
 * whoever walks them uses {@link fluxion.core.Graph}, whose walks keep their own stack and visit each node once.
 *
 * <p>Knows the operations ({@code core.op}), which know expressions in turn, and where elements are kept ({@code
 * core.storage}); outside this module Vavr alone. What {@code toString} shows is {@link fluxion.core.LetForm}.
 *
 * <p>Begin with {@code Expr}, then {@code Apply} and {@code Fn}; a verb is found in the interface of its subject.
 */
package fluxion.core;
