package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.REAL;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Result;
import fluxion.core.TensorType;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.LinearAlgebra.Cholesky;
import fluxion.core.op.LinearAlgebra.Cofactor;
import fluxion.core.op.LinearAlgebra.Determinant.Kind;
import fluxion.core.op.LinearAlgebra.Determinant;
import fluxion.core.op.LinearAlgebra.Eigh;
import fluxion.core.op.LinearAlgebra.Inverse;
import fluxion.core.op.LinearAlgebra.MatrixExp;
import fluxion.core.op.LinearAlgebra.MatrixExpTangent;
import fluxion.core.op.LinearAlgebra.Solve;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import fluxion.transforms.algebra.MatrixChain.Factor;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * Inverses, determinants, exponentials and symmetric matrices (Petersen and Pedersen, The Matrix Cookbook, 2012, sections 1
 * to 3). Where a matrix has no inverse, what is inverted is NaN, and the shorter side may be a number.
 */
public final class Inverses {
    private static final Ints SWAPPED = Ints.of(1, 0);

    private Inverses() {}

    /** The rules of inverses, determinants and symmetric matrices. */
    public static Seq<RuleGroup> groups() {
        return Array.of(
                RuleGroup.whenAny(Inverses::matrices, Inverse.class, Determinant.class, Cofactor.class, Solve.class,
                        MatrixExp.class, MatrixExpTangent.class, Eigh.class),
                RuleGroup.whenAny(Inverses::symmetric, Permute.class, Dot.class));
    }

