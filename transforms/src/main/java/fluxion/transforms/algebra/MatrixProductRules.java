package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.EXACT;
import static fluxion.core.rewrite.Law.REAL;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Cost;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** The algebra of products of tensors: they associate, distribute, and are summed before they are multiplied. */
public final class MatrixProductRules {
    private static final int TERMS = 16;
    private static final int DEPTH = 6;

    private MatrixProductRules() {}

    /** The rules of products of tensors that regroup them. */
    public static Seq<RuleGroup> groups() {
        return Array.of(RuleGroup.whenAny(MatrixProductRules::rules, Dot.class, Broadcast.class));
    }

    private static Seq<Rule> rules() {
        return Array.of(
                new ProceduralRule("dot/zero", "0·x = 0", REAL, "zero absorbs, but for 0·∞ and NaN", Dot.class::isInstance,
                        (node, make) -> node.inputs().exists(Literal::isZero) ? make.literal(node.tensorType(), 0)
                                : Option.none()).cancelling(),
                new ProceduralRule("dot/outer", "(x·yᵀ)·z = x·(yᵀ·z), (x ⊗ y)·z = x ⊗ (y·z)", REAL,
                        "the small product first, and the structure stays",
                        Dot.class::isInstance, (node, make) -> outer(node, 0, make).orElse(() -> outer(node, 1, make))),
                new ProceduralRule("dot/structured-sum", "(D + x·yᵀ)·z = D·z + x·(yᵀ·z)", REAL,
                        "each part is cheaper than the whole",
                        Dot.class::isInstance,
                        (node, make) -> structuredSum(node, 0, make).orElse(() -> structuredSum(node, 1, make))),
                new ProceduralRule("dot/reordered", "f(xᵀ, y)·z = f(x, yᵀ)ᵀ·z", EXACT,
                        "products read their operands in any order",
                        Dot.class::isInstance,
                        (node, make) -> reordered(node, 0, make).orElse(() -> reordered(node, 1, make))),
                new ProceduralRule("dot/common",
                        "A·x + B·x = (A + B)·x, A·x + Aᵀ·x = (A + Aᵀ)·x, where adding first costs less; A·(B·C) "
                        + "+ (A·B)·C = 2·A·B·C", REAL, "one product instead of two",
                        op -> op == Binary.ADD || op == Binary.SUB, MatrixProductRules::common),
                new ProceduralRule("mul/into-outer", "a·(x ⊗ y) = x ⊗ (a·y) for numbers a", REAL, "work on fewer elements",
                        op -> op == Binary.MUL || op == Binary.DIV || op == Unary.NEG, MatrixProductRules::intoOuter),
                new ProceduralRule("sum/dot", "Σᵢ (A·B)ᵢⱼ = (Σᵢ Aᵢₖ)·B, Σ over batches = contraction", REAL,
                        "summed before it is multiplied", Reduce.class::isInstance,
                        MatrixProductRules::sumOfDot),
                new ProceduralRule("diagonal/dot", "diagonal(A·B)ᵢ = Σₖ Aᵢₖ·Bₖᵢ", REAL, "only the diagonal is computed",
                        Diagonal.class::isInstance, MatrixProductRules::diagonalOfDot));
    }

    // ---- outer products ---------------------------------------------------------------------------------------------

    /** A tensor whose axes have names. */
    private record Labelled(Expr e, Ints labels) {
        /** Contracted with another over the labels both have; the free ones of this come first. */
        Labelled times(Labelled other, Make make) {
            Ints common = labels.filter(other.labels::contains);
            Expr product = make.apply(new Dot(Ints.empty(), Ints.empty(), common.map(labels::indexOf),
                    common.map(other.labels::indexOf)), e, other.e);
            return new Labelled(product, labels.filter(l -> !common.contains(l))
                    .concat(other.labels.filter(l -> !common.contains(l))));
        }

        Expr in(Ints order, Make make) {
            Ints permutation = order.map(labels::indexOf);
            return permutation.isIdentity() ? e : make.apply(new Permute(permutation), e);
        }
    }

