package fluxion.core.rewrite;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Movement;
import fluxion.core.op.Op;
import io.vavr.Function3;
import io.vavr.Function4;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An elementwise expression with holes, which stands for such expressions of every shape and dtype. It is written with the
 * verbs on scalar variables: {@code ExprPattern.of((x, y) -> x.times(y.neg()))}. A number in it stands for that number in any
 * dtype, repeated to any shape; a hole that occurs twice stands for one and the same node; operands of commutative
 * operations match in either order.
 *
 * @param holes the variables, f64 for numbers of any dtype or bool for bools
 * @param template an expression of them, scalar
 */
public record ExprPattern(Seq<Var> holes, Expr template) {
    /** Refuses what is not elementwise. */
    public ExprPattern {
        Seq<Expr> nodes = Graph.topological(template);
        nodes.forEach(node -> {
            switch (node) {
                case Apply apply when !apply.op().isElementwise() ->
                        throw new TransformException("pattern: takes elementwise operations on scalars; got "
                                + apply.op().label());
                case Var hole when !holes.contains(hole) ->
                        throw new TransformException("pattern: every variable must be one of its holes "
                                + holes.map(Var::name).mkString(", ") + "; got " + hole);
                default -> { }
            }
        });
    }

    /** A pattern in one number x. */
    public static ExprPattern of(UnaryOperator<Expr> template) {
        return of(numbers(1), xs -> template.apply(xs.get(0)));
    }

    /** A pattern in two numbers x, y. */
    public static ExprPattern of(BinaryOperator<Expr> template) {
        return of(numbers(2), xs -> template.apply(xs.get(0), xs.get(1)));
    }

    /** A pattern in three numbers x, y, z. */
    public static ExprPattern of(Function3<Expr, Expr, Expr, Expr> template) {
        return of(numbers(3), xs -> template.apply(xs.get(0), xs.get(1), xs.get(2)));
    }

    /** A pattern in four numbers x, y, z, w. */
    public static ExprPattern of(Function4<Expr, Expr, Expr, Expr, Expr> template) {
        return of(numbers(4), xs -> template.apply(xs.get(0), xs.get(1), xs.get(2), xs.get(3)));
    }

    /** A pattern in given holes. */
    public static ExprPattern of(Seq<Var> holes, Function<Seq<Expr>, Expr> template) {
        return new ExprPattern(holes, template.apply(Array.narrow(holes.toArray())));
    }

    /** Holes for n numbers: x, y, z, w. */
    public static Seq<Var> numbers(int n) {
        return Array.of("x", "y", "z", "w").take(n).map(name -> new Var(name, TensorType.scalar(DType.F64)));
    }

    /** Holes for n bools: c, d, e, f. */
    public static Seq<Var> bools(int n) {
        return Array.of("c", "d", "e", "f").take(n).map(name -> new Var(name, TensorType.scalar(DType.BOOL)));
    }

    /** The variables that occur. */
    public Seq<Var> variables() {
        return Graph.variables(Array.of(template));
    }

    /** As a function of the holes. */
    public Fn fn() {
        return Fn.of(holes, Array.of(template));
    }

    // ---- matching ---------------------------------------------------------------------------------------------------

    /** What is still to be matched, and then what. */
    private record Goal(Expr template, Expr expression, Option<Goal> then) {}

    /** The expressions in the holes' places (none for holes that do not occur) that make this pattern the expression. */
    public Option<Seq<Option<Expr>>> match(Expr expression) {
        return !plausible(expression) ? Option.none()
                : solve(Option.of(new Goal(template, expression, Option.none())), Array.fill(holes.size(), Option.<Expr>none()));
    }

    private Option<Seq<Option<Expr>>> solve(Option<Goal> goals, Seq<Option<Expr>> bound) {
        if (goals.isEmpty()) {
            return Option.of(bound);
        }
        Goal goal = goals.get();
        return switch (goal.template()) {
            case Var hole -> bind(hole, goal, bound);
            case Tensor number -> sameNumber(number, goal.expression())
                    ? solve(goal.then(), bound) : Option.none();
            case Apply pattern -> goal.expression() instanceof Apply apply && pattern.op().equals(apply.op())
                    ? operands(pattern, apply, goal.then(), bound) : Option.none();
            case Result _ -> Option.none();
        };
    }

