package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.REAL;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diag;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Op;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Slice;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Cost;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Matrices that are zero but on a few diagonals: the second derivatives of functions of neighbours. They are kept as one
 * vector for each diagonal, diag(v) + diag(w, 1) + diag(w, −1), through slices, pads and products with diagonal matrices.
 */
public final class BandRules {
    private static final int MOST = 12;
    private static final int DEPTH = 12;

    private BandRules() {}

    /** The rule of matrices with few diagonals. */
    public static Seq<RuleGroup> groups() {
        return Array.of(RuleGroup.whenAny(BandRules::rules, Pad.class, Dot.class, Permute.class, Diag.class, Eye.class));
    }

    private static Seq<Rule> rules() {
        return Array.of(new ProceduralRule("sum/bands", "pad(eye·diag(v)) + pad(diag(w)) + … = diag(v′) + diag(w′, 1) + …", REAL,
                "a vector for each diagonal",
                op -> op == Binary.ADD || op == Binary.SUB || op == Binary.MUL || op instanceof Dot || op instanceof Pad
                        || op instanceof Permute, BandRules::collected));
    }

    /** v at [row + i, column + i]; ones where there is no v. */
    private record Band(int row, int column, int length, Option<Expr> v, double coefficient) {
        Band times(Expr w, int start, Make make) {
            Expr part = slice(w, start, start + length, make);
            return new Band(row, column, length, Option.of(v.map(x -> make.apply(Binary.MUL, x, part)).getOrElse(part)),
                    coefficient);
        }

        Band scaled(double c) {
            return new Band(row, column, length, v, c * coefficient);
        }

        Band moved(int rows, int columns) {
            return new Band(row + rows, column + columns, length, v, coefficient);
        }

        Option<Expr> vector(DType dtype, Make make) {
            return v.flatMap(x -> Coefficients.scale(coefficient, x, make))
                    .orElse(() -> make.literal(TensorType.of(dtype, length), coefficient));
        }
    }

    private static Expr slice(Expr w, int from, int to, Make make) {
        return from == 0 && to == w.shape().dim(0) ? w : make.apply(new Slice(Ints.of(from), Ints.of(to), Ints.of(1)), w);
    }

    private static Option<Expr> collected(Apply node, Make make) {
        if (node.rank() != 2 || !MatrixChain.isSquare(node) || !node.dtype().isFloat() || node.shape().dim(0) < 2) {
            return Option.none();
        }
        List<Apply> inside = new ArrayList<>();
        Option<Seq<Band>> read = read(node, Make.PLAIN, inside, DEPTH);
        // sums of whole diagonals, each once, are what this makes
        Seq<Integer> offsets = Array.ofAll(inside).filter(a -> a.op() instanceof Diag).distinctBy(System::identityHashCode)
                .map(a -> ((Diag) a.op()).offset());
        if (read.isEmpty() || read.get().isEmpty() || offsets.distinct().size() == offsets.size()
                && inside.stream().noneMatch(a -> a.op() instanceof Pad || a.op() instanceof Eye eye
                && (eye.rows() != eye.columns() || eye.offset() != 0))) {
            return Option.none();
        }
        int n = node.shape().dim(0);
        TreeMap<Integer, Expr> diagonals = new TreeMap<>((a, b) -> Math.abs(a) != Math.abs(b)
                ? Integer.compare(Math.abs(a), Math.abs(b)) : Integer.compare(b, a));
        Option<Seq<Band>> bands = merged(read(node, make, new ArrayList<>(), DEPTH).get(), node.dtype(), make);
        if (bands.isEmpty()) {
            return Option.none();
        }
        for (Band band : bands.get()) {
            int start = Math.min(band.row(), band.column());
            int length = n - Math.abs(band.column() - band.row());
            Option<Expr> v = band.vector(node.dtype(), make);
            Option<Expr> zero = make.literal(TensorType.scalar(node.dtype()), 0);
            if (v.isEmpty() || zero.isEmpty()) {
                return Option.none();
            }
            Expr whole = band.length() == length ? v.get()
                    : make.apply(new Pad(Ints.of(start), Ints.of(length - start - band.length()), Ints.of(0)), v.get(),
                    zero.get());
            diagonals.merge(band.column() - band.row(), whole, (a, b) -> make.apply(Binary.ADD, a, b));
        }
        double work = (double) n * n * (2 * diagonals.size() - 1);
        if (work > Array.ofAll(inside).distinctBy(System::identityHashCode).filter(a -> a == node || !make.shared(a))
                .map(Cost::of).sum().doubleValue()) {
            return Option.none();
        }
        Option<Expr> total = Option.none();
        for (var diagonal : diagonals.entrySet()) {
            Expr matrix = make.apply(new Diag(diagonal.getKey()), diagonal.getValue());
            total = Option.of(total.map(sum -> make.apply(Binary.ADD, sum, matrix)).getOrElse(matrix));
        }
        return total;
    }

