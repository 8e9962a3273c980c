package fluxion.transforms.reading;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.reading.Link.Kind;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Writes sums of products as one does by hand: like terms together, what all share before parentheses, numbers in front,
 * divisors below, what is added before what is subtracted.
 */
final class SumWriter {
    /** A product to write: a number, scalars, and matrices in a row. */
    private record Item(Rational coefficient, Map<Expr, Rational> scalars, Seq<Link> links) {
        Item times(Rational number) {
            return new Item(coefficient.times(number), scalars, links);
        }
    }

    private final Networks networks;
    private final Words words;
    private final ReadingCost cost;
    private final TermWriter terms;
    private final CoefficientWriter coefficients;
    /** Sums that are factors, by the expressions they were written as. */
    private final java.util.Map<Expr, TensorSum> sums = new NodeMap<>();
    /** The negatives of sums of matrices that were put into parentheses. */
    private final java.util.Map<Expr, Expr> negatives = new NodeMap<>();
    /** How many factors the first products of sums in parentheses have. */
    private final java.util.Map<Expr, Integer> lengths = new NodeMap<>();
    private final java.util.Map<String, Expr> inner = new HashMap<>();
    private final java.util.Map<String, Expr> written = new HashMap<>();

    SumWriter(Networks networks, ReadingCost cost, TermWriter terms, CoefficientWriter coefficients) {
        this.networks = networks;
        this.words = new Words(networks);
        this.cost = cost;
        this.terms = terms;
        this.coefficients = coefficients;
    }

    void sum(Expr e, TensorSum sum) {
        sums.putIfAbsent(e, sum);
    }

    String key(TensorSum sum) {
        return sum.dtype() + sum.dims().toString() + sum.terms()
                .map(t -> t.coefficient() + networks.key(t.scalars()) + networks.key(t)).sorted().mkString(";");
    }

    /** A sum as it stands. */
    Expr write(TensorSum sum) {
        return write(sum, false);
    }

    /**
     * A sum in its shortest form.
     *
     * @param sorted whether its terms are put in order, the longer products before the shorter ones, those by the alphabet
     */
    Expr write(TensorSum sum, boolean sorted) {
        String key = key(sum) + coefficients.norms() + sorted;
        Expr known = written.get(key);
        if (known == null) {
            known = networks.intern(sum.terms().isEmpty()
                    ? Literal.zeros(new TensorType(sum.dtype(), new Shape(sum.dims()))) : written(sum, sorted));
            written.put(key, known);
        }
        return known;
    }

    private Expr written(TensorSum sum, boolean sorted) {
        Seq<Item> items = sum.terms().map(t -> new Item(t.coefficient(), t.scalars(), terms.links(t, sum.dtype()))).toArray();
        Seq<Item> merged = merged(items, sum.dtype());
        List<String> keys = new ArrayList<>();
        List<Seq<Item>> groups = new ArrayList<>();
        for (Item item : merged) {
            String key = networks.key(item.scalars());
            int at = keys.indexOf(key);
            if (at < 0) {
                keys.add(key);
                groups.add(Array.of(item));
            } else {
                groups.set(at, groups.get(at).append(item));
            }
        }
        Map<Expr, Rational> common = groups.size() > 1 ? shared(Array.ofAll(groups).map(g -> g.head().scalars()))
                : LinkedHashMap.empty();
        Seq<Item> all = Array.ofAll(groups).map(g -> g.map(item -> new Item(item.coefficient(),
                TensorTerm.product(item.scalars(), inverse(common)), item.links())).toArray())
                .flatMap(g -> sum.rank() == 0 ? g : grouped(factored(g, sum.dtype()), sum.dtype(), sorted)).toArray();
        return scaledSum(all, common, sum.dtype(), sorted);
    }

    private static Map<Expr, Rational> inverse(Map<Expr, Rational> scalars) {
        return scalars.mapValues(Rational::negate);
    }

    /** What all have, to the least power that they have it. */
    static Map<Expr, Rational> shared(Seq<Map<Expr, Rational>> all) {
        Map<Expr, Rational> result = LinkedHashMap.empty();
        for (var entry : all.head()) {
            Seq<Rational> exponents = all.map(m -> m.get(entry._1).getOrElse(Rational.ZERO));
            if (exponents.forAll(e -> e.signum() > 0)) {
                result = result.put(entry._1, exponents.min().get());
            } else if (exponents.forAll(e -> e.signum() < 0)) {
                result = result.put(entry._1, exponents.max().get());
            }
        }
        return result;
    }

    // ---- like terms and common factors ----------------------------------------------------------

