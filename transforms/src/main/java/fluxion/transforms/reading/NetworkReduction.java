package fluxion.transforms.reading;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Eye;
import fluxion.transforms.reading.Link.Kind;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the indices out of a product by elements: where two matrices meet is a product of matrices, where one ends a vector,
 * where vectors meet a product by elements, where a chain closes a trace. What is left after that needs indices.
 */
final class NetworkReduction {
    /** A product of matrices from one index to another. */
    private record Edge(int from, int to, Seq<Link> word) {}

    /**
     * What a product without free indices is.
     *
     * @param value the number
     * @param squareOf the vector or matrix of whose elements it is the sum of squares
     */
    record Closed(Expr value, Option<Expr> squareOf) {}

    private final Networks networks;
    private final Words words;
    private final DType dtype;
    private final Ints free;
    private final List<Edge> edges = new ArrayList<>();
    private final Map<Integer, List<Seq<Link>>> vectors = new HashMap<>();
    private final List<Integer> indices = new ArrayList<>();

    private NetworkReduction(Networks networks, DType dtype, Ints free, Seq<TensorFactor> factors) {
        this.networks = networks;
        this.words = new Words(networks);
        this.dtype = dtype;
        this.free = free;
        for (TensorFactor f : factors) {
            Expr of = f.power() < 0 ? networks.intern(f.of().pow(-1)) : f.of();
            f.at().stream().filter(i -> !indices.contains(i)).forEach(indices::add);
            if (f.at().size() == 1) {
                at(f.at().get(0)).add(Array.of(new Link(of, Kind.COLUMN)));
            } else {
                edges.add(new Edge(f.at().get(0), f.at().get(1), Array.of(new Link(of, Kind.MATRIX))));
            }
        }
    }

    private List<Seq<Link>> at(int index) {
        return vectors.computeIfAbsent(index, _ -> new ArrayList<>());
    }

    /** The number that a product without free indices is, if it can be said by matrices. */
    static Option<Closed> closed(Networks networks, DType dtype, Seq<TensorFactor> factors) {
        return factors.exists(f -> f.at().size() > 2) ? Option.none()
                : new NetworkReduction(networks, dtype, Ints.empty(), factors).closed();
    }

    /** The vector or matrix that a product is, as factors in a row; none where that needs indices. */
    static Option<Seq<Link>> open(Networks networks, DType dtype, Ints free, Seq<TensorFactor> factors) {
        return factors.exists(f -> f.at().size() > 2) ? Option.none()
                : new NetworkReduction(networks, dtype, free, factors).open();
    }

    private List<Edge> around(int index) {
        return edges.stream().filter(e -> e.from() == index || e.to() == index).toList();
    }

    private Seq<Link> from(Edge e, int index) {
        return e.from() == index ? e.word() : Link.turned(e.word(), networks);
    }

    private static int other(Edge e, int index) {
        return e.from() == index ? e.to() : e.from();
    }

    /** The vectors at an index as one. */
    private Seq<Link> vector(int index) {
        List<Seq<Link>> all = at(index);
        return all.isEmpty() ? Array.of(new Link(networks.intern(Literal.of(TensorType.of(dtype, networks.size(index)), 1)),
                Kind.COLUMN))
                : all.size() == 1 ? all.get(0)
                : Array.of(new Link(words.elementwise(Array.ofAll(all).map(words::expr)), Kind.COLUMN));
    }

    /** The vectors at an index on a diagonal; nothing where there are none. */
    private Seq<Link> scaling(int index) {
        return at(index).isEmpty() ? Array.empty() : Array.of(new Link(words.expr(vector(index)), Kind.DIAGONAL));
    }

    /** One step that takes an index away or joins two edges; none where nothing is left to do. */
    private boolean step() {
        for (int j : indices) {
            List<Edge> es = around(j);
            if (free.contains(j) || es.isEmpty() || es.stream().anyMatch(e -> e.from() == e.to())) {
                continue;
            }
            if (es.size() == 1) {
                int u = other(es.get(0), j);
                Seq<Link> word = from(es.get(0), u).appendAll(vector(j));
                edges.remove(es.get(0));
                vectors.remove(j);
                indices.remove((Integer) j);
                at(u).add(word);
                return true;
            }
            int a = other(es.get(0), j);
            int b = es.size() == 2 ? other(es.get(1), j) : -1;
            if (es.size() == 2 && !(a == b && free.contains(a))) {
                Seq<Link> word = from(es.get(0), a).appendAll(scaling(j)).appendAll(from(es.get(1), j));
                edges.set(edges.indexOf(es.get(0)), new Edge(a, b, word));
                edges.remove(es.get(1));
                vectors.remove(j);
                indices.remove((Integer) j);
                return true;
            }
        }
        return joined();
    }

