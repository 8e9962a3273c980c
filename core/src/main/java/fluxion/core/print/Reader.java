package fluxion.core.print;

import static fluxion.core.print.ArithmeticForms.number;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Result;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Call;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Control;
import fluxion.core.op.Conv;
import fluxion.core.op.CumSum;
import fluxion.core.op.Cumulative;
import fluxion.core.op.CustomRule;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.DynamicIndexing;
import fluxion.core.op.Eye;
import fluxion.core.op.Flip;
import fluxion.core.op.Fold;
import fluxion.core.op.Fourier;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Marker;
import fluxion.core.op.NamedAxisOp;
import fluxion.core.op.Op;
import fluxion.core.op.Order;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Recompute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Select;
import fluxion.core.op.Slice;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.core.op.Windows;
import fluxion.core.print.Notation.Big;
import fluxion.core.print.Notation.Branch;
import fluxion.core.print.Notation.Cases;
import fluxion.core.print.Notation.Component;
import fluxion.core.print.Notation.Constant;
import fluxion.core.print.Notation.Fence;
import fluxion.core.print.Notation.Function;
import fluxion.core.print.Notation.Indexed;
import fluxion.core.print.Notation.Infix;
import fluxion.core.print.Notation.Not;
import fluxion.core.print.Notation.Quotient;
import fluxion.core.print.Notation.Range;
import fluxion.core.print.Notation.Root;
import fluxion.core.print.Notation.Word;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Locale;

/** Reads each operation as the notation a textbook has for it. */
record Reader(ImplicitBroadcast bare, Names names, FunctionReader bodies) {
    /** Powers with this exponent are written with it. */
    private static final int FEW = 1000;

    Form read(Expr node) {
        return switch (node) {
            case Tensor tensor -> Form.leaf(Literals.of(tensor));
            case Var variable -> Form.leaf(names.of(variable));
            case Result result -> Form.of(result.of(), of -> new Component(of, result.index()));
            case Apply apply -> Idioms.read(apply, bare).getOrElse(() -> read(apply));
        };
    }

    private Form read(Apply apply) {
        return IndexForms.isProduct(apply, bare) ? IndexForms.product(apply, bare) : one(apply);
    }

