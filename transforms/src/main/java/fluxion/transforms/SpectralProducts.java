package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.LinearAlgebra;
import fluxion.ops.Rules;
import fluxion.ops.linalg.MatrixFunctions;
import fluxion.ops.linalg.SpectralRules;
import fluxion.transforms.SpectralPart.Pairs;
import fluxion.transforms.SpectralPart.Total;
import fluxion.transforms.SpectralPart.Values;
import fluxion.transforms.SpectralPart.Vectors;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * Tangents of products in which eigenvectors, or singular vectors, meet over the axis of their values: B·V·diag(d)·Vᵀ·C and
 * the like. Where values coincide the vectors are one basis among many and have no tangent, but such a product is the same
 * for all of them, and has one. So, while tangents are pushed, every node is followed that is linear in the vectors (what
 * became of their axis, and by which numbers it was scaled) or a function of the values (its slope in each of them, and how it
 * is made of each), see {@link SpectralSteps}. Where two meet, the tangent is that of vectors and values that stand still, and
 * what their motion adds: with V·diag(f(w))·Vᵀ = f(A) it is the derivative of f(A) between what stands on either side, an
 * operation that knows its own derivatives ({@link MatrixFunctions}); for singular vectors see {@link SpectralRules}.
 */
final class SpectralProducts {
    /** What each node is, or each of its results. */
    private final Map<Apply, Seq<SpectralPart>> parts = new NodeMap<>();

    /** Of equal decompositions the first one, which stands for all. */
    private final Map<Apply, Apply> decompositions = new HashMap<>();

    /** What stands for a value in curves. */
    private final Var doubles = new Var("w", TensorType.scalar(DType.F64));
    private final Var singles = new Var("w", TensorType.scalar(DType.F32));

    /** Whether there is anything to find out about a node. */
    boolean concern(Apply y) {
        return isDecomposition(y) || !parts.isEmpty() && y.inputs().exists(x -> known(x).isDefined());
    }

    /** The tangents of a node, where it is such a product; else takes note of what the node is. */
    Option<Seq<Option<Expr>>> tangents(Apply y, Function<Expr, Option<Expr>> tangent) {
        if (isDecomposition(y)) {
            if (tangent.apply(y.input(0)).isDefined()) {
                note(y);
            }
            return Option.none();
        }
        SpectralSteps steps = new SpectralSteps(this::known, tangent);
        Option<Seq<Option<Expr>>> closed = closed(y, steps, tangent).map(Array::of);
        SpectralPart part = closed.isDefined() ? new Total() : steps.follow(y);
        parts.put(y, y.results().map(_ -> part));
        return closed;
    }

    private static boolean isDecomposition(Apply y) {
        return y.op() instanceof LinearAlgebra.Eigh || y.op() instanceof LinearAlgebra.Svd;
    }

    private Var place(Apply of) {
        return SpectralPart.values(of).dtype() == DType.F64 ? doubles : singles;
    }

    private void note(Apply each) {
        Apply y = decompositions.computeIfAbsent(each, x -> x);
        Expr w = SpectralPart.values(y);
        int rank = w.rank();
        Ints batch = Ints.range(0, rank - 1);
        int n = SpectralPart.count(y);
        Values values = new Values(y, batch, rank - 1, 0, n, Option.of(Literal.of(w.tensorType(), 1)),
                Option.of(SpectralCurve.of(place(y))), Option.none());
        Vectors left = new Vectors(y, true, batch, rank, 0, n, x -> x, Option.none(), Option.none());
        Vectors right = new Vectors(y, false, batch, rank - 1, 0, n, x -> x, Option.none(), Option.none());
        parts.put(each, SpectralPart.isSvd(y) ? Array.of(left, values, right) : Array.of(values, left));
    }

    private Option<SpectralPart> known(Expr x) {
        return switch (x) {
            case Result(Apply of, int index, _) -> Option.of(parts.get(of)).map(all -> all.get(index));
            case Apply y -> Option.of(parts.get(y)).map(Seq::head);
            default -> Option.none();
        };
    }

    // ---- where vectors meet ---------------------------------------------------------------------------------------------------

