package fluxion.tests.programs;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Shape;
import io.vavr.Tuple3;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.ToIntFunction;

/** Steps that move, cut, join and contract. */
final class RandomArrays {
    static final Seq<Tuple3<String, Double, ToIntFunction<Generator>>> KINDS =
            Array.of(Tuple.of("product", 5.0, RandomArrays::product),
            Tuple.of("einsum", 5.0, RandomArrays::einsum), Tuple.of("diagonal", 4.0, RandomArrays::diagonal),
                    Tuple.of("shape", 7.0, RandomArrays::shape),
            Tuple.of("index", 6.0, RandomArrays::index), Tuple.of("place", 5.0, RandomArrays::place),
                    Tuple.of("move", 8.0, RandomArrays::move),
            Tuple.of("gather", 7.0, RandomArrays::gather), Tuple.of("matrix", 4.0, RandomArrays::matrix),
                    Tuple.of("fourier", 2.0, RandomArrays::fourier),
            Tuple.of("convolution", 3.0, RandomArrays::convolution));

    private RandomArrays() {}

    private static int product(Generator g) {
        int x = g.pick(k -> g.rank(k) >= 1 && g.rank(k) <= 3);
        return switch (g.below(5)) {
            case 0 -> g.emit("outer", g.ranked(1, 1), g.ranked(1, 1));
            case 1 -> g.emit("kron", g.ranked(2, 2), g.ranked(2, 2));
            case 2 -> {
                int n = g.between(1, Math.min(2, g.rank(x)) + 1);
                Seq<Integer> ends = Array.ofAll(g.shape(x).dims()).takeRight(n);
                int y = g.pick(k -> g.rank(k) >= n && g.dtype(k) == g.dtype(x) && Array.ofAll(g.shape(k).dims()).take(n)
                        .equals(ends));
                yield g.emit("tensordot", Array.of(x, y), Settings.of("n", n));
            }
            default -> {
                int n = g.shape(x).dim(g.rank(x) - 1);
                yield g.emit("matmul", x, g.pick(k -> g.dtype(k) == g.dtype(x) && g.rank(k) >= 1 && g.rank(k) <= 2 && g.shape(k)
                        .dim(Math.max(0, g.rank(k) - 2)) == n));
            }
        };
    }

    private static int einsum(Generator g) {
        int x = g.ranked(1, 3);
        int y = g.pick(k -> g.rank(k) >= 1 && g.rank(k) <= 3 && g.dtype(k) == g.dtype(x));
        Map<Character, Integer> letters = LinkedHashMap.empty();
        Seq<String> operands = Array.empty();
        for (int k : new int[] {x, y}) {
            StringBuilder text = new StringBuilder();
            for (int d : g.shape(k).dims()) {
                Seq<Character> known = letters.filter((c, n) -> n == d && text.indexOf(c.toString()) < 0).keySet().toArray();
                char c = known.nonEmpty() && !g.oneIn(4) ? g.one(known) : (char) ('a' + letters.size());
                letters = letters.put(c, d);
                text.append(c);
            }
            operands = operands.append(text.toString());
        }
        String all = g.shuffled(letters.keySet().toArray()).filter(_ -> g.oneIn(2)).mkString();
        if (g.oneIn(5)) {
            String first = operands.head();
            return g.emit("einsum", x, Settings.of("eq", first + "->" + Array.ofAll(all.toCharArray())
                    .filter(c -> first.indexOf(c) >= 0).mkString()));
        }
        return g.emit("einsum", Array.of(x, y), Settings.of("eq", operands.mkString(",") + "->" + all));
    }

    private static int diagonal(Generator g) {
        int x = g.ranked(2, 2);
        return switch (g.below(5)) {
            case 0 -> g.emit("diag", g.ranked(1, 1), Settings.of("k", g.between(-1, 2)));
            case 1 -> g.emit("trace", x, Settings.of("k", g.between(-1, 1)));
            case 2 -> {
                int y = g.ranked(2, 3);
                Seq<Integer> order = g.shuffled(Array.range(0, g.rank(y)));
                yield g.emit("diagonal", y, Settings.of("k", 0, "i", order.get(0), "j", order.get(1)));
            }
            default -> g.emit(g.one("tril", "triu"), x, Settings.of("k", g.between(-1, 2)));
        };
    }

