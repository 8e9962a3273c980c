package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.EXACT;
import static fluxion.core.rewrite.Law.REAL;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diag;
import fluxion.core.op.Dot;
import fluxion.core.op.Flip;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Cost;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Numbers in products move to the front and become one; exponents add and multiply. */
public final class Coefficients {
    /** Exponents beyond are left to the general power. */
    private static final int LARGEST = 1024;
    /** How deep numbers are looked for inside products. */
    private static final int DEPTH = 8;

    private Coefficients() {}

    /** The rules of coefficients and exponents. */
    public static Seq<RuleGroup> groups() {
        return Array.of(
                RuleGroup.whenAny(Coefficients::products, Binary.MUL, Binary.DIV),
                RuleGroup.whenAll(Coefficients::dots, Dot.class),
                RuleGroup.whenAll(Coefficients::signs, Unary.NEG),
                RuleGroup.whenAny(Coefficients::sums, Binary.ADD, Binary.SUB),
                RuleGroup.whenAny(Coefficients::powers, Power.class, Binary.POW));
    }

    private static Seq<Rule> products() {
        return Array.of(
                new ProceduralRule("mul/literals", "a·(b·x) = (a·b)·x", REAL, "numbers are multiplied once",
                        op -> op == Binary.MUL,
                        Coefficients::literals),
                new ProceduralRule("mul/literal-out", "x·(a·y) = a·(x·y)", REAL, "numbers move to the front",
                        op -> op == Binary.MUL,
                        Coefficients::literalOut),
                new ProceduralRule("div/literals", "(a·x)/b = (a/b)·x, (x/a)/b = x/(a·b), a·(x/b) = (a/b)·x for whole a/b or b/a",
                        REAL,
                        "numbers are divided once", op -> op == Binary.MUL || op == Binary.DIV, Coefficients::quotients),
                new ProceduralRule("mul/repeated-literals",
                        "(a·x)·broadcast(b·y) = (a·b)·(x·broadcast(y)), (a·x)/broadcast(b·y) = (a/b)·(x/broadcast(y))", REAL,
                        "numbers meet", op -> op == Binary.MUL || op == Binary.DIV, Coefficients::repeated),
                new ProceduralRule("mul/powers", "xᵐ·xⁿ = xᵐ⁺ⁿ for m, n of one sign", REAL, "exponents add",
                        op -> op == Binary.MUL,
                        Coefficients::powers));
    }

    private static Seq<Rule> dots() {
        return Array.of(
                new ProceduralRule("dot/literals", "(a·x)·(b·y) = x·(a·b·y) for numbers a, b, in the smaller operand", REAL,
                        "numbers are multiplied once", Dot.class::isInstance,
                        Coefficients::inDot),
                new ProceduralRule("dot/signs", "(−x)·(−y) = x·y, (−a·x)·(−y) = (a·x)·y", REAL, "two signs are none",
                        Dot.class::isInstance, Coefficients::twoSigns),
                new ProceduralRule("neg/product", "−((−x)·y) = x·y, −((−a·x)·y) = (a·x)·y", REAL, "two signs are none",
                        op -> op == Unary.NEG,
                        (e, make) -> e.input(0) instanceof Apply(Dot _, _, _) ? negated(e.input(0), make, 3) : Option.none()));
    }

    private static Seq<Rule> signs() {
        return Array.of(
                new ProceduralRule("neg/literal", "−(a·x) = (−a)·x", EXACT, "the sign goes into the number",
                        op -> op == Unary.NEG,
                        Coefficients::negLiteral));
    }

    private static Seq<Rule> sums() {
        return Array.of(
                new ProceduralRule("add/negative", "x + (−a)·y = x − a·y, x − (−a)·y = x + a·y, under movements too", REAL,
                        "sums show their signs; but for the sign of zero",
                        op -> op == Binary.ADD || op == Binary.SUB, Coefficients::signedSum));
    }

