/** Data in: tables from CSV, images, the format of MNIST, as tensors. */
module fluxion.data {
    requires transitive fluxion.dsl;
    requires io.vavr;
    requires java.desktop;
    requires org.apache.commons.csv;

    exports fluxion.data;
}
