package fluxion.tests.golden;

import fluxion.core.Tensor;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * When a result agrees with the reference: {@code |got − want| ≤ atol + rtol·|want|}, NaN with NaN, an infinity with itself,
 * integers and bools exactly, with equal dtypes and shapes.
 *
 * @param signedZero whether the sign of zeros in a value counts
 */
record Agreement(double rtol, double atol, boolean signedZero) {

    /** What disagrees, if anything does. */
    Option<String> check(String quantity, Seq<Tensor> got, Seq<Tensor> want) {
        if (got.size() != want.size()) {
            return Option.of(quantity + ": " + got.size() + " results, expected " + want.size());
        }
        return Array.range(0, want.size()).flatMap(i -> check(quantity + (want.size() == 1 ? "" : "[" + i + "]"), got.get(i), want.get(i)))
                .headOption();
    }

    private Option<String> check(String quantity, Tensor got, Tensor want) {
        if (!got.type().equals(want.type())) {
            return Option.of(quantity + ": got " + got.type() + ", want " + want.type());
        }
        return switch (want.dtype()) {
            case F64, F32 -> {
                double[] g = got.doubles();
                double[] w = want.doubles();
                boolean signs = signedZero && quantity.startsWith("value");
                yield Array.range(0, w.length).find(i -> !agrees(g[i], w[i], signs))
                        .map(i -> quantity + ": element " + i + " is " + g[i] + ", want " + w[i] + "\n      got  " + got + "\n      want " + want);
            }
            case I64, I32, BOOL -> Option.when(!got.equals(want), () -> quantity + ": got " + got + ", want " + want);
        };
    }

    private boolean agrees(double got, double want, boolean signs) {
        if (Double.isNaN(want) || Double.isNaN(got)) {
            return Double.isNaN(want) && Double.isNaN(got);
        }
        if (Double.isInfinite(want) || Double.isInfinite(got)) {
            return got == want;
        }
        if (signs && want == 0 && got == 0) {
            return Double.compare(got, want) == 0;
        }
        return Math.abs(got - want) <= atol + rtol * Math.abs(want);
    }
}
