package fluxion.core.print;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.Bessel;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Iota;
import fluxion.core.op.Op;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Select;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.core.print.Notation.Fence;
import fluxion.core.print.Notation.Function;
import fluxion.core.print.Notation.Power;
import fluxion.core.print.Notation.Root;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Several operations that have one name: mean, trace, softmax, sinc, one-hot, triangles, and roots guarded at zero. */
final class Idioms {
    private Idioms() {}

    /** The idiom that ends in this operation, where there is one. */
    static Option<Form> read(Apply apply, ImplicitBroadcast bare) {
        return switch (apply.op()) {
            case Binary.DIV -> mean(apply, bare);
            case Binary.SUB -> normalised(apply, bare).map(sum -> named("log_softmax", bare.plain(sum.input(0)), tail(sum)));
            case Unary.EXP -> bare.elementwise(apply.input(0)) instanceof Apply log
                    ? normalised(log, bare).map(sum -> named("softmax", bare.plain(sum.input(0)), tail(sum))) : Option.none();
            case Bessel bessel -> sinc(bessel, apply, bare);
            case Reduce r -> trace(r, apply, bare);
            case Cast(DType to) -> oneHot(to, apply, bare);
            case Select _ -> guardedRoot(apply, bare).orElse(() -> continued(apply)).orElse(() -> triangle(apply, bare))
                    .orElse(() -> placed(apply, bare));
            case Op _ -> Option.none();
        };
    }

    /** j₀(πx) is sinc x. */
    private static Option<Form> sinc(Bessel bessel, Apply apply, ImplicitBroadcast bare) {
        return bessel.kind() == Bessel.Kind.SPHERICAL_J && bessel.order() == 0
                && bare.elementwise(apply.input(0)) instanceof Apply product && product.op() == Binary.MUL
                && isNumber(bare.elementwise(product.input(1)), Math.PI)
                ? Option.of(named("sinc", bare.elementwise(product.input(0)), "")) : Option.none();
    }

    private static Form named(String name, Expr of, String tail) {
        return Form.of(of, x -> new Function(name, Array.of(x), tail));
    }

    private static String tail(Apply reduction) {
        return reduction.rank() == 0 ? "" : Reader.axes(((Reduce) reduction.op()).axes());
    }

    /** Σ x / n for n elements; where the summed axes are kept, {@link ImplicitBroadcast} knows when they go without saying. */
    private static Option<Form> mean(Apply apply, ImplicitBroadcast bare) {
        return bare.elementwise(apply.input(0)) instanceof Apply sum && sum.shape().equals(apply.shape())
                && isMean(sum, bare.elementwise(apply.input(1)))
                ? Option.of(named("mean", bare.plain(sum.input(0)), tail(sum))) : Option.none();
    }

    /** Whether the sum over as many elements as the number says. */
    static boolean isMean(Apply sum, Expr count) {
        return sum.op() instanceof Reduce(var kind, Ints axes) && kind == Reduce.Kind.SUM
                && isNumber(count, new Shape(sum.input(0).shape().dims().select(axes)).size());
    }

    /** The ln Σ eˣ in x − ln Σ eˣ. */
    private static Option<Apply> normalised(Apply apply, ImplicitBroadcast bare) {
        return apply.op() == Binary.SUB && bare.elementwise(apply.input(1)) instanceof Apply sum
                && sum.op() instanceof Reduce(var kind, _) && kind == Reduce.Kind.LOGSUMEXP
                && bare.plain(sum.input(0)) == bare.elementwise(apply.input(0)) ? Option.of(sum) : Option.none();
    }

    private static Option<Form> trace(Reduce reduce, Apply apply, ImplicitBroadcast bare) {
        return reduce.kind() == Reduce.Kind.SUM && apply.rank() == 0 && bare.plain(apply.input(0)) instanceof Apply diagonal
                && diagonal.op() instanceof Diagonal(int offset) && offset == 0 && diagonal.rank() == 1
                ? Option.of(named("tr", bare.plain(diagonal.input(0)), "")) : Option.none();
    }

