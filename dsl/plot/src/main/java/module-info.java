/** Pictures out: functions with their derivatives, curves, points, heat maps and sparsity. */
module fluxion.plot {
    requires transitive fluxion.dsl;
    requires io.vavr;
    requires java.desktop;
    requires VectorGraphics2D;
    requires xchart;

    exports fluxion.plot;
}
