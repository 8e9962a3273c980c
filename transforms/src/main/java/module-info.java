/** How meaning travels through a program: functions from functions to functions. */
module fluxion.transforms {
    requires transitive fluxion.ops;

    exports fluxion.transforms;
    exports fluxion.transforms.explain;
}
