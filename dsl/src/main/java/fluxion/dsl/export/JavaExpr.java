package fluxion.dsl.export;

import fluxion.core.DType;

/**
 * A Java expression and how tightly it holds together.
 *
 * @param text the source
 * @param level one of the constants; operands of an operator are put into parentheses where they hold less tightly
 */
record JavaExpr(String text, int level) {
    static final int CHOICE = 0;
    static final int OR = 1;
    static final int XOR = 2;
    static final int AND = 3;
    static final int EQUALITY = 4;
    static final int RELATION = 5;
    static final int SUM = 6;
    static final int PRODUCT = 7;
    static final int UNARY = 8;
    static final int ATOM = 9;

    static JavaExpr atom(String text) {
        return new JavaExpr(text, ATOM);
    }

    /** A literal that is read as the very same number. */
    static JavaExpr number(DType dtype, double value) {
        String box = dtype == DType.F32 ? "Float" : "Double";
        String text = switch (dtype) {
            case F64, F32 -> Double.isNaN(value) ? box + ".NaN" : Double.isInfinite(value)
                    ? box + (value > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY")
                    : dtype == DType.F32 ? (float) value + "f" : Double.toString(value);
            case I64 -> (long) value + "L";
            case I32 -> Integer.toString((int) value);
            case BOOL -> Boolean.toString(value != 0);
        };
        return new JavaExpr(text, text.startsWith("-") ? UNARY : ATOM);
    }

    /** As an operand that must hold together at least as tightly. */
    String at(int least) {
        return level >= least ? text : "(" + text + ")";
    }

    /** A left-associative operator. */
    static JavaExpr operator(String sign, int level, JavaExpr x, JavaExpr y) {
        return new JavaExpr(x.at(level) + " " + sign + " " + y.at(level + 1), level);
    }

    static JavaExpr cast(String type, JavaExpr x) {
        return new JavaExpr("(" + type + ") " + x.at(UNARY), UNARY);
    }

    static JavaExpr call(String function, JavaExpr... x) {
        StringBuilder text = new StringBuilder(function).append('(');
        for (int i = 0; i < x.length; i++) {
            text.append(i == 0 ? "" : ", ").append(x[i].text);
        }
        return atom(text.append(')').toString());
    }

    @Override
    public String toString() {
        return text;
    }
}
