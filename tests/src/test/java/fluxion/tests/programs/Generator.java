package fluxion.tests.programs;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.Shape;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Writes steps while they are traced, so that all types are known; what does not fit is tried another way. */
final class Generator {
    /** No value fits: another step is tried. */
    static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unfit(String why) {
            super(why, null, false, false);
        }
    }

    /** Writes a body, given the numbers of its parameters; gives those of its results. */
    interface Maker {
        Seq<Integer> of(Generator inner, Seq<Integer> parameters);
    }

    /** A body to be written: how many parameters it takes, and by what. */
    record Wanted(int parameters, Maker maker) {}

    final RandomGenerator random;
    final int depth;
    private final int largest;
    private final int[] last;
    private final List<Step> steps = new ArrayList<>();
    private Map<Integer, Expr> values;

    Generator(RandomGenerator random, Map<Integer, Expr> values, int[] last, int depth, int largest) {
        this.random = random;
        this.values = values;
        this.last = last;
        this.depth = depth;
        this.largest = largest;
    }

    static Map<Integer, Expr> nothing() {
        return LinkedHashMap.empty();
    }

    /** Whether values may be so long that work is split between threads. */
    boolean isLarge() {
        return largest > 50_000;
    }

    Seq<Step> steps() {
        return Array.ofAll(steps);
    }

    Seq<Integer> numbers() {
        return values.keySet().toArray();
    }

    // ---- steps ----

    int emit(String op, Seq<Integer> operands, Settings settings, Wanted... wanted) {
        List<Body> bodies = new ArrayList<>();
        Seq<Function<Seq<Expr>, Seq<Expr>>> traced = Array.of(wanted).map(w -> {
            int at = bodies.size();
            bodies.add(null);
            Seq<Integer> parameters = Array.fill(w.parameters(), this::next);
            return arguments -> body(bodies, at, parameters, w.maker(), arguments);
        });
        Expr value;
        try {
            value = Operation.named(op).meaning().of(new Operation.Call(operands.map(this::value), settings, traced));
        } catch (FluxionException e) {
            throw new Unfit(op + ": " + e.getMessage());
        }
        if (value.shape().size() > largest) {
            throw new Unfit("size");
        }
        int id = next();
        values = values.put(id, value);
        steps.add(new Step(id, op, operands, settings, Array.ofAll(bodies)));
        return id;
    }

    /** A body is written when it is traced first; it may be traced again. */
    private Seq<Expr> body(List<Body> bodies, int at, Seq<Integer> parameters, Maker maker, Seq<Expr> arguments) {
        if (bodies.get(at) != null) {
            return bodies.get(at).run(values, arguments);
        }
        Generator inner = new Generator(random, values.merge(LinkedHashMap.ofEntries(parameters.zip(arguments))), last, depth + 1,
                largest);
        Seq<Integer> results = maker.of(inner, parameters);
        bodies.set(at, new Body(parameters, inner.steps(), results));
        return results.map(inner::value);
    }

    private int next() {
        return ++last[0];
    }

    int emit(String op, int x) {
        return emit(op, Array.of(x), Settings.of());
    }

    int emit(String op, int x, int y) {
        return emit(op, Array.of(x, y), Settings.of());
    }

    int emit(String op, int x, Settings settings) {
        return emit(op, Array.of(x), settings);
    }

    /** A step of a random kind; all that it made is taken back where it does not fit. */
    int step() {
        int before = steps.size();
        Map<Integer, Expr> known = values;
        try {
            return RandomSteps.any(this);
        } catch (Unfit e) {
            steps.subList(before, steps.size()).clear();
            values = known;
            throw e;
        }
    }

    /** The last of some steps, or of none. */
    int block(int count) {
        int x = -1;
        for (int i = 0; i < count; i++) {
            try {
                x = step();
            } catch (Unfit _) {
                continue;
            }
        }
        return x;
    }

    // ---- values ----

    Expr value(int id) {
        return values.get(id).get();
    }

    Shape shape(int id) {
        return value(id).shape();
    }

    int rank(int id) {
        return value(id).rank();
    }

    long size(int id) {
        return shape(id).size();
    }

    DType dtype(int id) {
        return value(id).dtype();
    }

    // ---- choices ----

    int below(int n) {
        return random.nextInt(n);
    }

    int between(int low, int high) {
        return random.nextInt(low, high);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    @SafeVarargs
    final <T> T one(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T one(Seq<T> choices) {
        if (choices.isEmpty()) {
            throw new Unfit("none");
        }
        return choices.get(random.nextInt(choices.size()));
    }

    double constant() {
        return one(0.5, 2.0, -1.0, 3.0, 1.0, -0.25, 0.0, 1.5, Math.round(random.nextGaussian() * 1000) / 1000.0);
    }

    /** A floating-point value, rather a late one. */
    int pick(Predicate<Integer> fits) {
        return late(numbers().filter(k -> dtype(k).isFloat() && fits.test(k)));
    }

    int pick() {
        return pick(_ -> true);
    }

    int pick(DType dtype, Predicate<Integer> fits) {
        return late(numbers().filter(k -> dtype(k) == dtype && fits.test(k)));
    }

    private int late(Seq<Integer> among) {
        return among.isEmpty() ? one(among) : among.get((int) (among.size() * Math.pow(random.nextDouble(), 0.4)));
    }

    int ranked(int low, int high) {
        return pick(k -> rank(k) >= low && rank(k) <= high && size(k) > 0);
    }

    /** Another value that broadcasts with one, of its dtype. */
    int mate(int x) {
        return pick(dtype(x), k -> fits(shape(k), shape(x)));
    }

    private boolean fits(Shape a, Shape b) {
        long size = 1;
        for (int d = 1; d <= Math.max(a.rank(), b.rank()); d++) {
            int m = d > a.rank() ? 1 : a.dim(a.rank() - d);
            int n = d > b.rank() ? 1 : b.dim(b.rank() - d);
            if (m != n && m != 1 && n != 1) {
                return false;
            }
            size *= m == 1 ? n : m;
        }
        return size <= largest / 2;
    }

    /** Another value of the same type. */
    int twin(int x) {
        return pick(dtype(x), k -> shape(k).equals(shape(x)));
    }

    int axis(int x) {
        return signed(below(rank(x)), rank(x));
    }

    private int signed(int axis, int rank) {
        return oneIn(3) ? axis - rank : axis;
    }

    /** Some axes, or none for all. */
    Seq<Object> axes(int x) {
        int n = rank(x);
        return n == 0 || oneIn(3) ? Array.empty() : Array.ofAll(Ints.range(0, n).filter(_ -> random.nextBoolean()))
                .map(a -> (Object) signed(a, n));
    }

    <T> Seq<T> shuffled(Seq<T> values) {
        return values.map(v -> io.vavr.Tuple.of(random.nextInt(), v)).toArray().sortBy(p -> p._1).map(p -> p._2);
    }

    Seq<Object> list(Shape shape) {
        return Array.ofAll(shape.dims()).map(d -> (Object) d);
    }

    // ---- values made to fit ----

    int positive(int x) {
        return emit("addc", emit("square", x), Settings.of("c", 1.0));
    }

    int tame(int x) {
        return emit(one("tanh", "sin", "atan"), x);
    }

    int unit(int x) {
        return emit("mulc", emit("tanh", x), Settings.of("c", 0.875));
    }

    /** x made into a type. */
    int fit(int x, Shape shape, DType dtype) {
        int y = x;
        if (!shape(y).equals(shape)) {
            boolean broadcasts = rank(y) <= shape.rank() && Array.range(0, rank(y))
                    .forAll(d -> shape(x).dim(d) == 1 || shape(x).dim(d) == shape.dim(d + shape.rank() - rank(x)));
            y = broadcasts ? y : emit("rsum", y, Settings.of());
            y = emit("broadcast", y, Settings.of("shape", list(shape)));
        }
        return dtype(y) == dtype ? y : emit("cast", y, Settings.of("to", dtype.toString()));
    }

    /** Some steps whose result has a type and depends on the parameters. */
    int ending(int count, Shape shape, DType dtype, Seq<Integer> must) {
        int made = block(count);
        int x = fit(made < 0 || !dtype(made).isFloat() ? pick() : made, shape, dtype);
        for (int m : must) {
            if (dtype(m).isFloat()) {
                x = emit(one("add", "mul", "sub", "maximum"), x, fit(m, shape, dtype));
            }
        }
        return emit(one("tanh", "sin"), x);
    }

    int number(int n) {
        return oneIn(3) ? between(-n, n) : below(n);
    }

    int integers(Shape shape, int below) {
        return emit("lit", Array.empty(), Settings.of("dtype", "i32", "shape", list(shape), "v",
                Array.fill((int) shape.size(), () -> (Object) number(below))));
    }

    /** A vector of positions below n, written down or computed. */
    int positions(int n) {
        if (oneIn(3)) {
            return integers(Shape.of(between(1, 5)), n);
        }
        Predicate<Integer> isShort = k -> rank(k) == 1 && size(k) >= 1 && size(k) <= 5;
        int x = oneIn(2) ? pick(DType.I32, isShort)
                : emit("cast", emit("floor", emit("mulc", emit("sin", pick(isShort)), Settings.of("c", 5.0))),
                        Settings.of("to", "i32"));
        return emit("remc", x, Settings.of("c", n));
    }
}
