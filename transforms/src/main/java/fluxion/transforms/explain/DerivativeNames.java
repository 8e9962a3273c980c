package fluxion.transforms.explain;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Binary;
import fluxion.core.op.Call;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Control;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Conv;
import fluxion.core.op.CumSum;
import fluxion.core.op.Cumulative;
import fluxion.core.op.CustomRule;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.DynamicIndexing;
import fluxion.core.op.Eye;
import fluxion.core.op.Fold;
import fluxion.core.op.Fourier;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Marker;
import fluxion.core.op.Movement;
import fluxion.core.op.NamedAxisOp;
import fluxion.core.op.Op;
import fluxion.core.op.Order;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Reduce;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Select;
import fluxion.core.op.Slice;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.core.op.Windows;
import fluxion.core.print.MathText;
import fluxion.ops.Rules;
import fluxion.transforms.Simplify;
import fluxion.transforms.Transforms;
import fluxion.transforms.WrtParameters;
import io.vavr.collection.Array;
import io.vavr.collection.Iterator;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * What a textbook calls the derivative of an operation.
 *
 * @param name the product rule, the chain rule with sin, …
 * @param statement both sides, in the differentials of the operands
 * @param condition where it holds, {@code everywhere} if nothing is asked
 * @param reason what it says in words, or the convention where the derivative does not exist
 */
record DerivativeNames(String name, String statement, String condition, String reason) {
    private static final String EVERYWHERE = "everywhere";

    /** The rule for an operation some of whose operands move. */
    static DerivativeNames of(Apply y, Seq<Boolean> moving) {
        boolean both = moving.count(m -> m) > 1;
        return switch (y.op()) {
            case Unary op -> unary(op, y, moving);
            case Power p -> said(y, moving, "chain rule, power", p.exponent() < 1 ? "where u ≠ 0"
                    : EVERYWHERE, "the exponent comes down; times the inner derivative");
            case Binary op -> binary(op, y, moving, both);
            case Special op -> said(y, moving, "chain rule, " + op.label(), EVERYWHERE,
                    "the outer derivative times the inner one");
            case Select _ -> new DerivativeNames("cases", "d(u if p; v otherwise) = (du if p; dv otherwise)",
                    "off the boundary of p",
                    "each branch by itself; p does not move");
            case Cast _, StopGradient _ -> linear(y.op().label());
            case Reduce r -> reduce(r);
            case Dot _ -> both ? new DerivativeNames("product rule for matrices", "d(A·B) = dA·B + A·dB", EVERYWHERE,
                    "a product is linear in each factor")
                    : new DerivativeNames("constant matrix factor", "d(A·u) = A·du, d(u·A) = du·A", EVERYWHERE,
                    "a constant factor stays");
            case Conv _ -> both ? new DerivativeNames("product rule for convolutions", "d(x ∗ k) = dx ∗ k + x ∗ dk", EVERYWHERE,
                    "linear in each operand")
                    : linear("convolution");
            case Movement m -> arrangement(m);
            case CumSum _, Diag _, Diagonal _, Windows _, Fold _, Take _, ScatterAdd _, Marker _,
                    NamedAxisOp _ -> linear(y.op().label());
            case Call op -> new DerivativeNames("chain rule, " + op.name(), "d(f(u)) = f′(u)·du", EVERYWHERE,
                    "the derivative of the body of " + op.name());
            case CustomRule op -> new DerivativeNames("given rule, " + op.name(), "d(f(u)) = the rule given for f", EVERYWHERE,
                    "what the author of " + op.name() + " says");
            case Control op -> new DerivativeNames("chain rule, " + op.label(), "each step by the chain rule", EVERYWHERE,
                    "tangents are carried along");
            case Order op -> new DerivativeNames("elements move along, " + op.label(), "d(sort(u)) = du in the same order",
                    "where no two elements tie", "the order is constant nearby");
            case Cumulative op -> new DerivativeNames("chain rule, " + op.label(), "each position by the chain rule", EVERYWHERE,
                    "");
            case DynamicIndexing op -> new DerivativeNames("product rule, " + op.label(), "linear in what is placed", EVERYWHERE,
                    "");
            case LinearAlgebra op -> matrix(op);
            case Fourier op -> linear(op.label());
            case Compare op -> constant(op);
            case ArgReduce op -> constant(op);
            case Iota op -> constant(op);
            case Eye op -> constant(op);
            case RandomNumbers op -> constant(op);
        };
    }