    /** x ⊗ y, maybe with its axes in another order. */
    private record Outer(Labelled left, Labelled right, Ints labels) {}

    static boolean isOuter(Expr e) {
        return outerOf(e).isDefined();
    }

    private static Option<Outer> outerOf(Expr e) {
        Ints p = e instanceof Apply(Permute(var q), _, _) ? q : Ints.range(0, e.rank());
        Expr at = e instanceof Apply(Permute _, var inputs, _) ? inputs.get(0) : e;
        if (at instanceof Apply(Dot dot, var xy, _) && dot.leftContract().isEmpty() && dot.leftBatch().isEmpty()) {
            int m = xy.get(0).rank();
            return m == 0 || m == at.rank() ? Option.none() : Option.of(new Outer(new Labelled(xy.get(0), Ints.range(0, m)),
                    new Labelled(xy.get(1), Ints.range(m, at.rank())), p));
        }
        return at instanceof Apply(Binary op, var xy, _) && op == Binary.MUL && xy.get(0) instanceof Apply(Broadcast a, var x, _)
                && xy.get(1) instanceof Apply(Broadcast b, var y, _) && !a.axes().isEmpty() && !b.axes().isEmpty()
                && a.added().equals(b.axes()) && b.added().equals(a.axes())
                ? Option.of(new Outer(new Labelled(x.get(0), a.axes()), new Labelled(y.get(0), b.axes()), p)) : Option.none();
    }

    private static Option<Expr> outer(Apply node, int i, Make make) {
        Dot dot = (Dot) node.op();
        Option<Outer> found = dot.leftBatch().isEmpty() && !dot.leftContract().isEmpty() ? outerOf(node.input(i)) : Option.none();
        if (found.isEmpty()) {
            return Option.none();
        }
        Ints labels = found.get().labels();
        Ints contracted = (i == 0 ? dot.leftContract() : dot.rightContract()).map(labels::get);
        Expr y = node.input(1 - i);
        Ints yContract = i == 0 ? dot.rightContract() : dot.leftContract();
        Ints yLabels = Ints.tabulate(y.rank(), k -> yContract.contains(k) ? contracted.get(yContract.indexOf(k)) : 1000 + k);
        Labelled other = new Labelled(y, yLabels);
        Labelled a = found.get().left();
        Labelled b = found.get().right();
        boolean inA = !contracted.forAll(b.labels()::contains);
        boolean inB = !contracted.forAll(a.labels()::contains);
        if (inA && inB && !DiagonalRules.isIdentity(a.e()) && !DiagonalRules.isIdentity(b.e())) {
            return Option.none();
        }
        Labelled product = inA && inB ? DiagonalRules.isIdentity(a.e()) ? b.times(a.times(other, make), make)
                : a.times(b.times(other, make), make)
                : inB ? a.times(b.times(other, make), make) : a.times(other, make).times(b, make);
        Ints free = labels.filter(l -> !contracted.contains(l));
        Ints yFree = yLabels.filter(l -> l >= 1000);
        return Option.of(product.in(i == 0 ? free.concat(yFree) : yFree.concat(free), make));
    }

    private static Option<Expr> intoOuter(Apply node, Make make) {
        if (node.op() == Unary.NEG) {
            return into(node, 0, Unary.NEG, Option.none(), make);
        }
        return number(node.input(1)).isDefined() ? into(node, 0, node.op(), number(node.input(1)), make)
                : node.op() == Binary.MUL && number(node.input(0)).isDefined()
                ? into(node, 1, node.op(), number(node.input(0)), make) : Option.none();
    }

    /** One number, known or not. */
    private static Option<Expr> number(Expr e) {
        return e instanceof Apply(Broadcast b, var inputs, _) && b.axes().isEmpty() ? Option.of(inputs.get(0)) : Option.none();
    }

