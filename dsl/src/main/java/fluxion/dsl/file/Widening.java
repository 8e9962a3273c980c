package fluxion.dsl.file;

/** Whether elements may be read as a dtype other than the one they are stored in. */
public enum Widening {
    /** Only as they are stored: {@code f64}, {@code f32}, {@code i64}, {@code i32} and {@code bool}. */
    EXACT,
    /**
     * Also as a dtype that holds every one of their values: {@code f16} and {@code bf16} as f32 or f64, {@code i8},
     * {@code u8}, {@code i16} and {@code u16} as any number, {@code u32} as i64 or f64, {@code i32} as i64 or f64, {@code f32}
     * as f64, and {@code u64} as i64 where none of them is beyond 2⁶³ − 1.
     */
    WIDEN
}