    private Form one(Apply apply) {
        return switch (apply.op()) {
            case Unary op when op == Unary.ABS && isSquare(scalars(apply, 0)) -> Form.of(scalars(apply, 0),
                    x -> call("abs", x, ""));
            case Unary op -> Form.of(op == Unary.LOG ? Idioms.nonzero(scalars(apply, 0), bare)
                    : scalars(apply, 0), x -> unary(op, x, apply.rank()));
            case Power(int exponent) -> Form.of(exponent < 0 ? Idioms.nonzero(scalars(apply, 0), bare)
                    : scalars(apply, 0), x -> isSquare(scalars(apply, 0)) && Math.abs((long) exponent) > 1
                    ? elementwise(x, exponent, apply.rank()) : ArithmeticForms.power(x, exponent, apply.rank()));
            case Binary op -> binary(op, apply);
            case Special op -> new Form(bare.operands(apply), n -> new Function(SpecialNames.of(op), n, ""));
            case Compare op -> Form.of(scalars(apply, 0), scalars(apply, 1), (x, y) -> new Infix(sign(op), x, y));
            case Select _ -> new Form(Array.range(0, 3).map(i -> scalars(apply, i)), n -> cases(n.get(1), n.get(0), n.get(2)));
            case Cast(DType to) -> Form.of(scalars(apply, 0), x -> cast(x, apply.input(0).dtype(), to));
            case StopGradient op -> Form.of(scalars(apply, 0), x -> call(op.label(), x, ""));
            case Reduce op -> reduce(op, apply);
            case ArgReduce(var kind, int axis) -> Form.of(plain(apply, 0),
                    x -> call(kind.name().toLowerCase(Locale.ROOT), x, apply.rank() == 0 ? "" : ", axis " + axis));
            case CumSum(int axis, boolean reverse) when plain(apply,
                    0) instanceof Apply(Eye(_, int rows, int columns, int offset), _, _) && rows == columns && offset == 0 ->
                    Form.leaf(call(axis == 0 != reverse ? "tril"
                            : "triu", new Constant(Constant.Kind.ONES, Ints.of(rows, columns)), ""));
            case CumSum(int axis, boolean reverse) -> Form.of(plain(apply, 0),
                    x -> call("cumsum", x, (apply.rank() == 1 ? "" : ", axis " + axis) + (reverse ? ", reverse" : "")));
            case Dot op -> ProductReader.read(op, bare, apply);
            case Reshape(Shape to) when IndexForms.isPaired(to, apply) -> IndexForms.paired(to, bare, apply);
            case Reshape(Shape to) -> reshape(to, apply);
            case Permute(Ints permutation) when bare.plain(apply.input(0)) instanceof Apply product
                    && product.op() instanceof Dot dot
                    && ProductReader.isIndexed(dot, product) -> IndexForms.of(dot, bare, product, permutation);
            case Permute(Ints permutation) -> Form.of(plain(apply, 0),
                    x -> IndexSums.permuted(x, permutation).getOrElse(() -> swapsLast(permutation)
                            ? ArithmeticForms.transpose(x) : call("permute", x, ", " + permutation)));
            case Broadcast op -> broadcast(op, apply);
            case Slice op -> Form.of(plain(apply, 0), x -> indexed(x, ranges(op, apply.input(0).shape(), false)));
            case Pad op -> pad(op, apply);
            case Flip(Ints axes) -> Form.of(plain(apply, 0), x -> call("flip", x, apply.rank() == 1 ? "" : axes(axes)));
            case Concatenate(int axis) -> concatenate(axis, apply);
            case Iota(var type, int axis) -> Form.leaf(type.rank() == 1
                    ? new Function("iota", Array.of(number(type.shape().dim(0))), "")
                    : new Function("iota", Array.of(new Word(type.shape().toString())), ", axis " + axis));
            case Eye(_, int rows, int columns, int offset) -> Form.leaf(rows == columns && offset == 0
                    ? new Constant(Constant.Kind.IDENTITY, Ints.of(rows))
                    : new Function("eye", Array.of(number(rows), number(columns)), offset(offset)));
            case Diag(int offset) when offset == 0 && apply.rank() == 2 && bare.elementwise(apply.input(0)).rank()
                    == 0 -> Form.of(bare.elementwise(apply.input(0)),
                    c -> ArithmeticForms.times(c, 0, new Constant(Constant.Kind.IDENTITY, Ints.of(apply.shape().dim(0))), 2));
            case Diag(int offset) -> Form.of(plain(apply, 0), x -> call("diag", x, offset(offset)));
            case Diagonal(int offset) -> Form.of(plain(apply, 0), x -> call("diagonal", x, offset(offset)));
            case Take op when OrderForms.isJoined(op, apply) -> OrderForms.readJoined(apply, bare);
            case Take op when op.batch() == 0 -> Form.of(plain(apply, 0), plain(apply, 1),
                    (x, i) -> indexed(x, Array.fill(op.axis(), (Notation) new Range(":")).append(i)));
            case Take op -> general(op, op.label(), apply);
            case ScatterAdd op when Idioms.oneHot(op, apply, bare).isDefined() -> Idioms.oneHot(op, apply, bare).get();
            case ScatterAdd op -> general(op, op.label(), apply);
            case Windows op -> general(op, op.label(), apply);
            case Fold op -> general(op, op.label(), apply);
            case Conv op -> general(op, op.label(), apply);
            case Order op -> OrderForms.read(op, apply, bare);
            case Cumulative op -> OrderForms.read(op, apply, bare);
            case DynamicIndexing op -> general(op, op.label(), apply);
            case RandomNumbers op -> general(op, op.kind().name().toLowerCase(Locale.ROOT), apply);
            case LinearAlgebra.MatrixExpTangent _ -> Form.of(plain(apply, 0), plain(apply, 1),
                    bodies.exponentialDerivative()::apply);
            case LinearAlgebra op -> MatrixReader.read(op, bare, apply);
            case Fourier op -> general(op, op.label(), apply);
            case Call op -> general(op, bodies.call(op), apply);
            case CustomRule op -> general(op, bodies.call(op), apply);
            case Recompute op -> new Form(apply.inputs().map(bare::plain),
                    n -> new Function(op.label(), n.prepend(bodies.of(op)), ""));
            case Marker op -> general(op, op.label(), apply);
            case NamedAxisOp op -> general(op, op.label(), apply);
            case Control op -> control(op, apply);
        };
    }

    /** An operand where elements are spoken of. */
    private Expr scalars(Apply apply, int i) {
        return bare.operands(apply).get(i);
    }

