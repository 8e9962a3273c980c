package fluxion.core.rewrite;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diag;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Unary;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A tensor read by its elements, as one writes with indices: a product of elements of factors, summed over some indices, and
 * zero where indices differ that must agree, (Σₘ Aₘᵢ·wₘⱼ·Aₘₖ·δⱼₗ)ᵢⱼₖₗ. Products of tensors, repetitions, reorderings, sums over
 * axes, identity and diagonal matrices are read; everything else, and all matrices that are no structure, are factors.
 *
 * @param free the index of each axis of the tensor; the same one for axes on which only the diagonal is not zero
 * @param factors what is multiplied
 * @param coefficient a number before the product, with how often it is counted by sums over indices that stand in no factor
 * @param sizes how many values each index has
 * @param inside the nodes that were read through
 */
public record IndexedProduct(Ints free, Seq<Factor> factors, double coefficient, Ints sizes, Seq<Apply> inside) {
    /** The most factors that are distinguished. */
    private static final int FACTORS = 8;
    private static final int DEPTH = 24;

    /**
     * A factor.
     *
     * @param of a tensor
     * @param indices of its axes
     */
    public record Factor(Expr of, Ints indices) {}

    /** The tensor by its elements; {@code open} says which products and sums inside may be taken apart. */
    public static IndexedProduct of(Expr e, Predicate<Apply> open) {
        return new Reader(e, open).read();
    }

    /** The indices that are summed over. */
    public Ints summed() {
        return Ints.from(factors.flatMap(f -> Array.ofAll(f.indices())).distinct().filter(i -> !free.contains(i)));
    }

    /** Whether some axes agree. */
    public boolean hasPairs() {
        return !free.isDistinct();
    }

    /** Whether a node only places, repeats or reorders elements. */
    public static boolean isStructure(Apply node) {
        return switch (node.op()) {
            case Permute _, Broadcast _ -> true;
            case Eye(_, int rows, int columns, int offset) -> rows == columns && offset == 0;
            case Diag(int offset) -> offset == 0;
            case Reshape(Shape to) -> isBlocks(to, node) || isUnit(to, node.input(0).shape());
            case Op _ -> false;
        };
    }

    /** A diagonal over flattened axes that was given its axes again. */
    private static boolean isBlocks(Shape to, Apply node) {
        int dims = to.rank() / 2;
        return to.rank() % 2 == 0 && dims > 1 && to.dims().take(dims).equals(to.dims().drop(dims))
                && diagonal(node.input(0)) instanceof Apply;
    }

    private static Object diagonal(Expr e) {
        return e instanceof Apply(Diag(int offset), var of, _) && offset == 0 && of.get(0).rank() == 1 ? e : "";
    }

    /** Whether only axes of length one come or go. */
    private static boolean isUnit(Shape to, Shape from) {
        return to.dims().filter(d -> d != 1).equals(from.dims().filter(d -> d != 1));
    }

    /** The state of one reading. */
    private static final class Reader {
        private final Expr root;
        private final Predicate<Apply> open;
        private final List<Integer> same = new ArrayList<>();
        private final List<Integer> sizes = new ArrayList<>();
        private final List<Factor> factors = new ArrayList<>();
        private final List<Apply> inside = new ArrayList<>();
        private double coefficient = 1;

        Reader(Expr root, Predicate<Apply> open) {
            this.root = root;
            this.open = open;
        }

        IndexedProduct read() {
            Ints free = root.shape().dims().map(this::fresh);
            read(root, free, 0);
            factors.replaceAll(f -> new Factor(f.of(), f.indices().map(this::find)));
            Ints result = free.map(this::find);
            return new IndexedProduct(result, Array.ofAll(factors), coefficient * repetitions(result), Ints.from(sizes),
                    Array.ofAll(inside));
        }

        /** How often sums count each product: an index that is summed over and stands in no factor counts its length. */
        private double repetitions(Ints free) {
            double times = 1;
            for (int index = 0; index < same.size(); index++) {
                int at = index;
                if (find(at) == at && !free.contains(at) && factors.stream().noneMatch(f -> f.indices().contains(at))) {
                    times *= sizes.get(at);
                }
            }
            return times;
        }

        private int fresh(int size) {
            same.add(same.size());
            sizes.add(size);
            return same.size() - 1;
        }

        private int find(int index) {
            int at = index;
            while (same.get(at) != at) {
                at = same.get(at);
            }
            return at;
        }

        private void agree(int a, int b) {
            int p = find(a);
            int q = find(b);
            same.set(Math.max(p, q), Math.min(p, q));
        }

