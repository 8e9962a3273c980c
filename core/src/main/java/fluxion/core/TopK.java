package fluxion.core;

/**
 * The largest elements along the last axis.
 *
 * @param values the elements, in falling order
 * @param indices their positions, i32
 */
public record TopK(Expr values, Expr indices) implements java.io.Serializable {}