    /** [i = 0], [i = 1], … as a new last axis. */
    private static Option<Form> oneHot(DType to, Apply apply, ImplicitBroadcast bare) {
        return to == DType.BOOL ? Option.none()
                : hotIndices(apply.input(0)).map(i -> named("onehot", bare.plain(i), ", " + apply.shape().dims().last()));
    }

    /** A number where the last axis's position is an index, else 0: the number times one-hot. */
    private static Option<Form> placed(Apply apply, ImplicitBroadcast bare) {
        Expr value = bare.elementwise(apply.input(1));
        return !isNumber(bare.elementwise(apply.input(2)), 0) ? Option.none() : hotIndices(apply.input(0)).map(i -> {
            int rank = apply.rank();
            String tail = ", " + apply.shape().dims().last();
            return isNumber(value, 1) ? named("onehot", bare.plain(i), tail)
                    : isNumber(value, -1)
                    ? Form.of(bare.plain(i), x -> ArithmeticForms.negate(new Function("onehot", Array.of(x), tail)))
                    : Form.of(value, bare.plain(i),
                            (v, x) -> ArithmeticForms.times(v, value.rank(), new Function("onehot", Array.of(x), tail), rank));
        });
    }

    /** The i in i = 0, i = 1, … along a new last axis; one looked up among the positions is itself. */
    private static Option<Expr> hotIndices(Expr condition) {
        if (!(condition instanceof Apply equal) || equal.op() != Compare.EQ
                || !(equal.input(1) instanceof Apply count) || !(count.op() instanceof Iota(var type, int axis))
                || axis != type.rank() - 1
                || !(equal.input(0) instanceof Apply repeated)
                || !(repeated.op() instanceof Broadcast(var shape, Ints axes)) || !axes.equals(Ints.range(0, shape.rank() - 1))) {
            return Option.none();
        }
        Expr indices = unreshaped(repeated.input(0));
        return Option.of(indices instanceof Apply(Take _, var of, _) && of.get(0) instanceof Apply(Iota _, _, _)
                && of.get(0).rank() == 1
                ? unreshaped(of.get(1)) : indices);
    }

    private static Expr unreshaped(Expr x) {
        Expr indices = x;
        while (indices instanceof Apply(Reshape _, var of, _) && isUnit(indices.shape(), of.get(0).shape())) {
            indices = of.get(0);
        }
        return indices;
    }

    private static boolean isUnit(Shape to, Shape from) {
        return ImplicitBroadcast.drops(to, from) || ImplicitBroadcast.drops(from, to);
    }

    /** A root whose derivative at 0 is guarded is the root. */
    private static Option<Form> guardedRoot(Apply apply, ImplicitBroadcast bare) {
        if (!(apply.input(0) instanceof Apply test) || test.op() != Compare.NE || !isNumber(bare.elementwise(test.input(1)), 0)
                || !isNumber(bare.elementwise(apply.input(2)), 0) || !(apply.input(1) instanceof Apply root)
                || root.inputs().isEmpty()) {
            return Option.none();
        }
        Expr of = bare.elementwise(root.input(0));
        Expr tested = bare.elementwise(test.input(0));
        if (root.op() == Unary.SQRT && (tested == of || tested == bare.elementwise(root))) {
            return Option.of(squares(of, bare).map(x -> Form.of(x, n -> new Fence(Fence.Kind.NORM, Array.of(n))))
                    .getOrElse(() -> Form.of(of, x -> new Root(2, x))));
        }
        return root.op() == Binary.POW && tested == of && bare.elementwise(root.input(1)) instanceof Tensor exponent
                && exponent.rank() == 0 && exponent.toDouble() > 0 && !Reader.isSquare(of)
                ? Option.of(Form.of(of, exponent, Power::new)) : Option.none();
    }

    /** What Σ x² adds the squares of: all elements of x. */
    private static Option<Expr> squares(Expr sum, ImplicitBroadcast bare) {
        return sum instanceof Apply(Reduce(var kind, _), var of, _) && kind == Reduce.Kind.SUM && sum.rank() == 0
                && of.get(0).rank() > 0 && of.get(0) instanceof Apply(fluxion.core.op.Power(int n), var x, _) && n == 2
                ? Option.of(bare.plain(x.get(0))) : Option.none();
    }

