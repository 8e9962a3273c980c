/** Notebooks: a Jupyter kernel for Java that shows functions as mathematics, tensors as tables, and pictures. */
module fluxion.jupyter {
    requires transitive fluxion.data;
    requires transitive fluxion.plot;
    requires com.google.gson; // this and three below: what the automatic module needs
    requires io.vavr;
    requires java.desktop;
    requires jdk.jshell;
    requires jdk.unsupported;
    requires transitive jjava.jupyter;
    requires org.slf4j;
    requires org.zeromq.jeromq;

    exports fluxion.jupyter;
}