    /** The rule for a function of the variable itself, as tables of derivatives have it. */
    static DerivativeNames basic(Apply y, Var x, Differential d) {
        DerivativeNames rule = of(y, y.inputs().map(i -> i == x));
        Seq<Var> operands = y.inputs().map(i -> i == x ? new Var(x.name(), TensorType.scalar(y.dtype()))
                : new Var(constant(y), TensorType.scalar(y.dtype())));
        Seq<Option<Expr>> tangents = operands.zipWith(y.inputs(),
                (u, i) -> Option.when(i == x, () -> (Expr) Literal.of(u.tensorType(), 1)));
        Apply left = Apply.of(y.op(), Array.narrow(operands.toArray()));
        String right = Rules.jvp(left, tangents, Transforms.THROUGH).get(0)
                .map(t -> MathText.of(Simplify.of(Array.of(t)).get(0))).getOrElse("0");
        boolean isPower = y.op() instanceof Power || y.op() == Binary.POW && y.input(0) == x;
        String table = rule.name().startsWith("chain rule, ") ? "derivative of " + rule.name().substring("chain rule, ".length())
                : rule.name();
        return new DerivativeNames(isPower ? "power rule" : table,
                isPower ? d.name() + "(" + x.name() + "ⁿ) = n·" + x.name() + "ⁿ⁻¹"
                : d.name() + "(" + MathText.of(left) + ") = " + right, rule.condition().replaceAll("\\bu\\b", x.name()),
                rule.reason().startsWith("the outer derivative") ? "" : isPower ? "the exponent comes down" : rule.reason());
    }

    /** What an operand is called that does not move. */
    private static String constant(Apply y) {
        return y.op() == Binary.POW ? "n" : "c";
    }

    private static DerivativeNames constant(Op op) {
        return new DerivativeNames("piecewise constant, " + op.label(), "d(" + op.label() + "(u)) = 0", "off the jumps", "");
    }

    private static DerivativeNames arrangement(Movement op) {
        String statement = switch (op) {
            case Permute _ -> "d(uᵀ) = (du)ᵀ";
            case Slice _ -> "d(u[i]) = du[i]";
            case Concatenate _ -> "d([u, v]) = [du, dv]";
            default -> "d(L(u)) = L(du)";
        };
        return new DerivativeNames("element by element", statement, EVERYWHERE,
                "elements change places, the derivatives with them");
    }

    private static DerivativeNames linear(String what) {
        return new DerivativeNames("linearity, " + what, "d(L(u)) = L(du)", EVERYWHERE,
                "a linear operation is its own derivative");
    }

    /** The rules of matrix calculus, in differentials. */
    private static DerivativeNames matrix(LinearAlgebra op) {
        return switch (op) {
            case LinearAlgebra.Determinant(LinearAlgebra.Determinant.Kind kind) -> switch (kind) {
                case DET -> new DerivativeNames("Jacobi's formula", "d(det A) = det(A)·tr(A⁻¹·dA)", EVERYWHERE,
                        "det(A)·A⁻¹, the adjugate, exists for singular A too");
                case LOG_ABS -> new DerivativeNames("Jacobi's formula", "d(ln |det A|) = tr(A⁻¹·dA)", "where det A ≠ 0", "");
                case SIGN -> constant(op);
            };
            case LinearAlgebra.Inverse _ -> new DerivativeNames("derivative of an inverse", "d(A⁻¹) = −A⁻¹·dA·A⁻¹",
                    "where det A ≠ 0", "from d(A·A⁻¹) = 0");
            case LinearAlgebra.Solve _, LinearAlgebra.TriangularSolve _ -> new DerivativeNames("derivative of a solution",
                    "d(A⁻¹·b) = A⁻¹·(db − dA·A⁻¹·b)", "where det A ≠ 0", "from d(A·x) = db");
            case LinearAlgebra.Eigh _ -> new DerivativeNames("perturbation of eigenvalues", "dλᵢ = vᵢᵀ·dA·vᵢ",
                    "where eigenvalues differ", "from A·v = λ·v");
            case LinearAlgebra.Svd _ -> new DerivativeNames("perturbation of singular values", "dsᵢ = uᵢᵀ·dA·vᵢ",
                    "where singular values differ", "from A·v = s·u");
            case LinearAlgebra.Cholesky _ -> new DerivativeNames("derivative of the Cholesky factor",
                    "dL = L·tril½(L⁻¹·dA·L⁻ᵀ)", "where A is positive definite",
                            "from L·Lᵀ = A; tril½ takes half of the diagonal");
            case LinearAlgebra.MatrixExp _ -> new DerivativeNames("derivative of the matrix exponential",
                    "d(e^A) = dA + (A·dA + dA·A)/2! + …", EVERYWHERE, "term by term");
            case LinearAlgebra other -> new DerivativeNames("matrix calculus",
                    "d(f(A)) by differentiating what defines f(A)", "where f is smooth at A", "");
        };
    }