        private void read(Expr e, Ints indices, int depth) {
            var number = Literal.value(e);
            if (number.isDefined()) {
                coefficient *= number.get();
                return;
            }
            if (!(e instanceof Apply apply) || depth > DEPTH || factors.size() >= FACTORS || !opens(apply, depth)) {
                factors.add(new Factor(e, indices));
                return;
            }
            inside.add(apply);
            switch (apply.op()) {
                case Permute(var p) -> read(apply.input(0), indices.select(p.inverse()), depth + 1);
                case Broadcast b -> read(apply.input(0), indices.select(b.axes()), depth + 1);
                case Eye _ -> agree(indices.get(0), indices.get(1));
                case Diag _ -> {
                    int r = indices.size();
                    agree(indices.get(r - 2), indices.get(r - 1));
                    read(apply.input(0), indices.take(r - 1), depth + 1);
                }
                case Reshape(Shape to) -> reshape(to, apply, indices, depth);
                case Unary _ -> {
                    coefficient = -coefficient;
                    read(apply.input(0), indices, depth + 1);
                }
                case Binary _ -> apply.inputs().forEach(input -> read(input, indices, depth + 1));
                case Reduce reduce -> {
                    Ints kept = Ints.range(0, apply.input(0).rank()).without(reduce.axes());
                    read(apply.input(0), Ints.tabulate(apply.input(0).rank(), axis -> reduce.axes().contains(axis)
                            ? fresh(apply.input(0).shape().dim(axis)) : indices.get(kept.indexOf(axis))), depth + 1);
                }
                case Dot dot -> product(dot, apply, indices, depth);
                case Op op -> throw new IllegalStateException(op.label());
            }
        }

        private void reshape(Shape to, Apply apply, Ints indices, int depth) {
            if (isBlocks(to, apply)) {
                int dims = indices.size() / 2;
                Ints.range(0, dims).forEach(d -> agree(indices.get(d), indices.get(dims + d)));
                Apply diagonal = (Apply) apply.input(0);
                inside.add(diagonal);
                Shape once = new Shape(to.dims().take(dims));
                Expr v = diagonal.input(0);
                Expr whole = v instanceof Apply(Reshape _, var of, _) && of.get(0).shape().equals(once) ? of.get(0)
                        : Apply.of(new Reshape(once), Array.of(v));
                read(whole, indices.take(dims), depth + 1);
                return;
            }
            Ints wide = Ints.range(0, to.rank()).filter(axis -> to.dim(axis) != 1).map(indices::get);
            Shape from = apply.input(0).shape();
            Ints axes = Ints.range(0, from.rank()).filter(axis -> from.dim(axis) != 1);
            read(apply.input(0), Ints.tabulate(from.rank(), axis -> from.dim(axis) == 1 ? fresh(1)
                    : wide.get(axes.indexOf(axis))), depth + 1);
        }

        private void product(Dot dot, Apply apply, Ints indices, int depth) {
            int m = apply.input(0).rank();
            int n = apply.input(1).rank();
            int[] left = new int[m];
            int[] right = new int[n];
            int next = 0;
            for (int i = 0; i < dot.leftBatch().size(); i++, next++) {
                left[dot.leftBatch().get(i)] = indices.get(next);
                right[dot.rightBatch().get(i)] = indices.get(next);
            }
            for (int axis : dot.leftFree(m)) {
                left[axis] = indices.get(next++);
            }
            for (int axis : dot.rightFree(n)) {
                right[axis] = indices.get(next++);
            }
            for (int i = 0; i < dot.leftContract().size(); i++) {
                int index = fresh(apply.input(0).shape().dim(dot.leftContract().get(i)));
                left[dot.leftContract().get(i)] = index;
                right[dot.rightContract().get(i)] = index;
            }
            read(apply.input(0), Ints.of(left), depth + 1);
            read(apply.input(1), Ints.of(right), depth + 1);
        }

        /** Matrices that are no structure are factors by themselves. */
        private boolean opens(Apply apply, int depth) {
            if (isStructure(apply)) {
                return true;
            }
            boolean whole = depth == 0 || apply.rank() > 2;
            return switch (apply.op()) {
                case Unary op -> op == Unary.NEG && open.test(apply);
                case Binary op -> op == Binary.MUL
                        && (whole || apply.inputs().exists(x -> Literal.value(x).isDefined() || isRepeated(x)))
                        && open.test(apply);
                case Reduce reduce -> reduce.kind() == Reduce.Kind.SUM && (whole || apply.input(0).rank() > 2)
                        && open.test(apply);
                case Dot dot -> (whole || dot.leftContract().isEmpty() && dot.leftBatch().isEmpty()
                        || apply.inputs().exists(x -> x.rank() > 2)) && open.test(apply);
                case Op _ -> false;
            };
        }

        private static boolean isRepeated(Expr x) {
            return x instanceof Apply(Broadcast _, _, _);
        }
    }
}