    private Expr plain(Apply apply, int i) {
        return bare.plain(apply.input(i));
    }

    private Form general(Op op, String name, Apply apply) {
        String parameters = Parameters.of(op);
        return new Form(apply.inputs().map(bare::plain),
                n -> new Function(name, n, parameters.isEmpty() ? "" : "; " + parameters));
    }

    /** Control flow shows the functions that it holds in front of their operands. */
    private Form control(Control op, Apply apply) {
        Seq<Notation> functions = bodies.of(op);
        String parameters = Parameters.of(op);
        return new Form(apply.inputs().map(bare::plain),
                n -> new Function(op.label(), functions.appendAll(n), parameters.isEmpty() ? "" : "; " + parameters));
    }

    private static Notation call(String name, Notation x, String tail) {
        return new Function(name, Array.of(x), tail);
    }

    // ---- elementwise ------------------------------------------------------------------------------------------------

    private static Notation unary(Unary op, Notation x, int rank) {
        return switch (op) {
            case NEG -> ArithmeticForms.negate(x);
            case ABS -> new Fence(Fence.Kind.ABS, Array.of(x));
            case FLOOR -> new Fence(Fence.Kind.FLOOR, Array.of(x));
            case CEIL -> new Fence(Fence.Kind.CEIL, Array.of(x));
            case SQRT -> new Root(2, x);
            case RSQRT -> new Quotient(number(1), new Root(2, x), rank);
            case CBRT -> new Root(3, x);
            case EXP2 -> new Notation.Power(number(2), x);
            case EXPM1 -> ArithmeticForms.plus(call("exp", x, ""), number(-1));
            case LOG1P -> call("ln", ArithmeticForms.plus(number(1), x), "");
            case LOGICAL_NOT -> new Not(x);
            default -> call(op.written(), x, "");
        };
    }

    /** Whether its powers would be read as products of matrices, and |A| as its determinant. */
    static boolean isSquare(Expr x) {
        return x.rank() == 2 && x.shape().dim(0) == x.shape().dim(1);
    }

    /** The power of each element, A^∘2. */
    private static Notation elementwise(Notation x, int exponent, int rank) {
        Notation power = new Notation.Power(x, new Word("∘" + Math.abs((long) exponent)));
        return exponent < 0 ? new Quotient(number(1), power, rank) : power;
    }

    private Form binary(Binary op, Apply apply) {
        Expr a = scalars(apply, 0);
        Expr b = scalars(apply, 1);
        return switch (op) {
            case ADD -> Form.of(a, b, (x, y) -> IndexSums.of(ArithmeticForms.plus(x, y)));
            case SUB -> Form.of(a, b, (x, y) -> IndexSums.of(ArithmeticForms.minus(x, y)));
            case MUL -> MatrixForms.product(apply, bare)
                    .getOrElse(() -> Form.of(a, b, (x, y) -> ArithmeticForms.times(x, a.rank(), y, b.rank())));
            case DIV -> Form.of(a, Idioms.nonzero(b, bare), (x, y) -> ArithmeticForms.divide(x, y, b.rank()));
            case POW -> isSquare(a) && b.rank() == 0 ? Form.of(a, b, (x, y) -> new Function("pow", Array.of(x, y), ""))
                    : isNegativeWhole(b)
                    ? Form.of(Idioms.nonzero(a, bare), x -> ArithmeticForms.power(x, (int) ((Tensor) b).toDouble(), apply.rank()))
                    : Form.of(Idioms.nonzero(a, bare), b, Notation.Power::new);
            case REMAINDER -> Form.of(a, b, (x, y) -> new Infix(Infix.Kind.MODULO, x, y));
            case FLOOR_DIVIDE -> Form.of(a, b,
                    (x, y) -> new Fence(Fence.Kind.FLOOR, Array.of(ArithmeticForms.divide(x, y, b.rank()))));
            case MAXIMUM -> Form.of(a, b, (x, y) -> new Function("max", Array.of(x, y), ""));
            case MINIMUM -> Form.of(a, b, (x, y) -> new Function("min", Array.of(x, y), ""));
            case ATAN2, HYPOT, LOGADDEXP, COPYSIGN -> Form.of(a, b, (x, y) -> new Function(op.label(), Array.of(x, y), ""));
            case LOGICAL_AND -> Form.of(a, b, (x, y) -> new Infix(Infix.Kind.AND, x, y));
            case LOGICAL_OR -> Form.of(a, b, (x, y) -> new Infix(Infix.Kind.OR, x, y));
            case LOGICAL_XOR -> Form.of(a, b, (x, y) -> new Infix(Infix.Kind.XOR, x, y));
        };
    }