    private static Seq<Rule> matrices() {
        return Array.of(
                new ProceduralRule("inverse/inverse", "(A⁻¹)⁻¹ = A", REAL, "undone, where A has an inverse",
                        Inverse.class::isInstance,
                        (node, _) -> inverted(node.input(0))),
                new ProceduralRule("inverse/transpose", "(Aᵀ)⁻¹ = (A⁻¹)ᵀ, cof(Aᵀ) = cof(A)ᵀ, exp(Aᵀ) = exp(A)ᵀ", REAL,
                        "one inverse serves both",
                        op -> op instanceof Inverse || op instanceof Cofactor || op instanceof MatrixExp,
                        (node, make) -> transposed(node.input(0))
                                .map(a -> make.apply(((Apply) node.input(0)).op(), make.apply(node.op(), a)))),
                new ProceduralRule("inverse/scaled", "(c·A)⁻¹ = A⁻¹/c for numbers c", REAL, "A⁻¹ may be there already",
                        Inverse.class::isInstance, Inverses::inverseOfScaled),
                new ProceduralRule("inverse/diagonal", "diag(v)⁻¹ = diag(1/v)", REAL, "each number by itself",
                        Inverse.class::isInstance,
                        (node, make) -> diagonal(node.input(0), make)
                                .map(v -> make.apply(new Diag(0), make.apply(new Power(-1), v)))),
                new ProceduralRule("inverse/exp", "exp(A)⁻¹ = exp(−A)", REAL, "the exponential always has an inverse",
                        Inverse.class::isInstance,
                        (node, make) -> node.input(0) instanceof Apply(MatrixExp exp, var of, _) && !make.shared(node.input(0))
                                ? Option.of(make.apply(exp, make.apply(Unary.NEG, of))) : Option.none()),
                new ProceduralRule("det/transpose", "det(Aᵀ) = det(A)", REAL, "rows and columns count alike",
                        Determinant.class::isInstance,
                        (node, make) -> transposed(node.input(0)).map(a -> make.apply(node.op(), a))),
                new ProceduralRule("det/inverse", "det(A⁻¹) = 1/det(A), ln|det A⁻¹| = −ln|det A|", REAL, "no inverse is needed",
                        Determinant.class::isInstance, Inverses::detOfInverse),
                new ProceduralRule("det/diagonal", "det(diag v) = Π v, ln|det diag v| = Σ ln|v|", REAL,
                        "the product of the diagonal",
                        Determinant.class::isInstance,
                        (node, make) -> diagonal(node.input(0), make).map(v -> product(node, v, make))),
                new ProceduralRule("det/triangular", "det(chol A) = Π diagonal(chol A), ln|det chol A| = Σ ln|diagonal(chol A)|",
                        REAL,
                        "the product of the diagonal",
                        Determinant.class::isInstance, (node, make) -> node.input(0) instanceof Apply(Cholesky _, _, _)
                                ? Option.of(product(node, make.apply(new Diagonal(0), node.input(0)), make)) : Option.none()),
                new ProceduralRule("det/exp", "det(exp A) = exp(tr A), ln|det exp A| = tr A", REAL, "Jacobi's formula",
                        Determinant.class::isInstance, Inverses::detOfExp).cancelling(),
                new ProceduralRule("log-det/scaled", "ln|det c·A| = n·ln|c| + ln|det A| for numbers c", REAL, "works on A alone",
                        Determinant.class::isInstance, Inverses::logDetOfScaled),
                new ProceduralRule("log-det/gram", "ln|det X·Xᵀ| = 2·ln|det X| for square X", REAL,
                        "both factors have one determinant",
                        Determinant.class::isInstance, Inverses::logDetOfGram),
                new ProceduralRule("cofactor/det", "cof(A)/det(A) = (A⁻¹)ᵀ", REAL, "Cramer's rule",
                        op -> op == Binary.DIV || op == Binary.MUL, Inverses::cramer),
                new ProceduralRule("cofactor/inverse", "cof(A⁻¹) = Aᵀ/det(A)", REAL, "Cramer's rule", Cofactor.class::isInstance,
                        (node, make) -> node.rank() != 2 ? Option.none()
                                : inverted(node.input(0)).map(a -> make.apply(Binary.DIV, make.apply(new Permute(SWAPPED), a),
                                make.spread(make.apply(new Determinant(Kind.DET), a), node.tensorType())))),
                new ProceduralRule("dot/cofactor",
                        "Aᵀ·cof(A·B) = det(A)·cof(B), cof(B·A)·Aᵀ = det(A)·cof(B), anywhere in a product", REAL,
                        "determinants multiply",
                        Dot.class::isInstance, Inverses::cofactorOfProduct),
                new ProceduralRule("dot/eigenvectors", "V·Vᵀ = I, Vᵀ·V = I for the eigenvectors of a symmetric matrix", REAL,
                        "they are orthonormal", Dot.class::isInstance,
                        (node, make) -> areEigenvectors(node)
                                ? Option.of(make.apply(new Eye(node.dtype(), node.shape().dim(0), node.shape().dim(0), 0)))
                                : Option.none()).cancelling(),
                new ProceduralRule("permute/scaled-inverse", "(c·A⁻¹)ᵀ = c·(A⁻¹)ᵀ for numbers c", REAL, "numbers come out",
                        Permute.class::isInstance, Inverses::transposeOfScaled),
                new ProceduralRule("sum/inverse", "Σ A ⊙ (A⁻¹)ᵀ = n", REAL, "the trace of A·A⁻¹", Reduce.class::isInstance,
                        Inverses::traceOfIdentity).cancelling(),
                new ProceduralRule("dot/inverse", "A·A⁻¹ = I, A·(B·A)⁻¹ = B⁻¹, anywhere in a product", REAL,
                        "what is undone need not be done", op -> op instanceof Dot || op instanceof Solve,
                        Inverses::cancelled).cancelling(),
                new ProceduralRule("solve/identity", "solve(A, I) = A⁻¹", REAL, "the columns of the inverse",
                        Solve.class::isInstance,
                        (node, make) -> node.input(0).rank() == 2 && DiagonalRules.isIdentity(node.input(1))
                                ? Option.of(turned(make.apply(new Inverse(), node.input(0)), ((Solve) node.op()).transposed(),
                                make))
                                : Option.none()),
                new ProceduralRule("solve/scaled", "solve(A, c·b) = c·solve(A, b), solve(A, −b) = −solve(A, b) for numbers c",
                        REAL,
                        "numbers come out", Solve.class::isInstance,
                        Inverses::solveScaled),
                new ProceduralRule("solve/transpose", "solve(Aᵀ, b) = solve(A, b, transposed)", REAL, "read in place",
                        Solve.class::isInstance,
                        (node, make) -> transposed(node.input(0))
                                .map(a -> make.apply(new Solve(!((Solve) node.op()).transposed()), a, node.input(1)))),
                new ProceduralRule("solve/symmetric", "solve(S, b, transposed) = solve(S, b) for symmetric S", REAL,
                        "the same system",
                        Solve.class::isInstance,
                        (node, make) -> ((Solve) node.op()).transposed() && MatrixChain.isSymmetric(node.input(0))
                                ? Option.of(make.apply(new Solve(false), node.inputs())) : Option.none()),
                new ProceduralRule("solve/diagonal", "solve(diag(v), b) = b/v", REAL, "each number by itself",
                        Solve.class::isInstance, Inverses::solveDiagonal),
                new ProceduralRule("expm-tangent/identity", "the derivative of exp at A along I = exp(A)", REAL,
                        "the identity commutes with A", MatrixExpTangent.class::isInstance,
                        (node, make) -> DiagonalRules.isIdentity(node.input(1))
                                ? Option.of(make.apply(new MatrixExp(), node.input(0))) : Option.none()));
    }