    private static Seq<Rule> powers() {
        return Array.of(
                new ProceduralRule("mul/negative-power", "x·y⁻ⁿ = x/yⁿ", REAL, "one operation less", op -> op == Binary.MUL,
                        Coefficients::mulNegativePower),
                new ProceduralRule("div/negative-power", "x/y⁻ⁿ = x·yⁿ", REAL, "one operation less", op -> op == Binary.DIV,
                        Coefficients::divNegativePower),
                new ProceduralRule("pow/pow", "(xᵐ)ⁿ = xᵐⁿ", REAL, "exponents multiply", op -> op instanceof Power,
                        Coefficients::powerOfPower),
                new ProceduralRule("pow/neg", "(−x)ⁿ = ±xⁿ", EXACT, "even powers lose the sign, odd ones keep it",
                        op -> op instanceof Power, Coefficients::powerOfNegative),
                new ProceduralRule("pow/literal", "pow(x, n) = xⁿ for whole n, pow(x, ½) = √x", REAL,
                        "fixed exponents are cheaper",
                        op -> op == Binary.POW,
                        Coefficients::fixedPower));
    }

    /** a and x of a·x. */
    static Option<Tuple2<Double, Expr>> scaled(Expr e) {
        return e instanceof Apply(Binary op, var inputs, _) && op == Binary.MUL
                ? Literal.value(inputs.get(0)).map(a -> Tuple.of(a, inputs.get(1)))
                        .orElse(() -> Literal.value(inputs.get(1)).map(a -> Tuple.of(a, inputs.get(0))))
                : Option.none();
    }

    /** x and a of x/a. */
    static Option<Tuple2<Expr, Double>> divided(Expr e) {
        return e instanceof Apply(Binary op, var inputs, _) && op == Binary.DIV
                ? Literal.value(inputs.get(1)).map(a -> Tuple.of(inputs.get(0), a)) : Option.none();
    }

    /** a·x. */
    static Option<Expr> scale(double a, Expr x, Make make) {
        return a == 1 ? Option.of(x) : a == -1 ? Option.of(make.apply(Unary.NEG, x))
                : make.literal(x.tensorType(), a).map(literal -> make.apply(Binary.MUL, literal, x));
    }

    private static Option<Expr> literals(Apply e, Make make) {
        return scaled(e).flatMap(outer -> scaled(outer._2).flatMap(inner -> {
            double product = outer._1 * inner._1;
            return holds(e.dtype(), product, outer._1, inner._1) ? scale(product, inner._2, make) : Option.none();
        }));
    }

    /**
     * Whether a number computed from others may stand for them: integers where a double surely holds them, others where they
     * neither overflow nor lose digits near 0, which the operations that they replace might not.
     */
    static boolean holds(DType dtype, double number) {
        double size = Math.abs(number);
        return switch (dtype) {
            case F64 -> size >= Double.MIN_NORMAL && size <= Double.MAX_VALUE;
            case F32 -> size >= Float.MIN_NORMAL && size <= Float.MAX_VALUE;
            case I64, I32, BOOL -> size <= Integer.MAX_VALUE;
        };
    }

    /** Whether a product of two numbers may stand for them; that of 0 is 0. */
    private static boolean holds(DType dtype, double product, double a, double b) {
        return holds(dtype, product) || (a == 0 || b == 0) && product == 0;
    }

    static boolean holds(DType dtype, Coefficient c) {
        return c.isFinite() && holds(dtype, c.value()) && holds(dtype, c.over()) && holds(dtype, c.under())
                && holds(dtype, c.over() * c.under());
    }

