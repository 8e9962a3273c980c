package fluxion.tests.rules;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Result;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Concatenate;
import fluxion.core.op.CumSum;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Flip;
import fluxion.core.op.Op;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import fluxion.core.op.Unary;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * Expressions nearly like a given one: other lengths (0 and 1 among them), dtypes, axes, orders, offsets, exponents, numbers
 * (0, −0, ∞, NaN among them), operations; operands that are equal, swapped, transposed, repeated, negated, structured.
 */
final class Perturbed {
    private static final double[] NUMBERS = {0, -0.0, 1, -1, 2, 0.5, 3, 4, -3, Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, Double.NaN};
    private final SplittableRandom random;

    Perturbed(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Changed once, twice or three times, each time as far as types allow. */
    Expr of(Expr example) {
        Expr e = example;
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            Expr before = e;
            for (int tries = 0; tries < 6 && e == before; tries++) {
                try {
                    e = switch (random.nextInt(8)) {
                        case 0, 1 -> lengths(e);
                        case 2 -> dtype(e, random.nextInt(3) == 0 ? DType.I32 : DType.F32);
                        default -> once(e);
                    };
                    e = e.type() instanceof TensorType type && type.shape().size() <= 2000 ? e : before;
                } catch (FluxionException doesNotFit) {
                    e = before;
                }
            }
        }
        return e;
    }

    /** The expression with parts that are used elsewhere too. */
    Seq<Expr> shared(Expr e) {
        Seq<Expr> inner = Graph.topological(e).filter(x -> x instanceof Apply a && a.type() instanceof TensorType && x != e);
        return random.nextInt(3) > 0 || inner.isEmpty() ? Array.of(e) : Array.of(e, inner.get(random.nextInt(inner.size())));
    }

    // ---- everywhere -------------------------------------------------------------------------------------------------

    /** One length is another now, in variables and in operations. */
    private Expr lengths(Expr e) {
        List<Integer> all = new ArrayList<>();
        Graph.variables(Array.of(e)).forEach(v -> v.shape().dims().forEach(all::add));
        if (all.isEmpty()) {
            return e;
        }
        int from = all.get(random.nextInt(all.size()));
        int to = new int[] {0, 1, 1, 2, 3, 4}[random.nextInt(6)];
        IntUnaryOperator map = n -> n == from ? to : n;
        return rebuilt(e, (node, inputs) -> switch (node) {
            case Var v -> new Var(v.name(), v.type().withShape(new Shape(v.shape().dims().map(map))));
            case Tensor t -> t.shape().isScalar() ? t : Tensor.zeros(t.type().withShape(new Shape(t.shape().dims().map(map))));
            case Apply a -> Apply.of(resized(a.op(), a, inputs, map), inputs);
            case Result r -> r;
        });
    }

    private static Op resized(Op op, Apply old, Seq<Expr> inputs, IntUnaryOperator map) {
        return switch (op) {
            case Broadcast(Shape to, Ints axes) ->
                    new Broadcast(new Shape(Ints.tabulate(to.rank(),
                    i -> axes.contains(i) ? inputs.get(0).shape().dim(axes.indexOf(i)) : map.applyAsInt(to.dim(i)))), axes);
            case Eye(DType dtype, int rows, int columns, int offset) -> new Eye(dtype, map.applyAsInt(rows),
                    map.applyAsInt(columns), offset);
            case Reshape(Shape to) -> {
                Shape mapped = new Shape(to.dims().map(map));
                yield new Reshape(mapped.size() == inputs.get(0).shape().size() || to.rank() != 1 ? mapped
                        : Shape.of((int) inputs.get(0).shape().size()));
            }
            case Slice(Ints start, Ints stop, Ints step) -> new Slice(start,
                    Ints.tabulate(stop.size(), i -> stop.get(i) == old.input(0).shape().dim(i) ? inputs.get(0).shape().dim(i)
                    : stop.get(i)), step);
            case Op other -> other;
        };
    }