    /** Two matrices between the same indices multiply element by element. */
    private boolean joined() {
        for (int p = 0; p < edges.size(); p++) {
            Edge one = edges.get(p);
            List<Edge> same = edges.stream().filter(e -> e.from() == one.from() && e.to() == one.to()
                    || e.from() == one.to() && e.to() == one.from()).toList();
            if (one.from() != one.to() && same.size() > 1) {
                Expr product = words.elementwise(Array.ofAll(same).map(e -> words.expr(from(e, one.from()))));
                edges.removeAll(same);
                edges.add(Math.min(p, edges.size()), new Edge(one.from(), one.to(), Array.of(new Link(product, Kind.MATRIX))));
                return true;
            }
        }
        return false;
    }

    private Option<Closed> closed() {
        while (step()) {
            // one index or edge less each time
        }
        if (indices.size() != 1) {
            return Option.none();
        }
        int j = indices.get(0);
        if (edges.isEmpty()) {
            return Option.of(vectors(at(j)));
        }
        if (edges.size() > 1) {
            return Option.none();
        }
        Seq<Link> around = best(rotations(scaling(j).appendAll(edges.get(0).word())));
        boolean square = around.size() == 2 && around.get(1).equals(around.get(0).turned(networks)) && !around.get(0).is(
                Kind.DIAGONAL) && around.get(0).of() == around.get(1).of();
        return Option.of(new Closed(words.trace(around), Option.when(square, () -> around.get(0).of())));
    }

    private Closed vectors(List<Seq<Link>> all) {
        if (all.size() == 1) {
            Seq<Link> only = all.get(0);
            return new Closed(words.expr(only.prepend(new Link(words.ones(only.last().of(), size(only)), Kind.ROW))),
                    Option.none());
        }
        if (all.size() == 2) {
            Seq<Link> a = all.get(0);
            Seq<Link> b = all.get(1);
            Seq<Link> word = best(Array.of(Link.turned(a, networks).appendAll(b), Link.turned(b, networks).appendAll(a)));
            boolean square = Link.turned(word, networks).equals(word) && word.size() % 2 == 0;
            return new Closed(words.expr(word), Option.when(square, () -> words.expr(word.drop(word.size() / 2))));
        }
        Expr product = words.elementwise(Array.ofAll(all).map(words::expr));
        return new Closed(words.expr(Array.of(new Link(words.ones(product, product.shape().dim(0)), Kind.ROW),
                new Link(product, Kind.COLUMN))), Option.none());
    }

    private int size(Seq<Link> column) {
        return words.expr(column).shape().dim(0);
    }

    private Seq<Seq<Link>> rotations(Seq<Link> word) {
        Seq<Link> turned = Link.turned(word, networks);
        return Array.range(0, word.size()).flatMap(i -> Array.of(word.drop(i).appendAll(word.take(i)),
                turned.drop(i).appendAll(turned.take(i))));
    }

    /** What has least to transpose; of several the first, by the order in which its factors occurred. */
    private Seq<Link> best(Seq<Seq<Link>> words) {
        return words.minBy(word -> 1000.0 * word.count(l -> l.is(Kind.TRANSPOSED))
                + word.zipWithIndex((l, i) -> networks.number(l.of()) / Math.pow(64, i + 1)).sum().doubleValue()).get();
    }

    private Option<Seq<Link>> open() {
        while (step()) {
            // one index or edge less each time
        }
        if (indices.stream().anyMatch(i -> !free.contains(i))) {
            return Option.none();
        }
        for (Edge loop : edges.stream().filter(e -> e.from() == e.to()).toList()) {
            edges.remove(loop);
            at(loop.from()).add(Array.of(new Link(networks.intern(Expr.apply(new Diagonal(0), words.expr(loop.word()))),
                    Kind.COLUMN)));
        }
        int i = free.get(0);
        if (free.size() == 1) {
            return Option.of(vector(i));
        }
        int j = free.get(1);
        if (i == j) {
            int n = networks.size(i);
            return Option.of(at(i).isEmpty() ? Array.of(identity(n)) : scaling(i));
        }
        if (!edges.isEmpty()) {
            return Option.of(scaling(i).appendAll(from(edges.get(0), i)).appendAll(scaling(j)).toArray());
        }
        if (at(i).isEmpty() || at(j).isEmpty()) {
            int axis = at(i).isEmpty() ? 1 : 0;
            Expr wide = Expr.apply(new Broadcast(Shape.of(networks.size(i), networks.size(j)), Ints.of(axis)),
                    words.expr(vector(axis == 0 ? i : j)));
            return Option.of(Array.of(new Link(networks.intern(wide), Kind.MATRIX)));
        }
        return Option.of(vector(i).appendAll(Link.turned(vector(j), networks)).toArray());
    }

    private Link identity(int n) {
        Expr identity = networks.intern(Expr.apply(new Eye(dtype, n, n, 0)));
        networks.symmetric(identity);
        return new Link(identity, Kind.MATRIX);
    }
}
