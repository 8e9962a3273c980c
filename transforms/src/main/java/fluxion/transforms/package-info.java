/**
 * How meaning travels through a program: functions from functions to functions, purely symbolic.
 *
 * <p>Three are primitive and ask {@link fluxion.ops.Rules} for the rule of each operation: {@link fluxion.transforms.Jvp}
 * (forward mode), {@link fluxion.transforms.Transpose} (linear functions backwards) and {@link fluxion.transforms.Vmap} (one
 * example to many). The others are composed of these: {@link fluxion.transforms.Vjp} is the transpose of the jvp,
 * {@link fluxion.transforms.Grad} is vjp at one, {@link fluxion.transforms.Jacobian} pushes or pulls a symbolic identity,
 * {@link fluxion.transforms.Hessian} is forward over reverse. {@link fluxion.transforms.TaylorMode} has recurrences of its own
 * ({@code ops.series}).
 *
 * <p>{@link fluxion.transforms.Simplify} rewrites what they make by the rules of {@link fluxion.transforms.Algebra}, which
 * are data ({@code transforms.algebra}); {@link fluxion.transforms.Cse} only shares equal nodes.
 * {@link fluxion.transforms.explain.Explain} tells a derivative line by line.
 *
 * <p>Every transform takes a closed function, leaves it as it is, walks it once with its own stack in time linear in the
 * number of distinct nodes, and gives well-typed results or an exception that names the operation. Knows
 * {@code fluxion.core} and {@code fluxion.ops}; no arrays, kernels or threads. Only
 * {@link fluxion.transforms.Simplify#checked()} evaluates, to compare what rules replace with what they put there.
 *
 * <p>Begin with {@code Grad} and {@code Vjp}, which are short, then {@code Jvp} and {@code Transpose}.
 */
package fluxion.transforms;