    /** Products of the same matrices become one, with a sum of numbers before it. */
    private Seq<Item> merged(Seq<Item> items, DType dtype) {
        java.util.Map<Seq<Link>, List<Item>> same = new java.util.LinkedHashMap<>();
        items.forEach(item -> same.computeIfAbsent(item.links(), _ -> new ArrayList<>()).add(item));
        if (same.size() == items.size() || items.head().links().isEmpty()) {
            return items;
        }
        Seq<Item> result = Array.empty();
        for (var entry : same.entrySet()) {
            Seq<Item> like = Array.ofAll(entry.getValue());
            result = result.append(like.size() == 1 ? like.head() : collected(like, dtype));
        }
        return result;
    }

    private Item collected(Seq<Item> like, DType dtype) {
        Map<Expr, Rational> common = shared(like.map(Item::scalars));
        Rational content = content(like);
        TensorSum rest = new TensorSum(dtype, Ints.empty(), like.map(item -> new TensorTerm(item.coefficient().over(content),
                TensorTerm.product(item.scalars(), inverse(common)), Ints.empty(), Array.empty())).toArray());
        Expr factor = write(rest);
        sums.put(factor, rest);
        return new Item(content, TensorTerm.with(common, factor, Rational.ONE), like.head().links());
    }

    /** What may stand before parentheses without making fractions inside: a whole number, or the fraction that all have. */
    static Rational whole(Seq<Rational> numbers) {
        Rational common = numbers.map(Rational::abs).reduce(Rational::gcd);
        return common.isWhole() || numbers.forAll(n -> n.abs().equals(common)) ? common : Rational.ONE;
    }

    /** The number that all share, with the sign that all have. */
    private static Rational content(Seq<Item> items) {
        Rational common = items.map(i -> i.coefficient().abs()).reduce(Rational::gcd);
        return items.forAll(i -> i.coefficient().signum() < 0) ? common.negate() : common;
    }

    /** Common first or last factors taken out, those that save most first. */
    private Seq<Item> factored(Seq<Item> items, DType dtype) {
        Seq<Item> now = items;
        for (int round = 0; round < items.size() && now.size() > 1; round++) {
            Seq<Item> group = Array.empty();
            boolean left = false;
            double most = 0;
            for (Item item : now) {
                for (int side = 0; side < 2 && item.links().size() > 1; side++) {
                    Seq<Item> some = sharing(now, item, side == 0);
                    int k = common(some, side == 0);
                    Seq<Link> links = side == 0 ? item.links().take(k) : item.links().takeRight(k);
                    double saved = (some.size() - 1) * links.map(l -> cost.of(l.of())).sum().doubleValue();
                    if (saved > most && (some.size() == now.size() || saved > k || isTwice(some, side == 0, k))) {
                        group = some;
                        left = side == 0;
                        most = saved;
                    }
                }
            }
            if (most == 0) {
                return now;
            }
            Item one = takenOut(group, left, dtype);
            Seq<Item> gone = group;
            now = now.map(i -> i == gone.head() ? one : i).filter(i -> i == one || !gone.exists(g -> g == i)).toArray();
        }
        return now;
    }

    /** Whether behind what two products share stand a matrix and its transpose. */
    private boolean isTwice(Seq<Item> group, boolean left, int k) {
        return group.size() == 2 && group.get(0).coefficient().equals(group.get(1).coefficient())
                && group.map(i -> left ? i.links().drop(k) : i.links().dropRight(k)).toArray()
                .transform(rests -> Link.turned(rests.get(0), networks).equals(rests.get(1)));
    }

    private static Link edge(Item item, boolean left) {
        return left ? item.links().head() : item.links().last();
    }

    private static Seq<Item> sharing(Seq<Item> items, Item with, boolean left) {
        return items.filter(i -> i.links().size() > 1 && edge(i, left).equals(edge(with, left)));
    }

    private Item takenOut(Seq<Item> group, boolean left, DType dtype) {
        int k = common(group, left);
        Seq<Link> before = left ? group.head().links().take(k) : Array.empty();
        Seq<Link> after = left ? Array.empty() : group.head().links().takeRight(k);
        Rational content = content(group);
        Seq<Item> rests = group.map(i -> new Item(i.coefficient().over(content), LinkedHashMap.empty(),
                left ? i.links().drop(k) : i.links().dropRight(k)));
        Item inside = grouped(factored(rests, dtype), dtype, true).head();
        return new Item(content.times(inside.coefficient()), group.head().scalars(),
                before.appendAll(inside.links()).appendAll(after).toArray());
    }

    /** How many first or last factors all products share, one being left of each. */
    private static int common(Seq<Item> group, boolean left) {
        int shared = 1;
        int shortest = group.map(i -> i.links().size()).min().get();
        while (shared + 1 < shortest && sameEdge(group, left, shared + 1)) {
            shared++;
        }
        return shared;
    }

    private static boolean sameEdge(Seq<Item> group, boolean left, int k) {
        Seq<Link> first = left ? group.head().links().take(k) : group.head().links().takeRight(k);
        return group.forAll(i -> (left ? i.links().take(k) : i.links().takeRight(k)).equals(first));
    }