    private static DerivativeNames reduce(Reduce r) {
        return r.kind().derivative().map(d -> new DerivativeNames(d.name(), d.statement(), d.where(), d.reason()))
                .getOrElse(() -> constant(r));
    }

    private static DerivativeNames binary(Binary op, Apply y, Seq<Boolean> moving, boolean both) {
        return switch (op) {
            case ADD, SUB -> both ? said(y, moving, "sum rule", EVERYWHERE, "term by term")
                    : said(y, moving, "constant summand", EVERYWHERE, "a constant has the derivative 0");
            case MUL -> both ? said(y, moving, "product rule", EVERYWHERE, "one factor moves at a time")
                    : said(y, moving, "constant factor", EVERYWHERE, "a constant factor stays");
            case DIV -> !moving.get(1) ? said(y, moving, "constant divisor", "where c ≠ 0", "a constant divisor stays")
                    : moving.get(0) ? new DerivativeNames("quotient rule", "d(u/v) = (du·v − u·dv)/v²", "where v ≠ 0", "")
                    : new DerivativeNames("reciprocal rule", "d(c/u) = −c·du/u²", "where u ≠ 0",
                            "the quotient rule for constant c");
            case POW -> both ? said(y, moving, "power rule, both moving", "where u > 0", "uᵛ is exp(v·ln u)")
                    : moving.get(1) ? said(y, moving, "exponential rule", "where c > 0", "cᵘ is exp(u·ln c)")
                    : said(y, moving, "chain rule, power", "where u > 0 or n is a whole number",
                            "the exponent comes down; times the inner derivative");
            case MAXIMUM, MINIMUM -> new DerivativeNames("cases, " + op.label(), op == Binary.MAXIMUM
                    ? "d(max(u, v)) = (du if u > v; dv if u < v)"
                    : "d(min(u, v)) = (du if u < v; dv if u > v)", "where u ≠ v", "half of each at a tie");
            case REMAINDER, FLOOR_DIVIDE -> said(y, moving, "piecewise linear, " + op.label(), "off the jumps", "");
            case ATAN2, HYPOT -> said(y, moving, "chain rule, " + op.label(), "where u² + v² > 0", "0 at the origin");
            case LOGADDEXP, COPYSIGN -> said(y, moving, "chain rule, " + op.label(), EVERYWHERE, "");
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> constant(op);
        };
    }

    private static DerivativeNames unary(Unary op, Apply y, Seq<Boolean> moving) {
        String chain = "chain rule, " + op.label();
        return switch (op) {
            case NEG -> said(y, moving, "constant factor", EVERYWHERE, "−u is (−1)·u");
            case ABS, RELU -> said(y, moving, chain, op.differentiable().get(), "taken as 0 at 0");
            default -> op.differentiable().map(where -> said(y, moving, chain, where, "the outer derivative times the inner one"))
                    .getOrElse(() -> constant(op));
        };
    }

    /** Said by the rule itself, for numbers u, v, w. */
    private static DerivativeNames said(Apply y, Seq<Boolean> moving, String name, String condition, String reason) {
        Iterator<String> letters = Iterator.of("u", "v", "w");
        Seq<Var> operands = moving.map(moves -> new Var(moves ? letters.next()
                : y.op() == Binary.POW && moving.get(0) ? "n" : "c", TensorType.scalar(y.dtype())));
        Seq<Option<Expr>> tangents = operands.zipWith(moving,
                (u, moves) -> Option.when(moves, () -> (Expr) WrtParameters.tangent(u)));
        Apply left = Apply.of(y.op(), Array.narrow(operands.toArray()));
        Seq<Expr> moved = tangents.flatMap(t -> t);
        Option<Expr> right = Rules.jvp(left, tangents, Transforms.THROUGH).get(0).map(t -> Simplify.of(Array.of(t)).get(0))
                .map(t -> y.op() == Binary.MUL ? t : Factors.last(t, e -> moved.exists(m -> m == e)));
        return new DerivativeNames(name, "d(" + MathText.of(left) + ") = " + right.map(MathText::of).getOrElse("0"), condition,
                reason);
    }
}
