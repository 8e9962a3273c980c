package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.REAL;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diag;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.rewrite.Cost;
import fluxion.core.rewrite.IndexedProduct.Factor;
import fluxion.core.rewrite.IndexedProduct;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Products of tensors with several axes, by their indices: what is zero where indices differ is multiplied and summed only
 * where they agree, and written onto diagonals at the end. Second derivatives of functions of a product of matrices are such.
 */
public final class IndexNotationRules {
    /** Products and sums of fewer axes are left to the rules of matrices. */
    private static final int RANK = 3;
    /** How much of a replacement is looked at to know what it costs. */
    private static final int NODES = 200;

    private IndexNotationRules() {}

    /** The rules of products by their indices. */
    public static Seq<RuleGroup> groups() {
        return Array.of(
                RuleGroup.whenAny(IndexNotationRules::rules, Dot.class, Reduce.class, Permute.class, Eye.class, Diag.class));
    }

    private static Seq<Rule> rules() {
        return Array.of(
                new ProceduralRule("product/indices",
                        "Σₘ Aₘᵢ·(wₘⱼ·Aₘₖ·δⱼₗ) = (Σₘ Aₘᵢ·wₘⱼ·Aₘₖ)·δⱼₗ, sums of products in the order of least work", REAL,
                        "zero where indices differ", op -> op instanceof Dot || op == Binary.MUL || op instanceof Reduce
                        || op instanceof Permute, IndexNotationRules::product),
                new ProceduralRule("add/indices", "x·δⱼₗ ± y·δⱼₗ = (x ± y)·δⱼₗ", REAL, "added only where indices agree",
                        op -> op == Binary.ADD || op == Binary.SUB, IndexNotationRules::sum),
                new ProceduralRule("product/sum-of-indices",
                        "w ⊙ (x·δⱼₗ ± y·δⱼₗ) = w ⊙ x·δⱼₗ ± w ⊙ y·δⱼₗ, products of tensors likewise",
                        REAL, "each part is cheaper than the whole",
                        op -> op instanceof Dot || op == Binary.MUL, IndexNotationRules::distributed),
                new ProceduralRule("permute/sum-of-blocks",
                        "permute(x ± y) = permute(x) ± permute(y) for diagonals over several axes",
                        REAL, "the structure stays",
                        Permute.class::isInstance, IndexNotationRules::permuted));
    }

    private static boolean isLarge(Apply node) {
        return node.rank() >= RANK || node.op() instanceof Dot && node.inputs().exists(x -> x.rank() >= RANK)
                || node.op() instanceof Reduce && node.input(0).rank() >= RANK;
    }

    private static Option<Expr> product(Apply node, Make make) {
        if (!isLarge(node) || !node.dtype().isFloat() || node.op() instanceof Reduce(var kind, _) && kind != Reduce.Kind.SUM
                || node.shape().size() == 0) {
            return Option.none();
        }
        IndexedProduct p = IndexedProduct.of(node, a -> a == node || !make.shared(a));
        boolean structured = p.inside().exists(IndexNotationRules::isPairing);
        if (p.factors().isEmpty() || !structured && p.factors().size() < 3
                || !Coefficients.holds(node.dtype(), p.coefficient())) {
            return Option.none();
        }
        Set<Expr> outside = identities(p.factors().map(Factor::of));
        double before = p.inside().filter(a -> a == node || !make.shared(a)).distinctBy(System::identityHashCode).map(Cost::of)
                .sum().doubleValue();
        return build(p, node.dtype(), make)
                .filter(made -> made.type().equals(node.type()) && cost(made, outside) < before * (1 - 1e-9));
    }

    private static Set<Expr> identities(Seq<Expr> all) {
        Set<Expr> set = NodeMap.set();
        all.forEach(set::add);
        return set;
    }