    private static Expr dtype(Expr e, DType to) {
        return rebuilt(e, (node, inputs) -> switch (node) {
            case Var v -> v.dtype() == DType.F64 ? new Var(v.name(), v.type().withDtype(to)) : v;
            case Tensor t -> t.dtype() == DType.F64 ? t.shape().isScalar() ? Tensor.number(to, Literal.value(t).get())
                    : Expr.apply(new Cast(to), t) : t;
            case Apply a -> Apply.of(a.op() instanceof Eye(DType d, int rows, int columns, int offset) && d == DType.F64
                    ? new Eye(to, rows, columns, offset) : a.op(), inputs);
            case Result r -> r;
        });
    }

    // ---- in one place -----------------------------------------------------------------------------------------------

    private Expr once(Expr e) {
        Seq<Expr> nodes = Graph.topological(e).filter(x -> x.type() instanceof TensorType);
        Expr at = nodes.get(random.nextInt(nodes.size()));
        return rebuilt(e, (node, inputs) -> {
            Expr same = switch (node) {
                case Apply a -> a.on(inputs);
                case Expr leaf -> leaf;
            };
            return node != at ? same : node instanceof Apply a && random.nextInt(3) > 0 ? operation(a, inputs, nodes)
                    : operand(same, nodes);
        });
    }

    /** Another operand of the same type. */
    private Expr operand(Expr x, Seq<Expr> nodes) {
        int r = x.rank();
        if (x instanceof Tensor t && t.shape().isScalar() && t.dtype().isFloat()) {
            return Tensor.number(t.dtype(), NUMBERS[random.nextInt(NUMBERS.length)]);
        }
        return switch (random.nextInt(10)) {
            case 9 -> x instanceof Var v ? new Var(v.name(),
                    v.type().withShape(new Shape(random.nextBoolean() ? v.shape().dims().append(2)
                    : v.shape().dims().prepend(2)))) : x;
            case 0, 1 -> {
                Seq<Expr> fitting = nodes.filter(n -> n != x && n.type().equals(x.type())
                        && (n instanceof Var || n instanceof Tensor));
                yield fitting.isEmpty() ? new Var("o", x.tensorType()) : fitting.get(random.nextInt(fitting.size()));
            }
            case 2 -> x.dtype().isFloat() ? Literal.of(x.tensorType(), NUMBERS[random.nextInt(NUMBERS.length)])
                    : Literal.of(x.tensorType(), random.nextInt(2));
            case 3 -> x.dtype() == DType.BOOL ? x.not() : x.neg();
            case 4 -> x.dtype() == DType.BOOL ? x : x.times(random.nextInt(-2, 4));
            case 5 -> r == 2 && x.shape().dim(0) == x.shape().dim(1) ? x.transpose() : x.dtype().isFloat() ? x.sin() : x;
            case 6 -> r == 2 && x.shape().dim(0) == x.shape().dim(1) ? random.nextBoolean()
                    ? Expr.apply(new Eye(x.dtype(), x.shape().dim(0), x.shape().dim(0), 0))
                    : Expr.apply(new Diag(0), new Var("d", TensorType.of(x.dtype(), x.shape().dim(0)))) : x;
            case 7 -> repeated(x);
            default -> x.dtype().isFloat() ? x.div(2) : x;
        };
    }

    /** A smaller variable repeated to the type. */
    private Expr repeated(Expr x) {
        Ints axes = Ints.range(0, x.rank()).filter(_ -> random.nextBoolean());
        return Expr.apply(new Broadcast(x.shape(), axes),
                new Var("b", TensorType.of(x.dtype(), x.shape().dims().select(axes).toArray())));
    }

