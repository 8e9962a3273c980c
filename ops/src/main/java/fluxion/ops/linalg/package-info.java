/**
 * Matrices: derivative rules, and kernels on row-major arrays in double precision. All kernels are made of operations on
 * rows, which lie together ({@code Rows}), and of general products ({@code Products}, on the packed kernels).
 */
package fluxion.ops.linalg;