    private static boolean isNegativeWhole(Expr exponent) {
        return exponent instanceof Tensor t && t.rank() == 0 && t.toDouble() < 0 && t.toDouble() > -FEW
                && t.toDouble() == Math.rint(t.toDouble());
    }

    private static Infix.Kind sign(Compare op) {
        return switch (op) {
            case EQ -> Infix.Kind.EQ;
            case NE -> Infix.Kind.NE;
            case LT -> Infix.Kind.LT;
            case LE -> Infix.Kind.LE;
            case GT -> Infix.Kind.GT;
            case GE -> Infix.Kind.GE;
        };
    }

    private static Notation cases(Notation value, Notation condition, Notation otherwise) {
        Seq<Branch> first = Array.of(new Branch(value, condition));
        return otherwise instanceof Cases(var more, var rest) ? new Cases(first.appendAll(more), rest)
                : new Cases(first, otherwise);
    }

    /** The truth of a statement as 0 or 1 is Iverson's bracket. */
    private static Notation cast(Notation x, DType from, DType to) {
        return from == DType.BOOL ? new Fence(Fence.Kind.SQUARE, Array.of(x))
                : to == DType.BOOL ? new Infix(Infix.Kind.NE, x, number(0))
                : call(to.toString(), x, "");
    }

    // ---- reductions -------------------------------------------------------------------------------------------------

    private Form reduce(Reduce op, Apply apply) {
        boolean all = apply.rank() == 0;
        Expr of = plain(apply, 0);
        String tail = all ? "" : axes(op.axes());
        return switch (op.kind()) {
            case SUM -> Form.of(of, x -> new Big(Big.Kind.SUM, op.axes(), all, x));
            case PROD -> Form.of(of, x -> new Big(Big.Kind.PRODUCT, op.axes(), all, x));
            default -> Form.of(of, x -> call(op.kind().written(), x, tail));
        };
    }

    /** {@code , axis 1} or {@code , axes 0, 2}. */
    static String axes(Ints axes) {
        return ", " + (axes.size() == 1 ? "axis " : "axes ")
                + axes.stream().mapToObj(Integer::toString).reduce((a, b) -> a + ", " + b).orElse("none");
    }

    private static String offset(int offset) {
        return offset == 0 ? "" : ", offset " + whole(offset);
    }

    /** With a proper minus. */
    static String whole(long n) {
        return Long.toString(n).replace('-', '−');
    }

    // ---- movement ---------------------------------------------------------------------------------------------------

    private static boolean swapsLast(Ints permutation) {
        int n = permutation.size();
        return n >= 2 && Ints.range(0, n).with(n - 2, n - 1).with(n - 1, n - 2).equals(permutation);
    }

    /** Repetition along new axes; the usual leading ones need no naming. */
    private Form broadcast(Broadcast op, Apply apply) {
        if (plain(apply, 0) instanceof Apply(Reshape(Shape to), var wide, _) && ImplicitBroadcast.drops(wide.get(0).shape(), to)
                && ImplicitBroadcast.aligned(wide.get(0).shape(), op)) {
            return Form.of(bare.plain(wide.get(0)), x -> call("broadcast", x, ", " + op.to()));
        }
        Expr of = plain(apply, 0);
        int rank = op.to().rank();
        boolean leading = op.axes().equals(Ints.range(rank - op.axes().size(), rank));
        return Form.of(of, x -> of instanceof Tensor && of.rank() == 0 ? Literals.full(x, op.to())
                : call("broadcast", leading ? x
                : indexed(x, Array.range(0, rank).map(i -> new Range(op.axes().contains(i) ? ":" : "∗"))), ", " + op.to()));
    }

