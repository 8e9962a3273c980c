package fluxion.tests.programs;

import fluxion.core.DType;
import fluxion.core.Shape;
import fluxion.tests.programs.Generator.Maker;
import fluxion.tests.programs.Generator.Wanted;
import io.vavr.Tuple3;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.ToIntFunction;

/** Steps with bodies: choices, loops, lanes, and transforms of functions. */
final class RandomControl {
    static final Seq<Tuple3<String, Double, ToIntFunction<Generator>>> KINDS =
            Array.of(Tuple.of("Cond", 2.5, RandomControl::cond),
            Tuple.of("Switch", 2.0, RandomControl::choice), Tuple.of("Scan", 4.0, RandomControl::scan),
                    Tuple.of("Fori", 2.5, RandomControl::fori),
            Tuple.of("Foridyn", 1.5, RandomControl::countedFori), Tuple.of("While", 3.0, RandomControl::whileLoop),
                    Tuple.of("Each", 2.0, RandomControl::each),
            Tuple.of("Running", 1.5, g -> g.emit("assoc", g.tame(RandomSteps.ranked(g)), Settings.of("kind", g.below(3)))),
                    Tuple.of("Vmap", 6.0, RandomControl::vmap),
            Tuple.of("Lanes", 3.0, RandomControl::lanes), Tuple.of("Grad", 4.0, RandomControl::grad),
                    Tuple.of("Jvp", 3.0, RandomControl::jvp),
            Tuple.of("Vjp", 2.0, RandomControl::vjp), Tuple.of("Jacobian", 3.0, RandomControl::jacobian),
            Tuple.of("Call", 3.0, g -> {
                int x = g.pick();
                return g.emit(g.one("checkpoint", "call"), Array.of(x), Settings.of(), same(g, x));
            }));

    private RandomControl() {}

    private static int few(Generator g) {
        return g.between(1, 4);
    }

    private static Wanted one(Maker maker) {
        return new Wanted(1, maker);
    }

    /** Of the type that it takes. */
    private static Wanted same(Generator g, int x) {
        Shape shape = g.shape(x);
        DType dtype = g.dtype(x);
        return one((h, p) -> Array.of(h.ending(few(h), shape, dtype, p)));
    }

    private static Wanted scalar() {
        return one((h, p) -> Array.of(h.ending(few(h), Shape.of(), h.dtype(p.head()), p)));
    }

    private static Wanted small(Generator g, int x) {
        Shape shape = g.one(Shape.of(), Shape.of(2), g.shape(x));
        return one((h, p) -> Array.of(h.ending(few(h), shape, h.dtype(p.head()), p)));
    }

    private static int total(Generator g, int x) {
        return g.rank(x) == 0 ? x : g.emit("rsum", x, Settings.of());
    }

    /** An integer from a number. */
    private static int counted(Generator g, String squash, int x, double scale) {
        return g.emit("cast", g.emit("floor", g.emit("mulc", g.emit(squash, total(g, x)), Settings.of("c", scale))),
                Settings.of("to", "i32"));
    }

    private static int cond(Generator g) {
        int x = g.pick();
        int b = RandomSteps.truth(g, total(g, x));
        int one = g.rank(b) == 0 ? b : g.emit("rany", b, Settings.of());
        return g.emit("cond", Array.of(one, x), Settings.of(), same(g, x), same(g, x));
    }

    private static int choice(Generator g) {
        int x = g.pick();
        Wanted[] branches = Array.range(0, g.between(2, 4)).map(_ -> same(g, x)).toJavaArray(Wanted[]::new);
        return g.emit("switch", Array.of(counted(g, "sin", x, 3.0), x), Settings.of(), branches);
    }

    private static int scan(Generator g) {
        int xs = RandomSteps.ranked(g);
        int c = g.pick(g.dtype(xs), k -> g.size(k) < 30);
        Shape shape = g.shape(c);
        Maker step = (h, p) -> {
            int carry = h.ending(few(h), shape, h.dtype(p.get(0)), p);
            return Array.of(carry, h.ending(1, h.shape(p.get(1)), h.dtype(p.get(1)), p));
        };
        return g.emit("scan", Array.of(c, xs), Settings.of("rev", g.oneIn(2), "want", g.below(2), "opt", g.below(4)),
                new Wanted(2, step));
    }

    private static Wanted counting(Generator g, int x) {
        Shape shape = g.shape(x);
        DType dtype = g.dtype(x);
        return new Wanted(2, (h, p) -> Array.of(h.ending(few(h), shape, dtype,
                Array.of(p.get(1), h.emit("cast", p.get(0), Settings.of("to", dtype.toString()))))));
    }