    private static Option<Expr> into(Apply node, int i, Op op, Option<Expr> number, Make make) {
        Expr x = node.input(i);
        Expr at = x instanceof Apply(Permute _, var inputs, _) ? inputs.get(0) : x;
        if (make.shared(x) || make.shared(at) || !(at instanceof Apply(Dot dot, var operands, _)) || !dot.leftContract().isEmpty()
                || !dot.leftBatch().isEmpty()
                || !operands.forAll(e -> e.shape().size() < node.shape().size())) {
            return Option.none();
        }
        Expr a = operands.get(0);
        Expr b = operands.get(1);
        boolean second = DiagonalRules.isIdentity(a) || !DiagonalRules.isIdentity(b) && b.shape().size() <= a.shape().size();
        Expr small = second ? b : a;
        if (DiagonalRules.isIdentity(small)) {
            return Option.none();
        }
        Expr scaled = number.map(n -> {
            Expr spread = make.spread(n, small.tensorType());
            return op == Binary.MUL ? make.apply(op, spread, small) : make.apply(op, small, spread);
        }).getOrElse(() -> make.apply(op, small));
        Expr product = make.apply(dot, operands.update(second ? 1 : 0, scaled));
        return Option.of(x == at ? product : make.apply(((Apply) x).op(), product));
    }

    // ---- sums of products -------------------------------------------------------------------------------------------

    private static boolean isStructured(Expr e, int depth) {
        return DiagonalRules.isDiagonal(e) || isOuter(e) || depth > 0 && e instanceof Apply sum
                && (sum.op() == Binary.ADD || sum.op() == Binary.SUB || sum.op() == Unary.NEG)
                && sum.inputs().forAll(x -> isStructured(x, depth - 1));
    }

    private static Option<Expr> structuredSum(Apply node, int i, Make make) {
        Dot dot = (Dot) node.op();
        return !dot.leftContract().isEmpty() && dot.leftBatch().isEmpty()
                && node.input(i) instanceof Apply(Binary op, var parts, _)
                && (op == Binary.ADD || op == Binary.SUB) && node.input(i).rank() == 2 && isStructured(node.input(i), DEPTH)
                ? Option.of(make.apply(op, parts.map(part -> make.apply(dot, node.inputs().update(i, part))))) : Option.none();
    }

    private record Summand(boolean minus, Expr of) {
        Option<Apply> dot(Make make) {
            return Coefficients.scaled(of).map(s -> s._2).getOrElse(of) instanceof Apply apply && apply.op() instanceof Dot
                    && !make.shared(apply)
                    ? Option.of(apply) : Option.none();
        }

        double coefficient() {
            return (minus ? -1 : 1) * Coefficients.scaled(of).map(s -> s._1).getOrElse(1.0);
        }
    }

    private static Seq<Summand> summands(Expr e, boolean minus, Make make, int depth) {
        boolean sum = e instanceof Apply apply && (apply.op() == Binary.ADD || apply.op() == Binary.SUB) && depth < DEPTH
                && (depth == 0 || !make.shared(apply));
        if (sum) {
            Apply apply = (Apply) e;
            Seq<Summand> left = summands(apply.input(0), minus, make, depth + 1);
            Seq<Summand> right = summands(apply.input(1), minus ^ (apply.op() == Binary.SUB), make, depth + 1);
            return left.appendAll(right);
        }
        return e instanceof Apply apply && apply.op() == Unary.NEG && !make.shared(apply)
                ? Array.of(new Summand(!minus, apply.input(0)))
                : Array.of(new Summand(minus, e));
    }