    /** Several products with the same scalars as one: their sum in parentheses. */
    private Seq<Item> grouped(Seq<Item> items, DType dtype, boolean sorted) {
        if (items.size() == 1) {
            return items;
        }
        Rational content = content(items);
        Seq<Item> rests = ordered(items.map(i -> new Item(i.coefficient().over(content), LinkedHashMap.empty(), i.links())),
                sorted);
        boolean row = rests.head().links().head().is(Kind.ROW);
        boolean column = rests.head().links().last().is(Kind.COLUMN);
        Kind kind = row ? Kind.ROW : column ? Kind.COLUMN : Kind.MATRIX;
        Seq<Item> straight = row ? rests.map(i -> turned(i)) : rests;
        Item single = new Item(content, items.head().scalars(), Array.empty());
        String transposed = kind == Kind.MATRIX && isMatrix(straight) ? name(straight.map(this::turned)) : "";
        String name = name(straight);
        if (inner.containsKey(transposed) && !transposed.equals(name)) {
            return Array.of(new Item(single.coefficient(), single.scalars(),
                    Array.of(new Link(inner.get(transposed), Kind.TRANSPOSED))));
        }
        Expr e = inner.computeIfAbsent(name, _ -> networks.intern(added(straight, dtype)));
        lengths.put(e, length(rests.head()));
        if (transposed.equals(name)) {
            networks.symmetric(e);
        }
        if (straight.exists(i -> i.coefficient().signum() < 0) && !negatives.containsKey(e)) {
            Expr negative = networks.intern(added(ordered(straight.map(i -> i.times(Rational.of(-1))), sorted), dtype));
            negatives.put(e, negative);
            negatives.put(negative, e);
            if (networks.isSymmetric(e)) {
                networks.symmetric(negative);
            }
        }
        return Array.of(new Item(single.coefficient(), single.scalars(), Array.of(new Link(e, kind))));
    }

    private static boolean isMatrix(Seq<Item> items) {
        return items.forAll(i -> i.links().forAll(l -> l.of().rank() <= 2));
    }

    private Item turned(Item item) {
        return new Item(item.coefficient(), item.scalars(), Link.turned(item.links(), networks));
    }

    private String name(Seq<Item> items) {
        return items.map(i -> i.coefficient() + i.links().map(l -> networks.number(l.of()) + l.kind().name()).mkString("."))
                .sorted().mkString("+");
    }

