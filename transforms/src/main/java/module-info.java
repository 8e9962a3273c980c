/** How meaning travels through a program: functions from functions to functions. */
module fluxion.transforms {
    requires transitive fluxion.ops;
    requires io.vavr;

    exports fluxion.transforms;
    exports fluxion.transforms.explain;
    exports fluxion.transforms.normal;
    exports fluxion.transforms.partition;
    exports fluxion.transforms.reading;
}
