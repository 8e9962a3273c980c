package fluxion.ops.series;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Call;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.Conv;
import fluxion.core.op.Dot;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.Select;
import fluxion.core.op.Unary;
import fluxion.ops.Rules;
import fluxion.ops.rule.Guard;
import fluxion.ops.rule.TransformCallbacks;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/** The series of expressions of some variables whose series are known. */
public final class Expansion {
    private final TransformCallbacks through;
    private final Map<Expr, Seq<Series>> made = new IdentityHashMap<>();
    /** Equal operations on equal operands are one, so that sin x, which cos x needs, is the sin x that needs cos x. */
    private final Map<Apply, Apply> nodes = new HashMap<>();
    private final Map<Expr, Expr> canonical = new IdentityHashMap<>();

    /**
     * @param through for operations that hold functions
     * @param variables the coefficients of each variable that moves, from the first on, absent where zero
     */
    public Expansion(TransformCallbacks through, Map<Var, ? extends Seq<Option<Expr>>> variables) {
        this.through = through;
        variables.forEach((variable, coefficients) -> made.put(variable,
                Array.of(Series.of(variable, k -> k <= coefficients.size() ? coefficients.get(k - 1) : Option.none()))));
    }

    /** Coefficients 0 to {@code order} of each expression. */
    public Seq<Seq<Option<Expr>>> of(Seq<Expr> outputs, int order) {
        Seq<Series> series = expand(outputs);
        // low coefficients of everything first, so that no coefficient asks for a long chain of others
        Seq<Seq<Series>> all = Graph.topological(outputs).map(node -> made.get(canonical.get(node)));
        for (int k = 1; k <= order; k++) {
            int at = k;
            all.forEach(several -> several.forEach(one -> one.at(at)));
        }
        return series.map(one -> Array.range(0, order + 1).map(one::at));
    }

    private Seq<Series> expand(Seq<Expr> outputs) {
        for (Expr node : Graph.topological(outputs)) {
            if (canonical.containsKey(node)) {
                continue;
            }
            Expr known = switch (node) {
                case Tensor _, Var _ -> node;
                case Result result -> ((Apply) canonical.get(result.of())).results().get(result.index());
                case Apply apply -> nodes.computeIfAbsent(apply.on(apply.inputs().map(canonical::get)), same -> same);
            };
            canonical.put(node, known);
            canonical.put(known, known);
            if (!made.containsKey(known)) {
                made.put(known, switch (known) {
                    case Tensor _, Var _ -> Array.of(Series.constant(known));
                    case Result result -> Array.of(made.get(result.of()).get(result.index()));
                    case Apply apply -> rule(apply, apply.inputs().map(input -> made.get(canonical.get(input)).get(0)));
                });
            }
        }
        return outputs.map(output -> made.get(canonical.get(output)).get(0));
    }

    private Series one(Expr expression) {
        return expand(Array.of(expression)).get(0);
    }

    /** The series of an operation's results. Slopes are variables in {@code y}; {@code at} is the operation at its point. */
    private Seq<Series> rule(Apply y, Seq<Series> x) {
        Apply at = y.on(x.map(Series::head));
        if (!x.exists(Series::moves)) {
            return at.results().map(Series::constant);
        }
        return switch (y.op()) {
            case Binary op when op == Binary.MUL && both(x) -> Array.of(product(at, x.get(0), x.get(1), Expr::times));
            case Binary op when op == Binary.DIV && x.get(1).moves() -> Array.of(quotient(at, x.get(0), x.get(1)));
            case Dot op when both(x) -> Array.of(product(at, x.get(0), x.get(1), (a, b) -> Expr.apply(op, a, b)));
            case Conv op when both(x) -> Array.of(product(at, x.get(0), x.get(1), (a, b) -> Expr.apply(op, a, b)));
            case Power op -> Array.of(power(op.exponent(), at, y.input(0), x.get(0)));
            case Unary op when (op == Unary.COS || op == Unary.COSH) && y.input(0) instanceof Apply abs
                    && abs.op() == Unary.ABS ->
                    Array.of(one(Expr.apply(op, abs.input(0))));
            case Select _ when Guard.squareOfNorm(y).isDefined() -> Array.of(norm(at, x.get(1)));
            case Call op -> expand(op.fn().on(y.inputs()));
            case Checkpoint op -> expand(op.body().on(y.inputs()));
            case Op _ -> general(y, at, x);
        };
    }

    private static boolean both(Seq<Series> x) {
        return x.get(0).moves() && x.get(1).moves();
    }

    /** cₖ = Σ aⱼ·bₖ₋ⱼ; the two halves of a square are one. */
    private static Series product(Expr y, Series a, Series b, BinaryOperator<Expr> times) {
        return Series.of(y, k -> convolved(a, b, 0, k, k, times));
    }

    private static Option<Expr> convolved(Series a, Series b, int from, int to, int k, BinaryOperator<Expr> times) {
        Option<Expr> sum = Option.none();
        for (int j = from; j <= to; j++) {
            sum = plus(sum, times(a.at(j), b.at(k - j), times));
        }
        return sum;
    }

    private static Series square(Expr y, Series x) {
        return Series.of(y, k -> {
            Option<Expr> pairs = convolved(x, x, 0, (k - 1) / 2, k, Expr::times).map(s -> s.times(2));
            return k % 2 == 0 ? plus(pairs, x.at(k / 2).map(Expr::square)) : pairs;
        });
    }