    private static Seq<Rule> symmetric() {
        return Array.of(
                new ProceduralRule("permute/symmetric", "Sᵀ = S for S plainly symmetric, like X·Xᵀ and its inverse", REAL,
                        "symmetric",
                        Permute.class::isInstance,
                        (node, _) -> ((Permute) node.op()).permutation().equals(SWAPPED) && MatrixChain.isSymmetric(node.input(0))
                                ? Option.of(node.input(0)) : Option.none()),
                new ProceduralRule("dot/symmetric", "Sᵀ·x = S·x for S plainly symmetric", REAL, "one way to read it",
                        Dot.class::isInstance, Inverses::dotOfSymmetric));
    }

    // ---- words --------------------------------------------------------------------------------------------------------------

    private static Option<Expr> transposed(Expr e) {
        int r = e.rank();
        return e instanceof Apply(Permute(var p), var of, _) && r >= 2
                && p.equals(Ints.range(0, r).with(r - 2, r - 1).with(r - 1, r - 2))
                ? Option.of(of.get(0)) : Option.none();
    }

    private static Expr turned(Expr e, boolean turn, Make make) {
        return turn ? make.apply(new Permute(SWAPPED), e) : e;
    }

    private static Option<Expr> inverted(Expr e) {
        return e instanceof Apply(Inverse _, var of, _) ? Option.of(of.get(0)) : Option.none();
    }

    private static Option<Expr> diagonal(Expr e, Make make) {
        return e instanceof Apply(Diag(int offset), var of, _) && offset == 0 ? Option.of(of.get(0))
                : DiagonalRules.isIdentity(e) ? make.literal(TensorType.of(e.dtype(), e.shape().dim(0)), 1) : Option.none();
    }

    /** c·A or A/c. */
    private record Scaled(Expr number, boolean divides, Expr of) {}

    private static Option<Scaled> scaled(Expr e, Make make) {
        if (!(e instanceof Apply(Binary op, var xy, _)) || op != Binary.MUL && op != Binary.DIV) {
            return Option.none();
        }
        Option<Expr> right = number(xy.get(1), make);
        return right.isDefined() ? Option.of(new Scaled(right.get(), op == Binary.DIV, xy.get(0)))
                : op == Binary.MUL ? number(xy.get(0), make).map(c -> new Scaled(c, false, xy.get(1))) : Option.none();
    }

    private static Option<Expr> number(Expr e, Make make) {
        Option<Double> known = Literal.value(e);
        return known.isDefined()
                ? known.filter(v -> v != 0 && Double.isFinite(v)).flatMap(v -> make.literal(TensorType.scalar(e.dtype()), v))
                : e instanceof Apply(Broadcast b, var of, _) && b.axes().isEmpty() ? Option.of(of.get(0)) : Option.none();
    }

    // ---- inverses -----------------------------------------------------------------------------------------------------------