    /** What is between an expression and what was there before; without bound where that is not found soon. */
    private static double cost(Expr e, Set<Expr> outside) {
        Set<Expr> seen = NodeMap.set();
        List<Expr> stack = new ArrayList<>(List.of(e));
        double cost = 0;
        while (!stack.isEmpty()) {
            Expr at = stack.removeLast();
            if (!outside.contains(at) && at instanceof Apply apply && seen.add(at)) {
                if (seen.size() > NODES) {
                    return Double.POSITIVE_INFINITY;
                }
                cost += Cost.of(apply);
                apply.inputs().forEach(stack::add);
            }
        }
        return cost;
    }

    // ---- building -----------------------------------------------------------------------------------------------------------

    private static Option<Expr> build(IndexedProduct p, DType dtype, Make make) {
        return core(p, dtype, make).flatMap(core -> placed(core, p.free(), p.sizes(), make));
    }

    /** The product without what is zero: an axis for each index that factors have and that stays. */
    private static Option<Factor> core(IndexedProduct p, DType dtype, Make make) {
        if (p.factors().isEmpty()) {
            return make.literal(TensorType.scalar(dtype), p.coefficient()).map(c -> new Factor(c, Ints.empty()));
        }
        List<Factor> left = new ArrayList<>();
        for (Factor factor : p.factors()) {
            left.add(alone(diagonal(factor, make), p, Ints.empty(), make));
        }
        while (left.size() > 1) {
            int[] best = {0, 1};
            double least = Double.POSITIVE_INFINITY;
            for (int j = 1; j < left.size(); j++) {
                for (int i = 0; i < j; i++) {
                    double work = work(left.get(i), left.get(j), others(left, i, j, p), p.sizes());
                    if (work < least) {
                        least = work;
                        best = new int[] {i, j};
                    }
                }
            }
            Factor product = times(left.get(best[0]), left.get(best[1]), others(left, best[0], best[1], p), p.sizes(), make);
            left.remove(best[1]);
            left.set(best[0], product);
        }
        Factor core = left.get(0);
        return Coefficients.scale(p.coefficient(), core.of(), make).map(scaled -> new Factor(scaled, core.indices()));
    }

    /** A factor of which only a diagonal counts. */
    private static Factor diagonal(Factor factor, Make make) {
        Expr e = factor.of();
        Ints indices = factor.indices();
        while (!indices.isDistinct()) {
            Ints now = indices;
            int b = Ints.range(0, now.size()).filter(i -> now.indexOf(now.get(i)) < i).get(0);
            int a = now.indexOf(now.get(b));
            Ints order = Ints.range(0, now.size()).without(Ints.of(a, b)).append(a).append(b);
            e = make.apply(new fluxion.core.op.Diagonal(0), order.isIdentity() ? e : make.apply(new Permute(order), e));
            indices = now.select(order.take(order.size() - 1));
        }
        return new Factor(e, indices);
    }

    /** Summed over what no other factor and not the result has. */
    private static Factor alone(Factor factor, IndexedProduct p, Ints others, Make make) {
        Ints axes = Ints.range(0, factor.indices().size()).filter(axis -> {
            int index = factor.indices().get(axis);
            return !p.free().contains(index) && !others.contains(index) && p.factors().count(f -> f.indices().contains(index))
                    == 1;
        });
        return axes.isEmpty() ? factor : new Factor(make.apply(new Reduce(Reduce.Kind.SUM, axes), factor.of()),
                factor.indices().without(axes));
    }

    /** The indices that must stay when two factors are multiplied. */
    private static Ints others(List<Factor> all, int i, int j, IndexedProduct p) {
        Ints needed = p.free();
        for (int k = 0; k < all.size(); k++) {
            needed = k == i || k == j ? needed : needed.concat(all.get(k).indices());
        }
        return needed;
    }

    private static double work(Factor a, Factor b, Ints needed, Ints sizes) {
        double all = 1;
        boolean sums = false;
        for (int index : a.indices().concat(b.indices().filter(i -> !a.indices().contains(i)))) {
            all *= sizes.get(index);
            sums |= !needed.contains(index);
        }
        return all * (sums ? 2 : 1);
    }