    private static Option<Expr> literalOut(Apply e, Make make) {
        if (Literal.value(e.input(0)).isDefined() || Literal.value(e.input(1)).isDefined()) {
            return Option.none();
        }
        for (int i = 0; i < 2; i++) {
            Option<Tuple2<Double, Expr>> part = make.shared(e.input(i)) ? Option.none() : scaled(e.input(i));
            if (part.isDefined()) {
                Expr other = e.input(1 - i);
                Expr rest = part.get()._2;
                return scale(part.get()._1, i == 0 ? make.apply(Binary.MUL, rest, other) : make.apply(Binary.MUL, other, rest),
                        make);
            }
        }
        return Option.none();
    }

    private static Option<Expr> quotients(Apply e, Make make) {
        if (!e.dtype().isFloat()) {
            return Option.none();
        }
        return e.op() == Binary.MUL
                ? scaled(e).flatMap(outer -> divided(outer._2).flatMap(inner -> ratio(outer._1, inner._2, inner._1, make)))
                : divided(e).flatMap(outer -> scaled(outer._1).flatMap(inner -> ratio(inner._1, outer._2, inner._2, make))
                        .orElse(() -> divided(outer._1).filter(inner -> whole(inner._2) && whole(outer._2)
                        && holds(e.dtype(), inner._2 * outer._2, inner._2, outer._2))
                                .flatMap(inner -> make.literal(e.tensorType(), inner._2 * outer._2)
                                .map(d -> make.apply(Binary.DIV, inner._1, d)))));
    }

    private static Option<Expr> ratio(double a, double b, Expr x, Make make) {
        if (b == 0 || a == 0 || !Double.isFinite(a) || !Double.isFinite(b)) {
            return Option.none();
        }
        if (whole(a / b) || isPowerOfTwo(b)) {
            return holds(x.dtype(), a / b) ? scale(a / b, x, make) : Option.none();
        }
        return whole(b / a) && holds(x.dtype(), b / a)
                ? make.literal(x.tensorType(), b / a).map(d -> make.apply(Binary.DIV, x, d)) : Option.none();
    }

    static boolean whole(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53;
    }

    static boolean isPowerOfTwo(double value) {
        return Double.isFinite(value) && value != 0 && Math.abs(value) == Math.scalb(1.0, Math.getExponent(value));
    }

    /** The numbers in a product: all together, how many stand before it, and how many inside repetitions. */
    private record Numbers(Coefficient all, int outside, int inside) {
        static final Numbers NONE = new Numbers(Coefficient.ONE, 0, 0);

        Numbers times(Numbers other) {
            return new Numbers(all.times(other.all), outside + other.outside, inside + other.inside);
        }

        Numbers raised(int n) {
            Coefficient power = all.raised(Math.abs(n));
            return new Numbers(n < 0 ? power.inverse() : power, outside, inside);
        }

        Numbers repeated() {
            return new Numbers(all, 0, outside + inside);
        }
    }

    private static Numbers numbers(Expr e, Make make, int depth) {
        if (!(e instanceof Apply apply) || depth == 0 || depth < DEPTH && make.shared(e)) {
            return Numbers.NONE;
        }
        return switch (apply.op()) {
            case Unary.NEG -> numbers(apply.input(0), make, depth - 1);
            case Binary.MUL, Binary.DIV -> factor(apply.input(0), make, depth).times(apply.op() == Binary.MUL
                    ? factor(apply.input(1), make, depth)
                    : factor(apply.input(1), make, depth).raised(-1));
            case Power(int n) when n != 0 && Math.abs(n) <= 4 -> numbers(apply.input(0), make, depth - 1).raised(n);
            case Broadcast _ -> numbers(apply.input(0), make, depth - 1).repeated();
            case Op _ -> Numbers.NONE;
        };
    }

    private static Numbers factor(Expr e, Make make, int depth) {
        return moving(e).map(v -> new Numbers(Coefficient.of(v), 1, 0)).getOrElse(() -> numbers(e, make, depth - 1));
    }

    /** A number that may move: 0, ∞ and NaN stay where they are, since together they are not what they are apart. */
    private static Option<Double> moving(Expr e) {
        return Literal.value(e).filter(v -> v != 0 && Double.isFinite(v));
    }