    private static Option<Expr> inverseOfScaled(Apply node, Make make) {
        return make.shared(node.input(0)) ? Option.none()
                : scaled(node.input(0), make).map(s -> make.apply(s.divides() ? Binary.MUL : Binary.DIV,
                make.apply(node.op(), s.of()), make.spread(s.number(), node.tensorType())));
    }

    private static Option<Expr> solveScaled(Apply node, Make make) {
        Expr b = node.input(1);
        return make.shared(b) ? Option.none() : b instanceof Apply(Unary op, var of, _) && op == Unary.NEG
                ? Option.of(make.apply(op, make.apply(node.op(), node.input(0), of.get(0))))
                : Coefficients.scaled(b).flatMap(s -> Coefficients.scale(s._1, make.apply(node.op(), node.input(0), s._2), make));
    }

    private static Option<Expr> solveDiagonal(Apply node, Make make) {
        Expr b = node.input(1);
        return diagonal(node.input(0), make).filter(v -> v.rank() == 1)
                .map(v -> make.apply(Binary.DIV, b, b.rank() == 1 ? v : make.apply(new Broadcast(b.shape(), Ints.of(0)), v)));
    }

    /** Neighbours that undo each other go, and so do those that undo an end of the product that is inverted. */
    private static Option<Expr> cancelled(Apply node, Make make) {
        Seq<Factor> factors = MatrixChain.of(node, make);
        for (int i = 0; i + 1 < factors.size(); i++) {
            Factor a = factors.get(i);
            Factor b = factors.get(i + 1);
            if (a.undoes(b)) {
                Seq<Factor> left = factors.removeAt(i + 1).removeAt(i);
                int n = a.base().shape().dim(0);
                return Option.of(left.isEmpty() ? make.apply(new Eye(node.dtype(), n, n, 0)) : MatrixChain.product(left, make));
            }
            for (boolean first : new boolean[] {true, false}) {
                Factor inverse = first ? a : b;
                Factor other = first ? b : a;
                Seq<Factor> inside = inverse.inverse() && inverse.lone() && !other.inverse() ? inverse.inside() : Array.empty();
                Option<Seq<Factor>> rest = inside.size() < 2 ? Option.none() : ends(inside, other, first);
                if (rest.isDefined()) {
                    Factor smaller = new Factor(MatrixChain.product(rest.get(), make), false, true, true);
                    return Option.of(MatrixChain.product(factors.update(first ? i : i + 1, smaller).removeAt(first ? i + 1 : i),
                            make));
                }
            }
        }
        return Option.none();
    }

    /** What is left of the factors inside an inverse without a square one at that end. */
    private static Option<Seq<Factor>> ends(Seq<Factor> inside, Factor other, boolean first) {
        Factor end = first ? inside.head() : inside.last();
        return !end.inverse() && end.same(other) && MatrixChain.isSquare(end.base())
                ? Option.of(first ? inside.tail() : inside.init()) : Option.none();
    }

    private static Option<Expr> dotOfSymmetric(Apply node, Make make) {
        Dot dot = (Dot) node.op();
        if (!dot.leftBatch().isEmpty() || dot.leftContract().size() != 1) {
            return Option.none();
        }
        boolean left = dot.leftContract().equals(Ints.of(0)) && MatrixChain.isSymmetric(node.input(0));
        boolean right = dot.rightContract().equals(Ints.of(1)) && MatrixChain.isSymmetric(node.input(1));
        return Option.when(left || right,
                () -> make.apply(new Dot(Ints.empty(), Ints.empty(), left ? Ints.of(1) : dot.leftContract(),
                right ? Ints.of(0) : dot.rightContract()), node.inputs()));
    }

    private static Option<Expr> transposeOfScaled(Apply node, Make make) {
        Expr x = node.input(0);
        if (node.rank() != 2 || make.shared(x) || !(x instanceof Apply scaled)) {
            return Option.none();
        }
        if (scaled.op() == Unary.NEG) {
            return Option.when(inverted(scaled.input(0)).isDefined(),
                    () -> make.apply(Unary.NEG, make.apply(node.op(), scaled.input(0))));
        }
        return scaled(x, make).filter(s -> inverted(s.of()).isDefined())
                .map(s -> make.apply(s.divides() ? Binary.DIV : Binary.MUL,
                make.apply(node.op(), s.of()), make.spread(s.number(), node.tensorType())));
    }