    private static Factor times(Factor a, Factor b, Ints needed, Ints sizes, Make make) {
        Ints common = a.indices().filter(b.indices()::contains);
        Ints contracted = common.filter(i -> !needed.contains(i));
        Ints batch = common.filter(needed::contains);
        Ints rest = a.indices().filter(i -> !common.contains(i)).concat(b.indices().filter(i -> !common.contains(i)));
        if (contracted.isEmpty() && !common.isEmpty()) {
            // an elementwise product, in the order of the one with more axes
            Factor wide = a.indices().size() >= b.indices().size() ? a : b;
            Ints result = wide.indices().concat((wide == a ? b : a).indices().filter(i -> !wide.indices().contains(i)));
            Shape shape = new Shape(result.map(sizes::get));
            return new Factor(make.apply(Binary.MUL, spread(a, result, shape, make), spread(b, result, shape, make)), result);
        }
        Dot dot = new Dot(batch.map(a.indices()::indexOf), batch.map(b.indices()::indexOf), contracted.map(a.indices()::indexOf),
                contracted.map(b.indices()::indexOf));
        return new Factor(make.apply(dot, a.of(), b.of()), batch.concat(rest));
    }

    /** A tensor along some of a shape's indices. */
    private static Expr spread(Factor factor, Ints indices, Shape shape, Make make) {
        Ints places = factor.indices().map(indices::indexOf);
        Ints sorted = places.sorted();
        Expr moved = places.equals(sorted) ? factor.of() : make.apply(new Permute(sorted.map(places::indexOf)), factor.of());
        return sorted.size() == shape.rank() ? moved : make.apply(new Broadcast(shape, sorted), moved);
    }

    /** The core where the axes agree, else 0. */
    private static Option<Expr> placed(Factor core, Ints free, Ints sizes, Make make) {
        Ints distinct = Ints.range(0, free.size()).filter(axis -> free.indexOf(free.get(axis)) == axis).map(free::get);
        Ints paired = distinct.filter(i -> Ints.range(0, free.size()).filter(axis -> free.get(axis) == i).size() > 1);
        if (free.size() != distinct.size() + paired.size()) {
            return Option.none(); // three axes that agree
        }
        if (core.indices().isEmpty() && !paired.isEmpty()) {
            return placed(new Factor(make.apply(new Broadcast(new Shape(paired.map(sizes::get)), Ints.empty()), core.of()),
                    paired), free, sizes, make);
        }
        Ints onto = paired.filter(core.indices()::contains);
        Ints apart = paired.filter(i -> !core.indices().contains(i));
        Ints single = core.indices().filter(i -> !onto.contains(i));
        Ints order = single.concat(onto).map(core.indices()::indexOf);
        Expr e = order.isIdentity() ? core.of() : make.apply(new Permute(order), core.of());
        Ints dims = e.shape().dims();
        if (onto.size() > 1) {
            e = make.apply(new Reshape(new Shape(dims.take(single.size())
                    .append((int) new Shape(dims.drop(single.size())).size()))), e);
        }
        if (!onto.isEmpty()) {
            e = make.apply(new Diag(0), e);
        }
        if (onto.size() > 1) {
            e = make.apply(new Reshape(new Shape(dims.concat(dims.drop(single.size())))), e);
        }
        // the second of each pair is told from the first by its sign
        Ints axes = single.concat(onto).concat(onto.map(i -> ~i));
        for (int i : apart) {
            Expr eye = make.apply(new Eye(e.dtype(), sizes.get(i), sizes.get(i), 0));
            e = make.apply(new Dot(Ints.empty(), Ints.empty(), Ints.empty(), Ints.empty()), e, eye);
            axes = axes.append(i).append(~i);
        }
        Ints wanted = Ints.tabulate(free.size(), axis -> free.indexOf(free.get(axis)) == axis ? free.get(axis) : ~free.get(axis));
        return Option.of(spread(new Factor(e, axes), wanted, new Shape(free.map(sizes::get)), make));
    }

    // ---- sums ---------------------------------------------------------------------------------------------------------------