    private static int fori(Generator g) {
        int x = g.pick();
        int low = g.below(2);
        return g.emit("fori", Array.of(x), Settings.of("low", low, "high", low + g.below(4), "opt", g.below(4)), counting(g, x));
    }

    private static int countedFori(Generator g) {
        int x = g.pick();
        return g.emit("foridyn", Array.of(counted(g, "sigmoid", x, 4.0), x), Settings.of("opt", g.below(4)), counting(g, x));
    }

    private static int whileLoop(Generator g) {
        int x = g.pick();
        Shape shape = g.shape(x);
        DType dtype = g.dtype(x);
        return g.emit("whileloop", Array.of(x), Settings.of("thr", g.one(0.05, 0.3, 1.0), "max", g.between(1, 5), "opt",
                g.below(3)),
                one((h, p) -> Array.of(h.emit("mulc", h.ending(few(h), shape, dtype, p), Settings.of("c", 0.75)))));
    }

    private static int each(Generator g) {
        return g.emit("mapeach", Array.of(RandomSteps.ranked(g)), Settings.of(),
                one((h, p) -> Array.of(h.ending(few(h), h.shape(p.head()), h.dtype(p.head()), p))));
    }

    private static int vmap(Generator g) {
        int x = RandomSteps.ranked(g);
        int axis = g.axis(x);
        int lanes = g.shape(x).dim(axis < 0 ? axis + g.rank(x) : axis);
        Seq<Integer> operands = Array.of(x);
        Seq<Object> in = Array.of((Object) axis);
        if (g.oneIn(2)) {
            int y = g.pick(k -> g.dtype(k) == g.dtype(x));
            Seq<Integer> fit = Array.range(0, g.rank(y)).filter(d -> g.shape(y).dim(d) == lanes);
            operands = operands.append(y);
            in = in.append(fit.nonEmpty() && !g.oneIn(3) ? (Object) g.one(fit) : Option.none());
            if (g.oneIn(2)) {
                operands = operands.reverse();
                in = in.reverse();
            }
        }
        int dependent = in.head() instanceof Option<?> ? 1 : 0;
        int out = g.one(0, 0, 1, -1);
        Maker body = (h, p) -> {
            int made = h.block(few(h));
            int from = p.get(dependent);
            int y = made >= 0 && h.dtype(made) == h.dtype(from) ? h.emit("add", made, h.emit("rsum", from, Settings.of()))
                    : h.emit("sin", from);
            return Array.of(out != 0 && h.rank(y) == 0 ? h.emit("expand", y, Settings.of("axis", 0)) : y);
        };
        return g.emit("vmap", operands, Settings.of("in", in, "out", out, "chunk", g.one(0, 0, 1, 2)),
                new Wanted(operands.size(), body));
    }

    /** Lanes that know of each other, by a named axis. */
    private static int lanes(Generator g) {
        int x = RandomSteps.ranked(g);
        String name = "lanes" + g.depth;
        Maker body = (h, p) -> {
            int y = h.ending(few(h), h.shape(p.head()), h.dtype(p.head()), p);
            int all = switch (h.below(3)) {
                case 0 -> h.emit("psum", y, Settings.of("name", name));
                case 1 -> h.emit("pmean", y, Settings.of("name", name));
                default -> h.emit("mul", y, h.emit("cast", h.emit("laneindex", Array.empty(), Settings.of("name", name)),
                        Settings.of("to", h.dtype(y).toString())));
            };
            return Array.of(h.emit("add", h.tame(all), y));
        };
        return g.emit("lanes", Array.of(x), Settings.of("name", name, "axis", g.below(g.rank(x))), one(body));
    }

    private static int grad(Generator g) {
        return g.emit("grad", Array.of(g.pick(k -> g.size(k) > 0)), Settings.of(), scalar());
    }

    private static int jvp(Generator g) {
        int x = g.pick(k -> g.size(k) > 0);
        return g.emit(g.one("jvp", "linearize"), Array.of(x, g.twin(x)), Settings.of(), small(g, x));
    }

    private static int vjp(Generator g) {
        int x = g.pick(k -> g.size(k) > 0);
        return g.emit("vjp", Array.of(x), Settings.of(), small(g, x));
    }

    private static int jacobian(Generator g) {
        int x = g.pick(k -> g.size(k) > 0 && g.size(k) <= 6);
        String op = g.one("jacrev", "jacfwd", "hessian");
        return g.emit(op, Array.of(x), Settings.of("chunk", g.one(0, 0, 1, 2)), op.equals("hessian") ? scalar() : small(g, x));
    }
}