    private static Option<Expr> common(Apply node, Make make) {
        Seq<Summand> all = summands(node, false, make, 0);
        if (all.size() > TERMS) {
            return Option.none();
        }
        for (int j = 1; j < all.size(); j++) {
            for (int i = 0; i < j; i++) {
                Option<Apply> a = all.get(i).dot(make);
                Option<Apply> b = all.get(j).dot(make);
                double ratio = all.get(j).coefficient() / all.get(i).coefficient();
                if (a.isDefined() && b.isDefined() && MatrixChain.areEqual(a.get(), b.get())) {
                    double sum = all.get(i).coefficient() + all.get(j).coefficient();
                    int at = i;
                    int gone = j;
                    if (sum != 0 && Double.isFinite(sum)) {
                        return Coefficients.scale(Math.abs(sum), a.get(), make)
                                .flatMap(s -> total(all.update(at, new Summand(sum < 0, s)).removeAt(gone), make));
                    }
                }
                if (a.isDefined() && b.isDefined() && Math.abs(ratio) == 1) {
                    Option<Expr> joined = joined(a.get(), b.get(), ratio < 0, make);
                    if (joined.isDefined()) {
                        double c = all.get(i).coefficient();
                        Option<Expr> scaled = Coefficients.scale(Math.abs(c), joined.get(), make);
                        int at = i;
                        int gone = j;
                        return scaled.flatMap(s -> total(all.update(at, new Summand(c < 0, s)).removeAt(gone), make));
                    }
                }
            }
        }
        return Option.none();
    }

    private static Option<Expr> total(Seq<Summand> parts, Make make) {
        Seq<Summand> ordered = parts.get(0).minus() && parts.exists(p -> !p.minus())
                ? Array.ofAll(parts.filter(p -> !p.minus())).appendAll(parts.filter(Summand::minus)) : parts;
        Expr total = ordered.get(0).minus() ? make.apply(Unary.NEG, ordered.get(0).of()) : ordered.get(0).of();
        for (Summand part : ordered.drop(1)) {
            total = make.apply(part.minus() ? Binary.SUB : Binary.ADD, total, part.of());
        }
        return Option.of(total);
    }

    /** a ± b as one product, where they have an operand in common. */
    private static Option<Expr> joined(Apply a, Apply b, boolean minus, Make make) {
        for (int i = 0; i < 2; i++) {
            Dot p = (Dot) a.op();
            Dot q = (Dot) b.op();
            boolean same = a.input(i) == b.input(i) && a.input(1 - i).rank() == b.input(1 - i).rank()
                    && (i == 0 ? p.leftBatch().equals(q.leftBatch()) && p.leftContract().equals(q.leftContract())
                            : p.rightBatch().equals(q.rightBatch()) && p.rightContract().equals(q.rightContract()));
            if (same) {
                // the one that is read as it lies comes first
                boolean turned = !lies(a, 1 - i) && lies(b, 1 - i);
                Option<Expr> sum = sum(turned ? b : a, turned ? a : b, 1 - i, minus, turned, make);
                if (sum.isDefined()) {
                    return sum;
                }
            }
        }
        return Option.none();
    }

    /** Whether the operand's contracted axes stand next to the other operand. */
    private static boolean lies(Apply node, int i) {
        Dot dot = (Dot) node.op();
        int rank = node.input(i).rank();
        return i == 0 ? dot.leftContract().forAll(axis -> axis >= rank - dot.leftContract().size())
                : dot.rightContract().forAll(axis -> axis < dot.rightContract().size() + dot.rightBatch().size());
    }

    private static Option<Expr> sum(Apply a, Apply b, int i, boolean minus, boolean turned, Make make) {
        Dot p = (Dot) a.op();
        Dot q = (Dot) b.op();
        Expr x = a.input(i);
        Expr y = b.input(i);
        Ints from = i == 0 ? q.leftBatch().concat(q.leftFree(y.rank())).concat(q.leftContract())
                : q.rightBatch().concat(q.rightFree(y.rank())).concat(q.rightContract());
        Ints to = i == 0 ? p.leftBatch().concat(p.leftFree(x.rank())).concat(p.leftContract())
                : p.rightBatch().concat(p.rightFree(x.rank())).concat(p.rightContract());
        Ints permutation = Ints.tabulate(x.rank(), axis -> from.get(to.indexOf(axis)));
        if (!x.shape().dims().equals(y.shape().dims().select(permutation)) || x == y && permutation.isIdentity()) {
            return Option.none();
        }
        double adding = x.shape().size() * (permutation.isIdentity() ? 1 : 1.1);
        if (adding > Cost.of(b) + a.shape().size()) {
            return Option.none();
        }
        Expr moved = permutation.isIdentity() ? y : make.apply(new Permute(permutation), y);
        Expr sum = minus ? turned ? make.apply(Binary.SUB, moved, x) : make.apply(Binary.SUB, x, moved)
                : make.apply(Binary.ADD, x, moved);
        return Option.of(make.apply(p, a.inputs().update(i, sum)));
    }

