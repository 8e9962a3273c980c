/** What each operation means: its kernels, its derivative, its transpose, its batching rule; and the interpreter. */
module fluxion.ops {
    requires transitive fluxion.core;
    requires io.vavr;
    requires jdk.incubator.vector;
    requires jdk.management;

    exports fluxion.ops;
    exports fluxion.ops.rule to fluxion.transforms, fluxion.dsl;
    exports fluxion.ops.simd to fluxion.transforms, fluxion.dsl;
    exports fluxion.ops.eval to fluxion.transforms, fluxion.dsl;
    exports fluxion.ops.contraction to fluxion.transforms, fluxion.dsl;
    exports fluxion.ops.call to fluxion.transforms;
    exports fluxion.ops.elementwise to fluxion.transforms, fluxion.dsl;
    exports fluxion.ops.linalg to fluxion.transforms;
    exports fluxion.ops.series to fluxion.transforms;
    exports fluxion.ops.special to fluxion.transforms;
}
