package fluxion.build;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Vector statements, each of one operation; one that is there already is not written again. */
final class Emitter {
    private static final Map<String, String> METHODS =
            Map.of("+", "add", "-", "sub", "*", "mul", "/", "div", "&", "and", "|", "or", "^", "xor");
    private static final Map<String, String> COMPARISONS =
            Map.of("<", "LT", "<=", "LE", ">", "GT", ">=", "GE", "==", "EQ", "!=", "NE");
    private static final Map<String, String> MIRRORED =
            Map.of("<", ">", "<=", ">=", ">", "<", ">=", "<=", "==", "==", "!=", "!=");
    private static final Map<String, String> SHIFTS = Map.of("<<", "LSHL", ">>", "ASHR", ">>>", "LSHR");

    private static final Pattern NUMBERED = Pattern.compile("\\blanes\\d+\\b");

    /**
     * A number, the same for all elements, or a vector.
     *
     * @param name of the vector
     * @param constant the number, null for a vector
     * @param of of a mask, the lanes that it was made from
     */
    record Value(String name, Lane lane, Object constant, Lane of) {
        boolean isConstant() {
            return constant != null;
        }
    }

    private final boolean wide;
    private final List<String> statements = new ArrayList<>();
    private final Map<String, Value> known = new HashMap<>();
    private final Map<String, String> given = new HashMap<>();
    private final Set<String> names = new HashSet<>(Set.of("i", "n", "to", "at"));

    Emitter(boolean wide) {
        this.wide = wide;
    }

    List<String> statements() {
        return statements.stream().map(this::readable).toList();
    }

    /** The species of vectors with these lanes, of which there are as many as the loop has. */
    String species(Lane lane) {
        return switch (lane) {
            case DOUBLE -> "D";
            case LONG -> "L";
            case FLOAT -> wide ? "FH" : "F";
            case INT -> wide ? "IH" : "I";
            case BOOLEAN -> throw new IllegalArgumentException("a mask is of other lanes");
        };
    }

    /** The operator of an expression; && and || are those of lanes, both of whose sides are computed. */
    static String operator(Tree.Kind kind) {
        return switch (kind) {
            case PLUS, PLUS_ASSIGNMENT -> "+";
            case MINUS, MINUS_ASSIGNMENT -> "-";
            case MULTIPLY, MULTIPLY_ASSIGNMENT -> "*";
            case DIVIDE, DIVIDE_ASSIGNMENT -> "/";
            case AND, AND_ASSIGNMENT, CONDITIONAL_AND -> "&";
            case OR, OR_ASSIGNMENT, CONDITIONAL_OR -> "|";
            case XOR, XOR_ASSIGNMENT -> "^";
            case LEFT_SHIFT -> "<<";
            case RIGHT_SHIFT -> ">>";
            case UNSIGNED_RIGHT_SHIFT -> ">>>";
            case LESS_THAN -> "<";
            case LESS_THAN_EQUAL -> "<=";
            case GREATER_THAN -> ">";
            case GREATER_THAN_EQUAL -> ">=";
            case EQUAL_TO -> "==";
            case NOT_EQUAL_TO -> "!=";
            default -> throw new IllegalArgumentException("no vector form of " + kind);
        };
    }

    Value parameter(String name, Lane lane) {
        names.add(name);
        names.add(name + "o");
        names.add(name + "s");
        return new Value(name + "Lanes", lane, null, null);
    }