    /** What is left without the numbers that {@link #numbers} finds. */
    private static Expr without(Expr e, Make make, int depth) {
        if (!(e instanceof Apply apply) || numbers(e, make, depth).equals(Numbers.NONE)) {
            return e;
        }
        return switch (apply.op()) {
            case Binary.MUL, Binary.DIV -> {
                boolean first = moving(apply.input(0)).isDefined();
                boolean second = moving(apply.input(1)).isDefined();
                Expr a = first ? apply.input(0) : without(apply.input(0), make, depth - 1);
                Expr b = second ? apply.input(1) : without(apply.input(1), make, depth - 1);
                yield first && second ? make.literal(e.tensorType(), 1).get() : second ? a
                        : !first ? make.apply(apply.op(), a, b) : apply.op() == Binary.MUL ? b : make.apply(new Power(-1), b);
            }
            case Op op -> make.apply(op, without(apply.input(0), make, depth - 1));
        };
    }

    private static Option<Expr> repeated(Apply e, Make make) {
        if (!e.dtype().isFloat() || !e.inputs().exists(x -> hasRepeated(x, 3))) {
            return Option.none();
        }
        Numbers n = numbers(e, make, DEPTH);
        Coefficient c = n.all();
        if (n.outside() == 0 && n.inside() > 1) {
            return inOne(e, make);
        }
        if (n.outside() == 0 || n.inside() == 0 || !holds(e.dtype(), c) || Math.abs(c.over()) != 1 && c.under() != 1
                || Literal.value(e.input(0)).isDefined() && !whole(c.over())) {
            return Option.none();
        }
        Expr rest = without(e, make, DEPTH);
        return c.under() == 1 ? scale(c.over(), rest, make)
                : make.literal(rest.tensorType(), c.over() * c.under()).map(under -> make.apply(Binary.DIV, rest, under));
    }

    /** The numbers of two repetitions, in the smaller one. */
    private static Option<Expr> inOne(Apply e, Make make) {
        if (e.op() != Binary.MUL || !(e.input(0) instanceof Apply(Broadcast a, var x, _))
                || !(e.input(1) instanceof Apply(Broadcast b, var y, _))
                || make.shared(e.input(0)) || make.shared(e.input(1))) {
            return Option.none();
        }
        Numbers left = numbers(x.get(0), make, DEPTH);
        Numbers right = numbers(y.get(0), make, DEPTH);
        Coefficient c = left.all().times(right.all());
        boolean apart = left.outside() + left.inside() == 0 || right.outside() + right.inside() == 0;
        if (apart || !holds(e.dtype(), c) || Math.abs(c.over()) != 1 && c.under() != 1) {
            return Option.none();
        }
        Expr p = without(x.get(0), make, DEPTH);
        Expr q = without(y.get(0), make, DEPTH);
        boolean second = q.shape().size() <= p.shape().size();
        Expr small = second ? q : p;
        Option<Expr> scaled = c.under() == 1 ? scale(c.over(), small, make)
                : make.literal(small.tensorType(), c.over() * c.under()).map(under -> make.apply(Binary.DIV, small, under));
        return scaled.map(s -> make.apply(Binary.MUL, make.apply(a, second ? p : s), make.apply(b, second ? s : q)));
    }

