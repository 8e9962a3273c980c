/** Functions, tensors and trees through Kryo, which is of the class path. */
module fluxion.kryo {
    requires transitive fluxion.dsl;
    requires io.vavr;
    requires static transitive kryo.shaded;

    exports fluxion.kryo;
}