    /** Another operation of its kind, or on its operands otherwise. */
    private Expr operation(Apply a, Seq<Expr> in, Seq<Expr> nodes) {
        int r = in.isEmpty() ? 0 : in.get(0).rank();
        Op op = switch (a.op()) {
            case Broadcast(Shape to, Ints axes) -> new Broadcast(to, choose(to.rank(), axes.size()));
            case Permute(Ints p) -> new Permute(permutation(p.size()));
            case Reduce(Reduce.Kind kind, Ints axes) -> random.nextInt(4) == 0
                    ? new Reduce(random.nextBoolean() ? Reduce.Kind.MAX : Reduce.Kind.SUM, axes)
                    : new Reduce(kind, choose(r, axes.size()));
            case Dot dot -> dot(in.get(0), in.get(1));
            case Diag(int k) -> new Diag(k + random.nextInt(-1, 2));
            case Diagonal(int k) -> new Diagonal(k + random.nextInt(-1, 2));
            case Eye(DType d, int m, int n, int k) -> random.nextBoolean() ? new Eye(d, m, n, k + random.nextInt(-1, 2))
                    : new Eye(d, n, m, k);
            case Power(int n) -> new Power(random.nextInt(5) == 0 ? Integer.MAX_VALUE : n + random.nextInt(-3, 3));
            case Flip _ -> new Flip(choose(r, 1));
            case CumSum(int axis, boolean reverse) -> new CumSum(random.nextInt(r), random.nextBoolean() ? reverse : !reverse);
            case Concatenate(int axis) -> new Concatenate(random.nextInt(r));
            case Pad(Ints low, Ints high, Ints interior) -> new Pad(jitter(low), jitter(high),
                    random.nextInt(3) == 0 ? jitter(interior) : interior);
            case Slice(Ints start, Ints stop, Ints step) -> new Slice(jitter(start), jitter(stop),
                    random.nextInt(3) == 0 ? step.map(s -> s + 1) : step);
            case Binary b -> new Op[] {Binary.ADD, Binary.SUB, Binary.MUL, Binary.DIV, Binary.MAXIMUM, b}[random.nextInt(6)];
            case Compare _ -> Compare.values()[random.nextInt(Compare.values().length)];
            case Unary u -> new Op[] {Unary.NEG, Unary.EXP, Unary.ABS, Unary.LOG, u}[random.nextInt(5)];
            case Op other -> other;
        };
        Seq<Expr> operands = in.size() == 2 && random.nextInt(3) == 0 ? random.nextBoolean() ? in.reverse()
                : Array.of(in.get(random.nextInt(2))).flatMap(x -> Array.of(x, x)) : in;
        return Apply.of(op, operands);
    }

    private Ints choose(int rank, int count) {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            left.add(i);
        }
        while (left.size() > Math.max(0, count)) {
            left.remove(random.nextInt(left.size()));
        }
        return Ints.from(left);
    }

    private Ints permutation(int rank) {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            left.add(random.nextInt(i + 1), i);
        }
        return Ints.from(left);
    }

    private Ints jitter(Ints counts) {
        return counts.map(n -> Math.max(0, n + random.nextInt(-1, 2)));
    }

    /** Some axes of equal lengths contracted, some shared. */
    private Dot dot(Expr x, Expr y) {
        List<Integer> lb = new ArrayList<>();
        List<Integer> rb = new ArrayList<>();
        List<Integer> lc = new ArrayList<>();
        List<Integer> rc = new ArrayList<>();
        List<Integer> free = new ArrayList<>(Array.range(0, y.rank()).asJava());
        for (int i : permutation(x.rank())) {
            int what = random.nextInt(5);
            Option<Integer> j = Array.ofAll(free).find(k -> y.shape().dim(k) == x.shape().dim(i));
            if (j.isDefined() && what < 4) {
                (what == 0 ? lb : lc).add(i);
                (what == 0 ? rb : rc).add(j.get());
                free.remove(j.get());
            }
        }
        return new Dot(Ints.from(lb), Ints.from(rb), Ints.from(lc), Ints.from(rc));
    }

    // ---- building ---------------------------------------------------------------------------------------------------

    private interface Builder {
        Expr apply(Expr node, Seq<Expr> inputs);
    }

    private static Expr rebuilt(Expr root, Builder builder) {
        Map<Expr, Expr> made = new IdentityHashMap<>();
        for (Expr node : Graph.topological(root)) {
            made.put(node, switch (node) {
                case Apply a -> builder.apply(a, a.inputs().map(made::get));
                case Result r -> ((Apply) made.get(r.of())).results().get(r.index());
                case Expr leaf -> builder.apply(leaf, Array.empty());
            });
        }
        return made.get(root);
    }
}
