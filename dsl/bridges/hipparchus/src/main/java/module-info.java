/** Functions with their derivatives for the optimisers, solvers and equations of Hipparchus; its matrices, and EJML's. */
module fluxion.hipparchus {
    requires transitive fluxion.dsl;
    requires io.vavr;
    requires transitive hipparchus.core;
    requires transitive hipparchus.optim;
    requires transitive hipparchus.ode;
    requires static transitive ejml.core;

    exports fluxion.hipparchus;
}