    static Lane common(Lane a, Lane b) {
        if (a == b) {
            return a;
        }
        return Stream.of(Lane.DOUBLE, Lane.FLOAT, Lane.LONG).filter(lane -> a == lane || b == lane).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(a + " beside " + b));
    }

    static boolean isShift(String operator) {
        return SHIFTS.containsKey(operator);
    }

    Value constant(Object value) {
        return new Value(null, switch (value) {
            case Double _ -> Lane.DOUBLE;
            case Float _ -> Lane.FLOAT;
            case Long _ -> Lane.LONG;
            case Integer _ -> Lane.INT;
            case Boolean _ -> Lane.BOOLEAN;
            default -> throw new IllegalArgumentException("no lanes of " + value);
        }, value, null);
    }

    /** Remembers what the vector is called in the scalar function; a vector has the first name that it got. */
    Value named(String wanted, Value value) {
        if (!value.isConstant() && value.name.matches("lanes\\d+") && !given.containsKey(value.name)) {
            String name = wanted;
            for (int i = 2; !names.add(name); i++) {
                name = wanted + "_" + i;
            }
            given.put(value.name, name);
        }
        return value;
    }

    /** The text with the names given. */
    String readable(String text) {
        return NUMBERED.matcher(text).replaceAll(m -> given.getOrDefault(m.group(), m.group()));
    }

    /** The vector, of copies if it is a number. */
    String vector(Value value) {
        if (!value.isConstant()) {
            return value.name;
        }
        return value.lane.vector + ".broadcast(" + species(value.lane) + ", " + number(value) + ")";
    }

    /** As the last operand of a vector's method, which takes numbers too. */
    private String operand(Value value) {
        return value.isConstant() ? number(value) : value.name;
    }

    private static String number(Value value) {
        return switch (value.constant) {
            case Double d when d.isNaN() -> "Double.NaN";
            case Double d when d.isInfinite() -> d > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
            case Double d -> Double.toString(d);
            case Float f when f.isNaN() -> "Float.NaN";
            case Float f when f.isInfinite() -> f > 0 ? "Float.POSITIVE_INFINITY" : "Float.NEGATIVE_INFINITY";
            case Float f -> f + "f";
            case Long l -> l + "L";
            default -> value.constant.toString();
        };
    }

    private String type(Value value) {
        return value.lane == Lane.BOOLEAN ? "VectorMask<" + value.of.boxed + ">" : value.lane.vector;
    }

    private Value emit(String code, Lane lane, Lane of) {
        return known.computeIfAbsent(code, _ -> {
            Value value = new Value("lanes" + statements.size(), lane, null, of);
            statements.add(type(value) + " " + value.name + " = " + code + ";");
            return value;
        });
    }

    private Value emit(String code, Lane lane) {
        return emit(code, lane, null);
    }

    void wayOut(Value condition) {
        statements.add("if (" + condition.name + ".anyTrue()) {");
    }

    Value binary(String operator, Value left, Value right, Lane lane) {
        if (left.isConstant() && right.isConstant()) {
            return constant(Folding.binary(operator, left.constant, right.constant));
        }
        if (isShift(operator)) {
            return emit(left.name + ".lanewise(VectorOperators." + SHIFTS.get(operator) + ", " + operand(right) + ")", lane);
        }
        if (COMPARISONS.containsKey(operator) && lane != Lane.BOOLEAN) {
            if (left.isConstant()) {
                return binary(MIRRORED.get(operator), right, left, lane);
            }
            String comparison = "VectorOperators." + COMPARISONS.get(operator);
            return emit(left.name + ".compare(" + comparison + ", " + operand(right) + ")", Lane.BOOLEAN, lane);
        }
        if (lane == Lane.BOOLEAN) {
            return emit(left.name + "." + METHODS.get(operator) + "(" + mask(right, left.of).name + ")", Lane.BOOLEAN, left.of);
        }
        if (operator.equals("^")) {
            return emit(vector(left) + ".lanewise(VectorOperators.XOR, " + operand(right) + ")", lane);
        }
        boolean commutes = !operator.equals("-") && !operator.equals("/");
        return left.isConstant() && commutes ? emit(right.name + "." + METHODS.get(operator) + "(" + number(left) + ")", lane)
                : emit(vector(left) + "." + METHODS.get(operator) + "(" + operand(right) + ")", lane);
    }

    /** The mask for other lanes. */
    private Value mask(Value mask, Lane of) {
        return mask.of == of ? mask : emit(mask.name + ".cast(" + species(of) + ")", Lane.BOOLEAN, of);
    }

    Value choice(Value condition, Value yes, Value no, Lane lane) {
        return emit(vector(no) + ".blend(" + operand(yes) + ", " + mask(condition, lane).name + ")", lane);
    }

    Value fma(List<Value> x, Lane lane) {
        return x.get(0).isConstant() && !x.get(1).isConstant() ? fma(List.of(x.get(1), x.get(0), x.get(2)), lane)
                : emit(vector(x.get(0)) + ".fma(" + vector(x.get(1)) + ", " + vector(x.get(2)) + ")", lane);
    }

    Value method(String name, String scalar, Value x) {
        return x.isConstant() ? constant(Folding.unary(scalar, x.constant)) : emit(x.name + "." + name + "()", x.lane, x.of);
    }

    Value two(String name, Value left, Value right, Lane lane) {
        return emit(vector(left) + "." + name + "(" + operand(right) + ")", lane);
    }

    Value copySign(Value magnitude, Value sign, Lane lane) {
        Lane bits = lane.bits();
        Object least = lane == Lane.DOUBLE ? (Object) Long.MIN_VALUE : (Object) Integer.MIN_VALUE;
        Object greatest = lane == Lane.DOUBLE ? (Object) Long.MAX_VALUE : (Object) Integer.MAX_VALUE;
        Value of = magnitude.isConstant() ? constant(Folding.bits(Folding.unary("Math.abs", magnitude.constant)))
                : binary("&", reinterpreted(magnitude, bits, null), constant(greatest), bits);
        Value negative = binary("&", reinterpreted(sign, bits, null), constant(least), bits);
        return reinterpreted(binary("|", negative, of, bits), lane, null);
    }

    /** The same bits as lanes of the other kind. */
    Value reinterpreted(Value x, Lane lane, String scalar) {
        if (x.isConstant()) {
            return constant(Folding.unary(scalar, x.constant));
        }
        String lanes = Character.toUpperCase(lane.java.charAt(0)) + lane.java.substring(1) + "s";
        return emit(x.name + ".reinterpretAs" + lanes + "()", lane);
    }

    Value converted(Value x, Lane to) {
        if (x.lane == to) {
            return x;
        }
        if (x.isConstant()) {
            return constant(Folding.cast(x.constant, to));
        }
        if (x.lane == Lane.FLOAT && to == Lane.DOUBLE) {
            return emit("(DoubleVector) " + x.name + ".convertShape(VectorOperators.F2D, D, 0)", to);
        }
        if (x.lane == Lane.DOUBLE && to == Lane.FLOAT) {
            return emit("(FloatVector) " + x.name + ".convertShape(VectorOperators.D2F, FH, 0)", to);
        }
        throw new IllegalArgumentException("no fast conversion of " + x.lane.java + " to " + to.java + ": " + x.name);
    }
}
