package fluxion.core;
/** x */
public enum DType { F64, F32, I64, I32, BOOL }
