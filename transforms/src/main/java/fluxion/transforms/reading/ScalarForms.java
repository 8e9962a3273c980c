package fluxion.transforms.reading;

import fluxion.core.Fn;

/** Sums, products, powers and fractions of numbers as on paper. */
final class ScalarForms {
    private ScalarForms() {}

    /** An equal function. */
    static Fn of(Fn fn) {
        return fn;
    }
}