    /** The tangent of a node in which vectors meet, itself absent where zero. */
    private Option<Option<Expr>> closed(Apply y, SpectralSteps steps, Function<Expr, Option<Expr>> tangent) {
        if (y.op() instanceof Dot op && known(y.input(0)).getOrNull() instanceof Vectors a && known(y.input(1))
                .getOrNull() instanceof Vectors b && meet(op, a, b)) {
            return Option.of(sum(steps.still(y), moving(a, b, tangent, (x, z) -> Expr.apply(op, x, z))));
        }
        return steps.summed(y).map(p -> sum(p.still(), moving(p.left(), p.right(), tangent, p.steps())));
    }

    private static boolean meet(Dot op, Vectors a, Vectors b) {
        int at = op.leftContract().indexOf(a.axis());
        return a.of() == b.of() && a.from() == b.from() && a.to() == b.to() && at >= 0 && op.rightContract().get(at) == b.axis()
                && Array.range(0, a.batch().size()).forAll(i -> op.leftBatch().contains(a.batch().get(i))
                        && op.rightBatch().get(op.leftBatch().indexOf(a.batch().get(i))) == b.batch().get(i));
    }

    private static Option<Expr> sum(Option<Expr> a, Option<Expr> b) {
        return a.isDefined() && b.isDefined() ? Option.of(a.get().plus(b.get())) : a.orElse(b);
    }

    /** What moving vectors and values add to the tangent of their product, which is linear in both vectors. */
    private Option<Expr> moving(Vectors a, Vectors b, Function<Expr, Option<Expr>> tangent, BinaryOperator<Expr> product) {
        Apply of = a.of();
        Expr t = tangent.apply(of.input(0)).get();
        Option<SpectralScale> scales = a.scale().isDefined() && b.scale().isDefined()
                ? Option.of(a.scale().get().times(b.scale().get())) : a.scale().orElse(b.scale());
        boolean whole = a.from() == 0 && a.to() == SpectralPart.count(of);
        SpectralScale one = SpectralScale.of(of, 1);
        if (scales.isEmpty() && whole && a.left() == b.left()) {
            // V·Vᵀ and U·Uᵀ are what they are however vectors turn among themselves
            return SpectralPart.isSvd(of) ? beyond(a, b, t, one, product) : Option.none();
        }
        SpectralScale d = scales.getOrElse(one).among(of, a.from(), a.to());
        if (!SpectralPart.isSvd(of) && d.curve().isDefined()) {
            SpectralCurve f = d.curve().get();
            Expr derivative = MatrixFunctions.derivative(f.fn(place(of)), of.input(0), t, f.sources(false), f.sources(true),
                    Transforms.THROUGH);
            return Option.of(product.apply(a.steps().apply(derivative), b.steps().apply(identity(of))));
        }
        Expr between = SpectralPart.isSvd(of) ? SpectralRules.singular(of, t, d.value(), d.slope(), a.left(), b.left())
                : SpectralRules.eigen(of, t, d.value(), d.slope());
        Option<Expr> turned = Option.of(product.apply(turned(a, between), b.whole()));
        return SpectralPart.isSvd(of) ? sum(turned, beyond(a, b, t, d, product)) : turned;
    }

    private static Option<Expr> beyond(Vectors a, Vectors b, Expr t, SpectralScale d, BinaryOperator<Expr> product) {
        return sum(SpectralRules.beyond(a.of(), t, d.value(), d.slope(), a.left())
                .map(x -> product.apply(a.steps().apply(x), b.whole())),
                SpectralRules.beyond(a.of(), t, d.value(), d.slope(), b.left())
                        .map(x -> product.apply(a.whole(), b.steps().apply(x))));
    }

    private static Expr identity(Apply eigh) {
        TensorType type = SpectralPart.vectors(eigh, true).tensorType();
        Expr one = Expr.apply(new Eye(type.dtype(), SpectralPart.count(eigh), SpectralPart.count(eigh), 0));
        return type.rank() == 2 ? one : Expr.apply(new Broadcast(type.shape(), Ints.range(type.rank() - 2, type.rank())), one);
    }

    /** The vectors times a matrix, along the axis of their values. */
    private static Expr turned(Vectors v, Expr matrix) {
        Expr whole = v.whole();
        int n = v.batch().size();
        Expr product = Expr.apply(new Dot(v.batch(), Ints.range(0, n), Ints.of(v.axis()), Ints.of(n)), whole, matrix);
        Ints places = v.batch().concat(Ints.range(0, whole.rank()).without(v.batch().append(v.axis()))).append(v.axis());
        return places.isIdentity() ? product : product.permute(places.inverse().toArray());
    }
}