    /** A quotient by a root that is continued where the root is 0 reads as the quotient. */
    private static Option<Form> continued(Apply apply) {
        return apply.input(0) instanceof Apply test && test.op() == Compare.EQ && isNumber(literal(test.input(1)), 0)
                && apply.input(1) instanceof Apply sum && sum.op() == Binary.ADD
                && sum.inputs().exists(x -> x instanceof Apply power
                && power.op() == Binary.POW && power.input(0) == test.input(0) && isNumber(literal(power.input(1)), 1.25))
                ? Option.of(Form.of(apply.input(2), x -> x)) : Option.none();
    }

    /** Zero where column − row is above (or below) k. */
    private static Option<Form> triangle(Apply apply, ImplicitBroadcast bare) {
        if (!(bare.elementwise(apply.input(0)) instanceof Apply test) || !isNumber(bare.elementwise(apply.input(2)), 0)
                || test.op() != Compare.LE && test.op() != Compare.GE
                || !(test.input(0) instanceof Apply difference) || difference.op() != Binary.SUB
                || !isIota(difference.input(0), 1) || !isIota(difference.input(1), 0)
                || !(bare.elementwise(test.input(1)) instanceof Tensor k) || k.rank() != 0) {
            return Option.none();
        }
        return Option.of(named(test.op() == Compare.LE ? "tril" : "triu", bare.plain(apply.input(1)), k.toLong() == 0 ? ""
                : ", " + Reader.whole(k.toLong())));
    }

    private static boolean isIota(Expr x, int axis) {
        return x instanceof Apply(Iota(var type, int a), _, _) && type.rank() == 2 && a == axis;
    }

    /** A divisor, base or argument of a logarithm that was made 1 where it is 0, as derivatives do, reads as it was. */
    static Expr nonzero(Expr x, ImplicitBroadcast bare) {
        return x instanceof Apply(Select _, var parts, _) && isNumber(bare.elementwise(parts.get(1)), 1)
                && isZeroTest(parts.get(0), parts.get(2), bare)
                ? bare.elementwise(parts.get(2)) : x;
    }

    private static boolean isZeroTest(Expr condition, Expr x, ImplicitBroadcast bare) {
        return bare.elementwise(condition) instanceof Apply test && (test.op() == Compare.EQ
                ? bare.elementwise(test.input(0)) == bare.elementwise(x) && isNumber(bare.elementwise(test.input(1)), 0)
                : test.op() == Binary.LOGICAL_AND && test.inputs().exists(part -> isZeroTest(part, x, bare)));
    }

    /** The same number added to zeros at one position of each row. */
    static Option<Form> oneHot(ScatterAdd op, Apply apply, ImplicitBroadcast bare) {
        Expr at = apply.input(1);
        boolean rows = op.batch() == 1 && op.axis() == 1 && apply.rank() == 2 && at.rank() == 2 && at.shape().dim(1) == 1
                && isNumber(bare.elementwise(apply.input(0)), 0) && bare.elementwise(apply.input(2)).rank() == 0;
        if (!rows) {
            return Option.none();
        }
        Expr indices = at;
        while (indices instanceof Apply(Reshape _, var of, _) && isUnit(indices.shape(), of.get(0).shape())) {
            indices = of.get(0);
        }
        return Option.of(Form.of(bare.plain(indices), bare.elementwise(apply.input(2)),
                (i, value) -> ArithmeticForms.times(value, 0,
                new Function("onehot", Array.of(i), ", " + apply.shape().dim(1)), 2)));
    }

    private static Expr literal(Expr x) {
        return x instanceof Apply(Broadcast _, Seq<Expr> of, _) ? of.get(0) : x;
    }

    /** Whether it is that number, maybe repeated. */
    private static boolean isNumber(Expr x, double value) {
        return x instanceof Tensor t && (t.rank() == 0 || ImplicitBroadcast.isUniform(t)) && t.dtype().isNumeric()
                && Double.compare(t.view(Shape.SCALAR, t.offset(), Ints.empty()).toDouble(), value) == 0;
    }
}