    /** A quick look at the operation and its operands' operations, which rules out nearly everything. */
    private boolean plausible(Expr expression) {
        if (!(template instanceof Apply pattern) || !(expression instanceof Apply apply)) {
            return true;
        }
        int n = pattern.inputs().size();
        if (n != apply.inputs().size() || !pattern.op().equals(apply.op())) {
            return false;
        }
        boolean straight = true;
        for (int i = 0; i < n; i++) {
            straight &= plausible(pattern.input(i), apply.input(i));
        }
        return straight || n == 2 && commutes(apply.op()) && plausible(pattern.input(0), apply.input(1))
                && plausible(pattern.input(1), apply.input(0));
    }

    private static boolean plausible(Expr part, Expr expression) {
        return switch (part) {
            case Var _ -> true;
            case Apply inner -> expression instanceof Apply apply && inner.op().equals(apply.op());
            case Tensor _ -> expression instanceof Tensor || expression instanceof Apply apply && apply.op() instanceof Movement;
            case Result _ -> false;
        };
    }

    /** Zeros of both signs are one number. */
    private static boolean sameNumber(Tensor number, Expr expression) {
        Option<Double> value = Literal.value(expression);
        return value.isDefined() && (number.dtype() == DType.BOOL) == (expression.dtype() == DType.BOOL)
                && value.get().doubleValue() == Literal.value(number).get().doubleValue();
    }

    private Option<Seq<Option<Expr>>> bind(Var hole, Goal goal, Seq<Option<Expr>> bound) {
        int i = holes.indexOf(hole);
        Expr expression = goal.expression();
        if (bound.get(i).isDefined()) {
            return bound.get(i).get() == expression ? solve(goal.then(), bound) : Option.none();
        }
        boolean fits = (hole.dtype() == DType.BOOL) == (expression.dtype() == DType.BOOL);
        return fits ? solve(goal.then(), bound.update(i, Option.of(expression))) : Option.none();
    }

    private Option<Seq<Option<Expr>>> operands(Apply pattern, Apply apply, Option<Goal> then, Seq<Option<Expr>> bound) {
        Option<Goal> goals = then;
        for (int i = pattern.inputs().size() - 1; i >= 0; i--) {
            goals = Option.of(new Goal(pattern.input(i), apply.input(i), goals));
        }
        Option<Seq<Option<Expr>>> straight = solve(goals, bound);
        if (straight.isDefined() || !commutes(apply.op())) {
            return straight;
        }
        return solve(Option.of(new Goal(pattern.input(0), apply.input(1),
                Option.of(new Goal(pattern.input(1), apply.input(0), then)))), bound);
    }

    /** Whether the operation's two operands may change places. */
    public static boolean commutes(Op op) {
        return switch (op) {
            case Binary binary -> switch (binary) {
                case ADD, MUL, MAXIMUM, MINIMUM, HYPOT, LOGADDEXP, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> true;
                case SUB, DIV, POW, REMAINDER, FLOOR_DIVIDE, ATAN2, COPYSIGN -> false;
            };
            case Compare compare -> compare == Compare.EQ || compare == Compare.NE;
            default -> false;
        };
    }

    // ---- building ---------------------------------------------------------------------------------------------------

    /**
     * The template with expressions in the holes' places, every number in {@code numbers}' dtype and repeated to its shape;
     * none where a dtype does not hold a number or an operation does not take it.
     */
    public Option<Expr> build(Seq<Option<Expr>> values, TensorType numbers, Make make) {
        return build(template, values, numbers, make);
    }

    private Option<Expr> build(Expr part, Seq<Option<Expr>> values, TensorType numbers, Make make) {
        return switch (part) {
            case Var hole -> values.get(holes.indexOf(hole));
            case Tensor number -> Literal.value(number).flatMap(value ->
                    make.literal(number.dtype() == DType.BOOL ? numbers.withDtype(DType.BOOL) : numbers, value));
            case Apply apply -> {
                Seq<Expr> inputs = Array.empty();
                for (Expr input : apply.inputs()) {
                    Option<Expr> made = build(input, values, numbers, make);
                    if (made.isEmpty()) {
                        yield Option.none();
                    }
                    inputs = inputs.append(made.get());
                }
                yield takes(apply.op(), inputs) ? Option.of(make.apply(apply.op(), inputs)) : Option.none();
            }
            case Result _ -> Option.none();
        };
    }

    /** Integers have no quotients, roots or negative powers. */
    private static boolean takes(Op op, Seq<Expr> inputs) {
        return switch (op) {
            case fluxion.core.op.Power power -> power.exponent() >= 0 || inputs.get(0).dtype().isFloat();
            case Binary binary -> binary != Binary.DIV || inputs.get(0).dtype().isFloat();
            default -> true;
        };
    }

    /** In infix notation. */
    @Override
    public String toString() {
        return Infix.of(template);
    }
}