    private static Option<Seq<Band>> read(Expr e, Make make, List<Apply> inside, int depth) {
        if (!(e instanceof Apply apply) || depth == 0 || e.rank() != 2 || Literal.value(e).isDefined()) {
            return Option.none();
        }
        inside.add(apply);
        Option<Seq<Band>> found = switch (apply.op()) {
            case Eye(_, int rows, int columns, int offset) -> {
                int r = Math.max(0, -offset);
                int c = Math.max(0, offset);
                int length = Math.min(rows - r, columns - c);
                yield Option.when(length > 0, () -> Array.of(new Band(r, c, length, Option.none(), 1)));
            }
            case Diag(int k) -> Option.of(parts(apply.input(0), DEPTH).map(b -> b.moved(Math.max(0, -k), Math.max(0, k))));
            case Pad pad when Literal.isZero(apply.input(1)) && pad.interior().forAll(i -> i == 0) ->
                    read(apply.input(0), make, inside, depth - 1)
                            .map(bands -> bands.map(b -> b.moved(pad.low().get(0), pad.low().get(1))));
            case Permute(var p) when p.equals(Ints.of(1, 0)) -> read(apply.input(0), make, inside, depth - 1)
                    .map(bands -> bands.map(b -> new Band(b.column(), b.row(), b.length(), b.v(), b.coefficient())));
            case Unary op when op == Unary.NEG -> read(apply.input(0), make, inside, depth - 1)
                    .map(bands -> bands.map(b -> b.scaled(-1)));
            case Binary op when op == Binary.ADD || op == Binary.SUB -> read(apply.input(0), make, inside, depth - 1).flatMap(a ->
                    read(apply.input(1), make, inside, depth - 1)
                            .map(b -> a.appendAll(op == Binary.ADD ? b : b.map(x -> x.scaled(-1)))));
            case Binary op when op == Binary.MUL -> product(apply, 0, make, inside, depth)
                    .orElse(() -> product(apply, 1, make, inside, depth));
            case Dot dot when dot.equals(new Dot(Ints.empty(), Ints.empty(), Ints.of(1), Ints.of(0))) -> diagonal(apply.input(1))
                    .flatMap(w -> read(apply.input(0), make, inside, depth - 1)
                    .map(bands -> bands.map(b -> b.times(w, b.column(), make))))
                    .orElse(() -> diagonal(apply.input(0))
                            .flatMap(w -> read(apply.input(1), make, inside, depth - 1)
                            .map(bands -> bands.map(b -> b.times(w, b.row(), make)))));
            case Op _ -> Option.none();
        };
        return found.filter(bands -> bands.size() <= MOST);
    }

    /** A sum of vectors between zeros, each as a band from [0, 0] on. */
    private static Seq<Band> parts(Expr v, int depth) {
        if (depth > 0 && v instanceof Apply(Binary op, var xy, _) && (op == Binary.ADD || op == Binary.SUB)
                && xy.forAll(x -> isPadded(x, depth - 1))) {
            return parts(xy.get(0), depth - 1)
                    .appendAll(parts(xy.get(1), depth - 1).map(b -> op == Binary.ADD ? b : b.scaled(-1)));
        }
        if (isPadded(v, 0)) {
            Apply pad = (Apply) v;
            int low = ((Pad) pad.op()).low().get(0);
            return Array.of(new Band(low, low, pad.input(0).shape().dim(0), Option.of(pad.input(0)), 1));
        }
        return Array.of(new Band(0, 0, v.shape().dim(0), Option.of(v), 1));
    }

    private static boolean isPadded(Expr v, int depth) {
        return v instanceof Apply(Pad pad, var of, _) && Literal.isZero(of.get(1)) && pad.interior().get(0) == 0
                || depth > 0 && v instanceof Apply sum && (sum.op() == Binary.ADD || sum.op() == Binary.SUB)
                && sum.inputs().forAll(x -> isPadded(x, depth - 1));
    }

    /** Parts at the same places added. */
    private static Option<Seq<Band>> merged(Seq<Band> bands, DType dtype, Make make) {
        java.util.LinkedHashMap<Ints, Expr> sums = new java.util.LinkedHashMap<>();
        for (Band band : bands) {
            Option<Expr> v = band.vector(dtype, make);
            if (v.isEmpty()) {
                return Option.none();
            }
            sums.merge(Ints.of(band.row(), band.column(), band.length()), v.get(), (a, b) -> make.apply(Binary.ADD, a, b));
        }
        return Option.of(Array.ofAll(sums.entrySet())
                .map(e -> new Band(e.getKey().get(0), e.getKey().get(1), e.getKey().get(2), Option.of(e.getValue()), 1)));
    }

    private static Option<Expr> diagonal(Expr e) {
        return e instanceof Apply(Diag(int k), var of, _) && k == 0 && of.get(0).rank() == 1 ? Option.of(of.get(0))
                : Option.none();
    }

    /** Scaled by a number, or row by row, or column by column. */
    private static Option<Seq<Band>> product(Apply apply, int i, Make make, List<Apply> inside, int depth) {
        Expr factor = apply.input(1 - i);
        Option<Double> number = Literal.value(factor);
        if (number.isDefined()) {
            return !Double.isFinite(number.get()) ? Option.none()
                    : read(apply.input(i), make, inside, depth - 1).map(bands -> bands.map(b -> b.scaled(number.get())));
        }
        return factor instanceof Apply(Broadcast b, var w, _) && b.axes().size() == 1
                ? read(apply.input(i), make, inside, depth - 1)
                .map(bands ->
                bands.map(x -> x.times(w.get(0), b.axes().get(0) == 0 ? x.row() : x.column(), make))) : Option.none();
    }
}
