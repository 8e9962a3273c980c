/** What exists: shapes, dtypes, immutable tensors, and the language of expressions over them. */
@SuppressWarnings("module") // the modules that may see storage are compiled after this one
module fluxion.core {
    // not transitive: "import module" would bring names like List and Map into conflict with those of java.base
    requires io.vavr;

    exports fluxion.core;
    exports fluxion.core.explain;
    exports fluxion.core.op;
    exports fluxion.core.parse;
    exports fluxion.core.print;
    exports fluxion.core.rewrite;
    exports fluxion.core.storage to fluxion.ops, fluxion.dsl, fluxion.hipparchus;

    uses fluxion.core.FunctionFormat;
}
