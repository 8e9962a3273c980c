/**
 * The interpreter: {@link fluxion.ops.eval.Evaluator} turns a function into a {@link fluxion.ops.eval.Plan} and runs it.
 *
 * <p>Planning goes in three stages. {@code Lowering} makes a flat list of distinct values of the expression graph;
 * {@code Planner} finds which of them are views of others, which elementwise operations run together, and what must be
 * stored; {@code ProgramBuilder} gives what is stored its arrays, which are used again after their last reader. A
 * {@code StepProgram} then runs step by step: a {@code FusedKernel} passes tiles through many elementwise operations and the
 * reductions that close them, a {@code ProductStep} multiplies, the others move or pick elements.
 *
 * <p>No plan waits for a compiler. Two things get faster while a program runs: a kernel on vectors is used from the moment
 * the virtual machine has optimised it ({@link fluxion.ops.simd.VectorKernel}; a plain loop with the same bits serves until
 * then), and the arithmetic of a group that has seen millions of elements becomes one loop, written for it as bytecode
 * ({@code FusedLoop}, {@code FusedLoopCompiler}), again with the same bits.
 *
 * <p>What is kept from run to run: the plan of each function as long as the function is there ({@code PlanCache}, which says
 * why so). A plan keeps a program for each combination of its arguments' strides, at most 16 and then no more, and a program
 * the arrays between its steps, which the collector may take; a step that runs a function again and again (a loop, a branch)
 * its program, one for each number of lanes that it met. Loops compiled for arithmetic are another thing, kept by what
 * they compute and not by whose they are: the 256 used last ({@code FusedLoop}).
 *
 * <p>Knows {@code fluxion.core} with its storage, and the kernels of all families; no rule and no transform. Begin with
 * {@code Evaluator}, then {@code Planner} and {@code FusedKernel}.
 */
package fluxion.ops.eval;