    private static int shape(Generator g) {
        int x = g.pick(k -> g.rank(k) >= 1 && g.rank(k) <= 4);
        int n = g.rank(x);
        return switch (g.below(6)) {
            case 0 -> g.emit("permute", x, Settings.of("perm", g.shuffled(Array.range(0, n)).map(k -> (Object) k)));
            case 1 -> {
                int size = (int) g.size(x);
                int a = g.one(Array.of(1, 2, 3, 4, 6).filter(d -> size % d == 0));
                yield g.emit("reshape", x, Settings.of("shape",
                        g.<Seq<Object>>one(Array.of(size), Array.of(a, size / a), Array.of(size / a, a),
                        Array.of(a, 1, size / a))));
            }
            case 2 -> g.emit("broadcast", x, Settings.of("shape", Array.ofAll(g.shape(x).dims())
                    .map(d -> (Object) (d == 1 ? g.between(1, 4) : d)).prepend(g.oneIn(12) ? 0 : g.between(1, 4))));
            case 3 -> g.emit("expand", x, Settings.of("axis", g.below(n + 1)));
            case 4 -> {
                int y = g.pick(k -> Array.ofAll(g.shape(k).dims()).contains(1));
                yield g.emit("squeeze", y, Settings.of("axis",
                        g.one(Array.range(0, g.rank(y)).filter(d -> g.shape(y).dim(d) == 1))));
            }
            default -> g.emit("flip", x, Settings.of("axes", Array.of((Object) g.below(n))));
        };
    }

    private static Seq<Object> subscripts(Generator g, int x, boolean newAxes) {
        Seq<Object> made = Array.empty();
        for (int d : g.shape(x).dims()) {
            made = made.append(switch (g.below(d > 1 ? 6 : 3)) {
                case 0 -> d > 0 ? (Object) g.between(-d, d) : range(Option.none(), Option.none(), Option.none());
                case 1 -> range(Option.none(), Option.none(), -1);
                case 2 -> range(Option.none(), Option.none(), Option.none());
                case 3 -> range(g.below(d), Option.none(), g.one(1, 2, -1, -2));
                case 4 -> range(Option.none(), g.oneIn(8) ? 0 : -1, Option.none());
                default -> range(g.between(-d, 0), Option.none(), g.between(1, 3));
            });
        }
        return newAxes && g.oneIn(4) ? made.insert(g.below(made.size() + 1), "n") : made;
    }

    private static Seq<Object> range(Object from, Object to, Object step) {
        return Array.of(from, to, step);
    }

    private static int index(Generator g) {
        int x = g.pick(k -> g.rank(k) >= 1 && g.rank(k) <= 3);
        return g.emit("index", x, Settings.of("idx", subscripts(g, x, true)));
    }

    private static int place(Generator g) {
        int x = g.ranked(1, 3);
        Settings at = Settings.of("idx", subscripts(g, x, false));
        Shape shape;
        try {
            shape = g.value(x).get(at.subscripts()).shape();
        } catch (FluxionException e) {
            throw new Generator.Unfit(e.getMessage());
        }
        int u = g.fit(g.mate(x), shape, g.dtype(x));
        return g.emit(g.one("atadd", "atset", "atmul"), Array.of(x, u), at);
    }

    private static int move(Generator g) {
        int x = g.ranked(1, 3);
        int n = g.rank(x);
        int axis = g.below(n);
        return switch (g.below(8)) {
            case 0 -> g.emit("pad", x, Settings.of("low", Array.fill(n, () -> (Object) g.below(3)), "high",
                    Array.fill(n, () -> (Object) g.below(3)), "v", g.one(0.0, 0.0, 1.5)));
            case 1, 2 -> {
                int y = g.pick(g.dtype(x), k -> g.rank(k) == n && Array.range(0, n)
                        .forAll(d -> d == axis || g.shape(k).dim(d) == g.shape(x).dim(d)));
                yield g.emit("concat", g.oneIn(4) ? Array.of(x, y, x) : Array.of(x, y), Settings.of("axis", axis));
            }
            case 3 -> g.emit("stack", Array.of(x, g.twin(x)), Settings.of("axis", g.below(n + 1)));
            case 4 -> g.emit("roll", x, Settings.of("n", g.between(-4, 5), "axis", axis));
            case 5 -> g.emit("tile", x, Settings.of("reps", Array.fill(n + g.below(2), () -> (Object) g.between(1, 3))));
            case 6 -> g.emit("repeat", x, Settings.of("n", g.between(1, 4), "axis", axis));
            default -> g.emit("diff", x, Settings.of("axis", axis));
        };
    }