    // ---- determinants -------------------------------------------------------------------------------------------------------

    private static Kind kind(Apply node) {
        return ((Determinant) node.op()).kind();
    }

    private static Option<Expr> detOfInverse(Apply node, Make make) {
        return inverted(node.input(0)).map(a -> {
            Expr det = make.apply(node.op(), a);
            return switch (kind(node)) {
                case DET -> make.apply(new Power(-1), det);
                case SIGN -> det;
                case LOG_ABS -> make.apply(Unary.NEG, det);
            };
        });
    }

    private static Expr product(Apply node, Expr v, Make make) {
        Ints last = Ints.of(v.rank() - 1);
        return switch (kind(node)) {
            case DET -> make.apply(new Reduce(Reduce.Kind.PROD, last), v);
            case SIGN -> make.apply(new Reduce(Reduce.Kind.PROD, last), make.apply(Unary.SIGN, v));
            case LOG_ABS -> make.apply(new Reduce(Reduce.Kind.SUM, last), make.apply(Unary.LOG, make.apply(Unary.ABS, v)));
        };
    }

    private static Option<Expr> detOfExp(Apply node, Make make) {
        if (!(node.input(0) instanceof Apply(MatrixExp _, var of, _))) {
            return Option.none();
        }
        Expr diagonal = make.apply(new Diagonal(0), of.get(0));
        Expr trace = make.apply(new Reduce(Reduce.Kind.SUM, Ints.of(diagonal.rank() - 1)), diagonal);
        return switch (kind(node)) {
            case DET -> Option.of(make.apply(Unary.EXP, trace));
            case SIGN -> make.literal(node.tensorType(), 1);
            case LOG_ABS -> Option.of(trace);
        };
    }

    private static Option<Expr> logDetOfScaled(Apply node, Make make) {
        if (kind(node) != Kind.LOG_ABS || make.shared(node.input(0))) {
            return Option.none();
        }
        int n = node.input(0).shape().dims().last();
        return n == 0 ? Option.none() : scaled(node.input(0), make)
                .flatMap(s -> make.literal(TensorType.scalar(node.dtype()), s.divides() ? -n : n).map(count -> {
            Expr scale = make.apply(Binary.MUL, count, make.apply(Unary.LOG, make.apply(Unary.ABS, s.number())));
            return make.apply(Binary.ADD, make.spread(scale, node.tensorType()), make.apply(node.op(), s.of()));
        }));
    }

    private static Option<Expr> logDetOfGram(Apply node, Make make) {
        return kind(node) == Kind.LOG_ABS && node.input(0) instanceof Apply product && product.op() instanceof Dot
                && product.rank() == 2
                && MatrixChain.of(product, Make.PLAIN) instanceof Seq<Factor> f && f.size() == 2
                && f.get(0).base() == f.get(1).base()
                && f.get(0).turned() != f.get(1).turned() && !f.exists(Factor::inverse) && MatrixChain.isSquare(f.get(0).base())
                ? make.literal(node.tensorType(), 2)
                        .map(two -> make.apply(Binary.MUL, two, make.apply(node.op(), f.get(0).base()))) : Option.none();
    }