    private static Option<Expr> inDot(Apply e, Make make) {
        Expr x = e.input(0);
        Expr y = e.input(1);
        if (!e.dtype().isFloat() || x == y || make.shared(x) || make.shared(y)) {
            return Option.none();
        }
        Numbers a = numbers(x, make, DEPTH);
        Numbers b = numbers(y, make, DEPTH);
        Coefficient c = a.all().times(b.all());
        if (a.outside() + a.inside() == 0 || b.outside() + b.inside() == 0 || !holds(e.dtype(), c) || Math.abs(c.over()) != 1
                && c.under() != 1) {
            return Option.none();
        }
        Expr p = without(x, make, DEPTH);
        Expr q = without(y, make, DEPTH);
        boolean second = q.shape().size() <= p.shape().size();
        Expr small = second ? q : p;
        Option<Expr> scaled = c.under() == 1 ? scale(c.over(), small, make)
                : make.literal(small.tensorType(), c.over() * c.under()).map(under -> make.apply(Binary.DIV, small, under));
        return scaled.map(s -> second ? make.apply(e.op(), p, s) : make.apply(e.op(), s, q));
    }

    private static boolean hasRepeated(Expr e, int depth) {
        return e instanceof Apply apply && (apply.op() instanceof Broadcast && !apply.input(0).shape().isScalar()
                || apply.op() instanceof Broadcast && !(apply.input(0) instanceof Tensor)
                || depth > 0 && (apply.op() == Unary.NEG || apply.op() == Binary.MUL || apply.op() == Binary.DIV)
                && apply.inputs().exists(x -> hasRepeated(x, depth - 1)));
    }

    private static Option<Expr> negLiteral(Apply e, Make make) {
        return scaled(e.input(0)).filter(part -> e.dtype().isFloat() || holds(e.dtype(), part._1))
                .flatMap(part -> scale(-part._1, part._2, make));
    }

    /** The negative of what plainly has a minus sign, at no more cost. */
    private static Option<Expr> negated(Expr e, Make make, int depth) {
        Option<Double> number = Literal.value(e);
        if (number.isDefined()) {
            return number.filter(v -> v < 0 || v == 0 && 1 / v < 0).flatMap(v -> make.literal(e.tensorType(), -v));
        }
        if (!(e instanceof Apply apply) || make.shared(e) || depth == 0) {
            return Option.none();
        }
        return switch (apply.op()) {
            case Unary.NEG -> Option.of(apply.input(0));
            case Binary.MUL -> scaled(apply)
                    .filter(part -> part._1 < 0 && (apply.dtype().isFloat() || holds(apply.dtype(), part._1)))
                    .flatMap(part -> scale(-part._1, part._2, make))
                    .orElse(() -> Literal.value(apply.input(0)).isDefined() ? Option.none()
                            : negated(apply.input(0), make, depth - 1).map(x -> make.apply(Binary.MUL, x, apply.input(1)))
                            .orElse(() -> negated(apply.input(1), make, depth - 1)
                            .map(y -> make.apply(Binary.MUL, apply.input(0), y))));
            case Binary.DIV -> negated(apply.input(0), make, depth - 1).map(x -> make.apply(Binary.DIV, x, apply.input(1)));
            case Broadcast _, Reshape _, Permute _, Flip _, Slice _, Diag _ ->
                    negated(apply.input(0), make, depth - 1).map(inner -> make.apply(apply.op(), inner));
            case Dot _ -> negated(apply.input(0), make, depth - 1).map(a -> make.apply(apply.op(), a, apply.input(1)))
                    .orElse(() -> negated(apply.input(1), make, depth - 1).map(b -> make.apply(apply.op(), apply.input(0), b)));
            case Op _ -> Option.none();
        };
    }

    private static Option<Expr> twoSigns(Apply e, Make make) {
        return e.input(0) == e.input(1) ? Option.none()
                : negated(e.input(0), make, 3).flatMap(x -> negated(e.input(1), make, 3).map(y -> make.apply(e.op(), x, y)));
    }

    private static Option<Expr> signedSum(Apply e, Make make) {
        Expr a = e.input(0);
        Expr b = e.input(1);
        Option<Expr> second = negated(b, make, 4);
        if (second.isDefined()) {
            return Option.of(make.apply(e.op() == Binary.ADD ? Binary.SUB : Binary.ADD, a, second.get()));
        }
        return e.op() == Binary.ADD && Literal.value(a).isEmpty()
                ? negated(a, make, 4).map(first -> make.apply(Binary.SUB, b, first)) : Option.none();
    }

