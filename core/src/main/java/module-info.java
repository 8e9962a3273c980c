/** What exists: shapes, dtypes, immutable tensors, and the language of expressions over them. */
module fluxion.core {
    requires transitive io.vavr;

    exports fluxion.core;
}
