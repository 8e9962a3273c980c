package fluxion.tests.golden;

import static fluxion.tests.golden.GoldenOperations.binary;
import static fluxion.tests.golden.GoldenOperations.one;
import static fluxion.tests.golden.GoldenOperations.unary;

import fluxion.core.Expr;
import fluxion.core.Specials;
import fluxion.tests.golden.GoldenOperations.Operation;
import io.vavr.control.Option;

/** The golden files' special functions in Fluxion's words. */
final class SpecialOperations {
    private SpecialOperations() {}

    static Option<Operation> named(String op) {
        return Option.of(switch (op) {
            case "erfc" -> unary(Expr::erfc);
            case "erfinv" -> unary(Expr::erfinv);
            case "lgamma" -> unary(Expr::lgamma);
            case "digamma" -> unary(Expr::digamma);
            case "polygamma" -> one((p, x) -> x.get(0).polygamma(p.integer("n")));
            case "zeta" -> binary(Specials::zeta);
            case "gammainc" -> binary(Specials::gammainc);
            case "gammaincc" -> binary(Specials::gammaincc);
            case "betainc" -> one((p, x) -> x.get(0).betainc(x.get(1), x.get(2)));
            case "i0" -> unary(x -> x.besselI(0));
            case "i0e" -> unary(x -> x.besselIe(0));
            case "i1" -> unary(x -> x.besselI(1));
            case "i1e" -> unary(x -> x.besselIe(1));
            case "sinc" -> unary(Expr::sinc);
            case "entr" -> unary(Expr::entr);
            case "xlogy" -> binary(Specials::xlogy);
            case "xlog1py" -> binary(Specials::xlog1py);
            case "nan_to_num" -> one((p, x) -> x.get(0).nanToNum(p.number("nan"), p.number("posinf"), p.number("neginf")));
            default -> null;
        });
    }
}