    private static Option<Expr> sum(Apply node, Make make) {
        if (node.rank() < RANK || !node.dtype().isFloat() || node.inputs().exists(x -> Literal.value(x).isDefined())) {
            return Option.none();
        }
        IndexedProduct p = IndexedProduct.of(node.input(0), a -> !make.shared(a));
        if (!p.hasPairs() && p.factors().size() < 2) {
            return Option.none();
        }
        IndexedProduct q = IndexedProduct.of(node.input(1), a -> !make.shared(a));
        if (!Coefficients.holds(node.dtype(), p.coefficient()) || !Coefficients.holds(node.dtype(), q.coefficient())) {
            return Option.none();
        }
        Set<Expr> outside = identities(p.factors().appendAll(q.factors()).map(Factor::of));
        double before = Cost.of(node) + p.inside().appendAll(q.inside()).filter(a -> !make.shared(a))
                .distinctBy(System::identityHashCode).map(Cost::of).sum().doubleValue();
        if (!p.hasPairs() || !q.hasPairs()) {
            return p.free().equals(q.free()) ? joined(p, q, node.op(), node.dtype(), make)
                    .filter(made -> made.type().equals(node.type()) && cost(made, outside) < before * (1 - 1e-9))
                    : Option.none();
        }
        if (p.factors().isEmpty() && q.factors().isEmpty()) {
            return Option.none();
        }
        // axes that agree with an earlier one in both
        Ints second = Ints.range(0, node.rank()).filter(axis -> {
            int first = p.free().indexOf(p.free().get(axis));
            return first < axis && first == q.free().indexOf(q.free().get(axis));
        });
        if (second.isEmpty()) {
            return Option.none();
        }
        Ints kept = Ints.range(0, node.rank()).without(second);
        IndexedProduct left = part(p, kept);
        IndexedProduct right = part(q, kept);
        Option<Expr> inner = joined(left, right, node.op(), node.dtype(), make).orElse(() -> build(left, node.dtype(), make)
                .flatMap(x -> build(right, node.dtype(), make).map(y -> make.apply(node.op(), x, y))));
        Ints free = Ints.tabulate(node.rank(), axis -> kept.contains(axis) ? kept.indexOf(axis)
                : kept.indexOf(p.free().indexOf(p.free().get(axis))));
        return inner.flatMap(x -> placed(new Factor(x, Ints.range(0, kept.size())), free, x.shape().dims(), make))
                .filter(made -> made.type().equals(node.type()) && cost(made, outside) < before * (1 - 1e-9));
    }

    private static IndexedProduct part(IndexedProduct p, Ints kept) {
        return new IndexedProduct(p.free().select(kept), p.factors(), p.coefficient(), p.sizes(), p.inside());
    }

    /** Two products that differ in one factor of the same indices are one product with a sum for it. */
    private static Option<Expr> joined(IndexedProduct p, IndexedProduct q, Op op, DType dtype, Make make) {
        // an axis stands for one index of each product only where no axes agree
        if (p.hasPairs() || q.hasPairs() || p.factors().size() != q.factors().size() || p.factors().size() < 2) {
            return Option.none();
        }
        // which index of p stands for each of q's
        Map<Integer, Integer> names = HashMap.ofEntries(Array.ofAll(q.free()).zip(p.free()));
        Seq<Factor> rest = q.factors();
        Option<Factor> lone = Option.none();
        for (Factor factor : p.factors()) {
            Map<Integer, Integer> before = names;
            Option<Tuple2<Factor, Map<Integer, Integer>>> same = rest.filter(g -> g.of() == factor.of())
                    .flatMap(g -> renamed(g.indices(), factor.indices(), p.free(), before).map(after -> Tuple.of(g, after)))
                    .headOption();
            if (same.isEmpty() && lone.isDefined()) {
                return Option.none();
            }
            lone = same.isEmpty() ? Option.of(factor) : lone;
            rest = same.isEmpty() ? rest : rest.remove(same.get()._1);
            names = same.isEmpty() ? names : same.get()._2;
        }
        if (lone.isEmpty() || rest.size() != 1 || !lone.get().indices().isDistinct()
                || !names.keySet().containsAll(Array.ofAll(rest.get(0).indices()))) {
            return Option.none();
        }
        Map<Integer, Integer> called = names;
        Factor mine = lone.get();
        Factor other = new Factor(rest.get(0).of(), rest.get(0).indices().map(i -> called.get(i).get()));
        if (!other.indices().sorted().equals(mine.indices().sorted())) {
            return Option.none();
        }
        Shape shape = mine.of().shape();
        Option<Expr> x = Coefficients.scale(p.coefficient(), mine.of(), make);
        Option<Expr> y = Coefficients.scale(q.coefficient(), spread(other, mine.indices(), shape, make), make);
        return x.flatMap(a -> y.map(b -> make.apply(op, a, b))).flatMap(total -> build(new IndexedProduct(p.free(),
                p.factors().map(f -> f == mine ? new Factor(total, mine.indices()) : f), 1, p.sizes(), p.inside()), dtype, make));
    }

