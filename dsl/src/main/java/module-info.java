/** What the user says: one class of static verbs, typed functions, trees of records. */
@SuppressWarnings("module") // the command is compiled after this one
module fluxion.dsl {
    requires transitive fluxion.transforms;
    requires io.vavr;

    exports fluxion.dsl;
    exports fluxion.dsl.export;
    exports fluxion.dsl.file;
    exports fluxion.dsl.function;
    exports fluxion.dsl.json to fluxion.cli;
    exports fluxion.dsl.nn;
    exports fluxion.dsl.ode;
    exports fluxion.dsl.onnx;
    exports fluxion.dsl.optim;
    exports fluxion.dsl.page;
    exports fluxion.dsl.random;
    exports fluxion.dsl.sample;
    exports fluxion.dsl.solve;
    exports fluxion.dsl.special;
    exports fluxion.dsl.stats;
    exports fluxion.dsl.stream;
    exports fluxion.dsl.tree;

    provides fluxion.core.FunctionFormat with fluxion.dsl.export.JsonFormat;
}
