package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.rewrite.Cost;
import fluxion.core.rewrite.Equation;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import fluxion.transforms.SampledValues.Kind;
import fluxion.transforms.SampledValues.Value;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates what rules replace and what they put there at the same random points, as their laws say: a rule that is exact
 * gives the same bits, NaN, infinities and signs of zero included; all others agree but for rounding where all numbers on the
 * way are of ordinary size, and where their condition holds; integers agree wherever, overflow included.
 */
final class RewriteCheck {
    /** How much more a rewriting may change than a change of its inputs by some roundings does. */
    private static final double SENSITIVITY = 1e4;
    /** What many steps together may change, in terms of what one may. */
    private static final double STEPS = 1e3;
    /** Rules of masks and of the zeros of diagonal matrices, which hide what they meet: 0 where 0·NaN stood, on purpose. */
    private static final Seq<String> HIDING = Array.of("mul/mask", "mul/mask-else", "div/mask", "div/mask-else", "dot/eye",
            "dot/diagonal", "mul/diagonal", "div/diagonal", "solve/diagonal", "mul/blocks", "dot/blocks", "add/indices",
            "product/indices", "product/sum-of-indices", "sum/bands");
    private final Seq<SampledValues> points;
    private final SampledValues notNumbers;
    private final SampledValues numbers;

    RewriteCheck(long seed) {
        points = Array.of(Kind.POSITIVE, Kind.SIGNED, Kind.SPECIAL)
                .map(kind -> new SampledValues(seed + 1_000_003L * kind.ordinal(), kind));
        notNumbers = new SampledValues(seed, Kind.NOT_A_NUMBER);
        numbers = new SampledValues(seed, Kind.POSITIVE);
    }

    /** That a rule kept the value. */
    void fired(Rule rule, Apply before, Expr after) {
        Option<Expr> guard = rule.law() instanceof Law.Domain(var condition) && rule instanceof Equation equation
                && before.type() instanceof TensorType type
                ? equation.match(before).flatMap(values -> condition.build(values, type, Make.PLAIN)) : Option.none();
        // what is built is simplified by all rules at once; the rule by itself is what must be exact
        boolean exact = rule.law() == Law.EXACT;
        if (exact) {
            rule.rewrite(before, Make.PLAIN).forEach(alone -> fired(rule.name(), Law.EXACT, guard, before, alone, 1));
        }
        fired(rule.name(), exact ? Law.REAL : rule.law(), guard, before, after, 1);
        if (!exact && !rule.cancels() && !HIDING.contains(rule.name())) {
            rule.rewrite(before, Make.PLAIN).forEach(alone -> keeps(rule.name(), before, alone));
        }
    }