    // ---- operands as they lie ---------------------------------------------------------------------------------------

    private static Option<Expr> reordered(Apply node, int i, Make make) {
        Expr x = node.input(i);
        if (!(x instanceof Apply apply) || !apply.op().isElementwise() || make.shared(x)) {
            return Option.none();
        }
        Option<Ints> inner = LayoutRules.reordering(apply, DEPTH);
        if (inner.isEmpty()) {
            return Option.none();
        }
        Ints q = inner.get();
        Ints p = q.inverse();
        Dot dot = (Dot) node.op();
        Ints places = q.select(i == 0 ? dot.leftFree(q.size()) : dot.rightFree(q.size()));
        return places.equals(places.sorted()) && LayoutRules.added(x, p, make, DEPTH) < 0
                ? Option.of(make.apply(node.op(), node.inputs()
                .update(i, make.apply(new Permute(q), LayoutRules.pushed(apply, new Permute(p), make))))) : Option.none();
    }

    // ---- sums and diagonals -----------------------------------------------------------------------------------------

    private static Option<Expr> sumOfDot(Apply node, Make make) {
        Reduce reduce = (Reduce) node.op();
        if (reduce.kind() != Reduce.Kind.SUM || !(node.input(0) instanceof Apply(Dot dot, var operands, _))
                || make.shared(node.input(0))) {
            return Option.none();
        }
        Expr a = operands.get(0);
        Expr b = operands.get(1);
        int batch = dot.leftBatch().size();
        Ints leftFree = dot.leftFree(a.rank());
        Ints rightFree = dot.rightFree(b.rank());
        Ints summedLeft = leftFree.select(reduce.axes().filter(axis -> axis >= batch && axis < batch + leftFree.size())
                .map(axis -> axis - batch));
        Ints summedRight = rightFree.select(reduce.axes().filter(axis -> axis >= batch + leftFree.size())
                .map(axis -> axis - batch - leftFree.size()));
        Ints contracted = reduce.axes().filter(axis -> axis < batch);
        Ints kept = Ints.range(0, batch).without(contracted);
        Expr left = summedLeft.isEmpty() ? a : make.apply(new Reduce(Reduce.Kind.SUM, summedLeft.sorted()), a);
        Expr right = summedRight.isEmpty() ? b : make.apply(new Reduce(Reduce.Kind.SUM, summedRight.sorted()), b);
        Ints l = Ints.range(0, a.rank()).without(summedLeft);
        Ints r = Ints.range(0, b.rank()).without(summedRight);
        return Option.of(make.apply(new Dot(dot.leftBatch().select(kept).map(l::indexOf),
                dot.rightBatch().select(kept).map(r::indexOf),
                dot.leftContract().concat(dot.leftBatch().select(contracted)).map(l::indexOf),
                dot.rightContract().concat(dot.rightBatch().select(contracted)).map(r::indexOf)), left, right));
    }

    private static Option<Expr> diagonalOfDot(Apply node, Make make) {
        return node.input(0) instanceof Apply(Dot dot, var operands, _) && ((Diagonal) node.op()).offset() == 0
                && dot.leftBatch().isEmpty()
                && node.input(0).rank() == 2 && dot.leftFree(operands.get(0).rank()).size() == 1
                && node.input(0).shape().dim(0) == node.input(0).shape().dim(1) && !make.shared(node.input(0))
                ? Option.of(make.apply(new Dot(dot.leftFree(operands.get(0).rank()), dot.rightFree(operands.get(1).rank()),
                        dot.leftContract(), dot.rightContract()),
                        operands)) : Option.none();
    }
}