    private static int gather(Generator g) {
        int x = g.ranked(1, 3);
        int axis = g.axis(x);
        int n = g.value(x).shape().dim(axis < 0 ? axis + g.rank(x) : axis);
        return switch (g.below(8)) {
            case 0 -> g.emit("take", Array.of(x, g.positions(n)), Settings.of("axis", axis));
            case 1 -> g.emit("take", Array.of(x, g.integers(Shape.of(2, 2), n)), Settings.of("axis", axis));
            case 2 -> g.emit("takealong", Array.of(x, g.emit("lit", Array.empty(),
                    Settings.of("dtype", "i32", "shape", g.list(g.shape(x)), "v",
                    Array.fill((int) g.size(x), () -> (Object) g.below(n))))), Settings.of("axis", axis));
            case 3 -> {
                Shape shape = g.shape(x);
                int starts = g.emit("lit", Array.empty(), Settings.of("dtype", "i32", "shape", Array.of((Object) g.rank(x)), "v",
                        Array.ofAll(shape.dims()).map(d -> (Object) g.below(d + 1))));
                yield g.emit("dslice", Array.of(x, starts), Settings.of("sizes", Array.ofAll(shape.dims())
                        .map(d -> (Object) g.between(1, d + 1))));
            }
            case 4 -> g.emit("onehot", g.emit("remc", g.positions(4), Settings.of("c", 4)), Settings.of("n", 4));
            default -> {
                int i = g.positions(g.shape(x).dim(0));
                Shape shape = new Shape(g.shape(i).dims().concat(g.shape(x).dims().drop(1)));
                yield g.emit(g.one("iadd", "iadd", "imul", "imax", "imin"), Array.of(x, i, g.fit(g.mate(x), shape, g.dtype(x))),
                        Settings.of());
            }
        };
    }

    private static int matrix(Generator g) {
        int x = g.pick(k -> g.rank(k) == 2 && g.shape(k).dim(0) == g.shape(k).dim(1) && g.shape(k).dim(0) >= 1 && g.shape(k)
                .dim(0) <= 4);
        int n = g.shape(x).dim(0);
        String op = g.one("solve", "cholesky", "inv", "det", "logdet", "trisolve", "expm", "eigvals");
        return switch (op) {
            case "solve", "trisolve" -> {
                int b = g.pick(g.dtype(x), k -> g.rank(k) >= 1 && g.rank(k) <= 2 && g.shape(k).dim(0) == n && g.size(k) > 0);
                yield g.emit(op, Array.of(x, b), Settings.of("lower", g.oneIn(2)));
            }
            // the eigenvalues of nearly equal rows coincide, and have no second derivatives
            case "eigvals" -> g.emit(op, g.emit("atadd", Array.of(x,
                    g.emit("lit", Array.empty(), Settings.of("dtype", g.dtype(x).toString(), "shape", Array.of((Object) n), "v",
                    Array.range(0, n).map(i -> (Object) (1.5 * i * i + i))))), Settings.of("idx", Array.of((Object) 0))));
            default -> g.emit(op, x);
        };
    }

    private static int fourier(Generator g) {
        int x = g.ranked(1, 2);
        return g.oneIn(2) ? g.emit("rfftpow", x) : g.emit("fftpow", x, g.twin(x));
    }

    private static int convolution(Generator g) {
        if (g.oneIn(2)) {
            int x = g.ranked(1, 1);
            int w = g.pick(g.dtype(x), k -> g.rank(k) == 1 && g.size(k) >= 1 && g.size(k) <= 3);
            return g.emit("conv1", Array.of(x, w), Settings.of("stride", g.between(1, 3), "pad", g.below(3), "dil",
                    g.between(1, 3)));
        }
        int x = g.ranked(2, 2);
        int w = g.pick(g.dtype(x), k -> g.rank(k) == 2 && g.size(k) > 0);
        return g.emit("conv2", Array.of(x, w), Settings.of("stride", g.between(1, 3), "pad", g.below(2)));
    }
}
