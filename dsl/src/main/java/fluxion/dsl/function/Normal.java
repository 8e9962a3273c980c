package fluxion.dsl.function;

import fluxion.core.Fn;
import fluxion.transforms.Cse;

/** The form in which derived functions are kept, shown and run: each subexpression once. */
final class Normal {
    private Normal() {}

    static Fn of(Fn fn) {
        return Cse.of(fn);
    }
}
