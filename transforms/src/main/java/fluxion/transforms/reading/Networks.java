package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.LinearAlgebra.Inverse;
import fluxion.transforms.normal.Rational;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one reading knows of the tensors that it multiplies: one node for all equal expressions, their numbers, which matrices
 * are symmetric, how long indices are; and the normal form of products by elements: factors are told apart by what they are
 * joined to, not by the names of indices.
 */
final class Networks {
    private final Map<Expr, Expr> table = new HashMap<>();
    private final Set<Expr> interned = NodeMap.set();
    private final Map<Expr, Integer> numbers = new NodeMap<>();
    private final Set<Expr> symmetric = NodeMap.set();
    private final List<Integer> sizes = new ArrayList<>();
    private final Map<String, Seq<Link>> words = new HashMap<>();

    /** The one node of all equal expressions. */
    Expr intern(Expr e) {
        if (interned.contains(e)) {
            return e;
        }
        Expr one = switch (e) {
            case Var variable -> variable;
            case Tensor tensor -> tensor.shape().size() > 64 ? tensor : table.computeIfAbsent(tensor, t -> t);
            case Result result -> {
                Expr of = intern(result.of());
                yield table.computeIfAbsent(of == result.of() ? result : ((Apply) of).results().get(result.index()), r -> r);
            }
            case Apply apply -> table.computeIfAbsent(apply.on(apply.inputs().map(this::intern).toArray()), a -> a);
        };
        interned.add(one);
        return one;
    }

    int number(Expr e) {
        return numbers.computeIfAbsent(e, _ -> numbers.size());
    }

    void symmetric(Expr matrix) {
        symmetric.add(matrix);
    }

    boolean isSymmetric(Expr matrix) {
        return symmetric.contains(matrix);
    }

    int fresh(int size) {
        sizes.add(size);
        return sizes.size() - 1;
    }

    int size(int index) {
        return sizes.get(index);
    }

    Ints fresh(Ints dims) {
        return dims.map(this::fresh);
    }

    /** The word that a key stands for, once found. */
    Map<String, Seq<Link>> words() {
        return words;
    }

    /** The same with indices of its own. */
    TensorTerm copy(TensorTerm term) {
        Map<Integer, Integer> names = new HashMap<>();
        return term.renamed(i -> names.computeIfAbsent(i, old -> fresh(size(old))));
    }

    /** Both side by side: the axes of one, then those of the other. */
    TensorTerm joined(TensorTerm a, TensorTerm other) {
        TensorTerm b = copy(other);
        return new TensorTerm(a.coefficient().times(b.coefficient()), TensorTerm.product(a.scalars(), b.scalars()),
                a.free().concat(b.free()), a.factors().appendAll(b.factors()));
    }

    /** Summed over the axes that are not kept. */
    TensorTerm kept(TensorTerm term, Ints axes) {
        TensorTerm result = term.withFree(term.free().select(axes));
        Ints gone = Ints.of(term.free().stream().distinct().filter(i -> !result.contains(i)).toArray());
        Rational times = Rational.ONE;
        for (int index : gone) {
            times = times.times(Rational.of(size(index)));
        }
        return result.times(times);
    }

    /** A·A⁻¹ is I. */
    TensorTerm cancelled(TensorTerm term) {
        for (int p = 0; p < term.factors().size(); p++) {
            TensorFactor inverse = term.factors().get(p);
            if (inverse.power() == 1 && inverse.at().size() == 2 && inverse.of() instanceof Apply(Inverse _, var of, _)) {
                for (int q = 0; q < term.factors().size(); q++) {
                    TensorFactor other = term.factors().get(q);
                    for (int side = 0; side < 2 && other.of() == of.get(0) && other.power() == 1; side++) {
                        TensorTerm less = cancelled(term, p, q, side);
                        if (less != term) {
                            return cancelled(less);
                        }
                    }
                }
            }
        }
        return term;
    }

