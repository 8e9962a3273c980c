package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.EXACT;
import static fluxion.core.rewrite.Law.REAL;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Select;
import fluxion.core.op.StopGradient;
import fluxion.core.rewrite.Equation;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Selections. Masks stay where they protect: linear steps move inside {@code select(c, x, 0)}, never out of it, so that a
 * masked cotangent stays 0 whatever the derivative of the branch not taken is.
 */
public final class Selection {
    private static final Tensor ZERO = Tensor.of(0.0);
    private static final Tensor ONE = Tensor.of(1.0);

    private Selection() {}

    private static Seq<Var> holes(int conditions, int numbers) {
        return Array.of("c", "d").take(conditions).map(name -> new Var(name, TensorType.scalar(DType.BOOL)))
                .appendAll(Array.of("x", "y", "z").take(numbers).map(name -> new Var(name, TensorType.scalar(DType.F64))));
    }

    private static Rule rule(String name, int conditions, int numbers, Function<Seq<Expr>, Expr> left,
            Function<Seq<Expr>, Expr> right,
            Law law, String reason) {
        return Equation.of(name, holes(conditions, numbers), left, right, law, reason);
    }

    private static Expr select(Expr c, Expr x, Expr y) {
        return Expr.apply(new Select(), c, x, y);
    }

    /** f({x if c; 0 otherwise}, y) = {f(x, y) if c; 0 otherwise}. */
    private static Rule mask(String name, BinaryOperator<Expr> f, String reason) {
        return rule(name, 1, 2, v -> f.apply(select(v.get(0), v.get(1), ZERO), v.get(2)),
                v -> select(v.get(0), f.apply(v.get(1), v.get(2)), ZERO), REAL, reason);
    }

    /** f({0 if c; x otherwise}, y) = {0 if c; f(x, y) otherwise}. */
    private static Rule maskElse(String name, BinaryOperator<Expr> f, String reason) {
        return rule(name, 1, 2, v -> f.apply(select(v.get(0), ZERO, v.get(1)), v.get(2)),
                v -> select(v.get(0), ZERO, f.apply(v.get(1), v.get(2))), REAL, reason);
    }

    /** The rules of selections. */
    public static Seq<RuleGroup> groups() {
        return Array.of(
                RuleGroup.whenAll(Selection::selections, Select.class),
                RuleGroup.whenAll(Selection::stops, StopGradient.class));
    }

    private static Seq<Rule> selections() {
        Tensor yes = Tensor.of(true);
        Tensor no = Tensor.of(false);
        return Array.of(
                rule("select/true", 0, 2, v -> select(yes, v.get(0), v.get(1)), v -> v.get(0), EXACT,
                        "the first branch is always taken"),
                rule("select/false", 0, 2, v -> select(no, v.get(0), v.get(1)), v -> v.get(1), EXACT,
                        "the second branch is always taken"),
                rule("select/same", 1, 1, v -> select(v.get(0), v.get(1), v.get(1)), v -> v.get(1), EXACT,
                        "both branches are the same"),
                rule("select/same-bools", 2, 0, v -> select(v.get(0), v.get(1), v.get(1)), v -> v.get(1), EXACT,
                        "both branches are the same"),
                rule("select/not", 1, 2, v -> select(v.get(0).not(), v.get(1), v.get(2)),
                        v -> select(v.get(0), v.get(2), v.get(1)), EXACT,
                        "branches change places"),
                rule("select/condition", 1, 0, v -> select(v.get(0), yes, no), v -> v.get(0), EXACT, "the condition itself"),
                rule("select/first", 1, 3, v -> select(v.get(0), select(v.get(0), v.get(1), v.get(2)), v.get(3)),
                        v -> select(v.get(0), v.get(1), v.get(3)), EXACT, "the condition holds inside the first branch"),
                rule("select/second", 1, 3, v -> select(v.get(0), v.get(1), select(v.get(0), v.get(2), v.get(3))),
                        v -> select(v.get(0), v.get(1), v.get(3)), EXACT, "the condition fails inside the second branch"),
                rule("select/masks", 2, 1, v -> select(v.get(0), select(v.get(1), v.get(2), ZERO), ZERO),
                        v -> select(v.get(0).and(v.get(1)), v.get(2), ZERO), EXACT, "two masks are one"),
                mask("mul/mask", Expr::times, "a mask stays outside, so that 0·∞ is 0 where it protects"),
                maskElse("mul/mask-else", Expr::times, "a mask stays outside, so that 0·∞ is 0 where it protects"),
                mask("div/mask", Expr::div, "a mask stays outside, so that 0/0 is 0 where it protects"),
                maskElse("div/mask-else", Expr::div, "a mask stays outside, so that 0/0 is 0 where it protects"),
                new ProceduralRule("add/placed", "a·x ± {a if c; 0 otherwise} = a·(x ± {1 if c; 0 otherwise}) for numbers a",
                        REAL,
                        "numbers come out",
                        op -> op == Binary.ADD || op == Binary.SUB, Selection::placed),
                rule("guard/nonzero", 0, 1, v -> select(v.get(0).eq(0), ONE, v.get(0)).eq(0), v -> Tensor.of(false), EXACT,
                        "where x is 0 it was replaced"));
    }

    private static Seq<Rule> stops() {
        return Array.of(
                rule("stop/stop", 0, 1, v -> v.get(0).stopGradient().stopGradient(), v -> v.get(0).stopGradient(), EXACT,
                        "once is enough"));
    }

    /** As in the gradient of a mean of cross-entropies, softmax/n − onehot/n. */
    private static Option<Expr> placed(Apply node, Make make) {
        for (int i = 0; i < 2; i++) {
            Expr mask = node.input(i);
            Option<Tuple2<Double, Expr>> scaled = Coefficients.scaled(node.input(1 - i))
                    .filter(s -> s._1 > 0 && s._1 != 1 && Double.isFinite(s._1));
            if (scaled.isDefined() && !make.shared(mask) && !make.shared(node.input(1 - i))
                    && mask instanceof Apply(Select _, var parts, _)
                    && Literal.isZero(parts.get(2)) && Literal.value(parts.get(1)).exists(v -> Math.abs(v) == scaled.get()._1)) {
                double sign = Literal.value(parts.get(1)).get() > 0 ? 1 : -1;
                boolean subtracted = node.op() == Binary.SUB;
                Expr x = scaled.get()._2;
                int at = i;
                return make.literal(mask.tensorType(), 1).map(one -> make.apply(new Select(), parts.get(0), one, parts.get(2)))
                        .flatMap(hot -> Option.when(!(subtracted && at == 0 && sign < 0), () -> subtracted && at == 0
                        ? make.apply(Binary.SUB, hot, x)
                                : make.apply((sign < 0) != subtracted ? Binary.SUB : Binary.ADD, x, hot)))
                        .flatMap(sum -> Coefficients.scale(scaled.get()._1, sum, make));
            }
        }
        return Option.none();
    }
}