    private Form reshape(Shape to, Apply apply) {
        Expr input = plain(apply, 0);
        Shape from = input.shape();
        if (input instanceof Apply(Slice slice, var of, _) && picks(slice, of.get(0).shape(), to)) {
            return Form.of(bare.plain(of.get(0)), x -> indexed(x, ranges(slice, of.get(0).shape(), true)));
        }
        if (ImplicitBroadcast.drops(to, from)) {
            Ints added = ImplicitBroadcast.added(to, from);
            return Form.of(input,
                    x -> indexed(x, Array.range(0, to.rank()).map(i -> new Range(added.contains(i) ? "∗" : ":"))));
        }
        if (ImplicitBroadcast.drops(from, to)) {
            boolean every = to.dims().forAll(d -> d != 1);
            return Form.of(input, x -> call("squeeze", x, every ? "" : ", " + to));
        }
        return Form.of(input, x -> to.rank() == 1 ? call("flatten", x, "") : call("reshape", x, ", " + to));
    }

    /** A vector between zeros is those joined. */
    private Form pad(Pad op, Apply apply) {
        boolean joined = apply.rank() == 1 && Literal.isZero(apply.input(1)) && op.low().get(0) >= 0 && op.high().get(0) >= 0
                && op.interior().get(0) == 0;
        return !joined ? general(op, op.label(), apply) : Form.of(plain(apply, 0), x ->
                new Function("concat", zeros(op.low()).append(x).appendAll(zeros(op.high())), ""));
    }

    private static Seq<Notation> zeros(Ints length) {
        return length.get(0) == 0 ? Array.empty() : Array.of(new Constant(Constant.Kind.ZEROS, length));
    }

    /** Parts that have just got the axis they are joined along are stacked. */
    private Form concatenate(int axis, Apply apply) {
        boolean stack = apply.inputs().forAll(part -> part instanceof Apply(Reshape(Shape to), var of, _)
                && to.dims().equals(of.get(0).shape().dims().insert(Math.min(axis, of.get(0).rank()), 1)));
        Seq<Expr> parts = stack ? apply.inputs().map(part -> bare.plain(((Apply) part).input(0)))
                : apply.inputs().map(bare::plain);
        if (stack && axis == 0 && isList(apply)) {
            return new Form(parts, n -> new Fence(Fence.Kind.SQUARE, n));
        }
        if (stack && axis == 0 && apply.rank() == 2 && parts.size() > 1 && parts.forAll(part -> part instanceof Apply row
                && row.op() instanceof Concatenate(int along) && along == 0 && isList(row))) {
            int columns = apply.shape().dim(1);
            return new Form(parts.flatMap(part -> ((Apply) part).inputs().map(x -> bare.plain(((Apply) x).input(0)))),
                    n -> new Notation.Rows(n.grouped(columns).map(row -> (Seq<Notation>) row.toArray()).toArray()));
        }
        String tail = (stack ? axis == 0 : apply.rank() == 1) ? "" : ", axis " + axis;
        return new Form(parts, n -> new Function(stack ? "stack" : "concat", n, tail));
    }

    /** Whether numbers, at least two, are made a vector. */
    private static boolean isList(Apply stack) {
        return stack.rank() == 1 && stack.inputs().size() > 1 && stack.inputs().forAll(part -> part
                instanceof Apply(Reshape _, var of, _) && of.get(0).rank() == 0);
    }

    /** Whether the reshape takes away just the axes of which the slice picks one position. */
    private static boolean picks(Slice slice, Shape of, Shape to) {
        Ints picked = picked(slice, of);
        return !picked.isEmpty() && Ints.tabulate(of.rank(), slice::length).without(picked).equals(to.dims());
    }

    private static Ints picked(Slice slice, Shape of) {
        return Ints.range(0, of.rank()).filter(i -> slice.length(i) == 1 && of.dim(i) > 1);
    }

    private static Seq<Notation> ranges(Slice slice, Shape of, boolean pick) {
        Ints picked = pick ? picked(slice, of) : Ints.empty();
        return Array.range(0, of.rank()).map(i -> picked.contains(i) ? number(slice.start().get(i)) : range(slice, of, i));
    }

    private static Notation range(Slice slice, Shape of, int i) {
        int start = slice.start().get(i);
        int stop = slice.stop().get(i);
        int step = slice.step().get(i);
        return new Range((start == 0 ? "" : start) + ":" + (stop == of.dim(i) ? "" : stop) + (step == 1 ? "" : ":" + step));
    }

    /** x at positions; whole axes at the end are left out. */
    private static Notation indexed(Notation x, Seq<Notation> positions) {
        Seq<Notation> needed = positions.reverse().dropWhile(p -> p.equals(new Range(":"))).reverse();
        return needed.isEmpty() ? x : new Indexed(x, needed);
    }
}