    // ---- exponents --------------------------------------------------------------------------------------------------

    private static Tuple2<Expr, Integer> power(Expr e) {
        return e instanceof Apply(Power(int n), var inputs, _) ? Tuple.of(inputs.get(0), n) : Tuple.of(e, 1);
    }

    private static Expr power(Expr x, int n, Make make) {
        return n == 1 ? x : make.apply(new Power(n), x);
    }

    private static Option<Expr> powers(Apply e, Make make) {
        Tuple2<Expr, Integer> a = power(e.input(0));
        Tuple2<Expr, Integer> b = power(e.input(1));
        // a power that is there anyway is one product away from the next
        long sum = (long) a._2 + b._2;
        boolean pays = Math.abs(sum) <= 2 || !(a._2 != 1 && make.shared(e.input(0))) && !(b._2 != 1 && make.shared(e.input(1)));
        boolean fits = pays && a._1 == b._1 && !(a._1 instanceof Tensor) && Integer.signum(a._2) * Integer.signum(b._2) > 0
                && Math.abs(sum) <= LARGEST;
        return fits ? Option.of(power(a._1, a._2 + b._2, make)) : Option.none();
    }

    private static Option<Expr> mulNegativePower(Apply e, Make make) {
        for (int i = 1; i >= 0; i--) {
            Tuple2<Expr, Integer> part = power(e.input(i));
            if (part._2 < 0 && part._2 >= -LARGEST && !make.shared(e.input(i))) {
                return Option.of(make.apply(Binary.DIV, e.input(1 - i), power(part._1, -part._2, make)));
            }
        }
        return Option.none();
    }

    private static Option<Expr> divNegativePower(Apply e, Make make) {
        Tuple2<Expr, Integer> part = power(e.input(1));
        if (part._2 < 0 && part._2 >= -LARGEST) {
            return Option.of(make.apply(Binary.MUL, e.input(0), power(part._1, -part._2, make)));
        }
        return Literal.value(e.input(0)).exists(v -> v == 1) && part._2 > 1
                ? Option.of(power(part._1, -part._2, make)) : Option.none();
    }

    private static Option<Expr> powerOfPower(Apply e, Make make) {
        Tuple2<Expr, Integer> outer = power(e);
        Tuple2<Expr, Integer> inner = power(outer._1);
        boolean pays = !make.shared(outer._1) || Cost.weight(new Power(outer._2 * inner._2)) <= Cost.weight(e.op());
        boolean fits = pays && outer._1 instanceof Apply apply && apply.op() instanceof Power
                && Math.abs((long) outer._2 * inner._2) <= LARGEST;
        return fits ? Option.of(power(inner._1, outer._2 * inner._2, make)) : Option.none();
    }

    private static Option<Expr> powerOfNegative(Apply e, Make make) {
        Tuple2<Expr, Integer> outer = power(e);
        return Option.when(outer._1 instanceof Apply apply && apply.op() == Unary.NEG, () -> {
            Expr positive = power(((Apply) outer._1).input(0), outer._2, make);
            return outer._2 % 2 == 0 ? positive : make.apply(Unary.NEG, positive);
        });
    }

    private static Option<Expr> fixedPower(Apply e, Make make) {
        return Literal.value(e.input(1)).flatMap(n -> {
            Expr x = e.input(0);
            if (whole(n) && Math.abs(n) <= 64 && (n >= 0 || e.dtype().isFloat())) {
                return Option.of(make.apply(new Power(n.intValue()), x));
            }
            return e.dtype().isFloat() && n == 0.5 ? Option.of(make.apply(Unary.SQRT, x))
                    : e.dtype().isFloat() && n == -0.5 ? Option.of(make.apply(Unary.RSQRT, x)) : Option.none();
        });
    }
}
