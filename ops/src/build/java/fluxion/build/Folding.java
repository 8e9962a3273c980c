package fluxion.build;

/** Java's arithmetic on constants. */
final class Folding {
    private Folding() {}

    static Object unary(String operation, Object x) {
        return switch (operation) {
            case "-" -> switch (x) {
                case Double d -> (Object) (-d);
                case Float f -> (Object) (-f);
                case Long l -> (Object) (-l);
                default -> (Object) (-(int) (Integer) x);
            };
            case "~" -> x instanceof Long l ? (Object) (~l) : (Object) (~(int) (Integer) x);
            case "!" -> !(boolean) (Boolean) x;
            case "Math.abs" -> x instanceof Double d ? (Object) Math.abs(d) : (Object) Math.abs((Float) x);
            case "Math.sqrt" -> Math.sqrt((Double) x);
            case "Double.doubleToRawLongBits", "Float.floatToRawIntBits" -> bits(x);
            case "Double.longBitsToDouble" -> Double.longBitsToDouble(((Number) x).longValue());
            case "Float.intBitsToFloat" -> Float.intBitsToFloat((Integer) x);
            default -> throw new IllegalArgumentException(operation + " of " + x);
        };
    }

    static Object bits(Object x) {
        return x instanceof Double d ? (Object) Double.doubleToRawLongBits(d) : (Object) Float.floatToRawIntBits((Float) x);
    }

    static Object binary(String operator, Object x, Object y) {
        if (operator.length() > 1 && !operator.endsWith("=")) {
            return shift(operator, x, ((Number) y).intValue());
        }
        return switch (x) {
            case Double a -> floats(operator, a, (Double) y);
            case Float a -> (Object) (float) floats(operator, a, (Float) y);
            case Long a -> integers(operator, a, (Long) y);
            case Integer a -> (Object) (int) integers(operator, a, (Integer) y);
            default -> throw new IllegalArgumentException(x + operator + y);
        };
    }

    /** Of floats too: one operation on two floats in doubles rounds to what the floats give. */
    private static double floats(String operator, double x, double y) {
        return switch (operator) {
            case "+" -> x + y;
            case "-" -> x - y;
            case "*" -> x * y;
            case "/" -> x / y;
            default -> throw new IllegalArgumentException(x + operator + y);
        };
    }

    private static long integers(String operator, long x, long y) {
        return switch (operator) {
            case "+" -> x + y;
            case "-" -> x - y;
            case "*" -> x * y;
            case "&" -> x & y;
            case "|" -> x | y;
            case "^" -> x ^ y;
            default -> throw new IllegalArgumentException(x + operator + y);
        };
    }

    private static Object shift(String operator, Object x, int by) {
        if (x instanceof Long l) {
            return operator.equals("<<") ? l << by : operator.equals(">>") ? l >> by : l >>> by;
        }
        int i = (Integer) x;
        return operator.equals("<<") ? i << by : operator.equals(">>") ? i >> by : i >>> by;
    }

    static Object cast(Object x, Lane to) {
        Number n = (Number) x;
        return switch (to) {
            case DOUBLE -> n.doubleValue();
            case FLOAT -> n.floatValue();
            case LONG -> n.longValue();
            case INT -> n.intValue();
            case BOOLEAN -> throw new IllegalArgumentException("no truth value: " + x);
        };
    }
}
