package fluxion.core.op;

/** Operations that only move elements: linear, of any dtype, and mostly views to the interpreter. */
public sealed interface Movement extends Op permits Reshape, Permute, Broadcast, Slice, Pad, Flip, Concatenate {}
