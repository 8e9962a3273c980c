package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Compare;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.Select;
import fluxion.core.op.Unary;
import fluxion.core.print.MathText;
import java.util.Map;

/**
 * What an expression costs to read: about as many characters as it is written with on one line, every repetition in full, and
 * more where fractions stand in fractions and where it begins with a minus.
 */
final class ScalarCost {
    private static final double MOST = 1e9;
    private static final double NESTED = 3;
    private static final double MINUS = 1;
    private static final double FRACTION = 1.5;
    private final Map<Expr, Double> known = new NodeMap<>();

    /** The cost of an expression whose operands have been asked for before, or of a small one. */
    double of(Expr e) {
        Double cost = known.get(e);
        if (cost == null) {
            cost = Math.min(MOST, cost(e));
            known.put(e, cost);
        }
        return cost;
    }

    private double cost(Expr e) {
        return switch (e) {
            case Var v -> v.name().isEmpty() ? 1 : v.name().length();
            case Tensor t -> number(MathText.of(t));
            case Result r -> 2 + of(r.of());
            case Apply a -> cost(a);
        };
    }

    private double cost(Apply e) {
        return switch (e.op()) {
            case Binary.ADD -> of(e.input(0)) + 3 + of(e.input(1)) + lead(e.input(0)) + part(e.input(0)) + part(e.input(1));
            case Binary.SUB -> of(e.input(0)) + 3 + factor(e.input(1)) + lead(e.input(0)) + part(e.input(0)) + part(e.input(1));
            case Binary.MUL -> factor(e.input(0)) + 1 + factor(e.input(1));
            case Binary.DIV -> factor(e.input(0)) + 1 + divisor(e.input(1)) + nested(e.input(0)) + nested(e.input(1));
            case Binary.POW -> base(e.input(0)) + 1 + base(e.input(1));
            case Unary.NEG -> factor(e.input(0)) + 1 + MINUS;
            case Unary.SQRT, Unary.CBRT -> 1 + base(e.input(0));
            case Unary.RSQRT -> 3 + base(e.input(0));
            case Unary.ABS, Unary.FLOOR, Unary.CEIL -> 2 + of(e.input(0));
            case Unary unary -> unary.written().length() + 2 + of(e.input(0));
            case Power(int n) -> base(e.input(0)) + (n < 0 ? 2 : 0) + Integer.toString(Math.abs(n)).length();
            case Broadcast _ -> of(e.input(0));
            case Select _ -> of(e.input(0)) + of(e.input(1)) + of(e.input(2)) + 17;
            case Compare _ -> of(e.input(0)) + 3 + of(e.input(1));
            case Op op -> {
                double sum = op.label().length() + 2;
                for (Expr input : e.inputs()) {
                    sum += of(input) + 2;
                }
                yield sum;
            }
        };
    }

    /** A number with a fraction of its own would stand beside another line. */
    private static double number(String text) {
        return text.length() + (text.contains("/") && text.length() > 3 ? NESTED + 1 : 0);
    }

    private static boolean isSum(Expr e) {
        return e instanceof Apply a && (a.op() == Binary.ADD || a.op() == Binary.SUB);
    }

    /** More for a sum that begins with a minus. */
    private static double lead(Expr first) {
        return switch (first) {
            case Apply a when a.op() == Unary.NEG -> MINUS;
            case Apply a when a.op() == Binary.MUL || a.op() == Binary.DIV -> a.input(0) instanceof Apply b && b.op() == Unary.NEG
                    || Literal.value(a.input(0)).exists(v -> v < 0) ? MINUS : 0;
            case Expr e -> Literal.value(e).exists(v -> v < 0) ? MINUS : 0;
        };
    }

    private static boolean isProduct(Expr e) {
        return e instanceof Apply a && (a.op() == Binary.MUL || a.op() == Binary.DIV);
    }

    /** More for each fraction in a sum, unless it is a number. */
    private static double part(Expr term) {
        return term instanceof Apply a && a.op() == Binary.DIV && !(a.input(1) instanceof Tensor)
                ? FRACTION : 0;
    }

    private static double nested(Expr e) {
        return e instanceof Apply a && (a.op() == Binary.DIV || a.op() instanceof Power(int n) && n < 0) ? NESTED : 0;
    }

    private double factor(Expr e) {
        return of(e) + (isSum(e) ? 2 : 0);
    }

    private double divisor(Expr e) {
        return of(e) + (isSum(e) || isProduct(e) ? 2 : 0);
    }

    private double base(Expr e) {
        return of(e) + (isSum(e) || isProduct(e) || e instanceof Apply a && (a.op() == Unary.NEG || a.op() == Binary.POW
                || a.op() == Unary.SQRT || a.op() == Unary.CBRT || a.op() instanceof Power) ? 2 : 0);
    }
}