    /** That results which are not all numbers, because variables are not, are not all numbers afterwards. */
    private void keeps(String rule, Expr before, Expr after) {
        Seq<Tensor> a = notNumbers.of(before).map(Value::tensors).getOrElse(Array.empty());
        Seq<Tensor> b = notNumbers.of(after).map(Value::tensors).getOrElse(Array.empty());
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int result = i;
            if (a.get(i).dtype().isFloat() && hasNaN(a.get(i)) && !hasNaN(b.get(i))
                    && numbers.of(before).exists(value -> !hasNaN(value.tensors().get(result)))) {
                throw error(rule, "NaN before and none after in " + a.get(i).type() + ", so the rule must say that it cancels",
                        before, after, notNumbers);
            }
        }
    }

    private static boolean hasNaN(Tensor tensor) {
        return Arrays.stream(doubles(tensor)).anyMatch(Double::isNaN);
    }

    /** That all steps together, with what stands between them, kept the values. */
    void whole(Seq<? extends Expr> before, Seq<Expr> after) {
        for (int i = 0; i < after.size(); i++) {
            fired("(all together)", Law.REAL, Option.none(), before.get(i), after.get(i), STEPS);
        }
    }

    private void fired(String rule, Law law, Option<Expr> guard, Expr before, Expr after, double slack) {
        if (before == after) {
            return;
        }
        if (before instanceof Apply a ? !(after.type().equals(a.type())) : !after.type().equals(before.type())) {
            throw new RewriteException(rule, "type " + before.type() + " before and " + after.type() + " after", alone(before),
                    alone(after), Array.empty());
        }
        for (SampledValues point : points) {
            boolean special = point.kind() == Kind.SPECIAL;
            boolean everywhere = law == Law.EXACT;
            if (special && !everywhere && (!(before.type() instanceof TensorType type) || type.dtype().isFloat())) {
                continue;
            }
            Option<Value> a = point.of(before).filter(value -> value.ordinary() || special);
            if (a.isEmpty()) {
                continue;
            }
            Option<Value> b = point.of(after);
            if (b.isEmpty()) {
                throw error(rule, "no value after", before, after, point);
            }
            Option<boolean[]> where = guard.flatMap(point::of).map(value -> value.tensors().get(0).booleans());
            for (int i = 0; i < a.get().tensors().size(); i++) {
                Tensor x = a.get().tensors().get(i);
                Tensor y = b.get().tensors().get(i);
                int at = differs(x, y, everywhere, where, slack, point, before, i);
                if (at >= 0 && !(everywhere && isLastBit(x, y, at) && hasFunctions(before, after))) {
                    throw error(rule, element(x, at) + " before and " + element(y, at) + " after in element " + at + " of "
                            + x.type(), before, after, point);
                }
            }
        }
    }

    // ---- comparison -------------------------------------------------------------------------------------------------

    /** Whether two numbers are neighbours: functions may round differently in different places of a tensor. */
    private static boolean isLastBit(Tensor x, Tensor y, int at) {
        double a = doubles(x)[at];
        double b = doubles(y)[at];
        return a * b > 0 && Math.abs(a - b) <= (x.dtype() == DType.F32 ? 4 * Math.ulp((float) a) : 4 * Math.ulp(a));
    }

    private static boolean hasFunctions(Expr before, Expr after) {
        Set<Expr> shared = NodeMap.set();
        Graph.topological(before).forEach(shared::add);
        return Graph.topological(after).exists(e -> !shared.contains(e) && e instanceof Apply a && a.op().isElementwise()
                && Cost.weight(a.op()) > 5);
    }

    /** The first element that differs; −1 for none. */
    private static int differs(Tensor x, Tensor y, boolean exact, Option<boolean[]> where, double slack, SampledValues point,
            Expr before, int result) {
        return switch (x.dtype()) {
            case F64 -> differs(x.doubles(), y.doubles(), exact, where, 1e-9 * slack, point, before, result);
            case F32 -> differs(doubles(x), doubles(y), exact, where, 1e-4 * slack, point, before, result);
            case I64 -> differs(x.longs(), y.longs(), where);
            case I32 -> differs(Arrays.stream(x.ints()).asLongStream().toArray(),
                    Arrays.stream(y.ints()).asLongStream().toArray(), where);
            case BOOL -> exact ? Arrays.mismatch(x.booleans(), y.booleans())
                    : differs(doubles(x), doubles(y), true, where, 0, point, before, result);
        };
    }

    private static int differs(long[] a, long[] b, Option<boolean[]> where) {
        for (int i = 0; i < a.length; i++) {
            int at = i;
            if (a[i] != b[i] && where.forAll(holds -> holds[at])) {
                return i;
            }
        }
        return -1;
    }

    private static int differs(double[] a, double[] b, boolean exact, Option<boolean[]> where, double eps, SampledValues point,
            Expr before, int result) {
        double scale = 1 + Arrays.stream(a).map(Math::abs).filter(Double::isFinite).max().orElse(0);
        for (int i = 0; i < a.length; i++) {
            int at = i;
            boolean agree = exact ? Double.compare(a[i], b[i]) == 0 : a[i] == b[i] || Math.abs(a[i] - b[i]) <= eps * scale;
            if (!agree && where.forAll(holds -> holds[at])
                    && (exact || !isSensitive(Math.abs(a[i] - b[i]), a[i], point, before, result, i))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a little change of the inputs changes as much. */
    private static boolean isSensitive(double difference, double value, SampledValues point, Expr before, int result,
            int element) {
        return point.nudged().of(before).exists(near -> {
            double moved = doubles(near.tensors().get(result))[element];
            return !Double.isFinite(moved) || difference <= SENSITIVITY * Math.abs(moved - value);
        });
    }

    private static double[] doubles(Tensor tensor) {
        return switch (tensor.dtype()) {
            case F64 -> tensor.doubles();
            case F32 -> {
                float[] floats = tensor.floats();
                double[] doubles = new double[floats.length];
                for (int i = 0; i < floats.length; i++) {
                    doubles[i] = floats[i];
                }
                yield doubles;
            }
            case I64 -> Arrays.stream(tensor.longs()).asDoubleStream().toArray();
            case I32 -> Arrays.stream(tensor.ints()).asDoubleStream().toArray();
            case BOOL -> {
                boolean[] bools = tensor.booleans();
                double[] doubles = new double[bools.length];
                for (int i = 0; i < bools.length; i++) {
                    doubles[i] = bools[i] ? 1 : 0;
                }
                yield doubles;
            }
        };
    }

    private static String element(Tensor tensor, int at) {
        return switch (tensor.dtype()) {
            case I64 -> Long.toString(tensor.longs()[at]);
            case I32 -> Integer.toString(tensor.ints()[at]);
            case BOOL -> Boolean.toString(tensor.booleans()[at]);
            case F64, F32 -> Double.toString(doubles(tensor)[at]);
        };
    }

    // ---- the error --------------------------------------------------------------------------------------------------

    private static Fn alone(Expr e) {
        return e instanceof Apply apply ? Fn.of(Graph.variables(Array.of(e)), apply.results())
                : Fn.of(Graph.variables(Array.of(e)), Array.of(e));
    }

    /** The two sides with a variable for what they share, as far up as that goes. */
    private static RewriteException error(String rule, String difference, Expr before, Expr after, SampledValues point) {
        Map<Expr, Expr> made = new NodeMap<>();
        List<Var> params = new ArrayList<>();
        List<Tensor> inputs = new ArrayList<>();
        Set<Expr> shared = NodeMap.set();
        Graph.topological(after).forEach(shared::add);
        shared.remove(before);
        shared.remove(after);
        List<Expr> stack = new ArrayList<>(List.of(before));
        Set<Expr> seen = NodeMap.set();
        while (!stack.isEmpty()) {
            Expr node = stack.removeLast();
            if (!seen.add(node)) {
                continue;
            }
            boolean hole = node instanceof Var || shared.contains(node) && !(node instanceof Tensor)
                    && node.type() instanceof TensorType;
            Option<Value> value = hole ? point.of(node) : Option.none();
            if (value.isDefined()) {
                Var param = node instanceof Var variable ? variable : new Var("s" + params.size(), node.tensorType());
                params.add(param);
                inputs.add(value.get().tensors().get(0));
                made.put(node, param);
            } else {
                stack.addAll(switch (node) {
                    case Apply apply -> apply.inputs().asJava();
                    case Result result -> List.of(result.of());
                    case Tensor _, Var _ -> List.of();
                });
            }
        }
        Seq<Expr> sides = rebuilt(Array.of(before, after), made);
        Seq<Var> more = Graph.variables(sides).reject(params::contains);
        more.forEach(v -> point.of(v).forEach(value -> {
            params.add(v);
            inputs.add(value.tensors().get(0));
        }));
        Seq<Var> all = Array.ofAll(params);
        return new RewriteException(rule, difference, Fn.of(all, results(sides.get(0))), Fn.of(all, results(sides.get(1))),
                Array.ofAll(inputs));
    }

    private static Seq<Expr> results(Expr e) {
        return e instanceof Apply apply ? apply.results() : Array.of(e);
    }

    private static Seq<Expr> rebuilt(Seq<Expr> roots, Map<Expr, Expr> made) {
        for (Expr node : Graph.topological(roots)) {
            made.computeIfAbsent(node, e -> switch (e) {
                case Apply apply -> apply.on(apply.inputs().map(made::get));
                case Result result -> made.get(result.of()) == result.of() ? result
                        : ((Apply) made.get(result.of())).results().get(result.index());
                case Tensor _, Var _ -> e;
            });
        }
        return roots.map(made::get);
    }
}