    /** The names with one factor's indices called as the other's are; none where two indices would have one name, or one two. */
    private static Option<Map<Integer, Integer>> renamed(Ints indices, Ints as, Ints free, Map<Integer, Integer> names) {
        Map<Integer, Integer> all = names;
        for (int k = 0; k < indices.size(); k++) {
            Option<Integer> known = all.get(indices.get(k));
            if (known.isDefined() ? known.get() != as.get(k) : free.contains(as.get(k)) || all.containsValue(as.get(k))) {
                return Option.none();
            }
            all = all.put(indices.get(k), as.get(k));
        }
        return Option.of(all);
    }

    /** A product over a sum of what is zero where indices differ. */
    private static Option<Expr> distributed(Apply node, Make make) {
        if (!isLarge(node) || !node.dtype().isFloat()) {
            return Option.none();
        }
        for (int i = 0; i < 2; i++) {
            if (node.input(i) instanceof Apply(Binary op, var parts, _) && (op == Binary.ADD || op == Binary.SUB)
                    && !make.shared(node.input(i))) {
                int at = i;
                Seq<IndexedProduct> products = parts.map(part ->
                        IndexedProduct.of(Apply.of(node.op(), node.inputs().update(at, part)), a -> !make.shared(a)));
                if (products.exists(p -> p.factors().isEmpty() || !Coefficients.holds(node.dtype(), p.coefficient())
                        || p.inside().size() < 2 || p.inside().tail().forAll(a -> !isPairing(a)))) {
                    continue;
                }
                Set<Expr> outside = identities(products.flatMap(IndexedProduct::factors).map(Factor::of));
                Seq<Option<Expr>> made = products.map(p -> build(p, node.dtype(), make));
                Option<Expr> total = made.get(0).flatMap(x -> made.get(1).map(y -> make.apply(op, x, y)));
                if (total.exists(e -> e.type().equals(node.type()) && cost(e, outside) < cost(node, outside) * (1 - 1e-9))) {
                    return total;
                }
            }
        }
        return Option.none();
    }

    private static boolean isPairing(Apply e) {
        return e.op() instanceof Eye || e.op() instanceof Diag;
    }

    private static Option<Expr> permuted(Apply node, Make make) {
        return node.rank() > RANK && node.input(0) instanceof Apply(Binary op, var parts, _)
                && (op == Binary.ADD || op == Binary.SUB) && !make.shared(node.input(0))
                && parts.forAll(part -> part instanceof Apply a && isMovable(a))
                ? Option.of(make.apply(op, parts.map(part -> make.apply(node.op(), part)))) : Option.none();
    }

    /** Whether a reordering costs nothing more: there is one already, or the structure takes it. */
    private static boolean isMovable(Apply e) {
        return e.op() instanceof Permute || e.op() instanceof Reshape && IndexedProduct.isStructure(e)
                || e.op() instanceof Binary op && (op == Binary.ADD || op == Binary.SUB)
                && e.inputs().forAll(x -> x instanceof Apply a && isMovable(a));
    }
}