    /** Longer products first; of the same length by the alphabet, whether large letters or small. */
    private int compare(Item left, Item right) {
        Seq<String> a = names(left);
        Seq<String> b = names(right);
        int shorter = Integer.compare(length(right), length(left));
        for (int i = 0; shorter == 0 && i < Math.min(a.size(), b.size()); i++) {
            int order = a.get(i).compareToIgnoreCase(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return shorter != 0 ? shorter : transposes(left) - transposes(right);
    }

    /** How many factors stand in a row; a sum in parentheses counts as its first term. */
    private int length(Item item) {
        return item.links().map(l -> lengths.getOrDefault(l.of(), 1)).sum().intValue();
    }

    /** The first names in each of the matrices of a product. */
    private static Seq<String> names(Item item) {
        return item.links().map(l -> Graph.variables(Array.of(l.of())).headOption().map(Var::name).getOrElse("")).toArray();
    }

    /** Positive terms first, in order where that is asked for; of a matrix and its transpose the matrix. */
    private Seq<Item> ordered(Seq<Item> items, boolean sorted) {
        List<Item> list = new ArrayList<>(items.toJavaList());
        for (int i = 0; i < list.size(); i++) {
            for (int j = i + 1; j < list.size(); j++) {
                Item a = list.get(i);
                Item b = list.get(j);
                if (transposes(a) > transposes(b) && isMatrix(items) && !a.links().isEmpty()
                        && a.coefficient().equals(b.coefficient()) && turned(b).links().equals(a.links())) {
                    list.set(i, b);
                    list.set(j, a);
                }
            }
        }
        list.sort((a, b) -> a.coefficient().signum() != b.coefficient().signum()
                ? b.coefficient().signum() - a.coefficient().signum()
                : sorted && a.coefficient().signum() > 0 ? compare(a, b) : 0);
        return Array.ofAll(list);
    }

    private static int transposes(Item item) {
        return item.links().count(l -> l.is(Kind.TRANSPOSED));
    }

    private Expr added(Seq<Item> items, DType dtype) {
        Option<Expr> sum = Option.none();
        for (Item item : items) {
            boolean minus = item.coefficient().signum() < 0;
            Expr magnitude = coefficients.scaled(item.coefficient().abs(), item.scalars(), tensor(item), dtype);
            sum = Option.of(sum.map(s -> minus ? s.minus(magnitude) : s.plus(magnitude))
                    .getOrElse(() -> minus ? magnitude.neg() : magnitude));
        }
        return sum.get();
    }

    private Option<Expr> tensor(Item item) {
        return item.links().isEmpty() ? Option.none()
                : Option.of(item.links().head().of().rank() > 2 ? item.links().head().of() : words.expr(item.links()));
    }

    // ---- numbers and scalars --------------------------------------------------------------------

    /** Terms that share a scalar which others have not, as one. */
    private Seq<Item> together(Seq<Item> items, DType dtype) {
        Seq<Item> now = items;
        while (now.size() > 2) {
            Seq<Item> all = now;
            Option<Seq<Item>> group = now.flatMap(Item::scalars).map(s -> all.filter(i -> i.scalars().get(s._1)
                    .exists(e -> e.signum() == s._2.signum()))).filter(g -> g.size() > 1 && g.size() < all.size())
                    .maxBy(Seq::size);
            if (group.isEmpty()) {
                return now;
            }
            Seq<Item> some = group.get();
            Map<Expr, Rational> common = shared(some.map(Item::scalars));
            Rational content = content(some);
            Expr sum = networks.intern(added(ordered(some.map(i -> positive(new Item(i.coefficient().over(content),
                    TensorTerm.product(i.scalars(), inverse(common)), i.links()))), false), dtype));
            Item one = new Item(content, common, Array.of(new Link(sum, sum.rank() == 1 ? Kind.COLUMN : Kind.MATRIX)));
            now = now.map(i -> i == some.head() ? one : i).filter(i -> !some.exists(g -> g == i)).toArray();
        }
        return now;
    }

    private Expr scaledSum(Seq<Item> items, Map<Expr, Rational> common, DType dtype, boolean sorted) {
        boolean scalar = items.head().links().isEmpty();
        Seq<Item> signed = (scalar ? items : together(items, dtype)).map(this::positive).toArray();
        if (signed.size() == 1) {
            Item one = signed.head();
            Map<Expr, Rational> scalars = TensorTerm.product(common, one.scalars());
            return signed(one.coefficient(), scalars, tensor(one), dtype);
        }
        Rational content = content(signed);
        boolean even = signed.forAll(i -> i.coefficient().abs().equals(content.abs()));
        boolean pulls = !content.abs().isOne() && (even || content.isWhole() && (!common.isEmpty()
                || signed.count(i -> i.coefficient().abs().equals(content.abs())) * 2 >= signed.size()));
        Rational out = pulls ? content : Rational.of(content.signum());
        Seq<Item> inside = ordered(signed.map(i -> i.times(Rational.ONE.over(out))), sorted);
        if (out.isOne() && common.isEmpty()) {
            return added(inside, dtype);
        }
        Expr sum = networks.intern(added(inside, dtype));
        return signed(out, common, Option.of(sum), dtype);
    }

    /** A negative number before it, or a minus for −1. */
    private Expr signed(Rational number, Map<Expr, Rational> scalars, Option<Expr> tensor, DType dtype) {
        boolean minus = number.numerator().equals(BigInteger.ONE.negate()) && !(tensor.isEmpty() && scalars.isEmpty());
        return minus ? coefficients.scaled(number.abs(), scalars, tensor, dtype).neg() 
                : coefficients.scaled(number, scalars, tensor, dtype);
    }

    /** A minus before a difference is the difference the other way round. */
    private Item positive(Item item) {
        if (item.coefficient().signum() > 0) {
            return item;
        }
        int differences = item.links().count(l -> negative(l.of()).isDefined());
        for (int i = 0; i < item.links().size(); i++) {
            Link link = item.links().get(i);
            Option<Expr> other = negative(link.of());
            // (x − y)·(x − y)ᵀ stays a square
            if (other.isDefined() && differences == 1) {
                return new Item(item.coefficient().negate(), item.scalars(),
                        item.links().update(i, new Link(other.get(), link.kind())).toArray());
            }
        }
        for (var scalar : item.scalars()) {
            if (scalar._2.isOne() && negative(scalar._1).isDefined()) {
                return new Item(item.coefficient().negate(), TensorTerm.with(item.scalars().remove(scalar._1),
                        negative(scalar._1).get(), Rational.ONE), item.links());
            }
        }
        return item;
    }

    private Option<Expr> negative(Expr e) {
        if (negatives.containsKey(e)) {
            return Option.of(negatives.get(e));
        }
        TensorSum sum = sums.get(e);
        if (sum == null || !sum.isMixed()) {
            return Option.none();
        }
        Expr other = write(sum.negate());
        if (networks.isSymmetric(e)) {
            networks.symmetric(other);
        }
        negatives.put(e, other);
        negatives.put(other, e);
        return Option.of(other);
    }
}