    private TensorTerm cancelled(TensorTerm term, int p, int q, int side) {
        Ints a = term.factors().get(p).at();
        Ints b = term.factors().get(q).at();
        boolean either = isSymmetric(term.factors().get(q).of());
        for (int turn = 0; turn < (either ? 2 : 1); turn++) {
            int inner = a.get(1 - side);
            int there = b.get(turn == 0 ? side : 1 - side);
            boolean alone = inner == there && !term.free().contains(inner)
                    && term.factors().map(f -> f.at().filter(i -> i == inner).size()).sum().intValue() == 2;
            if (alone) {
                int x = a.get(side);
                int y = b.get(turn == 0 ? 1 - side : side);
                TensorTerm rest = term.withFactors(term.factors().removeAt(Math.max(p, q)).removeAt(Math.min(p, q)));
                if (x == y) {
                    return rest.contains(x) ? rest : rest.times(Rational.of(size(x)));
                }
                return rest.contains(x) || rest.contains(y) ? rest.same(x, y) : rest.times(Rational.of(size(x)));
            }
        }
        return term;
    }

    /** A text that all equal products have, whatever the names of their indices and the order of factors; without numbers. */
    String key(TensorTerm term) {
        int[] ids = term.indices().toArray();
        Map<Integer, Integer> place = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            place.put(ids[i], i);
        }
        long[] colors = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            long at = 0;
            for (int axis = 0; axis < term.free().size(); axis++) {
                at = term.free().get(axis) == ids[i] ? mix(at, axis + 1) : at;
            }
            colors[i] = mix(at, size(ids[i]));
        }
        refine(term, place, colors);
        for (int i = 0; i < ids.length; i++) {
            for (int j = i + 1; j < ids.length; j++) {
                if (colors[i] == colors[j]) {
                    colors[i] = mix(colors[i], 77);
                    refine(term, place, colors);
                    break;
                }
            }
        }
        Integer[] order = new Integer[ids.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(colors[a], colors[b]));
        int[] names = new int[ids.length];
        for (int i = 0; i < order.length; i++) {
            names[order[i]] = i;
        }
        List<String> factors = new ArrayList<>();
        for (TensorFactor f : term.factors()) {
            int[] at = f.at().map(i -> names[place.get(i)]).toArray();
            if (isSymmetric(f.of())) {
                Arrays.sort(at);
            }
            factors.add(number(f.of()) + (f.power() < 0 ? "^" : "") + Arrays.toString(at));
        }
        factors.sort(null);
        return term.free().map(i -> names[place.get(i)]) + ":" + term.free().map(this::size) + String.join("", factors);
    }

    private void refine(TensorTerm term, Map<Integer, Integer> place, long[] colors) {
        for (int round = 0; round < Math.min(colors.length, 6); round++) {
            long[] next = new long[colors.length];
            for (TensorFactor f : term.factors()) {
                boolean even = isSymmetric(f.of());
                long label = mix(number(f.of()), f.power());
                for (int slot = 0; slot < f.at().size(); slot++) {
                    long seen = mix(label, even ? 0 : slot + 1);
                    for (int other = 0; other < f.at().size(); other++) {
                        seen = other == slot ? mix(seen, 5) : mix(seen, colors[place.get(f.at().get(other))]);
                    }
                    if (even) {
                        seen = mix(label, colors[place.get(f.at().get(1 - slot))]);
                    }
                    next[place.get(f.at().get(slot))] += mix(seen, 1);
                }
            }
            for (int i = 0; i < colors.length; i++) {
                colors[i] = mix(colors[i], next[i]);
            }
        }
    }

    private static long mix(long a, long b) {
        long z = (a ^ Long.rotateLeft(b * 0x9E3779B97F4A7C15L, 31)) * 0xBF58476D1CE4E5B9L + b;
        return (z ^ z >>> 29) * 0x94D049BB133111EBL;
    }

    /** A text for what stands before a product. */
    String key(io.vavr.collection.Map<Expr, Rational> scalars) {
        return new TreeSet<>(scalars.map(s -> number(s._1) + "^" + s._2).toJavaList()).toString();
    }

    /** The parts of a product that share no index, those without a free one being numbers. */
    Seq<Seq<TensorFactor>> parts(TensorTerm term) {
        List<List<TensorFactor>> parts = new ArrayList<>();
        for (TensorFactor f : term.factors()) {
            List<TensorFactor> mine = new ArrayList<>();
            mine.add(f);
            for (int i = parts.size() - 1; i >= 0; i--) {
                if (parts.get(i).stream().anyMatch(g -> mine.stream().anyMatch(h -> meet(g, h)))) {
                    mine.addAll(0, parts.remove(i));
                }
            }
            parts.add(mine);
        }
        return Array.ofAll(parts).map(Array::ofAll);
    }

    private static boolean meet(TensorFactor a, TensorFactor b) {
        return a.at().stream().anyMatch(b.at()::contains);
    }
}