    /** The adjugate of a product is that of its factors in reverse, whatever has an inverse. */
    private static Option<Expr> cofactorOfProduct(Apply node, Make make) {
        if (!node.inputs().exists(x -> hasCofactor(x, 3))) {
            return Option.none();
        }
        // a product that is needed elsewhere too is read through where it goes
        Seq<Factor> factors = MatrixChain.of(node, Make.PLAIN);
        for (int i = 0; i + 1 < factors.size(); i++) {
            for (boolean second : new boolean[] {true, false}) {
                Factor cofactor = factors.get(second ? i + 1 : i);
                Factor other = factors.get(second ? i : i + 1);
                if (!(cofactor.base() instanceof Apply(Cofactor _, var of, _)) || cofactor.inverse() || other.inverse()
                        || !MatrixChain.isSquare(other.base())) {
                    continue;
                }
                Seq<Factor> inside = of.get(0) instanceof Apply product && product.op() instanceof Dot
                        ? MatrixChain.of(product, Make.PLAIN)
                        : Array.of(new Factor(of.get(0), false, false, false));
                Seq<Factor> turned = cofactor.turned() ? inside.reverse().map(Factor::transposed).toArray() : inside;
                Factor end = second ? turned.head() : turned.last();
                if (turned.exists(f -> f.inverse() || f.base().rank() != 2) || !end.same(other.transposed())) {
                    continue;
                }
                Seq<Factor> rest = second ? turned.tail() : turned.init();
                Expr det = make.spread(make.apply(new Determinant(Kind.DET), other.base()), node.tensorType());
                Seq<Factor> left = rest.isEmpty() ? factors.removeAt(i + 1).removeAt(i)
                        : factors.update(i, new Factor(make.apply(new Cofactor(), MatrixChain.product(rest, make)), false, false,
                        false)).removeAt(i + 1);
                int n = other.base().shape().dim(0);
                return Option.of(make.apply(Binary.MUL, det, left.isEmpty() ? make.apply(new Eye(node.dtype(), n, n, 0))
                        : MatrixChain.product(left, make)));
            }
        }
        return Option.none();
    }

    private static boolean hasCofactor(Expr e, int depth) {
        return e instanceof Apply a && (a.op() instanceof Cofactor || depth > 0
                && (a.op() instanceof Dot || a.op() instanceof Permute) && a.inputs().exists(x -> hasCofactor(x, depth - 1)));
    }

    private static boolean areEigenvectors(Apply node) {
        if (node.rank() != 2 || !node.inputs().forAll(x -> x.rank() == 2)) {
            return false;
        }
        Seq<Factor> f = MatrixChain.of(node, Make.PLAIN);
        return f.size() == 2 && f.get(0).base() == f.get(1).base() && f.get(0).turned() != f.get(1).turned()
                && !f.get(0).inverse() && !f.get(1).inverse()
                && f.get(0).base() instanceof Result(Apply of, int index, _) && index == 1 && of.op() instanceof Eigh;
    }

    /** Divided by the determinant, or multiplied by one over it. */
    private static Option<Expr> cramer(Apply node, Make make) {
        for (int i = 0; i < (node.op() == Binary.MUL ? 2 : 1); i++) {
            if (node.rank() == 2 && node.input(i) instanceof Apply(Cofactor _, var of, _)
                    && node.input(1 - i) instanceof Apply(Broadcast _, var scale, _)) {
                Expr det = node.op() == Binary.DIV ? scale.get(0)
                        : scale.get(0) instanceof Apply(Power(int n), var under, _) && n == -1 ? under.get(0) : node;
                if (det instanceof Apply(Determinant(Kind kind), var with, _) && kind == Kind.DET && of.get(0) == with.get(0)) {
                    return Option.of(make.apply(new Permute(SWAPPED), make.apply(new Inverse(), of.get(0))));
                }
            }
        }
        return Option.none();
    }

    private static Option<Expr> traceOfIdentity(Apply node, Make make) {
        if (((Reduce) node.op()).kind() != Reduce.Kind.SUM || node.rank() != 0
                || !(node.input(0) instanceof Apply(Op mul, var xy, _)) || mul != Binary.MUL || xy.get(0).rank() != 2) {
            return Option.none();
        }
        boolean undone = Array.of(0, 1)
                .exists(i -> transposed(xy.get(i)).flatMap(Inverses::inverted).exists(a -> a == xy.get(1 - i))
                || inverted(xy.get(i)).exists(a -> a == xy.get(1 - i) && MatrixChain.isSymmetric(a)));
        return undone ? make.literal(node.tensorType(), xy.get(0).shape().dim(0)) : Option.none();
    }
}
