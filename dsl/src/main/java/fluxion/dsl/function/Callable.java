package fluxion.dsl.function;

import fluxion.core.TransformException;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.Function4;
import io.vavr.Function5;
import io.vavr.Function6;
import io.vavr.Function7;

/** Vavr's functions, of any number of arguments: kept as they are, so that they can be written to a stream. */
final class Callable {
    private Callable() {}

    /** Whether it is a function of so many arguments. */
    static boolean takes(Object function, int arity) {
        return switch (arity) {
            case 1 -> function instanceof Function1<?, ?>;
            case 2 -> function instanceof Function2<?, ?, ?>;
            case 3 -> function instanceof Function3<?, ?, ?, ?>;
            case 4 -> function instanceof Function4<?, ?, ?, ?, ?>;
            case 5 -> function instanceof Function5<?, ?, ?, ?, ?, ?>;
            case 6 -> function instanceof Function6<?, ?, ?, ?, ?, ?, ?>;
            case 7 -> function instanceof Function7<?, ?, ?, ?, ?, ?, ?, ?>;
            default -> false;
        };
    }

    /** Its value. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // the maker knows what it takes
    static Object call(Object function, Object... a) {
        return switch (a.length) {
            case 1 -> ((Function1) function).apply(a[0]);
            case 2 -> ((Function2) function).apply(a[0], a[1]);
            case 3 -> ((Function3) function).apply(a[0], a[1], a[2]);
            case 4 -> ((Function4) function).apply(a[0], a[1], a[2], a[3]);
            case 5 -> ((Function5) function).apply(a[0], a[1], a[2], a[3], a[4]);
            case 6 -> ((Function6) function).apply(a[0], a[1], a[2], a[3], a[4], a[5]);
            case 7 -> ((Function7) function).apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
            default -> throw new TransformException("fn: functions take 1 to 7 arguments; got " + a.length);
        };
    }
}
