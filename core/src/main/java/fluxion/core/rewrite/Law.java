package fluxion.core.rewrite;

import fluxion.core.Expr;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** How far the two sides of a rule agree; it decides what may fire by default and how the rule is tested. */
public sealed interface Law {
    /** The same bits, NaN and −0.0 included. */
    Law EXACT = Everywhere.EXACT;
    /** Equal over the real numbers; may round differently, and differ where infinities or NaN take part. */
    Law REAL = Everywhere.REAL;

    /** A law without a condition. */
    enum Everywhere implements Law {
        /** The same bits. */
        EXACT,
        /** The same real number, but for rounding. */
        REAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Equal over the real numbers where a condition holds. Such a rule fires where the condition is proven, or where the
     * user switched it on.
     *
     * @param guard the condition, a bool of the rule's variables
     */
    record Domain(ExprPattern guard) implements Law {
        @Override
        public String toString() {
            return "where " + guard;
        }
    }

    /** {@link Domain} of a rule of one variable: {@code domain(x -> x.ne(0))}. */
    static Law domain(UnaryOperator<Expr> guard) {
        return new Domain(ExprPattern.of(guard));
    }

    /** {@link Domain} of a rule of two variables. */
    static Law domain(BinaryOperator<Expr> guard) {
        return new Domain(ExprPattern.of(guard));
    }
}
