/** Sorting and searching: rules and kernels of the operations that compare elements along an axis. */
package fluxion.ops.order;
