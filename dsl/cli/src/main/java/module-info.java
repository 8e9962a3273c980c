/** The command {@code fluxion}. */
module fluxion.cli {
    requires fluxion.plot;
    requires io.vavr;

    exports fluxion.cli;
}
