package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.transforms.reading.Link.Kind;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Builds products of matrices and vectors from their factors in a row. */
final class Words {
    private final Networks networks;

    Words(Networks networks) {
        this.networks = networks;
    }

    /** The product: a scalar from a row to a column, a vector to a column, a vector from a row, else a matrix. */
    Expr expr(Seq<Link> word) {
        boolean row = word.head().is(Kind.ROW);
        boolean column = word.last().is(Kind.COLUMN);
        int outer = outer(word);
        return networks.intern(row && column && outer < 0 ? scalar(word) : outer >= 0 ? outer(word, outer)
                : column ? vector(word) : row ? vector(Link.turned(word, networks)) : matrix(word));
    }

    /** Where a column stands before a row. */
    private static int outer(Seq<Link> word) {
        for (int i = 0; i + 1 < word.size(); i++) {
            if (word.get(i).is(Kind.COLUMN)) {
                return i;
            }
        }
        return -1;
    }

    private Expr outer(Seq<Link> word, int at) {
        Expr left = vector(word.take(at + 1));
        Expr product = Expr.apply(new Dot(Ints.empty(), Ints.empty(), Ints.empty(), Ints.empty()), left, word.get(at + 1).of());
        for (Link link : word.drop(at + 2)) {
            product = next(product, link);
        }
        return product;
    }

    private Expr scalar(Seq<Link> word) {
        Expr first = word.head().of();
        Expr last = word.last().of();
        if (isOnes(first)) {
            return total(vector(word.tail()));
        }
        if (isOnes(last)) {
            return total(vector(Link.turned(word.init(), networks)));
        }
        return first.matmul(vector(word.tail()));
    }

    static boolean isOnes(Expr vector) {
        return vector.rank() == 1 && Literal.value(vector).exists(v -> v == 1);
    }

    private static Expr total(Expr vector) {
        return Expr.apply(new Reduce(Reduce.Kind.SUM, Ints.of(0)), vector);
    }

    private Expr vector(Seq<Link> word) {
        Expr product = word.last().of();
        for (Link link : word.init().reverse()) {
            product = switch (link.kind()) {
                case MATRIX -> link.of().matmul(product);
                case TRANSPOSED -> transposed(link.of()).matmul(product);
                case DIAGONAL -> Expr.apply(Binary.MUL, link.of(), product);
                case COLUMN, ROW -> throw new IllegalStateException("a vector inside a product");
            };
        }
        return product;
    }

    Expr transposed(Expr matrix) {
        return networks.intern(Expr.apply(new Permute(Ints.of(1, 0)), matrix));
    }

    private Expr matrix(Seq<Link> word) {
        Expr product = single(word.head());
        boolean diagonal = word.head().is(Kind.DIAGONAL);
        for (Link link : word.tail()) {
            if (diagonal && !link.is(Kind.DIAGONAL)) {
                Expr next = single(link);
                product = Expr.apply(Binary.MUL, spread(product, 0, next.shape()), next);
            } else if (diagonal) {
                product = Expr.apply(Binary.MUL, product, link.of());
            } else {
                product = next(product, link);
            }
            diagonal &= link.is(Kind.DIAGONAL);
        }
        return diagonal ? Expr.apply(new Diag(0), product) : product;
    }

    private Expr next(Expr product, Link link) {
        return link.is(Kind.DIAGONAL) ? Expr.apply(Binary.MUL, product, spread(link.of(), 1, product.shape()))
                : product.matmul(single(link));
    }

    private Expr single(Link link) {
        return link.is(Kind.TRANSPOSED) ? transposed(link.of()) : link.of();
    }

    private static Expr spread(Expr vector, int axis, Shape to) {
        return Expr.apply(new Broadcast(to, Ints.of(axis)), vector);
    }

    /** tr of a product in a row. */
    Expr trace(Seq<Link> word) {
        return networks.intern(total(Expr.apply(new Diagonal(0), matrix(word))));
    }

    /** Elements multiplied; reciprocals below, equal ones as powers. */
    Expr elementwise(Seq<Expr> factors) {
        Seq<Expr> distinct = factors.distinctBy(System::identityHashCode);
        Seq<Expr> over = Array.empty();
        Seq<Expr> under = Array.empty();
        for (Expr factor : distinct) {
            int times = factors.count(f -> f == factor);
            if (factor instanceof Apply(Power(int n), var of, _) && n == -1) {
                under = under.append(times == 1 ? of.get(0) : of.get(0).pow(times));
            } else {
                over = over.append(times == 1 ? factor : factor.pow(times));
            }
        }
        // variables before what was computed of them, and sums last, read better
        over = over.filter(Words::isVariable).appendAll(over.filter(f -> !isVariable(f) && !isSum(f)))
                .appendAll(over.filter(Words::isSum));
        if (under.isEmpty()) {
            return networks.intern(over.reduce((a, b) -> Expr.apply(Binary.MUL, a, b)));
        }
        Expr below = under.reduce((a, b) -> Expr.apply(Binary.MUL, a, b));
        return networks.intern(over.isEmpty() ? below.pow(-1)
                : Expr.apply(Binary.DIV, over.reduce((a, b) -> Expr.apply(Binary.MUL, a, b)), below));
    }

    /** A variable or a power of one. */
    private static boolean isVariable(Expr e) {
        return e instanceof Var || e instanceof Apply(Power _, var of, _) && of.get(0) instanceof Var;
    }

    private static boolean isSum(Expr e) {
        return e instanceof Apply a && (a.op() == Binary.ADD || a.op() == Binary.SUB);
    }

    /** Ones, n of them. */
    Expr ones(Expr like, int n) {
        return networks.intern(Literal.of(TensorType.of(like.dtype(), n), 1));
    }
}
