package fluxion.tests.programs;

import fluxion.core.DType;
import io.vavr.Tuple3;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.ToIntFunction;

/** The kinds of steps and how often they are taken. */
final class RandomSteps {
    private static final Seq<Tuple3<String, Double, ToIntFunction<Generator>>> KINDS = Array.<Tuple3<String, Double,
            ToIntFunction<Generator>>>of(
            Tuple.of("unary", 14.0, RandomSteps::unary), Tuple.of("binary", 14.0, RandomSteps::binary),
                    Tuple.of("constant", 6.0, RandomSteps::constant),
            Tuple.of("where", 5.0, RandomSteps::where), Tuple.of("cast", 3.0, RandomSteps::cast),
                    Tuple.of("reduce", 9.0, RandomSteps::reduce),
            Tuple.of("softmax", 3.0, g -> g.emit(g.one("softmax", "logsoftmax"), ranked(g),
                    Settings.of("axes", Array.of((Object) 0)))),
            Tuple.of("running", 4.0, RandomSteps::running), Tuple.of("sort", 5.0, RandomSteps::sort),
                    Tuple.of("custom", 3.0, RandomSteps::custom))
            .appendAll(RandomArrays.KINDS).appendAll(RandomControl.KINDS);
    private static final String[] UNARY = ("sin cos tanh sigmoid atan softplus relu "
            + "abs neg asinh erf erfc ndtr sinc square floor ceil sign stop "
            + "log sqrt exp expm1 log1p log2 log10 rsqrt cbrt reciprocal asin acos acosh atanh sinh cosh lgamma "
            + "digamma exp2 erfinv tan").split(" ");

    private RandomSteps() {}

    /** What takes long of many elements. */
    private static final Seq<String> SLOW = Array.of("matrix", "fourier", "convolution", "custom");

    /** Control flow and transforms have names with a capital: they are rarer inside bodies, and absent two bodies deep. */
    private static double weight(String kind, double weight, Generator g) {
        boolean hasBodies = Character.isUpperCase(kind.charAt(0));
        if (g.isLarge()) {
            return hasBodies || SLOW.contains(kind) ? 0 : weight;
        }
        return !hasBodies || g.depth == 0 ? weight : g.depth == 1 ? 0.35 * weight : 0;
    }

    static int any(Generator g) {
        Seq<Double> weights = KINDS.map(k -> weight(k._1, k._2, g));
        double at = g.random.nextDouble() * weights.sum().doubleValue();
        for (int i = 0; i < KINDS.size(); i++) {
            at -= weights.get(i);
            if (at < 0) {
                return KINDS.get(i)._3.applyAsInt(g);
            }
        }
        throw new Generator.Unfit("rounding");
    }

    static int ranked(Generator g) {
        return g.ranked(1, 9);
    }

    private static int unary(Generator g) {
        int x = g.pick();
        String op = g.one(UNARY);
        int fit = switch (op) {
            case "log", "sqrt", "log2", "log10", "rsqrt", "cbrt", "reciprocal", "lgamma", "digamma" -> g.positive(x);
            case "acosh" -> g.emit("addc", g.positive(x), Settings.of("c", 0.5));
            case "log1p" -> g.emit("square", x);
            case "asin", "acos", "atanh", "erfinv" -> g.unit(x);
            case "exp", "expm1", "sinh", "cosh", "exp2", "tan" -> g.oneIn(2) ? g.tame(x) : g.emit("neg",
                    g.emit("square", g.emit("tanh", x)));
            default -> x;
        };
        return g.emit(op, fit);
    }

    private static int binary(Generator g) {
        int a = g.pick();
        int b = g.mate(a);
        int x = g.oneIn(2) ? a : b;
        int y = x == a ? b : a;
        String op = g.one("add", "sub", "mul", "mul", "add", "div", "pow", "maximum", "minimum", "atan2", "hypot", "logaddexp",
                "remainder", "floordiv");
        return switch (op) {
            case "div", "remainder", "floordiv", "atan2", "hypot" -> g.emit(op, x, g.positive(y));
            case "pow" -> g.emit(op, g.positive(x), g.tame(y));
            default -> g.emit(op, x, y);
        };
    }

    private static int constant(Generator g) {
        int x = g.pick();
        String op = g.one("addc", "mulc", "subc", "rsubc", "divc", "rdivc", "maxc", "minc", "powi");
        double c = g.constant();
        return switch (op) {
            case "powi" -> {
                int n = g.between(-3, 5);
                yield g.emit(op, n < 0 ? g.positive(x) : g.tame(x), Settings.of("n", n));
            }
            case "rdivc" -> g.emit(op, g.positive(x), Settings.of("c", c));
            case "divc" -> g.emit(op, x, Settings.of("c", c == 0 ? 2.0 : c));
            default -> g.emit(op, x, Settings.of("c", c));
        };
    }