    /** From y·b = a: yₖ = (aₖ − Σ bⱼ·yₖ₋ⱼ)/b₀. */
    private static Series quotient(Expr y, Series a, Series b) {
        Series[] self = new Series[1];
        self[0] = Series.of(y, k -> plus(a.at(k), convolved(b, self[0], 1, k, k, Expr::times).map(Expr::neg))
                .map(r -> r.div(Guard.unguarded(b.at(0).get()))));
        return self[0];
    }

    /** √s, but with the slope 0 at 0; coefficients beyond do not exist there, and are NaN or ∞. */
    private static Series norm(Expr y, Series root) {
        return Series.of(y, k -> root.at(k).map(c -> k > 1 ? c : root.at(0).get().eq(0).where(Literal.zerosLike(c), c)));
    }

    /** The square of a root, a norm or an absolute value: its even powers are smooth where it is not. */
    private static Option<Expr> squared(Expr base) {
        return base instanceof Apply y ? switch (y.op()) {
            case Unary op when op == Unary.SQRT -> Option.of(y.input(0));
            case Unary op when op == Unary.ABS -> Option.of(y.input(0).square());
            case Unary op when op == Unary.NEG -> squared(y.input(0));
            case Binary op when op == Binary.HYPOT -> Option.of(y.input(0).square().plus(y.input(1).square()));
            case Op _ -> Guard.squareOfNorm(y);
        } : Option.none();
    }

    private Series power(int n, Expr y, Expr base, Series x) {
        Option<Expr> square = n >= 2 && n % 2 == 0 ? squared(base) : Option.none();
        if (square.isDefined()) {
            Series same = one(n == 2 ? square.get() : square.get().pow(n / 2));
            return Series.of(y, same::at);
        }
        return switch (n) {
            case 0 -> Series.constant(y);
            case 1 -> Series.of(y, x::at);
            case 2 -> square(y, x);
            default -> {
                if (n > 0) {
                    Series half = one(base.pow(n / 2));
                    yield n % 2 == 0 ? square(y, half) : product(y, x, one(base.pow(n - 1)), Expr::times);
                }
                // from y·p = 1, y₀ being 1/p₀
                Series p = one(base.pow(-n));
                Series[] self = new Series[1];
                self[0] = Series.of(y, k -> convolved(p, self[0], 1, k, k, Expr::times).map(s -> s.times(y).neg()));
                yield self[0];
            }
        };
    }

    /**
     * From y′ = ∂f(x)·x′. Where the derivative does not depend on what moves, each coefficient of y is the derivative along
     * that of x; otherwise the coefficients of y′ are those of the derivative as an expression, which needs of y only earlier
     * ones.
     */
    private Seq<Series> general(Apply y, Apply at, Seq<Series> x) {
        Seq<Option<Var>> slopes = x.zip(y.inputs())
                .map(p -> Option.when(p._1.moves(), () -> new Var("slope", p._2.tensorType())));
        Seq<Option<Expr>> derivative = jvp(y, slopes.map(s -> s.map(v -> v)));
        boolean fixed = isFixed(y, x, derivative);
        return at.results().zip(derivative).zipWithIndex((p, i) -> {
            Expr result = p._1;
            Option<Expr> d = p._2;
            if (d.isEmpty()) {
                return Series.constant(result);
            }
            if (fixed) {
                return Series.of(result, k -> {
                    Seq<Option<Expr>> along = x.map(one -> one.at(k));
                    return along.exists(Option::isDefined) ? jvp(at, along).get(i) : Option.none();
                });
            }
            Series[] slope = new Series[1];
            return Series.of(result, k -> {
                if (slope[0] == null) {
                    // now, not earlier: slopes begin with the first coefficients of the operands
                    slopes.zip(x).forEach(s -> s._1.forEach(v -> made.computeIfAbsent(v, _ -> Array.of(shifted(v, s._2)))));
                    slope[0] = one(d.get());
                }
                return slope[0].at(k - 1).map(c -> k == 1 ? c : c.div(k));
            });
        }).toArray();
    }

    private static Series shifted(Var slope, Series x) {
        return Series.of(x.slope(0).getOrElse(() -> fluxion.core.Literal.zerosLike(slope)), x::slope);
    }

    private Seq<Option<Expr>> jvp(Apply y, Seq<Option<Expr>> tangents) {
        return Rules.jvp(y, tangents, through);
    }

    /** Whether a derivative depends neither on what moves nor on the result. */
    private static boolean isFixed(Apply y, Seq<Series> x, Seq<Option<Expr>> derivative) {
        Set<Expr> moving = Collections.newSetFromMap(new IdentityHashMap<>());
        moving.add(y);
        y.inputs().zip(x).filter(p -> p._2.moves()).forEach(p -> moving.add(p._1));
        return !Graph.topological(derivative.flatMap(d -> d)).exists(moving::contains);
    }

    private static Option<Expr> times(Option<Expr> a, Option<Expr> b, BinaryOperator<Expr> times) {
        return a.flatMap(s -> b.map(t -> times.apply(s, t)));
    }

    private static Option<Expr> plus(Option<Expr> a, Option<Expr> b) {
        return a.isDefined() && b.isDefined() ? Option.of(a.get().plus(b.get())) : a.orElse(b);
    }
}
