/** Running products, extrema and recurrences: rules and kernels of the operations that go along an axis step by step. */
package fluxion.ops.running;