    static int truth(Generator g, int x) {
        int kind = g.below(5);
        if (kind == 0) {
            return g.emit("gtc", x, Settings.of("c", g.constant()));
        }
        if (kind == 4) {
            return g.pick(DType.BOOL, k -> g.rank(k) == 0 || g.shape(k).equals(g.shape(x)));
        }
        int b = g.emit(g.one("lt", "le", "gt", "ge", "eq", "ne"), x, g.mate(x));
        return switch (kind) {
            case 2 -> g.emit(g.one("land", "lor", "lxor"), b, g.emit("gtc", x, Settings.of("c", 0.1)));
            case 3 -> g.emit("lnot", b);
            default -> b;
        };
    }

    private static int where(Generator g) {
        int x = g.pick();
        int y = g.mate(x);
        int b = truth(g, x);
        return g.emit("where", g.oneIn(2) ? Array.of(b, x, y) : Array.of(b, y, x), Settings.of());
    }

    private static int cast(Generator g) {
        int x = g.pick();
        String back = g.dtype(x).toString();
        return switch (g.below(4)) {
            case 0 -> g.emit("cast", g.emit("cast", x, Settings.of("to", "f32")), Settings.of("to", back));
            case 1 -> g.emit("cast", truth(g, x), Settings.of("to", back));
            default -> {
                int i = g.emit("cast", g.emit("round", g.emit("mulc", g.tame(x), Settings.of("c", 4.0))),
                        Settings.of("to", "i32"));
                int j = g.oneIn(2) ? i : g.emit(g.one("addc", "mulc", "remc", "fdivc", "maxc"), i, Settings.of("c", 3));
                yield g.emit("cast", j, Settings.of("to", back));
            }
        };
    }

    private static int reduce(Generator g) {
        String op = g.one("rsum", "rmean", "rprod", "rmax", "rmin", "rlse", "rvar", "rstd", "rnorm", "any", "argmax");
        boolean takesNone = op.equals("rsum") || op.equals("rprod");
        int x = g.pick(k -> g.size(k) > 0 || takesNone);
        return switch (op) {
            case "any" -> g.emit("cast", g.emit(g.one("rany", "rall"), truth(g, x), Settings.of()),
                    Settings.of("to", g.dtype(x).toString()));
            case "argmax" -> {
                int y = ranked(g);
                yield g.emit("cast", g.emit(g.one("argmax", "argmin"), y, Settings.of("axis", g.axis(y))),
                        Settings.of("to", g.dtype(y).toString()));
            }
            // norms and deviations away from where they have no slope
            case "rstd" -> {
                int y = g.pick(k -> g.rank(k) > 0 && g.shape(k).dim(g.rank(k) - 1) > 1 && g.size(k) > 0);
                int n = g.shape(y).dim(g.rank(y) - 1);
                int ramp = g.emit("lit", Array.empty(), Settings.of("dtype", g.dtype(y).toString(), "shape", Array.of((Object) n),
                        "v", Array.range(0, n).map(i -> (Object) (2.0 * (i % 5) + i % 2))));
                yield g.emit(op, g.emit("add", g.emit("tanh", y), ramp), Settings.of("keep", g.oneIn(2)));
            }
            case "rnorm" -> g.emit(op, g.emit("mul", g.positive(x), g.positive(x)),
                    Settings.of("axes", g.axes(x), "keep", g.oneIn(2)));
            default -> g.emit(op, op.equals("rprod") ? g.tame(x) : x, Settings.of("axes", g.axes(x), "keep", g.oneIn(2)));
        };
    }

    private static int running(Generator g) {
        int x = ranked(g);
        String op = g.one("cumsum", "cumprod", "cummax", "cummin", "logcumsumexp");
        return g.emit(op, op.equals("cumprod") ? g.tame(x) : x, Settings.of("axis", g.below(g.rank(x)), "rev", g.oneIn(2)));
    }

    private static int sort(Generator g) {
        int x = ranked(g);
        int axis = g.axis(x);
        return switch (g.below(5)) {
            case 0 -> g.emit("sort", x, Settings.of("axis", axis, "desc", g.oneIn(2)));
            case 1 -> g.emit("takealong", Array.of(x, g.emit("argsort", x, Settings.of("axis", axis, "desc", g.oneIn(2)))),
                    Settings.of("axis", axis));
            case 2 -> g.emit("topk", x, Settings.of("k", g.between(1, g.shape(x).dim(g.rank(x) - 1) + 1)));
            case 3 -> g.emit("median", x, Settings.of("axis", axis));
            default -> g.emit("quantile", x, Settings.of("axis", axis, "q", g.one(0.25, 0.3, 0.9)));
        };
    }

    private static int custom(Generator g) {
        int x = g.pick();
        int kind = g.below(4);
        return kind == 2 ? g.emit("custom", Array.of(x, g.twin(x)), Settings.of("kind", kind)) : g.emit("custom", x,
                Settings.of("kind", kind));
    }
}
