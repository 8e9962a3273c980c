package fluxion.transforms.reading;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diag;
import fluxion.core.op.Eye;
import fluxion.core.op.Permute;
import fluxion.transforms.reading.Link.Kind;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Writes the tensors of a term: matrices in a row, or sums by indices where there is no such row. */
final class TermWriter {
    private final Networks networks;
    private final Words words;

    TermWriter(Networks networks) {
        this.networks = networks;
        this.words = new Words(networks);
    }

    /** The matrices of a term in a row; one that needs indices is a matrix by itself. */
    Seq<Link> links(TensorTerm term, DType dtype) {
        if (term.free().isEmpty()) {
            return Array.empty();
        }
        String key = networks.key(term);
        Seq<Link> known = networks.words().get(key);
        if (known == null) {
            known = term.free().size() > 2 ? Array.of(new Link(placed(term, dtype), Kind.MATRIX))
                    : term.factors().isEmpty() && (term.free().isDistinct()) ? Array.of(whole(ones(term, dtype)))
                    : NetworkReduction.open(networks, dtype, term.free(), term.factors())
                    .getOrElse(() -> Array.of(whole(indexed(term))));
            networks.words().put(key, known);
        }
        return known;
    }

    private static Link whole(Expr e) {
        return new Link(e, e.rank() == 1 ? Kind.COLUMN : Kind.MATRIX);
    }

    private Expr ones(TensorTerm term, DType dtype) {
        return networks.intern(Literal.of(new TensorType(dtype, new Shape(term.free().map(networks::size))), 1));
    }

    private Expr indexed(TensorTerm term) {
        return term.free().isDistinct() ? summed(term.free(), term.factors())
                : networks.intern(Expr.apply(new Diag(0), summed(term.free().take(1), term.factors())));
    }

    /** A sum of products by its indices. */
    Expr summed(Ints free, Seq<TensorFactor> factors) {
        StringBuilder equation = new StringBuilder();
        Ints ids = factors.foldLeft(Ints.empty(), (all, f) -> all.concat(f.at()));
        Ints distinct = Ints.of(ids.stream().distinct().toArray());
        for (TensorFactor f : factors) {
            equation.append(equation.isEmpty() ? "" : ",");
            f.at().forEach(i -> equation.append((char) ('a' + distinct.indexOf(i))));
        }
        equation.append("->");
        Ints present = free.filter(distinct::contains);
        present.forEach(i -> equation.append((char) ('a' + distinct.indexOf(i))));
        Expr result = fluxion.core.Einsum.of(equation.toString(), factors.map(f -> f.power() < 0 ? f.of().pow(-1) : f.of()));
        Expr full = present.size() == free.size() ? result : Expr.apply(new Broadcast(new Shape(free.map(networks::size)),
                Ints.range(0, free.size()).filter(i -> distinct.contains(free.get(i)))), result);
        return networks.intern(full);
    }

    /** A tensor of three and more axes: smaller ones, each along its own axes. */
    private Expr placed(TensorTerm term, DType dtype) {
        Ints free = term.free();
        Ints distinct = Ints.of(free.stream().distinct().toArray());
        Shape to = new Shape(free.map(networks::size));
        Seq<Expr> parts = Array.empty();
        Seq<Seq<TensorFactor>> all = networks.parts(term).sortBy(part -> part.map(f -> free.indexOf(f.at().get(0)))
                .filter(at -> at >= 0).min().getOrElse(0)).toArray();
        for (Seq<TensorFactor> part : all) {
            Ints own = distinct.filter(i -> part.exists(f -> f.at().contains(i)));
            Expr of = own.size() > 2 ? summed(own, part) : NetworkReduction.open(networks, dtype, own, part).map(words::expr)
                    .getOrElse(() -> summed(own, part));
            parts = parts.append(spread(of, own.map(free::indexOf), to));
        }
        for (int axis = 0; axis < free.size(); axis++) {
            int first = free.indexOf(free.get(axis));
            if (first < axis) {
                int n = to.dim(axis);
                parts = parts.append(spread(Expr.apply(new Eye(dtype, n, n, 0)), Ints.of(first, axis), to));
            }
        }
        return networks.intern(parts.isEmpty() ? Literal.of(new TensorType(dtype, to), 1)
                : parts.reduce((a, b) -> Expr.apply(Binary.MUL, a, b)));
    }

    private static Expr spread(Expr of, Ints axes, Shape to) {
        Ints order = axes.sorted().map(axes::indexOf);
        Expr sorted = order.isIdentity() ? of : Expr.apply(new Permute(order), of);
        return axes.size() == to.rank() ? sorted : Expr.apply(new Broadcast(to, axes.sorted()), sorted);
    }
}
